"""The values that flow from a source document to a book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree
from slugify import slugify

from .errors import Diagnostic, Place

MARK = "Made by scripts/convert.py"
"""Stands in the first line of every text that a run makes, so that the next run may remake or delete it."""

CONTENT = "content/"
"""Where a Hugo site keeps its documents."""

NOTEBOOKS = "notebooks"
"""The book's folder of notebooks."""

Tree = etree._Element
"""A body as one HTML-shaped tree, whatever format it came from: a `div` with HTML's own tags below it."""


_DEVICES = {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""Names that no file can have on Windows."""


def is_file_name(name: str) -> bool:
    """Whether a file can have the name on every system, with an ending behind it."""
    return len(name.encode()) <= 200 and name.partition(".")[0].lower() not in _DEVICES


def site_path(source: str) -> str:
    """The path of a document on its site: Hugo keeps in `content/` what stands at the root of the site."""
    return source.removeprefix(CONTENT)


@lru_cache(maxsize=65536)
def slug_of(text: str, *, otherwise: str = "page") -> str:
    """A name that is safe in paths and URLs: at most 80 lower-case ASCII letters, digits, `-` and `_`."""
    slug = slugify(text, regex_pattern=r"[^-a-z0-9_]+", max_length=80, word_boundary=True, save_order=True)
    return f"{slug}-" if slug in _DEVICES else slug or otherwise


@dataclass(frozen=True)
class Source:
    """A source document, cut into front matter and body but not yet understood."""

    path: str
    """Relative to the folder of sources, with forward slashes."""
    data: Mapping[str, Any]
    """The front matter over the defaults that `course.yml` gives for this path."""
    body: str
    """What follows the front matter."""
    body_line: int
    """The line of the file on which the body begins."""
    front: str = ""
    """The front matter as written, without its fences; empty where there is none."""
    front_line: int = 1
    """The line of the file on which the front matter's text begins."""

    def place(self, *keys: str) -> Place:
        """Where the front matter sets `keys` (a path of nested keys); line 1 where it does not."""
        at = 0
        for key in keys:
            found = re.compile(rf"(?<![\w-]){re.escape(key)}(?=[\"']?\s*[]:=.])", re.I).search(self.front, at)
            if found is None:
                break
            at = found.start()
        line_start = self.front.rfind("\n", 0, at) + 1
        return Place(self.path, self.front_line + self.front.count("\n", 0, at), at - line_start + 1)

    def body_place(self, line: int) -> Place:
        """Where line `line` (from 1) of the body stands in the file."""
        return Place(self.path, self.body_line + line - 1)


@dataclass(frozen=True)
class MenuEntry:
    """A document's wish for a place, in Hugo's terms."""

    menu: str
    """The menu, which is the module and so the part of the book."""
    name: str
    """What the menu shows."""
    identifier: str = ""
    parent: str = ""
    """The `key` of another entry of the same menu; empty for none."""
    weight: int = 0
    """Lighter entries come first; 0 means unset and comes last."""
    zero: bool = False
    """Whether the weight is not unset but was written as 0."""
    depth: int | None = None
    """Level in an outline (`pre` or `depth`), where the site gives one."""

    @property
    def key(self) -> str:
        """What `parent` refers to: the identifier, else the name."""
        return self.identifier or self.name


@dataclass(frozen=True)
class Document:
    """What a reader understood of a source, its body excepted: enough to order and to link."""

    source: str
    reader: str
    """The name of the reader's row in the table of readers."""
    title: str
    slug: str
    """The last part of the chapter's path."""
    menus: tuple[MenuEntry, ...] = ()
    """In the order in which the document names them; never empty once a reader has returned it."""
    module_title: str = ""
    """The title that the document itself gives its module."""
    rank: int = 0
    """Modules stand in the order of their lowest rank: 0 for menus, then subjects, then articles."""
    description: str = ""
    keywords: tuple[str, ...] = ()
    address: str = ""
    """The path of the page on the site that it comes from (`/learn/x`); empty where unknown."""
    aliases: tuple[str, ...] = ()
    """Old paths that should lead to the chapter."""
    next: str = ""
    """A relative link to the page that the author put after this one."""
    previous: str = ""
    unlisted: str = ""
    """Why Hugo lists the page on no day; empty where it does."""
    since: str = ""
    """The moment from which the page is published, as an ISO date and time in UTC; empty for always."""
    until: str = ""
    """The moment at which it expires."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Body:
    """What a reader understood of the text of a source."""

    tree: Tree
    origin: Source | None = None
    """Where the lines of the tree are counted, if not in the body of the source."""
    dropped: tuple[str, ...] = ()
    """Boilerplate that is not part of the document and stays out of the book."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A place in the book."""

    docname: str
    """Path below the book without its ending, as Sphinx names documents."""
    name: str
    """What the table of contents shows."""
    document: Document | None
    """None for a parent that entries name and no page defines."""
    sections: tuple[Chapter, ...] = ()

    def walk(self) -> Iterator[Chapter]:
        """The chapter and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Part:
    """A module of the course."""

    menu: str
    title: str
    chapters: tuple[Chapter, ...]

    def walk(self) -> Iterator[Chapter]:
        """All chapters of the part, in reading order."""
        for chapter in self.chapters:
            yield from chapter.walk()


@dataclass(frozen=True)
class Book:
    """Everything in its place."""

    parts: tuple[Part, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def walk(self) -> Iterator[Chapter]:
        """All chapters of the book, in reading order."""
        for part in self.parts:
            yield from part.walk()
