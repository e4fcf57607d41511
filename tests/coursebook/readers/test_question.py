"""Question-and-answer pages."""

import pytest

from coursebook.errors import SourceError
from coursebook.frontmatter import parse_source
from coursebook.readers import reader_for
from coursebook.readers.question import body, head
from rendering import chapter, content


def page(front: str, rest: str = "&nbsp;\n") -> str:
    source = parse_source("folder/a.md", f"---\nquestion: Why?\n{front}\n---\n{rest}".encode())
    assert reader_for(source).name == "question"
    return content(chapter(source)[0])


@pytest.mark.parametrize(
    ("front", "byline"),
    [
        (
            "author: A\nsubject: S\ndate: 2024-11-29\ndate_format: MMM DD, YYYY\npost_on_text: Posted on",
            "_A · Posted on Nov 29, 2024 · S_",
        ),
        ("date: 2024-11-09\ndate_format: D MMMM YYYY", "_9 November 2024_"),
        ("date: 2024-11-09\ndate_format: dddd", "_Saturday_"),
        ("date: 2024-11-09", "_2024-11-09_"),
        ("date: last week\ndate_format: YYYY", "_last week_"),
        ("date: 2024-11-09\ndate_format: HH:mm", "_2024-11-09_"),
        ("date: 2024-11-09\ndate_format: MMMMMMMMM", "_2024-11-09_"),
        ("date: null\nauthor: null\nsubject: [S]", ""),
        ("author: '*A*'", "_\\*A\\*_"),
    ],
)
def test_byline(front: str, byline: str) -> None:
    assert page(f"answer: Because.\n{front}") == "\n\n".join(filter(None, [byline, "Because.\n"]))


@pytest.mark.parametrize(("answer", "text"), [("''", ""), ("null", ""), ("42", "42\n"), ("2024-01-01", "2024-01-01\n")])
def test_answers_that_are_hardly_any(answer: str, text: str) -> None:
    assert page(f"answer: {answer}") == text


@pytest.mark.parametrize("answer", ["[a]", "{a: b}"])
def test_answer_that_is_no_text_is_an_error(answer: str) -> None:
    with pytest.raises(SourceError) as raised:
        page(f"answer: {answer}")
    assert str(raised.value) == "folder/a.md:3:1: “answer” must be a text"


def test_related_questions_stand_in_the_order_of_their_numbers() -> None:
    related = ["related_article10: {title: Ten, url: /t}", "related_article2: {title: Two, url: /two}"]
    others = [
        "related_article1: null",
        "related_article3: {title: '', url: /x}",
        "related_article4: {title: Me, url: /me}",
    ]
    text = page("answer: x\nurl: /me\n" + "\n".join([*related, *others]))
    assert text == "x\n\n## Related questions\n\n- [Two](/two)\n- [Ten](/t)\n"


@pytest.mark.parametrize(
    "seo", ["seo: null", "seo: x", "seo: {page_description: null, page_keywords: ['a', ' b ', '']}"]
)
def test_search_words_of_any_kind(seo: str) -> None:
    document = head(parse_source("a.md", f"---\nquestion: Why?\nanswer: x\n{seo}\ndescription: D\n---\n".encode()))
    assert document.description == "D"
    assert document.keywords == (("a", "b") if "{" in seo else ())


@pytest.mark.parametrize(
    ("front", "slug"),
    [("file_name: Some File.md", "some-file"), ("x: 1", "a"), ("file_name: null", "a"), ("file_name: con", "con-")],
)
def test_name_of_the_chapter(front: str, slug: str) -> None:
    source = parse_source("folder/a.md", f"---\nquestion: Why?\nanswer: x\n{front}\n---\n".encode())
    assert head(source).slug == slug


@pytest.mark.parametrize("rest", ["", "&nbsp;", "\n\n&nbsp; <!-- x -->\n", "<p>&nbsp;</p>"])
def test_body_that_holds_nothing(rest: str) -> None:
    assert head(parse_source("a.md", f"---\nquestion: Why?\nanswer: x\n---\n{rest}".encode())).diagnostics == ()


def test_body_that_holds_something_is_reported() -> None:
    source = parse_source("a.md", b"---\nquestion: Why?\nanswer: x\n---\nMore.\n")
    message = "a.md:5:1: warning: text after the front matter of a question page is not part of it"
    assert [str(one) for one in head(source).diagnostics] == [message]
    assert "More" not in "".join(body(source).tree.itertext())
