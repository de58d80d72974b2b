"""The states of translations as one page that needs nothing else: a chart, and what is to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from kbgen.meaning.as_written import as_written
from kbgen.meaning.word_changes import changes_as_html, word_changes
from kbgen.model.locale import Locale
from kbgen.model.site import Site
from kbgen.model.translation import State
from kbgen.report.translations import CONSEQUENCES, Counts, count_all
from kbgen.translations.states import BlockState, LanguageState

_PARTS = (
    ("current", "current", "#2e7d4f"),
    ("critical", "promises something else", "#b3261e"),
    ("worded", "reworded", "#a15c00"),
    ("minor", "spelling", "#756716"),
    ("edited", "changed without its source", "#6750a4"),
    ("missing", "missing", "#5f6b76"),
    ("obsolete", "without a source", "#7d5260"),
)
"""The parts of a bar: name, label and colour."""
_ORDER = {"critical": 0, "worded": 1, None: 2, "minor": 3}
_STYLE = """\
:root { color-scheme: light dark; --line: #d5dae0; --soft: #f4f6f8; --text: #1b1f24; --back: #fff }
@media (prefers-color-scheme: dark) {
  :root { --line: #3a424b; --soft: #1d2329; --text: #e6eaee; --back: #12161a }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; color: var(--text);
  background: var(--back); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.5rem; margin: 0 0 1rem } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
.bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .6rem 1rem;
  align-items: center }
.bar { display: flex; height: 1.5rem; border-radius: .3rem; overflow: hidden;
  background: var(--soft) }
.bar span { min-width: 3px }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1rem 0;
  list-style: none; font-size: .875rem }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem;
  margin-inline-end: .4rem; vertical-align: -.05rem }
article { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; overflow: hidden }
article > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center;
  padding: .4rem .75rem; background: var(--soft); font-size: .875rem }
article code { font-size: .8125rem; overflow-wrap: anywhere }
.state { color: #fff; border-radius: .25rem; padding: 0 .45rem; font-size: .8125rem }
.texts { display: grid; grid-template-columns: 1fr 1fr }
.texts > div { padding: .6rem .75rem; white-space: pre-line; overflow-wrap: anywhere; min-width: 0 }
.texts > div + div { border-left: 1px solid var(--line) }
.texts .none { opacity: .65 }
del { background: #fbdad7; color: #7a1710 } ins { background: #d5efdd; color: #0f4d29;
  text-decoration: none }
del + ins { margin-inline-start: .2em } .fact { white-space: nowrap }
a { color: inherit }
@media (max-width: 40rem) {
  .texts, .bars { grid-template-columns: 1fr }
  .texts > div + div { border-left: 0; border-top: 1px solid var(--line) }
}
@media print { article { break-inside: avoid } }
"""


def to_html(site: Site, states: Sequence[LanguageState], site_name: str) -> str:
    """Return the page. Each text is in its own language and direction."""
    title = f"Translations of {site_name}" if site_name else "Translations"
    parts = [
        f'<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><p>{site.settings.today.isoformat()}</p>",
        *_chart(site, states),
        *(part for state in states for part in _language(site, state)),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _chart(site: Site, states: Iterable[LanguageState]) -> Iterator[str]:
    yield '<div class="bars">'
    for state in states:
        counts = count_all(state)
        locale = site.locales[state.lang]
        yield f'<a href="#{escape(state.lang)}"><bdi {_in(locale)}>{escape(locale.name)}</bdi></a>'
        yield f'<div class="bar" role="img" aria-label="{escape(str(counts))}">'
        for name, number in _numbers(counts).items():
            if number:
                label, colour = _look(name)
                yield (
                    f'<span style="flex: {number}; background: {colour}" '
                    f'title="{number} {label}"></span>'
                )
        words = f"{counts.words:,} words to translate" if counts.words else "nothing to translate"
        yield f"</div><span>{words}</span>"
    yield '</div><ul class="legend">'
    yield from (
        f'<li><i style="background: {colour}"></i>{label}</li>' for _, label, colour in _PARTS
    )
    yield "</ul>"


def _numbers(counts: Counts) -> Mapping[str, int]:
    done = counts.states["current"] + counts.states["moved"]
    others: tuple[State, ...] = ("edited", "missing", "obsolete")
    states = {str(state): counts.states[state] for state in others}
    stale = {str(one): counts.stale[one] for one in CONSEQUENCES}
    return {"current": done, **stale, **states}


def _look(name: str) -> tuple[str, str]:
    return next((label, colour) for part, label, colour in _PARTS if part == name)


def _in(locale: Locale) -> str:
    return f'lang="{escape(locale.lang)}" dir="{locale.direction}"'


def _language(site: Site, state: LanguageState) -> Iterator[str]:
    locale = site.locales[state.lang]
    yield f'<h2 id="{escape(state.lang)}"><bdi {_in(locale)}>{escape(locale.name)}</bdi></h2>'
    yield f"<p>{escape(str(count_all(state)))}.</p>"
    if unrecorded := state.matches.unrecorded:
        yield f"<p>Not recorded: {escape(', '.join(unrecorded))}.</p>"
    for page, blocks in state.changed_pages.items():
        left = [one for one in blocks if one.match.state not in ("current", "moved")]
        if left:
            yield f"<h3>{escape(page)}</h3>"
            left.sort(key=lambda one: _ORDER[one.consequence])
            yield from (_block(site, locale, one) for one in left)


def _block(site: Site, locale: Locale, one: BlockState) -> str:
    name = (one.consequence or "worded") if one.match.state == "stale" else one.match.state
    label, colour = _look(name)
    critical = " · promises something else" if one.consequence == "critical" != name else ""
    former = one.former or one.former_translation
    day = f"<span>since {former.day}</span>" if former and former.day else ""
    article = site.source_of(one.block.page)
    source = site.locales[article.lang if article else site.default]
    translated = "\n".join(block.block.text for block in one.match.translations)
    shown = f'<span class="state" style="background: {colour}">{label}{critical}</span>'
    return (
        f"<article><header>{shown}"
        f"<code>{escape(one.block.address)}</code>{day}</header>"
        f'<div class="texts"><div {_in(source)}>{_source(one)}</div>'
        f"{_text(locale, translated, one)}</div></article>"
    )


def _source(one: BlockState) -> str:
    today = one.match.source.block.text if one.match.source else ""
    if one.former:
        return changes_as_html(word_changes(one.former.text, today))
    return as_written(today) or '<span class="none" lang="en" dir="ltr">none</span>'


def _text(locale: Locale, text: str, one: BlockState) -> str:
    if one.former_translation:
        changes = changes_as_html(word_changes(one.former_translation.text, text))
        return f"<div {_in(locale)}>{changes}</div>"
    if text:
        return f"<div {_in(locale)}>{as_written(text)}</div>"
    return '<div class="none" lang="en" dir="ltr">none</div>'
