"""What Goldmark, Hugo's Markdown, knows beyond the plugins of markdown-it: attributes, names of headings, links."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_ITEM = r"""(?:[#.][\w:.-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[\w./-]+))"""
_ATTRIBUTES = re.compile(
    rf"(?P<gap>^|(?<![ \t])[ \t]+|\n[ \t]*)\{{:?[ \t]*(?P<items>{_ITEM}(?:[ \t,]+{_ITEM})*)[ \t]*\}}[ \t]*\Z"
)
_WWW = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>\"]*[^\s<>\".,:;!?'*_~)\]])?", re.I)


def attributes(state: StateCore) -> None:
    """Take attributes (`{#id .class}`) out of headings and from lines below blocks, and name headings as Hugo does.

    Only identifiers are kept, as the element's `id`: a class means nothing outside the site that it comes from.
    """
    names: dict[str, int] = {}
    for index, token in enumerate(state.tokens):
        owner = state.tokens[index - 1]
        if token.type != "inline" or owner.type not in {"heading_open", "paragraph_open"}:
            continue
        heading = owner.type == "heading_open"
        found = _ATTRIBUTES.search(token.content)
        if found and (heading or found["gap"] in {"", *re.findall(r"\n[ \t]*", found["gap"])}):
            token.content = token.content[: found.start()]
            if not (token.content or heading):
                owner = _block_before(state, index - 1)
            elif owner.hidden:  # the paragraph of a tight list's item
                owner = state.tokens[index - 2]
            if identifier := re.search(r"#([\w:.-]+)", found["items"]):
                owner.attrSet("id", identifier[1])
        if heading and not owner.attrGet("id"):
            owner.attrSet("id", _heading_name(token.content, names))


def keep_unused_notes(state: StateCore) -> None:
    """Let a footnote to which nothing refers stand at the end as text, where Goldmark drops it."""
    notes = state.env.get("footnotes", {})
    for name, number in notes.get("refs", {}).items():
        if number < 0:
            listed = notes.setdefault("list", {})
            notes["refs"][name] = len(listed)
            listed[len(listed)] = {"label": name.removeprefix(":"), "count": 0}


def _block_before(state: StateCore, index: int) -> Any:
    """The token that opens the block before the one at `index`, or this one where it is the first."""
    level = state.tokens[index].level
    for token in reversed(state.tokens[:index]):
        if token.level < level:
            break
        if token.level == level and token.nesting >= 0:
            return token
    return state.tokens[index]


def _heading_name(text: str, names: dict[str, int]) -> str:
    """Letters and digits in lower case, a dash for each space; a number where the page has the name already."""
    name = "".join("-" if sign in " -" else sign.lower() for sign in text.strip() if sign.isalnum() or sign in " -_")
    name = name or "heading"
    names[name] = names.get(name, -1) + 1
    return f"{name}-{names[name]}" if names[name] else name


def link_www(markdown: MarkdownIt) -> None:
    """Make links of full addresses, of what begins with `www.`, and of e-mail addresses, but not of bare domains."""

    def length(linkify: Any, text: str, position: int) -> int:
        found = _WWW.match(text, position)
        return len(found[0]) if found else 0

    def complete(linkify: Any, match: Any) -> None:
        match.url = f"http://{match.url}"

    if markdown.linkify is not None:
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_ip": False})
        markdown.linkify.add("www.", {"validate": length, "normalize": complete})
