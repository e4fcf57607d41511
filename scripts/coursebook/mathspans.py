"""Finds the mathematics in text whose authors also write `$5 and $10`, and decodes escaped line breaks around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

CODE = (
    r"(?P<code>^(?P<fence>```++|~~~++).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`))"
)
MATH = (
    r"\$\$(?P<dollars>.+?)\$\$"
    # A formula in brackets ends before another begins: otherwise each that is never closed would search the whole text.
    r"|\\\[(?P<brackets>(?>\\\\|(?!\\\[).)+?)\\\]|\\\((?P<parens>(?>\\\\|(?!\\\().)+?)\\\)"
    r"|(?<![\\$])\$(?![\s$])(?P<dollar>[^$]+?)(?<![\s\\])\$(?![\d$])"
)
_SPANS = re.compile(f"{CODE}|{MATH}", re.S | re.M)

# Commands of TeX and AMS that begin with n, so that `\n` before them is no line break.
_N_COMMANDS = (
    "abla|atural|cong|earrow|eg|eq|eqq|eqslant|e|exists|ewline|geq|geqq|geqslant|gtr|i|leftarrow|leftrightarrow|leq"
    "|leqq|leqslant|less|mid|obreak|olimits|onumber|ot|otag|otin|parallel|prec|preceq|rightarrow|shortmid"
    "|shortparallel|sim|subseteq|subseteqq|succ|succeq|supseteq|supseteqq|triangleleft|trianglelefteq|triangleright"
    "|trianglerighteq|u|ull|vdash|vDash|warrow|ormalsize|Leftarrow|Leftrightarrow|Rightarrow|VDash|Vdash"
)
_IN_MATH = re.compile(rf"(\\\\)(\\n)?|\\n(?!(?:{_N_COMMANDS})(?![A-Za-z]))")

# What TeX or MathJax could use to reach outside the formula or to change the page around it.
_ACTS = re.compile(
    r"\^\^|\\(?:input|include\w*|(?:open|close)(?:in|out)|read\w*|write|immediate|special|shipout|catcode|csname|scantokens"
    r"|expandafter|after(?:assignment|group)|every[a-z]+|lowercase|uppercase|[a-z]*def|(?:future)?let|(?:re)?new(?!line)[a-z]+"
    r"|provide[a-z]+|Declare\w+|[A-Z][a-z]+Document[A-Z]\w+|ExplSyntax\w+|makeat\w+|usepackage|loop|(?:direct|late)?lua\w*"
    r"|XeTeX\w+|pdf\w+|file\w+|verb\w*|lst\w+|attachfile\w*|href|nolinkurl|url|hyper\w+|require|html\w+|class|style|cssId"
    r"|data|unicode|bbox|mmlToken|(?:text|math)tip"
    r"|(?:begin|end)\s*\{(?:document|filecontents|verbatim|lstlisting|minted|comment)\*?\})(?![A-Za-z])"
)
_GROUPS = re.compile(r"\\.|[{}%]", re.S)


def decode_breaks(text: str) -> str:
    r"""Turn the two characters `\n` into a line break wherever they are not the beginning of a TeX command.

    Outside mathematics they always are a line break. Inside, a known command stays, except right after an opening `$$`
    whose closing `$$` stands on an escaped line of its own; `\\` before `\n` is the end of a TeX row.
    """
    pieces, end = [], 0
    for span in _formulas(text):
        pieces.append(text[end : span.start()].replace("\\n", "\n"))
        whole = span[0]
        if whole.startswith("$$\\n") and whole.endswith("\\n$$"):
            whole = f"$$\n{whole[4:-4]}\n$$"
        pieces.append(_decode_in_math(whole))
        end = span.end()
    return "".join(pieces) + text[end:].replace("\\n", "\n")


class Formula(NamedTuple):
    """A formula in TeX, without its delimiters."""

    tex: str
    display: bool
    """Whether it stands in a line of its own."""


def split_math(text: str, *, single: bool = True) -> Iterator[str | Formula]:
    """A text and the formulas in it, in order; without `single`, one dollar opens none.

    Code stays as it is, and dollars that are money stay text.
    """
    end = 0
    for span in _formulas(text):
        if single or not span["dollar"]:
            yield text[end : span.start()]
            lines = filter(None, map(str.strip, _tex(span).split("\n")))
            yield Formula("\n".join(lines), bool(span["dollars"] or span["brackets"]))
            end = span.end()
    yield text[end:]


def mark_math(text: str) -> str:
    """Put every formula of a Markdown text into an element that Markdown leaves alone.

    A formula becomes `<span class="math" data-tex="…">`, with the class `display` where it stands alone.
    """
    return "".join(piece if isinstance(piece, str) else _span(piece) for piece in split_math(text))


def _span(formula: Formula) -> str:
    tex = escape(formula.tex).replace("\n", "&#10;")
    return f'<span class="math{" display" if formula.display else ""}" data-tex="{tex}"></span>'


def acts_outside(tex: str) -> bool:
    """Whether a formula would do more than set itself: read a file, define a command, be a link, leave its place."""
    return bool(_ACTS.search(tex)) or not _is_closed(tex)


def _is_closed(tex: str) -> bool:
    """Whether every group of a formula ends in it, and no comment hides what follows it."""
    depth = 0
    for sign in _GROUPS.findall(tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0 or sign == "%":
            return False
    return depth == 0


def _formulas(text: str) -> Iterator[re.Match[str]]:
    """The formulas of a text in order; code is passed over, and a dollar that opens none is text."""
    if not any(opening in text for opening in ("$", "\\(", "\\[")):
        return
    at = 0
    while span := _SPANS.search(text, at):
        if span["code"]:
            at = span.end()
        elif _is_formula(span):
            yield span
            at = span.end()
        else:
            at = span.start() + 1


def _tex(span: re.Match[str]) -> str:
    return next(span[name] for name in ("dollars", "brackets", "parens", "dollar") if span[name]).strip()


def _decode_in_math(text: str) -> str:
    return _IN_MATH.sub(lambda found: (found[1] + ("\n" if found[2] else "")) if found[1] else "\n", text)


def _is_formula(span: re.Match[str]) -> bool:
    """Whether what stands between the delimiters is a formula, and not a sentence between two prices."""
    tex = _decode_in_math(_tex(span))
    if not tex:
        return False
    if span["dollars"]:
        return True
    if not span["dollar"]:
        return not re.fullmatch(r"[A-Za-z][A-Za-z ,.;:’'-]{2,}", tex)
    if "\n\n" in tex:
        return False
    if re.search(r"[\\^_={}<>]", tex):
        return True
    return not re.search(r"[A-Za-z]{2,}|\s[A-Za-z]\s", tex) and not re.fullmatch(r"[\d.,]++\W*+", tex)
