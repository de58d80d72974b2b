"""Records of every language → the files of the index; docs/search.md describes them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log2

from kbgen.model.fact import Term
from kbgen.search.aliases import Alias, aliases_of, concepts
from kbgen.search.pack import END, entry, number, postings, word_list
from kbgen.search.record import Record
from kbgen.search.tables import language_tables
from kbgen.search.weigh import LEVELS, weigh

FORMAT = 1
FOLDER = "assets/kb/search/"
BLOCK = 8
"""Answers in a block: fewer make more files, more make each result dearer."""
SHARD = 3000
"""Characters of postings in a file."""
MOST = 4000
"""Postings kept of a word, the weightiest: a word of more answers than that finds none of them."""
LONGEST_TEXT = 1500
"""Characters of an answer that are kept to quote from."""
DIGITS = 10
_ARTICLES = ("وال", "بال", "کال", "فال", "ال", "لل")


@dataclass(frozen=True)
class Edition:
    """A language of the site; `prefix` is its folder below the root, with its slash, or ""."""

    lang: str
    prefix: str
    records: Sequence[Record]
    terms: Sequence[Term] = ()


def index_files(editions: Sequence[Edition]) -> dict[str, bytes]:
    """Return every file of the index by its path below the site's root.

    An answer has one number in all languages; one that a language lacks leaves a gap there.
    """
    numbers = _numbers(editions)
    languages = {edition.lang: edition.prefix for edition in editions}
    files: dict[str, bytes] = {}
    for edition in editions:
        content = _language_files(edition, numbers)
        folder = f"{FOLDER}{edition.lang}.{_digest(content)}/"
        files |= {f"{folder}{name}": data for name, data in content.items()}
        first = {
            "format": FORMAT,
            "lang": edition.lang,
            "folder": folder,
            "ids": hashlib.sha256("\n".join(numbers).encode()).hexdigest()[:DIGITS],
            "languages": languages,
        }
        files[f"{edition.prefix}search/index.json"] = _json(first)
    return files


def _numbers(editions: Iterable[Edition]) -> dict[str, int]:
    ids = sorted({record.id for edition in editions for record in edition.records})
    return {id_: number for number, id_ in enumerate(ids)}


def _digest(content: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in content.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:DIGITS]


def _language_files(edition: Edition, numbers: Mapping[str, int]) -> dict[str, bytes]:
    docs = sorted((numbers[record.id], record) for record in edition.records)
    found = _invert(edition, docs)
    also = aliases_of(concepts(edition.terms, edition.lang), found, edition.lang)
    words = sorted({*found, *also}, key=lambda word: (_bare(word, edition.lang), word))
    packed = [postings(sorted(found.get(word, ()))[:MOST]) for word in words]
    shards = list(_shards(packed))
    table = {
        "answers": len(numbers),
        "written": len(docs),
        "block": BLOCK,
        "words": word_list(words),
        "counts": "".join(number(_count(found.get(word, ()))) for word in words),
        "also": _also(also, words),
        "tables": language_tables(edition.lang),
        "shards": [start for start, _ in shards],
    }
    files = {"words.json": _json(table)}
    files |= {f"p{i}.json": _json(END.join(part)) for i, (_, part) in enumerate(shards)}
    for block, members in groupby(docs, key=lambda doc: doc[0] // BLOCK):
        files[f"d{block}.json"] = _json(_block(members))
    return files


def _count(entries: Sequence[int]) -> int:
    """Return 0 for none, else 1 and twice the binary logarithm of how many there are."""
    return 1 + round(2 * log2(len(entries))) if entries else 0


def _also(also: Mapping[str, Alias], words: Sequence[str]) -> list[list[object]]:
    """Return [word, how many terms, how many of the same meaning, forms …], all by their places."""
    places = {word: place for place, word in enumerate(words)}
    found: list[list[object]] = []
    for word, alias in also.items():
        forms = (*alias.terms, *alias.likes, *alias.generals)
        by_place = ([places[part] for part in form] for form in forms)
        found.append([places[word], len(alias.terms), len(alias.likes), *by_place])
    return found


def _bare(word: str, lang: str) -> str:
    """Return a word without its Arabic article, so that both forms stand in one file."""
    if lang == "ar":
        for article in _ARTICLES:
            if word.startswith(article) and len(word) > len(article) + 2:
                return word[len(article) :]
    return word


def _invert(edition: Edition, docs: Iterable[tuple[int, Record]]) -> dict[str, list[int]]:
    """Return where each word occurs: numbers that sort by weight, then by answer."""
    found: dict[str, list[int]] = defaultdict(list)
    for doc, record in docs:
        numbers = [entry(LEVELS - level, doc) for level in range(LEVELS + 1)]
        for word, level in weigh(record, edition.lang).items():
            found[word].append(numbers[level])
    return found


def _shards(packed: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Cut the postings of all words into files; yield the first word of each and its part."""
    start, size = 0, 0
    for i, part in enumerate(packed):
        if size and size + len(part) > SHARD:
            yield start, list(packed[start:i])
            start, size = i, 0
        size += len(part)
    yield start, list(packed[start:])


def _block(docs: Iterable[tuple[int, Record]]) -> list[list[object]]:
    """Return the answers of a block, by page; what a page and its answers share stands once."""
    return [_page(list(group)) for _, group in groupby(docs, key=_page_id)]


def _page_id(doc: tuple[int, Record]) -> str:
    return doc[1].id.partition("#")[0]


def _page(docs: Sequence[tuple[int, Record]]) -> list[object]:
    first = docs[0][1]
    shared = (_page_id(docs[0]), first.url, first.page, first.kind, first.branch, first.lang)
    return [*shared, [_answer(doc, record) for doc, record in docs]]


def _answer(doc: int, record: Record) -> list[object]:
    title = record.title if record.title != record.page else ""
    return [doc % BLOCK, record.anchor, title, record.text[:LONGEST_TEXT]]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
