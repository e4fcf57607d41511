"""The typefaces of the book, and nothing else: what they cover, and how all others are kept away."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .problems import PublishError

STYLESHEET = "_static/fonts/fonts.css"
"""Where a built book keeps the `@font-face` rules that its web pages use as well."""

SEALED = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <cachedir>{folder}</cachedir>
  <match target="pattern">
    <test name="family" qual="any"><string>serif</string></test>
    <edit name="family" mode="prepend" binding="same"><string>Source Serif 4</string></edit>
  </match>
  <match target="pattern">
    <test name="family" qual="any"><string>monospace</string></test>
    <edit name="family" mode="prepend" binding="same"><string>Source Code Pro</string></edit>
  </match>
  <match target="pattern">
    <edit name="family" mode="append_last">
      <string>Source Sans 3</string><string>Source Sans 3 Extended</string><string>DejaVu Sans</string>
    </edit>
  </match>
</fontconfig>
"""
"""A configuration without any font of the machine; drawings that ask for one get ours, sans-serif by default."""

_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_STACK = re.compile(r"--course-\w+:([^;]+);")


def covered(html_dir: Path) -> frozenset[int]:
    """Return the code points that can be printed wherever in the book they stand: in text, in headings, in code.

    Raises `PublishError` where the stylesheet of fonts, its lists of families, or a font it names is missing.
    """
    stylesheet = html_dir / STYLESHEET
    if not stylesheet.is_file():
        raise PublishError([f"{STYLESHEET}:1:1: the built book has no fonts."])
    rules = stylesheet.read_text(encoding="utf-8")
    families: dict[str, set[int]] = {}
    for face in _FACE.findall(rules):
        family = re.search(r'font-family:\s*"([^"]+)"', face)
        file = re.search(r'url\("([^"]+)"\)', face)
        if not family or not file or not (stylesheet.parent / file[1]).is_file():
            raise PublishError([f"{STYLESHEET}:1:1: the font {file[1] if file else face.strip()} is missing."])
        # Some styles of a family have more signs than others; a style that lacks one is replaced as a whole.
        points = _code_points(stylesheet.parent / file[1]) & _range(face)
        families[family[1]] = families.get(family[1], points) & points
    stacks = [re.findall(r'"([^"]+)"', stack) for stack in _STACK.findall(rules)]
    if not stacks:
        raise PublishError([f"{STYLESHEET}:1:1: there are no lists of families, such as --course-serif."])
    return frozenset.intersection(*(frozenset().union(*(families.get(name, ()) for name in stack)) for stack in stacks))


def lacking(text: str, points: frozenset[int]) -> list[str]:
    """Return the characters of a text that cannot be printed, each once; control characters have no shape."""
    return [
        character
        for character in dict.fromkeys(text)
        if ord(character) not in points
        and unicodedata.category(character) not in {"Cc", "Cf"}
        and not 0xFE00 <= ord(character) <= 0xFE0F  # selectors of variants, without a shape of their own
    ]


@contextmanager
def only_our_fonts() -> Iterator[None]:
    """Let fontconfig, where it starts within this context, see no font of the machine."""
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory() as folder:
        configuration = Path(folder) / "fonts.conf"
        configuration.write_text(SEALED.format(folder=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        try:
            yield
        finally:
            os.environ.pop("FONTCONFIG_FILE")
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


def _code_points(path: Path) -> set[int]:
    with TTFont(path) as font:
        return set(font.getBestCmap())


def _range(face: str) -> set[int]:
    """Return the code points of the rule's `unicode-range`; all where it has none."""
    ranges = re.search(r"unicode-range:([^;]+);", face)
    if not ranges:
        return set(range(0x110000))
    points: set[int] = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges[1]):
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points
