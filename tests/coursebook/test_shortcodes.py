"""Hugo's shortcodes as HTML, or as text."""

from html import unescape

import pytest

from coursebook.shortcodes import expand


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('{{< figure src="a.png" >}}', '<figure><img src="a.png"></figure>'),
        (
            '{{< figure src="a.png" alt="A & B" width=50 title="T" caption="C" >}}',
            '<figure><img src="a.png" alt="A &amp; B" width="50"><figcaption>T C</figcaption></figure>',
        ),
        ('{{<figure\n  src="a.png"\n  link="/x"\n/>}}', '<figure><a href="/x"><img src="a.png"></a></figure>'),
        ("{{% figure src=`a b.png` %}}", '<figure><img src="a b.png"></figure>'),
        ('[a]({{< ref "b.md" >}})', "[a](b.md)"),
        ('[a]({{% relref path="../b.md" lang="en" %}})', "[a](../b.md)"),
        ("{{</* note */>}} and {{%/* note */%}}", "{{< note >}} and {{% note %}}"),
        ("`{{< note >}}`", "`{{< note >}}`"),
        ('```\n{{< figure src="a.png" >}}\n```', '```\n{{< figure src="a.png" >}}\n```'),
        ("{{ .Title }} {{< >}} {{<", "{{ .Title }} {{< >}} {{<"),
    ],
)
def test_expanded(text: str, html: str) -> None:
    expanded = expand(text, {}, markdown=True)
    assert (unescape(expanded.text), expanded.unknown) == (unescape(html), [])


def test_unknown_ones_stay_visible_and_are_named_with_their_lines() -> None:
    text = 'a\n{{< tube id="x" >}}\n\n{{% note %}}b{{% /note %}}'
    expanded = expand(text, {}, markdown=True)
    assert unescape(expanded.text) == text
    assert expanded.unknown == [(2, "tube"), (4, "note")]


def test_lines_are_those_of_the_body() -> None:
    expanded = expand(
        'a\n{{< details >}}\nb\n{{< figure\n  src="x"\n>}} c\n\nd\n{{< /details >}}\ne', {}, markdown=True
    )
    found = dict(zip(expanded.text.split("\n"), expanded.lines, strict=True))
    assert [found[text] for text in ("a", "b", '<figure><img src="x"></figure> c', "d", "e")] == [1, 3, 4, 8, 10]
