"""Links to chapters, to the old site, to the world or to nothing; images and old addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursebook.links import copies
from coursebook.pipeline import Conversion, convert
from rendering import content

PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
QUESTION = (
    "---\nquestion: Why?\nanswer: Because.\nsubject: Asking\nurl: /learn/asking/why\n"
    "related_article1: null\nrelated_article2: {title: Warm, url: /one/warm}\n---\n&nbsp;\n"
)


def course(folder: Path, files: dict[str, str | bytes]) -> Conversion:
    for name, text in files.items():
        (folder / "sources" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "sources" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return convert(folder / "sources", folder)


def converted(folder: Path, body: str, settings: str = "") -> tuple[str, list[str], Conversion]:
    """The body of a page among some others, what was said about it, and the whole conversion."""
    made = course(
        folder,
        {
            "course.yml": settings,
            "one/page.md": f"---\ntitle: Page\nmenu: one\n---\n{body}",
            "one/warm.md": "---\ntitle: Warm\nmenu: {one: {identifier: warm-id}}\naliases: [/old/warm.html]\n---\nx",
            "two/warm.md": "---\ntitle: Other warm\nmenu: two\n---\n<p>x</p>",
            "three/deep/index.md": "---\ntitle: Deep\nmenu: two\n---\n<p>x</p>",
            "why.md": QUESTION,
            "one/a picture.svg": PICTURE,
            "static/b.svg": PICTURE,
            "one/page/c.svg": PICTURE,
            "one/notes.pdf": b"%PDF",
        },
    )
    text = content(made.files["chapters/one/page.md"].decode()).rstrip("\n")
    return text, [str(one) for one in made.diagnostics], made


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("../warm/", "warm.md"),
        ("warm.md", "warm.md"),
        ("WARM.html?x#top", "warm.md"),
        ("/one/warm", "warm.md"),
        ("../../two/warm/", "../two/warm.md"),
        ("/old/warm.html", "warm.md"),
        ("anywhere/warm-id", "warm.md"),
        ("../../three/deep/", "../two/deep.md"),
        ("three/deep/index.html", "../two/deep.md"),
        ("/learn/asking/why/", "../asking/why.md"),
        ("why", "../asking/why.md"),
        (" ../wa\nrm/ ", "warm.md"),
        ("https://example.org/warm", "https://example.org/warm"),
        ("//example.org/warm", "https://example.org/warm"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_link_leads_to_its_target(href: str, target: str, tmp_path: Path) -> None:
    text, said, _ = converted(tmp_path, f'<p>a <a href="{href}">link</a></p>')
    assert (text, said) == (f"a [link]({target})", [])


@pytest.mark.parametrize(
    "href", ["nowhere", "/one/none", "notes.pdf", "javascript:x()", "http://[", "/%2F%5B", "data:,x"]
)
def test_link_to_nothing_is_text_and_reported(href: str, tmp_path: Path) -> None:
    text, said, _ = converted(tmp_path, f'<p>\na <a href="{href}">link</a></p>')
    expected = f"one/page.md:6:12: warning: the link to “{href}” leads to no page of the book and becomes text"
    assert (text, said) == ("a link", [expected])


@pytest.mark.parametrize("href", ["", "#", "#top"])
def test_link_within_the_page_is_text(href: str, tmp_path: Path) -> None:
    text, said, _ = converted(tmp_path, f'<p>a <a href="{href}">link</a></p>')
    assert (text, said) == ("a link", [])


def test_link_to_a_page_that_stayed_behind_leads_to_the_old_site(tmp_path: Path) -> None:
    text, said, _ = converted(tmp_path, '<p><a href="../none?x=1">a</a></p>', "site_url: https://old.example.org/")
    target = "https://old.example.org/one/none?x=1"
    message = f"the link to “../none?x=1” leads to no page of the book; it now leads to {target}"
    assert (text, said) == (f"[a]({target})", [f"one/page.md:5:13: warning: {message}"])


def test_related_questions_are_links_where_they_can_be(tmp_path: Path) -> None:
    made = course(
        tmp_path,
        {
            "a.md": QUESTION.replace("/one/warm", "/b"),
            "b.md": QUESTION.replace("why\n", "b\n").replace("Why?", "How?").replace("/one/warm", "/gone"),
        },
    )
    assert "## Related questions\n\n- [Warm](b.md)\n" in made.files["chapters/asking/a.md"].decode()
    assert "## Related questions\n\n- Warm\n" in made.files["chapters/asking/b.md"].decode()
    assert made.diagnostics == ()


@pytest.mark.parametrize(
    ("src", "copy", "original"),
    [
        ("a picture.svg", "a-picture.svg", "one/a picture.svg"),
        ("a%20picture.svg", "a-picture.svg", "one/a picture.svg"),
        ("/one/a picture.svg", "a-picture.svg", "one/a picture.svg"),
        ("/b.svg", "../static/b.svg", "static/b.svg"),
        ("../static/b.svg?v=1", "../static/b.svg", "static/b.svg"),
        ("c.svg", "page/c.svg", "one/page/c.svg"),
    ],
)
def test_image_is_copied_and_shown(src: str, copy: str, original: str, tmp_path: Path) -> None:
    text, said, made = converted(tmp_path, f'<img src="{src}" alt="A">')
    assert (text, said) == (f':::{{image}} {copy}\n:alt: "A"\n:::', [])
    copied = [path for path in made.files if path.endswith(".svg")]
    assert [(tmp_path / "chapters/one" / copy).resolve()] == [(tmp_path / path).resolve() for path in copied]
    assert made.files[copied[0]] == (tmp_path / "sources" / original).read_bytes()


@pytest.mark.parametrize(
    "src", ["none.svg", "notes.pdf", "../../secret.svg", "http://[", "data:image/png;base64,x", "/etc/passwd"]
)
def test_image_that_is_not_there_is_reported_at_its_place(src: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_bytes(PICTURE)
    text, said, made = converted(tmp_path, f'<p>a</p>\n<p>b <img alt="A"\n src="{src}"></p>')
    assert text == "a\n\nb _\\[Missing image: A\\]_"
    assert said == [f"one/page.md:7:7: warning: the image “{src}” does not exist"]
    assert not [path for path in made.files if path.endswith((".svg", ".pdf"))]


def test_missing_image_of_an_answer_is_reported_at_its_place(tmp_path: Path) -> None:
    answer = "---\nquestion: Why?\nanswer: |\n  One.\n\n  ![A](none.png)\nseo: null\n---\n&nbsp;\n"
    made = course(tmp_path, {"why.md": answer})
    assert [str(one) for one in made.diagnostics] == ["why.md:6:8: warning: the image “none.png” does not exist"]


@pytest.mark.parametrize("src", ["https://example.org/a.png", "//example.org/a.png"])
def test_image_of_another_site_is_a_link(src: str, tmp_path: Path) -> None:
    text, said, _ = converted(tmp_path, f'<p>see <img src="{src}" alt="A"></p>')
    assert (text, said) == ("see [A](https://example.org/a.png)", [])


def test_files_that_would_have_one_name_have_two() -> None:
    assert copies(["A b.png", "a-b.png", "x/a b.PNG", "con.png"]) == {
        "A b.png": "chapters/a-b.png",
        "a-b.png": "chapters/a-b-2.png",
        "x/a b.PNG": "chapters/x/a-b.png",
        "con.png": "chapters/con-.png",
    }


@pytest.mark.parametrize(
    ("old", "redirects"),
    [
        ("/learn/x", {"learn/x": "chapters/pages/a"}),
        ("/learn/x/", {"learn/x": "chapters/pages/a"}),
        ("learn/x/index.html", {"learn/x": "chapters/pages/a"}),
        ("/x.html", {"x.html": "chapters/pages/a"}),
        ("/chapters/pages/a.html", {}),
    ],
)
def test_old_address_leads_to_the_chapter(old: str, redirects: dict[str, str], tmp_path: Path) -> None:
    made = course(tmp_path, {"a.md": f"---\ntitle: A\nurl: {old}\n---\n"})
    assert json.loads(made.files["chapters/redirects.json"]) == redirects
    assert made.diagnostics == ()


@pytest.mark.parametrize("old", ["/", "../up", "/a b", "/a//b", "/a?b", "https://example.org/a", "/./a", "/.htaccess"])
def test_old_address_that_is_no_plain_path_is_refused(old: str, tmp_path: Path) -> None:
    made = course(tmp_path, {"a.md": f'---\ntitle: A\naliases: ["{old}"]\n---\n'})
    message = f"a.md:1:1: warning: the old address “{old}” is not a plain path, so nothing leads from it to the chapter"
    assert [str(one) for one in made.diagnostics] == [message]
    assert json.loads(made.files["chapters/redirects.json"]) == {}
