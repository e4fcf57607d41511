"""Bytes of a document to front matter and body.

The fences tell the language, as in Hugo: `---` YAML, `+++` TOML, a `{` that opens the file JSON. Blank lines before
them do not count.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import yaml

from . import yamlrules
from .errors import Place, SourceError, error
from .model import Source

FENCES = {"---": "YAML", "+++": "TOML"}


def encoding_problem(name: str) -> str:
    """What is wrong with the name of an encoding; empty where Python knows it as one for texts."""
    try:
        b" ".decode(name)
    except UnicodeError:  # half a character
        return ""
    except (LookupError, ValueError):
        return f"“{name}” is not an encoding of texts that Python knows"
    return ""


def decode(path: str, data: bytes, encoding: str = "utf-8") -> str:
    """Text with line feeds at its line ends and without a byte order mark.

    Raises `SourceError` with the line and column of the first byte that the encoding does not allow.
    """
    try:
        text = data.decode(encoding)
    except UnicodeError as reason:
        start = getattr(reason, "start", 0)
        good = _with_line_feeds(data[:start].decode(encoding, "replace"))
        place = Place(path, good.count("\n") + 1, len(good) - good.rfind("\n"))
        raise error(place, f"byte {start} (0x{data[start]:02x}) is not {encoding.upper()}") from None
    return _with_line_feeds(text)


def _with_line_feeds(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def parse_source(path: str, data: bytes, defaults: Mapping[str, Any] | None = None, encoding: str = "utf-8") -> Source:
    """Cut a document into front matter and body.

    `defaults` hold for every key that the front matter does not set. Notebooks are UTF-8 whatever the encoding. Raises
    `SourceError` with line and column for bytes that the encoding does not allow, fences without an end, and front
    matter that its language does not allow.
    """
    text = decode(path, data, "utf-8" if path.endswith(".ipynb") else encoding)
    blank = len(text) - len(re.sub(r"\A(?:[ \t]*\n)+", "", text))
    line = text.count("\n", 0, blank) + 1
    first, _, rest = text[blank:].partition("\n")
    if (language := FENCES.get(first.rstrip())) is not None:
        closing = re.search(rf"^{re.escape(first.rstrip())}[ \t]*$", rest, re.M)
        if closing is None:
            raise error(Place(path, line), f"the front matter opened with {first.rstrip()} is never closed")
        front, body, front_line = rest[: closing.start()], rest[closing.end() :].removeprefix("\n"), line + 1
    elif first.startswith("{") and not first.startswith(("{{", "{%")):
        language, front_line = "JSON", line
        front = text[blank : blank + _json_end(path, text[blank:], line)]
        body = text[blank + len(front) :].removeprefix("\n")
    else:
        return Source(path, dict(defaults or {}), text, 1)
    values = parse_values(path, front, front_line, language)
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Source(path, {**(defaults or {}), **values}, body, body_line, front, front_line)


def parse_values(path: str, text: str, line: int = 1, language: str = "YAML") -> dict[str, Any]:
    """The mapping that `text`, which begins on `line` of `path`, holds; empty text is an empty mapping.

    Raises `SourceError` with the place of the first thing that is wrong.
    """
    with _refusing(path, line, language):
        values = _PARSERS[language](path, text, line)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise error(Place(path, line), f"expected a mapping of keys to values, found {type(values).__name__}")
    return {str(key): value for key, value in values.items()}


def lowered(data: Mapping[Any, Any]) -> dict[str, Any]:
    """A mapping with its keys in lower case: to Hugo, the case of a key does not matter."""
    return {str(key).lower(): value for key, value in data.items()}


@contextmanager
def _refusing(path: str, line: int, language: str) -> Iterator[None]:
    """Name what the parsers leave to Python: its limits for nesting and for the digits of a number."""
    try:
        yield
    except RecursionError:
        raise error(Place(path, line), f"not valid {language}: nested too deeply") from None
    except ValueError:
        raise error(Place(path, line), f"not valid {language}: a number has too many digits") from None


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key that is set twice, which PyYAML accepts, and says where a value is none."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[str, Any] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.MarkedYAMLError(
                        problem=f"the key “{key.value}” is set twice", problem_mark=key.start_mark
                    )
                seen[key.value] = key
                if key.tag != "tag:yaml.org,2002:merge":
                    key.tag = self.DEFAULT_SCALAR_TAG  # otherwise 1 and true would be the same key
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, AttributeError):  # what PyYAML's constructors of scalars raise
            kind = _KINDS.get(node.tag, node.tag.rpartition(":")[2])
            problem = f"“{str(node.value)[:40]}” is not {kind}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from None


_KINDS = {f"tag:yaml.org,2002:{tag}": kind for tag, kind in {
    "timestamp": "a date", "int": "a whole number of less than 4300 digits", "float": "a number"
}.items()}  # fmt: skip


_Loader.yaml_implicit_resolvers = yamlrules.RESOLVERS


def _yaml(path: str, text: str, line: int) -> Any:
    try:
        yamlrules.refuse_bombs(text)
        return yaml.load(text, _Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark or reason.context_mark
        place = Place(path, line + mark.line, mark.column + 1) if mark else Place(path, line)
        raise error(place, f"not valid YAML: {reason.problem or reason.context}") from None
    except yaml.reader.ReaderError as reason:
        before = text.encode()[: reason.position].decode(errors="ignore")
        place = Place(path, line + before.count("\n"), len(before) - before.rfind("\n"))
        raise error(place, f"not valid YAML: {reason.reason}") from None


# A key with so many parts would cost the parser the square of their number.
_LONG_KEY = re.compile(r"""(?:(?<![\w-])(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


def _toml(path: str, text: str, line: int) -> Any:
    if found := _LONG_KEY.search(text):
        place = Place(
            path, line + text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start())
        )
        raise error(place, "not valid TOML: nested too deeply")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        message, at = str(reason), re.search(r" \(at line (\d+), column (\d+)\)$", str(reason))
        place = Place(path, line + int(at[1]) - 1, int(at[2])) if at else Place(path, line + text.count("\n"))
        raise error(place, f"not valid TOML: {message[: at.start()] if at else message}") from None


_JSON_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]')


def _json(path: str, text: str, line: int) -> Any:
    try:
        values = json.loads(text)
        seen: list[set[str]] = []
        for token in _JSON_TOKEN.finditer(text):
            if token[0] == "{":
                seen.append(set())
            elif token[0] == "}":
                seen.pop()
            elif token[2]:
                if (key := json.loads(token[1])) in seen[-1]:
                    raise json.JSONDecodeError(f"the key “{key}” is set twice", text, token.start())
                seen[-1].add(key)
        return values
    except json.JSONDecodeError as reason:
        raise _json_error(path, reason, line) from None


def _json_end(path: str, text: str, line: int) -> int:
    with _refusing(path, line, "JSON"):
        try:
            return json.JSONDecoder().raw_decode(text)[1]
        except json.JSONDecodeError as reason:
            raise _json_error(path, reason, line) from None


def _json_error(path: str, reason: json.JSONDecodeError, line: int) -> SourceError:
    return error(Place(path, line + reason.lineno - 1, reason.colno), f"not valid JSON: {reason.msg}")


_PARSERS: dict[str, Callable[[str, str, int], Any]] = {"YAML": _yaml, "TOML": _toml, "JSON": _json}
