"""Hostile documents: the book shows their text and nothing else, and nothing outside the two folders is touched."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import lxml.html
import pytest

import attacksite
import browser
from attacksite import Case, cases
from coursebook.markup import clean
from coursebook.pictures import problem_of

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 2 << 30
"""Bytes that a conversion may ask for."""
SECONDS = 30
"""Of processor time that a conversion may take; far more than it does, as machines differ."""
RUNNER = """
import json, os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
log, seen = sys.argv[1], []
names = ("open", "os.", "shutil.", "subprocess.", "socket.")
sys.addaudithook(lambda event, args: seen.append([event, *map(repr, args[:2])]) if event.startswith(names) else None)
from coursebook.cli import main
seen.clear()
status = main(sys.argv[2:])
found = [[event, *args] for event, *args in seen]
with open("/proc/self/status") as file:  # ru_maxrss would count what the testing process had when it forked
    peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
with open(log, "w") as file:
    json.dump({{"seen": found, "peak": peak}}, file)
sys.exit(status)
"""
SEES = """JSON.stringify({
  elements: [...document.querySelectorAll('article.bd-article *')].map(
    e => [e.tagName.toLowerCase(), Object.fromEntries([...e.attributes].map(a => [a.name, a.value]))]),
  text: document.querySelector('article.bd-article')?.textContent ?? '',
  acting: [...document.querySelectorAll('*')].filter(e =>
    e.matches('base, embed, frame, iframe, object, [srcdoc], [http-equiv=refresh], [href^="javascript:"]')
    || [...e.attributes].some(a => a.name.startsWith('on'))).map(e => e.outerHTML.slice(0, 200))
})"""

GLOBAL = {"aria-hidden", "aria-label", "aria-level", "class", "id", "role", "tabindex", "title"}
DRAWN = {
    "d", "fill", "height", "rx", "stroke", "stroke-linecap", "stroke-linejoin", "stroke-width", "version", "viewBox",
    "viewbox", "width", "x", "xmlns", "y",
}  # fmt: skip
ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in (
        "abbr aside blockquote br caption cite code col colgroup dd dl dt em figcaption figure h1 h2 h3 h4 h5 h6 li "
        "p pre section span strong sub summary sup tbody thead title tr ul nav"
    ).split()},
    **dict.fromkeys(("path", "rect", "svg"), DRAWN),
    "a": {"href", "rel"},
    "button": {"data-clipboard-target", "data-tooltip"},
    "details": {"open"},
    "div": {"style"},
    "hr": set(),
    "img": {"alt", "src", "style"},
    "input": {"checked", "disabled", "type"},
    "ol": {"start"},
    "script": {"type"},
    "table": {"style"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan"},
}  # fmt: skip
"""Elements that may stand in an article, and their attributes beside the global ones."""
THEIR_STYLES = re.compile(r"(?:(?:width|text-align|vertical-align): ?[\w.%]+;?\s*)*")
THEIR_SCRIPTS = re.compile(r"\s*(?:\{.*\}|var .*|kernelName = 'python3'|)\s*", re.S)
THEIR_HANDLERS = ('<button onclick="toggleFullScreen()"', '<button onclick="window.print()"')
SCHEMES = {"", "ftp", "http", "https", "mailto"}


@dataclass(frozen=True)
class View:
    """A page of the book as it is seen."""

    elements: list[tuple[str, dict[str, str]]]
    """Everything inside the article."""
    text: str
    acting: list[str]
    """Elements of the whole page that could act."""
    calls: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """A conversion in a process of its own."""

    status: int
    out: str
    errors: str
    seen: list[list[str]]
    """What the process asked of the system: event and arguments."""
    peak: int
    """Most memory, in KiB."""


def convert(root: Path, *options: str) -> Run:
    log = root / "log.json"
    command = [sys.executable, "-P", "-c", RUNNER.format(seconds=SECONDS, memory=MEMORY), log, root / "sources"]
    done = subprocess.run(
        [*command, "--book", root / "book", "--jobs", "1", *options],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "scripts"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert log.exists(), done.stderr[-2000:]
    found = json.loads(log.read_text(encoding="utf-8"))
    log.unlink()
    return Run(done.returncode, done.stdout, done.stderr, found["seen"], found["peak"])


def state(root: Path) -> dict[str, str]:
    """Everything that stands around the book."""
    paths = [path for path in sorted(root.rglob("*")) if not path.is_relative_to(root / "book")]
    return {
        str(path): path.read_text(encoding="utf-8", errors="replace")
        if path.is_file() and not path.is_symlink()
        else ""
        for path in paths
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    attacksite.write(folder)
    (folder / "book").mkdir()
    return folder


@pytest.fixture(scope="module")
def around(root: Path) -> dict[str, str]:
    """What stands around the book before anything is done."""
    return state(root)


@pytest.fixture(scope="module")
def run(root: Path, around: dict[str, str]) -> Run:
    done = convert(root, "--verify")
    assert done.status == 0, [
        line for line in done.errors.splitlines() if "warning" not in line and "notice" not in line
    ]
    return done


@pytest.fixture(scope="module")
def html(root: Path, run: Run) -> Path:
    """The pages of the book of all cases, built strictly."""
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", root / "book", "--all", "-n", "-W", "--keep-going", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return root / "book/_build/html"


@pytest.fixture(scope="module")
def views(html: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, View]:
    """Every page as a browser sees it, or, where there is none, as it stands in its file."""
    pages = sorted(html.rglob("*.html"))
    if browser.find() is None:
        return dict(zip(pages, map(static_view, pages), strict=True))
    with ExitStack() as stack:
        tabs = [stack.enter_context(browser.tab(tmp_path_factory.mktemp("profile"))) for _ in range(2)]
        with ThreadPoolExecutor(len(tabs)) as pool:
            halves = pool.map(live_views, tabs, [pages[0::2], pages[1::2]])
            return {page: view for half in halves for page, view in half}


def live_views(tab: browser.Tab, pages: list[Path]) -> list[tuple[Path, View]]:
    found = []
    for page in pages:
        seen = tab.open(page.as_uri(), SEES)
        values = json.loads(seen.value)
        elements = [(name, attributes) for name, attributes in values["elements"]]
        calls, requests = tuple(seen.calls), tuple(seen.requests)
        found.append((page, View(elements, values["text"], values["acting"], calls, requests)))
    return found


def static_view(page: Path) -> View:
    tree = lxml.html.parse(str(page)).getroot()
    articles = tree.xpath("//article[contains(@class, 'bd-article')]")
    inside = [element for article in articles for element in article.iterdescendants() if isinstance(element.tag, str)]
    acting = tree.xpath(
        "//base | //embed | //frame | //iframe | //object | //*[@srcdoc] | //meta[@http-equiv='refresh']"
        " | //*[@*[starts-with(name(), 'on')]]"
    )
    return View(
        [(str(element.tag), dict(element.attrib)) for element in inside],
        "".join(text for article in articles for text in article.itertext()),
        [lxml.html.tostring(element, encoding="unicode")[:200] for element in acting],
    )


def is_redirect(page: Path) -> bool:
    return (
        "<title>This page has moved</title>" in page.read_text(encoding="utf-8")
        or 'content="0; url=' in page.read_text()
    )


def ink(text: str) -> str:
    """All that is printed: no white space, and none of the characters that are shown as it."""
    return "".join(clean(text).split())


def view_of(case: Case, views: dict[Path, View]) -> View:
    [view] = [view for page, view in views.items() if page.stem == case.slug and "questions" not in page.parts[-3:-1]]
    return view


# What a reader sees


@pytest.mark.parametrize("case", cases("myst", "../../../secret.txt"), ids=lambda case: case.name)
def test_text_that_looks_like_myst_stands_in_every_place(case: Case, views: dict[Path, View]) -> None:
    shown = ink(view_of(case, views).text)
    wanted = ink(case.text)
    if case.name == "formula":  # a formula in the source is one in the book
        wanted = ink(case.text.partition(" ")[0])
    assert shown.count(wanted) >= attacksite.SHOWN, shown


@pytest.mark.parametrize("family", ["html", "markdown"])
def test_words_of_a_body_are_seen(family: str, views: dict[Path, View]) -> None:
    missing = [
        (case.name, word)
        for case in cases(family, "../../../secret.txt")
        for word in case.result.split()
        if word not in view_of(case, views).text
    ]
    assert missing == []


@pytest.mark.parametrize("case", cases("formulas", "../../../secret.txt"), ids=lambda case: case.name)
def test_formula_that_acts_is_code(case: Case, views: dict[Path, View]) -> None:
    view = view_of(case, views)
    assert ink(view.text).count(ink(case.text)) >= 3
    assert not any("math" in attributes.get("class", "").split() for _, attributes in view.elements)


def test_article_is_text(views: dict[Path, View]) -> None:
    [view] = [view for page, view in views.items() if page.parent.name == "articles"]
    lines = [line for case in cases("myst", "../../../secret.txt") for line in case.text.split("\n")]
    assert [line for line in lines if ink(line).removeprefix("-") not in ink(view.text)] == []


# What else there is


def problems_of(view: View, page: Path, html: Path) -> Iterator[str]:
    """What in an article is not allowed."""
    for name, attributes in view.elements:
        for key, value in attributes.items():
            if name not in ALLOWED or key not in ALLOWED[name] | GLOBAL:
                yield f"<{name} {key}={value!r}>"
            elif key in {"href", "src"}:
                yield from address_problems(value, page, html)
            elif key == "style" and not THEIR_STYLES.fullmatch(value):
                yield f"style={value!r}"
        if name not in ALLOWED:
            yield f"<{name}>"


def address_problems(address: str, page: Path, html: Path) -> Iterator[str]:
    """Whether an address leads nowhere but to the web or to a file of the book."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or re.search(r"[\s\x00-\x1f]", address):
        yield address
    elif not parts.scheme and parts.path:
        target = Path(posixpath.normpath(posixpath.join(page.parent, unquote(parts.path))))
        if not target.is_relative_to(html) or not target.exists():
            yield address


