"""Repairs of what the theme gets wrong for people who hear a page or have only a keyboard, and of a script's error.

Each repair names the fault that it mends; remove it when the theme no longer has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True)
class Repair:
    """A change of the text of a page."""

    fault: str
    """What is wrong without it."""
    pattern: re.Pattern[str]
    """Where in the page."""
    replacement: str
    """What stands there instead."""


REPAIRS = (
    Repair(
        "the search button is called otherwise than it reads",
        re.compile(r'(<button class="btn search-button-field[^>]*?) title="Search" aria-label="Search"'),
        r"\1",
    ),
    Repair(
        "the colour button reads out three icons",
        re.compile(r'(<i class="theme-switch [^>]*?) title="[^"]*"'),
        r'\1 aria-hidden="true"',
    ),
    Repair(
        "the side bar is no landmark",
        re.compile(r'<div id="pst-primary-sidebar"'),
        r'<div id="pst-primary-sidebar" role="region" aria-label="Book"',
    ),
    Repair(
        "the arrows in the side bar have no name",
        re.compile(r'<summary>(?=<span class="toctree-toggle")'),
        r'<summary aria-label="Sections">',
    ),
    Repair(
        "entries of the bibliography have roles that they may not have",
        re.compile(r' role="doc-biblioentry"|(?<=<div) role="list"(?= class="citation-list")'),
        "",
    ),
)


def repaired(page: str) -> str:
    """Return the page with every repair made; a text that is no HTML page is returned as it is."""
    if "<html" not in page[:2000]:
        return page
    for repair in REPAIRS:
        page = repair.pattern.sub(repair.replacement, page)
    return page


def _repair_pages(app: Sphinx) -> None:
    """Have every page repaired after its template has been filled: Sphinx has no event at that point."""
    if app.builder.format != "html":
        return
    templates: Any = app.builder.templates
    render = templates.render
    templates.render = lambda template, context: repaired(render(template, context))


def _drop_thebe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """Leave out sphinx-thebe, which Jupyter Book loads even when it is off, and twice: a script error on every page."""
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not _is_thebe(file)]


def _is_thebe(file: Any) -> bool:
    body = getattr(file, "attributes", {}).get("body") or ""
    return "thebe" in f"{getattr(file, 'filename', file)} {body}".lower()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the repairs, after every other extension has had its say."""
    app.connect("builder-inited", _repair_pages, priority=900)
    app.connect("html-page-context", _drop_thebe, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
