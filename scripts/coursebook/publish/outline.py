"""The order of a built book: parts, chapters and the chapters below them, as its side bar lists them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .problems import PublishError
from .trees import Element, of_class, parse, select, text_of


@dataclass(frozen=True)
class Chapter:
    """One page of the book."""

    page: str
    """Path of the HTML file, relative to the folder of the built book."""
    below: tuple[Chapter, ...] = ()
    """The pages nested under it."""


@dataclass(frozen=True)
class Part:
    """Chapters under one caption."""

    caption: str
    """Empty for chapters that stand before the first caption, or in a book without parts."""
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Outline:
    """The whole book in reading order."""

    root: str
    """The landing page."""
    parts: tuple[Part, ...]

    def walk(self) -> Iterator[tuple[Part, Chapter, int]]:
        """Yield every chapter with its part and its depth; a chapter directly below a part has depth 0."""
        for part in self.parts:
            for chapter, depth in _flat(part.chapters, 0):
                yield part, chapter, depth


def read_outline(html_dir: Path) -> Outline:
    """Read parts and chapters from the side bar of the landing page.

    Entries that lead to other web sites are no pages of the book and are left out. Raises `PublishError` where there
    is no built book, or where its side bar is empty.
    """
    root = _root(html_dir)
    tree = parse((html_dir / root).read_text(encoding="utf-8"))
    parts: list[Part] = []
    caption = ""
    entries = f"//nav[{of_class('bd-links')}]//*[{of_class('caption')} or self::ul[{of_class('bd-sidenav')}]]"
    for element in select(tree, entries):
        if element.tag != "ul":
            caption = text_of(element)
        elif chapters := _chapters(element, posixpath.dirname(root), root):
            parts.append(Part(caption, chapters))
    if not parts:
        raise PublishError([f"{root}:1:1: the side bar lists no chapters, so there is nothing to print."])
    return Outline(root, tuple(parts))


def _root(html_dir: Path) -> str:
    """Return the landing page: where `index.html` leads to, or itself."""
    index = html_dir / "index.html"
    if not index.is_file():
        raise PublishError([f"{index.name}:1:1: there is no built book in this folder; build the HTML first."])
    refresh = re.search(
        r'http-equiv="?refresh"?[^>]*url=([^"\'>\s]+)', index.read_text(encoding="utf-8"), re.IGNORECASE
    )
    return unquote(refresh[1]) if refresh else "index.html"


def _chapters(entries: Element, folder: str, root: str) -> tuple[Chapter, ...]:
    """Return the chapters of one list of the side bar."""
    chapters: list[Chapter] = []
    for item in select(entries, "./li"):
        below = tuple(
            chapter for nested in select(item, "./ul | ./details/ul") for chapter in _chapters(nested, folder, root)
        )
        address = urlsplit(str(item.xpath("string(./a/@href)")))
        if address.scheme or not address.path:
            # The landing page calls itself “#”; other sites have a scheme.
            chapters.extend(below)
            continue
        page = posixpath.normpath(posixpath.join(folder, unquote(address.path)))
        chapters.append(Chapter(page, below))
    return tuple(chapters)


def _flat(chapters: tuple[Chapter, ...], depth: int) -> Iterator[tuple[Chapter, int]]:
    for chapter in chapters:
        yield chapter, depth
        yield from _flat(chapter.below, depth + 1)
