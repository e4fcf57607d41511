"""Does the same to many things, in this process or in several at once."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 50
"""How many things a process is handed at a time."""
FEW = 250
"""Up to so many things are done here: starting processes would take longer."""

_given: list[Any] = []


def in_chunks(
    work: Callable[[Any, Sequence[Item]], Result], given: Any, items: Sequence[Item], jobs: int
) -> Iterator[Result]:
    """`work(given, chunk)` for every chunk of `items`, in order; each process is given `given` once.

    Raises what `work` raises, and `ChildProcessError` where a process ends before its work is done.
    """
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    if jobs < 2 or len(items) <= FEW:
        yield from (work(given, chunk) for chunk in chunks)
        return
    # A forked process has all that it is given without a copy; elsewhere it is sent.
    method = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    try:
        with ProcessPoolExecutor(min(jobs, len(chunks)), method, _begin, (work, given)) as pool:
            try:
                yield from pool.map(_do, chunks)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool:
        message = "one of the processes that convert ended before its work was done; is there enough memory?"
        raise ChildProcessError(message) from None


def _begin(work: Callable[[Any, Sequence[Any]], Any], given: Any) -> None:
    gc.freeze()  # what is given stays: collecting it would only copy the memory that processes share
    _given[:] = [work, given]


def _do(chunk: Sequence[Any]) -> Any:
    work, given = _given
    return work(given, chunk)
