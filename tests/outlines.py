"""Books as indented outlines: what tests of the order compare."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import indent

from coursebook.arrange import arrange
from coursebook.frontmatter import parse_source
from coursebook.model import Book, Chapter
from coursebook.readers import reader_for
from coursebook.settings import Choices, read_settings


def book_of(documents: Mapping[str, str], settings: str = "", choices: Choices | None = None) -> Book:
    """The book of documents, path to text; a text without any line break is the front matter of a page in one line."""
    course = read_settings(settings.encode())
    heads = []
    for path, text in sorted(documents.items()):
        whole = text if "\n" in text else f"---\n{{{text}}}\n---\n"
        source = parse_source(path, whole.encode(), course.defaults_for(path))
        heads.append(reader_for(source).head(source))
    return arrange(heads, course, choices)


def outline(book: Book) -> str:
    """Titles of parts, and below them names of chapters, two blanks for each level; brackets where no page is."""
    return "\n".join(f"{part.title}\n{''.join(map(_branch, part.chapters))}".rstrip() for part in book.parts)


def _branch(chapter: Chapter) -> str:
    name = chapter.name if chapter.document is not None else f"[{chapter.name}]"
    return indent(f"{name}\n{''.join(map(_branch, chapter.sections))}", "  ")
