"""Any markup to one tree, whose elements know their lines."""

import pytest
from lxml import etree

from coursebook.markup import is_html, parse_html, parse_markdown, raw_text, text_of


def markup(text: str) -> str:
    return etree.tostring(parse_html(text), encoding="unicode")


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("", "<div/>"),
        ("a", "<div>a</div>"),
        ("a<p>b</p>c", "<div>a<p>b</p>c</div>"),
        ("<p>a</p></div><p>b</p>", "<div><p>a</p><p>b</p></div>"),
        ("<p>a</p></div> b </body></html> c", "<div><p>a</p> b  c</div>"),
        ("<html>\n<body class='x'><p>a</p></body></html><p>b</p>", "<div>\n<p>a</p><p>b</p></div>"),
        ("<div>a</div>", "<div><div>a</div></div>"),
        ("<!-- a --><?x y?>b", "<div>b</div>"),
        ("a\x00b\x1fc\u2028d\ufeffe", "<div>a b c d e</div>"),
        ("a&#0;b&#x2028;c&#133;d&#12;e&#233;", "<div>a b c d eé</div>"),
        ("&amp;#8232; &lt;b&gt;", "<div>&amp;#8232; &lt;b&gt;</div>"),
        ("&#99999999999999;", "<div>\ufffd</div>"),
    ],
)
def test_fragments(html: str, tree: str) -> None:
    made = markup(html)
    assert made == tree


def test_elements_keep_the_lines_of_their_text() -> None:
    assert [element.sourceline for element in parse_html("<p>a</p>\n\n<p>b\n<b>c</b></p>").iter("p", "b")] == [1, 3, 4]
    tree = parse_markdown("a\n\n- b\n- c\n\n| d |\n|---|\n| e |\n")
    lines = [(element.tag, element.sourceline) for element in tree.iter("p", "li", "td")]
    assert lines == [("p", 1), ("li", 3), ("li", 4), ("td", 8)]
    assert not tree.xpath("//@data-source-line")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a", True), ("\n <DIV class='x'>", True), ("<br/>", True), ("</div>", True), ("<!-- a -->\n<p>", True),
        ("", False), ("a <p>", False), ("<https://a.org>", False), ("<a@b.org>", False), ("< p>", False),
        ("<!-- a -->b", False),
        ("<3", False), ("<!-- open <p>", False),
    ],
)  # fmt: skip
def test_html_begins_with_a_tag(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_texts_of_an_element() -> None:
    tree = parse_html("<pre>a\n  b<br>c <b>d</b>\n</pre>")
    assert text_of(tree) == "a bc d"
    assert raw_text(tree) == "a\n  b\nc d\n"
