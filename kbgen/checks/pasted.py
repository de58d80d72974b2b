"""Finds what came along when text was pasted: formatting of Word, heads of messages, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kbgen.checks.slip import Slip, TextChange, blocks_of
from kbgen.languages.language import known_languages, language
from kbgen.languages.marks import commas, questions
from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.message import Message, msg

CODE, NOTE = "KB130", "KB439"
_OF_WORD = re.compile(
    r"<o:p\b|\bclass\s*=\s*[\"']?Mso|\bmso-[a-z]|<(?:st1|w):\w|\bdocs-internal-guid-"
    r"|<span\b[^<>]*\blang\s*=\s*[\"']?[A-Z]{2}\b"
    r"|<(?:span|p|font)\b[^<>]*\bstyle\s*=[^<>]*(?:font-family|font-size\s*:\s*[\d.]+pt)"
)
_TAG = re.compile(r"</?(?:p|span|font|div|(?:o|w|st1):\w+)\b[^<>]*>|<b [^<>]*guid[^<>]*>")
_INVISIBLE = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_CHAT = re.compile(
    rf"^[ \t]*{_INVISIBLE}"
    r"(?:\[\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}[^\]\n]{0,12}\]"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    rf"[{commas()}]\s+\d{{1,2}}:\d{{2}}[^-\n]{{0,12}}\s-)"
    rf"[ ]*{_INVISIBLE}~?[^:\n]{{1,60}}:{_INVISIBLE}[ ]*",
    re.M,
)
_BRACKETS = re.compile(
    r"(?<![ \t])[ \t]*(?:(?<![\]\\!\w])\[(?![\^ xX]?\])(?P<square>[^\[\]\n]+)\](?![(\[:{])"
    r"|(?<!\])\((?P<round>[^()\n]+)\))"
)
_SHOUTED = re.compile(rf"\b(?:XXX+|TODO|FIXME|TBC|TBD)\b|[{questions()}]{{3,}}")


def check_pasted(page: Article, has_ledger: bool) -> Iterator[Finding]:
    """KB130 formatting of Word and heads of messages, KB439 notes of the writer to herself."""
    for slip in (*_formatted(page), *_chats(page), *_mails(page), *_notes(page)):
        yield slip.finding(page, has_ledger)


def _formatted(page: Article) -> Iterator[Slip]:
    if not _OF_WORD.search(page.masked):
        return
    for start, lines in blocks_of(page.masked):
        block = page.body[start : start + len("\n".join(lines))].rstrip()
        found = _OF_WORD.search(page.masked, start, start + len(block))
        if not found:
            continue
        at = max(block.rfind("<", 0, found.end() - start), 0)
        text = " ".join(_TAG.sub("", block).split())
        what = msg("this paragraph has formatting that was copied from Word")
        hint = msg("keep only the text: %(text)s", text=text)
        changes: tuple[TextChange, ...] = ()
        if "\n" not in block:
            changes = (TextChange(start, start + len(block), text),)
        if not text:
            hint = msg("delete it")
        yield Slip(CODE, start + at, start + len(block), what, hint, changes, is_severe=True)


def _chats(page: Article) -> Iterator[Slip]:
    for found in _CHAT.finditer(page.body):
        if not page.masked[found.start() : found.end()].strip():
            continue  # an example in code
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        what = msg("this was copied from WhatsApp: a day, a time and the name of a person")
        if re.search(r"\+?\d[\d ()-]{7,}\d", found[0].partition("]")[2]):
            what = msg("this was copied from WhatsApp: a day, a name and a telephone number")
        hint = msg("delete “%(text)s”, if it is not for readers", text=found[0].strip())
        change = TextChange(start, found.end(), "")
        yield Slip(CODE, start, found.end(), what, hint, (change,), is_severe=True)


@cache
def _mail() -> re.Pattern[str]:
    """Match the head of a message: its sender, and in the next lines its day or its subject."""
    tables = [language(code).pasted for code in known_languages()]
    first = "|".join(one.mail_from for one in tables if one.mail_from)
    rest = "|".join(one.mail_rest for one in tables if one.mail_rest)
    bold = r"[ \t>]*\*{0,2}"
    return re.compile(
        rf"^{bold}(?:{first})\*{{0,2}}[ ]?:[^\n]*\n(?:[^\n]+\n){{0,3}}?"
        rf"{bold}(?:{rest})\*{{0,2}}[ ]?:[^\n]*"
        r"|^-{3,}[ ]?(?:Original Message|Forwarded message)[ ]?-{3,}[^\n]*"
        r"|^On [^\n]{10,60}, [^\n]{1,60} wrote:[ \t]*$",
        re.M,
    )


def _mails(page: Article) -> Iterator[Slip]:
    for found in _mail().finditer(page.masked):
        what = msg("this is the head of an e-mail: who sent it, when, and about what")
        hint = msg("delete these lines, if they are not for readers")
        yield Slip(CODE, *found.span(), what, hint, is_severe=True)


@cache
def _begins_note() -> re.Pattern[str]:
    tables = [language(code).pasted.notes for code in known_languages()]
    return re.compile(rf"\W*(?:{'|'.join(filter(None, tables))})(?!\w)", re.I)


def _notes(page: Article) -> Iterator[Slip]:
    for found in _BRACKETS.finditer(page.masked):
        text = found["square"] or found["round"]
        is_note = _SHOUTED.search(text) or (found["square"] and _begins_note().match(text))
        if is_note:
            yield _note(found)


def _note(found: re.Match[str]) -> Slip:
    words = found[0].strip()
    start = found.end() - len(words)
    what: Message = msg("a note that is not for readers was left here: %(text)s", text=words)
    change = TextChange(found.start() if found.start() else start, found.end(), "")
    return Slip(NOTE, start, found.end(), what, msg("delete all of it"), (change,), is_severe=True)
