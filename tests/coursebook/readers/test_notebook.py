"""Notebooks: their place stands in their metadata."""

import json
from typing import Any

import pytest

from coursebook.errors import SourceError
from coursebook.frontmatter import parse_source
from coursebook.model import Document
from coursebook.readers import reader_for


def notebook(cells: Any, **metadata: Any) -> Document:
    text = json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4})
    source = parse_source("../notebooks/How_many.ipynb", text.encode())
    reader = reader_for(source)
    assert (reader.name, reader.body) == ("notebook", None)
    return reader.head(source)


def cell(source: Any, kind: str = "markdown") -> dict[str, Any]:
    return {"cell_type": kind, "source": source}


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ([cell("# How many?\n\nText")], "How many?"),
        ([cell(["% comment\n", "# How *many*? ##\n"])], "How *many*?"),
        ([cell("# no title", "code"), cell("## too low"), cell("# Title")], "Title"),
        ([None, "x", {}, cell(None), cell([1]), cell("# Title")], "Title"),
    ],
)
def test_title_is_the_first_heading(cells: list[Any], title: str) -> None:
    assert notebook(cells).title == title


@pytest.mark.parametrize("cells", [[], None, "# x", [cell("text")], [cell("# ", "markdown")]])
def test_notebook_without_a_title_is_an_error(cells: Any) -> None:
    with pytest.raises(SourceError, match=r"^\.\./notebooks/How_many\.ipynb:1:3: no Markdown cell begins with a title"):
        notebook(cells)


def test_place_is_as_in_any_other_front_matter() -> None:
    document = notebook([cell("# Title")], menu={"m": {"weight": "030", "parent": "p"}}, description=" A  b ")
    (entry,) = document.menus
    assert (entry.menu, entry.name, entry.weight, entry.parent) == ("m", "Title", 24, "p")
    assert (document.slug, document.description, document.rank) == ("How_many", "A b", 0)


def test_notebook_without_a_place_stands_among_the_notebooks() -> None:
    document = notebook([cell("# Title")])
    assert (document.menus[0].menu, document.module_title) == ("notebooks", "Notebooks")
