"""Checks that the facts, answers, sections and branches that front matter names exist."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set

from kbgen.checks.inputs import Key, Ledger, Pages
from kbgen.facts.all import CHANNELS
from kbgen.facts.email import Email
from kbgen.facts.text import Text
from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, did_you_mean, error, first_of, warning
from kbgen.model.forms import Forms
from kbgen.model.front_matter import references
from kbgen.model.home import Task
from kbgen.model.locale import Locale
from kbgen.model.message import Message, msg, one_of, quoted

_UNKNOWN: Mapping[str, Message] = {
    "fact": msg("%(field)s: there is no fact '%(name)s'"),
    "branch": msg("%(field)s: there is no branch '%(name)s'"),
    "section": msg("%(field)s: there is no section '%(name)s'"),
    "answer": msg("%(field)s: there is no answer '%(name)s'"),
}
"""Type of a reference → what is wrong with it."""


def check_references(
    pages: Pages,
    sources: Mapping[str, Article],
    generated_pages: Collection[str],
    drafts: Set[Key],
    ledger: Ledger,
    branch_ids: Set[str],
) -> Iterator[Finding]:
    """KB303 a field names something that does not exist."""
    # A reference to a page that could not be read may be right; the page has a finding already.
    is_all_known = not any(source.is_broken for source in sources.values())
    published = [source for source in sources.values() if (source.lang, source.id) not in drafts]
    answers = {*generated_pages, *_answers(published)}
    # A draft may name answers of drafts, other pages not.
    of_all = {*answers, *_answers(sources.values())} if len(published) < len(sources) else answers
    for key, page in pages.items():
        for field, kind, reference in references(page.meta):
            if kind == "fact":
                known: Set[str] = ledger.ids
                is_sure = not ledger.is_broken
            elif kind == "branch":
                known, is_sure = branch_ids, True
            elif kind == "section":
                known, is_sure = page.anchors, True
            else:
                known, is_sure = of_all if key in drafts else answers, is_all_known
            if is_sure and reference not in known:
                what = _UNKNOWN[kind].filled(field=field, name=reference)
                yield error("KB303", page.where(field), what, did_you_mean(reference, known))


def check_contact(
    contact: Sequence[tuple[str, Span]],
    forms: Forms,
    ledger: Ledger,
    sources: Mapping[str, Article],
) -> Iterator[Finding]:
    """KB001 a contact that is no channel or is repeated, KB305 a survey without a receiver."""
    if not ledger.is_broken:
        yield from _check_channels(contact, ledger)
    reachable = (
        ledger.is_broken
        or any(fact_id not in ledger.facts for fact_id, _ in contact)  # has a finding already
        or not forms.is_mail
        or bool(forms.endpoint)
        or any(isinstance(ledger.facts[f].value, Email) for f, _ in contact if f in ledger.facts)
    )
    for source in sources.values():
        if source.meta.has_form and not reachable:
            what = msg("the answers to this survey reach nobody")
            hint = msg(
                "in mkdocs.yml, name a service under forms: or an e-mail fact under contact:"
            )
            yield warning("KB305", source.where("questions"), what, hint)


def _check_channels(contact: Sequence[tuple[str, Span]], ledger: Ledger) -> Iterator[Finding]:
    known = [fact.id for fact in ledger.facts.values() if fact.value.type in CHANNELS]
    named: dict[str, Span] = {}
    for fact_id, place in contact:
        fact = ledger.facts.get(fact_id)
        if fact_id in named:
            what = msg(
                "kbgen: contact: '%(fact)s' is already given in line %(line)d",
                fact=fact_id,
                line=named[fact_id].line,
            )
            yield error("KB001", place, what, msg("remove one"))
        elif fact_id not in ledger.ids:
            what = msg("kbgen: contact: there is no fact '%(fact)s'", fact=fact_id)
            hint = did_you_mean(fact_id, ledger.ids) or _name_channels(known)
            yield error("KB001", place, what, hint)
        elif fact and fact.value.type not in (*CHANNELS, Text.type):
            what = msg(
                "kbgen: contact: '%(fact)s' has the type %(type)s, by which nobody is reached",
                fact=fact_id,
                type=fact.value.type,
            )
            yield error("KB001", place, what, _name_channels(known))
        named.setdefault(fact_id, place)


def _name_channels(known: Sequence[str]) -> Message:
    types = one_of([*CHANNELS, Text.type])
    if known:
        return msg(
            "name facts of the type %(types)s: %(facts)s", types=types, facts=first_of(known)
        )
    return msg(
        'name facts of the type %(types)s; add helpline: {phone: "+971 4 555 0142"}', types=types
    )


def check_home(
    home: Sequence[tuple[Task, Callable[..., Span]]],
    sources: Mapping[str, Article],
    generated_pages: Collection[str],
    drafts: Set[Key],
    locales: Mapping[str, Locale],
) -> Iterator[Finding]:
    """KB001 a task of the home page that is no page or answer, that has words for an unknown
    language, or that is repeated.
    """
    published = [source for source in sources.values() if (source.lang, source.id) not in drafts]
    known = {*generated_pages, *_answers(published)}
    is_all_known = not any(source.is_broken for source in sources.values())
    named: dict[str, Span] = {}
    for task, place in home:
        if task.page in named:
            what = msg(
                "kbgen: home: '%(page)s' is already given in line %(line)d",
                page=task.page,
                line=named[task.page].line,
            )
            yield error("KB001", place("page"), what, msg("remove one"))
        elif task.page not in known and is_all_known:
            what = msg("kbgen: home: there is no page or answer '%(page)s'", page=task.page)
            index = f"{task.page}/index"
            hint = did_you_mean(task.page, known)
            if index in known:
                hint = msg("did you mean %(names)s?", names=quoted(index))
            yield error("KB001", place("page"), what, hint or msg("write one such as faq/index"))
        named.setdefault(task.page, place("page"))
        for lang in task.words:
            if lang not in locales:
                what = msg("kbgen: home: the site has no language '%(lang)s'", lang=lang)
                hint = msg("its languages are %(langs)s", langs=", ".join(locales))
                yield error("KB001", place("words", lang), what, hint)


def _answers(sources: Iterable[Article]) -> Iterator[str]:
    """Yield the ids of pages and of their answers."""
    for source in sources:
        yield source.id
        yield from (f"{source.id}#{anchor}" for anchor in source.anchors)
