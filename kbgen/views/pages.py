"""The data of the templates in theme/kb/; all strings are safe HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup, escape

from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.fact import Fact
from kbgen.model.front_matter import PageMeta, references
from kbgen.model.site import Site
from kbgen.resolve.effective import effective_meta
from kbgen.resolve.facts import branch_name, language_name, region_name
from kbgen.resolve.sameness import confirmed_texts, is_proven
from kbgen.views.changes import Change, changes_of
from kbgen.views.dated import Differing, announced_html, differing, until_over
from kbgen.views.editions import EditionNote, next_text, text_before
from kbgen.views.forms import FormView, feedback_form, survey_form
from kbgen.views.page_parts import FaqAnswer, PageParts
from kbgen.views.past import EditionEntry, PastNote, edition_entries, past_note
from kbgen.views.reader import Reader, label_of
from kbgen.views.stale import field_notes
from kbgen.views.titles import foreign


@dataclass(frozen=True)
class Variation:
    """A fact that varies: its label, and its values by place."""

    label: Markup
    value: Markup
    places: tuple[tuple[Markup, Differing], ...]


@dataclass(frozen=True)
class Announced:
    """A fact's values at a place that the page announces; `label` names the fact.

    `days` are attributes with the days on which it is shown.
    """

    fact: str
    label: Markup
    place: Markup
    values: Markup
    days: Markup


@dataclass(frozen=True)
class PageView:
    """The data of a page for its templates."""

    kind: str
    card: str
    """The template of its kind for the part above its text; "" for none."""
    lang: str
    dir: str
    t: Callable[..., Markup]
    date: Callable[[date], Markup]
    fact: Callable[[str], Markup]
    link: Callable[[str], str]
    title_of: Callable[[str], Markup]
    meta: PageMeta
    lead: Markup = Markup("")
    """The HTML before the first question, or before the first heading of the home page."""
    rest: Markup = Markup("")
    answers: tuple[FaqAnswer, ...] = ()
    summary: Markup = Markup("")
    """Its description."""
    text: dict[str, Markup] = field(default_factory=dict)
    is_draft: bool = False
    edit: str = ""
    """The address at which its file is edited; "" for none."""
    summary_note: Markup = Markup("")
    """The note under its description, if that is the source's text."""
    text_notes: dict[str, Markup] = field(default_factory=dict)
    """The notes under those of `text` that are the source's."""
    translated: Markup = Markup("")
    """When it was translated, if its source has changed since and the site says so."""
    sameness: Markup | None = None
    """The statement that the page is equal in all languages and branches, if that is proven."""
    fallback_dir: str = ""
    fallback_lang: str = ""
    fallback_name: str = ""
    changes: tuple[Change, ...] = ()
    variations: tuple[Variation, ...] = ()
    form: FormView | None = None
    """Its form, if it has one."""
    feedback: FormView | None = None
    page_id: str = ""
    places: tuple[dict[str, str], ...] = ()
    until_over: Markup = Markup("")
    """Attributes that hide the message "this is over" until then."""
    announced: tuple[Announced, ...] = ()
    next_text: EditionNote | None = None
    """Of a text that follows on a later day: its day, and what changes."""
    text_before: EditionNote | None = None
    """Of a text that does not hold yet: its day, the page that holds until then, what changes."""
    past: PastNote | None = None
    """Of an earlier edition: when it applied, and the page that has taken its place."""
    editions: tuple[EditionEntry, ...] = ()
    """The editions of the page with what changed in each, the one of today first."""


def _edit(reader: Reader, article: Article) -> str:
    settings = reader.site.settings
    if not settings.edit_template or article.id in reader.site.past:
        return ""
    return settings.edit_address(article.path)


def page_view(reader: Reader, article: Article, page_parts: PageParts) -> PageView:
    """Return the data of a page for its templates."""
    site, lang, url = reader.site, reader.lang, reader.url
    kind = kind_named(article.kind)
    meta = effective_meta(site, article)
    is_fallback = article.lang != lang
    locale = site.locales[article.lang]
    used = [use.id for use in article.uses if use.id in site.facts]
    named = [fact for _, what, fact in references(meta) if what == "fact"]
    used += [fact for fact in named if fact in site.facts and fact not in meta.announced_facts]
    own, notes = Reader(site, article.lang, url), field_notes(reader, article)
    return PageView(
        kind=article.kind,
        card=kind.card,
        lang=lang,
        dir=site.locales[lang].direction,
        t=reader.t,
        date=reader.date,
        fact=reader.placed_fact,
        link=reader.link,
        title_of=reader.title,
        meta=meta,
        lead=page_parts.lead,
        rest=page_parts.rest,
        answers=page_parts.answers,
        summary=_marked(own, article, ("description",), article.meta.description or ""),
        text={path[-1]: _marked(own, article, path, w) for path, w in meta.wording.items()},
        is_draft=site.is_draft(article),
        edit=_edit(reader, article),
        summary_note=notes.get(("description",), Markup("")),
        text_notes={path[-1]: notes[path] for path in meta.wording if path in notes},
        translated=_translated(reader, article),
        sameness=_sameness(reader, article),
        fallback_lang=article.lang if is_fallback else "",
        fallback_dir=locale.direction if is_fallback else "",
        fallback_name=language_name(article.lang, lang, site) if is_fallback else "",
        changes=changes_of(reader, used),
        variations=tuple(_variations(reader, used)),
        form=survey_form(reader, article.id, meta),
        feedback=feedback_form(reader, article.id, meta),
        page_id=article.id,
        places=tuple(_places(reader, meta)),
        until_over=until_over(site, lang, meta),
        announced=tuple(_announced(reader, meta)),
        next_text=next_text(reader, article.id),
        text_before=text_before(reader, article.id),
        past=past_note(reader, article.id),
        editions=edition_entries(reader, article.id),
    )


