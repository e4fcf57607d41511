"""Chapters as MyST shows them: what tests compare with the source's own text."""

from __future__ import annotations

import io
import re

import lxml.html
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from myst_parser.docutils_ import Parser

from coursebook.markup import parse_html
from coursebook.model import Body, Document, Source, Tree
from coursebook.myst import chapter_text
from coursebook.readers import reader_for

ALL_EXTENSIONS = (
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "linkify", "replacements", "strikethrough", "substitution", "tasklist",
)  # fmt: skip
"""More than any book would switch on: what is inert under all of them is inert.

Only `smartquotes` is not among them: whether straight quotes are curled is left to a book, as escaping every apostrophe
would make its chapters hard to read.
"""

_SETTINGS = {
    "_disable_config": True,
    "doctitle_xform": False,
    "halt_level": 6,
    "myst_enable_extensions": ALL_EXTENSIONS,
    "raw_enabled": True,
    "report_level": 2,
}
_BLOCKS = {
    "blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_EMPTY_RAW = {"<br />", "<!-- -->", r"\\"}


class _Box(Directive):
    """Stands in for sphinx-design's `dropdown`, which needs Sphinx: a title and what is inside."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        title, _ = self.state.inline_text("".join(self.arguments), self.lineno)
        box = nodes.container("", nodes.paragraph("", "", *title))
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


directives.register_directive("dropdown", _Box)


def render(text: str) -> nodes.document:
    """The document that docutils makes of a chapter, without the comment that names its source."""
    settings = {**_SETTINGS, "warning_stream": io.StringIO()}
    document = publish_doctree(text, parser=Parser(), settings_overrides=settings)
    for comment in list(document.findall(nodes.comment)):
        if comment.astext().startswith("Made by"):
            comment.parent.remove(comment)
    return document


def shown(node: nodes.Node) -> str:
    """The text that a reader sees; fails for what no chapter may hold."""
    if isinstance(node, nodes.Text):
        return str(node)
    assert not isinstance(node, nodes.comment | nodes.problematic), node
    if isinstance(node, nodes.raw):
        assert node.astext().strip() in _EMPTY_RAW, node
        return "\n" if "br" in node.astext() else ""
    if isinstance(node, nodes.system_message):
        assert node["level"] < 2, node.astext()
        return ""
    runs_on = isinstance(node, nodes.Inline)
    inner = "".join(map(shown, node.children))
    return inner if runs_on else f" {inner} "


def kinds(document: nodes.document) -> set[str]:
    """The names of all nodes of a document, mere information from docutils aside."""
    return {
        node.tagname
        for node in document.findall(nodes.Element)
        if not (isinstance(node, nodes.system_message) and node["level"] < 2)
    }


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return re.findall(r"\w+", text.replace("\u200b", ""))


def text_of(element: lxml.html.HtmlElement | Tree) -> str:
    """The text of a source's tree, with gaps where a browser begins a new line."""
    gap = " " if element.tag in _BLOCKS else ""
    inner = (element.text or "") + "".join(text_of(child) + (child.tail or "") for child in element)
    return f"{gap}{inner}{gap}"


def chapter(source: Source, citations: frozenset[str] = frozenset()) -> tuple[str, Body]:
    """The chapter of a source, its links left as they are, and the body that its reader made."""
    reader = reader_for(source)
    assert reader.body is not None
    document, body = reader.head(source), reader.body(source)
    return chapter_text(document, body.tree, source.path, citations), body


def written(html: str, title: str = "Title", citations: frozenset[str] = frozenset()) -> str:
    """The chapter of an HTML body."""
    return chapter_text(Document("page.md", "page", title, "page"), parse_html(html), "page.md", citations)


def content(text: str) -> str:
    """A chapter below its first lines and its title."""
    return re.split(r"^# .*\n\n?", text, maxsplit=1, flags=re.M)[1]
