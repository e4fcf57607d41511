"""What the formats' front matters have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors import Diagnostic, Severity, SourceError
from ..markup import clean
from ..model import MenuEntry, Source

_INTEGER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)")


def text(data: Mapping[str, Any], key: str) -> str:
    """A value as one line of text; empty where the key is missing, null, or holds no scalar."""
    value = data.get(key)
    return "" if value is None or isinstance(value, dict | list) else " ".join(clean(str(value)).split())


def texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts, written as a list or as one text with commas."""
    value = data.get(key)
    items = value if isinstance(value, list) else text(data, key).split(",")
    return tuple(filter(None, (" ".join(clean(str(item)).split()) for item in items)))


def integer(value: Any) -> int | None:
    """An integer as Hugo reads it: `"10"` is 10, `"010"` 8, `"0x10"` 16, 2.7 is 2, true 1; None where it is none."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float) and abs(value) < float("inf"):
        return int(value)
    if isinstance(value, str) and len(value) < 20 and _INTEGER.fullmatch(value):
        octal = re.fullmatch(r"([+-]?)0([0-7]+)", value)
        return int(octal[1] + octal[2], 8) if octal else int(value, 0)
    return None


def page_weight(data: Mapping[str, Any]) -> int:
    """The page's own weight; what is no number counts as unset, as in Hugo."""
    return integer(data.get("weight")) or 0


def menu_entries(source: Source, title: str) -> tuple[MenuEntry, ...]:
    """The entries that a document asks for, by the rules of Hugo.

    `menus` wins over `menu`; the value is a menu's name, a list of names, or a mapping of names to entries. Keys are
    case-insensitive. Raises `SourceError` naming every weight that is no integer and every value of the wrong kind.
    """
    data = {str(key).lower(): value for key, value in source.data.items()}
    key = "menus" if data.get("menus") else "menu"
    wanted = data.get(key)
    if not wanted:
        return ()
    if isinstance(wanted, str):
        wanted = {wanted: {}}
    elif isinstance(wanted, list) and all(isinstance(name, str) for name in wanted):
        wanted = {name: {} for name in wanted}
    if not isinstance(wanted, dict):
        raise SourceError([Diagnostic(source.place(key), f"“{key}” must name menus", Severity.ERROR)])
    entries, problems = [], []
    for menu, settings in wanted.items():
        if settings is not None and not isinstance(settings, dict):
            problems.append(f"the entry in the menu “{menu}” must be a mapping")
            continue
        given = {str(name).lower(): value for name, value in (settings or {}).items()}
        weight = 0 if given.get("weight") in (None, "") else integer(given["weight"])
        if weight is None:
            problems.append(f"the weight {given['weight']!r} in the menu “{menu}” is not an integer")
            continue
        entries.append(
            MenuEntry(
                menu=" ".join(clean(str(menu)).split()).lower(),
                name=text(given, "name") or text(data, "linktitle") or title,
                identifier=text(given, "identifier"),
                parent=text(given, "parent"),
                weight=weight or page_weight(data),
                depth=integer(data.get("depth")) if (level := integer(given.get("pre"))) is None else level,
            )
        )
    if problems:
        place = source.place(key, "weight") if "weight" in source.front else source.place(key)
        raise SourceError(Diagnostic(place, problem, Severity.ERROR) for problem in problems)
    return tuple(entries)
