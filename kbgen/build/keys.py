"""Names a page by everything that it is made of, so that it need be made only once.

What stands here must be all that a page's HTML depends on, whatever it is made for: a difference
that is left out would show an old page. `tests/build/test_cache.py` changes everything that an
editor can change and compares with a build that remembers nothing.
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
from kbgen.model.picture import picture_file, picture_of
from kbgen.model.site import Site
from kbgen.model.uses import find_uses
from kbgen.output.alternates import Web, listed_in
from kbgen.output.changes import page_date
from kbgen.output.feed import has_feed
from kbgen.output.upcoming import upcoming
from kbgen.resolve.addresses import page_path
from kbgen.system.digest import canonical, digest
from kbgen.views.banners import notices
from kbgen.views.dated import page_days
from kbgen.views.home import tasks
from kbgen.views.lists import popular
from kbgen.views.nav import NavSection, Outline
from kbgen.views.reader import Reader
from kbgen.views.titles import heading_words, kind_summary, page_words, shared_headings


@dataclass(frozen=True)
class SiteKeys:
    """The keys of a site's parts.

    `program` is that of the program, its theme and the settings of Markdown; `templates` that of
    the project's own templates.
    """

    site: Site
    program: str
    templates: str

    @cached_property
    def articles(self) -> dict[tuple[str, str], str]:
        """Each article as it was read."""
        return {key: article.digest for key, article in self.site.articles.items()}

    @cached_property
    def headings(self) -> dict[tuple[str, str], str]:
        """The headings of each article, and whether it is a draft."""
        return {
            key: "\n".join(
                [str(self.site.is_draft(article))]
                + [f"{h.level} {h.id} {h.explicit} {h.updated}" for h in article.headings]
            )
            for key, article in self.site.articles.items()
        }

    @cached_property
    def facts(self) -> dict[str, str]:
        """Each fact with those that its words quote, as they hold on the day of the build."""
        return {fact_id: self._fact(fact_id, frozenset()) for fact_id in self.site.facts}

    def _fact(self, fact_id: str, seen: frozenset[str]) -> str:
        fact = self.site.facts.get(fact_id)
        if fact is None or fact_id in seen:
            return ""
        quoted = (self._fact(other, seen | {fact_id}) for other in sorted(_quoted(fact)))
        today = self.site.settings.today
        is_to_come = fact.updated is not None and fact.updated > today
        # The last day still counts: what ends on it is in the page until it is over.
        begun = [d.starts is None or d.starts <= today for _, d in fact.differences]
        return digest(canonical(fact), str([is_to_come, *begun]), *quoted)

    def contact(self, fact_id: str) -> str:
        """A contact, and when someone answers there."""
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
        """What every page of every language may show: settings, locales, places."""
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
        """The same without what stands around the text of a page only."""
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
            is_draft=None,  # type: ignore[arg-type] # what it returns is in the key of its page
            emoji=None,
            places={},
            limits=Limits(),
            brand=Brand(),
            contact=(),
            home=None,
            severities={},
            meta_fields=frozenset(),
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
        """All that a page may depend on beside its own text: what pages show of one another."""
        site = self.site
        return digest(
            self.everything,
            self.branches,
            str(site.settings.today),
            canonical(site.settings.home),
            digest(*(part for fact in self.facts.items() for part in fact)),
            digest(*sorted(site.assets)),
            digest(*map(self._face, site.articles.values())),
        )

    def _face(self, article: Article) -> str:
        headings = (f"{h.level} {h.id} {h.explicit} {h.updated} {h.text}" for h in article.headings)
        return digest(
            f"{article.lang} {article.id} {article.path} {article.is_translation}",
            str(self.site.is_draft(article)),
            article.front_matter,
            *headings,
            "",  # no heading is empty: here the facts begin
            *sorted({use.id for use in article.uses}),
        )

    def web(self, base: str) -> str:
        """What the sitemaps say: where the site stands, its pages and when they changed, and what
        changes on days to come."""
        site = self.site
        pages = [
            f"{p} {listed_in(site, p)} {page_date(site, p)} {site.is_over(p)}"
            for p in sorted(site.page_ids)
        ]
        coming = canonical([change.model_dump(mode="json") for change in upcoming(site)])
        return digest(self.everything, base, *sorted(site.assets), *pages, coming)

    def date_states(self, article: Article | None) -> str:
        """Tell which of a page's own dates have come."""
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
    """Return what the catalogs of a language say, wherever they lie."""
    return [text for _, text in locale.catalogs]


