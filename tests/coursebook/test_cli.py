"""The command: what it writes, prints and returns."""

from __future__ import annotations

import json
import os
from pathlib import Path
from textwrap import dedent

import pytest

from coursebook.cli import main

GOOD = {
    "sources/part/one.md": "---\ntitle: One\nmenu: {part: {weight: 1}}\n---\n<p>First <a href='../nowhere'>x</a></p>\n",
    "sources/part/two.md": "---\ntitle: Two\nmenu: {part: {weight: 2}}\n---\n<p>Second</p>\n",
}
MADE = [
    "_config.yml",
    "_toc.yml",
    "chapters/.copies.json",
    "chapters/part/one.md",
    "chapters/part/two.md",
    "chapters/redirects.json",
    "index.md",
]
WARNING = "one.md:5:19: warning: the link to “../nowhere” leads to no page of the book and becomes text"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents, in which the command is run."""
    write(tmp_path, GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def made(folder: Path) -> list[str]:
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if not path.startswith(("sources/", "_build/")))


def test_new_folder_becomes_a_book(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert made(book) == MADE
    output = capsys.readouterr()
    assert output.out.startswith("2 documents (2 pages) converted in ")
    assert output.out.endswith(" s, 7 files written\n")
    assert output.err == f"sources/part/{WARNING}\n"


def test_unchanged_files_are_not_touched(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    for name in MADE:
        os.utime(book / name, (1, 1))
    write(book, {"sources/part/two.md": GOOD["sources/part/two.md"].replace("Second", "Changed")})
    assert main([]) == 0
    assert [name for name in MADE if (book / name).stat().st_mtime != 1] == ["chapters/part/two.md"]
    assert capsys.readouterr().out.endswith(" s, 1 file written\n")


def test_check_writes_nothing_and_lists_what_drifted(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 1
    assert made(book) == []
    assert main([]) == 0
    capsys.readouterr()
    assert main(["--check"]) == 0
    assert capsys.readouterr().out == "every generated file is as its sources make it\n"
    write(book, {"chapters/part/two.md": "edited by hand", "chapters/mine.md": "# Mine\n"})
    (book / "chapters/part/one.md").unlink()
    assert main(["--check"]) == 1
    assert capsys.readouterr().out == dedent(
        """\
        chapters/mine.md: made by no source
        chapters/part/one.md: missing
        chapters/part/two.md: changed
        3 files drifted from the sources; run “python scripts/convert.py” and commit what it makes
        """
    )
    assert (book / "chapters/part/two.md").read_text(encoding="utf-8") == "edited by hand"


def test_warnings_can_be_errors(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-W"]) == 2
    assert made(book) == []
    assert WARNING in capsys.readouterr().err
    (book / "sources/part/one.md").unlink()
    assert main(["-W"]) == 0


def test_all_errors_are_told_in_one_run_and_nothing_is_written(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    before = {name: (book / name).read_bytes() for name in MADE}
    capsys.readouterr()
    write(book, {"sources/a.md": "---\ntitle: A\ntitle: B\n---\n", "sources/b.md": "---\nnever closed\n"})
    write(book, {"sources/c.md": "---\nmenu: 3\n---\n", "sources/course.yml": "titel: x\n", "sources/d.txt": "\n"})
    (book / "sources/e.txt").write_bytes(b"caf\xe9")
    assert main([]) == 2
    assert capsys.readouterr().err == dedent(
        """\
        sources/a.md:3:1: not valid YAML: the key “title” is set twice
        sources/b.md:1:1: the front matter opened with --- is never closed
        sources/c.md:2:1: “menu” must name menus
        sources/course.yml:1:1: unknown key “titel”; did you mean “title”?
        sources/d.txt:1:1: the document is empty
        sources/e.txt:1:4: byte 3 (0xe9) is not UTF-8
        """
    )
    assert {name: (book / name).read_bytes() for name in MADE} == before


def test_text_that_nests_too_deeply_is_an_error(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(book, {"sources/deep.md": "---\ntitle: Deep\n---\n" + "<div>" * 2000})
    assert main([]) == 2
    assert capsys.readouterr().err == "sources/deep.md:4:1: elements of the text are nested too deeply\n"
    assert made(book) == []


def test_report_names_what_became_of_each_document(book: Path) -> None:
    write(book, {"sources/three.txt": "Three\n\nA line.\n\nTags: a, b\n"})
    assert main(["--report", "report.json"]) == 0
    report = json.loads((book / "report.json").read_text(encoding="utf-8"))
    documents = report.pop("documents")
    assert report == {}
    assert documents[1] == {
        "source": "part/two.md",
        "chapter": "chapters/part/two.md",
        "reader": "page",
        "dropped": [],
        "diagnostics": [],
    }
    assert documents[0]["diagnostics"] == [
        {
            "path": "part/one.md",
            "line": 5,
            "column": 19,
            "severity": "warning",
            "message": "the link to “../nowhere” leads to no page of the book and becomes text",
        }
    ]
    assert (documents[2]["reader"], documents[2]["dropped"]) == ("article", ["Tags: a, b"])


def test_format_json_is_one_object(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check", "--format", "json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["changes"] == [{"path": name, "drift": "missing"} for name in MADE]
    assert printed["diagnostics"] == [
        {
            "path": "sources/part/one.md",
            "line": 5,
            "column": 19,
            "severity": "warning",
            "message": "the link to “../nowhere” leads to no page of the book and becomes text",
        }
    ]


def test_format_json_of_errors(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(book, {"sources/c.md": "---\nmenu: 3\n---\n"})
    assert main(["--format", "json"]) == 2
    printed = json.loads(capsys.readouterr().out)
    assert [one["severity"] for one in printed["diagnostics"]] == ["error"]
    assert printed["changes"] == []


def test_format_github_is_a_workflow_command(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--format", "github"]) == 0
    first = capsys.readouterr().out.split("\n")[0]
    path, message = "sources/part/one.md", "the link to “../nowhere” leads to no page of the book and becomes text"
    assert first == f"::warning file={path},line=5,col=19::{message}"


def test_chapter_without_a_source_is_deleted_unless_a_person_wrote_it(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(book, {"sources/other/page.md": "---\ntitle: Old\n---\n", "chapters/mine.md": "# Mine\n"})
    assert main([]) == 0
    assert (book / "chapters/other/page.md").exists()
    (book / "sources/other/page.md").unlink()
    capsys.readouterr()
    assert main([]) == 0
    assert not (book / "chapters/other").exists()
    assert (book / "chapters/mine.md").read_text(encoding="utf-8") == "# Mine\n"
    assert "  chapters/mine.md: made by no source\n" in capsys.readouterr().out


def test_last_redirect_goes_with_its_source(book: Path) -> None:
    write(book, {"sources/old.md": "---\ntitle: Old\naliases: [/was/here]\n---\n"})
    assert main([]) == 0
    redirects = book / "chapters/redirects.json"
    assert json.loads(redirects.read_text(encoding="utf-8")) == {"was/here": "chapters/pages/old"}
    (book / "sources/old.md").unlink()
    assert main([]) == 0
    assert json.loads(redirects.read_text(encoding="utf-8")) == {}


def test_configuration_is_made_anew_until_its_mark_is_deleted(book: Path) -> None:
    config = book / "_config.yml"
    assert main([]) == 0
    assert "title: Sources" in config.read_text(encoding="utf-8")
    write(book, {"sources/course.yml": "title: Named\n"})
    assert main([]) == 0
    text = config.read_text(encoding="utf-8")
    assert "title: Named" in text
    config.write_text(text.split("\n", 2)[2], encoding="utf-8")
    write(book, {"sources/course.yml": "title: Named again\n"})
    assert main([]) == 0
    assert "title: Named\n" in config.read_text(encoding="utf-8")


def test_landing_page_of_the_author_is_kept(book: Path) -> None:
    write(book, {"index.md": "# Mine\n"})
    assert main([]) == 0
    assert (book / "index.md").read_text(encoding="utf-8") == "# Mine\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "convert: nowhere: there is no such folder of sources\n"),
        (["sources/part/one.md"], "convert: sources/part/one.md: there is no such folder of sources\n"),
        (["."], "convert: .: the book must not lie inside its sources (.)\n"),
        (["--book", "sources/a"], "convert: sources/a/sources: there is no such folder of sources\n"),
        (["--book", "sources/a", "sources"], "convert: sources/a: the book must not lie inside its sources (sources)"),
        (["chapters"], "convert: chapters: the sources must not lie where the book keeps its chapters\n"),
        (["empty"], "empty:1:1: there is no document in this folder\n"),
        (["--report", "sources"], "convert: sources: Is a directory\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], message: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (book / "empty").mkdir()
    write(book, {"chapters/hand.md": "---\ntitle: x\n---\n"})
    assert main(arguments) == 2
    assert capsys.readouterr().err.splitlines()[-1] == message.strip()
    assert made(book) == ["chapters/hand.md"]


NO_TITLE = "notebooks/n.ipynb:1:3: no Markdown cell begins with a title (a line “# …”)"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "sources/n.ipynb",
            '{"cells": [], "nbformat": 4}',
            "sources/n.ipynb:1:1: a notebook is executed, so it belongs into the book’s own notebooks/ folder",
        ),
        ("notebooks/n.ipynb", '{"cells": [], "nbformat": 4}', NO_TITLE),
        ("notebooks/n.ipynb", '{"cells": null, "nbformat": 4}', NO_TITLE),
        ("notebooks/n.ipynb", '{"cells": [', "notebooks/n.ipynb:1:12: not valid JSON: Expecting value"),
        (
            "sources/course.yml",
            "title: x\nbibliography: b.bib\n",
            "sources/course.yml:1:1: the bibliography “b.bib” is not in the folder of sources",
        ),
    ],
)
def test_wrong_notebooks_and_lists_are_errors(
    name: str, text: str, message: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(book, {name: text})
    assert main([]) == 2
    assert capsys.readouterr().err.splitlines()[0] == message
