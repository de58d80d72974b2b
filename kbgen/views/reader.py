"""The reader of a page: translates texts and formats facts in the reader's language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from urllib.parse import quote

from markupsafe import Markup, escape

from kbgen.facts.amount import Amount
from kbgen.facts.date import Day
from kbgen.facts.format import format_quantity
from kbgen.facts.number import Number
from kbgen.languages.bidi import to_html
from kbgen.markdown.fact_nodes import fact_nodes
from kbgen.markdown.slots import plain_text
from kbgen.model.fact import Fact
from kbgen.model.markup import Node, serialize
from kbgen.model.site import Site
from kbgen.resolve.addresses import address
from kbgen.views.page_parts import link_places
from kbgen.views.titles import page_title


@lru_cache(maxsize=4096)
def _translated(strings: NullTranslations, message: str) -> Markup:
    return escape(strings.gettext(message))


@dataclass(frozen=True)
class Reader:
    """The reader of a page: the reader's language, and the address of the page."""

    site: Site
    lang: str
    url: str

    def t(self, message: str, **values: object) -> Markup:
        """Translate an interface string; values are escaped unless they are Markup."""
        text = _translated(self.site.locales[self.lang].strings, message)
        return text % {k: escape(v) for k, v in values.items()} if values else text

    def count(self, one: str, many: str, number: int) -> Markup:
        """Return a number with its noun in the right plural form."""
        text = self.site.locales[self.lang].strings.ngettext(one, many, number)
        return escape(
            text % {"count": format_quantity(_whole(number), self.site.locales[self.lang])}
        )

    def text(self, text: str) -> Markup:
        """Return a plain text with its facts, as HTML."""
        return Markup(to_html(plain_text(text, self.site, self.lang)))

    def date(self, value: date) -> Markup:
        return Markup(to_html(format_quantity(Day(value), self.site.locales[self.lang])))

    def fact(self, fact_id: str) -> Markup:
        return Markup(serialize(self._fact(fact_id)))

    def placed_fact(self, fact_id: str) -> Markup:
        """Return a fact as HTML; one that varies is linked to the list of its places."""
        return Markup(serialize(link_places(self._fact(fact_id))))

    def _fact(self, fact_id: str) -> list[Node]:
        if fact_id not in self.site.facts:  # possible if the owner made this finding a warning
            return [str(escape(f"{{{{ {fact_id} }}}}"))]
        return fact_nodes(self.site, self.lang, fact_id)

    def link(self, reference: str) -> str:
        """Return the relative address of an answer: faq/refunds#refund-time."""
        page_id, hash_, anchor = reference.partition("#")
        target = address(self.site, self.lang, page_id)
        relative = posixpath.relpath("/" + target, posixpath.dirname("/" + self.url))
        path = f"{relative}/" if target.endswith("/") or not target else relative
        return quote(path) + (f"#{quote(anchor)}" if hash_ else "")

    def title(self, page_id: str) -> Markup:
        return page_title(self.site, self.lang, page_id)


def _whole(number: int) -> Number:
    return Number(Amount(Decimal(number), Decimal(number)))


def own_words(words: Mapping[str, str], reader: Reader) -> str:
    """Return the text in the reader's language, else in the default language."""
    return reader.site.own_words(reader.lang, words)


def label_of(reader: Reader, fact: Fact) -> Markup:
    """Return the label of a fact as HTML, else a label made of its id: "delivery fee"."""
    return Markup(to_html(label_words(reader, fact)))


def label_words(reader: Reader, fact: Fact) -> str:
    """Return the label of a fact as plain text."""
    label = own_words(fact.label, reader) or re.sub(r"[._-]", " ", fact.id)
    return plain_text(label, reader.site, reader.lang)
