"""Bodies of pages as real sites hold them: what becomes of each, and that a book of all of them builds strictly."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

from coursebook.cli import main
from coursebook.errors import Severity, SourceError
from coursebook.markup import parse_html
from coursebook.model import Source
from coursebook.pipeline import Conversion, convert
from coursebook.settings import Choices, read_settings
from coursebook.verify import first_difference, tree_words
from rendering import chapter, content

CASES = Path(__file__).parents[1] / "tables" / "bodies"
BECOMES = "-------- becomes --------\n"
NAMES = sorted(path.stem for path in CASES.glob("*.md"))
COURSE = """\
shortcodes: {aside-note: admonition, internal: drop, saying: quote, tabs: unwrap}
defaults:
  - values: {author: {name: Ann *Onymous*}}
"""
PLACES = {
    "here": '<p><a href="#below">down</a> <a href="../there/#in-a-cell">cell</a> <a href="../there/#gone">gone</a></p>'
    '<hr><h3 id="below">Below</h3><p>Text with <a name="shared"></a>a name. <a href="#shared">here</a></p>',
    "there": '# First\n\n<table><tr><td>a</td><td id="in-a-cell">b</td></tr></table>\n\n## A heading, *named*\n\n'
    "## Another {#own}\n\n- item\n- <span id='shared'>item</span>\n\n"
    "[name](#a-heading-named) [own](#own) [there](/there#shared) [here](/here#shared) [lost](#lost)\n",
}


def read(name: str) -> tuple[str, str]:
    """The body of a case and the chapter that it should become."""
    body, found, expected = (CASES / f"{name}.md").read_text(encoding="utf-8").partition(BECOMES)
    assert found, f"{name}.md has no line “{BECOMES.strip()}”"
    return body, expected


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources: a page for every case, and two that lead to places in each other."""
    return write_sources(tmp_path_factory.mktemp("bodies"))


def write_sources(folder: Path) -> Path:
    (folder / "sources").mkdir()
    for name, body in ({name: read(name)[0] for name in NAMES} | PLACES).items():
        text = f"---\ntitle: {name.capitalize()}\nmenu: bodies\n---\n{body}"
        (folder / f"sources/{name}.md").write_text(text, encoding="utf-8")
    (folder / "sources/course.yml").write_text(COURSE, encoding="utf-8")
    (folder / "sources/line.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>')
    return folder


@pytest.fixture(scope="module")
def conversion(folder: Path) -> Conversion:
    """What is made of the folder, of which every chapter has the words of its body."""
    made = convert(folder / "sources", folder, Choices(verify=True))
    assert [str(one) for one in made.diagnostics if one.severity is Severity.ERROR] == []
    return made


@pytest.mark.parametrize("name", NAMES)
def test_body_becomes_myst(name: str, conversion: Conversion) -> None:
    assert content(conversion.files[f"chapters/bodies/{name}.md"].decode()) == read(name)[1]


@pytest.mark.parametrize(
    ("body", "chapter_text", "message"),
    [
        (
            "<p>a b</p>\n<p>c d</p>",
            "# T\n\na b\n\nd\n",
            "p.md:5:1: after “a b” the chapter says “d” and the source “c”",
        ),
        ("<p>a b</p>", "# T\n\na\n", "p.md:4:1: after “a” the chapter says nothing more and the source “b”"),
        ("<p>a</p>", "# T\n\na b\n", "p.md:4:1: after “a” the chapter says “b” and the source nothing more"),
        ("<p>a</p>", "# T\n\nb a\n", "p.md:4:1: the chapter says “b” and the source “a”"),
        ("", "# T\n\nmore\n", "p.md:4:1: the chapter says “more” and the source nothing more"),
    ],
)
def test_first_difference_names_word_and_place(body: str, chapter_text: str, message: str) -> None:
    source = Source("p.md", {}, body, 4, "title: T", 2)
    assert str(first_difference(tree_words(parse_html(body)), chapter_text, source)) == message


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ("a\n\n{{< tabs >}}x{{< /tabs >}} {{< strange >}}y{{< /strange >}}", ["6:1: warning: the shortcode “strange”"]),
        ("{{< details >}}\na\n{{< /details >}}\n{{% other %}}", ["7:1: warning: the shortcode “other”"]),
        (
            "`{{< inside >}}`\n\n```\n{{< inside >}}\n```\n\n{{</* shown */>}} {{< param missing >}}",
            ["10:1: warning: "],
        ),
        ("<p>\n{{< inside >}}</p><pre>{{< code >}}</pre>", ["5:1: warning: the shortcode “inside”"]),
    ],
)
def test_unknown_shortcode_is_reported_once(body: str, messages: list[str]) -> None:
    values = read_settings(COURSE.encode()).defaults_for("page.md")
    _, found = chapter(Source("page.md", {"title": "Title", **values}, body, 4, "title: Title", 2))
    shown = [str(diagnostic).removeprefix("page.md:") for diagnostic in found.diagnostics]
    assert [message[: len(wanted)] for message, wanted in zip(shown, messages, strict=True)] == messages


