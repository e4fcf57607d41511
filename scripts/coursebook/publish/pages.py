"""One page of the built book, turned from a thing to click on into a thing to read on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .codelines import fold_code
from .links import Shelf, anchor, rewrite
from .maths import FormulaError, draw
from .problems import PublishError, at
from .tables import fit_tables
from .trees import Element, add_class, classes, line_of, new, of_class, parse, remove, replace, select, text_of, unwrap

CHROME = (
    "headerlink",
    "copybtn",
    "toggle-button",
    "d-print-none",
    "sd-summary-icon",
    "sd-summary-state-marker",
    "prev-next-area",
    "sd-octicon",
)
"""Classes of elements that only make sense on a screen; `d-print-none` is the theme's own name for them."""

LONG_BOX = 900
"""Characters, about a third of a page, from which a box may be continued on the next page."""

INTERACTIVE = "The web edition shows something to try out here."
ELSEWHERE = {"iframe": "src", "embed": "src", "object": "data", "audio": "src", "video": "src"}
"""Elements that print cannot show, and the attribute that says where what they show can be found."""


@dataclass(frozen=True)
class PrintedPage:
    """One chapter, ready to be joined to the others."""

    page: str
    """The page it was made of."""
    section: Element
    """A `section` with the page's anchor as its id."""
    number: str
    """The chapter's number as its heading shows it; empty without one."""
    title: str
    """The chapter's title, without the number."""
    problems: tuple[str, ...]
    """What could not be printed, one sentence each."""


def print_page(text: str, page: str, shelf: Shelf) -> PrintedPage:
    """Turn the HTML of a built page into a printable section.

    Headings keep the level that they have on the page. Raises `PublishError` for a page without an article or a title.
    """
    articles = select(parse(text), f"//article[{of_class('bd-article')}]")
    titles = select(articles[0], ".//h1") if articles else []
    if not titles:
        raise PublishError([at(page, 1, "the page has no article with a title.")])
    article = articles[0]
    _drop_chrome(article)
    _open_boxes(article)
    _unroll_tabs(article)
    _replace_live_parts(article)
    fold_code(article)
    fit_tables(article)
    _let_long_boxes_break(article)
    number, title = _heading(titles[0])
    problems = [*rewrite(article, page, shelf), *_set_formulas(article, page)]
    section = new("section", class_="chapter", id=anchor(page), data_page=page)
    section[:] = list(article)
    return PrintedPage(page, section, number, title, tuple(problems))


def _heading(heading: Element) -> tuple[str, str]:
    """Return number and title of a heading."""
    numbers = select(heading, f".//*[{of_class('section-number')}]")
    number = text_of(numbers[0]) if numbers else ""
    return number.rstrip("."), text_of(heading).removeprefix(number).strip()


def _drop_chrome(article: Element) -> None:
    for name in CHROME:
        for element in select(article, f".//*[{of_class(name)}]"):
            remove(element)
    for element in select(article, ".//script | .//style | .//button | .//noscript | .//template"):
        remove(element)
    for wrapper in select(article, f".//div[{of_class('toctree-wrapper')}][not(*)]"):
        remove(wrapper)
    for element in select(article, ".//*[@onclick]"):
        del element.attrib["onclick"]


def _open_boxes(article: Element) -> None:
    """Make titled boxes of what unfolds; a fold around code is only a button, and goes."""
    for fold in select(article, ".//details"):
        summaries = select(fold, "./summary")
        if "hide" in classes(fold):
            for summary in summaries:
                remove(summary)
            unwrap(fold)
            continue
        for summary in summaries:
            summary.tag = "div"
            summary.set("class", "box-title")
        fold.tag = "div"
        fold.attrib.clear()
        fold.set("class", "box dropdown")


