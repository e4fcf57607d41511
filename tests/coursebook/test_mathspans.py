r"""Formulas among prices, and the two characters `\n`."""

import re
from html import unescape

import pytest

from coursebook.mathspans import acts_outside, decode_breaks, mark_math


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        (r"a\nb", "a\nb"),
        (r"a\n\nb", "a\n\nb"),
        (r"\ne) Silicon", "\ne) Silicon"),
        (r"where\nu is", "where\nu is"),
        (r"\t and \r and \"", r"\t and \r and \""),
        (r"$a \neq b$", r"$a \neq b$"),
        (r"$a\nb$", "$a\nb$"),
        (r"$\nu\nabla\neg\notin\not\nmid\ne\ni$", r"$\nu\nabla\neg\notin\not\nmid\ne\ni$"),
        (r"$$\nx = y\n$$", "$$\nx = y\n$$"),
        (r"$$\nu\n$$", "$$\nu\n$$"),
        (r"$$\nu = 1$$", r"$$\nu = 1$$"),
        (r"$$a \\\nb$$", "$$a \\\\\nb$$"),
        (r"$$a \\ b$$", r"$$a \\ b$$"),
        (r"\(a \neq b\)\n\[c \nmid d\]", "\\(a \\neq b\\)\n\\[c \\nmid d\\]"),
        (r"$5\nand $10\nmore", "$5\nand $10\nmore"),
        (r"`$a \neq b$`\nc", "`$a \neq b$`\nc"),
    ],
)
def test_line_breaks(text: str, decoded: str) -> None:
    assert decode_breaks(text) == decoded


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$x$", ["x"]),
        ("$x^2$, $y$; and $z_1$.", ["x^2", "y", "z_1"]),
        ("$$x$$", ["x!"]),
        (r"\[x\] and \(y\)", ["x!", "y"]),
        ("$ 5 and 10 $", []),
        ("$5 and $10", []),
        ("$5, $10 and $x$", ["x"]),
        ("US$5 to US$7", []),
        ("from $1,000 to $2,000.50", []),
        ("$5$", []),
        ("$a and b$", []),
        ("$a = b$ costs $3", ["a = b"]),
        (r"\$x\$ and $y$", ["y"]),
        ("`$x$` ``$y$`` $z$", ["z"]),
        ("```\n$x$\n```\n$z$", ["z"]),
        ("~~~\n$x$\n~~~", []),
        ("$a\n\nb$", []),
        (r"\(see below\)", []),
        ("$a < b & c$", ["a < b & c"]),
        ("$", []),
        ("$$", []),
        ("$$ $$", []),
        ("$x", []),
    ],
)
def test_formulas(text: str, formulas: list[str]) -> None:
    found = re.findall(r'<span class="math( display)?" data-tex="(.*?)">', mark_math(text))
    assert [unescape(tex) + ("!" if display else "") for display, tex in found] == formulas
    if not formulas:
        assert mark_math(text) == text


@pytest.mark.parametrize(
    "tex",
    [
        r"\input{x}", r"\include{x}", r"\def\x{}", r"\newcommand{\x}{}", r"\write18{x}", r"\href{x}{y}", r"\csname x",
        r"\begin{document}", r"\begin {verbatim}", r"\catcode`x", r"\loop", r"\require{x}", r"\htmlClass{x}{y}",
    ],
)  # fmt: skip
def test_formula_that_acts_outside(tex: str) -> None:
    assert acts_outside(tex)


@pytest.mark.parametrize("tex", [r"\frac{a}{b}", r"\deg", r"\inputs", r"\begin{align}", r"\leq", r"\text{def}", "x"])
def test_formula_that_only_sets_itself(tex: str) -> None:
    assert not acts_outside(tex)
