"""Formulas can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.markdown.formulas import formula
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg

# As pymdownx.arithmatex finds them, in text in which code is blanked out.
_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<block>.+?)\\\]|\\\((?P<inline>[^\n]+?)\\\)"
    r"|(?<![\\$\w])\$(?!\s)(?P<dollar>[^$\n]+?)(?<!\s)\$(?![\w$])",
    re.S,
)


def check_formulas(page: Article, has_formulas: bool) -> Iterator[Finding]:
    """KB485 a formula that cannot be read."""
    if not has_formulas:
        return
    for match in _FORMULA.finditer(page.masked):
        latex = next(one for one in match.groups() if one is not None).strip()
        try:
            formula(latex)
        except ValueError as problem:
            what = msg(
                "this formula cannot be read, and is shown as it is written: %(problem)s",
                problem=str(problem),
            )
            yield warning("KB485", page.place(*match.span()), what, msg("write it in other LaTeX"))
