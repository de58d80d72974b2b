"""Changes the record of translations as it is on disk, so that what others wrote is kept."""

from __future__ import annotations

from collections.abc import Callable

from kbgen.errors import FindingsError
from kbgen.model.site import Site
from kbgen.model.translation import RECORD_FILE, LanguageRecord
from kbgen.source.text import LARGEST_RECORD, decode, read_data
from kbgen.system.writing import write_whole
from kbgen.translations.record import parse_record, write_record


def change_record(
    site: Site, lang: str, change: Callable[[LanguageRecord], LanguageRecord | None]
) -> bool:
    """Write the record of a language as `change` returns it; False if that is None.

    Raises FindingsError if the record has mistakes: who writes the file would lose these lines.
    """
    file = site.settings.content / lang / RECORD_FILE
    before = LanguageRecord()
    if file.exists():
        before = _read(site, lang)
    names = site.recorded_names
    changed = change(before.renamed(names))
    after = changed.renamed(names) if changed else None
    if after is not None and after != before:
        file.parent.mkdir(exist_ok=True)
        write_whole(file, write_record(after).encode())
    return after is not None


def _read(site: Site, lang: str) -> LanguageRecord:
    file = site.settings.content / lang / RECORD_FILE
    path = site.settings.relative(file)
    data, problems = read_data(file, path, site.settings.bounds, LARGEST_RECORD)
    text, of_text = decode(data, path)
    record, of_record = parse_record(text, path)
    if mistakes := [*problems, *of_text, *of_record]:
        raise FindingsError(mistakes)
    return record
