"""What stands in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Tree
from .text import directive

Blocks = Callable[[Tree], list[str]]


def table(element: Tree, blocks: Blocks) -> Iterator[str]:
    """A table as a list of rows, so that cells hold any block; a table of one cell only is that cell.

    A cell that spans rows or columns stands in the first of its places, the others stay empty.
    """
    caption = next((" ".join(" ".join(blocks(item)).split()) for item in element.iterchildren("caption")), "")
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
    options = {name: str(number) for name, number in (("header-rows", headers), ("stub-columns", stubs)) if number}
    yield directive("list-table", caption, options, "\n".join(rows))


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
                stubs = min(stubs, int(row[0].tag == "th"))
            grid.append(cells)
    return grid, headers if headers < len(grid) else 0, stubs if headers < len(grid) else 0


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
