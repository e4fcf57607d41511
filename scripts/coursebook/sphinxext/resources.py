"""Let a build use what the machine has: every core for writing pages, and memory instead of garbage collections.

Jupyter Book asks Sphinx for one process and has no option for more. Here pages are written by as many as there are
cores, beside the one that prepares them. They are read by one: the order of reading decides numbers in a book with
several numbered parts.

Python looks for garbage after every 700 new objects, over and over in the trees that Sphinx keeps; here after 50,000,
which takes a sixth off a build and adds a few megabytes. When the build is done the process ends, so that a last look
through everything it holds, two seconds for 1,000 chapters, is of no use.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

OBJECTS_BETWEEN_COLLECTIONS = 50_000


def write_on_all_cores(app: Sphinx, _env: BuildEnvironment) -> None:
    """Raise the number of processes, now that reading is over, if every extension allows it.

    Sphinx would warn of one that does not. It counts the process that prepares the pages, which has little to do.
    """
    if all(extension.parallel_write_safe for extension in app.extensions.values()):
        app.parallel = max(app.parallel, 1 + (os.cpu_count() or 1))


def _keep_what_is_left(_app: Sphinx, _error: Exception | None) -> None:
    gc.freeze()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension; the collector is changed for the rest of the process."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    app.connect("env-check-consistency", write_on_all_cores)
    app.connect("build-finished", _keep_what_is_left, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
