"""Says where a page belongs that stands in no language's folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kbgen.model.locale import ENGLISH
from kbgen.model.message import Message, msg
from kbgen.model.site import LocaleSettings, Settings

if TYPE_CHECKING:
    from babel import Locale


def where_to(settings: Settings, name: str, files: Collection[str], here: str) -> Message:
    """Return the hint for a page by its path below the content folder, which is `here`."""
    folder, slash, _ = name.partition("/")
    own = f"{here}{settings.default}/"
    if not slash:
        if f"{settings.default}/{name}" in files:
            return msg(
                "%(path)s is there, too: keep the better of both in %(folder)s, delete this one",
                path=f"{own}{name}",
                folder=own,
            )
        return msg("move it to %(folder)s", folder=own)
    if lang := _meant(settings, folder):
        if any(file.startswith(f"{lang}/") for file in files):
            return msg(
                "did you mean %(lang)s/? move its pages to %(folder)s",
                lang=lang,
                folder=f"{here}{lang}/",
            )
        return msg("did you mean %(lang)s/? rename the folder to %(lang)s", lang=lang)
    if code := _language(folder):
        return msg(
            "if it is a language of the site, list it in mkdocs.yml under languages: %(line)s; "
            "if not, move the folder to %(folder)s",
            line=f"{{locale: {code[0]}, name: {code[1]}}}",
            folder=own,
        )
    return msg("move the folder to %(folder)s", folder=own)


def _meant(settings: Settings, folder: str) -> str:
    """Return the language of the site that a folder is named after in another way."""
    wanted = _plain(folder)
    for language in settings.languages:
        if wanted in {_plain(name) for name in _names(language)}:
            return language.lang
    base = folder.replace("_", "-").partition("-")[0].lower()
    return next((lang for lang in settings.langs if lang.lower() == base), "")


def _names(language: LocaleSettings) -> Iterator[str]:
    yield from (language.lang, language.name, language.tag or language.lang)
    if known := _locale(language.lang):
        yield known.english_name or language.lang
        yield known.get_language_name(ENGLISH) or language.lang
        yield known.get_language_name() or language.lang


def _language(folder: str) -> tuple[str, str] | None:
    """Return (code, own name) if a folder has the name of a language."""
    code = folder.lower().partition("-")[0]
    known = _locale(code) if len(code) in (2, 3) else None
    name = known.get_language_name() if known else None
    return (folder if "-" in folder else code, name) if name else None


def _locale(code: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # slow to import, and seldom needed

    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _plain(text: str) -> str:
    found = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in found if char.isalnum())
