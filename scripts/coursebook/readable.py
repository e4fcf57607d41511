"""What only works in a browser, made something to read: players, clickable pictures, quizzes, rendered formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import lxml.html
from lxml import etree

from .mathspans import Formula, split_math
from .model import Tree

_INSIDE = {
    "table": {"caption", "col", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "colgroup": {"col"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
}
"""What may stand directly inside the elements of a table; browsers put the rest before it."""
_NO_FORMULAS = {"code", "kbd", "pre", "samp", "script", "style", "textarea", "tt"}


def make_readable(tree: Tree) -> None:
    """Rewrite, in place, every element that a page on paper could not show."""
    for element in list(tree.iter(etree.Element)):
        if repair := _REPAIRS.get(str(element.tag)):
            repair(element)
    fields = [field for field in tree.iter("input") if field.get("type") in {"checkbox", "radio"}]
    for field in fields:
        _fold_feedback(tree, field)
    for field in fields:
        _list_choice(field)


def mark_formulas(tree: Tree) -> None:
    r"""Put every formula of a tree's text, `$$…$$`, `\[…\]` or `\(…\)`, into an element of its own, in place."""
    if not re.search(r"\$\$|\\[(\[]", "".join(tree.itertext())):
        return
    for element in list(tree.iter(etree.Element)):
        if element.tag in _NO_FORMULAS or any(above.tag in _NO_FORMULAS for above in element.iterancestors()):
            continue
        for child in reversed(element):
            _split(child.tail or "", element, child)
        _split(element.text or "", element, None)


def _split(text: str, parent: Tree, before: Tree | None) -> None:
    """Put formulas into text that stands in `parent` behind the child `before`, or before all children."""
    first, *pieces = split_math(text, single=False)
    if not pieces:
        return
    if before is None:
        parent.text, at = str(first), 0
    else:
        before.tail, at = str(first), parent.index(before) + 1
    for piece in pieces:
        if isinstance(piece, Formula):
            parent.insert(at, _new("span", parent))
            _become(parent[at], piece)
            at += 1
        else:
            parent[at - 1].tail = piece


def _new(tag: str, near: Tree) -> Tree:
    element: Tree = lxml.html.Element(tag)
    cast(Any, element).sourceline = near.sourceline
    return element


def _become(element: Tree, formula: Formula) -> None:
    element.clear(keep_tail=True)
    element.tag = "span"
    element.set("class", "math display" if formula.display else "math")
    element.set("data-tex", formula.tex)


def _mathml(element: Tree) -> None:
    """A formula as the TeX that it is annotated with, else as its text."""
    display = element.get("display") == "block"
    notes = [note for note in element.iter("annotation") if "tex" in (note.get("encoding") or "").lower()]
    if notes:
        _become(element, Formula(" ".join("".join(notes[0].itertext()).split()), display))
    else:
        element.tag = "span"


def _script(element: Tree) -> None:
    """The TeX that MathJax keeps in a script."""
    if (kind := element.get("type") or "").startswith("math/tex") and (element.text or "").strip():
        _become(element, Formula((element.text or "").strip(), "display" in kind))


def _span(element: Tree) -> None:
    """What KaTeX and MathJax draw is there a second time, for readers of the screen or before the drawing is ready."""
    if {"katex-html", "MathJax_Preview"} & set((element.get("class") or "").split()):
        element.clear(keep_tail=True)


def _embedded(element: Tree) -> None:
    """What plays in a browser as a link with its title, and after it what is shown where it can not play."""
    inner = element.find("source")
    src = element.get("src") or element.get("data") or (inner.get("src") if inner is not None else "") or ""
    above = element.getparent()
    title = element.get("title") or src
    element.tag = "div"
    if not title or (above is not None and above.get("EMBEDDED") == src):
        return
    element.set("EMBEDDED", src)  # in capitals, as no parsed document has it
    paragraph, link = _new("p", element), _new("a", element)
    link.text = title
    if src:
        link.set("href", f"https:{src}" if src.startswith("//") else src)
    paragraph.append(link)
    paragraph.tail, element.text = element.text, None
    element.insert(0, paragraph)


