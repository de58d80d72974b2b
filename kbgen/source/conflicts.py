"""Finds the marks that git leaves where two people changed the same lines."""

from __future__ import annotations

import re

from kbgen.model.finding import Finding, Span, error
from kbgen.model.findings import CONFLICT
from kbgen.model.message import msg

_MARK = re.compile(r"^(?:<{7}(?: \S.*)?|[>|]{7} \S.*)[ \t\r]*$", re.M)


def find_conflict(text: str, path: str) -> Finding | None:
    """Return a finding at the first mark of a merge conflict in a text.

    >>> str(find_conflict("a\\n<<<<<<< HEAD\\nb", "x.md").span)
    'x.md:2:1'
    """
    found = _MARK.search(text) if "<<<<<<<" in text or ">>>>>>> " in text else None
    if found is None:
        return None
    span = Span(path, text.count("\n", 0, found.start()) + 1, 1, len(found[0].rstrip()))
    what = msg("here two versions of this file were merged, and both versions would be published")
    hint = msg(
        "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    )
    return error(CONFLICT, span, what, hint)
