"""Keeps text of one direction whole inside text of the other.

Isolates follow UAX #9 and the W3C's "Inline markup and bidirectional text": `<bdi>` in HTML,
FSI … PDI in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from kbgen.model.locale import Direction
from kbgen.model.markup import Node, Tag, end_tag, escaped, start_tag

FSI, PDI = "\u2068", "\u2069"

_RTL = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_RTL_LETTER = re.compile(f"[{_RTL}]")
_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = rf"[{_LATIN}\d'’&@/._:+-]"
_MARKS = re.compile("[\u200e\u200f\u061c]")
_ISOLATE = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")

# What an Arabic-script line would show in the wrong order: a phone number, a code such as
# *123# or AB-12-34, a range, a negative number, a percentage, and words in Latin letters.
_IN_RTL = re.compile(
    rf"""
      https?://[^\s<>"“”«»،؛]*[^\s<>"“”«»،؛.,:;!?۔।)]
    | \+\d[\d\s()./-]*\d
    | (?<![*\#])[*\#]++\d[\d*\#]*+
    | [{_LATIN}]{_WORD}*(?:[ \u00a0]+(?:&[ ])?[{_LATIN}\d]{_WORD}*)*(?<![.:’'-])[+\#]*
    | (?<![\w.,])(?<!\d[:/])\d+(?:[.,:/]\d+)*(?:[ ]?[-–—/][ ]?\d+(?:[.,:/]\d+)*)+
    | (?<![\w)\]-])[-−]\d+(?:[.,]\d+)*[%٪]?
    | (?<![\w])(?<!\d[.,])\d++(?:[.,]\d++)*+[%٪]
    """,
    re.VERBOSE,
)
_IN_LTR = re.compile(rf"[{_RTL}][{_RTL}\u200c\u200d]*(?:[ ]+[{_RTL}][{_RTL}\u200c\u200d]*)*")
_END = end_tag("bdi")
_KEPT = {"code", "pre", "bdi", "bdo", "svg", "kbd", "samp"}


def strip_marks(text: str) -> str:
    """Remove the LRM, RLM and ALM that a formatter left: they act outside of the value."""
    return _MARKS.sub("", text)


def has_rtl(text: str) -> bool:
    """Tell whether a text has a letter of a right-to-left script."""
    return _RTL_LETTER.search(text) is not None


def direction_of(text: str) -> Direction:
    """Return "rtl" if the first letter is of a right-to-left script, else "ltr"."""
    for char in text:
        if _RTL_LETTER.match(char):
            return "rtl"
        if char.isalpha():
            return "ltr"
    return "ltr"


def isolate(text: str) -> str:
    """Isolate a plain text; one that is isolated already stays as it is."""
    return text if text.startswith(FSI) and text.endswith(PDI) else f"{FSI}{text}{PDI}"


def isolate_runs(text: str, direction: Direction) -> str:
    """Isolate the runs of a plain text that a line of `direction` would show in wrong order.

    >>> isolate_runs("اتصل +971 4 555", "rtl") == f"اتصل {FSI}+971 4 555{PDI}"
    True
    """
    if direction == "ltr":
        if not _RTL_LETTER.search(text):
            return text
        return _IN_LTR.sub(lambda m: isolate(m.group()), text)
    return _IN_RTL.sub(lambda m: isolate(m.group()), text)


def to_html(text: str) -> str:
    """Escape a plain text and turn its isolates into `<bdi dir="…">`."""
    text = _ISOLATE.sub(lambda m: f"\x02{direction_of(m[1])}\x03{m[1]}\x04", text)
    text = escape(text, quote=False)
    text = re.sub("\x02(ltr|rtl)\x03", r'<bdi dir="\1">', text)
    return text.replace("\x04", "</bdi>")


def isolate_html(nodes: Sequence[Node], direction: Direction) -> list[Node]:
    """Isolate the runs of HTML, outside code, math and what is isolated already."""
    pattern, inner = (_IN_RTL, "ltr") if direction == "rtl" else (_IN_LTR, "rtl")
    begin = start_tag("bdi", {"dir": inner})
    out: list[Node] = []
    kept, name = 0, ""  # how deep in an element that stays as it is, and its name
    for node in nodes:
        if isinstance(node, Tag):
            out.append(node)
            if kept:
                kept += 0 if node.name != name else -1 if node.is_end else 1
            elif not node.is_end and (node.name in _KEPT or node.has_class("arithmatex")):
                kept, name = 1, node.name
        elif kept or node.isspace():
            out.append(node)
        else:
            out += _isolated(node, pattern, begin)
    return out


def _isolated(text: str, pattern: re.Pattern[str], begin: Tag) -> Iterator[Node]:
    # An entity is one character to the reader.
    plain, end = unescape(text) if "&" in text else text, 0
    for run in pattern.finditer(plain):
        if run.start() > end:
            yield escaped(plain[end : run.start()])
        yield begin
        yield escaped(run.group())
        yield _END
        end = run.end()
    if end == 0:
        yield text
    elif end < len(plain):
        yield escaped(plain[end:])
