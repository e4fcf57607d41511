import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

import longbook
from coursebook.sphinxext.resources import write_on_all_cores

RESOURCES = "coursebook.sphinxext.resources"
MANY = (os.cpu_count() or 1) + 1


@pytest.mark.parametrize(
    ("safe", "asked_for", "processes"),
    [
        ([True, True], 1, MANY),
        ([True, True], MANY + 5, MANY + 5),
        ([True, False], 1, 1),
        ([True, None], 1, 1),
    ],
)
def test_pages_are_written_on_all_cores_if_every_extension_allows_it(
    safe: list[bool | None], asked_for: int, processes: int
) -> None:
    extensions = {str(number): SimpleNamespace(parallel_write_safe=value) for number, value in enumerate(safe)}
    app = SimpleNamespace(extensions=extensions, parallel=asked_for)
    write_on_all_cores(app, None)
    assert app.parallel == processes


@pytest.mark.parametrize("options", [("-W",), ("-W", "--keep-going")])
def test_warning_about_a_page_that_another_process_writes_fails_the_build(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    book = longbook.write_short_book(tmp_path, RESOURCES)
    longbook.write_files(book, {"two.md": "# Page two\n\nText.\n\n```json\n{not json\n```\n"})
    done = longbook.build(book, *options)
    assert done.returncode == 1
    assert re.search(r"two\.md:5:(?: WARNING: )?Lexing literal_block", done.stdout)
