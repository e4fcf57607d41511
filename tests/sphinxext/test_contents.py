from pathlib import Path

import pytest

import longbook

ONE = "# Page one\n\nText.\n"
TOC = "format: jb-book\nroot: index\nchapters:\n- file: one\n  sections:\n  - file: two\n"

CHANGES = {
    "title": ("one.md", "# A new *title*\n", "A new <em>title</em>"),
    "number": ("_toc.yml", TOC.replace("chapters:", "options: {numbered: true}\nchapters:"), ">1. Page one<"),
    "order": (
        "_toc.yml",
        "format: jb-book\nroot: index\nchapters:\n- file: two\n- file: one\n",
        'l1"><a class="reference internal" href="two.html"',
    ),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = longbook.write_short_book(tmp_path, "coursebook.sphinxext.navigation")
    longbook.write_files(folder, {"three.md": "# Page three\n", "_toc.yml": TOC + "- file: three\n"})
    assert longbook.build(folder, "-W", "--keep-going").returncode == 0
    return folder


@pytest.mark.parametrize("change", CHANGES)
def test_changed_contents_show_on_every_page(change: str, book: Path) -> None:
    name, text, shown = CHANGES[change]
    longbook.write_files(book, {name: text + ("- file: three\n" if name == "_toc.yml" else "")})
    assert longbook.build(book, "-W", "--keep-going").returncode == 0
    pages = longbook.pages(book)
    assert [page for page in ("index.html", "three.html") if shown not in pages[page]] == []


def test_changed_text_leaves_the_other_pages_alone(book: Path) -> None:
    other = book / "_build/html/three.html"
    before = other.stat().st_mtime_ns
    longbook.write_files(book, {"one.md": "# Page one\n\nOther text.\n"})
    assert longbook.build(book, "-W", "--keep-going").returncode == 0
    assert "Other text" in (book / "_build/html/one.html").read_text()
    assert other.stat().st_mtime_ns == before
