"""Make the side bar once per build and not once per page: a book of 1,000 chapters builds in a minute.

sphinx-book-theme resolves, renders and reworks the whole table of contents for every page it writes, so that the time
for a book grows with the square of its chapters. Here the theme itself makes the side bar once, as a page outside the
table of contents has it, and each page gets that with its own links and marks (see `sidebar`).

Readers see no difference, and every build proves it: on the first page at each depth of the table of contents the
theme is asked too. Should another version of the theme answer differently, there is a warning, and the theme makes
every side bar of that build. It always does so where this extension has nothing to offer: with `collapse_navbar`, with
`show_navbar_depth: 0`, on chapters that stand in the table of contents but not in the side bar (below
`max_navbar_depth`), and with other builders than `html`.

As ever with Sphinx, a build that writes only some pages leaves the side bars of the others as they were, with a title
that has changed since; `jupyter-book build --all` writes them all.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache, lru_cache, partial
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydata_sphinx_theme.toctree import add_toctree_functions  # type: ignore[import-untyped]
from sphinx.environment.adapters.toctree import TocTree
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from .sidebar import SideBar, side_bar

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOGGER = logging.getLogger(__name__)
OUTSIDE = "\0"
"""A page in the book's root that no table of contents can hold, because no file can have this name."""


class Navigation:
    """The side bars of one build."""

    def __init__(self, app: Sphinx) -> None:
        """Start without any."""
        self._app = app
        self._trusted = True
        self._compared: set[int] = set()
        self._made_once = cache(partial(_seen_from_outside, app))
        self._linked = lru_cache(maxsize=8)(_linked)
        self._chapters = cache(lambda: frozenset(chain.from_iterable(app.env.toctree_includes.values())))

    def add_functions(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
        """Give the templates of a page the theme's functions, with a quicker one for the side bar."""
        add_toctree_functions(app, page, template, context, doctree)
        theme = context["generate_toctree_html"]

        def side_bar_or_theme(kind: str, startdepth: int = 1, show_nav_level: int = 1, **options: Any) -> object:
            ask_theme = partial(theme, kind, startdepth, show_nav_level, **options)
            if kind != "sidebar" or startdepth or not show_nav_level or options.get("collapse", True):
                return ask_theme()
            return self._side_bar(page, ask_theme, show_nav_level, options)

        context["generate_toctree_html"] = side_bar_or_theme

    def _side_bar(
        self, page: str, ask_theme: Callable[[], object], show_nav_level: int, options: dict[str, Any]
    ) -> str:
        """Return the side bar of a page, the theme's own where this class cannot make it."""
        bar = self._made_once(show_nav_level, **options) if self._trusted else None
        address = self._app.builder.get_target_uri(page)
        if bar is None or (page in self._chapters() and address not in bar.branches):
            return str(ask_theme())
        html = bar.marked(self._linked(bar, posixpath.dirname(address)), address)
        depth = len(bar.branches.get(address, ()))
        if depth in self._compared:
            return html
        self._compared.add(depth)
        from_theme = str(ask_theme())
        if html != from_theme:
            self._trusted = False
            warn_of_unknown_theme()
        return from_theme


def _seen_from_outside(app: Sphinx, show_nav_level: int, **options: Any) -> SideBar | None:
    """Return the side bar that the theme makes for `OUTSIDE`, or none where it is not built as expected."""

    builder: Any = app.builder

    def toctree(**wanted: Any) -> str:
        tree = TocTree(app.env).get_toctree_for(OUTSIDE, builder, **wanted)
        return str(builder.render_partial(tree)["fragment"])

    context: dict[str, Any] = {"toctree": toctree}
    add_toctree_functions(app, OUTSIDE, "", context, None)
    soup = context["generate_toctree_html"]("sidebar", startdepth=0, show_nav_level=show_nav_level, **options)
    try:
        return side_bar(soup)
    except ValueError:
        warn_of_unknown_theme()
        return None


def _linked(bar: SideBar, folder: str) -> tuple[str, ...]:
    """Return the pieces of the side bar for the pages in a folder (a quoted URL path)."""
    return bar.linked(partial(relative_uri, posixpath.join(folder, OUTSIDE)))


def warn_of_unknown_theme() -> None:
    """Say that the theme is one that this extension does not know, and what that means."""
    LOGGER.warning(
        "coursebook.sphinxext.navigation does not know the side bar of sphinx-book-theme %s with pydata-sphinx-theme %s, "
        "so the theme makes it anew for every page and a long book builds slowly",
        version("sphinx-book-theme"),
        version("pydata-sphinx-theme"),
        type="coursebook",
        subtype="navigation",
    )


def _take_over(app: Sphinx) -> None:
    """Put our functions in the place of the theme's: its next listener already fills templates with them."""
    if app.builder.name != "html" or app.config.html_theme != "sphinx_book_theme":
        return
    listeners = app.events.listeners["html-page-context"]
    theirs = next((listener for listener in listeners if listener.handler is add_toctree_functions), None)
    if theirs is None:
        warn_of_unknown_theme()
        return
    app.disconnect(theirs.id)
    app.connect("html-page-context", Navigation(app).add_functions, priority=theirs.priority - 1)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension, once the theme has been loaded."""
    app.connect("builder-inited", _take_over)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
