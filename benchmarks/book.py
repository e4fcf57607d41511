"""Generated books: the same chapters, laid out for each of the tools that are compared."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path

PARTS = 10
SECTIONS = 4
PARAGRAPHS = 3
SENTENCES = 4
WORDS = (10, 14)
"""The shortest and the longest sentence; with the numbers above a chapter has about 600 words."""

STEMS = (
    "answer ask attend chapter consent convers curious decide doubt evidence field follow gentl guide hear interview "
    "journey know languag listen mean memor moment note open patient pause people place plan question quiet reason "
    "record repl research rememb respect return room silen speak stor talk theme think time topic transcri trust "
    "understand voice wait wonder word writ"
).split()
VOCABULARY = [
    prefix + stem + ending
    for ending in ("", "s", "ing", "ed", "er", "able", "ful")
    for prefix in ("", "re", "un", "over", "co")
    for stem in STEMS
]
FREQUENCIES = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))
"""As in a language: the second word is half as frequent as the first, the third a third."""


@dataclass(frozen=True)
class Chapter:
    """A page of the book."""

    part: int
    """Counted from 1."""
    number: int
    """Counted from 1 through the whole book."""

    @property
    def path(self) -> str:
        """The file, relative to the folder of the pages."""
        return f"part-{self.part:02}/chapter-{self.number:04}.md"

    @property
    def title(self) -> str:
        """The heading."""
        return f"Chapter {self.number}: {STEMS[self.number % len(STEMS)]} & {STEMS[self.number * 7 % len(STEMS)]}"


def chapters(count: int) -> list[Chapter]:
    """Return `count` chapters in `PARTS` parts of nearly equal length."""
    return [Chapter(part=number * PARTS // count + 1, number=number + 1) for number in range(count)]


def text(chapter: Chapter) -> str:
    """Return a chapter as Markdown that every tool reads alike; the same chapter always has the same words."""
    chance = random.Random(chapter.number)  # noqa: S311 - filler, not secrets
    blocks = [f"# {chapter.title}"]
    for section in range(SECTIONS):
        blocks.append(f"## {' '.join(chance.sample(VOCABULARY, 3)).capitalize()}")
        blocks += [" ".join(_sentence(chance) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)]
        blocks.append("\n".join(f"- **{word}**: {_sentence(chance)}" for word in chance.sample(VOCABULARY, section)))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _sentence(chance: random.Random) -> str:
    words = chance.choices(VOCABULARY, cum_weights=FREQUENCIES, k=chance.randint(*WORDS))
    return " ".join([words[0].capitalize(), f"*{words[1]}*", *words[2:]]) + "."


def write_pages(folder: Path, book: list[Chapter]) -> None:
    """Write the chapters and an opening page `index.md` below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# A generated book\n\nIt is as long as it has to be.\n", encoding="utf-8")
    for chapter in book:
        file = folder / chapter.path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text(chapter), encoding="utf-8")


def _by_part(book: list[Chapter]) -> list[tuple[int, list[Chapter]]]:
    return [(part, list(members)) for part, members in groupby(book, key=lambda chapter: chapter.part)]


def write_jupyter_book(folder: Path, book: list[Chapter], extensions: tuple[str, ...] = ()) -> None:
    """Write the book for Jupyter Book, which loads `extensions` besides its own."""
    write_pages(folder, book)
    toc = ["format: jb-book", "root: index", "parts:"]
    for part, members in _by_part(book):
        toc += [f"- caption: Part {part}", "  chapters:", *(f"  - file: {chapter.path}" for chapter in members)]
    config = ["title: A generated book", "only_build_toc_files: true", "execute: {execute_notebooks: 'off'}"]
    config += ["sphinx:", f"  extra_extensions: [{', '.join(extensions)}]"] if extensions else []
    (folder / "_toc.yml").write_text("\n".join(toc) + "\n", encoding="utf-8")
    (folder / "_config.yml").write_text("\n".join(config) + "\n", encoding="utf-8")


def write_mkdocs(folder: Path, book: list[Chapter]) -> None:
    """Write the book for mkdocs-material, with nothing from other servers."""
    write_pages(folder / "docs", book)
    config = ["site_name: A generated book", "theme: {name: material, font: false}", "nav:", "- index.md"]
    for part, members in _by_part(book):
        config += [f"- Part {part}:", *(f"  - {chapter.path}" for chapter in members)]
    (folder / "mkdocs.yml").write_text("\n".join(config) + "\n", encoding="utf-8")


def write_hugo(folder: Path, book: list[Chapter]) -> None:
    """Write the book for Hugo, with the barest layout: a title, the text, and no navigation."""
    write_pages(folder / "content", book)
    (folder / "content/index.md").rename(folder / "content/_index.md")  # else the chapters would be its attachments
    layout = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n"
    for name in ("single", "list", "home"):
        file = folder / f"layouts/_default/{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(layout, encoding="utf-8")
    (folder / "hugo.toml").write_text(
        'title = "A generated book"\ndisableKinds = ["taxonomy", "RSS"]\n', encoding="utf-8"
    )
