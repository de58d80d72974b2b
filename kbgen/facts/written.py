"""Finds signs in a value that do not belong to it, and that nobody sees or tells from others."""

from __future__ import annotations

import unicodedata

from kbgen.model.finding import HintedError
from kbgen.model.message import Message, msg, msgn

_QUOTES = "“”„‟‘’‚‛«»″"


class MeantError(HintedError):
    """A value that is written in a wrong way; `meant` is how to write it, without quotes."""

    def __init__(self, what: Message, meant: str) -> None:
        super().__init__(what, msg('write "%(value)s"', value=meant))
        self.meant = meant


def check_written(value: object) -> None:
    """Raise MeantError for a text with invisible characters or quotes of another form.

    >>> check_written("+971 4 555 0142")
    """
    if not isinstance(value, str) or value.isascii():
        return
    hidden = [char for char in value if unicodedata.category(char) == "Cf"]
    plain = "".join(char for char in value if char not in hidden).strip(_QUOTES + "\"' ")
    if hidden:
        what = msgn(
            "'%(value)s' has %(count)d invisible character in it, as copied text often has; "
            "delete all of it and type it anew",
            "'%(value)s' has %(count)d invisible characters in it, as copied text often has; "
            "delete all of it and type it anew",
            len(hidden),
            value=plain,
        )
        raise MeantError(what, plain)
    first, last = value.strip()[:1], value.strip()[-1:]
    if first in _QUOTES and last in f"{_QUOTES}\"'":
        signs = f"{first} {last}"
        what = msg("the quotes %(signs)s are curly; this file needs straight ones", signs=signs)
        raise MeantError(what, plain)
