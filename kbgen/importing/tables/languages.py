"""By what languages are recognized: letters, and the commonest words."""

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
        yield code, other.name, other.script, other


NAMES = {code: name for code, name, _, _ in _recognized()}
RECOGNIZED: dict[str, dict[str, Recognized]] = defaultdict(dict)
"""Script → language → what distinguishes it from the others of the script."""
for _code, _, _script, _marks in _recognized():
    RECOGNIZED[_script][_code] = _marks
