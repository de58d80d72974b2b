"""Where the texts of data files stand: the address of a block → its path in the YAML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kbgen.model.translation import Block
from kbgen.translations.blocks import CONFIGURATION, CURRENCIES, HOME, LEDGER
from kbgen.translations.normal import digest

Path = tuple[str | int, ...]
_Text = tuple[str, str, Path]
"""The section and the name of a text, and the path of it, or of its mapping by language."""
_TEXTS = ("site_name", "site_description", "copyright")
"""The texts of MkDocs that static-i18n has in each language."""


def text_places(page: str, data: Any, lang: str) -> dict[str, Path]:
    """Return address → path of the text in a language, or where it would stand.

    `page` names the file as blocks do: "facts.yml", "branches/deira.yml". The names of the texts
    are those of `kbgen.translations.blocks.data_blocks`.
    """
    if page == CONFIGURATION:
        return _numbered(page, _options(data, lang))
    texts = _ledger(data) if page == LEDGER else _branch(data)
    return _numbered(page, _in_language(data, texts, lang))


def _in_language(data: Any, texts: Iterable[_Text], lang: str) -> Iterator[_Text]:
    for section, name, path in texts:
        if isinstance(_at(data, path), Mapping):
            yield section, name, (*path, lang)


def _numbered(page: str, texts: Iterable[_Text]) -> dict[str, Path]:
    """Return address → path; a name that comes again gets a number."""
    numbers: Counter[tuple[str, str]] = Counter()
    places = {}
    for section, name, path in texts:
        numbers[section, name] += 1
        count = numbers[section, name]
        whole = name if count == 1 else f"{name}.{count}"
        places[Block(page, section, whole, "field", "").address] = path
    return places


def _options(data: Any, lang: str) -> Iterator[_Text]:
    """Yield the texts of a configuration: those of static-i18n, and of kbgen's own options."""
    for name, path, options in _plugins(data):
        if name == "i18n":
            yield from _texts_of_language(path, options, lang)
        elif name == "kbgen":
            for number, task in enumerate(_list(options, "home")):
                if isinstance(task, Mapping) and task.get("words"):
                    yield HOME, str(task.get("page")), (*path, "home", number, "words", lang)
            own = (*path, "locales", lang, CURRENCIES)
            for code, _ in _items(_at(data, own)):
                yield CURRENCIES, code, (*own, code)


def _plugins(data: Any) -> Iterator[tuple[str, Path, Any]]:
    """Yield the name of each plugin with options, the path of these, and themselves."""
    for name, options in _items(data, "plugins"):
        yield _plain(name), ("plugins", name), options
    for number, entry in enumerate(_list(data, "plugins")):
        for name, options in _items(entry):
            yield _plain(name), ("plugins", number, name), options


def _plain(plugin: Any) -> str:
    """Return the name of a plugin; a slash before it tells MkDocs that no theme owns it."""
    return str(plugin).removeprefix("/")


def _texts_of_language(path: Path, options: Any, lang: str) -> Iterator[_Text]:
    """Yield the texts that static-i18n has of a language; those of a mapping by their original."""
    languages = _list(options, "languages")
    originals: dict[tuple[str, str], None] = {}
    for one in languages:
        for name, words in _items(one):
            if str(name).endswith("_translations"):
                originals |= {(name, str(text)): None for text, _ in _items(words)}
    for number, one in enumerate(languages):
        if isinstance(one, Mapping) and one.get("locale") == lang:
            here = (*path, "languages", number)
            yield from (("", name, (*here, name)) for name in _TEXTS)
            for name, text in originals:
                yield name, digest(text), (*here, name, text)


def _list(data: Any, name: str) -> list[Any]:
    found = data.get(name) if isinstance(data, Mapping) else None
    return found if isinstance(found, list) else []


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
    """Return the value at a path; None if there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
