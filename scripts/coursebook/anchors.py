"""Places inside a page that links lead to: `#name` on the site that a document comes from, a target of MyST here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from urllib.parse import unquote
from zlib import crc32

import lxml.html
from lxml import etree

from .addresses import Index
from .model import Book, Chapter, Source, Tree, slug_of
from .myst.blocks import TARGET, has_blocks

_WORD = re.compile(r"[^\s\"'`<>()\[\]{}]+")
_LONGEST = 100  # what MyST reads as a target
_INTO = {"article", "blockquote", "dd", "div", "li", "main", "section", "td", "th"}
"""Elements into which a target goes."""
_AROUND = _INTO | {"aside", "details", "fieldset", "form"}
"""Elements in which a target can stand between two blocks."""


def identifiers(tree: Tree) -> dict[str, Tree]:
    """The elements of a body by their `id`, or by the `name` of an `a`; of two with one name, the first."""
    found: dict[str, Tree] = {}
    for element in tree.iter(etree.Element):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                found.setdefault(name, element)
    return found


def fragments(source: Source) -> set[str]:
    """What in a document may be a link to a place on another page; more than its links, but none of them is missing."""
    text = source.front + "\n" + source.body
    found = set()
    for word in _WORD.findall(text) if "#" in text else ():
        path, _, name = word.partition("#")
        if name and (path := path.rpartition("=")[2]):
            found.add(f"{path}#{name}")
    return found


def linked(
    found: Mapping[str, Iterable[str]], book: Book, index: Index, read: Callable[[str], Tree | None]
) -> dict[str, Set[str]]:
    """Docnames to the identifiers that stand on the page and that a link with a path names.

    `found` are the `fragments` of every document by its source, `read` makes the tree of a document's body: only pages
    that are linked to in this way are read.
    """
    wanted: dict[str, tuple[Chapter, set[str]]] = {}
    for chapter in book.walk():
        if chapter.document is None:
            continue
        for href in found.get(chapter.document.source, ()):
            if target := index.find(href, chapter.document):
                wanted.setdefault(target.docname, (target, set()))[1].add(unquote(href.partition("#")[2]))
    anchors: dict[str, Set[str]] = {}
    for docname, (chapter, names) in wanted.items():
        tree = read(chapter.document.source) if chapter.document is not None else None
        if tree is not None:
            anchors[docname] = names & identifiers(tree).keys()
    return anchors


def label(docname: str, identifier: str) -> str:
    """The name of a target, which no other page of the book has."""
    safe = slug_of(identifier)
    name = f"{docname}:{safe}" if safe == identifier else f"{docname}:{safe}-{crc32(identifier.encode()):x}"
    return name if len(name) <= _LONGEST else f"{name[:80]}-{crc32(name.encode()):x}"


def place_target(element: Tree, name: str) -> None:
    """Put a target in front of the block in which an element stands, or first into a block that holds others."""
    target: Tree = lxml.html.Element("div")
    target.set(TARGET, name)
    if element.tag in {"tbody", "tfoot", "thead", "tr"}:
        element = next(element.iter("td", "th"), element)
    if element.tag in _INTO or element.getparent() is None:
        _insert(target, element, None)
        return
    while (parent := element.getparent()) is not None and parent.getparent() is not None and parent.tag not in _AROUND:
        element = parent
    if has_blocks(element):
        element.addprevious(target)
    elif parent is not None:  # text and elements in one line stay together
        before = element.getprevious()
        while before is not None and not has_blocks(before):
            before = before.getprevious()
        _insert(target, parent, before)


def _insert(target: Tree, parent: Tree, before: Tree | None) -> None:
    """Put a target behind the child `before`, or first, in front of the text there."""
    if before is None:
        target.tail, parent.text = parent.text, None
        parent.insert(0, target)
    else:
        target.tail, before.tail = before.tail, None
        parent.insert(parent.index(before) + 1, target)
