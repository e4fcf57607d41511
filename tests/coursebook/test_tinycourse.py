"""A small course with documents of every format: its whole book, byte for byte, and as Jupyter Book builds it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
import yaml
from markdown_it import MarkdownIt

from coursebook.cli import main
from rendering import text_of, words

DATA = Path(__file__).parents[1] / "data"
COURSE, EXPECTED = DATA / "tinycourse", DATA / "tinycourse-book"
REMAKE = "after a wanted change: PYTHONPATH=tests python tests/coursebook/test_tinycourse.py, and read what changed"
JUPYTER_BOOK = str(Path(sys.executable).with_name("jupyter-book"))


def convert(book: Path, *arguments: str) -> int:
    shutil.copytree(COURSE, book)
    return main(["--book", str(book), *arguments])


def files_of(book: Path) -> dict[str, bytes]:
    """All files of a book but what its authors wrote and what is built."""
    paths = [path.relative_to(book) for path in book.rglob("*") if path.is_file()]
    kept = [path for path in paths if path.parts[0] not in {"sources", "notebooks", "_build", "report.json"}]
    return {path.as_posix(): (book / path).read_bytes() for path in kept}


@pytest.fixture(scope="module")
def tiny_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The converted course, built with warnings as errors."""
    book = tmp_path_factory.mktemp("tiny") / "book"
    assert convert(book, "--report", str(book.parent / "report.json")) == 0
    return build(book)


def build(book: Path) -> Path:
    command = [JUPYTER_BOOK, "build", str(book), "--all", "-n", "-W", "--keep-going", "-q"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return book


def page(book: Path, docname: str) -> lxml.html.HtmlElement:
    """The article of a built page, without the signs that theme and Sphinx add to it."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    html = lxml.html.fromstring((book / f"_build/html/{docname}.html").read_bytes(), parser=parser)
    (article,) = html.xpath("//article[contains(@class, 'bd-article')]")
    for sign in article.xpath(".//a[contains(@class, 'headerlink')] | .//script"):
        sign.drop_tree()
    return article


def test_book_is_as_expected(tmp_path: Path) -> None:
    assert convert(tmp_path / "book") == 0
    made, expected = files_of(tmp_path / "book"), files_of(EXPECTED)
    assert sorted(made) == sorted(expected), REMAKE
    for path in expected:
        assert made[path].decode() == expected[path].decode(), f"{path}: {REMAKE}"


def test_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    assert convert(tmp_path / "book") == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "book").rglob("*")}
    assert main(["--book", str(tmp_path / "book")]) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "book").rglob("*")} == before


def source_text(path: Path) -> str:
    """What a reader should see of a document, found without the converter."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return text
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    if text.startswith("{"):
        meta, end = json.JSONDecoder().raw_decode(text)
        body = re.sub(r'\{\{< figure .*caption="(.*?)" >\}\}', r"\1", text[end:])
    elif text.startswith("+++"):
        title, body = (
            re.search(r'title = "(.*?)"', text)[1],
            text.split("+++\n")[2].replace("[^1]:", "").replace("[^1]", " 1"),
        )
        meta = {"title": title}
    else:
        _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.M)
        meta = yaml.safe_load(front)
    if "answer" in meta:
        answer = re.sub(r"\$\$?(?=[nt]).*?\$\$?", "", meta["answer"]).replace("\\n", "\n")
        meta, body = {"title": meta["question"]}, f"{meta['author']} Nov 29, 2024 {meta['subject']}\n\n{answer}"
    rendered = markdown.render(body) if not body.startswith("<") else body
    return f"{meta['title']} {text_of(lxml.html.fragment_fromstring(rendered, create_parent='div'))}"


def missing(wanted: list[str], found: list[str]) -> Iterator[str]:
    """The words that do not stand, in their order, among those found."""
    position = 0
    for word in wanted:
        if word in found[position:]:
            position = found.index(word, position) + 1
        else:
            yield word


def test_every_word_of_the_sources_is_read_on_its_page(tiny_book: Path) -> None:
    report = json.loads((tiny_book.parent / "report.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 6
    for document in report["documents"]:
        text = source_text(tiny_book / "sources" / document["source"])
        for dropped in document["dropped"]:
            text = text.replace(dropped, "")
        text = re.sub(r"\[@weiss1994learning, (.*?)\]", r"\1", text)
        found = words(text_of(page(tiny_book, document["chapter"].removesuffix(".md"))))
        assert list(missing(words(text), found)) == [], document["source"]


def test_side_bar_has_the_order_of_the_table_of_contents(tiny_book: Path) -> None:
    html = lxml.html.fromstring((tiny_book / "_build/html/index.html").read_bytes())
    links = html.xpath("//nav[contains(@class, 'bd-links')]//a/@href")
    listed = re.findall(r"file: (.*)", (tiny_book / "_toc.yml").read_text(encoding="utf-8"))
    assert [link for link in links if link != "#"] == [f"{docname}.html" for docname in listed]


@pytest.mark.parametrize(
    ("old", "chapter"),
    [
        ("learn/asking/questions/how-many-questions/index.html", "chapters/listening/how-many-questions.html"),
        ("old/warm.html", "chapters/asking/warm-questions.html"),
    ],
)
def test_old_address_leads_to_the_chapter(old: str, chapter: str, tiny_book: Path) -> None:
    html = tiny_book / "_build/html"
    (target,) = re.findall(r"url=([^\"']+)", (html / old).read_text(encoding="utf-8"))
    assert ((html / old).parent / target).resolve() == (html / chapter).resolve()


def test_citation_names_its_pages(tiny_book: Path) -> None:
    assert "[Weiss, 1994, pp. 51-52]" in page(tiny_book, "chapters/asking/warm-questions").text_content()


def test_folder_with_nothing_but_documents_is_a_book(tmp_path: Path) -> None:
    for name in ("asking/first-words.md", "asking/how-many.md", "listening/silence.txt"):
        (tmp_path / "sources" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(COURSE / "sources" / name, tmp_path / "sources" / name)
    assert main(["--book", str(tmp_path)]) == 0
    toc = yaml.safe_load((tmp_path / "_toc.yml").read_text(encoding="utf-8"))
    assert [part["caption"] for part in toc["parts"]] == ["Asking", "Listening", "Articles"]
    build(tmp_path)


if __name__ == "__main__":
    shutil.rmtree(EXPECTED)
    convert(EXPECTED)
    for folder in ("sources", "notebooks"):
        shutil.rmtree(EXPECTED / folder)
