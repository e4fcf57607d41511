"""What stands in a line: text, emphasis, links, code, formulas, images, citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from ..markup import FOOTNOTE, raw_text
from ..mathspans import acts_outside
from ..model import Tree
from .leaves import BLOCKS, GAP
from .text import code_span, destination, escape_text, role

SILENT = {
    "area", "head", "input", "meta", "noscript", "param", "script", "source", "style", "template", "title", "track",
}  # fmt: skip
"""Elements whose text nobody sees."""

MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em"}
CODE = {"code", "tt", "samp", "kbd"}
ROLES = {"sub": "sub", "sup": "sup"}
AROUND = {"q": ("“", "”"), "rt": ("(", ")")}
"""What a browser adds to the text of an element: quotation marks, or the sign that it is small and above the line."""
FENCES = {"em": "_", "strong": "**"}

_CITATION = re.compile(r"\[@(?P<all>[\w:.#$%&+?<>~/-]+(?:,[^;\[\]@]*)?(?:;\s*@[\w:.#$%&+?<>~/-]+(?:,[^;\[\]@]*)?)*)\]")
_SPACE = " \t\n\r\f"


@dataclass(frozen=True)
class Piece:
    """A part of a line."""

    text: str
    kind: str = "text"
    """`text`, not yet inert; `em` and `strong`, around written text; `atom`, written; `break`, the end of a line."""


BREAK = Piece("\\\n", "break")


def write_line(pieces: list[Piece]) -> str:
    """The pieces in a row, written."""
    merged = _merge(pieces)
    firsts = [_first_character(piece) for piece in merged]
    written = ""
    for index, piece in enumerate(merged):
        if piece.kind == "break":
            written = written.rstrip(_SPACE) + piece.text
        elif piece.kind in FENCES:
            following = firsts[index + 1] if index + 1 < len(merged) else ""
            written += _emphasis(written[-2:], piece, following)
        else:
            text = escape_text(piece.text) if piece.kind == "text" else piece.text
            if written.endswith("`") and text.startswith("`"):
                written += GAP  # the backticks of two spans of code would be one run
            written += text.lstrip(_SPACE) if not written or written.endswith("\n") else text
    return written.strip(_SPACE)


def _merge(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, so that nothing can act across the seam."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece.kind == merged[-1].kind and piece.kind not in {"atom", "break"}:
            text = merged[-1].text + piece.text if piece.kind == "text" else _seam(merged[-1].text, piece.text)
            merged[-1] = Piece(text, piece.kind)
        elif piece.text:
            merged.append(piece)
    return merged


def _seam(before: str, after: str) -> str:
    """Two written texts of one mark in a row, delimiters at the seam kept from what stands on its other side."""
    edges = before[-1:] + after[:1]
    touching = not re.search(r"\s", edges) and re.search("[*_`]", edges)
    return f"{before}{GAP if touching else ''}{after}"


def _first_character(piece: Piece) -> str:
    return "*" if piece.kind in FENCES else piece.text[:1]


def _emphasis(before: str, piece: Piece, following: str) -> str:
    """Written text between delimiters that CommonMark will see with these neighbours.

    A delimiter does not open or close where a letter stands outside and punctuation inside: an empty comment keeps
    them apart. Where a delimiter would touch another of its kind, the text goes without emphasis.
    """
    inner, previous = piece.text, before[-1:]
    fence = FENCES[piece.kind]
    if fence == "_" and (_is_letter(previous) or _is_letter(following)):
        fence = "*"
    if previous == fence[0] and not before.startswith("\\"):
        return inner
    opening = GAP if _is_letter(previous) and not _is_letter(inner[0]) else ""
    closing = GAP if _is_letter(following) and not _is_letter(inner[-1]) else ""
    return f"{opening}{fence}{inner}{fence}{closing}"


def _is_letter(character: str) -> bool:
    """Whether CommonMark takes the character for neither white space nor punctuation."""
    if not character:
        return False
    return not (isWhiteSpace(ord(character)) or isPunctChar(character) or isMdAsciiPunct(ord(character)))


def pieces_of(nodes: list[Tree | str], citations: Set[str], within: frozenset[str] = frozenset()) -> list[Piece]:
    """The pieces of text and elements that stand in one line; `within` names the marks that hold already."""
    found: list[Piece] = []
    for node in nodes:
        if isinstance(node, str):
            found.extend(_text_pieces(node, citations, live="link" not in within))
        else:
            found.extend(_element_pieces(node, citations, within))
    return found


def children(element: Tree) -> list[Tree | str]:
    """The texts and elements directly inside an element, in order."""
    nodes: list[Tree | str] = [element.text] if element.text else []
    for child in element:
        nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    return nodes


def _element_pieces(element: Tree, citations: Set[str], within: frozenset[str]) -> list[Piece]:
    tag = str(element.tag)
    if tag in SILENT:
        return []
    if leaf := _leaf(element, tag):
        return [leaf]
    stands_for = (element.get("title") or "").strip() if tag in {"abbr", "acronym"} else ""
    if tag in CODE or tag in ROLES or stands_for:
        written = [Piece(raw_text(element))]
        return _wrapped(written, lambda text: Piece(_verbatim(tag, text, stands_for), "atom"), _raw)
    inner = pieces_of(children(element), citations, within | {"link" if tag == "a" else MARKS.get(tag, "")})
    if tag == "a" and (href := element.get("href")) and "link" not in within:
        return _wrapped(inner, lambda text: Piece(f"[{text}]({destination(href)})", "atom"), write_line)
    if (mark := MARKS.get(tag)) and mark not in within:
        return _wrapped(inner, lambda text: Piece(text, mark), write_line)
    following = element.getnext()
    if tag in AROUND and raw_text(element).strip() and (following is None or following.tag != "rp"):
        inner = [Piece(AROUND[tag][0]), *inner, Piece(AROUND[tag][1])]
    return [Piece(" "), *inner, Piece(" ")] if tag in BLOCKS else inner


def _leaf(element: Tree, tag: str) -> Piece | None:
    """The piece of an element that holds no others: a line break, an image, a formula."""
    if tag == "br":
        return BREAK
    if tag == "img":
        return Piece(f"![{escape_text(element.get('alt') or '')}]({destination(element.get('src') or '')})", "atom")
    if tag == "span" and (tex := element.get("data-tex")):
        return Piece(code_span(tex) if acts_outside(tex) else role("math", tex), "atom")
    if number := element.get(FOOTNOTE):
        return Piece(f"[^{number}]", "atom")
    return None


def _wrapped(inner: list[Piece], wrap: Callable[[str], Piece], write: Callable[[list[Piece]], str]) -> list[Piece]:
    """The pieces written as one, white space at their edges moved outside."""
    flat = without_breaks(inner)
    core = write(flat).strip()
    if not core:
        return flat[:1]
    before = [Piece(" ")] if flat[0].text[0].isspace() else []
    after = [Piece(" ")] if flat[-1].text[-1].isspace() else []
    return [*before, wrap(core), *after]


def without_breaks(pieces: list[Piece]) -> list[Piece]:
    """The pieces that hold something, a space for each line break."""
    return [Piece(" ") if piece.kind == "break" else piece for piece in pieces if piece.text]


def _raw(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _verbatim(tag: str, text: str, stands_for: str) -> str:
    """Code, or a role; a role cannot begin or end with a backtick, so such a text goes without.

    The role of abbreviations finds the end of its text by a parenthesis.
    """
    if stands_for:
        return escape_text(text) if re.search(r"[()]|\A`", text) else role("abbr", f"{text} ({stands_for})")
    if tag not in ROLES:
        return code_span(text)
    return escape_text(text) if text.startswith("`") or text.endswith("`") else role(ROLES[tag], text)


def _text_pieces(text: str, citations: Set[str], live: bool) -> Iterator[Piece]:
    """Inert text, and roles for the citations in it whose keys the bibliography holds."""
    end = 0
    for found in _CITATION.finditer(text) if citations and live else ():
        cited = [item.strip().removeprefix("@").partition(",") for item in found["all"].split(";")]
        if all(key in citations for key, _, _ in cited):
            yield Piece(text[end : found.start()])
            yield Piece(_cite([(key, " ".join(locator.split())) for key, _, locator in cited]), "atom")
            end = found.end()
    yield Piece(text[end:])


def _cite(cited: list[tuple[str, str]]) -> str:
    """One role for all that stand between two brackets; a locator follows its key in braces."""
    safe = [f"{key}{{{re.sub(r'[{}`]', '', locator)}}}" if locator else key for key, locator in cited]
    return role("cite:p", ",".join(safe))
