"""Finds marks that are opened and not closed: code, comments, bold, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.checks.slip import Slip, blocks_of
from kbgen.model.article import Article
from kbgen.model.message import msg

CODE = "KB129"
_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[^`\n]*$", re.M)
_COMMENT = re.compile(r"<!--")
_BOLD = re.compile(
    r"(?<![\\*/])(?!(?<=\s)\*\*\s)\*\*(?![*/])|(?<![\\_\w])__(?=\w)|(?<=\w)__(?![_\w])"
)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>b|i|u|s|em|strong|small|mark|sub|sup|kbd|font|a)(?=[\s/>])[^<>]*>", re.I
)
_PARTS = re.compile(r"\n[ \t]*(?=[-*+][ \t]|\d+\.[ \t]|\|)")


def unclosed(page: Article) -> Iterator[Slip]:
    """Yield KB129 fences and comments that swallow what follows, bold and tags without an end."""
    text = page.masked
    for found in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        mark = found["mark"]
        what = msg("the code that %(mark)s begins here has no end", mark=mark)
        hint = msg(
            "write %(mark)s in a line of its own below the code, or delete this one", mark=mark
        )
        yield Slip(CODE, *found.span("mark"), what, hint, is_severe=True)
        return  # what follows may be meant as code
    for found in _COMMENT.finditer(text) if "<!--" in text else ():
        what = msg("this comment has no end, so that its text is published")
        yield Slip(CODE, *found.span(), what, msg("write --> behind it"), is_severe=True)
    if "**" not in text and "<" not in text and "__" not in text:
        return
    for start, lines in blocks_of(text):
        at = start
        for part in _PARTS.split("\n".join(lines)):
            yield from _in_part(text, text.index(part, at), part)
            at += len(part)


def _in_part(text: str, start: int, part: str) -> Iterator[Slip]:
    if part.startswith("    "):
        return
    marks = [one for one in _BOLD.finditer(part) if one[0] == "**"]
    if len(marks) % 2:
        last = marks[-1]
        what = msg("the bold text that ** begins or ends here has only one **")
        hint = msg("write ** on both sides of it, or delete it")
        yield Slip(CODE, start + last.start(), start + last.end(), what, hint)
    for first, second in zip(marks[::2], marks[1::2], strict=False):
        words = part[first.end() : second.start()]
        if words != words.strip() and words.strip():
            what = msg("bold text must not begin or end with a space, so that this is none")
            hint = msg("write %(text)s", text=f"**{' '.join(words.split())[:40]}**")
            yield Slip(CODE, start + first.start(), start + second.end(), what, hint)
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(part):
        if not tag["end"] and not tag[0].endswith("/>"):
            opened.append(tag)
        elif opened and opened[-1]["name"].lower() == tag["name"].lower():
            opened.pop()
    for tag in opened:
        name = tag["name"].lower()
        what = msg("the element <%(name)s> that begins here has no end", name=name)
        hint = msg("write </%(name)s> where it ends", name=name)
        yield Slip(CODE, start + tag.start(), start + tag.end(), what, hint)
