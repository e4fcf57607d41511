"""Makes text inert: whatever a source says, MyST shows it and does nothing.

A backslash before ASCII punctuation is CommonMark's own way to say "this is text", and because markdown-it keeps such
a character in a token of its own, it also stops what looks at whole words (links without markup, typographic
replacements). Escaping is by character where a character could ever act, and by its neighbours where it only acts
beside them, so that ordinary prose stays readable in the chapter's file.
"""

from __future__ import annotations

import re
from urllib.parse import quote

# It begins with all characters that may act, by which the search skips the others.
_ACTIVE = re.compile(
    r"""
    [\\`*_\[\]<>{}$|~\#^&!@.:/\-+,?(]
    (?: (?<=[\\`*_\[\]<>{}$|~\#^])     # markup wherever it stands
    | (?<=&)(?=\#?\w{1,40};)           # an entity
    | (?<=!)\Z                         # before a link it would make an image
    | (?<=@)(?=\w)                     # an e-mail address
    | (?<=\w\.)(?=[^\W\d])            # a bare domain, and what only looks like one (setup.py)
    | (?<=:)(?=//)  | (?<=/)(?=/)      # a URL
    | (?<=\.)(?=\.) | (?<=-)(?=-) | (?<=\+)(?=-)  # replaced by typographic characters
    | (?<=,)(?=,) | (?<=[!?])(?=[!?]{3})           # likewise, by fewer of them
    | (?<=\()(?=(?:c|r|tm|p)\))        # likewise
    )
    """,
    re.X | re.I,
)
_SPACES = re.compile(r"[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")
_LINE_START = re.compile(r"^(?P<white>[^\S\n]*)(?:(?P<sign>[-+=%:(])|(?P<number>\d{1,9})(?P<stop>[.)]))", re.M)


def escape_text(text: str) -> str:
    """Text for the middle of a line; white space becomes single spaces."""
    return _ACTIVE.sub(r"\\\g<0>", _SPACES.sub(" ", text))


def guard_lines(text: str) -> str:
    """Written lines whose first characters cannot open a block: a list, a comment, a fence, a target, a definition."""
    return _LINE_START.sub(
        lambda found: (
            found["white"] + (f"\\{found['sign']}" if found["sign"] else f"{found['number']}\\{found['stop']}")
        ),
        text,
    )


def code_span(text: str) -> str:
    """Text between backticks, more of them than the text itself holds in a row; empty for no text."""
    text = " ".join(text.split())
    if not text:
        return ""
    fence = "`" * (longest_run("`", text) + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def role(name: str, text: str) -> str:
    """`text` in the hands of a role, which takes it as it is."""
    return f"{{{name}}}{code_span(text)}"


def longest_run(character: str, text: str) -> int:
    """The length of the longest run of a character."""
    return max(map(len, re.findall(f"{re.escape(character)}+", text)), default=0)


def destination(url: str) -> str:
    """A URL that ends nothing early when it stands between parentheses."""
    return quote(re.sub(r"&(?=#?\w{1,40};)", "&amp;", url), safe="!#$%&'*+,/:;=?@[]~-._")


def directive(name: str, argument: str = "", options: dict[str, str] | None = None, content: str = "") -> str:
    """A directive between colons, more of them than any fence in its content has."""
    runs = re.findall(r"^[ \t>*-]*(:{3,})", content, re.M)
    fence = ":" * max(3, *(len(run) + 1 for run in runs)) if runs else ":::"
    head = f"{fence}{{{name}}}{f' {argument}' if argument else ''}"
    settings = [f":{key}: {value}".rstrip() for key, value in (options or {}).items()]
    # A first line that begins with a colon or dashes would be taken for options.
    gap = [""] if content and (settings or content.startswith((":", "-"))) else []
    return "\n".join([head, *settings, *gap, *([content] if content else []), fence])
