"""The pictures of a plan; each function returns a matplotlib figure that a notebook shows when it ends a cell."""

from collections.abc import Iterable
from functools import partial
from itertools import accumulate, cycle

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from interviewplan import checks
from interviewplan.samplesize import chance_of_seeing, interviews_needed
from interviewplan.saturation import new_code_counts

INK, GREY = "#1a1a1a", "#6b6b6b"
STROKES = (("#0b5394", "-"), ("#a23b00", "--"), ("#00694e", "-."), ("#5b2a86", ":"))
"""Colour and line style of each curve in turn: dark enough for small text, apart from each other without colour."""

MOST_SHOWN = 10_000
"""The largest number of interviews on an axis; beyond it a picture takes seconds to draw."""


def chance_figure(prevalences: Iterable[float], times_seen: int = 1, power: float = 0.80, most: int = 40) -> Figure:
    """Return the chance of meeting a theme times_seen times (in %) against the number of interviews, 1 to most.

    One line for each prevalence, with its label where it reaches power, and the number of interviews that this takes.

    Raises PlanError as interviews_needed and chance_of_seeing do, when there are no prevalences, and when most is not a
    whole number from 1 to MOST_SHOWN.
    """
    shares = checks.shares("prevalences", prevalences)
    last = checks.count("most", most, 1, MOST_SHOWN, "give the number of interviews at which the picture ends")
    goal = checks.chance("power", power)
    figure, axes = _canvas()
    axes.axhline(goal, color=GREY, linewidth=1)
    for share, (colour, style) in zip(shares, cycle(STROKES), strict=False):
        counts = range(1, last + 1)
        chances = [chance_of_seeing(people, share, times_seen) for people in counts]
        axes.plot(counts, chances, color=colour, linestyle=style, linewidth=2)
        _mark_answer(axes, chances, interviews_needed(share, times_seen, goal), share, colour)
    axes.set(
        xlim=(0, last),
        ylim=(0, 1.02),
        xlabel="Interviews (people)",
        ylabel=f"Chance that the theme comes up {_times(times_seen)}",
    )
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    return figure


def accumulation_figure(new_codes: Iterable[int], stopped: int | None = None) -> Figure:
    """Return the codes known so far against the interviews held; quiet interviews are hollow, and stopped is marked.

    new_codes holds the number of codes that each interview was the first to bring; stopped is the interview, counted
    from 1, after which a rule ended the study.

    Raises PlanError when there are no interviews, a number of codes is not a whole number from 0, or stopped not one
    of the interviews.
    """
    found = new_code_counts(new_codes)
    known, interviews = list(accumulate(found)), range(1, len(found) + 1)
    figure, axes = _canvas()
    axes.step(interviews, known, where="post", color=GREY, linewidth=1)
    fills = [INK if codes else "white" for codes in found]
    axes.scatter(interviews, known, s=60, c=fills, edgecolors=INK, linewidths=1.5, zorder=3)
    if 0 in found:
        quiet = found.index(0)
        axes.annotate("nothing new", (quiet + 1, known[quiet]), xytext=(0, -18), textcoords="offset points", color=INK)
    if stopped is not None:
        at = checks.count("stopped", stopped, 1, len(found), "give the number of an interview that was held")
        axes.axvline(at, color=STROKES[1][0], linestyle="--", linewidth=1.5)
        text = f"the rule stops here:\n{known[at - 1]} of {known[-1]} codes"
        axes.annotate(text, (at, 0), xytext=(-8, 12), textcoords="offset points", ha="right", color=STROKES[1][0])
    axes.set(xlim=(0, len(found) + 1), ylim=(0, known[-1] + 2), xlabel="Interviews held", ylabel="Codes known so far")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def _canvas() -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    # Closed for pyplot, the figure is shown once: by the cell that returns it.
    plt.close(figure)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure, axes


def _mark_answer(axes: Axes, chances: list[float], needed: int, share: float, colour: str) -> None:
    """Name the curve where it reaches the goal, with the interviews this takes, or at the picture's edge."""
    at = min(needed, len(chances))
    reached = chances[at - 1]
    label = partial(axes.annotate, textcoords="offset points", color=colour, weight="bold")
    label(f"{100 * share:g}%", (at, reached), xytext=(-6, 6), ha="right")
    if needed == at:
        axes.vlines(at, 0, reached, color=colour, linewidth=1, linestyle=":")
        axes.plot([at], [reached], marker="o", color=colour)
        label(f"{needed}", (at, 0), xytext=(5, 5), ha="left")


def _times(times_seen: int) -> str:
    return {1: "at least once", 2: "at least twice"}.get(times_seen, f"at least {times_seen} times")
