import copy
import pickle

import pytest

from interviewplan import PlanError


def error() -> PlanError:
    return PlanError("prevalence", 20, "must be at most 1", "write 20% as 0.2")


def test_the_message_is_one_sentence_of_all_four_parts() -> None:
    assert str(error()) == "prevalence is 20, but must be at most 1: write 20% as 0.2."


def test_it_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="prevalence is 20"):
        raise error()


@pytest.mark.parametrize(
    "same", [copy.copy, lambda original: pickle.loads(pickle.dumps(original))], ids=["copy", "pickle"]
)
def test_it_survives_the_way_from_another_process(same) -> None:
    twin = same(error())
    assert (twin.field, twin.value, twin.reason, twin.hint) == (
        "prevalence",
        20,
        "must be at most 1",
        "write 20% as 0.2",
    )
