"""Takes files of translators: what becomes of each row, and which files of the site change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kbgen.languages.language import known_languages, language
from kbgen.model.finding import Finding, did_you_mean
from kbgen.model.site import Site
from kbgen.model.translation import RECORD_FILE, Block
from kbgen.translations.exchange.applying import (
    Applied,
    ChangedFile,
    Yaml,
    apply_translations,
    parts_of,
    split_words,
)
from kbgen.translations.exchange.contents import FileContents, FileError
from kbgen.translations.exchange.formats import read_contents
from kbgen.translations.exchange.memory import MemoryUnit
from kbgen.translations.exchange.remembered import MEMORY_FILE, with_units
from kbgen.translations.exchange.rows import LanguageRows, Row
from kbgen.translations.exchange.validation import Outcome, alone, misfit, validate
from kbgen.translations.normal import KEYWORDS, block_digest
from kbgen.translations.receipts import with_receipt
from kbgen.translations.record import write_record
from kbgen.translations.stamping import stamp_translations


@dataclass(frozen=True)
class ExchangeReport:
    """What became of a file: of each of its rows, or why none was read."""

    name: str
    lang: str = ""
    outcomes: tuple[Outcome, ...] = ()
    unread: tuple[str, ...] = ()
    problem: str = ""
    units: tuple[MemoryUnit, ...] = ()
    """What a translation memory holds in the languages of the site."""
    translator: str = ""
    """Who translated last, if the file says so."""

    @property
    def counts(self) -> Counter[str]:
        """Return verdict → number of rows."""
        return Counter(one.verdict for one in self.outcomes)

    @property
    def is_complete(self) -> bool:
        """Tell whether every row was taken, or needed nothing."""
        counts = self.counts
        return not (self.problem or self.unread or counts["refused"] or counts["outdated"])


@dataclass(frozen=True)
class Incoming:
    """What became of files, and what is to be written: pages first, then records."""

    reports: tuple[ExchangeReport, ...]
    files: tuple[ChangedFile, ...] = ()
    unrecorded: tuple[str, ...] = ()
    """Changed pages of which nothing is recorded, so that nothing was recorded now."""
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    """What `check` finds in the changed files."""

    @property
    def is_complete(self) -> bool:
        """Tell whether every row of every file was taken, or needed nothing."""
        return all(one.is_complete for one in self.reports)


@dataclass(frozen=True)
class Translator:
    """Who translated, and on which day; spaces in a name are written as hyphens.

    Without `who` it is the one that the file names, else `otherwise`.
    """

    who: str
    when: str
    otherwise: str = ""


def receive(
    site: Site,
    files: Mapping[str, bytes],
    rows_of: Callable[[str], LanguageRows],
    yaml: Yaml,
    stamp: Translator,
) -> Incoming:
    """Return what becomes of files (name → contents). Nothing is written.

    Files of one language are read as one, in their order. Raises OSError if a file of the site
    cannot be read.
    """
    reports: list[ExchangeReport] = []
    for name, data in files.items():
        reports.append(_read(site, name, data, rows_of))
    changed: list[ChangedFile] = []
    unrecorded: list[str] = []
    for lang in dict.fromkeys(one.lang for one in reports if one.lang):
        rows = rows_of(lang)
        mine = [one for one in reports if one.lang == lang]
        applied, done = _apply(site, rows, mine, yaml)
        reports = [_with_refusals(one, applied) if one.lang == lang else one for one in reports]
        changed += applied.files
        pages = {rows.by_address[address].block.page for address in done}
        unrecorded += sorted(pages & rows.unrecorded)
        named = next((one.translator for one in mine if one.translator), stamp.otherwise)
        confirmed = [
            one.address for report in mine for one in report.outcomes if one.verdict == "confirmed"
        ]
        who = replace(stamp, who=stamp.who or named)
        changed += _record(site, rows, done, confirmed, who)
    if units := [unit for one in reports for unit in one.units]:
        changed.append(ChangedFile(MEMORY_FILE, with_units(site, units), ()))
    return Incoming(tuple(reports), tuple(changed), tuple(unrecorded))


def check_alone(name: str, data: bytes) -> ExchangeReport:
    """Check a file by itself, against the source that stands in it."""
    try:
        contents = read_contents(data)
    except FileError as problem:
        return ExchangeReport(name, problem=str(problem))
    if contents.units:
        return ExchangeReport(name, units=contents.units)
    lang = _known_lang(contents.lang)
    known = {row.address: alone(row) for row in contents.rows if row.address}
    outcomes = []
    for one in validate(contents.rows, known, lang):
        row = known.get(one.address)
        why = misfit(row.source, one.translation) if row and one.verdict == "taken" else ""
        outcomes.append(_unfit(one, why) if why else one)
    return ExchangeReport(name, lang, tuple(outcomes), contents.unread)


def _read(
    site: Site, name: str, data: bytes, rows_of: Callable[[str], LanguageRows]
) -> ExchangeReport:
    try:
        contents = read_contents(data)
    except FileError as problem:
        return ExchangeReport(name, problem=str(problem))
    if contents.units:
        return _read_memory(site, name, contents)
    lang = _lang(site, contents.lang)
    if lang is None:
        known = ", ".join(site.settings.langs)
        hint = did_you_mean(contents.lang, site.settings.langs) or f"the site's are {known}"
        named = f"'{contents.lang}' as its language" if contents.lang else "no language"
        return ExchangeReport(name, problem=f"the file names {named}; {hint}")
    if not rows_of(lang).rows:
        what = f"the file names '{lang}' as its language, in which the site is written"
        return ExchangeReport(name, problem=f"{what}; name the one it is translated into")
    outcomes = validate(contents.rows, rows_of(lang).by_address, lang)
    translator = contents.translator
    return ExchangeReport(name, lang, tuple(outcomes), contents.unread, translator=translator)


def _read_memory(site: Site, name: str, contents: FileContents) -> ExchangeReport:
    found = []
    for unit in contents.units:
        source_lang, lang = _lang(site, unit.source_lang), _lang(site, unit.lang)
        if source_lang and lang and source_lang != lang:
            origin = unit.origin or name
            found.append(unit._replace(source_lang=source_lang, lang=lang, origin=origin))
    if not found:
        return ExchangeReport(name, problem="nothing in it is in two languages of the site")
    return ExchangeReport(name, units=tuple(found))


def _known_lang(tag: str) -> str:
    """Return the language with tables that a tag means, else the tag."""
    known, short = known_languages(), tag.replace("_", "-").split("-")[0].casefold()
    return tag if tag in known or short not in known else short


def _lang(site: Site, tag: str) -> str | None:
    """Return the language of the site that a tag means: "ur", "ur_PK" or "ur-Arab-PK"."""
    named = tag.replace("_", "-").casefold()
    for lang, locale in site.locales.items():
        if named in (lang.casefold(), locale.tag.replace("_", "-").casefold()):
            return lang
    short = named.split("-")[0]
    return short if short in site.settings.langs else None


def _apply(
    site: Site, rows: LanguageRows, reports: Sequence[ExchangeReport], yaml: Yaml
) -> tuple[Applied, dict[str, str]]:
    """Return the changed files, and address → text of what is translated now."""
    outcomes = [one for report in reports for one in report.outcomes]
    texts = {one.address: one.translation for one in outcomes if one.verdict == "taken"}
    applied = apply_translations(site, rows.lang, rows.by_address, texts, yaml)
    written = {address for file in applied.files for address in file.addresses}
    done = {address: text for address, text in texts.items() if address in written}
    done |= {
        one.address: one.translation
        for one in outcomes
        if one.verdict == "confirmed" and rows.by_address[one.address].state == "stale"
    }
    return applied, done


def _with_refusals(report: ExchangeReport, applied: Applied) -> ExchangeReport:
    outcomes = [
        _unfit(one, applied.refused[one.address])
        if one.verdict == "taken" and one.address in applied.refused
        else one
        for one in report.outcomes
    ]
    return replace(report, outcomes=tuple(outcomes))


def _unfit(one: Outcome, why: str) -> Outcome:
    return replace(one, verdict="refused", reason="structure", message=why, doubt="")


def _record(
    site: Site,
    rows: LanguageRows,
    done: Mapping[str, str],
    confirmed: Iterable[str],
    stamp: Translator,
) -> Iterable[ChangedFile]:
    translations: dict[Block, tuple[str, ...]] = {}
    for address, text in done.items():
        row = rows.by_address[address]
        if row.block.page not in rows.unrecorded:
            translations[row.block] = tuple(_digests(row, text))
    new = rows.record
    if translations:
        new = stamp_translations(new, rows.matches, translations, "human", stamp.who, stamp.when)
    for address in confirmed:
        for doubt in rows.by_address[address].doubts:
            new = with_receipt(new, site, doubt.compared, stamp.who) or new
    if new != rows.record:
        file = site.settings.content / rows.lang / RECORD_FILE
        yield ChangedFile(
            site.settings.relative(file),
            write_record(new.renamed(site.recorded_names)).encode(),
            (),
        )


def _digests(row: Row, text: str) -> Iterable[str]:
    for part in parts_of(row, text) or ():
        words = ", ".join(split_words(part)) if row.block.name == KEYWORDS else part
        yield block_digest(row.block._replace(text=words))


def name_of(lang: str) -> str:
    """Return a language as reports name it: "Urdu (ur)"."""
    if not lang:
        return "language unknown"
    return f"{language(lang).name} ({lang})"
