"""Title page, imprint, contents and the title pages of parts."""

import pytest

from coursebook.publish.frontpages import PrintedBook, contents, imprint, numbered_parts, part_page, roman, title_page
from coursebook.publish.outline import Chapter, Outline, Part
from coursebook.publish.pages import PrintedPage
from coursebook.publish.trees import markup, new, select, text_of

BOOK = PrintedBook(
    title="A & B",
    subtitle="On letters",
    authors=("Ada Example", "Bo Example"),
    licence="CC BY 4.0",
    version="1.0.0",
    date="1 May 2026",
    web="https://example.org/",
)
OUTLINE = Outline(
    "index.html",
    (
        Part("", (Chapter("zero.html"),)),
        Part("Beginnings", (Chapter("one.html", (Chapter("sub.html"),)),)),
        Part("Endings", (Chapter("two.html"),)),
        Part("Back matter", (Chapter("glossary.html"),)),
    ),
)
NUMBERS = {"zero": "", "one": "1", "sub": "1.1", "two": "2", "glossary": ""}


def pages(numbers: dict[str, str]) -> dict[str, PrintedPage]:
    return {
        f"{name}.html": PrintedPage(f"{name}.html", new("section"), number, f"On {name}", ())
        for name, number in numbers.items()
    }


def test_title_page() -> None:
    lines = [text_of(line) for line in select(title_page(BOOK), ".//p")]
    assert lines == ["A & B", "On letters", "Ada Example, Bo Example", "1 May 2026"]


def test_imprint() -> None:
    lines = [text_of(line) for line in select(imprint(BOOK), ".//p")]
    assert lines[:5] == [
        "A & B: On letters",
        "Ada Example, Bo Example",
        "Version 1.0.0, 1 May 2026",
        "CC BY 4.0",
        "Web edition: https://example.org/",
    ]


def test_what_is_not_given_leaves_no_gap() -> None:
    assert [text_of(line) for line in select(title_page(PrintedBook("A")), ".//p")] == ["A"]
    assert [text_of(line) for line in select(imprint(PrintedBook("A")), ".//p")][:-1] == ["A"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (NUMBERS, [0, 1, 2, 0]),
        # Where no chapter has a number, every caption makes a part.
        (dict.fromkeys(NUMBERS, ""), [0, 1, 2, 3]),
    ],
)
def test_parts_are_numbered(numbers: dict[str, str], expected: list[int]) -> None:
    assert [number for number, _ in numbered_parts(OUTLINE, pages(numbers))] == expected


def test_contents_nest_as_the_book_does() -> None:
    tree = contents(OUTLINE, pages(NUMBERS))
    entries = [(len(select(link, "ancestor::ol")), link.get("href"), text_of(link)) for link in select(tree, ".//a")]
    assert entries == [
        (1, "#zero", "On zero"),
        (1, "#part::1", "I Beginnings"),
        (2, "#one", "1 On one"),
        (3, "#sub", "1.1 On sub"),
        (1, "#part::2", "II Endings"),
        (2, "#two", "2 On two"),
        (2, "#glossary", "On glossary"),
    ]
    assert "Back matter" in text_of(tree)


def test_part_page() -> None:
    page = part_page(OUTLINE.parts[1], 1)
    assert page.get("id") == "part::1"
    assert 'data-label="Part I: Beginnings"' in markup(page)


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "I"), (3, "III"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII")]
)
def test_roman(number: int, expected: str) -> None:
    assert roman(number) == expected
