"""Documents to a book: parts by module, chapters by menu weight, depth and parent, in Hugo's order.

Hugo sorts the entries of a menu by weight (0, unset, last), then name, then identifier, and nests them by `parent`.
Sites that were exported from an outline instead give their entries the same parent, which no entry is, and their
level as `depth`: there the order of the weights is a walk through the tree and the depth says where each step leads.
What others put between them without a parent stands at the top.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from .chain import openings
from .errors import Diagnostic, Place, Severity, SourceError, error
from .model import NOTEBOOKS, Book, Chapter, Document, MenuEntry, Part, slug_of
from .publication import published
from .settings import Choices, Settings

_DEEPEST = 50
"""Levels of a menu."""


@dataclass(frozen=True)
class _Node:
    """An entry of a menu with its document, before it has a path in the book."""

    entry: MenuEntry
    document: Document | None
    children: tuple[_Node, ...] = ()
    first: bool = False
    """Whether the weight 0 is one, less than 1, and not unset."""


def arrange(documents: Sequence[Document], settings: Settings, choices: Choices | None = None) -> Book:
    """Give every document one place; what Hugo would drop in silence keeps a place and is reported.

    What Hugo leaves out on purpose is left out and reported. Raises `SourceError` where nothing is left, where menus
    nest too deeply, and for weights of 0 where those are chosen to be errors.
    """
    choices = choices or Choices()
    documents, notices = published(documents, choices)
    diagnostics = [*notices, *(note for document in documents for note in document.diagnostics)]
    by_menu: dict[str, list[_Node]] = {menu: [] for menu in _menus(documents, settings)}
    position = {menu: number for number, menu in enumerate(by_menu)}
    for document in documents:
        entry = min(document.menus, key=lambda wanted: position[wanted.menu])
        by_menu[entry.menu].append(_Node(entry, document))
        for other in {wanted.menu for wanted in document.menus} - {entry.menu}:
            message = f"stands in the menu “{entry.menu}”, and not once more in “{other}”"
            diagnostics.append(Diagnostic(Place(document.source), message, Severity.NOTICE))
    titles = {module["menu"].lower(): module.get("title", "") for module in settings.modules if "menu" in module}
    taken: set[str] = set()
    parts = []
    for menu, nodes in by_menu.items():
        if nodes:
            roots = _nest(menu, _with_zeros(menu, nodes, choices.zero_weight, diagnostics), diagnostics)
            title = titles.get(menu) or _module_title(nodes) or menu.replace("-", " ").capitalize()
            parts.append(Part(menu, title, tuple(_chapter(slug_of(menu), node, taken, diagnostics) for node in roots)))
    if errors := [one for one in diagnostics if one.severity is Severity.ERROR]:
        raise SourceError(errors)
    return Book(tuple(parts), tuple(sorted(diagnostics)))


def _menus(documents: Iterable[Document], settings: Settings) -> list[str]:
    """The modules in the order of the parts: as `course.yml` says, then by rank and name."""
    ranks: dict[str, int] = {}
    for document in documents:
        for entry in document.menus:
            ranks[entry.menu] = min(document.rank, ranks.get(entry.menu, document.rank))
    named = [module["menu"].lower() for module in settings.modules if module.get("menu")]
    return list(dict.fromkeys([*named, *sorted(ranks, key=lambda menu: (ranks[menu], menu))]))


def _module_title(nodes: Iterable[_Node]) -> str:
    return next((node.document.module_title for node in nodes if node.document and node.document.module_title), "")


def _sort_key(node: _Node) -> tuple[bool, int, str, str, str]:
    entry = node.entry
    return (entry.weight == 0 and not node.first, entry.weight, _folded(entry.name), entry.name, entry.identifier)


def _folded(name: str) -> str:
    """A name with its ASCII letters, and no others, in lower case."""
    return re.sub("[A-Z]+", lambda letters: letters[0].lower(), name)


def _with_zeros(menu: str, nodes: Sequence[_Node], meaning: str, diagnostics: list[Diagnostic]) -> list[_Node]:
    """The nodes with the meaning of their weights of 0; without a chosen one, the chain of links decides."""
    zeros = [node.document.source for node in nodes if node.entry.zero and node.document]
    first: Collection[str] = zeros if meaning == "first" else ()
    if zeros and not meaning:
        lightest = min((node.entry.weight for node in nodes if node.entry.weight), default=0)
        after = {node.document.source for node in nodes if node.document and node.entry.weight == lightest}
        documents = [node.document for node in nodes if node.document]
        first = openings(documents, after).intersection(zeros) if lightest else ()
        place = min(first or zeros)
        message = f"the weight 0 counts as unset in the menu “{menu}”, so the page comes last"
        if first:
            message = (
                f"the weight 0 comes first in the menu “{menu}”, because “next” leads from here to the lightest page"
            )
        diagnostics.append(Diagnostic(Place(place), f"{message} (see --zero-weight)", Severity.NOTICE))
    elif meaning == "error":
        message = f"the weight in the menu “{menu}” is 0, which Hugo takes for unset"
        diagnostics += [Diagnostic(Place(source), message, Severity.ERROR) for source in zeros]
    return [replace(node, first=node.document is not None and node.document.source in first) for node in nodes]


def _nest(menu: str, nodes: Sequence[_Node], diagnostics: list[Diagnostic]) -> tuple[_Node, ...]:
    """The tree of one menu."""
    unique = _with_unique_keys(menu, nodes, diagnostics)
    parents = {node.entry.parent for node in nodes} - {""}
    outline = len(parents) == 1 and parents.isdisjoint(unique)
    ordered = sorted(unique.values(), key=_sort_key)
    if outline and all(node.entry.depth is not None or not node.entry.parent for node in nodes):
        return _by_depth(ordered)
    return _by_parent(menu, ordered, diagnostics)


def _with_unique_keys(menu: str, nodes: Sequence[_Node], diagnostics: list[Diagnostic]) -> dict[str, _Node]:
    """The nodes by key; of two with the same key, the second by Hugo's order of paths gets one of its own."""
    unique: dict[str, _Node] = {}
    for node in sorted(nodes, key=lambda node: _logical_path(node.document.source) if node.document else ""):
        key, document = node.entry.key, node.document
        if key in unique and document is not None and (first := unique[key].document) is not None:
            message = f"“{key}” stands in the menu “{menu}” already, from {first.source}; both are kept"
            diagnostics.append(Diagnostic(Place(document.source), message))
            key = f"{key}\n{document.source}"  # nothing that a document says holds a line break
            unique[key] = replace(node, entry=replace(node.entry, identifier=key))
        else:
            unique[key] = node
    return unique


