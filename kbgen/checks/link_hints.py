"""Says of a link without a target what to write in its place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence, Set
from difflib import get_close_matches
from urllib.parse import unquote

from kbgen.checks.meant_pages import how_to_link, path_to
from kbgen.model.article import Article, Link
from kbgen.model.finding import Edit, Finding, error
from kbgen.model.markup import is_address
from kbgen.model.message import Message, msg, one_of

_ENDING = re.compile(r"\.(?!md\b|html?\b)\w{1,5}$", re.I)
_PAGE = re.compile(r"(?:/index)?(?:\.mdx?|\.markdown|\.html?|/)+$", re.I)


def nowhere(
    link: Link,
    page: Article,
    page_ids: Set[str],
    sources: Set[str],
    assets: Set[str],
    moved: str,
) -> Finding:
    """Return KB301 for a link within the site that leads to nothing.

    `page_ids` are all pages that are published, `sources` those that have a file.
    """
    if not is_address(link.address):
        what = msg("'%(address)s' is no web address", address=link.target)
        hint = msg("write it as a browser shows it: https://example.com/")
        return error("KB301", link.span, what, hint)
    right, hint = _meant(link, page, page_ids, sources, assets)
    if moved:
        right, hint = moved, msg("it has moved: write %(address)s", address=moved)
    mend = Edit(link.span, link.target, right) if right and "\n" not in link.target else None
    what = msg("'%(address)s' leads to nothing", address=link.target)
    return error("KB301", link.span, what, hint, mend)


def _meant(
    link: Link, page: Article, page_ids: Set[str], sources: Set[str], assets: Set[str]
) -> tuple[str, Message]:
    """Return what to write if it is sure, and the hint."""
    path, _, anchor = link.address.replace("\\", "/").partition("#")
    path = unquote(path).strip()
    if path in page.anchors and not anchor:
        return f"#{path}", _write(f"#{path}")
    if link.loads or _ENDING.search(path):
        return _meant_file(path, page, assets)
    anchor = f"#{anchor}" if anchor else ""
    folder = posixpath.dirname(page.id)
    plain = _PAGE.sub("", path) or path
    wanted = posixpath.normpath(posixpath.join(folder, plain)).lower()
    exact = {one.lower(): one for one in page_ids}
    for name in (wanted, f"{wanted}/index", plain.strip("./").lower()):
        if name in exact:
            right = path_to(exact[name], page.id) + anchor
            return right, _write(right)
    by_name = {one.rpartition("/")[2]: one for one in sorted(page_ids)}
    name = plain.rpartition("/")[2]
    near = [name] if name in by_name else get_close_matches(name, by_name, n=2, cutoff=0.6)
    if near:
        return "", _did_you_mean([path_to(by_name[one], page.id) for one in near])
    return "", how_to_link(page.id, sources)


def _write(address: str) -> Message:
    return msg("write %(text)s", text=address)


def _did_you_mean(addresses: Sequence[str]) -> Message:
    return msg("did you mean %(names)s?", names=one_of(addresses))


def _meant_file(path: str, page: Article, assets: Set[str]) -> tuple[str, Message]:
    own = posixpath.join(page.lang, posixpath.dirname(page.id))
    name = posixpath.basename(path)
    by_name = {posixpath.basename(one): one for one in sorted(assets)}
    lower = {one.lower(): one for one in by_name}
    if found := lower.get(name.lower()):
        right = posixpath.relpath(f"/{by_name[found]}", f"/{own}").replace(" ", "%20")
        return right, _write(right)
    if near := get_close_matches(name, by_name, n=2, cutoff=0.6):
        paths = [posixpath.relpath(f"/{by_name[one]}", f"/{own}") for one in near]
        return "", _did_you_mean(paths)
    wanted = posixpath.normpath(posixpath.join(own, path))
    return "", msg("put the file there (%(path)s), or take this out", path=wanted)
