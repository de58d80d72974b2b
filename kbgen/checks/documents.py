"""Finds files that were meant as pages, and folders that were meant as those of a kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from posixpath import basename, splitext
from urllib.parse import quote

from kbgen.checks.inputs import Ledger, Pages
from kbgen.facts.url import Url
from kbgen.kinds import listed_kinds
from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import Message, msg, msgn
from kbgen.model.words import is_one_letter_off

_TEXTS = (
    *(".doc", ".docx", ".docm", ".odt", ".pages", ".rtf", ".txt", ".pdf", ".html", ".htm", ".mdx"),
    *(".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".numbers", ".ppt", ".pptx", ".odp", ".key"),
)
_WEB = (".html", ".htm")
_OF_HOSTS = re.compile(
    r"(?:ads|app-ads|humans|keybase|llms|llms-full|robots|security)\.txt|google\w+\.html"
    r"|CNAME|LICENSE|NOTICE|_headers|_redirects|BingSiteAuth\.xml"
)
"""Files that programs ask for, and no page links to."""


def check_documents(
    pages: Pages,
    assets: Set[str],
    templates: Set[str],
    content_folder: str,
    langs: Sequence[str],
    ledger: Ledger,
    is_strict: bool,
) -> Iterator[Finding]:
    """KB123 a document in a language's folder that no page links to."""
    wanted = [name for name in sorted(assets - templates) if _is_document(name, langs)]
    if not wanted:
        return
    linked = _linked(pages, [basename(name) for name in wanted], ledger)
    for name in wanted:
        file = basename(name)
        if file in linked:
            continue
        report = error if is_strict and _ending(file) not in _WEB else warning
        what, hint = _explained(file)
        yield report("KB123", Span(f"{content_folder}{name}"), what, hint)


def _is_document(name: str, langs: Sequence[str]) -> bool:
    if name.partition("/")[0] not in langs or _OF_HOSTS.fullmatch(basename(name)):
        return False
    return not _ending(name) or _ending(name) in _TEXTS


def _ending(name: str) -> str:
    return splitext(name)[1].lower()


def _linked(pages: Pages, names: Collection[str], ledger: Ledger) -> set[str]:
    """Return the names of files that a page or a fact names in any way."""
    texts = [text for page in pages.values() for text in (page.body, page.front_matter)]
    texts += [str(v) for f in ledger.facts.values() for v in f.values if isinstance(v, Url)]
    return {name for name in names if any(name in text or quote(name) in text for text in texts)}


def _explained(file: str) -> tuple[Message, Message]:
    ending = _ending(file)
    if not ending or ".md." in file:
        what = msg("this file has no ending .md, so that it is no page, but is published as it is")
        name = f"{file.partition('.')[0]}.md"
        return what, msg("rename it to %(name)s, or delete it", name=name)
    what = msg(
        "this %(ending)s file is no page, but is published as it is; no page links to it",
        ending=ending,
    )
    if ending in _WEB:
        return what, msg("make it a page with `kbgen import`, link to it from a page, or delete it")
    return what, msg(
        "if it is for download, link to it from a page; if it is to be a page, take it out of "
        "this folder and run `kbgen import`; else delete it"
    )


def check_folders(sources: Mapping[str, Article]) -> Iterator[Finding]:
    """KB124 a folder with nearly the name of a kind's."""
    seen: set[str] = set()
    for page_id in sorted(sources):
        folder, slash, _ = page_id.partition("/")
        if not slash or folder in seen:
            continue
        seen.add(folder)
        if meant := meant_folder(folder):
            yield _of_folder(sources, page_id, folder, meant)


def _of_folder(sources: Mapping[str, Article], page_id: str, folder: str, meant: str) -> Finding:
    """Return KB124, with what to do: a folder of the right name may be there already."""
    path = sources[page_id].where().path
    what = msg(
        "there is a kind of page whose folder is %(other)s/; pages in %(folder)s/ are not shown so",
        folder=folder,
        other=meant,
    )
    pages = [one for one in sorted(sources) if one.startswith(f"{folder}/")]
    root = path.removesuffix(f"{page_id}.md")
    if not any(one.startswith(f"{meant}/") for one in sources) or root == path:
        return warning("KB124", Span(path), what, msg("rename the folder to %(new)s", new=meant))
    hint = msgn(
        "move %(page)s into %(new)s/, and delete the folder %(old)s/",
        "move the %(count)d pages into %(new)s/, and delete the folder %(old)s/",
        len(pages),
        page=f"{page_id.partition('/')[2]}.md",
        new=f"{root}{meant}",
        old=f"{root}{folder}",
    )
    if folder.lower() == meant:
        # Where capitals make no difference to the disk, to delete the folder would delete both.
        hint = msg(
            "give the folder the name %(new)s, in small letters; where %(new)s is there beside it, "
            "move its pages there first",
            new=meant,
        )
    return warning("KB124", Span(path), what, hint)


def meant_folder(folder: str) -> str:
    """Return the folder of the kind that a folder was probably meant for; "" if it is right.

    >>> meant_folder("faqs"), meant_folder("policy"), meant_folder("faq"), meant_folder("help")
    ('faq', 'policies', '', '')
    """
    names = {kind.folder: kind.name for kind in listed_kinds()}
    if folder in names:
        return ""
    plain = folder.lower().replace("_", "-").strip("- ")
    for right, name in names.items():
        near = len(right) > 3 and is_one_letter_off(plain, right)
        if near or plain in (right, name, f"{name}s", f"{right}s"):
            return right
    return ""
