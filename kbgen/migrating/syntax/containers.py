"""Writers of containers: admonitions, tabs, and blocks that are kept as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

STYLES = {
    "caution": "warning",
    "important": "warning",
    "alert": "warning",
    "error": "danger",
    "secondary": "note",
    "primary": "note",
    "default": "note",
    "hint": "tip",
    "check": "success",
    "notice": "note",
    "working": "success",
}
"""Name of a style elsewhere → its name in Material; all others have the same."""
_KNOWN = frozenset(
    """
    note abstract info tip success question warning failure danger bug example quote
    """.split()  # noqa: SIM905 # a table to read
)


def style_of(name: str) -> str:
    """Return the style of an admonition; `note` for one that is not known.

    >>> style_of("Caution"), style_of("tip"), style_of("mine")
    ('warning', 'tip', 'note')
    """
    name = name.lower()
    style = STYLES.get(name, name)
    return style if style in _KNOWN else "note"


def admonition(name: str, title: str, inner: Sequence[str]) -> list[str]:
    """Return an admonition with its title and text."""
    words = title.strip().replace('"', "”")
    return indented(f'!!! {style_of(name)} "{words}"' if words else f"!!! {style_of(name)}", inner)


def tab(label: str, inner: Sequence[str]) -> list[str]:
    """Return one of several tabs that stand behind one another."""
    words = label.strip().replace('"', "”")
    return indented(f'=== "{words}"', inner)


def details(summary: str, inner: Sequence[str], is_open: bool, in_list: bool) -> list[str]:
    """Return text that opens on demand; in a list Markdown within HTML would not be read."""
    if in_list:
        words = re.sub(r"<[^>]+>", "", summary).strip().replace('"', "”")
        return indented(f'{"???+" if is_open else "???"} note "{words}"', inner)
    head = f'<details markdown="1"{" open" if is_open else ""}>'
    return [head, f"<summary>{summary.strip()}</summary>", "", *inner, "", "</details>"]


def indented(head: str, inner: Sequence[str]) -> list[str]:
    """Return a head and the lines below it that belong to it."""
    return [head, "", *(f"    {line}" if line else "" for line in inner)]
