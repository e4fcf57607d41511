import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, nbinom

from interviewplan import PlanError, chance_all_codes, chance_of_seeing, interviews_needed

people = st.integers(1, 400)
times = st.integers(1, 40)
shares = st.floats(0.005, 1)
powers = st.floats(0.01, 0.999)

# Fugard and Potts 2015, power .80; the columns are the times that a theme is to be seen.
TIMES = (1, 2, 3, 4, 5, 10)
NEEDED = {
    0.05: (32, 59, 85, 110, 134, 249),
    0.10: (16, 29, 42, 54, 66, 124),
    0.20: (8, 14, 21, 27, 33, 61),
    0.50: (3, 5, 8, 10, 12, 24),
}
TABLE = [(share, seen, answer) for share, row in NEEDED.items() for seen, answer in zip(TIMES, row, strict=True)]


@pytest.mark.parametrize(("share", "seen", "answer"), TABLE)
def test_interviews_needed_for_a_power_of_80_per_cent(share, seen, answer) -> None:
    assert interviews_needed(share, seen) == interviews_needed(share, seen, power=0.80) == answer


@pytest.mark.parametrize(
    ("share", "seen", "power", "answer"),
    [
        pytest.param(0.10, 2, 0.80, 29, id="Fugard and Potts 2015"),
        pytest.param(0.25, 2, 0.90, 15, id="Weller 2017"),
        pytest.param(0.60 * 0.90, 10, 0.80, 22, id="Malmborg 2020, printed as 21"),
        pytest.param(0.05, 1, 0.95, 59, id="Galvin 2015, 5 per cent"),
        pytest.param(0.10, 1, 0.95, 29, id="Galvin 2015, 10 per cent"),
        pytest.param(0.20, 1, 0.95, 14, id="Galvin 2015, 20 per cent"),
        pytest.param(0.30, 1, 0.95, 9, id="Galvin 2015, 30 per cent"),
        pytest.param(0.50, 1, 0.95, 5, id="Galvin 2015, 50 per cent"),
    ],
)
def test_interviews_needed_in_print(share, seen, power, answer) -> None:
    assert interviews_needed(share, seen, power) == answer


@pytest.mark.parametrize(
    ("interviews", "share", "seen", "printed"),
    [
        pytest.param(15, 0.25, 2, "0.9198", id="Weller 2017"),
        pytest.param(14, 0.25, 2, "0.8990", id="Weller 2017, one fewer"),
        pytest.param(200, 0.06, 5, "0.9936", id="Greenland and Moore 2022"),
        pytest.param(21, 0.54, 10, "0.790", id="Malmborg 2020"),
        pytest.param(10, 0.10, 1, "0.651", id="DePaulo 2000, who prints the chance to miss, .349"),
    ],
)
def test_chances_in_print(interviews, share, seen, printed) -> None:
    decimals = len(printed) - len("0.")
    assert f"{chance_of_seeing(interviews, share, seen):.{decimals}f}" == printed


@given(people, shares, times)
def test_the_chance_is_the_binomial_tail(interviews, share, seen) -> None:
    expected = binom.sf(seen - 1, interviews, share)
    assert chance_of_seeing(interviews, share, seen) == pytest.approx(expected, rel=1e-10, abs=1e-290)


@pytest.mark.parametrize("interviews", [1, 2, 7, 30])
@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
@pytest.mark.parametrize("seen", [1, 2, 5])
def test_the_chance_is_exact_beside_fractions(interviews, share, seen) -> None:
    terms = (math.comb(interviews, i) * share**i * (1 - share) ** (interviews - i) for i in range(seen, interviews + 1))
    assert chance_of_seeing(interviews, share, seen) == pytest.approx(float(sum(terms)), rel=1e-14)


@given(shares, times, powers)
def test_the_answer_is_the_smallest_that_is_enough(share, seen, power) -> None:
    answer = interviews_needed(share, seen, power)
    assert chance_of_seeing(answer, share, seen) >= power * (1 - 1e-11)
    assert answer == seen or chance_of_seeing(answer - 1, share, seen) < power


@given(st.floats(0.005, 0.999), times, powers)
def test_the_answer_is_the_negative_binomial_quantile(share, seen, power) -> None:
    below, above = (seen + nbinom.ppf(power * (1 + shift), seen, share) for shift in (-1e-9, 1e-9))
    assert below <= interviews_needed(share, seen, power) <= above


@given(people, shares, times)
def test_one_more_interview_never_lowers_the_chance(interviews, share, seen) -> None:
    assert chance_of_seeing(interviews + 1, share, seen) >= chance_of_seeing(interviews, share, seen) - 1e-12


@given(people, shares, shares, times)
def test_a_commoner_theme_never_has_a_lower_chance(interviews, one_share, other_share, seen) -> None:
    rarer, commoner = sorted((one_share, other_share))
    assert chance_of_seeing(interviews, commoner, seen) >= chance_of_seeing(interviews, rarer, seen) - 1e-12


@given(people, shares, times)
def test_hearing_it_once_more_is_never_likelier(interviews, share, seen) -> None:
    assert chance_of_seeing(interviews, share, seen + 1) <= chance_of_seeing(interviews, share, seen) + 1e-12


