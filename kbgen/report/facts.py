"""Facts as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def facts_table(listed: Sequence[dict[str, Any]]) -> str:
    """Return a table of facts: id, type, value, levels at which it varies, number of pages."""
    if not listed:
        return "No facts yet: write them to facts.yml in the content folder."
    rows = [
        (
            fact["id"],
            fact["type"],
            fact["value"],
            f"varies by {' and '.join(fact['varies'])}" if fact["varies"] else "",
            _count({page["path"] for page in fact["pages"]}),
        )
        for fact in listed
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _count(pages: set[str]) -> str:
    return f"{len(pages)} page{'' if len(pages) == 1 else 's'}"


def facts_text(fact: dict[str, Any]) -> str:
    """Return one fact as text: its words in every language and place, and the pages that use it."""
    lines = [f"{fact['id']} ({fact['type']}): {fact['value']}", ""]
    for place in fact["places"]:
        days = [("from", "valid_from"), ("until", "valid_until")]
        when = [f"{word} {place[name]}" for word, name in days if name in place]
        lines.append(" ".join([place["name"], *when]))
        lines += [f"  {lang}  {text}" for lang, text in place["said"].items()]
    lines += ["", "Used on:"]
    for page in fact["pages"]:
        lines += [f"  {page['path']}:{page['line']}:{page['column']}", f"      {page['says']}"]
    if not fact["pages"]:
        lines.append("  no page")
    return "\n".join(lines)
