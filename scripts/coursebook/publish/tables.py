"""Tables in print: none wider than the page."""

from __future__ import annotations

from .trees import Element, add_class, select, text_of

LINE = 78
"""How many characters of the face of tables fit into a line of `print.css`, on the safe side."""
GAP = 3
"""How many characters the space between two columns takes."""


def fit_tables(article: Element) -> None:
    """Let the longest words break in tables whose columns, each as wide as its longest word, would not fit the page."""
    for table in select(article, ".//table"):
        columns: dict[int, int] = {}
        cells = [(column, cell) for row in select(table, ".//tr") for column, cell in enumerate(row)]
        for column, cell in cells:
            columns[column] = max(columns.get(column, 1), _longest_word(cell))
        limit = _longest_allowed(list(columns.values()), LINE - GAP * len(columns))
        for column, cell in cells:
            if columns[column] > limit and _longest_word(cell) > limit:
                add_class(cell, "breakable")


def _longest_word(cell: Element) -> int:
    """Return the length of the longest word of a cell, in characters."""
    return max(map(len, text_of(cell).split()), default=0)


def _longest_allowed(longest_words: list[int], room: int) -> int:
    """Return the greatest length of words, at least 1, at which columns fit into the room together."""
    limit = max(longest_words, default=1)
    while limit > 1 and sum(min(length, limit) for length in longest_words) > room:
        limit -= 1
    return limit
