"""Detects the language of a text by its script, its own letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kbgen.importing.blocks import Decision, DocumentBlock, Role, words
from kbgen.importing.tables.languages import NAMES, RECOGNIZED, SCRIPTS
from kbgen.languages.language import scripts
from kbgen.languages.tables import Recognized
from kbgen.model.locale import LATIN

_SURE = 0.06
"""The least share of a language's commonest words in running text."""
_OFTEN = 0.02
"""The share of letters from which on one is not there by accident, as in a name."""


@dataclass(frozen=True)
class Guess:
    """A language with the reason; if it is not `sure`, a person should check it."""

    lang: str
    reason: str
    sure: bool = True

    @property
    def name(self) -> str:
        return NAMES.get(self.lang, self.lang)


def script_of(text: str) -> str:
    """Return the script of most letters, of the scripts with known languages; "" for none."""
    counts = {name: len(SCRIPTS[name].findall(text)) for name in sorted(RECOGNIZED)}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def detect(text: str) -> Guess | None:
    """Return the language of a text; None if it has no known letters.

    >>> detect("آپ کا آرڈر کہاں ہے؟").lang, detect("أين طلبي الآن؟ في الطريق إليك").lang
    ('ur', 'ar')
    """
    script = script_of(text)
    if not script:
        return None
    tokens = [word.lower() for word in words(text)]
    letters = max(len(SCRIPTS[script].findall(text)), 1)
    scores = {
        lang: _share(tokens, marks.common) + _weigh_letters(text, letters, marks)
        for lang, marks in RECOGNIZED[script].items()
    }
    return _judge(script, text, scores)


def _share(tokens: Sequence[str], common: str) -> float:
    known = frozenset(common.split())
    return sum(token in known for token in tokens) / max(len(tokens), 1)


def _weigh_letters(text: str, letters: int, marks: Recognized) -> float:
    """Return what a text's letters say for a language, or against it where that is below 0."""

    def share(which: str) -> float:
        return sum(map(text.count, which)) / letters

    weight = min(share(marks.letters) * 8, 0.5) - min(share(marks.never) * 6, 0.5)
    if marks.signs:
        weight += min(len(re.findall(marks.signs, text)) / letters * 3, 0.4)
    if marks.always:
        often = share(marks.always)
        weight += min(often, 0.1) if often > _OFTEN else -0.2
    return weight


def _usual(script: str) -> str:
    """Return the language that a script alone suggests: one without letters of its own."""
    return next(code for code, marks in RECOGNIZED[script].items() if not marks.letters)


def _judge(script: str, text: str, scores: dict[str, float]) -> Guess:
    name = scripts()[script].name
    ranked = sorted(scores, key=lambda lang: scores[lang], reverse=True)
    best, others = ranked[0], ranked[1:]
    if scores[best] < _SURE / 2:
        return Guess(_usual(script), f"only its {name} letters say so", sure=False)
    is_unlike = not others or scores[best] >= scores[others[0]] * 1.4
    is_clear = scores[best] >= _SURE and is_unlike
    reason = f"{name} letters and {NAMES[best]} words"
    if any(letter in text for letter in RECOGNIZED[script][best].letters):
        reason = f"letters that only {NAMES[best]} has, and its words"
    if not is_clear and others:
        reason = f"it may also be {NAMES[others[0]]}"
    return Guess(best, reason, is_clear)


@dataclass(frozen=True)
class LanguagePart:
    """The blocks of one language, in their order."""

    guess: Guess
    blocks: list[DocumentBlock]


_FEWEST = 6  # the fewest words by which the language of a block is recognized


_FEW = 20  # so many words, or a fifth of them, are a second language and no quotation


def split_languages(
    blocks: Sequence[DocumentBlock], unit: str = "line"
) -> tuple[list[LanguagePart], list[Decision]]:
    """Split a document where its language changes once.

    If languages alternate, it is not split: it is in the language of most of its words, and the
    places of others are reported, as is a sentence in another script. `unit` names the places.
    """
    guesses = [_of_block(block) for block in blocks]
    weights: Counter[str] = Counter()
    for block, guess in zip(blocks, guesses, strict=True):
        if guess:
            weights[guess] += len(words(block.text))
    if not weights:
        return _whole(blocks), []
    main, total = weights.most_common(1)[0][0], sum(weights.values())
    others = {
        lang for lang, n in weights.items() if lang != main and (n >= _FEW or n > total * 0.2)
    }
    if not others:
        return _whole(blocks), _sentences_apart(blocks, guesses, main, unit)
    runs = _runs(guesses, {main, *others})
    if len(runs) == len({lang for lang, _ in runs}):
        parts = [_part(lang, blocks[start:end]) for lang, start, end in _bounds(runs, blocks)]
        where = "; ".join(f"{p.guess.name} from {unit} {p.blocks[0].line}" for p in parts)
        return parts, [
            Decision(0, f"this document was in {len(parts)} languages and was split: {where}")
        ]
    text = "\n".join(b.text for b, g in zip(blocks, guesses, strict=True) if g in (main, ""))
    whole = detect(text) or Guess(main, "most of its words")
    lines = _lines_of(blocks, guesses, others)
    return [LanguagePart(whole, list(blocks))], [_between(lines, others, main, unit)]


