"""`_toc.yml`."""

from textwrap import dedent

from coursebook.toc import toc_text
from outlines import book_of


def test_parts_chapters_sections_and_back_matter() -> None:
    book = book_of(
        {
            "a.md": "title: 'A: 1', menu: {m: {weight: 1}}",
            "b.md": "title: B, menu: {m: {weight: 2, name: Short, parent: 'A: 1'}}",
            "c.md": "title: C, menu: {n: {parent: Gone}}",
            "d.md": "title: D, menu: n",
        }
    )
    assert toc_text(book, {"chapters/glossary": "Glossary"}) == dedent(
        """\
        # Made by scripts/convert.py from the documents' menu weights; edit those, not this file.
        format: jb-book
        root: index
        parts:
        - caption: M
          numbered: 1
          chapters:
          - file: chapters/m/a
            sections:
            - file: chapters/m/b
              title: Short
        - caption: N
          numbered: 1
          chapters:
          - file: chapters/n/d
          - file: chapters/n/gone
            sections:
            - file: chapters/n/c
        - caption: Back matter
          chapters:
          - file: chapters/glossary
        """
    )
