"""Formulas, from the TeX that a built page holds to drawings with alternative text."""

from __future__ import annotations

import re
import warnings
from functools import cache
from xml.etree import ElementTree

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .trees import Element, fragment, take

with warnings.catch_warnings():
    # It loads its font in a way that Python 3.11 calls old.
    warnings.simplefilter("ignore", DeprecationWarning)
    import ziamath.tex
    import ziamath.zmath
    from ziamath.config import config

# WeasyPrint draws the plain paths of SVG 1.1 faster than references to symbols.
config.svg2 = False

SIZE = 100.0
"""Pixels an em is drawn at; the drawing is then scaled to the text around it."""

INK = "#1d2126"
"""The colour of text in `print.css`."""

_ONE_COLUMN = re.compile(r"\\(begin|end)\{(?:gather\*?|gathered|multline\*?)\}")
_ALIGNED = re.compile(r"\\(begin|end)\{(?:align|aligned|eqnarray)\*?\}")
_NO_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}")
_OUTER_SPLIT = re.compile(r"^\\begin\{split\}\s*(\\begin\{.*\})\s*\\end\{split\}$", re.DOTALL)
_HINTS = re.compile(r"\\(?:nonumber|notag|displaylimits)(?![A-Za-z])")
_ACCENT = re.compile(r"(<mover[^>]*>(?:<mrow>)?<mi[^>]*>[^<]</mi>(?:</mrow>)?<mo[^>]*>)&#x0*(5E|302|7E|303);")
_SPACING_ACCENTS = {"5E": "&#x2C6;", "302": "&#x2C6;", "7E": "&#x2DC;", "303": "&#x2DC;"}


class FormulaError(ValueError):
    """A formula cannot be set; the text says why, without a full stop."""


def plain_tex(text: str) -> str:
    r"""Return TeX in the dialect that can be drawn, without `\(…\)` or `\[…\]`.

    Numbering is the page's own, so numbered environments become unnumbered ones; Sphinx wraps `split` around any
    formula of several lines, also around an environment that aligns by itself.
    """
    tex = re.sub(r"^\\[\[(]|\\[\])]$", "", text.strip()).strip()
    tex = _HINTS.sub("", _NO_ENVIRONMENT.sub("", tex)).strip()
    tex = _ALIGNED.sub(r"\\\1{align*}", _ONE_COLUMN.sub(r"\\\1{matrix}", tex))
    while wrapped := _OUTER_SPLIT.match(tex):
        tex = wrapped[1].strip()
    return tex


def draw(text: str, *, display: bool) -> Element:
    """Return an `svg` element for a formula, measured in em, its baseline on that of the text, its TeX as title.

    Raises `FormulaError` for TeX that cannot be read, a command that is not known, or a sign that the font of formulas
    lacks.
    """
    tex = plain_tex(text)
    try:
        mathml = _mathml(tex, inline=not display)
        _check(mathml)
        drawing = ziamath.zmath.Math(mathml, size=SIZE).svgxml()
    except FormulaError:
        raise
    # The converter fails with whatever its tokens run into.
    except Exception as problem:
        raise FormulaError(str(problem) or "it is not complete") from problem
    return _measured(drawing, tex)


def _mathml(tex: str, *, inline: bool) -> str:
    """Return MathML with room between rows, and with accents on single letters that do not reach out to their left."""
    mathml = ziamath.tex.tex2mml(tex, inline=inline)
    mathml = mathml.replace('rowspacing="3pt"', 'rowspacing="0.45em"')
    mathml = mathml.replace("<mtable>", '<mtable rowspacing="0.25em" columnspacing="0.9em">')
    return _ACCENT.sub(lambda found: found[1] + _SPACING_ACCENTS[found[2]], mathml)


def _check(mathml: str) -> None:
    """Refuse what the converter passes on as if it were a letter."""
    for element in ElementTree.fromstring(mathml).iter():  # noqa: S314 - made by our own process a moment ago
        letters = element.text or ""
        if element.tag.endswith(("mi", "mo", "mn")) and (letters.startswith("\\") or letters == "&"):
            raise FormulaError(f"“{letters}” is not known here")
        for letter in letters:
            if not letter.isspace() and ord(letter) not in _covered():
                raise FormulaError(f"the font of formulas has no “{letter}” (U+{ord(letter):04X})")


@cache
def _covered() -> frozenset[int]:
    """Return the code points of the font that formulas are drawn with, and the signs drawn without it."""
    with TTFont(ziamath.zmath.loadedfonts["default"].fname) as font:
        return frozenset(font.getBestCmap()) | {0x2061, 0x2062, 0x2063, 0x200B}


def _measured(drawing: ElementTree.Element, tex: str) -> Element:
    """Scale a drawing to the size of the text around it, and name it for those who hear the book."""
    _, top, width, height = (float(number) / SIZE for number in drawing.attrib["viewBox"].split())
    svg = fragment(ElementTree.tostring(drawing, encoding="unicode").replace('fill="black"', f'fill="{INK}"'))
    svg.set("style", f"margin:0 .06em;width:{width:.4f}em;height:{height:.4f}em;vertical-align:{-(top + height):.4f}em")
    for measure in ("width", "height"):
        take(svg, measure)
    title = svg.makeelement("title")
    title.text = tex
    svg.insert(0, title)
    return svg
