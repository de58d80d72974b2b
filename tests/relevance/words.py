"""Words of a language: those that are at hand, and new ones that look like them."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0655\u0900-\u0903\u093a-\u094f\u200c])+")
LETTERS = {"ur": "[\u0600-\u06ff]", "ar": "[\u0600-\u06ff]", "hi": "[\u0900-\u097f]", "en": "[a-z]"}
START, END = "\x02", "\x03"
LONGEST = 20
FREEDOM = 0.05


def words_in(text: str, lang: str) -> Iterator[str]:
    """Yield the words of a text that are in the letters of the language."""
    own = re.compile(LETTERS[lang])
    return (word for word in _WORD.findall(text.lower()) if own.match(word))


def site_text(site: Path, prefix: str) -> str:
    """Return what a built site says in one language: its answers, each with its question."""
    file = site / prefix / "api" / "answers.json"
    answers = json.loads(file.read_text("utf-8"))["answers"]
    return "\n".join(f"{one['question']}\n{one['answer']['text']}" for one in answers)


def locale_words(lang: str) -> Iterator[str]:
    """Yield the words of CLDR's names in a language: of countries, currencies, units, days …"""
    data: Any = Locale(lang)._data
    return (word for text in _strings(data) for word in words_in(text, lang))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "values"):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def lookalikes(words: Iterable[str], seed: str) -> Iterator[str]:
    """Yield endless new words whose letters follow one another as in the given words.

    The words can be spoken, and are easily taken for the real ones. Deterministic; needs a dozen
    words or more.
    """
    known = set(words)
    following: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        whole = START + START + word + END
        for i in range(2, len(whole)):
            following[whole[i - 2 : i]].append(whole[i])
            following[whole[i - 1]].append(whole[i])
    chance = random.Random(seed)
    while True:
        word = _walk(following, chance)
        if 2 < len(word) <= LONGEST and word not in known:
            known.add(word)
            yield word


def _walk(following: dict[str, list[str]], chance: random.Random) -> str:
    whole = START + START
    while not whole.endswith(END):
        # Two letters decide on the next, seldom one: else few words would soon be exhausted.
        context = 1 if chance.random() < FREEDOM else 2
        whole += chance.choice(following[whole[-context:]])
    return whole.strip(START + END)
