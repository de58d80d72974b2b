"""Attaches differences of regions and branches to facts; names branches, languages, countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from graphlib import TopologicalSorter

from kbgen.facts.wording import cldr
from kbgen.model.fact import Branch, Difference, Fact
from kbgen.model.finding import (
    ERROR,
    WARNING,
    Finding,
    Severity,
    Span,
    did_you_mean,
    error,
    warning,
)
from kbgen.model.hours import join_hours
from kbgen.model.locale import ENGLISH
from kbgen.model.message import Message, msg
from kbgen.model.period import Period, from_day, lasting_first, overlay
from kbgen.model.quantity import Hours
from kbgen.model.site import Site

DEEPEST = 20
"""The greatest depth of facts that quote facts."""
LONGEST = 100_000
"""The most characters of a fact with the facts that it quotes.

If ten facts each quote the next one ten times, the first has ten thousand million characters.
"""


def resolve_facts(site: Site) -> tuple[Site, list[Finding]]:
    """Attach each branch's declared differences to their facts.

    Only differences that the fact allows are attached; the others, unknown regions and facts
    that quote one another in a circle are reported.
    """
    findings = [*_check_regions(site), *_check_languages(site)]
    facts: dict[str, Fact] = {}
    for fact in site.facts.values():
        regions, problems = _allowed(fact, fact.regions, "region", site.settings.today)
        in_branches = _by_branch(site, fact.id)
        branches, more = _allowed(fact, in_branches, "branch", site.settings.today)
        findings += problems + more
        then = tuple(one for one in fact.then if one.value.type == fact.value.type)
        findings += [_other_type(fact, "", one) for one in fact.then if one not in then]
        facts[fact.id] = replace(fact, then=then, regions=regions, branches=branches)
    for branch in site.branches.values():
        for fact_id, several in branch.differs.items():
            is_known = fact_id in site.facts or fact_id in site.broken_facts
            if not is_known and not site.is_ledger_broken:
                what = msg(
                    "branch '%(branch)s' differs in '%(fact)s', which is no fact",
                    branch=branch.id,
                    fact=fact_id,
                )
                findings.append(
                    error("KB205", several[0].span, what, did_you_mean(fact_id, site.facts))
                )
        findings += _check_hours(site, branch, facts)
    circles = _find_circles(facts)
    findings += [_explain_circle(circle, facts) for circle in circles]
    # A fact in a circle has no words; leave it out so that nothing can follow it.
    broken = {fact_id for circle in circles for fact_id in circle}
    facts = {fact_id: fact for fact_id, fact in facts.items() if fact_id not in broken}
    for fact_id, what in _find_excessive(facts):
        findings.append(error("KB207", facts[fact_id].span, what, msg("write some of them out")))
        broken.add(fact_id)
    facts = {fact_id: fact for fact_id, fact in facts.items() if fact_id not in broken}
    return replace(site, facts=facts, broken_facts=site.broken_facts | broken), findings


def _by_branch(site: Site, fact_id: str) -> dict[str, tuple[Difference, ...]]:
    return {b.id: b.differs[fact_id] for b in site.branches.values() if fact_id in b.differs}


def _allowed(
    fact: Fact, differences: Mapping[str, tuple[Difference, ...]], level: str, today: date
) -> tuple[dict[str, tuple[Difference, ...]], list[Finding]]:
    """Return the differences that the fact allows and that are not over."""
    allowed: dict[str, tuple[Difference, ...]] = {}
    findings: list[Finding] = []
    for where, several in differences.items():
        problems = [_refusal(fact, where, difference, level, today) for difference in several]
        kept = tuple(d for d, problem in zip(several, problems, strict=True) if problem is None)
        findings += [*filter(None, problems), *_find_hidden(fact.id, where, kept)]
        if kept:
            allowed[where] = kept
    return allowed, findings


def _refusal(
    fact: Fact, where: str, difference: Difference, level: str, today: date
) -> Finding | None:
    """Say why a difference has no effect."""
    if level not in fact.varies:
        what = msg(
            "fact '%(fact)s' does not vary by %(level)s, but has a value for '%(where)s'",
            fact=fact.id,
            level=level,
            where=where,
        )
        ledger = f"{fact.span.path}:{fact.span.line}"
        hint = msg(
            "add 'varies: %(level)s' to it in %(ledger)s, or delete this value",
            level=level,
            ledger=ledger,
        )
        return error("KB206", difference.span, what, hint)
    if difference.value.type != fact.value.type:
        return _other_type(fact, where, difference)
    if _is_over(difference, today):
        what = msg(
            "the other value of '%(fact)s' for '%(where)s' ended on %(day)s",
            fact=fact.id,
            where=where,
            day=str(difference.ends),
        )
        return warning("KB211", difference.span, what, msg("delete it, or move its end"))
    return None


def _other_type(fact: Fact, where: str, difference: Difference) -> Finding:
    own, other = fact.value.type, difference.value.type
    given = {"fact": fact.id, "own": own, "other": other, "where": where}
    what = (
        msg("fact '%(fact)s' has the type %(own)s, but for '%(where)s' the type %(other)s", **given)
        if where
        else msg("fact '%(fact)s' has the type %(own)s, but later the type %(other)s", **given)
    )
    hint = msg("write %(own)s: in place of %(other)s:", own=own, other=other)
    return error("KB206", difference.span, what, hint)


def _is_over(difference: Difference, today: date) -> bool:
    return difference.ends is not None and difference.ends < today


def _check_hours(site: Site, branch: Branch, facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Find hours of a branch that are over or never valid, and days without known hours."""
    today = site.settings.today
    for difference in branch.hours:
        if _is_over(difference, today):
            what = msg(
                "these hours of '%(branch)s' ended on %(day)s",
                branch=branch.id,
                day=str(difference.ends),
            )
            yield warning("KB211", difference.span, what, msg("delete them, or move their end"))
    kept = tuple(one for one in branch.hours if not _is_over(one, today))
    yield from _find_hidden("hours", branch.id, kept)
    periods = from_day(replace(site, facts=facts).hours(branch.id), today)
    days = [p.ends + timedelta(days=1) for p in periods[:-1] if p.ends]
    is_whole = (
        bool(periods)
        and (not periods[0].starts or periods[0].starts <= today)
        and days == [p.starts for p in periods[1:]]
        and periods[-1].ends is None
    )
    if branch.hours and not is_whole and not site.broken_facts:
        what = msg("branch '%(branch)s' has days of which no hours are known", branch=branch.id)
        hint = msg('add the usual ones, without days: - hours: "Mo-Su 10:00-22:00"')
        yield warning("KB213", branch.hours[0].span, what, hint)


