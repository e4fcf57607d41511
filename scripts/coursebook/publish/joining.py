"""All printable pages of a book, one after another, in one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .fonts import covered, lacking
from .frontpages import PrintedBook, contents, imprint, numbered_parts, part_page, title_page
from .links import Shelf, anchor, dangling
from .outline import Outline
from .pages import PrintedPage, print_page, rank_headings
from .problems import PublishError, at
from .trees import Element, classes, line_of, new, of_class, select, text_of

BEHIND_PREFACE = "sd-container-fluid"
"""Class of the cards on the landing page; they and the sections below them lead on, as the contents do in print."""


def join(html_dir: Path, outline: Outline, book: PrintedBook) -> tuple[Element, list[str]]:
    """Return the `body` of the printed book, and everything in it that cannot be printed, one sentence each.

    Raises `PublishError` for a page that is missing or has no title, and where the built book has no fonts.
    """
    shelf = Shelf(html_dir, frozenset([outline.root, *(chapter.page for _, chapter, _ in outline.walk())]), book.web)
    landing = print_page(_read(html_dir, outline.root), outline.root, shelf)
    pages = {
        chapter.page: print_page(_read(html_dir, chapter.page), chapter.page, shelf) for _, chapter, _ in outline.walk()
    }
    title = title_page(book)
    title.set("id", anchor(outline.root))
    body = new("body")
    body.extend([title, imprint(book), contents(outline, pages), *_preface(landing), *_parts(outline, pages)])
    for heading in select(body, f".//*[{of_class('level-1')}]"):
        heading.set("data-book", book.title)
    problems = [problem for page in (landing, *pages.values()) for problem in page.problems]
    problems += _links_to_nothing(body)
    problems += _missing_characters(body, covered(html_dir))
    return body, problems


def _read(html_dir: Path, page: str) -> str:
    try:
        return (html_dir / page).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PublishError([at(page, 1, "the side bar lists this page, but it is missing.")]) from error


def _parts(outline: Outline, pages: dict[str, PrintedPage]) -> Iterator[Element]:
    """Yield the chapters in reading order, each part behind its title page."""
    for number, part in numbered_parts(outline, pages):
        if number:
            yield part_page(part, number)
        for member, chapter, depth in outline.walk():
            if member is part:
                section = pages[chapter.page].section
                section.set("class", f"chapter depth-{depth}")
                rank_headings(section, depth + 1 + bool(number))
                yield section


def _preface(landing: PrintedPage) -> list[Element]:
    """Return what the landing page says before it leads on; the contents replace the rest of it."""
    titles = select(landing.section, ".//h1")
    blocks: list[Element] = []
    for block in titles[0].itersiblings():
        if block.tag == "section" or BEHIND_PREFACE in classes(block):
            break
        blocks.append(block)
    if not blocks:
        return []
    preface = new("section", class_="chapter preface", data_page=landing.page)
    preface.append(new("h1", "Preface", class_="heading level-1"))
    preface.extend(blocks)
    return [preface]


def _links_to_nothing(body: Element) -> Iterator[str]:
    for link, target in dangling(body):
        del link.attrib["href"]
        yield at(
            _page_of(link),
            line_of(link),
            f"the link “{text_of(link)}” leads to {target}, which is no place in the book.",
        )


def _missing_characters(body: Element, points: frozenset[int]) -> Iterator[str]:
    for element in body.iter():
        if not isinstance(element.tag, str) or select(element, "ancestor-or-self::svg"):
            text = element.tail or ""
        else:
            text = (element.text or "") + (element.tail or "")
        for character in lacking(text, points):
            yield at(
                _page_of(element),
                line_of(element),
                f"no font of the book has “{character}” (U+{ord(character):04X}).",
            )


def _page_of(element: Element) -> str:
    """Return the built page that an element comes from; the front pages come from the configuration."""
    pages = select(element, "ancestor-or-self::*[@data-page]")
    return (pages[-1].get("data-page") or "") if pages else "_config.yml"
