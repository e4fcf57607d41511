"""What the title page and the imprint of the PDF say, gathered from where it is written once."""

from __future__ import annotations

import datetime
import os
import tomllib
from pathlib import Path

import yaml

from ..errors import SourceError
from ..settings import read_settings
from .frontpages import PrintedBook
from .problems import PublishError

SETTINGS = Path("sources/course.yml")


def edition_date() -> datetime.date:
    """Return today, or the day of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC), which makes builds repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now(datetime.UTC)
    return moment.date()


def printed_book(root: Path) -> PrintedBook:
    """Return the particulars of the book in `root`: `sources/course.yml`, `_config.yml` and `pyproject.toml`.

    Raises `PublishError` when `course.yml` is not as it should be.
    """
    settings_file = root / SETTINGS
    try:
        course = read_settings(settings_file.read_bytes() if settings_file.exists() else None)
    except SourceError as error:
        raise PublishError(map(str, error.diagnostics)) from error
    config = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    date = edition_date()
    return PrintedBook(
        title=course.title or config["title"],
        subtitle=course.subtitle,
        authors=course.authors or (config["author"],),
        description=course.description,
        licence=licence_line(dict(course.licenses)),
        version=project["version"],
        date=f"{date.day} {date:%B %Y}",
        language=course.language,
        web=config.get("html", {}).get("baseurl", ""),
    )


def licence_line(licences: dict[str, str]) -> str:
    """Return a sentence such as `Licences: text CC BY 4.0, code MIT.`, or nothing without licences."""
    named = ", ".join(f"{what} {licence.replace('-', ' ')}" for what, licence in licences.items())
    return f"Licences: {named}." if named else ""
