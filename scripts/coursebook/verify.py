"""Whether a chapter, as MyST renders it, says what its source says, word for word and in the same order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles
from myst_parser.docutils_ import Parser  # type: ignore[attr-defined]

from .errors import Diagnostic, Severity
from .markup import FOOTNOTE
from .model import Source, Tree
from .myst.blocks import has_blocks
from .myst.inline import AROUND, SILENT
from .scaffold import EXTENSIONS

_WORD = re.compile(r"\w+")
_SETTINGS = {
    "_disable_config": True,
    "doctitle_xform": False,
    "halt_level": 6,
    "myst_all_links_external": True,
    "myst_enable_extensions": EXTENSIONS,
    "raw_enabled": True,
    "report_level": 5,
    "syntax_highlight": "none",
}


@dataclass(frozen=True)
class Word:
    """A word of a source."""

    text: str
    line: int
    """The line of the body, from 1, on which the element around it begins."""
    optional: bool = False
    """Of a picture's title, which is shown only where the picture has no other caption."""


def first_difference(wanted: list[Word], chapter: str, source: Source) -> Diagnostic | None:
    """The first word of a source that its chapter does not show, or shows in another place; None where all stand.

    A word in the chapter that is not in the source is a difference too.
    """
    found = rendered_words(chapter)
    position = 0
    for index, word in enumerate([*wanted, Word("", wanted[-1].line if wanted else 1)]):
        shown = found[position] if position < len(found) else ""
        if shown == word.text:
            position += 1
        elif not word.optional:
            before = " ".join(other.text for other in wanted[max(0, index - 3) : index])
            place = f"after “{before}” " if before else ""
            message = f"{place}the chapter says {_named(shown)} and the source {_named(word.text)}"
            return Diagnostic(source.body_place(word.line), message, Severity.ERROR)
    return None


def _named(word: str) -> str:
    return f"“{word}”" if word else "nothing more"


def tree_words(tree: Tree) -> list[Word]:
    """The words of a body in the order in which a reader meets them: footnotes stand at the end."""
    notes: list[Word] = []
    return [*_words(_pieces(tree, notes)), *notes]


def rendered_words(chapter: str) -> list[str]:
    """The words of a chapter below its title, as docutils shows them with the extensions of a new book."""
    settings = {**_SETTINGS, "warning_stream": io.StringIO()}
    document = publish_doctree(chapter, parser=Parser(), settings_overrides=settings)
    title = next(document.findall(nodes.title))
    title.parent.remove(title)
    notes = list(document.findall(nodes.footnote))
    for note in notes:
        note.parent.remove(note)
    return _WORD.findall("".join(map(_shown, [document, *notes])))


def _words(pieces: Iterator[tuple[str, int, bool]]) -> Iterator[Word]:
    """The words of pieces of text with their lines, of which neighbours may share a word."""
    text, starts = "", []
    for piece, line, optional in pieces:
        starts.append((len(text), line, optional))
        text += piece
    at = 0
    for found in _WORD.finditer(text):
        while at + 1 < len(starts) and starts[at + 1][0] <= found.start():
            at += 1
        yield Word(found[0], *starts[at][1:])


def _pieces(element: Tree, notes: list[Word]) -> Iterator[tuple[str, int, bool]]:
    """The text of an element, with spaces where a reader sees a gap."""
    line = element.sourceline or 1
    signs = element.tag in AROUND and "".join(element.itertext()).strip()
    gap = " " if signs or element.tag == "br" or has_blocks(element) else ""
    if element.tag == "img":
        yield f" {element.get('title') or ''} ", line, True
    yield gap + (element.get("data-tex") or element.text or ""), line, False
    for child in element:
        if child.get(FOOTNOTE) and child.tag == "div":
            notes += _words(_pieces(child, notes))
        elif child.tag not in SILENT:
            yield from _pieces(child, notes)
        yield child.tail or "", line, False
    yield gap, line, False


def _shown(node: nodes.Node) -> str:
    """The text of a node as a reader sees it."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.image):
        return " "
    if isinstance(node, nodes.raw):
        return " " if "br" in node.astext() else ""
    if isinstance(node, nodes.comment | nodes.system_message | nodes.label | nodes.footnote_reference):
        return ""
    inner = "".join(map(_shown, node.children))
    return inner if isinstance(node, nodes.Inline) else f" {inner} "


class _Box(Directive):
    """Stands in for `dropdown`, which needs Sphinx: a title and what is inside."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The title as a paragraph above the content."""
        title, _ = self.state.inline_text("".join(self.arguments), self.lineno)
        box = nodes.container("", nodes.paragraph("", "", *title))
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def _role(name: str, _raw: str, text: str, *_: object) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Stands in for roles that need Sphinx: the text, without what an abbreviation stands for."""
    return [nodes.inline(text, text.partition(" (")[0] if name == "abbr" else text)], []


directives.register_directive("dropdown", _Box)
for _name in ("abbr", "cite:p"):
    roles.register_local_role(_name, _role)  # type: ignore[arg-type]
