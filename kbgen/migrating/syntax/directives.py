"""Containers between colons: `:::tip[Title]` … `:::` of Docusaurus and Starlight."""

from __future__ import annotations

import re

from kbgen.migrating.syntax.blocks import Container
from kbgen.migrating.syntax.containers import admonition, details

_OPENING = re.compile(r":{3,}[ \t]*([A-Za-z][\w-]*)(?:\[(.*)\])?[ \t]*(?:\{([^}]*)\})?[ \t]*(.*)$")
_ID = re.compile(r"\s*\{#[\w-]+\}\s*$")


def _write(match: re.Match[str], inner: list[str], _: int, in_list: bool) -> list[str]:
    title = _ID.sub("", match[2] or match[4] or "")
    if match[1].lower() == "details":
        return details(title or "…", inner, False, in_list)
    return admonition(match[1], title, inner)


DIRECTIVE = Container(_OPENING, re.compile(r":{3,}[ \t]*$"), _write)
