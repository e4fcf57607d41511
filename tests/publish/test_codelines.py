"""Code folded line by line."""

import pytest

from coursebook.publish.codelines import fold_code
from coursebook.publish.trees import fragment, markup


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("a", ["a"]),
        ("a\n\nb\n", ["a", "", "b"]),
        ('<b class="k">if</b> x:\n  <i>y</i>', ['<b class="k">if</b> x:', "  <i>y</i>"]),
        ('<i id="s">one\ntwo</i> three', ['<i id="s">one</i>', "<i>two</i> three"]),
        ("<u><i>a\nb</i></u>", ["<u><i>a</i></u>", "<u><i>b</i></u>"]),
        ('<span id="line-1"></span>a', ['<span id="line-1"></span>a']),
    ],
)
def test_every_line_is_an_element_of_its_own(code: str, lines: list[str]) -> None:
    article = fragment(f"<div><pre>{code}</pre></div>")
    fold_code(article)
    folded = "".join(f'<span class="line">{line}</span>' for line in lines)
    assert markup(article) == f"<div><pre>{folded}</pre></div>"
