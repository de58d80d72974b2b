"""Checks that translations have the pages, sections, steps, tables and links of their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from kbgen.checks.inputs import Key
from kbgen.checks.mends import other_target
from kbgen.checks.pairs import section_pairs
from kbgen.model.article import Article, Link, Section
from kbgen.model.finding import Finding, Span, error, warning

_UPWARDS = re.compile(r"(?:\.\./)+([^/]+)/(.+?)(?:\.md)?(?:#.*)?$")
_STEP = re.compile(r"^[ \t]*\d+[.)][ \t]", re.M)
_ITEM = re.compile(r"^[ \t]*[-*+][ \t]", re.M)
_ROW = re.compile(r"^[ \t]*\|.*$", re.M)
_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_ADMONITION = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)", re.M)


def check_pages(
    sources: Mapping[str, Article], langs: Sequence[str], existing: Set[Key], drafts: Set[Key]
) -> Iterator[Finding]:
    """KB421 a page that is missing in a language."""
    for source in sources.values():
        missing = [lang for lang in langs if (lang, source.id) not in existing]
        if missing and (source.lang, source.id) not in drafts:
            what = f"this page is missing in: {', '.join(missing)}"
            hint = f"its readers see it in '{source.lang}'; add {missing[0]}/{source.id}.md"
            yield warning("KB421", source.where(), what, hint)


def check_headings(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB422 a section that is missing, additional, or at another level or place than its source."""
    if source is None:
        return
    ours = [(h.level, h.id) for h in page.headings]
    theirs = [(h.level, h.id) for h in source.headings]
    if ours == theirs:
        return
    for heading in page.headings:
        if (heading.level, heading.id) not in theirs:
            what = f"section '{heading.id}' is not in {source.path} at this level"
            yield error("KB422", heading.span, what, "give it the id and level that it has there")
    for level, id_ in theirs:
        if (level, id_) not in ours:
            what = f"section '{id_}' of {source.path} is missing"
            yield error("KB422", page.where(), what, "translate it")
    if sorted(ours) == sorted(theirs):
        what = f"the sections stand in another order than in {source.path}"
        yield error("KB422", page.headings[0].span, what, "put them in the same order")


def _count_steps(text: str) -> object:
    return len(_STEP.findall(text))


def _count_items(text: str) -> object:
    return len(_ITEM.findall(text))


def _count_cells(text: str) -> object:
    rows = [row for row in _ROW.findall(text) if not _RULE.match(row)]
    return [len(re.split(r"(?<!\\)\|", row.strip().strip("|"))) for row in rows]


def _count_admonitions(text: str) -> object:
    return _ADMONITION.findall(text)


COUNTS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("KB423", "steps", _count_steps),
    ("KB424", "list items", _count_items),
    ("KB425", "table cells by row", _count_cells),
    ("KB426", "admonitions", _count_admonitions),
)


def check_blocks(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB423 to KB426 other steps, list items, table cells or admonitions than in the source."""
    if source is None:
        return
    for section, there in section_pairs(page, source):
        ours = page.masked[section.start : section.end]
        theirs = source.masked[there.start : there.end]
        for code, what, count in COUNTS:
            if count(ours) != count(theirs):
                text = f"{what}: {count(ours)} here, {count(theirs)} in {source.path}"
                place = page.place(section.start, section.start)
                yield error(code, place, text, "bring the two together")


def check_targets(page: Article, source: Article | None) -> Iterator[Finding]:
    """KB427 other links or images than in the source, section by section."""
    if source is None:
        return
    for section, there in section_pairs(page, source):
        ours, theirs = _targets(page, section), _targets(source, there)
        written = {_target(link): link for link in source.links}
        wanted = Counter(theirs.values())
        wanted.subtract(ours.values())
        for span, target in ours.items():
            if wanted[target] < 0:
                wanted[target] += 1
                other = next((t for t, count in wanted.items() if count > 0), None)
                what = f"'{target}' is not linked here in {source.path}"
                hint = f"there it is '{other}'" if other else "take it out, or link it there"
                if other:
                    wanted[other] -= 1
                mend = other_target(page, span, written[other]) if other else None
                yield error("KB427", span, what, hint, mend)
        for target, count in wanted.items():
            if count > 0:
                what = f"{source.path} links '{target}' here, this page does not"
                yield error("KB427", page.place(section.start, section.start), what, "link it")


def check_leaving(page: Article, langs: Sequence[str], existing: Set[Key]) -> Iterator[Finding]:
    """KB428 a link to another language although the page exists in the reader's language."""
    for link in page.links:
        match = _UPWARDS.match(link.target) if link.target.startswith("../") else None
        is_other = match and match[1] in langs and match[1] != page.lang
        if match and is_other and (page.lang, match[2]) in existing:
            what = f"this link leads readers of '{page.lang}' to '{match[1]}'"
            yield error("KB428", link.span, what, "link the page of their own language")


def _targets(article: Article, section: Section) -> dict[Span, str]:
    first = article.place(section.start, section.start).line
    last = article.place(max(section.end - 1, 0), section.end).line
    return {link.span: _target(link) for link in article.links if first <= link.span.line <= last}


def _target(link: Link) -> str:
    return f"{link.page or link.target}{'#' + link.anchor if link.anchor else ''}"
