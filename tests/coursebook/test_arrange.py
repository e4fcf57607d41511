"""Hugo's order, outlines, and the places of documents that ask for none."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursebook.arrange import arrange
from coursebook.errors import SourceError
from coursebook.model import Document, MenuEntry
from coursebook.settings import Settings
from outlines import book_of, outline

ORDERS = {
    "weights ascend, zero and none stand last": (
        {
            "a.md": "title: Zero, menu: {m: {weight: 0}}",
            "b.md": "title: Two, menu: {m: {weight: 2}}",
            "c.md": "title: None, menu: m",
            "d.md": "title: Minus, menu: {m: {weight: -1}}",
            "e.md": "title: Nil, menu: {m: {weight: null}}",
            "f.md": "title: One, menu: {m: {weight: 1}}",
        },
        "M\n  Minus\n  One\n  Two\n  Nil\n  None\n  Zero",
    ),
    "weights are decoded loosely": (
        {
            "a.md": "title: Sixteen, menu: {m: {weight: '0x10'}}",
            "b.md": "title: Ten, menu: {m: {weight: '10'}}",
            "c.md": "title: Eight, menu: {m: {weight: '010'}}",
            "d.md": "title: Two, menu: {m: {weight: 2.7}}",
            "e.md": "title: One, menu: {m: {weight: true}}",
        },
        "M\n  One\n  Two\n  Eight\n  Ten\n  Sixteen",
    ),
    "the page’s own weight stands in for the entry’s, a bad one for none": (
        {
            "a.md": "title: Five, weight: 5, menu: {m: {}}",
            "b.md": "title: Four, weight: '4', menu: m",
            "c.md": "title: Six, weight: 1, menu: {m: {weight: 6}}",
            "d.md": "title: Last, weight: heavy, menu: [m]",
            "e.md": "title: Three, weight: 3, menu: {m: {weight: ''}}",
        },
        "M\n  Three\n  Four\n  Five\n  Six\n  Last",
    ),
    "same weight: by name without regard to case, then by name, then by identifier": (
        {
            "a.md": "title: beta, menu: {m: {weight: 1}}",
            "b.md": "title: Alpha, menu: {m: {weight: 1, identifier: z}}",
            "c.md": "title: alpha, menu: {m: {weight: 1}}",
            "d.md": "title: Alpha, menu: {m: {weight: 1, identifier: y}}",
            "e.md": "title: x, linkTitle: Aardvark, menu: {m: {weight: 1}}",
            "f.md": "title: y, linkTitle: y, menu: {m: {weight: 1, name: Zulu}}",
        },
        "M\n  Aardvark\n  Alpha\n  Alpha\n  alpha\n  beta\n  Zulu",
    ),
    "parents are found by identifier, or by name where there is none": (
        {
            "a.md": "title: Root, menu: {m: {identifier: root}}",
            "b.md": "title: Plain, menu: m",
            "c.md": "title: Below root, menu: {m: {parent: root}}",
            "d.md": "title: Below plain, menu: {m: {parent: Plain}}",
            "e.md": "title: Below below, menu: {m: {parent: Below root}}",
        },
        "M\n  Plain\n    Below plain\n  Root\n    Below root\n      Below below",
    ),
    "a parent that no page defines is a place without a page, also where only the case differs": (
        {
            "a.md": "title: Root, menu: {m: {identifier: root}}",
            "b.md": "title: Child, menu: {m: {parent: Root}}",
            "c.md": "title: Other, menu: {m: {parent: nowhere}}",
        },
        "M\n  [nowhere]\n    Other\n  [Root]\n    Child\n  Root",
    ),
    "one parent without a page above the whole menu is the part itself": (
        {
            "a.md": "title: Two, menu: {m: {parent: top, weight: 2}}",
            "b.md": "title: One, menu: {m: {parent: top, weight: 1}}",
        },
        "M\n  One\n  Two",
    ),
    "menus wins over menu, the case of keys and menus does not matter": (
        {
            "a.md": "title: A, menu: {x: {}}, menus: {M: {Weight: 2}}",
            "b.md": "title: B, Menu: {m: {WEIGHT: 1}}",
        },
        "M\n  B\n  A",
    ),
    "a page in several menus stands in the first module only": (
        {
            "a.md": "title: A, menu: [second, first]",
            "b.md": "title: B, menu: second",
        },
        "First\n  A\nSecond\n  B",
    ),
    "an outline is a walk by weight through depths, one of which may jump": (
        {
            "a.md": "title: Start, menu: {m: {parent: m, weight: 1, pre: 3}}",
            "b.md": "title: Deep, menu: {m: {parent: m, weight: 2, pre: 5}}",
            "c.md": "title: Middle, menu: {m: {parent: m, weight: 3, pre: 4}}",
            "d.md": "title: Under it, depth: 5, menu: {m: {parent: m, weight: 4}}",
            "e.md": "title: Back, menu: {m: {parent: m, weight: 10, pre: 3}}",
        },
        "M\n  Start\n    Deep\n    Middle\n      Under it\n  Back",
    ),
    "what others put into an outline without a parent stands at the top": (
        {
            "a.md": "title: Start, menu: {m: {parent: m, weight: 10, pre: 3}}",
            "b.md": "title: Below, menu: {m: {parent: m, weight: 20, pre: 4}}",
            "c.md": "title: Between, menu: {m: {weight: 30}}",
            "d.md": "title: Still above, menu: {m: {parent: m, weight: 40, pre: 4}}",
            "e.md": "title: Index, menu: {m: {weight: 5}}",
        },
        "M\n  Index\n  Start\n    Below\n  Between\n    Still above",
    ),
    "an outline of which a page does not say its depth is no outline": (
        {
            "a.md": "title: A, menu: {m: {parent: m, weight: 1, pre: 3}}",
            "b.md": "title: B, menu: {m: {parent: m, weight: 2, pre: 4}}",
            "c.md": "title: C, menu: {m: {parent: m, weight: 3, pre: <i>}}",
        },
        "M\n  A\n  B\n  C",
    ),
    "without any configuration: modules by name, pages without menu by folder, questions by subject, articles last": (
        {
            "zoo/a.md": "title: A, menu: modules",
            "zoo/b.md": "title: B, weight: 2",
            "zoo/c.md": "title: C, weight: 1, module: The zoo",
            "d.md": "title: D",
            "e.txt": "An article\n\nof one line.\n",
            "q/f.md": "question: 'Why?', answer: x, subject: Biology",
            "q/g.md": "question: 'How?', answer: x",
        },
        "Modules\n  A\nPages\n  D\nThe zoo\n  C\n  B\nBiology\n  Why?\nQuestions\n  How?\nArticles\n  An article",
    ),
    "empty menus ask for no place": (
        {"a.md": "title: A, menu: []", "b.md": "title: B, menu: {}", "c.md": "title: C, menu: null"},
        "Pages\n  A\n  B\n  C",
    ),
}


@pytest.mark.parametrize("rule", ORDERS)
def test_order(rule: str) -> None:
    documents, expected = ORDERS[rule]
    assert outline(book_of(documents)) == expected


def test_modules_stand_as_the_course_says() -> None:
    documents = {"a.md": "title: A, menu: a", "b.md": "title: B, menu: b", "c.md": "title: C, menu: c"}
    settings = "modules: [{menu: C, title: The third}, {menu: empty}, {menu: b}]"
    assert outline(book_of(documents, settings)) == "The third\n  C\nB\n  B\nA\n  A"


def test_defaults_give_places_to_documents_without_front_matter() -> None:
    settings = dedent(
        """
        defaults:
          - {values: {menu: {m: {weight: 9}}}}
          - {scope: {path: sub}, values: {menu: {m: {weight: 1}}}}
          - {scope: {path: "*-two.txt"}, values: {menu: {m: {weight: 2}}}}
          - {scope: {path: page.md}, values: {title: Overruled}}
        """
    )
    documents = {
        "other.txt": "Other\n",
        "sub/one.txt": "One\n",
        "sub-two.txt": "Two\n",
        "page.md": "title: Own, menu: {m: {weight: 3}}",
    }
    assert outline(book_of(documents, settings)) == "M\n  One\n  Two\n  Own\n  Other"


REPORTED = {
    "two entries with one key": (
        {"a.md": "title: A, menu: {m: {identifier: x}}", "b.md": "title: B, menu: {m: {identifier: x}}"},
        "M\n  A\n  B",
        ["b.md:1:1: warning: “x” stands in the menu “m” already, from a.md; both are kept"],
    ),
    "a page that is its own parent": (
        {"a.md": "title: A, menu: {m: {parent: A}}", "b.md": "title: B, menu: {m: {parent: A}}"},
        "M\n  A\n    B",
        ["a.md:1:1: warning: the parents of “A” in the menu “m” form a circle; it starts a new branch"],
    ),
    "a circle of parents": (
        {
            "a.md": "title: A, menu: {m: {parent: C}}",
            "b.md": "title: B, menu: {m: {parent: A}}",
            "c.md": "title: C, menu: {m: {parent: B}}",
            "d.md": "title: D, menu: {m: {parent: C}}",
        },
        "M\n  A\n    B\n      C\n        D",
        ["a.md:1:1: warning: the parents of “A” in the menu “m” form a circle; it starts a new branch"],
    ),
    "two documents with one name": (
        {"x/a.md": "title: A, menu: m", "y/a.md": "title: B, menu: m", "z/a.md": "title: C, menu: m"},
        "M\n  A\n  B\n  C",
        [
            "y/a.md:1:1: warning: another document already makes chapters/m/a.md; this one makes chapters/m/a-2.md",
            "z/a.md:1:1: warning: another document already makes chapters/m/a.md; this one makes chapters/m/a-3.md",
        ],
    ),
}


@pytest.mark.parametrize("case", REPORTED)
def test_what_hugo_would_drop_is_kept_and_reported(case: str) -> None:
    documents, expected, diagnostics = REPORTED[case]
    book = book_of(documents)
    assert outline(book) == expected
    assert [str(one) for one in book.diagnostics] == diagnostics


@pytest.mark.parametrize("weight", ["'08'", "abc", "'2.5'", "' 4'", "[1]", ".nan", ".inf", "{}"])
def test_weight_that_is_no_number_is_an_error(weight: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.md:2:\d+: the weight .* in the menu “m” is not an integer$"):
        book_of({"a.md": f"title: A, menu: {{m: {{weight: {weight}}}}}"})


@pytest.mark.parametrize(
    ("menu", "message"),
    [
        ("3", "“menu” must name menus"),
        ("true", "“menu” must name menus"),
        ("[[m]]", "“menu” must name menus"),
        ("{m: x}", "the entry in the menu “m” must be a mapping"),
        ("{m: []}", "the entry in the menu “m” must be a mapping"),
    ],
)
def test_menu_of_the_wrong_kind_is_an_error(menu: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        book_of({"a.md": f"title: A, menu: {menu}"})
    assert str(raised.value) == f"a.md:2:12: {message}"


names = st.sampled_from(["", "a", "b", "c", "A"])
entries = st.builds(
    MenuEntry,
    menu=st.sampled_from(["m", "n"]),
    name=st.sampled_from(["a", "b", "c", "A", "other"]),
    identifier=names,
    parent=names,
    weight=st.integers(-1, 3),
    depth=st.none() | st.integers(0, 5),
)


@given(st.lists(st.lists(entries, min_size=1, max_size=2), min_size=1, max_size=9))
def test_every_document_stands_in_the_book_once(menus: list[list[MenuEntry]]) -> None:
    documents = [
        Document(f"{number}.md", "page", f"Title {number}", "page", menus=tuple(wanted))
        for number, wanted in enumerate(menus)
    ]
    book = arrange(documents, Settings())
    placed = [chapter.document.source for chapter in book.walk() if chapter.document is not None]
    assert sorted(placed) == sorted(document.source for document in documents)
    docnames = [chapter.docname for chapter in book.walk()]
    assert len(set(docnames)) == len(docnames)
