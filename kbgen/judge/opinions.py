"""What a judge thinks, as findings: it raises doubts, and proposes to settle them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kbgen.checks.verdict import judge as judged
from kbgen.judge.pairs import JudgedPair
from kbgen.judge.question import Opinion, Question, Verdict
from kbgen.model.finding import WARNING, Comparison, Finding, sort_findings, warning
from kbgen.model.findings import DOUBT, verdict_of
from kbgen.model.message import Message, joined, msg
from kbgen.model.site import Site

_HINTS: Mapping[Verdict, Message] = {
    "same": msg("the judge says they say the same"),
    "different": msg("the judge doubts it, too"),
    "unsure": msg("the judge is unsure"),
}
_SETTLE = msg("make it say the same; if it does already, settle it with kbgen check --review")


def with_opinions(
    site: Site,
    findings: Sequence[Finding],
    pairs: Sequence[JudgedPair],
    opinion_of: Callable[[Question], Opinion | None],
    lines_of: Callable[[str], Sequence[str]],
) -> list[Finding]:
    """Return findings with what the judge thinks of their texts, and the doubts that it alone has.

    None of its doubts is an error, and no finding is left out or becomes less severe by it.
    """
    about: dict[tuple[str, str, tuple[str, str]], Opinion] = {}
    raised: list[Finding] = []
    for pair in pairs:
        opinion = opinion_of(pair.question)
        if opinion and pair.is_doubt:
            about[_key(pair.compared)] = opinion
        elif opinion and opinion.verdict == "different":
            raised.append(_doubt(pair.compared, opinion))
    own = (replace(one, severity=WARNING) for one in judged(site, raised, lines_of))
    return sort_findings([*_hinted(findings, about), *own])


def _key(compared: Comparison) -> tuple[str, str, tuple[str, str]]:
    return compared.page, compared.lang, compared.pair


def _doubt(compared: Comparison, opinion: Opinion) -> Finding:
    what = _with_reason(msg("the judge doubts it"), opinion)
    found = warning(DOUBT, compared.translation.span, what, _SETTLE)
    return replace(found, compared=compared)


def _hinted(
    findings: Sequence[Finding], about: Mapping[tuple[str, str, tuple[str, str]], Opinion]
) -> Iterator[Finding]:
    for one in findings:
        compared = one.compared if verdict_of(one) == "doubt" else None
        if compared and (opinion := about.get(_key(compared))):
            thought = _with_reason(_HINTS[opinion.verdict], opinion)
            advice = joined([one.advice, thought], "; ") if one.advice else thought
            one = replace(one, advice=advice, compared=replace(compared, opinion=str(thought)))
        yield one


def _with_reason(thought: Message, opinion: Opinion) -> Message:
    return joined([thought, opinion.reason], ": ") if opinion.reason else thought
