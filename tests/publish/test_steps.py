import io
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

import minibook
from coursebook.publish import steps
from coursebook.publish.problems import PublishError
from coursebook.publish.steps import HTML, PDF, Step, main, run_logged, run_steps, show_link
from coursebook.publish.system import SystemNeedError

BROKEN_CHAPTER = """\
# First

A link to [nowhere](nowhere.md), a {ref}`lost-label`, a citation {cite:p}`nobody1999`.

![A picture](missing.png)
"""

NAMED = {
    "broken link": "chapters/first.md:3: 'myst' cross-reference target not found: 'nowhere.md'",
    "broken label": "chapters/first.md:3: undefined label: 'lost-label'",
    "unknown reference": 'chapters/first.md:3: could not find bibtex key "nobody1999"',
    "missing image": "chapters/first.md:5: image file not readable: chapters/missing.png",
    "page without a heading": "index.md:1: toctree contains reference to document 'chapters/bare' "
    "that doesn't have a title: no link will be generated",
    "entry without a page": "index.md: toctree contains reference to nonexisting document 'chapters/absent'",
}


def failure(root: Path) -> tuple[str, ...]:
    with pytest.raises(PublishError) as caught:
        steps.build_html(root)
    return caught.value.problems


def running(*table: Step) -> tuple[int, str]:
    """The exit status of steps and what they write to a pipe."""
    out = io.StringIO()
    return run_steps(table, Path(), Console(file=out, width=200)), out.getvalue()


def failing(error: Exception) -> Step:
    def fail(_root: Path) -> str:
        raise error

    return Step("the second", fail)


FIRST, LAST = Step("the first", lambda _root: "here.html"), Step("the last", lambda _root: "never.pdf")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What the build says about a book with every fault that does not stop it."""
    root = minibook.write_book(tmp_path_factory.mktemp("broken"))
    (root / "chapters/first.md").write_text(BROKEN_CHAPTER, encoding="utf-8")
    (root / "chapters/bare.md").write_text("Text and no heading.\n", encoding="utf-8")
    entries = "  - file: chapters/bare\n  - file: chapters/absent\n"
    (root / "_toc.yml").write_text(minibook.PAGES["_toc.yml"] + entries, encoding="utf-8")
    return failure(root)


@pytest.mark.parametrize("fault", NAMED)
def test_fault_fails_the_build_and_is_named_once(fault: str, broken: tuple[str, ...]) -> None:
    assert broken.count(NAMED[fault]) == 1


def test_failure_ends_with_the_place_of_the_log(broken: tuple[str, ...]) -> None:
    assert broken[-1] == "The whole log is in _build/logs/html.log."


def test_cell_that_raises_fails_the_build_and_is_named(tmp_path: Path) -> None:
    assert failure(minibook.write_book(tmp_path, code="1 / 0")) == (
        "notebooks/sums.ipynb: a cell raised ZeroDivisionError: division by zero",
        "The whole log is in _build/logs/html.log.",
    )


def test_page_outside_the_table_of_contents_fails_before_building(tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    (root / "chapters/orphan.md").write_text("# Orphan\n", encoding="utf-8")
    assert failure(root) == ("chapters/orphan.md:1:1: stands nowhere in _toc.yml, so no reader would find it",)
    assert not (root / "_build").exists()


def test_good_book_is_executed_and_hides_the_link_to_its_missing_pdf(built_book: Path) -> None:
    html = built_book / HTML
    assert "<span></span>42" in (html / "notebooks/sums.html").read_text(encoding="utf-8")
    assert steps.HIDDEN_LINK in (html / "index.html").read_text(encoding="utf-8")


def test_pages_of_an_earlier_build_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / HTML).mkdir(parents=True)
    (tmp_path / HTML / "gone.html").write_text("", encoding="utf-8")
    root = minibook.write_book(tmp_path)
    (root / "chapters/first.md").write_text("", encoding="utf-8")
    failure(root)
    assert not (root / HTML / "gone.html").exists()


def test_link_is_shown_from_every_depth(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    for name in ("index.html", "a/b/deep.html"):
        (tmp_path / name).write_text(f'<p>{steps.HIDDEN_LINK}href="{PDF.name}">Whole book</a>', encoding="utf-8")
    show_link(tmp_path)
    for name in ("index.html", "a/b/deep.html"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (
            f'<p><a class="whole-book" href="{PDF.name}">Whole book</a>'
        )


def test_template_of_the_link_begins_as_the_pdf_step_expects() -> None:
    assert steps.HIDDEN_LINK in (minibook.ROOT / "_templates/whole-book.html").read_text(encoding="utf-8")


def test_pdf_lies_beside_the_pages_and_every_page_links_to_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = minibook.write_book(tmp_path_factory.mktemp("printed"))
    steps.build_html(root)
    assert re.fullmatch(rf"{PDF} \(\d+ pages\)", steps.build_pdf(root))
    assert (root / HTML / PDF.name).read_bytes() == (root / PDF).read_bytes()
    for page, target in {"index": PDF.name, "chapters/first": f"../{PDF.name}"}.items():
        assert f'<a class="whole-book" href="{target}">' in (root / HTML / f"{page}.html").read_text(encoding="utf-8")


def test_pdf_without_pages_says_what_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"^There are no pages in _build/html to set: run “make html” first\.$"):
        steps.build_pdf(tmp_path)


def test_steps_are_reported_with_time_and_result() -> None:
    status, text = running(FIRST, LAST)
    assert status == 0
    assert re.fullmatch(r"done +the first +\d+\.\d s  here\.html\ndone +the last +\d+\.\d s  never\.pdf\n", text)


@pytest.mark.parametrize(
    ("error", "reasons"),
    [
        (PublishError(["a.md:1: is wrong", "b.md:2: is [worse]"]), ["a.md:1: is wrong", "b.md:2: is [worse]"]),
        (SystemNeedError("Install this."), ["Install this."]),
    ],
)
def test_failing_step_names_itself_and_stops(error: Exception, reasons: list[str]) -> None:
    status, text = running(FIRST, failing(error), LAST)
    lines = text.splitlines()
    assert status == 1
    assert lines[0].startswith("done")
    assert re.fullmatch(r"failed +the second +\d+\.\d s", lines[1])
    assert lines[2:] == [f"  {reason}" for reason in reasons]


def test_log_is_kept_without_colours(tmp_path: Path) -> None:
    run_logged([sys.executable, "-c", r"print('\x1b[31mred\x1b[0m')"], tmp_path, "paint")
    assert (tmp_path / "_build/logs/paint.log").read_text(encoding="utf-8") == "red\n"


def test_command_ends_with_what_to_open(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pages, pdf = Step("pages", str, Path("index.html")), Step("pdf", str, Path("book.pdf"))
    monkeypatch.setattr(steps, "COMMANDS", {"book": (FIRST, pages, pdf)})
    assert main(["book"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Open index.html or book.pdf."


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("book", ["sources to chapters", "chapters to web pages", "web pages to PDF"]),
        ("html", ["sources to chapters", "chapters to web pages"]),
        ("pdf", ["web pages to PDF"]),
    ],
)
def test_command_consists_of_its_steps(command: str, names: list[str]) -> None:
    assert [step.name for step in steps.COMMANDS[command]] == names


def test_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["epub"])
    assert caught.value.code == 2
    assert "invalid choice: 'epub'" in capsys.readouterr().err
