"""Formulas: from LaTeX to MathML, which browsers draw without a script.

The extension pymdownx.arithmatex puts LaTeX into elements of the class "arithmatex".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from kbgen.markdown.slot import OPEN
from kbgen.model.markup import Node, Tag, end_of, parse, start_tag

_DELIMITED = re.compile(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$", re.S)
_ELEMENTS = frozenset(
    """
    math mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
    mstyle msub msubsup msup mtable mtd mtext mtr munder munderover menclose merror none
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_ATTRIBUTES = frozenset(
    """
    accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form
    height largeop linethickness lspace mathcolor mathsize mathvariant maxsize minsize movablelimits
    notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset width
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_LINES = re.compile(r"\\(begin|end)\{(?:aligned|split|align\*|eqnarray\*?)\}")
"""Environments that the converter knows by one name alone."""
_UNKNOWN = re.compile(r"\\[A-Za-z]+")


def with_formulas(nodes: Sequence[Node]) -> list[Node]:
    """Replace LaTeX by MathML; what cannot be read stays as code, from left to right."""
    out: list[Node] = []
    kept = 0
    for index, node in enumerate(nodes):
        if index < kept:
            continue
        if isinstance(node, Tag) and not node.is_end and node.has_class("arithmatex"):
            kept = end_of(nodes, index)
            out += [
                node,
                *_drawn(nodes[index + 1 : kept - 1], node.name != "span"),
                nodes[kept - 1],
            ]
        else:
            out.append(node)
    return out


def _drawn(nodes: Sequence[Node], is_block: bool) -> list[Node]:
    written = "".join(node for node in nodes if isinstance(node, str))
    if OPEN in written:  # a fact, which has words in each language
        return [*nodes]
    delimited = _DELIMITED.fullmatch(unescape(written).strip())
    found = next((one for one in delimited.groups() if one is not None), "") if delimited else ""
    latex = found.strip() or unescape(written).strip()
    try:
        return [*formula(latex, is_block)]
    except ValueError:
        code = start_tag("code", {"dir": "ltr"})
        return [code, written, Tag("</code>", "code", True, {})]


@lru_cache(maxsize=1024)
def formula(latex: str, is_block: bool = False) -> tuple[Node, ...]:
    r"""Return the MathML of LaTeX. Raises ValueError with the reason if it cannot be read.

    >>> "".join(map(str, formula("x")))
    '<math display="inline" dir="ltr" alttext="x"><mrow><mi>x</mi></mrow></math>'
    """
    from latex2mathml.converter import convert  # it is slow to import, and few pages need it

    try:
        html = convert(_LINES.sub(r"\\\1{align}", latex), display="block" if is_block else "inline")
    except Exception as problem:  # it has many of its own, and others come from within
        what = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(problem).__name__).lower()
        raise ValueError(what.removesuffix(" error")) from problem
    nodes = parse(html)
    if unknown := next((n for n in nodes if isinstance(n, str) and _UNKNOWN.fullmatch(n)), None):
        raise ValueError(f"unknown command {unknown}")
    if "&" in nodes:
        raise ValueError("& outside of a matrix or of aligned lines")
    return tuple(_allowed(nodes, latex))


def _allowed(nodes: Sequence[Node], latex: str) -> Iterator[Node]:
    """Yield the elements and attributes of MathML alone; LaTeX has commands for addresses, too."""
    for node in nodes:
        if isinstance(node, str) or (node.name in _ELEMENTS and node.is_end):
            yield node
        elif node.name in _ELEMENTS:
            given = {k: v for k, v in node.attributes.items() if k in _ATTRIBUTES}
            own = {"dir": "ltr", "alttext": latex} if node.name == "math" else {}
            yield start_tag(node.name, {**given, **own})
            if node.text.endswith("/>"):
                yield Tag(f"</{node.name}>", node.name, True, {})
