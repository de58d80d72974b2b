"""Turns what Word sets apart from its paragraphs into text: text boxes, ruby, directions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = f"{_W}txbxContent"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TRANSPARENT = f"{_W}smartTag"  # mammoth only reads the content of this element


def move_text_boxes(root: Any) -> int:
    """Put the paragraphs of text boxes after those that hold them; return the number of boxes.

    Word writes a box twice, for itself and for older programs; only the first is kept.
    """
    for either in list(root.iter(f"{_MC}AlternateContent")):
        choice = either.find(f"{_MC}Choice")
        if choice is not None and next(choice.iter(_BOX), None) is not None:
            for fallback in either.findall(f"{_MC}Fallback"):
                either.remove(fallback)
    boxes = list(root.iter(_BOX))
    count = 0
    for box in reversed(boxes):  # the inner ones and the last ones first
        host = next(box.iterancestors(f"{_W}p"), None)
        if host is None:
            continue
        count += any(text.strip() for text in box.itertext())
        for child in reversed(list(box)):
            host.addnext(child)
        above = box.getparent()
        if above is not None:
            above.remove(box)
    return count


def write_ruby(root: Any) -> None:
    """Write readings in brackets after their base, as browsers without ruby show them."""
    for ruby in list(root.iter(f"{_W}ruby")):
        base, reading = ruby.find(f"{_W}rubyBase"), ruby.find(f"{_W}rt")
        ruby.tag = TRANSPARENT
        for child in list(ruby):
            ruby.remove(child)
        for part, before, after in ((base, "", ""), (reading, " (", ")")):
            if part is not None:
                part.tag = TRANSPARENT
                ruby.extend(one for one in (_run(before), part, _run(after)) if one is not None)


def _run(text: str) -> Any:
    if not text:
        return None
    run = etree.Element(f"{_W}r")
    element = etree.SubElement(run, f"{_W}t")
    element.text = text
    element.set(_SPACE, "preserve")
    return run


def open_directions(root: Any) -> None:
    """Let mammoth read runs that Word sets in one direction: it skips these elements."""
    for name in ("dir", "bdo"):
        for element in list(root.iter(f"{_W}{name}")):
            element.tag = TRANSPARENT


def choices(root: Any) -> Iterator[str]:
    """Yield the words of forms that Word does not print: lists to choose from."""
    for entry in root.iter(f"{_W}listEntry", f"{_W}listItem"):
        yield entry.get(f"{_W}displayText") or entry.get(f"{_W}val") or ""