def test_articles_hold_nothing_but_text_and_its_marks(views: dict[Path, View], html: Path) -> None:
    found = {page.name: [*problems_of(view, page, html)] for page, view in views.items() if not is_redirect(page)}
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_articles_have_only_the_scripts_of_the_theme(html: Path) -> None:
    texts = [
        script.text or ""
        for page in html.rglob("*.html")
        for script in lxml.html.parse(str(page)).getroot().xpath("//article//script")
    ]
    assert [text for text in texts if not THEIR_SCRIPTS.fullmatch(text)] == []


def test_pages_hold_nothing_that_acts(views: dict[Path, View]) -> None:
    acting = {
        page.name: [element for element in view.acting if not element.startswith(THEIR_HANDLERS)]
        for page, view in views.items()
        if not is_redirect(page)
    }
    assert {name: elements for name, elements in acting.items() if elements} == {}


def test_redirects_lead_to_pages_of_the_book(html: Path) -> None:
    moved = {
        page: re.search(r'content="0; url=([^"]*)"', page.read_text(encoding="utf-8")) for page in html.rglob("*.html")
    }
    found = [(page, target[1]) for page, target in moved.items() if target]
    assert found
    for page, target in found:
        assert [*address_problems(target, page, html)] == []


def test_no_address_takes_the_place_of_a_page(html: Path) -> None:
    pages = ["index.html", "search.html", "genindex.html", "chapters/attacks/control.html"]
    assert [page for page in pages if is_redirect(html / page)] == []
    assert (html / "_static/doctools.js").is_file()