def test_shortcode_that_is_dropped_is_listed() -> None:
    data = {"title": "T", "shortcodes": {"x": "drop"}}
    _, body = chapter(Source("page.md", data, "a {{< x >}}b\nc{{< /x >}} d", 4, "title: T", 2))
    assert body.dropped == ("b c",)


def test_table_of_shortcodes_is_checked() -> None:
    with pytest.raises(SourceError) as raised:
        read_settings(b"title: T\nshortcodes:\n  tabs: unwrap\n  notice: box\n")
    assert str(raised.value) == "course.yml:4:3: “notice” must be one of admonition, drop, quote, unwrap"


def test_difference_makes_the_command_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/page.md").write_text("---\ntitle: T\n---\n<p>a b</p>\n", encoding="utf-8")
    assert main(["--book", str(tmp_path), "--verify"]) == 0
    monkeypatch.setattr("coursebook.steps.chapter_text", lambda *_: "# T\n\na\n")
    shutil.rmtree(tmp_path / "_build")  # what the run remembers
    assert main(["--book", str(tmp_path), "--verify"]) == 1
    assert main(["--book", str(tmp_path)]) == 0


def test_sources_cannot_name_targets_or_notes() -> None:
    source = Source("p.md", {"title": "T"}, '<p TARGET="x" data-target="y" data-footnote="1">a</p>', 4, "title: T", 2)
    assert content(chapter(source)[0]) == "a\n"


@pytest.fixture(scope="module")
def book(folder: Path) -> Path:
    """The book of all cases, built strictly."""
    assert main(["--book", str(folder), "--verify"]) == 0
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", folder, "--all", "-n", "-W", "--keep-going", "-q"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.mark.parametrize(
    ("page", "text", "target"),
    [
        ("here", "down", "Below"),
        ("here", "cell", "b"),
        ("here", "gone", "there"),
        ("there", "name", "A heading, named"),
        ("there", "own", "Another"),
        ("there", "there", "item"),
        ("there", "here", "Text with a name."),
    ],
)
def test_link_leads_to_its_place(page: str, text: str, target: str, book: Path) -> None:
    pages = {name: lxml.html.parse(book / f"_build/html/chapters/bodies/{name}.html").getroot() for name in PLACES}
    (link,) = pages[page].xpath(f"//article//a[normalize-space()='{text}']")
    file, _, identifier = link.get("href").partition("#")
    name = file.removesuffix(".html") or page
    if identifier:
        (place,) = pages[name].xpath(f"//article//*[@id='{identifier}']")
        words = " ".join("".join([*place.itertext(), *place.xpath("following::text()")]).split())
        assert words.startswith(target)
    else:
        assert name == target


def test_missing_places_are_reported(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--book", str(book), "--check"]) == 0
    problems = [line.split("sources/")[1] for line in capsys.readouterr().err.splitlines() if "no place" in line]
    assert problems == [
        "here.md:5:78: warning: there is no place “#gone” on the page, and the link leads to the page",
        "there.md:16:89: warning: there is no place “#lost” on the page, and the link becomes text",
    ]
