"""Compares the search index of a language with its answers, and its files with their digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kbgen.verify.numbers import squeeze
from kbgen.verify.words import quoted_difference

Read = Callable[[str], bytes | None]
_FILE = re.compile(r"([wpd])(\d+)\.json")
_ORDER = ("w", "p", "d")
_SHORTEST_CUT = 1000
"""The fewest characters that an index quotes of a longer text."""


def search_differences(
    read: Read, files: Sequence[str], prefix: str, texts: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (file, answer, what is wrong) of the index below `prefix`.

    `files` are all files of the site, `texts` what the index should quote: id → (title, text).
    """
    first = f"{prefix}search/index.json"
    index = _read(read, first)
    folder = index.get("folder") if isinstance(index, Mapping) else None
    if not isinstance(folder, str):
        yield first, "", "the search cannot read this file, so nothing is found"
        return
    content = _content(read, files, folder, index)
    lang = prefix.rstrip("/") or index.get("lang", "")
    if not folder.rsplit("/", 2)[-2].startswith(f"{lang}.") or index.get("lang") != lang:
        yield first, "", f"it names the index in {folder}, which is not that of {lang}"
        return
    if len(content) < 2:
        yield first, "", f"it names the index in {folder}, which is not there"
        return
    place = first if index.get("files") else folder
    found = list(_quotes(content, place, texts))
    yield from found
    if not found and _digest(content) != folder.rstrip("/").rpartition(".")[2]:
        yield place, "", "a file of the search index was changed, lost or replaced"


def _content(
    read: Read, files: Sequence[str], folder: str, index: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return the table of words and the other parts, which a small site has in one file."""
    within = index.get("files")
    parts = dict(within) if isinstance(within, Mapping) else {}
    content = {
        name: _json(part) for name, part in {"words.json": index.get("table"), **parts}.items()
    }
    return content | {name: read(folder + name) or b"" for name in _in_order(files, folder)}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _in_order(files: Sequence[str], folder: str) -> list[str]:
    """Return the names of an index's files in the order of their digest."""
    names = [file.removeprefix(folder) for file in files if file.startswith(folder)]
    matches = [match for name in names if (match := _FILE.fullmatch(name))]
    matches.sort(key=lambda match: (_ORDER.index(match[1]), int(match[2])))
    return [match[0] for match in matches]


def _digest(content: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in content.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:10]


def _quotes(
    content: Mapping[str, bytes], index: str, texts: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the answers that the index quotes otherwise, or does not quote."""
    left = dict(texts)
    for name, data in content.items():
        if not name.startswith("d"):
            continue
        try:
            rows = list(_rows(json.loads(data)))
        except (ValueError, TypeError, IndexError):
            yield _place(index, name), "", "the search cannot read this file"
            continue
        for id_, title, text in rows:
            wanted = left.pop(id_, None)
            if wanted is None:
                yield (
                    _place(index, name),
                    id_,
                    "the search finds an answer that the site does not have",
                )
            elif squeeze(title) != squeeze(wanted[0]):
                what = quoted_difference(squeeze(title), squeeze(wanted[0]))
                yield _place(index, name), id_, f"as title {what}"
            elif not _is_beginning(squeeze(text), squeeze(wanted[1])):
                yield _place(index, name), id_, quoted_difference(squeeze(text), squeeze(wanted[1]))
    for id_ in left:
        yield index, id_, "the search does not find this answer"


def _place(index: str, name: str) -> str:
    """Return the file that has a part of the index: its own, or that of the whole index."""
    return index + name if index.endswith("/") else index


def _rows(pages: Any) -> Iterator[tuple[str, str, str]]:
    for page in pages:
        for row in page[6]:
            anchor, title, text = row[1], _text(row[2]), _text(row[3])
            yield f"{page[0]}#{anchor}" if anchor else page[0], title or page[2], text


def _text(stored: Any) -> str:
    """Return a text of the index, which may stand in a list before the places of its facts."""
    found: str = stored[0] if isinstance(stored, list) else stored
    return found


def _is_beginning(text: str, whole: str) -> bool:
    return text == whole or (len(text) >= _SHORTEST_CUT and whole.startswith(text))


def _read(read: Read, path: str) -> Any:
    try:
        return json.loads(read(path) or b"")
    except ValueError:
        return None
