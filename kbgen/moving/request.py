"""What a person asks to be moved, and whether it can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kbgen.errors import KbgenError
from kbgen.model.addresses import join_address, split_address
from kbgen.model.editions import Edition, edition_of
from kbgen.model.finding import did_you_mean, first_of
from kbgen.model.moves import Moves
from kbgen.model.page_files import without_suffix
from kbgen.model.site import Site
from kbgen.moving.renames import Renames

_SLUG = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*\Z")
_ANCHOR = re.compile(r"[^\s#{}\"'<>]+\Z")


@dataclass(frozen=True)
class MoveRequest:
    """`kbgen move OLD NEW` as ids of pages, folders or sections."""

    old: str
    new: str
    is_done: bool = False
    """Whether the files are at their new places already."""


def as_address(site: Site, given: str) -> str:
    """Return the id of a page or section from how people name it.

    They write content/ur/faq/pin.md, faq/pin.md or /faq/pin/ for faq/pin.
    """
    path, mark, anchor = given.strip().partition("#")
    content = f"{site.settings.relative(site.settings.content)}/"
    if path.startswith(content):
        path = path.removeprefix(content).partition("/")[2]
    path = without_suffix(path.strip("/"))
    if path == "README" or path.endswith("/README"):
        path = path.removesuffix("README") + "index"
    return f"{path}{mark}{anchor}"


def request_of(site: Site, old: str, new: str) -> MoveRequest:
    """Return the request in ids. Raises KbgenError if it cannot be meant."""
    old, new = as_address(site, old), as_address(site, new)
    page, anchor = split_address(old)
    new_page, new_anchor = split_address(new)
    if anchor:
        new_page = new_page or page
        new_anchor = new_anchor or (anchor if new_page != page else "")
        if not new_anchor:
            raise KbgenError(f"name the new id of the section: {page}#NEW, or another page")
        return MoveRequest(join_address(page, anchor), join_address(new_page, new_anchor))
    if new_anchor:
        what = f"'{old}' is a page, and '{new}' a section"
        raise KbgenError(f"{what}; move its sections one by one: kbgen move {old}#ID {new}")
    if old == new:
        raise KbgenError(f"'{old}' is there already: name another address")
    return MoveRequest(old, new)


def renames_of(site: Site, moves: Moves, request: MoveRequest) -> Renames:
    """Return what becomes of which page or section. Raises KbgenError if it may not be moved."""
    if "#" in request.old:
        return _section_renames(site, moves, request)
    old, new = request.old, request.new
    _refuse_name(new)
    if old in site.sources:
        pages = {old: new}
    else:
        pages = {
            page: f"{new}/{page.removeprefix(f'{old}/')}"
            for page in site.sources
            if page.startswith(f"{old}/")
        }
    if not pages:
        raise KbgenError(_unknown(site, old))
    _refuse_dated(site, pages)
    pages |= {
        page: Edition(pages[edition.page], edition.starts).id
        for page in site.sources
        if (edition := edition_of(page)) and edition.page in pages and page not in pages
    }
    for page, moved in pages.items():
        _refuse_taken(site, moves, page, moved, pages)
    return Renames(pages)


def _refuse_dated(site: Site, pages: Mapping[str, str]) -> None:
    """Refuse pages whose text has a first day: of these, only the page can move with all texts."""
    for page in pages:
        edition = edition_of(page)
        if edition and edition.page not in pages:
            raise KbgenError(
                f"'{page}' is a later text of '{edition.page}', and moves with it; for another "
                "day, rename its files in every language"
            )
        if site.sources[page].file_id:
            raise KbgenError(
                f"the text of '{page}' has a first day that has come; first run: "
                f"kbgen editions settle {page}"
            )


def _unknown(site: Site, old: str) -> str:
    if old in site.generated_pages:
        return f"'{old}' is made by kbgen, not written: it cannot be moved"
    folder = old.rpartition("/")[0]
    pages = sorted(site.sources, key=lambda id_: (id_.rpartition("/")[0] != folder, id_))
    named = f"name a page by its path below the language, such as {first_of(pages)}"
    near = did_you_mean(old, site.sources) or named
    return f"there is no page '{old}'; {near}"


def _refuse_name(new: str) -> None:
    if not new or not all(_SLUG.match(part) for part in new.split("/")):
        what = f"'{new}' cannot be an address"
        raise KbgenError(f"{what}; use small Latin letters, digits and hyphens: faq/opening-hours")


def _refuse_taken(site: Site, moves: Moves, old: str, new: str, pages: dict[str, str]) -> None:
    same = new in pages and pages[new] != new  # it moves away itself
    is_list = new in site.section_pages and new not in site.written
    if (new in site.written or new in site.generated_pages) and not same and not is_list:
        raise KbgenError(f"there is a page '{new}' already; name another address")
    folder, _, name = new.rpartition("/")
    other = folder if name == "index" else f"{new}/index"
    if site.settings.directory_urls and other in site.written and other != old:
        raise KbgenError(f"'{other}' has the address of '{new}' already; name another one")
    _refuse_claimed(moves, old, new)


def _refuse_claimed(moves: Moves, old: str, new: str) -> None:
    """Refuse an address that leads to something else than what is moved there."""
    step = moves.steps.get(new)
    if step is not None and moves.follow(new) != old:
        claim = next(claim for claim in moves.claims if claim.old == new)
        what = f"'{new}' is a former address of '{claim.new}' ({claim.span})"
        raise KbgenError(f"{what}; name another one, or take it out there first")


def _section_renames(site: Site, moves: Moves, request: MoveRequest) -> Renames:
    page, anchor = split_address(request.old)
    new_page, new_anchor = split_address(request.new)
    source, target = site.sources.get(page), site.sources.get(new_page)
    if source is None:
        raise KbgenError(_unknown(site, page))
    if target is None:
        raise KbgenError(_unknown(site, new_page))
    ids = [heading.id for heading in source.headings]
    if anchor not in ids:
        near = did_you_mean(anchor, ids) or f"its sections are {first_of(ids)}"
        raise KbgenError(f"'{page}' has no section '#{anchor}'; {near}")
    if not _ANCHOR.match(new_anchor):
        what = f"'{new_anchor}' cannot be the id of a section"
        raise KbgenError(f"{what}; use small Latin letters, digits and hyphens: opening-hours")
    if moves.has(request.new):
        raise KbgenError(f"'{new_page}' has a section '#{new_anchor}' already; name another id")
    _refuse_claimed(moves, request.old, request.new)
    later = [
        text
        for text in site.sources.values()
        if (edition := edition_of(text.id)) and edition.page == page
    ]
    if later and new_page != page:
        what = f"'{page}' has later texts ({later[0].path}), which would keep the section"
        raise KbgenError(f"{what}; take it out there first, or wait for them")
    sections = {
        f"{text.id}#{anchor}": f"{text.id}#{new_anchor}"
        for text in later
        if anchor in {heading.id for heading in text.headings}
    }
    return Renames({}, {request.old: request.new, **sections})
