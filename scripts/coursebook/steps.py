"""The two steps that every document goes through on its own: its head is read, and then its chapter is made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from . import anchors, links, tree
from .errors import Diagnostic, Place, SourceError, error
from .frontmatter import parse_source
from .model import NOTEBOOKS, Chapter, Document, Source, Tree
from .myst import chapter_text
from .readers import Reader, reader_for
from .report import DocumentReport
from .settings import Choices, Settings
from .tree import cache
from .verify import first_difference, tree_words


@dataclass(frozen=True)
class Course:
    """What the sources say together."""

    root: Path
    label: str
    """The folder of sources as its documents' chapters name it."""
    settings: Settings
    assets: Mapping[str, str]
    """The files beside the documents, and where the book keeps copies of them."""
    refused: Mapping[str, str]
    """Those of them that are not shown, and why."""
    definitions: dict[str, str]
    citations: Set[str]
    choices: Choices


@dataclass(frozen=True)
class Head:
    """What the first step makes of a document."""

    path: str
    content: str = ""
    """The hash of the document's bytes."""
    document: Document | None = None
    """None where there are problems."""
    plain: str = ""
    """The document as text, for the next run."""
    fragments: tuple[str, ...] = ()
    """What in it may be a link to a place on another page."""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def is_page_itself(self) -> bool:
        """Whether the document is a page of the book as it is, a notebook for instance."""
        return self.path.startswith("..")

    @classmethod
    def remembered(cls, path: str, content: str, plain: str, fragments: list[str]) -> Head:
        """What an earlier run made of it; raises `TypeError` or `ValueError` where that makes no sense."""
        document: Document = cache.restore(Document, json.loads(plain))
        if document.source != path or "/" in document.slug:
            raise ValueError("no run of ours wrote this")
        return cls(path, content, document, plain, cache.restore(tuple[str, ...], fragments))


@dataclass(frozen=True)
class Writing:
    """What the second step needs besides the document."""

    course: Course
    chapters: Mapping[str, Chapter]
    """By path of the document."""
    resolver: links.Links
    book: Path
    folder: Path | None
    context: str
    """A hash of all this, as far as a chapter's text depends on it."""


@dataclass(frozen=True)
class Written:
    """What the second step makes of a document."""

    report: DocumentReport
    images: tuple[tuple[str, str], ...]
    """Paths in the book, each with its path among the sources."""

    @classmethod
    def remembered(cls, text: str, assets: Mapping[str, str]) -> Written:
        """What an earlier run made of it; raises `TypeError` or `ValueError` where that makes no sense."""
        written: Written = cache.restore(cls, json.loads(text))
        if any(assets.get(original) != copy for copy, original in written.images):
            raise ValueError("no run of ours wrote this")
        return written


def read_heads(course: Course, paths: Sequence[str]) -> list[Head]:
    """The first step; problems are returned, and `OSError` is raised where the disk refuses."""
    return [_read_head(course, path) for path in paths]


def _read_head(course: Course, path: str) -> Head:
    try:
        _check_name(path)
        data = tree.load(course.root, path)
        source, reader = _parse(course, path, data)
        if reader.body is None and not path.startswith(".."):
            raise error(Place(path), f"a notebook is executed, so it belongs into the book’s own {NOTEBOOKS}/ folder")
        document = reader.head(source)
    except SourceError as reason:
        return Head(path, problems=reason.diagnostics)
    plain, fragments = json.dumps(cache.plain(document)), tuple(sorted(anchors.fragments(source)))
    return Head(path, sha256(data).hexdigest(), document, plain, fragments)


def _parse(course: Course, path: str, data: bytes) -> tuple[Source, Reader]:
    source = parse_source(path, data, course.settings.defaults_for(path), course.choices.encoding)
    return source, reader_for(source)


def _check_name(path: str) -> None:
    """Refuse a file whose name is not UTF-8: nothing that names it could be written."""
    shown = path.encode(errors="backslashreplace").decode()
    if shown != path:
        raise error(Place(shown), "the name of this file is not UTF-8")


def read_tree(course: Course, path: str) -> Tree | None:
    """The tree of a document's body; None where it is a page of the book as it is, or cannot be read."""
    with suppress(SourceError, RecursionError):
        source, reader = _parse(course, path, tree.load(course.root, path))
        return reader.body(source).tree if reader.body is not None else None
    return None


def write_chapters(
    writing: Writing, paths: Sequence[str]
) -> tuple[tree.Made, dict[str, Written], list[tuple[str, Diagnostic]]]:
    """The second step: the files, what became of each document, and problems by path."""
    made, written, problems = tree.Made(writing.book, writing.folder), {}, []
    for path in paths:
        try:
            written[path] = _write_chapter(writing, path, made)
        except SourceError as reason:
            problems += [(path, problem) for problem in reason.diagnostics]
    return made, written, problems


def _write_chapter(writing: Writing, path: str, made: tree.Made) -> Written:
    course, chapter = writing.course, writing.chapters[path]
    source, reader = _parse(course, path, tree.load(course.root, path))
    assert reader.body is not None and chapter.document is not None  # noqa: S101 - told by the caller
    try:
        body = reader.body(source)
        notes, images = links.resolve(body.tree, body.origin or source, chapter, writing.resolver)
        text = chapter_text(chapter.document, body.tree, course.label + source.path, course.citations)
        if course.choices.verify:
            notes += filter(None, [first_difference(tree_words(body.tree), text, body.origin or source)])
    except RecursionError:
        raise error(source.body_place(1), "elements of the text are nested too deeply") from None
    made.put(f"{chapter.docname}.md", text.encode())
    pairs = tuple(sorted(images.items()))
    diagnostics = tuple(sorted({*chapter.document.diagnostics, *body.diagnostics, *notes}))
    return Written(DocumentReport(source.path, f"{chapter.docname}.md", reader.name, body.dropped, diagnostics), pairs)
