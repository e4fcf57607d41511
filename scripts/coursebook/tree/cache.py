"""What a run remembers for the next one: plain JSON, which is believed only where it fits.

Nothing in it is ever executed or written to the book. What is not as expected is forgotten, and made anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from ..model import Chapter
from .switch import HIDDEN

Value = TypeVar("Value")
_LIBRARIES = ("babel", "lxml", "markdown-it-py", "mdit-py-plugins", "python-slugify", "pyyaml")


@dataclass(frozen=True)
class Memory:
    """What the last run saw and made."""

    key: str = ""
    """What everything depends on: the converter, the settings, where sources and book are."""
    context: str = ""
    """What every chapter depends on besides its own document."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Stamps of the sources, by path."""
    book: Mapping[str, str] = field(default_factory=dict)
    """Stamps of the files of the book that runs make, by path."""
    heads: Mapping[str, list[Any]] = field(default_factory=dict)
    """The hash of each document's bytes and what it says of itself, by path."""
    chapters: Mapping[str, list[Any]] = field(default_factory=dict)
    """What each document's chapter was made from, and what became of it, by path of the document."""


@dataclass(frozen=True)
class Outcome:
    """The last run as a whole, for the next one that finds nothing changed."""

    key: str = ""
    """Of everything that the run saw and left behind."""
    until: str = ""
    """When time alone would change the book; empty for never."""
    files: tuple[str, ...] = ()
    documents: list[Any] = field(default_factory=list)
    """Plain `DocumentReport`s."""
    diagnostics: list[Any] = field(default_factory=list)
    """Plain `Diagnostic`s."""


def load(book: Path, kind: type[Value], otherwise: Value) -> Value:
    """What the last run remembered as `kind`."""
    try:
        values = json.loads((book / HIDDEN / f"{kind.__name__.lower()}.json").read_bytes())
        for name, wanted in _hints(kind).items():
            if not isinstance(values[name], _SHAPES[get_origin(wanted) or wanted]):
                return otherwise
        return kind(**values)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return otherwise


def save(book: Path, memory: Any) -> None:
    """Remember for the next run; raises `OSError` where the disk refuses."""
    file = book / HIDDEN / f"{type(memory).__name__.lower()}.json"
    text = json.dumps({item.name: getattr(memory, item.name) for item in fields(memory)}, separators=(",", ":"))
    staged = file.with_suffix(".new")
    staged.write_text(text, encoding="ascii")
    staged.replace(file)


def digest(*values: Any) -> str:
    """A hash of values that holds from run to run, whatever the order of mappings and sets."""
    text = json.dumps(values, default=_stable, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _stable(value: Any) -> Any:
    """What JSON does not know as what it knows; a chapter counts by its place only."""
    if isinstance(value, Chapter):
        return [value.docname, value.document.reader if value.document else None]
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, Set) else str(value)


@cache
def converter() -> str:
    """The code of this converter and the versions of what it builds on."""
    code = [path.read_bytes().hex() for path in sorted(Path(__file__).parents[1].rglob("*.py"))]
    return digest(sys.version, [metadata.version(name) for name in _LIBRARIES], code)


def plain(value: Any) -> Any:
    """A value of this package as lists and scalars; `restore` makes it again."""
    if is_dataclass(value):
        return [plain(getattr(value, item.name)) for item in fields(value)]
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def restore(kind: Any, value: Any) -> Any:
    """The value of type `kind` that `plain` wrote; raises `TypeError` or `ValueError` where it cannot be that."""
    if kind is str and isinstance(value, str):
        return value
    if is_dataclass(kind):
        hints = _hints(kind).values()
        return kind(*(restore(hint, item) for hint, item in zip(hints, value, strict=True)))  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple([restore(get_args(kind)[0], item) for item in value])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if isinstance(value, kind):
        return value
    raise TypeError(f"{value!r} is no {kind}")


_hints: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


_SHAPES: dict[Any, type] = {str: str, Mapping: dict, tuple: list, list: list}
