"""The codecs of cached content of source files, and the checks of what is read from the cache.

An entry of another type than declared counts as missing. So does an impossible one: a page must
have the expected path and places within its text, a fact must have a value that a ledger can have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, TypeAlias, TypeVar

import msgspec

from kbgen.facts.all import TYPES, type_of
from kbgen.kinds import kind_of, models
from kbgen.model.article import Article
from kbgen.model.fact import Branch, Difference, Fact, Location, Term
from kbgen.model.finding import Finding, Span
from kbgen.model.front_matter import PageMeta
from kbgen.model.published import EditionValues
from kbgen.model.quantity import Hours, Phone, Quantity, WhatsApp
from kbgen.model.translation import LanguageRecord
from kbgen.system.codec import Codec, Custom, with_dates

T = TypeVar("T")
Read: TypeAlias = tuple[T | None, list[Finding]]
"""(content of a file, findings in it); the content is None if it cannot be read."""


@dataclass(frozen=True)
class EntryGroup:
    """A page in all its languages, the source first, and the findings in them."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]

    def is_of(self, places: Collection[tuple[str, str, str]]) -> bool:
        """Tell whether all pages are among `places`: (language, page id, path)."""
        found = [(article.lang, article.id, article.path) for article in self.articles]
        return len(set(found)) == len(found) and set(found).issubset(places)


def is_of(found: Branch | Mapping[str, Fact | None] | Mapping[str, Term], path: str) -> bool:
    """Tell whether all places in the cached content of a file lie in that file."""
    marked = [found] if isinstance(found, Branch) else found.values()
    return all(one.span.path == path for one in marked if one)


def _pack_group(group: EntryGroup) -> EntryGroup:
    """Leave out the mask of a page if it equals the body."""
    articles = (replace(a, masked="") if a.masked == a.body else a for a in group.articles)
    return replace(group, articles=tuple(articles))


def _unpack_group(group: EntryGroup) -> EntryGroup:
    for number, article in enumerate(group.articles):
        if not article.masked:
            # Nothing else refers to this new object, and `replace` would be slow.
            article.__dict__["masked"] = article.body
        if not _is_possible(article) or article.is_translation != (number > 0):
            raise ValueError(f"there can be no {article.path} like this")
    return group


def _is_possible(article: Article) -> bool:
    """Tell whether the kind of a page is right and all its places lie within its file."""
    kind = kind_of(article.id)
    first = article.body_line
    last = first + article.body.count("\n")
    spans = [*article.marks.values(), *[span for _, span in article.unsafe]]
    for marked in (article.headings, article.links, article.uses):
        spans += [one.span for one in marked]
    lines = [span.line for span in spans]
    return (
        (article.kind, type(article.meta)) == (kind.name, kind.model)
        and len(article.masked) == len(article.body)
        and {span.path for span in spans} <= {article.path}
        and min(lines, default=1) >= 1
        and max(lines, default=1) <= last
        and all(h.span.line >= first and 1 <= h.level <= 6 for h in article.headings)
    )


def _pack_meta(meta: PageMeta) -> list[Any]:
    kind = next(kind for kind, model in models().items() if type(meta) is model)
    return [kind, with_dates(meta.model_dump(exclude_unset=True))]


def _unpack_meta(data: Any) -> PageMeta:
    kind, fields = data
    if not _is_yaml(fields):
        raise ValueError("no YAML says this")
    return models()[kind].model_validate(fields)


def _is_yaml(data: Any) -> bool:
    if isinstance(data, dict):
        return all(type(key) is str and _is_yaml(item) for key, item in data.items())
    if isinstance(data, list):
        return all(map(_is_yaml, data))
    return data is None or type(data) in (str, int, float, bool, date)


# msgspec cannot distinguish the dataclasses of a union, so each value is keyed by its type.
_Value = msgspec.defstruct(
    "_Value",
    [(one.name, one.quantity | None, None) for one in TYPES],
    omit_defaults=True,
    forbid_unknown_fields=True,
)


def _pack_value(value: Quantity) -> Any:
    return _Value(**{value.type: value})


def _unpack_value(entry: Any) -> Quantity:
    found: Quantity
    (found,) = (given for given in msgspec.structs.astuple(entry) if given is not None)
    type_of(found).validate(found)
    return found


class _Difference(msgspec.Struct):
    """The entry of a Difference, with its value as data."""

    value: _Value  # type: ignore[valid-type] # as defstruct makes it
    span: Span
    reason: dict[str, str]
    starts: date | None
    ends: date | None
    announced: date | None
    place: Span | None


class _Fact(msgspec.Struct):
    """The entry of a Fact, with its values as data."""

    id: str
    value: _Value  # type: ignore[valid-type] # as defstruct makes it
    span: Span
    then: list[_Difference]
    varies: frozenset[str]
    regions: dict[str, list[_Difference]]
    branches: dict[str, list[_Difference]]
    label: dict[str, str]
    updated: date | None
    hours: str
    place: Span | None


class _Branch(msgspec.Struct):
    """The entry of a Branch, with its values as data."""

    id: str
    name: dict[str, str]
    region: str
    span: Span
    address: dict[str, str]
    phone: Phone | None
    whatsapp: WhatsApp | None
    email: str | None
    hours: list[_Difference]
    map: str | None
    location: Location | None
    timezone: str
    differs: dict[str, list[_Difference]]


