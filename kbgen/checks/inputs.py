"""The inputs of rules: each has a name, a value and, if findings are cached, a digest.

The parameters of a rule are its inputs, by name. A rule gets no others, so its findings depend
only on inputs that are part of their cache key.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from kbgen.checks.own_addresses import OwnAddresses
from kbgen.model.article import Article, page_url
from kbgen.model.fact import Fact
from kbgen.model.finding import Finding, Span
from kbgen.model.history import histories
from kbgen.model.hosting import MERMAID, Hosting, Load, origin_of
from kbgen.model.moves import moves_of
from kbgen.model.nav import NavReference
from kbgen.model.site import Site
from kbgen.system.digest import canonical, digest
from kbgen.translations.blocks import data_blocks
from kbgen.translations.repeats import repeats_of
from kbgen.translations.states import states_of

Rule = Callable[..., Iterator[Finding]]
Key = tuple[str, str]
"""(language, page id)"""
Pages = Mapping[Key, Article]


@dataclass(frozen=True)
class Ledger:
    """The facts of the ledger; `broken` are the ids of those that could not be read."""

    facts: Mapping[str, Fact]
    broken: frozenset[str]
    is_there: bool
    is_broken: bool
    variables: frozenset[str] | None = None
    """The names that another plugin fills in between braces; None if braces hold facts alone."""

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self.facts) | self.broken


@dataclass(frozen=True)
class TermWords:
    """A term of the glossary: its right words by language, the preferred first, and wrong words."""

    words: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]]
    opposite: str
    """The id of the term that says the contrary; "" for none."""


@dataclass(frozen=True)
class NavOption:
    """`nav:` of mkdocs.yml and its place; `is_left_out` tells what `not_in_nav` matches."""

    references: tuple[NavReference, ...]
    is_left_out: Callable[[str], bool]

    @property
    def place(self) -> Span:
        return self.references[0].span if self.references else Span("mkdocs.yml")


@dataclass(frozen=True)
class ExternalContent:
    """The files that mkdocs.yml loads from other origins, and the sources that it allows."""

    site_origin: str
    """The origin of the site itself."""
    loads: tuple[Load, ...]
    hosting: Hosting


def _source(site: Site, article: Article) -> Article | None:
    return site.source_of(article.id) if article.is_translation else None


def _versions(site: Site, article: Article) -> tuple[Article, ...]:
    found = (site.articles.get((lang, article.id)) for lang in site.locales)
    return tuple(version for version in found if version)


def _own_addresses(site: Site) -> OwnAddresses:
    settings = site.settings
    pages = {page_url(one, settings.directory_urls): one for one in site.page_ids}
    theme = settings.custom_dir is not None
    langs, moves = tuple(site.locales), moves_of(site)
    return OwnAddresses(
        settings.site_url, site.default, langs, pages, site.assets, moves, has_own_theme=theme
    )


OF_PAGE: Mapping[str, Callable[[Site, Article], Any]] = {
    "page": lambda _, article: article,
    "source": _source,  # of a translation; None for a source page
    "versions": _versions,  # the page in every language
    "has_ledger": lambda site, _: site.has_ledger,
    "numbering": lambda site, article: site.locales[article.lang].numbering,
    "shown": lambda site, article: site.coverage.get(article.lang),  # characters of its fonts
}
"""The inputs of rules for pages that depend on the page."""

SHARED: Mapping[str, Callable[[Site], Any]] = {
    "day": lambda site: site.settings.today,
    "langs": lambda site: tuple(site.locales),
    "draws": lambda site: MERMAID in site.assets,
    "has_formulas": lambda site: site.settings.has_formulas,
    "existing": lambda site: frozenset(site.articles),  # (language, page id)
    "values": lambda site: {fact.id: fact.values for fact in site.facts.values()},
    "terms": lambda site: {
        term.id: TermWords(term.words, term.avoid, term.opposite) for term in site.terms.values()
    },
    "branch_names": lambda site: {
        lang: tuple((one.name[lang], one.id) for one in site.branches.values() if lang in one.name)
        for lang in site.locales
    },
}
"""The inputs of all rules that depend on the site.

