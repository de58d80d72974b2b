"""`kbgen translate status`, `stamp` and `accept`: what is recorded of translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.commands.build import check_project, parse_cache_of
from kbgen.errors import ContentError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import ERROR, Finding, Span, did_you_mean, first_of, warning
from kbgen.model.findings import CRITICAL, INVALID_RECORD, REWORDED
from kbgen.model.message import msg
from kbgen.model.page_files import without_suffix
from kbgen.model.site import Settings, Site
from kbgen.model.translation import (
    NOBODY,
    RECORD_FILE,
    Acceptance,
    LanguageRecord,
    Origin,
    State,
)
from kbgen.resolve.locales import resolve_locales
from kbgen.source.former_texts import with_former_texts
from kbgen.source.revisions import user_name
from kbgen.source.tree import read_site
from kbgen.system.writing import write_whole
from kbgen.translations.record import write_record
from kbgen.translations.stamping import ACCEPTED, accept, stamp
from kbgen.translations.states import (
    BlockState,
    LanguageState,
    complete_states,
    is_data_page,
    sides_of,
    source_path,
    states_of,
)

Report = Callable[[Sequence[Finding]], None]
UNPAIRED: tuple[State, ...] = ("missing", "obsolete")


@dataclass(frozen=True)
class Status:
    """The site, and the states of the languages that were asked for."""

    site: Site
    name: str
    """The name of the site."""
    states: Sequence[LanguageState]
    has_mistakes: bool = False
    """Whether a record has mistakes."""


def translation_status(
    config_file: Path,
    lang: str | None,
    cache: Path | None,
    report: Report,
    is_complete: bool = False,
) -> Status:
    """Return the states of one language or of all; `report` receives mistakes in the records.

    With `is_complete` the blocks of unchanged pages are among them.
    Raises KbgenError for a language that is not translated or not recorded.
    """
    project = load(config_file)
    parse_cache = parse_cache_of(project.settings.root, cache)
    site, findings = read_site(project.settings, parse_cache)
    site, _ = resolve_locales(site)
    mistakes = [finding for finding in findings if finding.code == INVALID_RECORD]
    report(mistakes)
    if lang is not None:
        _require(site, lang)
    if not site.recorded:
        raise KbgenError("no translation is recorded yet; begin with: kbgen translate stamp")
    if lang is not None and lang not in site.recorded:
        what = f"no translation into '{lang}' is recorded yet"
        raise KbgenError(f"{what}; begin with: kbgen translate stamp")
    site = with_former_texts(site, parse_cache)
    states = complete_states(site) if is_complete else states_of(site)
    parse_cache.save()
    name = str(project.config.site_name)
    wanted = [state for of, state in states.items() if lang in (None, of)]
    return Status(site, name, wanted, bool(mistakes))


def _require(site: Site, lang: str) -> None:
    """Raise KbgenError for a language of which nothing can be recorded."""
    translated = _translated(site)
    if lang not in translated:
        hint = did_you_mean(lang, translated) or f"it is translated into {', '.join(translated)}"
        what = "is no language of the site" if lang not in site.locales else "is its own language"
        raise KbgenError(f"'{lang}' {what}; {hint}")


def _translated(site: Site) -> list[str]:
    """Return the languages into which something is translated."""
    found = {article.lang for article in site.articles.values() if article.is_translation}
    return [lang for lang in site.locales if lang != site.default or lang in found]


@dataclass(frozen=True)
class Stamped:
    """What `kbgen translate stamp` did: languages → pages, and the pages that it refused."""

    pages: Mapping[str, Collection[str]]
    refused: Mapping[tuple[str, str], Sequence[Finding]]
    """(language, page) → the errors in it."""


def stamp_pages(
    config_file: Path,
    pages: Sequence[str],
    origin: Origin | None,
    by: str | None,
    accepts_errors: bool,
    report: Report,
    only: str | None = None,
) -> Stamped:
    """Record the translations of some pages, or of all, as made from the source of today.

    Pages in which `kbgen check` finds errors, and those that have not followed a change of their
    source, are refused, unless `accepts_errors`. Without `origin`, what is recorded already keeps
    who translated it. `only` is a language. Raises KbgenError for an unknown page or language.
    """
    site, findings = check_project(config_file)
    _refuse_mistakes(site, report)
    if only is not None:
        _require(site, only)
    for page in pages:
        _require_page(site, page)
    errors = {} if accepts_errors else _errors_by_page(site, findings)
    stamped: dict[str, Collection[str]] = {}
    refused: dict[tuple[str, str], Sequence[Finding]] = {}
    for lang in (only,) if only else _translated(site):
        sides = sides_of(site)[lang]
        there = dict.fromkeys(place[0] for place in sides.source)
        wanted = [page for page in there if page in pages or not pages]
        refused |= {(lang, page): errors[lang, page] for page in wanted if (lang, page) in errors}
        wanted = [page for page in wanted if (lang, page) not in errors]
        stamped[lang] = _record(site, lang, wanted, origin, _who(site, by))
    return Stamped(stamped, refused)


def record_written(
    settings: Settings, written: Collection[tuple[str, str]] | None = None, by: str | None = None
) -> None:
    """Record translations that were just written beside their source, by language and page.

    Without `written`, all that there are, and those of the data. A language whose record has
    mistakes is left alone: its lines would be lost.
    """
    site, _ = read_site(settings)
    pages: dict[str, list[str]] = defaultdict(list)
    if written is None:
        pages |= {lang: _pages(site) for lang in _translated(site)}
    for key in written or ():
        if (article := site.articles.get(key)) and article.is_translation:
            pages[article.lang].append(article.id)
    for lang, ids in pages.items():
        if lang not in site.records or not site.records[lang].mistakes:
            _record(site, lang, ids, None, _who(site, by))


def _record(
    site: Site, lang: str, pages: Collection[str], origin: Origin | None, who: str
) -> list[str]:
    """Write the record of a language with some pages as they are; return those that it has now."""
    sides = sides_of(site)[lang]
    before = site.records.get(lang, LanguageRecord())
    day = site.settings.today.isoformat()
    after = stamp(
        *(before, sides.source, sides.translation, origin or "human", who, day, pages),
        keeps_origin=origin is None,
    )
    _write(site, lang, before, after)
    recorded = {one.page for one in after.sections}
    return [page for page in pages if page in recorded]


def _who(site: Site, by: str | None) -> str:
    return by or user_name(site.settings.root) or NOBODY


def _refuse_mistakes(site: Site, report: Report) -> None:
    """Raise ContentError if a record has mistakes: the lines in question would be lost."""
    if mistakes := [finding for one in site.records.values() for finding in one.mistakes]:
        report(mistakes)
        raise ContentError("nothing was written; put the record right first")


def _pages(site: Site) -> list[str]:
    """Return what may be recorded: the pages of the site, and its files of data."""
    data = (
        place[0]
        for sides in sides_of(site).values()
        for place in sides.source
        if place[0] not in site.sources
    )
    return [*site.sources, *dict.fromkeys(data)]


def _require_page(site: Site, page: str) -> None:
    known = _pages(site)
    if page not in known:
        bare = without_suffix(page)
        names = [bare, bare.partition("/")[2].partition("/")[2]]  # content/ur/faq/refunds.md
        same = next((f"did you mean '{name}'?" for name in names if name in known), "")
        hint = same or did_you_mean(page, known) or "see them all with: kbgen translate status"
        raise KbgenError(f"there is no page '{page}'; {hint}")


def _errors_by_page(
    site: Site, findings: Iterable[Finding]
) -> Mapping[tuple[str, str], Sequence[Finding]]:
    """Return (language, page) → why the translation is not recorded as it stands.

    These are the errors in it or in its source, and what has not followed its source.
    """
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.severity == ERROR:
            by_path[finding.span.path].append(finding)
    found: dict[tuple[str, str], list[Finding]] = {}
    for (lang, page), article in site.articles.items():
        source = site.sources[page]
        errors = [*by_path.get(source.path, ()), *by_path.get(article.path, ())]
        if article is not source and errors:
            found[lang, page] = errors
    for page in filter(is_data_page, _pages(site)):
        path = site.settings.relative(site.settings.content / page)
        found |= {(lang, page): [*by_path[path]] for lang in site.locales if path in by_path}
    for lang, state in states_of(site).items():
        for one in state.changed_blocks:
            errors = found.get((lang, one.block.page), [])
            is_behind = one.match.state == "stale" and not one.match.is_edited
            if is_behind and not any(finding.code == CRITICAL for finding in errors):
                found[lang, one.block.page] = [*errors, _not_followed(site, lang, one)]
    return found


def _not_followed(site: Site, lang: str, one: BlockState) -> Finding:
    what = msg(
        "the source '%(address)s' has changed, and this translation has not followed",
        address=one.block.address,
    )
    command = f"kbgen translate accept {one.block.address} --lang {lang} --because …"
    hint = msg("translate it; if it says the same already, `%(command)s`", command=command)
    article = site.articles.get((lang, one.block.page))
    span = article.where() if article else Span(source_path(site, one.block.page))
    return warning(REWORDED, span, what, hint)


def _write(site: Site, lang: str, before: LanguageRecord, after: LanguageRecord) -> None:
    if after == before:
        return
    file = site.settings.content / lang / RECORD_FILE
    file.parent.mkdir(exist_ok=True)
    write_whole(file, write_record(after.renamed(site.recorded_names)).encode())


@dataclass(frozen=True)
class Choice:
    """The changes that are accepted: of a page, a section or a text, in a language; None means all.

    `is_minor` leaves those that only correct the spelling; `is_unpaired` adds text without a
    translation, and text without a source.
    """

    address: str | None
    lang: str | None = None
    is_minor: bool = False
    is_unpaired: bool = False

    @property
    def page(self) -> str:
        return self._place.partition("#")[0]

    @property
    def section(self) -> str:
        return self._place.partition("#")[2]

    @property
    def _place(self) -> str:
        address = self.address or ""
        return address.rpartition(":")[0] if ":" in address else address

    @property
    def states(self) -> tuple[State, ...]:
        return (*ACCEPTED, *UNPAIRED) if self.is_unpaired else ACCEPTED

    def has(self, one: BlockState) -> bool:
        return (
            one.match.state in self.states
            and self.page in ("", one.block.page)
            and self.section in ("", one.block.section)
            and (":" not in (self.address or "") or one.block.address == self.address)
            and (not self.is_minor or one.consequence == "minor")
        )


def accept_changes(
    config_file: Path,
    choice: Choice,
    because: str,
    by: str | None,
    report: Report,
) -> Mapping[str, Sequence[BlockState]]:
    """Accept changes that need no new translation; return language → the accepted blocks.

    Raises KbgenError for an unknown page, section or language, and if there is nothing to accept.
    """
    site, _ = check_project(config_file)
    _refuse_mistakes(site, report)
    if choice.lang is not None:
        _require(site, choice.lang)
    if choice.page:
        _require_section(site, choice.page, choice.section)
    acceptance = Acceptance(because, _who(site, by), site.settings.today.isoformat())
    accepted: dict[str, Sequence[BlockState]] = {}
    for state in states_of(site).values():
        chosen = [one for one in state.changed_blocks if choice.has(one)]
        if chosen and choice.lang in (None, state.lang):
            matches = (one.match for one in chosen)
            after = accept(state.record, state.matches, matches, acceptance)
            _write(site, state.lang, state.record, after)
            accepted[state.lang] = chosen
    if not accepted:
        raise KbgenError(_nothing(site, choice))
    return accepted


def _require_section(site: Site, page: str, section: str) -> None:
    _require_page(site, page)
    known = {
        id_
        for sides in sides_of(site).values()
        for side in (sides.source, sides.translation)
        for of, id_ in side
        if of == page
    }
    if section and section not in known:
        hint = did_you_mean(section, known) or f"it has {first_of(sorted(filter(None, known)))}"
        raise KbgenError(f"'{page}' has no section '{section}'; {hint}")


def _nothing(site: Site, choice: Choice) -> str:
    """Return why there is nothing to accept, and what to do."""
    states = [one for lang, one in states_of(site).items() if choice.lang in (None, lang)]
    if not states or any(choice.page in state.matches.unrecorded for state in states):
        page = f" {choice.page}" if states else ""
        return f"no translation of it is recorded yet; begin with: kbgen translate stamp{page}"
    where = f" in '{choice.address}'" if choice.address else ""
    hint = "text without a translation, or without a source, is accepted with --unpaired"
    whole = replace(choice, is_minor=False)
    if choice.is_minor and any(whole.has(one) for state in states for one in state.changed_blocks):
        hint = "more than the spelling has changed there; look at it, and leave --minor out"
    return f"there is nothing to accept{where}{'' if choice.is_unpaired else f'; {hint}'}"
