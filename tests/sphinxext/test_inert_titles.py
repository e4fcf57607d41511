"""Titles in the search index are text; that they are on the pages themselves too is in `test_attacks`."""

import pytest
from sphinx.errors import ExtensionError

from coursebook.sphinxext.inert_titles import with_inert_titles

INDEX = 'Search.setIndex({"alltitles":{"%s":[[0,"a"]]},"titles":["A &lt;b>"]})'


def test_titles_cannot_begin_markup_and_stay_so() -> None:
    once = with_inert_titles(INDEX % "A <b onclick='x'> & B")
    assert once == INDEX % "A &lt;b onclick='x'> & B"
    assert with_inert_titles(once) == once


@pytest.mark.parametrize("index", ["", '{"alltitles": {}}', "Search.setIndex({})x"])
def test_another_form_of_the_index_is_refused(index: str) -> None:
    with pytest.raises(
        ExtensionError, match=r"^searchindex.js:1:1: this version of Sphinx writes another search index$"
    ):
        with_inert_titles(index)
