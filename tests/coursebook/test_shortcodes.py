"""Hugo's shortcodes as HTML, or as text."""

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
        ("{{</* note */>}} and {{%/* note */%}}", "{{&lt; note &gt;}} and {{% note %}}"),
        ("`{{< note >}}`", "`{{< note >}}`"),
        ('```\n{{< figure src="a.png" >}}\n```', '```\n{{< figure src="a.png" >}}\n```'),
        ("{{ .Title }} {{< >}} {{<", "{{ .Title }} {{< >}} {{<"),
    ],
)
def test_expanded(text: str, html: str) -> None:
    assert expand(text) == (html, ())


def test_unknown_ones_stay_visible_and_are_named_with_their_lines() -> None:
    html, unknown = expand('a\n{{< youtube id="x" >}}\n\n{{% note %}}b{{% /note %}}')
    assert html == 'a\n{{&lt; youtube id="x" &gt;}}\n\n{{% note %}}b{{% /note %}}'
    assert unknown == ((2, "youtube"), (4, "note"), (4, "/note"))
