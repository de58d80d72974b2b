"""Sentences for the editor, which keep apart what a catalog translates and what is filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, Union

Argument: TypeAlias = Union[str, int, "Message"]
Translate: TypeAlias = Callable[[str, str, int], str]
"""(template, its plural or "", count) → the template in another language."""


@dataclass(frozen=True)
class Message:
    """An English sentence or a part of one, as a template of a gettext catalog and its arguments.

    The template has placeholders such as `%(name)s`, and `%%` for a percent sign, only if there are
    arguments. With a `plural`, that is the template for all counts but 1.

    A message with a `named` is the English name of what CLDR has names for in all languages.
    """

    template: str
    arguments: tuple[tuple[str, Argument], ...] = ()
    plural: str = ""
    named: str = ""
    """A kind and a code: "language/ur"."""

    def __str__(self) -> str:
        return self.in_language(_english)

    def __bool__(self) -> bool:
        return bool(self.template)

    def in_language(
        self,
        translate: Translate,
        write: Callable[[str], str] = lambda text: text,
        name: Callable[[Message], str] | None = None,
    ) -> str:
        """Return the sentence with its templates as `translate` has them.

        `write` is what is done with each text that is filled in. `name` returns the name of what is
        `named`, which is English otherwise.
        """
        if self.named:
            return write(name(self) if name else self.template)
        given = dict(self.arguments)
        count = given.get("count") if self.plural else 1
        template = translate(self.template, self.plural, count if isinstance(count, int) else 1)
        if not given:
            return template
        filled: dict[str, str | int] = {}
        for key, value in given.items():
            if isinstance(value, Message):
                filled[key] = value.in_language(translate, write, name)
            else:
                filled[key] = write(value) if isinstance(value, str) else value
        return template % filled

    def filled(self, **arguments: Argument) -> Message:
        """Return the message of a template that was written without its arguments."""
        return replace(self, arguments=tuple(arguments.items()))


def _english(template: str, plural: str, count: int) -> str:
    return plural if plural and count != 1 else template


NO_MESSAGE = Message("")


def msg(template: str, **arguments: Argument) -> Message:
    """Return a message; the template has to be written here, where `make messages` looks for it.

    >>> str(msg("unknown fact '%(id)s'", id="card.fee"))
    "unknown fact 'card.fee'"
    """
    return Message(template, tuple(arguments.items()))


def msgn(singular: str, plural: str, count: int, **arguments: Argument) -> Message:
    """Return a message that differs with a count; both templates may contain `%(count)d`.

    >>> str(msgn("%(count)d page", "%(count)d pages", 3))
    '3 pages'
    """
    return Message(singular, (("count", count), *arguments.items()), plural)


def verbatim(text: object) -> Message:
    """Return a message that no catalog has: words of another program, code, something to copy.

    >>> str(verbatim("100 %"))
    '100 %'
    """
    return Message("%(text)s", (("text", str(text)),)) if str(text) else NO_MESSAGE


def display_name(
    kind: Literal["language", "territory", "script", "weekday"], code: str, english: str
) -> Message:
    """Return a name that each language has its own word for; 0 is the code of Monday.

    >>> str(msg("this is in %(lang)s", lang=display_name("language", "ur", "Urdu")))
    'this is in Urdu'
    """
    return Message(english, named=f"{kind}/{code}")


_SEPARATORS = {", ": msg(", "), "; ": msg("; "), ": ": msg(": ")}
"""Those that other scripts write in other ways."""


def joined(messages: Sequence[Argument], separator: str = ", ") -> Message:
    """Return messages one after the other.

    >>> str(joined([msg("one"), "two"], "; "))
    'one; two'
    """
    parts = tuple((f"part{number}", part) for number, part in enumerate(messages))
    template = "%(separator)s".join(f"%({name})s" for name, _ in parts)
    between = _SEPARATORS.get(separator, Message(separator))
    return Message(template, (*parts, ("separator", between)) if len(parts) > 1 else parts)


def listed(names: Sequence[Argument]) -> Message:
    """Return names as a list that ends in "and".

    >>> str(listed(["a", "b", "c"]))
    'a, b and c'
    """
    if len(names) < 2:
        return joined(names)
    return msg("%(names)s and %(last)s", names=joined(names[:-1]), last=names[-1])


def one_of(names: Sequence[Argument]) -> Message:
    """Return names as a list that ends in "or".

    >>> str(one_of(["a", "b"]))
    'a or b'
    """
    if len(names) < 2:
        return joined(names)
    return msg("%(names)s or %(last)s", names=joined(names[:-1]), last=names[-1])


def quoted(name: object) -> Message:
    """Return a name in quotation marks.

    >>> str(quoted("card"))
    "'card'"
    """
    return msg("'%(name)s'", name=str(name))
