"""Finds lists that are numbered with other digits than 1, 2, 3, which are none in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kbgen.checks.slip import Slip, TextChange, blocks_of
from kbgen.languages.digits import latin_digits, native_digits
from kbgen.languages.marks import stops
from kbgen.model.article import Article
from kbgen.model.message import msg


@cache
def _item() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>[ \t]*)\(?(?P<number>[{native_digits()}]{{1,2}})[{stops()})-][ \t]*(?=\S)"
    )


def list_digits(page: Article) -> Iterator[Slip]:
    """Yield KB128 numbered lists in other digits; of each the place of the first item."""
    if not re.search(f"[{native_digits()}]", page.masked):
        return
    for start, lines in blocks_of(page.masked):
        found, at = [], start
        for line in lines:
            if match := _item().match(line):
                found.append((at, match))
            at += len(line) + 1
        numbers = [int(match["number"].translate(latin_digits())) for _, match in found]
        if len(numbers) < 2 or numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
            continue
        at, first = found[0]
        changes = [
            TextChange(at + len(match["before"]), at + match.end(), f"{number}. ")
            for (at, match), number in zip(found, numbers, strict=True)
        ]
        if at != start and changes[0].start != start:
            changes[0] = changes[0]._replace(start=at, new=f"\n{first['before']}{changes[0].new}")
        end = page.body.find("\n", at)
        what = msg("lines that begin with %(mark)s are no list", mark=first[0].strip())
        hint = msg(
            "write %(first)s, %(second)s … before them; readers see these numbers in the digits of "
            "the page where the site has such digits",
            first=f"{numbers[0]}.",
            second=f"{numbers[1]}.",
        )
        begin = at + len(first["before"])
        yield Slip(
            "KB128", begin, end if end > 0 else len(page.body), what, hint, tuple(changes), True
        )
