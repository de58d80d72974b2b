"""How Latin letters find words of other scripts: romanized words against a large vocabulary.

Pairs are lines `native word, romanization, number of people who wrote it so` in <lang>.*.tsv, as
the lexicons of the Dakshina dataset have them (Google Research, CC BY-SA 4.0). None of it is here.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser

from kbgen.output.search.index import IndexedLanguage
from kbgen.output.search.record import Record
from kbgen.output.search.tables import shared_tables_bytes
from kbgen.output.search.text import words_of
from kbgen.output.theme_assets import FOLDER as THEME
from tests.relevance.engines import ask_ours
from tests.relevance.index import write_index
from tests.relevance.judged import Query
from tests.relevance.places import Places
from tests.relevance.score import Score, score
from tests.relevance.words import locale_words, lookalikes, site_text, words_in

VARIABLE = "KBGEN_ROMANIZATION"
VOCABULARY = 8000
PAIRS = 1000


@dataclass(frozen=True)
class Pair:
    """A word, how it is written in Latin letters, and by how many people."""

    word: str
    latin: str
    people: int


@dataclass(frozen=True)
class Romanized:
    """What was reached with the words of one language.

    `by_use` counts a pair as often as people wrote it so. A sample of `of_pairs` was asked; the
    vocabulary consists of `from_pairs` words of the file itself, `real` others, and `made` ones
    that look like them.
    """

    lang: str
    score: Score
    by_use: Score
    of_pairs: int
    from_pairs: int
    real: int
    made: int

    def __str__(self) -> str:
        one, used = self.score, self.by_use
        return (
            f"@1 {one.at_1:.3f}  @5 {one.at_5:.3f}; as often as written "
            f"@1 {used.at_1:.3f}  @5 {used.at_5:.3f}  ({one.count} of {self.of_pairs} pairs; "
            f"vocabulary {self.from_pairs} words of the pairs + {self.real} other real ones "
            f"+ {self.made} that look like them)"
        )


def romanized(
    browser: Browser, data: Path, site: Path, places: Places, size: int, pairs: int
) -> Iterator[Romanized]:
    """Ask for a sample of the pairs of each language, each word being an answer of its own.

    A word counts as found only itself: another that is romanized alike is a miss. Spellings that
    the index makes one word are one.
    """
    for file in sorted(data.glob("*.tsv")):
        lang = file.name.partition(".")[0]
        if lang not in places.prefixes:
            continue
        yield _measure(browser, lang, _read(file), _others(lang, site, places), size, pairs)


def _measure(
    browser: Browser, lang: str, known: list[Pair], others: Iterable[str], size: int, pairs: int
) -> Romanized:
    own = _distinct((pair.word for pair in known), size)
    real = _distinct(chain(own, others), size)
    words = _distinct(chain(real, lookalikes(real, lang)), size)
    number = {_key(word): f"w{i}" for i, word in enumerate(words)}
    askable = [pair for pair in known if _key(pair.word) in number]
    sample = random.Random(lang).sample(askable, min(pairs, len(askable)))
    queries = [Query(lang, p.latin, "latin", (number[_key(p.word)],), "tune") for p in sample]
    with _vocabulary(lang, words) as index:
        found = ask_ours(browser, index, Places({}, {lang: ""}), queries)
    ranks = [one.rank for one in found]
    used = [rank for rank, pair in zip(ranks, sample, strict=True) for _ in range(pair.people)]
    rest = len(real) - len(own), len(words) - len(real)
    return Romanized(lang, score(ranks), score(used), len(known), len(own), *rest)


def _others(lang: str, site: Path, places: Places) -> Iterator[str]:
    yield from words_in(site_text(site, places.prefixes[lang]), lang)
    yield from locale_words(lang)


def _read(file: Path) -> list[Pair]:
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    pairs = (Pair(row[0], row[1], int(row[2])) for row in rows)
    return [pair for pair in pairs if len(words_of(pair.word)) == 1]


def _key(word: str) -> str:
    return " ".join(words_of(word))


def _distinct(words: Iterable[str], most: int) -> list[str]:
    """Return words of one part each, the first of those that the index takes for the same."""
    kept: dict[str, str] = {}
    for word in words:
        if len(kept) == most:
            break
        key = _key(word)
        if key and " " not in key:
            kept.setdefault(key, word)
    return list(kept.values())


@contextmanager
def _vocabulary(lang: str, words: Sequence[str]) -> Iterator[Path]:
    """Write the index of a site that has a word in each of its answers."""
    records = [Record(f"w{i}", f"w{i}/", w, w, "page", lang) for i, w in enumerate(words)]
    edition = IndexedLanguage(lang, "", records, ())
    with tempfile.TemporaryDirectory(prefix="kbgen-vocabulary-") as name:
        write_index(Path(name), [edition])
        tables = Path(name) / THEME / "search-tables.own.json"
        tables.parent.mkdir(parents=True, exist_ok=True)
        tables.write_bytes(shared_tables_bytes([lang]))
        yield Path(name)
