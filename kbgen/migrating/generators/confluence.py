"""Confluence: a space exported as HTML, with its tree of pages, attachments and macros."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from kbgen.errors import KbgenError
from kbgen.migrating.model import (
    MenuItem,
    MigrationNote,
    OldLanguage,
    OldPage,
    OldSite,
    SourceFiles,
)
from kbgen.migrating.slugs import github_slug, page_part
from kbgen.migrating.syntax.containers import details
from kbgen.migrating.syntax.html import (
    HtmlConverter,
    aside,
    fenced,
    first_of,
    has_class,
    parse,
    text_of,
)
from kbgen.model.locale import ENGLISH

_FILE = re.compile(r"(?:(.*)_)?(\d+)\.html$")
_LIVE = re.compile(r"/(?:wiki/)?(?:spaces/[^/]+/pages|pages/viewpage\.action)/?(\d+)?")
_STYLES = {"information": "info", "note": "warning", "warning": "danger", "tip": "tip"}
Detect = Callable[[str], str]


def is_confluence(source: SourceFiles) -> bool:
    if "index.html" not in source:
        return False
    text = source.text("index.html")
    return "Confluence" in text and any(_FILE.fullmatch(one) for one in source.places)


def read_confluence(source: SourceFiles, detect: Detect) -> OldSite:
    """Read an export of a space; `detect` names the language of a text, "" if it is not known."""
    return _ConfluenceReader(source, detect).site()


@dataclass(frozen=True)
class _WikiPage:
    """A page of the export as it is read."""

    file: str
    title: str
    root: Any
    lang: str
    parent: str = ""


@dataclass(frozen=True)
class _ConfluenceReader:
    source: SourceFiles
    detect: Detect
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def index(self) -> Any:
        if "index.html" not in self.source:
            raise KbgenError(
                f"{self.source.root} has no index.html, which an export of a space has"
            )
        return parse(self.source.text("index.html"))

    @cached_property
    def facts(self) -> dict[str, str]:
        """Return what the first page says of the space: Key, Name, Description."""
        found = {}
        for row in self.index.iter("tr"):
            head, cell = row.find("th"), row.find("td")
            if head is not None and cell is not None:
                found[text_of(head)] = text_of(cell)
        return found

    @cached_property
    def tree(self) -> list[tuple[str, str]]:
        """Return (file, file of the page above it) of every page, in the order of the export."""
        found: list[tuple[str, str]] = []
        for link in self.index.iter("a"):
            file = unquote(link.get("href") or "")
            if not _FILE.fullmatch(file) or file not in self.source:
                continue
            item = next(link.iterancestors("li"), None)
            above = next(item.iterancestors("li"), None) if item is not None else None
            parent = above.find("a") if above is not None else None
            found.append((file, unquote(parent.get("href") or "") if parent is not None else ""))
        listed = {file for file, _ in found}
        others = [one for one in self.source.places if _FILE.fullmatch(one) and one not in listed]
        return [*dict(found).items(), *((one, "") for one in others)]

    @cached_property
    def pages(self) -> dict[str, _WikiPage]:
        found = {}
        for file, parent in self.tree:
            root = parse(self.source.text(file))
            if root is None:
                continue
            space = self.facts.get("Name", "")
            title = text_of(first_of_id(root, "title-text")) or text_of(root.find(".//title"))
            title = title.removeprefix(f"{space} : ").strip() or file
            body = first_of_id(root, "main-content")
            lang = self.detect(text_of(body)) or ""
            found[file] = _WikiPage(file, title, root, lang, parent)
        return found

    @cached_property
    def langs(self) -> list[str]:
        counts: dict[str, int] = {}
        for page in self.pages.values():
            counts[page.lang or ENGLISH] = counts.get(page.lang or ENGLISH, 0) + 1
        return sorted(counts, key=lambda lang: -counts[lang])

    @cached_property
    def translated(self) -> dict[str, str]:
        """Return page in another language → the page above it, whose translation it may be."""
        found: dict[str, str] = {}
        for file, page in self.pages.items():
            above = self.pages.get(page.parent)
            if above and page.lang not in ("", above.lang) and above.parent:
                same = [one for one in self.pages.values() if one.parent == page.parent]
                if sum(one.lang == page.lang for one in same) == 1:
                    found[file] = page.parent
        return found

    @cached_property
    def home(self) -> str:
        tops = [file for file, page in self.pages.items() if page.parent not in self.pages]
        return tops[0] if tops else ""

    @cached_property
    def ids(self) -> dict[str, str]:
        """Return file → page id: below the page that is above it, but for the space's first."""
        parents = {page.parent for page in self.pages.values() if page.file not in self.translated}
        found: dict[str, str] = {}

        def folder(file: str, depth: int = 0) -> str:
            page = self.pages.get(file)
            if page is None or file == self.home or depth > 20:
                return ""
            own = _slug(file, page.title)
            above = folder(page.parent, depth + 1)
            return f"{above}/{own}" if above else own

        for file in self.pages:
            if file in self.translated:
                continue
            if file == self.home:
                found[file] = "index"
            else:
                name = folder(file)
                found[file] = f"{name}/index" if file in parents else name
        return found | {
            one: found[above] for one, above in self.translated.items() if above in found
        }

    def site(self) -> OldSite:
        pages = [self._page(page) for page in self.pages.values()]
        pages = [replace(page, body=self._with_anchors(page.body)) for page in pages]
        for file, above in self.translated.items():
            what = f"it stands below {above} in another language, and was taken for its translation"
            self.notes.append(MigrationNote(file, 1, what, self.pages[file].title))
        what = "a space is often for colleagues alone: read each page before you publish it"
        self.notes.append(MigrationNote("index.html", 1, what))
        assets = {
            name: f"{self.langs[0]}/{name}"
            for name in self.source.places
            if name.startswith("attachments/")
        }
        by_number = {posixpath.splitext(posixpath.basename(one))[0]: one for one in assets}
        return OldSite(
            generator="Confluence",
            name=self.facts.get("Name", "") or "Help",
            languages=tuple(OldLanguage(lang) for lang in self.langs),
            pages=tuple(pages),
            assets=assets,
            asset_urls={f"/download/attachments/{one}": file for one, file in by_number.items()},
            description=self.facts.get("Description", ""),
            menu=(MenuItem("index"), *self._menu(self.home)),
            notes=tuple(self.notes),
            slug=github_slug,
        )

    def _page(self, page: _WikiPage) -> OldPage:
        converter = HtmlConverter(page.file, self._link, _special, self.notes)
        body = first_of_id(page.root, "main-content")
        converter.shift = 1 if body is not None and body.find(".//h1") is not None else 0
        lines = converter.lines(body) if body is not None else []
        text = "\n".join([*lines, *self._downloads(page, "\n".join(lines))]) + "\n"
        self.section_ids[page.file] = converter.ids
        for old, new in converter.ids.items():
            text = text.replace(f"](<#{old}>)", f"](<#{new}>)") if old != new else text
        self._note_rest(page)
        number = _number(page.file)
        key = self.facts.get("Key", "")
        live = f"/wiki/spaces/{key}/pages/{number}"
        name = re.sub(r"\s+", "+", page.title)
        urls = (f"/{page.file}", live, f"{live}/{name}") if key and number else (f"/{page.file}",)
        page_id = self.ids[page.file]
        lang = page.lang or ENGLISH
        is_index = page_id.rpartition("/")[2] == "index"
        return OldPage(
            page.file, lang, page_id, text, {"title": page.title}, urls, is_index=is_index
        )

    def _with_anchors(self, body: str) -> str:
        """Return a text whose links to sections of other pages have the ids of today."""

        def anchor(match: re.Match[str]) -> str:
            ids = self.section_ids.get(match[1], {})
            return f"</{match[1]}#{ids.get(unquote(match[2]), match[2])}>"

        return re.sub(r"</([^<>#]+\.html)#([^<>]+)>", anchor, body)

    @cached_property
    def section_ids(self) -> dict[str, dict[str, str]]:
        """Return file → id of a section as it was → as it is."""
        return {}

    def _link(self, href: str) -> str:
        """Return an address by the file of the page that it leads to, if the export has it."""
        parts = urlsplit(href)
        match = _LIVE.search(parts.path)
        if match and (match[1] or "pageId=" in parts.query):
            number = match[1] or re.sub(r".*pageId=(\d+).*", r"\1", parts.query)
            file = next((one for one in self.pages if _number(one) == number), "")
            if file:
                return f"/{file}{f'#{parts.fragment}' if parts.fragment else ''}"
        if not parts.scheme and "createpage.action" in parts.path:
            what = "this link led to a page that was never written; its words alone are there"
            self.notes.append(MigrationNote("index.html", 1, what, href))
            return ""
        if not parts.scheme and parts.path.startswith(("attachments/", "images/")):
            return unquote(parts.path)
        if not parts.scheme and _FILE.fullmatch(unquote(parts.path)):
            return f"/{unquote(parts.path)}{f'#{parts.fragment}' if parts.fragment else ''}"
        return href

    def _downloads(self, page: _WikiPage, text: str) -> Iterator[str]:
        """Yield links to the attachments that the page's text does not show."""
        box = first_of(page.root, "greybox")
        if box is None:
            return
        left = []
        for link in box.iter("a"):
            href = unquote(link.get("href") or "")
            if href in self.source and href not in text:
                left.append(f"- [{text_of(link) or href}](<{href}>)")
        if left:
            yield from ("", *left)

    def _note_rest(self, page: _WikiPage) -> None:
        """Note comments and the names of authors, which are left out."""
        for section in page.root.iter("div"):
            heading = section.find(".//h2[@id='comments']")
            if has_class(section, "pageSection") and heading is not None:
                what = "comments are left out; what they settle belongs into the page"
                self.notes.append(MigrationNote(page.file, 1, what, text_of(section)))
        if (about := first_of(page.root, "page-metadata")) is not None:
            what = "who wrote the page, and when"
            self.notes.append(MigrationNote(page.file, 1, what, text_of(about), is_open=False))

    def _menu(self, parent: str) -> Iterator[MenuItem]:
        for file, page in self.pages.items():
            if file == self.home or file in self.translated:
                continue
            if page.parent == parent or (parent == self.home and page.parent not in self.pages):
                below = tuple(self._menu(file))
                yield MenuItem(self.ids[file], page.title if below else "", below)


