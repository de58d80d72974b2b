"""A text that is taken out of a page and put back stands where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.scan import mask
from kbgen.markdown.with_blocks import UnfitTextError
from kbgen.model.translation import Block
from kbgen.translations.exchange.insertion import TranslatedBody, insert_block
from tests.translations.exchange.test_round_trips import CONSTRUCTS

CONTENT = Path(__file__).parents[3] / "content/ur"
PAGES = sorted(CONTENT.rglob("*.md"))


def blocks_of(body: str) -> tuple[Block, ...]:
    return find_blocks(body, mask(body))


def without(body: str, number: int) -> str | None:
    """Return a body without the lines of a block; None if others stand on them or depend on them."""
    blocks, lines = blocks_of(body), body.split("\n")
    spans = [(body.count("\n", 0, b.start), body.count("\n", 0, b.end)) for b in blocks]
    first, last = spans[number]
    if blocks[number].kind == "heading" and "#" not in lines[first]:
        last += 1
    others = [span for n, span in enumerate(spans) if n != number]
    if any(start <= last and first <= end for start, end in others):
        return None
    rest = [*lines[:first], *lines[last + 1 :]]
    if 0 < first < len(rest) and not rest[first].strip() and not rest[first - 1].strip():
        del rest[first]
    text = "\n".join(rest)
    left = [(one.kind, one.text) for n, one in enumerate(blocks) if n != number]
    return text if [(one.kind, one.text) for one in blocks_of(text)] == left else None


def put_back(body: str, number: int, text: str) -> str:
    blocks = blocks_of(body)
    owners = tuple(n for n in range(len(blocks)) if n != number)
    left = TranslatedBody(text, owners)
    return insert_block(left, body, number, {blocks[number]: blocks[number].text}).text


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_each_text_of_the_example_goes_back_to_its_place(file: Path) -> None:
    body = file.read_text("utf-8").split("---\n", 2)[2]
    tried = 0
    for number in range(len(blocks_of(body))):
        if (text := without(body, number)) is not None:
            tried += 1
            assert put_back(body, number, text) == body
    assert tried


def test_each_construct_goes_back_to_its_place() -> None:
    body = CONSTRUCTS.split("---\n", 2)[2]
    tried = 0
    for number in range(len(blocks_of(body))):
        if (text := without(body, number)) is not None:
            tried += 1
            back = put_back(body, number, text)
            # An empty line more may stand there, as between two quotations.
            assert [line for line in back.split("\n") if line] == [
                line for line in body.split("\n") if line
            ]
    assert tried > 15


def test_a_text_without_a_place_is_refused() -> None:
    source = "![One](a.png) ![Two](b.png)\n"
    body = TranslatedBody("![ایک](a.png)\n", (0,))
    with pytest.raises(UnfitTextError, match="its place in the page cannot be told"):
        insert_block(body, source, 1, {blocks_of(source)[1]: "دو"})
