"""`kbgen verify`: compare a built site with the ledger, with its sources and with itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.build.expected_files import ExpectedFiles, expected_files
from kbgen.build.manifest import PreviousBuild
from kbgen.build.plan import freeze_objects
from kbgen.build.site import Work, context_of, open_site
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.commands.build import parse_cache_of
from kbgen.commands.facts import refuse_broken_facts
from kbgen.errors import KbgenError
from kbgen.mkdocs.driver import Project, load
from kbgen.model.addresses import ADDRESS_LIST, path_language, split_address
from kbgen.model.article import page_url
from kbgen.model.finding import Finding
from kbgen.model.moves import Redirect, moves_of
from kbgen.model.site import Site
from kbgen.output.upcoming import UPCOMING, to_bytes, upcoming
from kbgen.resolve.addresses import address
from kbgen.resolve.expected import expected_values
from kbgen.system.parse_cache import ParseCache
from kbgen.verify.addresses import FormerAddress, address_problems
from kbgen.verify.digests import digest_problems, read_digests
from kbgen.verify.files import (
    Read,
    asset_problems,
    file_problems,
    page_problems,
    reader_of,
    site_files,
)
from kbgen.verify.matrix import Matrix, Problem, State, answer_id
from kbgen.verify.pages import read_pages
from kbgen.verify.prove import prove
from kbgen.verify.published import PublishedPage, name_of
from kbgen.verify.search import search_differences

_ITSELF = (
    "Compared with the sources and with itself: an older copy of the whole site would look the "
    "same. To find one, compare with the digests that the build wrote beside it: --against FILE"
)


def verify_site(
    config_file: Path,
    site_dir: Path,
    as_of: date | None,
    report: Callable[[Sequence[Finding]], None],
    against: Path | None = None,
    cache: Path | None = None,
) -> Matrix:
    """Compare a built site with the ledger, with what a build would write, and with itself.

    `against` is a file of the digests of a build, `cache` the folder with what was read before.
    Raises KbgenError if the folder has no site that
    kbgen built, ContentError as list_facts does.
    """
    if not site_dir.is_dir():
        raise KbgenError(f"there is no folder {site_dir}; build the site first: kbgen build")
    digests = read_digests(against) if against else None
    project = load(config_file, as_of=as_of)
    settings = project.settings
    parse_cache = parse_cache_of(settings.root, cache)
    site, findings = open_site(project, parse_cache=parse_cache)
    freeze_objects()
    # Texts that differ keep nobody from telling the facts.
    refuse_broken_facts(site, [found for found in findings if not found.compared], report)
    pages = read_pages(site_dir, settings.langs, settings.default, settings.directory_urls)
    if not any(page.sections for page in pages):
        raise KbgenError(
            f"{site_dir} is no site that kbgen built: no whole page below it has "
            f"<html dir lang> and an article in {', '.join(settings.langs)}"
        )
    read, files = reader_of(site_dir), site_files(site_dir)
    addresses = list(_addresses(site))
    notes = [_ITSELF] if digests is None else [f"Compared with the build of {digests.day}, too."]
    problems = [*asset_problems(files, read), *address_problems(addresses, read)]
    if addresses and (names := {one.name for one in addresses}):
        count = f"{len(names)} addresses of {ADDRESS_LIST}"
        notes.insert(0, f"Looked for the {count}, in each language.")
    try:
        as_built = _as_built(config_file, read, settings.today, parse_cache) or (project, site)
        problems += _unlike_sources(*as_built, pages, files, read, notes)
    except KbgenError as problem:
        notes.insert(0, f"Only facts were compared with the sources: {problem}")
    if digests:
        known = {problem.file for problem in problems}
        found = digest_problems(digests, files, read)
        problems += [problem for problem in found if problem.file not in known]
    # Those of earlier editions are compared as files, with the values that history/ has of them.
    present = [page for page in pages if not page.is_past]
    return prove(present, expected_values(site), problems, notes)


def _addresses(site: Site) -> Iterator[FormerAddress]:
    """Yield every address that the site has had, in each language."""
    moves = moves_of(site)
    for one in site.address_list.lines if site.address_list else ():
        page, anchor = split_address(one.address)
        target = split_address(moves.follow(one.address) or "")[0]
        if one.is_gone or page in moves.gone or {page, target} & moves.drafts:
            continue
        if one.address.startswith("/"):
            lang = path_language(one.address, site.locales.keys()) or site.default
            redirect = Redirect(page[1:], lang, one.target, {})
            if redirect.is_html:
                yield FormerAddress(lang, page[1:], anchor, one.address)
            continue
        for lang in site.locales:
            yield FormerAddress(lang, address(site, lang, page), anchor, one.address)


def _as_built(
    config_file: Path, read: Read, today: date, parse_cache: ParseCache
) -> tuple[Project, Site] | None:
    """Return the project and the site on the day whose values a published site has.

    None if that is today. Every change after the day of its build is in a file of it: the day
    before the first of them is as good as that day.
    """
    published = read(UPCOMING)
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        changes = json.loads(published or b"{}").get("changes", ())
        first = min((date.fromisoformat(change["day"]) for change in changes), default=date.max)
        before = first - timedelta(days=1)
        if before < today:
            project = load(config_file, as_of=before)
            site, _ = open_site(project, parse_cache=parse_cache)
            if to_bytes(upcoming(site)) == published:
                return project, site
    return None


def _unlike_sources(
    project: Project,
    site: Site,
    pages: Sequence[PublishedPage],
    files: Sequence[str],
    read: Read,
    notes: list[str],
) -> Iterator[Problem]:
    """Yield what is not as a build of that day would write it."""
    setup = project.setup(site)
    has_pages = not (setup.others or setup.reasons)
    if not has_pages:
        notes.insert(0, "Other plugins take part in pages: of those, answers alone were compared.")
    with TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True) as temporary:
        nowhere = Path(temporary)
        work = Work(
            Staging(nowhere), ArtifactStore(nowhere), PreviousBuild(nowhere), 1, remembers=False
        )
        with project.rendering(nowhere):
            context = context_of(project, site, setup, work)
            expected = expected_files(context, read, has_pages)
    yield from _of_files(project, expected, read)
    yield from _of_search(site, expected, files, read)
    known = expected.paths
    for page in pages:
        if page.file not in known and not page.file.endswith("404.html"):
            what = "a build would not write this page: the sources do not have it"
            yield Problem(State.CONTRADICTION, page.file, page.lang, page.name, what, page.url)


def _of_files(project: Project, expected: ExpectedFiles, read: Read) -> Iterator[Problem]:
    directory_urls = project.settings.directory_urls
    for one in expected.differing:
        published = read(one.path)
        if one.page_id:
            url = page_url(one.page_id, directory_urls)
            yield from page_problems(one.path, one.lang, url, published, one.content)
        else:
            yield from file_problems(one.path, published, one.content)
    for left in expected.left_out:
        url = page_url(left.page_id, directory_urls)
        what = f"lacks “{left.line}”, which api/answers.json says"
        answer = answer_id(name_of(url), left.section)
        yield Problem(State.CONTRADICTION, left.path, left.lang, answer, what, url)


def _of_search(
    site: Site, expected: ExpectedFiles, files: Sequence[str], read: Read
) -> Iterator[Problem]:
    for lang, texts in expected.texts.items():
        prefix = "" if lang == site.default else f"{lang}/"
        for file, answer, what in search_differences(read, files, prefix, texts):
            yield Problem(State.CONTRADICTION, file, lang, answer, what, "")
