"""Pages whose `next` or `previous` leads elsewhere than the menu."""

import pytest

from coursebook.chain import disagreements
from coursebook.settings import Choices
from outlines import book_of

BUT = "but by menu weight"


@pytest.mark.parametrize(
    ("first", "second", "third", "said"),
    [
        ("next: ../b/", "previous: ../a/, next: ../c/", "previous: ../b/", []),
        ("x: 1", "x: 1", "x: 1", []),
        ("next: 'http://['", "next: ../gone/", "previous: /elsewhere", []),
        ("next: ../c/", "x: 1", "x: 1", [f"a.md:1:1: warning: “next” leads to c.md, {BUT} b.md stands there"]),
        ("x: 1", "previous: c.md", "x: 1", [f"b.md:1:1: warning: “previous” leads to c.md, {BUT} a.md stands there"]),
    ],
)
def test_disagreements(first: str, second: str, third: str, said: list[str]) -> None:
    book = book_of(
        {
            "a.md": f"title: A, menu: {{m: {{weight: 1}}}}, {first}",
            "b.md": f"title: B, menu: {{m: {{weight: 2}}}}, {second}",
            "c.md": f"title: C, menu: {{m: {{weight: 3}}}}, {third}",
        }
    )
    assert [str(one) for one in disagreements(book)] == said


def test_introduction_that_hugo_puts_last_is_noticed() -> None:
    book = book_of(
        {
            "a.md": "title: Introduction, menu: {m: {weight: 0}}, next: ../b/",
            "b.md": "title: B, menu: {m: {weight: 1}}, previous: ../a/, next: ../c/",
            "c.md": "title: C, menu: {m: {weight: 2}}, previous: ../b/",
        },
        choices=Choices(zero_weight="hugo"),
    )
    assert [str(one) for one in disagreements(book)] == [
        "b.md:1:1: warning: “previous” leads to a.md, but by menu weight no page stands there",
        "a.md:1:1: warning: “next” leads to b.md, but by menu weight no page stands there",
    ]
