"""Sites with translations that are outdated, without a record: a line of the ledger says which.

`# outdated: ur faq/pay 2 3` makes the second and third block of that page outdated, `# outdated: ur
faq/pay` all of them. The blocks of the translation and of its source correspond one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kbgen.model.site import Site
from kbgen.resolve.stale import OutdatedText
from kbgen.translations.blocks import page_blocks

_LINE = re.compile(r"^# outdated: (?P<lang>\S+) (?P<page>\S+)(?P<numbers>(?: \d+)*)$", re.M)


def outdated_texts(site: Site) -> Mapping[tuple[str, str], Sequence[OutdatedText]]:
    """Return what `show_sources` is given, from the comments of the ledger."""
    ledger = (site.settings.content / "facts.yml").read_text("utf-8")
    return {
        (line["lang"], line["page"]): pairs(site, line["lang"], line["page"], line["numbers"])
        for line in _LINE.finditer(ledger)
    }


def pairs(site: Site, lang: str, page: str, numbers: str = "") -> list[OutdatedText]:
    """Return blocks of a page in order, each with its source; by default all."""
    source = site.source_of(page)
    assert source
    sides = page_blocks(site.articles[lang, page]), page_blocks(source)
    wanted = {int(number) for number in numbers.split()}
    return [
        OutdatedText((own,), (other,))
        for number, (own, other) in enumerate(zip(*sides, strict=True), 1)
        if not wanted or number in wanted
    ]
