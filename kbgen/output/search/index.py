"""Makes the files of the index from the records of all languages; see docs/search.md."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from math import log2

from kbgen.languages.language import language
from kbgen.model.fact import Term
from kbgen.output.search.pack import END, entry, number, postings, word_list
from kbgen.output.search.page import PageWords, json_of, page_words
from kbgen.output.search.record import ALWAYS, Days, Record
from kbgen.output.search.sound import sound_key
from kbgen.output.search.tables import language_tables
from kbgen.output.search.thesaurus import packed, senses, used_senses, words_in
from kbgen.output.search.weigh import LEVELS

FORMAT = 3
FOLDER = "assets/kb/search/"
BLOCKS = (4, 8)
"""Answers in a block, of a site and of a large one: fewer make more files, more larger results."""
LARGE = 4000
"""The answers of a large site."""
SHARDS = (1000, 3000)
"""The most characters of postings in a file, of a site and of a large one."""
MOST = 4000
"""The most postings of a word; those of the highest weight are kept."""
WHOLE = 8000
"""The most words in the first file; if there are more, it has only the most frequent ones."""
FREQUENT = 4000
"""The number of these: enough to recognize words with typing mistakes or in Latin letters."""
RARE = 500
"""The most other words in a file: fewer make more files, more make each larger."""
DIGITS = 10
IN_ONE = 70_000
"""The most bytes of an index that is one file: gzip's, which are about 60,000 of Brotli."""


@dataclass(frozen=True)
class IndexedLanguage:
    """A language of the site; `prefix` is its folder below the root, with its slash, or ""."""

    lang: str
    prefix: str
    records: Sequence[Record]
    terms: Sequence[Term] = ()


@dataclass(frozen=True)
class WeighedEdition:
    """A language of the site with the result of `page_words` for each page."""

    lang: str
    prefix: str
    pages: Sequence[PageWords]
    terms: Sequence[Term] = ()


@dataclass(frozen=True)
class _Answer:
    """An answer with its number, which is equal in every language, and its index in its page."""

    doc: int
    page: PageWords
    at: int


def index_files(editions: Sequence[IndexedLanguage]) -> dict[str, bytes]:
    """Return every file of the index by its path below the site's root.

    An answer has one number in all languages; a language without the answer has a gap.

    `page_words` computes the part that depends on one page alone, so that it can be cached for
    unchanged pages; `merged_files` joins these parts.
    """
    return merged_files([weighed(edition) for edition in editions])


def weighed(edition: IndexedLanguage) -> WeighedEdition:
    """Return the language with the weighed words of each page."""
    by_page: dict[str, list[Record]] = {}
    for record in edition.records:
        by_page.setdefault(record.id.partition("#")[0], []).append(record)
    pages = [page_words(records, edition.lang) for records in by_page.values()]
    return WeighedEdition(edition.lang, edition.prefix, pages, edition.terms)


def merged_files(editions: Sequence[WeighedEdition]) -> dict[str, bytes]:
    """Return the files of the index, as `index_files`, from pages that are weighed already."""
    ids = sorted({id_ for edition in editions for page in edition.pages for id_ in page.ids})
    languages = {edition.lang: edition.prefix for edition in editions}
    files: dict[str, bytes] = {}
    for edition in editions:
        files |= language_index(edition, ids, languages)
    return files


def language_index(
    edition: WeighedEdition, ids: Sequence[str], languages: Mapping[str, str]
) -> dict[str, bytes]:
    """Return the files of one language; `ids` are the answers of all languages, sorted."""
    numbers = {id_: number for number, id_ in enumerate(ids)}
    table, parts = _language_files(edition, numbers, languages)
    folder = f"{FOLDER}{edition.lang}.{_digest({'words.json': table, **parts})}/"
    first = {
        "format": FORMAT,
        "lang": edition.lang,
        "folder": folder,
        "ids": hashlib.sha256("\n".join(ids).encode()).hexdigest()[:DIGITS],
        "languages": languages,
    }
    within = parts if _is_small([table, *parts.values()]) else {}
    entry = _with(_json(first), {"table": table, "files": _with(b"{}", within)})
    apart = {f"{folder}{name}": data for name, data in parts.items() if not within}
    return apart | {f"{edition.prefix}search/index.json": entry}


def _is_small(files: Iterable[bytes]) -> bool:
    """Return whether all of an index may be loaded at once, as a host sends it: compressed."""
    joined = b"".join(files)
    return len(joined) < 16 * IN_ONE and len(gzip.compress(joined, 6, mtime=0)) <= IN_ONE


def _with(first: bytes, members: Mapping[str, bytes]) -> bytes:
    """Return an object in JSON with more members, whose values are JSON already."""
    more = b",".join(b'"%s":%s' % (name.encode(), data) for name, data in members.items())
    return first[:-1] + (b"," if more and len(first) > 2 else b"") + more + b"}"


def _digest(content: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in content.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:DIGITS]


