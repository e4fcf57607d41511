"""Time and memory of a command."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

KILO = 1024 if sys.platform != "darwin" else 1
"""Linux counts memory in kibibytes, macOS in bytes."""


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    seconds: float
    """On the clock."""
    processor: float
    """Seconds of all its processes on all cores; other work on the machine hardly changes it."""
    megabytes: float
    """Of the largest of its processes, at its largest."""


def run(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder and return what it took; raises `RuntimeError` with its last lines when it fails."""
    log = folder / "build.log"
    with log.open("wb") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        raise RuntimeError("\n".join([f"{' '.join(command)} failed:", *lines[-20:]]))
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KILO / 1e6)


def typical(costs: list[Cost]) -> Cost:
    """Return the medians of several runs."""
    return Cost(
        median(cost.seconds for cost in costs),
        median(cost.processor for cost in costs),
        median(cost.megabytes for cost in costs),
    )
