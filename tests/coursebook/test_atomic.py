"""The book is the old one or the new one, whatever happens to a run."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursebook import steps, tree
from coursebook.cli import main
from coursebook.tree import cache, switch
from smallsite import EDITS, state, write_page, write_site

ROOT = Path(__file__).resolve().parents[2]

CHANGES = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "ctypes.dlsym", "shutil.rmtree"}
"""The audit events before which a run may be killed: all in which it touches the disk, and a few more."""
BESIDE = ("_toc.yml", "_config.yml", "index.md")


def convert(book: Path, *arguments: str) -> int:
    return main(["--book", str(book), "--jobs", "1", *arguments])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A converted book whose sources have changed since: pages gone, renamed, new and rewritten."""
    book = tmp_path / "book"
    write_site(book / "sources", 9)
    assert convert(book) == 0
    edit(book)
    return book


def edit(book: Path) -> None:
    chance = random.Random(3)
    for name in ("a page more", "a page gone", "a page's name", "a page's text", "a module's title", "the image"):
        EDITS[name](book / "sources", chance)


def run_until(event: int, book: Path) -> int:
    """Convert in a process of its own that is killed before the given event; returns how many there were."""
    counted = book.with_name("counted")
    child = os.fork()
    if child == 0:
        seen = 0

        def hook(name: str, _: object) -> None:
            nonlocal seen
            if name in CHANGES:
                seen += 1
                if seen == event:
                    os.kill(os.getpid(), signal.SIGKILL)

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.addaudithook(hook)
        main(["--book", str(book), "--jobs", "1"])
        total, seen = seen, -(10**6)
        counted.write_text(str(total), encoding="ascii")
        os._exit(0)
    os.waitpid(child, 0)
    return int(counted.read_text(encoding="ascii")) if event == 0 else 0


