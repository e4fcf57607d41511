"""Glossary and bibliography: pages that no document is, made from the course's lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from .errors import Diagnostic, Severity, SourceError
from .frontmatter import decode, parse_values
from .model import Source
from .myst import glossary_text

GLOSSARY = "chapters/glossary"
BIBLIOGRAPHY = "chapters/bibliography"
BIBTEX_COPY = "chapters/references.bib"

_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", re.M | re.I)


def citation_keys(data: bytes | None, path: str) -> Set[str]:
    """The keys of a BibTeX file; raises `SourceError` where it is not UTF-8."""
    return set(_ENTRY.findall(decode(path, data))) if data is not None else set()


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
