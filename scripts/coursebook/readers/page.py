"""Hugo's pages: front matter, then a body in HTML or Markdown.

::

    ---
    title: Qualitative interviews
    menu:
      why-interview: {weight: 20, identifier: qualitative-interviews, parent: …, pre: 3}
    next: ../focus-groups/
    ---
    <p>…</p>
"""

from __future__ import annotations

from pathlib import PurePosixPath

from ..errors import Diagnostic
from ..frontmatter import lowered
from ..markup import is_html, parse_html, parse_markdown, set_line
from ..model import Body, Document, MenuEntry, Source, site_path, slug_of
from ..publication import with_publication
from ..readable import mark_formulas
from ..shortcodes import expand
from .fields import integer, is_zero, menu_entries, page_weight, text, texts, weight_problem

FIRST = -(2**31)
"""Lighter than any weight that somebody would write."""


def recognises(source: Source) -> bool:
    """Anything with front matter."""
    return bool(source.front.strip())


def head(source: Source) -> Document:
    """Title, places and links of a page; raises `SourceError` where a menu entry makes no sense."""
    data = lowered(source.data)
    slug = slug_in(source.path)
    title = text(data, "title") or slug.replace("-", " ").capitalize()
    untitled = () if text(data, "title") else (Diagnostic(source.place(), f"no title; “{title}” is used"),)
    document = Document(
        source=source.path,
        reader="page",
        title=title,
        slug=slug,
        menus=menu_entries(source, title) or (_section_entry(source, title),),
        module_title=text(data, "module"),
        description=text(data, "description"),
        keywords=texts(data, "keywords"),
        address=text(data, "url"),
        aliases=texts(data, "aliases"),
        next=text(data, "next"),
        previous=text(data, "previous"),
        diagnostics=(*untitled, *weight_problem(source)),
    )
    return with_publication(document, source)


def body(source: Source) -> Body:
    """The body's tree; a shortcode without an equivalent stays visible and is reported."""
    html = is_html(source.body)
    expanded = expand(source.body, source.data, markdown=not html)
    diagnostics = tuple(
        Diagnostic(source.body_place(line), f"the shortcode “{name}” has no equivalent and is kept as text")
        for line, name in expanded.unknown
    )
    tree = (parse_html if html else parse_markdown)(expanded.text)
    if html:
        mark_formulas(tree)
    for element in tree.iter():
        set_line(element, expanded.lines[min(element.sourceline or 1, len(expanded.lines)) - 1])
    return Body(tree, dropped=tuple(expanded.dropped), diagnostics=diagnostics)


def slug_in(path: str) -> str:
    """The slug of a file's path: its name, or its folder's where Hugo names the file `index` or `_index`."""
    pure = PurePosixPath(site_path(path))
    stem = pure.stem.removeprefix("_") if pure.stem == "_index" else pure.stem
    return slug_of(pure.parent.name if stem == "index" and pure.parent.name else stem)


def _section_entry(source: Source, title: str) -> MenuEntry:
    """The place of a page that names no menu, by its own weight in its section, as Hugo orders the pages of one.

    The first folder is the module, a folder below it hangs under its own `_index`; the module's `_index` comes first.
    """
    path = PurePosixPath(site_path(source.path))
    folders, data = path.parent.parts, lowered(source.data)
    is_folder = path.stem in {"index", "_index"}
    above = folders[:-1] if is_folder else folders
    opens = path.stem == "_index" and len(folders) == 1
    return MenuEntry(
        menu=folders[0] if folders else "pages",
        name=title,
        identifier="/".join(folders if is_folder else (*folders, path.stem)) or "index",
        parent="/".join(above) if len(above) > 1 else "",
        weight=FIRST if opens else page_weight(data),
        zero=is_zero(data) and not opens,
        depth=integer(data.get("depth")),
    )
