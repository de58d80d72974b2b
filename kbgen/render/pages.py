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
from kbgen.resolve.bidi import isolate_html, isolate_runs, to_html
from kbgen.resolve.facts import say, say_value
from kbgen.source.markdown import assign_ids, find_headings, mask

# Noncharacters: they cannot come from a file (source.text refuses them) and mean nothing to
# Markdown, so a fact passes through any syntax as if it were a letter.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")
_HREF = re.compile(f' href="{OPEN}(\\d+){CLOSE}"')
_TAG = re.compile(r"(<[^<>]*>)")


@dataclass(frozen=True)
class Prepared:
    """Markdown ready to be rendered, and the facts whose slots it holds."""

    markdown: str
    uses: tuple[Use, ...]


def prepare(text: str, source: Sequence[Heading] | None, has_ledger: bool) -> Prepared:
    """Put a slot where each fact stands and an id on each heading that has none."""
    masked = mask(text)
    uses = [use for use in find_uses(masked) if use.id] if has_ledger else []
    edits = [(use.start, use.end, f"{OPEN}{i}{CLOSE}") for i, use in enumerate(uses)]
    headings = find_headings(text, masked)
    ids = assign_ids(headings, tuple(source) if source is not None else None)
    for heading, (id_, explicit) in zip(headings, ids, strict=True):
        if explicit:
            continue
        if heading.attrs:
            edits.append((heading.attrs.start, heading.attrs.start, f"#{id_} "))
        else:
            edits.append((heading.end, heading.end, f" {{#{id_}}}"))
    out, end = [], 0
    for start, stop, new in sorted(edits):
        out += [text[end:start], new]
        end = stop
    return Prepared("".join([*out, text[end:]]), tuple(uses))


def finish(html: str, uses: Sequence[Use], site: Site, lang: str) -> str:
    """Sanitize rendered HTML, isolate mixed direction, and put the facts in their slots."""
    html = isolate_html(sanitize(html), site.locales[lang].direction)
    return fill(html, uses, site, lang)


def fill(html: str, uses: Sequence[Use], site: Site, lang: str) -> str:
    """Put facts in their slots: elements in text, plain text inside a tag."""
    if OPEN not in html:
        return html
    out, in_link = [], False
    for piece in _TAG.split(html):
        is_tag = piece.startswith("<") and piece.endswith(">")
        if is_tag and piece.startswith(("<a ", "<a>", "</a")):
            in_link = not piece.startswith("</")
        if is_tag:
            piece = _HREF.sub(_as_address(uses, site, lang), piece)
        put = _as_text(uses, site, lang) if is_tag else _as_element(uses, site, lang, not in_link)
        out.append(_SLOT.sub(put, piece))
    return "".join(out)


def _as_address(uses: Sequence[Use], site: Site, lang: str) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        use = uses[int(match[1])]
        address = address_of(site.facts[use.id or ""].value)
        return f' href="{escape(address or _say_use(use, site, lang))}"'

    return put


def _as_text(uses: Sequence[Use], site: Site, lang: str) -> Callable[[re.Match[str]], str]:
    return lambda m: escape(_say_use(uses[int(m[1])], site, lang))


def _as_element(
    uses: Sequence[Use], site: Site, lang: str, may_link: bool
) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        use = uses[int(match[1])]
        return fact_html(site, lang, use.id or "", use.filter == "number", may_link)

    return put


def _say_use(use: Use, site: Site, lang: str) -> str:
    return say(site, lang, use.id or "", number_only=use.filter == "number")


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


def plain_text(text: str, site: Site, lang: str) -> str:
    """Fill a title or description: plain text, mixed direction isolated with FSI … PDI."""
    direction = site.locales[lang].direction
    if not site.has_ledger:
        return isolate_runs(text, direction)
    uses = [use for use in find_uses(text) if use.id in site.facts]
    out, end = [], 0
    for use in uses:
        out += [isolate_runs(text[end : use.start], direction), _say_use(use, site, lang)]
        end = use.end
    out.append(isolate_runs(text[end:], direction))
    return "".join(out).replace("\\{{", "{{")


def source_headings(site: Site, article: Article) -> tuple[Heading, ...] | None:
    """Return the headings whose ids a translation takes over."""
    source = site.source_of(article.id)
    return source.headings if article.is_translation and source else None
