"""Hugo's shortcodes, `{{< name … >}}` and `{{% name … %}}`, as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt

from .mathspans import CODE

ACTIONS = ("admonition", "drop", "quote", "unwrap")
"""What `course.yml` may ask for a site's own shortcode: a box, nothing at all, a quotation, only what is inside."""

Arguments = Mapping[str, str]
"""By name; those without a name by position, `"0"` first."""

_NAME = r"[\w.-]+(?:/[\w.-]+)*"
_WITHIN = r"(?:(?!\{\{[<%]).)"
"""A character inside a tag; another tag would make the search begin anew for each that is never closed."""
_TAG = (
    rf"\{{\{{[<%]\s*+(?P<end>/?)\s*+(?P<name>{_NAME})(?P<rest>\s{_WITHIN}*?)??/?[>%]\}}\}}"
    rf"|\{{\{{(?P<opening>[<%])/\*(?P<shown>{_WITHIN}*?)\*/(?P<closing>[>%])\}}\}}"
    rf"|{CODE}|<(?P<tag>pre|code)\b[^<>]*>.*?(?:</(?P=tag)\s*>|\Z)"
)
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<quoted>(?:\\.|[^"\\])*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`]+))"""
)
_KINDS = {"attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning"}


@dataclass
class Expanded:
    """A body with HTML in place of its shortcodes."""

    text: str = ""
    lines: list[int] = field(default_factory=lambda: [1])
    """For each line of `text` the line of the body (from 1) that it comes from."""
    unknown: list[tuple[int, str]] = field(default_factory=list)
    """Line and name of every shortcode that has no equivalent and stays visible."""
    dropped: list[str] = field(default_factory=list)
    """What the course wants left out."""

    def add(self, text: str, line: int, *, moved: bool) -> None:
        """Append text that begins on a line of the body and, where it was moved, stands there as a whole."""
        self.text += text
        self.lines += [line if moved else line + number for number in range(1, text.count("\n") + 1)]


def expand(text: str, data: Mapping[str, Any], *, markdown: bool) -> Expanded:
    """The text with HTML in place of the shortcodes that have an equivalent, here or in the course's own table.

    `data` is the front matter: `param` reads it, and its `shortcodes` map names to `ACTIONS`. The others stay visible
    as text. One that is commented out, `{{</* name */>}}`, is shown without the comment, as Hugo does, and code stays
    as it is.
    """
    given = data.get("shortcodes")
    own = {str(name): str(action) for name, action in given.items()} if isinstance(given, dict) else {}
    found, end, line = Expanded(), 0, 1
    code = _indented_code(text) if markdown else set()
    for tag in _pattern(own).finditer(text):
        found.add(text[end : tag.start()], line, moved=False)
        line += text.count("\n", end, tag.start())
        moved = not (tag["code"] or tag["tag"] or line in code)
        found.add(_replacement(tag, own, data, found, line) if moved else tag[0], line, moved=moved)
        line += tag[0].count("\n")
        end = tag.end()
    found.add(text[end:], line, moved=False)
    return found


def _indented_code(text: str) -> set[int]:
    """The lines of a Markdown text that are code because they are indented."""
    if not re.search(r"^(?: {4}|\t).*\{\{[<%]", text, re.M):
        return set()
    blocks = [token.map for token in MarkdownIt("commonmark").parse(text) if token.type == "code_block"]
    return {line + 1 for lines in blocks if lines for line in range(*lines)}


def _pattern(own: Mapping[str, str]) -> re.Pattern[str]:
    """Tags, and as a whole the shortcodes whose inside is no text of the page."""
    whole = [*_VERBATIM, *(re.escape(name) for name, action in own.items() if action == "drop")]
    pair = (
        rf"\{{\{{[<%]\s*(?P<whole>{'|'.join(whole)})(?P<options>\s{_WITHIN}*?)??[>%]\}}\}}"
        r"(?P<inner>(?:(?!\{\{[<%]\s*(?P=whole)\b).)*?)\{\{[<%]\s*/\s*(?P=whole)\s*[>%]\}\}"
    )
    return re.compile(f"{pair}|{_TAG}", re.S | re.M)


def _replacement(
    tag: re.Match[str], own: Mapping[str, str], data: Mapping[str, Any], found: Expanded, line: int
) -> str:
    """The HTML for one tag, or for a whole shortcode."""
    if tag["shown"] is not None:
        return _as_text(_uncommented(tag[0]))
    name = tag["whole"] or tag["name"]
    action = own.get(name)
    arguments = _arguments(tag["options"] or tag["rest"] or "")
    if action == "drop":
        found.dropped += filter(None, [" ".join((tag["inner"] or "").split())])
        return ""
    if tag["whole"]:
        return _VERBATIM[name](arguments, tag["inner"])
    if row := _ROWS.get(action or name):
        html = row[1] if tag["end"] else row[0](arguments)
        indent = re.search(r"(?:\A|\n)([ \t]*)\Z", found.text[-80:])
        return html.replace("\n\n", f"\n\n{indent[1] if indent else ''}")
    value: Any = data
    for key in arguments.get("0", "").lower().split(".") if name == "param" else ():
        value = {str(k).lower(): v for k, v in value.items()}.get(key) if isinstance(value, dict) else None
    if isinstance(value, str | int | float):
        return _as_text(str(value))
    if not tag["end"]:
        found.unknown.append((line, name))
    return _as_text(tag[0])


def _arguments(text: str) -> Arguments:
    arguments: dict[str, str] = {}
    for item in _ARGUMENT.finditer(text):
        value = next(v for v in (item["quoted"], item["raw"], item["bare"]) if v is not None)
        position = sum(key.isdecimal() for key in arguments)
        arguments[item["key"] or str(position)] = value.replace('\\"', '"') if item["quoted"] else value
    return arguments


def _as_text(text: str) -> str:
    """Text that neither HTML nor Markdown takes for anything else, in one line."""
    return re.sub(r"[^\w ]|_", lambda sign: f"&#{ord(sign[0])};", text)


def _uncommented(text: str) -> str:
    return re.sub(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", r"{{\1\2\3}}", text, flags=re.S)


def _first(arguments: Arguments, *names: str) -> str:
    return next((arguments[name] for name in names if arguments.get(name)), "")


def _figure(arguments: Arguments) -> str:
    """The HTML that Hugo's own `figure` makes, without its classes."""
    attributes = "".join(
        f' {name}="{escape(arguments[name])}"' for name in ("src", "alt", "width", "height") if name in arguments
    )
    image = f"<img{attributes}>"
    if link := arguments.get("link"):
        image = f'<a href="{escape(link)}">{image}</a>'
    parts = [arguments[name] for name in ("title", "caption", "attr") if arguments.get(name)]
    if (address := arguments.get("attrlink")) and arguments.get("attr"):
        parts[-1] = f"[{parts[-1]}](<{address}>)"
    caption = MarkdownIt("commonmark", {"html": True}).renderInline(" ".join(parts)).replace("\n", " ")
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _link(label: str, address: str, *places: tuple[str, ...]) -> Callable[[Arguments], str]:
    """A row for what plays on another site: `address` holds a `{}` for each of the arguments at `places`."""

    def write(arguments: Arguments) -> str:
        parts = [_first(arguments, *names) for names in places]
        title = arguments.get("title") or f"{label}: {' '.join(parts)}"
        return f'<a href="{escape(address.format(*(quote(part) for part in parts)))}">{_as_text(title)}</a>'

    return write


def _reference(arguments: Arguments) -> str:
    return escape(quote(_first(arguments, "path", "0"), safe="/#?=&%.:~"))


def _details(arguments: Arguments) -> str:
    title = _first(arguments, "summary", "title", "0") or "Details"
    return f"<details><summary>{_as_text(title)}</summary>\n\n"


def _qr(arguments: Arguments) -> str:
    text = _as_text(_first(arguments, "text", "0"))
    return f'<a href="{text}">{text}</a>' if text.startswith("http") else text


def _admonition(arguments: Arguments) -> str:
    words = [_first(arguments, "type", "0"), _first(arguments, "title", "1")]
    kind = words[0].lower().replace("info", "note")
    title = words[1] or words[0] or "note"
    kind = kind if kind in _KINDS else "note"
    return f'<aside class="admonition {kind}"><header>{_as_text(title.capitalize())}</header>\n\n'


def _highlight(arguments: Arguments, inner: str) -> str:
    language = escape(_first(arguments, "lang", "language", "0") or "text")
    text = _as_text(_uncommented(inner).strip("\n"))
    return f'<pre class="language-{language}">{text}</pre>'


def _tex(arguments: Arguments, inner: str) -> str:
    """A formula between delimiters, which it may already have."""
    if re.search(r"\$|\\[(\[]", inner):
        return inner
    display = "display" in arguments.values() or "\n" in inner.strip()
    return f"\\[{inner}\\]" if display else f"\\({inner}\\)"


_VERBATIM: dict[str, Callable[[Arguments, str], str]] = {"highlight": _highlight, "katex": _tex, "math": _tex}
_ID = ("id", "0")
_ROWS: dict[str, tuple[Callable[[Arguments], str], str]] = {
    "admonition": (_admonition, "\n\n</aside>\n\n"),
    "details": (_details, "\n\n</details>\n\n"),
    "figure": (_figure, ""),
    "gist": (_link("Gist", "https://gist.github.com/{}/{}", ("user", "0"), ("id", "1")), ""),
    "instagram": (_link("Instagram", "https://www.instagram.com/p/{}/", _ID), ""),
    "qr": (_qr, ""),
    "quote": (lambda _: "<blockquote>\n\n", "\n\n</blockquote>\n\n"),
    "ref": (_reference, ""),
    "relref": (_reference, ""),
    "tweet": (_link("Post", "https://x.com/{}/status/{}", ("user", "0"), ("id", "1")), ""),
    "unwrap": (lambda _: "", ""),
    "vimeo": (_link("Vimeo", "https://vimeo.com/{}", _ID), ""),
    "x": (_link("Post", "https://x.com/{}/status/{}", ("user", "0"), ("id", "1")), ""),
    "youtube": (_link("YouTube", "https://www.youtube.com/watch?v={}", _ID), ""),
}
"""The HTML for an opening tag, and for a closing one."""
