"""Small steps through trees of HTML elements that the modules of this package share."""

from __future__ import annotations

from typing import cast

from lxml.html import HtmlElement, document_fromstring, fragment_fromstring, html_parser, tostring

Element = HtmlElement
"""An element of HTML, as lxml parses it."""


def parse(text: str) -> Element:
    """Return the root of an HTML document given as text."""
    return document_fromstring(text)


def fragment(text: str) -> Element:
    """Return the single element that a piece of HTML consists of."""
    return fragment_fromstring(text)


def markup(element: Element) -> str:
    """Return an element as HTML, without the text behind it."""
    return tostring(element, encoding="unicode", with_tail=False)


def text_of(element: Element) -> str:
    """Return all text inside an element, with runs of white space made one space."""
    return " ".join("".join(element.itertext()).split())


def select(element: Element, path: str) -> list[Element]:
    """Return the elements that an XPath expression finds, in document order."""
    return cast("list[Element]", element.xpath(path))


def of_class(name: str) -> str:
    """Return the XPath condition that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def add_class(element: Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", " ".join([*classes(element), name]))


def take(element: Element, name: str) -> str:
    """Remove an attribute, and return what it was; empty where there was none."""
    return element.attrib.pop(name, "")


def line_of(element: Element) -> int:
    """Return the line, from 1, of the file that an element was parsed from; 1 for one made since."""
    return element.sourceline or 1


def remove(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    element.drop_tree()


def unwrap(element: Element) -> None:
    """Take the tags of an element out of its tree; what it holds stays."""
    element.drop_tag()


def new(tag: str, text: str = "", **attributes: str) -> Element:
    """Return a new element; `class_` stands for the attribute `class`, `data_page` for `data-page`."""
    element = html_parser.makeelement(tag)
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    element.text = text or None
    return element


def replace(old: Element, replacement: Element) -> None:
    """Put one element in the place of another; the text behind it stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root of a tree has no place")
    replacement.tail = old.tail
    parent.replace(old, replacement)
