"""A small site of invented pages, for tests that change and convert it again and again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

WORDS = [
    "ask",
    "hear",
    "listen",
    "pause",
    "quiet",
    "reply",
    "room",
    "story",
    "theme",
    "trust",
    "voice",
    "wait",
    "wonder",
]


def write_page(sources: Path, number: int, words: str = "", title: str = "") -> Path:
    """Write a page that links to its neighbour and shows the site's one image."""
    file = sources / f"part-{number % 3}" / f"page-{number}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"title: {title or f'Page {number}'}\nmenu:\n  part-{number % 3}: {{weight: {number + 1}}}\n"
    body = f"<p>{words or WORDS[number % len(WORDS)]} <a href='../page-{number + 3}/'>next</a></p>"
    image = "<p><img src='../dot.svg' alt='dot'></p>" if number % 4 == 0 else ""
    file.write_text(f"---\n{head}---\n{body}{image}\n", encoding="utf-8")
    return file


def write_site(sources: Path, count: int) -> Path:
    """Write `count` pages, an image and a list of terms."""
    for number in range(count):
        write_page(sources, number)
    (sources / "dot.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (sources / "glossary.yml").write_text("pause: a silence that asks\n", encoding="utf-8")
    (sources / "course.yml").write_text("title: Small\nglossary: glossary.yml\n", encoding="utf-8")
    return sources


def state(book: Path) -> dict[str, bytes]:
    """Everything that a run makes, as it stands on the disk."""
    paths = [path.relative_to(book) for path in book.rglob("*") if path.is_file()]
    made = [path for path in paths if path.parts[0] in {"chapters", "_toc.yml", "_config.yml", "index.md"}]
    return {path.as_posix(): (book / path).read_bytes() for path in made}


def _rename(sources: Path, chance: random.Random) -> None:
    page = chance.choice(pages(sources))
    page.rename(page.with_name(f"renamed-{chance.randrange(10**6)}.md"))


def _text(sources: Path, chance: random.Random) -> None:
    page = chance.choice(pages(sources))
    page.write_text(page.read_text().replace("<p>", f"<p>{chance.choice(WORDS)} ", 1), encoding="utf-8")


def _weight(sources: Path, chance: random.Random) -> None:
    page = chance.choice(pages(sources))
    page.write_text(page.read_text().replace("weight: ", f"weight: {chance.randrange(1, 9)}"), encoding="utf-8")


def _title(sources: Path, chance: random.Random) -> None:
    page = chance.choice(pages(sources))
    page.write_text(page.read_text().replace("title: ", f"title: {chance.choice(WORDS)} "), encoding="utf-8")


EDITS: dict[str, Callable[[Path, random.Random], object]] = {
    "a page's text": _text,
    "a page's title": _title,
    "a page's weight": _weight,
    "a page's name": _rename,
    "a page gone": lambda sources, chance: chance.choice(pages(sources)).unlink(),
    "a page more": lambda sources, chance: write_page(sources, chance.randrange(50, 99)),
    "a module's title": lambda sources, chance: (sources / "course.yml").write_text(
        f"title: Small\nglossary: glossary.yml\nmodules: [{{menu: part-1, title: {chance.choice(WORDS)}}}]\n"
    ),
    "the old site": lambda sources, chance: (sources / "course.yml").write_text(
        f"title: Small\nglossary: glossary.yml\nsite_url: https://{chance.choice(WORDS)}.example.org\n"
    ),
    "a term": lambda sources, chance: (sources / "glossary.yml").write_text(f"{chance.choice(WORDS)}: a word\n"),
    "the image": lambda sources, chance: (sources / "dot.svg").write_text(f"<svg id='{chance.choice(WORDS)}'/>"),
    "an image more": lambda sources, chance: (sources / "Dot.svg").write_text(f"<svg id='{chance.choice(WORDS)}'/>"),
    "a touched page": lambda sources, chance: chance.choice(pages(sources)).touch(),
}
"""What authors do to a site."""


def pages(sources: Path) -> list[Path]:
    """The pages of the site, in order of their paths."""
    return sorted(sources.rglob("*.md"))