def _logical_path(source: str) -> str:
    """What Hugo calls a page, and sorts it by."""
    return re.sub(r"(?:/_?index)?\.[^./]*$", "", f"/{source.lower()}").replace(" ", "-")


def _by_depth(ordered: Sequence[_Node]) -> tuple[_Node, ...]:
    """Nest a walk through an outline: each entry belongs to the last shallower one before it."""
    top = min(node.entry.depth for node in ordered if node.entry.depth is not None)
    path: list[tuple[int, list[_Node], _Node | None]] = [(top - 1, [], None)]

    def close(depth: int) -> None:
        while len(path) > 1 and path[-1][0] >= depth:
            _, children, node = path.pop()
            if node is not None:
                path[-1][1].append(replace(node, children=tuple(children)))

    for node in ordered:
        depth = top if node.entry.depth is None else node.entry.depth
        close(depth)
        path.append((depth, [], node))
        _check_level(len(path) - 1, node)
    close(top)
    return tuple(path[0][1])


def _by_parent(menu: str, ordered: Sequence[_Node], diagnostics: list[Diagnostic]) -> tuple[_Node, ...]:
    """Nest by parent; a parent that no page defines becomes a place without a page, a cycle is opened."""
    keys = {node.entry.key for node in ordered} | {""}
    missing = {node.entry.parent: node for node in reversed(ordered) if node.entry.parent not in keys}
    placeholders = [_Node(MenuEntry(menu, parent), None) for parent in missing]
    children: dict[str, list[_Node]] = {}
    for node in sorted([*ordered, *placeholders], key=_sort_key):
        children.setdefault(node.entry.parent, []).append(node)
    placed: set[str] = set()

    def grow(node: _Node, level: int = 1) -> _Node:
        _check_level(level, node)
        placed.add(node.entry.key)
        below = [child for child in children.get(node.entry.key, ()) if child.entry.key not in placed]
        return replace(node, children=tuple([grow(child, level + 1) for child in below]))

    roots = [grow(root) for root in children.get("", ())]
    for node in ordered:
        if node.entry.key not in placed:
            if node.document is not None:
                message = (
                    f"the parents of “{node.entry.key}” in the menu “{menu}” form a circle; it starts a new branch"
                )
                diagnostics.append(Diagnostic(Place(node.document.source), message))
            roots.append(grow(node))
    if len(roots) == 1 and roots[0].document is None:
        return roots[0].children  # the whole module hangs below a name without a page: that is the part itself
    for parent, child in missing.items():
        if child.document is not None:
            message = (
                f"no entry of the menu “{menu}” has the key “{parent}” (an identifier, or a name where there is none)"
            )
            diagnostics.append(Diagnostic(Place(child.document.source), f"{message}; a page without text stands there"))
    return tuple(roots)


def _check_level(level: int, node: _Node) -> None:
    """Refuse a menu that nests deeper than any reader, or Python, could follow."""
    if level > _DEEPEST:
        source = node.document.source if node.document else "."
        raise error(Place(source), f"the menu “{node.entry.menu}” nests more than {_DEEPEST} levels deep here")


def _chapter(folder: str, node: _Node, taken: set[str], diagnostics: list[Diagnostic]) -> Chapter:
    """The node's place in the book, with a path that no other chapter has."""
    document = node.document
    if document is not None and document.reader == "notebook":
        docname = f"{NOTEBOOKS}/{document.slug}"
    else:
        wanted = f"chapters/{folder}/{document.slug if document else slug_of(node.entry.name)}"
        docname, number = wanted, 1
        while docname in taken:
            number += 1
            docname = f"{wanted}-{number}"
        if document is not None and docname != wanted:
            message = f"another document already makes {wanted}.md; this one makes {docname}.md"
            diagnostics.append(Diagnostic(Place(document.source), message))
    taken.add(docname)
    name = node.entry.name or (document.title if document else "")
    return Chapter(
        docname, name, document, tuple(_chapter(folder, child, taken, diagnostics) for child in node.children)
    )
