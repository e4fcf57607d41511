"""Where links and images of a printed page lead."""

from pathlib import Path

import pytest

from coursebook.publish.links import Shelf, anchor, dangling, rewrite
from coursebook.publish.trees import fragment, markup

PAGES = frozenset({"index.html", "a/page.html", "b/other.html"})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    for file in ("b/data.csv", "_images/arc.svg"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    return Shelf(tmp_path, PAGES, "https://example.org/book/")


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        ('<i id="x"><b id="x"></b></i>', '<i id="a/page:x"><b></b></i>'),
        ('<a href="#x">x</a>', '<a href="#a/page:x">x</a>'),
        ('<a href="../b/other.html">x</a>', '<a href="#b/other" class="to-page">x</a>'),
        (
            '<a class="reference" href="../b/other.html#y">x</a>',
            '<a class="reference to-page" href="#b/other:y">x</a>',
        ),
        (
            '<h2><a href="../b/other.html">x</a></h2>',
            '<h2><a href="#b/other">x</a></h2>',
        ),
        (
            '<span class="bibtex-citation"><a href="../b/other.html#id2">Doe20</a></span>',
            '<span class="bibtex-citation"><a href="#b/other:id2">Doe20</a></span>',
        ),
        (
            '<a href="../b/other.html#term-x"><span class="xref std std-term">x</span></a>',
            '<a href="#b/other:term-x"><span class="xref std std-term">x</span></a>',
        ),
        ('<a href="https://example.com/">x</a>', '<a href="https://example.com/">x</a>'),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ('<a href="../b/data.csv">x</a>', '<a href="https://example.org/book/b/data.csv">x</a>'),
        (
            '<img alt="An arc" src="../_images/arc.svg">',
            '<img alt="An arc" src="file:///book/_images/arc.svg">',
        ),
        ('<img alt="Dots" src="data:image/png;base64,AA==">', '<img alt="Dots" src="data:image/png;base64,AA==">'),
    ],
)
def test_addresses_in_the_printed_book(shelf: Shelf, built: str, expected: str) -> None:
    article = fragment(f"<div>{built}</div>")
    assert list(rewrite(article, "a/page.html", shelf)) == []
    assert markup(article) == f"<div>{expected}</div>"


@pytest.mark.parametrize(
    ("built", "problem"),
    [
        ('<a href="gone.html">x</a>', "the link “x” leads to gone.html, which is not in the book."),
        ('<a href="../../secret">x</a>', "the link “x” leads to ../../secret, which is not in the book."),
        ('<img alt="x" src="gone.svg">', "the image gone.svg is not in the book."),
        (
            '<img alt="x" src="https://example.org/x.png">',
            "the image https://example.org/x.png is not in the book.",
        ),
        ('<img src="../_images/arc.svg">', "the image ../_images/arc.svg has no alternative text."),
    ],
)
def test_what_leads_nowhere_is_named(shelf: Shelf, built: str, problem: str) -> None:
    assert list(rewrite(fragment(f"<div>{built}</div>"), "a/page.html", shelf)) == [f"a/page.html:1:1: {problem}"]


def test_files_need_a_web_edition(shelf: Shelf) -> None:
    nowhere = Shelf(shelf.html_dir, PAGES, "")
    problems = list(rewrite(fragment('<div><a href="../b/data.csv">x</a></div>'), "a/page.html", nowhere))
    assert problems == ["a/page.html:1:1: the link “x” leads to ../b/data.csv, which is not in the book."]


def test_dangling_links_are_found_in_the_whole_book() -> None:
    body = fragment('<div><p id="a/page:é">x</p><a href="#a/page:%C3%A9">good</a><a href="#b">bad</a></div>')
    assert [target for _, target in dangling(body)] == ["b"]


@pytest.mark.parametrize(
    ("page", "name", "expected"), [("a/b.html", "", "a/b"), ("a/b.html", "c", "a/b:c"), ("index.html", "", "index")]
)
def test_anchor(page: str, name: str, expected: str) -> None:
    assert anchor(page, name) == expected
