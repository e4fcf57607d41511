"""Where something is wrong, and in which words we say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


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
        return f"{self.path}:{self.line}:{self.column}"


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
        return f"{self.place}: {label}{self.message}"


class SourceError(Exception):
    """One or more documents cannot be converted; nothing has been written."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics in the order of their places."""
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))


def error(place: Place, message: str) -> SourceError:
    """A `SourceError` with a single diagnostic."""
    return SourceError([Diagnostic(place, message, Severity.ERROR)])
