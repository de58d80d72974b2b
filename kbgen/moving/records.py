"""Follows a move in the record of translations: they stay current under other addresses."""

from __future__ import annotations

from dataclasses import replace

from kbgen.model.addresses import join_address, split_address
from kbgen.model.translation import LanguageRecord, Receipt, RecordedSection
from kbgen.moving.renames import Renames
from kbgen.translations.blocks import CONFIGURATION, HOME


def moved_record(record: LanguageRecord, renames: Renames) -> LanguageRecord:
    """Return a record in which moved pages and sections have their new addresses."""
    sections = (_section(one, renames) for one in record.sections)
    receipts = (_receipt(one, renames) for one in record.receipts)
    return replace(
        record,
        sections=tuple(sorted(sections, key=lambda one: (one.page, one.section))),
        receipts=tuple(
            sorted(receipts, key=lambda one: (one.page, one.section, one.when, one.who))
        ),
    )


def _section(one: RecordedSection, renames: Renames) -> RecordedSection:
    """Return what is recorded of a section; the home page's tasks are named by their pages."""
    if (one.page, one.section) == (CONFIGURATION, HOME):
        pairs = (pair._replace(name=renames.of(pair.name)) for pair in one.pairs)
        return replace(one, pairs=tuple(pairs))
    page, section = split_address(renames.of(join_address(one.page, one.section)))
    return replace(one, page=page, section=section)


def _receipt(one: Receipt, renames: Renames) -> Receipt:
    page, section = split_address(renames.of(join_address(one.page, one.section)))
    return replace(one, page=page, section=section)
