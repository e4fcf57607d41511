import datetime
from pathlib import Path

import pytest

import minibook
from coursebook.publish.edition import edition_date, licence_line, printed_book
from coursebook.publish.problems import PublishError


@pytest.fixture
def first_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")


@pytest.mark.usefixtures("first_of_march")
def test_date_is_that_of_the_source_when_it_is_set() -> None:
    assert edition_date() == datetime.date(2026, 3, 1)


def test_date_is_today_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = datetime.datetime.now(datetime.UTC).date()
    assert before <= edition_date() <= datetime.datetime.now(datetime.UTC).date()


@pytest.mark.usefixtures("first_of_march")
def test_course_settings_come_before_the_configuration(tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    (root / "sources").mkdir()
    (root / "sources/course.yml").write_text(
        "title: A title\nsubtitle: Below it\nauthors: [Ada, Ben]\nlicenses: {text: CC-BY-4.0, code: MIT}\n",
        encoding="utf-8",
    )
    book = printed_book(root)
    assert (book.title, book.subtitle, book.authors) == ("A title", "Below it", ("Ada", "Ben"))
    assert (book.date, book.licence) == ("1 March 2026", "Licences: text CC BY 4.0, code MIT.")


def test_configuration_serves_without_course_settings(tmp_path: Path) -> None:
    book = printed_book(minibook.write_book(tmp_path))
    assert (book.title, book.authors) == (
        "Conversations with a Purpose",
        ("The Conversations with a Purpose authors",),
    )
    assert book.web == "https://conversations-with-a-purpose.github.io/course/"


def test_wrong_course_settings_are_named(tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    (root / "sources").mkdir()
    (root / "sources/course.yml").write_text("title: [no, text]\n", encoding="utf-8")
    with pytest.raises(PublishError, match=r"^course.yml:1:\d+: “title” must be a text$"):
        printed_book(root)


@pytest.mark.parametrize(
    ("licences", "line"),
    [({}, ""), ({"text": "CC-BY-4.0"}, "Licences: text CC BY 4.0."), ({"a": "X", "b": "Y"}, "Licences: a X, b Y.")],
)
def test_licences_are_a_sentence(licences: dict[str, str], line: str) -> None:
    assert licence_line(licences) == line
