"""What decides about order and places besides menus: weights of 0, pages left out, encodings, languages, limits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coursebook.arrange import arrange
from coursebook.cli import main
from coursebook.errors import SourceError
from coursebook.frontmatter import parse_source
from coursebook.model import Book
from coursebook.readers import reader_for
from coursebook.settings import Choices, Settings
from coursebook.toc import toc_text

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def book_of(fronts: Mapping[str, str], choices: Choices | None = None) -> Book:
    """The book of pages, path to front matter in one line."""
    sources = [parse_source(path, f"---\n{{{front}}}\n---\nText.\n".encode()) for path, front in fronts.items()]
    return arrange([reader_for(source).head(source) for source in sources], Settings(), choices or Choices(now=NOW))


def names(book: Book) -> str:
    return " ".join(chapter.name for chapter in book.walk())


def notices(book: Book) -> list[str]:
    return [str(one) for one in book.diagnostics]


BEGINS = {
    "a.md": "title: A, next: ../b/, menu: {m: {weight: 0}}",
    "b.md": "title: B, next: ../c/, previous: ../a/, menu: {m: {weight: 1}}",
    "c.md": "title: C, previous: ../b/, menu: {m: {weight: 2}}",
}
LAST = "the weight 0 counts as unset in the menu “m”, so the page comes last (see --zero-weight)"
FIRST = (
    "the weight 0 comes first in the menu “m”, because “next” leads from here to the lightest page (see --zero-weight)"
)
ZEROS: dict[str, tuple[dict[str, str], str, str]] = {
    "the chain begins at the page": ({}, "A B C", FIRST),
    "the page says nothing of the chain": ({"a.md": "title: A, menu: {m: {weight: 0}}"}, "B C A", LAST),
    "the chain leads to the page": (
        {"a.md": "title: A, next: b, menu: {m: {weight: 0}}", "c.md": "title: C, next: a, menu: {m: {weight: 2}}"},
        "B C A",
        LAST,
    ),
    "the page goes on to another than the lightest": (
        {"a.md": "title: A, next: ../c/, menu: {m: {weight: 0}}"},
        "B C A",
        LAST,
    ),
    "another page stands before it": (
        {"a.md": "title: A, next: b, previous: c, menu: {m: {weight: 0}}"},
        "B C A",
        LAST,
    ),
    "no other page has a weight": (
        {"b.md": "title: B, menu: m", "c.md": "title: C, menu: {m: {weight: 0}}"},
        "A B C",
        LAST,
    ),
    "an unset weight stays last": ({"a.md": "title: A, next: b, menu: m"}, "B C A", ""),
    "the page’s own weight stands in for 0": ({"a.md": "title: A, weight: 9, menu: {m: {weight: 0}}"}, "B C A", ""),
    "the page’s own weight is 0": ({"a.md": "title: A, weight: 0, next: b, menu: m"}, "A B C", FIRST),
}


@pytest.mark.parametrize("case", ZEROS)
def test_links_decide_what_a_weight_of_zero_means(case: str) -> None:
    changed, order, said = ZEROS[case]
    book = book_of(BEGINS | changed)
    assert (names(book), notices(book)) == (order, [f"a.md:1:1: notice: {said}"] if said else [])


@pytest.mark.parametrize(
    ("meaning", "zero", "order"),
    [("hugo", "0", "D B C A"), ("first", "0", "D A B C"), ("first", "null", "D B C A"), ("first", "'00'", "D A B C")],
)
def test_chosen_meaning_of_a_weight_of_zero(meaning: str, zero: str, order: str) -> None:
    fronts = BEGINS | {
        "a.md": f"title: A, menu: {{m: {{weight: {zero}}}}}",
        "d.md": "title: D, menu: {m: {weight: -1}}",
    }
    book = book_of(fronts, Choices(zero_weight=meaning))
    assert (names(book), notices(book)) == (order, [])


def test_every_weight_of_zero_can_be_an_error() -> None:
    fronts = BEGINS | {"d.md": "title: D, weight: 0, menu: n"}
    with pytest.raises(SourceError) as raised:
        book_of(fronts, Choices(zero_weight="error"))
    assert str(raised.value) == (
        "a.md:1:1: the weight in the menu “m” is 0, which Hugo takes for unset\n"
        "d.md:1:1: the weight in the menu “n” is 0, which Hugo takes for unset"
    )


HELD = {
    "draft: true": "it is a draft",
    "published: false": "it is a draft",
    "date: 2999-01-01": "it is published on 2999-01-01",
    "publishDate: '2026-01-01T00:00:01Z'": "it is published on 2026-01-01",
    "expiryDate: 2001-02-03": "it expired on 2001-02-03",
    "build: {list: never}": "build.list is “never”",
    "_build: {list: local}": "build.list is “local”",
    "headless: true": "it is headless",
}


@pytest.mark.parametrize("front", HELD)
def test_page_is_left_out_with_a_notice_or_kept_by_choice(front: str) -> None:
    fronts = {"a.md": "title: A, menu: m", "b.md": f"title: B, {front}, menu: m"}
    book = book_of(fronts)
    assert names(book) == "A"
    assert notices(book) == [f"b.md:1:1: notice: left out, as Hugo does: {HELD[front]} (--drafts keeps it)"]
    assert names(book_of(fronts, Choices(drafts=True, now=NOW))) == "A B"


def test_resource_of_a_bundle_is_left_out() -> None:
    fronts = {"x/index.md": "title: X", "x/y.md": "title: Y", "x/z/index.md": "title: Z", "index.md": "title: Home"}
    book = book_of(fronts)
    assert names(book) == "Home X"
    assert notices(book) == [
        f"{path}:1:1: notice: left out, as Hugo does: it is a resource of the page x/index (--drafts keeps it)"
        for path in ("x/y.md", "x/z/index.md")
    ]


def test_question_may_be_a_draft() -> None:
    assert names(book_of({"a.md": "question: Why?, answer: x, draft: true", "b.md": "title: B"})) == "B"


def test_course_of_nothing_but_drafts_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"^\.:1:1: every document is a draft or otherwise left out by Hugo"):
        book_of({"a.md": "title: A, draft: true"})


REPORTED = {
    "weight: heavy": "the weight 'heavy' is not an integer and counts as unset",
    "weight: [1]": "the weight [1] is not an integer and counts as unset",
    "date: soon": "“date” is not a date (soon), so it does not count",
    "date: true": "“date” is not a date (True), so it does not count",
    "expiryDate: 99999999999999999999": "“expirydate” is not a date (99999999999999999999), so it does not count",
}


@pytest.mark.parametrize("front", REPORTED)
def test_what_hugo_ignores_or_refuses_is_reported(front: str) -> None:
    assert notices(book_of({"a.md": f"title: A, {front}"})) == [f"a.md:2:12: warning: {REPORTED[front]}"]


def test_parent_that_is_missing_is_reported() -> None:
    book = book_of({"a.md": "title: A, menu: {m: {identifier: root}}", "b.md": "title: B, menu: {m: {parent: Root}}"})
    assert notices(book) == [
        "b.md:1:1: warning: no entry of the menu “m” has the key “Root” (an identifier, or a name where there is none)"
        "; a page without text stands there"
    ]


def test_page_of_two_menus_says_where_it_stands() -> None:
    book = book_of({"a.md": "title: A, menu: [n, m]", "b.md": "title: B, menu: n"})
    assert notices(book) == ["a.md:1:1: notice: stands in the menu “m”, and not once more in “n”"]


BRANCHES: list[Callable[[int], str]] = [
    lambda n: f"parent: '{n - 1}', identifier: '{n}'" if n else "identifier: '0'",
    lambda n: f"parent: m, weight: {n + 1}, pre: {n}",
]


@pytest.mark.parametrize("entry", BRANCHES, ids=["parents", "outline"])
def test_menu_without_bottom_is_an_error(entry: Callable[[int], str]) -> None:
    fronts = {f"{number}.md": f"title: T, menu: {{m: {{{entry(number)}}}}}" for number in range(3000)}
    with pytest.raises(SourceError, match=r"^50\.md:1:1: the menu “m” nests more than 50 levels deep here$"):
        book_of(fronts)


def write_site(folder: Path, documents: Mapping[str, bytes]) -> list[str]:
    """Write a folder of sources; returns the arguments that convert it."""
    for path, data in documents.items():
        (folder / "sources" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sources" / path).write_bytes(data)
    return ["--book", str(folder)]


def test_notices_are_no_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = {"a.md": b"---\ntitle: A\n---\nText.\n", "b.md": b"---\ntitle: B\ndraft: true\n---\nText.\n"}
    assert main([*write_site(tmp_path, documents), "-W"]) == 0
    assert "b.md:1:1: notice: left out, as Hugo does: it is a draft (--drafts keeps it)\n" in capsys.readouterr().err
    assert not (tmp_path / "chapters/pages/b.md").exists()
    assert main(["--book", str(tmp_path), "--drafts"]) == 0
    assert (tmp_path / "chapters/pages/b.md").exists()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "UTF-16", "utf-16-le", "utf-8-sig"])
def test_encoding_can_be_named(encoding: str, tmp_path: Path) -> None:
    text = "---\r\ntitle: Été\r\n---\r\nDéjà vu.\r\n"
    arguments = write_site(tmp_path, {"a.md": text.encode(encoding), "course.yml": "title: À la carte\n".encode()})
    assert main([*arguments, "--encoding", encoding]) == 0
    assert "# Été\n\nDéjà vu.\n" in (tmp_path / "chapters/pages/a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "", "a\0b"])
def test_encoding_that_is_none_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*write_site(tmp_path, {"a.md": b"A\n"}), "--encoding", name]) == 2
    assert capsys.readouterr().err == f"convert: “{name}” is not an encoding of texts that Python knows\n"


def test_byte_that_the_named_encoding_does_not_allow_is_named() -> None:
    with pytest.raises(SourceError, match=r"^a\.md:2:2: byte 3 \(0xe9\) is not ASCII$"):
        parse_source("a.md", b"a\nb\xe9", encoding="ascii")


def as_yaml(front: Mapping[str, Any]) -> str:
    return f"---\n{yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False)}---\n"


def as_toml(front: Mapping[str, Any]) -> str:
    return "+++\n" + "".join(f"{json.dumps(key)} = {toml_value(value)}\n" for key, value in front.items()) + "+++\n"


def toml_value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {toml_value(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def as_json(front: Mapping[str, Any]) -> str:
    return json.dumps(dict(front), ensure_ascii=False, indent=1, default=str) + "\n"


texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), max_size=8)
weights = (
    st.integers(-2, 4) | st.floats(-3, 3).map(lambda number: round(number, 2)) | st.sampled_from(["010", "7", True])
)
entries = st.fixed_dictionaries(
    {}, optional={"name": texts, "identifier": texts, "parent": texts, "weight": weights, "pre": st.integers(3, 5)}
)
menus = st.dictionaries(st.sampled_from(["m", "n"]), entries, min_size=1) | st.sampled_from(["m", ["n"]])
days = st.sampled_from([date(2024, 2, 29), date(2999, 1, 1)])
fronts = st.fixed_dictionaries(
    {"title": texts, "menu": menus},
    optional={"weight": weights, "draft": st.booleans(), "date": days, "next": texts, "description": texts},
)
shapes = st.tuples(st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n", "\r"]))


def table_of_contents(
    pages: list[dict[str, Any]], write: Callable[[Mapping[str, Any]], str], mark: str, end: str
) -> str:
    """The `_toc.yml`, or what is wrong, of pages in one of the languages of front matter."""
    texts = [f"{mark}{write(front)}Text.\n".replace("\n", end).encode() for front in pages]
    try:
        sources = [parse_source(f"{number}.md", text) for number, text in enumerate(texts)]
        heads = [reader_for(source).head(source) for source in sources]
        return toc_text(arrange(heads, Settings(), Choices(now=NOW)), {})
    except SourceError as reason:
        return str([one.message for one in reason.diagnostics])


@settings(max_examples=100)
@given(st.lists(fronts, min_size=1, max_size=6), shapes, shapes)
def test_language_of_the_front_matter_does_not_matter(
    pages: list[dict[str, Any]], first: tuple[str, str], second: tuple[str, str]
) -> None:
    wanted = table_of_contents(pages, as_json, "", "\n")
    assert table_of_contents(pages, as_yaml, *first) == wanted
    assert table_of_contents(pages, as_toml, *second) == wanted


DEEP = 100_000


def growing(first: str, line: str, count: int = 50) -> str:
    """Front matter of YAML of which every line but the first names the one before it."""
    lines = [f"a{n}: &a{n} {line.replace('*', f'*a{n - 1}')}" for n in range(1, count)]
    return "\n".join(["---", f"a0: &a0 {first}", *lines, "---", ""])


BOMBS = {
    "lists of YAML": ("---\na: " + "[" * DEEP + "]" * DEEP + "\n---\n", "2:103: not valid YAML: nested too deeply"),
    "lists of YAML without end": ("---\na: " + "[" * DEEP + "\n---\n", "2:103: not valid YAML: nested too deeply"),
    "mappings of YAML": ("---\na: " + "{a: " * DEEP + "\n---\n", "2:400: not valid YAML: nested too deeply"),
    "blocks of YAML": ("---\na:\n  " + "- " * DEEP + "\n---\n", "3:201: not valid YAML: nested too deeply"),
    "questions of YAML": ("---\n" + "? " * DEEP + "\n---\n", "2:201: not valid YAML: nested too deeply"),
    "lists of TOML": ("+++\na = " + "[" * DEEP + "\n+++\n", "2:1: not valid TOML: nested too deeply"),
    "tables of TOML": ("+++\na = " + "{a = " * DEEP + "\n+++\n", "2:1: not valid TOML: nested too deeply"),
    "parts of a key of TOML": ("+++\n" + "a." * DEEP + "a = 1\n+++\n", "2:1: not valid TOML: nested too deeply"),
    "quoted parts of a key of TOML": (
        "+++\nb = 1\n[" + "'a b' . " * DEEP + "a]\n+++\n",
        "3:2: not valid TOML: nested too deeply",
    ),
    "lists of JSON": ('{"a": ' + "[" * DEEP + "]" * DEEP + "}\n", "1:1: not valid JSON: nested too deeply"),
    "mappings of JSON": ('{"a": ' * DEEP + "1" + "}" * DEEP + "\n", "1:1: not valid JSON: nested too deeply"),
    "aliases of aliases": (
        growing("[x]", f"[{', '.join('*' * 9)}]"),
        "7:40: not valid YAML: its aliases make too much of it",
    ),
    "merged aliases": (
        growing("{x: 1}", f"{{<<: [{', '.join('*' * 9)}]}}"),
        "7:30: not valid YAML: its aliases make too much of it",
    ),
    "a chain of aliases": (growing("[x]", "[*]", 5000), "101:12: not valid YAML: its aliases make too much of it"),
    "an alias within itself": ("---\na: &a [*a]\n---\n", "2:8: not valid YAML: an alias names what it stands in"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_front_matter_that_would_explode_is_refused(bomb: str) -> None:
    text, message = BOMBS[bomb]
    with pytest.raises(SourceError) as raised:
        parse_source("a.md", text.encode())
    assert str(raised.value) == f"a.md:{message}"


def test_aliases_and_depth_within_reason_are_read() -> None:
    deep = "[" * 90 + "]" * 90
    front = f"a: &a [1, 2]\nb: {{x: *a, y: *a}}\nc: &c {{d: 1}}\ne: {{<<: *c, f: 2}}\ng: {deep}"
    data = parse_source("a.md", f"---\n{front}\n---\n".encode()).data
    assert data["b"] == {"x": [1, 2], "y": [1, 2]}
    assert data["e"] == {"d": 1, "f": 2}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": {"b": 1, "c": {"b": 1}, "b": 2}, "d": {"b": 3}}\n', "1:31: not valid JSON: the key “b” is set twice"),
        ('{"a": "\\"b\\": }",\n "\\u0062": 1, "b": 2}\n', "2:15: not valid JSON: the key “b” is set twice"),
        ('{"a": 010}\n', "1:8: not valid JSON: Expecting ',' delimiter"),
        ("+++\na = 010\n+++\n", "2:6: not valid TOML: Expected newline or end of document after a statement"),
    ],
)
def test_place_of_what_json_and_toml_do_not_allow(text: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_source("a.md", text.encode())
    assert str(raised.value) == f"a.md:{message}"
