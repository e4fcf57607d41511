"""Formulas that can be drawn, and those that cannot."""

import pytest

from coursebook.publish.maths import FormulaError, draw, plain_tex
from coursebook.publish.trees import markup, select


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\(x\)", "x"),
        (r"\[ x \]", "x"),
        (r"\begin{equation}x\end{equation}", "x"),
        (r"\begin{align}a &= b \nonumber \\ c &= d\end{align}", r"\begin{align*}a &= b  \\ c &= d\end{align*}"),
        (r"\[\begin{split}\begin{aligned}a &= b\end{aligned}\end{split}\]", r"\begin{align*}a &= b\end{align*}"),
        (r"\begin{split}a &= b\end{split}", r"\begin{split}a &= b\end{split}"),
        (r"\begin{gather*}a\\b\end{gather*}", r"\begin{matrix}a\\b\end{matrix}"),
    ],
)
def test_tex_that_can_be_drawn(text: str, expected: str) -> None:
    assert plain_tex(text) == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"m = z\sqrt{p(1-p)/n}",
        r"\begin{align} a &= b \\ &= \tfrac{1}{2} \end{align}",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise}\end{cases}",
        r"\binom{n}{k} p^k (1-p)^{n-k}, \quad \hat p \le 95\%",
        r"\sum_{i=1}^{n} \operatorname{logit}(p_i) \in \mathbb{R}",
    ],
)
def test_a_drawing_is_measured_in_em_and_says_its_tex(tex: str) -> None:
    svg = draw(tex, display=True)
    assert [title.text for title in select(svg, "./title")] == [plain_tex(tex)]
    assert "em;height:" in (svg.get("style") or "")
    assert "<path" in markup(svg)


def test_an_inline_formula_hangs_below_the_line_as_far_as_its_descenders() -> None:
    depth = {
        tex: float((draw(tex, display=False).get("style") or "").rsplit(":", 1)[1].removesuffix("em"))
        for tex in ("x", "p")
    }
    assert -0.1 < depth["x"] <= 0
    assert -0.4 < depth["p"] < -0.15


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        (r"\nonsense{x}", r"“\\nonsense” is not known here"),
        (r"\frac{a", "it is not complete"),
        ("a & b", "not well-formed"),
        (r"\text{漢}", r"the font of formulas has no “漢” \(U\+6F22\)"),
    ],
)
def test_a_formula_that_cannot_be_drawn_is_refused(tex: str, why: str) -> None:
    with pytest.raises(FormulaError, match=why):
        draw(tex, display=False)
