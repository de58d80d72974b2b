"""The data of the layout around every page: header, navigation, notices, footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from kbgen.facts.all import type_of
from kbgen.facts.fact_type import Channel
from kbgen.kinds import kind_named, listed_kinds
from kbgen.languages.bidi import isolate, isolate_runs, to_html
from kbgen.languages.language import language
from kbgen.markdown.content import HeadingLink
from kbgen.model.locale import Direction
from kbgen.model.site import HOME, Site
from kbgen.output.assets import Assets
from kbgen.output.theme_assets import FOLDER
from kbgen.resolve.addresses import address
from kbgen.views.banners import Bulletin, bulletins
from kbgen.views.home import TaskLink, tasks
from kbgen.views.hours import ContactHours, contact_hours, contact_words
from kbgen.views.lists import ListEntry, popular
from kbgen.views.moved import MovedSection, moved_sections
from kbgen.views.nav import NavEntry, NavSection, Outline
from kbgen.views.page_parts import PageParts
from kbgen.views.reader import Reader, own_words
from kbgen.views.titles import kind_title, own_title, title_html

POPULAR = 8
_ROW = Markup('<li{}><a href="{}">{}</a></li>\n')
_EXTERNAL = re.compile(r"[/#]|[a-z][a-z0-9+.-]*:", re.I)


@dataclass(frozen=True)
class LanguageLayout:
    """The data that the layouts of all pages of a language share."""

    site: Site
    lang: str
    name: str
    outline: Outline
    assets: Assets
    rows: dict[tuple[str, str], Markup] = field(default_factory=dict)
    """Rendered links of the navigation by (path to the root, address)."""
    parts: dict[tuple[object, ...], Markup] = field(default_factory=dict)
    """Rendered parts of pages by their name, path to the root and other inputs."""

    @cached_property
    def contact(self) -> tuple[ContactLink, ...]:
        return tuple(self._contact())

    def _contact(self) -> Iterator[ContactLink]:
        reader = Reader(self.site, self.lang, "")
        for fact_id in self.site.settings.contact:
            if fact := self.site.facts.get(fact_id):
                channel = type_of(fact.value).channel or Channel("link")
                usual = reader.t(channel.name) if channel.name else Markup("")
                label = own_words(fact.label, reader)
                yield ContactLink(
                    channel.icon,
                    reader.text(label) if label else usual,
                    reader.fact(fact_id),
                    contact_hours(reader, fact_id),
                )

    @cached_property
    def contact_words(self) -> str:
        """Return the script's sentences about hours of contacts, as JSON; "" without such hours."""
        has_hours = any(contact.hours for contact in self.contact)
        return contact_words(Reader(self.site, self.lang, "")) if has_hours else ""

    @cached_property
    def kinds(self) -> tuple[tuple[str, Markup], ...]:
        return tuple(
            (kind.name, escape(kind_title(self.site, self.lang, kind.folder)))
            for kind in listed_kinds()
        )

    @cached_property
    def invitations(self) -> Mapping[str, tuple[Markup, Markup]]:
        """Return language → "Read this site in …" and "Close", in that language."""
        readers = (Reader(self.site, lang, "") for lang in self.site.locales)
        return {
            r.lang: (
                r.t("Read this site in %(language)s", language=self.site.locales[r.lang].name),
                r.t("Close"),
            )
            for r in readers
        }


