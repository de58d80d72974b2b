"""A translation has the pages, sections, steps, tables and links of its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from kbgen.checks.pairs import section_pairs
from kbgen.model.article import Article, Section
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.site import Site

_STEP = re.compile(r"^[ \t]*\d+[.)][ \t]", re.M)
_ITEM = re.compile(r"^[ \t]*[-*+][ \t]", re.M)
_ROW = re.compile(r"^[ \t]*\|.*$", re.M)
_RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_ADMONITION = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)", re.M)


def check_pages(site: Site) -> Iterator[Finding]:
    """KB421 a page that a language lacks."""
    for source in site.sources.values():
        missing = [lang for lang in site.locales if (lang, source.id) not in site.articles]
        if missing and not site.is_draft(source):
            what = f"this page is missing in: {', '.join(missing)}"
            hint = f"its readers see it in '{source.lang}'; add {missing[0]}/{source.id}.md"
            yield warning("KB421", source.where(), what, hint)


def check_headings(site: Site, article: Article) -> Iterator[Finding]:
    """KB422 sections that differ from the source's."""
    source = site.source_of(article.id)
    if source is None or not article.is_translation:
        return
    ours = [(h.level, h.id) for h in article.headings]
    theirs = [(h.level, h.id) for h in source.headings]
    if ours == theirs:
        return
    for heading in article.headings:
        if (heading.level, heading.id) not in theirs:
            what = f"section '{heading.id}' is not in {source.path} at this level"
            yield error("KB422", heading.span, what, "give it the id and level that it has there")
    for level, id_ in theirs:
        if (level, id_) not in ours:
            what = f"section '{id_}' of {source.path} is missing"
            yield error("KB422", article.where(), what, "translate it")
    if sorted(ours) == sorted(theirs):
        what = f"the sections stand in another order than in {source.path}"
        yield error("KB422", article.headings[0].span, what, "put them in the same order")


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


def check_blocks(site: Site, article: Article) -> Iterator[Finding]:
    """KB423 to KB426 steps, list items, table rows and columns, admonitions."""
    for section, source, there in section_pairs(site, article):
        ours = article.masked[section.start : section.end]
        theirs = source.masked[there.start : there.end]
        for code, what, count in COUNTS:
            if count(ours) != count(theirs):
                said = f"{what}: {count(ours)} here, {count(theirs)} in {source.path}"
                place = article.place(section.start, section.start)
                yield error(code, place, said, "bring the two together")


def check_targets(site: Site, article: Article) -> Iterator[Finding]:
    """KB427 links and images that differ from the source's, section by section."""
    for section, source, there in section_pairs(site, article):
        ours, theirs = _targets(article, section), _targets(source, there)
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
                yield error("KB427", span, what, hint)
        for target, count in wanted.items():
            if count > 0:
                what = f"{source.path} links '{target}' here, this page does not"
                yield error("KB427", article.place(section.start, section.start), what, "link it")


def check_leaving(site: Site, article: Article) -> Iterator[Finding]:
    """KB428 a link that leaves the reader's language though a translation exists."""
    others = "|".join(re.escape(lang) for lang in site.locales if lang != article.lang)
    for link in article.links:
        match = re.match(rf"(?:\.\./)+({others})/(.+?)(?:\.md)?(?:#.*)?$", link.target)
        if match and (article.lang, match[2]) in site.articles:
            what = f"this link leads readers of '{article.lang}' to '{match[1]}'"
            yield error("KB428", link.span, what, "link the page of their own language")


def _targets(article: Article, section: Section) -> dict[Span, str]:
    first = article.place(section.start, section.start).line
    last = article.place(max(section.end - 1, 0), section.end).line
    return {
        link.span: f"{link.page or link.target}{'#' + link.anchor if link.anchor else ''}"
        for link in article.links
        if first <= link.span.line <= last
    }
