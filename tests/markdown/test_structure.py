"""The lines of a body as a tree."""

from __future__ import annotations

import pytest

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.structure import BodyPart, find_structure


def outline(part: BodyPart) -> str:
    """Write a part as the numbers of its first and last line and, in brackets, what is below."""
    below = " ".join(outline(one) for one in part.parts)
    return f"{part.start}-{part.end - 1}" + (f"[{below}]" if below else "")


# A body, and what stands in its sections; the first section has no heading.
BODIES = {
    "paragraphs": ("a\nb\n\nc", ["0-1 3-3"]),
    "a heading begins a section": ("a\n## B\nc\n\nd", ["0-0", "2-2 4-4"]),
    "a heading of two lines": ("a\n\nB\n---\nc", ["0-0", "4-4"]),
    "steps": ("1. a\n   b\n2. c", ["0-1 2-2"]),
    "what is indented is below": (
        "1. a\n\n    b\n\n    - c\n        - d\n2. e\n\nf",
        ["0-5[2-2 4-5[5-5]] 6-6 8-8"],
    ),
    "code is one part": ("a\n\n```\nb\n\nc\n```\n\nd", ["0-0 2-6 8-8"]),
    "code below a step": ("1. a\n\n    ```\n    b\n\n    c\n    ```\n2. d", ["0-6[2-6] 7-7"]),
    "rows": ("| a |\n|---|\n| b |\n| c |\n\nd", ["0-1 2-2 3-3 5-5"]),
    "an empty row belongs to the one before": ("| a |\n|---|\n| |\n| c |", ["0-2 3-3"]),
    "a note": ("!!! note\n    a\n\n    b\n\nc", ["0-3[1-1 3-3] 5-5"]),
    "a quotation": ("> 1. a\n> 2. b\n>\n>     c\n\nd", ["0-0 1-3[3-3] 5-5"]),
    "no item within a sentence": ("We left in\n2026. Then\n- no", ["0-2"]),
    "blank lines at the end": ("a\n\n\n", ["0-0"]),
}


@pytest.mark.parametrize("name", BODIES)
def test_parts_stand_beside_and_below_one_another(name: str) -> None:
    body, expected = BODIES[name]
    root = find_structure(body, find_blocks(body, mask(body)))
    assert [" ".join(map(outline, section.parts)) for section in root.parts] == expected


def test_every_block_is_in_one_part() -> None:
    body = "# T\n\n1. a\n2. b ![c](d.png)\n\n| e | f |\n|---|---|\n| g | h |\n\n<div>i</div>\n"
    blocks = find_blocks(body, mask(body))
    numbers = sorted(find_structure(body, blocks).all_blocks())
    assert numbers == list(range(len(blocks)))
