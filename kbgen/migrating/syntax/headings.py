"""Ids of headings: those of the old site are written where kbgen would choose others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kbgen.migrating.slugs import heading_of, is_same_id, plain_words
from kbgen.migrating.syntax.code import mask


def old_ids(body: str, slug: Callable[[str], str]) -> list[str]:
    """Return the ids that the headings of a page had, in order."""
    return [old for _, _, old in _headings(body, slug)]


def with_old_ids(body: str, slug: Callable[[str], str]) -> str:
    """Return a page with the ids written that would be others otherwise."""
    lines = body.split("\n")
    for number, text, old in _headings(body, slug):
        _, written = heading_of(lines[number]) or ("", "")
        if not written and not is_same_id(text, old) and old:
            lines[number] = f"{lines[number].rstrip().rstrip('#').rstrip()} {{#{old}}}"
    return "\n".join(lines)


def _headings(body: str, slug: Callable[[str], str]) -> Iterator[tuple[int, str, str]]:
    """Yield line number, text and old id of each heading outside of code."""
    seen: dict[str, int] = {}
    masked = mask(body).split("\n")
    for number, line in enumerate(body.split("\n")):
        if not masked[number].startswith("#") or masked[number].strip("#") == "":
            continue
        found = heading_of(line)
        if found is None or not masked[number].lstrip("#").startswith((" ", "\t")):
            continue
        text, written = found
        old = written or slug(plain_words(text))
        if not written:
            count = seen.get(old, 0)
            seen[old] = count + 1
            old = f"{old}-{count}" if count else old
        yield number, text, old
