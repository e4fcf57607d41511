"""What a built page becomes on paper: HTML in, HTML out."""

from pathlib import Path

import pytest

from coursebook.publish.links import Shelf
from coursebook.publish.pages import print_page, rank_headings
from coursebook.publish.problems import PublishError
from coursebook.publish.trees import markup

SHELF = Shelf(Path("nowhere"), frozenset({"a/page.html", "a/other.html"}), "")


def printed(inner: str) -> str:
    page = print_page(f'<article class="bd-article"><h1>T</h1>{inner}</article>', "a/page.html", SHELF)
    assert page.problems == ()
    return markup(page.section).split("</h1>", 1)[1].removesuffix("</section>").strip()


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        ('<p>Text<a class="headerlink" href="#x">#</a>.</p>', "<p>Text.</p>"),
        ("<button>Copy</button><p>a</p><script>b</script><style>c</style>", "<p>a</p>"),
        ('<p class="d-print-none">Download</p><p>a</p>', "<p>a</p>"),
        ('<div class="toctree-wrapper compound">\n</div>', ""),
        (
            '<details class="sd-dropdown"><summary class="sd-summary-title"><span>Why?</span></summary>'
            "<div><p>So.</p></div></details>",
            '<div class="box dropdown"><div class="box-title"><span>Why?</span></div><div><p>So.</p></div></div>',
        ),
        (
            '<details class="admonition hide above-input"><summary><p>Show code</p></summary><p>code</p></details>',
            "<p>code</p>",
        ),
        (
            '<div class="sd-tab-set"><input type="radio" id="t0"><label class="sd-tab-label" for="t0">One</label>'
            '<div class="sd-tab-content"><p>1</p></div><input type="radio" id="t1">'
            '<label class="sd-tab-label" for="t1">Two</label><div class="sd-tab-content"><p>2</p></div></div>',
            '<div class="sd-tab-set">'
            '<div class="box tab"><div class="box-title">One</div><div class="sd-tab-content"><p>1</p></div></div>'
            '<div class="box tab"><div class="box-title">Two</div><div class="sd-tab-content"><p>2</p></div></div>'
            "</div>",
        ),
        ('<p><input type="checkbox" checked> done</p>', '<p><span class="tick">☑</span> done</p>'),
        ('<p><input type="checkbox"> open</p>', '<p><span class="tick">☐</span> open</p>'),
        (
            '<iframe src="https://example.org/film" title="A film"></iframe>',
            '<p class="elsewhere"><a href="https://example.org/film">A film</a></p>',
        ),
        (
            '<video controls><source src="https://example.org/v.mp4"></video>',
            '<p class="elsewhere"><a href="https://example.org/v.mp4">https://example.org/v.mp4</a></p>',
        ),
        (
            '<div class="sd-card"><div class="sd-card-title">Go</div>'
            '<a class="sd-stretched-link sd-hide-link-text" href="other.html"><span>Other</span></a></div>',
            '<div class="sd-card"><div class="sd-card-title"><a href="#a/other" class="reference">Go</a></div></div>',
        ),
        (
            '<div class="cell_output"><script>widget</script></div>',
            '<div class="cell_output"><p class="elsewhere">The web edition shows something to try out here.</p></div>',
        ),
        (
            "<pre><b>if</b> x:\n    y\n</pre>",
            '<pre><span class="line"><b>if</b> x:</span><span class="line">    y</span></pre>',
        ),
    ],
)
def test_a_page_becomes_readable_on_paper(built: str, expected: str) -> None:
    assert printed(built) == expected


def test_number_and_title_of_the_chapter() -> None:
    heading = '<h1><span class="section-number">2.1. </span>On <em>asking</em><a class="headerlink">#</a></h1>'
    page = print_page(f'<article class="bd-article">{heading}</article>', "a/page.html", SHELF)
    assert (page.number, page.title) == ("2.1", "On asking")


@pytest.mark.parametrize(
    ("rank", "tags"),
    [(1, ["h1", "h2", "h3"]), (2, ["h2", "h3", "h4"]), (5, ["h5", "h6", "h6"])],
)
def test_headings_take_their_level_in_the_book(rank: int, tags: list[str]) -> None:
    html = '<article class="bd-article"><h1>a</h1><h2>b</h2><h3>c</h3></article>'
    section = print_page(html, "a/page.html", SHELF).section
    rank_headings(section, rank)
    assert [element.tag for element in section] == tags
    assert [element.get("class") for element in section] == ["heading level-1", "heading level-2", "heading level-3"]


def test_a_formula_keeps_its_number_and_the_stop_behind_it() -> None:
    inline = printed(r'<p>Let <span class="math">\(x\)</span>, then</p>')
    assert inline.startswith('<p>Let <span class="keep"><span class="math"><svg')
    assert inline.endswith("</svg></span>,</span> then</p>")
    display = printed(r'<div class="math"><span class="eqno">(1)<a class="headerlink">#</a></span>\[x\]</div>')
    assert display.endswith('</svg><span class="eqno">(1)</span></div>')


@pytest.mark.parametrize(("paragraphs", "name"), [(1, "box dropdown"), (9, "box dropdown long")])
def test_only_long_boxes_may_break(paragraphs: int, name: str) -> None:
    built = f"<details><summary>Why?</summary>{'<p>' + 'word ' * 25 + '</p>'}</details>".replace(
        "</p>", "</p>" + f"<p>{'word ' * 25}</p>" * (paragraphs - 1)
    )
    assert f'class="{name}"' in printed(built)


def test_problems_are_named_with_their_lines() -> None:
    html = (
        '<article class="bd-article"><h1>T</h1>\n'
        '<p><a href="gone.html">away</a></p>\n'
        '<p><img src="gone.png" alt="gone"></p>\n'
        r'<p><span class="math">\(\nonsense\)</span></p></article>'
    )
    assert print_page(html, "a/page.html", SHELF).problems == (
        "a/page.html:2:1: the link “away” leads to gone.html, which is not in the book.",
        "a/page.html:3:1: the image gone.png is not in the book.",
        r"a/page.html:4:1: the formula \(\nonsense\) cannot be set: “\nonsense” is not known here.",
    )


@pytest.mark.parametrize("html", ["<p>no article</p>", '<article class="bd-article"><p>no title</p></article>'])
def test_a_page_without_article_or_title_is_refused(html: str) -> None:
    with pytest.raises(PublishError, match=r"^a/page.html:1:1: the page has no article with a title\.$"):
        print_page(html, "a/page.html", SHELF)
