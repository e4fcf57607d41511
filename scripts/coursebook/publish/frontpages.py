"""The pages that a book has and a web site has not: title, imprint, contents, and the title pages of parts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from .links import anchor
from .outline import Chapter, Outline, Part
from .pages import PrintedPage
from .trees import Element, fragment

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class PrintedBook:
    """What stands on the title page and in the imprint, all of it plain text; an empty text is left out."""

    title: str
    """Title of the book, also in the running heads and in the file's properties."""
    subtitle: str = ""
    """One line below the title."""
    authors: tuple[str, ...] = ()
    """Names as they are to be printed."""
    description: str = ""
    """One or two sentences for the imprint and the file's properties."""
    licence: str = ""
    """What readers may do with the book, as one or two sentences."""
    version: str = ""
    """For example `1.2.0`."""
    date: str = ""
    """Date of this edition as it is to be printed, for example `22 November 2026`."""
    language: str = "en"
    """BCP 47 tag; chooses the patterns of hyphenation."""
    web: str = ""
    """Address of the web edition; links to files that are not printed lead there."""


def title_page(book: PrintedBook) -> Element:
    """Return the title page."""
    return fragment(
        '<section class="title-page"><div class="rule"></div>'
        + _line("book-title", book.title)
        + _line("book-subtitle", book.subtitle)
        + _line("book-authors", ", ".join(book.authors))
        + _line("book-date", book.date)
        + "</section>"
    )


def imprint(book: PrintedBook) -> Element:
    """Return the page on who made the book, when, and what may be done with it."""
    edition = ", ".join(filter(None, (f"Version {book.version}" if book.version else "", book.date)))
    address = escape(book.web, quote=True)
    return fragment(
        '<section class="imprint"><div>'
        + _line("imprint-title", book.title + (f": {book.subtitle}" if book.subtitle else ""))
        + _line("", ", ".join(book.authors))
        + _line("", edition)
        + _line("", book.description)
        + _line("", book.licence)
        + (f'<p>Web edition: <a href="{address}">{address}</a></p>' if address else "")
        + _line("", "Set in Source Serif 4, Source Sans 3 and Source Code Pro by Adobe, with signs from DejaVu Sans.")
        + "</div></section>"
    )


def contents(outline: Outline, pages: Mapping[str, PrintedPage]) -> Element:
    """Return the table of contents; the page numbers come from the style sheet."""
    parts = "".join(_part_entry(part, number, pages) for number, part in numbered_parts(outline, pages))
    return fragment(f'<nav class="contents"><h1 class="contents-title">Contents</h1><ol>{parts}</ol></nav>')


def part_page(part: Part, number: int) -> Element:
    """Return the title page of a part; parts are counted from 1."""
    label = escape(f"Part {roman(number)}")
    return fragment(
        f'<section class="part-page" id="{part_anchor(number)}">'
        f'<h1 class="part-title" data-label="{label}: {escape(part.caption, quote=True)}">'
        f'<span class="part-number">{label}</span> <span class="part-name">{escape(part.caption)}</span></h1></section>'
    )


def part_anchor(number: int) -> str:
    """Return the id of a part's title page; the double colon keeps it apart from the ids of pages."""
    return f"part::{number}"


def roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman numerals."""
    digits = ""
    for value, sign in ROMAN:
        digits += sign * (number // value)
        number %= value
    return digits


def numbered_parts(outline: Outline, pages: Mapping[str, PrintedPage]) -> tuple[tuple[int, Part], ...]:
    """Return the parts with their numbers from 1.

    What has no caption is no part, nor are the unnumbered chapters of a book with numbered ones, such as glossary and
    bibliography; both have the number 0.
    """
    with_numbers = [any(pages[chapter.page].number for chapter in part.chapters) for part in outline.parts]
    counted = [
        bool(part.caption) and (has_numbers or not any(with_numbers))
        for part, has_numbers in zip(outline.parts, with_numbers, strict=True)
    ]
    numbers = itertools.accumulate(counted)
    return tuple(
        (number if is_counted else 0, part)
        for number, is_counted, part in zip(numbers, counted, outline.parts, strict=True)
    )


def _part_entry(part: Part, number: int, pages: Mapping[str, PrintedPage]) -> str:
    chapters = _entries(part.chapters, pages)
    caption = f'<span class="entry">{escape(part.caption)}</span>'
    if not part.caption:
        return chapters
    if number:
        sign = f'<span class="number">{roman(number)}</span>'
        caption = f'<a href="#{part_anchor(number)}">{sign} {caption}</a>'
    return f'<li class="part-entry">{caption}<ol>{chapters}</ol></li>'


def _entries(chapters: tuple[Chapter, ...], pages: Mapping[str, PrintedPage]) -> str:
    return "".join(_entry(chapter, pages) for chapter in chapters)


def _entry(chapter: Chapter, pages: Mapping[str, PrintedPage]) -> str:
    """Return a chapter's line in the contents, with those below it."""
    page = pages[chapter.page]
    name = "chapter-entry" if page.number else "chapter-entry unnumbered"
    below = _entries(chapter.below, pages)
    return (
        f'<li class="{name}"><a href="#{escape(anchor(chapter.page), quote=True)}">'
        f'<span class="number">{escape(page.number)}</span> <span class="entry">{escape(page.title)}</span></a>'
        + (f"<ol>{below}</ol>" if below else "")
        + "</li>"
    )


def _line(name: str, text: str) -> str:
    attribute = f' class="{name}"' if name else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""
