"""The book on this machine while it is being written: every change of a source shows in the browser."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_book.config import get_final_config  # type: ignore[import-untyped]

SERVED = Path("_build/serve")

UNWATCHED = ("_build", "chapters", "_toc.yml", "tests", r"\.[^/]+", ".*__pycache__")
"""What changes because a source changed, or has no part in the book (regular expressions on paths in the root)."""

_LISTS_OF_PATHS = ("bibtex_bibfiles", "templates_path", "html_static_path", "latex_additional_files")
_PATHS = ("html_logo", "html_favicon")


def sphinx_settings(root: Path) -> dict[str, Any]:
    """Return what Jupyter Book makes of `_config.yml` for Sphinx, with absolute paths.

    Sphinx looks for these paths beside its own `conf.py`, which must not lie in the repository's root.
    """
    command_line = {"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False}
    settings, _ = get_final_config(user_yaml=root / "_config.yml", cli_config=command_line, sourcedir=root)
    absolute_lists = {key: [str(root / path) for path in settings[key]] for key in _LISTS_OF_PATHS if key in settings}
    absolute = {key: str(root / settings[key]) for key in _PATHS if settings.get(key)}
    return {**settings, **absolute_lists, **absolute}


def write_conf(root: Path) -> Path:
    """Write `_build/serve/conf.py`, which Sphinx needs without Jupyter Book, and return its folder."""
    lines = [f"{key} = {value!r}\n" for key, value in sorted(sphinx_settings(root).items())]
    folder = root / SERVED
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text("".join(lines), encoding="utf-8")
    return folder


def unwatched(root: Path) -> str:
    """Return a regular expression for the paths below `root` whose changes do not call for a new build."""
    return f"^{re.escape(str(root.resolve()))}/({'|'.join(UNWATCHED)})(/|$)"


def serve(root: Path) -> int:
    """Convert, build and serve at http://127.0.0.1:8000, again at each change, until interrupted."""
    folder = write_conf(root)
    autobuild = [sys.executable, "-m", "sphinx_autobuild", "-c", str(folder), "-d", str(folder / "doctrees")]
    convert = ["--pre-build", shlex.join([sys.executable, "scripts/convert.py"]), "--re-ignore", unwatched(root)]
    return subprocess.run([*autobuild, *convert, str(root), str(folder / "html")], cwd=root, check=False).returncode  # noqa: S603
