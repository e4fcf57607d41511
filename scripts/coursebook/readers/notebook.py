"""Jupyter notebooks: their place in the book stands in their own metadata.

::

    {"metadata": {"menu": {"planning": {"weight": 30}}, "description": "…"}, "cells": ["# How many interviews?", …]}

A notebook is executed when the book is built, so it belongs to the book's own `notebooks/` and is never made from a
source document.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from ..errors import error
from ..markup import clean
from ..model import Document, MenuEntry, Source
from .fields import menu_entries, text, texts

RANK = 2


def recognises(source: Source) -> bool:
    """A JSON object with cells and a notebook format's number."""
    return "cells" in source.data and "nbformat" in source.data


def head(source: Source) -> Document:
    """Title and place; raises `SourceError` where no cell holds a title or a menu entry makes no sense."""
    metadata = source.data.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    cells = source.data["cells"]
    title = next(filter(None, map(_title, cells if isinstance(cells, list) else ())), "")
    if not title:
        raise error(source.place("cells"), "no Markdown cell begins with a title (a line “# …”)")
    slug = PurePosixPath(source.path).stem
    entries = menu_entries(replace(source, data=metadata), title)
    return Document(
        source=source.path,
        reader="notebook",
        title=title,
        slug=slug,
        menus=entries or (MenuEntry("notebooks", title, slug),),
        module_title="" if entries else "Notebooks",
        rank=0 if entries else RANK,
        description=text(metadata, "description"),
        keywords=texts(metadata, "keywords"),
    )


def _title(cell: Any) -> str:
    """The first-level heading that a Markdown cell holds; empty for none."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "markdown":
        return ""
    lines = cell.get("source") or ""
    found = re.search(r"^# +(.+?)[ #]*$", lines if isinstance(lines, str) else "".join(map(str, lines)), re.M)
    return clean(found[1]).strip() if found else ""
