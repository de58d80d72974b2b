"""Tells kbgen's fields of front matter from those that a page has for another program.

MkDocs lets a page have any field. An unknown one is a mistake only where it looks like one, or on a
page whose kind has fields of its own; a known one has to have kbgen's values only where somebody
has begun to write for kbgen: on a page of a kind, or in a project with a ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kbgen.kinds import KINDS, models
from kbgen.kinds.kind import Kind
from kbgen.kinds.page import PAGE
from kbgen.languages.field_names import meant_field
from kbgen.model.finding import Edit, Finding, Span, did_you_mean, error, warning
from kbgen.model.front_matter import PageMeta
from kbgen.model.message import NO_MESSAGE, Message, joined, listed, msg, quoted
from kbgen.source.shape import TRANSLATED, shape, sure_hint
from kbgen.source.yaml import YamlDocument

_LANGUAGE = re.compile(r"[a-z]{2,3}([-_]\w{2,8})*", re.I | re.A)
_SHORTEST, _SHORT = 4, 5
"""The letters of a name in which one letter may be mistyped, and those in which only one may."""


@dataclass(frozen=True)
class FieldRules:
    """What a project's settings say of front matter; `allowed` are fields of its own."""

    allowed: frozenset[str] = frozenset()
    langs: tuple[str, ...] = ()
    has_ledger: bool = False

    def is_lenient(self, kind: Kind) -> bool:
        """Tell whether pages of a kind may have fields whose values are not those of kbgen."""
        return kind is PAGE and not self.has_ledger


@dataclass(frozen=True)
class KnownFields:
    """The fields that kbgen reads, findings about the others, and whether one is an error."""

    fields: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def known_fields(document: YamlDocument, kind: Kind, rules: FieldRules) -> KnownFields:
    """Return the fields of a page that kbgen reads, with a finding for each other one."""
    given = {name: value for name, value in document.data.items() if name not in rules.allowed}
    known = {name: value for name, value in given.items() if name in kind.model.model_fields}
    findings = [
        _unknown(document, name, kind, rules.has_ledger) for name in given if name not in known
    ]
    if "source" in known and not _names_language(known["source"], kind, rules):
        del known["source"]
        why = msg("it names no language of this site")
        findings.append(_other_use("source", document, why))
    return KnownFields(known, tuple(findings))


def _names_language(value: Any, kind: Kind, rules: FieldRules) -> bool:
    """Tell whether a value of `source` is a language, or a mistake for one."""
    if value is None or value in rules.langs:
        return True
    return not rules.is_lenient(kind) and (
        isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))
    )


def _unknown(document: YamlDocument, name: str, kind: Kind, has_ledger: bool) -> Finding:
    span = document.keys[(name,)]
    known = [*kind.model.model_fields]
    of_kinds = {field for model in models().values() for field in model.model_fields}
    hint = sure_hint(document, (name,), known) or mistyped_hint(name, known)
    what = msg("unknown field '%(name)s'", name=name)
    if meant := meant_field(name, known):
        what = TRANSLATED.filled(name=name)
        return error(
            "KB103", span, what, msg("write %(field)s", field=meant), _renamed(span, name, meant)
        )
    if not hint and kind is not PAGE and name in of_kinds:
        return _of_other_kind(name, span, kind)
    if hint and kind is PAGE and not has_ledger:
        return warning("KB103", span, what, joined([hint, or_allow(name)], " "))
    if hint:
        return error("KB103", span, what, hint)
    if kind is not PAGE and (has_ledger or name in of_kinds):
        near = did_you_mean(name, known) or msg("delete this line")
        return error("KB103", span, what, joined([near, or_allow(name)], "; "))
    what = msg("kbgen does not know the field '%(name)s'", name=name)
    return warning("KB114", span, what, _if_meant(name), subject=name)


def _renamed(span: Span, name: str, meant: str) -> Edit | None:
    return Edit(span, name, meant) if span.length == len(name) else None


