"""Writes states to history/: a folder is there with all of its files, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kbgen.errors import FindingsError
from kbgen.model.article import Article
from kbgen.model.published import (
    EDITION_FILE,
    HISTORY,
    EditionValues,
    PublishedState,
    StatePlace,
)
from kbgen.model.site import Settings
from kbgen.source.published_values import write_edition
from kbgen.source.text import decode, read_data
from kbgen.system.files import locate
from kbgen.system.modes import make_readable
from kbgen.system.writing import write_whole

Texts = Mapping[str, bytes]
"""Language → the file of a text."""


def read_texts(settings: Settings, articles: Mapping[str, Article]) -> dict[str, bytes]:
    """Return the files of articles as they are. Raises FindingsError."""
    found = {}
    for lang, article in articles.items():
        file = settings.root / article.path
        found[lang], problems = read_data(file, article.path, settings.bounds)
        if problems:
            raise FindingsError(problems)
    return found


def has_texts(settings: Settings, state: PublishedState, texts: Texts) -> bool:
    """Tell whether the texts of a state are these, whatever ends their lines."""
    folder = settings.root / state.path
    files = {one.stem: one for one in folder.glob("*.md")}
    return files.keys() == texts.keys() and all(
        decode(read_data(files[lang], "", settings.bounds)[0], "") == decode(data, "")
        for lang, data in texts.items()
    )


def write_state(
    settings: Settings, page: str, day: date, values: EditionValues, texts: Texts
) -> str:
    """Write a state into a folder of its own; return its path. Raises OSError."""
    history = settings.root / HISTORY
    history.mkdir(exist_ok=True)
    locate(history, settings.bounds)  # a link must not lead out of the project
    number, place = 1, StatePlace(day, 1, page)
    while (history / place.folder).exists():
        number += 1
        place = StatePlace(day, number, page)
    target = history / place.folder
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".kbgen-"))
    try:
        for lang, data in texts.items():
            (temporary / f"{lang}.md").write_bytes(data)
        words = {lang: decode(data, "")[0] for lang, data in texts.items()}
        (temporary / EDITION_FILE).write_text(write_edition(values, words), "utf-8")
        make_readable(temporary)
        temporary.rename(target)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return settings.relative(target)


def mark_accepted(settings: Settings, state: PublishedState, values: EditionValues) -> None:
    """Write into a state that it is a correction that was agreed to. Raises OSError."""
    folder = settings.root / state.path
    texts = {
        one.stem: decode(read_data(one, "", settings.bounds)[0], "")[0]
        for one in folder.glob("*.md")
    }
    write_whole(folder / EDITION_FILE, write_edition(values, texts).encode())