def split(files: dict[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The folder of chapters, and what stands beside it."""
    beside = {path: data for path, data in files.items() if path in BESIDE}
    return {path: data for path, data in files.items() if path not in BESIDE}, beside


@pytest.mark.parametrize("exchange", ["in one step", "in two"])
def test_killed_run_leaves_the_old_book_or_the_new(exchange: str, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if exchange == "in two":
        monkeypatch.setattr(switch, "_renameat2", lambda *_: False)
    elif sys.platform != "linux":
        pytest.skip("only Linux exchanges two folders in one step")
    (book / "chapters/by-hand.txt").write_text("mine", encoding="utf-8")
    prepared = book.with_name("prepared")
    shutil.copytree(book, prepared)
    old = state(book)
    events = run_until(0, book)
    new = state(book)
    assert old != new
    moments = random.Random(5).sample(range(1, events), 50) + list(range(events - 49, events + 1))
    ends = set()
    for moment in moments:
        shutil.rmtree(book)
        shutil.copytree(prepared, book)
        run_until(moment, book)
        chapters, beside = split(state(book))
        if exchange == "in one step":
            assert chapters in (split(old)[0], split(new)[0]), moment
        assert all(data in (old.get(path), new[path]) for path, data in beside.items()), moment
        convert(book, "--check")
        after = state(book)
        assert after in (old, new), moment
        ends.add(after == new)
        assert convert(book) == 0
        assert state(book) == new, moment
        assert sorted(path.name for path in (book / switch.HIDDEN).iterdir()) == ["lock", "memory.json", "outcome.json"]
    assert ends == {False, True}, "no moment lay before the switch, or none after it"


def test_killed_first_run_leaves_no_book_or_the_new(tmp_path: Path) -> None:
    book = tmp_path / "book"
    write_site(book / "sources", 3)
    events = run_until(0, book)
    new = state(book)
    for moment in random.Random(6).sample(range(1, events), 40):
        for path in book.iterdir():
            if path.name != "sources":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        run_until(moment, book)
        convert(book, "--check")
        assert state(book) in ({}, new), moment


def refuse(number: int, *, after: int = 0) -> Callable[..., None]:
    """A function that raises an `OSError` when it is called once more than `after` times."""
    calls = 0

    def refusing(*arguments: object, **_: object) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(number, os.strerror(number), str(arguments[0]))

    return refusing


@pytest.mark.parametrize(
    "failing",
    [
        (tree.book, "stage", errno.ENOSPC),
        (tree.book, "stage", errno.EROFS),
        (switch.os, "link", errno.ENOSPC),
        (switch.Path, "rename", errno.EACCES),
        (switch.Path, "mkdir", errno.EACCES),
    ],
)
def test_disk_that_refuses_is_named_and_the_book_stays(
    failing: tuple[object, str, int],
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = state(book)
    capsys.readouterr()
    with monkeypatch.context() as patch:
        place, name, number = failing
        patch.setattr(place, name, refuse(number))
        assert convert(book) == 2
    said = capsys.readouterr().err
    assert said.startswith("convert: ") and said.endswith(f": {os.strerror(number)}\n") and said.count("\n") == 1
    assert state(book) == old
    assert convert(book) == 0
    assert convert(book, "--check") == 0


def test_full_disk_leaves_the_old_book(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    disk = book.with_name("disk")
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        small = disk / "book"
        shutil.copytree(book, small, ignore=shutil.ignore_patterns("_build", "sources"))
        old = state(small)
        write_page(book / "sources", 5, words="much " * 40_000)
        assert main([str(book / "sources"), "--book", str(small), "--jobs", "1"]) == 2
        assert "No space left on device" in capsys.readouterr().err
        assert state(small) == old
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def vanish(page: Path) -> None:
    page.unlink()


def change(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace("<p>", "<p>more "), encoding="utf-8")


@pytest.mark.parametrize("step", ["_read_head", "_write_chapter"])
@pytest.mark.parametrize("what", [(vanish, "No such file or directory"), (change, "changed while it was read")])
def test_source_that_changes_during_the_run(
    step: str,
    what: tuple[Callable[[Path], None], str],
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    happen, said = what
    old = state(book)
    page = write_page(book / "sources", 4, words="something else")
    original = getattr(steps, step)

    def meanwhile(given: object, path: str, *others: object) -> object:
        if path.endswith("page-4.md") and page.exists():
            happen(page)
        return original(given, path, *others)

    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(steps, step, meanwhile)
        assert convert(book) == 2
    error = capsys.readouterr().err
    assert said in error and "page-4.md" in error and error.count("\n") == 1
    assert state(book) == old


HAND_WRITTEN = ["chapters/part-2/page-50.md", "chapters/redirects.json", "chapters/dot.svg", "_toc.yml"]


def test_files_of_others_are_named_and_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path
    write_site(book / "sources", 9)
    write_page(book / "sources", 50)
    for path in HAND_WRITTEN:
        (book / path).parent.mkdir(parents=True, exist_ok=True)
        (book / path).write_text("mine\n", encoding="utf-8")
    old = state(book)
    assert convert(book) == 2
    named = [line for line in capsys.readouterr().err.splitlines() if line.startswith("convert: ")]
    assert named == [
        f"convert: {book / path}: no run made this file, so only --force writes over it"
        for path in sorted(HAND_WRITTEN)
    ]
    assert state(book) == old
    assert convert(book, "--force") == 0
    assert convert(book, "--check") == 0


def test_file_of_others_beside_the_chapters_stays(book: Path) -> None:
    (book / "chapters/by-hand.txt").write_text("mine", encoding="utf-8")
    (book / "chapters/.hidden").write_text("mine", encoding="utf-8")
    (book / "chapters/linked").symlink_to(book / "sources", target_is_directory=True)
    assert convert(book) == 0
    assert (book / "chapters/.hidden").exists()
    assert (book / "chapters/linked").is_symlink()
    assert (book / "chapters/by-hand.txt").read_text(encoding="utf-8") == "mine"


def test_clone_knows_the_copies_of_its_images(book: Path) -> None:
    assert convert(book) == 0
    shutil.rmtree(book / "_build")
    EDITS["the image"](book / "sources", random.Random(9))
    assert convert(book) == 0


def test_bad_document_hides_no_other_and_can_be_left_out(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {
        "one.md": "---\ntitle: [\n---\n",
        "two.md": f"---\ntitle: Deep\n---\n{'<b>' * 5000}x",
        "three.md": "---\ntitle: Three\nmenu: {a: {weight: heavy}}\n---\n",
    }
    for name, text in bad.items():
        (book / "sources" / name).write_text(text, encoding="utf-8")
    old = state(book)
    capsys.readouterr()
    assert convert(book) == 2
    assert state(book) == old
    refused = capsys.readouterr().err
    assert convert(book, "--keep-going") == 1
    kept_going = capsys.readouterr().err
    assert [name for name in bad for said in (refused, kept_going) if f"sources/{name}:" not in said] == []
    with_bad = state(book)
    assert convert(book) == 2
    assert convert(book, "--keep-going") == 1
    for name in bad:
        (book / "sources" / name).unlink()
    assert convert(book) == 0
    assert state(book) == with_bad


def test_second_run_waits_for_the_first(book: Path) -> None:
    with switch.locked(book, print):
        command = [sys.executable, str(ROOT / "scripts/convert.py"), "--book", str(book)]
        other = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert other.stderr is not None
        assert "another run works on this book" in other.stderr.readline()
        assert other.poll() is None
    other.communicate()
    assert other.returncode == 0


def test_memory_that_cannot_be_kept_stops_no_run(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "save", refuse(errno.ENOSPC))
    assert convert(book) == 0
    assert convert(book, "--check") == 0
