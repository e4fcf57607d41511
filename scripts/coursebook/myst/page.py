"""A whole chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import yaml

from ..errors import visible
from ..model import MARK, Document, Tree
from .blocks import Writer
from .inline import Piece, pieces_of, write_line
from .leaves import indent, settle
from .text import directive, guard_lines


def chapter_text(document: Document, tree: Tree, source: str, citations: Set[str]) -> str:
    """The file of a chapter: where it comes from, what the page says about itself, title, body.

    `source` names the document for those who would rather edit it than the chapter.
    """
    blocks = settle(Writer(citations).blocks(tree))
    return "\n\n".join([*_head(document, source), f"# {inert(document.title)}", *blocks]) + "\n"


def placeholder_text(title: str, source: str) -> str:
    """The file of a chapter that entries name as their parent and no document defines: its title and its sections."""
    return "\n\n".join([f"% {_origin(source)}", f"# {inert(title)}", directive("tableofcontents")]) + "\n"


def glossary_text(definitions: Mapping[str, str], source: str, citations: Set[str]) -> str:
    """The file of the glossary: terms in the given order, each a target for cross references."""
    items = []
    for term, definition in definitions.items():
        text = guard_lines(write_line(pieces_of([definition], citations)))
        items.append(f"{inert(term)}\n{indent(text, '  ')}")
    glossary = directive("glossary", content="\n\n".join(items))
    return "\n\n".join([f"% {_origin(source)}", "# Glossary", glossary]) + "\n"


def bibliography_text(source: str) -> str:
    """The file of the bibliography: every work that the book cites."""
    return "\n\n".join([f"% {_origin(source)}", "# Bibliography", directive("bibliography")]) + "\n"


def index_text(title: str, description: str) -> str:
    """The file of a first landing page: title, description, all chapters."""
    return "\n\n".join(filter(None, [f"# {inert(title)}", inert(description), directive("tableofcontents")])) + "\n"


def inert(text: str) -> str:
    """A text as one line of a block."""
    return guard_lines(write_line([Piece(text)]))


def _origin(source: str) -> str:
    return f"{MARK} from {visible(' '.join(source.split()))}; edit that, not this file."


def _head(document: Document, source: str) -> Sequence[str]:
    """The first lines; as a comment may follow the dashes that open front matter, the first names the origin."""
    meta = {"description": document.description, "keywords": ", ".join(document.keywords)}
    meta = {key: value for key, value in meta.items() if value}
    if not meta:
        return [f"% {_origin(source)}"]
    front = yaml.dump(
        {"myst": {"html_meta": meta}}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    )
    return [f"--- # {_origin(source)}\n{front}---"]
