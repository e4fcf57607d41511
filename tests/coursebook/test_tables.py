"""The readable tables of what each format becomes: in `tests/tables/`, cases of a name, a text, and its MyST.

Name, text and MyST are divided by lines that hold nothing but a dot.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from coursebook.model import Source
from rendering import chapter, content, kinds, render, written

TABLES = Path(__file__).parents[1] / "tables"
CITATIONS = frozenset({"weiss1994", "kahn1957"})
Case = tuple[str, str, str]


def cases(table: Path) -> list[Case]:
    """The cases of a table; fails for one that is not whole."""
    parts = f"\n{table.read_text(encoding='utf-8')}".split("\n.\n")
    assert len(parts) % 3 == 1, f"{table}: a case needs a name, a text and its MyST"
    assert not parts[-1].strip(), f"{table}: the last case has no end"
    return [(parts[at].strip(), parts[at + 1], parts[at + 2]) for at in range(0, len(parts) - 1, 3)]


def tables(folder: str) -> list[Any]:
    """Every case of every table of a format."""
    found = [
        pytest.param(text, myst, id=f"{path.stem}: {name}")
        for path in sorted((TABLES / folder).glob("*.txt"))
        for name, text, myst in cases(path)
    ]
    assert found, f"no tables in {folder}"
    return found


def made(folder: str, text: str) -> str:
    """What a text of a format becomes."""
    if folder == "page":
        whole = written(text, citations=CITATIONS)
    elif folder == "question":
        source = Source("a.md", {"question": "Title", "answer": text}, "", 1, "question: Title\nanswer: …")
        whole, _ = chapter(source, CITATIONS)
    else:
        whole, body = chapter(Source("a.txt", {}, text, 1), CITATIONS)
        whole += "".join(f"% dropped: {line}\n" for line in body.dropped)
    return content(whole).rstrip("\n")


@pytest.mark.parametrize(("text", "myst"), tables("page"))
def test_body_of_a_page(text: str, myst: str) -> None:
    assert made("page", text) == myst


@pytest.mark.parametrize(("text", "myst"), tables("question"))
def test_answer_of_a_question(text: str, myst: str) -> None:
    assert made("question", text) == myst


@pytest.mark.parametrize(("text", "myst"), tables("article"))
def test_text_of_an_article(text: str, myst: str) -> None:
    assert made("article", text) == myst


@pytest.mark.parametrize("table", sorted(TABLES.rglob("*.txt")), ids=lambda path: path.stem)
def test_names_of_cases_are_told_apart(table: Path) -> None:
    names = [name for name, _, _ in cases(table)]
    assert all(names) and sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("text", "myst"), [*tables("page"), *tables("question"), *tables("article")])
def test_myst_of_every_case_is_read_without_complaint(text: str, myst: str) -> None:
    without_sphinx = re.sub(r"\{cite:p\}|^:nowrap:\n", "", myst, flags=re.M)
    document = render(f"# Title\n\n{without_sphinx}\n")
    assert "system_message" not in kinds(document), document.pformat()