def first_of_id(root: Any, name: str) -> Any:
    """Return the element with an id; None if there is none."""
    return next(iter(root.xpath("//*[@id=$name]", name=name)), None)


def _number(file: str) -> str:
    match = _FILE.fullmatch(file)
    return match[2] if match else ""


def _slug(file: str, title: str) -> str:
    match = _FILE.fullmatch(file)
    name = (match[1] or "") if match else ""
    words = re.sub(r"[^a-z0-9-]+", "-", github_slug(name or title)).strip("-")
    return page_part(words) if words else _number(file)


def _special(element: Any, converter: HtmlConverter) -> list[str] | None:
    """Write Confluence's macros: panels, code, expanders, lists of contents, signs, tasks."""
    names = element.get("class") or ""
    if "toc-macro" in names:
        what = "a list of contents; the page shows its own"
        converter.note(element, what, text_of(element), is_open=False)
        return []
    if match := re.search(r"confluence-information-macro-(information|note|warning|tip)\b", names):
        title = first_of(element, "title")
        words = text_of(title)
        if title is not None:
            title.drop_tree()
        return aside(_STYLES[match[1]], words, element, converter)
    if "expand-container" in names:
        summary, inner = (
            first_of(element, "expand-control-text"),
            first_of(element, "expand-content"),
        )
        words = text_of(summary) or "…"
        return details(words, converter.lines(inner) if inner is not None else [], False, False)
    if has_class(element, "panel") and (inner := first_of(element, "panelContent")) is not None:
        head = text_of(first_of(element, "panelHeader"))
        if has_class(element, "code", "preformatted"):
            params = next(
                (one.get("data-syntaxhighlighter-params") or "" for one in inner.iter("pre")), ""
            )
            brush = re.search(r"brush:\s*(\w+)", params)
            code = "".join("".join(one.itertext()) for one in inner.iter("pre"))
            return fenced(code, brush[1] if brush else "", head)
        return aside("note", head, inner, converter)
    if element.tag == "img" and "emoticon" in names:
        return [element.get("data-emoji-fallback") or element.get("alt") or ""]
    if has_class(element, "status-macro"):
        return [f"**{text_of(element)}**"] if text_of(element) else []
    if has_class(element, "jira-table"):
        converter.note(
            element, "a list that Jira made; what it shows is not in the export", text_of(element)
        )
        return []
    return None
