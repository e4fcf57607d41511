"""The only module that touches the disk: lists and reads sources, compares and writes the book."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from .model import MARK

DOCUMENT_ENDINGS = {"", ".md", ".markdown", ".mdown", ".txt", ".html", ".htm", ".ipynb"}
"""Files that may be documents; which format one has is told by its shape."""
_SKIPPED = {"_build", "node_modules"}
_OWNED = "chapters"


class Drift(StrEnum):
    """How a file of the book differs from what its sources make."""

    MISSING = "missing"
    CHANGED = "changed"
    UNMADE = "made by no source"


@dataclass(frozen=True, order=True)
class Change:
    """One file that is not as its sources make it."""

    path: str
    """Relative to the book, with forward slashes."""
    drift: Drift


def list_files(root: Path) -> list[str]:
    """Every file below `root` that is not hidden, in order of paths; links that leave `root` are left out."""
    found, inside = [], root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and path.resolve().is_relative_to(inside):
                found.append(path.relative_to(root).as_posix())
    return sorted(found)


def is_document(path: str) -> bool:
    """Whether a file may hold a document, to judge by its name."""
    return PurePosixPath(path).suffix.lower() in DOCUMENT_ENDINGS


def read(root: Path, path: str) -> bytes | None:
    """The bytes of a file below `root`; None where there is none."""
    try:
        return (root / path).read_bytes()
    except FileNotFoundError:
        return None


def is_ours(data: bytes | None) -> bool:
    """Whether a text was made by an earlier run: its first line says so."""
    return data is not None and MARK.encode() in data[:400].split(b"\n", 1)[0]


def compare(book: Path, files: Mapping[str, bytes]) -> list[Change]:
    """What in the book differs from `files`: the paths, relative to the book, of everything that should be there."""
    changes = [Change(path, Drift.MISSING) for path in files if not (book / path).exists()]
    changes += [
        Change(path, Drift.CHANGED)
        for path, data in files.items()
        if (book / path).exists() and read(book, path) != data
    ]
    changes += [Change(path, Drift.UNMADE) for path in _owned(book) if path not in files]
    return sorted(changes)


def write(book: Path, files: Mapping[str, bytes]) -> list[Change]:
    """Make the book hold `files`; unchanged ones are not touched, made ones without a source are deleted.

    Returns what was changed, and what stays although no source makes it, because no run made it either.
    Raises `OSError` where the disk refuses.
    """
    changes = compare(book, files)
    for change in changes:
        path = book / change.path
        if change.drift is not Drift.UNMADE:
            path.parent.mkdir(parents=True, exist_ok=True)
            staged = path.with_name(f".{path.name}.new")
            staged.write_bytes(files[change.path])
            staged.replace(path)
        elif is_ours(read(book, change.path)):
            path.unlink()
            for folder in path.parents:
                if folder in {book, book / _OWNED} or any(folder.iterdir()):
                    break
                folder.rmdir()
    return changes


def save(path: Path, text: str) -> None:
    """Write a text that is no part of the book; raises `OSError` where the disk refuses."""
    path.write_text(text, encoding="utf-8")


def _owned(book: Path) -> Iterator[str]:
    """The files that only a run may put where they are."""
    for path in sorted((book / _OWNED).rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(book).as_posix()