def _pack_differences(
    found: Mapping[str, tuple[Difference, ...]],
) -> dict[str, list[_Difference]]:
    return {key: _pack_several(several) for key, several in found.items()}


def _pack_several(several: Sequence[Difference]) -> list[_Difference]:
    return [_Difference(**{**vars(one), "value": _pack_value(one.value)}) for one in several]


def _unpack_differences(
    entries: Mapping[str, list[_Difference]],
) -> dict[str, tuple[Difference, ...]]:
    return {key: tuple(map(_unpack_difference, several)) for key, several in entries.items()}


def _unpack_difference(entry: _Difference) -> Difference:
    return Difference(**{**msgspec.structs.asdict(entry), "value": _unpack_value(entry.value)})


def _pack_fact(fact: Fact) -> _Fact:
    own = {
        "value": _pack_value(fact.value),
        "then": _pack_several(fact.then),
        "regions": _pack_differences(fact.regions),
        "branches": _pack_differences(fact.branches),
    }
    return _Fact(**{**vars(fact), **own})


def _unpack_fact(fact_id: str, entry: _Fact) -> Fact:
    if entry.id != fact_id:
        raise ValueError(f"{entry.id} stands in the place of {fact_id}")
    own = {
        "value": _unpack_value(entry.value),
        "then": tuple(map(_unpack_difference, entry.then)),
        "regions": _unpack_differences(entry.regions),
        "branches": _unpack_differences(entry.branches),
    }
    return Fact(**{**msgspec.structs.asdict(entry), **own})


def _pack_ledger(read: Read[dict[str, Fact | None]]) -> Read[dict[str, _Fact | None]]:
    facts, findings = read
    if facts is None:
        return None, findings
    return {id_: _pack_fact(fact) if fact else None for id_, fact in facts.items()}, findings


def _unpack_ledger(entry: Read[dict[str, _Fact | None]]) -> Read[dict[str, Fact | None]]:
    facts, findings = entry
    if facts is None:
        return None, findings
    return {id_: _unpack_fact(id_, fact) if fact else None for id_, fact in facts.items()}, findings


def _pack_branch(read: Read[Branch]) -> Read[_Branch]:
    branch, findings = read
    if branch is None:
        return None, findings
    own = {
        "hours": _pack_several(branch.hours),
        "differs": _pack_differences(branch.differs),
    }
    return _Branch(**{**vars(branch), **own}), findings


def _unpack_branch(entry: Read[_Branch]) -> Read[Branch]:
    branch, findings = entry
    if branch is None:
        return None, findings
    if branch.id != PurePosixPath(branch.span.path).stem:
        raise ValueError(f"{branch.id} stands in {branch.span.path}")
    hours = tuple(map(_unpack_difference, branch.hours))
    if not all(isinstance(one.value, Hours) for one in hours):
        raise ValueError(f"{branch.id} has hours that are none")
    own = {"hours": hours, "differs": _unpack_differences(branch.differs)}
    return Branch(**{**msgspec.structs.asdict(branch), **own}), findings


class _Edition(msgspec.Struct):
    """The entry of an EditionValues, with its values as data."""

    starts: date
    version: str
    is_accepted: bool
    facts: dict[str, _Fact]
    branches: dict[str, tuple[dict[str, str], str, Span]]
    digest: str


def _pack_edition(read: Read[EditionValues]) -> Read[_Edition]:
    values, findings = read
    if values is None:
        return None, findings
    own = {
        "facts": {id_: _pack_fact(fact) for id_, fact in values.facts.items()},
        "branches": {id_: (b.name, b.region, b.span) for id_, b in values.branches.items()},
    }
    return _Edition(**{**vars(values), **own}), findings


def _unpack_edition(entry: Read[_Edition]) -> Read[EditionValues]:
    values, findings = entry
    if values is None:
        return None, findings
    own = {
        "facts": {id_: _unpack_fact(id_, fact) for id_, fact in values.facts.items()},
        "branches": {id_: Branch(id_, *named) for id_, named in values.branches.items()},
    }
    return EditionValues(**{**msgspec.structs.asdict(values), **own}), findings


def _unpack_glossary(entry: Read[dict[str, Term]]) -> Read[dict[str, Term]]:
    if any(term.id != id_ for id_, term in (entry[0] or {}).items()):
        raise ValueError("a term stands in the place of another")
    return entry


GROUP: Codec[EntryGroup] = Codec(
    EntryGroup, {PageMeta: Custom(_pack_meta, _unpack_meta)}, _pack_group, _unpack_group
)
LEDGER: Codec[Read[dict[str, Fact | None]]] = Codec(
    tuple[dict[str, _Fact | None] | None, list[Finding]], None, _pack_ledger, _unpack_ledger
)
BRANCH: Codec[Read[Branch]] = Codec(
    tuple[_Branch | None, list[Finding]], None, _pack_branch, _unpack_branch
)
EDITION: Codec[Read[EditionValues]] = Codec(
    tuple[_Edition | None, list[Finding]], None, _pack_edition, _unpack_edition
)
GLOSSARY: Codec[Read[dict[str, Term]]] = Codec(
    tuple[dict[str, Term] | None, list[Finding]], unpack=_unpack_glossary
)
RECORD: Codec[tuple[LanguageRecord, list[Finding]]] = Codec(tuple[LanguageRecord, list[Finding]])
CATALOG: Codec[tuple[bytes, list[Finding]]] = Codec(tuple[bytes, list[Finding]])
"""(compiled catalog, findings); the catalog is b"" if it could not be compiled."""
