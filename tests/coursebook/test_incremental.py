"""A run that remembers the last one makes what a fresh run makes, and does no more than it has to."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest

from coursebook import steps, tree
from coursebook.cli import main
from coursebook.tree.switch import HIDDEN
from smallsite import EDITS, pages, state, write_page, write_site


def convert(book: Path, *arguments: str) -> int:
    return main(["--book", str(book), "--jobs", "1", *arguments])


def fresh(book: Path) -> dict[str, bytes]:
    """What a run without a memory makes of the sources, whatever the book holds."""
    other = book.with_name("fresh")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(book / "sources", other / "sources")
    assert convert(other) == 0
    return state(other)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    write_site(tmp_path / "book" / "sources", 12)
    assert convert(tmp_path / "book") == 0
    return tmp_path / "book"


@pytest.mark.parametrize("edit", EDITS)
def test_after_one_edit_the_book_is_as_new(edit: str, book: Path) -> None:
    before = state(book)
    EDITS[edit](book / "sources", random.Random(edit))
    assert convert(book) == 0
    assert state(book) == fresh(book)
    assert (state(book) == before) == (edit == "a touched page"), "an edit that changes nothing tests nothing"


@pytest.mark.parametrize("seed", range(12))
def test_after_many_edits_the_book_is_as_new(seed: int, book: Path) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        for edit in chance.choices(list(EDITS), k=chance.randint(1, 3)):
            EDITS[edit](book / "sources", chance)
        assert convert(book) == 0
        assert state(book) == fresh(book)


def read_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The documents that a run reads."""
    seen: set[str] = set()
    parse = steps.parse_source

    def spy(path: str, *arguments: object) -> object:
        seen.add(path)
        return parse(path, *arguments)

    monkeypatch.setattr(steps, "parse_source", spy)
    assert convert(book) == 0
    return seen


def test_unchanged_documents_are_not_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_again(book, monkeypatch) == set()


def test_only_the_changed_document_is_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_page(book / "sources", 4, words="something else")
    assert read_again(book, monkeypatch) == {"part-1/page-4.md"}


def test_chapter_edited_by_hand_is_made_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = book / "chapters/part-1/page-4.md"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"quiet", b"QUIET"))
    assert convert(book, "--check") == 1
    assert read_again(book, monkeypatch) == {"part-1/page-4.md"}
    assert file.read_bytes() == good


def test_change_that_keeps_size_and_date_is_noticed(book: Path) -> None:
    page = write_page(book / "sources", 4, words="quiet")
    assert convert(book) == 0
    dates = page.stat().st_atime_ns, page.stat().st_mtime_ns
    write_page(book / "sources", 4, words="voice")
    os.utime(page, ns=dates)
    assert convert(book) == 0
    assert b"voice" in (book / "chapters/part-1/page-4.md").read_bytes()


def test_other_files_keep_their_dates(book: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (book / "chapters").rglob("*.*")}
    write_page(book / "sources", 4, words="something else")
    assert convert(book) == 0
    changed = {path.name for path, date in before.items() if path.stat().st_mtime_ns != date}
    assert changed == {"page-4.md"}


def test_other_converter_reads_everything(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursebook.tree.cache.converter", lambda: "another")
    assert len(read_again(book, monkeypatch)) == 12


@pytest.mark.parametrize("name", ["memory.json", "outcome.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"key": 1}', "[" * 100_000, "\xff"])
def test_broken_memory_is_forgotten(name: str, text: str, book: Path) -> None:
    (book / HIDDEN / name).write_text(text, encoding="latin-1")
    write_page(book / "sources", 4, words="something else")
    assert convert(book) == 0
    assert state(book) == fresh(book)


@pytest.mark.parametrize("value", [None, 7, "[]", '["part-1/page-4.md", 7]', "{"])
def test_broken_entries_of_a_memory_are_forgotten(value: object, book: Path) -> None:
    file = book / HIDDEN / "memory.json"
    memory = json.loads(file.read_text(encoding="ascii"))
    for table in ("heads", "chapters"):
        memory[table] = {path: [entry[0], value] for path, entry in memory[table].items()}
    file.write_text(json.dumps(memory), encoding="ascii")
    write_page(book / "sources", 4, words="something else")
    assert convert(book) == 0
    assert state(book) == fresh(book)


@pytest.mark.parametrize(("table", "old", "new"), [
    ("heads", '"page-5"', '"../../evil"'),
    ("chapters", '"chapters/dot.svg"', '"../evil.svg"'),
    ("chapters", '"dot.svg"', '"../../secret"'),
])  # fmt: skip
def test_memory_leads_out_of_no_folder(table: str, old: str, new: str, book: Path) -> None:
    file = book / HIDDEN / "memory.json"
    memory = json.loads(file.read_text(encoding="ascii"))
    assert any(old in entry[1] for entry in memory[table].values())
    memory[table] = {path: [entry[0], entry[1].replace(old, new)] for path, entry in memory[table].items()}
    file.write_text(json.dumps(memory), encoding="ascii")
    write_page(book / "sources", 4, words="something else")
    assert convert(book) == 0
    assert not [path for path in book.parent.rglob("*") if "evil" in path.name]
    assert state(book) == fresh(book)


def test_gone_pages_leave_no_file_and_no_folder(book: Path) -> None:
    shutil.rmtree(book / "sources/part-1")
    assert convert(book) == 0
    assert not (book / "chapters/part-1").exists()


def test_copy_of_a_removed_image_is_removed(book: Path) -> None:
    for page in pages(book / "sources"):
        page.write_text(page.read_text(encoding="utf-8").replace("<img", "<br"), encoding="utf-8")
    assert convert(book) == 0
    assert not (book / "chapters/dot.svg").exists()


def test_check_remembers_nothing(book: Path) -> None:
    write_page(book / "sources", 4, words="something else")
    before = {path: path.stat().st_mtime_ns for path in book.rglob("*")}
    assert convert(book, "--check") == 1
    assert {path: path.stat().st_mtime_ns for path in book.rglob("*")} == before


def test_waits_until_a_write_gets_another_stamp(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    for _ in range(50):
        file.write_text("one")
        first = tree.stamps(tmp_path)
        tree.outlive_tick(first.values())
        file.write_text("two")
        assert tree.stamps(tmp_path) != first