@dataclass(frozen=True)
class NavLink:
    """A link of the menu or a breadcrumb; `days` are attributes with the days on which it is shown,
    `words` is the title of a breadcrumb as plain text."""

    title: Markup
    href: str
    is_current: bool = False
    is_page: bool = False
    days: Markup = Markup("")
    words: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site with its own name; `href` is the current page in this language."""

    lang: str
    dir: str
    name: Markup
    href: str
    is_current: bool
    invitation: Markup
    close: Markup


@dataclass(frozen=True)
class ContactLink:
    """A way to reach the company."""

    icon: str
    label: Markup
    value: Markup
    hours: ContactHours | None = None


@dataclass(frozen=True)
class ShownSection:
    """The section of a page; `before` and `after` are its links before and after the page."""

    title: Markup
    href: str
    before: Markup
    here: NavLink | None
    after: Markup
    has_more: bool


@dataclass(frozen=True)
class LayoutView:
    """The layout of one page. Its addresses are relative to the page, or begin with `base`."""

    layout: LanguageLayout
    reader: Reader
    page_id: str
    kind: str
    title: Markup
    """Its heading, as HTML."""
    name: Markup = Markup("")
    """Its title as plain text, escaped."""
    title_id: str = ""
    headings: tuple[HeadingLink, ...] = ()
    base: str | None = None
    """The path of the site's root, for a page that is shown at any address: a 404."""

    @property
    def lang(self) -> str:
        return self.reader.lang

    @property
    def dir(self) -> Direction:
        return self.reader.site.locales[self.lang].direction

    def t(self, message: str, **values: object) -> Markup:
        return self.reader.t(message, **values)

    @cached_property
    def root(self) -> str:
        return "../" * self.reader.url.count("/") if self.base is None else self.base

    def at(self, url: str) -> str:
        """Return the relative address of `url`, which is below the site's root."""
        return url if _EXTERNAL.match(url) else f"{self.root}{url}" or "./"

    def link(self, page_id: str) -> str:
        """Return the relative address of a page, equal on all pages of a folder (see `once`).

        It begins at the language's root, not at the site's.
        """
        target = address(self.reader.site, self.lang, page_id)
        if self.base is not None:
            return self.base + target
        home = self.root.removeprefix("../") if self._prefix else self.root
        return f"{home}{target.removeprefix(self._prefix)}" or "./"

    def asset(self, name: str) -> str:
        return f"{self.root}{FOLDER}{self.layout.assets.name(name)}"

    @cached_property
    def home(self) -> str:
        return self.at(address(self.reader.site, self.lang, "index"))

    @property
    def is_home(self) -> bool:
        return self.page_id == "index"

    @property
    def is_front(self) -> bool:
        """Tell whether it is the home page of the default language, the root of the site."""
        return self.is_home and self.lang == self.reader.site.default

    @property
    def site_name(self) -> Markup:
        return Markup(to_html(isolate_runs(self.layout.name, self.dir)))

    @property
    def window_title(self) -> Markup:
        """Return the content of the page's `<title>`: plain text, escaped."""
        site = self.reader.site
        name = escape(isolate_runs(self.layout.name, self.dir))
        if self.is_home or not self.name:
            return name
        article = site.shown(self.lang, self.page_id)
        is_same = article is None or site.locales[article.lang].direction == self.dir
        title = self.name if is_same else Markup(isolate(str(self.name)))
        return title + " – " + name

    @property
    def logo(self) -> str:
        return self.asset("logo") if self.reader.site.settings.brand.logo else ""

    @property
    def language(self) -> Markup:
        return escape(self.reader.site.locales[self.lang].name)

    @cached_property
    def languages(self) -> tuple[LanguageLink, ...]:
        return tuple(self._languages(self.page_id))

    @cached_property
    def results_pages(self) -> tuple[LanguageLink, ...]:
        """Return the languages with links to the page of results in each of them."""
        return tuple(self._languages("search"))

    @cached_property
    def language_rows(self) -> Markup:
        """Return the languages as items of a list."""
        marks = {True: ' aria-current="true"', False: ""}
        rows = (
            f'<li><a href="{own.href}" lang="{own.lang}" dir="{own.dir}" hreflang="{own.lang}"'
            f"{marks[own.is_current]}>{own.name}</a></li>"
            for own in self.languages
        )
        return Markup("\n".join([*rows, *self._other_rows()]))

    def _other_rows(self) -> Iterator[str]:
        for other in self.reader.site.settings.other_editions:
            lang, href, name = map(escape, (other.lang, other.href, other.name))
            tag = f' lang="{lang}" hreflang="{lang}"' if lang else ""
            yield f'<li><a href="{href}"{tag} dir="auto">{name}</a></li>'

    @property
    def has_languages(self) -> bool:
        """Whether there is anything to choose in the switch of languages."""
        return len(self.languages) + len(self.reader.site.settings.other_editions) > 1

    def _languages(self, page_id: str) -> Iterator[LanguageLink]:
        site = self.reader.site
        for lang, locale in site.locales.items():
            shown = page_id if page_id in site.pages_in(lang) else HOME
            invitation, close = self.layout.invitations[lang]
            yield LanguageLink(
                lang=lang,
                dir=locale.direction,
                name=escape(locale.name),
                href=self.at(address(site, lang, shown)),
                is_current=lang == self.lang,
                invitation=invitation,
                close=close,
            )

    @cached_property
    def _chapter(self) -> NavSection | None:
        return self.layout.outline.places.get(self.reader.url, (None, 0))[0]

    @property
    def place(self) -> tuple[str, bool]:
        """Return (address of the page's section, whether the page is the section's own page)."""
        here = self._chapter
        return (here.entry.url, here.entry.url == self.reader.url) if here else ("", False)

    @cached_property
    def sections(self) -> tuple[NavLink, ...]:
        here = self._chapter
        return tuple(
            NavLink(
                chapter.entry.title,
                self.at(chapter.entry.url),
                is_current=chapter is here,
                is_page=chapter.entry.url == self.reader.url,
            )
            for chapter in self.layout.outline.chapters
        )

    @cached_property
    def section(self) -> ShownSection | None:
        """Return the menu of the section; None if the page itself has all of its links."""
        chapter = self._chapter
        if chapter is None or not chapter.is_section or len(chapter.pages) < 2:
            return None
        if self.page_id == "branches/index":
            return None
        outline, url = self.layout.outline, self.reader.url
        near = outline.nearby(url)
        at = next((number for number, entry in enumerate(near) if entry.url == url), -1)
        return ShownSection(
            chapter.entry.title,
            self.at(chapter.entry.url),
            self._rows(near[: max(at, 0)]),
            self._nav_link(near[at]) if at >= 0 else None,
            self._rows(near[at + 1 :]),
            len(near) < len(chapter.pages),
        )

    def _rows(self, entries: Sequence[NavEntry]) -> Markup:
        """Return links as items of a list; each is rendered once for all pages that show it."""
        rows = self.layout.rows
        found = []
        for entry in entries:
            key = self.root, entry.url
            if key not in rows:
                rows[key] = _ROW.format(entry.days, self.at(entry.url), entry.title)
            found.append(rows[key])
        return Markup("").join(found)

    def _nav_link(self, entry: NavEntry) -> NavLink:
        is_current = entry.url == self.reader.url
        return NavLink(entry.title, self.at(entry.url), is_current, True, days=entry.days)

    def once(self, name: str, *of: object, caller: Callable[[], Markup]) -> Markup:
        """Return a part that is equal on all pages of a folder, rendered once.

        For `{% call shell.once("…") %}`. `of` are the values of the page on which it depends.
        """
        parts = self.layout.parts
        key = name, self.root, of
        if key not in parts:
            parts[key] = caller()
        return parts[key]

    @cached_property
    def crumbs(self) -> tuple[NavLink, ...]:
        """Return the breadcrumbs from the home page on, without the page itself."""
        if self.is_home:
            return ()
        home = self.t("Home")
        found = [NavLink(home, self.home, words=home.unescape())]
        chapter = self._chapter
        if chapter and chapter.is_section and chapter.entry.url != self.reader.url:
            entry = chapter.entry
            found.append(NavLink(entry.title, self.at(entry.url), words=entry.words))
        return tuple(found)

    @property
    def is_wide(self) -> bool:
        """Tell whether the page uses the whole width, as branches and some kinds do."""
        return kind_named(self.kind).is_wide or self.page_id.startswith("branches/")

    @property
    def has_beside(self) -> bool:
        """Tell whether there are contents and contacts beside or below the page."""
        is_plain = self.is_home or self.base is not None or self.page_id.startswith("branches/")
        return not is_plain and bool(self.contact or self.toc)

    @property
    def toc(self) -> tuple[HeadingLink, ...]:
        """Return the headings of the table of contents; () for fewer than two."""
        return self.headings if len(self.headings) > 1 and not self.is_wide else ()

    @cached_property
    def moved(self) -> tuple[MovedSection, ...]:
        """Return where sections are that were on the page."""
        return moved_sections(self.reader, self.page_id)

    @cached_property
    def previous(self) -> NavLink | None:
        entry = self.layout.outline.neighbours(self.reader.url)[0]
        return self._nav_link(entry) if entry else None

    @cached_property
    def next(self) -> NavLink | None:
        entry = self.layout.outline.neighbours(self.reader.url)[1]
        return self._nav_link(entry) if entry else None

    @cached_property
    def notices(self) -> tuple[Bulletin, ...]:
        return bulletins(self.reader, self.page_id) if self.base is None else ()

    @property
    def contact(self) -> tuple[ContactLink, ...]:
        return self.layout.contact

    @property
    def contact_words(self) -> str:
        return self.layout.contact_words

    @property
    def phone(self) -> Markup:
        """Return the first telephone number of the contacts, as a link; "" if there is none."""
        return next(
            (contact.value for contact in self.contact if contact.icon == "phone"), Markup("")
        )

    @property
    def social(self) -> tuple[tuple[Markup, Markup], ...]:
        return tuple((escape(n), escape(a)) for n, a in self.reader.site.settings.brand.social)

    @property
    def has_branches(self) -> bool:
        return bool(self.reader.site.branches)

    @property
    def _prefix(self) -> str:
        return "" if self.lang == self.reader.site.default else f"{self.lang}/"

    @property
    def typefaces(self) -> tuple[tuple[str, str], ...]:
        """Return the typefaces that the reader may choose from: `data-face`, message."""
        return tuple(language(self.lang).about.typefaces.items())

    @property
    def has_faces(self) -> bool:
        """Whether the reader may choose between typefaces."""
        return bool(self.typefaces)

    @property
    def beacon(self) -> Markup:
        """Return the address that receives queries without result."""
        return escape(self.reader.site.settings.search.beacon)

    @property
    def kinds(self) -> tuple[tuple[str, Markup], ...]:
        """Return (kind, its label in search results) for each kind."""
        return self.layout.kinds

    @property
    def font(self) -> str:
        """Return the address of the font that pages in this language load first; "" for none."""
        font = language(self.lang).about.font
        return self.asset(f"fonts/{font}") if font else ""

    @cached_property
    def tasks(self) -> tuple[TaskLink, ...]:
        """Return the tasks of the home page."""
        return tuple(tasks(self.reader))

    @cached_property
    def popular(self) -> tuple[ListEntry, ...]:
        """Return the questions that customers ask most."""
        return tuple(popular(self.reader))[:POPULAR]

    @cached_property
    def not_found(self) -> tuple[dict[str, Any], ...]:
        """Return the texts of the 404 page in this language, or at the root in all languages."""
        site = self.reader.site
        langs = list(site.locales) if self.lang == site.default else [self.lang]
        return tuple(self._not_found(Reader(site, lang, "")) for lang in langs)

    def _not_found(self, reader: Reader) -> dict[str, Any]:
        base = self.base or ""
        return {
            "lang": reader.lang,
            "dir": reader.site.locales[reader.lang].direction,
            "title": reader.t("This page does not exist"),
            "text": reader.t("It may have moved, or the address has a typing mistake."),
            "home": base + address(reader.site, reader.lang, "index"),
            "go": reader.t("Go to the home page"),
            "search": base + address(reader.site, reader.lang, "search"),
            "find": reader.t("Search the answers"),
        }


def layout_view(
    layout: LanguageLayout,
    reader: Reader,
    page_id: str,
    title: str,
    headings: tuple[HeadingLink, ...],
    kind: str,
    page_parts: PageParts,
) -> LayoutView:
    """Return the layout of a page; `title` is HTML, `headings` are of the second level."""
    return LayoutView(
        layout,
        reader,
        page_id,
        kind,
        title=page_parts.title or own_title(reader.site, reader.lang, page_id),
        name=title_html(title),
        title_id=page_parts.title_id,
        headings=headings,
    )
