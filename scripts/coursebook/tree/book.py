"""The files of a book as a run makes them, compared with those that it holds, and written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from . import switch
from .files import is_ours, list_files, load, read

COPIES = f"{switch.CHAPTERS}/.copies.json"
"""The list of the files in the folder of chapters that a run made and that have no line to say so."""


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


class InTheWayError(Exception):
    """Files that no run made stand where a run would write; nothing has been written."""

    def __init__(self, paths: list[str]) -> None:
        """Name each file."""
        self.paths = paths
        super().__init__("\n".join(paths))


class Made(Mapping[str, bytes]):
    """The files of a book as a run makes them: path relative to the book to content.

    What the book holds already stays there; the rest is kept in memory or, if there is a `folder`, staged in it.
    """

    def __init__(self, book: Path, folder: Path | None = None) -> None:
        """Nothing is made yet."""
        self.book, self.folder = book, folder
        self.drifts: dict[str, Drift | None] = {}
        """Every file with how the book differs; None where it does not."""
        self.held: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        """The content of a file; raises `KeyError` where none is made."""
        if self.drifts[path] is None:
            return load(self.book, path)
        return self.held[path] if self.folder is None else load(self.folder, path)

    def __contains__(self, path: object) -> bool:
        """Whether a file is made; its content is not read."""
        return path in self.drifts

    def __iter__(self) -> Iterator[str]:
        """The paths, in the order in which they were made."""
        return iter(self.drifts)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.drifts)

    def put(self, path: str, data: bytes) -> None:
        """Make a file; raises `OSError` where the disk refuses."""
        old = read(self.book, path)
        self.drifts[path] = None if old == data else Drift.MISSING if old is None else Drift.CHANGED
        if old == data:
            return
        if self.folder is None:
            self.held[path] = data
        else:
            stage(self.folder, path, data)

    def keep(self, path: str) -> None:
        """Say that the book holds a file as it should be."""
        self.drifts[path] = None

    def join(self, other: Made) -> None:
        """Add what another process made for the same book and folder."""
        self.drifts |= other.drifts
        self.held |= other.held


def stage(folder: Path, path: str, data: bytes) -> None:
    """Write a file of the next state of the book."""
    target = folder / path
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def compare(book: Path, files: Mapping[str, bytes]) -> list[Change]:
    """What in the book differs from `files`: the paths, relative to the book, of everything that should be there."""
    made = _made(book, files)
    changes = [Change(path, drift) for path, drift in made.drifts.items() if drift is not None]
    found = (f"{switch.CHAPTERS}/{path}" for path in list_files(book / switch.CHAPTERS))
    return sorted([*changes, *(Change(path, Drift.UNMADE) for path in found if path not in made)])


def write(book: Path, files: Mapping[str, bytes], *, force: bool = False) -> list[Change]:
    """Make the book hold `files`; unchanged ones are not touched, made ones without a source are deleted.

    Returns what was changed, and what stays although no source makes it, because no run made it either. Until the
    last step the book is as it was, and it is what it should be after. Raises `InTheWayError` for files that no run
    made, which only `force` overwrites, and `OSError` where the disk refuses.
    """
    made = _made(book, files)
    changes = compare(book, made)
    copies = _copies(book)
    ours = {one.path for one in changes if one.path in copies or is_ours(read(book, one.path))}
    in_the_way = [one.path for one in changes if one.drift is Drift.CHANGED and one.path not in ours]
    if in_the_way and not force:
        raise InTheWayError(in_the_way)
    gone = {one.path for one in changes if one.drift is not Drift.UNMADE or one.path in ours}
    if not gone:
        return changes
    folder = switch.staging(book)
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in made.held.items():
        stage(folder, path, data)
    if any(path.startswith(f"{switch.CHAPTERS}/") for path in gone):
        (folder / switch.CHAPTERS).mkdir(exist_ok=True)
        switch.link_unchanged(book, lambda path: path in gone)
    switch.switch(book)
    return changes


def _made(book: Path, files: Mapping[str, bytes]) -> Made:
    if isinstance(files, Made):
        return files
    made = Made(book)
    for path, data in files.items():
        made.put(path, data)
    return made


def _copies(book: Path) -> set[str]:
    """The files that earlier runs made and that have no line to say so; none where nobody knows."""
    try:
        listed = json.loads(read(book, COPIES) or b"[]")
    except ValueError:
        return set()
    return {COPIES, *(path for path in listed if isinstance(path, str))} if isinstance(listed, list) else set()
