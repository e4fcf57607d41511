"""A book of three pages, with the configuration of the repository, for tests that need one that is built."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ("_config.yml", "_latex", "_static", "_templates", "pyproject.toml")

PAGES = {
    "_toc.yml": """\
format: jb-book
root: index
parts:
- caption: First part
  numbered: true
  chapters:
  - file: chapters/first
    sections:
    - file: notebooks/sums
- caption: Back matter
  chapters:
  - file: chapters/bibliography
""",
    "index.md": "# A mini book\n\nRead [the first chapter](chapters/first.md).\n",
    "chapters/first.md": """\
# First

They listened {cite:p}`kahn1957dynamics`; see [the sums](../notebooks/sums.ipynb).

:::{figure} line.svg
:alt: A line
The line.
:::
""",
    "chapters/line.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><line x2="200" y1="9" y2="9" stroke="#000"/>
<text y="40" font-size="18" font-family="'Source Sans 3', sans-serif">unmistakable</text></svg>
""",
    "chapters/bibliography.md": "# Bibliography\n\n:::{bibliography}\n:::\n",
    "chapters/references.bib": """\
@book{kahn1957dynamics,
  author = {Kahn, Robert L. and Cannell, Charles F.},
  title = {The Dynamics of Interviewing},
  publisher = {Wiley},
  year = {1957},
}
""",
    "chapters/redirects.json": json.dumps({"questions/first": "chapters/first", "old/page.html": "notebooks/sums"}),
}


def notebook(code: str) -> str:
    """Return a notebook with a title and one cell."""
    sums = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Sums", id="title"),
            nbformat.v4.new_code_cell(code, id="sum"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    return str(nbformat.writes(sums))


def write_book(folder: Path, code: str = "6 * 7") -> Path:
    """Write the book's sources to `folder`, with the code of its only cell, and return the folder."""
    for name in CONFIGURATION:
        (folder / name).symlink_to(ROOT / name)
    for name, text in {**PAGES, "notebooks/sums.ipynb": notebook(code)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
