import re
from pathlib import Path


def text_of(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")).split())


def test_citation_stands_in_round_brackets_with_author_and_year(built_book: Path) -> None:
    page = text_of(built_book / "_build/html/chapters/first.html")
    assert "They listened (Kahn and Cannell, 1957); see" in page


def test_bibliography_opens_with_surnames_and_keeps_titles_as_written(built_book: Path) -> None:
    page = text_of(built_book / "_build/html/chapters/bibliography.html")
    assert "Kahn, Robert L. and Cannell, Charles F. The Dynamics of Interviewing. Wiley, 1957." in page
