"""Makes the files for machines: sitemaps, robots.txt, feed.xml, llms.txt, upcoming.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbgen.kinds import folder_rank
from kbgen.model.article import page_url
from kbgen.output.alternates import Web, listed_in
from kbgen.output.answer_files import answer_files
from kbgen.output.answers import AnswerExporter
from kbgen.output.assets import Assets
from kbgen.output.feed import FEED, feed, newest
from kbgen.output.llms import LLMS, Line, llms_text
from kbgen.output.page_output import PageOutput
from kbgen.output.sitemap import robots, sitemaps
from kbgen.output.upcoming import UPCOMING, to_bytes, upcoming
from kbgen.resolve.hours import hours_in_words
from kbgen.views.head import Publication, description_of
from kbgen.views.moved import redirect_pages
from kbgen.views.titles import kind_title, page_words

ROBOTS = "robots.txt"


def language_files(
    own: Publication, exporter: AnswerExporter, outputs: Sequence[PageOutput]
) -> dict[str, bytes]:
    """Return path → content of the files that are made of all pages of a language."""
    changed = newest(entry for page in outputs for entry in page.changed)
    files = {
        FEED: feed(own.web, own.lang, own.in_order(own.feed_title), own.name, changed),
        LLMS: llms_text(
            own.in_order(own.name), own.in_order(own.description), list(_llms_sections(own))
        ),
        **answer_files(exporter, outputs),
    }
    prefix = "" if own.lang == own.site.default else f"{own.lang}/"
    return {f"{prefix}{name}": content for name, content in files.items() if content}


def site_files(web: Web, assets: Assets) -> dict[str, bytes]:
    """Return the sitemaps, api/upcoming.json, robots.txt unless the content has its own, and the
    pages at former addresses.
    """
    files = {ROBOTS: robots(web), UPCOMING: to_bytes(upcoming(web.site))}
    files |= sitemaps(web, web.site.page_ids)
    own = web.site.assets
    if ROBOTS in own or f"{web.site.default}/{ROBOTS}" in own:
        del files[ROBOTS]
    files |= redirect_pages(web, assets)
    return {name: content for name, content in files.items() if content}


def _llms_sections(own: Publication) -> Iterator[tuple[str, list[Line]]]:
    """Yield the plain pages, then the pages of each kind, then the files for machines."""
    pages = [p for p in sorted(own.site.pages_in(own.lang), key=_order) if _is_public(own, p)]
    t = own.site.locales[own.lang].strings.gettext
    yield t("Home"), [_line(own, page_id) for page_id in pages if "/" not in page_id]
    for folder in dict.fromkeys(page_id.partition("/")[0] for page_id in pages if "/" in page_id):
        lines = [_line(own, page_id) for page_id in pages if page_id.startswith(f"{folder}/")]
        yield kind_title(own.site, own.lang, folder), lines
    data = Line("answers.json", _address(own, "api/answers.json"), t("Every answer as data (JSON)"))
    # "Optional" is defined by the format: a section that may be skipped.
    yield "Optional", [data]


def _order(page_id: str) -> tuple[int, str, bool, str]:
    folder = page_id.partition("/")[0] if "/" in page_id else ""
    is_list = page_id.rpartition("/")[2] == "index"
    return (folder_rank(folder) if folder else -1, folder, not is_list, page_id)


def _is_public(own: Publication, page_id: str) -> bool:
    return own.lang in listed_in(own.site, page_id) and not own.site.is_over(page_id)


def _line(own: Publication, page_id: str) -> Line:
    about = description_of(own, page_id)
    described = [about] if about != own.in_order(own.description) else []
    return Line(
        page_words(own.site, own.lang, page_id),
        _address(own, page_url(page_id, own.site.settings.directory_urls)),
        "; ".join([*described, *_hours(own, page_id)]),
    )


def _hours(own: Publication, page_id: str) -> Iterator[str]:
    """Yield the sets of opening hours of a branch, today's first."""
    branch = page_id.removeprefix("branches/")
    if page_id in own.site.branch_pages and branch in own.site.branches:
        yield from (text.line for text in hours_in_words(own.site, own.lang, branch))


def _address(own: Publication, path: str) -> str:
    """Return the absolute address of `path`, which is below the language's root.

    If the site's address is unknown, it is relative to the file that contains it.
    """
    if not own.web.base:
        return path or "./"
    return own.web.base + ("" if own.lang == own.site.default else f"{own.lang}/") + path
