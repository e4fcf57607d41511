"""What a run says about itself: to people, to programs, to GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import Diagnostic, visible


@dataclass(frozen=True)
class DocumentReport:
    """What became of one source document."""

    source: str
    """Relative to the folder of sources."""
    chapter: str
    """The chapter's file, relative to the book."""
    reader: str
    dropped: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def report_json(documents: Iterable[DocumentReport]) -> str:
    """The report file: `{"documents": [{"source", "chapter", "reader", "dropped", "diagnostics"}]}`."""
    listed = [
        {
            "source": document.source,
            "chapter": document.chapter,
            "reader": document.reader,
            "dropped": list(document.dropped),
            "diagnostics": [as_json(diagnostic) for diagnostic in document.diagnostics],
        }
        for document in documents
    ]
    return json.dumps({"documents": listed}, ensure_ascii=False, indent=2) + "\n"


def as_json(diagnostic: Diagnostic) -> Mapping[str, Any]:
    """A diagnostic as plain values."""
    place = diagnostic.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
    }


def as_github(diagnostic: Diagnostic) -> str:
    """A diagnostic as a workflow command that GitHub shows beside the line it is about."""
    place, message = diagnostic.place, visible(diagnostic.message).replace("%", "%25")
    path = visible(place.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{diagnostic.severity.value} file={path},line={place.line},col={place.column}::{message}"
