"""Says what to write for an address of one's own computer, and for one with a space in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set
from difflib import get_close_matches
from urllib.parse import unquote

from kbgen.checks.meant_pages import how_to_link, page_meant, path_to
from kbgen.model.article import Article
from kbgen.model.markup import is_address
from kbgen.model.message import Message, msg

_LOCAL = re.compile(
    r"(?:https?:)?//(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|192\.168\.\d+\.\d+"
    r"|10\.\d+\.\d+\.\d+|[\w-]+\.(?:local|lan|internal))(?=[:/?#]|$)",
    re.I,
)
_DISK = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\\w|/(?:Users|home)/\w|~/)", re.I)
_PREVIEW = re.compile(r"(?:https?:)?//(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])", re.I)
_PAGE = re.compile(r"(?:\.mdx?|\.markdown|\.html?|/)$|/[^./]*$", re.I)
LOCAL = msg("'%(address)s' leads to your own computer or network, where no customer gets")


def is_local(address: str) -> bool:
    """Tell whether an address leads to one's own computer or network."""
    return bool(_LOCAL.match(address) or _DISK.match(address))


def local_address(address: str, page: Article, page_ids: Set[str]) -> tuple[Message, Message, str]:
    """Return what is wrong with a local address, what to do, and what to write; "" if unknown."""
    what = LOCAL
    if _DISK.match(address):
        what = msg("'%(address)s' is a place on your own computer, which no customer can open")
    elif _PREVIEW.match(address):
        what = msg("'%(address)s' is the preview on your own computer, which no customer can open")
    if right := page_meant(address, page.id, page_ids):
        return what, msg("write %(text)s", text=right), right
    plain = unquote(address.replace("\\", "/")).partition("#")[0]
    if not _DISK.match(address) or _PAGE.search(plain):
        return what, how_to_link(page.id, page_ids), ""
    folder, name = posixpath.dirname(page.path), _without_spaces(posixpath.basename(plain))
    hint = msg("copy the file into %(folder)s/ as %(name)s, and write %(name)s here")
    return what, hint.filled(folder=folder, name=name), ""


def _without_spaces(path: str) -> str:
    return re.sub(r"\s+", "-", path.strip())


def spaced(
    path: str, right: str, page: Article, page_ids: Set[str], assets: Set[str]
) -> tuple[Message, str]:
    """Return what to do about an address with a space, and what to write if that is sure.

    `right` is the address as a browser writes it, which is right if there is such a file.
    """
    plain = path.partition("#")[0]
    name = plain.rpartition("/")[2]
    at = posixpath.normpath(posixpath.join(posixpath.dirname(page.id), plain))
    is_there = at.removesuffix(".md") in page_ids or {at, f"{page.lang}/{at}"} & assets
    is_web_address = is_address(path) and "://" in path
    if is_web_address or is_there or not plain.endswith(".md"):
        return msg("write %(text)s", text=right), right
    by_name = {one.rpartition("/")[2]: one for one in sorted(page_ids)}
    near = get_close_matches(name.removesuffix(".md"), by_name, n=1, cutoff=0.6)
    if near:
        return msg("did you mean %(name)s?", name=path_to(by_name[near[0]], page.id)), ""
    new = plain.removesuffix(name) + _without_spaces(name)
    hint = msg("name the file %(name)s, without spaces, and write %(path)s here")
    return hint.filled(name=_without_spaces(name), path=new), ""
