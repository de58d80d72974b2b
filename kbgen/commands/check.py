"""`kbgen check --fix`: fix letters, marks and spaces in the pages."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from kbgen.checks.fix import fix_text
from kbgen.commands.build import check_project


def fix_project(config_file: Path, dry_run: bool) -> tuple[list[str], str]:
    """Fix letters, marks and spaces in every page; return the changed files and a unified diff."""
    site, _ = check_project(config_file)
    changed: list[str] = []
    difference: list[str] = []
    for article in site.articles.values():
        file = site.settings.root / article.path
        before = file.read_bytes().decode("utf-8")
        after = fix_text(before, article, site.locales[article.lang].numbering)
        if after == before:
            continue
        changed.append(article.path)
        lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
        difference += unified_diff(*lines, article.path, article.path)
        if not dry_run:
            file.write_bytes(after.encode("utf-8"))
    return changed, "".join(difference)
