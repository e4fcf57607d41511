"""Glossary and bibliography: pages that no document is, made from the course's lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from pybtex.database import parse_string  # type: ignore[import-untyped]
from pybtex.exceptions import PybtexError  # type: ignore[import-untyped]

from .errors import Diagnostic, Place, Severity, SourceError, error
from .frontmatter import decode, parse_values
from .model import Source
from .myst import glossary_text

GLOSSARY = "chapters/glossary"
BIBLIOGRAPHY = "chapters/bibliography"
BIBTEX_COPY = "chapters/references.bib"

_WEB = re.compile(r"(?:https?|ftp)://", re.I)
_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", re.M | re.I)


def citation_keys(data: bytes | None, path: str) -> Set[str]:
    """The keys of a BibTeX file.

    Raises `SourceError` where it is not UTF-8 or not BibTeX, and for addresses that do not lead to the web.
    """
    if data is None:
        return set()
    text = decode(path, data)
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as reason:
        raise error(Place(path, getattr(reason, "lineno", None) or 1), f"not valid BibTeX: {reason}") from None
    for key, entry in entries.items():
        address = "".join(entry.fields.get("url", "").split())
        if ":" in address and not _WEB.match(address):
            line = text.count("\n", 0, max(text.find(key), 0)) + 1
            raise error(Place(path, line), f"the address of “{key}” is none of the web: {address[:40]}")
    return set(_ENTRY.findall(text))


def terms(data: bytes, path: str) -> dict[str, str]:
    """Terms and definitions; raises `SourceError` naming each that is not a text."""
    text = decode(path, data)
    values = parse_values(path, text)
    source = Source(path, values, "", 1, text)
    problems = [
        Diagnostic(source.place(term), f"the definition of “{term}” must be a text", Severity.ERROR)
        for term, definition in values.items()
        if not isinstance(definition, str) or not definition.strip()
    ]
    if problems:
        raise SourceError(problems)
    return {term: " ".join(definition.split()) for term, definition in values.items()}


def glossary_page(definitions: Mapping[str, str], source: str, citations: Set[str]) -> str:
    """The chapter of all terms in alphabetical order."""
    ordered = sorted(definitions.items(), key=lambda item: item[0].casefold())
    return glossary_text(dict(ordered), source, citations)
