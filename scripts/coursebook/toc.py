"""The book's `_toc.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from .model import MARK, Book, Chapter

COMMENT = f"# {MARK} from the documents' menu weights; edit those, not this file.\n"


def toc_text(book: Book, back_matter: Mapping[str, str]) -> str:
    """Parts with numbered chapters (but not sections), then the back matter (docname to title) without numbers."""
    parts: list[dict[str, Any]] = [
        {"caption": part.title, "numbered": 1, "chapters": [_entry(chapter) for chapter in part.chapters]}
        for part in book.parts
    ]
    if back_matter:
        parts.append({"caption": "Back matter", "chapters": [{"file": docname} for docname in back_matter]})
    toc = {"format": "jb-book", "root": "index", "parts": parts}
    return COMMENT + yaml.dump(toc, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)


def _entry(chapter: Chapter) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": chapter.docname}
    if chapter.document is not None and chapter.name != chapter.document.title:
        entry["title"] = chapter.name
    if chapter.sections:
        entry["sections"] = [_entry(section) for section in chapter.sections]
    return entry
