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
        for before, after in pairwise(documents):
            yield from _check(index, before, "next", before.next, after)
            yield from _check(index, after, "previous", after.previous, before)


def _check(index: Index, page: Document, key: str, link: str, neighbour: Document) -> Iterator[Diagnostic]:
    found = index.find(link, page) if link else None
    if found is not None and found.document is not None and found.document.source != neighbour.source:
        message = f"“{key}” leads to {found.document.source}, but by menu weight {neighbour.source} stands there"
        yield Diagnostic(Place(page.source), message)
