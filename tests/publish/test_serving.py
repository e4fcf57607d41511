import re
import subprocess
import sys
from pathlib import Path

import pytest

import minibook
from coursebook.publish import serving


def test_sphinx_builds_the_same_book_from_the_written_settings(tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    conf = serving.write_conf(root)
    html = root / "html"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "build", "-W", "-q", "-c", str(conf), str(root), str(html)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "(<a" in (html / "chapters/first.html").read_text(encoding="utf-8")
    assert (html / "_static/course.css").exists()
    assert not (root / "conf.py").exists()


@pytest.mark.parametrize(
    ("path", "watched"),
    [
        ("sources/part/page.md", True),
        ("index.md", True),
        ("notebooks/sums.ipynb", True),
        ("scripts/coursebook/pipeline.py", True),
        ("chapters/part/page.md", False),
        ("_toc.yml", False),
        ("_build/serve/conf.py", False),
        (".venv/bin/python", False),
        ("tests/test_makefile.py", False),
        ("notebooks/interviewplan/__pycache__/a.pyc", False),
    ],
)
def test_watches_what_authors_write_and_not_what_is_made_of_it(path: str, watched: bool) -> None:
    root = Path("/books/.hidden/tests/mine")  # the folder above the book does not count
    assert bool(re.search(serving.unwatched(root), f"{root}/{path}")) is not watched


def test_server_converts_before_each_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def note(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", note)
    assert serving.serve(minibook.write_book(tmp_path)) == 3
    [command] = commands
    assert command[:3] == [sys.executable, "-m", "sphinx_autobuild"]
    assert command[command.index("--pre-build") + 1].endswith("scripts/convert.py")
    assert command[-2:] == [str(tmp_path), str(tmp_path / "_build/serve/html")]
