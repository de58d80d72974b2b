"""Format quantities and facts in words; every part of kbgen uses these functions."""

from __future__ import annotations

from kbgen.facts.all import has_number, type_of
from kbgen.facts.text import Text
from kbgen.model.locale import Locale
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site, cached_per_site
from kbgen.model.uses import fill_uses


def format_quantity(value: Quantity, locale: Locale, number_only: bool = False) -> str:
    """Return a quantity in words: plain text, with FSI … PDI around parts that need isolation.

    `number_only` leaves out the unit, currency or percent sign; raise ValueError if the value has
    no bare number. The facts that a text quotes must be filled in already.
    """
    kind = type_of(value)
    if not number_only:
        return kind.format(value, locale)
    if kind.format_number is None:
        raise ValueError(f"the type {kind.name} has no number of its own")
    return kind.format_number(value, locale)


@cached_per_site
def format_fact(
    site: Site,
    lang: str,
    fact_id: str,
    branch: str | None = None,
    region: str | None = None,
    number_only: bool = False,
) -> str:
    """Return a fact in words for a reader of `lang`, company-wide or at a branch or region.

    Plain text, with FSI … PDI around parts whose order the reading direction would change.
    """
    value = site.value(fact_id, branch, region)
    return format_value(site, lang, value, branch, region, number_only)


def format_value(
    site: Site,
    lang: str,
    value: Quantity,
    branch: str | None = None,
    region: str | None = None,
    number_only: bool = False,
) -> str:
    """Return a quantity in words; the facts that it quotes have their values at the same place.

    `number_only` has no effect on a value without a bare number.
    """
    if value.words:
        words = value.words.get(lang) or str(value)
        value = Text({lang: fill_facts(site, lang, words, branch, region)})
    return format_quantity(value, site.locales[lang], number_only and has_number(value))


def fill_facts(
    site: Site, lang: str, text: str, branch: str | None = None, region: str | None = None
) -> str:
    """Replace the facts that a plain text quotes by their words; leave unknown facts as written."""

    def fill(fact_id: str, name: str | None) -> str:
        if fact_id not in site.facts:
            return f"{{{{ {fact_id} }}}}"
        return format_fact(site, lang, fact_id, branch, region, name == "number")

    return fill_uses(text, fill)
