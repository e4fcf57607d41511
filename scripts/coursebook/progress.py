"""Shows on a terminal how far a run is; elsewhere nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .pipeline import Watch


@contextmanager
def shown() -> Iterator[Watch]:
    """What to tell how far a run is; shows a bar with rate and remaining time on a terminal's standard error."""
    from rich.console import Console  # noqa: PLC0415 - only where there is something to show
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bars:

        def watch(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total, rate="")
            speed = bars.tasks[tasks[step]].speed
            bars.update(tasks[step], completed=done, rate=f"{speed:.0f}/s" if speed else "", refresh=True)

        yield watch
