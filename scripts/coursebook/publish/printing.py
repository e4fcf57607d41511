"""The PDF edition: the pages of the built book joined into one document, and set by WeasyPrint."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from weasyprint import CSS, HTML  # type: ignore[import-untyped]
from weasyprint.document import Document  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from . import fonts
from .frontpages import PrintedBook
from .joining import join
from .links import SHELF
from .outline import read_outline
from .problems import PublishError
from .trees import Element, markup

__all__ = ["PrintedBook", "PublishError", "write_pdf"]

STYLE = Path(__file__).with_name("print.css")


def write_pdf(html_dir: Path, pdf: Path, book: PrintedBook) -> int:
    """Print the built book in `html_dir` to the file `pdf`, and return how many pages it has.

    Nothing is fetched from outside that folder. Raises `PublishError` naming every image that cannot be loaded, link
    that leads nowhere, formula that cannot be set, character that no font covers, and warning of the typesetter; no
    file is written then.
    """
    body, problems = join(html_dir, read_outline(html_dir), book)
    with typesetter_warnings() as warnings:
        document = typeset(body, html_dir, book)
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    if problems or warnings:
        raise PublishError([*problems, *warnings])
    pdf.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(data)
    return len(document.pages)


def typeset(body: Element, html_dir: Path, book: PrintedBook) -> Document:
    """Lay out a whole book on pages."""
    fetcher = ShelfFetcher(html_dir)
    with fonts.only_our_fonts():
        configuration = FontConfiguration()
    style = [
        CSS(url=SHELF + fonts.STYLESHEET, font_config=configuration, url_fetcher=fetcher),
        CSS(filename=STYLE, font_config=configuration, url_fetcher=fetcher),
    ]
    document = HTML(string=_document(body, book), base_url=SHELF, url_fetcher=fetcher)
    return document.render(font_config=configuration, stylesheets=style)


class ShelfFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the files of one folder under `SHELF`, and `data:` addresses; refuses everything else."""

    def __init__(self, html_dir: Path) -> None:
        """Remember the folder of the built book."""
        super().__init__(allowed_protocols=("data",))
        self._folder = html_dir.resolve()

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the content of an address; raises `ValueError` or `OSError` for what is not on the shelf."""
        if not url.startswith(SHELF):
            return super().fetch(url, headers)
        path = (self._folder / unquote(url.removeprefix(SHELF))).resolve()
        if not path.is_relative_to(self._folder):
            raise ValueError("it is not in the book")
        mime = {"Content-Type": "text/css"} if path.suffix == ".css" else None
        return URLFetcherResponse(url, path.read_bytes(), mime)


@contextmanager
def typesetter_warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of within this context, one sentence each."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage().replace(SHELF, ""))

    logger = logging.getLogger("weasyprint")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [Collector(logging.WARNING)], False
    try:
        yield messages
    finally:
        logger.handlers, logger.propagate = before


def _document(body: Element, book: PrintedBook) -> str:
    """Return the HTML of the whole book; title, authors and language become the properties of the file."""
    authors = "".join(f'<meta name="author" content="{escape(author)}">' for author in book.authors)
    description = f'<meta name="description" content="{escape(book.description)}">' if book.description else ""
    return (
        f'<!doctype html><html lang="{escape(book.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(book.title)}</title>{authors}{description}</head>{markup(body)}</html>"
    )