def _sentences_apart(
    blocks: Sequence[DocumentBlock], guesses: Sequence[str], main: str, unit: str
) -> list[Decision]:
    """Report the sentences whose script is not that of the document."""
    script = _script(main)
    others = {lang for lang in guesses if lang and _script(lang) != script}
    lines = _lines_of(blocks, guesses, others)
    return [_between(lines, others, main, unit)] if lines else []


def _script(lang: str) -> str:
    return next((script for script, langs in RECOGNIZED.items() if lang in langs), "")


def _lines_of(
    blocks: Sequence[DocumentBlock], guesses: Sequence[str], others: Collection[str]
) -> list[int]:
    """Return the lines in other languages, with the short ones around them in their scripts."""
    found: set[int] = set()
    for index, guess in enumerate(guesses):
        if guess not in others:
            continue
        end, script = index + 1, script_of(blocks[index].text)
        while end < len(blocks) and not guesses[end] and script_of(blocks[end].text) == script:
            end += 1
        found |= {blocks[i].line for i in range(_with_heading(blocks, index), end)}
    return sorted(found)


def places(unit: str, lines: Sequence[int]) -> str:
    """Return the places of blocks in words.

    >>> places("line", [3]), places("paragraph", [7, 8])
    ('line 3', 'paragraphs 7–8')
    """
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line - ranges[-1][-1] <= 1:
            ranges[-1].append(line)
        else:
            ranges.append([line])
    shown = [f"{r[0]}–{r[-1]}" if r[-1] > r[0] else f"{r[0]}" for r in ranges]
    listed = ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")
    return f"{unit}s {listed}" if len(lines) > 1 else f"{unit} {listed}"


def _between(lines: Sequence[int], others: Collection[str], main: str, unit: str) -> Decision:
    named = " and ".join(NAMES.get(lang, lang) for lang in sorted(others))
    what = f"{named} stands between the {NAMES.get(main, main)}, in {places(unit, lines)}"
    return Decision(lines[0], f"{what}: split it, or translate it")


def _whole(blocks: Sequence[DocumentBlock]) -> list[LanguagePart]:
    prose = [block.text for block in blocks if block.role is not Role.CODE]
    guess = detect("\n".join(prose)) or detect("\n".join(block.text for block in blocks))
    return [LanguagePart(guess or Guess("", "it has no letters", sure=False), list(blocks))]


def _part(lang: str, blocks: Sequence[DocumentBlock]) -> LanguagePart:
    guess = detect("\n".join(block.text for block in blocks))
    return LanguagePart(
        guess if guess and guess.lang == lang else Guess(lang, "its script"), list(blocks)
    )


def _of_block(block: DocumentBlock) -> str:
    if len(words(block.text)) < _FEWEST or block.role is Role.CODE:
        return ""
    guess = detect(block.text)
    if guess is None or (block.role is Role.TABLE and script_of(block.text) == LATIN):
        return ""  # names of places in a table look like many a language
    return guess.lang


def _runs(guesses: Sequence[str], langs: set[str]) -> list[tuple[str, int]]:
    """Return (language, index of the first block) for each run of blocks in one language."""
    runs: list[tuple[str, int]] = []
    for index, lang in enumerate(guesses):
        if lang in langs and (not runs or runs[-1][0] != lang):
            runs.append((lang, index))
    return runs


def _with_heading(blocks: Sequence[DocumentBlock], start: int) -> int:
    """Return the start of a part with the short lines before it that are in its script."""
    script = script_of(blocks[start].text)
    while (
        start > 1
        and not _of_block(blocks[start - 1])
        and script_of(blocks[start - 1].text) == script
    ):
        start -= 1
    return start


def _bounds(
    runs: Sequence[tuple[str, int]], blocks: Sequence[DocumentBlock]
) -> list[tuple[str, int, int]]:
    starts = [0, *(_with_heading(blocks, start) for _, start in runs[1:])]
    ends = [*starts[1:], len(blocks)]
    return [(lang, start, stop) for (lang, _), start, stop in zip(runs, starts, ends, strict=True)]