needs_browser = pytest.mark.skipif(
    browser.find() is None, reason=f"no browser: none of {', '.join(browser.NAMES)} is here"
)


@needs_browser
def test_nothing_runs_and_nothing_is_asked_for(views: dict[Path, View], html: Path) -> None:
    control = next(view for page, view in views.items() if page.stem == "control")
    own = {address for address in control.requests if not address.startswith("file:")}
    assert [call for view in views.values() for call in view.calls] == []
    strange = Counter(
        address.partition("?")[0]
        for view in views.values()
        for address in view.requests
        if address not in own and not address.startswith(html.as_uri())
    )
    assert strange == {}


@needs_browser
def test_search_shows_titles_as_text(html: Path, tmp_path: Path) -> None:
    wait = "new Promise(done => setTimeout(() => done(document.querySelectorAll('#search-results li').length), 700))"
    with browser.tab(tmp_path) as tab:
        for name in ("HTML", "raw HTML", "HTML that ends a title", "link"):
            [text] = [case.text for case in cases("myst") if case.name == name]
            seen = tab.open(f"{(html / 'search.html').as_uri()}?q={quote(' '.join(text.split()))}", wait)
            assert (seen.calls, seen.value > 0) == ([], True), text


# What is touched


def test_secret_is_nowhere_in_the_book(root: Path, html: Path) -> None:
    files = [path for path in (root / "book").rglob("*") if path.is_file()]
    assert [path for path in files if attacksite.SECRET.encode() in path.read_bytes()] == []


def test_nothing_around_is_changed(root: Path, around: dict[str, str], html: Path) -> None:
    assert state(root) == around
    assert not [path for path in root.rglob("struck*") if "book" not in path.parts]


