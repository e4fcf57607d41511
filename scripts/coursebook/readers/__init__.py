"""One file and one table row for every source format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Body, Document, Source
from . import article, notebook, page, question


@dataclass(frozen=True)
class Reader:
    """How one format is recognised and understood."""

    name: str
    recognises: Callable[[Source], bool]
    """By the document's shape, never by the ending of its file."""
    head: Callable[[Source], Document]
    """Everything but the body; raises `SourceError`."""
    body: Callable[[Source], Body] | None
    """None where the document is a page of the book as it is."""


READERS = (
    Reader("notebook", notebook.recognises, notebook.head, None),
    Reader("question", question.recognises, question.head, question.body),
    Reader("page", page.recognises, page.head, page.body),
    Reader("article", article.recognises, article.head, article.body),
)
"""The first reader that recognises a source reads it; the last one recognises everything."""


def reader_for(source: Source) -> Reader:
    """The row of `READERS` for a source."""
    return next(reader for reader in READERS if reader.recognises(source))
