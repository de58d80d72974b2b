"""Says in plain words what MkDocs and the i18n plugin refuse in a configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.model.locale import ENGLISH
from kbgen.model.message import Message, display_name, msg
from kbgen.source.configuration import Configuration

if TYPE_CHECKING:
    from babel import Locale

_RECEIVED = re.compile(r"received '(?P<code>[^']*)'")


def wrong_address(configuration: Configuration) -> Finding | None:
    """Return KB002 for a `site_url` without https://; None for any other one."""
    given = _data(configuration).get("site_url")
    if not isinstance(given, str) or "://" in given or not re.match(r"[\w-]+(\.[\w-]+)+", given):
        return None
    what = msg("the address of the site has no https:// before it")
    hint = msg("write %(line)s", line=f"site_url: https://{given}")
    return error("KB002", _mark(configuration, "site_url"), what, hint)


def wrong_language(message: str, configuration: Configuration) -> Finding | None:
    """Return KB002 for what MkDocs' i18n plugin refuses as the code of a language."""
    found = _RECEIVED.search(message)
    if found is None:
        return None
    code = found["code"]
    what = msg("'%(code)s' is not the code of a language", code=code)
    hint = msg("write the two or three small letters of its code, such as en")
    if meant := _code_of(code):
        hint = msg("write %(line)s", line=f"locale: {meant}")
    return error("KB002", _locale_place(configuration, code), what, hint)


def countries(langs: list[str], configuration: Configuration) -> Iterator[Finding]:
    """Yield KB001 for codes of countries that stand for a language."""
    for lang in langs:
        country = _english().territories.get(lang.upper()) if len(lang) == 2 else None
        if not country or lang in _english().languages:
            continue
        what = msg(
            "'%(code)s' is a country (%(country)s), not a language",
            code=lang,
            country=display_name("territory", lang.upper(), country),
        )
        from babel.languages import get_official_languages  # seldom needed

        spoken = [
            one
            for one in get_official_languages(lang.upper(), de_facto=True)
            if one not in langs and one != ENGLISH
        ]
        hint = msg("write the code of its language")
        if spoken:
            english = _english().languages.get(spoken[0], spoken[0])
            name = display_name("language", spoken[0], english)
            hint = msg("write %(code)s for %(language)s", code=spoken[0], language=name)
        yield error("KB001", _locale_place(configuration, lang), what, hint)


def no_setting(
    name: str, configuration: Configuration, known: dict[str, Any]
) -> tuple[Message, Message]:
    """Return (message, hint) for a setting that MkDocs does not have."""
    what = msg("MkDocs has no setting '%(name)s'", name=name)
    near = did_you_mean(name, known)
    nearest = next((one for one in _nearest(name, known) if one in _data(configuration)), "")
    if nearest:
        line = configuration.place(nearest).line
        hint = msg(
            "delete this line; '%(name)s' is already given in line %(line)d",
            name=nearest,
            line=line,
        )
        return what, hint
    return what, near or msg("delete this line, or write it below 'extra:'")


def below_options(configuration: Configuration) -> Message:
    """Return where an option of kbgen belongs that stands elsewhere."""
    place = configuration.place(*configuration.plugin_path("kbgen"))
    options = configuration.options
    first = (
        min((span.column for path, span in options.keys.items() if len(path) == 1), default=0)
        if options
        else 0
    )
    return msg(
        "move this line below '- kbgen:' (line %(line)d), with %(count)d spaces before it",
        line=place.line,
        count=first - 1 if first else place.column + 1,
    )


@cache
def _english() -> Locale:
    from babel import Locale  # slow to import

    return Locale.parse(ENGLISH)


def _nearest(name: str, known: dict[str, Any]) -> list[str]:
    return get_close_matches(name, list(known), n=1, cutoff=0.6)


def _code_of(name: str) -> str:
    """Return the code of a language by its English name; "" if there is none."""
    wanted = name.strip().lower()
    return next((c for c, known in _english().languages.items() if known.lower() == wanted), "")


def _locale_place(configuration: Configuration, code: str) -> Span:
    marks = configuration.document.marks
    plugins = _data(configuration).get("plugins")
    for path, span in marks.items():
        if path[:1] == ("plugins",) and path[-1] == "locale" and "languages" in path:
            value: Any = {"plugins": plugins}
            for step in path:
                value = value[step]
            if str(value) == code:
                return span
    return configuration.place("plugins")


def _mark(configuration: Configuration, name: str) -> Span:
    return configuration.document.marks.get((name,), configuration.place(name))


def _data(configuration: Configuration) -> dict[str, Any]:
    data = configuration.document.data
    return data if isinstance(data, dict) else {}
