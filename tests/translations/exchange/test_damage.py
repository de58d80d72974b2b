"""Damaged files: each row is taken or refused with a reason, and nothing else is touched.

KBGEN_DAMAGED=2000 tries so many files, of the example site as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml

from kbgen.commands.exchange import YAML
from kbgen.model.site import Site
from kbgen.model.translation import LanguageRecord
from kbgen.translations.exchange.formats import SUFFIXES, write_rows
from kbgen.translations.exchange.incoming import Incoming, Translator, receive
from kbgen.translations.exchange.rows import LanguageRows, Row, read_rows, sent_sides
from kbgen.translations.stamping import stamp
from tests.sites import write_site
from tests.translations.exchange.damage import KINDS
from tests.translations.exchange.sites import DAY, FACTS, PAGE, read

COUNT = int(os.environ.get("KBGEN_DAMAGED", "0"))
REASONS = {
    "unreadable", "date", "number", "formula", "merged", "unfinished", "unknown-address", "twice", "shifted",
    "source-changed", "translation-changed", "empty", "letters", "language", "facts", "links", "markers", "structure",
}  # fmt: skip


class Sent:
    """A site, and the files that were sent of it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        source, translation = sent_sides(site, "ur")
        self.record = stamp(LanguageRecord(), source, translation, "human", "sana", DAY)
        self.rows = read_rows(site, "ur", self.record)
        self.files = {
            name: write_rows(self.rows.rows, name, site.locales["ur"], site.locales["en"])
            for name in SUFFIXES
        }

    def rows_of(self, lang: str) -> LanguageRows:
        return self.rows if lang == "ur" else read_rows(self.site, lang, LanguageRecord())

    def receive(self, data: bytes) -> Incoming:
        return receive(self.site, {"file": data}, self.rows_of, YAML, Translator("omar", DAY))

    def before(self, path: str) -> str:
        file = self.site.settings.root / path
        return file.read_bytes().decode() if file.exists() else ""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(read(write_site(tmp_path_factory.mktemp("damage"), FACTS + PAGE)))


@cache
def nahr() -> Sent:
    from kbgen.commands.build import check_project

    return Sent(check_project(Path("mkdocs.yml").resolve())[0])


CASES = [(format_, kind) for format_, kinds in KINDS.items() for kind in kinds]


@pytest.mark.parametrize(("format_", "kind"), CASES)
def test_each_row_is_taken_or_refused_with_a_reason(sent: Sent, format_: str, kind: str) -> None:
    for seed in range(3):
        try_one(sent, format_, kind, seed)


@pytest.mark.skipif(not COUNT, reason="set KBGEN_DAMAGED to the number of files")
def test_many_damaged_files(sent: Sent) -> None:
    counts: dict[str, int] = {}
    for seed in range(COUNT):
        format_, kind = CASES[seed % len(CASES)]
        incoming = try_one(nahr() if seed // len(CASES) % 2 else sent, format_, kind, seed)
        for report in incoming.reports:
            counts["files refused"] = counts.get("files refused", 0) + bool(report.problem)
            for one in report.outcomes:
                name = f"{one.verdict} {one.reason or ''}".strip()
                counts[name] = counts.get(name, 0) + 1
    print(counts)


def try_one(sent: Sent, format_: str, kind: str, seed: int) -> Incoming:
    data = KINDS[format_][kind](sent.files[format_], Random(f"{kind} {seed}"))
    incoming = sent.receive(data)
    (report,) = incoming.reports
    assert report.problem or report.outcomes or report.unread
    for one in report.outcomes:
        assert (one.verdict in ("refused", "outdated")) == bool(one.message)
        assert one.reason in REASONS if one.message else one.reason is None
    taken = {one.address: one.translation for one in report.outcomes if one.verdict == "taken"}
    lang = report.lang
    pages = {file.path: file for file in incoming.files if file.addresses}
    written = [address for file in pages.values() for address in file.addresses]
    assert sorted(written) == sorted(taken)
    rows = sent.rows_of(lang).by_address if lang else {}
    for path, file in pages.items():
        mine = {address: taken[address] for address in file.addresses}
        old = sent.before(path)
        if all(rows[address].translations for address in mine):
            only_these_blocks_change(sent.site, path, old, file.data.decode(), rows, mine)
    return incoming


def only_these_blocks_change(
    site: Site, path: str, old: str, new: str, rows: Mapping[str, Row], taken: Mapping[str, str]
) -> None:
    """Hold a changed file to what stood there, with the taken texts in the places of the old."""
    article = next((one for one in site.articles.values() if one.path == path), None)
    fields = {address: text for address, text in taken.items() if is_field(rows[address])}
    if article is None:
        assert changed_values(yaml.safe_load(old), yaml.safe_load(new)) == {
            " ".join(text.split()) for text in fields.values()
        }
        return
    body = article.body
    places = [
        (one.block.start, one.block.end, text.strip())
        for address, text in taken.items()
        if address not in fields
        for one in rows[address].translations
    ]
    for start, end, text in sorted(places, reverse=True):
        body = body[:start] + text + body[end:]
    head, rest = parted(new)
    assert rest.split() == body.split()
    old_head = parted(old)[0]
    wanted = yaml.safe_load(old_head)
    for address, text in fields.items():
        *above, name = address.rpartition(":")[2].split(".", 1)
        place = wanted[above[0]] if above else wanted
        place[name] = field_value(rows[address], text)
    assert yaml.safe_load(head) == wanted
    if not fields:
        assert head == old_head


def is_field(row: Row) -> bool:
    return row.block.kind == "field"


def field_value(row: Row, text: str) -> object:
    if row.block.name == "keywords":
        words = (" ".join(word.split()) for word in re.split("[,،]", text))
        return [word for word in words if word]
    return " ".join(text.split())


def parted(text: str) -> tuple[str, str]:
    """Return the front matter and the body of a page."""
    _, head, body = text.split("---\n", 2)
    return head, body


def changed_values(old: object, new: object) -> set[object]:
    """Return the texts that are others in the new data, which has the same shape."""
    if isinstance(old, dict) and isinstance(new, dict):
        assert list(old) == list(new)
        return {one for key in old for one in changed_values(old[key], new[key])}
    if isinstance(old, list) and isinstance(new, list):
        assert len(old) == len(new)
        return {one for a, b in zip(old, new, strict=True) for one in changed_values(a, b)}
    return set() if old == new else {new}
