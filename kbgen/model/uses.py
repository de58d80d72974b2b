"""The `{{ fact }}` syntax: find its uses in a text and replace them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_BRACES = re.compile(r"(?<!\\)\{\{(?P<inner>[^{}\n]*)(?P<end>\}\})?")
_USE = re.compile(
    r"\s*(?P<id>[A-Za-z][\w-]*(?:\.[\w-]+)*)\s*(?:\\?\|\s*(?P<filter>[a-z-]+)\s*)?$", re.A
)


@dataclass(frozen=True)
class Use:
    """A `{{ … }}` with its offsets; `id` is None if its text cannot be a fact."""

    start: int
    end: int
    id: str | None
    filter: str | None
    inner: str  # as written


def find_uses(text: str) -> list[Use]:
    """Return every `{{ … }}` that is not escaped with a backslash.

    >>> [use.id for use in find_uses(r"{{ a.b | number }} \\{{ c }}")]
    ['a.b']
    """
    if "{{" not in text:
        return []
    found = []
    for match in _BRACES.finditer(text):
        use = _USE.match(match["inner"]) if match["end"] else None
        fact, name = (use["id"], use["filter"]) if use else (None, None)
        found.append(Use(match.start(), match.end(), fact, name, match[0].strip()))
    return found


def fill_uses(text: str, replacement: Callable[[str, str | None], str]) -> str:
    """Replace each use by the result of `replacement(id, filter)`, and `\\{{` by `{{`."""
    out, end = [], 0
    for use in find_uses(text):
        if use.id:
            out += [text[end : use.start].replace("\\{{", "{{"), replacement(use.id, use.filter)]
            end = use.end
    out.append(text[end:].replace("\\{{", "{{"))
    return "".join(out)
