"""Blocks that hold no other blocks, and how the blocks of a chapter stand one after another."""

from __future__ import annotations

import json
import re

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from ..markup import raw_text
from ..mathspans import acts_outside
from ..model import Tree
from .text import destination, directive, longest_run

RULE = "---"
GAP = "<!-- -->"
"""Nothing, between what must not touch."""
BLOCKS = {
    "address", "article", "aside", "audio", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "iframe", "legend", "li", "main", "menu", "nav", "noframes", "ol", "optgroup", "option",
    "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "video",
}  # fmt: skip
"""Elements that begin a new line."""
LIST = re.compile(r"(?:[-*]|\d+[.)]) ")
DEFINITION = ":   "
"""Deep enough that no line of a definition, code for instance, can underline its term and make it a heading."""


def picture(image: Tree, caption: str) -> str:
    """An image with its alternative text and width, and a caption where there is one."""
    options = {}
    if alt := " ".join((image.get("alt") or "").split()):
        options["alt"] = json.dumps(alt, ensure_ascii=False)
    if found := re.fullmatch(r"(\d{1,4})(px|%)?", image.get("width") or ""):
        options["width"] = found[1] + (found[2] or "px")
    return directive("figure" if caption else "image", destination(image.get("src") or ""), options, caption)


def is_display(element: Tree) -> bool:
    """Whether an element is a formula that stands in a line of its own."""
    return bool(element.get("data-tex")) and "display" in (element.get("class") or "").split()


def formula(tex: str) -> str:
    """A displayed formula; one with its own AMS environment is not put into another, one that acts outside is code."""
    if acts_outside(tex):
        return code_block(tex)
    own = re.match(r"\\begin\{(?:align|alignat|eqnarray|equation|flalign|gather|multline)\*?\}", tex)
    return directive("math", options={"nowrap": ""} if own else {}, content=tex)


def code(element: Tree) -> str:
    """A block of code, in a language only where Pygments knows it; empty for no text."""
    text = raw_text(element).strip("\n")
    classes = " ".join(item.get("class") or "" for item in element.iter())
    named = re.search(r"\b(?:language|lang|highlight-source)-([\w+#.-]+)", classes)
    language = named[1].lower() if named else "text"
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        language = "text"
    return code_block(text, language) if text.strip() else ""


def code_block(text: str, language: str = "text") -> str:
    """Text between fences that it cannot close."""
    fence = "`" * max(3, longest_run("`", text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def settle(blocks: list[str]) -> list[str]:
    """Blocks of a whole chapter as docutils wants them.

    Headings get the levels that their order implies: the first is level 2, and none skips a level. A rule goes where
    it would stand first, last, or beside a heading or another rule.
    """
    levels: list[int] = []
    settled: list[str] = []
    for index, block in enumerate(blocks):
        after = next((other for other in blocks[index + 1 :] if not other.startswith("(")), "#")
        if block == RULE and (after.startswith("#") or after == RULE or not settled or settled[-1].startswith("#")):
            continue
        if block.startswith("#"):
            hashes, _, title = block.partition(" ")
            while levels and levels[-1] >= len(hashes):
                levels.pop()
            levels.append(len(hashes))
            settled.append(f"{'#' * min(len(levels) + 1, 6)} {title}")
        else:
            settled.append(block)
    return settled


def apart(blocks: list[str]) -> list[str]:
    """Blocks of which none runs into the one before.

    Two lists in a row with the same marker would be one; a list or code after a definition could be the next term.
    """
    separate: list[str] = []
    for block in blocks:
        before = separate[-1] if separate else ""
        marker = _marker(block)
        if (marker or block.startswith("`")) and re.match(rf".*\n{DEFINITION}", before):
            separate += [GAP, block]
        elif marker and marker == _marker(before):
            other = {"-": "*", "*": "-", ".": ")", ")": "."}[marker]
            separate.append(re.sub(r"^(\d*)[-*.)] ", rf"\1{other} ", block, flags=re.M))
        else:
            separate.append(block)
    return separate


def _marker(block: str) -> str:
    found = LIST.match(block)
    return found[0][-2] if found else ""


def indent(text: str, first: str) -> str:
    """Lines of which the first begins with `first` and the others stand below its end."""
    return first + re.sub(r"^(?=.)", " " * len(first), text, flags=re.M)[len(first) :]
