"""Hugo's shortcodes, `{{< name … >}}` and `{{% name … %}}`, as HTML."""

from __future__ import annotations

import re
from html import escape

from .mathspans import CODE

_SHORTCODE = re.compile(
    r"\{\{([<%])\s*(?P<call>/?\s*[\w.-]+(?:\s.*?)?)\s*/?[>%]\}\}"
    r"|\{\{(?P<opening>[<%])/\*(?P<shown>.*?)\*/(?P<closing>[>%])\}\}"
    rf"|{CODE}",
    re.S | re.M,
)
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<quoted>(?:\\.|[^"\\])*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`]+))"""
)


def expand(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text with HTML in place of the shortcodes that have an equivalent.

    The others stay visible as text; for each, the line on which it stands (from 1) and its name are returned. One that
    is commented out, `{{</* name */>}}`, is shown without the comment, as Hugo does, and code stays as it is.
    """
    unknown: list[tuple[int, str]] = []
    if "{{" not in text:
        return text, ()

    def replace(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if found["shown"] is not None:
            return escape(f"{{{{{found['opening']}{found['shown']}{found['closing']}}}}}", quote=False)
        name, rest = re.fullmatch(r"(/?\s*[\w.-]+)(.*)", found["call"], re.S).groups()  # type: ignore[union-attr]
        arguments = [
            (item["key"] or "", next(v for v in (item["quoted"], item["raw"], item["bare"]) if v is not None))
            for item in _ARGUMENT.finditer(rest)
        ]
        if name == "figure":
            return _figure(dict(arguments))
        if name in {"ref", "relref"} and arguments:
            return escape(dict(arguments).get("path", arguments[0][1]))
        unknown.append((text.count("\n", 0, found.start()) + 1, name))
        return escape(found[0], quote=False)

    return _SHORTCODE.sub(replace, text), tuple(unknown)


def _figure(arguments: dict[str, str]) -> str:
    """The HTML that Hugo's own `figure` makes, without its classes."""
    attributes = "".join(
        f' {name}="{escape(arguments[name])}"' for name in ("src", "alt", "width", "height") if name in arguments
    )
    image = f"<img{attributes}>"
    if link := arguments.get("link"):
        image = f'<a href="{escape(link)}">{image}</a>'
    caption = " ".join(arguments[name] for name in ("title", "caption", "attr") if arguments.get(name))
    return f"<figure>{image}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>"
