from pathlib import Path

import pytest

import minibook
from coursebook.publish.checks import unlisted_pages
from coursebook.publish.problems import PublishError


def test_pages_of_the_book_are_all_listed(tmp_path: Path) -> None:
    assert unlisted_pages(minibook.write_book(tmp_path)) == ()


@pytest.mark.parametrize(
    ("path", "reported"),
    [
        ("chapters/part/orphan.md", True),
        ("notebooks/orphan.ipynb", True),
        ("notebooks/.ipynb_checkpoints/sums-checkpoint.ipynb", False),
        ("notebooks/package/module.py", False),
        ("README.md", False),
    ],
)
def test_page_that_is_not_listed_is_reported(path: str, reported: bool, tmp_path: Path) -> None:
    root = minibook.write_book(tmp_path)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("", encoding="utf-8")
    assert unlisted_pages(root) == ((path,) if reported else ())


@pytest.mark.parametrize(
    ("toc", "message"),
    [
        (None, "_toc.yml:1:1: No such file or directory"),
        ("format: jb-book\n", "_toc.yml:1:1: 'root' key not found"),
        ("root: [\n", "_toc.yml:2:1: expected the node content, but found '<stream end>'"),
    ],
)
def test_table_of_contents_that_cannot_be_read(toc: str | None, message: str, tmp_path: Path) -> None:
    if toc is not None:
        (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    with pytest.raises(PublishError, match=message):
        unlisted_pages(tmp_path)
