"""What Sphinx does not say about a book: pages that no reader would find."""

from __future__ import annotations

from pathlib import Path

import yaml
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from .problems import PublishError

PAGES = ("chapters/**/*.md", "notebooks/**/*.ipynb")
"""Where the book's pages are; Jupyter Book leaves out silently what `_toc.yml` does not name."""


def unlisted_pages(root: Path) -> tuple[str, ...]:
    """Return the pages that `_toc.yml` does not name, relative to `root`.

    Raises `PublishError` when `_toc.yml` is missing or malformed.
    """
    try:
        listed = set(parse_toc_yaml(root / "_toc.yml"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise PublishError([f"_toc.yml:{place}: {error.problem}"]) from error
    except MalformedError as error:
        raise PublishError([f"_toc.yml:1:1: {error}"]) from error
    except OSError as error:
        raise PublishError([f"_toc.yml:1:1: {error.strerror}"]) from error
    found = (page.relative_to(root) for pattern in PAGES for page in root.glob(pattern))
    pages = sorted(page for page in found if ".ipynb_checkpoints" not in page.parts)
    return tuple(str(page) for page in pages if not listed & {str(page), str(page.with_suffix(""))})
