"""The interface speaks every language completely."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kbgen.kinds import listed_kinds
from kbgen.languages.language import known_languages, language
from kbgen.languages.parts_of_day import PARTS_OF_DAY
from kbgen.resources import folder
from kbgen.source.catalog import TIMES

LANGS = ("en", "ur", "ar", "hi", "bn")
CALL = re.compile(r"\bt\(\s*\"([^\"]+)\"|gettext\(\s*\"([^\"]+)\"|\b_\(\"([^\"]+)\"\)")
SCRIPT = {
    "ur": "[\u0600-\u06ff]",
    "ar": "[\u0600-\u06ff]",
    "hi": "[\u0900-\u097f]",
    "bn": "[\u0980-\u09ff]",
}


def catalog(lang: str) -> Catalog:
    with (folder("locales") / lang / "LC_MESSAGES/kbgen.po").open("rb") as file:
        return read_po(file, locale=lang)


def used() -> set[str]:
    """Return every string that a template or a module asks for."""
    package = Path(__file__).parents[2]
    files = [*(package / "theme").rglob("*.html"), *(package / "kbgen").rglob("*.py")]
    found = {next(filter(None, m)) for f in files for m in CALL.findall(f.read_text("utf-8"))}
    lists = (package / "theme/kb/form.html").read_text("utf-8")
    found |= {
        s
        for row in re.findall(r"set \w+ = \[(.*?)\]", lists)
        for s in re.findall(r'"([^"]+)"', row)
    }
    found |= {
        message
        for kind in listed_kinds()
        for message in (kind.title, kind.summary, kind.nothing)
        if message
    }
    for switch in re.findall(
        r"for value, label in \((.*?)\)\) %", (package / "theme/kb/footer.html").read_text("utf-8")
    ):
        found |= set(re.findall(r'", "([^"]+)"', switch))
    for lang in known_languages():
        found |= {*language(lang).about.typefaces.values()}
    notice = (package / "theme/kb/notice.html").read_text("utf-8")
    return found | set(re.findall(r'": "([^"]+)"', notice))


@pytest.mark.parametrize("lang", LANGS)
def test_every_string_is_translated(lang: str) -> None:
    translated = {
        m.id if isinstance(m.id, str) else m.id[0] for m in catalog(lang) if m.id and m.string
    }
    assert used() - translated == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_plural_category_of_the_language_has_its_form(lang: str) -> None:
    # CLDR: ar has six categories, the others two.
    message = catalog(lang).get("%(count)s working day")
    assert message is not None
    forms = list(message.string or ())
    assert len(forms) == (6 if lang == "ar" else 2)
    assert all(forms)


@pytest.mark.parametrize("lang", ["ur", "ar", "hi", "bn"])
def test_translations_are_in_their_script_and_normalized(lang: str) -> None:
    for message in catalog(lang):
        strings = (
            [message.string] if isinstance(message.string, str) else list(message.string or ())
        )
        for string in strings if message.id else ():
            assert unicodedata.is_normalized("NFC", string)
            letters = re.sub(r"%\(\w+\)s", "", string)
            if message.id not in ("; ", *TIMES, PARTS_OF_DAY):
                assert re.search(SCRIPT[lang], letters) or not re.search(r"\w", letters), string
            if lang == "ur":
                assert not re.search("[يكىة]", string), string
            if lang == "ar":
                assert not re.search("[یکہے]", string), string
