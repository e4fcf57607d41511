from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import lxml.html
import pytest

import longbook

NAVIGATION = "coursebook.sphinxext.navigation"
UNKNOWN = (
    f"WARNING: this extension does not know the side bar of sphinx-book-theme {version('sphinx-book-theme')} "
    f"with pydata-sphinx-theme {version('pydata-sphinx-theme')}, "
    "so the theme makes it anew for every page, and a long book builds slowly"
)

BOOKS = (("theme", ()), ("extension", (NAVIGATION,)))

OTHER_THEMES = {
    "marks the current page otherwise": """
import pydata_sphinx_theme.toctree as theme
mark = theme.add_collapse_checkboxes
def add_collapse_checkboxes(soup):
    mark(soup)
    for link in soup.select("a.current"):
        link["aria-current"] = "page"
theme.add_collapse_checkboxes = add_collapse_checkboxes
def setup(app): pass
""",
    "has links without classes": """
import pydata_sphinx_theme.toctree as theme
def add_collapse_checkboxes(soup):
    for link in soup.select("a"):
        link["class"] = ["page"]
theme.add_collapse_checkboxes = add_collapse_checkboxes
def setup(app): pass
""",
    "gives templates their functions elsewhere": """
import pydata_sphinx_theme.toctree as theme
def other(*page):
    theme.add_toctree_functions(*page)
def move(app):
    for listener in list(app.events.listeners["html-page-context"]):
        if listener.handler is theme.add_toctree_functions:
            app.disconnect(listener.id)
            app.connect("html-page-context", other, priority=499)
def setup(app):
    app.connect("builder-inited", move, priority=1)
""",
}


@pytest.fixture(scope="session")
def from_theme(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of the long book as the theme alone makes them."""
    folder = longbook.write_book(tmp_path_factory.mktemp("theme"))
    assert longbook.build(folder, "-n", "-W", "--keep-going").returncode == 0
    return longbook.pages(folder)


@pytest.fixture(scope="session")
def from_extension(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of the long book with the extension, and those about resources."""
    folder = longbook.write_book(tmp_path_factory.mktemp("extension"), NAVIGATION, "coursebook.sphinxext.resources")
    assert longbook.build(folder, "-n", "-W", "--keep-going").returncode == 0
    return longbook.pages(folder)


def elements(page: str) -> list[tuple[str, dict[str, str], str | None, str | None]]:
    """Every element of the side bar with its attributes, its text and the text after it."""
    [bar] = lxml.html.fromstring(page).xpath("//nav[contains(@class, 'bd-docs-nav')]")
    return [(node.tag, dict(node.attrib), node.text, node.tail) for node in bar.iter()]


def test_every_page_has_the_side_bar_of_the_theme(
    from_theme: Mapping[str, str], from_extension: Mapping[str, str]
) -> None:
    assert len(from_theme) > 60
    assert list(from_extension) == list(from_theme)
    for name, page in from_theme.items():
        assert elements(from_extension[name]) == elements(page), name


def test_nothing_else_on_the_pages_differs(from_theme: Mapping[str, str], from_extension: Mapping[str, str]) -> None:
    assert [name for name, page in from_theme.items() if from_extension[name] != page] == []


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("../numbered/chapter-03.html", "4. Escaped <b> <i> &amp;"),
        ("b.html", 'Another <b>title</b> & "more"'),
        ("https://example.org/?a=1&b=<2>", 'Elsewhere & "out"'),
        ("../no%20caption/%C3%A4%20%26%20b.html", "Plain"),
    ],
)
def test_titles_are_text_and_addresses_are_addresses(
    address: str, text: str, from_extension: Mapping[str, str]
) -> None:
    [bar] = lxml.html.fromstring(from_extension["nested/a.html"]).xpath("//nav[contains(@class, 'bd-docs-nav')]")
    links = {link.get("href"): link for link in bar.iter("a")}
    assert links[address].text_content() == text


@pytest.mark.parametrize("difference", OTHER_THEMES)
def test_unknown_theme_is_named_and_makes_its_own_side_bar(difference: str, tmp_path: Path) -> None:
    books = [longbook.write_short_book(tmp_path / name, *extra, local="{other_theme: .}") for name, extra in BOOKS]
    for book in books:
        longbook.write_files(book, {"other_theme.py": OTHER_THEMES[difference]})
    alone, extended = (longbook.build(book, "-W", "--keep-going") for book in books)
    assert (alone.returncode, extended.returncode) == (0, 1)
    assert extended.stdout.count(UNKNOWN) == 1
    assert longbook.pages(books[1]) == longbook.pages(books[0])


@pytest.mark.parametrize("option", ["collapse_navbar: true", "show_navbar_depth: 0", "show_navbar_depth: 2"])
def test_options_of_the_theme_have_their_way(option: str, tmp_path: Path) -> None:
    books = [longbook.write_short_book(tmp_path / name, *extra) for name, extra in BOOKS]
    for book in books:
        config = book / "_config.yml"
        config.write_text(config.read_text() + f"    html_theme_options: {{{option}}}\n")
        assert longbook.build(book, "-W", "--keep-going").returncode == 0
    assert longbook.pages(books[1]) == longbook.pages(books[0])
