"""The typefaces of the book: what they cover, and that no other is used."""

import os
import re
import shutil
from pathlib import Path

import pytest

from coursebook.publish.fonts import covered, lacking, only_our_fonts
from coursebook.publish.problems import PublishError

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "_static/fonts/fonts.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Plain text, “quoted” – and so on… é ß ø ı\u00a0\u202f", []),
        ("Łódź Šibenik Kővágó", []),
        ("αβγδ Ω, → ⇒ ≤ ≈ ∑ ✓ ☐ ☑ ½ • ‐", []),
        ("soft\u00adhyphen, zero\u200bwidth, heart\ufe0f\n", []),
        ("漢 and 漢 and ✅", ["漢", "✅"]),
    ],
)
def test_what_can_be_printed(text: str, missing: list[str]) -> None:
    assert lacking(text, covered(ROOT)) == missing


def test_every_file_is_named_once_and_no_two_are_the_same_font_to_weasyprint() -> None:
    faces = [
        dict(re.findall(r"(font-[a-z]+|src): *([^;]+);", face))
        for face in re.findall(r"@font-face {(.*?)}", RULES, re.S)
    ]
    named = {(face["font-family"], face["font-style"], face["font-weight"]) for face in faces}
    assert len(named) == len(faces) > 0
    files = [re.search(r'"(.+?)"', face["src"])[1] for face in faces]  # type: ignore[index]
    assert sorted(files) == sorted(path.name for path in (ROOT / "_static/fonts").glob("*.woff2"))


def test_fonts_stay_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "_static/fonts").iterdir()) < 700_000


def test_fonts_come_with_their_licences() -> None:
    names = {"Source Serif 4", "Source Sans 3", "Source Code Pro"}
    licence = (ROOT / "_static/fonts/OFL.txt").read_text(encoding="utf-8")
    assert names == {name for name in names if f"{name}: ©" in licence}
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Bitstream Vera" in (ROOT / "_static/fonts/DejaVu-LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        (None, "the built book has no fonts"),
        (RULES.replace("dejavu-sans-symbols", "gone"), "the font gone-400-normal.woff2 is missing"),
        (RULES.replace("--course-", "--other-"), "there are no lists of families"),
    ],
)
def test_missing_fonts_are_named(tmp_path: Path, rules: str | None, problem: str) -> None:
    if rules is not None:
        shutil.copytree(ROOT / "_static/fonts", tmp_path / "_static/fonts")
        (tmp_path / "_static/fonts/fonts.css").write_text(rules, encoding="utf-8")
    with pytest.raises(PublishError, match=f"^_static/fonts/fonts.css:1:1: {problem}"):
        covered(tmp_path)


@pytest.mark.parametrize("before", [None, "/somewhere/fonts.conf"])
def test_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    if before:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    with only_our_fonts():
        configuration = Path(os.environ["FONTCONFIG_FILE"])
        assert "<dir" not in configuration.read_text(encoding="utf-8")
    assert os.environ.get("FONTCONFIG_FILE") == before
    assert not configuration.exists()
