"""The order of the steps: a folder of sources to the texts of a book.

The heads of all documents are read first, because order and links need all of them; then every chapter is made on its
own. Both steps are shared out among processes, and neither does again what the last run did where nothing has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any, TypeVar

from . import backmatter, links, tree
from .addresses import Index
from .anchors import linked
from .arrange import arrange
from .chain import disagreements
from .course import INDEX, collect_course, documents_among, make_around
from .errors import Diagnostic, Place, Severity, SourceError, error
from .model import NOTEBOOKS, Book
from .redirects import REDIRECTS
from .report import DocumentReport
from .settings import Choices
from .steps import Course, Head, Writing, Written, read_heads, read_tree, write_chapters
from .tree import cache
from .tree.switch import CHAPTERS
from .workers import CHUNK, in_chunks

Result = TypeVar("Result")
Watch = Callable[[str, int, int], None]
"""Is told how far a run is: what it does, and for how many documents of how many that is done."""


@dataclass(frozen=True)
class Conversion:
    """Everything that a run makes, before anything is written."""

    files: tree.Made
    """Path relative to the book to content."""
    documents: tuple[DocumentReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    """Warnings, and, of a run that keeps going, the errors of the documents that it leaves out."""
    memory: cache.Memory | None = None
    """What `remember` keeps for the next run; None where that has it already."""
    until: str = ""
    """When time alone would change the book, because a page is published or expires then; empty for never."""


@dataclass(frozen=True)
class _Run:
    """How a run goes about it, and what it finds."""

    sources: Path
    book: Path
    folder: Path | None
    jobs: int
    choices: Choices
    keep_going: bool
    watch: Watch
    listed: Mapping[str, str]
    """The stamps of the sources and of the book's notebooks."""
    there: Mapping[str, str]
    """The stamps of what the book holds."""

    def in_chunks(self, work: Callable[[Any, Sequence[str]], Result], given: Any, paths: list[str]) -> Iterable[Result]:
        """What `work` makes of the documents, chunk by chunk."""
        for count, result in enumerate(in_chunks(work, given, paths, self.jobs), 1):
            self.watch(work.__name__.replace("_", " "), min(count * CHUNK, len(paths)), len(paths))
            yield result


def convert(
    sources: Path,
    book: Path,
    choices: Choices | None = None,
    *,
    folder: Path | None = None,
    jobs: int = 1,
    keep_going: bool = False,
    watch: Watch = lambda *_: None,
) -> Conversion:
    """Make the texts of the book in `book` from the documents in `sources` and the notebooks in the book.

    The book is not changed: what it does not hold yet is staged in `folder`, or else kept in memory. To verify, a
    chapter that does not hold exactly the words of its source is a diagnostic of severity `ERROR`. Raises
    `SourceError` with every error of every document, unless the run is to keep going without those documents, and
    `OSError` where the disk refuses or a process dies.
    """
    choices = choices or Choices()
    run = _Run(sources, book, folder, jobs, choices, keep_going, watch, _listing(sources, book), _stamps_of(book))
    base = _base(sources, book, choices)
    outcome = cache.load(book, cache.Outcome, cache.Outcome())
    current = not outcome.until or _now(choices) < outcome.until
    if current and outcome.key == cache.digest(base, run.listed, run.there):
        with suppress(TypeError, ValueError):
            return _as_before(book, outcome)
    tree.outlive_tick(run.listed.values())
    course, problems = collect_course(sources, book, run.listed, choices)
    memory = cache.load(book, cache.Memory, cache.Memory())
    key = cache.digest(base, course.settings)
    last = memory if memory.key == key else cache.Memory(key)
    heads = _heads(run, course, last)
    documents = {head.path: head for head in heads if head.document}
    broken = [problem for head in heads for problem in head.problems]
    if not heads and not problems:
        problems.append(error(Place("."), "there is no document in this folder").diagnostics[0])
    if problems or not documents:
        raise SourceError([*problems, *broken])
    conversion = _book_of(run, course, last, documents, broken)
    changed = {path for path, _ in set(_listing(sources, book).items()) ^ set(run.listed.items())}
    if changed:
        message = "changed while it was read; nothing has been written, so run this again"
        raise SourceError(Diagnostic(Place(path), message, Severity.ERROR) for path in changed)
    return conversion


