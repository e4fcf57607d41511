"""Whether the pages' own `next` and `previous` agree with the order of the menus."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from .addresses import Index
from .errors import Diagnostic, Place
from .model import Book, Chapter, Document, Part


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


def openings(documents: Sequence[Document], lightest: Container[str]) -> set[str]:
    """Where the links say that a module begins: the pages that no other leads to and that go on to one of `lightest`.

    Documents are named by their source.
    """
    index = Index.of(Book((Part("", "", tuple(Chapter(one.source, one.title, one) for one in documents)),)))

    def target(link: str, page: Document) -> str:
        found = index.find(link, page) if link else None
        return found.document.source if found and found.document else ""

    following = {one.source: target(one.next, one) for one in documents}
    return {
        one.source
        for one in documents
        if following[one.source] in lightest and one.source not in following.values() and not target(one.previous, one)
    }


def _check(index: Index, page: Document, key: str, link: str, neighbour: Document | None) -> Iterator[Diagnostic]:
    found = index.find(link, page) if link else None
    if found is None or found.document is None or (neighbour and found.document.source == neighbour.source):
        return
    there = f"{neighbour.source} stands there" if neighbour else "no page stands there"
    message = f"“{key}” leads to {found.document.source}, but by menu weight {there}"
    yield Diagnostic(Place(page.source), message)
