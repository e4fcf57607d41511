"""Which files of a whole site are documents, and where they stand on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursebook.cli import main
from coursebook.course import documents_among
from coursebook.settings import Settings
from outlines import book_of, outline


@pytest.mark.parametrize(
    ("paths", "documents"),
    [
        ("a.md b.txt course.yml x.png terms.yml", "a.md b.txt"),
        ("hugo.toml README.md archetypes/default.md content/a.md themes/t/README.md ../notebooks/n.ipynb",
         "content/a.md ../notebooks/n.ipynb"),
        ("config.yaml README.md content/x/a.md layouts/index.html", "content/x/a.md"),
        ("README.md content/a.md", "README.md content/a.md"),
        ("hugo.toml a.md", "a.md"),
        ("_config.yml a.md _posts/b.md _layouts/default.html _includes/c.md vendor/d.md", "a.md _posts/b.md"),
    ],
)  # fmt: skip
def test_documents_among_the_files_of_a_site(paths: str, documents: str) -> None:
    assert documents_among(paths.split(), Settings()) == documents.split()


def test_root_of_a_hugo_site_becomes_a_book(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = {
        "hugo.toml": 'title = "A site"\n',
        "README.md": "# Not part of the course\n",
        "archetypes/default.md": "---\ntitle: '{{ .Name }}'\n---\n",
        "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
        "content/asking/_index.md": "---\ntitle: Asking\n---\nBegin [here](/asking/first/).\n",
        "content/asking/first.md": "---\ntitle: First\nweight: 1\n---\n![A dot](/dots/dot.svg), [on](../second/).\n",
        "content/asking/second/index.md": "---\ntitle: Second\nweight: 2\n---\n![The same](dot.svg)\n",
        "content/asking/second/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/dots/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "themes/plain/README.md": "# A theme\n",
    }
    for name, text in site.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path / "site"), "--book", str(tmp_path / "book"), "-W"]) == 0, capsys.readouterr().err
    chapters = tmp_path / "book/chapters"
    made = {path.relative_to(chapters).as_posix() for path in chapters.rglob("*.md")}
    assert made == {"pages/index.md", "asking/asking.md", "asking/first.md", "asking/second.md"}


def test_pages_without_a_menu_follow_their_sections() -> None:
    site = {
        "content/docs/_index.md": "title: Docs, weight: 9",
        "content/docs/last.md": "title: Last",
        "content/docs/one.md": "title: One, weight: 1",
        "content/docs/deep/_index.md": "title: Deep, weight: 2",
        "content/docs/deep/x.md": "title: X, weight: 2",
        "content/docs/deep/leaf/index.md": "title: Leaf, weight: 1",
    }
    assert outline(book_of(site)) == "Docs\n  Docs\n  One\n  Deep\n    Leaf\n    X\n  Last"