def remember(conversion: Conversion, sources: Path, book: Path, choices: Choices | None = None) -> None:
    """Keep for the next run what this one found, once the book holds its files.

    Raises `OSError` where the disk refuses.
    """
    if conversion.memory is None:
        return
    there = _stamps_of(book)
    memory = replace(conversion.memory, book=there)
    key = cache.digest(_base(sources, book, choices or Choices()), memory.sources, there)
    reports, notes = map(cache.plain, conversion.documents), map(cache.plain, conversion.diagnostics)
    cache.save(book, memory)
    if all(note.severity is not Severity.ERROR for note in conversion.diagnostics):
        cache.save(book, cache.Outcome(key, conversion.until, tuple(conversion.files), list(reports), list(notes)))


def _as_before(book: Path, outcome: cache.Outcome) -> Conversion:
    """The last run again; raises `TypeError` or `ValueError` where its outcome makes no sense."""
    made = tree.Made(book)
    for path in outcome.files:
        made.keep(path)
    reports = tuple(cache.restore(DocumentReport, item) for item in outcome.documents)
    return Conversion(made, reports, tuple(cache.restore(Diagnostic, item) for item in outcome.diagnostics))


def _base(sources: Path, book: Path, choices: Choices) -> str:
    """What everything depends on besides what the sources hold, and the time."""
    chosen = (choices.encoding, choices.drafts, choices.zero_weight, choices.verify)
    return cache.digest(cache.converter(), str(sources.resolve()), str(book.resolve()), chosen)


def _now(choices: Choices) -> str:
    return choices.now.astimezone(UTC).isoformat()


def _listing(sources: Path, book: Path) -> dict[str, str]:
    """The stamps of the sources, then of the book's own notebooks, by path relative to the folder of sources."""
    beside = Path(os.path.relpath(book / NOTEBOOKS, sources)).as_posix()
    notebooks = tree.stamps(book / NOTEBOOKS).items()
    own = {f"{beside}/{name}": stamp for name, stamp in notebooks if name.endswith(".ipynb") and "/" not in name}
    return {**tree.stamps(sources), **own}


def _stamps_of(book: Path) -> dict[str, str]:
    """The stamps of everything in the book that a run may make."""
    found = {f"{CHAPTERS}/{path}": stamp for path, stamp in tree.stamps(book / CHAPTERS).items()}
    return {**found, **{path: tree.stamp(book / path) for path in ("_toc.yml", "_config.yml", *INDEX, tree.COPIES)}}


def _heads(run: _Run, course: Course, last: cache.Memory) -> list[Head]:
    """The first step for every document; one that has not changed is as the last run remembers it."""
    paths = documents_among(run.listed, course.settings)
    heads: dict[str, Head] = {}
    for path in paths:
        if run.listed[path] == last.sources.get(path) and path in last.heads:
            with suppress(TypeError, ValueError):
                heads[path] = Head.remembered(path, *last.heads[path])
    unread = [path for path in paths if path not in heads]
    heads |= {head.path: head for chunk in run.in_chunks(read_heads, course, unread) for head in chunk}
    return [heads[path] for path in paths]