def _find_hidden(
    fact_id: str, where: str, differences: tuple[Difference, ...]
) -> Iterator[Finding]:
    """Find the differences that later ones hide on every day."""
    layers = [Period(number, d.starts, d.ends) for number, d in enumerate(differences)]
    if any(isinstance(difference.value, Hours) for difference in differences):
        layers = lasting_first(layers)
    seen = {period.value for period in overlay(layers)}
    lasting = [d for d in differences if d.starts is None and d.ends is None]
    in_one = _in_one(lasting)
    for number, difference in enumerate(differences):
        is_backwards = (difference.starts or date.min) > (difference.ends or date.max)
        if number in seen or is_backwards:  # that has been reported
            continue
        what = msg(
            "this value of '%(fact)s' for '%(where)s' never holds: later ones lie over it",
            fact=fact_id,
            where=where,
        )
        if difference not in lasting:
            hint = msg(
                "delete it, or move it below the one in line %(line)s",
                line=differences[-1].span.line,
            )
        elif len(lasting) < 2:
            hint = msg("delete it, or change the days of the later ones")
        elif not in_one:
            days = "starts: 2027-02-08, ends: 2027-03-09"
            hint = msg(
                "delete it, or give the one in line %(line)s its days: %(days)s",
                line=lasting[-1].span.line,
                days=days,
            )
        elif difference is lasting[0]:  # one finding for all of them
            what = msg(
                "several hours hold for '%(place)s' on all days, so only the last of them count",
                place=where,
            )
            hint = msg('write them in one line: hours: "%(hours)s"', hours=in_one)
        else:
            continue
        yield error("KB215", difference.span, what, hint)


def _in_one(lasting: Sequence[Difference]) -> str:
    """Return several lasting hours as one line; "" if they were not meant to be one line.

    Hours with a reason, or closed ones, were meant for certain days.
    """
    several = [d.value for d in lasting if isinstance(d.value, Hours) and not d.reason]
    if len(several) < max(len(lasting), 2) or any(hours.is_closed for hours in several):
        return ""
    return join_hours(several)


