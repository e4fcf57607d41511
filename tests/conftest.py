"""What several test modules share."""

from pathlib import Path

import pytest

import minibook
from coursebook.publish.steps import build_html


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the mini book, with its pages in `_build/html`; tests leave it as it is."""
    folder = minibook.write_book(tmp_path_factory.mktemp("minibook"))
    build_html(folder)
    return folder
