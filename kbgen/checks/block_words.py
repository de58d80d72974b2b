"""What a finding says of blocks, by their kind: whole sentences, so that they can be translated."""

from __future__ import annotations

from collections.abc import Mapping

from kbgen.model.message import Message, msg

A_BLOCK: Mapping[str, Message] = {
    "step": msg("a step"),
    "item": msg("a list item"),
    "row": msg("a row"),
    "admonition": msg("a title of an admonition"),
    "heading": msg("a heading"),
    "paragraph": msg("a paragraph"),
    "caption": msg("a caption"),
    "term": msg("a term"),
}
"""A block by its kind alone."""
MAKE_IT: Mapping[str, Message] = {
    "step": msg("make it a step"),
    "item": msg("make it a list item"),
    "row": msg("make it a row"),
    "admonition": msg("make it a title of an admonition"),
    "heading": msg("make it a heading"),
    "paragraph": msg("make it a paragraph"),
    "caption": msg("make it a caption"),
    "term": msg("make it a term"),
}
"""What to do with a block of another kind."""
ADDITIONAL: Mapping[str, Message] = {
    "step": msg("%(path)s has no such step here: “%(text)s”"),
    "item": msg("%(path)s has no such list item here: “%(text)s”"),
    "row": msg("%(path)s has no such row here: “%(text)s”"),
    "admonition": msg("%(path)s has no such title of an admonition here: “%(text)s”"),
    "heading": msg("%(path)s has no such heading here: “%(text)s”"),
    "paragraph": msg("%(path)s has no such paragraph here: “%(text)s”"),
    "caption": msg("%(path)s has no such caption here: “%(text)s”"),
    "term": msg("%(path)s has no such term here: “%(text)s”"),
}
"""A block that the source, at `path`, does not have."""
MISSING: Mapping[str, Message] = {
    "step": msg("the step “%(text)s” (%(place)s) is missing"),
    "item": msg("the list item “%(text)s” (%(place)s) is missing"),
    "row": msg("the row “%(text)s” (%(place)s) is missing"),
    "admonition": msg("the title of an admonition “%(text)s” (%(place)s) is missing"),
    "heading": msg("the heading “%(text)s” (%(place)s) is missing"),
    "paragraph": msg("the paragraph “%(text)s” (%(place)s) is missing"),
    "caption": msg("the caption “%(text)s” (%(place)s) is missing"),
    "term": msg("the term “%(text)s” (%(place)s) is missing"),
}
"""A block that only the source has, at `place`."""