def _language_files(
    edition: WeighedEdition, numbers: Mapping[str, int], languages: Iterable[str]
) -> tuple[bytes, dict[str, bytes]]:
    """Return the table of words, and the other files by their names."""
    answers = _answers(edition, numbers)
    found = _invert(answers)
    rows = used_senses(senses(edition.terms, edition.lang, languages), found, edition.lang)
    frequent = _frequent(found, words_in(rows))
    rare = _rare([word for word in found if word not in frequent], edition.lang)
    parts = [_sorted(frequent, edition.lang), *(part for _, part in rare)]
    words = [word for part in parts for word in part]
    lists = [postings(sorted(found.get(word, ()))[:MOST]) for word in words]
    is_large = len(numbers) > LARGE
    block_size = BLOCKS[is_large]
    shards = list(_shards(lists, SHARDS[is_large]))
    listed = [_words(part, found) for part in parts]
    table = {
        "answers": len(numbers),
        "written": len(answers),
        "block": block_size,
        "dated": _dated(answers),
        **listed[0],
        "rare": [[key, len(part)] for key, part in rare],
        "senses": packed(rows, parts[0]),
        "tables": language_tables(edition.lang),
        "shards": [start for start, _ in shards],
    }
    files = {f"w{i}.json": _json(part) for i, part in enumerate(listed[1:])}
    files |= {f"p{i}.json": _json(END.join(part)) for i, (_, part) in enumerate(shards)}
    shared = _shared_titles(edition.pages)
    for block, members in groupby(answers, key=lambda answer: answer.doc // block_size):
        files[f"d{block}.json"] = _block(members, block_size, shared)
    return _json(table), files


def _shared_titles(pages: Iterable[PageWords]) -> frozenset[str]:
    """Return the section titles of more than one page, such as "Steps"."""
    counts = Counter(title for page in pages for title in set(page.titles))
    return frozenset(title for title, count in counts.items() if title and count > 1)


def _answers(edition: WeighedEdition, numbers: Mapping[str, int]) -> list[_Answer]:
    found = (
        _Answer(numbers[id_], page, at) for page in edition.pages for at, id_ in enumerate(page.ids)
    )
    return sorted(found, key=lambda answer: answer.doc)


def _dated(answers: Iterable[_Answer]) -> list[list[str | int]]:
    """Return [first day, last day, zone, answer …] of the answers that are shown in a period."""
    found: dict[Days, list[str | int]] = {}
    for answer in answers:
        if answer.page.days != ALWAYS:
            found.setdefault(answer.page.days, []).append(answer.doc)
    return [[*days, *docs] for days, docs in found.items()]


def _frequent(found: Mapping[str, Sequence[int]], named: Set[str]) -> set[str]:
    """Return the words in the first file: all words, or the most frequent ones.

    The words of the thesaurus are always among them.
    """
    if len(found) <= WHOLE:
        return {*found, *named}
    by_count = sorted(found, key=lambda word: (-len(found[word]), word))
    return {*by_count[:FREQUENT], *named}


def _rare(words: Iterable[str], lang: str) -> list[tuple[str, list[str]]]:
    """Divide words by their sound; return (first sound, words) of each part.

    Words of equal sound are in one part.
    """
    by_sound: dict[str, list[str]] = {}
    for word in words:
        by_sound.setdefault(sound_key(word, lang), []).append(word)
    parts: list[tuple[str, list[str]]] = []
    for key in sorted(by_sound):
        if not parts or len(parts[-1][1]) + len(by_sound[key]) > RARE:
            parts.append((key, []))
        parts[-1][1].extend(by_sound[key])
    return [(key, _sorted(part, lang)) for key, part in parts]


def _words(words: Sequence[str], found: Mapping[str, Sequence[int]]) -> dict[str, str]:
    counts = (_count(len(found.get(word, ()))) for word in words)
    return {"words": word_list(words), "counts": "".join(counts)}


@cache
def _count(answers: int) -> str:
    """Encode a number of answers: 0 for none, else 1 plus twice its binary logarithm."""
    return number(1 + round(2 * log2(answers)) if answers else 0)


def _sorted(words: Iterable[str], lang: str) -> list[str]:
    """Sort words without an article that is joined to them, so that both forms are in one file."""
    table = language(lang).search
    articles = tuple(table.root.article.split()) if table and table.root else ()
    return sorted(sorted(words), key=partial(_bare, articles)) if articles else sorted(words)


def _bare(articles: tuple[str, ...], word: str) -> str:
    if word.startswith(articles):
        for article in articles:
            if word.startswith(article) and len(word) > len(article) + 2:
                return word[len(article) :]
    return word


def _invert(answers: Iterable[_Answer]) -> dict[str, list[int]]:
    """Return word → its postings: numbers that sort by weight, then by answer."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for answer in answers:
        for level, words in answer.page.levels[answer.at]:
            at = entry(LEVELS - level, answer.doc)
            for word in words.split(" "):
                found[word].append(at)
    return found


def _shards(lists: Sequence[str], most: int) -> Iterator[tuple[int, list[str]]]:
    """Divide the postings of all words into files; yield (index of the first word, postings)."""
    start, size = 0, 0
    for i, part in enumerate(lists):
        if size and size + len(part) > most:
            yield start, list(lists[start:i])
            start, size = i, 0
        size += len(part)
    yield start, list(lists[start:])


def _block(answers: Iterable[_Answer], size: int, shared: frozenset[str]) -> bytes:
    """Write the answers of a block by page; data that the answers of a page share is written once.

    Titles in `shared` are marked.
    """
    pages = (list(group) for _, group in groupby(answers, key=lambda answer: answer.page.page))
    return f"[{','.join(_page(page, size, shared) for page in pages)}]".encode()


def _page(answers: Sequence[_Answer], size: int, shared: frozenset[str]) -> str:
    marks = {True: ",1", False: ""}
    rows = (
        f"[{a.doc % size},{a.page.rows[a.at]}{marks[a.page.titles[a.at] in shared]}]"
        for a in answers
    )
    return f"[{answers[0].page.head},[{','.join(rows)}]]"


def _json(value: object) -> bytes:
    return json_of(value).encode()
