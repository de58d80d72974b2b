"""Checks that a translation uses the facts of its source, section by section."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kbgen.checks.mends import other_fact
from kbgen.model.article import Article, FactUse
from kbgen.model.finding import Finding, Span, error


def check_same_facts(page: Article, source: Article | None, has_ledger: bool) -> Iterator[Finding]:
    """KB403 a fact that only the translation or only its source uses."""
    if source is None or not has_ledger:
        return
    ours, theirs = _by_section(page), _by_section(source)
    for section in ours.keys() & theirs.keys():
        missing = Counter(_key(use) for use in theirs[section])
        missing.subtract(_key(use) for use in ours[section])
        for use in ours[section]:
            if missing[_key(use)] < 0:
                missing[_key(use)] += 1
                what = f"fact '{use.id}' is not used here in {source.path}"
                wanted = [key for key, count in missing.items() if count > 0]
                hint = f"there it is '{wanted[0]}'" if wanted else "take it out, or use it there"
                if wanted:
                    missing[wanted[0]] -= 1
                mend = other_fact(page, use, wanted[0]) if wanted else None
                yield error("KB403", use.span, what, hint, mend)
        for key, count in missing.items():
            if count > 0:
                what = f"{source.path} uses fact '{key}' here, this page does not"
                yield error("KB403", _place(page, section), what, f"write {{{{ {key} }}}}")


def _key(use: FactUse) -> str:
    return use.id


def _by_section(article: Article) -> dict[str, list[FactUse]]:
    found: dict[str, list[FactUse]] = defaultdict(list)
    starts = [(article.place(s.start, s.start).line, s.id) for s in article.sections]
    for _, section_id in starts:
        found[section_id] = []
    for field in ("title", "description", "text"):
        found[f"field:{field}"] = []
    for use in article.uses:
        if use.field:
            found[f"field:{use.field}"].append(use)
        else:
            found[[id_ for line, id_ in starts if line <= use.span.line][-1]].append(use)
    return found


def _place(article: Article, section: str) -> Span:
    if section.startswith("field:"):
        return article.where(section.removeprefix("field:"))
    start = next(s.start for s in article.sections if s.id == section)
    return article.place(start, start)
