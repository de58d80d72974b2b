"""Letters and the commonest words by which languages are recognized."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kbgen.languages.language import known_languages, language, other_languages, scripts
from kbgen.languages.tables import Recognized

SCRIPTS = {code: re.compile(f"[{script.base}]") for code, script in scripts().items()}


def _recognized() -> Iterator[tuple[str, str, str, Recognized]]:
    """Yield (code, name, script, features) of each language."""
    for known in map(language, known_languages()):
        if known.importing.recognized:
            yield known.code, known.name, known.about.script, known.importing.recognized
    for code, other in other_languages().items():
        yield code, other.name, other.script, Recognized(other.common, other.letters)


NAMES = {code: name for code, name, _, _ in _recognized()}
COMMON: dict[str, dict[str, str]] = defaultdict(dict)
"""Script → language → its commonest words."""
OWN_LETTERS: dict[str, dict[str, str]] = defaultdict(dict)
"""Script → language → letters that no other language of the script has."""
for _code, _, _script, _marks in _recognized():
    COMMON[_script][_code] = _marks.common
    if _marks.letters:
        OWN_LETTERS[_script][_code] = _marks.letters
