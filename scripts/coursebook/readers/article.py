"""Plain-text articles: no front matter, no markup.

The first line is the title. A heading is a short line that ends like no sentence and is followed by a paragraph. A
bullet begins with a dash, an asterisk or a dot. Paragraphs are lines, or, where lines are wrapped, blocks between
blank lines. Site boilerplate at the end is not part of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from ..errors import Diagnostic, Severity, SourceError
from ..markup import LINE, clean, parse_html, with_lines
from ..model import Body, Document, MenuEntry, Source, slug_of
from .fields import menu_entries, text, texts

RANK = 2
_BULLET = re.compile(r"\s*[–—•*-]\s+(?=\S)")
_LONGEST_HEADING = 90
_WRAPPED_AT = 100
_LONGEST_BOILERPLATE = 1000

_BOILERPLATE = re.compile(
    r"""
    \(.*\b(?:regist(?:er|ration)|sign\ up|subscribe|join\ (?:us|our))\b.*\)\.?     # a parenthesised invitation
    | speech\ tips:?                                                              # what stands above a comment form
    | .*\b(?:comments?|statements?|posts?)\b.*\bnot\ be\ (?:approved|published|tolerated)\b.*
    | (?:leave\ a\ (?:comment|reply)|share\ this|related\ posts?|filed\ under|posted\ in|tags?)\b:?.{0,80}
    """,
    re.X | re.I,
)


def recognises(source: Source) -> bool:
    """Anything: the last row of the table."""
    return isinstance(source.body, str)


def head(source: Source) -> Document:
    """Title from the first line, the rest from `course.yml`; raises `SourceError` for an empty document."""
    title = next((clean(line).strip() for line in source.body.split("\n") if line.strip()), "")
    if not title:
        raise SourceError([Diagnostic(source.place(), "the document is empty", Severity.ERROR)])
    slug = slug_of(title)
    entries = menu_entries(source, title)
    return Document(
        source=source.path,
        reader="article",
        title=title,
        slug=slug,
        menus=entries or (MenuEntry("articles", title, slug),),
        module_title="" if entries else "Articles",
        rank=0 if entries else RANK,
        description=text(source.data, "description"),
        keywords=texts(source.data, "keywords"),
        aliases=texts(source.data, "aliases"),
    )


def body(source: Source) -> Body:
    """Headings, paragraphs and bullets; what is dropped from the end is returned with the tree."""
    lines = clean_lines(source.body)
    first = next(index for index, (_, line) in enumerate(lines) if line)
    content, dropped = _split_boilerplate(lines[first + 1 :])
    return Body(with_lines(parse_html("".join(_elements(_paragraphs(content))))), dropped=dropped)


def clean_lines(body: str) -> list[tuple[int, str]]:
    """The lines of a body with their numbers (from 1), stripped."""
    return [(number, clean(line).strip()) for number, line in enumerate(body.split("\n"), 1)]


def _split_boilerplate(lines: Sequence[tuple[int, str]]) -> tuple[Sequence[tuple[int, str]], tuple[str, ...]]:
    """Cut site boilerplate from the end; text in the middle is never taken for it."""
    end = len(lines)
    while end and (not lines[end - 1][1] or _is_boilerplate(lines[end - 1][1])):
        end -= 1
    return lines[:end], tuple(line for _, line in lines[end:] if line)


def _is_boilerplate(line: str) -> bool:
    return len(line) <= _LONGEST_BOILERPLATE and bool(_BOILERPLATE.fullmatch(line))


def _paragraphs(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """One entry a paragraph, heading or bullet; wrapped lines are joined."""
    filled = [line for _, line in lines if line]
    wrapped = (
        len(filled) < len(lines)
        and max(map(len, filled), default=0) <= _WRAPPED_AT
        and any(
            len(line) > _WRAPPED_AT // 2 and following and not _BULLET.match(following)
            for (_, line), (_, following) in pairwise(lines)
        )
    )
    if not wrapped:
        return [(number, line) for number, line in lines if line]
    joined: list[tuple[int, str]] = []
    fresh = True
    for number, line in lines:
        if line and not fresh and not _BULLET.match(line):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        elif line:
            joined.append((number, line))
        fresh = not line
    return joined


def _elements(paragraphs: Sequence[tuple[int, str]]) -> list[str]:
    """The HTML of each paragraph."""
    elements: list[str] = []
    for index, (number, line) in enumerate(paragraphs):
        following = paragraphs[index + 1][1] if index + 1 < len(paragraphs) else ""
        if bullet := _BULLET.match(line):
            item = f'<li {LINE}="{number}">{escape(line[bullet.end() :])}</li>'
            if elements and elements[-1].endswith("</ul>"):
                elements[-1] = elements[-1].removesuffix("</ul>") + item + "</ul>"
            else:
                elements.append(f"<ul>{item}</ul>")
        else:
            tag = "h2" if _is_heading(line, following) else "p"
            elements.append(f'<{tag} {LINE}="{number}">{escape(line)}</{tag}>')
    return elements


def _is_heading(line: str, following: str) -> bool:
    """Short, ends like no sentence, and is followed by a paragraph that is longer than itself."""
    if len(line) > _LONGEST_HEADING or re.search(r"[.,;:…)”\"]$", line):
        return False
    return (
        bool(following)
        and not _BULLET.match(following)
        and (len(following) > len(line) and bool(re.search(r"[.:!?…)”\"’]$", following)))
    )
