"""Checks of single values, each with the name under which its user knows it."""

import math
from collections.abc import Iterable
from numbers import Integral, Real

from interviewplan.errors import PlanError


def share(field: str, value: object, hint: str = "write 20% as 0.2") -> float:
    """Return a share of people as a float above 0 and at most 1.

    Raises PlanError for anything else, NaN, True and text included.
    """
    number = _as_float(value)
    if not 0 < number <= 1:
        raise PlanError(field, value, "must be a number above 0 and at most 1", hint)
    return number


def shares(field: str, values: object) -> tuple[float, ...]:
    """Return shares of people, at least one, each above 0 and at most 1.

    Raises PlanError for anything else.
    """
    return tuple(share(field, value) for value in filled(field, values, "write it as [0.1, 0.2]"))


def chance(field: str, value: object, hint: str = "write 80% as 0.8; no sample makes anything certain") -> float:
    """Return a wanted chance as a float above 0 and below 1.

    Raises PlanError for anything else, NaN, True and text included.
    """
    number = _as_float(value)
    if not 0 < number < 1:
        raise PlanError(field, value, "must be a number above 0 and below 1", hint)
    return number


def count(field: str, value: object, at_least: int, at_most: int, hint: str) -> int:
    """Return a whole number from at_least to at_most, of any integer type, as an int.

    Raises PlanError for anything else, True and 3.0 included.
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or not at_least <= int(value) <= at_most:
        raise PlanError(field, value, f"must be a whole number from {at_least:,} to {at_most:,}", hint)
    return int(value)


def filled(field: str, values: object, hint: str) -> tuple[object, ...]:
    """Return the members of a list, tuple or other iterable that has at least one.

    Raises PlanError for what is empty, is text or has no members.
    """
    members = tuple(values) if isinstance(values, Iterable) and not isinstance(values, str | bytes) else ()
    if not members:
        raise PlanError(field, values, "must be a list with at least one value", hint)
    return members


def _as_float(value: object) -> float:
    """Return a number of any real type as a float, and everything else as NaN, which no range holds."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan
