"""Finds what was meant as a fact and is published as it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kbgen.checks.fact_words import INVISIBLE, NO_FACT, is_translated, like_words, translated_hint
from kbgen.checks.inputs import Ledger, Pages
from kbgen.checks.mends import written_as
from kbgen.meaning.prose import blank_markup
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding, Span, error, warning
from kbgen.model.findings import FACT_IN_CODE, LIKE_FACT
from kbgen.model.message import Message, msg
from kbgen.model.uses import find_uses
from kbgen.model.words import is_one_letter_off

_BRACE = re.compile("[{｛]")
_USUAL = re.compile(r"\{\{ [A-Za-z0-9_.-]+ \}\}(?!\})|\{#[A-Za-z0-9_-]+\}")
"""What most braces are: a fact as it should be, or the id of a heading."""
_CURLY = re.compile(
    rf"(?P<open>[{{｛](?:[ {INVISIBLE}]?[{{｛%])*)"
    r"(?P<inner>[^{}｛｝\n]{1,80}(?:\n[^{}｛｝\n]{0,80}(?=[}｝]))?)"
    rf"(?P<end>(?:%?[}}｝][ {INVISIBLE}]?)*)"
)
_DOUBLE = re.compile(
    r"\[\[(?P<square>[^\[\]\n]{1,60})\]\](?!\()|<<(?P<angle>[^<>\n]{1,60})>>"
    r"|\(\((?P<round>[^()\n]{1,60})\)\)|\}\}(?P<outward>[^{}\n]{1,60})\{\{"
)
_DOTTED = re.compile(r"(?<![\w.@/\\{-])[a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+(?![\w@/}-])")
_MAYBE = re.compile(r"[{｛\[<(]|\.\w")
_USED = re.compile(r"\{\{[^{}\n]*\}\}")
_DOT = re.compile(r"[a-z0-9_-]\.(?!md\b|html?\b)[a-z0-9]")
_FILTER = re.compile(r"\\?\|\s*(?P<name>[a-z-]+)\s*\Z")
_FIRST = re.compile(r"\s*(?P<word>[\w.-]*\w)")
_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?P<use>[ ]?\{\{[^{}`\n]*\}\}[ ]?)(?P=ticks)(?!`)")
_FEWEST = 4
"""The fewest letters of an id that another one may be by a slip of one letter."""


def check_fact_like(pages: Pages, ledger: Ledger, is_proven: bool) -> Iterator[Finding]:
    """KB217 what looks like a fact and is none, KB218 a fact in code, KB205 braces around no id."""
    if not ledger.is_there or ledger.is_broken:
        return
    known = _Known.of(ledger.ids)
    for page in pages.values():
        if page.is_broken:
            continue
        found = (*_in_body(page, pages, known, is_proven), *_in_fields(page, known, is_proven))
        # Another plugin may fill in what stands between braces.
        is_shared = ledger.variables is not None
        yield from (one for one in found if not (is_shared and one.code == "KB205"))


@dataclass(frozen=True)
class _Known:
    """The ids of the ledger, and by the letters in them alone."""

    ids: Collection[str]
    by_letters: Mapping[str, str]

    @classmethod
    def of(cls, ids: Collection[str]) -> _Known:
        return cls(ids, {_letters(one): one for one in sorted(ids, reverse=True)})

    def meant(self, text: str, is_sure: bool) -> str:
        """Return the id that a text is but for signs, or for one letter if `is_sure`; else ""."""
        letters = _letters(text)
        if letters in self.by_letters or not is_sure or len(letters) < _FEWEST:
            return self.by_letters.get(letters, "")
        near = (one for one in self.by_letters if is_one_letter_off(one, letters))
        return self.by_letters.get(next(near, ""), "")


@dataclass(frozen=True)
class _Like:
    """Where something looks like a fact, and what was meant; `id` is "" if nothing is near it."""

    start: int
    end: int
    id: str
    filter: str = ""

    @property
    def written(self) -> str:
        return f"{{{{ {self.id}{f' | {self.filter}' if self.filter else ''} }}}}"


def _in_body(page: Article, pages: Pages, known: _Known, is_proven: bool) -> Iterator[Finding]:
    masked, ends = page.masked, {heading.span.line for heading in page.headings}
    for like in _likes(masked, known):
        place, written = page.place(like.start, like.end), masked[like.start : like.end]
        in_heading = place.line in ends and written.startswith("{") and "{{" not in written
        if like.id and not (in_heading and _closes_line(masked, like.end)):
            mend = written_as(page, like.start, like.end, like.written)
            yield _like_fact(place, written, like, mend)
        elif not like.id:
            hint = translated_hint(page, pages, like.start, known.ids)
            yield _no_fact(place, written, is_proven, hint)
    if "`" not in page.body or "{{" not in page.body:
        return
    for code in _CODE.finditer(page.body):
        uses = find_uses(code["use"])
        is_line = not masked[code.start() : code.end()].strip()
        if is_line and len(uses) == 1 and uses[0].id in known.ids and _in_sentence(page, code):
            what = msg(
                "the fact '%(fact)s' stands in code, so that its braces are published",
                fact=str(uses[0].id),
            )
            hint = msg("take the ` away: %(written)s", written=code["use"].strip())
            yield warning(FACT_IN_CODE, page.place(*code.span()), what, hint)


def _in_sentence(page: Article, code: re.Match[str]) -> bool:
    """Tell whether a code span stands in the text, not in a block of code."""
    start = page.body.rfind("\n", 0, code.start()) + 1
    end = page.body.find("\n", code.end())
    line = page.masked[start : end if end >= 0 else len(page.body)]
    return bool(line.strip())


def _closes_line(text: str, end: int) -> bool:
    return text[end : text.find("\n", end) if "\n" in text[end:] else len(text)].strip() == ""


def _in_fields(page: Article, known: _Known, is_proven: bool) -> Iterator[Finding]:
    captions = {(name,): words for name, words in page.meta.captions}
    for at, text in (*captions.items(), *page.meta.wording.items()):
        if not _MAYBE.search(text):
            continue
        for like in _likes(text, known):
            written = text[like.start : like.end]
            if like.id:
                yield _like_fact(page.where(*at), written, like)
            else:
                yield _no_fact(page.where(*at), written, is_proven, NO_FACT)


def _like_fact(place: Span, written: str, like: _Like, mend: Edit | None = None) -> Finding:
    return error(LIKE_FACT, place, *like_words(written, like.written), mend)


def _no_fact(place: Span, written: str, is_proven: bool, hint: Message) -> Finding:
    report = error if is_proven else warning
    what = msg("'%(written)s' is not a fact")
    if is_translated(written):
        what = msg("'%(written)s' is not a fact: the names of facts are not translated")
    return report("KB205", place, what.filled(written=" ".join(written.split())), hint)


def _likes(text: str, known: _Known) -> Iterator[_Like]:
    """Yield what looks like a fact and is none, in order."""
    found: list[_Like] = []
    if curly := list(_curly_braces(text)) if "{" in text or "｛" in text else []:
        valid = {use.start for use in find_uses(text) if use.id}
        found += (like for match in curly if (like := _curly(match, valid, known)))
    for match in _DOUBLE.finditer(text):
        inner = match[match.lastgroup or 0]
        if meant := known.meant(inner, is_sure="." in inner):
            found.append(_Like(*match.span(), meant))
    for match in _DOTTED.finditer(blank_markup(text)) if _has_dotted(text) else ():
        if match[0] in known.ids:
            found.append(_Like(*_with_brackets(text, *match.span()), match[0]))
    end = 0
    for like in sorted(found, key=lambda one: (one.start, -one.end)):
        if like.start >= end:
            end = like.end
            yield like


def _curly_braces(text: str) -> Iterator[re.Match[str]]:
    """Yield what stands in braces, but for what is usual and what a backslash escapes."""
    end = 0
    for brace in _BRACE.finditer(text):
        at = brace.start()
        if at < end or text[max(at - 1, 0) : at] == "\\" or text[max(at - 2, 0) : at] == "\\{":
            continue
        if usual := _USUAL.match(text, at):
            end = usual.end()
        elif found := _CURLY.match(text, at):
            end = found.end()
            yield found


def _has_dotted(text: str) -> bool:
    """Tell whether a word with a dot stands outside of facts and file names."""
    return _DOT.search(_USED.sub("", text)) is not None


def _curly(match: re.Match[str], valid: Collection[int], known: _Known) -> _Like | None:
    opening, inner = match["open"], match["inner"]
    is_double = opening.count("{") + opening.count("｛") > 1 or "%" in opening
    if match.start() in valid and "｛" not in opening and opening == "{{":
        return None
    filter_ = _FILTER.search(inner)
    text = inner[: filter_.start()] if filter_ else inner
    if not match["end"]:
        word = _FIRST.match(text)
        text = word["word"] if word else ""
    is_sure = is_double or "." in text.strip(" .")
    is_attribute = not is_double and (text.strip()[:1] in (".", "#", ":") or "=" in text)
    meant = "" if is_attribute else known.meant(text, is_sure)
    if not meant and not ("{{" in opening and match.start() not in valid):
        return None
    end = match.end() if match["end"] else match.start("inner") + len(inner.rstrip())
    if not match["end"]:
        end = match.start("inner") + inner.find(text) + len(text) if text else match.end("open")
    before = max(match.start() - 1, 0)
    start = before if match.string[before] == "$" else match.start()
    span = start, end - (match["end"][-1:] not in "}｝%")
    return _Like(*span, meant, filter_["name"] if filter_ and match["end"] else "")


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets with the brackets around a word: "[card.fee]"."""
    while start and end < len(text) and text[start - 1] + text[end] in ("[]", "()", "<>", "%%"):
        start, end = start - 1, end + 1
    return start, end


def _letters(text: str) -> str:
    """Return the letters and digits of a text alone, small.

    >>> _letters("Card\\u200b Fee")
    'cardfee'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())
