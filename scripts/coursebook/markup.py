"""Any markup to one tree: HTML is parsed, Markdown is rendered to HTML first."""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import cache
from secrets import token_hex
from typing import Any, cast

import lxml.html
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from .floods import DEEPEST, refuse_floods
from .goldmark import attributes, keep_unused_notes, link_www
from .mathspans import mark_math
from .model import Tree
from .readable import make_readable

LINE = "data-source-line"
"""The attribute that carries a Markdown block's line through its rendering to HTML."""

FOOTNOTE = f"data-footnote-{token_hex(4)}"
"""The attribute that carries a footnote's number, on the note and wherever the text refers to it.

Its name is another one in every run, so that no source can use it.
"""

# What XML cannot hold, what Python or docutils would take for a line break, and the mark of byte order.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

_PAGE = re.compile(r"</?(?:html|body)\b[^<>]*>", re.I)
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,8})|(?P<decimal>[0-9]{1,8}));?", re.I)


def clean(text: str) -> str:
    """The text with line feeds at its line ends and a space in place of every other control character."""
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean_reference(found: re.Match[str]) -> str:
    """A numeric character reference, or a space where it stands for a character that `clean` takes out."""
    number = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    return " " if number < 0x110000 and _UNPRINTABLE.match(chr(number)) else found[0]


def parse_html(text: str) -> Tree:
    """The tree of an HTML fragment; malformed markup is repaired as browsers do.

    Elements keep the number of the line (from 1) on which they stand in the text as `sourceline`.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # A page inside the page would end the body early, and what follows would be lost.
    inner = _PAGE.sub(lambda tag: "\n" * tag[0].count("\n"), clean(text))
    cleaned = _REFERENCE.sub(_clean_reference, inner)
    page = lxml.html.document_fromstring(f"<html><body><div>{cleaned}</div></body></html>".encode(), parser=parser)
    body = page.find("body")
    tree: Tree = lxml.html.Element("div")
    set_line(tree, 1)
    for child in body if body is not None else page:
        if child.tag == "div" and tree.text is None and len(tree) == 0 and not child.attrib:
            tree.text = child.text
            tree.extend(list(child))
            _append_text(tree, child.tail)
        else:
            tree.append(child)
    make_readable(tree)
    return tree


def parse_markdown(text: str) -> Tree:
    """The tree of a Markdown text as Goldmark, Hugo's own parser, understands it, and of the formulas in it."""
    marked = mark_math(clean(text))
    tree = with_lines(parse_html(_markdown(links=bool(_LINKS.search(marked))).render(marked)))
    _loosen_notes(tree)
    return tree


def _loosen_notes(tree: Tree) -> None:
    """Make text of a footnote to which only footnotes refer, and of what refers to it: MyST knows no such note."""
    notes = [note for note in tree.iter("div") if note.get(FOOTNOTE)]
    inner = {id(mark): mark for note in notes for mark in note.iter("sup") if mark.get(FOOTNOTE)}
    known = {mark.get(FOOTNOTE) for mark in tree.iter("sup") if id(mark) not in inner}
    for mark in inner.values():
        if mark.get(FOOTNOTE) not in known:
            mark.text = f"[{mark.attrib.pop(FOOTNOTE)}]"
    for note in notes:
        if note.get(FOOTNOTE) not in known:
            del note.attrib[FOOTNOTE]


def is_html(text: str) -> bool:
    """Whether a body is HTML: it begins with a tag, comments aside. Any other is Markdown."""
    return bool(re.match(r"(?:\s|<!--(?>.*?-->))*+</?[a-z][a-z0-9-]*(?:\s|/?>)", text, re.S | re.I))


def with_lines(tree: Tree) -> Tree:
    """The tree with the lines that its elements carry as `LINE`; others stand on the line of their parent."""
    for element in tree.iter(etree.Element):
        parent = element.getparent()
        inherited = parent.sourceline if parent is not None and parent.sourceline else 1
        own = element.attrib.pop(LINE, "")
        set_line(element, int(own) if own.isdecimal() and len(own) < 9 else inherited)
    return tree


def set_line(element: Tree, line: int) -> None:
    """Say on which line of the body (from 1) an element stands."""
    cast(Any, element).sourceline = line  # lxml lets it be set, its types do not


def text_of(element: Tree) -> str:
    """All text of an element, white space made single spaces."""
    return " ".join("".join(element.itertext()).split())


def raw_text(element: Tree) -> str:
    """All text of an element as it stands there, with a line break for each `br`."""
    if element.tag == "br":
        return "\n"
    return (element.get("data-tex") or element.text or "") + "".join(
        raw_text(child) + (child.tail or "") for child in element
    )


class _Renderer(RendererHTML):
    """Writes the line of every block into its tag."""

    def renderToken(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[idx]
        if token.block and token.map and token.nesting >= 0:
            token.attrSet(LINE, str(token.map[0] + 1))
        return super().renderToken(tokens, idx, options, env)


_ACTIVE = re.compile(r"[\n!#$%&*+\-:<=>@[\\\]^_`{}~]")


def _plain_run(state: StateInline, silent: bool) -> bool:
    """The library's own rule for text up to the next character that may act, found by a regular expression."""
    found = _ACTIVE.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


_LINKS = re.compile(r"//|www\.|@|mailto:", re.I)
"""What every link without markup has; texts without it, which are most, are not searched for one."""


@cache
def _markdown(*, links: bool) -> MarkdownIt:
    markdown = MarkdownIt(
        "commonmark", {"html": True, "linkify": links, "maxNesting": 2 * DEEPEST}, renderer_cls=_Renderer
    )
    markdown.enable(["table", "strikethrough", *(["linkify"] if links else [])])
    markdown.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin).disable("footnote_inline")
    markdown.inline.ruler.at("text", _plain_run)
    markdown.core.ruler.before("inline", "attributes", attributes)
    markdown.core.ruler.before("footnote_tail", "unused_notes", keep_unused_notes)
    link_www(markdown)
    refuse_floods(markdown)
    for name, write in _FOOTNOTES.items():
        markdown.add_render_rule(f"footnote_{name}", write)
    return markdown


def _number(tokens: Sequence[Token], index: int) -> int:
    return int(tokens[index].meta["id"]) + 1


# A reference is an empty element and a note stands in one of the same number: no sign is printed twice.
_FOOTNOTES: dict[str, Callable[..., str]] = {
    "ref": lambda _renderer, tokens, index, *_: f'<sup {FOOTNOTE}="{_number(tokens, index)}"></sup>',
    "block_open": lambda *_: '<section class="footnotes">',
    "block_close": lambda *_: "</section>",
    "open": lambda _renderer, tokens, index, _, env: (
        f'<div {FOOTNOTE}="{_number(tokens, index)}">'
        if env["footnotes"]["list"][tokens[index].meta["id"]]["count"]
        else "<div>"
    ),
    "close": lambda *_: "</div>",
    "anchor": lambda *_: "",
}


def _append_text(tree: Tree, text: str | None) -> None:
    if text and len(tree):
        tree[-1].tail = (tree[-1].tail or "") + text
    elif text:
        tree.text = (tree.text or "") + text
