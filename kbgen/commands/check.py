"""`kbgen check --fix`: fix letters, marks, spaces and slips of Markdown in the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from kbgen.checks.fix import fix_text, with_edits
from kbgen.checks.slips import slips_of
from kbgen.commands.build import check_project
from kbgen.model.finding import Edit, Finding
from kbgen.model.findings import MECHANICAL
from kbgen.model.site import Site
from kbgen.system.writing import write_whole


def fix_project(config_file: Path, dry_run: bool) -> tuple[list[str], str]:
    """Fix what needs no decision in every page; return the changed files and a unified diff."""
    site, findings = check_project(config_file)
    changed: dict[str, None] = {}
    difference: list[str] = []
    for path, edits in mechanical_edits(site, findings).items():
        before = _read(site, path)
        _note(site, path, before, _edited(before, edits), changed, difference, dry_run)
    if changed and not dry_run:  # other lines and other blocks than were read
        site, _ = check_project(config_file)
    for article in site.articles.values():
        before = _read(site, article.path)
        after = fix_text(before, article, site.locales[article.lang].numbering)
        _note(site, article.path, before, after, changed, difference, dry_run)
    return [*changed], "".join(difference)


def mechanical_edits(site: Site, findings: Sequence[Finding]) -> dict[str, list[Edit]]:
    """Return path → the edits of slips that are mended without a decision."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    excused = {finding.span.path for finding in findings if finding.code in MECHANICAL}
    for finding in findings:
        if finding.mend and finding.code in MECHANICAL:
            edits[finding.span.path].append(finding.mend)
    for article in site.articles.values():
        if article.path in excused and not article.is_broken:
            for slip in slips_of(article):
                if slip.code in MECHANICAL:
                    edits[article.path] += slip.edits(article)
    return {path: list(dict.fromkeys(those)) for path, those in edits.items()}


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with as many of the edits as do not overlap."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    taken: list[Edit] = []
    for edit in edits:
        one = edit._replace(new=edit.new.replace("\n", line_end))
        try:
            with_edits(text, [*taken, one])
        except ValueError:
            continue
        taken.append(one)
    return with_edits(text, taken)


def _read(site: Site, path: str) -> str:
    return (site.settings.root / path).read_bytes().decode("utf-8")


def _note(
    site: Site,
    path: str,
    before: str,
    after: str,
    changed: dict[str, None],
    difference: list[str],
    dry_run: bool,
) -> None:
    """Note the difference of a file, and write it unless it is only to be shown."""
    if after == before:
        return
    changed[path] = None
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    difference += unified_diff(*lines, path, path)
    if not dry_run:
        write_whole((site.settings.root / path).resolve(), after.encode("utf-8"))
