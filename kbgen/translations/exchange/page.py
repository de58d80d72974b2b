"""Writes one page with the texts side by side, to read or to print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Literal

from kbgen.languages.language import language
from kbgen.model.locale import Locale
from kbgen.translations.exchange.rows import Row

Side = Literal["old", "new"]
_WORDS = re.compile(r"\s+|\{\{[^{}\n]*\}\}|[^\s{]+|\{")
_STYLE = """\
body{font:1rem/1.6 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
thead{display:table-header-group}
thead th{background:#eee}
th,td{border:1px solid #999;padding:.5rem .75rem;vertical-align:top;text-align:start}
td{overflow-wrap:anywhere}
th.id{width:14%}
tr{break-inside:avoid}
td.id,.note{font-size:.8rem;color:#444}
p{margin:0 0 .4rem;white-space:pre-wrap}
del{background:#fbe0e0}
ins{background:#d9f2dd}
.stale,.missing{font-weight:bold}
@media print{body{margin:0;max-width:none}}
"""


def changed_words(before: str, after: str) -> Iterator[tuple[bool, str, Side]]:
    """Yield the pieces of both texts in reading order: (whether it differs, piece, which text).

    A piece that is the same comes once, as part of the new text.

    >>> [piece for piece in changed_words("in 7 days", "in 10 days")]
    [(False, 'in ', 'new'), (True, '7', 'old'), (True, '10', 'new'), (False, ' days', 'new')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield False, "".join(new[j1:j2]), "new"
            continue
        if i1 < i2:
            yield True, "".join(old[i1:i2]), "old"
        if j1 < j2:
            yield True, "".join(new[j1:j2]), "new"


def write_html(rows: Sequence[Row], locale: Locale, source: Locale) -> bytes:
    """Return an HTML page that loads nothing."""
    name, other = language(source.lang).name, language(locale.lang).name
    title = f"{name} – {other}"
    body = "\n".join(line for row in rows for line in _row(row, locale))
    page = f"""\
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
<p>{len(rows)} texts</p>
<table>
<thead><tr><th class="id" scope="col">id</th><th scope="col">{escape(name)}</th>\
<th scope="col">{escape(other)}</th></tr></thead>
<tbody>
{body}
</tbody>
</table>
</body>
</html>
"""
    return page.encode()


def _row(row: Row, locale: Locale) -> Iterator[str]:
    state = f" {row.consequence}" if row.consequence else ""
    yield f'<tr><td class="id">{escape(row.address)}<br>'
    yield f'<span class="{row.state}">{row.state}{state}</span></td>'
    yield f'<td lang="{row.source_lang}" dir="auto"><p>{_source(row)}</p></td>'
    yield f'<td lang="{escape(locale.tag.replace("_", "-"))}" dir="{locale.direction}">'
    if row.translation:
        yield f"<p>{escape(row.translation)}</p>"
    elif row.suggestion:
        pair = row.suggestion.pair
        yield f'<p class="note">≈ {row.suggestion.per_cent} % ({escape(pair.origin)})</p>'
        yield f"<p>{escape(pair.translation)}</p>"
    for written, words in row.facts:
        yield f'<p class="note"><bdi>{escape(written)}</bdi> → <bdi>{escape(words)}</bdi></p>'
    yield "</td></tr>"


def _source(row: Row) -> str:
    if row.previous is None:
        return escape(row.source)
    parts = []
    for differs, piece, side in changed_words(row.previous, row.source):
        tag = {"old": "del", "new": "ins"}[side]
        parts.append(f"<{tag}>{escape(piece)}</{tag}>" if differs else escape(piece))
    return "".join(parts)
