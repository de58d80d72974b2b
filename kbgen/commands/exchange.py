"""`kbgen translate out`, `in` and `check`: files for translators, and back."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from kbgen.commands.build import check_project
from kbgen.commands.structures import need_folders
from kbgen.errors import FindingsError, KbgenError
from kbgen.model.doubt import Doubt, doubts_in
from kbgen.model.finding import Finding, did_you_mean
from kbgen.model.site import Site
from kbgen.model.translation import NOBODY, LanguageRecord
from kbgen.source.former_texts import former_texts
from kbgen.source.revisions import user_name
from kbgen.source.yaml import parse_yaml
from kbgen.source.yaml_edit import edit_yaml, keep_keys
from kbgen.system.files import read_place, unreadable
from kbgen.system.writing import write_whole
from kbgen.translations.exchange.applying import Yaml
from kbgen.translations.exchange.contents import LARGEST, FileError
from kbgen.translations.exchange.formats import write_rows
from kbgen.translations.exchange.incoming import (
    ExchangeReport,
    Incoming,
    Translator,
    check_alone,
    receive,
)
from kbgen.translations.exchange.po_update import update_po
from kbgen.translations.exchange.remembered import pairs_of
from kbgen.translations.exchange.rows import LanguageRows, OldTexts, Only, only_wanted, read_rows

YAML = Yaml(lambda text: parse_yaml(text, "")[0].data, edit_yaml, keep_keys)


def translated_langs(site: Site, named: Sequence[str]) -> Sequence[str]:
    """Return the languages that are named, or all into which the site is translated.

    Raises KbgenError if one of them is none of the site's.
    """
    others = [one for one in site.settings.langs if one != site.default]
    for lang in named:
        if lang not in site.settings.langs:
            hint = did_you_mean(lang, others) or f"it is translated into {', '.join(others)}"
            raise KbgenError(f"'{lang}' is no language of the site; {hint}")
    return list(dict.fromkeys(named)) or others


def translate_out(
    site: Site,
    lang: str,
    format_: str,
    only: Only | None = None,
    file: Path | None = None,
    doubts: Sequence[Doubt] = (),
) -> tuple[bytes, int]:
    """Return a file with the texts of a language, and their number; 0 if nothing is to be done.

    `only` "stale" leaves out what needs no translation, "doubts" what is not in doubt. If `file` is
    a PO file, it is updated: what translators wrote into it stays. Raises KbgenError if the site is
    written in this language, or if the file cannot be read.
    """
    rows = _rows_of(site, lang, doubts, partial(former_texts, site))
    chosen = only_wanted(rows.rows, only) if only else list(rows.rows)
    if not chosen and lang == site.default:
        others = ", ".join(one for one in site.settings.langs if one != lang)
        hint = f"name one it is translated into: {others}"
        raise KbgenError(f"the site is written in '{lang}'; {hint}")
    if not chosen:
        return b"", 0
    data = write_rows(chosen, format_, site.locales[lang], site.locales[site.default])
    if format_ == "po" and file is not None and file.exists():
        data = _updated(data, file)
    return data, len(chosen)


def _updated(data: bytes, file: Path) -> bytes:
    try:
        return update_po(data, read_place(os.path.realpath(file), LARGEST))
    except (OSError, FileError) as problem:
        why = unreadable(problem).what if isinstance(problem, OSError) else problem
        hint = "mend it, or move it away; it may hold work of translators"
        raise KbgenError(f"{file}: {why}; {hint}") from problem


def translate_in(
    config_file: Path, files: Sequence[Path], dry_run: bool = False, by: str | None = None
) -> Incoming:
    """Write the translations of files into the site; return what became of each row.

    With `dry_run` nothing is written. Each file of the site is written whole or not at all, the
    records last. What `check` finds in the changed files is in `findings`.
    """
    site, found = check_project(config_file)
    need_folders(site.settings, "kbgen translate")
    otherwise = user_name(site.settings.root) or NOBODY
    stamp = Translator(by or "", date.today().isoformat(), otherwise)
    given, problems = _given(files)
    doubts = doubts_in(found)
    rows_of = cache(lambda lang: _rows_of(site, lang, doubts))
    yaml = replace(YAML, configuration=config_file.name)
    incoming = receive(site, given, rows_of, yaml, stamp)
    reports = tuple(ExchangeReport(name, problem=why) for name, why in problems.items())
    incoming = replace(incoming, reports=(*incoming.reports, *reports))
    if dry_run or not incoming.files:
        return incoming
    _refuse_outside(site, incoming)
    for file in incoming.files:
        place = site.settings.root / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, file.data)
    _, findings = check_project(config_file)
    return replace(incoming, findings=tuple(_about(findings, incoming)))


def translate_check(file: Path) -> ExchangeReport:
    """Check a file of translations by itself, without the site; nothing is written."""
    given, problems = _given([file])
    if problems:
        return ExchangeReport(file.name, problem=problems[file.name])
    return check_alone(file.name, given[file.name])


def _given(files: Sequence[Path]) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """Return name → contents of files, and name → why it cannot be read."""
    given: dict[str, bytes] = {}
    problems: dict[str, str] = {}
    names = Counter(file.name for file in set(files))
    for file in files:
        name = file.name if names[file.name] == 1 else str(file)
        try:
            given[name] = read_place(os.path.realpath(file), LARGEST)
        except OSError as problem:
            refusal = unreadable(problem)
            problems[name] = (
                f"{refusal.what}; {refusal.hint}" if refusal.hint else str(refusal.what)
            )
    return given, problems


def _rows_of(
    site: Site, lang: str, doubts: Sequence[Doubt], old_texts: OldTexts = lambda _: {}
) -> LanguageRows:
    record = site.records.get(lang, LanguageRecord())
    if record.mistakes:
        raise FindingsError(record.mistakes)
    return read_rows(site, lang, record, old_texts, pairs_of(site, lang), doubts)


def _refuse_outside(site: Site, incoming: Incoming) -> None:
    """Raise KbgenError if a file would be written outside of the project."""
    for file in incoming.files:
        place = Path(os.path.realpath((site.settings.root / file.path).parent))
        if not any(place.is_relative_to(folder) for folder in site.settings.bounds):
            raise KbgenError(f"{file.path} leads out of the project; nothing was written")


def _about(findings: Sequence[Finding], incoming: Incoming) -> list[Finding]:
    changed = {file.path for file in incoming.files}
    return [finding for finding in findings if finding.span.path in changed]
