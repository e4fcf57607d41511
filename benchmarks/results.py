"""The file of results: each benchmark keeps its own section of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
TITLE = "# Results of the benchmarks\n"


def replace_section(file: Path, name: str, text: str) -> None:
    """Write `text` between the markers of the section `name`, which is added at the end where there is none."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    old = file.read_text(encoding="utf-8") if file.exists() else TITLE
    before, found, rest = old.partition(begin)
    after = rest.partition(end)[2]
    if not found:
        before = before.rstrip("\n") + "\n\n"
    file.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{after}", encoding="utf-8")


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; every column but the first holds numbers."""
    rule = ("---", *("---:" for _ in header[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))
