"""From one state of a book to the next without a state between: staged, then switched, and rolled forward if killed.

A run stages what it makes in `next/`, below a folder that no build reads. When all is there, `next/` is renamed to
`ready/`: from then on the switch is decided, and whoever comes next finishes it. The folder of chapters is exchanged as
a whole, in one step where the system can; the few files beside it are replaced one by one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .files import discard

if sys.platform != "win32":
    import fcntl

HIDDEN = "_build/convert"
"""The folder of a book that runs work in, relative to the book."""
CHAPTERS = "chapters"
_INODE = ".chapters"
_BESIDE = ("_toc.yml", "_config.yml", "index.md")
_AT_WORKING_FOLDER, _EXCHANGE = -100, 2
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS}


def is_known(book: Path) -> bool:
    """Whether a run ever worked in a book."""
    return (book / HIDDEN).exists()


def staging(book: Path) -> Path:
    """Where a run stages files, under the paths that they will have in the book."""
    return book / HIDDEN / "next"


@contextmanager
def locked(book: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Keep other runs out of the book; one that comes second says so and waits. Finishes what a killed run began.

    Raises `OSError` where the book cannot be written to.
    """
    (book / HIDDEN).mkdir(parents=True, exist_ok=True)
    with (book / HIDDEN / "lock").open("a") as lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another run works on this book; waiting until it is done")
                fcntl.flock(lock, fcntl.LOCK_EX)
        roll_forward(book)
        try:
            yield
        finally:
            discard(staging(book))


def link_unchanged(book: Path, changed: Callable[[str], bool]) -> None:
    """Complete the staged chapters with links to those files of the book for which `changed` says no."""
    for folder, folders, names in os.walk(book / CHAPTERS):
        for name in [*names, *(name for name in folders if Path(folder, name).is_symlink())]:
            old = Path(folder, name)
            path = old.relative_to(book).as_posix()
            if not changed(path):
                new = staging(book) / path
                new.parent.mkdir(parents=True, exist_ok=True)
                _link(old, new)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as reason:
        if reason.errno not in _NO_LINKS:
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def switch(book: Path) -> None:
    """Make the staged files the book's own; those beside the chapters that are not staged stay."""
    new = staging(book)
    if (new / CHAPTERS).exists():
        (new / _INODE).write_text(str((new / CHAPTERS).stat().st_ino), encoding="ascii")
    new.rename(book / HIDDEN / "ready")
    roll_forward(book)


def roll_forward(book: Path) -> None:
    """Finish a switch that was decided; remove what a killed run left behind."""
    ready, old = book / HIDDEN / "ready", book / HIDDEN / "old"
    discard(old)
    if ready.exists():
        chapters = ready / CHAPTERS
        # After the exchange the folder of that name is the old one, which has another inode.
        if chapters.exists() and _read(ready / _INODE) == str(chapters.stat().st_ino):
            _exchange(chapters, book / CHAPTERS, ready / "replaced")
        for name in _BESIDE:
            if (ready / name).exists():
                (ready / name).replace(book / name)
        ready.rename(old)
        discard(old)
    discard(staging(book))


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace") if path.exists() else ""


def _exchange(new: Path, place: Path, aside: Path) -> None:
    """Put a folder into the place of another: in one step, or, where the system has none, in two."""
    if place.exists() and _renameat2(new, place):
        return
    if place.exists():
        place.rename(aside)
    new.rename(place)


def _renameat2(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; whether the system could."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = os.fsencode(one), os.fsencode(other)
    done: int = call(_AT_WORKING_FOLDER, names[0], _AT_WORKING_FOLDER, names[1], _EXCHANGE)
    return done == 0
