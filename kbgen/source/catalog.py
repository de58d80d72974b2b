"""Reads the interface strings of a language from locales/<lang>/LC_MESSAGES/kbgen.po."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import time
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from kbgen.languages.parts_of_day import PARTS_OF_DAY, parts_of_day
from kbgen.model.finding import Finding, Span, error
from kbgen.model.locale import ENGLISH
from kbgen.model.message import msg
from kbgen.source.entries import CATALOG
from kbgen.source.po import check_catalog
from kbgen.source.text import read_text
from kbgen.source.yaml import report_unsafe
from kbgen.system.digest import digest
from kbgen.system.parse_cache import ParseCache

DOMAIN = "kbgen"
TIMES = ("h:mm B", "h B")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def read_catalog(
    folders: tuple[Path, ...], lang: str, relative_to: Path, parse_cache: ParseCache | None = None
) -> tuple[NullTranslations, list[Finding]]:
    """Read a language's catalogs; a catalog in an earlier folder overrides those in later ones.

    Catalogs that `parse_cache` contains are not compiled again.
    """
    parse_cache = parse_cache or ParseCache()
    strings: NullTranslations = NullTranslations()
    findings: list[Finding] = []
    for path, text, problems in catalog_files(folders, lang, relative_to):
        findings += problems
        if problems:
            continue
        key = digest("catalog", lang, path, text)
        known = parse_cache.get(key, CATALOG)
        if known is None:
            compiled, misfits = _compile(text, lang, path)
            known = compiled, [*misfits, *_report_unsafe(text, path)]
            parse_cache.put(key, CATALOG, known)
        compiled, found = known
        findings += found
        if compiled:
            catalog = GNUTranslations(BytesIO(compiled))
            catalog.add_fallback(strings)
            strings = catalog
    return strings, findings


def catalog_files(
    folders: tuple[Path, ...], lang: str, relative_to: Path
) -> Iterator[tuple[str, str, list[Finding]]]:
    """Yield (path, text, findings) of a language's catalogs, later folders first."""
    bounds = [Path(os.path.realpath(folder)) for folder in (relative_to, *folders)]
    for folder in reversed(folders):
        file = folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
        if os.path.lexists(file):
            path = file.relative_to(relative_to) if file.is_relative_to(relative_to) else file
            yield path.as_posix(), *read_text(file, path.as_posix(), bounds)


@lru_cache(maxsize=32)
def _compile(text: str, lang: str, path: str) -> tuple[bytes, tuple[Finding, ...]]:
    if refused := check_catalog(text, path):
        return b"", tuple(refused)
    try:
        catalog = read_po(BytesIO(text.encode()), locale=lang.replace("-", "_"), abort_invalid=True)
        problems = tuple(_misfits(catalog, path))
        if problems:
            return b"", problems
        out = BytesIO()
        write_mo(out, catalog)
        GNUTranslations(BytesIO(out.getvalue()))
        return out.getvalue(), ()
    except (PoFileError, ValueError, LookupError) as problem:
        line = getattr(problem, "lineno", 0) + 1
        return b"", (
            error(
                "KB106",
                Span(path, line),
                msg("not a valid catalog: %(why)s", why=str(problem)),
            ),
        )


def _misfits(catalog: Catalog, path: str) -> Iterator[Finding]:
    """Find translations with wrong placeholders, time patterns or parts of the day."""
    for message in catalog:
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        string = message.string or ""
        strings = [string] if isinstance(string, str) else list(string)
        known = {name for id_ in ids for name in _PLACEHOLDER.findall(id_)}
        span = Span(path, message.lineno or 1)
        for text in strings if ids[0] else ():
            unknown = set(_PLACEHOLDER.findall(text)) - known
            if unknown or (known and "%" in _PLACEHOLDER.sub("", text)):
                what = msg(
                    "the translation of '%(text)s' has a %% that is no placeholder of it",
                    text=ids[0],
                )
                names = ", ".join(f"%({name})s" for name in sorted(known))
                hint = msg("its placeholders: none")
                if names:
                    hint = msg("its placeholders: %(names)s", names=names)
                yield error("KB106", span, what, hint)
        if ids[0] in TIMES and strings[0]:
            try:
                format_time(time(9), strings[0], locale=ENGLISH)
            except (ValueError, KeyError, AttributeError):
                what = msg("'%(written)s' is no CLDR time pattern", written=strings[0])
                yield error("KB106", span, what)
        if ids[0] == PARTS_OF_DAY and strings[0]:
            try:
                parts_of_day(strings[0])
            except ValueError:
                what = msg(
                    "'%(written)s' does not say from which hour on each part of the day is",
                    written=strings[0],
                )
                hint = msg("write it like %(example)s", example=PARTS_OF_DAY)
                yield error("KB106", span, what, hint)


def _report_unsafe(text: str, path: str) -> list[Finding]:
    return [
        finding
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith(("msgstr", '"'))
        for finding in report_unsafe(line, Span(path, number))
    ]
