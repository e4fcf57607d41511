from pathlib import Path

import pytest

from coursebook.publish.buildlog import TAIL, problems

ROOT = Path("/books/mine")

RAISED = """\
    raise ExecutionError(str(self.path)) from result.err
myst_nb.core.execute.base.ExecutionError: /books/mine/notebooks/sums.ipynb
The full traceback has been saved
Traceback (most recent call last):
nbclient.exceptions.CellExecutionError: An error occurred while executing the following cell:
------------------
1 / 0
------------------

\x1b[31mZeroDivisionError\x1b[39m: division by zero


The above exception was the direct cause of the following exception:

Traceback (most recent call last):
myst_nb.core.execute.base.ExecutionError: /books/mine/notebooks/sums.ipynb
"""

CASES = {
    "a warning with a place": (
        "reading\n/books/mine/a.md:3: WARNING: undefined label: 'x' [ref.ref]\ndone\n",
        ("a.md:3: undefined label: 'x'",),
    ),
    "a warning in colours": ("\x1b[91m/books/mine/a.md:3: WARNING: no image\x1b[39;49;00m\n", ("a.md:3: no image",)),
    "a warning after a line of progress": ("generating... genindex a.md:1: WARNING: no title\n", ("a.md:1: no title",)),
    "a warning without a line": ("/books/mine/a.md:: WARNING: no title [etoc.ref]\n", ("a.md: no title",)),
    "a warning without a place": ("WARNING: the kernel died\n", ("the kernel died",)),
    "an error": ("a.md:3: ERROR: Unexpected indentation.\n", ("a.md:3: Unexpected indentation.",)),
    "the same warning for each page": ("a.md:1: WARNING: no title\n" * 3, ("a.md:1: no title",)),
    "brackets that are no category": ("a.md:1: WARNING: bad [x] here\n", ("a.md:1: bad [x] here",)),
    "an extension that gives up": (
        "\nExtension error (sphinx.config):\n  redirects.json:1:1: not JSON\n",
        ("redirects.json:1:1: not JSON",),
    ),
    "a configuration that cannot be read": ("Sphinx error:\nno theme named x found\n", ("no theme named x found",)),
    "a cell that raises": (RAISED, ("notebooks/sums.ipynb: a cell raised ZeroDivisionError: division by zero",)),
    "a kernel's remark is no problem": ("[IPKernelApp] WARNING | TCP\na.md:1: WARNING: real\n", ("a.md:1: real",)),
    "nothing that we know": ("one\n\ntwo\n", ("one", "two")),
}


@pytest.mark.parametrize("case", CASES)
def test_problems_of_a_log(case: str) -> None:
    log, expected = CASES[case]
    assert problems(log, ROOT) == expected


def test_unknown_failure_gives_the_end_of_the_log() -> None:
    log = "\n".join(f"line {number}" for number in range(100))
    assert problems(log, ROOT) == tuple(f"line {number}" for number in range(100 - TAIL, 100))
