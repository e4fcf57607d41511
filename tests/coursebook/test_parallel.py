"""However many processes share the work, the book is the same; one that dies leaves the old book."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from coursebook import steps, workers
from coursebook.cli import main
from smallsite import state, write_page, write_site


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 3)
    monkeypatch.setattr(workers, "FEW", 0)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write_site(tmp_path / "sources", 20)


def convert(sources: Path, book: Path, jobs: int, *more: str) -> int:
    return main([str(sources), "--book", str(book), "--jobs", str(jobs), *more])


@pytest.mark.parametrize("jobs", [2, 3])
def test_same_bytes_and_same_words_with_any_number(
    jobs: int, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, reports = [], []
    for number in (1, jobs):
        assert convert(sources, tmp_path / f"book-{number}", number, "--report", str(tmp_path / "report.json")) == 0
        said.append(capsys.readouterr().err)
        reports.append(json.loads((tmp_path / "report.json").read_text(encoding="utf-8")))
    assert state(tmp_path / "book-1") == state(tmp_path / f"book-{jobs}")
    assert said[0] == said[1]
    assert reports[0] == reports[1]


def test_check_needs_no_folder(sources: Path, tmp_path: Path) -> None:
    assert convert(sources, tmp_path / "book", 2, "--check") == 1
    assert not (tmp_path / "book").exists()


def test_errors_of_all_processes_are_shown(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 11, 19):
        write_page(sources, number).write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert convert(sources, tmp_path / "book", 2) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.rpartition("/")[2].partition(":")[0] for line in said] == ["page-1.md", "page-19.md", "page-11.md"]


@pytest.mark.parametrize("step", ["_read_head", "_write_chapter"])
def test_process_that_dies_is_one_sentence(
    step: str, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book"
    assert convert(sources, book, 2) == 0
    old = state(book)
    write_page(sources, 13, words="something else")
    write_page(sources, 14, title="Something else")
    here, original = os.getpid(), getattr(steps, step)

    def dying(given: object, path: str, *others: object) -> object:
        if path.endswith("page-13.md") and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(given, path, *others)

    monkeypatch.setattr(steps, step, dying)
    capsys.readouterr()
    assert convert(sources, book, 2) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "one of the processes that convert ended before its work was done" in said
    assert state(book) == old


def test_few_documents_stay_in_this_process(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 20)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    assert convert(sources, tmp_path / "book", 8) == 0
