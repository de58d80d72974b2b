"""A quantity or a fact in words: the one way in which every reader is given them."""

from __future__ import annotations

from kbgen.facts.all import has_number, type_of
from kbgen.facts.text import Text
from kbgen.model.locale import Locale
from kbgen.model.quantity import Quantity
from kbgen.model.site import Site, cached_per_site
from kbgen.model.uses import fill_uses


def format_quantity(value: Quantity, locale: Locale, number_only: bool = False) -> str:
    """Return a quantity in words, as plain text with FSI … PDI around what needs it.

    `number_only` leaves out the unit, currency or percent sign. A text must have its quoted
    facts filled in already; raises ValueError where there is no bare number.
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

    Plain text; FSI … PDI stand around what the reading direction would turn around.
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
    """Return a quantity in words; the facts that it quotes are those of the same place.

    One that has no number of its own is given whole.
    """
    if value.words:
        words = value.words.get(lang) or str(value)
        value = Text({lang: fill_facts(site, lang, words, branch, region)})
    return format_quantity(value, site.locales[lang], number_only and has_number(value))


def fill_facts(
    site: Site, lang: str, text: str, branch: str | None = None, region: str | None = None
) -> str:
    """Return a plain text with the facts that it quotes; what is no fact stays as it is written."""

    def fill(fact_id: str, name: str | None) -> str:
        if fact_id not in site.facts:
            return f"{{{{ {fact_id} }}}}"
        return format_fact(site, lang, fact_id, branch, region, name == "number")

    return fill_uses(text, fill)
