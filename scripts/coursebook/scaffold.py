"""What a folder needs that is not yet a book: a `_config.yml` that builds strictly, and a landing page."""

from __future__ import annotations

from typing import Any

import yaml

from .model import MARK
from .settings import Settings

COMMENT = f"""\
# {MARK} for a folder that was not yet a book. It is made anew until you delete these two lines,
# and then it is yours.
"""
SPHINX_EXTENSIONS = (
    "sphinx_reredirects",
    "coursebook.sphinxext.inert_titles",
    "coursebook.sphinxext.navigation",
    "coursebook.sphinxext.redirects",
    "coursebook.sphinxext.resources",
)
"""What keeps old addresses alive and titles inert, and makes long books build fast."""
EXTENSIONS = ("attrs_block", "colon_fence", "deflist", "tasklist")
"""The extensions of MyST that chapters are written in."""


def config_text(settings: Settings, title: str, *, bibliography: bool) -> str:
    """A Jupyter Book configuration under which the chapters build without a warning; notebooks are not executed."""
    config: dict[str, Any] = {
        "title": settings.title or title,
        "author": ", ".join(settings.authors),
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "parse": {"myst_enable_extensions": list(EXTENSIONS)},
        "html": {"use_repository_button": False},
        "sphinx": {
            "extra_extensions": list(SPHINX_EXTENSIONS),
            "config": {
                "language": settings.language,
                "myst_heading_anchors": 3,
                "smartquotes": False,
                # Code of another site may not be what it says it is.
                "suppress_warnings": ["misc.highlighting_failure"],
            },
        },
    }
    if bibliography:
        config["bibtex_bibfiles"] = ["chapters/references.bib"]
        config["sphinx"]["config"]["bibtex_reference_style"] = "author_year"
    return COMMENT + yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=120)
