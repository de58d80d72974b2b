"""The language in which findings are told: a catalog of locales/<lang>/LC_MESSAGES/findings.po."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kbgen.errors import KbgenError
from kbgen.languages.bidi import isolate, isolate_runs, strip_isolates
from kbgen.model.finding import Finding
from kbgen.model.locale import ENGLISH, has_rtl
from kbgen.model.message import Message, verbatim
from kbgen.resources import folder

RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"
_COPIED = r"`[^`\n]+`|\{\{[^{}\n]*\}\}|\{#[^{}\s]*\}|<!--[^\n]*?-->|--?>|[<>=|]{7}"
_CODE = re.compile(f"{FSI}(?:{_COPIED}){PDI}|{_COPIED}")
"""What is copied as it stands, or would be mirrored."""
DOMAIN = "findings"
VARIABLE = "KBGEN_LANG"
"""The environment variable that names the language where no option does."""


class UnknownCatalogError(KbgenError):
    """There is no catalog of findings in a language."""


def _isolated(text: str) -> str:
    """Isolate a text that is filled in, unless it has letters of the reader's direction alone."""
    return isolate(text) if text.strip() and not has_rtl(text) else text


@dataclass(frozen=True)
class FindingCatalog:
    """Translates messages into a language; what it lacks stays in English.

    In a language that is written from right to left, what is not is isolated, so that a terminal
    and a browser keep paths, ids and code in their order.
    """

    lang: str = ENGLISH
    translations: NullTranslations = field(default_factory=NullTranslations)

    @property
    def is_rtl(self) -> bool:
        return Locale.parse(self.lang).text_direction == "rtl"

    def plain(self, message: Message) -> str:
        """Return a message in the language, without marks: for programs."""
        return message.in_language(self._translate, name=self._name)

    def text(self, message: Message) -> str:
        """Return a message in the language, for people."""
        if not self.is_rtl:
            return self.plain(message)
        text = message.in_language(self._translate, _isolated, self._name)
        # What is copied is one run, and has no marks within it.
        text = _CODE.sub(lambda found: isolate(strip_isolates(found[0])), text)
        return isolate_runs(text, "rtl") if has_rtl(text) else strip_isolates(text)

    def part(self, message: Message) -> str:
        """Return a message for a line that begins with a path: as a whole in its own direction."""
        text = self.text(message)
        return f"{RLI}{text}{PDI}" if self.is_rtl and has_rtl(text) else text

    def finding(self, finding: Finding) -> Finding:
        """Return a finding whose message and hint are in the language, for programs."""
        if self.lang == ENGLISH:
            return finding
        what, advice = (verbatim(self.plain(one)) for one in (finding.what, finding.advice))
        return replace(finding, what=what, advice=advice)

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        return [self.finding(finding) for finding in findings]

    def _translate(self, template: str, plural: str, count: int) -> str:
        if plural:
            return self.translations.ngettext(template, plural, count)
        return self.translations.gettext(template) if template else ""

    def _name(self, message: Message) -> str:
        """Return the name of what a message names, as CLDR has it within a sentence."""
        kind, _, code = message.named.partition("/")
        known = Locale.parse(self.lang)
        if self.lang == ENGLISH:
            return message.template
        if kind == "weekday":
            return str(get_day_names("wide", "format", known)[int(code)])
        names = {
            "language": known.languages,
            "territory": known.territories,
            "script": known.scripts,
        }[kind]
        return str(names.get(code.replace("-", "_"), message.template))


IN_ENGLISH = FindingCatalog()


def languages() -> list[str]:
    """Return the languages in which findings can be told."""
    return sorted({ENGLISH, *(file.parent.parent.name for file in _files("*"))})


@cache
def catalog_of(lang: str) -> FindingCatalog:
    """Return the catalog of a language, by its code or locale: ur, ur-PK, ur_PK.UTF-8.

    Raises UnknownCatalogError if there is none.
    """
    code = lang.strip().replace("_", "-").partition("-")[0].lower()
    if code in (ENGLISH, ""):
        return IN_ENGLISH
    files = _files(code) if code.isalpha() else []
    if not files:
        known = ", ".join(languages())
        raise UnknownCatalogError(f"findings are not told in '{lang}'; there are: {known}")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(files[0].read_bytes()), locale=code))
    return FindingCatalog(code, GNUTranslations(BytesIO(compiled.getvalue())))


def _files(lang: str) -> list[Path]:
    return sorted(folder("locales").glob(f"{lang}/LC_MESSAGES/{DOMAIN}.po"))