They contain no places, so that a line added to another file changes no key.
"""

OF_SITE: Mapping[str, Callable[[Site], Any]] = {
    "pages": lambda site: site.articles,
    "sources": lambda site: site.sources,
    "drafts": lambda site: frozenset(key for key, a in site.articles.items() if site.is_draft(a)),
    "page_ids": lambda site: site.page_ids,
    "histories": histories,  # page id → its editions, of pages that are gone, too
    "moves": moves_of,  # the addresses of pages and sections, and former ones
    "generated_pages": lambda site: site.generated_pages,
    "assets": lambda site: site.assets,
    "templates": lambda site: site.settings.templates,
    "refused": lambda site: site.refused,
    "nav": lambda site: NavOption(site.settings.nav, site.settings.is_unlisted),
    "content_folder": lambda site: site.content_folder,  # as findings show it, with its slash
    "web": _own_addresses,
    "is_strict": lambda site: site.has_ledger or site.settings.prove,
    "is_proven": lambda site: site.settings.prove,
    "ledger": lambda site: Ledger(
        site.facts,
        site.broken_facts,
        site.has_ledger,
        site.is_ledger_broken,
        site.settings.variables,
    ),
    "branches": lambda site: site.branches,
    "branch_ids": lambda site: frozenset(site.branches) | site.broken_branches,
    "locales": lambda site: site.locales,
    "language_places": lambda site: {
        lang: site.settings.place("locales", lang) for lang in site.locales
    },
    "coverage": lambda site: site.coverage,
    "contact": lambda site: tuple(  # with the places in mkdocs.yml
        (fact_id, site.settings.place("contact", number))
        for number, fact_id in enumerate(site.settings.contact)
    ),
    "home": lambda site: tuple(  # with the places of the parts in mkdocs.yml
        (task, partial(site.settings.place, "home", number))
        for number, task in enumerate(site.settings.home or ())
    ),
    "forms": lambda site: site.settings.forms,
    "external": lambda site: ExternalContent(
        origin_of(site.settings.site_url), site.settings.loads, site.settings.hosting
    ),
    "translations": states_of,  # language → the states of its blocks, if they are recorded
    "data_texts": lambda site: {  # language → the texts of data, the default language first
        lang: data_blocks(site, lang)
        for lang in sorted(site.locales, key=lambda lang: lang != site.default)
    },
    "repeats": repeats_of,  # texts of translations that stand in the place of others
    "emoji": lambda site: site.settings.emoji,  # the address of an emoji's picture by its name
}
"""The inputs of rules for the whole site alone. The findings of these rules are not cached."""

UNCACHED = frozenset({"day", "langs", "existing"})
"""Inputs of rules that are so quick that their findings are not cached."""


class RuleInputs:
    """The inputs for a site; each value and each digest is computed when it is first needed."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._values: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        self._pages: dict[str, str] = {}

    def of_site(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = (SHARED.get(name) or OF_SITE[name])(self._site)
        return self._values[name]

    def of_page(self, name: str, article: Article) -> Any:
        find = OF_PAGE.get(name)
        return find(self._site, article) if find else self.of_site(name)

    def digest_of(self, name: str, article: Article) -> str:
        """Return the digest of the value that `of_page` returns.

        Raises TypeError for an input without a digest.
        """
        if name not in OF_PAGE:
            return self._value_digest(name, self.of_site)
        match value := self.of_page(name, article):
            case Article():
                return self._of_article(value)
            case tuple():
                return digest(*map(self._of_article, value))
            case None | bool() | str():
                return repr(value)
            case frozenset():
                return self._value_digest(f"{name} {article.lang}", lambda _: sorted(value))
        raise TypeError(f"the input {name} has no digest")

    def _value_digest(self, name: str, value_of: Callable[[str], Any]) -> str:
        if name not in self._digests:
            self._digests[name] = digest(canonical(value_of(name)))
        return self._digests[name]

    def _of_article(self, article: Article) -> str:
        """Return the digest of a page: of its text and of the resolved targets of its links."""
        if article.path not in self._pages:
            links = (f"{x.page!r} {x.anchor!r} {x.is_asset} {x.lang}" for x in article.links)
            self._pages[article.path] = digest(article.digest, *links)
        return self._pages[article.path]


@cache
def declared(rule: Rule) -> tuple[str, ...]:
    """Return the names of the inputs of a rule, which are its parameters.

    Raises TypeError for a parameter that is no input.
    """
    names = tuple(inspect.signature(rule).parameters)
    known = {**OF_PAGE, **SHARED, **OF_SITE}
    if unknown := [name for name in names if name not in known]:
        what = f"{rule.__name__}: there is no input {', '.join(unknown)}"
        raise TypeError(f"{what}; there are {', '.join(known)}")
    return names


@dataclass(frozen=True)
class InputGroup:
    """Rules for pages whose findings have one cache key, made of the digests of `names`."""

    rules: tuple[Rule, ...]
    names: tuple[str, ...]

    @property
    def is_cached(self) -> bool:
        return not UNCACHED.intersection(self.names)

    def key(self, inputs: RuleInputs, article: Article) -> str:
        """Return the cache key of the findings in a page: a digest of all inputs of these rules."""
        digests = [inputs.digest_of(name, article) for name in self.names]
        return digest("found", *self.names, *digests)

    def findings_in(self, inputs: RuleInputs, article: Article) -> list[Finding]:
        given = {name: inputs.of_page(name, article) for name in self.names}
        return [
            finding
            for rule in self.rules
            for finding in rule(**{name: given[name] for name in declared(rule)})
        ]


def grouped(rules: Iterable[Rule]) -> tuple[InputGroup, ...]:
    """Group rules for pages by the inputs that they share with the rest of the site.

    Raises TypeError for a rule with an input for the whole site.
    """
    groups: dict[frozenset[str], list[Rule]] = {}
    for rule in rules:
        if whole := [name for name in declared(rule) if name in OF_SITE]:
            raise TypeError(f"{rule.__name__}: no rule of a page may know {', '.join(whole)}")
        apart = frozenset(name for name in declared(rule) if name in SHARED)
        groups.setdefault(apart, []).append(rule)
    return tuple(_group(rules) for rules in groups.values())


def _group(rules: Sequence[Rule]) -> InputGroup:
    names = dict.fromkeys(name for rule in rules for name in declared(rule))
    return InputGroup(tuple(rules), tuple(sorted(names)))


def findings_in_site(rules: Iterable[Rule], inputs: RuleInputs) -> Iterator[list[Finding]]:
    """Yield the findings of each rule for the whole site.

    Raises TypeError for a rule with an input for a page.
    """
    for rule in rules:
        if of_page := [name for name in declared(rule) if name in OF_PAGE]:
            raise TypeError(f"{rule.__name__}: no rule of the site may know {', '.join(of_page)}")
        yield list(rule(**{name: inputs.of_site(name) for name in declared(rule)}))
