"""Reads a file by the suffix of its name, or by its first words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    TextRun,
    UnreadableError,
    words,
)
from kbgen.importing.readers.commonmark import read_markdown
from kbgen.importing.readers.docx import read_docx
from kbgen.importing.readers.encoding import decode
from kbgen.importing.readers.html import HtmlDocument, declared_encoding, read_html
from kbgen.importing.readers.plain import read_plain
from kbgen.importing.readers.zendesk import ZendeskArticle, read_articles
from kbgen.importing.write.front_matter import Fields, cut_front_matter

_WEB_PAGE = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.I)
MARKDOWN = (".md", ".markdown", ".mdx")
SUFFIXES = (".txt", ".text", *MARKDOWN, ".html", ".htm", ".docx", ".json")


def read_page(name: str, data: bytes, keep: Collection[str]) -> tuple[HtmlDocument, str]:
    """Return a document, and a remark on its encoding. Raises UnreadableError."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return read_docx(data, keep), "Word"
    declared = declared_encoding(data) if suffix in (".html", ".htm") else ""
    decoded = decode(data, declared)
    note = f"{decoded.encoding}; {decoded.note}" if decoded.note else decoded.encoding
    if _WEB_PAGE.match(decoded.text) and suffix not in (".html", ".htm"):
        return read_html(decoded.text, keep), f"{note}; a web page by its first words"
    if suffix in (".html", ".htm"):
        return _read_web_page(decoded.text, keep), note
    if suffix in MARKDOWN:
        return read_markdown(decoded.text, keep, whole=suffix == ".mdx"), note
    blocks, removed = read_plain(decoded.text)
    return HtmlDocument(blocks, "", "", removed, []), note


def _read_web_page(text: str, keep: Collection[str]) -> HtmlDocument:
    """Read a web page, which may have the front matter of Jekyll or Hugo above it."""
    front = cut_front_matter(text)
    if front.first == 1:
        return read_html(text, keep)
    if not words(front.rest):
        raise UnreadableError("there are no words in it but fields for a program")
    page = read_html("\n" * (front.first - 1) + front.rest, keep)
    window = page.title if front.title and page.title != front.title else ""
    return replace(
        page,
        title=front.title or page.title,
        is_titled=bool(front.title),
        removed=[
            *front.removed,
            *([Removed(front.first, "furniture", window)] if window else []),
            *page.removed,
        ],
        fields=front.fields,
    )


def read_zendesk(
    data: bytes, keep: Collection[str]
) -> Iterator[tuple[ZendeskArticle, HtmlDocument, str]]:
    """Yield each article that has words as a page, with a remark on its encoding."""
    decoded = decode(data)
    for article in read_articles(decoded.text):
        page = read_html(f"<html><body>{article.html}</body></html>", keep)
        address = (("html_url", article.address),) if article.address else ()
        page = replace(
            page,
            title=article.title,
            is_titled=bool(article.title),
            decisions=[*(Decision(0, note) for note in article.notes), *page.decisions],
            fields=Fields(keywords=article.labels, addresses=address),
        )
        if not any(words(block.text) for block in page.blocks):
            page = _only_titled(page)
        if any(words(block.text) for block in page.blocks):
            yield article, page, f"an article of Zendesk; {decoded.encoding}"


def _only_titled(page: HtmlDocument) -> HtmlDocument:
    """Return an article of pictures or videos alone, which have to be put in by hand."""
    title = DocumentBlock(Role.HEADING, 1, (TextRun(page.title),), level=1)
    what = "there are no words in it but its title; add its pictures or videos"
    return replace(page, blocks=[title], decisions=[*page.decisions, Decision(0, what)])
