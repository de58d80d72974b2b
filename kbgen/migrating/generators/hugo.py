"""Hugo: content/, static/, languages by folder or by suffix, addresses, aliases and shortcodes."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import yaml

from kbgen.errors import KbgenError
from kbgen.migrating.config import language_name, locale_of
from kbgen.migrating.front import FrontMatter, kept_fields, read_front
from kbgen.migrating.menu import MenuFolder, menu_of
from kbgen.migrating.model import MigrationNote, OldLanguage, OldPage, OldSite, SourceFiles
from kbgen.migrating.slugs import github_slug, page_part
from kbgen.migrating.syntax.shortcodes import Shortcodes
from kbgen.model.locale import ENGLISH

_SUFFIX = re.compile(r"\.(?:md|markdown|html)$")
_USED = ("url", "slug", "aliases", "weight", "linkTitle", "linktitle", "translationKey")
_FILES = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
_OLDER = ("config.toml", "config.yaml", "config.yml", "config.json")
_IN_FOLDER = tuple(f"config/_default/{name}" for name in (*_FILES, *_OLDER))


def is_hugo(source: SourceFiles) -> bool:
    own = source.first(*_FILES, *_IN_FOLDER)
    return bool(own or (source.first(*_OLDER) and source.below("content")))


def read_hugo(source: SourceFiles) -> OldSite:
    """Read a project of Hugo."""
    return _HugoReader(source).site()


def read_data(text: str, name: str) -> dict[str, Any]:
    """Return the data of a TOML, YAML or JSON file. Raises KbgenError if it cannot be read."""
    try:
        if name.endswith(".toml"):
            data: Any = tomllib.loads(text)
        elif name.endswith(".json"):
            data = json.loads(text)
        else:
            data = yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as problem:
        reason = " ".join(str(problem).split())
        raise KbgenError(f"{name} cannot be read: {reason}") from problem
    return data if isinstance(data, dict) else {}


@dataclass(frozen=True)
class _HugoReader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Return the settings, names in small letters as Hugo reads them."""
        name = self.source.first(*_FILES, *_OLDER, *_IN_FOLDER)
        data = read_data(self.source.text(name), name) if name else {}
        for one in self.source.below("config/_default"):
            stem = posixpath.splitext(posixpath.basename(one))[0]
            if stem in ("languages", "params", "permalinks"):
                data[stem] = read_data(self.source.text(one), one)
        return {str(key).lower(): value for key, value in data.items()}

    @cached_property
    def languages(self) -> dict[str, dict[str, Any]]:
        """Return what is set for each language, the default one first, by Hugo's codes."""
        default = str(self.config.get("defaultcontentlanguage") or "").lower()
        languages = self.config.get("languages")
        given = languages if isinstance(languages, dict) else {}
        found = {
            str(code).lower(): {str(key).lower(): value for key, value in one.items()}
            for code, one in given.items()
            if isinstance(one, dict) and not one.get("disabled")
        }
        if not found:
            code = (
                default or locale_of(str(self.config.get("languagecode") or ENGLISH))[:2] or ENGLISH
            )
            return {code: {}}
        default = (
            default if default in found else ENGLISH if ENGLISH in found else next(iter(found))
        )
        weights = {code: one.get("weight") or 0 for code, one in found.items()}
        return {c: found[c] for c in sorted(found, key=lambda c: (c != default, weights[c]))}

    @cached_property
    def default(self) -> str:
        return next(iter(self.languages))

    def _lang(self, code: str) -> str:
        return locale_of(code) or code

    @cached_property
    def shortcodes(self) -> Shortcodes:
        params = self.config.get("params")
        return Shortcodes(
            tuple(self.source.places),
            {str(k).lower(): v for k, v in params.items()} if isinstance(params, dict) else {},
            self.notes,
        )

    @cached_property
    def files(self) -> dict[str, tuple[str, str]]:
        """Return content file → (Hugo's code of its language, its path without language)."""
        found: dict[str, tuple[str, str]] = {}
        base = str(self.config.get("contentdir") or "content").strip("/")
        folders = {
            str(one["contentdir"]).strip("/"): code
            for code, one in self.languages.items()
            if one.get("contentdir")
        }
        folders.setdefault(base, self.default)
        for folder in sorted(folders, key=len, reverse=True):
            for name in self.source.below(folder):
                if name in found:
                    continue
                rest, code = name.removeprefix(f"{folder}/"), folders[folder]
                stem, suffix = posixpath.splitext(rest)
                before, dot, own = stem.rpartition(".")
                if dot and own.lower() in self.languages:
                    code, rest = own.lower(), f"{before}{suffix}"
                found[name] = code, rest
        return found

    def site(self) -> OldSite:
        pages = list(self._pages())
        pages = _shared_ids(pages, self._lang(self.default))
        pages += self._sections(pages)
        if pages and not any(page.page_id == "index" for page in pages):
            meta = {"title": str(self.config.get("title") or "Help")}
            home = ("/",)
            pages.insert(
                0, OldPage("", self._lang(self.default), "index", "", meta, home, is_generated=True)
            )
        assets, urls = self._assets(pages)
        base = str(self.config.get("baseurl") or "")
        host = re.match(r"(https?://[^/]+)(/.*)?$", base)
        own = [page for page in pages if page.lang == self._lang(self.default)]
        self._left_out()
        return OldSite(
            generator="Hugo",
            name=str(self.config.get("title") or self.languages[self.default].get("title") or ""),
            languages=tuple(self._language(code) for code in self.languages),
            pages=tuple(pages),
            assets=assets,
            asset_urls=urls,
            url=host[1] if host else "",
            base=(host[2] if host else "") or "/",
            menu=menu_of(own, self._folders(own)),
            redirects=dict(self._redirects(pages)),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _language(self, code: str) -> OldLanguage:
        given = self.languages[code]
        lang = self._lang(code)
        name = given.get("languagename") or given.get("label") or language_name(lang)
        return OldLanguage(lang, str(name))

    def _prefix(self, code: str) -> str:
        in_folder = bool(self.config.get("defaultcontentlanguageinsubdir"))
        return "" if code == self.default and not in_folder else f"/{code}"

    def _pages(self) -> Iterator[OldPage]:
        for name, (code, rest) in self.files.items():
            if not _SUFFIX.search(name):
                continue
            front = read_front(self.source.text(name), name, self.notes)
            if name.endswith(".html") and not front.meta:
                continue
            yield self._page(name, code, rest, front)

    def _page(self, name: str, code: str, rest: str, front: FrontMatter) -> OldPage:
        meta = {("title" if key == "Title" else key): v for key, v in front.meta.items()}
        path = _SUFFIX.sub("", rest)
        last = posixpath.basename(path)
        is_index = last in ("index", "_index")
        bare = posixpath.dirname(path) if is_index else path
        slug = str(meta.get("slug") or "")
        named = bare
        if slug and last != "_index":
            named = posixpath.join(posixpath.dirname(bare), slug)
        page_id = "/".join(map(page_part, [part for part in named.split("/") if part]))
        page_id = (f"{page_id}/index" if page_id else "index") if is_index else page_id
        prefix = self._prefix(code)
        url = self._url(meta, bare, named, prefix)
        kept = kept_fields(meta, _USED, name, self.notes)
        return OldPage(
            name,
            self._lang(code),
            page_id,
            self.shortcodes.convert(front.body, name, front.line, meta),
            kept,
            (url, *self._aliases(meta, url, prefix)),
            _weight(meta.get("weight")),
            str(meta.get("linkTitle") or meta.get("linktitle") or ""),
            is_index=is_index,
        )

    def _url(self, meta: Mapping[str, Any], bare: str, named: str, prefix: str) -> str:
        if own := str(meta.get("url") or ""):
            return own if own.startswith("/") else f"{prefix}/{own}"
        section = bare.partition("/")[0]
        patterns = self.config.get("permalinks") or {}
        patterns = patterns if isinstance(patterns, dict) else {}
        pages = patterns.get("page")
        patterns = pages if isinstance(pages, dict) else patterns
        if "/" in bare and isinstance(patterns.get(section), str):
            return f"{prefix}{_permalink(patterns[section], meta, bare)}"
        lower = not self.config.get("disablepathtolower")
        path = re.sub(r"\s+", "-", named.lower() if lower else named)
        if self.config.get("uglyurls") and path:
            return f"{prefix}/{path}.html"
        return f"{prefix}/{path}/" if path else f"{prefix}/"

    def _aliases(self, meta: Mapping[str, Any], url: str, prefix: str) -> Iterator[str]:
        given = meta.get("aliases")
        for one in given if isinstance(given, list) else [given] if given else []:
            alias = str(one)
            if alias.startswith("/"):
                yield f"{prefix}{alias}" if prefix and not alias.startswith(prefix) else alias
            else:
                folder = posixpath.dirname(url.rstrip("/"))
                yield posixpath.normpath(posixpath.join(folder, alias))

    def _sections(self, pages: list[OldPage]) -> Iterator[OldPage]:
        """Yield a list for each top folder that has no _index.md: Hugo makes one by itself."""
        lang = self._lang(self.default)
        own = [page for page in pages if page.lang == lang]
        ids = {page.page_id for page in own}
        tops = {page.page_id.partition("/")[0]: page for page in own if "/" in page.page_id}
        for top in sorted(tops):
            if f"{top}/index" in ids or top in ids:
                continue
            below = [page for page in own if page.page_id.startswith(f"{top}/")]
            below.sort(key=lambda page: (page.order, page.page_id))
            lines = [
                f"- [{page.meta.get('title') or page.page_id}]({page.urls[0]})" for page in below
            ]
            meta = {"title": top.replace("-", " ").capitalize()}
            body, url = "\n".join(lines) + "\n", f"{self._prefix(self.default)}/{top}/"
            yield OldPage(
                "", lang, f"{top}/index", body, meta, (url,), is_index=True, is_generated=True
            )

    def _folders(self, pages: list[OldPage]) -> dict[str, MenuFolder]:
        return {
            page.page_id.removesuffix("/index"): MenuFolder(page.label, page.order)
            for page in pages
            if page.page_id.endswith("/index")
        }

    def _assets(self, pages: list[OldPage]) -> tuple[dict[str, str], dict[str, str]]:
        assets: dict[str, str] = {}
        urls: dict[str, str] = {}
        default = self._lang(self.default)
        for name in self.source.below("static"):
            rest = name.removeprefix("static/")
            assets[name], urls[f"/{rest}"] = f"{default}/{rest}", name
        folders = {posixpath.dirname(page.file): page for page in pages if page.file}
        for name, (code, rest) in self.files.items():
            if _SUFFIX.search(name):
                continue
            page = folders.get(posixpath.dirname(name))
            folder = posixpath.dirname(page.page_id) if page and page.is_index else ""
            new = posixpath.join(folder, posixpath.basename(rest)) if folder else rest
            assets[name] = f"{self._lang(code)}/{new}"
            if page:
                urls[posixpath.join(page.urls[0], posixpath.basename(rest))] = name
        return assets, urls

    def _redirects(self, pages: list[OldPage]) -> Iterator[tuple[str, str]]:
        """Yield the addresses of lists of tags and categories; they lead to the home page."""
        taxonomies = self.config.get("taxonomies") or {"tag": "tags", "category": "categories"}
        for plural in taxonomies.values() if isinstance(taxonomies, dict) else ():
            for code in self.languages:
                yield f"{self._prefix(code)}/{plural}/", "index"
            for page in pages:
                code = next(c for c in self.languages if self._lang(c) == page.lang)
                terms = page.meta.get(plural) or []
                for term in terms if isinstance(terms, list) else [terms]:
                    yield f"{self._prefix(code)}/{plural}/{github_slug(str(term))}/", "index"
        if len(self.languages) > 1:
            yield f"/{self.default}/", "index"

    def _left_out(self) -> None:
        for folder in ("layouts", "themes", "data", "i18n", "assets"):
            if names := self.source.below(folder):
                what = f"templates and data of {folder}/ are Hugo's, and have not been taken over"
                self.notes.append(MigrationNote(names[0], 1, what))
        if menus := self.config.get("menu") or self.config.get("menus"):
            what = "a menu of the configuration is left out; nav of mkdocs.yml has the pages"
            name = self.source.first(*_FILES, *_OLDER, *_IN_FOLDER)
            self.notes.append(MigrationNote(name, 1, what, str(menus)))


def _shared_ids(pages: list[OldPage], default: str) -> list[OldPage]:
    """Return pages of which translations have the id of their page in the default language."""

    def key(page: OldPage) -> str:
        path = _SUFFIX.sub("", page.file)
        return re.sub(rf"\.{re.escape(page.lang)}$", "", path, flags=re.I)

    by_place: dict[str, str] = {}
    for page in pages:
        if page.lang == default:
            by_place[_below(key(page))] = page.page_id
    return [replace(page, page_id=by_place.get(_below(key(page)), page.page_id)) for page in pages]


def _below(path: str) -> str:
    """Return a path without the folder of contents and of its language."""
    return re.sub(r"^content(?:[./-]?[a-z]{2}(?:-\w+)?(?=/))?/", "", path)


def _weight(value: object) -> float:
    """Return the place in the navigation; Hugo puts pages without a weight last."""
    try:
        weight = float(str(value))
    except ValueError:
        return 1e9
    return weight or 1e9


def _permalink(pattern: str, meta: Mapping[str, Any], path: str) -> str:
    name = posixpath.basename(path)
    title = github_slug(str(meta.get("title") or name))
    slug = str(meta.get("slug") or "")
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", str(meta.get("date") or ""))
    values = {
        "year": day[1] if day else "",
        "month": day[2] if day else "",
        "day": day[3] if day else "",
        "section": path.partition("/")[0],
        "sections": posixpath.dirname(path),
        "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
        "contentbasename": name,
        "filename": name,
        "slug": slug or title,
        "title": title,
    }
    return re.sub(r":(\w+)", lambda match: values.get(match[1].lower(), match[0]), pattern)
