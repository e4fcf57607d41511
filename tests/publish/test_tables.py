"""Which cells of a table may break their words."""

import pytest

from coursebook.publish.tables import fit_tables
from coursebook.publish.trees import fragment, select, text_of


@pytest.mark.parametrize(
    ("rows", "breakable"),
    [
        ([["a word", "another"], ["c", "d"]], []),
        ([["x" * 200, "short"]], ["x" * 200]),
        # Seven columns of twelve letters each, 84 in all, and the space between them: every word is too long.
        ([["abcdefghijkl"] * 7], ["abcdefghijkl"] * 7),
        # One long address beside short words: only the address breaks.
        ([["name", "where"], ["one", "https://example.org/" + "y" * 80]], ["https://example.org/" + "y" * 80]),
        ([[]], []),
    ],
)
def test_only_words_that_do_not_fit_may_break(rows: list[list[str]], breakable: list[str]) -> None:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    article = fragment(f"<div><table>{body}</table></div>")
    fit_tables(article)
    assert [text_of(cell) for cell in select(article, ".//td[@class='breakable']")] == breakable
