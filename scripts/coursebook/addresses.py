"""The addresses under which documents were known, and the chapters that stand there now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from .model import Book, Chapter, Document, site_path, slug_of


@dataclass(frozen=True)
class Index:
    """Every address under which a chapter of the book was known."""

    by_address: Mapping[str, Chapter]
    """Full paths (`/why-interview/focus-groups`) to chapters."""
    by_slug: Mapping[str, Chapter | None] = field(default_factory=dict)
    """Last parts of paths to chapters; None where several chapters share one."""

    @classmethod
    def of(cls, book: Book) -> Index:
        """The index of a book; of two chapters with one address, the first keeps it."""
        addresses: dict[str, Chapter] = {}
        slugs: dict[str, Chapter | None] = {}
        for chapter in book.walk():
            if (document := chapter.document) is None:
                continue
            own = {address_of(document), _normal(f"/{site_path(document.source)}"), _normal(f"/{chapter.docname}")}
            own |= {_normal(alias) for alias in document.aliases}
            for address in own:
                addresses.setdefault(address, chapter)
            for slug in {document.slug, *(slug_of(entry.identifier) for entry in document.menus if entry.identifier)}:
                slugs[slug] = chapter if slugs.get(slug, chapter) is chapter else None
        return cls(addresses, slugs)

    def find(self, href: str, document: Document) -> Chapter | None:
        """The chapter that a link in `document` means: by its full address, else by a last part that is unique."""
        parts = split(href)
        path = unquote(parts.path) if parts is not None else ""
        if not path:
            return None
        source = site_path(document.source)
        for base in (address_of(document), _normal(source), posixpath.dirname(source)):
            if found := self.by_address.get(_normal(posixpath.join(base, path))):
                return found
        return self.by_slug.get(slug_of(posixpath.basename(_normal(path)), otherwise=""))


def address_of(document: Document) -> str:
    """The path of the page that a document was: its own `url`, else its place among the sources."""
    return _normal(document.address or f"/{site_path(document.source)}")


def _normal(path: str) -> str:
    """A path without ending, trailing slash, `index` and `..`, in lower case."""
    parts = [part for part in posixpath.normpath("/" + path.lower()).split("/") if part]
    if parts:
        parts[-1] = re.sub(r"\.(?:md|markdown|html?|txt|ipynb)$", "", parts[-1])
        if parts[-1] in {"index", "_index"}:
            parts.pop()
    return "/" + "/".join(parts)


def split(url: str) -> SplitResult | None:
    """The parts of a URL; None where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return None