@pytest.mark.parametrize(
    ("share", "power", "answer"), [(0.1, 0.1, 1), (0.5, 0.75, 2), (0.1, 0.19, 2), (0.2, 0.488, 3), (0.3, 0.657, 3)]
)
def test_a_power_that_is_met_exactly_is_met(share, power, answer) -> None:
    assert interviews_needed(share, power=power) == answer


@pytest.mark.parametrize(
    ("share", "seen", "power", "answer"),
    [
        pytest.param(1, 1, 0.999, 1, id="everybody, once"),
        pytest.param(1, 7, 0.80, 7, id="everybody, seven times"),
        pytest.param(1e-6, 1, 0.80, 1_609_438, id="one in a million"),
        pytest.param(1e-300, 1, 1e-295, 100_000, id="next to nobody, next to no power"),
        pytest.param(0.5, 10_000, 0.80, 20_119, id="ten thousand times"),
    ],
)
def test_the_edges_of_what_can_be_asked(share, seen, power, answer) -> None:
    assert interviews_needed(share, seen, power) == answer


@pytest.mark.parametrize(
    ("interviews", "share", "seen", "chance"),
    [
        pytest.param(3, 0.5, 4, 0.0, id="more often than people"),
        pytest.param(3, 1, 4, 0.0, id="more often than people, and everybody holds it"),
        pytest.param(4, 1, 4, 1.0, id="everybody"),
        pytest.param(10**9, 0.5, 10, 1.0, id="as many people as can be asked for"),
        pytest.param(1000, 5e-324, 2, 0.0, id="the smallest share there is"),
        pytest.param(10, 1 - 2**-53, 10, 1.0, id="the largest share below everybody"),
        pytest.param(50, 1e-4, 20, binom.sf(19, 50, 1e-4), id="far out in the tail"),
    ],
)
def test_chances_at_the_edges(interviews, share, seen, chance) -> None:
    assert chance_of_seeing(interviews, share, seen) == pytest.approx(chance, rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("seen", [1, 2])
def test_a_theme_too_rare_for_any_study_is_refused(seen) -> None:
    with pytest.raises(PlanError) as caught:
        interviews_needed(1e-12, seen)
    assert str(caught.value) == (
        "prevalence is 1e-12, but would take more than 1,000,000,000 interviews: plan for a commoner theme."
    )


@pytest.mark.parametrize("seen", [1, 3])
def test_all_codes_multiply(seen) -> None:
    single = [chance_of_seeing(12, share, seen) for share in (0.1, 0.2, 1.0)]
    assert chance_all_codes(12, (0.1, 0.2, 1.0), seen) == pytest.approx(math.prod(single), rel=1e-15)


def test_all_codes_of_one_is_that_one() -> None:
    assert chance_all_codes(12, [0.2]) == chance_of_seeing(12, 0.2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            lambda: interviews_needed(0),
            "prevalence is 0, but must be a number above 0 and at most 1: write 20% as 0.2.",
        ),
        (
            lambda: interviews_needed(1.2),
            "prevalence is 1.2, but must be a number above 0 and at most 1: write 20% as 0.2.",
        ),
        (
            lambda: interviews_needed(0.2, 0),
            "times_seen is 0, but must be a whole number from 1 to 10,000: 1 means heard from at least one person.",
        ),
        (
            lambda: interviews_needed(0.2, 1.5),
            "times_seen is 1.5, but must be a whole number from 1 to 10,000: 1 means heard from at least one person.",
        ),
        (
            lambda: interviews_needed(0.2, power=1),
            "power is 1, but must be a number above 0 and below 1: write 80% as 0.8; no sample makes anything certain.",
        ),
        (
            lambda: chance_of_seeing(0, 0.2),
            "interviews is 0, but must be a whole number from 1 to 1,000,000,000: "
            "give the number of people you will interview.",
        ),
        (
            lambda: chance_of_seeing(True, 0.2),
            "interviews is True, but must be a whole number from 1 to 1,000,000,000: "
            "give the number of people you will interview.",
        ),
        (
            lambda: chance_of_seeing(8, math.nan),
            "prevalence is nan, but must be a number above 0 and at most 1: write 20% as 0.2.",
        ),
        (
            lambda: chance_of_seeing(8, 0.2, 20_000),
            "times_seen is 20000, but must be a whole number from 1 to 10,000: 1 means heard from at least one person.",
        ),
        (
            lambda: chance_all_codes(8, []),
            "prevalences is [], but must be a list with at least one value: write it as [0.1, 0.2].",
        ),
        (
            lambda: chance_all_codes(8, [0.2, 2]),
            "prevalences is 2, but must be a number above 0 and at most 1: write 20% as 0.2.",
        ),
        (
            lambda: chance_all_codes(8.0, [0.2]),
            "interviews is 8.0, but must be a whole number from 1 to 1,000,000,000: "
            "give the number of people you will interview.",
        ),
    ],
)
def test_wrong_input_is_refused_in_one_sentence(wrong, sentence) -> None:
    with pytest.raises(PlanError) as caught:
        wrong()
    assert str(caught.value) == sentence