def _unroll_tabs(article: Element) -> None:
    """Print the tabs of a set one after another, each a titled box."""
    for label in select(article, f".//label[{of_class('sd-tab-label')}]"):
        content = label.getnext()
        if content is None:
            continue
        box = new("div", class_="box tab")
        replace(label, box)
        label.tag, label.tail = "div", None
        label.attrib.clear()
        label.set("class", "box-title")
        box.append(label)
        box.append(content)
        content.tail = None
    for button in select(article, f".//div[{of_class('sd-tab-set')}]/input"):
        remove(button)


def _replace_live_parts(article: Element) -> None:
    """Print ticks for boxes to tick, addresses for films, titles for linked cards, and a word where a widget stood."""
    for tick in select(article, ".//input[@type='checkbox']"):
        replace(tick, new("span", "☑" if "checked" in tick.attrib else "☐", class_="tick"))
    for element in select(article, " | ".join(f".//{name}" for name in ELSEWHERE)):
        source = element.get(ELSEWHERE[str(element.tag)]) or str(element.xpath("string(.//source/@src)"))
        paragraph = new("p", class_="elsewhere")
        paragraph.append(new("a", element.get("title") or source, href=source))
        replace(element, paragraph)
    for card in select(article, f".//*[{of_class('sd-card')}]"):
        _link_title(card)
    for output in select(article, f".//div[{of_class('cell_output')}]"):
        if not text_of(output) and not select(output, ".//img | .//svg"):
            output[:] = [new("p", INTERACTIVE, class_="elsewhere")]


def _link_title(card: Element) -> None:
    """Move a link that lies, without words, over a whole card to the card's title."""
    links = select(card, f".//a[{of_class('sd-stretched-link')}]")
    titles = select(card, f".//*[{of_class('sd-card-title')}]")
    if not links or not titles or select(titles[0], ".//a"):
        return
    link, title = links[0], titles[0]
    twin = new("a", title.text or "", href=link.get("href") or "", class_="reference")
    twin[:] = list(title)
    title.text = None
    title.append(twin)
    remove(link)


def _set_formulas(article: Element, page: str) -> Iterator[str]:
    """Draw every formula; yield those that cannot be drawn."""
    for holder in select(article, f".//*[{of_class('math')}]"):
        display = holder.tag == "div"
        numbers = select(holder, f"./*[{of_class('eqno')}]")
        for number in numbers:
            remove(number)
        # Lines are kept: a comment in TeX ends with its line.
        tex = "".join(holder.itertext()).strip()
        try:
            drawing = draw(tex, display=display)
        except FormulaError as problem:
            yield at(page, line_of(holder), f"the formula {tex} cannot be set: {problem}.")
            continue
        holder.text = None
        holder[:] = [drawing, *(new("span", text_of(number), class_="eqno") for number in numbers)]
        if not display:
            _keep_stop(holder)


def _let_long_boxes_break(article: Element) -> None:
    """Mark boxes that are too long to be kept on one page without leaving a gap on the page before."""
    for box in select(article, f".//div[{of_class('admonition')} or {of_class('box')}]"):
        if len(text_of(box)) > LONG_BOX:
            add_class(box, "long")


def _keep_stop(formula: Element) -> None:
    """Keep a formula and the punctuation behind it on one line."""
    tail = formula.tail or ""
    stop = tail[: len(tail) - len(tail.lstrip(",.;:!?)]’”"))]
    if stop:
        keeper = new("span", class_="keep")
        replace(formula, keeper)
        keeper.append(formula)
        formula.tail, keeper.tail = stop, tail[len(stop) :]


def rank_headings(section: Element, rank: int) -> None:
    """Give headings their level in the whole book, for tags and bookmarks; their class keeps that in the page.

    `rank` is the level, from 1, of the page's title.
    """
    for level in range(6, 0, -1):
        for heading in select(section, f".//h{level}[not({of_class('heading')})]"):
            heading.set("class", f"heading level-{level}")
            heading.tag = f"h{min(level + rank - 1, 6)}"
