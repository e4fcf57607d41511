"""Whether the pages' own `next` and `previous` agree with the order of the menus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .addresses import Index
from .errors import Diagnostic, Place
from .model import Book, Document


def disagreements(book: Book) -> Iterator[Diagnostic]:
    """A warning for each page whose `next` or `previous` leads elsewhere than the menu."""
    for part in book.parts:
        index = Index.of(Book((part,)))
        documents = [chapter.document for chapter in part.walk() if chapter.document is not None]
        for before, after in pairwise([None, *documents, None]):
            if before is not None:
                yield from _check(index, before, "next", before.next, after)
            if after is not None:
                yield from _check(index, after, "previous", after.previous, before)


def _check(index: Index, page: Document, key: str, link: str, neighbour: Document | None) -> Iterator[Diagnostic]:
    found = index.find(link, page) if link else None
    if found is None or found.document is None or (neighbour and found.document.source == neighbour.source):
        return
    there = f"{neighbour.source} stands there" if neighbour else "no page stands there"
    message = f"“{key}” leads to {found.document.source}, but by menu weight {there}"
    yield Diagnostic(Place(page.source), message)
