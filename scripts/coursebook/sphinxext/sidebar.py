"""A side bar in pieces: what all pages share is kept once, what differs from page to page can be put in.

Pages differ in two ways. A link is relative to the folder of its page, and on a page's own entry and on everything
around it the theme sets marks: the classes `current` and `active`, an open disclosure, and `#` for the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from bs4 import BeautifulSoup, Tag
from bs4.element import AttributeValueList, NavigableString, PageElement

_AROUND_ENTRIES = ("ul", "li", "details")
"""The elements that the theme marks when the entry of the current page is inside."""


@dataclass(frozen=True, eq=False)
class SideBar:
    """The side bar's HTML as a page outside the table of contents has it, and what the other pages change."""

    pieces: tuple[str, ...]
    """The HTML, cut so that each address and each start tag that may carry a mark is a piece of its own."""
    addresses: Mapping[int, str]
    """Which pieces are the addresses of pages, and these addresses: relative to the book's root, unescaped."""
    branches: Mapping[str, Mapping[int, str]]
    """For the address of each page in the side bar, the pieces that read otherwise on that page."""

    def linked(self, relative: Callable[[str], str]) -> tuple[str, ...]:
        """Return the pieces for pages from whose folder the page at an address is reached by `relative(address)`.

        Relative addresses are quoted URLs, which have nothing that HTML would need escaped.
        """
        pieces = list(self.pieces)
        for position, address in self.addresses.items():
            pieces[position] = relative(address)
        return tuple(pieces)

    def marked(self, linked: Sequence[str], address: str) -> str:
        """Return the HTML for the page at `address`, from the pieces that are linked for its folder."""
        pieces = list(linked)
        for position, piece in self.branches.get(address, {}).items():
            pieces[position] = piece
        return "".join(pieces)


def side_bar(soup: BeautifulSoup) -> SideBar:
    """Cut up the side bar that the theme made for a page in the book's root and outside its table of contents.

    The soup is used up. Raises `ValueError` where it is not built as expected.
    """
    if not isinstance(soup, BeautifulSoup):
        raise ValueError(f"not a tree of elements: {type(soup)}")
    cutter = _Cutter()
    for node in list(soup.contents):
        cutter.cut(node, {})
    return SideBar(tuple(cutter.pieces), cutter.addresses, cutter.branches)


class _Cutter:
    """Collects the pieces of a side bar."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.addresses: dict[int, str] = {}
        self.branches: dict[str, dict[int, str]] = {}

    def cut(self, node: PageElement, around: Mapping[int, str], address: str | None = None) -> None:
        """Add the pieces of a node.

        `around` holds the marked start tags of the elements that it lies in, `address` is that of the link beside it.
        """
        if isinstance(node, Tag) and node.name in _AROUND_ENTRIES:
            self._cut_element(node, around, address)
        elif _is_entry(node):
            self._cut_link(node, around)
        else:
            self.pieces.append(_html(node))

    def _cut_element(self, tag: Tag, around: Mapping[int, str], address: str | None) -> None:
        children = [child.extract() for child in list(tag.contents)]
        position, opening = len(self.pieces), _opening(tag)
        _mark(tag)
        marked = _opening(tag)
        if address is not None:  # a chapter's own page shows the chapters below it
            self.branches[address][position] = marked
        self.pieces.append(opening)
        beside = next((str(child["href"]) for child in children if _is_entry(child)), None)
        for child in children:
            self.cut(child, {**around, position: marked}, beside)
        self.pieces.append(f"</{tag.name}>")

    def _cut_link(self, link: Tag, around: Mapping[int, str]) -> None:
        address, text = str(link["href"]), link.decode_contents()
        link.clear()
        position = len(self.pieces)
        before, after = _around_address(link)
        self.pieces += [before, address, f"{after}{text}</a>"]
        self.addresses[position + 1] = address
        _mark(link)
        marked = {**around, position: _around_address(link)[0], position + 1: "#"}
        self.branches.setdefault(address, {}).update(marked)  # a page may be listed twice


def _is_entry(node: PageElement) -> TypeGuard[Tag]:
    """Tell whether a node is the link to a page of the book."""
    return isinstance(node, Tag) and node.name == "a" and "internal" in (node.get("class") or ())


def _html(node: PageElement) -> str:
    if isinstance(node, Tag):
        return node.decode()
    if isinstance(node, NavigableString):
        return node.output_ready()
    raise ValueError(f"neither an element nor text: {node!r}")


def _opening(empty: Tag) -> str:
    """Return the start tag of an element without content."""
    return empty.decode().removesuffix(f"</{empty.name}>")


def _around_address(link: Tag) -> tuple[str, str]:
    """Return the start tag of an empty link in two parts, before and after its address."""
    link["href"] = ""
    before, attribute, after = _opening(link).partition('href="')
    return before + attribute, after


def _mark(tag: Tag) -> None:
    """Mark an element as the theme does for the current page; raises `ValueError` for an entry without its class."""
    classes = list(tag.get("class") or ())
    if tag.name == "details":
        tag["open"] = "open"
    elif tag.name == "li":
        if not classes:
            raise ValueError(f"an entry has no class: {tag}")
        level, *others = classes
        tag["class"] = AttributeValueList([level, "current", "active", *others])
    else:
        tag["class"] = AttributeValueList(["current", *classes])
