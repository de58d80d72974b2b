"""`kbgen move`: move pages and sections in all languages, with their links and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kbgen.build.uptodate import configurations
from kbgen.commands.build import parse_cache_of
from kbgen.commands.structures import need_folders
from kbgen.errors import FindingsError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.model.site import Site
from kbgen.moving.plan import Key, MovePlan, plan_move
from kbgen.moving.request import MoveRequest, request_of
from kbgen.resolve.links import resolve_links
from kbgen.resolve.locales import resolve_locales
from kbgen.source.address_list import INVALID_LIST
from kbgen.source.text import read_text
from kbgen.source.tree import read_site, read_versions


def move_address(
    config_file: Path, old: str, new: str, dry_run: bool = False, cache: Path | None = None
) -> tuple[list[str], Sequence[Finding]]:
    """Move a page, a folder or a section; return what changed, and what is left to mend.

    `cache` is the folder with what was read before. Raises KbgenError if it cannot be done; then
    nothing is changed.
    """
    settings = load(config_file).settings
    need_folders(settings, "kbgen move")
    parse_cache = parse_cache_of(settings.root, cache)
    site, findings = read_site(settings, parse_cache)
    _refuse(site, findings)
    site, _ = resolve_locales(site)
    request = request_of(site, old, new)
    site, places = _as_before(site, request)
    plan = plan_move(resolve_links(site), request, configurations(config_file), places)
    if not dry_run:
        plan.files.save()
    return _lines(plan, dry_run), plan.findings


def _refuse(site: Site, findings: Sequence[Finding]) -> None:
    """Raise FindingsError for pages and lists that cannot be read: they would be lost in part."""
    broken = {article.path for article in site.articles.values() if article.is_broken}
    wrong = [one for one in findings if one.span.path in broken or one.code == INVALID_LIST]
    if wrong:
        raise FindingsError(wrong)


def _as_before(site: Site, request: MoveRequest) -> tuple[Site, Mapping[Key, str]]:
    """Return the site as it was before its files were moved by hand, and where they are now."""
    old, new = request.old, request.new
    done = {new: old} if new in site.sources else {}
    if not done and "#" not in old:
        below = [page for page in site.sources if page.startswith(f"{new}/")]
        known = {one.address for one in site.address_list.lines} if site.address_list else set()
        done = {page: f"{old}/{page.removeprefix(f'{new}/')}" for page in below}
        done = {page: former for page, former in done.items() if former in known}
    is_there = old in site.sources or any(page.startswith(f"{old}/") for page in site.sources)
    if "#" in old or is_there or not done:
        return site, {}
    articles, places = dict(site.articles), dict[Key, str]()
    for page, former in done.items():
        texts = {}
        for lang in site.locales:
            article = articles.pop((lang, page), None)
            if article is not None:
                text, _ = read_text(
                    site.settings.root / article.path, article.path, site.settings.bounds
                )
                path = site.settings.content / lang / f"{former}.md"
                texts[lang] = site.settings.relative(path), text
                places[lang, former] = article.path
        articles |= read_versions(site.settings, former, texts)[0]
    return replace(site, articles=dict(sorted(articles.items()))), places


def _lines(plan: MovePlan, dry_run: bool) -> list[str]:
    """Return a line for each file that was moved or changed, and one that counts them."""
    lines = [f"{old} → {new}" for old, new in plan.moved]
    lines += [f"changed: {path}" for path in plan.changed]
    pages = len(plan.moved)
    count = f"{pages} {'file' if pages == 1 else 'files'} moved, {len(plan.changed)} changed"
    return [*lines, f"{count}{' (nothing was written)' if dry_run else ''}."]
