"""Hugo's pages, and what all formats' front matters have in common."""

from typing import Any

import pytest

from coursebook.frontmatter import parse_source
from coursebook.readers import reader_for
from coursebook.readers.fields import integer, text, texts
from coursebook.readers.page import head, slug_in
from rendering import chapter, content


@pytest.mark.parametrize(
    ("body", "myst"),
    [
        ("<p>*a*</p>", "\\*a\\*\n"),
        ("*a*", "_a_\n"),
        ("  <!-- note -->\n<p>a</p>", "a\n"),
        ("<!-- note -->\n\n*a*", "_a_\n"),
        ("<https://example.org> *a*", "[https\\:\\//example\\.org](https://example.org) _a_\n"),
        ('{{< figure src="a.png" >}}\n\n*a*', ":::{image} a.png\n:::\n\n_a_\n"),
        ("", ""),
        ("\n\n", ""),
        ("<!-- only a note -->", ""),
        ("a[^1]\n\n[^1]: b", "a[^1]\n\n[^1]:\n    b\n"),
        ("Term\n: Definition", "Term\n:   Definition\n"),
    ],
)
def test_html_and_markdown_are_told_apart(body: str, myst: str) -> None:
    source = parse_source("a.md", f"---\ntitle: A\n---\n{body}".encode())
    assert reader_for(source).name == "page"
    assert content(chapter(source)[0]) == myst


def test_unknown_shortcode_is_reported_at_its_line() -> None:
    _, body = chapter(parse_source("a.md", b"---\ntitle: A\n---\nx\n\n{{< note >}}\n"))
    message = "a.md:6:1: warning: the shortcode “note” has no equivalent and is kept as text"
    assert [str(one) for one in body.diagnostics] == [message]


@pytest.mark.parametrize(
    ("front", "title", "said"),
    [
        ("title: ' A \\t B '", "A \\t B", 0),
        ("title: 2024", "2024", 0),
        ('title: "a\\x07b\\u2028# c"', "a b # c", 0),
        ("title: '!!!'", "!!!", 0),
        ("title: null", "Some page", 1),
        ("title: [a]", "Some page", 1),
        ("title: ''", "Some page", 1),
        ("x: 1", "Some page", 1),
    ],
)
def test_title(front: str, title: str, said: int) -> None:
    document = head(parse_source("folder/some-page.md", f"---\n{front}\n---\n".encode()))
    assert (document.title, len(document.diagnostics)) == (title, said)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("a/Some Page.md", "some-page"),
        ("a/b/index.md", "b"),
        ("a/b/_index.md", "b"),
        ("index.md", "index"),
        ("Äpfel & Birnen.md", "apfel-birnen"),
        ("日本.md", "ri-ben"),
        ("!!!.md", "page"),
        ("con.md", "con-"),
        ("a" * 200 + ".md", "a" * 80),
    ],
)
def test_slug(path: str, slug: str) -> None:
    assert slug_in(path) == slug


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3), (-3, -3), (2.7, 2), (-2.7, -2), (True, 1), (False, 0), ("10", 10), ("010", 8), ("0x10", 16), ("-5", -5),
        ("+5", 5), ("0", 0), ("08", None), ("abc", None), ("2.5", None), (" 4", None), ("", None), ("4 ", None),
        ("9" * 5000, None), (float("nan"), None), (float("inf"), None), ([1], None), (None, None), ({}, None),
    ],
)  # fmt: skip
def test_numbers_as_hugo_reads_them(value: Any, number: int | None) -> None:
    assert integer(value) == number


def test_texts() -> None:
    data = {
        "one": " a \n b ",
        "list": ["x", 3, "", " y "],
        "commas": "x, y,,z",
        "null": None,
        "map": {},
        "bad": "\ud800x",
    }
    assert [text(data, key) for key in ("one", "list", "null", "map", "none", "bad")] == ["a b", "", "", "", "", "x"]
    assert [texts(data, key) for key in ("list", "commas", "null", "none")] == [
        ("x", "3", "y"),
        ("x", "y", "z"),
        (),
        (),
    ]
