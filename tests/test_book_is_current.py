"""The committed chapters and table of contents are what the sources make, without a word of warning."""

from pathlib import Path

from coursebook import tree
from coursebook.pipeline import convert

ROOT = Path(__file__).resolve().parents[1]


def test_chapters_are_as_their_sources_make_them() -> None:
    drifted = tree.compare(ROOT, convert(ROOT / "sources", ROOT).files)
    listed = "\n".join(f"{change.path}: {change.drift.value}" for change in drifted)
    assert not drifted, f"run “python scripts/convert.py” and commit what it makes\n{listed}"


def test_sources_give_no_cause_for_a_warning() -> None:
    assert [str(one) for one in convert(ROOT / "sources", ROOT).diagnostics] == []
