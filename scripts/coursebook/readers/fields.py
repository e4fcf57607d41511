"""What the formats' front matters have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ..errors import Diagnostic, Severity, SourceError
from ..frontmatter import lowered
from ..markup import clean
from ..model import MenuEntry, Source


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
    """An integer as Hugo reads it: `"1_0"` is 10, `"010"` 8, `"0x10"` 16, 2.7 is 2, true 1; None where it is none."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float) and abs(value) < float("inf"):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9][0-9A-Za-z_]{,18}", value):
        with suppress(ValueError):
            return int(re.sub(r"^([+-]?)0(?=[0-7_])", r"\g<1>0o", value), 0)
    return None


def page_weight(data: Mapping[str, Any]) -> int:
    """The page's own weight, of which a text may have decimals; what is no number counts as unset, as in Hugo."""
    weight = data.get("weight")
    return integer(re.sub(r"\.[0-9]*\Z", "", weight) if isinstance(weight, str) else weight) or 0


def weight_problem(source: Source) -> tuple[Diagnostic, ...]:
    """What is wrong with a page's own weight, which Hugo does not say."""
    weight = lowered(source.data).get("weight")
    if page_weight({"weight": weight}) or weight in (None, "") or integer(weight) == 0:
        return ()
    return (Diagnostic(source.place("weight"), f"the weight {weight!r} is not an integer and counts as unset"),)


def is_zero(data: Mapping[str, Any]) -> bool:
    """Whether a weight is not unset but was written as 0."""
    return integer(data.get("weight")) == 0


def menu_entries(source: Source, title: str) -> tuple[MenuEntry, ...]:
    """The entries that a document asks for, by the rules of Hugo.

    `menus` wins over `menu`; the value is a menu's name, a list of names, or a mapping of names to entries. Keys are
    case-insensitive. Raises `SourceError` naming every weight that is no integer and every value of the wrong kind.
    """
    data = lowered(source.data)
    key = "menus" if "menus" in data else "menu"
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
        given = lowered(settings or {})
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
                zero=not (weight or page_weight(data)) and (is_zero(given) or is_zero(data)),
                depth=integer(data.get("depth")) if (level := integer(given.get("pre"))) is None else level,
            )
        )
    if problems:
        place = source.place(key, "weight") if "weight" in source.front else source.place(key)
        raise SourceError(Diagnostic(place, problem, Severity.ERROR) for problem in problems)
    return tuple(entries)
