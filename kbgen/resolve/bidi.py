"""Keeps text of one direction whole inside text of the other.

Isolates follow UAX #9 and the W3C's "Inline markup and bidirectional text": `<bdi>` in HTML,
FSI … PDI in plain text.
"""

from __future__ import annotations

import re
from html import escape, unescape

from kbgen.model.locale import Direction

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
_TAG = re.compile(r"(<[^<>]+>)")
_NAME = re.compile(r"<(/?)([a-z][a-z0-9-]*)")
_KEPT = {"code", "pre", "bdi", "bdo", "svg", "kbd", "samp"}


def strip_marks(text: str) -> str:
    """Remove the LRM, RLM and ALM that a formatter left: they act outside of the value."""
    return _MARKS.sub("", text)


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


def isolate_html(html: str, direction: Direction) -> str:
    """Isolate the runs of well-formed HTML, outside code, math and what is isolated already."""
    if direction == "ltr" and not _RTL_LETTER.search(html):
        return html
    pattern, inner = (_IN_RTL, "ltr") if direction == "rtl" else (_IN_LTR, "rtl")
    out: list[str] = []
    kept, name = 0, ""  # how deep in an element that stays as it is, and its name
    for piece in _TAG.split(html):
        tag = _NAME.match(piece)
        if tag:
            if kept:
                kept += 0 if tag[2] != name else -1 if tag[1] else 1
            elif not tag[1] and (tag[2] in _KEPT or 'class="arithmatex"' in piece):
                kept, name = 1, tag[2]
        elif not kept and piece.strip():
            # An entity is one character to the reader.
            runs = pattern.sub(lambda m: f"\x02{m.group()}\x03", unescape(piece))
            runs = escape(runs, quote=False).replace("\u00a0", "&nbsp;")
            piece = runs.replace("\x02", f'<bdi dir="{inner}">').replace("\x03", "</bdi>")
        out.append(piece)
    return "".join(out)
