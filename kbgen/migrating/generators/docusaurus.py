"""Docusaurus: docs/, blog/, src/pages/, i18n/, static/ and sidebars."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import yaml

from kbgen.migrating.config import language_name, locale_of
from kbgen.migrating.front import kept_fields, read_front
from kbgen.migrating.generators.sidebars import read_sidebars
from kbgen.migrating.javascript import setting, without_comments
from kbgen.migrating.menu import MenuFolder, menu_of
from kbgen.migrating.model import (
    MenuItem,
    MigrationNote,
    OldLanguage,
    OldPage,
    OldSite,
    SourceFiles,
)
from kbgen.migrating.slugs import github_slug, page_id_of, page_part
from kbgen.migrating.syntax.blocks import convert_blocks
from kbgen.migrating.syntax.directives import DIRECTIVE
from kbgen.migrating.syntax.elements import (
    DETAILS,
    HTML,
    element,
    inner_only,
    names_of,
    on_own_lines,
    write_aside,
    write_tab,
)
from kbgen.migrating.syntax.mdx import convert_mdx, with_labels
from kbgen.model.locale import ENGLISH

CONFIGS = tuple(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs"))
CONTAINERS = (
    DIRECTIVE,
    element("Tabs", inner_only),
    element("TabItem", write_tab),
    element("Admonition", write_aside),
    DETAILS,
    *HTML,
)
TAGS = names_of(CONTAINERS)
_USED = ("id", "slug", "sidebar_position", "sidebar_label", "displayed_sidebar", "pagination_label")
_SUFFIX = re.compile(r"\.mdx?$")
_NUMBERED = re.compile(r"^(\d+)\s*[-_.]+\s*(?=[^-_.\s])")
_VERSION = re.compile(r"^\d+([.\-_]\d+)")
_DATED = re.compile(r"(?:.*/)?(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?(.*?)(?:/index)?$")
_CATEGORY = re.compile(r"sidebar\.[^.]+\.category\.(.*)$")
_INCLUDE = re.compile(r"<!-- include (\S+) -->")


def is_docusaurus(source: SourceFiles) -> bool:
    return bool(source.first(*CONFIGS))


def read_docusaurus(source: SourceFiles) -> OldSite:
    """Read a project of Docusaurus 2 or 3."""
    return _Reader(source).site()


@dataclass(frozen=True)
class _Reader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def program(self) -> str:
        name = self.source.first(*CONFIGS)
        return without_comments(self.source.text(name)) if name else ""

    @cached_property
    def i18n(self) -> dict[str, Any]:
        given = setting(self.program, "i18n")
        return given if isinstance(given, dict) else {}

    @cached_property
    def langs(self) -> Mapping[str, str]:
        """Return the language of each locale of the old site, the default one first."""
        default = str(self.i18n.get("defaultLocale") or ENGLISH)
        given = self.i18n.get("locales")
        codes = [default, *map(str, given if isinstance(given, list) else ())]
        codes += sorted(
            name.split("/")[1]
            for name in self.source.below("i18n")
            if name.count("/") > 1 and name.split("/")[1] not in codes
        )
        return {code: lang for code in dict.fromkeys(codes) if (lang := locale_of(code))}

    @property
    def default(self) -> str:
        return next(iter(self.langs), ENGLISH)

    def site(self) -> OldSite:
        pages = [*self._docs(), *self._blog(), *self._own_pages()]
        pages += self._categories(pages)
        ids = {page.page_id for page in pages}
        if pages and "index" not in ids:
            pages.insert(0, self._home())
        pages = [self._with_includes(page) for page in pages]
        menu, words = self._menu(pages)
        languages = [self._language(code, words) for code in self.langs]
        assets, urls = self._assets()
        self._left_out()
        return OldSite(
            generator="Docusaurus",
            name=str(setting(self.program, "title") or ""),
            languages=tuple(languages),
            pages=tuple(pages),
            assets=assets,
            asset_urls=urls,
            url=str(setting(self.program, "url") or ""),
            base=str(setting(self.program, "baseUrl") or "/"),
            description=str(setting(self.program, "tagline") or ""),
            menu=menu,
            redirects=dict(self._redirects(pages)),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _language(self, code: str, words: Mapping[str, Mapping[str, str]]) -> OldLanguage:
        configs = self.i18n.get("localeConfigs")
        own = configs.get(code) if isinstance(configs, dict) else None
        label = own.get("label") if isinstance(own, dict) else None
        label = str(label or language_name(self.langs[code]))
        return OldLanguage(self.langs[code], label, words.get(code, {}))

    @cached_property
    def docs_route(self) -> str:
        """Return the path below which the documents are: "docs", or "" for the whole site."""
        match = re.search(r"\bdocs\s*:\s*\{", self.program)
        around = self.program[match.start() : match.start() + 2000] if match else ""
        route = re.search(r"routeBasePath\s*:\s*['\"]([^'\"]*)['\"]", around.partition("blog:")[0])
        return route[1].strip("/") if route else "docs"

    @cached_property
    def folders(self) -> dict[str, MenuFolder]:
        return {}

    def _docs(self) -> Iterator[OldPage]:
        for code, lang in self.langs.items():
            own = f"i18n/{code}/docusaurus-plugin-content-docs/current"
            folder = "docs" if code == self.default else own
            for name in self.source.below(folder):
                rest = name.removeprefix(f"{folder}/")
                if _SUFFIX.search(name) and not _is_partial(rest):
                    yield self._doc(name, rest, code, lang)
                elif posixpath.basename(name).startswith("_category_.") and code == self.default:
                    self._category(name, rest)

    def _doc(self, name: str, rest: str, code: str, lang: str) -> OldPage:
        front = read_front(self.source.text(name), name, self.notes)
        meta = front.meta
        parts = _SUFFIX.sub("", rest).split("/")
        numbers = [_NUMBERED.match(part) for part in parts]
        clean = [_without_number(part) for part in parts]
        for depth, number in enumerate(numbers[:-1], 1):
            path = "/".join(map(page_part, clean[:depth]))
            if number and path not in self.folders:
                self.folders[path] = MenuFolder(order=float(number[1]))
        if meta.get("id"):
            clean[-1] = str(meta["id"])
        is_index = clean[-1].lower() in ("index", "readme") or clean[-2:-1] == clean[-1:]
        path = "/".join(clean[:-1] if is_index else clean)
        slug = str(meta.get("slug") or "")
        address = posixpath.normpath(
            posixpath.join("/", *([] if slug.startswith("/") else clean[:-1]), slug or f"/{path}")
        )
        page_id = "/".join(map(page_part, [*clean[:-1], "index"] if is_index else clean))
        if slug == "/" and page_id.count("/") == 0:
            page_id = "index" if not self._has_home else page_id
        position = meta.get("sidebar_position")
        last = numbers[-1]
        order = _number(position) if position is not None else float(last[1]) if last else 1e9
        url = _joined(self._prefix(code), self.docs_route, address)
        return OldPage(
            name,
            lang,
            page_id,
            self._text(front.body, name, front.line),
            kept_fields(meta, _USED, name, self.notes),
            (url,),
            order,
            str(meta.get("sidebar_label") or ""),
            not meta.get("unlisted"),
            is_index,
        )

    @property
    def _has_home(self) -> bool:
        return bool(self.source.first("src/pages/index.md", "src/pages/index.mdx"))

    def _prefix(self, code: str) -> str:
        return "" if code == self.default else code

    def _text(self, body: str, name: str, line: int) -> str:
        body = with_labels(body)
        text = convert_mdx(body, name, line, TAGS, self.notes)
        text = on_own_lines(text, TAGS)
        return convert_blocks(text, line, CONTAINERS, has_indented_code=False)

    def _category(self, name: str, rest: str) -> None:
        """Read what _category_.json says of its folder."""
        try:
            data = yaml.safe_load(self.source.text(name))  # JSON is YAML
        except yaml.YAMLError:
            data = None
        if not isinstance(data, dict):
            self.notes.append(MigrationNote(name, 1, "this file cannot be read", ""))
            return
        folder = "/".join(page_part(_without_number(p)) for p in rest.split("/")[:-1])
        before = self.folders.get(folder, MenuFolder())
        position = data.get("position")
        order = _number(position) if position is not None else before.order
        self.folders[folder] = MenuFolder(str(data.get("label") or ""), order)
        if isinstance(data.get("link"), dict):
            self.generated[folder] = {**data["link"], "label": data.get("label"), "file": name}
        left = {key: data[key] for key in data.keys() - {"label", "position", "link"}}
        for key, value in left.items():
            what = f"'{key}' of a category is left out"
            self.notes.append(MigrationNote(name, 1, what, f"{key}: {value}", is_open=False))

    @cached_property
    def generated(self) -> dict[str, dict[str, Any]]:
        """Return folder → what its category says of the page of its own."""
        return {}

    def _categories(self, pages: list[OldPage]) -> Iterator[OldPage]:
        """Yield a page for each category that has one: its description, and a list of its pages."""
        ids = {page.page_id for page in pages}
        for folder, link in self.generated.items():
            if link.get("type") != "generated-index" or f"{folder}/index" in ids:
                continue
            label = str(link.get("label") or folder)
            slug = str(link.get("slug") or f"/category/{github_slug(label)}")
            for code, lang in self.langs.items():
                text = self._translated(code, label, "link.generated-index.description")
                description = text or str(link.get("description") or "")
                title = str(link.get("title") or label)
                title = self._translated(code, label, "link.generated-index.title") or title
                if code != self.default and not text:
                    continue
                url = _joined(self._prefix(code), self.docs_route, slug)
                body = f"{description}\n\n{_listed(pages, folder, self.langs[self.default])}"
                meta = {"title": title}
                file = link["file"]
                yield OldPage(
                    file,
                    lang,
                    f"{folder}/index",
                    body,
                    meta,
                    (url,),
                    is_index=True,
                    is_generated=True,
                )

    def _translated(self, code: str, label: str, what: str) -> str:
        for key, value in self._words(code).items():
            if key.endswith(f".category.{label}.{what}"):
                return value
        return ""

    def _words(self, code: str) -> dict[str, str]:
        name = f"i18n/{code}/docusaurus-plugin-content-docs/current.json"
        if name not in self.source:
            return {}
        try:
            data = json.loads(self.source.text(name))
        except ValueError:
            return {}
        found = data.items() if isinstance(data, dict) else ()
        return {k: str(v["message"]) for k, v in found if isinstance(v, dict) and "message" in v}

    def _blog(self) -> Iterator[OldPage]:
        posts = []
        for code, lang in self.langs.items():
            own = f"i18n/{code}/docusaurus-plugin-content-blog"
            folder = "blog" if code == self.default else own
            for name in self.source.below(folder):
                rest = name.removeprefix(f"{folder}/")
                if _SUFFIX.search(name) and not _is_partial(rest):
                    posts.append(self._post(name, _SUFFIX.sub("", rest), code, lang))
        yield from posts
        if posts:
            listed = sorted(
                (post for post in posts if post.lang == posts[0].lang), key=lambda post: post.order
            )
            lines = [f"- [{_title(post)}]({post.urls[0]})" for post in listed]
            body = "\n".join(lines) + "\n"
            meta = {"title": "Blog"}
            yield OldPage(
                "blog",
                posts[0].lang,
                "blog/index",
                body,
                meta,
                ("/blog",),
                is_index=True,
                is_generated=True,
            )

    def _post(self, name: str, rest: str, code: str, lang: str) -> OldPage:
        front = read_front(self.source.text(name), name, self.notes)
        meta = front.meta
        dated = _DATED.match(rest)
        bare = rest.removesuffix("/index")
        address = "/".join(part for part in dated.groups() if part) if dated else bare
        address = str(meta.get("slug") or address).strip("/")
        day = str(meta.get("date") or ("-".join(dated.groups()[:3]) if dated else ""))
        kept = kept_fields(meta, _USED, name, self.notes)
        if day and "date" not in kept:
            kept["date"] = day
        digits = re.sub(r"\D", "", day)[:8]
        order = -float(digits) if digits else 0.0
        page_id = f"blog/{page_id_of(address)}"
        url = _joined(self._prefix(code), "blog", address)
        body = self._text(front.body, name, front.line)
        return OldPage(name, lang, page_id, body, kept, (url,), order)

    def _own_pages(self) -> Iterator[OldPage]:
        for code, lang in self.langs.items():
            own = f"i18n/{code}/docusaurus-plugin-content-pages"
            folder = "src/pages" if code == self.default else own
            for name in self.source.below(folder):
                rest = name.removeprefix(f"{folder}/")
                if _is_partial(rest):
                    continue
                if _SUFFIX.search(name):
                    path = _SUFFIX.sub("", rest).removesuffix("index").strip("/")
                    front = read_front(self.source.text(name), name, self.notes)
                    meta = kept_fields(front.meta, _USED, name, self.notes)
                    body = self._text(front.body, name, front.line)
                    url = _joined(self._prefix(code), path)
                    yield OldPage(name, lang, page_id_of(path), body, meta, (url,))
                elif re.search(r"\.[jt]sx?$", name):
                    what = "this page is a program of React; write it anew in Markdown"
                    self.notes.append(MigrationNote(name, 1, what))

    def _home(self) -> OldPage:
        title = str(setting(self.program, "title") or "Help")
        body = f"{setting(self.program, 'tagline') or ''}\n"
        return OldPage(
            "", self.langs[self.default], "index", body, {"title": title}, ("/",), is_generated=True
        )

    def _with_includes(self, page: OldPage) -> OldPage:
        """Put the text of partials where pages import them."""

        def text(match: re.Match[str]) -> str:
            path = match[1].removeprefix("@site/")
            name = (
                path
                if match[1].startswith("@site/")
                else posixpath.normpath(posixpath.join(posixpath.dirname(page.file), path))
            )
            if name not in self.source:
                return match[0]
            front = read_front(self.source.text(name), name, self.notes)
            return self._text(front.body, name, front.line).strip()

        body = _INCLUDE.sub(text, page.body.replace("(@site/", "(/").replace('"@site/', '"/'))
        return replace(page, body=body)

    def _menu(
        self, pages: list[OldPage]
    ) -> tuple[tuple[MenuItem, ...], Mapping[str, Mapping[str, str]]]:
        """Return the navigation, and by locale the words of its headings."""
        default = self.langs[self.default]
        own = [page for page in pages if page.lang == default]
        by_old = {
            _doc_id(page.file.removeprefix("docs/")): page
            for page in own
            if page.file.startswith("docs/")
        }
        menu = read_sidebars(self.source, by_old, own, self.folders, self.notes)
        if not menu:
            docs = [page for page in own if page.file.startswith("docs/") or not page.file]
            menu = menu_of(docs, self.folders)
        rest = [page for page in own if not page.file.startswith("docs/") and page.file]
        menu += menu_of(rest, {"blog": MenuFolder("Blog")})
        if own and own[0].page_id == "index" and not any(item.target == "index" for item in menu):
            menu = (MenuItem("index"), *menu)
        words: dict[str, dict[str, str]] = {}
        for code in self.langs:
            for key, value in self._words(code).items():
                match = _CATEGORY.match(key)
                if match and not match[1].endswith((".title", ".description")):
                    words.setdefault(code, {})[match[1]] = value
        return menu, words

    def _assets(self) -> tuple[dict[str, str], dict[str, str]]:
        assets: dict[str, str] = {}
        urls: dict[str, str] = {}
        default = self.langs[self.default]
        for name in self.source.below("static"):
            rest = name.removeprefix("static/")
            if not posixpath.basename(rest).startswith("."):
                assets[name], urls[f"/{rest}"] = f"{default}/{rest}", name
        for code, lang in self.langs.items():
            i18n = f"i18n/{code}/docusaurus-plugin-content-"
            is_default = code == self.default
            for folder, top in (("docs", ""), ("blog", "blog/")):
                start = folder if is_default else f"{i18n}{folder}{'/current' if not top else ''}"
                for name in self.source.below(start):
                    rest = name.removeprefix(f"{start}/")
                    is_data = posixpath.basename(rest).startswith("_category_.") or rest in (
                        "authors.yml",
                        "tags.yml",
                    )
                    if not _SUFFIX.search(name) and not is_data:
                        parts = [_without_number(part) for part in rest.split("/")]
                        assets[name] = f"{lang}/{top}{'/'.join(parts)}"
        return assets, urls

    def _redirects(self, pages: list[OldPage]) -> Iterator[tuple[str, str]]:
        """Yield addresses of lists, and of pages in languages that show the default one."""
        by_lang: dict[str, set[str]] = {}
        for page in pages:
            by_lang.setdefault(page.lang, set()).add(page.page_id)
        default = self.langs[self.default]
        for page in pages:
            for code, lang in self.langs.items():
                if page.lang == default != lang and page.page_id not in by_lang.get(lang, ()):
                    for url in page.urls:
                        yield _joined(code, url), page.page_id
        ids = by_lang.get(default, set())
        docs = "index" if "index" in ids else next(iter(sorted(ids)), "")
        for code in self.langs:
            prefix = self._prefix(code)
            if self.docs_route:
                yield _joined(prefix, self.docs_route), docs
            if "blog/index" in ids:
                for name in ("", "/archive", "/tags", "/authors", *self._authors()):
                    yield _joined(prefix, f"blog{name}"), "blog/index"
        for page in pages:
            if page.lang != default or not page.meta.get("tags"):
                continue
            top = "blog" if page.file.startswith("blog/") else self.docs_route
            target = "blog/index" if page.file.startswith("blog/") else docs
            for code in self.langs:
                for tag in page.meta["tags"]:
                    yield _joined(self._prefix(code), top, "tags", github_slug(tag)), target
                yield _joined(self._prefix(code), top, "tags"), target

    def _authors(self) -> Iterator[str]:
        """Yield the addresses of the lists of authors who have one, below that of the blog."""
        name = "blog/authors.yml"
        try:
            data = yaml.safe_load(self.source.text(name)) if name in self.source else {}
        except yaml.YAMLError:
            data = {}
        for key, author in data.items() if isinstance(data, dict) else ():
            page = author.get("page") if isinstance(author, dict) else None
            own = page.get("permalink") if isinstance(page, dict) else None
            if page:
                yield f"/authors/{str(own).strip('/') if own else github_slug(str(key))}"

    def _left_out(self) -> None:
        """Note what of the project has no counterpart."""
        config = self.source.first(*CONFIGS) or CONFIGS[0]
        what = "settings of the look (navbar, footer, colours, plugins) have not been taken over"
        self.notes.append(MigrationNote(config, 1, what))
        versions = {name.split("/")[1] for name in self.source.below("versioned_docs")}
        for version in sorted(versions):
            what = "a kbgen site has one version of each page; this older one is left out"
            self.notes.append(MigrationNote(f"versioned_docs/{version}", 1, what))
        for name in ("blog/authors.yml", "blog/tags.yml"):
            if name in self.source:
                what = "names and tags of the blog are data of a list that kbgen does not make"
                self.notes.append(MigrationNote(name, 1, what, self.source.text(name), False))


def _is_partial(rest: str) -> bool:
    return any(part.startswith("_") for part in rest.split("/"))


def _without_number(part: str) -> str:
    """Return a name without the number that orders it; dates and versions keep theirs.

    >>> _without_number("01-intro"), _without_number("2021-11-foo"), _without_number("1.2-notes")
    ('intro', '2021-11-foo', '1.2-notes')
    """
    return part if _VERSION.match(part) else _NUMBERED.sub("", part)


def _doc_id(rest: str) -> str:
    return "/".join(_without_number(part) for part in _SUFFIX.sub("", rest).split("/"))


def _joined(*parts: str) -> str:
    """Return an address of its parts.

    >>> _joined("", "docs", "/a/b/"), _joined("", "")
    ('/docs/a/b', '/')
    """
    return "/" + "/".join(part.strip("/") for part in parts if part.strip("/"))


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 1e9


def _title(page: OldPage) -> str:
    heading = re.search(r"^# (.+)$", page.body, re.M)
    return str(page.meta.get("title") or (heading[1] if heading else page.page_id))


def _listed(pages: list[OldPage], folder: str, lang: str) -> str:
    own = [page for page in pages if page.lang == lang and page.page_id.startswith(f"{folder}/")]
    own.sort(key=lambda page: (page.order, page.page_id))
    return "\n".join(f"- [{_title(page)}]({page.urls[0]})" for page in own) + "\n"
