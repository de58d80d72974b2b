"""Jekyll: pages and posts with front matter, collections, permalinks, includes and Liquid."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from kbgen.errors import KbgenError
from kbgen.migrating.config import locale_of
from kbgen.migrating.front import kept_fields, read_front
from kbgen.migrating.menu import MenuFolder, menu_of
from kbgen.migrating.model import MigrationNote, OldLanguage, OldPage, OldSite, SourceFiles
from kbgen.migrating.slugs import github_slug, page_id_of
from kbgen.migrating.syntax.liquid import Liquid
from kbgen.model.locale import ENGLISH

CONFIGS = ("_config.yml", "_config.yaml")
_PAGE = re.compile(r"\.(?:md|markdown|mkdown|html|htm)$")
_POST = re.compile(r"(?:.*/)?_posts/(?:(.*)/)?(\d{4})-(\d\d?)-(\d\d?)-(.+)$")
_USED = ("permalink", "redirect_from", "nav_order", "slug", "lang", "ref")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_NO_PAGES = ("404.html", "404.md", "README.md", "LICENSE.md", "CHANGELOG.md", "Gemfile")
_SETTINGS = ("Gemfile", "Gemfile.lock", "Rakefile", "package.json", "package-lock.json")


def is_jekyll(source: SourceFiles) -> bool:
    return bool(source.first(*CONFIGS))


def read_jekyll(source: SourceFiles) -> OldSite:
    """Read a project of Jekyll."""
    return _JekyllReader(source).site()


@dataclass(frozen=True)
class _JekyllReader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def config(self) -> dict[str, Any]:
        name = self.source.first(*CONFIGS)
        try:
            data = yaml.safe_load(self.source.text(name)) if name else {}
        except yaml.YAMLError as problem:
            raise KbgenError(
                f"{name} cannot be read: {' '.join(str(problem).split())}"
            ) from problem
        return data if isinstance(data, dict) else {}

    @cached_property
    def langs(self) -> list[str]:
        """Return the languages of the site (polyglot and multiple-languages), the default first."""
        default = locale_of(
            str(self.config.get("default_lang") or self.config.get("lang") or ENGLISH)
        )
        given = self.config.get("languages")
        codes = [locale_of(str(one)) for one in given] if isinstance(given, list) else []
        return list(dict.fromkeys([default or ENGLISH, *filter(None, codes)]))

    @cached_property
    def liquid(self) -> Liquid:
        return Liquid(self.source, self.config, self.notes)

    @cached_property
    def collections(self) -> dict[str, dict[str, Any]]:
        given = self.config.get("collections") or {}
        if isinstance(given, list):
            given = {str(name): {} for name in given}
        found = given.items() if isinstance(given, dict) else ()
        return {str(name): one if isinstance(one, dict) else {} for name, one in found}

    def site(self) -> OldSite:
        pages = [page for name in self.source.places if (page := self._page(name))]
        posts = [page for page in pages if page.page_id.startswith("posts/")]
        if posts:
            what = "posts are pages by their dates here; a list of them is posts/index"
            self.notes.append(MigrationNote("_posts", 1, what))
            pages.append(_list_of(posts, self.langs[0]))
        if pages and not any(page.page_id == "index" for page in pages):
            meta = {"title": str(self.config.get("title") or "Help")}
            body = f"{self.config.get('description') or ''}\n"
            pages.insert(
                0, OldPage("", self.langs[0], "index", body, meta, ("/",), is_generated=True)
            )
        own = [page for page in pages if page.lang == self.langs[0]]
        self._left_out()
        return OldSite(
            generator="Jekyll",
            name=str(self.config.get("title") or self.config.get("name") or ""),
            languages=tuple(OldLanguage(lang) for lang in self.langs),
            pages=tuple(pages),
            assets=self._assets(),
            url=str(self.config.get("url") or ""),
            base=str(self.config.get("baseurl") or "") or "/",
            description=" ".join(str(self.config.get("description") or "").split()),
            menu=menu_of(own, {"posts": MenuFolder("Posts")}),
            redirects={},
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _page(self, name: str) -> OldPage | None:
        """Return the page of a file; None if it is none."""
        if not _PAGE.search(name) or name in _NO_PAGES or not self._is_published(name):
            return None
        text = self.source.text(name)
        if not text.startswith("---"):
            return None
        front = read_front(text, name, self.notes)
        meta = front.meta
        path = _PAGE.sub("", name)
        post, collection = _POST.match(path), self._collection(name)
        lang = locale_of(str(meta.get("lang") or "")) or self._folder_lang(path)
        lang = lang if lang in self.langs else self.langs[0]
        if lang != self.langs[0]:
            path = re.sub(rf"(^|/){re.escape(lang)}(/|$)", r"\1", path, flags=re.I) or "index"
        if post:
            page_id = f"posts/{page_id_of(str(meta.get('slug') or post[5]))}"
        elif collection:
            page_id = f"{collection}/{page_id_of(path.partition(f'_{collection}/')[2])}"
        else:
            page_id = page_id_of(path.removesuffix("/README"))
        kept = kept_fields(meta, _USED, name, self.notes)
        order = _number(meta.get("nav_order"))
        if post:
            kept.setdefault("date", f"{post[2]}-{post[3]:0>2}-{post[4]:0>2}")
            order = -float(f"{post[2]}{post[3]:0>2}{post[4]:0>2}")
        if name.startswith("_drafts/") or meta.get("published") is False:
            kept["draft"] = True
        url = self._url(meta, path, post, collection)
        url = url if lang == self.langs[0] or url.startswith(f"/{lang}/") else f"/{lang}{url}"
        return OldPage(
            name,
            lang,
            page_id,
            self.liquid.convert(front.body, name, front.line, meta),
            kept,
            (url, *_texts(meta.get("redirect_from"))),
            order,
            is_index=page_id.rpartition("/")[2] == "index",
        )

    def _is_published(self, name: str) -> bool:
        top = name.split("/")[0]
        given = self.config.get("exclude")
        excluded = [str(one).rstrip("/") for one in (given if isinstance(given, list) else ())]
        if top in ("vendor", "node_modules") or name in excluded or top in excluded:
            return False
        hidden = [part for part in name.split("/") if part.startswith(("_", "."))]
        allowed = {"_posts", "_drafts", "_pages", *(f"_{one}" for one in self.collections)}
        return all(part in allowed for part in hidden)

    def _collection(self, name: str) -> str:
        for one in self.collections:
            if f"/_{one}/" in f"/{name}" and one != "posts":
                return one
        return ""

    def _folder_lang(self, path: str) -> str:
        return next((lang for lang in self.langs[1:] if lang in path.split("/")[:-1]), "")

    def _url(
        self, meta: Mapping[str, Any], path: str, post: re.Match[str] | None, collection: str
    ) -> str:
        style = str(self.config.get("permalink") or "date")
        is_pretty = style == "pretty" or style.endswith("/")
        own = str(meta.get("permalink") or "")
        if post:
            pattern = own or _STYLES.get(style, style)
            return _filled(pattern, _post_values(meta, post))
        if own:
            return own if own.startswith("/") else f"/{own}"
        if collection:
            below = path.partition(f"_{collection}/")[2]
            pattern = str(self.collections[collection].get("permalink") or "")
            pattern = pattern or f"/:collection/:path{'/' if is_pretty else ':output_ext'}"
            name = posixpath.basename(below)
            title = str(meta.get("slug") or name)
            values = {"collection": collection, "path": below, "name": name, "title": title}
            return _filled(pattern, values)
        path = path.removeprefix("_pages/")
        if posixpath.basename(path) == "index":
            return f"/{posixpath.dirname(path)}/" if "/" in path else "/"
        return f"/{path}/" if is_pretty else f"/{path}.html"

    def _assets(self) -> dict[str, str]:
        found = {}
        for name in self.source.places:
            hidden = any(part.startswith(("_", ".")) for part in name.split("/"))
            is_style = name.endswith((".scss", ".sass", ".gemspec"))
            is_page = _PAGE.search(name) and not name.endswith((".html", ".htm"))
            if hidden or is_style or is_page or name in _SETTINGS or not self._is_published(name):
                continue
            if name.endswith((".html", ".htm")) and self.source.data(name)[:3] == b"---":
                continue
            if name not in _NO_PAGES:
                found[name] = f"{self.langs[0]}/{name}"
        return found

    def _left_out(self) -> None:
        for folder in ("_layouts", "_includes", "_data", "_sass", "_plugins"):
            if names := self.source.below(folder):
                what = f"templates and data of {folder}/ are Jekyll's, and have not been taken over"
                self.notes.append(MigrationNote(names[0], 1, what))
        for name in ("404.html", "404.md"):
            if name in self.source:
                what = "kbgen writes the page for missing pages by itself"
                self.notes.append(MigrationNote(name, 1, what, self.source.text(name), False))
        if self.config.get("defaults"):
            what = "default values of front matter are not written into the pages"
            text = str(self.config["defaults"])
            self.notes.append(MigrationNote(self.source.first(*CONFIGS), 1, what, text))


def _list_of(posts: list[OldPage], lang: str) -> OldPage:
    own = sorted((page for page in posts if page.lang == lang), key=lambda page: page.order)
    lines = [f"- [{page.meta.get('title') or page.page_id}](/{page.file})" for page in own]
    body = "\n".join(lines) + "\n"
    meta = {"title": "Posts"}
    return OldPage("", lang, "posts/index", body, meta, (), is_index=True, is_generated=True)


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one:
            yield one if one.startswith("/") else f"/{one}"


def _post_values(meta: Mapping[str, Any], post: re.Match[str]) -> dict[str, str]:
    folders = [part for part in (post[1] or "").split("/") if part]
    given = meta.get("categories") or meta.get("category") or []
    given = given if isinstance(given, list) else str(given).split()
    named = [str(one) for one in given]
    day = re.match(r"(\d{4})-(\d\d?)-(\d\d?)", str(meta.get("date") or ""))
    year, month, number = (day or post).groups()[0:3] if day else post.groups()[1:4]
    return {
        "categories": "/".join(github_slug(one) for one in [*folders, *named]),
        "year": year,
        "month": f"{month:0>2}",
        "i_month": str(int(month)),
        "day": f"{number:0>2}",
        "i_day": str(int(number)),
        "title": str(meta.get("slug") or post[5]),
        "slug": str(meta.get("slug") or github_slug(post[5])),
    }


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return an address by its pattern; what is empty leaves no double slash.

    >>> _filled("/:categories/:title:output_ext", {"categories": "", "title": "a"})
    '/a.html'
    """
    given = {**values, "output_ext": ".html"}
    names = sorted(given, key=len, reverse=True)
    path = re.sub(rf":({'|'.join(names)})", lambda match: given[match[1]], pattern)
    return re.sub(r"/{2,}", "/", f"/{path}")


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 1e9
