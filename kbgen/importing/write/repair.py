"""Applies the fixes of `kbgen check --fix` to text that is not on a page yet."""

from __future__ import annotations

from dataclasses import replace

from kbgen.checks.fix import fix_text
from kbgen.importing.blocks import DocumentBlock, Role, TextRun
from kbgen.importing.request import Import
from kbgen.importing.write.report import (
    Repair,
    find_changes,
)
from kbgen.markdown.scan import mask
from kbgen.model.article import Article
from kbgen.model.front_matter import PageMeta
from kbgen.source.front_matter import split_front_matter


def repair(run: Import, text: str, lang: str) -> str:
    """Apply the fixes of `kbgen check --fix` to a text without markup."""
    numbering = run.site.locales[lang].numbering
    return fix_text(text, _as_article(text, "", lang, "page"), numbering)


def _as_article(body: str, yaml: str, lang: str, kind: str) -> Article:
    return Article("", lang, kind, "", PageMeta(), yaml, body, 1, mask(body))


def fix_page(run: Import, text: str, page_id: str, kind: str, lang: str) -> str:
    """Fix a whole page, until `kbgen check --fix` would change nothing."""
    split, _ = split_front_matter(text, page_id)
    article = _as_article(split.body, split.yaml, lang, kind)
    return fix_text(text, article, run.site.locales[lang].numbering)


def repair_block(
    run: Import, block: DocumentBlock, lang: str, changes: list[Repair]
) -> DocumentBlock:
    if block.role is Role.CODE:
        return block

    def repaired(runs: tuple[TextRun, ...]) -> tuple[TextRun, ...]:
        out = []
        for one in runs:
            fixed = one.text if one.code else _keep_ends(one.text, repair(run, one.text, lang))
            changes.extend(find_changes(block.line, one.text, fixed))
            out.append(replace(one, text=fixed))
        return tuple(out)

    rows = tuple(tuple(repaired(cell) for cell in row) for row in block.rows)
    return replace(block, runs=repaired(block.runs), rows=rows)


def _keep_ends(before: str, after: str) -> str:
    """Keep the space at the ends of a run, which separates it from its neighbours."""
    if before.strip() and after.strip():
        lead = before[: len(before) - len(before.lstrip())]
        tail = before[len(before.rstrip()) :]
        return f"{lead}{after.strip()}{tail}"
    return after
