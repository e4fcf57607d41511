"""What is said once about the whole course, and the pages that no document is."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from . import backmatter, links, pictures, tree
from .errors import Diagnostic, Place, SourceError, error
from .model import CONTENT, Book
from .myst import bibliography_text, index_text, placeholder_text
from .redirects import REDIRECTS, redirects
from .scaffold import config_text
from .settings import NAME as SETTINGS
from .settings import Choices, Settings, read_settings
from .steps import Course
from .toc import toc_text

Result = TypeVar("Result")
HUGO = {f"{name}.{ending}" for name in ("hugo", "config") for ending in ("toml", "yaml", "yml", "json")}
"""The names that the configuration of a Hugo site may have."""
JEKYLL = "_config.yml"
MACHINERY = {"_data", "_includes", "_layouts", "_plugins", "_sass", "_site", "vendor"}
"""Folders of a Jekyll site that hold no documents."""
INDEX = ("index.md", "index.ipynb", "index.rst")
"""The landing page, under the names that it may have."""


def documents_among(paths: Iterable[str], settings: Settings) -> list[str]:
    """The files that may be documents, in the order given.

    At the root of a Hugo site those are in `content/`; at that of a Jekyll site, not in the folders of its machinery.
    """
    reserved = {SETTINGS, settings.glossary, settings.bibliography}
    found = [path for path in paths if tree.is_document(path) and path not in reserved]
    root = {path for path in paths if "/" not in path}
    if root & HUGO and any(path.startswith(CONTENT) for path in found):
        return [path for path in found if path.startswith((CONTENT, ".."))]
    return [path for path in found if not (JEKYLL in root and path.partition("/")[0] in MACHINERY)]


def collect_course(
    sources: Path, book: Path, paths: Iterable[str], choices: Choices
) -> tuple[Course, list[Diagnostic]]:
    """The settings and lists of the course, and what is wrong with them."""
    problems: list[Diagnostic] = []

    def attempt(read: Callable[[], Result], otherwise: Result) -> Result:
        try:
            return read()
        except SourceError as reason:
            problems.extend(reason.diagnostics)
            return otherwise

    listed = set(paths)
    written = tree.load(sources, SETTINGS) if SETTINGS in listed else None
    settings = attempt(lambda: read_settings(written), Settings())
    for key, name in (("glossary", settings.glossary), ("bibliography", settings.bibliography)):
        if name and name not in listed:
            problems += error(Place(SETTINGS), f"the {key} “{name}” is not in the folder of sources").diagnostics
    glossary = tree.read(sources, settings.glossary) if settings.glossary in listed else None
    bibliography = tree.read(sources, settings.bibliography) if settings.bibliography in listed else None
    course = Course(
        sources,
        _label(sources, book),
        settings,
        links.copies(path for path in listed if not tree.is_document(path) and not path.startswith("..")),
        _refused(sources, listed),
        attempt(lambda: backmatter.terms(glossary, settings.glossary), {}) if glossary is not None else {},
        attempt(lambda: backmatter.citation_keys(bibliography, settings.bibliography), set()),
        choices,
    )
    return course, problems


def _refused(sources: Path, paths: Iterable[str]) -> dict[str, str]:
    """The pictures that do more than draw, and what."""
    drawn = (path for path in paths if path.lower().endswith(".svg") and not path.startswith(".."))
    problems = ((path, pictures.problem_of(tree.load(sources, path))) for path in drawn)
    return {path: problem for path, problem in problems if problem}


def _label(sources: Path, book: Path) -> str:
    """The folder of sources as chapters name it; empty where it lies outside the book."""
    label = Path(os.path.relpath(sources, book)).as_posix()
    return "" if label.startswith("..") else f"{label}/"


def make_around(course: Course, book: Path, arranged: Book, made: tree.Made) -> list[Diagnostic]:
    """Make what no document makes; returns what cannot lead from an old address to a chapter."""
    for chapter in arranged.walk():
        if chapter.document is None:
            made.put(f"{chapter.docname}.md", placeholder_text(chapter.name, course.label or "menu entries").encode())
    moved, refused = redirects(arranged)
    made.put(REDIRECTS, (json.dumps(moved, ensure_ascii=False, indent=1) + "\n").encode())
    back_matter = _back_matter(course, made)
    made.put("_toc.yml", toc_text(arranged, back_matter).encode())
    _scaffold(course, book, made)
    return refused


def _back_matter(course: Course, made: tree.Made) -> dict[str, str]:
    """Add the pages that stand after the last part; returns their docnames with their titles."""
    pages: dict[str, str] = {}
    settings = course.settings
    if course.definitions:
        pages[backmatter.GLOSSARY] = "Glossary"
        text = backmatter.glossary_page(course.definitions, course.label + settings.glossary, course.citations)
        made.put(f"{backmatter.GLOSSARY}.md", text.encode())
    if settings.bibliography:
        pages[backmatter.BIBLIOGRAPHY] = "Bibliography"
        made.put(f"{backmatter.BIBLIOGRAPHY}.md", bibliography_text(course.label + settings.bibliography).encode())
        made.put(backmatter.BIBTEX_COPY, tree.read(course.root, settings.bibliography) or b"")
    return pages


def _scaffold(course: Course, book: Path, made: tree.Made) -> None:
    """Add configuration and landing page where the folder has none of its own."""
    name = re.sub(r"[-_<]", " ", course.root.resolve().name)
    title = course.settings.title or name.capitalize()
    config = tree.read(book, "_config.yml")
    if config is None or tree.is_ours(config):
        text = config_text(course.settings, title, bibliography=bool(course.settings.bibliography))
        made.put("_config.yml", text.encode())
    if all(tree.read(book, name) is None for name in INDEX):
        made.put("index.md", index_text(title, course.settings.description).encode())
