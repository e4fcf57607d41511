"""Write every page anew when the table of contents has changed, because every page shows it.

Sphinx alone writes only the pages whose own text or numbers changed, and leaves an old title, or none, in the side bar
of all the others. A release is built with `--all` nevertheless: a `title:` that was changed in `_toc.yml` itself goes
unnoticed by sphinx-external-toc.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def shown_contents(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """Return for each document what the side bar takes from it: its title and its lists of chapters, with markup."""
    return {
        docname: (str(title), *(str(toctree.attributes) for toctree in env.tocs[docname].findall(addnodes.toctree)))
        for docname, title in env.titles.items()
    }


def pages_to_write(_app: Sphinx, env: Any) -> Collection[str]:
    """Return every document when the contents are not those of the last build, and keep them for the next one."""
    before, now = getattr(env, "coursebook_contents", None), shown_contents(env)
    env.coursebook_contents = now
    return set(env.found_docs) if before not in (None, now) else ()
