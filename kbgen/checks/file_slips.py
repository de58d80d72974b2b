"""Tells one slip in the name of a file or folder once: a copy, a translated or a wrong name."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from kbgen.model.article import Article
from kbgen.model.finding import ERROR, Finding, error
from kbgen.model.findings import SAME_ADDRESS, UNPAIRED
from kbgen.model.message import msg
from kbgen.model.site import Site

_NAME, _FOLDER, _MISSING = "KB110", "KB124", "KB421"
_ADDED = 16
"""The most characters that a program adds to the name of a copy."""
_PLAIN = re.compile(r"[a-z0-9/-]*\Z")
_APART = re.compile(r"\s|[-_(\[]")


def of_file_names(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, those about the name of one file or folder as one that says what to do."""
    articles = {article.path: article for article in site.articles.values()}
    missing = {one.span.path: one for one in findings if one.code == _MISSING}
    by_file = {f"{articles[path].id}.md": path for path in missing if path in articles}
    dropped: set[str] = set()
    folders: set[str] = set()
    beside = _Folders(site)
    merged: dict[int, Finding] = {}
    for number, one in enumerate(findings):
        article = articles.get(one.span.path)
        if one.code == _FOLDER and article:
            folders.add(article.id.partition("/")[0])
        elif one.code == _NAME and article and (original := _original(beside(article), article)):
            merged[number] = _of_copy(one, article, original)
            dropped.add(article.path)
        elif one.code == _NAME and article and (source := _source(site, article, missing)):
            merged[number] = _of_translation(one, source)
            dropped |= {article.path, source.path}
        elif one.code == UNPAIRED and missing:
            dropped |= {by_file[name] for name in _named_files(one.hint) if name in by_file}
    clashes = [one for one in findings if one.code == SAME_ADDRESS]
    for number, one in enumerate(findings):
        article = articles.get(one.span.path)
        if one.code == _FOLDER and article:
            merged[number] = _as_severe(one, article.id.partition("/")[0], clashes)
        is_dropped = one.code == _MISSING and one.span.path in dropped
        if not (is_dropped or _is_of_folder(one, article, folders)):
            yield merged.get(number, one)


def _as_severe(one: Finding, folder: str, clashes: Sequence[Finding]) -> Finding:
    """Return a finding about a folder as severe as the one about its address that it stands for."""
    named = [clash for clash in clashes if f"'{folder}/'" in clash.message]
    if any(clash.severity == ERROR for clash in named):
        return error("KB124", one.span, one.what, one.advice, one.mend)
    return one


def _is_of_folder(one: Finding, article: Article | None, folders: set[str]) -> bool:
    """Tell whether a finding is gone when the pages of a folder are where they belong."""
    if one.code == SAME_ADDRESS:
        return any(f"'{folder}/'" in one.message for folder in folders)
    if article is None or one.code not in (_NAME, _MISSING):
        return False
    folder, _, rest = article.id.partition("/")
    return folder in folders and (one.code == _MISSING or _PLAIN.match(rest) is not None)


def _named_files(hint: str) -> Iterator[str]:
    """Yield the path that a hint ends with, and each end of it: "ur/faq/a.md", "faq/a.md", "a.md".

    Only of a page that has moved does a hint of the record name a file.
    """
    path = hint.rpartition(" ")[2] if hint.endswith(".md") else ""
    while path:
        yield path
        path = path.partition("/")[2]


class _Folders:
    """The pages of each folder of a language."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _pages(self) -> Mapping[tuple[str, str], Sequence[Article]]:
        found: dict[tuple[str, str], list[Article]] = defaultdict(list)
        for (lang, page_id), article in self._site.articles.items():
            found[lang, posixpath.dirname(page_id)].append(article)
        return found

    def __call__(self, page: Article) -> Sequence[Article]:
        return self._pages.get((page.lang, posixpath.dirname(page.id)), ())


def _original(beside: Sequence[Article], copy: Article) -> Article | None:
    """Return the page of which a file is a copy by its name: "cards - Copy.md", "cards (1).md"."""
    name = posixpath.basename(copy.id)
    for other in beside:
        plain = posixpath.basename(other.id)
        at = name.find(plain)
        if at < 0 or plain == name or len(name) - len(plain) > _ADDED:
            continue
        before, after = name[:at], name[at + len(plain) :]
        if (not before and _APART.match(after)) or (not after and before.endswith(" ")):
            return other
    return None


def _of_copy(one: Finding, copy: Article, original: Article) -> Finding:
    name = posixpath.basename(original.path)
    what = msg("this file looks like a copy of %(name)s that was left here", name=name)
    if copy.body.strip() == original.body.strip():
        what = msg("this file is a copy of %(name)s with the same text", name=name)
        return replace(one, what=what, advice=msg("delete it"), subject="")
    hint = msg(
        "delete it; if it is a page of its own, give it a name of small Latin letters, digits and "
        "hyphens"
    )
    return replace(one, what=what, advice=hint, subject="")


def _source(site: Site, page: Article, missing: Mapping[str, Finding]) -> Article | None:
    """Return the page whose translation has a name of its own; None if it is not sure.

    It is the only one in its folder that is missing in the language of `page`, which has no source.
    """
    if page.id.isascii() or page.lang == site.default:
        return None
    folder = posixpath.dirname(page.id)
    wanted = [
        source
        for source in site.sources.values()
        if source.path in missing
        and posixpath.dirname(source.id) == folder
        and source.lang != page.lang
        and (page.lang, source.id) not in site.articles
    ]
    return wanted[0] if len(wanted) == 1 else None


def _of_translation(one: Finding, source: Article) -> Finding:
    what = msg(
        "this seems to be the translation of %(path)s, but its file name was translated, too",
        path=source.path,
    )
    hint = msg(
        "rename it to %(name)s: a file has the same name in every language",
        name=posixpath.basename(source.path),
    )
    return replace(one, what=what, advice=hint, subject="")
