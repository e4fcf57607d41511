import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_quick_run_compares_both_and_writes_only_its_own_section(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    results.write_text(
        "# Results\n\n<!-- build.py: begin -->\nold\n<!-- build.py: end -->\n\nanother section\n", encoding="utf-8"
    )
    command = [sys.executable, str(ROOT / "benchmarks/build.py"), "--quick", "--results", str(results)]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    text = results.read_text(encoding="utf-8")
    assert text.startswith("# Results\n\n<!-- build.py: begin -->\n\n## Building a book\n")
    assert text.endswith("<!-- build.py: end -->\n\nanother section\n")
    assert "old" not in text
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if "Jupyter Book" in line]
    assert [row[0] for row in rows] == [
        "Jupyter Book",
        "Jupyter Book with our extensions",
        "Jupyter Book with our extensions, nothing changed",
    ]
    assert all(float(cell) > 0 for row in rows for cell in row[1:])
