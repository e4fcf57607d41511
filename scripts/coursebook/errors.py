"""Where something is wrong, and in which words we say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_DECEPTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""A text in one line, with what moves a cursor, colours or reverses other text as an escape like `\x1b`."""
    return _DECEPTIVE.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


@dataclass(frozen=True, order=True)
class Place:
    """A position in a source document."""

    path: str
    """Path relative to the folder of sources, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        """`path:line:column`, the form that editors make clickable."""
        return f"{visible(self.path)}:{self.line}:{self.column}"


class Severity(StrEnum):
    """Whether the run can go on."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    """Good to know, and nothing that an author would have to mend."""


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One thing an author should know, in one sentence."""

    place: Place
    message: str
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        """`path:line:column: message`; what is no error says so."""
        label = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        return f"{self.place}: {label}{visible(self.message)}"


class SourceError(Exception):
    """One or more documents cannot be converted; nothing has been written."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics in the order of their places."""
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))


def error(place: Place, message: str) -> SourceError:
    """A `SourceError` with a single diagnostic."""
    return SourceError([Diagnostic(place, message, Severity.ERROR)])
