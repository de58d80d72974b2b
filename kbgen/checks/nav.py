"""Checks what `nav:` in mkdocs.yml names and leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from kbgen.checks.inputs import Key, NavOption
from kbgen.model.article import Article
from kbgen.model.finding import Finding, did_you_mean, first_of, warning
from kbgen.model.message import msg, msgn
from kbgen.model.nav import NavReference
from kbgen.model.page_files import is_page_file


def check_nav(
    nav: NavOption,
    langs: Sequence[str],
    page_ids: Set[str],
    assets: Set[str],
    refused: Set[str],
) -> Iterator[Finding]:
    """KB004 an item of the navigation that names a file which is not there."""
    for one in nav.references:
        if one.is_external or _exists(one, langs, page_ids, {*assets, *refused}):
            continue
        names = [f"{page_id}.md" for page_id in sorted(page_ids)]
        folder = one.path.partition("/")[0]
        if folder in langs:
            names = [f"{folder}/{name}" for name in names]
        hint = did_you_mean(one.path, names) or msg(
            "write the path of a page below a language's folder"
        )
        what = msg("nav names '%(path)s', which is not there", path=one.path)
        yield warning("KB004", one.span, what, hint)


def _exists(one: NavReference, langs: Sequence[str], page_ids: Set[str], files: Set[str]) -> bool:
    if is_page_file(one.path) and one.page_id(langs) in page_ids:
        return True
    return bool({one.path, *(f"{lang}/{one.path}" for lang in langs)} & files)


def check_omitted(
    nav: NavOption,
    sources: Mapping[str, Article],
    drafts: Set[Key],
    langs: Sequence[str],
) -> Iterator[Finding]:
    """KB005 pages that the navigation leaves out."""
    if not nav.references:
        return
    named = {one.page_id(langs) for one in nav.references}
    left = [
        source.path
        for page_id, source in sorted(sources.items())
        if page_id not in named and (source.lang, page_id) not in drafts
        if not nav.is_left_out(f"{source.lang}/{page_id}.md")
    ]
    if left:
        what = msgn(
            "nav leaves out %(count)d page: %(paths)s",
            "nav leaves out %(count)d pages: %(paths)s",
            len(left),
            paths=first_of(left),
        )
        yield warning("KB005", nav.place, what, msg("name them there, or under not_in_nav:"))
