"""What stands below each other: paragraphs, headings, lists, quotations, code, figures, boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import count, groupby

from ..markup import FOOTNOTE
from ..model import Tree
from .definitions import definition_list
from .inline import BREAK, Piece, children, pieces_of, without_breaks, write_line
from .leaves import BLOCKS, LIST, RULE, apart, code, formula, indent, is_display, picture
from .tables import table
from .text import directive, escape_text, guard_lines

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "menu", "dir")
TARGET = "TARGET"
"""The attribute of an empty element that says under which name links lead to the block after it.

In capitals, as no parsed document has it: HTML's own are made small.
"""
_ITEMS = {"li", *LISTS}
_DEEPEST = 9
"""In a tenth list, each of which has two levels, markdown-it would drop the text in silence."""
WHITE = " \t\n\r\f"


@dataclass(frozen=True)
class Writer:
    """How the blocks of one chapter are written."""

    citations: Set[str]
    """Keys of the bibliography; a citation of another key is text."""
    depth: int = 0
    """How many items, cells and boxes stand around; inside one of them a heading cannot stand."""

    def write(self, element: Tree) -> str:
        """All that is inside an element, as lines of MyST with blank lines between the blocks."""
        return "\n\n".join(self.blocks(element))

    def blocks(self, element: Tree) -> list[str]:
        """All that is inside an element, block by block."""
        return self.sequence(children(element))

    def sequence(self, nodes: list[Tree | str]) -> list[str]:
        """Nodes block by block; text and elements between two blocks form paragraphs."""
        found: list[str] = []
        line: list[Tree | str] = []
        for node in nodes:
            if isinstance(node, str) or not has_blocks(node):
                line.append(node)
                continue
            found += [*self.paragraphs(line), *self.element(node)]
            line = []
        return apart([block for block in [*found, *self.paragraphs(line)] if block])

    def element(self, element: Tree) -> Iterator[str]:
        """The blocks of one block element."""
        tag = str(element.tag)
        if label := element.get(TARGET):
            yield f"({label})="
        elif number := element.get(FOOTNOTE):
            yield f"[^{number}]:\n{indent(self.inside.write(element), '    ')}"
        elif tag in _WRITERS:
            yield from _WRITERS[tag](self, element)
        elif any(child.tag == "li" for child in element):
            yield from self.list(element)
        else:
            yield from self.blocks(element)

    @property
    def inside(self) -> Writer:
        """The writer for what stands inside a block; raises `RecursionError` below what MyST still reads."""
        if self.depth == _DEEPEST:
            raise RecursionError
        return replace(self, depth=self.depth + 1)

    def line(self, nodes: list[Tree | str], within: frozenset[str] = frozenset()) -> str:
        """Nodes in one line, line breaks made spaces."""
        return write_line(without_breaks(pieces_of(nodes, self.citations, within)))

    def paragraphs(self, nodes: list[Tree | str]) -> list[str]:
        """Inline nodes as paragraphs; a displayed formula stands on its own, and so does an image without text."""
        written: list[str] = []
        if all(isinstance(node, str) and not node.strip(WHITE) for node in nodes):
            return written
        for display, group in groupby(nodes, lambda node: not isinstance(node, str) and is_display(node)):
            run = list(group)
            filled = [node for node in run if not isinstance(node, str) or node.strip(WHITE)]
            if display:
                written += [formula(node.get("data-tex") or "") for node in filled if not isinstance(node, str)]
            elif len(filled) == 1 and not isinstance(filled[0], str) and filled[0].tag == "img":
                written.append(picture(filled[0], escape_text((filled[0].get("title") or "").strip())))
            else:
                written += self.lines(run)
        return written

    def lines(self, nodes: list[Tree | str]) -> list[str]:
        """Inline nodes as paragraphs of text: two line breaks in a row end one, as in a browser."""
        groups: list[list[Piece]] = [[]]
        breaks = 0
        for piece in pieces_of(nodes, self.citations):
            if piece.kind == "break":
                breaks += 1
            elif piece.kind != "text" or piece.text.strip(WHITE):
                if breaks > 1:
                    groups.append([])
                elif breaks and groups[-1]:
                    groups[-1].append(BREAK)
                breaks = 0
                groups[-1].append(piece)
            elif not breaks:
                groups[-1].append(piece)
        return [guard_lines(text) for text in map(write_line, groups) if text.strip()]

    def heading(self, element: Tree) -> Iterator[str]:
        """A heading of its own level, or, where no heading can stand, a paragraph in bold."""
        within = frozenset({"strong"}) if self.depth else frozenset[str]()
        if text := self.line(children(element), within).strip():
            level = "#" * int(str(element.tag)[1])
            yield guard_lines(write_line([Piece(text, "strong")])) if self.depth else f"{level} {text}"

    def quotation(self, element: Tree) -> Iterator[str]:
        """A block quotation."""
        text = self.inside.write(element)
        yield "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""

    def rule(self, _element: Tree) -> Iterator[str]:
        """A rule between paragraphs; there is none inside other blocks."""
        yield "" if self.depth else RULE

    def code(self, element: Tree) -> Iterator[str]:
        """A block of code."""
        yield code(element)

    def table(self, element: Tree) -> Iterator[str]:
        """A table whose cells hold blocks."""
        yield from table(element, self.inside.blocks)

    def details(self, element: Tree) -> Iterator[str]:
        """A box that opens."""
        title = self.inside.line([*element.iterchildren("summary")])
        content = [node for node in children(element) if isinstance(node, str) or node.tag != "summary"]
        yield directive("dropdown", title or "…", content="\n\n".join(self.inside.sequence(content)))

    def item(self, element: Tree) -> list[str]:
        """The blocks of a list item; one that is a task begins with its box."""
        blocks = self.inside.blocks(element)
        box = element.find(".//input[@type='checkbox']")
        if blocks and box is not None and "task-list-item" in (element.get("class") or ""):
            blocks[0] = f"[{' ' if box.get('checked') is None else 'x'}] {blocks[0]}"
        return blocks

    def list(self, element: Tree) -> Iterator[str]:
        """A list; what stands in it but in no item becomes an item of its own."""
        start = element.get("start") or "1"
        items: list[list[str]] = []
        for astray, group in groupby(children(element), lambda node: isinstance(node, str) or node.tag not in _ITEMS):
            nodes = list(group)
            if astray:
                items.append(self.inside.sequence(nodes))
            for node in () if astray else nodes:
                if not isinstance(node, str) and node.tag in LISTS and items:
                    items[-1] += self.inside.element(node)
                elif not isinstance(node, str):
                    items.append(self.item(node) if node.tag == "li" else [*self.inside.element(node)])
        filled = [blocks for blocks in items if blocks]
        tight = all(len(blocks) < 2 or (len(blocks) == 2 and LIST.match(blocks[1])) for blocks in filled)
        gap = "\n" if tight else "\n\n"
        first = int(start) if start.isdecimal() and len(start) < 9 else 1
        bullets = (f"{number}. " if element.tag == "ol" else "- " for number in count(first))
        yield gap.join(indent(gap.join(blocks), bullet) for blocks, bullet in zip(filled, bullets, strict=False))

    def definitions(self, element: Tree) -> Iterator[str]:
        """A definition list."""
        yield from definition_list(element, self.line, self.inside.sequence)

    def figure(self, element: Tree) -> Iterator[str]:
        """A picture with its caption; a figure of anything else is its content, then the caption."""
        images = list(element.iter("img"))
        captions = list(element.iterchildren("figcaption"))
        rest = [node for node in children(element) if isinstance(node, str) or node.tag != "figcaption"]
        linked = any(link.get("href") for image in images for link in image.iterancestors("a"))
        if (
            len(images) == 1
            and not linked
            and not "".join(n if isinstance(n, str) else "".join(n.itertext()) for n in rest).strip()
        ):
            caption = "\n\n".join(filter(None, map(self.inside.write, captions)))
            yield picture(images[0], caption or escape_text((images[0].get("title") or "").strip()))
        else:
            yield from self.blocks(element)

    def aside(self, element: Tree) -> Iterator[str]:
        """A box with its title; any other aside is what is inside."""
        header = element.find("header")
        kind = (element.get("class") or "").removeprefix("admonition ")
        if header is None or kind == element.get("class"):
            yield from self.blocks(element)
            return
        content = [node for node in children(element) if node is not header]
        options = {"class": kind} if re.fullmatch(r"[a-z]+", kind) else {}
        title, inside = self.inside.line(children(header)), "\n\n".join(self.inside.sequence(content))
        if title and inside:
            yield directive("admonition", title, options, inside)
        else:
            yield guard_lines(title) or inside


_WRITERS: dict[str, Callable[[Writer, Tree], Iterator[str]]] = {
    **dict.fromkeys(HEADINGS, Writer.heading),
    **dict.fromkeys(LISTS, Writer.list),
    "aside": Writer.aside,
    "blockquote": Writer.quotation,
    "details": Writer.details,
    "dl": Writer.definitions,
    "figure": Writer.figure,
    "hr": Writer.rule,
    "pre": Writer.code,
    "table": Writer.table,
}
"""How each block element is written; of any other, what is inside."""


def has_blocks(element: Tree) -> bool:
    """Whether an element is a block or has one inside."""
    return element.tag in BLOCKS or any(child.tag in BLOCKS for child in element.iterdescendants())
