"""Starlight: src/content/docs/ by locale, src/assets/, public/, and the sidebar of astro.config."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kbgen.migrating.config import language_name, locale_of
from kbgen.migrating.front import kept_fields, read_front
from kbgen.migrating.generators.starlight_sidebar import sidebar_words, starlight_menu
from kbgen.migrating.javascript import setting, without_comments
from kbgen.migrating.menu import MenuFolder, menu_of
from kbgen.migrating.model import MigrationNote, OldLanguage, OldPage, OldSite, SourceFiles
from kbgen.migrating.slugs import github_slug, page_id_of
from kbgen.migrating.syntax.blocks import convert_blocks
from kbgen.migrating.syntax.containers import admonition
from kbgen.migrating.syntax.directives import DIRECTIVE
from kbgen.migrating.syntax.elements import (
    DETAILS,
    HTML,
    element,
    inner_only,
    names_of,
    on_own_lines,
    titled,
    write_aside,
    write_tab,
)
from kbgen.migrating.syntax.mdx import convert_mdx
from kbgen.model.locale import ENGLISH

CONFIGS = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "js", "ts", "mts", "cjs"))
DOCS = "src/content/docs"
_SUFFIX = re.compile(r"\.(?:mdx?|markdown)$")
_USED = ("slug", "hero", "banner", "sidebar", "lastUpdated")
_CONTAINERS = (
    DIRECTIVE,
    element("Tabs", inner_only),
    element("TabItem", write_tab),
    element("Aside", write_aside),
    element("Steps", inner_only),
    element("FileTree", inner_only),
    element("CardGrid", inner_only),
    element("Card", titled),
    DETAILS,
    *HTML,
)
_TAGS = names_of(_CONTAINERS)


def is_starlight(source: SourceFiles) -> bool:
    name = source.first(*CONFIGS)
    return bool(name and "starlight" in source.text(name) and source.below(DOCS))


def read_starlight(source: SourceFiles) -> OldSite:
    """Read a project of Starlight."""
    return _StarlightReader(source).site()


@dataclass(frozen=True)
class _StarlightReader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def config(self) -> str:
        return self.source.first(*CONFIGS)

    @cached_property
    def program(self) -> str:
        return without_comments(self.source.text(self.config)) if self.config else ""

    @cached_property
    def starlight(self) -> str:
        """Return the part of the configuration that is Starlight's."""
        return self.program[max(self.program.find("starlight("), 0) :]

    @cached_property
    def locales(self) -> dict[str, OldLanguage]:
        """Return folder → language, the default one first; its folder is "" if it is the root."""
        given = setting(self.starlight, "locales")
        if not isinstance(given, dict) or not given:
            return {"": OldLanguage(ENGLISH)}
        default = str(setting(self.starlight, "defaultLocale") or "")
        default = default if default in given else "root" if "root" in given else next(iter(given))
        found: dict[str, OldLanguage] = {}
        for code in sorted(given, key=lambda code: code != default):
            own = given[code] if isinstance(given[code], dict) else {}
            lang = locale_of(str(own.get("lang") or "")) or locale_of(code) or ENGLISH
            name = str(own.get("label") or language_name(lang))
            words = sidebar_words(setting(self.starlight, "sidebar"), code, lang)
            found["" if code == "root" else code.lower()] = OldLanguage(lang, name, words)
        return found

    @property
    def default(self) -> str:
        return next(iter(self.locales.values())).lang

    def site(self) -> OldSite:
        pages = list(self._pages())
        own = [page for page in pages if page.lang == self.default]
        menu = starlight_menu(setting(self.starlight, "sidebar"), own, self.config, self.notes)
        if not menu:
            folders = {
                page.page_id.removesuffix("/index"): MenuFolder(page.label, page.order)
                for page in own
                if page.page_id.endswith("/index")
            }
            menu = menu_of(own, folders)
        assets, urls = self._assets()
        title = setting(self.starlight, "title")
        if isinstance(title, dict):
            title = title.get(self.default) or next(iter(title.values()), "")
        what = "settings of the look (logo, social, styles, components) have not been taken over"
        self.notes.append(MigrationNote(self.config, 1, what))
        return OldSite(
            generator="Starlight",
            name=str(title or ""),
            languages=tuple(self.locales.values()),
            pages=tuple(pages),
            assets=assets,
            asset_urls=urls,
            url=str(setting(self.program, "site") or "").rstrip("/"),
            base=str(setting(self.program, "base") or "/"),
            description=str(setting(self.starlight, "description") or ""),
            menu=menu,
            redirects=dict(self._redirects(pages)),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _split(self, name: str) -> tuple[str, str]:
        """Return the folder of a file's language, and its path without it."""
        rest = name.removeprefix(f"{DOCS}/")
        top, _, below = rest.partition("/")
        if below and top.lower() in self.locales:
            return top.lower(), below
        return ("", rest) if "" in self.locales else (next(iter(self.locales)), rest)

    def _pages(self) -> Iterator[OldPage]:
        ids: dict[str, str] = {}
        names = [name for name in self.source.below(DOCS) if _SUFFIX.search(name)]
        names.sort(key=lambda name: list(self.locales).index(self._split(name)[0]))
        for name in names:
            folder, rest = self._split(name)
            path = _SUFFIX.sub("", rest)
            if any(part.startswith("_") for part in path.split("/")):
                continue
            front = read_front(self.source.text(name), name, self.notes)
            if path == "404":
                what = "kbgen writes the page for missing pages by itself"
                text = self.source.text(name)
                self.notes.append(MigrationNote(name, 1, what, text, is_open=False))
                continue
            page = self._page(name, folder, path, front.meta, front.body, front.line)
            own = ids.setdefault(path, page.page_id)
            yield page if own == page.page_id else OldPage(**{**vars(page), "page_id": own})

    def _page(
        self, name: str, folder: str, path: str, meta: dict[str, Any], body: str, line: int
    ) -> OldPage:
        slug = str(meta.get("slug") or "").strip("/")
        if folder and slug.startswith(f"{folder}/"):
            slug = slug.removeprefix(f"{folder}/")
        is_index = posixpath.basename(path) == "index"
        bare = path.removesuffix("index").strip("/") if is_index else path
        address = slug or "/".join(github_slug(part) for part in bare.split("/") if part)
        page_id = page_id_of(address)
        if is_index and page_id != "index" and not slug:
            page_id = f"{page_id}/index"
        url = "/" + "/".join(part for part in (folder, address) if part)
        given = meta.get("sidebar")
        sidebar: dict[str, Any] = given if isinstance(given, dict) else {}
        kept = kept_fields(meta, _USED, name, self.notes)
        if updated := meta.get("lastUpdated"):
            kept |= {"updated": updated} if hasattr(updated, "year") else {}
        text = body.replace("(~/", "(/src/").replace("(@/", "(/src/")
        text = convert_mdx(text, name, line, _TAGS, self.notes, _EMPTY)
        text = convert_blocks(on_own_lines(text, _TAGS), line, _CONTAINERS, has_indented_code=False)
        order = sidebar.get("order")
        return OldPage(
            name,
            self.locales[folder].lang,
            page_id,
            "".join(_hero(meta)) + text,
            kept,
            (url if url == "/" else f"{url}/",),
            float(order) if isinstance(order, int | float) else 1e9,
            str(sidebar.get("label") or ""),
            not sidebar.get("hidden"),
            is_index,
        )

    def _assets(self) -> tuple[dict[str, str], dict[str, str]]:
        assets: dict[str, str] = {}
        urls: dict[str, str] = {}
        for name in self.source.below("public"):
            rest = name.removeprefix("public/")
            if rest not in ("robots.txt", "_redirects"):
                assets[name], urls[f"/{rest}"] = f"{self.default}/{rest}", name
        for name in self.source.below("src/assets"):
            assets[name] = f"{self.default}/{name.removeprefix('src/')}"
        for name in self.source.below(DOCS):
            if not _SUFFIX.search(name):
                folder, rest = self._split(name)
                assets[name] = f"{self.locales[folder].lang}/{rest}"
        return assets, urls

    def _redirects(self, pages: list[OldPage]) -> Iterator[tuple[str, str]]:
        by_url = {url.strip("/"): page.page_id for page in pages for url in page.urls}
        given = setting(self.program, "redirects")
        for old, new in given.items() if isinstance(given, dict) else ():
            target = new.get("destination") if isinstance(new, dict) else new
            path, hash_, anchor = str(target).partition("#")
            if path.strip("/") in by_url or str(target).startswith("http"):
                own = by_url.get(path.strip("/"))
                yield str(old), f"{own}{hash_}{anchor}" if own else str(target)
            else:
                what = "this redirect leads to a page that is not there"
                self.notes.append(MigrationNote(self.config, 1, what, f"{old}: {target}"))
        first = next(iter(self.locales))
        for page in pages:  # pages that are not translated are shown in the default language
            if page.lang == self.default:
                for folder in self.locales:
                    bare = page.urls[0].removeprefix(f"/{first}") if first else page.urls[0]
                    yield f"/{folder}{bare}" if folder else bare, page.page_id


def _hero(meta: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the head of a landing page says, and its banner, as Markdown."""
    banner = meta.get("banner")
    if isinstance(banner, dict) and banner.get("content"):
        lines = str(banner["content"]).strip().split("\n")
        yield "\n".join(admonition("info", "", lines)) + "\n\n"
    hero = meta.get("hero")
    if not isinstance(hero, dict):
        return
    if hero.get("title") and hero["title"] != meta.get("title"):
        yield f"**{hero['title']}**\n\n"
    if hero.get("tagline"):
        yield f"{hero['tagline']}\n\n"
    image = hero.get("image")
    if isinstance(image, dict) and (file := image.get("file") or image.get("light")):
        yield f"![{image.get('alt') or ''}](<{file}>)\n\n"
    links = [one for one in hero.get("actions") or () if isinstance(one, dict)]
    if links:
        yield "\n".join(f"- [{one.get('text')}]({one.get('link')})" for one in links) + "\n\n"


def _link_card(given: Mapping[str, str]) -> str:
    text = f"**[{given.get('title', '')}]({given.get('href', '')})**"
    return f"{text} {given['description']}" if given.get("description") else text


def _code(given: Mapping[str, str]) -> str:
    title = f' title="{given["title"]}"' if given.get("title") else ""
    return f"\n```{given.get('lang', 'text')}{title}\n{given.get('code', '')}\n```\n"


_EMPTY = {
    "LinkCard": _link_card,
    "Code": _code,
    "Badge": lambda given: f"({given.get('text', '')})",
    "Icon": lambda given: given.get("label", ""),
}
"""Component without text → what stands for it, from its attributes."""
