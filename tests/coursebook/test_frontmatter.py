"""Bytes to front matter and body, and the whole sentence for each that is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coursebook.errors import SourceError
from coursebook.frontmatter import decode, parse_source

GOOD: list[tuple[str, bytes, dict[str, Any], str, int]] = [
    ("YAML", b"---\ntitle: A\n---\nbody\n", {"title": "A"}, "body\n", 4),
    ("TOML", b'+++\ntitle = "A"\n+++\nbody\n', {"title": "A"}, "body\n", 4),
    ("JSON", b'{\n "title": "A"\n}\nbody\n', {"title": "A"}, "body\n", 4),
    ("JSON with its body in the same line", b'{"title": "A"} body', {"title": "A"}, " body", 1),
    ("byte order mark", b"\xef\xbb\xbf---\ntitle: A\n---\n", {"title": "A"}, "", 4),
    ("carriage returns and line feeds", b"---\r\ntitle: A\r\n---\r\na\r\nb\r\n", {"title": "A"}, "a\nb\n", 4),
    ("carriage returns", b"---\rtitle: A\r---\ra\rb\r", {"title": "A"}, "a\nb\n", 4),
    ("blanks after the fences", b"--- \ntitle: A\n---\t\nbody", {"title": "A"}, "body", 4),
    ("blank lines before the fence", b"\n \n---\ntitle: A\n---\nbody", {"title": "A"}, "body", 6),
    ("blank lines before JSON", b'\n{"title": "A"}\nbody', {"title": "A"}, "body", 3),
    ("nothing after the front matter", b"---\ntitle: A\n---", {"title": "A"}, "", 3),
    ("empty front matter", b"---\n---\nbody", {}, "body", 3),
    ("a comment only", b"---\n# nothing\n---\nbody", {}, "body", 4),
    ("null", b"---\nnull\n---\nbody", {}, "body", 4),
    ("a rule in the body", b"---\ntitle: A\n---\na\n\n---\n\nb", {"title": "A"}, "a\n\n---\n\nb", 4),
    ("a longer rule in the front matter", b"---\nx: |\n  ----\n---\nb", {"x": "----\n"}, "b", 5),
    ("keys that are no texts", b"---\n1: a\ntrue: b\nnull: c\n---\n", {"1": "a", "true": "b", "null": "c"}, "", 6),
    ("a date", b"---\ndate: 2024-02-29\n---\n", {"date": date(2024, 2, 29)}, "", 4),
    ("no front matter", b"A title\n\nText.\n", {}, "A title\n\nText.\n", 1),
    ("a shortcode first", b"{{< x >}}\n", {}, "{{< x >}}\n", 1),
    ("an attribute first", b"{% x %}\n", {}, "{% x %}\n", 1),
    ("four dashes", b"----\ntitle: A\n---\n", {}, "----\ntitle: A\n---\n", 1),
    ("nothing at all", b"", {}, "", 1),
]


@pytest.mark.parametrize(("data", "values", "body", "line"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
def test_front_matter_and_body(data: bytes, values: dict[str, Any], body: str, line: int) -> None:
    source = parse_source("a.md", data)
    assert (dict(source.data), source.body, source.body_line) == (values, body, line)


def test_defaults_hold_where_the_front_matter_says_nothing() -> None:
    source = parse_source("a.md", b"---\ntitle: Own\n---\n", {"title": "Default", "weight": 3})
    assert dict(source.data) == {"title": "Own", "weight": 3}
    assert dict(parse_source("a.txt", b"Text", {"weight": 3}).data) == {"weight": 3}


MANY = b"9" * 5000
BAD: list[tuple[str, bytes, str]] = [
    ("key twice in YAML", b"---\ntitle: A\ntitle: B\n---\n", "3:1: not valid YAML: the key “title” is set twice"),
    ("nested key twice in YAML", b"---\na:\n  b: 1\n  b: 2\n---\n", "4:3: not valid YAML: the key “b” is set twice"),
    ("key twice in TOML", b"+++\na = 1\na = 2\n+++\n", "3:6: not valid TOML: Cannot overwrite a value"),
    ("key twice in JSON", b'{"a": 1,\n "a": 2}\n', "2:2: not valid JSON: the key “a” is set twice"),
    ("tab", b"---\na:\n\tb: 1\n---\n", "3:1: not valid YAML: found character that cannot start any token"),
    ("brackets left open", b"---\na: [1\n---\n", "3:1: not valid YAML: did not find expected ',' or ']'"),
    ("quotation mark left open", b'---\na: "x\n---\n', "3:1: not valid YAML: found unexpected end of stream"),
    (
        "colon in a text",
        b"---\ntitle: A: B\n---\n",
        "2:9: not valid YAML: mapping values are not allowed in this context",
    ),
    ("unknown tag", b"---\na: !x y\n---\n", "2:4: not valid YAML: could not determine a constructor for the tag '!x'"),
    (
        "a tag that would run code",
        b"---\na: !!python/object/apply:os.getcwd []\n---\n",
        "2:4: not valid YAML: could not determine a constructor for the tag "
        "'tag:yaml.org,2002:python/object/apply:os.getcwd'",
    ),
    ("unknown anchor", b"---\na: *b\n---\n", "2:4: not valid YAML: found undefined alias"),
    ("a list as a key", b"---\n? [a]\n: b\n---\n", "2:3: not valid YAML: found unhashable key"),
    ("two documents", b"---\na: 1\n...\nb: 2\n---\n", "4:1: not valid YAML: did not find expected <document start>"),
    ("month 13", b"---\na: 1\ndate: 2024-13-01\n---\n", "3:7: not valid YAML: “2024-13-01” is not a date"),
    ("29 February 2023", b"---\ndate: 2023-02-29\n---\n", "2:7: not valid YAML: “2023-02-29” is not a date"),
    ("a word tagged as a date", b"---\na: !!timestamp b\n---\n", "2:4: not valid YAML: “b” is not a date"),
    (
        "a word tagged as a number",
        b"---\na: !!int b\n---\n",
        "2:4: not valid YAML: “b” is not a whole number of less than 4300 digits",
    ),
    (
        "number without end in YAML",
        b"---\na: " + MANY + b"\n---\n",
        f"2:4: not valid YAML: “{'9' * 40}” is not a whole number of less than 4300 digits",
    ),
    (
        "number without end in TOML",
        b"+++\na = " + MANY + b"\n+++\n",
        "2:1: not valid TOML: a number has too many digits",
    ),
    ("number without end in JSON", b'{"a": ' + MANY + b"}\n", "1:1: not valid JSON: a number has too many digits"),
    ("nesting without end in JSON", b'{"a": ' + b"[" * 9000, "1:1: not valid JSON: nested too deeply"),
    ("control character", b"---\na: \x01\n---\n", "2:4: not valid YAML: control characters are not allowed"),
    ("fence of YAML without end", b"---\ntitle: A\n", "1:1: the front matter opened with --- is never closed"),
    ("fence of TOML without end", b"+++\ntitle = 1\n---\n", "1:1: the front matter opened with +++ is never closed"),
    (
        "fence without end below blank lines",
        b"\n\n---\na: 1\n",
        "3:1: the front matter opened with --- is never closed",
    ),
    ("JSON without end", b'{"a": 1\n', "2:1: not valid JSON: Expecting ',' delimiter"),
    (
        "JSON with a comma too many",
        b'{"a": 1,}\n',
        "1:9: not valid JSON: Expecting property name enclosed in double quotes",
    ),
    ("TOML without a value", b"+++\na =\n+++\n", "2:4: not valid TOML: Invalid value"),
    ("a list", b"---\n- a\n- b\n---\n", "2:1: expected a mapping of keys to values, found list"),
    ("a text", b"---\njust words\n---\n", "2:1: expected a mapping of keys to values, found str"),
    ("Latin-1", b"---\ntitle: caf\xe9\n---\n", "2:11: byte 14 (0xe9) is not UTF-8"),
    ("UTF-16", b"\xff\xfe-\x00", "1:1: byte 0 (0xff) is not UTF-8"),
    ("a character cut short", "---\nä: ü".encode()[:-1], "2:4: byte 8 (0xc3) is not UTF-8"),
    ("Latin-1 after carriage returns", b"a\rb\r\nc \xe9", "3:3: byte 7 (0xe9) is not UTF-8"),
    ("Latin-1 after a byte order mark", b"\xef\xbb\xbfab\xe9", "1:3: byte 5 (0xe9) is not UTF-8"),
]


@pytest.mark.parametrize(("data", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_wrong_is_said_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_source("folder/a.md", data)
    assert str(raised.value) == f"folder/a.md:{message}"


@pytest.mark.parametrize(
    ("text", "keys", "line", "column"),
    [
        ("---\ntitle: The menu\nmenu: 3\n---\n", ("menu",), 3, 1),
        ("---\nmenu:\n  a: {weight: 1}\nweight: 2\n---\n", ("menu", "weight"), 3, 7),
        ("---\nmenus: 1\nmenu: 2\n---\n", ("menu",), 3, 1),
        ('{\n "Menu": 3}\n', ("menu",), 2, 3),
        ("+++\n[menu.a]\nweight = 'x'\n+++\n", ("menu", "weight"), 3, 1),
        ("---\ntitle: A\n---\n", ("menu",), 2, 1),
        ("no front matter", ("menu",), 1, 1),
    ],
)
def test_place_of_a_key(text: str, keys: tuple[str, ...], line: int, column: int) -> None:
    place = parse_source("a.md", text.encode()).place(*keys)
    assert (place.line, place.column) == (line, column)


def test_decode_has_one_kind_of_line_end() -> None:
    assert decode("a", "\ufeffa\r\nb\rc\n\n".encode()) == "a\nb\nc\n\n"
