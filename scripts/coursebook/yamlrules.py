"""What YAML allows and front matter does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

# YAML 1.1 makes booleans of “yes” and “no” and sixties of “1:30”; Hugo and YAML 1.2 do not, and neither may a title.
_NARROWED = {
    "tag:yaml.org,2002:bool": re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"),
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0b[01_]+|0o?[0-7_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*)\Z"),
    "tag:yaml.org,2002:float": re.compile(
        r"(?:[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
    ),
}
RESOLVERS = {
    first: [(tag, _NARROWED.get(tag, pattern)) for tag, pattern in rules]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
"""For `yaml_implicit_resolvers` of a loader: which plain words are something else than words."""

_OPENING = re.compile(r"[\[{]|[-?:](?=\s)")
"""What every level of nesting needs at least once for two of it."""
_DEEPEST, _MOST = 100, 100_000


def refuse_bombs(text: str) -> None:
    """Refuse YAML that nests too deeply or whose aliases copy too much, before anything is made of it.

    The composer of libyaml recurses in C, and merging copies what aliases name. Raises `yaml.MarkedYAMLError`.
    """
    if "&" not in text and len(_OPENING.findall(text)) <= _DEEPEST // 2:
        return
    copies: dict[str | None, tuple[int, int]] = {}  # the nodes and levels that an alias of each anchor adds
    opened: list[tuple[str | None, int]] = []  # each open collection's anchor, and the nodes counted before it
    reached = [0]  # the deepest level below each open collection
    total = 0
    events: Iterator[Any] = yaml.parse(text, yaml.CSafeLoader)
    for event in events:
        problem = ""
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            levels = 1 + reached.pop()
            copies[anchor] = (total - before, levels)
            reached[-1] = max(reached[-1], levels)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, total))
            reached.append(0)
            total += 1
            problem = "nested too deeply" if len(opened) > _DEEPEST else ""
        elif isinstance(event, yaml.AliasEvent):
            nodes, levels = copies.get(event.anchor, (0, 0))
            total += nodes
            reached[-1] = max(reached[-1], levels)
            if total > _MOST or len(opened) + levels > _DEEPEST:
                problem = "its aliases make too much of it"
            elif event.anchor in {anchor for anchor, _ in opened}:
                problem = "an alias names what it stands in"
        elif isinstance(event, yaml.ScalarEvent):
            copies[event.anchor] = (1, 0)
            total += 1
        if problem:
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
