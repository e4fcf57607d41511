r"""Question-and-answer pages in the style of Jekyll and CloudCannon: all content stands in the front matter.

::

    ---
    question: What are interviews for?
    answer: >-
        They serve several purposes.\n\n1. **Exploring perspectives** …
    author: …
    date: 2024-11-29
    date_format: MMM DD, YYYY
    seo: {page_description: …, page_keywords: "a, b"}
    subject: Sociology
    file_name: what-are-interviews-for.md
    url: /learn/sociology/questions/what-are-interviews-for
    related_article1: {title: …, url: …}
    ---

    &nbsp;
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import PurePosixPath
from typing import Any

from babel import Locale
from babel.dates import format_date

from ..errors import Diagnostic, error
from ..frontmatter import lowered
from ..markup import clean, parse_html, parse_markdown, set_line, text_of
from ..mathspans import decode_breaks
from ..model import Body, Document, MenuEntry, Source, slug_of
from ..publication import unlisted
from .fields import menu_entries, page_weight, text, texts
from .page import slug_in

RANK = 1

# Moment.js writes dates with other letters than CLDR, which Babel speaks.
_CLDR = {"YYYY": "yyyy", "YY": "yy", "DD": "dd", "D": "d", "dddd": "EEEE", "ddd": "EEE"}


def recognises(source: Source) -> bool:
    """Front matter with a question and an answer."""
    return "question" in source.data and "answer" in source.data


def head(source: Source) -> Document:
    """Question, places and address; raises `SourceError` where a menu entry or the answer makes no sense."""
    data = source.data
    if isinstance(data["answer"], list | dict):
        raise error(source.place("answer"), "“answer” must be a text")
    seo = data.get("seo")
    seo = seo if isinstance(seo, dict) else {}
    title = text(data, "question") or text(data, "title") or slug_in(source.path)
    subject = text(data, "subject") or "Questions"
    own = text(data, "file_name")
    fallback = MenuEntry(slug_of(subject), title, slug_in(source.path), weight=page_weight(data))
    entries = menu_entries(source, title)
    return Document(
        source=source.path,
        reader="question",
        title=title,
        slug=slug_of(PurePosixPath(own).stem) if own else slug_in(source.path),
        menus=entries or (fallback,),
        module_title="" if entries else subject,
        rank=0 if entries else RANK,
        description=text(seo, "page_description") or text(data, "description"),
        keywords=texts(seo, "page_keywords") or texts(data, "keywords"),
        address=text(data, "url"),
        aliases=texts(data, "aliases"),
        unlisted=unlisted(lowered(data)),
        diagnostics=_left_over(source),
    )


def body(source: Source) -> Body:
    """Byline, answer, and the related questions as a list of links."""
    data = source.data
    answer = str(data.get("answer") or "")
    tree = parse_markdown(decode_breaks(answer))
    for element in tree.iter():
        set_line(element, 1)  # line breaks of the answer are not those of the file
    if byline := _byline(data):
        tree.insert(0, parse_html(f"<p><em>{escape(byline)}</em></p>")[0])
        tree[0].tail, tree.text = tree.text, None
    related = "".join(_related(data))
    if related:
        tree.extend(list(parse_html(f"<h2>Related questions</h2><ul>{related}</ul>")))
    line = source.place("answer").line
    below = source.front.split("\n")[line - source.front_line :]
    return Body(tree, origin=replace(source, body="\n".join(below), body_line=line))


def _byline(data: Mapping[str, Any]) -> str:
    """Author, date and subject, as far as they are known."""
    written = " ".join(filter(None, (text(data, "post_on_text"), _date(data))))
    return " · ".join(filter(None, (text(data, "author"), written if _date(data) else "", text(data, "subject"))))


def _date(data: Mapping[str, Any]) -> str:
    """The date in the page's own `date_format` (Moment.js letters), or as written where it is no date."""
    value = data.get("date")
    pattern = text(data, "date_format")
    if not isinstance(value, date) or not pattern:
        return text(data, "date")
    cldr = re.sub(r"Y+|D+|d+", lambda letters: _CLDR.get(letters[0], letters[0]), pattern)
    try:
        return str(format_date(value, cldr, locale=Locale("en")))
    except (ValueError, AttributeError):  # letters that CLDR does not know, or that ask for a time of day
        return text(data, "date")


def _related(data: Mapping[str, Any]) -> Iterator[str]:
    """An item for each `related_articleN`, in the order of N."""
    numbered = sorted(
        (int(found[1]), value)
        for key, value in data.items()
        if (found := re.fullmatch(r"related_article(\d+)", key)) and isinstance(value, dict)
    )
    for _, value in numbered:
        title, url = text(value, "title"), text(value, "url")
        if title and url != text(data, "url"):
            yield f'<li><a href="{escape(url)}" class="related">{escape(title)}</a></li>'


def _left_over(source: Source) -> tuple[Diagnostic, ...]:
    """A question page's own body holds nothing; where it does, say that it stays out."""
    if not source.body.strip() or not text_of(parse_html(clean(source.body))).strip("\u00a0 "):
        return ()
    return (Diagnostic(source.body_place(1), "text after the front matter of a question page is not part of it"),)
