"""What a finding says of facts and of links: whole sentences, so that they can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kbgen.model.message import Message, msg

FACT, LINK = "KB403", "KB427"


class UseWords(NamedTuple):
    """Templates for the uses of one code; `name` is the fact, or where the link leads."""

    additional: Message
    missing: Message
    write: Message
    all_additional: Message
    all_missing: Message
    use_those: Message
    order: Message
    moved: Mapping[str, Message]
    """By the kind of block in which a use stands; "cell" in a table, "text" in no block."""


WORDS: Mapping[str, UseWords] = {
    FACT: UseWords(
        additional=msg("the fact '%(name)s' is not used here in %(path)s"),
        missing=msg("the fact '%(name)s' (%(place)s) is missing here"),
        write=msg("write {{ %(name)s }}"),
        all_additional=msg("%(path)s has no facts %(names)s here"),
        all_missing=msg("the facts %(names)s (%(place)s) are missing here"),
        use_those=msg("use the facts that the source uses here"),
        order=msg(
            "the facts stand in another order than in %(place)s: here '%(name)s' comes "
            "before '%(other)s'"
        ),
        moved={
            "cell": msg("the fact '%(name)s' stands in another cell than in %(place)s"),
            "heading": msg("the fact '%(name)s' stands in another heading than in %(place)s"),
            "paragraph": msg("the fact '%(name)s' stands in another paragraph than in %(place)s"),
            "item": msg("the fact '%(name)s' stands in another item than in %(place)s"),
            "step": msg("the fact '%(name)s' stands in another step than in %(place)s"),
            "row": msg("the fact '%(name)s' stands in another row than in %(place)s"),
            "admonition": msg("the fact '%(name)s' stands in another admonition than in %(place)s"),
            "caption": msg("the fact '%(name)s' stands in another caption than in %(place)s"),
            "term": msg("the fact '%(name)s' stands in another term than in %(place)s"),
            "text": msg("the fact '%(name)s' stands in another text than in %(place)s"),
        },
    ),
    LINK: UseWords(
        additional=msg("the link to '%(name)s' is not used here in %(path)s"),
        missing=msg("the link to '%(name)s' (%(place)s) is missing here"),
        write=msg("link '%(name)s'"),
        all_additional=msg("%(path)s has no links %(names)s here"),
        all_missing=msg("the links %(names)s (%(place)s) are missing here"),
        use_those=msg("use the links that the source uses here"),
        order=msg(
            "the links stand in another order than in %(place)s: here '%(name)s' comes "
            "before '%(other)s'"
        ),
        moved={
            "cell": msg("the link to '%(name)s' stands in another cell than in %(place)s"),
            "heading": msg("the link to '%(name)s' stands in another heading than in %(place)s"),
            "paragraph": msg(
                "the link to '%(name)s' stands in another paragraph than in %(place)s"
            ),
            "item": msg("the link to '%(name)s' stands in another item than in %(place)s"),
            "step": msg("the link to '%(name)s' stands in another step than in %(place)s"),
            "row": msg("the link to '%(name)s' stands in another row than in %(place)s"),
            "admonition": msg(
                "the link to '%(name)s' stands in another admonition than in %(place)s"
            ),
            "caption": msg("the link to '%(name)s' stands in another caption than in %(place)s"),
            "term": msg("the link to '%(name)s' stands in another term than in %(place)s"),
            "text": msg("the link to '%(name)s' stands in another text than in %(place)s"),
        },
    ),
}
