"""`course.yml`: what is said once about the whole course."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Any

from .errors import Diagnostic, Severity, SourceError
from .frontmatter import decode, parse_values
from .model import Source
from .shortcodes import ACTIONS

NAME = "course.yml"
_ADDRESS = re.compile(r"(?:https?://[\w.-]+(?::\d+)?(?:/[^\s\[\]]*)?)?")


@dataclass(frozen=True)
class Settings:
    """The keys of `course.yml`, under their own names."""

    title: str = ""
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    licenses: Mapping[str, str] = field(default_factory=dict)
    """SPDX names by what they cover: `text`, `code`."""
    site_url: str = ""
    """Where the pages came from; links to pages that are not in the book lead there."""
    modules: tuple[Mapping[str, str], ...] = ()
    """Order and titles of the parts: mappings of `menu`, `title`."""
    defaults: tuple[Mapping[str, Any], ...] = ()
    """Front matter for documents that have none, as in Jekyll: mappings of `scope` (a `path`) and `values`."""
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """What becomes of a site's own shortcodes: names to `ACTIONS`."""
    glossary: str = ""
    """The file of terms, relative to the folder of sources."""
    bibliography: str = ""
    """The BibTeX file, relative to the folder of sources."""

    def defaults_for(self, path: str) -> dict[str, Any]:
        """The values that hold for a document, later entries over earlier ones.

        A scope's `path` is a file, a folder, or a pattern with `*`; without one it covers everything.
        """
        values: dict[str, Any] = {"shortcodes": self.shortcodes} if self.shortcodes else {}
        for default in self.defaults:
            pattern = str((default.get("scope") or {}).get("path") or "").strip("/")
            if not pattern or path == pattern or path.startswith(f"{pattern}/") or fnmatchcase(path, pattern):
                values |= default.get("values") or {}
        return values


ZERO_WEIGHTS = ("hugo", "first", "error")


@dataclass(frozen=True)
class Choices:
    """What is chosen for one run, on the command line."""

    encoding: str = "utf-8"
    """Of the documents; a name that Python knows."""
    drafts: bool = False
    """Keep what Hugo leaves out: drafts, pages of the future, expired and unlisted ones, resources of bundles."""
    zero_weight: str = ""
    """What a weight of 0 means: `hugo` last, `first` less than 1, `error` nothing; empty asks the pages’ own links."""
    verify: bool = False
    """Render every chapter and compare its words with those of its source."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def read_settings(data: bytes | None) -> Settings:
    """Understand `course.yml`; None, for a folder without one, gives the defaults.

    Raises `SourceError` naming every key that is unknown or holds the wrong kind of value.
    """
    if data is None:
        return Settings()
    text = decode(NAME, data)
    values = parse_values(NAME, text)
    source = Source(NAME, values, "", 1, text)
    known = {item.name: item for item in fields(Settings)}
    problems = [
        Diagnostic(source.place(key), problem, Severity.ERROR)
        for key, value in values.items()
        if (problem := _problem(key, value, known))
    ]
    own = values.get("shortcodes")
    problems += [
        Diagnostic(
            source.place("shortcodes", str(name)), f"“{name}” must be one of {', '.join(ACTIONS)}", Severity.ERROR
        )
        for name, action in (own.items() if isinstance(own, dict) else ())
        if action not in ACTIONS
    ]
    if problems:
        raise SourceError(problems)
    frozen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Settings(**frozen)


def _problem(key: str, value: Any, known: Mapping[str, Any]) -> str:
    """What is wrong with one key of `course.yml`; empty where nothing is."""
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        return f"unknown key “{key}”" + (f"; did you mean “{near[0]}”?" if near else "")
    kind = str(known[key].type)
    if key == "modules":
        good = isinstance(value, list) and all(map(_is_module, value))
        wanted = "a list of mappings of texts, each with a “menu”"
    elif key == "defaults":
        good = isinstance(value, list) and all(map(_is_default, value))
        wanted = "a list of mappings of “scope”, which holds a “path”, and “values”"
    elif key == "site_url":
        good, wanted = (
            isinstance(value, str) and bool(_ADDRESS.fullmatch(value)),
            "an address that begins with https://",
        )
    elif key in {"title", "authors"} and "<" in str(value):
        good, wanted = False, "text without “<”, as the theme prints it into every page"
    elif kind.startswith("tuple"):
        good, wanted = isinstance(value, list) and all(isinstance(item, str) for item in value), "a list of texts"
    elif kind.startswith("Mapping"):
        good, wanted = isinstance(value, dict), "a mapping"
    else:
        good, wanted = isinstance(value, str), "a text"
    return "" if good else f"“{key}” must be {wanted}"


def _is_module(item: Any) -> bool:
    return isinstance(item, dict) and bool(item.get("menu")) and all(isinstance(text, str) for text in item.values())


def _is_default(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(scope := item.get("scope") or {}, dict)
        and isinstance(scope.get("path") or "", str)
        and isinstance(item.get("values") or {}, dict)
    )
