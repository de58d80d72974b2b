"""Checks that the Content-Security-Policy allows the files that pages load from other origins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from kbgen.checks.inputs import ExternalContent, Ledger, Pages
from kbgen.facts.url import Url
from kbgen.model.article import IMAGE
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.hosting import allows, origin_of
from kbgen.model.message import msg
from kbgen.model.uses import fill_uses

_BLOCKED = {
    IMAGE: msg("the site's policy blocks pictures from %(origin)s"),
    "media-src": msg("the site's policy blocks sound and video from %(origin)s"),
    "script-src": msg("the site's policy blocks scripts from %(origin)s"),
    "style-src": msg("the site's policy blocks styles from %(origin)s"),
}
_EMOJI = re.compile(r"(?<![\w:]):[a-z+-][a-z0-9_+-]*:(?![\w:])")


def check_origins(
    pages: Pages, external: ExternalContent, ledger: Ledger, emoji: Callable[[str], str] | None
) -> Iterator[Finding]:
    """KB307 a picture, sound, script or style of another origin that the policy blocks."""
    for load in external.loads:
        yield from _check(external, load.directive, load.address, load.span)
    for page in pages.values():
        for link in page.links:
            if link.loads:
                address = fill_uses(link.address, partial(_address, ledger))
                yield from _check(external, link.loads, address, link.span)
        for name in _EMOJI.finditer(page.masked) if emoji else ():
            address = emoji(name.group()) if emoji else ""
            yield from _check(external, IMAGE, address, page.place(*name.span()))


def _address(ledger: Ledger, fact_id: str, _: str | None) -> str:
    fact = ledger.facts.get(fact_id)
    return fact.value.href if fact and isinstance(fact.value, Url) else ""


def _check(known: ExternalContent, directive: str, address: str, span: Span) -> Iterator[Finding]:
    origin = origin_of(address)
    if not origin or origin == known.site_origin or allows(known.hosting, directive, address):
        return
    hint = msg(
        "copy the file into the project, or allow them: %(option)s in the options of kbgen",
        option=f"hosting: {{allow: {{{directive}: {origin}}}}}",
    )
    if origin.startswith("http:"):
        hint = msg("copy the file into the project, or name it by https:// and allow its origin")
    yield warning("KB307", span, _BLOCKED[directive].filled(origin=origin), hint)
