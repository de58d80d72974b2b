"""Reads addresses.txt, and adds to it: what it lists stays as it is written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from kbgen.model.addresses import (
    ADDRESS_LIST,
    ARROW,
    GONE,
    PATH_RULE,
    AddressList,
    ListedAddress,
    is_id,
    is_path,
    is_web,
    read_path,
    written_address,
)
from kbgen.model.finding import Finding, Span, error
from kbgen.model.message import msg
from kbgen.model.moves import new_addresses
from kbgen.model.site import Settings, Site
from kbgen.source.text import LARGEST_RECORD, decode, read_data
from kbgen.system.writing import write_whole

INVALID_LIST = "KB312"
ABOUT = """\
# Every address that this site has had. Keep this file in git beside mkdocs.yml. A build adds
# to it; take nothing out. What has moved is named in `was:` of its page, or here:
# old/page -> new/page#part. What is gone for good, and nothing replaces, is marked: old/page gone
"""
_HINT = msg("write page#section, a path such as /help/12.html, or OLD %(arrow)s NEW", arrow=ARROW)
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?")
_SPLIT = re.compile(rf"[ \t]+{ARROW}[ \t]+")


def read_address_list(settings: Settings) -> tuple[AddressList | None, list[Finding]]:
    """Return the list of a project's addresses, and the mistakes in it; None without the file."""
    file = settings.root / ADDRESS_LIST
    if not file.exists():
        return None, []
    path = settings.relative(file)
    data, problems = read_data(file, path, settings.bounds, LARGEST_RECORD)
    text, more = decode(data, path) if not problems else ("", [])
    lines, mistakes = parse_address_list(text, path)
    return AddressList(path, lines), [*problems, *more, *mistakes]


def parse_address_list(text: str, path: str) -> tuple[tuple[ListedAddress, ...], list[Finding]]:
    """Return the lines of a list, and its mistakes; lines that begin with # are comments.

    Of two lines with one address, as git's union of two branches leaves them, the one that says
    more counts: where it leads, or that it is gone.
    """
    found: dict[str, ListedAddress] = {}
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        listed, problem = _parse_line(line, path, number)
        findings += problem
        if listed is None:
            continue
        before = found.setdefault(listed.address, listed)
        if before is listed or not (listed.target or listed.is_gone):
            continue
        if (before.target or before.is_gone) and before[1:3] != listed[1:3]:
            what = msg(
                "'%(address)s' is in line %(line)d, too, where it leads elsewhere",
                address=listed.address,
                line=before.line,
            )
            hint = msg("delete one of them")
            findings.append(error(INVALID_LIST, _span(path, listed), what, hint))
        elif not before.target and not before.is_gone:
            found[listed.address] = listed
    return tuple(found.values()), findings


def _parse_line(line: str, path: str, number: int) -> tuple[ListedAddress | None, list[Finding]]:
    column = len(line) - len(line.lstrip()) + 1
    span = Span(path, number, column, len(line.strip()))
    if _MARKER.fullmatch(line.strip()):
        what = msg("a line of git's conflicts was left here")
        hint = msg("keep the addresses of both sides, and delete this line")
        return None, [error(INVALID_LIST, span, what, hint)]
    old, *targets = _SPLIT.split(line.strip())
    is_gone = not targets and bool(re.search(rf"[ \t]{GONE}$", old))
    old = re.sub(rf"[ \t]+{GONE}$", "", old) if is_gone else old
    address = read_path(old)
    if len(targets) > 1 or re.search(r"\s", old):
        return None, [error(INVALID_LIST, span, msg("a line has one address"), _HINT)]
    if not (is_id(address) or is_path(address)):
        what = msg("'%(written)s' is no address", written=old)
        rule = PATH_RULE if address.startswith("/") else _HINT
        return None, [error(INVALID_LIST, span, what, rule)]
    target = read_path(targets[0]) if targets and not is_web(targets[0]) else "".join(targets)
    if target and not (is_id(target) or is_web(target)):
        what = msg("'%(written)s' is no page that an address can lead to", written=target)
        return None, [error(INVALID_LIST, span, what, msg("write its id: faq/refunds#time"))]
    if address.startswith("/") and not target and not is_gone:
        what = msg("where does '%(address)s' lead?", address=old)
        hint = msg("write %(line)s", line=f"{old} {ARROW} faq/refunds")
        return None, [error(INVALID_LIST, span, what, hint)]
    return ListedAddress(address, target, is_gone, number, column), []


def _span(path: str, listed: ListedAddress) -> Span:
    return Span(path, listed.line, listed.column, len(listed.address))


def with_addresses(text: str, addresses: Iterable[str | ListedAddress]) -> str:
    """Return a list with more addresses, each at its place in the order of the others.

    What is there stays as it is, comments and the order of lines too; an address that leads
    elsewhere takes the place of its plain line.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = (text or ABOUT).replace("\r\n", "\n").rstrip("\n").split("\n")
    known, _ = parse_address_list("\n".join(lines), "")
    places = {one.address: one.line - 1 for one in known}
    new: dict[str, str] = {}
    for given in addresses:
        one = ListedAddress(given) if isinstance(given, str) else given
        if one.address not in places:
            new[one.address] = _written(one)
        elif one.target or one.is_gone:
            lines[places[one.address]] = _written(one)
    listed = [(one.line - 1, sort_key(one.address)) for one in known]
    inserted: dict[int, list[str]] = {}
    keys = [key for _, key in listed]
    is_sorted = keys == sorted(keys)
    for address in sorted(new, key=sort_key):
        at = bisect_left(keys, sort_key(address)) if is_sorted else len(keys)
        line = listed[at - 1][0] + 1 if at else (listed[0][0] if listed else len(lines))
        inserted.setdefault(line, []).append(new[address])
    out: list[str] = []
    for number, line_text in enumerate([*lines, ""]):
        out += inserted.get(number, [])
        out += [line_text] if number < len(lines) else []
    return newline.join([*out, ""])


def add_addresses(site: Site) -> int:
    """Add the addresses that a build publishes to the list; return how many were new.

    The file is read again, since somebody may have written to it. Raises OSError.
    """
    file = site.settings.root / ADDRESS_LIST
    text, problems = "", list[Finding]()
    if file.exists():
        data, problems = read_data(file, ADDRESS_LIST, site.settings.bounds, LARGEST_RECORD)
        text = data.decode("utf-8-sig", "replace")
    new = [] if problems else new_addresses(site)
    if new or not file.exists():
        write_whole(file, with_addresses(text, new).encode())
    return len(new)


def sort_key(address: str) -> tuple[bool, str, str]:
    """Return by what addresses are sorted: paths last, each page before its sections."""
    page, _, anchor = address.partition("#")
    return address.startswith("/"), page, anchor


def _written(one: ListedAddress) -> str:
    address = written_address(one.address)
    if one.is_gone:
        return f"{address} {GONE}"
    target = one.target if is_web(one.target) else written_address(one.target)
    return f"{address} {ARROW} {target}" if target else address
