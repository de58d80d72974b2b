"""Rules that recognize debris by its own line: bylines, template errors, captions, adverts …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from kbgen.importing.blocks import DocumentBlock, Role, ends_sentence, fold, words
from kbgen.importing.clean.hits import Context, Hit
from kbgen.importing.tables.debris import (
    BROUGHT,
    BYLINE,
    CREDIT,
    CRUMB,
    EMPTY_VALUE,
    NO_AUTHORS,
    PAGE,
    PLAYER,
    READING_TIME,
    RIGHTS,
    TAGS,
    TEMPLATE_INLINE,
    TEMPLATE_LINE,
)
from kbgen.importing.tables.labels import (
    ADVERT,
    AMBIGUOUS_ADVERT,
    ANONYMOUS,
    AUTHOR_BIO,
    FILLERS,
    HOMES,
    NAVIGATION,
    NETWORKS,
    SHARING,
    SUBSCRIBE,
    SURE_NAVIGATION,
    VIDEO,
    VIDEO_OF_DAY,
)
from kbgen.importing.understand.headline import can_head
from kbgen.importing.understand.lexicon import contains, covered, is_phrase

_PROSE = (Role.LINE, Role.PARAGRAPH, Role.ITEM, Role.HEADING, Role.QUOTE)


def find_template_errors(blocks: Sequence[DocumentBlock], context: Context) -> Iterator[Hit]:
    """`{{ page.title }}`, `[object Object]`, `$config[code] not found`, a lone "undefined"."""
    for index, block in enumerate(blocks):
        text = block.text.strip()
        if block.role is Role.CODE or block.role is Role.TABLE:
            continue
        is_empty = block.role is not Role.ITEM and EMPTY_VALUE.match(text)
        if is_empty or (len(text) < 300 and TEMPLATE_LINE.match(text)):
            yield Hit(index)
            continue
        for match in TEMPLATE_INLINE.finditer(block.text):
            yield Hit(index, match.start(), match.end())
        if "{{" in TEMPLATE_INLINE.sub("", text):
            what = "“{{ … }}” stands here as text; it may be a field that was to be filled in"
            context.doubt(block.line, what)


def find_videos(blocks: Sequence[DocumentBlock], context: Context) -> Iterator[Hit]:
    """ "Video of the day" with its caption; "Video: …" where there is none."""
    for index, block in enumerate(blocks):
        if block.role not in _PROSE or context.contents.names(block.text):
            continue
        if is_phrase(block.text, VIDEO_OF_DAY) or is_phrase(block.text, VIDEO):
            sure = is_phrase(block.text, VIDEO_OF_DAY)
            if not sure and not _is_caption_only(blocks, index):
                continue
            yield Hit(index)
            yield from _captions(blocks, index + 1, context)
        elif _is_lone_video(blocks, index):
            yield Hit(index)


def _is_caption_only(blocks: Sequence[DocumentBlock], index: int) -> bool:
    """Tell whether a lone "Video" is a label, since the next line names its source."""
    return index + 1 < len(blocks) and bool(BROUGHT.search(blocks[index + 1].text))


def _captions(blocks: Sequence[DocumentBlock], at: int, context: Context) -> Iterator[Hit]:
    """Yield the lines after a label: texts on the player, the source, and the caption.

    The caption is a short line that is not the heading of the next text.
    """
    while at < len(blocks) and _is_of_player(blocks[at]):
        yield Hit(at)
        at += 1
    if at >= len(blocks) or not _is_short(blocks[at]) or context.contents.names(blocks[at].text):
        return
    if at and _is_of_player(blocks[at - 1]):
        return
    caption = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    again = following is not None and fold(following.text) == fold(caption.text)
    is_titled = any(fold(b.text) == fold(caption.text) for b in blocks[:at])
    if again or is_titled or following is None or can_head(following):
        yield Hit(at)
        if again:
            yield Hit(at + 1)
        return
    what = f"“{caption.text}” follows a video's label: is it the video's caption, or a heading?"
    context.doubt(caption.line, what)
    context.not_headings.add(caption.line)


def _is_of_player(block: DocumentBlock) -> bool:
    is_line = _is_short(block)
    return is_line and bool(BROUGHT.search(block.text) or PLAYER.fullmatch(block.text.strip()))


def _is_short(block: DocumentBlock) -> bool:
    if block.role not in (Role.LINE, Role.PARAGRAPH):
        return False
    return len(words(block.text)) <= 25 and not ends_sentence(block.text)


_VIDEO_LINE = re.compile(rf"(?:{VIDEO})\s*[:：]\s*\S", re.I)
_LABELLED = re.compile(r"[^:：]{1,30}[:：]\s*\S")


def _is_lone_video(blocks: Sequence[DocumentBlock], index: int) -> bool:
    block = blocks[index]
    if not _VIDEO_LINE.match(block.text) or len(words(block.text)) > 22:
        return False
    if ends_sentence(block.text) or any(run.href for run in block.runs):
        return False
    near = blocks[max(index - 1, 0) : index] + blocks[index + 1 : index + 2]  # type: ignore[operator]
    # "Video: 4K" between "Sound: …" and "Weight: …" describes a product.
    return not any(len(b.text) < 80 and _LABELLED.match(b.text) for b in near if b.role in _PROSE)


def find_sharing(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Yield lines that consist of words for sharing and names of networks, with a verb."""
    taken: set[int] = set()
    for index, block in enumerate(blocks):
        if index in taken or block.role not in _PROSE or len(block.text) > 200:
            continue
        if not (contains(block.text, SHARING) and covered(block.text, SHARING, NETWORKS, FILLERS)):
            continue
        if block.role is Role.HEADING and _is_prose_below(blocks, index):
            continue
        taken.add(index)
        for step in (1, -1):
            near = index + step
            while 0 <= near < len(blocks) and _is_button(blocks[near]):
                taken.add(near)
                near += step
    yield from (Hit(index) for index in sorted(taken))