def _check_regions(site: Site) -> Iterator[Finding]:
    territories = cldr(ENGLISH).territories
    for branch in site.branches.values():
        if branch.region not in territories:
            what = msg(
                "branch '%(branch)s' lies in '%(region)s', which is no ISO country code",
                branch=branch.id,
                region=branch.region,
            )
            yield error("KB203", branch.span, what, msg("write the two-letter code: AE"))
    known = site.regions()
    for fact in site.facts.values():
        for region, several in fact.regions.items():
            # A branch that could not be read may lie there.
            if region not in known and not site.broken_branches:
                what = msg(
                    "fact '%(fact)s' has a value for region '%(region)s', where no branch lies",
                    fact=fact.id,
                    region=region,
                )
                hint = msg(
                    "regions of the branches: %(regions)s", regions=", ".join(known) or msg("none")
                )
                yield error("KB208", several[0].span, what, hint)


@dataclass(frozen=True)
class _Texts:
    """The messages about texts by language: one in a language that is not the site's, and none."""

    foreign: Message
    missing: Message

    def of(self, **names: str) -> _Texts:
        """Return the messages with further names filled in."""
        return _Texts(*(_with(one, names) for one in (self.foreign, self.missing)))


def _with(message: Message, names: Mapping[str, str]) -> Message:
    return message.filled(**dict(message.arguments), **names)


_FACT = _Texts(
    msg("fact '%(fact)s' is in '%(lang)s', no language of this site"),
    msg("fact '%(fact)s' has no words in: %(langs)s"),
)
_LABEL = _Texts(
    msg("the label of fact '%(fact)s' is in '%(lang)s', no language of this site"),
    msg("the label of fact '%(fact)s' has no words in: %(langs)s"),
)
_NAME = _Texts(
    msg("the name of branch '%(branch)s' is in '%(lang)s', no language of this site"),
    msg("the name of branch '%(branch)s' has no words in: %(langs)s"),
)
_ADDRESS = _Texts(
    msg("the address of branch '%(branch)s' is in '%(lang)s', no language of this site"),
    msg("the address of branch '%(branch)s' has no words in: %(langs)s"),
)
_AVOID = _Texts(
    msg("'avoid' of term '%(term)s' is in '%(lang)s', no language of this site"),
    msg("'avoid' of term '%(term)s' has no words in: %(langs)s"),
)
_ALSO = _Texts(
    msg("'also' of term '%(term)s' is in '%(lang)s', no language of this site"),
    msg("'also' of term '%(term)s' has no words in: %(langs)s"),
)
_LATER = (
    _Texts(
        msg(
            "the reason of fact '%(fact)s' from %(day)s is in '%(lang)s', no language of this site"
        ),
        msg("the reason of fact '%(fact)s' from %(day)s has no words in: %(langs)s"),
    ),
    _Texts(
        msg("fact '%(fact)s' from %(day)s is in '%(lang)s', no language of this site"),
        msg("fact '%(fact)s' from %(day)s has no words in: %(langs)s"),
    ),
)
_IN_REGION = (
    _Texts(
        msg(
            "the reason of fact '%(fact)s' for region '%(region)s' is in '%(lang)s', "
            "no language of this site"
        ),
        msg("the reason of fact '%(fact)s' for region '%(region)s' has no words in: %(langs)s"),
    ),
    _Texts(
        msg("fact '%(fact)s' for region '%(region)s' is in '%(lang)s', no language of this site"),
        msg("fact '%(fact)s' for region '%(region)s' has no words in: %(langs)s"),
    ),
)
_HOURS = (
    _Texts(
        msg(
            "the reason of the hours of branch '%(branch)s' is in '%(lang)s', "
            "no language of this site"
        ),
        msg("the reason of the hours of branch '%(branch)s' has no words in: %(langs)s"),
    ),
    _Texts(
        msg("the hours of branch '%(branch)s' is in '%(lang)s', no language of this site"),
        msg("the hours of branch '%(branch)s' has no words in: %(langs)s"),
    ),
)
_IN_BRANCH = (
    _Texts(
        msg(
            "the reason of fact '%(fact)s' of branch '%(branch)s' is in '%(lang)s', "
            "no language of this site"
        ),
        msg("the reason of fact '%(fact)s' of branch '%(branch)s' has no words in: %(langs)s"),
    ),
    _Texts(
        msg("fact '%(fact)s' of branch '%(branch)s' is in '%(lang)s', no language of this site"),
        msg("fact '%(fact)s' of branch '%(branch)s' has no words in: %(langs)s"),
    ),
)


