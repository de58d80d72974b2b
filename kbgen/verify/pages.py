"""Finds the built pages of a site, whole ones and broken ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kbgen.system.parallel import in_parts
from kbgen.verify.page_reader import PART, PageReader
from kbgen.verify.published import PublishedPage

# Only kbgen writes both attributes: MkDocs and Material write no direction on <html>.
_MARK = re.compile(r"<html\b(?=[^>]*\bdir=)(?=[^>]*\blang=)[^>]*>", re.I)
_ARTICLE = re.compile(rf'<article\b[^>]*\b{PART}="(article|past)\b[^>]*>')


def read_pages(
    folder: Path, langs: tuple[str, ...], default: str, tidy: bool
) -> list[PublishedPage]:
    """Return the pages below a folder that kbgen built, also broken ones.

    `tidy` is MkDocs' use_directory_urls: addresses are folders.
    """
    found = []
    for path in sorted(folder.rglob("*.html")):
        file = path.relative_to(folder).as_posix()
        if file.startswith(".") or "/." in file or not path.is_file():
            continue
        first, _, rest = file.partition("/")
        lang, url = (first, rest) if first in langs and first != default else (default, file)
        if tidy and url.rpartition("/")[2] == "index.html":
            url = url.removesuffix("index.html")
        found.append((path, lang, url, file))

    def read(part: Sequence[tuple[Path, str, str, str]]) -> list[PublishedPage | None]:
        return [read_page(path.read_bytes(), lang, url, file) for path, lang, url, file in part]

    return [page for page in in_parts(read, found) if page]


def read_page(data: bytes, lang: str, url: str, file: str) -> PublishedPage | None:
    """Read a page; None if kbgen did not build it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        what = f"the file is not UTF-8 (byte {problem.start + 1})"
        return PublishedPage(lang, url, file, problems=(what,))
    if not text.rstrip().lower().endswith("</html>"):
        return _cut(text, lang, url, file)
    start = _ARTICLE.search(text)
    if not _MARK.search(text) or not start:
        return None
    end = text.rfind("</article>")
    if end < start.end() or text.count("<article") != text.count("</article>"):
        return PublishedPage(lang, url, file, problems=("its <article> is not closed",))
    if start[1] == "past":
        return PublishedPage(lang, url, file, is_past=True)
    reader = PageReader(lang)
    reader.read(text[start.end() : end])
    if reader.problems:
        return PublishedPage(lang, url, file, problems=tuple(dict.fromkeys(reader.problems)))
    return reader.page(lang, url, file)


def _cut(text: str, lang: str, url: str, file: str) -> PublishedPage | None:
    start = text.lstrip().lower()
    # For example, the file that proves ownership to a search engine is a line of text.
    if start and not start.startswith(("<!doctype html", "<html")):
        return None
    return PublishedPage(lang, url, file, problems=("the file ends before </html>",))
