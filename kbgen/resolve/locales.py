"""Completes the locales with territory, direction and numbering system; reports unknown ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from babel.core import UnknownLocaleError
from babel.numbers import list_currencies

from kbgen.facts.wording import cldr
from kbgen.languages.language import language, numbering_systems
from kbgen.model.finding import Finding, Span, error
from kbgen.model.locale import ENGLISH, LATIN, Direction, Locale
from kbgen.model.message import msg
from kbgen.model.site import Site

_LOCALE_HINT = msg("write language-territory: ur-PK")


def resolve_locales(site: Site) -> tuple[Site, list[Finding]]:
    """Set the CLDR tag, the direction and the numbering system of each locale."""
    findings: list[Finding] = []
    place = site.settings.place
    locales = {lang: _resolve(own, place, findings) for lang, own in site.locales.items()}
    return replace(site, locales=locales), findings


def _resolve(locale: Locale, place: Callable[..., Span], findings: list[Finding]) -> Locale:
    usual = language(locale.lang).about.territory
    tag = usual if usual and locale.tag == locale.lang else locale.tag
    at = ("locales", locale.lang)
    try:
        known = cldr(tag)
    except (ValueError, UnknownLocaleError):
        what = msg(
            "CLDR has no locale '%(written)s' for language '%(lang)s'",
            written=tag,
            lang=locale.lang,
        )
        findings.append(error("KB001", place(*at, "tag"), what, _LOCALE_HINT))
        return replace(locale, tag=ENGLISH)
    if locale.numbering not in numbering_systems():
        what = msg(
            "unknown numbering '%(written)s' for language '%(lang)s'",
            written=locale.numbering,
            lang=locale.lang,
        )
        hint = msg("known: %(names)s", names=", ".join(numbering_systems()))
        findings.append(error("KB001", place(*at, "numbering"), what, hint))
        locale = replace(locale, numbering=LATIN)
    for code, names in locale.currencies.items():
        if code not in list_currencies() or "other" not in names:
            what = msg(
                "currencies of language '%(lang)s': '%(written)s' is no currency with a name",
                lang=locale.lang,
                written=code,
            )
            where = place(*at, "currencies", code)
            findings.append(
                error("KB001", where, what, msg("write %(example)s", example="AED: درہم"))
            )
    direction: Direction = "rtl" if known.text_direction == "rtl" else "ltr"
    return replace(locale, tag=str(known), direction=direction)
