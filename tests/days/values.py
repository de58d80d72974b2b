"""Values of every type, and the words for each that a site without days has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from tests.days.ledger import Value
from tests.sites import CONFIG, write_site

LANGS = ("en", "ur", "ar", "hi")
LOCALES = "      locales: {en: en-AE, ur: ur-PK, ar: ar-AE, hi: hi-IN}\n"
COUNT = 24
"""How many values there are of each unit of a type."""

UNITS: dict[str, tuple[str, ...]] = {
    "money": ("{n} AED", "{n} SAR", "{n}.50 PKR", "1{n} INR", "{n}-9{n} AED"),
    "duration": ("{n} days", "{n} working days", "{n} hours", "{n}-8{n} minutes", "{n} months"),
    "percent": ("{n}", "{n}.5"),
    "number": ("{n}", "7{n}"),
    "date": ("2031-{m:02}-13", "2032-{m:02}-14"),
    "time": ('"{h:02}:45"', '"{h:02}:05"'),
    "phone": ('"+971 4 555 0{n}"', '"+966 11 555 0{n}"'),
    "whatsapp": ('"+971 50 555 0{n}"',),
    "email": ("desk{n}@example.com",),
    "url": ("https://example.com/desk{n}/",),
}
"""Type → its units, as the ledger has them."""
TEXT = {"en": "as {} ({})", "ur": "طے {} ({})", "ar": "كما {} ({})", "hi": "तय {} ({})"}
"""A value of the type text: a word that stands nowhere else, and a fact or none."""

CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202d\u202e\u202c"))


def plain(text: str) -> str:
    """Return a text without isolates and without what spaces differ in."""
    return " ".join(text.translate(CONTROLS).split())


def values_of(kind: str, unit: int) -> list[Value]:
    """Return all values of a unit of a type."""
    pattern = UNITS[kind][unit]
    most = 12 if kind == "date" else COUNT
    return [Value(kind, pattern.format(n=101 + 3 * n, m=n + 1, h=n)) for n in range(most)]


@dataclass(frozen=True)
class Dictionary:
    """The words of each value, by language and filter."""

    words: dict[tuple[str, str, str], str]

    def words_of(self, values: tuple[Value, ...], lang: str, number: bool = False) -> str:
        """Return the words of a value, of which the second and others are what it quotes."""
        value = values[0]
        if value.kind == "text":
            quoted = self.words_of(values[1:], lang) if len(values) > 1 else "–"
            return TEXT[lang].format(value.written, quoted)
        return self.words[f"{value.kind}:{value.written}", lang, "number" if number else ""]


def make_dictionary(root: Path, wanted: Collection[Value] | None = None) -> Dictionary:
    """Build a site of constants that says each value, or some, in each language, and read it."""
    pages: dict[str, list[str]] = {kind: [] for kind in UNITS}
    names: dict[str, str] = {}
    ledger = []
    for kind, units in UNITS.items():
        for unit in range(len(units)):
            for number, value in enumerate(values_of(kind, unit)):
                if wanted is not None and value not in wanted:
                    continue
                name = f"{kind}.{'abcdef'[unit]}.n{number}"
                names[name] = f"{kind}:{value.written}"
                ledger.append(f"{name}: {{{kind}: {value.written}}}\n")
                pages[kind] += [f"{{{{ {name} }}}}", *_number(kind, name)]
    config = CONFIG.replace("  - kbgen\n", f"  - kbgen:\n{LOCALES}")
    parts = [f"-- mkdocs.yml --\n{config}-- content/facts.yml --\n{''.join(ledger)}"]
    for lang in LANGS:
        for kind, lines in pages.items():
            if not lines:
                continue
            text = "\n\n".join(lines)
            parts.append(f"-- content/{lang}/words/{kind}.md --\n---\ntitle: {kind}\n---\n{text}\n")
    project = write_site(root, "".join(parts))
    site = project.build("--as-of", "2027-01-01", "--jobs", "1")
    return Dictionary(dict(_read(site, names, pages)))


def _number(kind: str, name: str) -> list[str]:
    return (
        [f"{{{{ {name} | number }}}}"] if kind in ("money", "duration", "percent", "number") else []
    )


def _read(
    site: Path, names: dict[str, str], pages: dict[str, list[str]]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    for lang in LANGS:
        for kind, lines in pages.items():
            if not lines:
                continue
            folder = site / ("" if lang == "en" else lang) / "words" / kind
            tree = html.fromstring((folder / "index.html").read_text("utf-8"))
            spans = tree.xpath("//article//*[@data-fact]")
            assert len(spans) == len(lines), (lang, kind, len(spans), len(lines))
            for span, line in zip(spans, lines, strict=True):
                name = span.get("data-fact")
                assert re.search(rf"\b{re.escape(name)}\b", line)
                which = "number" if "|" in line else ""
                yield (names[name], lang, which), plain(span.text_content())