def _quoted(fact: Fact) -> set[str]:
    reasons = (word for _, one in fact.differences for word in one.reason.values())
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
        """What stands around every page of the language."""
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
        """What mkdocs.yml writes of the navigation, and the site does not say."""
        if not self._config.writes_nav:
            return ""
        return digest(canonical(self.outline.chapters), canonical(dict(self.outline.names)))

    def _chapter(self, chapter: NavSection) -> tuple[str, str, bool]:
        return str(chapter.entry.title), chapter.entry.url, chapter.is_section

    def _uses(self, article: Article) -> str:
        """Return the keys of the facts that a page says."""
        source = self.site.source_of(article.id)
        ids = {use.id for use in article.uses}
        # A survey says in its source's words what its translation has no words for.
        ids.update(use.id for use in source.uses if use.field) if source else None
        for meta in (article.meta, source.meta if source else article.meta):
            ids.update(value for _, what, value in references(meta) if what == "fact")
        facts = self.keys.facts
        return digest(*(f"{id_} {facts.get(id_, '')}" for id_ in sorted(ids)))

    @cached_property
    def _entries(self) -> dict[str, str]:
        """What lists show of each page."""
        return {page_id: self._entry(page_id) for page_id in sorted(self.site.page_ids)}

    def _entry(self, page_id: str) -> str:
        site = self.site
        article = site.shown(self.lang, page_id)
        words = page_words(site, self.lang, page_id)
        if article is None:
            return digest(page_id, words)
        reader = Reader(site, article.lang, "")
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
        """Return the keys of a page and of its text alone.

        Equal keys, equal HTML; with equal keys of the text, what it says to readers, to the search
        and to machines is equal, whatever stands around it.
        """
        article = self.site.shown(self.lang, page_id)
        text = self._text(page_id, article)
        shows_others = article is None or page_id == "index"
        listed = self._listed(page_id) if shows_others else ()
        return digest(self.layout_inputs, text, *self._around(page_id), *listed), text

    def _listed(self, page_id: str) -> Iterator[str]:
        """Yield what a page depends on that shows other pages."""
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
        """Yield the section of a page, as it is shown beside it."""
        url = page_path(self.site, self.lang, page_id)
        chapter, _ = self.outline.places.get(url, (None, 0))
        if chapter is not None and chapter.is_section:
            near = self.outline.around(url)
            yield str(len(near) < len(chapter.pages))
            yield chapter.entry.url
            for entry in (*near, None, *self.outline.neighbours(url)):
                yield f"{entry.url} {entry.title} {entry.days}" if entry else ""

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
        """What the text of every page of the language may depend on, beside its own."""
        return digest(self.keys.content_inputs, self.lang, self._config.base)

    def _article(self, article: Article | None) -> Iterator[str]:
        """Yield what a page says: its text, its source's, its facts, and where its links lead."""
        if article is None:
            return
        site, keys = self.site, self.keys
        source = site.source_of(article.id)
        yield keys.articles[article.lang, article.id]
        if source and source is not article:
            # Its fields and its headings; what stands between them is each language's own.
            yield digest(source.path, source.front_matter)
            yield keys.headings[source.lang, source.id]
        # An answer names the languages in which it is written.
        yield from (f"{lang} {keys.headings.get((lang, article.id))}" for lang in site.locales)
        yield keys.date_states(article)
        yield keys.date_states(source)
        yield str(site.is_draft(article))
        yield self._uses(article)
        yield from self._targets(article)
        meta = source.meta if source else article.meta
        for _, what, value in (*references(meta), *references(article.meta)):
            if what != "fact":
                page_id = value.partition("#")[0]
                known = page_id in site.page_ids
                yield f"{value} {page_words(site, self.lang, page_id) if known else ''}"

    @cached_property
    def _paths(self) -> str:
        """All files of the content."""
        return digest(*sorted([*self.site.assets, *(a.path for a in self.site.articles.values())]))

    def _targets(self, article: Article) -> Iterator[str]:
        """Yield where the links and pictures of a page lead."""
        site = self.site
        folder = posixpath.dirname(article.id)
        for link in article.links:
            yield f"{link.target} {link.page} {link.page in site.page_ids} {link.is_asset}"
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
