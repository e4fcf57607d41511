"""Whatever a source says, the chapter shows it and does nothing."""

import re
from html import escape

import pytest

from coursebook.markup import clean
from coursebook.model import Source
from rendering import chapter, kinds, render, shown, words, written

HAZARDS = [
    # inside a line
    r"a \* b \_ c", "`code`", "``two``", "*em*", "**strong**", "_em_ and __strong__", "snake_case_name",
    "[text](target)", "[text][label]", "[label]: https://example.org", "![alt](image.png)", "<b>tag</b>",
    "<!-- comment -->", "<https://example.org>", "&amp; &lt; &#42;", "&copy;", "$x$", "$$x$$", "$5 and $10",
    r"\(x\) and \[y\]", "{{ name }}", "{ref}`target`", "{eval-rst}`x`", "[^1]", "[^1]: note", "[@key]", "[ ] to do",
    "[x]{.red}", "~~gone~~", "H~2~O and x^2^", "|bar| and |substitution|", "word_ and word__", "a\\", "\\",
    # what looks like an address
    "https://example.org/a_b_c", "http://example.org", "www.example.org", "example.org", "name@example.org", "setup.py",
    "//example.org", "mailto:name@example.org", "ftp://example.org/x", "see e.g.this",
    # what typographers replace
    "\"quoted\" and 'quoted'", "a -- b --- c", "and so on...", "(c) (r) (tm) (p)", "+- 5", "!!!!!", "??!!", ",,,,",
    # at the start of a line
    "# heading", "###### heading", "- item", "+ item", "* item", "> quotation", "1. one", "1986. A year.", "2) two",
    "% comment", "+++", "+++ block", "(x)=", "::: note", ":::{note}", "```", "```{note}", "~~~", "---", "***", "___",
    "===", "--", "=", "| a | b |", "|---|---|", ":---", ": definition", ":field: body", "{.class}", "{#identifier}",
    "{% tag %}", r"\begin{align}x\end{align}", "\tindented", "    indented", "* * *", "- - -", ".. note::", "@key",
    # what ends, splits or fills a block
    "a | b", "trailing #", "trailing ##", "[ ]", "[x] done", "trailing \\", "a ::", "---\ntitle: x\n---",
    "line\n# heading", "line\n- item", "line\n1. item", "line\n---", "line\n===", "line\n```", "line\n:::", "line\n% x",
    "line\n+++", "line\n> x", "term\n: definition", "line\n(x)=", "line\n{.class}", "a\n\n\n# b", "line\n| a |\n|---|",
    # characters of which few think
    "\u00a0# heading", "\u00a0(x)=", "\u2003+++", "\u00a0% x", "\u00a0::: note", "\u3000- x", "\u20031. x",
    "\u00a0```", "\u2028# heading", "a\u000b# b", "a\u0085- b", "\ufeff# x", "\ue000\ue001 private", "\u200b- x",
    "é*è*ê", "\u201cquoted\u201d*x*", "👩‍🔬 _works_", "\u202eright to left",
]  # fmt: skip
TEXT_ONLY = {"document", "section", "title", "paragraph"}
PLACES = {
    "paragraph": ("<p>{}</p>", set()),
    "bare text": ("{}<p>after</p>", set()),
    "heading": ("<h2>{}</h2><p>after</p>", set()),
    "list item": ("<ul><li>{}</li><li>next</li></ul>", {"bullet_list", "list_item"}),
    "numbered item": ("<ol><li>{}</li></ol>", {"enumerated_list", "list_item"}),
    "quotation": ("<blockquote>{}</blockquote>", {"block_quote"}),
    "term": (
        "<dl><dt>{}</dt><dd>x</dd></dl>",
        {"definition_list", "definition_list_item", "term", "definition"},
    ),
    "definition": (
        "<dl><dt>x</dt><dd>{}</dd></dl>",
        {"definition_list", "definition_list_item", "term", "definition"},
    ),
    "table cell": (
        "<table><tr><th>x</th><th>y</th></tr><tr><td>{}</td><td>z</td></tr></table>",
        {"table", "tgroup", "colspec", "thead", "tbody", "row", "entry"},
    ),
    "after a line break": ("<p>a<br>{}</p>", {"raw"}),
    "emphasis": ("<p>a <em>{}</em> b</p>", {"emphasis"}),
    "code": ("<p>a <code>{}</code> b</p>", {"literal"}),
    "block of code": ("<pre>{}</pre>", {"literal_block"}),
}


def check(text: str, allowed: set[str], expected: str) -> None:
    document = render(text)
    assert kinds(document) <= TEXT_ONLY | allowed, f"{document.pformat()}\n--- from\n{text}"
    assert _ink(shown(document)) == _ink(expected), text


def _ink(text: str) -> str:
    """All that is printed: no white space, and none of the characters that are shown as it."""
    return "".join(clean(text).split())


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("hazard", HAZARDS)
def test_text_of_a_page_is_text(hazard: str, place: str) -> None:
    form, allowed = PLACES[place]
    around = re.sub("<.*?>", "", form)
    check(written(form.format(escape(hazard, quote=False))), allowed, f"Title {around.format(hazard)}")


@pytest.mark.parametrize("hazard", [hazard for hazard in HAZARDS if "\n" not in hazard])
def test_line_of_an_article_is_text(hazard: str) -> None:
    source = Source("article.txt", {}, f"Title\n\nA first line.\n\n{hazard}\n\n– {hazard}\n\nThe last line.", 1)
    text, body = chapter(source)
    shown_words = words(shown(render(text)))
    assert shown_words == words(f"Title A first line. {hazard} {hazard} The last line.")
    assert kinds(render(text)) <= TEXT_ONLY | {"bullet_list", "list_item"}
    assert not body.dropped


@pytest.mark.parametrize("hazard", HAZARDS)
def test_title_is_text(hazard: str) -> None:
    title = " ".join(hazard.split())
    check(written("<p>x</p>", title), set(), f"{title} x")


@pytest.mark.parametrize("hazard", HAZARDS)
def test_text_of_an_answer_is_text(hazard: str) -> None:
    references = "".join(f"&#{ord(sign)};" if sign.isprintable() and not sign.isalnum() else sign for sign in hazard)
    text, _ = chapter(Source("q.md", {"question": "Title", "answer": f"Text: {references}"}, "", 1, "question: x"))
    check(text, set(), f"Title Text: {hazard}")
