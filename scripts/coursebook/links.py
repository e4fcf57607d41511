"""Links and images of a body: to chapters, to the old site, to the world, or to nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin

from .addresses import Index, address_of, split
from .anchors import identifiers, label, place_target
from .errors import Diagnostic, Place
from .model import Chapter, Source, Tree, slug_of

_EXTERNAL = {"http", "https", "mailto", "ftp"}
_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}


@dataclass(frozen=True)
class Links:
    """What the links of one body are resolved against."""

    index: Index
    assets: Mapping[str, str]
    """Paths of the files beside the documents, relative to the folder of sources, to those of their copies."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Paths of the pictures that are not shown, and why."""
    site_url: str = ""
    anchors: Mapping[str, Set[str]] = field(default_factory=dict)
    """Docnames to the identifiers on the page to which other pages link."""


def resolve(tree: Tree, source: Source, chapter: Chapter, links: Links) -> tuple[list[Diagnostic], dict[str, str]]:
    """Rewrite every link and image of a freshly read tree, in place.

    A link to a chapter gets that chapter's path relative to this one; a link to a page that is not in the book leads
    to the old site where `site_url` is known, and otherwise is text. An image's path becomes the path of its copy.
    Returns what an author should know, and the images: path in the book to path among the sources.
    """
    diagnostics: list[Diagnostic] = []
    images: dict[str, str] = {}
    report = _reporter(source, diagnostics)
    own = identifiers(tree)
    wanted = {unquote(element.get("href", "").strip()[1:]) for element in tree.iter("a")} & own.keys()
    wanted |= links.anchors.get(chapter.docname, set())
    for element in list(tree.iter("a")):
        _resolve_link(element, chapter, links, wanted, report)
    for element in list(tree.iter("img")):
        _resolve_image(element, chapter, links, images, report)
    for name in sorted(wanted & own.keys()):
        place_target(own[name], label(chapter.docname, name))
    return diagnostics, images


_Report = Callable[[Tree, str, str], None]


def _reporter(source: Source, diagnostics: list[Diagnostic]) -> _Report:
    lines = source.body.split("\n")

    def report(element: Tree, needle: str, message: str) -> None:
        """Say it of the first place, from the element's line on, where the text says `needle`."""
        line = element.sourceline or 1
        found = next((number for number in range(line, len(lines) + 1) if needle and needle in lines[number - 1]), 0)
        column = lines[found - 1].find(needle) + 1 if found else 1
        place = source.body_place(found or line)
        diagnostics.append(Diagnostic(Place(place.path, place.line, column), message))

    return report


def _resolve_link(element: Tree, chapter: Chapter, links: Links, here: Set[str], report: _Report) -> None:
    """Resolve one link; `here` are the identifiers on this page that are targets."""
    href = re.sub(r"\s+", "", element.get("href") or "")
    document = chapter.document
    if not href or document is None:
        element.attrib.pop("href", None)
        return
    if href.startswith("//"):
        href = f"https:{href}"
    parts = split(href)
    if parts is not None and parts.scheme in _EXTERNAL:
        element.set("href", href)
        return
    local = parts is not None and not parts.scheme and not parts.netloc
    found = chapter if href.startswith("#") else links.index.find(href, document) if local else None
    if found is not None:
        names = here if found.docname == chapter.docname else links.anchors.get(found.docname, set())
        if problem := _lead_to(element, href, found, chapter, names):
            report(element, href, problem)
        return
    if parts is None or parts.scheme or not links.site_url:
        element.attrib.pop("href", None)
        if element.get("class") != "related":
            report(element, href, f"the link to “{href}” leads to no page of the book and becomes text")
        return
    target = urljoin(links.site_url.rstrip("/") + address_of(document) + "/", href)
    element.set("href", target)
    if element.get("class") != "related":
        report(element, href, f"the link to “{href}” leads to no page of the book; it now leads to {target}")


def _lead_to(element: Tree, href: str, found: Chapter, chapter: Chapter, names: Set[str]) -> str:
    """Lead a link to a chapter, or to one of the places `names` in it; returns what is wrong with it, if anything."""
    name = unquote(href.partition("#")[2])
    if name in names:
        element.set("href", f"#{label(found.docname, name)}")
    elif href.startswith("#"):
        del element.attrib["href"]
    else:
        element.set("href", relative(found, chapter))
    if name in {"", "top", *names}:
        return ""
    becomes = "becomes text" if href.startswith("#") else "leads to the page"
    return f"there is no place “#{name}” on the page, and the link {becomes}"


def _resolve_image(element: Tree, chapter: Chapter, links: Links, images: dict[str, str], report: _Report) -> None:
    src, document = (element.get("src") or "").strip(), chapter.document
    parts = split(f"https:{src}" if src.startswith("//") else src)
    if parts is not None and parts.scheme in {"http", "https"}:
        element.tag = "a"
        element.text = element.get("alt") or element.get("title") or src
        element.set("href", parts.geturl())
        return
    path = unquote(parts.path) if parts is not None and not parts.scheme and document is not None else ""
    found = _asset(path, document.source, links.assets) if path and document is not None else None
    if found is None or found in links.refused:
        element.tag = "em"
        element.text = f"[Missing image: {element.get('alt') or posixpath.basename(src) or 'no source'}]"
        problem = f"{links.refused[found]}, so it is not shown" if found else "does not exist"
        report(element, src, f"the image “{src[:80]}” {problem}")
        return
    copy = links.assets[found]
    images[copy] = found
    element.set("src", posixpath.relpath(copy, posixpath.dirname(chapter.docname)))


def relative(target: Chapter, chapter: Chapter) -> str:
    """The path of one chapter's file as seen from another's."""
    ending = ".ipynb" if target.document is not None and target.document.reader == "notebook" else ".md"
    return quote(posixpath.relpath(target.docname, posixpath.dirname(chapter.docname)) + ending)


def _asset(path: str, source: str, assets: Mapping[str, str]) -> str | None:
    """The image that a path means, seen from the document's folder, its page, or the root of the sources."""
    if posixpath.splitext(path)[1].lower() not in _IMAGES:
        return None
    folder, page = posixpath.dirname(source), posixpath.splitext(source)[0]
    places = ["", "static"] if path.startswith("/") else [folder, page, ""]
    for place in places:
        found = posixpath.normpath(posixpath.join(place, path.lstrip("/")))
        if found in assets:
            return found
    return None


def copies(assets: Iterable[str]) -> dict[str, str]:
    """Where the book keeps a copy of each file: under the same path with safe names, of which none is given twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for asset in sorted(assets):
        wanted, ending = posixpath.splitext("/".join(["chapters", *map(_safe_name, asset.split("/"))]))
        copy, number = wanted + ending, 1
        while copy in taken:
            number += 1
            copy = f"{wanted}-{number}{ending}"
        taken.add(copy)
        found[asset] = copy
    return found


def _safe_name(part: str) -> str:
    stem, ending = posixpath.splitext(part)
    return slug_of(stem, otherwise="file") + ending.lower()