def _is_button(block: DocumentBlock) -> bool:
    return block.role in _PROSE and len(block.text) < 80 and covered(block.text, NETWORKS, SHARING)


def _is_prose_below(blocks: Sequence[DocumentBlock], index: int) -> bool:
    return index + 1 < len(blocks) and ends_sentence(blocks[index + 1].text)


def find_adverts(blocks: Sequence[DocumentBlock], context: Context) -> Iterator[Hit]:
    """ "Advertisement" alone; a word that also means "announcement" only inside the text."""
    for index, block in enumerate(blocks):
        if block.role not in _PROSE or not is_phrase(block.text, ADVERT):
            continue
        if context.contents.names(block.text):
            continue
        if is_phrase(block.text, AMBIGUOUS_ADVERT) and index == 0:
            context.doubt(block.line, f"“{block.text}” may be a title, or the label of an advert")
            continue
        yield Hit(index)


def find_subscribe(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    for index, block in enumerate(blocks):
        if block.role in _PROSE and is_phrase(block.text, SUBSCRIBE):
            yield Hit(index)


def find_bylines(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Yield bylines: short lines above or below the text."""
    body = next((i for i, b in enumerate(blocks) if len(words(b.text)) > 25), len(blocks))
    for index, block in enumerate(blocks):
        if block.role not in _PROSE or len(words(block.text)) > 14:
            continue
        is_edge = index <= min(body, 8) or index >= len(blocks) - 2
        text = block.text.strip()
        if not is_edge or ends_sentence(text.rstrip(".")):
            continue
        if (
            (is_phrase(text, ANONYMOUS) and index)
            or READING_TIME.match(text)
            or (index and _is_byline(text) and not _is_one_of_many(blocks, index))
        ):
            yield Hit(index)


def find_biographies(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """ "About the author" at the end, with the few lines that follow."""
    for index in range(max(len(blocks) - 4, 1), len(blocks)):
        rest = blocks[index + 1 :]
        if is_phrase(blocks[index].text, AUTHOR_BIO) and all(len(words(b.text)) < 80 for b in rest):
            yield from (Hit(i) for i in range(index, len(blocks)))
            return


def _is_byline(text: str) -> bool:
    match = BYLINE.match(text) or BYLINE.match(text[:1].lower() + text[1:])
    return match is not None and not NO_AUTHORS & set(re.findall(r"[a-z-]+", text.lower()))


def _is_one_of_many(blocks: Sequence[DocumentBlock], index: int) -> bool:
    """Tell whether a line is one of several, such as "By phone", "By e-mail": no byline."""
    first = blocks[index].text.split()[0].lower()
    same = [b for b in blocks if b.text[:20].lower().startswith(f"{first} ") and can_head(b)]
    return len(same) > 1


def find_navigation(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Breadcrumbs above the text, rights below it, and runs of three links or more."""
    runs = _lengths_of_runs([b.role in _PROSE and is_phrase(b.text, NAVIGATION) for b in blocks])
    for index, block in enumerate(blocks):
        if block.role not in _PROSE or len(block.text) > 200:
            continue
        run = runs[index]
        if (
            run >= 3
            or is_phrase(block.text, SURE_NAVIGATION)
            or (index < 4 and _is_breadcrumb(block.text))
            or (index >= len(blocks) - 3 and index and RIGHTS.match(block.text.strip()))
        ):
            yield Hit(index)


def _lengths_of_runs(flags: Sequence[bool]) -> list[int]:
    """Return for each flag the length of the run of set flags around it.

    >>> _lengths_of_runs([True, True, False, True])
    [2, 2, 0, 1]
    """
    return [
        length
        for is_set, run in groupby(flags)
        for length in [len(list(run))]
        for length in [length if is_set else 0] * length
    ]


def _is_breadcrumb(text: str) -> bool:
    parts = [part for part in CRUMB.split(text) if part.strip()]
    if len(parts) < 2 or ends_sentence(text) or any(len(words(part)) > 8 for part in parts):
        return False
    return is_phrase(parts[0], HOMES) or is_phrase(parts[-1], HOMES)


def find_credits(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Yield picture credits, and lists of tags of an article."""
    for index, block in enumerate(blocks):
        if block.role not in (Role.LINE, Role.PARAGRAPH) or ends_sentence(block.text):
            continue
        is_foot = index >= len(blocks) - 8
        if CREDIT.match(block.text.strip()) or (is_foot and TAGS.match(block.text.strip())):
            yield Hit(index)


def find_page_numbers(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """ "Page 2 of 5", numbers that count pages, and a short line beside each of them."""
    numbered = [i for i, b in enumerate(blocks) if b.role in _PROSE and PAGE.match(b.text.strip())]
    bare = [
        i for i, b in enumerate(blocks) if b.role is Role.LINE and re.match(r"\d{1,4}$", b.text)
    ]
    counted = [int(blocks[i].text) for i in bare]
    if len(bare) >= 2 and all(b - a == 1 for a, b in pairwise(counted)):
        numbered += bare
    taken = set(numbered)
    near = [j for i in numbered for j in (i - 1, i + 1) if 0 <= j < len(blocks) and j not in taken]
    texts = Counter(fold(blocks[j].text) for j in near if can_head(blocks[j]))
    taken |= {j for j in near if texts[fold(blocks[j].text)] >= 2}
    yield from (Hit(index) for index in sorted(taken))


def find_repeated_title(blocks: Sequence[DocumentBlock], _: Context) -> Iterator[Hit]:
    """Yield a repetition of the first headline, directly below it or after other debris."""
    if not blocks or not can_head(blocks[0]):
        return
    title = fold(blocks[0].text)
    for index in range(1, min(4, len(blocks))):
        if can_head(blocks[index]) and fold(blocks[index].text) == title:
            yield Hit(index)
