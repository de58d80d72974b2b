"""Where former addresses lead today: what `was:` of pages and addresses.txt say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kbgen.model.addresses import (
    AddressList,
    former_addresses,
    is_web,
    join_address,
    path_language,
    split_address,
)
from kbgen.model.article import Article, page_url
from kbgen.model.finding import Span
from kbgen.model.forms import THANKS
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Site, cached_per_site


class Claim(NamedTuple):
    """A former address, the address that has taken its place, and where that is written."""

    old: str
    new: str
    span: Span
    page: str = ""
    """The page whose `was` says so; "" for a line of addresses.txt."""
    is_plugins: bool = False
    """Whether an option of another plugin says so, which may be wrong."""


@dataclass(frozen=True)
class Redirect:
    """A former page in one language and where it leads.

    `path` is its address below the site's root, without percent-encoding. `target` is a page or
    an answer in the language, or an address on the web. `anchors` are the former sections that
    lead somewhere else than to the same anchor of the target.
    """

    path: str
    lang: str
    target: str
    anchors: Mapping[str, str]

    @property
    def file(self) -> str:
        """Return the file below the site's folder that a host sends for it."""
        if self.path.endswith("/") or not self.path:
            return f"{self.path}index.html"
        return self.path if "." in self.path.rpartition("/")[2] else f"{self.path}/index.html"

    @property
    def is_html(self) -> bool:
        """Tell whether a page can stand there: a host would send another file as another type."""
        return self.file.endswith((".html", ".htm"))


@dataclass(frozen=True)
class Moves:
    """The pages and sections of a site by their addresses, and all claims of former ones."""

    anchors: Mapping[str, frozenset[str] | None]
    """Page id → the anchors of its source; None where they are not known."""
    headings: Mapping[str, tuple[str, ...]]
    claims: tuple[Claim, ...]
    address_list: AddressList | None
    drafts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    """The files of pages and assets below the site's folder, if a former path may be one."""

    @cached_property
    def steps(self) -> Mapping[str, str]:
        """Return former address → the address that has taken its place; the first claim counts."""
        steps: dict[str, str] = {}
        for claim in self.claims:
            if claim.is_plugins and f"{claim.old[1:]}index.html" in self.files:
                continue
            steps.setdefault(claim.old, claim.new)
        return steps

    @cached_property
    def gone(self) -> frozenset[str]:
        lines = self.address_list.lines if self.address_list else ()
        return frozenset(one.address for one in lines if one.is_gone)

    def has(self, address: str) -> bool:
        """Tell whether a page or a section is there."""
        page, anchor = split_address(address)
        if page not in self.anchors:
            return False
        known = self.anchors[page]
        return not anchor or known is None or anchor in known

    def follow(self, address: str) -> str | None:
        """Return the address of today to which a former one leads; None if it leads nowhere.

        A section of a former page is looked for on the page that has taken its place.
        """
        seen: set[str] = set()
        while not self.has(address):
            if is_web(address):
                return address
            if address in seen:
                return None
            seen.add(address)
            following = self._step(address)
            if following is None:
                return None
            address = following
        return address

    def _step(self, address: str) -> str | None:
        if address in self.steps:
            return self.steps[address]
        page, anchor = split_address(address)
        if not anchor or page in self.anchors or page not in self.steps:
            return None
        new, within = split_address(self.steps[page])
        if is_web(self.steps[page]):
            return self.steps[page]
        moved = join_address(new, anchor)
        # What became a section of another page has its own sections there, or none.
        return moved if not within or self.has(moved) or moved in self.steps else self.steps[page]

    def circle(self, address: str) -> tuple[str, ...]:
        """Return the former addresses that lead to one another, beginning with this one."""
        seen: list[str] = []
        while address in self.steps and not self.has(address):
            if address in seen:
                return tuple(seen[seen.index(address) :])
            seen.append(address)
            address = self.steps[address]
        return ()

    @cached_property
    def former_anchors(self) -> Mapping[str, frozenset[str]]:
        """Return page id, of today or former → the anchors of which claims speak."""
        found: dict[str, set[str]] = {}
        for old in self.steps:
            page, anchor = split_address(old)
            if anchor:
                found.setdefault(page, set()).add(anchor)
        return {page: frozenset(anchors) for page, anchors in found.items()}

    @cached_property
    def former_pages(self) -> Mapping[str, str]:
        """Return former page (id or path) → the address to which it leads."""
        found = {}
        for old in self.steps:
            led = None if "#" in old or self.has(old) else self.follow(old)
            if led is not None:
                found[old] = led
        return dict(sorted(found.items()))

    def anchors_from(self, former: str) -> dict[str, str]:
        """Return the anchors of a former page that do not lead to the same one of its target."""
        names = self._former_anchors_on(former)
        target = self.former_pages[former]
        led = {name: self.follow(join_address(former, name)) for name in sorted(names)}
        return {
            name: address
            for name, address in led.items()
            if address and address not in (target, join_address(split_address(target)[0], name))
        }

    def _former_anchors_on(self, former: str) -> set[str]:
        """Return the anchors of which claims speak, of a former page and those after it."""
        names: set[str] = set()
        page, seen = former, set[str]()
        while page not in seen:
            seen.add(page)
            names |= self.former_anchors.get(page, frozenset())
            page = split_address(self.steps.get(page, page))[0]
        return names

    def anchors_on(self, former: str) -> list[str]:
        """Return the anchors that a former page may have had: those of the pages after it."""
        target = split_address(self.former_pages[former])[0]
        return sorted({*self._former_anchors_on(former), *self.headings.get(target, ())})

    @cached_property
    def moved_sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return page → former anchor that is not on it → where that leads.

        Those of former pages that lead to it are among them, since a host that redirects leaves
        the anchor to the browser.
        """
        found: dict[str, dict[str, str]] = {}
        for page, names in self.former_anchors.items():
            for name in sorted(names) if page in self.anchors else ():
                led = self.follow(join_address(page, name))
                if led and not self.has(join_address(page, name)):
                    found.setdefault(page, {})[name] = led
        for former, target in self.former_pages.items():
            page = split_address(target)[0]
            for name, led in self.anchors_from(former).items():
                if page in self.anchors and not self.has(join_address(page, name)):
                    found.setdefault(page, {}).setdefault(name, led)
        return {page: dict(sorted(names.items())) for page, names in found.items()}


@cached_per_site
def moves_of(site: Site) -> Moves:
    """Return the addresses of a site, and where its former ones lead."""
    anchors: dict[str, frozenset[str] | None] = dict.fromkeys(site.page_ids)
    anchors |= dict.fromkeys(_refused_pages(site))
    for page_id, source in site.sources.items():
        anchors[page_id] = None if source.is_broken else _anchors(site, source)
    if site.settings.directory_urls:  # faq.md and faq/index.md have one address
        for page_id in [*anchors]:
            folder, _, name = page_id.rpartition("/")
            same = folder if name == "index" else f"{page_id}/index"
            anchors.setdefault(same, anchors[page_id])
    headings = {id_: tuple(h.id for h in source.headings) for id_, source in site.sources.items()}
    drafts = frozenset(id_ for id_, source in site.sources.items() if site.is_draft(source))
    claims = tuple(_claims(site))
    has_paths = any(claim.old.startswith("/") for claim in claims)
    files = frozenset(_files(site)) if has_paths else frozenset()
    return Moves(anchors, headings, claims, site.address_list, drafts, files)


def _files(site: Site) -> Iterator[str]:
    """Yield the files below the site's folder of pages, and of assets."""
    for lang in site.locales:
        prefix = "" if lang == site.default else f"{lang}/"
        for page_id in site.pages_in(lang):
            url = page_url(page_id, site.settings.directory_urls)
            yield f"{prefix}{url}index.html" if not url or url.endswith("/") else f"{prefix}{url}"
    for name in site.assets:
        yield name.removeprefix(f"{site.default}/")


