"""Front matter in YAML, TOML or JSON → fields; what kbgen does not know is kept and named."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import yaml

from kbgen.kinds import kind_of
from kbgen.languages.marks import commas
from kbgen.migrating.model import MigrationNote
from kbgen.model.front_matter import PageMeta

_YAML = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.S)
_WORDS = ("keywords", "tags", "hide")
_DATES = ("reviewed", "updated", "review_by", "announced", "effective", "starts", "ends")
_LINES = ("title", "description")
_OTHER_MEANING = ("source", "owner", "template", "status", "robots", "search", "was", "imported")
"""Fields of kbgen that mean something else to other generators."""


class FrontMatter(NamedTuple):
    """The fields of a page, its text, and the number of the line in which the text begins."""

    meta: dict[str, Any]
    body: str
    line: int


def read_front(text: str, path: str, notes: list[MigrationNote]) -> FrontMatter:
    """Split a page; front matter that cannot be read stays in its text, with a note."""
    for form, read in ((_YAML, yaml.safe_load), (_TOML, tomllib.loads)):
        if match := form.match(text):
            try:
                data = read(match[1])
            except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as problem:
                reason = " ".join(str(problem).split())
                what = f"its front matter cannot be read ({reason}), and stands in the text"
                notes.append(MigrationNote(path, 1, what, match[1]))
                return FrontMatter({}, f"```yaml\n{match[1]}\n```\n\n{text[match.end() :]}", 1)
            line = text.count("\n", 0, match.end()) + 1
            meta = (
                {str(key): value for key, value in data.items()} if isinstance(data, dict) else {}
            )
            return FrontMatter(meta, text[match.end() :], line)
    if text.startswith("{"):
        try:
            data, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return FrontMatter({}, text, 1)
        if isinstance(data, dict):
            return FrontMatter(data, text[end:].lstrip("\n"), text.count("\n", 0, end) + 2)
    return FrontMatter({}, text, 1)


def kept_fields(
    meta: Mapping[str, Any], used: Collection[str], path: str, notes: list[MigrationNote]
) -> dict[str, Any]:
    """Return the fields that the new page has; of those left out there is a note.

    `used` are fields that have been understood and are said elsewhere: in addresses, the
    navigation, the page's place.
    """
    kept: dict[str, Any] = {}
    for name, value in meta.items():
        if value is None or value == "" or value == []:
            continue
        if name in used:
            shown = _flat(value)
            what = f"'{name}' is in the navigation or in addresses.txt now"
            notes.append(MigrationNote(path, 1, what, f"{name}: {shown}", is_open=False))
        elif name in _OTHER_MEANING:
            kept[f"old_{name}"] = value
        elif name in _LINES:
            kept[name] = " ".join(str(value).split())
        elif name in _WORDS:
            kept[name] = _words(value)
        elif name == "draft" and not isinstance(value, bool):
            kept[name] = str(value).lower() == "true"
        elif name == "image" and not isinstance(value, str):
            kept[f"old_{name}"] = value
        elif name in _DATES:
            kept |= _day(name, value)
        else:
            kept[name] = value
    return {name: value for name, value in kept.items() if value not in ("", [])}


def _day(name: str, value: object) -> dict[str, object]:
    """Return a field that kbgen reads as a day; under another name if it is none."""
    if isinstance(value, datetime):
        value = value.date()
    return {name: value} if isinstance(value, date) else {f"old_{name}": value}


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [one.strip() for one in re.split(f"[{commas()}]", value) if one.strip()]
    found = value if isinstance(value, list) else [value]
    return [" ".join(_flat(one).split()) for one in found]


def _flat(value: object) -> str:
    """Return a value in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_flat(one) for one in value)
    return str(value)


def foreign_fields(pages: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Return the fields that kbgen does not know, of pages as (id, fields), sorted."""
    found: set[str] = set()
    for page_id, meta in pages:
        found |= meta.keys() - kind_of(page_id).model.model_fields.keys()
    return sorted(found)


def translation_fields(page_id: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a translation may have: those of language, and those of one's own."""
    model: type[PageMeta] = kind_of(page_id).model
    return {name: value for name, value in meta.items() if _may_translate(model, name)}


def _may_translate(model: type[PageMeta], name: str) -> bool:
    field = model.model_fields.get(name)
    extra = field.json_schema_extra if field else {"language": True}
    return isinstance(extra, dict) and extra.get("language") is True


def write_front(meta: Mapping[str, Any]) -> str:
    """Return fields as front matter; "" for none."""
    if not meta:
        return ""
    text = "".join(_field(name, _plain(value)) for name, value in meta.items())
    return f"---\n{text}---\n\n"


def _field(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return f"{name}: {dump_yaml(value, style=True)}"
    return dump_yaml({name: value})


def dump_yaml(data: Any, style: bool = False) -> str:
    """Return data as YAML in their order, letters of all scripts as they are."""
    return yaml.dump(
        data,
        Dumper=_FrontMatterDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=style,
    )


class _FrontMatterDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 # PyYAML's signature
        return True


def _plain(value: object) -> object:
    """Return a value of which YAML has a plain form."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str | int | float | bool | date | datetime | None):
        return value
    return str(value)
