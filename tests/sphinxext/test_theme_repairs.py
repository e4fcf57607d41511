from pathlib import Path

import pytest

from coursebook.sphinxext.theme_repairs import REPAIRS, repaired

PAGE = "<html><body>{}</body></html>"

CASES = {
    "the search button is called otherwise than it reads": (
        '<button class="btn search-button-field x" title="Search" aria-label="Search" data-y="">Search</button>',
        '<button class="btn search-button-field x" data-y="">Search</button>',
    ),
    "the colour button reads out three icons": (
        '<i class="theme-switch fa-moon" data-mode="dark"  title="Dark"></i>',
        '<i class="theme-switch fa-moon" data-mode="dark"  aria-hidden="true"></i>',
    ),
    "the side bar is no landmark": (
        '<div id="pst-primary-sidebar" class="x">',
        '<div id="pst-primary-sidebar" role="region" aria-label="Book" class="x">',
    ),
    "the arrows in the side bar have no name": (
        '<summary><span class="toctree-toggle"></span></summary><summary>More</summary>',
        '<summary aria-label="Sections"><span class="toctree-toggle"></span></summary><summary>More</summary>',
    ),
    "entries of the bibliography have roles that they may not have": (
        '<ul role="list"></ul><div role="list" class="citation-list"><div class="citation" role="doc-biblioentry">',
        '<ul role="list"></ul><div class="citation-list"><div class="citation">',
    ),
}


def test_every_repair_has_its_case() -> None:
    assert [repair.fault for repair in REPAIRS] == list(CASES)


@pytest.mark.parametrize("fault", CASES)
def test_fault_is_mended_and_nothing_else(fault: str) -> None:
    before, after = CASES[fault]
    assert repaired(PAGE.format(before)) == PAGE.format(after)


def test_what_is_no_page_stays_as_it_is() -> None:
    before, _ = CASES["the side bar is no landmark"]
    assert repaired(before) == before


@pytest.mark.parametrize(
    ("page", "mended"),
    [
        ("index", '<div id="pst-primary-sidebar" role="region" aria-label="Book"'),
        ("chapters/first", '<summary aria-label="Sections">'),
        ("chapters/bibliography", '<div class="citation-list">'),
        ("search", 'data-mode="dark"  aria-hidden="true"'),
    ],
)
def test_theme_still_has_the_fault_and_the_book_has_not(page: str, mended: str, built_book: Path) -> None:
    assert mended in (built_book / f"_build/html/{page}.html").read_text(encoding="utf-8")


def test_no_page_declares_the_scripts_of_thebe(built_book: Path) -> None:
    pages = list((built_book / "_build/html").rglob("*.html"))
    assert len(pages) > 3
    assert [page.name for page in pages if "THEBE_JS_URL" in page.read_text(encoding="utf-8")] == []
