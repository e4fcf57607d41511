"""The order of the steps: a folder of sources to the texts of a book."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from . import backmatter, links, tree
from .addresses import Index
from .anchors import linked
from .arrange import arrange
from .chain import disagreements
from .errors import Diagnostic, Place, SourceError, error
from .frontmatter import parse_source
from .model import NOTEBOOKS, Book, Chapter, Document, Source
from .myst import bibliography_text, chapter_text, index_text, placeholder_text
from .readers import Reader, reader_for
from .redirects import REDIRECTS, redirects
from .report import DocumentReport
from .scaffold import config_text
from .settings import NAME as SETTINGS
from .settings import Choices, Settings, read_settings
from .toc import toc_text
from .verify import first_difference, tree_words

Result = TypeVar("Result")


@dataclass(frozen=True)
class Conversion:
    """Everything that a run makes, before anything is written."""

    files: dict[str, bytes]
    """Path relative to the book to content."""
    documents: tuple[DocumentReport, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class _Course:
    """What the sources say together."""

    root: Path
    label: str
    """The folder of sources as its documents' chapters name it."""
    settings: Settings
    assets: Mapping[str, str]
    """The files beside the documents, and where the book keeps copies of them."""
    definitions: dict[str, str]
    citations: Set[str]
    verify: bool = False


def convert(sources: Path, book: Path, choices: Choices | None = None) -> Conversion:
    """Make the texts of the book in `book` from the documents in `sources` and the notebooks in the book.

    Nothing is written. To verify, a chapter that does not hold exactly the words of its source is a diagnostic of
    severity `ERROR`. Raises `SourceError` with every error of every document.
    """
    choices = choices or Choices()
    paths = tree.list_files(sources)
    course, problems = _collect_course(sources, book, paths)
    course = replace(course, verify=choices.verify)
    reserved = {SETTINGS, course.settings.glossary, course.settings.bibliography}
    found: list[tuple[Source, Reader]] = []
    documents: list[Document] = []
    for path in [path for path in paths if tree.is_document(path) and path not in reserved] + _notebooks(sources, book):
        try:
            _check_name(path)
            defaults = course.settings.defaults_for(path)
            source = parse_source(path, tree.read(sources, path) or b"", defaults, choices.encoding)
            reader = reader_for(source)
            if reader.body is None and not path.startswith(".."):
                raise error(
                    Place(path), f"a notebook is executed, so it belongs into the book’s own {NOTEBOOKS}/ folder"
                )
            documents.append(reader.head(source))
            found.append((source, reader))
        except SourceError as reason:
            problems += reason.diagnostics
    if not documents and not problems:
        problems.append(error(Place("."), "there is no document in this folder").diagnostics[0])
    if problems:
        raise SourceError(problems)
    return _write_book(course, book, arrange(documents, course.settings, choices), found)


def _check_name(path: str) -> None:
    """Refuse a file whose name is not UTF-8: nothing that names it could be written."""
    shown = path.encode(errors="backslashreplace").decode()
    if shown != path:
        raise error(Place(shown), "the name of this file is not UTF-8")


def _collect_course(sources: Path, book: Path, paths: Iterable[str]) -> tuple[_Course, list[Diagnostic]]:
    """The settings and lists of the course, and what is wrong with them."""
    problems: list[Diagnostic] = []

    def attempt(read: Callable[[], Result], otherwise: Result) -> Result:
        try:
            return read()
        except SourceError as reason:
            problems.extend(reason.diagnostics)
            return otherwise

    settings = attempt(lambda: read_settings(tree.read(sources, SETTINGS)), Settings())
    listed = set(paths)
    for key, name in (("glossary", settings.glossary), ("bibliography", settings.bibliography)):
        if name and name not in listed:
            problems += error(Place(SETTINGS), f"the {key} “{name}” is not in the folder of sources").diagnostics
    label = Path(os.path.relpath(sources, book)).as_posix()
    glossary = tree.read(sources, settings.glossary) if settings.glossary in listed else None
    bibliography = tree.read(sources, settings.bibliography) if settings.bibliography in listed else None
    course = _Course(
        sources,
        "" if label.startswith("..") else f"{label}/",
        settings,
        links.copies(path for path in listed if not tree.is_document(path)),
        attempt(lambda: backmatter.terms(glossary, settings.glossary), {}) if glossary is not None else {},
        attempt(lambda: backmatter.citation_keys(bibliography, settings.bibliography), set()),
    )
    return course, problems


