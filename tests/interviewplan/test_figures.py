from io import BytesIO

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

from interviewplan import PlanError, chance_of_seeing
from interviewplan.figures import MOST_SHOWN, accumulation_figure, chance_figure

PUBLIC = (5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0)


def curves(figure):
    (axes,) = figure.axes
    return [line for line in axes.lines if len(line.get_xdata()) > 2]


def words(figure):
    (axes,) = figure.axes
    return [text.get_text() for text in axes.texts]


def test_each_curve_holds_the_chances() -> None:
    first, second = curves(chance_figure([0.5, 0.1], times_seen=2, most=12))
    assert list(first.get_xdata()) == list(second.get_xdata()) == list(range(1, 13))
    assert list(first.get_ydata()) == [chance_of_seeing(people, 0.5, 2) for people in range(1, 13)]
    assert list(second.get_ydata()) == [chance_of_seeing(people, 0.1, 2) for people in range(1, 13)]


def test_curves_differ_without_colour() -> None:
    styles = [line.get_linestyle() for line in curves(chance_figure([0.5, 0.2, 0.1, 0.05]))]
    assert len(set(styles)) == len(styles) == 4


@pytest.mark.parametrize(
    ("shares", "most", "labels"),
    [
        pytest.param(
            [0.5, 0.2, 0.1, 0.05], 40, ["50%", "3", "20%", "8", "10%", "16", "5%", "32"], id="all reach the goal"
        ),
        pytest.param([0.2, 0.05], 20, ["20%", "8", "5%"], id="one reaches it outside the picture"),
        pytest.param([0.055, 1], 40, ["5.5%", "29", "100%", "1"], id="a share that is no whole per cent"),
        pytest.param([0.5] * 5, 40, ["50%", "3"] * 5, id="more curves than styles"),
    ],
)
def test_curves_are_labelled_directly(shares, most, labels) -> None:
    assert words(chance_figure(shares, most=most)) == labels


@pytest.mark.parametrize(("seen", "often"), [(1, "at least once"), (2, "at least twice"), (5, "at least 5 times")])
def test_axes_say_what_they_measure(seen, often) -> None:
    (axes,) = chance_figure([0.2], seen).axes
    assert axes.get_xlabel() == "Interviews (people)"
    assert axes.get_ylabel() == f"Chance that the theme comes up {often}"


def test_codes_accumulate_and_quiet_interviews_are_hollow() -> None:
    (axes,) = accumulation_figure(PUBLIC).axes
    (points,) = axes.collections
    assert [tuple(point) for point in points.get_offsets()] == list(
        enumerate([5, 9, 12, 13, 14, 15, 15, 16, 16, 16, 17, 17, 18, 18, 18], start=1)
    )
    hollow = [tuple(colour[:3]) == (1.0, 1.0, 1.0) for colour in points.get_facecolors()]
    assert hollow == [codes == 0 for codes in PUBLIC]


@pytest.mark.parametrize(
    ("new_codes", "stopped", "labels"),
    [
        (PUBLIC, 10, ["nothing new", "the rule stops here:\n16 of 18 codes"]),
        (PUBLIC, None, ["nothing new"]),
        ([2, 1], None, []),
        ([0], None, ["nothing new"]),
    ],
)
def test_the_stop_is_marked(new_codes, stopped, labels) -> None:
    assert words(accumulation_figure(new_codes, stopped)) == labels


@pytest.mark.parametrize(
    "figure", [chance_figure([0.2]), accumulation_figure(PUBLIC, 10)], ids=["chance", "accumulation"]
)
def test_a_figure_can_be_drawn_and_is_left_to_its_cell(figure) -> None:
    figure.savefig(drawn := BytesIO(), format="png")
    assert drawn.getvalue().startswith(b"\x89PNG")
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (lambda: chance_figure([]), "prevalences"),
        (lambda: chance_figure([1.2]), "prevalences"),
        (lambda: chance_figure([0.2], times_seen=0), "times_seen"),
        (lambda: chance_figure([0.2], power=1), "power"),
        (lambda: chance_figure([0.2], most=0), "most"),
        (lambda: chance_figure([0.2], most=MOST_SHOWN + 1), "most"),
        (lambda: accumulation_figure([]), "new_codes"),
        (lambda: accumulation_figure([1], stopped=2), "stopped"),
    ],
)
def test_wrong_input_is_refused(wrong, field) -> None:
    with pytest.raises(PlanError) as caught:
        wrong()
    assert caught.value.field == field
