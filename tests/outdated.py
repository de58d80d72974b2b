"""Translations that are outdated: the record of a site, and blocks beside their sources."""

from __future__ import annotations

from kbgen.commands.build import check_project
from kbgen.model.site import Site
from kbgen.model.translation import RECORD_FILE, LanguageRecord
from kbgen.resolve.outdated import OutdatedText
from kbgen.translations.blocks import page_blocks
from kbgen.translations.record import write_record
from kbgen.translations.stamping import stamp
from kbgen.translations.states import sides_of
from tests.sites import Project

DAY = "2026-11-20"


def read(project: Project) -> Site:
    return check_project(project.root / "mkdocs.yml", None)[0]


def record_site(project: Project) -> None:
    """Record that all translations are made from the source as it stands."""
    site = read(project)
    for lang, sides in sides_of(site).items():
        before = site.records.get(lang, LanguageRecord())
        record = stamp(before, sides.source, sides.translation, "human", "sana", DAY)
        file = site.settings.content / lang / RECORD_FILE
        if record.sections and file.parent.is_dir():
            file.write_text(write_record(record), "utf-8")


def pairs(site: Site, lang: str, page: str, numbers: str = "") -> list[OutdatedText]:
    """Return blocks of a page by their numbers, by default all, each with its source's.

    The blocks of the two pages correspond one by one; the first are those of the front matter.
    """
    source = site.source_of(page)
    assert source
    sides = page_blocks(site.articles[lang, page]), page_blocks(source)
    wanted = {int(number) for number in numbers.split()}
    return [
        OutdatedText((own,), (other,))
        for number, (own, other) in enumerate(zip(*sides, strict=True), 1)
        if not wanted or number in wanted
    ]
