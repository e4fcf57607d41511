"""Make the side bar once per build and not once per page: a book of 1,000 chapters builds in a minute.

sphinx-book-theme resolves, renders and reworks the whole table of contents for every page it writes, so that the time
for a book grows with the square of its chapters. Here the theme itself makes the side bar once, as a page outside the
table of contents has it, and each page gets that with its own links and marks (see `sidebar`).

Readers see no difference, and every build makes sure of it: for one page at each depth of the table of contents the
theme is asked too. Should another version of the theme answer differently, there is a warning, and the theme makes
every side bar of that build. It always does so where this extension has nothing to offer: with `collapse_navbar`, with
`show_navbar_depth: 0`, on chapters that stand in the table of contents but not in the side bar (below
`max_navbar_depth`), and with other builders than `html`.

When a title or the order of chapters changes, every page is written (see `contents`), so that no side bar is out of
date.
"""

from __future__ import annotations

import posixpath
from functools import cache, cached_property, lru_cache, partial
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydata_sphinx_theme.toctree import add_toctree_functions  # type: ignore[import-untyped]
from sphinx.environment.adapters.toctree import TocTree
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from .contents import pages_to_write
from .sidebar import SideBar, side_bar

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from sphinx.application import Sphinx

LOGGER = logging.getLogger(__name__)
OUTSIDE = "\0"
"""A page in the book's root that no table of contents can hold, because no file can have this name."""


class Navigation:
    """The side bars of one build, made when the first page asks for its own."""

    def __init__(self, app: Sphinx) -> None:
        """Start without any."""
        self._app = app
        self._side_bar = cache(self._made_and_compared)
        self._linked = lru_cache(maxsize=8)(_linked)

    def add_functions(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
        """Give the templates of a page the theme's functions, with a quicker one for the side bar."""
        add_toctree_functions(app, page, template, context, doctree)
        theme = context["generate_toctree_html"]

        def generate_toctree_html(kind: str, startdepth: int = 1, show_nav_level: int = 1, **options: Any) -> object:
            html = None
            if kind == "sidebar" and startdepth == 0 and show_nav_level and not options.get("collapse", True):
                html = self.html(page, show_nav_level=show_nav_level, **options)
            return theme(kind, startdepth, show_nav_level, **options) if html is None else html

        context["generate_toctree_html"] = generate_toctree_html

    def html(self, page: str, **options: Any) -> str | None:
        """Return the side bar of a page for the theme's options, or none where only the theme can make it."""
        bar = self._side_bar(**options)
        if bar is None:
            return None
        address = self._app.builder.get_target_uri(page)
        if page in self._chapters and address not in bar.branches:
            return None
        return bar.marked(self._linked(bar, posixpath.dirname(address)), address)

    @cached_property
    def _chapters(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(self._app.env.toctree_includes.values()))

    def _made_and_compared(self, **options: Any) -> SideBar | None:
        """Return the side bar, or none, with a warning, when it is not quite the theme's."""
        try:
            bar = side_bar(_from_theme(self._app, OUTSIDE, **options))
        except (KeyError, TypeError, ValueError):
            bar = None
        if bar is None or bool(bar.branches) != bool(self._chapters) or not _theme_agrees(self._app, bar, **options):
            _warn_of_unknown_theme()
            return None
        return bar


def _from_theme(app: Sphinx, page: str, **options: Any) -> BeautifulSoup:
    """Return the side bar that the theme makes for a page, which need not exist."""
    builder: Any = app.builder

    def toctree(**wanted: Any) -> str:
        tree = TocTree(app.env).get_toctree_for(page, builder, **wanted)
        return str(builder.render_partial(tree)["fragment"])

    context: dict[str, Any] = {"toctree": toctree}
    add_toctree_functions(app, page, "", context, None)
    soup: BeautifulSoup = context["generate_toctree_html"]("sidebar", startdepth=0, **options)
    return soup


def _theme_agrees(app: Sphinx, bar: SideBar, **options: Any) -> bool:
    """Tell whether the theme gives one page at each depth of the table of contents the same side bar."""
    addresses = {page: app.builder.get_target_uri(page) for page in sorted(app.env.found_docs)}
    by_depth = {len(bar.branches[address]): page for page, address in addresses.items() if address in bar.branches}
    return all(
        bar.marked(_linked(bar, posixpath.dirname(addresses[page])), addresses[page])
        == str(_from_theme(app, page, **options))
        for page in by_depth.values()
    )


def _linked(bar: SideBar, folder: str) -> tuple[str, ...]:
    """Return the pieces of the side bar for the pages in a folder (a quoted URL path)."""
    return bar.linked(partial(relative_uri, posixpath.join(folder, OUTSIDE)))


def _warn_of_unknown_theme() -> None:
    LOGGER.warning(
        "this extension does not know the side bar of sphinx-book-theme %s with pydata-sphinx-theme %s, "
        "so the theme makes it anew for every page, and a long book builds slowly",
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
        _warn_of_unknown_theme()
        return
    app.disconnect(theirs.id)
    app.connect("html-page-context", Navigation(app).add_functions, priority=theirs.priority - 1)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension, once the theme has been loaded."""
    app.connect("builder-inited", _take_over)
    app.connect("env-get-updated", pages_to_write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
