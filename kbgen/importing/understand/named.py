"""Uses the language that a file's name, folder or fields give, where its text leaves a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from kbgen.importing.blocks import Decision, DocumentBlock, Role, words
from kbgen.importing.tables.languages import NAMES, RECOGNIZED, SCRIPTS
from kbgen.importing.understand.language import Guess, LanguagePart, detect, places
from kbgen.languages.language import known_languages
from kbgen.model.locale import LATIN

_CODE = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_][A-Za-z]{2,4})?")
_ENOUGH, _ENOUGH_LATIN = 0.1, 0.4
"""The least share of words in a language's script. Latin letters stand in texts of every script."""
_DOCUSAURUS = re.compile(r"i18n/[^/]+/docusaurus-plugin-content-docs/current/")


@dataclass(frozen=True)
class NamedLanguage:
    """A language, and who names it: "its name ends in .hi.md"."""

    lang: str
    reason: str


@dataclass(frozen=True)
class DocumentName:
    """The name of a file without its language, which translations share; "" names no article."""

    article: str
    language: NamedLanguage | None = None


def language_code(text: str) -> str:
    """Return the language of a locale, "" if kbgen does not know it.

    >>> language_code("hi-IN"), language_code("hi"), language_code("history")
    ('hi', 'hi', '')
    """
    match = _CODE.fullmatch(text)
    return match["code"] if match and match["code"] in known_languages() else ""


def read_name(name: str) -> DocumentName:
    """Return what the name of a file says of its language and of its article.

    >>> read_name("old/start.hi.md").article, read_name("old/hi/start.md").language.reason
    ('old/start', 'it lies in the folder hi/')
    """
    path = PurePosixPath(name)
    stem, _, mark = path.stem.rpartition(".")
    named: NamedLanguage | None = None
    if stem and (code := language_code(mark)):
        named = NamedLanguage(code, f"its name ends in .{mark}{path.suffix}")
    else:
        stem = path.stem
    folders = list(path.parts[:-1])
    for at in reversed(range(len(folders))):
        if code := language_code(folders[at]):
            folder = f"{folders[at]}/"
            named = named or NamedLanguage(code, f"it lies in the folder {folder}")
            whole = _DOCUSAURUS.sub("docs/", f"{'/'.join(folders)}/")
            folders = folders[:at] + folders[at + 1 :]
            if not whole.startswith("/".join(path.parts[:-1])):
                folders = whole.rstrip("/").split("/")
            break
    return DocumentName("/".join([*folders, stem]).lower(), named)


def with_named_language(
    parts: Sequence[LanguagePart], decisions: Sequence[Decision], named: NamedLanguage, unit: str
) -> tuple[list[LanguagePart], list[Decision]]:
    """Let the name decide between languages that the text has; the report says so."""
    found = [part.guess for part in parts]
    blocks = [block for part in parts for block in part.blocks]
    if len(found) == 1 and found[0].lang == named.lang:
        sure = found[0] if found[0].sure else Guess(named.lang, named.reason)
        return [LanguagePart(sure, blocks)], list(decisions)
    if not _is_written_in(blocks, named.lang, found):
        return _doubted(parts, decisions, named)
    others = sorted({guess.name for guess in found if guess.lang and guess.lang != named.lang})
    lines = [b.line for b in blocks if _guessed(b) not in ("", named.lang)]
    whole = [LanguagePart(Guess(named.lang, f"{named.reason}, which decides"), blocks)]
    if not lines:
        return whole, []
    what = (
        f"{named.reason}, so it was taken for {NAMES[named.lang]}, but {' and '.join(others)} "
        f"stands in {places(unit, lines)}: translate it, or leave it if it must be so"
    )
    return whole, [Decision(lines[0], what)]


def _doubted(
    parts: Sequence[LanguagePart], decisions: Sequence[Decision], named: NamedLanguage
) -> tuple[list[LanguagePart], list[Decision]]:
    """Keep the language of the text, and tell that the name gives another one."""
    if len(parts) == 1 and not parts[0].guess.sure and not parts[0].guess.lang:
        return [LanguagePart(Guess(named.lang, named.reason), parts[0].blocks)], list(decisions)
    langs = " and ".join(part.guess.name for part in parts)
    what = f"{named.reason}, but its text is {langs}: is it not translated yet?"
    return list(parts), [*decisions, Decision(0, what)]


def _is_written_in(blocks: Sequence[DocumentBlock], lang: str, found: Sequence[Guess]) -> bool:
    """Tell whether enough of a text may be in a language."""
    script = next((code for code, langs in RECOGNIZED.items() if lang in langs), "")
    if not script:
        return False
    prose = [word for b in blocks if b.role is not Role.CODE for word in words(b.text)]
    share = sum(bool(SCRIPTS[script].search(word)) for word in prose) / max(len(prose), 1)
    if share < (_ENOUGH_LATIN if script == LATIN else _ENOUGH):
        return False
    rivals = [g for g in found if g.lang in RECOGNIZED[script] and g.lang != lang]
    return not any(guess.sure for guess in rivals)


def _guessed(block: DocumentBlock) -> str:
    if block.role is Role.CODE or len(words(block.text)) < 4:
        return ""
    guess = detect(block.text)
    return guess.lang if guess and guess.sure else ""
