"""locales/<lang>/LC_MESSAGES/kbgen.po → the interface strings of a language."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from kbgen.model.finding import Finding, Span, error
from kbgen.source.text import read_text
from kbgen.source.yaml import report_unsafe

DOMAIN = "kbgen"


def read_catalog(
    folders: tuple[Path, ...], lang: str, relative_to: Path
) -> tuple[NullTranslations, list[Finding]]:
    """Read a language's catalogs; one in an earlier folder overrides those in later ones."""
    strings: NullTranslations = NullTranslations()
    findings: list[Finding] = []
    for folder in reversed(folders):
        file = folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
        if not file.is_file():
            continue
        shown = file.relative_to(relative_to) if file.is_relative_to(relative_to) else file
        text, problems = read_text(file, shown.as_posix())
        findings += problems
        if problems:
            continue
        try:
            catalog = _compile(text, lang)
        except (PoFileError, ValueError) as problem:
            line = getattr(problem, "lineno", 0) or 1
            what = f"not a valid catalog: {problem}"
            findings.append(error("KB106", Span(shown.as_posix(), line), what))
            continue
        findings += _report_unsafe(text, shown.as_posix())
        catalog.add_fallback(strings)
        strings = catalog
    return strings, findings


@lru_cache(maxsize=32)
def _compiled(text: str, lang: str) -> bytes:
    catalog = read_po(BytesIO(text.encode()), locale=lang, abort_invalid=True)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _compile(text: str, lang: str) -> GNUTranslations:
    return GNUTranslations(BytesIO(_compiled(text, lang)))


def _report_unsafe(text: str, path: str) -> list[Finding]:
    return [
        finding
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith(("msgstr", '"'))
        for finding in report_unsafe(line, Span(path, number))
    ]
