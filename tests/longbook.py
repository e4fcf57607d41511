"""A book of some sixty chapters with everything that a table of contents can hold, for tests of the side bar."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TITLES = [
    "Plain",
    "With `code < & >` in it",
    "With *emphasis* and **strength**",
    "Ampersand & <script>alert(1)</script> \"double\" 'single' quotes",
    "Escaped \\<b\\> &lt;i&gt; &amp;amp;",
    "Of {math}`x < y & z`",
    "A [link](https://example.org/?a=1&b=2) in a title",
    "Ümläut — “quoted” … 漢字",
]

CONTENTS = """\
format: jb-book
root: index
parts:
- caption: Parts & <captions> "quoted"
  numbered: true
  chapters:
{numbered}
- caption: Nested
  chapters:
  - file: nested/a
    sections:
    - file: nested/b
      title: Another <b>title</b> & "more"
      sections:
      - file: nested/deep/c
        sections:
        - file: nested/deep/d
          sections:
          - file: nested/deep/below
    - file: nested/e
  - url: https://example.org/?a=1&b=<2>
    title: Elsewhere & "out"
  - file: nested/two
    sections:
    - file: nested/child
- chapters:
  - file: no caption/ä & b
  - glob: globbed/*
- caption: One more
  numbered: 1
  chapters:
{plain}
"""

CONFIG = """\
title: A long book
only_build_toc_files: true
execute: {{execute_notebooks: "off"}}
sphinx:
  local_extensions: {local}
  extra_extensions: {extra}
  config:
    suppress_warnings: [myst.header]
"""


def write_book(folder: Path, *extra: str, local: str = "{}") -> Path:
    """Write the book with extra extensions and a mapping of local ones (YAML); return the folder."""
    numbered = [f"numbered/chapter-{number:02}" for number in range(24)]
    plain = [f"plain/chapter-{number:02}" for number in range(16)]
    globbed = [f"globbed/chapter-{number:02}" for number in range(10)]
    others = ["index", *(f"nested/{name}" for name in ("a", "b", "deep/c", "deep/d", "deep/below", "e", "child"))]
    pages = [*others, "no caption/ä & b", *numbered, *globbed, *plain]
    texts = {page: f"# {TITLES[number % len(TITLES)]}\n\nText.\n" for number, page in enumerate(pages)}
    texts["nested/two"] = "# First of two\n\nText.\n\n# Second of two\n\nText.\n"
    contents = CONTENTS.format(
        **{name: entries(files) for name, files in {"numbered": numbered, "plain": plain}.items()}
    )
    return write_files(
        folder,
        {f"{page}.md": text for page, text in texts.items()}
        | {"_toc.yml": contents, "_config.yml": CONFIG.format(local=local, extra=f"[{', '.join(extra)}]")},
    )


def entries(files: list[str]) -> str:
    """Return chapters as the lines of a part."""
    return "\n".join(f"  - file: {file}" for file in files)


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_short_book(folder: Path, *extra: str, local: str = "{}") -> Path:
    """Write a book of three pages, one of them below another."""
    contents = "format: jb-book\nroot: index\nchapters:\n- file: one\n  sections:\n  - file: two\n"
    config = CONFIG.format(local=local, extra=f"[{', '.join(extra)}]")
    pages = {f"{page}.md": f"# Page {page}\n\nText.\n" for page in ("index", "one", "two")}
    return write_files(folder, {"_toc.yml": contents, "_config.yml": config, **pages})


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the book; the status and the log are in what is returned."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(folder), *options]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def pages(folder: Path) -> dict[str, str]:
    """Return the HTML of every page of a built book."""
    html = folder / "_build/html"
    files = [file for file in sorted(html.rglob("*.html")) if "_static" not in file.parts]
    return {str(file.relative_to(html)): file.read_text(encoding="utf-8") for file in files}
