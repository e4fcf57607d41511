import re
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from coursebook.sphinxext.redirects import page_of_address, read_redirects, redirects_from, relative_target


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("questions/why", "questions/why/index"),
        ("questions/why/", "questions/why/index"),
        ("/questions/why", "questions/why/index"),
        ("questions/version-1.2", "questions/version-1.2/index"),
        ("old.html", "old"),
        ("questions/old.html", "questions/old"),
    ],
)
def test_old_address_has_the_page_that_hosts_serve_for_it(address: str, page: str) -> None:
    assert page_of_address(address) == page


@pytest.mark.parametrize(
    ("page", "target"),
    [("old", "chapters/new.html"), ("questions/why/index", "../../chapters/new.html")],
)
def test_target_is_relative_to_the_old_page(page: str, target: str) -> None:
    assert relative_target(page, "chapters/new") == target


def test_address_of_the_chapter_itself_needs_no_redirect() -> None:
    assert redirects_from({"chapters/new.html": "chapters/new"}) == {}


def test_no_file_means_no_redirects(tmp_path: Path) -> None:
    assert read_redirects(tmp_path / "redirects.json") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": }', r"redirects\.json:1:7: not JSON: Expecting value$"),
        ("[]", r"redirects\.json:1:1: expected an object of old URL paths and document names$"),
        ('{"a": 1}', r"redirects\.json:1:1: expected an object of old URL paths and document names$"),
    ],
)
def test_wrong_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "redirects.json").write_text(text, encoding="utf-8")
    with pytest.raises(ExtensionError, match=message):
        read_redirects(tmp_path / "redirects.json")


@pytest.mark.parametrize("page", ["questions/first/index.html", "old/page.html"])
def test_built_page_leads_to_the_chapter_with_and_without_scripts(page: str, built_book: Path) -> None:
    html = (built_book / "_build/html" / page).read_text(encoding="utf-8")
    targets = {*re.findall(r'<a href="([^"]+)"', html), *re.findall(r"url=([^\"]+)", html)}
    assert len(targets) == 1
    assert (built_book / "_build/html" / page).parent.joinpath(targets.pop()).resolve().is_file()


def test_redirect_to_an_unknown_document_fails_the_build(tmp_path: Path) -> None:
    import minibook
    from coursebook.publish.problems import PublishError
    from coursebook.publish.steps import build_html

    root = minibook.write_book(tmp_path)
    (root / "chapters/redirects.json").write_text('{"a": "chapters/gone"}', encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        build_html(root)
    sentence = "chapters/redirects.json:1:1: leads to documents that do not exist: chapters/gone"
    assert caught.value.problems[0] == sentence
