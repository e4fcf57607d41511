"""The command `convert.py`."""
# ruff: noqa: T201 - a command prints

from __future__ import annotations

import argparse
import json
import os
import posixpath
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from . import progress, tree
from .errors import Diagnostic, Severity, SourceError
from .frontmatter import encoding_problem
from .pipeline import Conversion, convert, remember
from .report import as_github, as_json, report_json
from .settings import ZERO_WEIGHTS, Choices
from .tree import switch

OK, DRIFTED, WRONG = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Convert as the arguments say.

    Returns 0, 1 for drift, changed words and documents left out, 2 where nothing was converted.
    """
    options = _parser().parse_args(argv)
    sources, book = options.sources or options.book / "sources", options.book
    started = time.monotonic()
    choices = Choices(options.encoding, options.drafts, options.zero_weight, options.verify)
    if problem := _usage_problem(sources, book) or encoding_problem(choices.encoding):
        return _refuse(problem)
    try:
        with _alone(book, check=options.check):
            conversion, changes = _run(options, sources, book, choices)
    except SourceError as reason:
        _show(reason.diagnostics, sources, options.format)
        return WRONG
    except tree.InTheWayError as reason:
        for path in reason.paths:
            _refuse(f"{book / path}: no run made this file, so only --force writes over it")
        return WRONG
    except OSError as reason:
        return _refuse(f"{reason.filename or book}: {reason.strerror or reason}")
    _show(conversion.diagnostics, sources, options.format, changes)
    if options.format != "json" and options.check:
        _say_drift(changes)
    elif options.format != "json":
        _say_done(conversion, changes, time.monotonic() - started)
    incomplete = any(one.severity is Severity.ERROR for one in conversion.diagnostics)
    return DRIFTED if incomplete or (options.check and changes) else OK


@contextmanager
def _alone(book: Path, *, check: bool) -> Iterator[None]:
    """Keep other runs out of the book; a check of a book in which none ever was has no need to."""
    if check and not switch.is_known(book):
        yield
        return
    with switch.locked(book, lambda message: print(f"convert: {message}", file=sys.stderr)):
        yield


def _run(
    options: argparse.Namespace, sources: Path, book: Path, choices: Choices
) -> tuple[Conversion, list[tree.Change]]:
    """Convert and write, or compare; raises `SourceError`, `tree.InTheWayError` and `OSError`."""
    folder = None if options.check else switch.staging(book)
    with progress.shown() if sys.stderr.isatty() else nullcontext(lambda *_: None) as watch:
        conversion = convert(
            sources, book, choices, folder=folder, jobs=options.jobs, keep_going=options.keep_going, watch=watch
        )
    if options.warnings_are_errors and any(one.severity is not Severity.NOTICE for one in conversion.diagnostics):
        raise SourceError(conversion.diagnostics)
    if options.report:
        tree.save(options.report, report_json(conversion.documents))
    if options.check:
        return conversion, tree.compare(book, conversion.files)
    changes = tree.write(book, conversion.files, force=options.force)
    with suppress(OSError):  # a book without a memory is no worse, only slower to convert again
        remember(conversion, sources, book, choices)
    return conversion, changes


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes")
    return int(text)


def _refuse(problem: str) -> int:
    print(f"convert: {problem}", file=sys.stderr)
    return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="convert.py", description="Turn front-matter documents into a Jupyter Book.")
    parser.add_argument("sources", nargs="?", type=Path, help="folder of documents (default: sources/ in the book)")
    parser.add_argument("--book", type=Path, default=Path(), help="folder of the book (default: this one)")
    parser.add_argument("--check", action="store_true", help="write nothing; list the files that drifted and exit 1")
    parser.add_argument("--verify", action="store_true", help="render every chapter; exit 1 where its words differ")
    parser.add_argument("-W", dest="warnings_are_errors", action="store_true", help="turn warnings into errors")
    parser.add_argument("--jobs", type=_jobs, default=_cores(), metavar="N", help="processes (default: all cores)")
    parser.add_argument("--keep-going", action="store_true", help="leave out documents with errors, and exit 1")
    parser.add_argument("--force", action="store_true", help="write over files that no run made")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what became of each document, as JSON")
    parser.add_argument(
        "--encoding", default="utf-8", metavar="NAME", help="encoding of the documents (default: UTF-8)"
    )
    parser.add_argument("--drafts", action="store_true", help="keep drafts and whatever else Hugo leaves out")
    parser.add_argument(
        "--zero-weight", choices=ZERO_WEIGHTS, default="", help="what a menu weight of 0 means (default: ask the pages)"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="how diagnostics are shown"
    )
    return parser


def _usage_problem(sources: Path, book: Path) -> str:
    if not sources.is_dir():
        return f"{sources}: there is no such folder of sources"
    if book.resolve().is_relative_to(sources.resolve()):
        return f"{book}: the book must not lie inside its sources ({sources})"
    if sources.resolve().is_relative_to((book / switch.CHAPTERS).resolve()):
        return f"{sources}: the sources must not lie where the book keeps its chapters"
    return ""


def _show(diagnostics: Iterable[Diagnostic], sources: Path, form: str, changes: Sequence[tree.Change] = ()) -> None:
    """Print diagnostics with paths that lead from here, so that an editor can open them."""
    seen_from_here = [
        replace(one, place=replace(one.place, path=posixpath.normpath((sources / one.place.path).as_posix())))
        for one in diagnostics
    ]
    if form == "json":
        listed = [{"path": change.path, "drift": change.drift.value} for change in changes]
        result = {"diagnostics": [as_json(one) for one in seen_from_here], "changes": listed}
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for one in seen_from_here:
        print(as_github(one) if form == "github" else one, file=sys.stdout if form == "github" else sys.stderr)


def _say_drift(changes: Sequence[tree.Change]) -> None:
    for change in changes:
        print(f"{change.path}: {change.drift.value}")
    if changes:
        files = _count(len(changes), "file")
        print(f"{files} drifted from the sources; run “python scripts/convert.py” and commit what it makes")
    else:
        print("every generated file is as its sources make it")


def _say_done(conversion: Conversion, changes: Sequence[tree.Change], seconds: float) -> None:
    counts = Counter(document.reader for document in conversion.documents)
    kinds = ", ".join(_count(count, name) for name, count in sorted(counts.items()))
    written = sum(change.drift is not tree.Drift.UNMADE for change in changes)
    documents, files = _count(len(conversion.documents), "document"), _count(written, "file")
    print(f"{documents} ({kinds}) converted in {seconds:.1f} s, {files} written")
    for document in conversion.documents:
        if document.dropped:
            lines = _count(len(document.dropped), "line")
            print(f"  {document.source}: {lines} left out as boilerplate (listed in --report)")
    for change in changes:
        if change.drift is tree.Drift.UNMADE:
            print(f"  {change.path}: {change.drift.value}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
