"""Formulas are drawn without a script, from left to right, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.markdown.formulas import formula, with_formulas
from kbgen.model.markup import parse, serialize
from tests.conftest import MakeSite
from tests.sites import CONFIG

MATH = (
    f"-- mkdocs.yml --\n{CONFIG}markdown_extensions:\n  - pymdownx.arithmatex: {{generic: true}}\n"
)

DRAWN: Mapping[str, str] = {
    # MathML Core names the elements: https://www.w3.org/TR/mathml-core/
    "x^2": "<msup><mi>x</mi><mn>2</mn></msup>",
    r"\frac{a}{b}": "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>",
    r"\sqrt{2}": "<msqrt><mrow><mn>2</mn></mrow></msqrt>",
    r"\begin{aligned} a&=b\\ c&=d \end{aligned}": "<mtr>",
}


@pytest.mark.parametrize("latex", DRAWN)
def test_latex_becomes_mathml(latex: str) -> None:
    assert DRAWN[latex] in serialize(formula(latex))


@pytest.mark.parametrize("latex", [r"\nosuch{x}", r"\left( x", r"\begin{x}", "}{", "a & b"])
def test_what_cannot_be_read_is_refused(latex: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        formula(latex)


@given(st.text(alphabet=r"\{}$&^_<>\"' abx12()[]frcsqtheo", max_size=40))
def test_no_formula_makes_other_elements(latex: str) -> None:
    try:
        nodes = formula(latex)
    except ValueError:
        return
    names = {node.name for node in nodes if not isinstance(node, str)}
    assert names <= {n for n in names if n == "math" or n.startswith("m") or n == "none"}
    assert nodes == tuple(parse(serialize(nodes)))


def test_addresses_and_styles_in_latex_are_dropped() -> None:
    html = serialize(formula(r"\href{javascript:alert(1)}{x}"))
    assert "<mi>x</mi>" in html and " href=" not in html


@pytest.mark.parametrize(
    "html",
    [
        r'<span class="arithmatex">\(x^2\)</span>',
        '<span class="arithmatex"><span class="MathJax_Preview">x^2</span></span>',
        '<span class="arithmatex">$x^2$</span>',
    ],
)
def test_every_form_of_arithmatex_is_read(html: str) -> None:
    drawn = serialize(with_formulas(parse(html)))
    assert 'dir="ltr" alttext="x^2"' in drawn and "<msup>" in drawn


def test_a_page_shows_formulas(site: MakeSite) -> None:
    page = "# Interest {#interest}\n\nIt is $p \\times r$ a year.\n\n$$\n\\frac{p}{12}\n$$\n"
    project = site(f"{MATH}-- content/en/faq/a.md --\n{page}-- content/ur/faq/a.md --\n{page}")
    project.build()
    for address in ("faq/a", "ur/faq/a"):
        html = project.article(address)
        assert re.search(
            r'<math display="inline" dir="ltr"[^>]*>.*×', html.replace("&#x000D7;", "×")
        )
        assert '<div class="arithmatex"><math display="block"' in html
        assert "<bdi" not in html.partition("<math")[2].partition("</math>")[0]


def test_a_formula_that_cannot_be_read_is_found(site: MakeSite) -> None:
    page = "# A\n\nGood $x$, price $5 and `$code$`, wrong $\\nosuch$.\n\n\\[\n\\left( x\n\\]\n"
    project = site(f"{MATH}-- content/en/faq/a.md --\n{page}")
    found = [f for f in project.check(sameness=True) if f["code"] == "KB485"]
    assert ["{line}:{column}".format(**f) for f in found] == ["3:40", "5:1"]
    assert "unknown command \\nosuch" in found[0]["message"]
    project.build()
    assert '<code dir="ltr">\\(\\nosuch\\)</code>' in project.article("faq/a")


def test_without_the_extension_dollars_are_dollars(site: MakeSite) -> None:
    project = site("-- content/en/faq/a.md --\n# A\n\nFrom $\\nosuch$ on.\n")
    assert [f for f in project.check(sameness=True) if f["code"] == "KB485"] == []
    project.build()
    assert "$\\nosuch$" in project.article("faq/a")
