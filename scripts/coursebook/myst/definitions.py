"""Terms and their definitions."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Tree
from .inline import children
from .leaves import DEFINITION, indent
from .text import guard_lines

Nodes = list[Tree | str]


def definition_list(element: Tree, line: Callable[[Nodes], str], blocks: Callable[[Nodes], list[str]]) -> list[str]:
    """A definition list; terms that share a definition stand in one line.

    `line` writes a term, `blocks` what defines it. A definition without a term stands as it is.
    """
    terms: list[str] = []
    written: list[str] = []
    term = ""
    for node in _without_groups(element):
        if not isinstance(node, str) and node.tag == "dt":
            terms.append(line(children(node)))
        elif content := "\n\n".join(blocks([node])):
            definition = indent(content, DEFINITION)
            if terms:
                term = guard_lines(", ".join(filter(None, terms)))
                written.append(f"{term}\n{definition}" if term else content)
            elif term:
                written[-1] += f"\n\n{definition}"
            else:
                written.append(content)
            terms = []
    return [*written, *filter(None, map(guard_lines, terms))]


def _without_groups(element: Tree) -> Nodes:
    """What is in a list, and in the groups of terms that HTML allows there."""
    found: Nodes = []
    for node in children(element):
        found += children(node) if not isinstance(node, str) and node.tag == "div" else [node]
    return found
