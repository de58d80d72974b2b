"""Tells one slip in the name of a file or folder once: a copy, a translated name, a wrong folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.findings import SAME_ADDRESS, UNPAIRED
from kbgen.model.message import msg
from kbgen.model.site import Site

_NAME, _FOLDER, _MISSING = "KB110", "KB124", "KB421"
_ADDED = 16
"""The most characters that a program adds to the name of a copy."""
_PLAIN = re.compile(r"[a-z0-9/-]*\Z")
_APART = re.compile(r"[\s(\[_-]")


def of_file_names(site: Site, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, those about the name of one file or folder as one that says what to do."""
    articles = {article.path: article for article in site.articles.values()}
    missing = {one.span.path: one for one in findings if one.code == _MISSING}
    dropped: set[str] = set()
    folders: set[str] = set()
    told: dict[int, Finding] = {}
    for number, one in enumerate(findings):
        article = articles.get(one.span.path)
        if one.code == _FOLDER and article:
            folders.add(article.id.partition("/")[0])
        elif one.code == _NAME and article and (original := _original(site, article)):
            told[number] = _of_copy(one, article, original)
            dropped.add(article.path)
        elif one.code == _NAME and article and (source := _source(site, article, missing)):
            told[number] = _of_translation(one, source)
            dropped |= {article.path, source.path}
        elif one.code == UNPAIRED and article:
            dropped |= {p for p in missing if f"'{articles[p].id}'" in str(one.what)}
    for number, one in enumerate(findings):
        article = articles.get(one.span.path)
        is_dropped = one.code == _MISSING and one.span.path in dropped
        if not (is_dropped or _is_of_folder(one, article, folders)):
            yield told.get(number, one)


def _is_of_folder(one: Finding, article: Article | None, folders: set[str]) -> bool:
    """Tell whether a finding is gone when the pages of a folder are where they belong."""
    if one.code == SAME_ADDRESS:
        return any(f"'{folder}/'" in one.message for folder in folders)
    if article is None or one.code not in (_NAME, _MISSING):
        return False
    folder, _, rest = article.id.partition("/")
    return folder in folders and (one.code == _MISSING or _PLAIN.match(rest) is not None)


def _original(site: Site, copy: Article) -> Article | None:
    """Return the page of which a file is a copy by its name: "cards - Copy.md", "cards (1).md"."""
    folder, name = posixpath.split(copy.id)
    for (lang, page_id), other in site.articles.items():
        there, plain = posixpath.split(page_id)
        if lang != copy.lang or there != folder or len(name) - len(plain) > _ADDED:
            continue
        if plain == name or not plain:
            continue
        at = name.find(plain)
        before, after = name[: max(at, 0)], name[at + len(plain) :]
        is_after = not before and _APART.match(after)
        is_before = not after and before.endswith(" ")
        if at >= 0 and (is_after or is_before):
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
