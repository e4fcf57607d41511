"""A site of hostile documents, from the readable cases in `attacks/`."""

from __future__ import annotations

import json
import os
import re
from html import escape
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "attacks"
SECRET = "what stands outside 4711"
"""Stands in every file around the sources and in no source."""
LONG = "x" * 300
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle r="1"/></svg>'
STRIKE = "<script>struck()</script>"

FILE_NAMES = (
    "aux.md", "con.txt", "COM1.md", "a\nb.md", "a\rb.md", "a\x1b[2Jb.md", "a\x7fb.md", "\u202edm.exe.md", "-rf.md",
    "\u2215etc\u2215passwd.md", "\uff0e\uff0e\uff0fx.md", "..\\..\\x.md", "$(touch struck.txt).md",
    "`touch struck.txt`.md", "%2e%2e%2fx.md", "{eval}`x`.md", "[x](javascript:struck()).md", "....md", " .md",
    "'\"><img src=x onerror=struck()>.md", "* ? | : < >.md", "\u200b.md", "index.md", "x" * 240 + ".md",
    "a\u0301.md", "\u00e1.md", "--- # x.md",
)  # fmt: skip


class Case(NamedTuple):
    """One attack."""

    family: str
    name: str
    text: str
    result: str
    """What a reader sees, or why it is refused; empty where only harm is looked for."""

    @property
    def slug(self) -> str:
        """The name of the case's file."""
        return re.sub(r"\W+", "-", f"{self.family} {self.name}".lower())


def cases(family: str, secret: str = "/secret.txt") -> list[Case]:
    """The cases of a family; `secret` is the path of a file that no case may show."""
    text = (FOLDER / f"{family}.txt").read_text(encoding="utf-8")
    for token, value in (("file://SECRET", "file:///secret.txt"), ("SECRET", secret), ("LONG", LONG), ("<NUL>", "\0")):
        text = text.replace(token, value)
    found = []
    for block in text.split("\n==== ")[1:]:
        name, _, rest = block.partition("\n")
        body, _, result = (
            re.split(r"^(---- \w+)\n", rest, maxsplit=1, flags=re.M) if "\n---- " in rest else (rest, "", "")
        )
        found.append(Case(family, name, body.strip("\n"), result.strip("\n")))
    return found


def front(**values: object) -> str:
    """Front matter in JSON, which is YAML too."""
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()) + "---\n"


PLACES = (
    "<h2>{}</h2><p>{}</p><p>a<br>{}<br><br>{}</p><ul><li>{}<ul><li>{}</li></ul></li></ul><ol><li>{}</li></ol>"
    "<blockquote>{}</blockquote><table><caption>{}</caption><tr><th>{}</th><th>x</th></tr><tr><td>{}</td><td>{}</td></tr>"
    "</table><dl><dt>{}</dt><dd>{}</dd></dl><details><summary>{}</summary>{}</details><pre>{}</pre>"
    "<aside class='admonition note'><header>{}</header><p>{}</p></aside><p><code>{}</code> <em>{}</em></p>"
    "<p><sub>{}</sub> <a href='https://example.org/'>{}</a> <abbr title='{}'>x</abbr></p>"
    "<ul><li><pre>{}</pre></li></ul>"
    "<figure><img src='dot.svg' alt='{}'><figcaption>{}</figcaption></figure><img src='{}.png' alt='{}'>"
)
SHOWN = PLACES.count("{}") - 5
"""In how many of the places a reader sees the text as it is; in five it is an attribute."""


def page_of(case: Case) -> str:
    """A page that shows a text in every place."""
    values = {"title": case.text, "description": case.text, "keywords": [case.text]}
    menu = {"attacks": {"name": case.text, "identifier": case.slug}}
    return front(**values, menu=menu) + PLACES.replace("{}", escape(case.text)) + "\n"


def question_of(case: Case) -> str:
    """A question page that has a text in every field."""
    text = case.text
    related = {"title": text, "url": text}
    seo = {"page_description": text, "page_keywords": text}
    return front(
        question=text, answer=f"Answer\n\n{text}\n\n- {text}", subject="Attacks", author=text, url=text, file_name=text,
        seo=seo, related_article1=related, date="x", post_on_text=text,
    )  # fmt: skip


def article_of(group: list[Case]) -> str:
    """An article whose lines are texts."""
    lines = [line for case in group for line in case.text.split("\n") if line.strip()]
    shown = "\n\n".join(f"{line}\n\n– {line}" for line in lines)
    return f"{' '.join(lines[0].split())}\n\nIt begins.\n\n{shown}\n\nIt ends.\n"