def _anchors(site: Site, source: Article) -> frozenset[str]:
    """Return the anchors of a page, in its source or in a translation."""
    versions = (site.articles.get((lang, source.id)) for lang in site.locales)
    return source.anchors.union(*(one.anchors for one in versions if one and one is not source))


def _refused_pages(site: Site) -> Iterator[str]:
    """Yield the ids of pages whose files cannot be read; there are findings about them."""
    for name in site.refused:
        lang, _, rest = name.partition("/")
        if lang in site.settings.langs and is_page_file(rest):
            yield without_suffix(rest)


def _claims(site: Site) -> Iterator[Claim]:
    for page_id, source in sorted(site.sources.items()):
        former = () if site.is_unlisted(page_id) else source.meta.was
        for number, entry in enumerate(former):
            place = source.marks.get(("was", number)) or source.where("was")
            for old, anchor in former_addresses([entry]):
                is_page = "#" not in old
                new = page_id if is_page else join_address(page_id, anchor)
                yield Claim(old, new, place, page_id)
    for file_id, page_id in site.begun.items():
        page = site.source_of(page_id)
        yield Claim(file_id, page_id, page.where() if page else Span(""), page_id)
    for old, new, place in site.settings.redirects:
        yield Claim(old, new, place, is_plugins=True)
    if listed := site.address_list:
        for one in listed.lines:
            if one.target:
                place = Span(listed.path, one.line, one.column, len(one.address))
                yield Claim(one.address, one.target, place)


@cached_per_site
def redirects_of(site: Site) -> tuple[Redirect, ...]:
    """Return the former pages of a site, in each language, sorted by their paths."""
    moves, directory_urls = moves_of(site), site.settings.directory_urls
    found: dict[str, Redirect] = {}
    for former, target in moves.former_pages.items():
        anchors = moves.anchors_from(former)
        if former.startswith("/"):
            lang = path_language(former, site.locales.keys()) or site.default
            found[former[1:]] = Redirect(former[1:], lang, target, anchors)
            continue
        page = split_address(target)[0]
        for lang in site.locales:
            if page in site.page_ids and page not in site.pages_in(lang):
                continue
            prefix = "" if lang == site.default else f"{lang}/"
            path = f"{prefix}{page_url(former, directory_urls)}"
            found[path] = Redirect(path, lang, target, anchors)
    return tuple(found[path] for path in sorted(found))


def published_addresses(site: Site) -> list[str]:
    """Return the addresses that a build publishes: pages, and the sections of their sources.

    The search and the page after a form are left out: they come and go with the settings. So are
    later texts of pages, which have an address of their own until their day alone.
    """
    left = {"search", THANKS}
    found = [page_id for page_id in site.generated_pages if page_id not in left]
    for page_id, source in site.sources.items():
        if not (site.is_draft(source) or site.is_ahead(page_id)):
            found += [page_id, *(f"{page_id}#{heading.id}" for heading in source.headings)]
    return found


def new_addresses(site: Site) -> list[str]:
    """Return the addresses that a build publishes and addresses.txt does not list."""
    lines = site.address_list.lines if site.address_list else ()
    known = {one.address for one in lines}
    return [address for address in dict.fromkeys(published_addresses(site)) if address not in known]
