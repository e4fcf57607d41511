"""What keeps a book from being printed, and in which words we say so."""

from __future__ import annotations

from collections.abc import Iterable


class PublishError(Exception):
    """The book cannot be printed as it is; nothing has been written."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep each problem once, in the order given; one sentence each, in the form of `at` for pages."""
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


def at(page: str, line: int, message: str) -> str:
    """Return a problem of a built page as `page:line:column: message`.

    The line is that of the HTML file, from 1; the parser keeps no columns, so that is always 1.
    """
    return f"{page}:{line}:1: {message}"
