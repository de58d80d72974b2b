"""Finds elements of web pages that are boxes: notes, panels, and parts that open."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from kbgen.importing.blocks import Decision, DocumentBlock, TextRun, fold
from kbgen.importing.tables.exports import BOXES, EXPAND, KINDS, NO_BOXES, OPENING, TITLES
from kbgen.importing.understand.gathering import Gathering

_KIND = re.compile(rf"(?:^|[-_ ])({'|'.join(KINDS)})(?=$|[-_ ])")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class BoxElement:
    """An element that is a box; `heads` are the elements with its title, in it."""

    marker: str
    heads: tuple[Any, ...]
    default: str = ""  # a title that a program gave


def box_element(element: Any, tag: str) -> BoxElement | None:
    """Return how an element is a box, or None."""
    names = set((element.get("class") or "").split())
    if tag not in ("div", "section", "aside", "blockquote"):
        return None
    if names & NO_BOXES:
        heads = _heads(element) if "code" in names else ()
        return BoxElement("!!! example", heads) if heads else None
    if names & OPENING:
        heads = _heads(element)
        shown = " ".join("".join("".join(head.itertext()) for head in heads).split())
        is_default = fold(shown) == EXPAND
        return BoxElement("??? note", heads, shown if is_default else "") if heads else None
    if not names & BOXES or not "".join(element.itertext()).strip():
        return None
    return BoxElement(f"!!! {_kind(names)}", _heads(element))


def _kind(names: Collection[str]) -> str:
    """Return the kind that class names give, such as `callout--warning`."""
    for name in sorted(set(names) - BOXES):
        base = next((base for base in sorted(BOXES) if name.startswith(base)), "")
        if match := _KIND.search(name.removeprefix(base)):
            return KINDS[match[1]]
    return "note"


def _heads(element: Any) -> tuple[Any, ...]:
    """Return the elements with the title of a box: named so, or a heading that comes first."""
    for child in element.iterdescendants():
        if not isinstance(child.tag, str):
            continue
        if set((child.get("class") or "").split()) & TITLES:
            return (child,)
        if child.tag in _HEADINGS:
            return (child,)
        if (child.text or "").strip() and child.tag not in ("span", "i"):
            return ()
    return ()


def ask_for_title(reading: Gathering, opened: DocumentBlock) -> None:
    """Give a part that opens the first words in it for a title, and ask for a better one."""
    at = next(n for n, block in enumerate(reading.blocks) if block is opened)
    text = next((block.text for block in reading.blocks[at + 1 :] if block.text.strip()), "")
    first = text.split()
    title = " ".join(first[:6]) + (" …" if len(first) > 6 else "")
    reading.blocks[at] = replace(opened, runs=(TextRun(title),) if title else ())
    what = f"a part that opens had no title; its first words, “{title}”, stand in for it"
    reading.decisions.append(Decision(opened.line, what))
