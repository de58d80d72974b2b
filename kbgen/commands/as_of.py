"""`kbgen as-of`: what customers were told on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from kbgen.build.site import open_site
from kbgen.errors import FindingsError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import did_you_mean
from kbgen.model.history import histories, page_today
from kbgen.model.published import HISTORY
from kbgen.model.site import Site
from kbgen.report.as_of import fact_data, fact_text, page_data, page_text, pages_text
from kbgen.resolve.as_of import fact_on_day, first_record, page_on_day, pages_on_day
from kbgen.source.published import BROKEN


def customers_read(config_file: Path, day: date, name: str | None) -> tuple[str, dict[str, Any]]:
    """Return what was published on a day, as text and as data: all pages, a page, a fact.

    Raises KbgenError for an unknown name or a day to come, FindingsError for mistakes in history/.
    """
    if day > date.today():
        raise KbgenError(
            f"{day} has not come yet; kbgen build --as-of {day} builds the site of that day"
        )
    site, findings = open_site(load(config_file, as_of=day))
    if wrong := [one for one in findings if one.code == BROKEN and one.severity == "error"]:
        raise FindingsError(wrong)
    begun = first_record(site)
    heading = ""
    if begun is None or day < begun:
        since = f"begins on {begun}" if begun else "has nothing yet"
        heading = f"{HISTORY}/ {since}: of {day} there is no record.\n\n"
    text, data = _answer(site, day, name)
    recorded = {"day": day.isoformat(), "recorded_since": begun.isoformat() if begun else None}
    return f"{heading}{text}", {**recorded, **data}


def _answer(site: Site, day: date, name: str | None) -> tuple[str, dict[str, Any]]:
    if name is None:
        pages = pages_on_day(site)
        return pages_text(pages, day), {"pages": [page_data(one, day) for one in pages]}
    page, mark, section = name.partition("#")
    known = {*site.sources, *histories(site)}
    page = page if page in known else page_today(site, page) or page
    if page in known:
        return _page(site, day, page, section if mark else None)
    facts = {*site.facts, *(fact for state in site.history for fact in state.values.facts)}
    if name not in facts:
        hint = did_you_mean(name, known | facts) or f"see all pages with: kbgen as-of {day}"
        raise KbgenError(f"there is no page and no fact '{name}'; {hint}")
    found = fact_on_day(site, name)
    return fact_text(name, *found, day), fact_data(name, *found, day)


def _page(site: Site, day: date, page: str, section: str | None) -> tuple[str, dict[str, Any]]:
    try:
        found = page_on_day(site, page, section)
    except LookupError as problem:
        ids = problem.args[0]
        hint = did_you_mean(section or "", ids) or f"it had {', '.join(ids) or 'none'}"
        raise KbgenError(f"'{page}' had no section '{section}' on {day}; {hint}") from None
    if found is None:
        raise KbgenError(f"'{page}' was not in force on {day}; see what was: kbgen as-of {day}")
    if section is not None:
        return page_text(found, day), {"section": section, **page_data(found, day)}
    return page_text(found, day), page_data(found, day)
