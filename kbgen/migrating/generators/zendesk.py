"""Zendesk Guide: an export of the Help Center API as JSON files."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from kbgen.errors import KbgenError
from kbgen.migrating.config import locale_of
from kbgen.migrating.generators.zendesk_pages import is_saved_page, saved_articles
from kbgen.migrating.model import (
    MenuItem,
    MigrationNote,
    OldLanguage,
    OldPage,
    OldSite,
    SourceFiles,
)
from kbgen.migrating.slugs import github_slug, page_part
from kbgen.migrating.syntax.html import HtmlConverter, aside, has_class, parse

_OWN = re.compile(r"/hc/(?:([\w-]+)/)?(articles|sections|categories)/(\d+)[^#?]*(#.*)?")
_ATTACHMENT = re.compile(r"/hc/(?:[\w-]+/)?article_attachments/(\d+)")
_STYLES = ("warning", "danger", "tip", "success", "info", "note")


def is_zendesk(source: SourceFiles) -> bool:
    return any(_is_list(name, "articles") for name in source.places) or any(
        is_saved_page(source, name) for name in source.places
    )


def _is_list(name: str, what: str) -> bool:
    """Tell whether a file is one of the pages of a list: articles.json, articles_2.json."""
    return bool(re.fullmatch(rf"(?:[\w-]+/)?{what}(?:[-_.]?(?:page)?[-_.]?\d+)?\.json", name))


def read_zendesk(source: SourceFiles) -> OldSite:
    """Read an export of a help centre."""
    return _ZendeskReader(source).site()


@dataclass(frozen=True)
class _ZendeskReader:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    def _json(self, name: str) -> Any:
        try:
            return json.loads(self.source.text(name))
        except (ValueError, RecursionError) as problem:
            raise KbgenError(f"{name} is no JSON: {problem}") from problem

    def _list(self, what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if not self.is_api:
            return self.saved[0].get(what, [])
        for name in self.source.places:
            if _is_list(name, what):
                data = self._json(name)
                items = data.get(what) if isinstance(data, dict) else data
                found += [one for one in items or () if isinstance(one, dict)]
        return found

    @cached_property
    def is_api(self) -> bool:
        return any(_is_list(name, "articles") for name in self.source.places)

    @cached_property
    def saved(self) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
        return saved_articles(self.source)

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        return sorted(self._list("articles"), key=lambda one: one.get("position") or 0)

    @cached_property
    def sections(self) -> dict[Any, dict[str, Any]]:
        found = sorted(self._list("sections"), key=lambda one: one.get("position") or 0)
        return {one.get("id"): one for one in found}

    @cached_property
    def categories(self) -> dict[Any, dict[str, Any]]:
        found = sorted(self._list("categories"), key=lambda one: one.get("position") or 0)
        return {one.get("id"): one for one in found}

    @cached_property
    def langs(self) -> dict[str, str]:
        """Return locale of the help centre → language, the default one first."""
        name = next((one for one in self.source.places if _is_list(one, "locales")), "")
        data = self._json(name) if name else {}
        data = data if isinstance(data, dict) else {}
        default = str(data.get("default_locale") or "")
        codes = [str(one) for one in data.get("locales") or ()]
        codes += [str(one.get("locale")) for one in self.articles]
        codes += [str(one.get("locale")) for texts in self.texts.values() for one in texts]
        for one in self.articles:
            inner = one.get("translations")
            codes += [
                str(text.get("locale")) for text in (inner if isinstance(inner, list) else ())
            ]
        default = default or str((self.articles or [{}])[0].get("source_locale") or "en-us")
        ordered = dict.fromkeys([default, *codes])
        bases = [locale_of(code)[:2] for code in ordered]
        found = {}
        for code in ordered:
            full = locale_of(code)
            if full:
                found[code] = full[:2] if bases.count(full[:2]) == 1 else full
        return found

    @property
    def default(self) -> str:
        return next(iter(self.langs))

    @cached_property
    def texts(self) -> dict[tuple[str, Any], list[dict[str, Any]]]:
        """Return (kind, id) → its texts in all languages, of the files of translations."""
        found: dict[tuple[str, Any], list[dict[str, Any]]] = {}
        for name in self.source.places:
            if "translations" in name and name.endswith(".json"):
                data = self._json(name)
                for one in data.get("translations") or () if isinstance(data, dict) else ():
                    kind = str(one.get("source_type") or "").lower()
                    found.setdefault((kind, one.get("source_id")), []).append(one)
        return found

    def _texts(self, kind: str, one: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return locale → title and text of an article, a section or a category."""
        title = one.get("title") or one.get("name") or ""
        body = one.get("body") if kind == "article" else one.get("description")
        own = {
            "title": title,
            "body": body,
            "html_url": one.get("html_url"),
            "draft": one.get("draft"),
        }
        found = {str(one.get("locale") or self.default): own}
        inner = one.get("translations")
        for text in [
            *(inner if isinstance(inner, list) else []),
            *self.texts.get((kind, one.get("id")), []),
        ]:
            if not text.get("hidden"):
                found[str(text.get("locale"))] = text
        return {code: text for code, text in found.items() if code in self.langs}

    @cached_property
    def folders(self) -> dict[Any, str]:
        """Return section → folder of its articles, below that of the section it is in."""
        found: dict[Any, str] = {}

        def folder(number: Any, depth: int = 0) -> str:
            section = self.sections.get(number)
            if section is None or depth > 9:
                return ""
            parent = folder(section.get("parent_section_id"), depth + 1)
            own = _slug(section, "sections")
            return f"{parent}/{own}" if parent else own

        taken: set[str] = set()
        for number in self.sections:
            name = folder(number)
            found[number] = name if name not in taken else f"{name}-{number}"
            taken.add(found[number])
        return found

    @cached_property
    def ids(self) -> dict[tuple[str, str], str]:
        """Return (kind, number) → page id."""
        found: dict[tuple[str, str], str] = {}
        taken: set[str] = set()
        for one in self.articles:
            folder = self.folders.get(one.get("section_id"), "")
            name = posixpath.join(folder, _slug(one, "articles"))
            name = name if name not in taken else f"{name}-{one.get('id')}"
            taken.add(name)
            found["articles", str(one.get("id"))] = name
        for number, folder in self.folders.items():
            found["sections", str(number)] = f"{folder}/index"
        for number, one in self.categories.items():
            name = _slug(one, "categories")
            name = f"{name}-{number}" if name in taken or name in self.folders.values() else name
            found["categories", str(number)] = f"{name}/index"
        return found

    @cached_property
    def attachments(self) -> dict[str, str]:
        """Return number of an attachment → its file in the export; "" if it is missing."""
        found = {}
        for name in self.source.places:
            if match := re.search(
                r"(?:^|/)(?:article_)?attachments/(?:[^/]+/)*?(\d+)[/_-][^/]+$", name
            ):
                found[match[1]] = name
        return found if self.is_api else found | self.saved[1]

    def site(self) -> OldSite:
        if not self.articles:
            raise KbgenError(f"{self.source.root} has no articles.json with articles")
        pages = [page for one in self.articles for page in self._article(one)]
        pages += [page for one in self.sections.values() for page in self._section(one)]
        pages += [page for one in self.categories.values() for page in self._category(one)]
        host = urlsplit(str((self.articles or [{}])[0].get("html_url") or ""))
        title = "Help"
        home_body = "\n".join(
            f"- [{self._title('category', one)}](/hc/categories/{number})"
            for number, one in self.categories.items()
        )
        home_urls = tuple(url for code in self.langs for url in (f"/hc/{code}",))
        meta = {"title": title}
        default = self.langs[self.default]
        pages.insert(
            0,
            OldPage(
                "", default, "index", home_body + "\n", meta, ("/hc", *home_urls), is_generated=True
            ),
        )
        names = {
            code: f"attachments/{code}/{posixpath.basename(name)}"
            for code, name in self.attachments.items()
        }
        self._note_html()
        return OldSite(
            generator="Zendesk",
            name=title,
            languages=tuple(OldLanguage(lang) for lang in self.langs.values()),
            pages=tuple(pages),
            assets={self.attachments[code]: f"{default}/{new}" for code, new in names.items()},
            asset_urls={
                f"/hc/article_attachments/{code}": self.attachments[code] for code in names
            },
            url=f"{host.scheme}://{host.netloc}" if host.netloc else "",
            menu=tuple(self._menu()),
            redirects=dict(self._redirects()),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _title(self, kind: str, one: Mapping[str, Any]) -> str:
        return str(
            self._texts(kind, one).get(self.default, one).get("title") or one.get("name") or ""
        )

    def _article(self, one: dict[str, Any]) -> Iterator[OldPage]:
        number = str(one.get("id"))
        page_id = self.ids["articles", number]
        is_closed = one.get("user_segment_id") is not None
        for code, text in self._texts("article", one).items():
            path = f"articles.json#{number}/{code}"
            body = self._markdown(str(text.get("body") or ""), path)
            body += self._downloads(one, str(text.get("body") or ""))
            meta: dict[str, Any] = {"title": " ".join(str(text.get("title") or number).split())}
            if code == self.default or code == one.get("source_locale"):
                labels = [str(label) for label in one.get("label_names") or ()]
                meta |= {"keywords": labels} if labels else {}
                meta |= _day(one.get("edited_at") or one.get("updated_at"))
            if is_closed or text.get("draft"):
                meta["draft"] = True
            if is_closed:
                what = (
                    "only some users could read this article, so it is a draft: publish it or not"
                )
                self.notes.append(MigrationNote(path, 1, what, meta["title"]))
            if text.get("outdated"):
                what = "the help centre marked this translation as outdated"
                self.notes.append(MigrationNote(path, 1, what, meta["title"]))
            urls = tuple(self._urls("articles", number, code, text))
            order = float(one.get("position") or 0)
            yield OldPage(
                path, self.langs[code], page_id, body, meta, urls, order, is_generated=True
            )

    def _urls(self, kind: str, number: str, code: str, text: Mapping[str, Any]) -> Iterator[str]:
        if path := unquote(urlsplit(str(text.get("html_url") or "")).path):
            yield path
        yield f"/hc/{code}/{kind}/{number}"
        if code == self.default:
            yield f"/hc/{kind}/{number}"

    def _section(self, one: dict[str, Any]) -> Iterator[OldPage]:
        number = one.get("id")
        below = [
            ("articles", str(article.get("id")))
            for article in self.articles
            if article.get("section_id") == number and not _is_draft(article)
        ]
        below += [
            ("sections", str(other))
            for other, it in self.sections.items()
            if it.get("parent_section_id") == number
        ]
        yield from self._lists("section", "sections", one, below)

    def _category(self, one: dict[str, Any]) -> Iterator[OldPage]:
        below = [
            ("sections", str(number))
            for number, it in self.sections.items()
            if it.get("category_id") == one.get("id") and not it.get("parent_section_id")
        ]
        yield from self._lists("category", "categories", one, below)

    def _lists(
        self, kind: str, plural: str, one: dict[str, Any], below: list[tuple[str, str]]
    ) -> Iterator[OldPage]:
        """Yield the page of a section or category in each language: its description, and a list."""
        number = str(one.get("id"))
        for code, text in self._texts(kind, one).items():
            words = self._markdown(str(text.get("body") or ""), f"{plural}.json#{number}/{code}")
            lines = [f"- [{self._name(what, it, code)}](/hc/{what}/{it})" for what, it in below]
            body = f"{words}\n" + "\n".join(lines) + "\n"
            meta = {"title": str(text.get("title") or number)}
            urls = tuple(self._urls(plural, number, code, text))
            yield OldPage(
                "",
                self.langs[code],
                self.ids[plural, number],
                body,
                meta,
                urls,
                is_index=True,
                is_generated=True,
            )

    def _name(self, plural: str, number: str, code: str) -> str:
        if plural == "articles":
            one = next(a for a in self.articles if str(a.get("id")) == number)
            text = self._texts("article", one)
        else:
            one = next(s for key, s in self.sections.items() if str(key) == number)
            text = self._texts("section", one)
        shown = text.get(code) or text.get(self.default) or {}
        return str(shown.get("title") or number).replace("[", "\\[").replace("]", "\\]")

    def _menu(self) -> Iterator[MenuItem]:
        yield MenuItem("index")
        for number, one in self.categories.items():
            sections = tuple(
                self._menu_section(key)
                for key, it in self.sections.items()
                if it.get("category_id") == number and not it.get("parent_section_id")
            )
            yield MenuItem(
                self.ids["categories", str(number)], self._title("category", one), sections
            )

    def _menu_section(self, number: Any) -> MenuItem:
        articles = [
            MenuItem(self.ids["articles", str(one.get("id"))])
            for one in self.articles
            if one.get("section_id") == number
        ]
        below = [
            self._menu_section(key)
            for key, it in self.sections.items()
            if it.get("parent_section_id") == number
        ]
        title = self._title("section", self.sections[number])
        return MenuItem(self.ids["sections", str(number)], title, (*articles, *below))

    def _redirects(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of what is not translated: it is shown in the default language."""
        for (kind, number), page_id in self.ids.items():
            for code in self.langs:
                yield f"/hc/{code}/{kind}/{number}", page_id

    def _markdown(self, body: str, path: str) -> str:
        root = parse(body)
        if root is None:
            return ""
        converter = HtmlConverter(path, self._link, _special, self.notes)
        converter.shift = 1 if root.find(".//h1") is not None else 0
        text = "\n".join(converter.lines(root)) + "\n"
        for old, new in converter.ids.items():
            text = text.replace(f"](<#{old}>)", f"](<#{new}>)") if old != new else text
        return text

    def _link(self, href: str) -> str:
        """Return an address in its shortest form, by number: titles in addresses change."""
        parts = urlsplit(href)
        host = urlsplit(str((self.articles or [{}])[0].get("html_url") or "")).netloc
        if parts.netloc and parts.netloc != host and not parts.netloc.endswith(".zendesk.com"):
            return href
        if match := _ATTACHMENT.match(parts.path):
            if match[1] not in self.attachments:
                what = "this attachment is not in the export"
                self.notes.append(MigrationNote("article_attachments", 1, what, href))
                return href
            return f"/hc/article_attachments/{match[1]}"
        if match := _OWN.match(parts.path + (f"#{parts.fragment}" if parts.fragment else "")):
            if (match[2], match[3]) in self.ids:
                return f"/hc/{self.default}/{match[2]}/{match[3]}{match[4] or ''}"
            what = "this link leads to an article that is not in the export"
            self.notes.append(MigrationNote("articles.json", 1, what, href))
        return f"https://{host}{href}" if href.startswith("/") and host else href

    def _downloads(self, one: Mapping[str, Any], body: str) -> str:
        """Return links to the files that were listed below an article."""
        lines = []
        for file in self._list("article_attachments"):
            number = str(file.get("id"))
            is_own = file.get("article_id") == one.get("id") and not file.get("inline")
            if is_own and number in self.attachments and number not in body:
                name = file.get("display_file_name") or file.get("file_name") or number
                lines.append(f"- [{name}](/hc/article_attachments/{number})")
        return "\n" + "\n".join(lines) + "\n" if lines else ""

    def _note_html(self) -> None:
        pages = [name for name in self.source.places if name.endswith((".html", ".htm"))]
        if pages and self.is_api:
            what = f"{len(pages)} saved web pages are left out: the JSON files have their articles"
            self.notes.append(MigrationNote(pages[0], 1, what))


def _is_draft(article: Mapping[str, Any]) -> bool:
    return bool(article.get("draft")) or article.get("user_segment_id") is not None


def _slug(one: Mapping[str, Any], kind: str) -> str:
    """Return the name of an article in its address; its number where that has no Latin letters."""
    path = unquote(urlsplit(str(one.get("html_url") or "")).path)
    match = re.search(rf"/{kind}/\d+-(.+)$", path)
    words = github_slug(match[1] if match else str(one.get("title") or one.get("name") or ""))
    words = re.sub(r"[^a-z0-9-]+", "-", words).strip("-")
    return page_part(words) if words else str(one.get("id"))


def _day(value: object) -> dict[str, Any]:
    try:
        return {"updated": date.fromisoformat(str(value)[:10])}
    except ValueError:
        return {}


def _special(element: Any, converter: HtmlConverter) -> list[str] | None:
    """Write the callouts of Zendesk's themes as admonitions."""
    if element.tag in ("div", "section", "aside") and has_class(
        element, "callout", "note", "alert"
    ):
        names = (element.get("class") or "").lower()
        style = next((one for one in _STYLES if one in names), "note")
        head = next((one for one in element.iter() if "title" in (one.get("class") or "")), None)
        title = " ".join("".join(head.itertext()).split()) if head is not None else ""
        if head is not None:
            head.drop_tree()
        return aside(style, title, element, converter)
    return None
