"""What the command shows of a long run, and how it is told to share its work."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coursebook.cli import main
from smallsite import write_site

ROOT = Path(__file__).parents[2]
CONVERT = [sys.executable, str(ROOT / "scripts/convert.py")]


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "", "²"])
def test_number_of_processes_must_be_one(jobs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--book", str(tmp_path), f"--jobs={jobs}"])
    assert ending.value.code == 2
    assert f"“{jobs}” is not a number of processes" in capsys.readouterr().err


def on_terminal(command: list[str]) -> str:
    """What a command shows on a terminal."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(command, stdout=inner, stderr=inner, env={**os.environ, "TERM": "xterm"})
    os.close(inner)
    shown = b""
    while True:
        try:
            part = os.read(outer, 4096)
        except OSError:  # how a terminal says that nobody writes to it any more
            break
        if not part:
            break
        shown += part
    os.close(outer)
    assert process.wait() == 0
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


def test_terminal_shows_both_steps_with_rate_and_remaining_time(tmp_path: Path) -> None:
    write_site(tmp_path / "sources", 120)
    shown = on_terminal([*CONVERT, "--book", str(tmp_path)])
    assert re.search(r"read heads .* 120/120", shown)
    assert re.search(r"write chapters .* 120/120 +\d+/s +\d:\d\d:\d\d", shown)


def test_pipe_shows_no_progress(tmp_path: Path) -> None:
    write_site(tmp_path / "sources", 120)
    run = subprocess.run([*CONVERT, "--book", str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("120 documents (120 pages) converted in ")
    assert all(": warning: " in line for line in run.stderr.splitlines())


def test_benchmark_runs() -> None:
    command = [sys.executable, str(ROOT / "benchmarks/convert.py"), "--quick"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = re.findall(r"^\| (.+?) \| 20 \| [\d.]+ \| [\d,]+ \| [\d.]+ \| \d+ \|$", run.stdout, re.M)
    assert rows == ["convert.py, one process", "convert.py, all cores", "convert.py, nothing changed"]