def _areas(element: Tree) -> None:
    """The places of a picture that can be clicked, as a list of links."""
    element.tag = "ul"
    for area in list(element.iter("area")):
        href, text = area.get("href") or "", area.get("alt") or area.get("title") or area.get("href") or ""
        area.clear(keep_tail=True)
        area.tag = "li"
        link = etree.SubElement(area, "a", href=href)
        link.text = text


def _table(table: Tree) -> None:
    """A table with nothing astray between its cells, and with its foot below."""
    for form in list(table.iter("form")):
        if (above := form.getparent()) is not None and above.tag in _INSIDE:
            cast(Any, form).drop_tag()
    astray = _new("div", table)
    _collect_astray(table, astray)
    above = table.getparent()
    if above is not None and any(len(run) or (run.text or "").strip() for run in astray):
        above.insert(above.index(table), astray)
    for foot in list(table.iterchildren("tfoot")):
        table.append(foot)


def _collect_astray(element: Tree, astray: Tree) -> None:
    """Move what may not stand directly inside an element of a table, in order."""
    run = etree.SubElement(astray, "div")
    run.text, element.text = element.text, None
    for child in list(element):
        if child.tag not in _INSIDE[str(element.tag)]:
            run.append(child)  # and with it what follows it
            continue
        if child.tag in _INSIDE:
            _collect_astray(child, astray)
        run = etree.SubElement(astray, "div")
        run.text, child.tail = child.tail, None


def _fold_feedback(tree: Tree, field: Tree) -> None:
    """What a quiz says to an answer, folded under that answer's text."""
    wanted = (field.get("data-answer") or "").removeprefix("#")
    feedback = next((item for item in tree.iter(etree.Element) if wanted and item.get("id") == wanted), None)
    labels = [label for label in tree.iter("label") if field.get("id") and label.get("for") == field.get("id")]
    labels += [*field.iterancestors("label"), *field.iterancestors("div", "p", "li")]
    if feedback is None or not labels or feedback.tag == "details" or field in feedback.iter("input"):
        return
    for verdict in feedback.iter("span"):
        if re.search(r"\b(?:in)?correct\b", verdict.get("class") or ""):
            verdict.tag = "strong"
    feedback.tag = "details"
    summary = _new("summary", feedback)
    summary.text = " ".join("".join(labels[0].itertext()).split())
    summary.tail, feedback.text = feedback.text, None
    feedback.insert(0, summary)


def _list_choice(field: Tree) -> None:
    """An answer to choose as an item of a list, together with those right before it."""
    choice = field.getparent()
    while choice is not None and choice.tag in {"label", "span"} and (above := choice.getparent()) is not None:
        if above.tag not in {"div", "p", "label", "span"} or len(list(above.iter("input"))) > 1:
            break
        choice = above
    parent = choice.getparent() if choice is not None else None
    if choice is None or parent is None or choice.tag not in {"div", "p", "label", "span"}:
        return
    if len(list(choice.iter("input"))) > 1 or any(above.tag == "li" for above in choice.iterancestors()):
        return
    before = choice.getprevious()
    if before is None or before.tag != "ul" or before.get("CHOICES") is None or (before.tail or "").strip():
        before = _new("ul", choice)
        before.set("CHOICES", "")  # in capitals, as no parsed document has it
        parent.insert(parent.index(choice), before)
    tail, choice.tail, choice.tag = choice.tail, None, "li"
    before.append(choice)
    before.tail = tail


_REPAIRS: dict[str, Callable[[Tree], None]] = {
    **dict.fromkeys(("audio", "embed", "iframe", "object", "video"), _embedded),
    "map": _areas,
    "math": _mathml,
    "script": _script,
    "span": _span,
    "table": _table,
}