def _book_of(
    run: _Run, course: Course, last: cache.Memory, heads: dict[str, Head], broken: list[Diagnostic]
) -> Conversion:
    """The chapters, then everything that depends on all of them; without those that are broken, to keep going."""
    while True:
        if run.folder is not None:
            tree.discard(run.folder)
        made = tree.Made(run.book, run.folder)
        documents = [head.document for head in heads.values() if head.document]
        arranged = arrange(documents, course.settings, run.choices)
        writing = _writing(run, course, arranged, heads)
        written, problems = _chapters(run, writing, last, heads, made)
        broken = [*broken, *(problem for _, problem in problems)]
        wrong = {path for path, _ in problems}
        heads = {path: head for path, head in heads.items() if path not in wrong}
        if broken and not (run.keep_going and heads):
            raise SourceError(broken)
        if not problems:
            break
    refused = make_around(course, run.book, arranged, made)
    copies = {copy: original for one in written.values() for copy, original in one.images}
    _copy_images(run, writing, last, copies, made)
    own = {tree.COPIES, REDIRECTS, backmatter.BIBTEX_COPY, *copies} & {*made, tree.COPIES}
    made.put(tree.COPIES, (json.dumps(sorted(own), ensure_ascii=False, indent=1) + "\n").encode())
    diagnostics = {*arranged.diagnostics, *disagreements(arranged), *refused, *broken}
    diagnostics |= {note for one in written.values() for note in one.report.diagnostics}
    memory = cache.Memory(
        last.key,
        writing.context,
        run.listed,
        {},
        {path: [head.content, head.plain, list(head.fragments)] for path, head in heads.items()},
        {path: [_place(heads[path], writing), json.dumps(cache.plain(one))] for path, one in written.items()},
    )
    reports = tuple(written[path].report for path in heads if path in written)
    now = _now(run.choices)
    turns = (moment for document in documents for moment in (document.since, document.until) if moment > now)
    return Conversion(made, reports, tuple(sorted(diagnostics)), memory, min(turns, default=""))


def _writing(run: _Run, course: Course, arranged: Book, heads: Mapping[str, Head]) -> Writing:
    chapters = {chapter.document.source: chapter for chapter in arranged.walk() if chapter.document is not None}
    index = Index.of(arranged)
    fragments = {path: head.fragments for path, head in heads.items() if head.fragments}
    anchors = linked(fragments, arranged, index, lambda path: read_tree(course, path))
    resolver = links.Links(index, course.assets, course.refused, course.settings.site_url, anchors)
    context = cache.digest(resolver, course.label, course.citations)
    return Writing(course, chapters, resolver, run.book, run.folder, context)


def _place(head: Head, writing: Writing) -> str:
    """What a chapter is made from and where, besides the context of all chapters."""
    return f"{head.content} {writing.chapters[head.path].docname}"


def _chapters(
    run: _Run, writing: Writing, last: cache.Memory, heads: Mapping[str, Head], made: tree.Made
) -> tuple[dict[str, Written], list[tuple[str, Diagnostic]]]:
    """The second step for every document that is not a page of the book as it is; also the problems, by path."""
    written: dict[str, Written] = {}
    made_of = {path: head for path, head in heads.items() if path in writing.chapters}
    for path, head in made_of.items() if writing.context == last.context else ():
        file = f"{writing.chapters[path].docname}.md"
        with suppress(TypeError, ValueError):
            place, text = last.chapters.get(path, ("", ""))
            if place == _place(head, writing) and _is_as_left(run, last, file):
                written[path] = Written.remembered(text, writing.course.assets)
                made.keep(file)
    unmade = [path for path, head in made_of.items() if path not in written and not head.is_page_itself]
    problems = []
    for more, chunk, wrong in run.in_chunks(write_chapters, writing, unmade):
        made.join(more)
        written |= chunk
        problems += wrong
    return written, problems


def _is_as_left(run: _Run, last: cache.Memory, file: str) -> bool:
    """Whether a file of the book is as the last run left it."""
    return bool(run.there.get(file)) and run.there[file] == last.book.get(file)


def _copy_images(run: _Run, writing: Writing, last: cache.Memory, copies: Mapping[str, str], made: tree.Made) -> None:
    for copy, original in copies.items():
        same = writing.context == last.context and run.listed[original] == last.sources.get(original)
        if same and _is_as_left(run, last, copy):
            made.keep(copy)
        else:
            made.put(copy, tree.load(run.sources, original))
