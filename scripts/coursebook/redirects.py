"""Old addresses of the documents, which should lead to their chapters."""

from __future__ import annotations

import re

from .errors import Diagnostic, Place
from .model import Book

REDIRECTS = "chapters/redirects.json"


def redirects(arranged: Book) -> tuple[dict[str, str], list[Diagnostic]]:
    """Old paths, without their first slash, to the chapters that they should lead to, and what cannot lead."""
    found: dict[str, str] = {}
    refused: list[Diagnostic] = []
    for chapter in arranged.walk():
        if chapter.document is None:
            continue
        for old in filter(None, (chapter.document.address, *chapter.document.aliases)):
            path = re.sub(r"(?:^|/)index(?:\.html?)?$", "", old.strip("/"))
            if not re.fullmatch(r"[\w-]+(?:[./][\w-]+)*", path):
                message = f"the old address “{old}” is not a plain path, so nothing leads from it to the chapter"
                refused.append(Diagnostic(Place(chapter.document.source), message))
            elif path.removesuffix(".html") != chapter.docname:
                found.setdefault(path, chapter.docname)
    return dict(sorted(found.items())), refused
