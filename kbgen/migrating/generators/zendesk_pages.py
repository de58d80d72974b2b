"""Saved web pages of a Zendesk help centre, as what its API would say of them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from kbgen.migrating.model import SourceFiles
from kbgen.migrating.syntax.html import first_of, parse, text_of

_ARTICLE = re.compile(r"/hc/([\w-]+)/articles/(\d+)")
_FOLDER = re.compile(r"/hc/[\w-]+/(sections|categories)/(\d+)")
_WEB_PAGE = (".html", ".htm")
_FIRST_NUMBER = 1_000_000
"""Pictures of saved pages have no number; they get some from here on."""


def is_saved_page(source: SourceFiles, name: str) -> bool:
    """Tell whether a file is a saved article."""
    if not name.endswith(_WEB_PAGE):
        return False
    text = source.data(name).decode("utf-8", "replace")
    return bool(re.search(r"rel=\"canonical\"[^>]*/hc/[\w-]+/articles/\d+", text))


def saved_articles(source: SourceFiles) -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """Return articles, sections and categories, and the pictures by the numbers they get."""
    found: dict[str, dict[int, dict[str, Any]]] = {"articles": {}, "sections": {}, "categories": {}}
    pictures: dict[str, str] = {}
    pages = []
    for name in source.places:
        root = parse(source.text(name)) if is_saved_page(source, name) else None
        if root is None:
            continue
        address = _address(root)
        if match := _ARTICLE.search(address):
            pages.append((match[1], int(match[2]), name, root, address))
    counts = Counter(locale for locale, *_ in pages)
    pages.sort(key=lambda page: -counts[page[0]])
    for locale, number, name, root, address in pages:
        above = _folders(root, locale, found)
        body = first_of(root, "article-body")
        body = body if body is not None else first_of(root, "article__body")
        text = {
            "locale": locale,
            "title": text_of(root.find(".//h1")) or text_of(root.find(".//title")),
            "body": _body(body, name, source, pictures),
            "html_url": address,
        }
        before = found["articles"].get(number)
        if before is None:
            own = {"id": number, "section_id": above, "position": len(found["articles"]), **text}
            found["articles"][number] = {**own, "translations": []}
        else:
            before["translations"].append(text)
    return {what: list(items.values()) for what, items in found.items()}, pictures


def _address(root: Any) -> str:
    link = next((one for one in root.iter("link") if one.get("rel") == "canonical"), None)
    return str(link.get("href") or "") if link is not None else ""


def _folders(root: Any, locale: str, found: dict[str, dict[int, dict[str, Any]]]) -> int | None:
    """Take in the category and the sections above an article; return the number of the last."""
    crumbs = first_of(root, "breadcrumbs")
    category = section = None
    for link in crumbs.iter("a") if crumbs is not None else ():
        match = _FOLDER.search(link.get("href") or "")
        if not match:
            continue
        kind, number = match[1], int(match[2])
        text = {"locale": locale, "title": text_of(link), "html_url": link.get("href")}
        one = found[kind].setdefault(number, {"id": number, "name": text["title"], **text})
        if one["locale"] != locale:
            one.setdefault("translations", []).append(text)
        if kind == "categories":
            category = number
        else:
            one.setdefault("category_id", category)
            one.setdefault("parent_section_id", section)
            section = number
    return section


def _body(body: Any, name: str, source: SourceFiles, pictures: dict[str, str]) -> str:
    """Return the text of an article; its pictures have addresses as in the help centre."""
    if body is None:
        return ""
    for image in body.iter("img"):
        path = unquote(urlsplit(image.get("src") or "").path)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if file in source:
            known = {place: number for number, place in pictures.items()}
            number = known.get(file) or str(_FIRST_NUMBER + len(pictures))
            pictures[number] = file
            image.set("src", f"/hc/article_attachments/{number}")
    inner = [body.text or "", *(lxml_html.tostring(one, encoding="unicode") for one in body)]
    return "".join(inner)
