"""What went wrong in a build, read from Sphinx's log: each problem once, in one line."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_WARNING = re.compile(r"(?P<place>\S*?):* ?\b(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.+)")
_FATAL = re.compile(r"(?:Sphinx error|Configuration error|Theme error|Extension error.*):$")
_CATEGORY = re.compile(r" \[\w+\.\w+\]$")
_RAISED = re.compile(r"nbclient\.exceptions\.\w+: (?P<what>.+)")
_NOTEBOOK = re.compile(r"myst_nb\.core\.execute\.base\.ExecutionError: (?P<path>.+)")

TAIL = 15
"""How many lines stand for a failure that the log does not name in a form we know."""


def without_colour(text: str) -> str:
    """Return the text without terminal colours."""
    return _COLOUR.sub("", text)


def problems(log: str, root: Path) -> tuple[str, ...]:
    """Return the problems that a log names, in its order and each once, with paths relative to `root`.

    A log that names none gives its last lines, so that a failure never goes without a word.
    """
    lines = [line.rstrip().replace(f"{root}/", "") for line in without_colour(log).splitlines()]
    named = [*_cells(lines), *_warnings(lines), *_fatal(lines)]
    return tuple(dict.fromkeys(named)) or tuple(line for line in lines if line)[-TAIL:]


def _warnings(lines: list[str]) -> list[str]:
    """Return Sphinx's warnings and errors as `path:line: message`."""
    found = [match for line in lines if (match := _WARNING.search(line)) and "IPKernelApp" not in line]
    return [
        f"{match['place']}: {message}" if match["place"] else message
        for match in found
        for message in [_CATEGORY.sub("", match["message"])]
    ]


def _fatal(lines: list[str]) -> list[str]:
    """Return what stands below the headings under which Sphinx reports that it cannot go on."""
    return [below.strip() for line, below in itertools.pairwise(lines) if _FATAL.search(line)]


def _cells(lines: list[str]) -> list[str]:
    """Return for each notebook that stopped the last line of the exception in its cell.

    myst-nb chains the exceptions: first nbclient's, which quotes the cell and ends with the exception, then its own,
    which names the notebook. The first mention of a notebook may stand before its cause, so the last one counts.
    """
    cause, found = "a cell raised an exception", dict[str, str]()
    for index, line in enumerate(lines):
        if _RAISED.match(line):
            cause = _last_before_chain(lines[index:])
        elif match := _NOTEBOOK.match(line):
            found[match["path"]] = cause
    return [f"{path}: {cause}" for path, cause in found.items()]


def _last_before_chain(lines: list[str]) -> str:
    """Return the last line of the first exception in a chained traceback."""
    last = lines[0]
    for line in lines:
        if line.startswith(("The above exception", "During handling")):
            break
        last = line or last
    return f"a cell raised {last}"
