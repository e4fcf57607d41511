import pytest
from bs4 import BeautifulSoup

from coursebook.sphinxext.sidebar import side_bar

HTML = (
    '<p class="caption">Part &amp; <b>more</b></p>\n'
    '<ul class="nav bd-sidenav">\n'
    '<li class="toctree-l1 has-children"><a class="reference internal" href="x/one.html">1. <em>One</em> &lt;1&gt;</a>'
    '<details><summary><span>›</span></summary><ul>\n<li class="toctree-l2">'
    '<a class="reference internal" href="x/two.html">Two</a></li>\n</ul></details></li>\n'
    '<li class="toctree-l1"><a class="reference external" href="https://example.org/?a=1&amp;b=2">Out</a></li>\n'
    "</ul>"
)

CURRENT = {
    "genindex.html": {},
    "x/one.html": {
        '<ul class="nav bd-sidenav">': '<ul class="current nav bd-sidenav">',
        '"toctree-l1 has-children"': '"toctree-l1 current active has-children"',
        '"reference internal" href="x/one.html"': '"current reference internal" href="#"',
        "<details>": '<details open="open">',
    },
    "x/two.html": {
        '<ul class="nav bd-sidenav">': '<ul class="current nav bd-sidenav">',
        '"toctree-l1 has-children"': '"toctree-l1 current active has-children"',
        "<details>": '<details open="open">',
        "<ul>": '<ul class="current">',
        '"toctree-l2"': '"toctree-l2 current active"',
        '"reference internal" href="x/two.html"': '"current reference internal" href="#"',
    },
}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("address", CURRENT)
def test_page_has_its_entry_and_what_is_around_it_marked(address: str) -> None:
    expected = HTML
    for plain, marked in CURRENT[address].items():
        expected = expected.replace(plain, marked, 1)
    bar = side_bar(soup(HTML))
    assert bar.marked(bar.pieces, address) == expected


def test_links_to_pages_are_made_relative_and_others_are_not() -> None:
    bar = side_bar(soup(HTML))
    linked = bar.linked(lambda address: f"../{address}")
    expected = HTML.replace('href="x/', 'href="../x/')
    assert bar.marked(linked, "y/genindex.html") == expected
    assert bar.marked(bar.pieces, "genindex.html") == HTML


def test_page_that_is_listed_twice_is_marked_twice() -> None:
    entry = '<ul><li class="toctree-l1"><a class="reference internal" href="one.html">One</a></li></ul>'
    bar = side_bar(soup(entry + entry))
    assert bar.marked(bar.pieces, "one.html").count('<li class="toctree-l1 current active">') == 2


@pytest.mark.parametrize("strange", ["<ul></ul>", soup("<ul><li>An entry without its class</li></ul>")])
def test_what_the_theme_does_not_make_is_refused(strange: object) -> None:
    with pytest.raises(ValueError, match=r"^(not a tree of elements|an entry has no class)"):
        side_bar(strange)  # type: ignore[arg-type]
