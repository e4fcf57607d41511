"""Whether a picture only draws: SVG can also run scripts, show pages and load what lies elsewhere."""

from __future__ import annotations

import re

from lxml import etree

_ACTS = {"audio", "embed", "foreignobject", "handler", "iframe", "listener", "object", "script", "video"}
_ADDRESSES = {"action", "base", "formaction", "href", "src", "srcset"}
_LOCAL = re.compile(
    r"\s*(?:#|data:(?:image/(?:png|jpeg|gif|webp)|(?:application|font)/[\w.-]*(?:font|woff2?|[ot]tf))[;,])", re.I
)
_STYLE = re.compile(r"""\\|@import|image-set|src\s*\(|url\s*\(\s*["']?(?P<address>[^"')]*)""", re.I)
_ELSEWHERE = "loads what lies elsewhere"


def problem_of(data: bytes) -> str:
    """What an SVG picture does besides drawing; empty where it only draws."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "is no well-formed SVG"
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        return "declares entities"
    if root.getroottree().xpath("//processing-instruction()"):
        return "asks for a style sheet"
    return next(filter(None, map(_problem, root.iter(etree.Element))), "")


def _problem(element: etree._Element) -> str:
    """What is wrong with one element, what is inside aside."""
    name = etree.QName(element)
    if name.localname.lower() in _ACTS or name.namespace == "http://www.w3.org/1999/xhtml":
        return f"holds “{name.localname}”"
    for key, value in element.attrib.items():
        attribute = str(key).rpartition("}")[2].lower()
        changed = str(value).strip().lower().rpartition(":")[2] if attribute == "attributename" else attribute
        if changed.startswith("on") or (attribute == "attributename" and changed in _ADDRESSES):
            return f"holds “{changed}”"
        if (attribute in _ADDRESSES and not _LOCAL.match(str(value))) or _loads(str(value)):
            return _ELSEWHERE
    return _ELSEWHERE if name.localname.lower() == "style" and _loads("".join(map(str, element.itertext()))) else ""


def _loads(style: str) -> bool:
    """Whether a style asks for anything but places of the picture itself and what it brings along."""
    return any(not _LOCAL.match(found["address"] or "") for found in _STYLE.finditer(style))
