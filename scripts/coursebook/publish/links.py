"""Addresses in print: ids that are unique in the whole book, links within it, links out of it, images."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from .problems import at
from .trees import Element, add_class, line_of, new, of_class, replace, select, take, text_of

SHELF = "file:///book/"
"""Where the built book seems to lie while it is printed, so that no path of a machine gets into the PDF."""


@dataclass(frozen=True)
class Shelf:
    """What the links of a book may lead to."""

    html_dir: Path
    """The folder of the built book."""
    printed: frozenset[str]
    """The pages that are printed, relative to that folder."""
    web: str
    """Address of the web edition; empty where there is none."""


def anchor(page: str, name: str = "") -> str:
    """Return the id, in the printed book, of a page or of an id on that page."""
    return page.removesuffix(".html") + (f":{name}" if name else "")


def rewrite(article: Element, page: str, shelf: Shelf) -> Iterator[str]:
    """Give ids, links and images of a page their addresses in the printed book; yield what leads nowhere."""
    _make_ids_unique(article, page)
    for link in select(article, ".//a[@href]"):
        yield from _rewrite_link(link, page, shelf)
    for image in select(article, ".//img"):
        yield from _rewrite_image(image, page, shelf)


def dangling(body: Element) -> Iterator[tuple[Element, str]]:
    """Yield the links, and their targets, for which a whole book has no place."""
    places = {element.get("id") for element in select(body, ".//*[@id]")}
    for link in select(body, ".//a[starts-with(@href, '#')]"):
        target = unquote((link.get("href") or "")[1:])
        if target not in places:
            yield link, target


def _make_ids_unique(article: Element, page: str) -> None:
    seen: set[str] = set()
    for element in select(article, ".//*[@id]"):
        name = take(element, "id")
        if name not in seen:
            element.set("id", anchor(page, name))
        seen.add(name)


def _rewrite_link(link: Element, page: str, shelf: Shelf) -> Iterator[str]:
    address = urlsplit(link.get("href") or "")
    if address.scheme or address.netloc:
        return
    target = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path))) if address.path else page
    )
    if target in shelf.printed:
        link.set("href", "#" + quote(anchor(target, unquote(address.fragment)), safe="/:"))
        if target != page and _names_a_place(link):
            add_class(link, "to-page")
    elif shelf.web and _lies_in(shelf.html_dir, target):
        link.set(
            "href", f"{shelf.web.rstrip('/')}/{quote(target)}" + (f"#{address.fragment}" if address.fragment else "")
        )
    else:
        line, said = line_of(link), take(link, "href")
        yield at(page, line, f"the link “{text_of(link)}” leads to {said}, which is not in the book.")


def _names_a_place(link: Element) -> bool:
    """Tell whether a reader of paper is helped by a page number: not at citations, terms, and the titles of cards."""
    quiet = " or ".join(of_class(name) for name in ("bibtex-citation", "citation", "footnote", "sd-card-title"))
    heading = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
    return not select(link, f"ancestor::*[{quiet} or {heading}] | .//*[{of_class('std-term')}]")


def _rewrite_image(image: Element, page: str, shelf: Shelf) -> Iterator[str]:
    source = image.get("src") or ""
    if not (image.get("alt") or "").strip():
        yield at(page, line_of(image), f"the image {source[:60]} has no alternative text.")
        image.set("alt", source[:60])
    if source.startswith("data:"):
        return
    address = urlsplit(source)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path)))
    if address.scheme or address.netloc or not _lies_in(shelf.html_dir, path):
        yield at(page, line_of(image), f"the image {source} is not in the book.")
        replace(image, new("span", image.get("alt") or ""))
    else:
        image.set("src", SHELF + quote(path))


def _lies_in(folder: Path, path: str) -> bool:
    return not path.startswith("..") and (folder / path).is_file()
