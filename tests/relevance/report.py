"""Figures of one or several engines, as rows (JSON) and as tables (text)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.relevance.judged import GROUPS, KINDS, LANGS
from tests.relevance.score import Found, Score, score

Results = Mapping[str, Sequence[Found]]
"""What each engine found."""

LEVELS = {"answer": "the answer itself", "page": "the page of the answer"}
SUMS = {
    "native and variant": ("native", "variant"),
    "all": tuple(g for g in (*KINDS, *GROUPS) if g != "nonsense"),
}


@dataclass(frozen=True)
class Row:
    """What one engine reached with one group of queries; `level` is answer or page."""

    level: str
    half: str
    lang: str
    group: str
    engine: str
    score: Score


@dataclass(frozen=True)
class Nonsense:
    """How many queries that mean nothing here returned something all the same."""

    half: str
    lang: str
    engine: str
    count: int
    answered: int


def rows(results: Results) -> list[Row]:
    """Score every engine per level, half, language and group."""
    return [
        Row(level, half, lang, group, engine, _score(level, _of(found, half, lang, members)))
        for level in LEVELS
        for half in _halves(results)
        for lang in LANGS
        for group, members in _groups(results, half, lang)
        for engine, found in results.items()
    ]


def nonsense(results: Results) -> list[Nonsense]:
    return [
        Nonsense(half, lang, engine, len(asked), sum(bool(one.ids) for one in asked))
        for half in _halves(results)
        for lang in LANGS
        for engine, found in results.items()
        if (asked := _of(found, half, lang, ("nonsense",)))
    ]


def _groups(results: Results, half: str, lang: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the groups that a language has, then the sums, each with its members."""
    found = next(iter(results.values()))
    for group in (*KINDS, *GROUPS):
        if group != "nonsense" and _of(found, half, lang, (group,)):
            yield group, (group,)
    for name, members in SUMS.items():
        if _of(found, half, lang, members):
            yield name, members


def _of(found: Sequence[Found], half: str, lang: str, groups: Sequence[str]) -> list[Found]:
    return [
        one
        for one in found
        if (one.query.half, one.query.lang) == (half, lang) and one.query.group in groups
    ]


def _score(level: str, found: Sequence[Found]) -> Score:
    return score(one.rank if level == "answer" else one.page_rank for one in found)


def _halves(results: Results) -> list[str]:
    return sorted({one.query.half for found in results.values() for one in found}, reverse=True)


def tables(results: Results) -> str:
    """Write all rows: a table per level and half, the engines beside one another."""
    all_rows = rows(results)
    text = [
        "\n".join(_table(level, half, [r for r in all_rows if (r.level, r.half) == (level, half)]))
        for half in _halves(results)
        for level in LEVELS
    ]
    return "\n\n".join([*text, _nonsense(results)])


def _table(level: str, half: str, rows: Sequence[Row]) -> Iterator[str]:
    engines = list(dict.fromkeys(row.engine for row in rows))
    yield f"{LEVELS[level]}, {half} half"
    yield f"{'':25}" + "".join(f"  {engine:^16}" for engine in engines)
    yield f"{'':21}   n" + f"  {'@1':>4}  {'@5':>4}  {'MRR':>4}" * len(engines)
    by_place: dict[tuple[str, str], list[Score]] = {}
    for row in rows:
        by_place.setdefault((row.lang, row.group), []).append(row.score)
    for (lang, group), scores in by_place.items():
        figures = "".join(f"  {s.at_1:.2f}  {s.at_5:.2f}  {s.mrr:.2f}" for s in scores)
        yield f"{lang} {group:18}{scores[0].count:4}{figures}"


def _nonsense(results: Results) -> str:
    lines = ["nonsense that returned something"]
    lines += [
        f"{one.lang} {one.half} {one.engine:10} {one.answered} of {one.count}"
        for one in nonsense(results)
    ]
    return "\n".join(lines)


def visible(found: Sequence[Found], half: str) -> list[Found]:
    """Leave out what was kept aside, unless it alone is asked for: nobody tunes with it."""
    return [one for one in found if half == "kept" or one.query.half != "kept"]


def failures(found: Sequence[Found], shown: int = 3) -> str:
    """List the queries without a right answer in first place, and what came instead."""
    lines = ["not in first place"]
    for one in found:
        if one.query.answers and one.rank != 1:
            place = f"at {one.rank}" if one.rank else "missing"
            query = one.query
            lines.append(f"{query.lang} {query.group} ({query.half}) {query.text}: {place}")
            lines.append(f"    wanted {', '.join(query.answers)}")
            lines.append(f"    came   {', '.join(one.ids[:shown]) or 'nothing'}")
        elif not one.query.answers and one.ids:
            lines.append(f"{one.query.lang} nonsense ({one.query.half}) {one.query.text}")
            lines.append(f"    came   {', '.join(one.ids[:shown])}")
    return "\n".join(lines)
