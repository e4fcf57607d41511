"""Parts and chapters, from the side bar of the landing page."""

from pathlib import Path

import pytest

from coursebook.publish.outline import Chapter, Outline, Part, read_outline
from coursebook.publish.problems import PublishError

HOME = '<ul class="nav bd-sidenav"><li><a href="#">Home</a></li></ul>'


def entry(href: str, below: str = "") -> str:
    return f'<li><a href="{href}">x</a>' + (f"<details><summary></summary><ul>{below}</ul></details>" if below else "")


def listed(*entries: str, caption: str = "") -> str:
    heading = f'<p class="caption"><span class="caption-text">{caption}</span></p>' if caption else ""
    return f'{heading}<ul class="nav bd-sidenav">{"".join(entries)}</ul>'


@pytest.mark.parametrize(
    ("bar", "parts"),
    [
        (listed(entry("a.html")), (Part("", (Chapter("a.html"),)),)),
        (HOME + listed(entry("b/a.html")), (Part("", (Chapter("b/a.html"),)),)),
        (
            listed(entry("a.html", entry("b.html", entry("c.html")))),
            (Part("", (Chapter("a.html", (Chapter("b.html", (Chapter("c.html"),)),)),)),),
        ),
        (
            listed(entry("a.html"), caption="One &amp; all") + listed(entry("b%20c.html"), caption="Two"),
            (Part("One & all", (Chapter("a.html"),)), Part("Two", (Chapter("b c.html"),))),
        ),
        (listed(entry("https://example.org/"), entry("a.html")), (Part("", (Chapter("a.html"),)),)),
    ],
)
def test_the_side_bar_tells_the_order(tmp_path: Path, bar: str, parts: tuple[Part, ...]) -> None:
    (tmp_path / "index.html").write_text(f'<nav class="bd-links">{bar}</nav>', encoding="utf-8")
    assert read_outline(tmp_path) == Outline("index.html", parts)


def test_the_landing_page_may_have_another_name(tmp_path: Path) -> None:
    refresh = '<meta http-equiv="Refresh" content="0; url=intro/start.html" />'
    (tmp_path / "index.html").write_text(refresh, encoding="utf-8")
    (tmp_path / "intro").mkdir()
    bar = f'<nav class="bd-links">{listed(entry("../a.html"))}</nav>'
    (tmp_path / "intro/start.html").write_text(bar, encoding="utf-8")
    assert read_outline(tmp_path) == Outline("intro/start.html", (Part("", (Chapter("a.html"),)),))


def test_walk_gives_depths() -> None:
    part = Part("", (Chapter("a.html", (Chapter("b.html"),)), Chapter("c.html")))
    walked = [(chapter.page, depth) for _, chapter, depth in Outline("index.html", (part,)).walk()]
    assert walked == [("a.html", 0), ("b.html", 1), ("c.html", 0)]


@pytest.mark.parametrize(
    ("index", "problem"),
    [
        (None, "index.html:1:1: there is no built book in this folder; build the HTML first."),
        (f'<nav class="bd-links">{HOME}</nav>', "index.html:1:1: the side bar lists no chapters"),
    ],
)
def test_nothing_to_print(tmp_path: Path, index: str | None, problem: str) -> None:
    if index is not None:
        (tmp_path / "index.html").write_text(index, encoding="utf-8")
    with pytest.raises(PublishError, match=problem):
        read_outline(tmp_path)
