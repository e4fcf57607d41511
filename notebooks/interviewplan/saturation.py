"""Rules that stop a study when nothing new comes up."""

from collections.abc import Iterable

from interviewplan import checks

MOST_CODES = 1_000_000
"""The largest number of new codes, or of interviews in a rule, that is taken as meant."""


def stopping_point(new_codes: Iterable[int], initial: int = 10, quiet: int = 3) -> int | None:
    """Return the interview, counted from 1, after which the rule stops the study, or None when it does not stop.

    new_codes holds the number of codes that each interview was the first to bring, in the order of the interviews. The
    rule: hold the initial interviews, then stop after the first run of quiet interviews in a row that bring no new code
    (Francis et al. 2010, doi:10.1080/08870440903194015, who write 10 + 3). Quiet interviews among the initial ones
    do not count.

    Raises PlanError when there are no interviews, a number of codes is not a whole number from 0, or initial or quiet
    is not a whole number from 1.
    """
    codes = new_code_counts(new_codes)
    first = checks.count("initial", initial, 1, MOST_CODES, "give the interviews that are held in any case")
    wanted = checks.count("quiet", quiet, 1, MOST_CODES, "give the interviews in a row that bring nothing new")
    run = 0
    for interview, codes_found in enumerate(codes[first:], start=first + 1):
        run = 0 if codes_found else run + 1
        if run == wanted:
            return interview
    return None


def new_code_counts(new_codes: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers of new codes per interview, checked.

    Raises PlanError when there are none, or one is not a whole number from 0.
    """
    listed = checks.filled("new_codes", new_codes, "write it as [5, 4, 3], one number for each interview")
    hint = "give the number of codes that this interview was the first to bring"
    return tuple(checks.count("new_codes", found, 0, MOST_CODES, hint) for found in listed)
