"""What pages load from elsewhere is allowed by the policy that their host sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from kbgen.model.article import IMAGE
from kbgen.model.finding import Finding, Span, warning
from kbgen.model.hosting import allows, origin_of
from kbgen.model.quantity import Url
from kbgen.model.site import Settings, Site
from kbgen.model.uses import fill_uses

_WHAT = {
    IMAGE: "pictures",
    "media-src": "sound and video",
    "script-src": "scripts",
    "style-src": "styles",
}
_EMOJI = re.compile(r"(?<![\w:]):[a-z+-][a-z0-9_+-]*:(?![\w:])")


def check_origins(site: Site) -> Iterator[Finding]:
    """KB307 a picture, sound, script or style from another origin, which the policy blocks."""
    settings = site.settings
    for load in settings.loads:
        yield from _check(settings, load.directive, load.address, load.span)
    for article in site.articles.values():
        for link in article.links:
            if link.loads:
                address = fill_uses(link.address, partial(_address, site))
                yield from _check(settings, link.loads, address, link.span)
        for emoji in _EMOJI.finditer(article.masked) if settings.emoji else ():
            address = settings.emoji(emoji.group()) if settings.emoji else ""
            yield from _check(settings, IMAGE, address, article.place(*emoji.span()))


def _address(site: Site, fact_id: str, _: str | None) -> str:
    fact = site.facts.get(fact_id)
    return fact.value.href if fact and isinstance(fact.value, Url) else ""


def _check(settings: Settings, directive: str, address: str, span: Span) -> Iterator[Finding]:
    origin = origin_of(address)
    if not origin or origin == settings.origin or allows(settings.hosting, directive, address):
        return
    what = f"the site's policy blocks {_WHAT[directive]} from {origin}"
    where = f"hosting: {{allow: {{{directive}: {origin}}}}} in the options of kbgen"
    hint = f"copy the file into the project, or allow them: {where}"
    if origin.startswith("http:"):
        hint = "copy the file into the project, or name it by https:// and allow its origin"
    yield warning("KB307", span, what, hint)