def _marked(own: Reader, article: Article, field_path: tuple[str, ...], words: str) -> Markup:
    """Return the text of a front matter field as HTML, marked if it is in the source's language."""
    lang = article.lang_of(*field_path)
    return foreign(own.site, article.lang, lang, replace(own, lang=lang).text(words))


def _translated(reader: Reader, article: Article) -> Markup:
    if article.translated is None:
        return Markup("")
    return reader.t(
        "This translation follows the original of %(date)s; its wording has changed since.",
        date=reader.date(article.translated),
    )


def _sameness(reader: Reader, article: Article) -> Markup | None:
    """Return the statement only if it is proven, and by whose eyes, if a person has compared."""
    site = reader.site
    if not is_proven(site, article.id):
        return None
    stated = _stated(reader)
    confirmed = confirmed_texts(site).get(article.id, ())
    if not confirmed:
        return stated
    passages = reader.count("%(count)s passage", "%(count)s passages", len(confirmed))
    compared = reader.t(
        "A person has compared %(passages)s with the original, last on %(date)s",
        passages=passages,
        date=reader.date(confirmed[-1].on),
    )
    return Markup(" · ").join((stated, compared))


def _stated(reader: Reader) -> Markup:
    site = reader.site
    languages = reader.count("%(count)s language", "%(count)s languages", len(site.locales))
    if not site.branches:
        return reader.t("The same in %(languages)s", languages=languages)
    branches = reader.count("%(count)s branch", "%(count)s branches", len(site.branches))
    return reader.t(
        "The same in %(languages)s and at %(branches)s", languages=languages, branches=branches
    )


def _places(reader: Reader, meta: PageMeta) -> Iterator[dict[str, str]]:
    for branch_id in meta.only_at:
        if branch := reader.site.branches.get(branch_id):
            name = reader.text(branch_name(branch, reader.lang))
            yield {"name": name, "href": reader.link(f"branches/{branch_id}")}


def _announced(reader: Reader, meta: PageMeta) -> Iterator[Announced]:
    """Yield the values of announced facts: at the page's branches, else wherever they differ."""
    site, lang = reader.site, reader.lang
    for fact in (site.facts[fact_id] for fact_id in meta.announced_facts if fact_id in site.facts):
        own: list[tuple[str | None, str | None]]
        own = [(branch, None) for branch in meta.only_at if branch in site.branches]
        for branch, region in own or _places_of(fact):
            name = place_name(site, lang, branch, region)
            values, days = announced_html(site, lang, (fact.id, branch, region), meta.last_day)
            if values:
                label = label_of(reader, fact)
                yield Announced(fact.id, label, escape(name), values, days.attributes)


def _places_of(fact: Fact) -> list[tuple[str | None, str | None]]:
    """Return the places where a fact differs, as (branch, region)."""
    regions = [(None, region) for region in sorted(fact.regions)]
    return [*regions, *((branch, None) for branch in sorted(fact.branches))]


def place_name(site: Site, lang: str, branch: str | None, region: str | None) -> str:
    if branch is not None:
        return branch_name(site.branches[branch], lang)
    return region_name(region or "", lang, site)


def with_quoted(site: Site, used: Iterable[str]) -> Iterator[str]:
    """Yield facts, and after each the facts that its text quotes; every fact once."""
    waiting, seen = [*used][::-1], set[str]()
    while waiting:
        fact_id = waiting.pop()
        if fact_id in site.facts and fact_id not in seen:
            seen.add(fact_id)
            yield fact_id
            waiting += sorted(site.facts[fact_id].quotes, reverse=True)


def _variations(reader: Reader, used: Sequence[str]) -> Iterator[Variation]:
    site, lang = reader.site, reader.lang
    for fact_id in with_quoted(site, used):
        fact = site.facts[fact_id]
        found = (
            (escape(place_name(site, lang, *place)), differing(site, lang, (fact_id, *place)))
            for place in _places_of(fact)
        )
        places = [(name, differs) for name, differs in found if differs]
        if places:
            yield Variation(label_of(reader, fact), reader.fact(fact_id), tuple(places))
