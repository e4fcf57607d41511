"""Old addresses of the documents, which should lead to their chapters."""

from __future__ import annotations

import re

from .errors import Diagnostic, Place
from .model import Book, is_file_name

REDIRECTS = "chapters/redirects.json"

_OWN = re.compile(
    r"_[^/]*(?:/|$)|(?:genindex|objects|search|searchindex)(?:[.-]|$)|chapters/(?:glossary|bibliography)$", re.I
)
"""Pages and folders that every book has."""


def redirects(arranged: Book) -> tuple[dict[str, str], list[Diagnostic]]:
    """Old paths, without their first slash, to the chapters that they should lead to, and what cannot lead."""
    found: dict[str, str] = {}
    refused: list[Diagnostic] = []
    pages = {chapter.docname for chapter in arranged.walk()}
    for chapter in arranged.walk():
        if chapter.document is None:
            continue
        for old in filter(None, (chapter.document.address, *chapter.document.aliases)):
            path = re.sub(r"(?:^|/)index(?:\.html?)?$", "", old.strip("/"))
            page = path.removesuffix(".html")
            if not re.fullmatch(r"[\w-]+(?:[./][\w-]+)*", path) or not all(map(is_file_name, path.split("/"))):
                message = f"the old address “{old}” is not a plain path, so nothing leads from it to the chapter"
                refused.append(Diagnostic(Place(chapter.document.source), message))
            elif page in pages - {chapter.docname} or _OWN.match(page):
                message = f"the old address “{old}” is that of another page of the book, which stays there"
                refused.append(Diagnostic(Place(chapter.document.source), message))
            elif page != chapter.docname:
                found.setdefault(path, chapter.docname)
    return dict(sorted(found.items())), refused