def _of_other_kind(name: str, span: Span, kind: Kind) -> Finding:
    """Return KB103 for a field that only pages of other kinds have."""
    have = [one for one in KINDS if name in one.model.model_fields and one.folder]
    what = msg(
        "pages in %(folder)s have no field '%(name)s'; only those in %(folders)s have it",
        folder=f"{kind.folder}/",
        name=name,
        folders=listed([f"{one.folder}/" for one in have]),
    )
    return error("KB103", span, what, msg("delete this line, or move the page to that folder"))


def or_allow(name: str) -> Message:
    """Return what to write in mkdocs.yml, after another hint, for a field with any value.

    >>> str(or_allow("id"))
    'or, if it is a field of your own, write below kbgen in mkdocs.yml: meta_fields: [id]'
    """
    return msg(
        "or, if it is a field of your own, write below kbgen in mkdocs.yml: "
        "meta_fields: [%(name)s]",
        name=name,
    )


def _if_meant(name: str) -> Message:
    return msg(
        "if it is meant for another program, write below kbgen in mkdocs.yml: "
        "meta_fields: [%(name)s]",
        name=name,
    )


def _other_use(name: str, document: YamlDocument, why: Message) -> Finding:
    span = document.marks.get((name,), Span(""))
    what = msg("'%(name)s' is not used: %(why)s", name=name, why=why)
    return warning("KB115", span, what, _if_meant(name), subject=name)


def mistyped_hint(name: str, known: Iterable[str]) -> Message:
    """Return a hint for a name that is one or two letters from a known one; "" for any other.

    >>> str(mistyped_hint("titel", ["title", "hide"])), str(mistyped_hint("id", ["hide"]))
    ("did you mean 'title'?", '')
    """
    word = name.lower().replace("-", "_")
    most = 0 if len(word) < _SHORTEST else 1 if len(word) <= _SHORT else 2
    near = sorted((distance(word, other), other) for other in known)
    if not near or near[0][0] > most:
        return NO_MESSAGE
    return msg("did you mean %(names)s?", names=quoted(near[0][1]))


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or exchanged with the next.

    >>> distance("titel", "title"), distance("desciption", "description"), distance("a", "a")
    (1, 1, 0)
    """
    rows: list[list[int]] = [[*range(len(other) + 1)]]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            steps = [rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted)]
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                steps.append(rows[-2][j - 2] + 1)
            row.append(min(steps))
        rows.append(row)
    return rows[-1][-1]


def usable_fields(
    document: YamlDocument, fields: Mapping[str, Any], lines: list[str], first_line: int
) -> KnownFields:
    """Return the fields of a plain page whose values kbgen can use, with a warning for others.

    A number or day as a text is taken as it is written; `lines` are those of the front matter.
    """
    found: dict[str, Any] = {}
    findings = []
    for name, value in fields.items():
        spelled = _as_written(value, (name,), document, lines, first_line)
        tried = [(given, _problems(document, name, given)) for given in (value, spelled)]
        good = next(((given,) for given, problems in tried if not problems), None)
        if good is None:
            findings.append(_other_use(name, document, tried[0][1][0].what))
        else:
            found[name] = good[0]
    return KnownFields(found, tuple(findings))


def _problems(document: YamlDocument, name: str, value: Any) -> list[Finding]:
    alone = replace(document, data={name: value}, unread=frozenset())
    return shape(alone, PageMeta)[1]


def _as_written(
    value: Any, at: tuple[str | int, ...], document: YamlDocument, lines: list[str], first_line: int
) -> Any:
    """Return numbers, days and truth values as the texts that stand in the file."""
    if isinstance(value, list):
        return [
            _as_written(item, (*at, n), document, lines, first_line) for n, item in enumerate(value)
        ]
    if not isinstance(value, bool | int | float | date):
        return value
    span = document.marks[at]
    start = span.column - 1
    return lines[span.line - first_line][start : start + span.length]


def repeated_fields(
    fields: Iterable[str], document: YamlDocument, is_lenient: bool
) -> Iterator[Finding]:
    """Yield what a translation repeats of its source, so that the two could disagree."""
    report = warning if is_lenient else error
    for name in fields:
        what = msg(
            "'%(name)s' belongs on the source page only; a translation takes it from there",
            name=name,
        )
        yield report("KB105", document.keys[(name,)], what, msg("delete this line"))
