"""Finds runs that are read from left to right in right-to-left text: amounts, codes, names.

The classes of characters are those of UAX #9 (UnicodeData.txt, Bidi_Class). A run includes its own
signs, separators and brackets, which are paired as in BD16; punctuation and brackets of the
sentence around it are outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from kbgen.languages.digits import decimals, groups, percents
from kbgen.languages.language import known_languages, language
from kbgen.languages.marks import TATWEEL, commas, marks, semicolons, sentence_ends, stops
from kbgen.model.locale import RTL, has_rtl

# Isolates, overrides, direction marks and placeholders.
_CONTROL = "\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\x1c-\x1f\x85"
_LINES = "\n\r\v\f\t"
_SEGMENTS = {
    keeps_lines: re.compile(
        rf"[^\s{RTL}{_CONTROL}][^{RTL}{_CONTROL}{_LINES if keeps_lines else ''}]*"
    )
    for keeps_lines in (True, False)
}
_RTL_COMMAS = "".join(filter(has_rtl, commas() + semicolons()))
# An address may contain letters of any script.
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”«»{_RTL_COMMAS}{_CONTROL}]*"
    rf"[^\s<>\"“”«»{_RTL_COMMAS}{_CONTROL}{sentence_ends()},:;)\]}}]",
    re.IGNORECASE,
)

# A word's marks, and a full stop that is of its script alone.
_OF_WORD = marks() + "".join(c for c in stops() if c != "." and not has_rtl(c))
# Coordinates, a number, stars or dots in place of digits, or a word.
_TOKEN = re.compile(
    r"\d{1,3}\.\d{3,9},[ \u00a0]?[-−]?\d{1,3}\.\d{3,9}(?!\d) | \d+ | [*#•]{2,}"
    rf"| [^\W\d_][^\W\d_{_OF_WORD}]*(?:[{_OF_WORD}]+[^\W\d_]*)*",
    re.VERBOSE,
)
_EMOTICON = re.compile(r"(?<!\S)[:;]-?[()](?!\S)")
_ARABIC_DIGIT = re.compile("[\u0660-\u0669]")  # class AN
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
_DEPTH = 63  # BD16

_SPACE = " \u00a0\u2000-\u200a\u202f\n\r\t"
_MONEY = "$¢£¤¥৳\u20a0-\u20cf"
_AFTER = f"{percents()}‰‱°′″™®©℠+#*_{_MONEY}"
_SEPARATORS = decimals() + groups()
_LINK = r"-‐‑–—−~∼/|×·∙⋅*÷=+<>≤≥≈±→^@_\\…"
# The text between a number and its continuation: a space, or a sign or separator.
_JOIN = re.compile(
    rf"""(?:[{_AFTER}]{{1,3}}|/-|['"]|[{_SPACE}][{_MONEY}](?=/))? [)\]}}”]{{0,2}}
    (?: [{_SPACE}]? | [{_SPACE}]?[{_LINK}]{{1,3}}[{_SPACE}]?
      | [{_SEPARATORS}:;'’]{{1,2}} | [{_SPACE}]:[{_SPACE}] )
    [(\[{{“]? [-−+±~#*@№√°{_MONEY}]{{0,3}} [(\[{{]?""",
    re.VERBOSE,
)
_LONGEST_JOIN = 12
_IS_LINK = re.compile(rf"[)\]}}”](?:[{_SPACE}]?[{_LINK}]|[(\[{{]|$)")
# One of these between two digits joins them to one number (UAX #9, W4).
_NUMBER = re.compile(rf"\d+(?:[/:\u00a0\u202f\u2044{_SEPARATORS}]\d+)*")
_AMOUNT = re.compile(rf"\d+(?:[{_SEPARATORS}]\d+)*")
_LAST_AMOUNT = re.compile(rf"\d+(?:[.,:]\d+)*[{_SPACE}]+$")
_STOP = re.compile(rf"[.,:;!?…][{_SPACE}]|[{_SPACE}][–—][{_SPACE}]")
_WORD = re.compile(rf"[{RTL}]{{1,12}}")
_YEAR = re.compile(r"(?:19|20)\d\d\b")

_BEGINS = re.compile(rf"[+±~≈≤≥#*@№√⌀{_MONEY}]")
_MAY_BEGIN = re.compile(r"[-−–./\\%=_<>]")
_COMPARES = re.compile(rf"[±≈≤≥~№√⌀@{_MONEY}]")
_ENDS = re.compile(rf"[{_AFTER}]")
# A sign as a part of a short name: a blood group, a company.
_SIGN_STAYS = re.compile(r"(?<!\w)(?:[A-Z]{1,2}[-−]|[^\W\d_]{1,2}&)(?![^\s,.;:!?)])")
_IS_SPACE = re.compile(f"[{_SPACE}]")
_END_APART = re.compile(rf"[{_SPACE}][{percents()}‰‱°′″{_MONEY}](?![^\W_])")
_PATH_END = re.compile(r":?\\(?!\w)|/(?!\w)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]{1,2}\.){1,4}[^\W\d_]{1,2}$")
_LAST_WORD = re.compile(r"[^\W\d_]{1,16}$")
# Words and names in Latin letters, as they stand on the pages of every right-to-left language: none
# of them is of one language. Tables to read, which is why they are split (SIM905).
_DOT_STAYS = frozenset(
    "approx co corp dept etc excl ext incl inc jr ltd max min no nos rs sr tel vs".split()  # noqa: SIM905
)
_CURRENCIES = frozenset(
    """
    aed bd bhd bdt chf cny dh dhs egp eur gbp inr jd jod jpy kd kwd le mad omr pkr qar qr ro rs sar
    sr tk try usd
    """.split()  # noqa: SIM905
)
_DOT_LEADS_ON = _CURRENCIES | frozenset(
    "approx art ch cl dr ext fig max min mr mrs ms no nos p pp sec tel v ver vol vs".split()  # noqa: SIM905
)
_COLON_LEADS_ON = _DOT_LEADS_ON | frozenset(
    "cell fax iban id mob mobile mrn phone pnr ref tracking uan whatsapp".split()  # noqa: SIM905
)
_TAKES_NUMBER = _CURRENCIES | {"x"}
"""Words to which the next number always belongs: "Rs 500 ماہانہ", "x 12 ماہ"."""
_EXCLAIM = frozenset({"jeopardy", "joomla", "kahoot", "yahoo", "yum"})
_SENTENCE = 3
"""The fewest Latin words to which a question or exclamation mark after them belongs."""

Token = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LtrRun:
    """A run that is read from left to right.

    `is_forced` tells that it needs an override, since an isolate does not keep its parts in order:
    between Arabic digits (AN) a sign counts as right-to-left (UAX #9, N1).
    """

    start: int
    end: int
    is_forced: bool = False


def find_runs(text: str, keeps_lines: bool = True) -> list[LtrRun]:
    """Return the runs of a text in order.

    `keeps_lines` tells that a line break ends a line, as in plain text; in HTML it is a space. A
    number alone is no run, since its digits are always in order.

    >>> text = "حد AED 1,250 ہے، 3 دن"
    >>> [text[run.start : run.end] for run in find_runs(text)]
    ['AED 1,250']
    """
    segments, at = _SEGMENTS[keeps_lines], 0
    runs: list[LtrRun] = []
    has_address = "://" in text or "www." in text.lower()
    address = None
    while match := segments.search(text, at):
        start, at = match.span()
        if has_address and (address is None or address.start() < start):
            address = _ADDRESS.search(text, start)
            has_address = address is not None
        if address and start <= address.start() < at:
            runs += _runs_at(text, start, address.start())
            at = address.end() + _closes(address[0], text[address.end() : address.end() + 1])
            runs.append(LtrRun(address.start(), at))
        else:
            runs += _runs_at(text, start, at)
    return _sentence(text, runs[0]) if len(runs) == 1 else runs


def _closes(address: str, following: str) -> bool:
    return following == ")" and address.count("(") > address.count(")")


def _sentence(text: str, run: LtrRun) -> list[LtrRun]:
    """Return the run that is a whole text, with the mark at the end of the sentence."""
    rest = text[run.end :].strip()
    is_all = rest and len(rest) <= 3 and not rest.strip(".!?…") and not text[: run.start].strip()
    if not is_all or text.count(" ", run.start, run.end) + 1 < _SENTENCE:
        return [run]
    return [replace(run, end=len(text.rstrip()))]


def _runs_at(text: str, start: int, end: int) -> Iterator[LtrRun]:
    segment = text[start:end]
    if segment.strip().isdecimal():
        return
    before, after = text[start - 1 : start], _WORD.match(text, end)
    follows = Follows.NOTHING
    if after and after[0][0].isalpha():
        follows = Follows.COUNTED if after[0] in _counted_nouns() else Follows.LETTER
    find = _cached_runs if len(segment) <= _SHORT else _cached_runs.__wrapped__
    for run in find(segment, before.isalpha() and before != TATWEEL, follows):
        yield LtrRun(run.start + start, run.end + start, run.is_forced)


@cache
def _counted_nouns() -> frozenset[str]:
    tables = (language(code).prose for code in known_languages())
    return frozenset(word for prose in tables for word in prose.counted_nouns.split())


_SHORT = 48
"""The most characters of a stretch whose runs are cached, since names and amounts are repeated."""


class Follows(Enum):
    """The text after a stretch: a word that numbers count, another letter, or anything else."""

    COUNTED = auto()
    LETTER = auto()
    NOTHING = auto()


@lru_cache(maxsize=2**13)
def _cached_runs(segment: str, follows_letter: bool, follows: Follows) -> tuple[LtrRun, ...]:
    return tuple(_Stretch(segment, follows_letter, follows).runs())


class _Stretch:
    """A part of a text without right-to-left letters, and the kind of text around it."""

    def __init__(self, text: str, follows_letter: bool, follows: Follows) -> None:
        self.text = text
        self.follows_letter = follows_letter
        self.is_counted = follows is Follows.COUNTED
        self.precedes_letter = follows is not Follows.NOTHING
        self.partners = _partners(text)
        self.words_end = len(text.rstrip())

    def runs(self) -> Iterator[LtrRun]:
        tokens = [match.span() for match in _TOKEN.finditer(self.text)]
        if not tokens:
            yield from (LtrRun(*match.span()) for match in _EMOTICON.finditer(self.text))
            return
        limit = 0
        groups = list(self._groups(tokens))
        nexts = [group[0][0] for group in groups[1:]] + [len(self.text)]
        for group, until in zip(groups, nexts, strict=True):
            start, end = self._whole(group, limit, until)
            limit = end
            content = self.text[start:end]
            if any(map(str.isalnum, content)) and not _NUMBER.fullmatch(content):
                yield LtrRun(start, end, self._is_forced(group))

    def _whole(self, group: Sequence[Token], limit: int, until: int) -> Token:
        """Return the ends of a group with its own signs and brackets."""
        start, end = self._left(group[0][0], limit), group[-1][1]
        inner = [at for at in range(start, end) if at in self.partners]
        first = min([start, *(self.partners[at] for at in inner)])
        end = max([end, *(self.partners[at] + 1 for at in inner)])
        if first < start:
            start = self._left(first, limit)
        if self.text[start - 1 : start] == "[" and self.partners.get(start - 1) == end:
            start, end = start - 1, end + 1  # a key or an index, whose brackets are no sentence's
        if self.text[start - 1 : start] == "<" and start > limit and ">" in self.text[start:end]:
            start -= 1
        return start, self._right(start, end, max(until, end))

    def _is_forced(self, group: Sequence[Token]) -> bool:
        if not _ARABIC_DIGIT.search(self.text, group[0][0], group[-1][1]):
            return False
        numbers = [token for token in group if self.text[token[0]].isdecimal()]
        return any(
            not _NUMBER.fullmatch(self.text, one[0], other[1]) for one, other in pairwise(numbers)
        )

    def _groups(self, tokens: Sequence[Token]) -> Iterator[list[Token]]:
        """Yield groups of tokens that form one run, in order."""
        group, floor, inside = [tokens[0]], 0, -1
        has_letters = self._is_word(tokens[0])
        for token in tokens[1:]:
            end = group[-1][1]
            brackets = [at for at in range(end, token[0]) if at in self.partners]
            if token[0] < inside or (
                all(self.partners[at] >= floor for at in brackets)
                and self._joins(group, token, brackets, has_letters)
            ):
                inside = max([inside, *(self.partners[at] for at in brackets)])
                group.append(token)
                has_letters = has_letters or self._is_word(token)
            else:
                yield group
                group, floor, has_letters = [token], end, self._is_word(token)
        yield group

    def _is_word(self, token: Token) -> bool:
        return self.text[token[0]].isalpha()

    def _joins(
        self, group: Sequence[Token], token: Token, brackets: Sequence[int], has_letters: bool
    ) -> bool:
        """Tell whether a token continues a group; `brackets` are the paired brackets between."""
        text, end = self.text, group[-1][1]
        gap = text[end : token[0]]
        if not gap:
            return True
        closed = next((at for at in brackets if self.partners[at] < group[0][0]), None)
        if closed is not None and not self._leads_on(group, token, text[closed : token[0]]):
            return False
        if has_letters and not _ARABIC_DIGIT.match(text, token[0]):
            # The line shows these in order without an isolate (N1, W7).
            return not self._begins_anew(end, token, gap)
        if brackets and text[brackets[0]] in _PAIRS:
            lead = text[max(group[0][0] - 1, 0) : brackets[0]].strip()
            if _AMOUNT.fullmatch(lead):
                return False
        return len(gap) <= _LONGEST_JOIN and _JOIN.fullmatch(gap) is not None

    def _leads_on(self, group: Sequence[Token], token: Token, gap: str) -> bool:
        """Tell whether a group in brackets begins a run, such as an area code or a sum."""
        if _IS_LINK.match(gap):
            return True
        is_code = len(group) == 1 and group[0][1] - group[0][0] <= 4
        both = self.text[group[0][0]].isdecimal() and self.text[token[0]].isdecimal()
        return is_code and both and token[1] - token[0] >= 3

    def _begins_anew(self, end: int, token: Token, gap: str) -> bool:
        """Tell whether a number belongs to the next right-to-left word: "VISA. 5 أيام"."""
        text = self.text
        if not (self.precedes_letter and _LAST_AMOUNT.match(text, token[0])):
            return False
        if not _STOP.search(gap):
            return self.is_counted and gap.isspace() and self._last_word(end) not in _TAKES_NUMBER
        if "," in gap and _YEAR.match(text, token[0]):
            return False
        if gap.strip() in ("–", "—"):
            return not text[end - 1].isdecimal()
        if gap[0] == ":" and not self.is_counted:
            return self._last_word(end) not in _COLON_LEADS_ON
        return not (gap[0] == "." and self._last_word(end) in _DOT_LEADS_ON)

    def _last_word(self, end: int) -> str:
        found = _LAST_WORD.search(self.text, max(end - 17, 0), end)
        return found[0].lower() if found else ""

    def _left(self, start: int, limit: int) -> int:
        """Return the start of a run with the signs before it."""
        text, at = self.text, start
        while at > limit and (_BEGINS.match(text, at - 1) or _MAY_BEGIN.match(text, at - 1)):
            at -= 1
        while at < start and not self._may_begin(at, start):
            at += 1
        sign = at - 2
        if sign >= limit and _IS_SPACE.match(text, at - 1) and self._is_free(sign):
            is_amount = text[at].isdecimal() and text[sign] in "<>"
            if _COMPARES.match(text, sign) or is_amount:
                return sign
        return at

    def _may_begin(self, at: int, start: int) -> bool:
        text = self.text
        if _BEGINS.match(text, at):
            return True
        if text.startswith("..", at) or (text[at] in "<>%" and not text[start].isdecimal()):
            return False
        return self._is_free(at)

    def _is_free(self, at: int) -> bool:
        """Tell whether a space or an opening bracket precedes a place, or nothing does."""
        if at == 0:
            return not self.follows_letter
        return _IS_SPACE.match(self.text, at - 1) is not None or self.text[at - 1] in "([{“«\"':"

    def _right(self, start: int, end: int, until: int) -> int:
        """Return the end of a run with the signs after it and its own punctuation mark."""
        text = self.text
        while end < until and _ENDS.match(text, end):
            end += 1
        if end == len(text) and self.precedes_letter and text[end - 1] == "+":
            return end - 1
        signed = _SIGN_STAYS.match(text, max(start, end - 2), until)
        if signed and signed.end() == end + 1:
            return signed.end()
        is_number = text[end - 1].isdecimal()
        if is_number and text.startswith("/-", end) and not text[end + 2 : end + 3].isalnum():
            return end + 2
        if (
            is_number
            and text[end : end + 1] in ("'", '"', "×")
            and text[start - 1 : start] != text[end]
        ):
            return end + 1
        if apart := _END_APART.match(text, end, until) if is_number else None:
            return apart.end()
        if path := _PATH_END.match(text, end):
            is_before_letter = path.end() == len(text) and self.precedes_letter
            return end if is_before_letter else path.end()
        return self._stop(start, end)

    def _stop(self, start: int, end: int) -> int:
        """Return the end of a run with its own dot, question mark or exclamation mark."""
        text = self.text
        mark = text[end : end + 1]
        if not mark or mark not in ".!?…":
            return end
        last = end
        while last < len(text) and text[last] in ".!?…":
            last += 1
        around = text[start - 1 : start] if start else ""
        closes = text[last : last + 1]
        if closes and (_PAIRS.get(around) == closes or (around == closes and closes in "\"'")):
            return last
        word = self._last_word(end)
        if mark == "." and last == end + 1:
            is_short = word in _DOT_STAYS or _DOTTED.search(text, max(start, end - 14), end)
            return last if is_short else end
        if mark in ".…":
            return last if last < self.words_end or self.precedes_letter else end
        words = sum(token.isalpha() for token in text[start:end].replace("'", "").split())
        return last if words >= _SENTENCE or (mark == "!" and word in _EXCLAIM) else end


def _partners(text: str) -> dict[int, int]:
    """Return index of a bracket → index of its partner, or -1 (BD16)."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            partners[at] = -1
            stack.append(at)
            del stack[:-_DEPTH]
        elif char in _OPENERS:
            partners[at] = -1
            for depth in range(len(stack) - 1, -1, -1):
                if text[stack[depth]] == _OPENERS[char]:
                    partners[at], partners[stack[depth]] = stack[depth], at
                    del stack[depth:]
                    break
    return partners
