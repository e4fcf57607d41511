"""Files of sources and book: lists, reads and saves them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ..model import MARK

DOCUMENT_ENDINGS = {"", ".md", ".markdown", ".mdown", ".txt", ".html", ".htm", ".ipynb"}
"""Files that may be documents; which format one has is told by its shape."""
_TICK = 20_000_000
"""In nanoseconds."""
_SKIPPED = {"_build", "node_modules"}


def stamps(root: Path) -> dict[str, str]:
    """Every file below `root` that is not hidden, in order of paths, with what changes when it is written to.

    Links that leave `root` are left out; where there is no such folder, there are no files.
    """
    inside = root.resolve()
    return {path: _stamp(entry.stat()) for path, entry in sorted(_walk(root, "", inside))}


def stamp(path: Path) -> str:
    """What changes when a file is written to; empty where there is no file."""
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return ""


def list_files(root: Path) -> list[str]:
    """Every file below `root` that is not hidden, in order of paths; links that leave `root` are left out."""
    return sorted(path for path, _ in _walk(root, "", root.resolve()))


def is_document(path: str) -> bool:
    """Whether a file may hold a document, to judge by its name."""
    return PurePosixPath(path).suffix.lower() in DOCUMENT_ENDINGS


def load(root: Path, path: str) -> bytes:
    """The bytes of a file below `root`; raises `OSError` where there is none or the disk refuses."""
    return (root / path).read_bytes()


def read(root: Path, path: str) -> bytes | None:
    """The bytes of a file below `root`; None where there is none."""
    try:
        return load(root, path)
    except FileNotFoundError:
        return None


def is_ours(data: bytes | None) -> bool:
    """Whether a text was made by an earlier run: its first line says so."""
    return data is not None and MARK.encode() in data[:400].split(b"\n", 1)[0]


def save(path: Path, text: str) -> None:
    """Write a text that is no part of the book; raises `OSError` where the disk refuses."""
    path.write_text(text, encoding="utf-8")


def discard(folder: Path) -> None:
    """Delete a folder with all that is in it, as far as the disk lets it; where there is none, nothing is done."""
    shutil.rmtree(folder, ignore_errors=True)


def outlive_tick(found: Iterable[str]) -> None:
    """Wait until no write could leave a file with the stamp that it has: clocks of file systems tick slowly."""
    newest = max((int(stamp.rpartition(":")[2]) for stamp in found), default=0)
    if abs(time.time_ns() - newest) < _TICK:
        time.sleep(_TICK / 1e9)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def _walk(folder: Path | str, below: str, inside: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED:
                yield from _walk(entry.path, f"{below}{entry.name}/", inside)
        elif _leads_inside(entry, inside) if entry.is_symlink() else entry.is_file():
            yield below + entry.name, entry


def _leads_inside(link: os.DirEntry[str], inside: Path) -> bool:
    try:
        return link.is_file() and Path(link.path).resolve().is_relative_to(inside)
    except (OSError, RuntimeError):  # it leads in a circle
        return False