def _notebooks(sources: Path, book: Path) -> list[str]:
    """The book's own notebooks, relative to the folder of sources."""
    names = [path for path in tree.list_files(book / NOTEBOOKS) if path.endswith(".ipynb") and "/" not in path]
    return [Path(os.path.relpath(book / NOTEBOOKS / name, sources)).as_posix() for name in names]


def _write_book(course: _Course, book: Path, arranged: Book, found: Collection[tuple[Source, Reader]]) -> Conversion:
    """The texts of every chapter, then of everything that depends on all of them."""
    files: dict[str, bytes] = {}
    reports: list[DocumentReport] = []
    chapters = {chapter.document.source: chapter for chapter in arranged.walk() if chapter.document is not None}
    index = Index.of(arranged)
    anchors = linked(found, arranged, index)
    resolver = links.Links(index, course.assets, course.settings.site_url, anchors)
    problems: list[Diagnostic] = []
    for source, reader in found:
        if reader.body is not None and source.path in chapters:
            try:
                report, made = _write_chapter(course, source, reader, chapters[source.path], resolver)
            except RecursionError:
                problems += error(source.body_place(1), "elements of the text are nested too deeply").diagnostics
                continue
            reports.append(report)
            files |= made
    if problems:
        raise SourceError(problems)
    for chapter in arranged.walk():
        if chapter.document is None:
            files[f"{chapter.docname}.md"] = placeholder_text(chapter.name, course.label or "menu entries").encode()
    moved, refused = redirects(arranged)
    files[REDIRECTS] = (json.dumps(moved, ensure_ascii=False, indent=1) + "\n").encode()
    back_matter = _back_matter(course, files)
    files["_toc.yml"] = toc_text(arranged, back_matter).encode()
    _scaffold(course, book, files)
    diagnostics = {*arranged.diagnostics, *disagreements(arranged), *refused}
    diagnostics |= {diagnostic for report in reports for diagnostic in report.diagnostics}
    return Conversion(files, tuple(reports), tuple(sorted(diagnostics)))


def _write_chapter(
    course: _Course, source: Source, reader: Reader, chapter: Chapter, resolver: links.Links
) -> tuple[DocumentReport, dict[str, bytes]]:
    """One document's chapter and the images that it shows."""
    assert reader.body is not None and chapter.document is not None  # noqa: S101 - told by the caller
    body = reader.body(source)
    notes, images = links.resolve(body.tree, body.origin or source, chapter, resolver)
    text = chapter_text(chapter.document, body.tree, course.label + source.path, course.citations)
    if course.verify:
        notes += filter(None, [first_difference(tree_words(body.tree), text, body.origin or source)])
    files = {f"{chapter.docname}.md": text.encode()}
    files |= {copy: tree.read(course.root, original) or b"" for copy, original in images.items()}
    diagnostics = tuple(sorted({*chapter.document.diagnostics, *body.diagnostics, *notes}))
    return DocumentReport(source.path, f"{chapter.docname}.md", reader.name, body.dropped, diagnostics), files


def _back_matter(course: _Course, files: dict[str, bytes]) -> dict[str, str]:
    """Add the pages that stand after the last part; returns their docnames with their titles."""
    pages: dict[str, str] = {}
    settings = course.settings
    if course.definitions:
        pages[backmatter.GLOSSARY] = "Glossary"
        text = backmatter.glossary_page(course.definitions, course.label + settings.glossary, course.citations)
        files[f"{backmatter.GLOSSARY}.md"] = text.encode()
    if settings.bibliography:
        pages[backmatter.BIBLIOGRAPHY] = "Bibliography"
        files[f"{backmatter.BIBLIOGRAPHY}.md"] = bibliography_text(course.label + settings.bibliography).encode()
        files[backmatter.BIBTEX_COPY] = tree.read(course.root, settings.bibliography) or b""
    return pages


def _scaffold(course: _Course, book: Path, files: dict[str, bytes]) -> None:
    """Add configuration and landing page where the folder has none of its own."""
    title = course.settings.title or course.root.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    config = tree.read(book, "_config.yml")
    if config is None or tree.is_ours(config):
        text = config_text(course.settings, title, bibliography=bool(course.settings.bibliography))
        files["_config.yml"] = text.encode()
    if all(tree.read(book, name) is None for name in ("index.md", "index.ipynb", "index.rst")):
        files["index.md"] = index_text(title, course.settings.description).encode()
