"""Code in print: every line an element of its own, so that a line too long for the page is folded and indented."""

from __future__ import annotations

import copy

from .trees import Element, new, select, take


def fold_code(article: Element) -> None:
    """Put each line of every `pre` into a `span` of class `line`, keeping the colours inside it."""
    for block in select(article, ".//pre"):
        lines = _lines(block)
        while len(lines) > 1 and _is_empty(lines[-1]):
            lines.pop()
        block.text = None
        block[:] = lines


def _lines(element: Element) -> list[Element]:
    """Return the content of an element as one `span` a line; what reaches over several lines is repeated on each."""
    lines = [_line()]
    _add_text(lines, element.text)
    for child in element:
        pieces = _lines(child)
        for number, piece in enumerate(pieces):
            if number:
                lines.append(_line())
            if not _is_empty(piece) or child.get("id"):
                lines[-1].append(_like(child, piece, first=not number))
        _add_text(lines, child.tail)
    return lines


def _line() -> Element:
    return new("span", class_="line")


def _add_text(lines: list[Element], text: str | None) -> None:
    for number, piece in enumerate((text or "").split("\n")):
        if number:
            lines.append(_line())
        line = lines[-1]
        if len(line):
            line[-1].tail = (line[-1].tail or "") + piece
        else:
            line.text = (line.text or "") + piece


def _like(original: Element, content: Element, *, first: bool) -> Element:
    """Return the content in an element like the original; only the first piece keeps the id."""
    twin = copy.copy(original)
    twin.text, twin.tail = content.text, None
    twin[:] = list(content)
    if not first:
        take(twin, "id")
    return twin


def _is_empty(line: Element) -> bool:
    return not len(line) and not line.text
