"""Finds addresses that no browser can follow, and text that was meant as a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from urllib.parse import quote

from kbgen.checks.inputs import Pages
from kbgen.checks.local_addresses import LOCAL, is_local, local_address, spaced
from kbgen.checks.slip import Slip, TextChange
from kbgen.model.article import Article, Link
from kbgen.model.finding import Edit, Finding, error, warning
from kbgen.model.message import NO_MESSAGE, Message, msg

ADDRESS, LINK = "KB308", "KB309"
_MAIL = re.compile(r"mailto:[^\s@?,;]+@[^\s@?.,;]+(?:\.[^\s@?.,;]+)+(?:[?,;].*)?", re.I)
_BARE_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:tel|sms):\+?[\d\s().*#;,=A-Za-z-]*\d[\d\s().*#;,=A-Za-z-]*", re.I)
_LETTERS = re.compile(r"(?<![;=\w-])[A-Za-z]{2,}")
_WEB = re.compile(r"(?P<scheme>[A-Za-z]{3,6})(?P<sign>[:;.]?)(?P<slashes>[/\\]+)(?P<rest>.+)", re.S)
_MISTYPED = frozenset(
    """
    htp http htpp htttp hhttp ttp https htps htpps httpss httsp hhttps ttps htttps hhtps hhtp
    hppts hppt hptt hptts
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_ONE_NAME = msg("write one such as https://www.example.com/")
_HOST = re.compile(r"https?://(?P<host>[^/?#\s]*)", re.I)
_WRONG_HOST = re.compile(r"[^\w.\[\]%-]|\.\.|^\.|^-|^$|^www$", re.I)
_COMMAS = re.compile("[,;،؛。、।۔]|[.]{2,}")
_TARGET = r"(?:https?://|mailto:|tel:|www\.|\.{0,2}/|#\w|[\w./-]+\.(?:md|html?|pdf|png|jpe?g)\b)"
_APART = re.compile(rf"(?P<text>!?\[[^\[\]\n]+\])(?P<space>[ \t]+)\((?P<to>{_TARGET}[^()\n]*)\)")
_EXCHANGED = re.compile(rf"\((?P<text>[^()\[\]\n]+)\)\[(?P<to>{_TARGET}[^\[\]\s]*)\](?![(\[])")
_OPEN = re.compile(rf"\]\((?P<to>{_TARGET}[^()\s<>]*+)(?![^()\n]*\))")
_SPACED = re.compile(
    r"\]\((?P<to>[^()<>\"'\s][^()<>\"'\n]{0,200}[ ][^()<>\"'\n]{0,200}[^()<>\"'\s])\)"
)
_UNSHOWN = re.compile(
    r"\.(?:heic|heif|tiff?|psd|ai|eps|raw|cr2|nef|docx?|pptx?|pdf)(?:[?#]|$)", re.I
)
_LONGEST = 500
"""The most characters of an address that is looked at."""
_EMPTY = re.compile(r"(?<!\\)\[(?P<text>[^\[\]\n]+)\]\([ \t]*\)")
_Wrong = tuple[Message, Message, str]
"""What is wrong with an address, as a template without it; what to do; and what to write."""


def check_addresses_of_links(
    pages: Pages, sources: Mapping[str, Article], assets: Set[str], is_strict: bool
) -> Iterator[Finding]:
    """KB308 an address that nobody can follow, KB309 a link that is none."""
    for page in pages.values():
        for link in page.links:
            found = _wrong_address(link.address) or _wrong_picture(link)
            if found and is_local(link.address):
                found = local_address(link.address, page, sources.keys())
            if found and "{{" not in link.address:
                yield _at_link(page, link, *found, is_strict=is_strict)
        if "](" in page.masked or "] (" in page.masked or ")[" in page.masked:
            for slip in link_slips(page, sources.keys(), assets):
                yield slip.finding(page, is_strict)


def is_mistyped(address: str) -> bool:
    """Tell whether KB308 is found in an address."""
    return _wrong_address(address) is not None


def _at_link(
    page: Article, link: Link, what: Message, hint: Message, new: str, is_strict: bool
) -> Finding:
    mend = Edit(link.span, link.target, new) if new else None
    report = error if is_strict else warning
    return report(ADDRESS, link.span, what.filled(address=link.target), hint, mend)


def _wrong_address(address: str) -> _Wrong | None:
    """Return what is wrong with an address, what to do, and what to write; None if it is right."""
    if len(address) > _LONGEST:
        return None
    scheme = address.partition(":")[0].lower()
    if scheme == "mailto" and not _MAIL.fullmatch(address):
        what = msg("'%(address)s' is no e-mail address")
        return what, msg("write one such as mailto:care@example.com"), ""
    if scheme in ("tel", "sms"):
        number = address.partition(":")[2].partition(";")[0]
        if not _PHONE.fullmatch(address) or _LETTERS.search(number):
            what = msg("'%(address)s' is no telephone number")
            return what, msg("write one such as tel:+97145550142"), ""
        return None
    if is_local(address):
        return LOCAL, NO_MESSAGE, ""
    if _BARE_MAIL.fullmatch(address):
        right = f"mailto:{address}"
        return msg("'%(address)s' is an e-mail address without mailto:"), _write(right), right
    if re.match(r"www\.[^\s/]+\.", address, re.I):
        right = f"https://{address}"
        return msg("'%(address)s' is a web address without https://"), _write(right), right
    return _wrong_web(address)


