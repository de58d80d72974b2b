"""Updates a PO file that translators work in: what they wrote into it stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

import polib

from kbgen.translations.exchange.contents import QUESTION
from kbgen.translations.exchange.po import (
    FUZZY,
    MARKDOWN,
    PLACEHOLDERS,
    STALE,
    base_in,
    open_po,
    save_po,
)
from kbgen.translations.exchange.rows import NO_BASE, base_of
from kbgen.translations.normal import normal_form

_OURS = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
"""Fields of the header that are not the translators'."""
_Pair = tuple[polib.POEntry, polib.POEntry | None]


def update_po(new: bytes, old: bytes) -> bytes:
    """Return a new file with what translators wrote into the old one and did not send back yet.

    These are translations, marks as needing work, comments and fields of the header. A translation
    whose source is gone is kept as obsolete. If nothing is new, the old file is returned as it is.
    Raises FileError if the old file cannot be read.
    """
    file, before = open_po(new), open_po(old)
    pairs = _pairs(file, before)
    for entry, former in pairs:
        if former is not None:
            _keep(entry, former)
    used = {id(former) for _, former in pairs}
    file.extend(_obsolete(one) for one in before if id(one) not in used and _is_own(one))
    kept = {name: value for name, value in before.metadata.items() if value and name not in _OURS}
    file.metadata.update(kept)
    file.header = before.header or file.header
    return old if f"{file}" == f"{before}" else save_po(file)


def _pairs(file: polib.POFile, before: polib.POFile) -> list[_Pair]:
    """Pair each entry with the former one of the same text, else with that of its address.

    The number in an address changes where a text is inserted before it.
    """
    keys: Sequence[Callable[[polib.POEntry], Hashable]] = (
        lambda one: (one.msgctxt, one.msgid),
        lambda one: one.msgid,
        lambda one: one.msgctxt,
    )
    found: dict[int, polib.POEntry] = {}
    left = list(before)
    for key in keys:
        there: dict[Hashable, list[polib.POEntry]] = defaultdict(list)
        for one in reversed(left):
            there[key(one)].append(one)
        for entry in file:
            if id(entry) not in found and there[key(entry)]:
                found[id(entry)] = there[key(entry)].pop()
        left = [one for several in there.values() for one in reversed(several)]
    return [(entry, found.get(id(entry))) for entry in file]


def _is_own(former: polib.POEntry) -> bool:
    """Tell whether a translation is another one than was sent."""
    return bool(former.msgstr) and base_of(former.msgstr) != base_in(former)


def _keep(entry: polib.POEntry, former: polib.POEntry) -> None:
    entry.tcomment = former.tcomment
    base = base_in(entry)
    is_same_source = normal_form(entry.msgid) == normal_form(former.msgid)
    if _is_own(former) and base_of(former.msgstr) != base:
        _keep_translation(entry, former, is_same_source)
    elif former.msgstr and is_same_source and base_of(former.msgstr) == base:
        is_new_question = QUESTION in entry.comment and QUESTION not in former.comment
        if not former.fuzzy and not is_new_question:
            _mark(entry, is_fuzzy=False)
        elif former.fuzzy and not any(one in former.comment for one in (STALE, QUESTION)):
            _mark(entry, is_fuzzy=True)
    entry.flags += [one for one in former.flags if one not in entry.flags and not _is_ours(one)]


def _keep_translation(entry: polib.POEntry, former: polib.POEntry, is_same_source: bool) -> None:
    on_site = entry.msgstr if base_in(entry) != NO_BASE else ""
    is_changed_there = bool(on_site) and base_in(former) != base_in(entry)
    if is_changed_there:
        entry.comment = "\n".join(filter(None, (f"On the site: {on_site}", entry.comment)))
    entry.msgstr = former.msgstr
    _mark(entry, is_fuzzy=former.fuzzy or not is_same_source or is_changed_there)
    if not entry.fuzzy:
        return
    if former.fuzzy and (former.previous_msgid or is_same_source):
        entry.previous_msgid = former.previous_msgid
    else:
        entry.previous_msgid = None if is_same_source else former.msgid


def _mark(entry: polib.POEntry, is_fuzzy: bool) -> None:
    entry.flags = [*([FUZZY] if is_fuzzy else []), *(one for one in entry.flags if one != FUZZY)]
    if not is_fuzzy:
        entry.previous_msgid = None


def _is_ours(flag: str) -> bool:
    return flag in (FUZZY, MARKDOWN) or flag.startswith(PLACEHOLDERS)


def _obsolete(former: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=former.msgctxt,
        msgid=former.msgid,
        msgstr=former.msgstr,
        tcomment=former.tcomment,
        flags=[FUZZY] if former.fuzzy else [],
        obsolete=True,
    )
