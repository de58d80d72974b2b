"""Plans a move: which files become what, so that all links and former addresses still lead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kbgen.checks.needed import check_needed
from kbgen.errors import FindingsError, KbgenError
from kbgen.model.addresses import (
    ADDRESS_LIST,
    AddressList,
    ListedAddress,
    former_addresses,
    join_address,
    split_address,
)
from kbgen.model.article import Article
from kbgen.model.editions import edition_of
from kbgen.model.finding import ERROR, Finding
from kbgen.model.moves import Moves, moves_of, published_addresses
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Site
from kbgen.model.translation import RECORD_FILE
from kbgen.moving.claims import needed_claims, unsettled
from kbgen.moving.files import ProjectFiles
from kbgen.moving.records import moved_record
from kbgen.moving.renames import Renames, WebPaths
from kbgen.moving.request import MoveRequest, renames_of
from kbgen.moving.sections import SectionRange, labels_outside, section_range
from kbgen.moving.texts import PageText, TextMover, page_text, with_moved_section
from kbgen.moving.yaml_values import change_values
from kbgen.resolve.links import resolve_links
from kbgen.source import yaml as source_yaml
from kbgen.source.address_list import parse_address_list, with_addresses
from kbgen.source.editions import with_days
from kbgen.source.tree import BRANCHES, GLOSSARY, LEDGER, read_versions
from kbgen.translations.record import parse_record, write_record

Key = tuple[str, str]
"""(language, page id)"""
_ADDRESS = re.compile(r"https?://[^\s\"'<>)\]]+")


@dataclass(frozen=True)
class MovePlan:
    """What a move changes. `moved` are files by their old and new paths."""

    files: ProjectFiles
    moved: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    findings: tuple[Finding, ...]
    """What a check would find afterwards, and does not find now."""


def plan_move(
    site: Site, request: MoveRequest, configurations: Sequence[Path], places: Mapping[Key, str]
) -> MovePlan:
    """Return the plan of a move on a site as it is before, with resolved links.

    `places` are the files of articles that are at their new places already. Raises KbgenError if
    it cannot be done.
    """
    moves = moves_of(site)
    renames = renames_of(site, moves, request)
    planner = _Planner(site, moves, renames, ProjectFiles(site.settings), places)
    return planner.plan(configurations)


@dataclass
class _Planner:
    site: Site
    moves: Moves
    renames: Renames
    files: ProjectFiles
    places: Mapping[Key, str]
    texts: dict[Key, PageText] = field(default_factory=dict)
    """The texts of all pages that change, by what their keys are afterwards."""

    def plan(self, configurations: Sequence[Path]) -> MovePlan:
        self._extend_sections()
        self._pages()
        self._later_claims()
        after = self._site_after()
        after = self._address(after)
        self._data(configurations)
        self._records()
        self._write_pages()
        moved = tuple(
            (self.site.articles[key].path, self._path((key[0], self.renames.page(key[1]))))
            for key in sorted(self.site.articles)
            if key[1] in self.renames.pages
        )
        known = {path for pair in moved for path in pair}
        changed = tuple(path for path in self.files.changed() if path not in known)
        return MovePlan(self.files, moved, changed, tuple(self._new_findings(after)))

    # The pages

    def _extend_sections(self) -> None:
        """Add the sections below one that goes to another page: they go with it."""
        for old, new in [*self.renames.sections.items()]:
            (page, anchor), (target, _) = split_address(old), split_address(new)
            if page == target:
                continue
            source = self.site.sources[page]
            found = section_range(source, anchor)
            below = found.headings[1:] if found else ()
            taken = [h.id for h in below if self.moves.has(join_address(target, h.id))]
            if taken:
                what = f"'{target}' has a section '#{taken[0]}' already, which is below '#{anchor}'"
                raise KbgenError(f"{what}; rename it first: kbgen move {page}#{taken[0]} {page}#…")
            sections = {f"{page}#{h.id}": f"{target}#{h.id}" for h in below}
            self.renames = replace(self.renames, sections={**self.renames.sections, **sections})

    def _pages(self) -> None:
        """Change the texts of all articles: of moved ones, and those that link to them."""
        cut: dict[Key, SectionRange] = {}
        for lang, article, target, found in self._moved_sections():
            cut[lang, article.id] = found
            mover = TextMover(self.site, self.renames, article)
            other = self.site.articles[lang, target]
            text = self.texts.get((lang, target)) or self._moved(other, None)
            self.texts[lang, target] = with_moved_section(text, mover.section(found, target))
        for key, article in self.site.articles.items():
            if (key[0], self.renames.page(key[1])) in self.texts:
                continue
            before = self._text(article)
            after = self._moved(article, cut.get(key))
            if after != before or article.id in self.renames.pages:
                self.texts[key[0], self.renames.page(article.id)] = after

    def _later_claims(self) -> None:
        """Have later texts say of the page's new address, too, which sections they move."""
        for page, source in self.site.sources.items():
            edition = edition_of(page)
            if edition is None or page not in self.renames.pages:
                continue
            new, key = self.renames.page(edition.page), (source.lang, self.renames.page(page))
            added = [
                f"{new}#{old.partition('#')[2]}: {anchor or old.partition('#')[2]}"
                for old, anchor in former_addresses(source.meta.was)
                if old.startswith(f"{edition.page}#")
            ]
            if added:
                self.texts[key] = self.texts[key].with_list("was", added)

    def _moved(self, article: Article, section: SectionRange | None) -> PageText:
        return TextMover(self.site, self.renames, article).moved(self._text(article), section)

    def _text(self, article: Article) -> PageText:
        path = self.places.get((article.lang, article.id), article.path)
        return page_text(self.files.text(path), article)

    def _moved_sections(self) -> Iterator[tuple[str, Article, str, SectionRange]]:
        """Yield the section that goes to another page, in each language that has it."""
        for old, new in [*self.renames.sections.items()][:1]:
            (page, anchor), (target, _) = split_address(old), split_address(new)
            if page == target:
                return
            for lang in self.site.locales:
                article = self.site.articles.get((lang, page))
                found = section_range(article, anchor) if article else None
                if article is None or found is None:
                    continue
                if (lang, target) not in self.site.articles:
                    what = f"'{target}' is not translated into '{lang}', and '{old}' is"
                    raise KbgenError(f"{what}; translate that page first, or move all of '{page}'")
                if labels := labels_outside(article, found):
                    what = f"{article.path}: the section uses [{labels[0]}], which stands elsewhere"
                    raise KbgenError(f"{what} on the page; move that line into the section first")
                yield lang, article, target, found

    # The site afterwards

    def _site_after(self) -> Site:
        """Return the site with the texts as they will be.

        Raises FindingsError for what is wrong in them, and was not before.
        """
        articles = {
            key: article
            for key, article in self.site.articles.items()
            if key[1] not in self.renames.pages
        }
        findings: list[Finding] = []
        for page in sorted({page for _, page in self.texts}):
            versions = self._versions(page)
            found, problems = read_versions(self.site.settings, page, versions)
            articles |= found
            findings += self._not_there_before(page, problems)
        if findings:
            raise FindingsError(findings)
        home = self.site.settings.home
        if home is not None:
            tasks = (one.model_copy(update={"page": self.renames.of(one.page)}) for one in home)
            home = tuple(tasks)
        settings = replace(self.site.settings, home=home)
        file_ids = {key: one.file_id for key, one in articles.items() if one.file_id}
        articles = with_days(articles, file_ids, self.site.settings.announced_by)
        articles = dict(sorted(articles.items()))
        return resolve_links(replace(self.site, settings=settings, articles=articles))

    def _versions(self, page: str) -> dict[str, tuple[str, str]]:
        """Return language → (path, text) of a page as it will be."""
        versions = {}
        for lang in self.site.locales:
            article = self.site.articles.get((lang, page))
            if (lang, page) in self.texts:
                versions[lang] = self._path((lang, page)), self.texts[lang, page].whole
            elif article and page not in self.renames.pages:
                versions[lang] = article.path, self._text(article).whole
        return versions

    def _path(self, key: Key) -> str:
        """Return the path that a page has afterwards."""
        article = self.site.articles.get(key)
        if article and key[1] not in self.renames.pages:
            return article.path
        settings = self.site.settings
        return settings.relative(settings.content / key[0] / f"{key[1]}.md")

    def _not_there_before(self, page: str, found: Sequence[Finding]) -> list[Finding]:
        """Return the errors in a page that it has only at its new place: fields of another kind."""
        old = next((old for old, new in self.renames.pages.items() if new == page), page)
        texts = {
            lang: (article.path, self._text(article).whole)
            for (lang, id_), article in self.site.articles.items()
            if id_ == old
        }
        _, before = read_versions(self.site.settings, old, texts)
        known = {(finding.code, finding.message) for finding in before}
        new = [one for one in found if (one.code, one.message) not in known]
        return [one for one in new if one.severity == ERROR]

    # The addresses

    def _address(self, after: Site) -> Site:
        """Write into `was` and addresses.txt what keeps every address leading where it led."""
        listed: list[ListedAddress] = []
        moves = moves_of(after)
        vacated = [claim for claim in moves.claims if moves.has(claim.old)]
        for claim in vacated:
            if self.moves.has(claim.old):
                continue  # it was wrong before
            if claim.page:
                self._edit_was(after, claim.page, removed=[claim.old])
            else:
                listed.append(ListedAddress(claim.old))
        moves = replace(moves, claims=tuple(c for c in moves.claims if c not in vacated))
        known = self._known_addresses()
        expected = {old: self._expected(after, led) for old, led in known.items()}
        claimed = {claim.old: claim for claim in moves.claims}
        for entry in needed_claims(after, moves, expected, self.moves):
            if (wrong := claimed.get(entry.old)) and wrong.page:
                self._edit_was(after, wrong.page, removed=[entry.old])
            elif wrong and entry.page:
                listed.append(ListedAddress(entry.old))
            if entry.page:
                self._edit_was(after, entry.page, added=[entry.written])
            else:
                listed.append(ListedAddress(entry.old, entry.target))
        self._edit_list(listed)
        after = self._with_list(self._site_after())
        if failing := unsettled(moves_of(after), expected):
            what = f"'{failing[0]}' would lead nowhere after this, so nothing was changed"
            raise KbgenError(f"{what}; move one page or section at a time")
        return after

    def _known_addresses(self) -> dict[str, str]:
        """Return every address that the site has or had → where it leads today."""
        lines = self.moves.address_list.lines if self.moves.address_list else ()
        names = [one.address for one in lines if not one.is_gone]
        names += [*published_addresses(self.site), *self.moves.steps]
        # Without a list, or between two builds, these are known by their pages alone.
        for former in self.moves.former_pages:
            names += [f"{former}#{anchor}" for anchor in self.moves.anchors_on(former)]
        led = {name: self.moves.follow(name) for name in dict.fromkeys(names)}
        return {name: address for name, address in led.items() if address}

    def _expected(self, after: Site, address: str) -> str:
        """Return where an address has to lead afterwards."""
        moved = self.renames.of(address)
        page, anchor = split_address(moved)
        if page in self.site.generated_pages and page not in after.page_ids:
            return self._in_place_of_list(after, page)
        return join_address(page, anchor)

    def _in_place_of_list(self, after: Site, page: str) -> str:
        """Return the page that takes the place of a folder's list, if all its pages are gone."""
        folder = page.removesuffix("/index")
        pages = [new for old, new in self.renames.pages.items() if old.startswith(f"{folder}/")]
        lists = {f"{new.partition('/')[0]}/index" for new in pages} & after.page_ids
        return lists.pop() if len(pages) > 1 and len(lists) == 1 else pages[0]

    def _edit_was(
        self, after: Site, page: str, added: Sequence[str] = (), removed: Collection[str] = ()
    ) -> None:
        for page_id, source in after.sources.items():
            edition = edition_of(page_id)
            if page not in (page_id, edition.page if edition else ""):
                continue
            key = source.lang, page_id
            if key not in self.texts:
                self.texts[key] = self._text(source)
            self.texts[key] = self.texts[key].with_list("was", added, removed)

    def _edit_list(self, listed: Sequence[ListedAddress]) -> None:
        if not listed:
            return
        text = self.files.text(ADDRESS_LIST)
        plain = {one.address for one in listed if not one.target}
        lines, _ = parse_address_list(text, ADDRESS_LIST)
        numbers = {one.line - 1 for one in lines if one.address in plain}
        kept = [row for number, row in enumerate(text.split("\n")) if number not in numbers]
        self.files.write(ADDRESS_LIST, with_addresses("\n".join(kept), listed))

    def _with_list(self, after: Site) -> Site:
        list_, text = self.site.address_list, self.files.text(ADDRESS_LIST)
        if list_ is None and not text:
            return after
        lines, _ = parse_address_list(text, ADDRESS_LIST)
        list_ = replace(list_, lines=lines) if list_ else None
        return replace(after, address_list=list_ or AddressList(ADDRESS_LIST, lines))

    # The other files

    def _data(self, configurations: Sequence[Path]) -> None:
        """Change what mkdocs.yml and the data files say of moved pages."""
        settings = self.site.settings
        paths = WebPaths(self.site, self.renames)

        def address(match: re.Match[str]) -> str:
            return paths.moved(match[0]) or match[0]

        def in_data(_: source_yaml.Path, value: str) -> str | None:
            return _ADDRESS.sub(address, value)

        branches = sorted((settings.content / BRANCHES).glob("*.y*ml"))
        for file in (settings.content / LEDGER, settings.content / GLOSSARY, *branches):
            path = settings.relative(file)
            text = self.files.text(path)
            if settings.site_url and settings.site_url in text:
                self.files.write(path, change_values(text, in_data))

        def in_settings(place: source_yaml.Path, value: str) -> str | None:
            if "kbgen" in place and "home" in place:
                return self.renames.of(value)
            return self._page_file(value) or _ADDRESS.sub(address, value)

        for file in configurations:
            if file.is_relative_to(settings.root.resolve()):
                path = file.relative_to(settings.root.resolve()).as_posix()
                self.files.write(path, change_values(self.files.text(path), in_settings))

    def _page_file(self, value: str) -> str | None:
        """Return the other file of a page that mkdocs.yml names: "faq/a.md", "en/faq/a.md"."""
        if not is_page_file(value):
            return None
        page = without_suffix(value.removeprefix("./"))
        lang, _, rest = page.partition("/")
        prefix, page = (f"{lang}/", rest) if lang in self.site.locales else ("", page)
        return f"{prefix}{self.renames.pages[page]}.md" if page in self.renames.pages else None

    def _records(self) -> None:
        settings = self.site.settings
        for lang in self.site.locales:
            path = settings.relative(settings.content / lang / RECORD_FILE)
            if not self.files.exists(path):
                continue
            record, mistakes = parse_record(self.files.text(path), path)
            if mistakes:
                raise FindingsError(mistakes)
            moved = moved_record(record, self.renames)
            if moved != record:
                self.files.write(path, write_record(moved))

    def _write_pages(self) -> None:
        for key, article in sorted(self.site.articles.items()):
            new = self._path((key[0], self.renames.page(key[1])))
            old = self.places.get(key, article.path)
            if new != old and key[1] in self.renames.pages:
                if self.files.exists(new) and new not in self._vacated():
                    raise KbgenError(f"{new} is there already; move it away first")
                self.files.move(old, new)
        for key, text in sorted(self.texts.items()):
            self.files.write(self._path(key), text.whole)

    def _vacated(self) -> set[str]:
        moved = self.renames.pages
        return {a.path for (_, page), a in self.site.articles.items() if page in moved}

    def _new_findings(self, after: Site) -> Iterator[Finding]:
        known = {(one.code, one.message) for one in check_needed(self.site)}
        for one in check_needed(after):
            if one.severity == ERROR and (one.code, one.message) not in known:
                yield one