def _write(text: str) -> Message:
    return msg("write %(text)s", text=text)


def _wrong_picture(link: Link) -> _Wrong | None:
    if not (link.loads and _UNSHOWN.search(link.address)):
        return None
    what = msg("'%(address)s' is a kind of picture that browsers do not show")
    return what, msg("save it as JPEG, PNG or WebP"), ""


def _wrong_web(address: str) -> _Wrong | None:
    found = _WEB.match(address)
    if not found or found["scheme"].lower() not in _MISTYPED:
        return None
    again = _WEB.match(found["rest"])
    rest = found["rest"]
    no_name = msg("'%(address)s' has no name of a server"), _ONE_NAME, ""
    if not rest.strip("/"):
        return no_name
    if again and again["scheme"].lower() in _MISTYPED and "." not in again["scheme"]:
        rest = again["rest"]
    elif found["scheme"].lower() in ("http", "https") and found["sign"] + found["slashes"] == "://":
        host = _HOST.match(address)
        if host and (right := _with_stops(address, host["host"])):
            return _wrong_mark(host["host"]), _write(right), right
        if host and _WRONG_HOST.search(host["host"].rpartition("@")[2].partition(":")[0]):
            return no_name
        return None
    right = f"https://{rest}"
    return msg("'%(address)s' does not begin as a web address does"), _write(right), right


def _with_stops(address: str, host: str) -> str:
    """Return an address with full stops for the commas of its host; "" if it has none."""
    right = _COMMAS.sub(".", host)
    if right == host or _WRONG_HOST.search(right.rpartition("@")[2].partition(":")[0]):
        return ""
    return address.replace(host, right, 1)


def _wrong_mark(host: str) -> Message:
    """Return what stands in the place of a full stop in the name of a server."""
    if ".." in host:
        return msg("'%(address)s' has two full stops one after the other")
    if any(mark in host for mark in ",،、"):
        return msg("'%(address)s' has a comma where a full stop belongs")
    if any(mark in host for mark in ";؛"):
        return msg("'%(address)s' has a semicolon where a full stop belongs")
    return msg("'%(address)s' has another full stop than the ordinary one")


def link_slips(page: Article, page_ids: Set[str], assets: Set[str]) -> Iterator[Slip]:
    """Yield KB309 text that Markdown does not take for the link that it was meant as."""
    text = page.masked
    for found in _APART.finditer(text):
        what = msg("a space stands between the words and the address, so that this is no link")
        right = f"{found['text']}({found['to']})"
        yield _slip(found, what, _write(right), TextChange(*found.span("space"), ""))
    for found in _EXCHANGED.finditer(text):
        right = f"[{found['text']}]({found['to']})"
        what = msg("the brackets of this link have changed places")
        yield _slip(found, what, _write(right), TextChange(*found.span(), right))
    for found in _OPEN.finditer(text):
        what = msg(
            "the bracket before '%(address)s' is not closed, so that this is no link",
            address=found["to"],
        )
        hint = msg("write ) behind %(address)s", address=found["to"].rstrip(".,;"))
        yield _slip(found, what, hint)
    for found in _SPACED.finditer(text):
        right = quote(found["to"], safe="/:#?&=%@!$*+,;~{}|")
        if "{{" not in found["to"] and (wrong := _wrong_address(found["to"])):
            if is_local(found["to"]):
                wrong = local_address(found["to"], page, page_ids)
            what, hint, _ = wrong
            what = what.filled(address=found["to"])
            yield Slip(ADDRESS, *found.span("to"), what, hint, (), True)
        elif "{{" not in found["to"]:
            what = msg(
                "a space stands in the address '%(address)s', so that this is no link",
                address=found["to"],
            )
            hint, new = spaced(found["to"], right, page, page_ids, assets)
            changes = (TextChange(*found.span("to"), new),) if new else ()
            yield Slip(LINK, *found.span("to"), what, hint, changes, is_severe=True)
    for found in _EMPTY.finditer(text):
        what = msg("the link “%(words)s” has no address", words=found["text"])
        hint = msg("write it between the round brackets, or take the link out")
        yield _slip(found, what, hint)


def _slip(found: re.Match[str], what: Message, hint: Message, *changes: TextChange) -> Slip:
    return Slip(LINK, *found.span(), what, hint, changes, is_severe=True)
