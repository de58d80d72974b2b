"""Writes one page with the texts side by side, to read or to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kbgen.languages.language import language
from kbgen.meaning.as_written import as_written
from kbgen.meaning.word_changes import changes_as_html, word_changes
from kbgen.model.locale import Locale
from kbgen.translations.exchange.rows import Row

_STYLE = """\
:root{color-scheme:light dark;--line:#999;--soft:#eee;--quiet:#444;--text:#111;--back:#fff}
body{font:1rem/1.6 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;
color:var(--text);background:var(--back)}
table{border-collapse:collapse;width:100%;table-layout:fixed}
thead{display:table-header-group}
thead th{background:var(--soft)}
th,td{border:1px solid var(--line);padding:.5rem .75rem;vertical-align:top;text-align:start}
td{overflow-wrap:anywhere}
th.id{width:14%}
tr{break-inside:avoid}
td.id,.note{font-size:.8rem;color:var(--quiet)}
p{margin:0 0 .4rem;white-space:pre-wrap}
del{background:#fbe0e0;color:#7a1710}
ins{background:#d9f2dd;color:#0f4d29}
del+ins{margin-inline-start:.2em}
.fact{white-space:nowrap}
.stale,.missing{font-weight:bold}
@media screen and (prefers-color-scheme:dark){
:root{--line:#555;--soft:#262b31;--quiet:#b5bcc4;--text:#e6eaee;--back:#12161a}}
@media (max-width:40rem){
thead{display:none}
table,tbody,tr,td{display:block}
tr{border:1px solid var(--line);margin-block-end:1rem}
td{border:0}
td+td{border-block-start:1px solid var(--line)}
td.id{background:var(--soft)}}
@media print{body{margin:0;max-width:none}}
"""


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
<p>{len(rows)} text{"" if len(rows) == 1 else "s"}</p>
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
        yield f"<p>{as_written(row.translation)}</p>"
    elif row.suggestion:
        pair = row.suggestion.pair
        yield f'<p class="note">≈ {row.suggestion.per_cent} % ({escape(pair.origin)})</p>'
        yield f"<p>{as_written(pair.translation)}</p>"
    if row.question:
        yield f'<p class="note">{as_written(row.question)}</p>'
    for written, words in row.facts:
        yield f'<p class="note">{as_written(written)} = <bdi>{escape(words)}</bdi></p>'
    yield "</td></tr>"


def _source(row: Row) -> str:
    if row.previous is None:
        return as_written(row.source)
    return changes_as_html(word_changes(row.previous, row.source))
