"""Reads history/: what was published of pages before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.model.article import Article
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import Message, joined, msg
from kbgen.model.published import (
    EDITION_FILE,
    HISTORY,
    EditionValues,
    PublishedState,
    StatePlace,
)
from kbgen.model.site import Settings
from kbgen.source import entries
from kbgen.source.entries import EntryGroup, Read
from kbgen.source.text import LARGEST_RECORD, decode, read_data, refusal_at
from kbgen.system.digest import digest, digest_bytes
from kbgen.system.files import walk
from kbgen.system.parse_cache import ParseCache

BROKEN = "KB459"
ReadTexts = Callable[
    [str, Mapping[str, tuple[str, str]]], tuple[dict[tuple[str, str], Article], list[Finding]]
]
"""Reads the texts of a page: (its id, language → (path, text))."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) .*$", re.M)


@dataclass(frozen=True)
class _Folder:
    """The files of a state by their names; `path` is the folder's in findings."""

    place: StatePlace
    path: str
    files: Mapping[str, Path]

    @property
    def name(self) -> str:
        return f"{self.path}/{EDITION_FILE}"


def read_history(
    settings: Settings, parse_cache: ParseCache, read_texts: ReadTexts
) -> tuple[tuple[PublishedState, ...], list[Finding]]:
    """Return all states by day, and what is wrong with them; one that is wrong is left out."""
    folder = settings.root / HISTORY
    if not folder.is_dir() or folder == settings.content:
        return (), []
    findings: list[Finding] = []
    states = []
    for one in _folders(settings, folder, findings):
        state, problems = _read_state(settings, one, parse_cache, read_texts)
        findings += map(_as_broken, problems)
        states += [state] if state else []
    return tuple(sorted(states, key=lambda one: one.place)), findings


def _folders(settings: Settings, folder: Path, findings: list[Finding]) -> Iterator[_Folder]:
    """Yield the folders of states; other files in history/ are not looked at."""
    found: dict[str, dict[str, Path]] = {}
    for name, place, refusal in walk(folder, settings.bounds, lambda name: name.startswith(".")):
        parent, _, file = name.rpartition("/")
        if refusal:
            problem = refusal_at(f"{settings.relative(folder)}/{name}", refusal)
            findings.append(_as_broken(problem))
        elif StatePlace.parse(parent):
            found.setdefault(parent, {})[file] = Path(place)
    for parent, files in found.items():
        state_place = StatePlace.parse(parent)
        assert state_place
        yield _Folder(state_place, f"{settings.relative(folder)}/{parent}", files)


def _read_state(
    settings: Settings, folder: _Folder, parse_cache: ParseCache, read_texts: ReadTexts
) -> tuple[PublishedState | None, list[Finding]]:
    """Read a state from its files, or from the cache if these are as they were."""
    if EDITION_FILE not in folder.files:
        return None, [_without_edition(folder)]
    data: dict[str, bytes] = {}
    for name, file in folder.files.items():
        if name == EDITION_FILE or name.endswith(".md"):
            path = f"{folder.path}/{name}"
            data[name], problems = read_data(file, path, settings.bounds, LARGEST_RECORD)
            if problems:
                return None, problems
    digests = (part for name, one in sorted(data.items()) for part in (name, digest_bytes(one)))
    shared = [settings.default, *settings.langs, "", *sorted(settings.meta_fields)]
    key = digest("state", folder.path, *shared, "", *digests)
    values, group = parse_cache.get(f"{key} values", entries.EDITION), None
    if values:
        group = parse_cache.get(f"{key} texts", entries.GROUP)
    if not values or not group:
        values, group = _parse(settings, folder, data, read_texts)
        parse_cache.put(f"{key} values", entries.EDITION, values)
        parse_cache.put(f"{key} texts", entries.GROUP, group)
    return _state_of(folder, values, group, key)


def _state_of(
    folder: _Folder, read: Read[EditionValues], group: EntryGroup, key: str
) -> tuple[PublishedState | None, list[Finding]]:
    values, findings = read
    findings = [*findings, *group.findings]
    if values is None or not group.articles or any(one.is_broken for one in group.articles):
        return None, findings
    texts = {article.lang: article for article in group.articles}
    return PublishedState(folder.place, values, texts, folder.path, key), findings


def _parse(
    settings: Settings, folder: _Folder, data: Mapping[str, bytes], read_texts: ReadTexts
) -> tuple[Read[EditionValues], EntryGroup]:
    # These modules are slow to import, and mostly the cache has the content already.
    from kbgen.source.published_values import read_edition, seal_of

    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for name, content in data.items():
        path = f"{folder.path}/{name}"
        text, problems = decode(content, path)
        texts[name] = text
        findings += problems or _conflicts(text, path)
    if findings:
        return (None, findings), EntryGroup((), ())
    values, findings = read_edition(texts[EDITION_FILE], folder.name)
    written = {
        name.removesuffix(".md"): text for name, text in texts.items() if name != EDITION_FILE
    }
    if values and values.digest and values.digest != seal_of(texts[EDITION_FILE], written):
        findings.append(_edited(folder))
    known = {lang: written[lang] for lang in settings.langs if lang in written}
    paths = {lang: (f"{folder.path}/{lang}.md", text) for lang, text in known.items()}
    articles, problems = read_texts(folder.place.page, paths) if paths else ({}, [])
    if not articles:
        what = msg("no text of a language of this site lies here")
        findings.append(error(BROKEN, Span(folder.name), what, _restore(folder)))
    broken = {article.path for article in articles.values() if article.is_broken}
    findings += [one for one in problems if one.span.path in broken and one.severity == "error"]
    return (values, findings), EntryGroup(tuple(articles.values()), ())


def _conflicts(text: str, path: str) -> Iterator[Finding]:
    for found in _CONFLICT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        what = msg("a line of git's conflicts was left here")
        hint = msg(
            "keep the side that was published first; the other one goes into a folder of its day"
        )
        yield error(BROKEN, Span(path, line, 1, len(found[0])), what, hint)


def _without_edition(folder: _Folder) -> Finding:
    what = msg("%(file)s is missing, so nothing tells which edition this was", file=EDITION_FILE)
    return error(BROKEN, Span(folder.name), what, _restore(folder))


def _edited(folder: _Folder) -> Finding:
    what = msg("files of this folder are not as they were published")
    stays = msg("if the change has to stay, take out the line 'digest:'")
    hint = joined([_restore(folder), stays], "; ")
    return warning(BROKEN, Span(folder.name), what, hint)


def _restore(folder: _Folder) -> Message:
    return msg("bring them back as git has them: git log -- %(path)s", path=str(folder.path))


def _as_broken(finding: Finding) -> Finding:
    """Return a finding of another code as one about history/."""
    return replace(finding, code=BROKEN)
