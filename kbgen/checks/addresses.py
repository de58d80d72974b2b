"""Checks that no address that a site has had is lost, and that each leads to one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbgen.model.addresses import ListedAddress, is_web, split_address
from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, did_you_mean, error, warning
from kbgen.model.message import Message, msg
from kbgen.model.moves import Claim, Moves

_SAME = 0.5
"""The share of its listed sections by which a page without an address is taken for a former one."""


def check_listed(moves: Moves, sources: Mapping[str, Article]) -> Iterator[Finding]:
    """KB311 an address of addresses.txt that is not there, and that nothing has replaced."""
    listed = moves.address_list
    missing: set[str] = set()
    for one in listed.lines if listed else ():
        page = split_address(one.address)[0]
        if one.target or {one.address, page} & (missing | moves.gone):
            continue
        # A circle of former addresses has a finding of its own.
        if moves.follow(one.address) is not None or moves.circle(one.address):
            continue
        missing.add(one.address)
        span = Span(listed.path if listed else "", one.line, one.column, len(one.address))
        if "#" in one.address and moves.follow(page) is not None:
            yield _without_section(one, span, moves, sources)
        else:
            yield _without_page(one, span, moves, sources)


def _without_page(
    one: ListedAddress, span: Span, moves: Moves, sources: Mapping[str, Article]
) -> Finding:
    what = msg("'%(address)s' was published, and is not there any more", address=one.address)
    if one.address.startswith("branches/"):
        hint = msg("if the branch has closed, write after it: -> branches/index, or gone")
        return error("KB311", span, what, hint)
    replaced = _replacement(one.address, moves)
    hint = msg("name it in was: of the page in its place; if there is none, write after it: gone")
    if replaced in sources:
        path = sources[replaced].path
        hint = msg(
            "if it is %(path)s now, run `kbgen move %(address)s %(page)s`; "
            "if nothing is in its place, write after it: gone",
            path=path,
            address=one.address,
            page=replaced,
        )
    return error("KB311", span, what, hint)


def _replacement(former: str, moves: Moves) -> str:
    """Return the page that looks as if it were a former one: not listed, with its sections."""
    lines = moves.address_list.lines if moves.address_list else ()
    known = {one.address for one in lines}
    anchors = {split_address(a)[1] for a in known if a.startswith(f"{former}#")}
    new = [page for page in moves.headings if page not in known]
    shared = {page: len(anchors.intersection(moves.headings[page])) for page in new}
    best = max(new, key=lambda page: shared[page], default="")
    if best and shared[best] > _SAME * len(anchors):
        return best
    name = former.rpartition("/")[2]
    return next((page for page in new if page.rpartition("/")[2] == name), "")


def _without_section(
    one: ListedAddress, span: Span, moves: Moves, sources: Mapping[str, Article]
) -> Finding:
    page, anchor = split_address(moves.follow(split_address(one.address)[0]) or "")
    anchor = split_address(one.address)[1]
    source = sources.get(page)
    if source is None:
        what = msg("'%(address)s' was published, and leads nowhere", address=one.address)
        hint = msg("write after it where it is now: -> %(page)s#…, or gone", page=page)
        return error("KB311", span, what, hint)
    what = msg(
        "'%(address)s' was published, and %(path)s has no section '#%(section)s'",
        address=one.address,
        path=source.path,
        section=anchor,
    )
    lines = moves.address_list.lines if moves.address_list else ()
    known = {line.address for line in lines}
    new = [id_ for id_ in moves.headings.get(page, ()) if f"{page}#{id_}" not in known]
    other = new[0] if len(new) == 1 else "its-id"
    hint = msg(
        "if its heading has another id now, write was: [%(address)s: %(other)s] on that page; "
        "else give the heading its id back: {#%(section)s}, or write after this line: gone",
        address=one.address,
        other=other,
        section=anchor,
    )
    return error("KB311", span, what, hint)


def check_claims(moves: Moves, sources: Mapping[str, Article]) -> Iterator[Finding]:
    """KB313 a former address that is one of today, that two pages claim, or that leads nowhere."""
    first: dict[str, Claim] = {}
    reported: set[str] = set()
    for claim in moves.claims:
        before = first.setdefault(claim.old, claim)
        circle = moves.circle(claim.old)
        if before is not claim and before.new != claim.new:
            what = msg(
                "'%(address)s' is a former address of '%(page)s' already (%(place)s)",
                address=claim.old,
                page=before.new,
                place=str(before.span),
            )
            hint = msg("an address leads to one page: take it out here or there")
            yield _refused(claim, what, hint)
        elif moves.has(claim.old):
            yield _taken(claim, sources)
        elif not reported.isdisjoint(circle):
            continue
        elif circle:
            reported.update(circle)
            addresses = " → ".join((*circle, circle[0]))
            what = msg("former addresses lead to one another: %(addresses)s", addresses=addresses)
            yield _refused(claim, what, msg("take one out"))
        elif _file_of(claim.old) in moves.files:
            what = msg(
                "'%(address)s' is the address of a page or file of this site", address=claim.old
            )
            yield _refused(claim, what, msg("take this line out"))
        elif claim.old.startswith("/") and "#" in claim.old and not _has_page(claim, moves):
            what = msg("where does the page of '%(address)s' itself lead?", address=claim.old)
            line = f"{claim.old.partition('#')[0]} -> {split_address(claim.new)[0]}"
            hint = msg("add a line: %(line)s", line=line)
            yield _refused(claim, what, hint)
        elif not is_web(claim.new) and moves.follow(claim.new) is None:
            yield _nowhere(claim, moves)


def _refused(claim: Claim, what: Message, hint: Message) -> Finding:
    if claim.is_plugins:
        return warning("KB313", claim.span, what, hint)
    return error("KB313", claim.span, what, hint)


def _taken(claim: Claim, sources: Mapping[str, Article]) -> Finding:
    page, anchor = split_address(claim.old)
    path = sources[page].path if page in sources else ""
    if path and anchor:
        what = msg("'%(address)s' is the address of a section of today (%(path)s)")
    elif path:
        what = msg("'%(address)s' is the address of a page of today (%(path)s)")
    elif anchor:
        what = msg("'%(address)s' is the address of a section of today")
    else:
        what = msg("'%(address)s' is the address of a page of today")
    hint = (
        msg("a former address is free: take it out here")
        if claim.page
        else msg("a former address is free: take it out of this line: what follows the address")
    )
    return _refused(claim, what.filled(address=claim.old, path=path), hint)


def _nowhere(claim: Claim, moves: Moves) -> Finding:
    page, anchor = split_address(claim.new)
    if claim.page:
        what = msg(
            "this page has no section '#%(section)s', which was '%(address)s'",
            section=anchor,
            address=claim.old,
        )
        hint = did_you_mean(anchor, moves.headings.get(page, ()))
        by_hand = msg("write was: [%(address)s: id-of-the-section]", address=claim.old)
        return _refused(claim, what, hint or by_hand)
    what = msg(
        "'%(address)s' leads to '%(page)s', which is not there", address=claim.old, page=claim.new
    )
    hint = did_you_mean(claim.new, _known(moves)) or msg("write a page of today")
    return _refused(claim, what, hint)


def _known(moves: Moves) -> list[str]:
    sections = (f"{page}#{id_}" for page, ids in moves.headings.items() for id_ in ids)
    return [*moves.anchors, *sections]


def _has_page(claim: Claim, moves: Moves) -> bool:
    return claim.old.partition("#")[0] in moves.steps


def _file_of(address: str) -> str:
    """Return the file that a host would send for a path; "" for the id of a page."""
    path = address.partition("#")[0]
    if not path.startswith("/"):
        return ""
    if path.endswith("/"):
        return f"{path[1:]}index.html"
    return path[1:] if "." in path.rpartition("/")[2] else f"{path[1:]}/index.html"
