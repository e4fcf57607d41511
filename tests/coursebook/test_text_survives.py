"""Every word of a document stands in its chapter, in order, and is nothing but a word there."""

from collections.abc import Callable
from html import escape

import lxml.html
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from coursebook.markup import parse_html
from coursebook.model import Source
from rendering import chapter, kinds, render, shown, text_of, words, written

FORBIDDEN = {
    "comment", "field_list", "footnote", "line_block", "math", "math_block", "note", "problematic", "system_message",
    "target", "substitution_reference",
}  # fmt: skip

PIECES = [
    "*", "_", "**", "`", "``", "```", "$", "$$", "{", "}", "{{x}}", "{ref}`a`", "[x]: y", "[^1]", "[", "]", "(a)=", "%",
    "% c", "+++", ":::", "::: {note}", "```{note}", "~~~", "~~x~~", "# h", "## ", "- ", "+ ", "1. ", "1986. ", "2) ",
    "> ", "|", "| a | b |", "|---|", "---", "===", "***", "___", "\\", "\\begin{align}", "&amp;", "&", "&lt;b&gt;",
    "<b>", "<!-- x -->", "http://a.com", "www.a.com", "a@b.com", "foo.py", "...", "--", "(c)", "+-", "'", '"',
    ":field: x", ": def", "{.c}", "{#id}", "{% x %}", "!", "![", "![a](b)", "[a](b)", "[ ]", "[x]", "\n", "  ", "\t",
    "    ", "a", "b c", "Word", "5", "x.", "é", "\u00a0", "(", ")", "—", ":", "://", "@", ";", "0.5", "\u200b", "€",
    "“", "”", "^", "~", "=", "#", "/", "//localhost", "mailto:", "\ue000", "\u2028", "\x0c", "[@key]", ",,", "!!!!",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
plain = texts.map(lambda text: escape(text, quote=False))


def within(tag: str, attributes: str = "") -> Callable[[list[str]], str]:
    return lambda parts: f"<{tag}{attributes}>{''.join(parts)}</{tag}>"


def few(parts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(parts, max_size=most)


def lines(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    marks = [
        few(below).map(within(tag)) for tag in ("b", "em", "strong", "i", "code", "span", "u", "sup", "sub", "font")
    ]
    return st.one_of(*marks, few(below).map(within("a", ' href="https://x.org/a(b) c"')), st.just("<br>"))


line = st.lists(st.recursive(plain, lines, max_leaves=6), min_size=1, max_size=4).map("".join)


def blocks(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = few(few(below, 2).map(within("li")))
    rows = few(few(below.map(lambda cell: f"<td>{cell}</td>")).map(within("tr")))
    terms = few(st.tuples(line, below).map(lambda pair: f"<dt>{pair[0]}</dt><dd>{pair[1]}</dd>"), 2)
    boxes = st.tuples(line, below).map(lambda box: f"<details><summary>{box[0]}</summary>{box[1]}</details>")
    figures = st.tuples(line, line).map(lambda both: f"<figure>{both[0]}<figcaption>{both[1]}</figcaption></figure>")
    return st.one_of(
        few(below).map(within("div")),
        few(below).map(within("blockquote")),
        items.map(within("ul")),
        items.map(within("ol")),
        rows.map(within("table")),
        terms.map(within("dl")),
        boxes,
        figures,
    )


leaves = st.one_of(
    line,
    line.map(lambda text: f"<p>{text}</p>"),
    st.tuples(st.sampled_from(["h2", "h3", "h5"]), line).map(lambda both: f"<{both[0]}>{both[1]}</{both[0]}>"),
    plain.map(lambda text: f"<pre>{text}</pre>"),
    plain.map(lambda text: f'<pre class="language-python">{text}</pre>'),
    plain.map(lambda text: f'<p><img src="a.png" alt="{text.replace(chr(34), "&quot;")}"></p>'),
    st.just("<hr>"),
)
bodies = st.lists(st.recursive(leaves, blocks, max_leaves=6), max_size=4).map("".join)
titles = texts.map(lambda text: " ".join(text.split()) or "Title")


def check(chapter_text: str, wanted: str, forbidden: set[str]) -> None:
    document = render(chapter_text)
    assert not kinds(document) & forbidden, f"{document.pformat()}\n--- from\n{chapter_text}"
    assert words(shown(document)) == words(wanted), f"\n--- from\n{chapter_text}"


@given(bodies, titles)
def test_words_of_a_page(body: str, title: str) -> None:
    check(written(body, title), f"{title} {text_of(parse_html(body))}", FORBIDDEN)


MARKDOWN = [
    "**bold**", "*em*", "_em_", "`code`", "[text](https://x.org)", "![alt](a.png)", "1. one", "- item", "  - below",
    "## Heading", "> said", "| a | b |\n|---|---|\n| c | d |", "```\ncode\n```", "term\n: definition", "~~gone~~",
    "<b>b</b>", "$5 and $10", "\\*", "\\#", "&amp;", "&nbsp;", "***", "\n\n", "\n", " ", "a", "Word.", "5", "(c)",
    "...", "@key", "{ref}", ":::", "% c", "(x)=", "foo.py", "a_b", "|", "\n    ", "<br>",
    "<table><tr><td>x</td></tr></table>",
]  # fmt: skip
answers = st.lists(st.sampled_from(MARKDOWN), min_size=1, max_size=9).map("".join)


@given(answers)
def test_words_of_an_answer(answer: str) -> None:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(deflist_plugin)
    wanted = text_of(lxml.html.fragment_fromstring(markdown.render(answer), create_parent="div"))
    text, _ = chapter(Source("answer.md", {"question": "Why?", "answer": answer}, "", 1, "question: Why?"))
    check(text, f"Why? {wanted}", FORBIDDEN)


@given(st.lists(st.tuples(texts, st.sampled_from(["\n", "\n\n"])).map("".join), min_size=1, max_size=8))
def test_words_of_an_article(parts: list[str]) -> None:
    source = Source("article.txt", {}, f"Title\n{''.join(parts)}", 1)
    text, body = chapter(source)
    check(text + "\n".join(body.dropped), source.body, FORBIDDEN)
