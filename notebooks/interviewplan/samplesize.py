"""How likely a theme is to come up in a number of interviews, and how many interviews a wanted chance takes.

The model is that of Fugard and Potts (2015, doi:10.1080/13645579.2015.1005453): the people interviewed are a random
sample, each holds the theme independently of the others with the same probability (its prevalence), and a theme that is
held is voiced and recognised. The number of people who voice it is then binomial. Where only a part of those who hold a
theme would voice it, give prevalence × that part as the prevalence.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from interviewplan import checks
from interviewplan.errors import PlanError

MOST_INTERVIEWS = 1_000_000_000
"""The largest number of interviews that is computed, far beyond any study."""

MOST_TIMES = 10_000
"""The largest number of times that a theme can be asked to come up."""

ROUNDING = 1e-12
"""A wanted chance counts as reached when only this part of it is missing, so that rounding costs no interview."""

NEGLIGIBLE = 1e-300
"""Binomial terms smaller than this part of the largest one are left out."""


def chance_of_seeing(interviews: int, prevalence: float, times_seen: int = 1) -> float:
    """Return the probability that at least times_seen of the people interviewed voice a theme of this prevalence.

    This is P(X ≥ times_seen) for X ~ Binomial(interviews, prevalence) (Fugard and Potts 2015); for times_seen = 1 it is
    1 − (1 − prevalence)^interviews (Galvin 2015, doi:10.1016/j.jobe.2014.12.001).

    Raises PlanError when interviews or times_seen is not a whole number from 1, or prevalence is not above 0 and at
    most 1.
    """
    return _upper_tail(_people(interviews), checks.share("prevalence", prevalence), _times(times_seen))


def interviews_needed(prevalence: float, times_seen: int = 1, power: float = 0.80) -> int:
    """Return the smallest number of interviews in which a theme comes up times_seen times with at least this chance.

    This is the smallest n with P(X ≥ times_seen) ≥ power for X ~ Binomial(n, prevalence) (Fugard and Potts 2015).

    Raises PlanError when prevalence is not above 0 and at most 1, times_seen is not a whole number from 1, power is not
    between 0 and 1, or the answer would be above MOST_INTERVIEWS.
    """
    share, times = checks.share("prevalence", prevalence), _times(times_seen)
    goal = checks.chance("power", power) * (1 - ROUNDING)
    enough = times
    while _upper_tail(enough, share, times) < goal:
        if enough == MOST_INTERVIEWS:
            raise PlanError(
                "prevalence",
                prevalence,
                f"would take more than {MOST_INTERVIEWS:,} interviews",
                "plan for a commoner theme",
            )
        enough = min(2 * enough, MOST_INTERVIEWS)
    return times + bisect_left(range(times, enough), goal, key=lambda people: _upper_tail(people, share, times))


def chance_all_codes(interviews: int, prevalences: Iterable[float], times_seen: int = 1) -> float:
    """Return the probability that every one of several themes comes up at least times_seen times.

    The product of the single chances; it assumes that holding one theme says nothing about holding another.

    Raises PlanError as chance_of_seeing does, and when there are no prevalences.
    """
    people, times = _people(interviews), _times(times_seen)
    shares = checks.shares("prevalences", prevalences)
    return math.prod(_upper_tail(people, share, times) for share in shares)


def _people(interviews: object) -> int:
    return checks.count("interviews", interviews, 1, MOST_INTERVIEWS, "give the number of people you will interview")


def _times(times_seen: object) -> int:
    return checks.count("times_seen", times_seen, 1, MOST_TIMES, "1 means heard from at least one person")


def _upper_tail(people: int, share: float, times: int) -> float:
    """P(X ≥ times) for X ~ Binomial(people, share)."""
    if times > people:
        return 0.0
    if share == 1:
        return 1.0
    if times == 1:
        return -math.expm1(people * math.log1p(-share))
    below = at_least = 0.0
    for seen, weight in _relative_terms(people, share):
        if seen < times:
            below += weight
        else:
            at_least += weight
    return at_least / (below + at_least)


def _relative_terms(people: int, share: float) -> Iterator[tuple[int, float]]:
    """Yield each number of people with its binomial term, as a part of the largest term.

    Walking away from the largest term never overflows and takes about as many steps as 75 standard deviations are wide;
    binomial coefficients of a large sample would be too large for a float.
    """
    odds = share / (1 - share)
    mode = min(int((people + 1) * share), people)
    seen, weight = mode, 1.0
    while weight > NEGLIGIBLE:
        yield seen, weight
        weight *= (people - seen) / (seen + 1) * odds
        seen += 1
    seen, weight = mode - 1, mode / (people - mode + 1) / odds
    while weight > NEGLIGIBLE:
        yield seen, weight
        weight *= seen / (people - seen + 1) / odds
        seen -= 1
