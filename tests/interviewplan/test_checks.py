import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from interviewplan import PlanError, checks

NEITHER_SHARE_NOR_CHANCE = [
    0,
    0.0,
    -0.1,
    1.2,
    20,
    math.nan,
    math.inf,
    10**400,
    True,
    np.True_,
    "0.2",
    None,
    [0.2],
    0.2j,
    Decimal("0.2"),
]


@pytest.mark.parametrize("value", NEITHER_SHARE_NOR_CHANCE)
@pytest.mark.parametrize("check", [checks.share, checks.chance])
def test_what_is_neither_share_nor_chance_is_refused(check, value) -> None:
    with pytest.raises(
        PlanError, match=r"^power is .*, but must be a number above 0 and (at most|below) 1: .*\.$"
    ) as caught:
        check("power", value)
    assert caught.value.field == "power"
    assert caught.value.value is value


def test_everybody_is_a_share_but_certainty_no_wanted_chance() -> None:
    assert checks.share("prevalence", 1) == 1.0
    with pytest.raises(PlanError) as caught:
        checks.chance("power", 1)
    assert str(caught.value) == (
        "power is 1, but must be a number above 0 and below 1: write 80% as 0.8; no sample makes anything certain."
    )


@pytest.mark.parametrize("value", [0.25, Fraction(1, 4), np.float64(0.25), np.float32(0.25)])
def test_real_numbers_of_any_type_become_floats(value) -> None:
    assert type(checks.share("prevalence", value)) is float
    assert checks.share("prevalence", value) == checks.chance("power", value) == 0.25


@pytest.mark.parametrize("value", [0, -1, 11, 3.0, 2.5, math.nan, True, np.True_, "3", None, [3]])
def test_what_is_no_count_is_refused(value) -> None:
    with pytest.raises(PlanError) as caught:
        checks.count("interviews", value, 1, 10, "give a number of people")
    sentence = f"interviews is {value!r}, but must be a whole number from 1 to 10: give a number of people."
    assert str(caught.value) == sentence


@pytest.mark.parametrize("value", [1, 10, np.int64(7)])
def test_integers_of_any_type_become_ints(value) -> None:
    assert type(checks.count("interviews", value, 1, 10, "")) is int
    assert checks.count("interviews", value, 1, 10, "") == value


@pytest.mark.parametrize("values", [[], (), "0.1", b"0.1", 0.1, None])
def test_what_is_no_filled_list_is_refused(values) -> None:
    with pytest.raises(PlanError, match=r"^prevalences is .*, but must be a list with at least one value: "):
        checks.shares("prevalences", values)


@pytest.mark.parametrize("values", [[0.5, 1], (0.5, 1), np.array([0.5, 1.0]), iter([0.5, 1])])
def test_shares_come_from_any_iterable(values) -> None:
    assert checks.shares("prevalences", values) == (0.5, 1.0)


def test_one_bad_share_among_good_ones_is_named() -> None:
    with pytest.raises(PlanError, match=r"^prevalences is 1\.2, but must be"):
        checks.shares("prevalences", [0.5, 1.2])
