"""Computes the cache key of each page from all its inputs.

The keys must contain everything on which a page's HTML depends: if an input were missing, a build
would publish an old page. `tests/build/test_cache.py` changes everything that an editor can change
and compares with a build without a cache.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kbgen.kinds import kind_named
from kbgen.model.article import Article
from kbgen.model.brand import Brand
from kbgen.model.config import LanguageConfig
from kbgen.model.fact import Fact
from kbgen.model.front_matter import references
from kbgen.model.hours import hours_sets
from kbgen.model.limits import Limits
from kbgen.model.locale import Locale
from kbgen.model.markup import path_of
from kbgen.model.moves import moves_of
from kbgen.model.picture import picture_file, picture_of
from kbgen.model.site import Site
from kbgen.model.uses import find_uses
from kbgen.output.alternates import Web, listed_in
from kbgen.output.changes import page_date
from kbgen.output.feed import has_feed
from kbgen.output.upcoming import upcoming
from kbgen.resolve.addresses import page_path
from kbgen.resolve.sameness import confirmed_texts, is_proven
from kbgen.system.digest import canonical, digest
from kbgen.views.banners import notices
from kbgen.views.dated import page_days
from kbgen.views.home import tasks
from kbgen.views.lists import popular
from kbgen.views.moved import moved_inputs, moved_sections
from kbgen.views.nav import NavSection, Outline
from kbgen.views.reader import Reader
from kbgen.views.titles import heading_words, kind_summary, page_words, shared_headings


@dataclass(frozen=True)
class SiteKeys:
    """Digests of a site's parts, of which page keys are made.

    `program` is the digest of the program, its theme and the settings of Markdown; `templates` that
    of the project's own templates.
    """

    site: Site
    program: str
    templates: str

    @cached_property
    def articles(self) -> dict[tuple[str, str], str]:
        """Return (language, page id) → the digest of the article."""
        return {key: article.digest for key, article in self.site.articles.items()}

    @cached_property
    def headings(self) -> dict[tuple[str, str], str]:
        """Return (language, page id) → the digest of its headings, and whether it is a draft."""
        return {
            key: "\n".join(
                [str(self.site.is_draft(article))]
                + [f"{h.level} {h.id} {h.explicit} {h.updated}" for h in article.headings]
            )
            for key, article in self.site.articles.items()
        }

    @cached_property
    def facts(self) -> dict[str, str]:
        """Return fact id → the digest of its values from today on, with the facts it quotes."""
        return {fact_id: self._fact(fact_id, frozenset()) for fact_id in self.site.facts}

    def _fact(self, fact_id: str, seen: frozenset[str]) -> str:
        fact = self.site.facts.get(fact_id)
        if fact is None or fact_id in seen:
            return ""
        quoted = (self._fact(other, seen | {fact_id}) for other in sorted(_quoted(fact)))
        today = self.site.settings.today
        # The last day is included: a value that ends on it is in the page until the day is over.
        days = (fact.updated, *(day for d in fact.dated for day in (d.starts, d.announced)))
        begun = [day is None or day <= today for day in days]
        return digest(canonical(fact), str(begun), str(self._is_news(fact)), *quoted)

    def _is_news(self, fact: Fact) -> bool:
        """Tell whether pages say that the company's value has changed."""
        starts = self.site.periods(fact.id)[0].starts
        return starts is not None and (self.site.settings.today - starts).days < self._news_days

    @property
    def _news_days(self) -> int:
        return self.site.settings.changed_for

    def at(self, page_id: str) -> SiteKeys:
        """Return the digests for the day whose values a page states."""
        site = self.site.at(page_id)
        if site is self.site:
            return self
        if id(site) not in self._others:  # the site keeps those that it returns
            self._others[id(site)] = replace(self, site=site)
        return self._others[id(site)]

    @cached_property
    def _others(self) -> dict[int, SiteKeys]:
        return {}

    def contact(self, fact_id: str) -> str:
        """Return the digest of a contact and of its hours."""
        fact = self.site.facts.get(fact_id)
        return digest(self.facts.get(fact_id, ""), self.facts.get(fact.hours, "") if fact else "")

    @cached_property
    def branches(self) -> str:
        site = self.site
        hours = {id_: hours_sets(site.hours(id_), site.settings.today) for id_ in site.branches}
        spans = [[one.spans(site.settings.today) for one in sets] for sets in hours.values()]
        return canonical([dict(site.branches), hours, spans])

    @cached_property
    def everything(self) -> str:
        """Return the digest of data that every page may show: settings, locales, branches."""
        brand = self.site.settings.brand
        return digest(
            self.content_inputs,
            self.templates,
            canonical([brand.accent, brand.social]),
            canonical([bool(brand.logo), bool(brand.icon), bool(brand.image)]),
            canonical(self.site.settings.contact),
        )

    @cached_property
    def content_inputs(self) -> str:
        """Return that digest without data that only the layout around a page's text shows."""
        site, settings = self.site, self.site.settings
        kept = replace(
            settings,
            root=None,  # type: ignore[arg-type]
            content=None,  # type: ignore[arg-type]
            today=None,  # type: ignore[arg-type]
            catalogs=(),
            custom_dir=None,
            fonts=None,
            is_excluded=None,  # type: ignore[arg-type]
            is_draft=None,  # type: ignore[arg-type] # its result is in the key of the page
            emoji=None,
            places={},
            limits=Limits(),
            brand=Brand(),
            contact=(),
            home=None,
            severities={},
            overrides=(),
            baseline=None,
            judge=None,
            meta_fields=frozenset(),
            nav=(),  # the titles that it gives are in the keys of the pages
            is_unlisted=None,  # type: ignore[arg-type]
            templates=frozenset(),
        )
        return digest(
            self.program,
            canonical(kept),
            canonical(
                [
                    (own.tag, own.name, own.numbering, own.direction, own.currencies, _texts(own))
                    for own in site.locales.values()
                ]
            ),
            canonical([(b.id, b.name, b.region, b.timezone) for b in site.branches.values()]),
            str(site.has_ledger),
        )

    @cached_property
    def cross_page_inputs(self) -> str:
        """Return the digest of all inputs of pages other than their own text."""
        site = self.site
        return digest(
            self.everything,
            self.branches,
            str(site.settings.today),
            canonical(site.settings.home),
            canonical(site.settings.nav_titles),
            digest(*(part for fact in self.facts.items() for part in fact)),
            digest(*sorted(site.assets)),
            canonical(moves_of(site).moved_sections),
            digest(*map(self._shown_by_others, site.articles.values())),
            digest(*map(self.sameness, sorted(site.sources))) if site.settings.prove else "",
        )

    def sameness(self, page_id: str) -> str:
        """Return how it is known that a page is the same in all languages."""
        if not is_proven(self.site, page_id):
            return ""
        return canonical(confirmed_texts(self.site).get(page_id, ()))

    def _shown_by_others(self, article: Article) -> str:
        headings = (f"{h.level} {h.id} {h.explicit} {h.updated} {h.text}" for h in article.headings)
        return digest(
            f"{article.lang} {article.id} {article.path} {article.is_translation}",
            str(self.site.is_draft(article)),
            article.front_matter,
            self.outdated(article),
            *headings,
            "",  # separates headings, none of which is empty, from facts
            *sorted({use.id for use in article.uses}),
        )

    def outdated(self, article: Article) -> str:
        """Return the digest of a page of which other pages show or say that it is outdated."""
        return article.digest if article.source_text else ""

    def web(self, base: str) -> str:
        """Return the digest of the sitemaps, api/upcoming.json and former addresses."""
        site = self.site
        pages = [
            f"{p} {listed_in(site, p)} {page_date(site, p)} {site.is_over(p)}"
            for p in sorted(site.page_ids)
        ]
        coming = canonical([change.model_dump(mode="json") for change in upcoming(site)])
        moved = moved_inputs(Web(site, base))
        return digest(self.everything, base, *sorted(site.assets), *pages, coming, "", *moved)

    def date_states(self, article: Article | None) -> str:
        """Return which of a page's own dates are not after today."""
        if article is None:
            return ""
        meta, today = article.meta, self.site.settings.today
        dates = sorted(
            (name, (value > today) - (value < today))
            for name, value in meta
            if isinstance(value, date)
        )
        return canonical(dates)


