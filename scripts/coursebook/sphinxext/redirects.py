"""Keep old addresses alive: a page at every former URL that leads to its chapter.

The converter writes `chapters/redirects.json`, an object that names for each old URL path (without a leading slash)
the document that stands for it now. This extension reads it and hands it to `sphinx_reredirects`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

REDIRECTS_FILE = "chapters/redirects.json"


def page_of_address(old_path: str) -> str:
    """Return the page file, without `.html`, that a static host serves for an old URL path.

    `questions/why` becomes `questions/why/index`, which hosts serve for `/questions/why` and `/questions/why/` alike;
    an address that names its file (`why.html`) keeps it.
    """
    path = PurePosixPath(old_path.strip("/"))
    return str(path.with_suffix("")) if path.suffix == ".html" else str(path / "index")


def relative_target(page: str, docname: str) -> str:
    """Return the link from the page of an old address to the chapter that took its place."""
    return "../" * page.count("/") + docname + ".html"


def redirects_from(moved: Mapping[str, str]) -> dict[str, str]:
    """Return the `redirects` setting of `sphinx_reredirects` for old URL paths and the documents that replace them.

    An address that is the chapter's own page is left out: it needs no redirect.
    """
    pages = {page_of_address(old): docname for old, docname in moved.items()}
    return {page: relative_target(page, docname) for page, docname in sorted(pages.items()) if page != docname}


def read_redirects(path: Path) -> dict[str, str]:
    """Return the object in `path`, or nothing where there is no such file.

    Raises `ExtensionError` when the file is not an object of texts.
    """
    if not path.exists():
        return {}
    try:
        moved = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ExtensionError(f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from error
    if not isinstance(moved, dict) or not all(isinstance(target, str) for target in moved.values()):
        raise ExtensionError(f"{path}:1:1: expected an object of old URL paths and document names")
    return moved


def _configure(app: Sphinx, config: Config) -> None:
    config["redirects"] = redirects_from(read_redirects(Path(app.srcdir) / REDIRECTS_FILE))


def _check_targets(app: Sphinx) -> None:
    moved = read_redirects(Path(app.srcdir) / REDIRECTS_FILE)
    unknown = sorted(docname for docname in moved.values() if docname not in app.project.docnames)
    if unknown:
        raise ExtensionError(f"{REDIRECTS_FILE}:1:1: leads to documents that do not exist: {', '.join(unknown)}")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension; `sphinx_reredirects` must be loaded as well."""
    app.connect("config-inited", _configure)
    app.connect("env-before-read-docs", lambda app, _env, _docnames: _check_targets(app))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
