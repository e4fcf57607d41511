"""Generated sources: question pages and module pages, half and half, as large as real ones."""

from __future__ import annotations

import random
from pathlib import Path

from book import VOCABULARY

MODULE = 100
"""Pages in a module."""


def sentence(chance: random.Random) -> str:
    """About fourteen words."""
    return " ".join(chance.choices(VOCABULARY, k=chance.randint(8, 20))).capitalize() + "."


def paragraph(chance: random.Random) -> str:
    """About four sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(3, 5)))


def answer(chance: random.Random) -> str:
    """An answer in Markdown: paragraphs around a list of five reasons."""
    reasons = [f"{number}. **{sentence(chance)[:-1]}**: {paragraph(chance)}" for number in range(1, 6)]
    return "\n\n".join([paragraph(chance), *reasons, paragraph(chance)])


def body(chance: random.Random, number: int) -> str:
    """A page in HTML: three sections, each with a link and a list."""
    return "".join(
        f"<h4>{sentence(chance)[:-1]}</h4>\n<p>{paragraph(chance)} <em>{sentence(chance)}</em> "
        f'<a href="../page-{max(number - MODULE, 1)}/">see there</a></p>\n'
        f"<ul><li>{sentence(chance)}</li><li><b>{sentence(chance)}</b> {sentence(chance)}</li></ul>\n"
        for _ in range(3)
    )


def question_page(number: int) -> str:
    """The file of an even page."""
    chance = random.Random(number)  # noqa: S311 - filler, not secrets
    text = answer(chance).replace("\n", "\\n")
    return f"""---
id: {number}
date: 2024-11-29
date_format: MMM DD, YYYY
question: >-
    What is known of {number}?
seo:
    page_description: >-
        {sentence(chance)}
    page_keywords: >-
        {", ".join(chance.sample(VOCABULARY, 3))}
author: A. Author
subject: Subject {number % 20}
answer: >-
    {text}
file_name: question-{number}.md
url: /learn/question-{number}
related_article1:
    title: >-
        What is known of {max(number - 2, 0)}?
    url: /learn/question-{max(number - 2, 0)}
---

&nbsp;
"""


def module_page(number: int) -> str:
    """The file of an odd page."""
    menu = f"module-{number // MODULE}"
    return f"""---
title: "Page {number}"
module: "Module {number // MODULE}"
menu:
  {menu}:
    parent: {menu}
    weight: {number % MODULE + 1}
    identifier: page-{number}
    pre: {3 + (number % 10 > 1)}
---
<div class="pageblock">{body(random.Random(number), number)}</div>
"""  # noqa: S311


def write_sources(folder: Path, count: int) -> None:
    """Write `count` pages below `folder`, the same ones every time."""
    for number in range(count):
        name = f"module-{number // MODULE}/{'page' if number % 2 else 'question'}-{number}.md"
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(module_page(number) if number % 2 else question_page(number), encoding="utf-8")


def write_bodies(folder: Path, count: int) -> None:
    """Write the texts of the same pages as plain HTML, for tools that convert nothing else."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - not needed for the sources

    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chance = random.Random(number)  # noqa: S311
        html = body(chance, number) if number % 2 else MarkdownIt().render(answer(chance))
        (folder / f"{number}.html").write_text(html, encoding="utf-8")


def write_hugo(folder: Path, count: int) -> None:
    """Write the same pages as a site for Hugo, with layouts that show what a chapter shows, and all menus once."""
    write_sources(folder / "content", count)
    page = (
        "<!doctype html><title>{{ .Title }}</title>{{ with .Params.question }}<h1>{{ . }}</h1>{{ end }}"
        '{{ with .Params.answer }}{{ replace . "\\\\n" "\\n" | markdownify }}{{ end }}{{ .Content }}\n'
    )
    item = '{{ define "items" }}{{ range . }}<li>{{ .Name }}{{ template "items" .Children }}</li>{{ end }}{{ end }}'
    home = item + '{{ range .Site.Menus }}<ul>{{ template "items" . }}</ul>{{ end }}\n'
    for name, layout in (("single", page), ("list", "{{ .Title }}\n"), ("home", home)):
        file = folder / f"layouts/_default/{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(layout, encoding="utf-8")
    config = 'title = "Generated"\ndisableKinds = ["taxonomy", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    (folder / "hugo.toml").write_text(config, encoding="utf-8")
