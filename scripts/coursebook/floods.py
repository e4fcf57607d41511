"""Markdown that would make much of little, or that the parser would drop in silence."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

DEEPEST = 60
"""Levels of blocks in blocks; a list has two."""
MOST_EMPTY = 65_536
"""Cells of a table without text, which are there only because another row is longer."""

_DELIMITERS = re.compile(r"[ \t|:-]*+")


def refuse_floods(markdown: MarkdownIt) -> None:
    """Raise `RecursionError` for blocks that lie too deep, and read a table of little but empty cells as text."""
    markdown.block.ruler.before("table", "depth", _check_depth)
    markdown.block.ruler.at("table", _filled_table, {"alt": ["paragraph", "reference"]})


def _check_depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level > DEEPEST:
        raise RecursionError
    return False


def _filled_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's own rule, unless it would add too many cells."""
    return not _is_flood(state, start, end) and bool(table(state, start, end, silent))


def _is_flood(state: StateBlock, start: int, end: int) -> bool:
    """Whether a table with as many columns as its line of delimiters says would be empty for the most part."""
    if start + 2 > end or not _DELIMITERS.fullmatch(delimiters := _line(state, start + 1)) or not delimiters:
        return False
    first, last = state.env.get("lines of block", (-1, -1))
    if not first <= start < last:
        first, last = start, next((line for line in range(start, end) if state.isEmpty(line)), end)
        state.env["lines of block"] = (first, last)
    written = state.src.count("|", state.bMarks[start], state.eMarks[last - 1])
    empty: int = (delimiters.count("|") + 1) * (last - start) - written
    return empty > MOST_EMPTY


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
