"""Feeds the readers what nobody would write, for as long as one likes; not one of the tests.

Install `atheris` (it is not among our dependencies), then run from the root of the repository::

    PYTHONPATH=scripts python tests/fuzz/fuzz_readers.py -max_total_time=600 -max_len=4000 -rss_limit_mb=2048

It begins with random bytes; give it a folder of documents, for example one of `sources/`, to begin there. It stops at
the first document that is neither converted nor refused with a sentence, and keeps it in a file `crash-…`.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["coursebook"]):
    from coursebook.errors import SourceError
    from coursebook.frontmatter import parse_source
    from coursebook.myst import chapter_text
    from coursebook.readers import reader_for


def convert(data: bytes) -> None:
    """Read and write one document; whatever is raised, `SourceError` and too deep nesting aside, is a fault."""
    with suppress(SourceError, RecursionError):
        source = parse_source("page.md", data)
        reader = reader_for(source)
        document = reader.head(source)
        if reader.body is not None:
            chapter_text(document, reader.body(source).tree, source.path, frozenset())


if __name__ == "__main__":
    atheris.Setup(sys.argv, convert)
    atheris.Fuzz()
