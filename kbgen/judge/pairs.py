"""Which texts of a site a judge is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kbgen.checks.doubts import compare_parts
from kbgen.judge.question import Question
from kbgen.model.doubt import Doubt, doubts_in
from kbgen.model.finding import Comparison, Finding
from kbgen.model.judge import JudgeOption
from kbgen.model.site import Site
from kbgen.translations.normal import normal_form
from kbgen.translations.parts import part_pairs


class JudgedPair(NamedTuple):
    """A text and its translation on the site, and the question about them."""

    compared: Comparison
    question: Question
    is_doubt: bool = False
    """Whether rules doubt that both say the same."""


def pairs_to_judge(site: Site, findings: Sequence[Finding], judge: JudgeOption) -> list[JudgedPair]:
    """Return the pairs that nobody has settled, those in doubt first.

    Drafts are no part of them, nor what contradicts its source, which is to be mended anyway.
    """
    known = doubts_in(findings, is_complete=True)
    doubts = [_doubted(one) for one in known if not one.is_contradiction]
    others = _others(site, {_place(one.compared) for one in known}) if judge.texts == "all" else ()
    return [pair for pair in (*doubts, *others) if _is_wanted(site, pair, judge)]


def _doubted(doubt: Doubt) -> JudgedPair:
    found = tuple(finding.message for finding in doubt.findings)
    return JudgedPair(doubt.compared, _question(doubt.compared, found), is_doubt=True)


def _others(site: Site, known: set[tuple[str, str]]) -> Iterator[JudgedPair]:
    """Yield the pairs about which nothing is known; the cells of a row are one."""
    seen = set(known)
    for article in site.articles.values():
        source = site.source_of(article.id) if article.is_translation else None
        if source is None or article.is_broken or source.is_broken:
            continue
        for pair in part_pairs(article, source, ())[0]:
            compared = compare_parts(article, source, pair)
            if _place(compared) not in seen:
                seen.add(_place(compared))
                yield JudgedPair(compared, _question(compared))


def _place(compared: Comparison) -> tuple[str, str]:
    return compared.lang, compared.address


def _question(compared: Comparison, doubts: tuple[str, ...] = ()) -> Question:
    """Return the question about two texts, without comments and addresses in them."""
    source, translation = compared.source, compared.translation
    return Question(
        f"{compared.lang} {compared.address}",
        source.lang,
        normal_form(source.text),
        translation.lang,
        normal_form(translation.text),
        doubts,
    )


def _is_wanted(site: Site, pair: JudgedPair, judge: JudgeOption) -> bool:
    question, compared = pair.question, pair.compared
    if judge.languages and question.lang not in judge.languages:
        return False
    article = site.articles.get((compared.lang, compared.page))
    if article and site.is_draft(article):
        return False
    has_words = all(any(map(str.isalpha, text)) for text in (question.source, question.translation))
    record = site.records.get(compared.lang)
    has_receipt = record is not None and compared.pair in record.by_pair.get(compared.page, {})
    return has_words and not has_receipt
