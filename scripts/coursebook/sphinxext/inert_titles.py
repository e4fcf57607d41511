"""Show titles as text where they would act as HTML.

Two places take the plain text of a title for HTML, so that a title that speaks of `<script>` acts there: the theme's
heading for the printed page, and the search results of Sphinx, which come from the index of all titles of sections.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

INDEX = "searchindex.js"
_OPENING, _CLOSING = "Search.setIndex(", ")"
_AFTER_THE_THEME = 900


def with_inert_titles(index: str) -> str:
    """Return the text of a search index with `&lt;` for `<` in its titles; done twice, it changes nothing more.

    Raises `ExtensionError` where the index is not as Sphinx writes it.
    """
    if not (index.startswith(_OPENING) and index.endswith(_CLOSING)):
        raise ExtensionError(f"{INDEX}:1:1: this version of Sphinx writes another search index")
    values: dict[str, Any] = json.loads(index.removeprefix(_OPENING).removesuffix(_CLOSING))
    values["alltitles"] = {title.replace("<", "&lt;"): places for title, places in values["alltitles"].items()}
    return f"{_OPENING}{json.dumps(values, separators=(',', ':'), sort_keys=True)}{_CLOSING}"


def _rewrite_index(app: Sphinx, problem: Exception | None) -> None:
    file = Path(app.outdir) / INDEX
    if problem is None and app.builder.format == "html" and file.exists():
        file.write_text(with_inert_titles(file.read_text(encoding="utf-8")), encoding="utf-8")


def _escape_title(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    if "pagetitle" in context:
        context["pagetitle"] = escape(context["pagetitle"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("html-page-context", _escape_title, priority=_AFTER_THE_THEME)
    app.connect("build-finished", _rewrite_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