def _texts(locale: Locale) -> list[str]:
    """Return the texts of a language's catalogs, without their paths."""
    return [text for _, text in locale.catalogs]


def _quoted(fact: Fact) -> set[str]:
    reasons = (word for one in fact.dated for word in one.reason.values())
    words = (*fact.label.values(), *reasons)
    return {*fact.quotes, *(use.id for text in words for use in find_uses(text) if use.id)}


class PageKeys:
    """The keys of the pages of one language."""

    def __init__(
        self,
        keys: SiteKeys,
        lang: str,
        outline: Outline,
        config: LanguageConfig,
        assets: str,
        shows_all: bool = False,
    ) -> None:
        self.keys, self.site, self.lang, self.outline = keys, keys.site, lang, outline
        self._config, self._assets, self._shows_all = config, assets, shows_all

    @cached_property
    def layout_inputs(self) -> str:
        """Return the digest of the layout around every page of the language."""
        config, site, keys = self._config, self.site, self.keys
        contact = [keys.contact(fact_id) for fact_id in site.settings.contact]
        bulletins = [
            (
                keys.articles.get((a.lang, a.id), ""),
                keys.articles.get((site.default, a.id), ""),
                self._uses(a),
                keys.date_states(site.source_of(a.id)),
            )
            for a in notices(site, self.lang)
        ]
        return digest(
            keys.everything,
            self.lang,
            config.layout_digest,
            self._assets,
            *contact,
            canonical(bulletins),
            canonical([self._chapter(chapter) for chapter in self.outline.chapters]),
            str(has_feed(Web(site, config.base), self.lang)),
            *(
                [keys.cross_page_inputs, canonical(self.outline.chapters)]
                if self._shows_all
                else ()
            ),
        )

    @property
    def navigation(self) -> str:
        """Return the digest of the navigation in mkdocs.yml."""
        if not self._config.writes_nav:
            return ""
        return digest(canonical(self.outline.chapters), canonical(dict(self.outline.names)))

    def _chapter(self, chapter: NavSection) -> tuple[str, str, bool]:
        return str(chapter.entry.title), chapter.entry.url, chapter.is_section

    def _uses(self, article: Article) -> str:
        """Return the digests of the facts that a page uses."""
        source = self.site.source_of(article.id)
        ids = {use.id for use in article.uses}
        # Where the translation of a survey has no text, the source's text is shown.
        ids.update(use.id for use in source.uses if use.field) if source else None
        for meta in (article.meta, source.meta if source else article.meta):
            ids.update(value for _, what, value in references(meta) if what == "fact")
        facts = self.keys.at(article.id).facts
        return digest(*(f"{id_} {facts.get(id_, '')}" for id_ in sorted(ids)))

    @cached_property
    def _entries(self) -> dict[str, str]:
        """Return page id → the digest of its entry in lists."""
        return {page_id: self._entry(page_id) for page_id in sorted(self.site.pages_in(self.lang))}

    def _entry(self, page_id: str) -> str:
        site = self.site
        article = site.shown(self.lang, page_id)
        words = page_words(site, self.lang, page_id)
        if article is None:
            return digest(page_id, words)
        reader = Reader(site, article.lang_of("description"), "")
        questions = [
            (h.id, heading_words(site, article, h))
            for h in (article.headings if kind_named(article.kind).has_questions else ())
            if h.level == 2
        ]
        source = site.source_of(page_id)
        return digest(
            page_id,
            words,
            str(reader.text(article.meta.description or "")),
            reader.lang,
            article.lang,
            article.kind,
            str(site.is_draft(article)),
            canonical(questions),
            canonical((source or article).meta.popular_sections),
            str(site.is_over(page_id)),
            canonical(page_days(site, self.lang, page_id)),
        )

    @cached_property
    def _popular(self) -> str:
        entries = popular(Reader(self.site, self.lang, ""))
        return canonical([(e.id, e.href, str(e.title), e.lang) for e in entries])

    @cached_property
    def _tasks(self) -> str:
        found = tasks(Reader(self.site, self.lang, ""))
        return canonical([(t.icon, t.entry.href, str(t.entry.title), t.entry.lang) for t in found])

    def page(self, page_id: str) -> tuple[str, str]:
        """Return the keys of a page and of its content alone.

        Equal page keys mean equal HTML. Equal content keys mean equal content for readers, for the
        search and for machines, whatever the layout around it is.
        """
        article = self.site.shown(self.lang, page_id)
        text = self._text(page_id, article)
        shows_others = article is None or page_id == "index"
        listed = self._listed(page_id) if shows_others else ()
        inputs = (*self._around(page_id), *self._moved(page_id), *listed)
        return digest(self.layout_inputs, text, *inputs), text

    def _listed(self, page_id: str) -> Iterator[str]:
        """Yield the inputs of a page that shows other pages."""
        folder = page_id.rpartition("/")[0]
        yield from (e for p, e in self._entries.items() if not folder or p.startswith(f"{folder}/"))
        yield self._popular
        if page_id == "search":
            yield canonical(sorted(shared_headings(self.site, self.lang)))
        yield self._tasks if page_id == "index" else ""
        yield kind_summary(self.site, self.lang, folder)
        if folder == "branches":
            yield self.keys.branches
            yield from self.keys.facts.values()

    def _around(self, page_id: str) -> Iterator[str]:
        """Yield the inputs of the menu beside a page."""
        url = page_path(self.site, self.lang, page_id)
        chapter, _ = self.outline.places.get(url, (None, 0))
        if chapter is not None and chapter.is_section:
            near = self.outline.nearby(url)
            yield str(len(near) < len(chapter.pages))
            yield chapter.entry.url
            for entry in (*near, None, *self.outline.neighbours(url)):
                yield f"{entry.url} {entry.title} {entry.days}" if entry else ""

    def _moved(self, page_id: str) -> Iterator[str]:
        """Yield where sections are that were on a page."""
        url = page_path(self.site, self.lang, page_id)
        for section in moved_sections(Reader(self.site, self.lang, url), page_id):
            yield f"moved {section.id} {section.href} {section.title}"

    def _text(self, page_id: str, article: Article | None) -> str:
        site = self.site
        written = [lang for lang in site.locales if (lang, page_id) in site.articles]
        return digest(
            self.content_inputs,
            page_id,
            page_path(site, self.lang, page_id),
            page_words(site, self.lang, page_id),
            self.outline.names.get(page_id, ""),
            ",".join(listed_in(site, page_id)),
            ",".join(written),
            str(page_date(site, page_id)),
            *self._article(article),
        )

    @cached_property
    def content_inputs(self) -> str:
        """Return the digest of inputs that the text of every page of the language may have."""
        return digest(self.keys.content_inputs, self.lang, self._config.base)

    def _article(self, article: Article | None) -> Iterator[str]:
        """Yield the inputs of a page's content: its text, source, facts and link targets."""
        if article is None:
            return
        site, keys = self.site, self.keys
        source = site.source_of(article.id)
        yield keys.articles[article.lang, article.id]
        if source and source is not article:
            # Only fields and headings of the source: its text is not shown in a translation.
            yield digest(source.path, source.front_matter)
            yield keys.headings[source.lang, source.id]
        yield keys.sameness(article.id)
        # An answer lists the languages in which it exists.
        yield from (f"{lang} {keys.headings.get((lang, article.id))}" for lang in site.locales)
        yield keys.at(article.id).date_states(article)
        yield keys.at(article.id).date_states(source)
        yield str(site.is_draft(article))
        yield self._uses(article)
        yield from self._targets(article)
        meta = source.meta if source else article.meta
        for _, what, value in (*references(meta), *references(article.meta)):
            if what != "fact":
                page_id = value.partition("#")[0]
                known = page_id in site.pages_in(self.lang)
                yield f"{value} {page_words(site, self.lang, page_id) if known else ''}"

    @cached_property
    def _paths(self) -> str:
        """Return the digest of the paths of all content files."""
        return digest(*sorted([*self.site.assets, *(a.path for a in self.site.articles.values())]))

    def _targets(self, article: Article) -> Iterator[str]:
        """Yield the targets of a page's links and pictures."""
        site = self.site
        folder = posixpath.dirname(article.id)
        for link in article.links:
            known = link.page in site.pages_in(link.lang or self.lang)
            yield f"{link.target} {link.page} {known} {link.is_asset}"
            if link.address.startswith("/") and self._config.finds_absolute:
                yield self._paths
            if link.is_asset or link.loads:
                yield self._asset(folder, link.address)
        named = picture_of(site, article)
        yield picture_file(site, article, named) if named else ""

    def _asset(self, folder: str, target: str) -> str:
        path = posixpath.normpath(posixpath.join(folder, path_of(target)))
        places = [f"{lang}/{path}" for lang in self.site.locales]
        return canonical([place in self.site.assets for place in (*places, path)])