def test_nothing_is_opened_or_started_elsewhere(root: Path, run: Run) -> None:
    own = (f"{root}/sources", f"{root}/book", f"{root}/log.json")
    reads = {"open", "os.listdir", "os.scandir"}
    elsewhere = []
    for event, *arguments in run.seen:
        path = re.sub(r"^(?:PosixPath\()?b?['\"]|['\"]\)?$", "", arguments[0]) if arguments else event
        loads_itself = event in reads and path.startswith((sys.prefix, sys.base_prefix, str(ROOT)))
        # A folder is emptied by the names in it, once it has been opened by its path.
        inside_open_folder = event in {"os.remove", "os.rmdir", "os.scandir"} and "/" not in path
        if not path.startswith(own) and not loads_itself and not inside_open_folder:
            elsewhere.append((event, *arguments))
    assert elsewhere == []


def test_sources_are_only_read(root: Path, run: Run) -> None:
    touched = [
        seen for seen in run.seen if f"{root}/sources" in seen[1] and seen[0] not in {"os.scandir", "os.listdir"}
    ]
    assert [seen for seen in touched if seen[0] != "open" or seen[2] not in {"'r'", "'rb'"}] == []
    assert not [
        seen for seen in touched if any(name in seen[1] for name in ("link-out", "loop.md", "zero.svg", "pipe"))
    ]


def test_memory_is_bounded(run: Run) -> None:
    assert run.peak < 400 << 10


def test_settings_behind_a_link_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "course.yml").write_text(f"title: {attacksite.SECRET}\n", encoding="utf-8")
    (tmp_path / "sources/course.yml").symlink_to("../course.yml")
    (tmp_path / "sources/page.txt").write_text("A title\n\nText.\n", encoding="utf-8")
    assert convert(tmp_path).status == 0
    assert attacksite.SECRET not in (tmp_path / "book/_config.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", cases("pictures"), ids=lambda case: case.name)
def test_picture_that_acts_is_not_shown(case: Case, run: Run, root: Path) -> None:
    assert problem_of(case.text.encode()) == case.result
    assert f"the image “{case.slug}.svg” {case.result}, so it is not shown" in run.errors
    assert not [*(root / "book/chapters").rglob(f"{case.slug}.svg")]


HARMLESS = {
    "plain": attacksite.DOT,
    "document type": f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">{attacksite.DOT}',
    "places of its own": "<svg><g id='a'/><use href='#a'/><rect fill='url(#a)' style='fill: url( \"#a\" )'/></svg>",
    "picture within": '<svg><image href="data:image/png;base64,AA=="/></svg>',
    "font within": "<svg><style>@font-face { src: url(data:font/woff2;base64,AA==) }</style></svg>",
    "description of the picture": '<svg xmlns:r="r"><metadata><r:type r:resource="http://purl.org/x"/></metadata></svg>',
}


@pytest.mark.parametrize("name", HARMLESS)
def test_picture_that_only_draws_is_shown(name: str) -> None:
    assert problem_of(HARMLESS[name].encode()) == ""


# What is refused


DEEP = 10_000
FLOODS: dict[str, tuple[str, str]] = {
    "deep-html.md": ("<div>" * DEEP, "4:1: elements of the text are nested too deeply"),
    "deep-quotes.md": (">" * DEEP + " x", "4:1: elements of the text are nested too deeply"),
    "deep-lists.md": ("- " * DEEP + "x", "4:1: elements of the text are nested too deeply"),
    "deep-tables.md": ("<table><tr><td>" * DEEP, "4:1: elements of the text are nested too deeply"),
    "ten-lists.md": ("<ul><li>" * 10 + "x", "4:1: elements of the text are nested too deeply"),
    "deep-yaml.md": ("---\na: " + "[" * DEEP, "2:103: not valid YAML: nested too deeply"),
    "deep-yaml-blocks.md": ("---\n" + "- " * DEEP, "2:201: not valid YAML: nested too deeply"),
    "deep-toml.md": ("+++\na = " + "[" * DEEP + "\n+++", "2:1: not valid TOML: nested too deeply"),
    "deep-toml-keys.md": ("+++\n" + "a." * DEEP + "a = 1\n+++", "2:1: not valid TOML: nested too deeply"),
    "deep-json.md": ('{"a": ' + "[" * DEEP, "1:1: not valid JSON: nested too deeply"),
}
"""Documents that nest without end, and what is said of them."""
MANY = 50_000
LARGE = {
    "line": "word " * 200_000,
    "word": "<p>" + "a" * 1_000_000 + "</p> #x",
    "spaces": "a" + " " * 1_000_000 + "b",
    "spaces in a formula": "$$a" + " " * MANY + "b$$",
    "comments": "<!-- -->" * MANY + "text",
    "backticks": "`" * 1_000_000,
    "runs of backticks": " ".join("`" * length for length in range(1, 400)),
    "tildes": "~" * 1_000_000,
    "fences": "```a\n" * MANY,
    "parentheses": "\\(" * MANY,
    "brackets": "\\[" * MANY,
    "dollars": "$a " * MANY,
    "points": "$" + "." * MANY + "x$",
    "shortcodes": "{{< a " * MANY,
    "shortcodes with spaces": "{{<" + " " * MANY + "/" + " " * MANY,
    "code": "<code " * MANY,
    "links": "[" * 10_000,
    "pictures": "![" * 10_000,
    "emphasis": "*a _b" * 10_000,
    "tags": "<a" * MANY,
    "attributes": "{#a " * MANY,
    "table of empty cells": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|a\n" * 5_000,
    "table of empty cells in HTML": "<table><tr>" + "<td>x" * 3_000 + "<tr><td>y" * 3_000,
    "table of spans": "<table>" + ("<tr>" + "<td colspan=100 rowspan=100>x" * 9) * 999,
    "choices": "<form>" + "<input type=radio id=a data-answer=#b>x" * 2_000,
    "footnotes": "".join(f"[^{number}]\n\n[^{number}]: x\n\n" for number in range(1_000)),
}
"""Bodies that a careless search would read again and again, or make much of."""


