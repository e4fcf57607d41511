"""The steps from sources to the finished book, and the commands made of them."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from .buildlog import problems, without_colour
from .checks import unlisted_pages
from .edition import printed_book
from .problems import PublishError
from .serving import serve
from .system import SystemNeedError, ensure_pango

HTML = Path("_build/html")
PDF = Path("_build/pdf/conversations-with-a-purpose.pdf")
LOGS = Path("_build/logs")

HIDDEN_LINK = '<a class="whole-book" hidden '
"""How `_templates/whole-book.html` begins the link to the PDF while there is none."""


@dataclass(frozen=True)
class Step:
    """One thing that has to be done, named so that its failure is understood."""

    name: str
    """What it is, as the terminal shows it."""
    run: Callable[[Path], str]
    """Does it in a repository's root and returns where the result is; raises `PublishError` or `SystemNeedError`."""
    opens: Path | None = None
    """What a reader opens when it is done, relative to the root."""


def run_logged(command: Sequence[str], root: Path, name: str) -> None:
    """Run a command in `root` with its output in `_build/logs/NAME.log`; raises `PublishError` when it fails."""
    log = root / LOGS / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603 - the commands are our own
        command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    text = without_colour(done.stdout.decode("utf-8", "replace"))
    log.write_text(text, encoding="utf-8")
    if done.returncode:
        raise PublishError([*problems(text, root), f"The whole log is in {LOGS / log.name}."])


def convert(root: Path) -> str:
    """Turn `sources/` into `chapters/` and `_toc.yml`; any warning is an error."""
    run_logged([sys.executable, "scripts/convert.py", "-W"], root, "convert")
    return "chapters/"


def build_html(root: Path) -> str:
    """Build the executed pages anew in `_build/html`, strictly: any warning is an error."""
    if unlisted := unlisted_pages(root):
        raise PublishError([f"{page}:1:1: stands nowhere in _toc.yml, so no reader would find it" for page in unlisted])
    # Pages of chapters that are gone must not stay, nor the PDF of another state of the book.
    shutil.rmtree(root / HTML, ignore_errors=True)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    run_logged([str(jupyter_book), "build", ".", "--all", "-n", "-W", "--keep-going"], root, "html")
    return f"{HTML}/index.html"


def build_pdf(root: Path) -> str:
    """Set the PDF from the pages in `_build/html`, lay it beside them and show the link that every page has to it."""
    if not (root / HTML / "index.html").exists():
        raise PublishError([f"There are no pages in {HTML} to set: run “make html” first."])
    ensure_pango()
    pages = _write_pdf(root)
    shutil.copy2(root / PDF, root / HTML / PDF.name)
    show_link(root / HTML)
    return f"{PDF} ({pages} pages)"


def _write_pdf(root: Path) -> int:
    """Set the PDF and return its number of pages; the import needs the libraries that `ensure_pango` brings."""
    try:
        from .printing import write_pdf  # noqa: PLC0415
    except OSError as error:
        raise SystemNeedError(f"The PDF needs Pango, which cannot be loaded: {error}") from error
    return write_pdf(root / HTML, root / PDF, printed_book(root))


def show_link(html: Path) -> None:
    """Show the link to the whole book on every page below `html`."""
    for page in html.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if HIDDEN_LINK in text:
            page.write_text(text.replace(HIDDEN_LINK, HIDDEN_LINK.replace("hidden ", "")), encoding="utf-8")


CONVERT = Step("sources to chapters", convert)
WEB = Step("chapters to web pages", build_html, HTML / "index.html")
PRINT = Step("web pages to PDF", build_pdf, PDF)

COMMANDS: Mapping[str, tuple[Step, ...]] = {
    "book": (CONVERT, WEB, PRINT),
    "html": (CONVERT, WEB),
    "pdf": (PRINT,),
}


def run_steps(steps: Sequence[Step], root: Path, console: Console) -> int:
    """Run the steps in order, each shown with its time; return 0, or 1 after naming the step that failed and why."""
    for step in steps:
        start = time.monotonic()
        try:
            with _waiting(step.name, console):
                result = step.run(root)
        except (PublishError, SystemNeedError) as error:
            console.print(f"[bold red]failed[/]  {step.name}  {time.monotonic() - start:.1f} s")
            for problem in error.problems if isinstance(error, PublishError) else [str(error)]:
                console.print(f"  {escape(problem)}", soft_wrap=True, highlight=False)
            return 1
        seconds = f"{time.monotonic() - start:.1f} s"
        console.print(
            f"[green]done[/]    {step.name:24}{seconds:>8}  {escape(result)}", soft_wrap=True, highlight=False
        )
    return 0


@contextmanager
def _waiting(name: str, console: Console) -> Iterator[None]:
    """Show on a terminal that something goes on and for how long; in a pipe nothing."""
    if not console.is_terminal:
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        progress.add_task(name)
        yield


def main(argv: Sequence[str]) -> int:
    """Run one command in the current folder; return its exit status."""
    parser = argparse.ArgumentParser(prog="build_book.py", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, "serve"])
    command = parser.parse_args(argv).command
    root, console = Path.cwd(), Console()
    try:
        if command == "serve":
            return serve(root)
        status = run_steps(COMMANDS[command], root, console)
    except KeyboardInterrupt:
        return 130
    if status == 0:
        results = " or ".join(str(step.opens) for step in COMMANDS[command] if step.opens)
        console.print(f"Open {results}.", highlight=False, soft_wrap=True)
    return status