def _check_languages(site: Site) -> Iterator[Finding]:
    """KB209 words in a language that the site lacks, or none in one that it has."""
    for fact in site.facts.values():
        yield from _words(site, fact.span, _LABEL.of(fact=fact.id), fact.label, WARNING)
        for later in fact.then:
            day = str(later.starts)
            yield from _difference_words(site, _LATER, later, fact=fact.id, day=day)
        for region, several in fact.regions.items():
            for difference in several:
                yield from _difference_words(
                    site, _IN_REGION, difference, fact=fact.id, region=region
                )
        yield from _words(site, fact.span, _FACT.of(fact=fact.id), fact.value.words, ERROR)
    for branch in site.branches.values():
        span, name = branch.span, branch.id
        yield from _words(site, span, _NAME.of(branch=name), branch.name, ERROR)
        yield from _words(site, span, _ADDRESS.of(branch=name), branch.address, WARNING)
        for difference in branch.hours:
            yield from _difference_words(site, _HOURS, difference, branch=name)
        for fact_id, several in branch.differs.items():
            for difference in several:
                yield from _difference_words(
                    site, _IN_BRANCH, difference, fact=fact_id, branch=name
                )
    for term in site.terms.values():
        for texts, words in ((_AVOID, term.avoid), (_ALSO, term.also)):
            unknown = {k: ", ".join(v) for k, v in words.items() if k not in site.locales}
            yield from _words(site, term.span, texts.of(term=term.id), unknown, WARNING)


def _difference_words(
    site: Site, texts: tuple[_Texts, _Texts], difference: Difference, **names: str
) -> Iterator[Finding]:
    """Find such words in the reason and in the value of a difference."""
    reason, value = (one.of(**names) for one in texts)
    yield from _words(site, difference.span, reason, difference.reason, WARNING)
    yield from _words(site, difference.span, value, difference.value.words, ERROR)


def _words(
    site: Site, span: Span, texts: _Texts, words: Mapping[str, str], severity: Severity
) -> Iterator[Finding]:
    langs = set(site.locales)
    for lang in words:
        if lang not in langs:
            hint = did_you_mean(lang, langs) or msg(
                "known: %(names)s", names=", ".join(sorted(langs))
            )
            yield error("KB209", span, texts.of(lang=lang).foreign, hint)
    missing = sorted(langs - set(words))
    if words and missing and langs & set(words):
        what = texts.of(langs=", ".join(missing)).missing
        yield Finding("KB209", severity, span, what, msg("add them"))


def _find_circles(facts: Mapping[str, Fact]) -> list[list[str]]:
    """Return each circle of facts that quote one another, once."""
    quotes = {fact.id: sorted({q for q in fact.quotes if q in facts}) for fact in facts.values()}
    circles: list[list[str]] = []
    done: set[str] = set()
    for start in quotes:
        trail, stack = [start], [iter(quotes[start])]
        while stack and start not in done:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                done.add(trail.pop())
            elif step in trail:
                circles.append(trail[trail.index(step) :])
                done.update(circles[-1])
            elif step not in done:
                trail.append(step)
                stack.append(iter(quotes[step]))
    return circles


def _find_excessive(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Message]]:
    """Yield the facts that quote others too deeply, or far too many times; none in a circle.

    A fact that quotes one of these is not yielded as well.
    """
    known: dict[str, tuple[int, int]] = {}
    quotes = {fact.id: fact.quotes for fact in facts.values()}
    for fact_id in TopologicalSorter(quotes).static_order():
        if fact_id not in facts:
            continue
        quoted = [known[q] for q in quotes[fact_id] if q in known]
        depth = 1 + max((depth for depth, _ in quoted), default=0)
        length = len(repr(facts[fact_id].value)) + sum(length for _, length in quoted)
        if depth > DEEPEST:
            yield fact_id, msg("facts quote one another more than %(count)d deep", count=DEEPEST)
        elif length > LONGEST:
            what = msg(
                "with all that it quotes, this fact has more than %(count)d characters",
                count=LONGEST,
            )
            yield fact_id, what
        else:
            known[fact_id] = depth, length


def _explain_circle(circle: list[str], facts: Mapping[str, Fact]) -> Finding:
    what = msg(
        "facts quote one another in a circle: %(facts)s", facts=" → ".join([*circle, circle[0]])
    )
    return error("KB207", facts[circle[0]].span, what, msg("write one of them out"))


def branch_name(branch: Branch, lang: str) -> str:
    return branch.name.get(lang) or next(iter(branch.name.values()))


def language_name(named: str, lang: str, site: Site) -> str:
    """Name a language in the reader's language (CLDR), else as mkdocs.yml names it."""
    names = cldr(site.locales[lang].tag).languages
    return str(names.get(named.replace("-", "_"), site.locales[named].name))


def region_name(region: str, lang: str, site: Site) -> str:
    """Name a country in the reader's language (CLDR)."""
    return str(cldr(site.locales[lang].tag).territories.get(region, region))