def refused(folder: Path) -> list[str]:
    """Write everything that is refused, and return the lines that say so."""
    lines = []
    for case in cases("refused"):
        (folder / f"{case.slug}.md").write_text(case.text + "\n", encoding="utf-8", newline="")
        lines.append(f"{case.slug}.md:{case.result}")
    for name, (text, message) in FLOODS.items():
        begins = "" if text.startswith(("---", "+++", "{")) else "---\ntitle: x\n---\n"
        (folder / name).write_text(begins + text + ("\n---\n" if text.startswith("---") else "\n"), encoding="utf-8")
        lines.append(f"{name}:{message}")
    (folder / "\udcff.md").write_text("x")
    return [*lines, r"\udcff.md:1:1: the name of this file is not UTF-8"]


@pytest.mark.parametrize("form", ["text", "github"])
def test_refusal_is_one_sentence_each_and_nothing_is_written(form: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "book").mkdir()
    wanted = refused(tmp_path / "sources")
    done = convert(tmp_path, "--format", form)
    lines = [line.removeprefix(f"{tmp_path}/sources/") for line in (done.errors + done.out).splitlines()]
    assert done.status == 2
    if form == "text":
        assert sorted(lines) == sorted(wanted)
    else:
        assert len(lines) == len(wanted)
        assert all(line.startswith("::error file=") for line in lines)
    assert [path for path in (tmp_path / "book").rglob("*") if path.is_file() and path.name != "lock"] == []
    assert done.peak < 400 << 10


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("course.yml", "title: <img src=x onerror=struck()>\n", "1:1: “title” must be text without “<”"),
        ("course.yml", "title: T\nauthors: [<b>]\n", "2:1: “authors” must be text without “<”"),
        (
            "course.yml",
            "glossary: ../secret.txt\n",
            "1:1: the glossary “../secret.txt” is not in the folder of sources",
        ),
        (
            "course.yml",
            "bibliography: /etc/passwd\n",
            "1:1: the bibliography “/etc/passwd” is not in the folder of sources",
        ),
        (
            "references.bib",
            "@misc{a, url = {java} # {script:struck()}}\n",
            "1:1: the address of “a” is none of the web",
        ),
        ("references.bib", "@misc{a, x = {\n", "1:1: not valid BibTeX"),
    ],
)
def test_settings_that_act_are_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "book").mkdir()
    (tmp_path / "sources/course.yml").write_text("bibliography: references.bib\n", encoding="utf-8")
    (tmp_path / f"sources/{name}").write_text(text, encoding="utf-8")
    (tmp_path / "sources/page.txt").write_text("A title\n\nText.\n", encoding="utf-8")
    done = convert(tmp_path)
    assert (done.status, len(done.errors.splitlines())) == (2, 1), done.errors
    assert done.errors.startswith(f"{tmp_path}/sources/{name}:{message}")


def test_large_documents_are_read_in_one_go(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "book").mkdir()
    for name, text in LARGE.items():
        (tmp_path / f"sources/{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n", encoding="utf-8")
    (tmp_path / "sources/comment.txt").write_text("Title\n\nText.\n\n" + "comments " * MANY, encoding="utf-8")
    done = convert(tmp_path)
    assert done.status == 0, done.errors[-2000:]
    made = sum(path.stat().st_size for path in (tmp_path / "book/chapters").rglob("*.md"))
    assert made < 3 * sum(path.stat().st_size for path in (tmp_path / "sources").rglob("*"))
    assert done.peak < 800 << 10
