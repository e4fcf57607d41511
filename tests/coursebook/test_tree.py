"""What is listed, read, compared and written."""

from pathlib import Path

import pytest

from coursebook.model import MARK
from coursebook.tree import Change, Drift, compare, is_document, list_files, read, write


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def test_listed_are_files_that_are_not_hidden_in_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.md", "a/c.txt", "a.md", ".hidden", ".git/x", "_build/y", "a/node_modules/z", "a/_x.md")
    assert list_files(tmp_path) == ["a.md", "a/_x.md", "a/c.txt", "b.md"]
    assert list_files(tmp_path / "none") == []


def test_links_that_leave_the_folder_are_not_read(tmp_path: Path) -> None:
    fill(tmp_path, "outside/secret.md", "inside/own.md")
    inside = tmp_path / "inside"
    (inside / "leaving.md").symlink_to(tmp_path / "outside/secret.md")
    (inside / "leaving").symlink_to(tmp_path / "outside")
    (inside / "broken.md").symlink_to(tmp_path / "none.md")
    (inside / "staying.md").symlink_to(inside / "own.md")
    assert list_files(inside) == ["own.md", "staying.md"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.md", True), ("a/B.MD", True), ("README", True), ("a.html", True), ("a.txt", True), ("a.png", False)],
)
def test_documents_by_name(path: str, expected: bool) -> None:
    assert is_document(path) is expected


def test_compare_and_write(tmp_path: Path) -> None:
    fill(tmp_path, "chapters/mine.md", "other.md")
    (tmp_path / "chapters/old").mkdir()
    (tmp_path / "chapters/changed.md").write_text(f"% {MARK} from y.\n", encoding="utf-8")
    (tmp_path / "chapters/old/stale.md").write_text(f"% {MARK} from x.\n\n# Stale\n", encoding="utf-8")
    (tmp_path / "chapters/same.md").write_text("same", encoding="utf-8")
    files = {"chapters/changed.md": b"new", "chapters/same.md": b"same", "chapters/deep/new.md": b"new"}
    expected = [
        Change("chapters/changed.md", Drift.CHANGED),
        Change("chapters/deep/new.md", Drift.MISSING),
        Change("chapters/mine.md", Drift.UNMADE),
        Change("chapters/old/stale.md", Drift.UNMADE),
    ]
    assert compare(tmp_path, files) == expected
    assert write(tmp_path, files) == expected
    assert compare(tmp_path, files) == [Change("chapters/mine.md", Drift.UNMADE)]
    assert not (tmp_path / "chapters/old").exists()
    assert (tmp_path / "other.md").read_text(encoding="utf-8") == "other.md"
    assert not list(tmp_path.rglob("*.new"))


def test_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "none") is None
