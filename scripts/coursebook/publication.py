"""Which pages Hugo leaves out of its menus: what the pages say about it, and what follows from that on a given day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from .errors import Diagnostic, Place, Severity, error
from .frontmatter import lowered
from .model import Document, Source, site_path
from .settings import Choices

_SINCE = ("publishdate", "pubdate", "published", "date")
_UNTIL = ("expirydate", "unpublishdate")
_PAGES = re.compile(r"\.(?:md|markdown|mdown|html?)")


def with_publication(document: Document, source: Source) -> Document:
    """The document with what its front matter says about drafts, dates and lists; a date that is none is reported."""
    data = lowered(source.data)
    problems: list[Diagnostic] = []
    return replace(
        document,
        unlisted=unlisted(data),
        since=_moment(source, data, _SINCE, problems),
        until=_moment(source, data, _UNTIL, problems),
        diagnostics=(*document.diagnostics, *problems),
    )


def published(documents: Iterable[Document], choices: Choices) -> tuple[list[Document], list[Diagnostic]]:
    """The documents that Hugo would list, and a notice for each of the others.

    Raises `SourceError` where none is left.
    """
    documents = list(documents)
    now = choices.now.astimezone(UTC).isoformat()
    bundles = {str(PurePosixPath(one.source).parent) for one in documents if _is_bundle(PurePosixPath(one.source))}
    kept, notices = [], []
    for document in documents:
        reason = "" if choices.drafts else _reason(document, now, bundles)
        if reason:
            message = f"left out, as Hugo does: {reason} (--drafts keeps it)"
            notices.append(Diagnostic(Place(document.source), message, Severity.NOTICE))
        else:
            kept.append(document)
    if notices and not kept:
        raise error(Place("."), "every document is a draft or otherwise left out by Hugo; --drafts keeps them")
    return kept, notices


def unlisted(data: Mapping[str, Any]) -> str:
    """Why Hugo lists a page on no day; empty where it does."""
    build = data.get("build") or data.get("_build")
    listed = lowered(build).get("list") if isinstance(build, dict) else None
    if _true(data.get("draft")) or data.get("published") is False:
        return "it is a draft"
    if _true(data.get("headless")):
        return "it is headless"
    return f"build.list is “{str(listed).lower()}”" if listed in ("never", "local") or listed is False else ""


def _true(value: Any) -> bool:
    return value is True or str(value) in {"1", "t", "T", "true", "True", "TRUE"}


def _moment(source: Source, data: Mapping[str, Any], keys: Iterable[str], problems: list[Diagnostic]) -> str:
    """The first of several dates that is set, in UTC; a day begins at midnight."""
    key = next((key for key in keys if data.get(key) not in (None, "", False)), "")
    if not key:
        return ""
    try:
        return _utc(data[key]).isoformat()
    except (ValueError, OverflowError, OSError):
        message = f"“{key}” is not a date ({str(data[key])[:40]}), so it does not count"
        problems.append(Diagnostic(source.place(key), message))
        return ""


def _utc(value: Any) -> datetime:
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    moment = value if isinstance(value, date) else datetime.fromisoformat(str(value).strip())
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _reason(document: Document, now: str, bundles: set[str]) -> str:
    """Why Hugo leaves a document out now; empty where it does not."""
    path = PurePosixPath(document.source)
    above = (path.parent if _is_bundle(path) else path).parents if _PAGES.fullmatch(path.suffix.lower()) else ()
    if bundle := next((str(folder) for folder in above if str(folder) in bundles), ""):
        return f"it is a resource of the page {bundle}/index"
    if document.unlisted:
        return document.unlisted
    if document.since > now:
        return f"it is published on {document.since[:10]}"
    return f"it expired on {document.until[:10]}" if document.until and document.until < now else ""


def _is_bundle(path: PurePosixPath) -> bool:
    """Whether a document makes its folder one page; the root’s own index would take the whole course."""
    return path.stem == "index" and "/" in site_path(str(path)) and bool(_PAGES.fullmatch(path.suffix.lower()))
