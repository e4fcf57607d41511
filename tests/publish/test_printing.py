"""The PDF of a tiny book that holds every kind of page, and what keeps a book from being printed."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from coursebook.publish.joining import join
from coursebook.publish.outline import read_outline
from coursebook.publish.printing import SHELF, PrintedBook, PublishError, ShelfFetcher, typeset, write_pdf

ROOT = Path(__file__).resolve().parents[2]
BOOK = PrintedBook(
    title="A Tiny Book",
    subtitle="In every shape",
    authors=("Ada Example", "Bo Example"),
    description="A book for the tests.",
    licence="CC BY 4.0",
    version="1.2.3",
    date="22 November 2026",
    language="en-GB",
)
CHAPTERS = ["How a talk opens", "Listening first", "Counting answers", "Boxes of every kind", "Words", "Sources"]


@pytest.fixture(scope="module")
def html_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny book as Jupyter Book makes it, with the fonts of the repository."""
    folder = tmp_path_factory.mktemp("tinybook") / "book"
    shutil.copytree(ROOT / "tests/data/tinybook", folder)
    shutil.copytree(ROOT / "_static/fonts", folder / "_static/fonts")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", folder, "--all", "-n", "-W", "--keep-going", "-q"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "_build/html"


@pytest.fixture(scope="module")
def pdf_file(html_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "new folder" / "book.pdf"
    assert write_pdf(html_dir, file, BOOK) == len(PdfReader(file).pages)
    return file


@pytest.fixture(scope="module")
def pdf(pdf_file: Path) -> PdfReader:
    return PdfReader(pdf_file)


@pytest.fixture(scope="module")
def texts(pdf: PdfReader) -> list[str]:
    """The text of each page, runs of white space made one space."""
    return [" ".join(page.extract_text().split()) for page in pdf.pages]


def bookmarks(pdf: PdfReader, entries: list[Any] | None = None, depth: int = 0) -> Iterator[tuple[int, str, int]]:
    """Yield depth, title and page, from 1, of every bookmark."""
    for entry in pdf.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from bookmarks(pdf, entry, depth + 1)
        else:
            yield depth, str(entry.title), (pdf.get_destination_page_number(entry) or 0) + 1


def test_properties(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "A Tiny Book"
    assert pdf.metadata.author == "Ada Example, Bo Example"
    assert pdf.metadata.subject == "A book for the tests."
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_bookmarks_nest_from_part_to_section(pdf: PdfReader) -> None:
    assert [(depth, title) for depth, title, _ in bookmarks(pdf)] == [
        (0, "Contents"),
        (0, "Preface"),
        (0, "Part I: Beginnings"),
        (1, "1. How a talk opens"),
        (2, "1.1. A picture"),
        (2, "1.2. A formula"),
        (3, "A heading below"),
        (2, "1.3. Listening first"),
        (1, "2. Counting answers"),
        (0, "Part II: Endings & More"),
        (1, "3. Boxes of every kind"),
        (2, "3.1. A table"),
        (1, "4. Words"),
        (1, "5. Sources"),
    ]


def test_contents_list_every_chapter_with_its_page(pdf: PdfReader, texts: list[str]) -> None:
    pages = {re.sub(r"^[\d.]+ ", "", title): page for _, title, page in bookmarks(pdf)}
    listed = re.findall(r"([A-Z][a-z ]+?)[ .]* (\d+)(?= |$)", texts[pages["Contents"] - 1])
    assert [(title, int(page)) for title, page in listed if title in CHAPTERS] == [
        (title, pages[title]) for title in CHAPTERS
    ]


def test_text_of_every_chapter_in_order(texts: list[str]) -> None:
    book = " ".join(texts)
    sentences = [
        "This small book is printed by the tests.",
        "A conversation opens with a greeting",
        "The arc of a talk, from the first question to the last.",
        "Some rooms are too quiet",
        "Listening comes before asking",
        "A cell, its output and its figure.",
        "from IPython.display import SVG",
        "Nothing. Wait.",
        "By phone Speak slowly. In person Look up.",
        "A sheet that says what a person agrees to.",
        "On Talking. Example Press, 2020.",
    ]
    places = [book.find(sentence) for sentence in sentences]
    assert -1 not in places
    assert places == sorted(places)


def test_links_say_their_page(pdf: PdfReader, texts: list[str]) -> None:
    pages = {title: page for _, title, page in bookmarks(pdf)}
    assert f"Counting answers (page {pages['2. Counting answers']})" in " ".join(texts)
    assert "[Doe20] (page" not in " ".join(texts)


def test_links_lead_into_the_book_and_out_of_it(pdf: PdfReader) -> None:
    links = [annotation.get_object() for page in pdf.pages for annotation in page.get("/Annots", ())]
    inside = {str(link["/Dest"]) for link in links if "/Dest" in link}
    outside = {str(link["/A"]["/URI"]) for link in links if "/A" in link and "/URI" in link["/A"]}
    assert {"second/bibliography:id2", "second/glossary:term-consent-form", "first/opening:a-picture"} <= inside
    assert inside <= set(pdf.named_destinations)
    assert outside == {"https://example.org/a/rather/long/address", "https://doi.org/10.1000/example"}


def test_running_heads_keep_off_openings(pdf: PdfReader, texts: list[str]) -> None:
    opening = next(page for _, title, page in bookmarks(pdf) if title == "1. How a talk opens")
    assert texts[0].startswith("A Tiny Book In every shape")
    assert texts[opening - 1].endswith(f"(1.2) {opening}")
    second = next(page for _, title, page in bookmarks(pdf) if title == "3. Boxes of every kind") + 1
    head = "A Tiny Book" if second % 2 == 0 else "3. Boxes of every kind"
    assert texts[second - 1].endswith(f"{head} {second}")


def test_only_our_fonts_are_embedded(pdf: PdfReader) -> None:
    names = set()
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendants = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendants["/FontDescriptor"]
            names.add(str(font.get_object()["/BaseFont"]).split("+")[1].rstrip(","))
    families = ("Source-Serif-4", "Source-Sans-3", "Source-Code-Pro", "DejaVu-Sans")
    assert {name for name in names if not name.startswith(families)} == set()
    assert len(names) >= len(families)


def test_images_and_formulas_have_words(pdf: PdfReader) -> None:
    alternatives = set()
    tree = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while tree:
        node = tree.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            tree.extend(node)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                alternatives.add(str(node["/Alt"]))
            tree.append(node.get("/K", []))
    assert {"A curve that rises, rests and falls again", "Two points and a line"} <= alternatives
    assert r"m = z \sqrt{p (1 - p) / n}" in alternatives


def test_nothing_reaches_beyond_the_text_block(html_dir: Path) -> None:
    body, problems = join(html_dir, read_outline(html_dir), BOOK)
    assert problems == []
    seen = 0
    for page in typeset(body, html_dir, BOOK).pages:
        block = page._page_box
        right = block.content_box_x() + block.width
        for box in block.descendants():
            if type(box).__name__ == "TextBox" and "bottom" not in str(box.element_tag):
                seen += 1
                assert box.position_x + box.width <= right + 0.5, box.text
    assert seen > 200


def test_the_same_book_gives_the_same_file(html_dir: Path, pdf_file: Path, tmp_path: Path) -> None:
    write_pdf(html_dir, tmp_path / "again.pdf", BOOK)
    assert (tmp_path / "again.pdf").read_bytes() == pdf_file.read_bytes()


def built(folder: Path, chapter: str) -> Path:
    """Write a built book of one chapter, the way Jupyter Book would have."""
    shutil.copytree(ROOT / "_static/fonts", folder / "_static/fonts")
    bar = '<nav class="bd-links"><ul class="bd-sidenav"><li><a href="one.html">One</a></li></ul></nav>'
    article = '<article class="bd-article"><section id="x"><h1>{}</h1>{}</section></article>'
    (folder / "index.html").write_text(bar + article.format("Book", "<p>Before.</p>"), encoding="utf-8")
    (folder / "one.html").write_text(article.format("One", chapter), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("chapter", "problem"),
    [
        ('<p><a href="#gone">here</a></p>', "one.html:1:1: the link “here” leads to one:gone, which is no place"),
        ("<p>\n漢</p>", r"one.html:1:1: no font of the book has “漢” \(U\+6F22\)"),
        (
            '<img alt="x" src="https://example.org/x.png">',
            "one.html:1:1: the image https://example.org/x.png is not in",
        ),
        ('<p style="colour: red">x</p>', "Ignored `colour: red`"),
        ('<img alt="x" src="broken.svg">', "Failed to load image at 'broken.svg'"),
        ('<img alt="x" src="outside.svg">', "Failed to load image at 'https://example.org/y.png'"),
        (r'<span class="math">\(\nonsense\)</span>', r"one.html:1:1: the formula .* cannot be set"),
    ],
)
def test_what_cannot_be_printed_is_named(tmp_path: Path, chapter: str, problem: str) -> None:
    html = built(tmp_path / "html", chapter)
    (html / "broken.svg").write_text("<svg", encoding="utf-8")
    outside = '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/y.png"/></svg>'
    (html / "outside.svg").write_text(outside, encoding="utf-8")
    with pytest.raises(PublishError, match=problem):
        write_pdf(html, tmp_path / "book.pdf", BOOK)
    assert not (tmp_path / "book.pdf").exists()


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    chapter = '<p><a href="gone.html">a</a> 漢 <span style="x:y">b</span><img alt="" src="gone.png"></p>'
    with pytest.raises(PublishError) as caught:
        write_pdf(built(tmp_path, chapter), tmp_path / "book.pdf", BOOK)
    assert [re.sub(r"^one.html:1:1: ", "", problem)[:30] for problem in caught.value.problems][:5] == [
        "the link “a” leads to gone.htm",
        "the image gone.png has no alte",
        "the image gone.png is not in t",
        "no font of the book has “漢” (U",
        "Ignored `x:y` at 1:1, unknown ",
    ]


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    html = built(tmp_path, "")
    (html / "one.html").unlink()
    with pytest.raises(PublishError, match=r"^one.html:1:1: the side bar lists this page, but it is missing\.$"):
        write_pdf(html, tmp_path / "book.pdf", BOOK)


@pytest.mark.parametrize(
    "url", [f"{SHELF}../secret.txt", f"{SHELF}gone.txt", "file:///etc/hostname", "https://example.org/", "ftp://x/y"]
)
def test_nothing_is_fetched_from_outside_the_book(tmp_path: Path, url: str) -> None:
    (tmp_path / "secret.txt").touch()
    (tmp_path / "html").mkdir()
    with pytest.raises((ValueError, OSError)):
        ShelfFetcher(tmp_path / "html").fetch(url)
