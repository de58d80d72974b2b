"""One page through Markdown: facts out before it, trusted markup in after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from kbgen.model.article import Article, Heading
from kbgen.model.quantity import Email, Phone, Quantity, Url
from kbgen.model.site import Site
from kbgen.model.uses import Use, find_uses
from kbgen.render.sanitize import sanitize
from kbgen.resolve.bidi import FSI, PDI, isolate_html, isolate_runs, to_html
from kbgen.resolve.facts import say, say_value
from kbgen.source.markdown import assign_ids, find_headings, mask

# Noncharacters: they cannot come from a file (source.text refuses them) and mean nothing to
# Markdown, so a fact passes through any syntax as if it were a letter.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")
_ADDRESS = re.compile(f'(?P<name>href|src|srcset|poster|cite)="(?P<value>[^"]*{OPEN}[^"]*)"')
_TAG = re.compile(r"(<[^<>]*>)")


@dataclass(frozen=True)
class Prepared:
    """Markdown ready to be rendered, the facts whose slots it holds, the ids of its headings."""

    markdown: str
    uses: tuple[Use, ...]
    ids: tuple[str, ...]


def prepare(text: str, source: tuple[Heading, ...] | None, has_ledger: bool) -> Prepared:
    """Put a slot where each fact stands."""
    masked = mask(text)
    ids = tuple(id_ for id_, _ in assign_ids(find_headings(text, masked), source))
    return _with_slots(text, masked, ids, has_ledger)


def prepare_article(text: str, article: Article, site: Site) -> Prepared:
    """Do the same for an article as it was read; `text` is its body, perhaps trimmed."""
    start = len(article.body) - len(article.body.lstrip("\n"))
    end = start + len(text)
    if article.body[start:end] != text:
        return prepare(text, source_headings(site, article), site.has_ledger)
    ids = tuple(heading.id for heading in article.headings)
    return _with_slots(text, article.masked[start:end], ids, site.has_ledger)


def _with_slots(text: str, masked: str, ids: tuple[str, ...], has_ledger: bool) -> Prepared:
    uses = [use for use in find_uses(masked) if use.id] if has_ledger else []
    out, end = [], 0
    for i, use in enumerate(uses):
        out += [text[end : use.start], f"{OPEN}{i}{CLOSE}"]
        end = use.end
    return Prepared("".join([*out, text[end:]]), tuple(uses), ids)


def finish(html: str, uses: Sequence[Use], site: Site, lang: str) -> str:
    """Sanitize rendered HTML, isolate mixed direction, and put the facts in their slots."""
    html = isolate_html(sanitize(html), site.locales[lang].direction)
    return fill(html, uses, site, lang)


def fill(html: str, uses: Sequence[Use], site: Site, lang: str, plain: bool = False) -> str:
    """Put facts in their slots: elements in text, addresses in addresses, words in attributes.

    `plain` puts words in text as well, where a link or an element has no place.
    """
    if OPEN not in html:
        return html
    out, in_link = [], False
    for piece in _TAG.split(html):
        is_tag = piece.startswith("<") and piece.endswith(">")
        if is_tag and piece.startswith(("<a ", "<a>", "</a")):
            in_link = not piece.startswith("</")
        if is_tag:
            piece = _ADDRESS.sub(lambda m: _fill_address(m, uses, site, lang), piece)
        put = _say_use if is_tag or plain else _say_in_link if in_link else _say_element
        out.append(_slots(piece, uses, lambda use, put=put: put(use, site, lang)))  # type: ignore[misc] # bound now
    return "".join(out)


def _slots(text: str, uses: Sequence[Use], put: Callable[[Use], str]) -> str:
    """Replace each slot; one that no fact made (an entity can) is dropped."""

    def replace(match: re.Match[str]) -> str:
        number = int(match[1])
        return put(uses[number]) if number < len(uses) else ""

    return _SLOT.sub(replace, text) if OPEN in text else text


def _fill_address(match: re.Match[str], uses: Sequence[Use], site: Site, lang: str) -> str:
    """Fill an attribute that holds an address: whole, or with the bare value as a part of it."""
    value = match["value"]
    whole = _SLOT.fullmatch(value) is not None

    def put(use: Use) -> str:
        quantity = site.facts[use.id or ""].value
        bare = bare_value(quantity) or quote(_plain(use, site, lang))
        return escape((address_of(quantity) if whole else "") or bare)

    return f'{match["name"]}="{_slots(value, uses, put)}"'


def _plain(use: Use, site: Site, lang: str) -> str:
    said = say(site, lang, use.id or "", number_only=use.filter == "number")
    return said.replace(FSI, "").replace(PDI, "")


def _say_use(use: Use, site: Site, lang: str) -> str:
    return escape(say(site, lang, use.id or "", number_only=use.filter == "number"))


def _say_element(use: Use, site: Site, lang: str) -> str:
    return fact_html(site, lang, use.id or "", use.filter == "number")


def _say_in_link(use: Use, site: Site, lang: str) -> str:
    return fact_html(site, lang, use.id or "", use.filter == "number", may_link=False)


def fact_html(
    site: Site, lang: str, fact_id: str, number_only: bool = False, may_link: bool = True
) -> str:
    """Return the element in which customers read a fact: `<span data-fact="…">…</span>`."""
    fact = site.facts[fact_id]
    said = to_html(say(site, lang, fact_id, number_only=number_only))
    if may_link:
        said = link_html(fact.value, said)
    varies = " ".join(sorted(fact.varies)) if (fact.regions or fact.branches) else ""
    extra = f' data-varies="{varies}"' if varies else ""
    if varies and number_only:
        extra += ' data-as="number"'
    return f'<span data-fact="{fact_id}"{extra}>{said}</span>'


def value_html(
    site: Site, lang: str, value: Quantity, branch: str | None = None, region: str | None = None
) -> str:
    """Return a quantity as HTML, linked where that helps."""
    return link_html(value, to_html(say_value(site, lang, value, branch, region)))


def link_html(value: Quantity, said: str) -> str:
    """Link a phone, e-mail or web address."""
    address = address_of(value)
    return f'<a href="{escape(address)}">{said}</a>' if address else said


def address_of(value: Quantity) -> str:
    """Return the URL that a quantity is, or nothing."""
    match value:
        case Phone():
            return f"tel:{value.e164}"
        case Email():
            return f"mailto:{quote(value.address, safe='@')}"
        case Url():
            return value.href
    return ""


def bare_value(value: Quantity) -> str:
    """Return a phone, e-mail or web address as it stands inside another address."""
    match value:
        case Phone():
            return value.e164
        case Email():
            return value.address
        case Url():
            return value.href
    return ""


def plain_text(text: str, site: Site, lang: str) -> str:
    """Fill a title or description: plain text, mixed direction isolated with FSI … PDI."""
    direction = site.locales[lang].direction
    if not site.has_ledger:
        return isolate_runs(text, direction)
    uses = [use for use in find_uses(text) if use.id in site.facts]
    out, end = [], 0
    for use in uses:
        said = say(site, lang, use.id or "", number_only=use.filter == "number")
        out += [isolate_runs(text[end : use.start], direction), said]
        end = use.end
    out.append(isolate_runs(text[end:], direction))
    return "".join(out).replace("\\{{", "{{")


def source_headings(site: Site, article: Article) -> tuple[Heading, ...] | None:
    """Return the headings whose ids a translation takes over."""
    source = site.source_of(article.id)
    return source.headings if article.is_translation and source else None