def write(root: Path) -> None:
    """Write the folder of sources, and what lies around it."""
    sources = root / "sources"
    for folder in ("sources", "around/below"):
        (root / folder).mkdir(parents=True)
    for name in ("secret.txt", "outside.md", "around/below/outside.md"):
        (root / name).write_text(f"# {SECRET}\n\n{SECRET}\n", encoding="utf-8")
    for name in ("outside.svg", "around/outside.svg"):
        (root / name).write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>")
    secret = "../../../secret.txt"
    hidden = (cases(family, secret) for family in ("myst", "html", "markdown", "formulas", "fronts"))
    myst, html, markdown, formulas, fronts = hidden
    texts = {f"{case.slug}.md": page_of(case) for case in myst}
    texts |= {f"questions/{case.slug}.md": question_of(case) for case in myst}
    texts |= {"article.txt": article_of(myst), "control.md": CONTROL}
    for case in [*html, *markdown]:
        texts[f"{case.slug}.md"] = front(title=case.name, menu="attacks") + case.text + "\n"
    for case in formulas:
        body = f"${case.text}^1$ and \\({case.text}^1\\)\n\n$$\n{case.text}\n$$\n\n- $$ {case.text} $$\n"
        texts[f"{case.slug}.md"] = front(title=case.name, menu="attacks") + body
    for case in fronts:
        texts[f"{case.slug}.md"] = f"---\n{case.text}\n---\n<p>Text.</p>\n"
    for number, name in enumerate(FILE_NAMES):
        texts[f"names/{name}"] = front(title=f"Name {number}", description=name) + "<p>Text.</p>\n"
    texts |= {f"{case.slug}.svg": case.text for case in cases("pictures", secret)} | {"dot.svg": DOT}
    texts["html-pictures.md"] = front(title="Pictures", menu="attacks") + "".join(
        f"<p><img src='{case.slug}.svg' alt='{case.name}'></p>\n" for case in cases("pictures")
    )
    texts |= {"scripted.svg": DOT.replace("<circle", STRIKE + "<circle"), "course.yml": COURSE, "names/dot.svg": DOT}
    texts["questions/dot.svg"] = DOT
    texts["references.bib"] = BIBLIOGRAPHY
    texts["glossary.yml"] = "".join(
        f"{json.dumps(' '.join(case.text.split()))}: {json.dumps(case.text)}\n" for case in myst
    )
    for name, text in texts.items():
        (sources / name).parent.mkdir(exist_ok=True)
        (sources / name).write_text(text, encoding="utf-8", newline="")
    for name, target in LINKS.items():
        (sources / name).symlink_to(target)
    os.mkfifo(sources / "pipe.md")


LINKS = {
    "link-out.svg": "../outside.svg", "link-out.md": "../outside.md", "folder-out": "../around", "names/up": "..",
    "loop.md": "loop.md", "zero.svg": "/dev/zero", "gone.md": "../none.md",
}  # fmt: skip
"""Symbolic links among the sources: none of them is followed."""

CONTROL = (
    front(title="Control", menu="attacks")
    + """Text with a *mark*, a [link](https://example.org/), `code`, a formula $x^2$, a note[^1] and [@plain].

```python
x = 1
```

| a | b |
|--:|---|
| 1 | 2 |

{{< details "More" >}}Text{{< /details >}} {{< note >}}

![dot](dot.svg)

- [x] done

[^1]: Note.
"""
)
COURSE = """\
title: "Attacks &lt;img src=x onerror=struck()&gt; {{ x }}"
description: '<img src=x onerror=struck()> {eval}`x`'
authors: ['" onclick="struck()', "{{ x }} &lt;"]
bibliography: references.bib
glossary: glossary.yml
modules: [{menu: attacks, title: '<img src=x onerror=struck()>'}]
"""
BIBLIOGRAPHY = """\
@preamble{"\\input{../../../secret.txt}"}
@string{struck = "<script>struck()</script>"}
@book{plain, author = {A <img src=x onerror=struck()> B}, year = 2000,
  title = struck # {\\href{javascript:struck()}{x}}, publisher = {{eval}`x`},
  doi = {10.1/"onclick=struck()}, note = {\\input{../../../secret.txt}}}
@misc{<b>odd</b>, author = {Odd}, year = 1,
  title = {$\\href{javascript:struck()}{x}$ {{ x }}}, url = {https://example.org/"><b>}}
@misc{../../odd, author = {Path}, title = {``Path''}, howpublished = {\\url{javascript:struck()}}, year = 2}
@misc{{eval}, author = {Role}, title = {Role}, year = 3}
"""
