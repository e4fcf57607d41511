import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewplan import PlanError, stopping_point

PUBLIC = (5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("new_codes", "initial", "quiet", "stops"),
    [
        pytest.param(PUBLIC, 6, 2, 10, id="a run of two, and new codes after it"),
        pytest.param(PUBLIC, 6, 3, None, id="no run of three"),
        pytest.param(PUBLIC, 10, 2, 15, id="a run of two at the end"),
        pytest.param(PUBLIC, 10, 3, None, id="10 + 3 is not met"),
        pytest.param(PUBLIC, 9, 2, 15, id="a run that begins among the initial ones does not count"),
        pytest.param([9] * 13 + [1] + [0] * 3, 10, 3, 17, id="new at 14, then three quiet ones"),
        pytest.param([1] + [0] * 20, 10, 3, 13, id="quiet from the second on"),
        pytest.param([3, 0], 1, 1, 2, id="the shortest rule"),
        pytest.param([3], 10, 3, None, id="fewer interviews than the initial ones"),
    ],
)
def test_where_the_rule_stops(new_codes, initial, quiet, stops) -> None:
    assert stopping_point(new_codes, initial, quiet) == stops


def test_the_rule_of_francis_is_the_default() -> None:
    assert stopping_point([1] + [0] * 20) == 13


@given(st.lists(st.integers(0, 2), min_size=1, max_size=40), st.integers(1, 12), st.integers(1, 4))
def test_it_stops_at_the_first_quiet_run_after_the_initial_interviews(new_codes, initial, quiet) -> None:
    ends = range(initial + quiet, len(new_codes) + 1)
    runs = [end for end in ends if not any(new_codes[end - quiet : end])]
    assert stopping_point(new_codes, initial, quiet) == (runs[0] if runs else None)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ([],),
            "new_codes is [], but must be a list with at least one value: "
            "write it as [5, 4, 3], one number for each interview.",
        ),
        (
            ([1, -1],),
            "new_codes is -1, but must be a whole number from 0 to 1,000,000: "
            "give the number of codes that this interview was the first to bring.",
        ),
        (
            ([1, True],),
            "new_codes is True, but must be a whole number from 0 to 1,000,000: "
            "give the number of codes that this interview was the first to bring.",
        ),
        (
            ([1], 0),
            "initial is 0, but must be a whole number from 1 to 1,000,000: "
            "give the interviews that are held in any case.",
        ),
        (
            ([1], 10, 0),
            "quiet is 0, but must be a whole number from 1 to 1,000,000: "
            "give the interviews in a row that bring nothing new.",
        ),
    ],
)
def test_wrong_input_is_refused_in_one_sentence(arguments, sentence) -> None:
    with pytest.raises(PlanError) as caught:
        stopping_point(*arguments)
    assert str(caught.value) == sentence
