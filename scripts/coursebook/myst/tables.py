"""What stands in rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from ..floods import MOST_EMPTY
from ..model import Tree
from .leaves import LIST
from .text import directive

_ALIGNMENT = re.compile(r"left|center|right", re.I)
_NO_LINE = re.compile(rf":::|```|[>(#]|<!--|\[\^\w+\]:|{LIST.pattern}")
"""How a block begins that is more than a line of text."""
_RULES = {"left": ":--", "center": ":-:", "right": "--:"}
Blocks = Callable[[Tree], list[str]]


def table(element: Tree, blocks: Blocks) -> Iterator[str]:
    """A table as a list of rows, so that cells hold any block; a table of one cell only is that cell.

    A cell that spans rows or columns stands in the first of its places, the others stay empty.
    """
    above = [block for item in element.iterchildren("caption") for block in blocks(item)]
    caption = ""
    if len(above) == 1 and "\n" not in (line := above[0].replace("\\\n", " ")) and not _NO_LINE.match(line):
        caption, above = line, []
    yield from above
    if _is_flood(element):
        yield from filter(None, [caption])
        yield from (block for _, row in _rows(element) for cell in row for block in blocks(cell))
        return
    grid, headers, stubs = _grid(element, blocks)
    if not grid:
        if caption:
            yield caption
        return
    if len(grid) == 1 and len(grid[0]) == 1:
        yield from filter(None, [caption, *grid[0][0]])
        return
    columns = max(map(len, grid))
    rows = [_row(cells + [[]] * (columns - len(cells))) for cells in grid]
    if not caption and headers == 1 and not stubs and (aligned := _aligned(element, grid, columns)):
        yield aligned
        return
    options = {name: str(number) for name, number in (("header-rows", headers), ("stub-columns", stubs)) if number}
    yield directive("list-table", caption, options, "\n".join(rows))


def _aligned(element: Tree, grid: list[list[list[str]]], columns: int) -> str:
    """A table with bars, whose columns are aligned; empty where none is, or where a cell holds more than a line."""
    head = next(row for _, row in _rows(element))
    found = [_ALIGNMENT.search(f"{cell.get('style')};{cell.get('align')}") for cell in head]
    cells = [block for row in grid for cell in row for block in cell]
    if not any(found) or any("\n" in block or LIST.match(block) or block[0] in ">(" for block in cells):
        return ""
    if any(len(cell) > 1 for row in grid for cell in row):
        return ""
    rules = [_RULES[place[0].lower()] if place else "---" for place in found]
    rows = [["".join(cell).replace("|", r"\|") for cell in row] + [""] * (columns - len(row)) for row in grid]
    rows.insert(1, rules + ["---"] * (columns - len(rules)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _grid(element: Tree, blocks: Blocks) -> tuple[list[list[list[str]]], int, int]:
    """The blocks of every cell by row and column, and how many rows at the top and columns at the left are headers."""
    grid: list[list[list[str]]] = []
    headers, stubs = 0, 1
    taken: dict[int, int] = {}
    for in_head, row in _rows(element):
        cells: list[list[str]] = []
        for cell in row:
            while taken.get(len(cells), 0) > 0:
                taken[len(cells)] -= 1
                cells.append([])
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for offset in range(width):
                taken[len(cells)] = height - 1
                cells.append(blocks(cell) if offset == 0 else [])
        while taken.get(len(cells), 0) > 0:
            taken[len(cells)] -= 1
            cells.append([])
        if cells:
            if headers == len(grid) and (in_head or all(cell.tag == "th" for cell in row)):
                headers += 1
            else:
                stubs = min(stubs, int(len(row) > 0 and row[0].tag == "th"))
            grid.append(cells)
    return grid, headers if headers < len(grid) else 0, stubs if headers < len(grid) else 0


def _is_flood(element: Tree) -> bool:
    """Whether the table would be empty for the most part, because of one long row or of spans."""
    rows = [list(row) for _, row in _rows(element)]
    columns = above = 0
    ending: Counter[int] = Counter()
    for index, row in enumerate(rows):
        above -= ending[index]
        columns = max(columns, above + sum(_span(cell, "colspan") for cell in row))
        for cell in row:
            above += _span(cell, "colspan")
            ending[index + _span(cell, "rowspan")] += _span(cell, "colspan")
    return columns * len(rows) - sum(map(len, rows)) > MOST_EMPTY


def _rows(element: Tree) -> Iterator[tuple[bool, Tree]]:
    """The rows of a table itself, not of tables inside it, each with whether it stands in the head."""
    for child in element:
        if child.tag == "tr":
            yield False, child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from ((child.tag == "thead", row) for row in child.iterchildren("tr"))


def _span(cell: Tree, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _row(cells: list[list[str]]) -> str:
    """`* - first` and `  - next`, one for each cell."""
    written = []
    for index, blocks in enumerate(cells):
        lines = "\n\n".join(blocks).split("\n") if blocks else [""]
        head = "* - " if index == 0 else "  - "
        written.append("\n".join([head + lines[0], *(f"    {line}" if line else "" for line in lines[1:])]).rstrip())
    return "\n".join(written)
