"""Where the texts of data files stand: the address of a block → its path in the YAML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kbgen.model.translation import Block
from kbgen.translations.blocks import LEDGER

Path = tuple[str | int, ...]
_Text = tuple[str, str, Path]
"""The section and the name of a text, and the path of its mapping from language to text."""


def text_places(page: str, data: Any) -> dict[str, Path]:
    """Return address → path of the mapping that holds a text in each language.

    `page` names the file as blocks do: "facts.yml", "branches/deira.yml". The names of the texts
    are those of `kbgen.translations.blocks.data_blocks`.
    """
    texts = _ledger(data) if page == LEDGER else _branch(data)
    numbers: Counter[tuple[str, str]] = Counter()
    places = {}
    for section, name, path in texts:
        if not isinstance(_at(data, path), Mapping):
            continue
        numbers[section, name] += 1
        count = numbers[section, name]
        whole = name if count == 1 else f"{name}.{count}"
        places[Block(page, section, whole, "field", "").address] = path
    return places


def _ledger(data: Any) -> Iterator[_Text]:
    for fact, form in _items(data):
        yield fact, "label", (fact, "label")
        yield fact, "text", (fact, "text")
        for region, several in _items(form, "regions"):
            path: Path = (fact, "regions", region)
            yield from _differences(fact, f"regions.{region}.", path, several)


def _branch(data: Any) -> Iterator[_Text]:
    yield "", "name", ("name",)
    yield "", "address", ("address",)
    hours = data.get("hours") if isinstance(data, Mapping) else None
    yield from _differences("", "hours.", ("hours",), hours)
    for fact, several in _items(data, "differs"):
        yield from _differences(fact, "", ("differs", fact), several)


def _differences(section: str, before: str, path: Path, several: Any) -> Iterator[_Text]:
    numbered = enumerate(several) if isinstance(several, list) else [(None, several)]
    for number, form in numbered:
        if isinstance(form, Mapping):
            days = [str(form.get(name) or "") for name in ("starts", "ends")]
            period = f".{'..'.join(days)}" if any(days) else ""
            place = path if number is None else (*path, number)
            yield section, f"{before}text{period}", (*place, "text")
            yield section, f"{before}reason{period}", (*place, "reason")


def _items(data: Any, name: str | None = None) -> Iterator[tuple[str, Any]]:
    found = data
    if name is not None:
        found = data.get(name) if isinstance(data, Mapping) else None
    if isinstance(found, Mapping):
        yield from found.items()


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
