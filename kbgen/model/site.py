"""The whole site as data, and the settings by which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, wraps
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

from kbgen.model.addresses import AddressList
from kbgen.model.article import Article
from kbgen.model.baseline import BaselineUse
from kbgen.model.brand import Brand
from kbgen.model.docs_structure import DocsStructure
from kbgen.model.editions import Edition, edition_of
from kbgen.model.fact import Branch, Fact, Term, hours_of_branches
from kbgen.model.finding import WARNING, Severity, Span
from kbgen.model.forms import THANKS, Forms
from kbgen.model.home import Task
from kbgen.model.hosting import Hosting, Load
from kbgen.model.judge import JudgeOption
from kbgen.model.limits import Limits
from kbgen.model.locale import LATIN, Locale
from kbgen.model.nav import NavReference, titles_of
from kbgen.model.overrides import Override
from kbgen.model.period import Period, from_day, lasting_first, overlay
from kbgen.model.published import PastPage, PublishedState
from kbgen.model.quantity import Hours, Quantity
from kbgen.model.search import Search
from kbgen.model.slugs import SlugOptions
from kbgen.model.translation import FormerText, LanguageRecord

HOME = "index"
"""The id of the home page."""


@dataclass(frozen=True)
class LocaleSettings:
    """The settings of a language in mkdocs.yml."""

    lang: str
    name: str
    tag: str | None = None
    numbering: str = LATIN
    currencies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of MkDocs in this language by their setting: site_name, site_description …"""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Option of static-i18n (nav_translations, …) → text in the default language → in this one."""


@dataclass(frozen=True)
class OtherEdition:
    """A link beside the languages of a site to another site; `lang` is "" if it is no language."""

    name: str
    href: str
    lang: str = ""


@dataclass(frozen=True)
class Settings:
    """The folders and options of a project; `root` is the folder of mkdocs.yml."""

    root: Path
    content: Path
    default: str
    languages: tuple[LocaleSettings, ...]
    today: date = field(default_factory=date.today)
    known_on: date | None = None
    """The day whose announcements are known; None means `today`."""
    directory_urls: bool = True
    prove: bool = False
    """Whether differences between languages make a build fail."""
    proves_doubts: bool = False
    """Whether open doubts make it fail, too."""
    severities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Finding code → kind of page (or "*") → error, warning or off."""
    overrides: tuple[Override, ...] = ()
    """Severities that hold in some files alone."""
    baseline: Path | None = None
    """The file of the findings that do not count."""
    judge: JudgeOption | None = None
    """Who else reads translations, if `kbgen check --judge` asks for it."""
    critical: Severity = WARNING
    """What it is to a build that a translation is made from a former promise (KB481)."""
    shows_translation_date: bool = False
    """Whether a page says when it was translated, if its source has changed since."""
    changed_for: int = 30
    """For how many days a page says that a value has changed; 0 for never."""
    meta_fields: frozenset[str] = frozenset()
    contact: tuple[str, ...] = ()
    timezone: str = ""
    home: tuple[Task, ...] | None = None
    """The tasks of the home page; None means the procedures."""
    brand: Brand = field(default_factory=Brand)
    forms: Forms = field(default_factory=Forms)
    hosting: Hosting = field(default_factory=Hosting)
    search: Search = field(default_factory=Search)
    limits: Limits = field(default_factory=Limits)
    page_plugins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    redirects: tuple[tuple[str, str, Span], ...] = ()
    """The former paths and their targets that another plugin names, with their places."""
    has_formulas: bool = False
    """Whether Markdown may have formulas (pymdownx.arithmatex)."""
    variables: frozenset[str] | None = None
    """The names that another plugin fills in between braces; None if braces hold facts alone."""
    """Other plugins and hooks that see one page at a time, with the files that they read."""
    site_url: str = ""
    loads: tuple[Load, ...] = ()
    slugs: SlugOptions = field(default_factory=SlugOptions)
    emoji: Callable[[str], str] | None = field(default=None, compare=False)
    """Returns the address of an emoji's picture by its name, `:smile:`; "" if it has none."""
    catalogs: tuple[Path, ...] = ()
    custom_dir: Path | None = None
    """The folder of the project's own theme (`theme: custom_dir`)."""
    fonts: Path | None = None
    """The manifest of the theme's fonts, which lists the characters they contain."""
    is_excluded: Callable[[str], bool] = field(default=lambda _: False, compare=False)
    is_draft: Callable[[str], bool] = field(default=lambda _: False, compare=False)
    """Tells whether mkdocs.yml makes a file below the content folder a draft."""
    nav: tuple[NavReference, ...] = ()
    """The files that `nav:` of mkdocs.yml names."""
    is_unlisted: Callable[[str], bool] = field(default=lambda _: False, compare=False)
    """Tells whether `not_in_nav` of mkdocs.yml matches a file below the content folder."""
    templates: frozenset[str] = frozenset()
    """The files below the content folder that `extra_templates` of mkdocs.yml names."""
    other_editions: tuple[OtherEdition, ...] = ()
    edit_template: str = ""
    """The address at which a file is edited, with {path} for its path below the content folder."""
    structure: DocsStructure = field(default_factory=DocsStructure)
    falls_back: bool = True
    """Whether a page that is missing in a language is shown there in the language of its source."""
    keeps_unrecognized: bool = False
    """Whether a relative address without a file ending is left as it is, whatever it leads to."""
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False)
    """The place of each option in mkdocs.yml by its path below `kbgen`."""

    @property
    def langs(self) -> tuple[str, ...]:
        return tuple(language.lang for language in self.languages)

    @cached_property
    def nav_titles(self) -> Mapping[str, Mapping[str, str]]:
        """Return language → page id → its title in the navigation of mkdocs.yml."""
        translations = {
            own.lang: own.translations.get("nav_translations", {}) for own in self.languages
        }
        return titles_of(self.nav, translations)

    @property
    def announced_by(self) -> date:
        """Return the day on which the values that pages may tell have been announced."""
        return self.known_on or self.today

    @cached_property
    def bounds(self) -> tuple[Path, ...]:
        """Return the folders that links may lead into: the project and those in mkdocs.yml."""
        named = [self.root, self.content, *self.catalogs, *filter(None, [self.custom_dir])]
        return tuple(dict.fromkeys(Path(realpath(folder)) for folder in named))

    def place(self, *option: str | int) -> Span:
        """Return the place of an option in mkdocs.yml, else of the nearest option around it."""
        ends = range(len(option), -1, -1)
        known = (self.places[option[:end]] for end in ends if option[:end] in self.places)
        return next(known, Span("mkdocs.yml"))

    def edit_address(self, path: str) -> str:
        """Return the address at which a file, named as in findings, is edited; "" for none."""
        file = PurePosixPath((self.root / path).relative_to(self.content).as_posix())
        names = {"path": quote(str(file)), "path_noext": quote(str(file.with_suffix("")))}
        found = self.edit_template
        for name, value in names.items():
            found = found.replace(f"{{{name}}}", value)
        return found

    def relative(self, path: Path) -> str:
        """Return a path as findings show it: relative to the project, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


@dataclass(frozen=True)
class Site:
    """Everything that was read. The keys of `articles` are (language, page id)."""

    settings: Settings
    locales: Mapping[str, Locale]
    articles: Mapping[tuple[str, str], Article]
    facts: Mapping[str, Fact]
    branches: Mapping[str, Branch]
    terms: Mapping[str, Term]
    assets: frozenset[str] = frozenset()
    asset_files: Mapping[str, str] = field(default_factory=dict)
    """Place of an asset → its path in the content folder, where the two differ."""
    refused: frozenset[str] = frozenset()
    """Files of the content folder that are not read or published; there are findings about them."""
    has_ledger: bool = False
    broken_facts: frozenset[str] = frozenset()
    """Ids of facts in the ledger that could not be read; there are findings about them."""
    is_ledger_broken: bool = False
    broken_branches: frozenset[str] = frozenset()
    coverage: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Language with fonts of its own → the characters that these fonts can show."""
    records: Mapping[str, LanguageRecord] = field(default_factory=dict)
    """Language → what its translations were made from, and which doubts about them are settled.

    Languages without a record are left out.
    """
    doubtful: frozenset[str] = frozenset()
    """Ids of the pages of which a build that proves them has found that a text is in doubt."""
    former: Mapping[tuple[str, str], FormerText] = field(default_factory=dict)
    """(path, digest) → the text of a source block before it changed, where git has been asked."""
    announcements: frozenset[date] = frozenset()
    """The days on which later texts of pages are announced that are left out until then."""
    begun: Mapping[str, str] = field(default_factory=dict)
    """File id of an edition whose first day has come → the id of its page."""
    history: tuple[PublishedState, ...] = ()
    """What was published of pages before, by day."""
    past: Mapping[str, PastPage] = field(default_factory=dict)
    """The pages of earlier editions by their ids, once they are among `articles`."""
    address_list: AddressList | None = None
    """Every address that the site has had; None if the project keeps no list."""

    baseline: BaselineUse | None = None
    """What the project's baseline has set aside; None if it has none."""

    @property
    def default(self) -> str:
        return self.settings.default

    @property
    def content_folder(self) -> str:
        """Return the content folder as findings show it, with a slash: "content/"; "" for root."""
        here = self.settings.relative(self.settings.content)
        return "" if here == "." else f"{here}/"

    @cached_property
    def memo(self) -> dict[tuple[Any, ...], Any]:
        """Return the cache of `cached_per_site`: what functions returned for this site."""
        return {}

    @cached_property
    def recorded(self) -> Mapping[str, LanguageRecord]:
        """Return the records of the languages of which it is recorded what was made from what."""
        return {lang: one for lang, one in self.records.items() if not one.has_receipts_alone}

    @cached_property
    def sources(self) -> Mapping[str, Article]:
        """Return page id → the page in its source language."""
        return {a.id: a for a in self.articles.values() if not a.is_translation}

    def source_of(self, page_id: str) -> Article | None:
        return self.sources.get(page_id)

    @cached_property
    def _drafts(self) -> frozenset[tuple[str, str]]:
        """Return (language, page id) of the pages that are drafts, or whose source page is one."""
        ours = ((key, one) for key, one in self.articles.items() if key[1] not in self.past)
        marked = {key for key, one in ours if self._is_marked_draft(one)}
        sources = {id_ for id_, one in self.sources.items() if (one.lang, id_) in marked}
        return frozenset(key for key in self.articles if key in marked or key[1] in sources)

    def is_draft(self, article: Article) -> bool:
        """Tell whether a page or its source page is marked as a draft."""
        return (article.lang, article.id) in self._drafts

    def _is_marked_draft(self, article: Article) -> bool:
        settings = self.settings
        file = (settings.root / article.path).relative_to(settings.content)
        is_draft = article.meta.draft or settings.is_draft(file.as_posix())
        return is_draft or self.is_secret(article)

    def is_secret(self, article: Article) -> bool:
        """Tell whether a page is a later text that is not announced yet."""
        return not article.is_announced_by(self.settings.announced_by)

    def is_over(self, page_id: str) -> bool:
        """Tell whether a page's last day has passed, or it is an earlier edition of another."""
        if page_id in self.past:
            return True
        source = self.source_of(page_id)
        last = source.last_day if source else None
        return last is not None and last < self.settings.today

    def is_ahead(self, page_id: str) -> bool:
        """Tell whether a page is a later text of another, which does not hold yet."""
        return edition_of(page_id) is not None

    def is_unlisted(self, page_id: str) -> bool:
        """Tell whether a page is a later or an earlier text of another, which nothing lists."""
        return page_id in self.past or self.is_ahead(page_id)

    @cached_property
    def _editions(self) -> Mapping[str, tuple[str, ...]]:
        """Return page id → the ids of its later texts, by day."""
        found: dict[str, list[Edition]] = {}
        for page_id in self.sources:
            if edition := edition_of(page_id):
                found.setdefault(edition.page, []).append(edition)
        return {page: tuple(one.id for one in sorted(own)) for page, own in found.items()}

    def next_edition(self, page_id: str) -> str | None:
        """Return the id of the text that follows a page's, or follows a later text of it."""
        own = edition_of(page_id)
        later = self._editions.get(own.page if own else page_id, ())
        return next((one for one in later if not own or one > page_id), None)

    @cached_property
    def recorded_names(self) -> Mapping[str, str]:
        """Return page id → file id and the reverse, of pages whose files have another name.

        In the record of translations each text has the name of its file, whatever the day.
        """
        names = {one.id: one.file_id for one in self.sources.values() if one.file_id}
        return {**names, **{file_id: page_id for page_id, file_id in names.items()}}

    @cached_property
    def other_names(self) -> Mapping[str, str]:
        """Return name by which links call a page, of an earlier or a later text of it → its id."""
        ahead = {page: own[0] for page, own in self._editions.items() if page not in self.sources}
        return {**self.begun, **ahead}

    def at(self, page_id: str) -> Site:
        """Return the site with the values that a page states: those of its own days."""
        if past := self.past.get(page_id):
            if self.facts is past.facts:
                return self
            if page_id not in self._pasts:
                branches = past.state.values.branches
                self._pasts[page_id] = replace(
                    self.on(past.day), facts=past.facts, branches=branches
                )
            return self._pasts[page_id]
        edition = edition_of(page_id)
        if edition is None:
            return self
        if page_id not in self._aheads:
            there = self.on(edition.starts)  # on which nothing has changed for its readers yet
            self._aheads[page_id] = replace(there, settings=replace(there.settings, changed_for=0))
        return self._aheads[page_id]

    @cached_property
    def _aheads(self) -> dict[str, Site]:
        return {}

    @cached_property
    def _pasts(self) -> dict[str, Site]:
        return {}

    def shown(self, lang: str, page_id: str) -> Article | None:
        """Return the page that a reader of `lang` sees: the translation, else the source.

        None for a generated page, and for one that is not shown in that language at all.
        """
        found = self.articles.get((lang, page_id))
        if found or not (self.settings.falls_back or page_id == HOME):
            return found
        return self.source_of(page_id)

    def pages_in(self, lang: str) -> frozenset[str]:
        """Return the ids of the pages that stand in a language.

        Each language has a home page, even if the site does not fall back to the source.
        """
        if self.settings.falls_back:
            return self.page_ids
        if lang not in self._pages_in:
            own = {page_id for other, page_id in self.articles if other == lang}
            lists = {f"{page_id.partition('/')[0]}/index" for page_id in own if "/" in page_id}
            left = frozenset(self.section_pages) - lists - own
            made = {page_id for page_id in self.generated_pages if page_id not in left}
            self._pages_in[lang] = frozenset(own | made | ({HOME} & self.sources.keys()))
        return self._pages_in[lang]

    @cached_property
    def _pages_in(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def branch_pages(self) -> tuple[str, ...]:
        """Return the ids of the pages generated from branches/*.yml."""
        pages = [f"branches/{b}" for b in sorted({*self.branches, *self.broken_branches})]
        return ("branches/index", *pages) if pages else ()

    @cached_property
    def section_pages(self) -> tuple[str, ...]:
        """Return the ids of the generated lists for folders without an index page.

        A page about.md beside the folder about/ has that address already.
        """
        listed = (page_id for page_id in self.sources if page_id not in self.past)
        folders = {page_id.partition("/")[0] for page_id in listed if "/" in page_id}
        pages = {f"{folder}/index" for folder in folders - self.written}
        return tuple(sorted(pages.difference(self.branch_pages)))

    @cached_property
    def generated_pages(self) -> tuple[str, ...]:
        """Return the ids of all generated pages."""
        thanks = () if self.settings.forms.is_mail else (THANKS,)
        made = (*self.branch_pages, *self.section_pages, "search", *thanks)
        return tuple(page_id for page_id in made if page_id not in self.written)

    @cached_property
    def written(self) -> frozenset[str]:
        return frozenset(page_id for _, page_id in self.articles)

    @cached_property
    def page_ids(self) -> frozenset[str]:
        return frozenset(self.sources) | frozenset(self.generated_pages)

    def value(self, fact_id: str, branch: str | None = None, region: str | None = None) -> Quantity:
        """Return a fact's value today: the branch's, else its region's, else the company's."""
        return self.periods(fact_id, branch, region)[0].value

    def periods(
        self, fact_id: str, branch: str | None = None, region: str | None = None
    ) -> tuple[Period[Quantity], ...]:
        """Return the values of a fact at a place from today on, by day.

        They follow one another without a gap; the first is valid today. A branch's values lie over
        those of its region, which lie over the company's.
        """
        key = fact_id, branch, region
        if key not in self._periods:
            where = self.branches[branch].region if branch is not None else region
            layers = self.facts[fact_id].layers(where, branch, self.settings.announced_by)
            periods = overlay(layers) if len(layers) > 1 else tuple(layers)
            self._periods[key] = from_day(periods, self.settings.today)
        return self._periods[key]

    @cached_property
    def _periods(self) -> dict[tuple[str, str | None, str | None], tuple[Period[Quantity], ...]]:
        return {}

    def on(self, day: date) -> Site:
        """Return the site with another day as today, with what is announced by this site's day."""
        if day == self.settings.today:
            return self
        if day not in self._days:
            known = self.settings.announced_by
            self._days[day] = replace(
                self, settings=replace(self.settings, today=day, known_on=known)
            )
        return self._days[day]

    def with_unannounced(self) -> Site:
        """Return the site as its editors see it: with all values, also those not yet announced."""
        return replace(self, settings=replace(self.settings, known_on=date.max))

    @cached_property
    def _days(self) -> dict[date, Site]:
        return {}

    def timezone(self, branch: str | None = None) -> str:
        """Return the IANA time zone of a branch or of the company: the option, else most branches'.

        "" where none is known; then the reader's own clock is used.
        """
        if branch is not None:
            return self.branches[branch].timezone
        zones = sorted(b.timezone for b in self.branches.values() if b.timezone)
        return self.settings.timezone or max(zones, key=zones.count, default="")

    def hours(self, branch: str) -> tuple[Period[Hours], ...]:
        """Return a branch's opening hours by period; () where none are known.

        Its own hours lie over those of the first fact of opening hours that varies by branch.
        """
        own = self.branches[branch]
        layers = [difference.period for difference in own.hours]
        if fact := hours_of_branches(self.facts.values()):
            layers = [*fact.layers(own.region, branch, self.settings.announced_by), *layers]
        hours = [
            Period(p.value, p.starts, p.ends, p.reason)
            for p in layers
            if isinstance(p.value, Hours)
        ]
        return overlay(lasting_first(hours))

    def answered(
        self, fact_id: str, branch: str | None = None, region: str | None = None
    ) -> tuple[Period[Hours], ...]:
        """Return the hours of a contact by period from today on; () if they are unknown."""
        hours = self.facts[fact_id].hours
        if hours not in self.facts:
            return ()
        periods = self.periods(hours, branch, region)
        return tuple(
            Period(p.value, p.starts, p.ends, p.reason)
            for p in periods
            if isinstance(p.value, Hours)
        )

    def own_words(self, lang: str, words: Mapping[str, str]) -> str:
        """Return the text for a language, else for the default language; "" if there is none."""
        return words.get(lang) or words.get(self.default, "")

    def regions(self) -> list[str]:
        return sorted({b.region for b in self.branches.values()})

    def differences(self, branch: str) -> Iterator[Fact]:
        """Yield the facts whose value at a branch differs from the company's, now or later."""
        for fact in self.facts.values():
            if any(period.value != fact.value for period in self.periods(fact.id, branch)):
                yield fact


P = ParamSpec("P")
T = TypeVar("T")


def cached_per_site(
    function: Callable[Concatenate[Site, P], T],
) -> Callable[Concatenate[Site, P], T]:
    """Decorate a function so that its results are computed once for each site and arguments."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def text(site: Site, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (name, args, *kwargs.items())
        if key not in site.memo:
            site.memo[key] = function(site, *args, **kwargs)
        found: T = site.memo[key]
        return found

    return text
