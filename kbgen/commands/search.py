"""`kbgen search learn`: what searches without a result teach."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kbgen.build.manifest import PreviousBuild
from kbgen.build.search import language_search
from kbgen.build.site import SearchPages, Work, open_site, search_pages
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.commands.build import parse_cache_of
from kbgen.errors import FindingsError, KbgenError
from kbgen.learning.engine import SearchRunner
from kbgen.learning.grouping import grouped
from kbgen.learning.judged import JudgedQuery, read_judged
from kbgen.learning.proposals import Learned, Learner, Proposal, ProposedRow
from kbgen.learning.reading import SearchLog, read_searches
from kbgen.mkdocs.driver import load
from kbgen.model.site import Site
from kbgen.moving.texts import page_text
from kbgen.output.search.page import with_keywords
from kbgen.source.text import decode, read_data
from kbgen.source.tree import GLOSSARY
from kbgen.source.yaml_edit import AliasError, edit_yaml
from kbgen.system.writing import write_whole

_MILLISECONDS = 1000


@dataclass(frozen=True)
class Lesson:
    """What was learned, and from what."""

    log: SearchLog
    learned: Learned
    judged: int
    site: Site


def learn(
    config_file: Path,
    files: Mapping[str, bytes],
    judged: Mapping[str, bytes],
    most: int,
    cache: Path,
    fewest: int = 1,
) -> Lesson:
    """Learn from the searches in files, for the project as it is now.

    At most `most` rows are tried, for searches that were made `fewest` times. Raises KbgenError
    for files that hold no searches.
    """
    project = load(config_file)
    parse_cache = parse_cache_of(project.settings.root, cache)
    site, _ = open_site(project, is_complete=False, parse_cache=parse_cache)
    langs = list(site.locales)
    queries = [
        query for name, content in judged.items() for query in read_judged(name, content, langs)
    ]
    _refuse_unknown(queries, site)
    log = read_searches(files, langs, site.default)
    groups = [group for group in grouped(log.searches) if group.count >= fewest]
    with TemporaryDirectory(prefix="kbgen-", ignore_cleanup_errors=True) as temporary:
        nowhere = Path(temporary)
        work = Work(Staging(nowhere), ArtifactStore(cache), PreviousBuild(nowhere), 1)
        pages = search_pages(project, site, work)
    index = partial(_index, site, pages)
    runner = SearchRunner(index(None), _prefixes(site), _moment(site))
    learner = Learner(runner, index, tuple(site.terms.values()), queries, most)
    return Lesson(log, learner.learn(groups), len(queries), site)


def _refuse_unknown(queries: Collection[JudgedQuery], site: Site) -> None:
    known = {*site.sources, *site.generated_pages}
    for one in queries:
        pages = {answer.partition("#")[0] for answer in one.answers}
        if not pages & known:
            raise KbgenError(
                f"the judged query '{one.query}' ({one.lang}) wants {', '.join(sorted(pages))}, "
                "no page of this site"
            )


def _moment(site: Site) -> int:
    """Return noon of the site's day, in milliseconds since 1970."""
    days = site.settings.today.toordinal() - 719163  # 1970-01-01
    return (days * 24 + 12) * 60 * 60 * _MILLISECONDS


def _prefixes(site: Site) -> dict[str, str]:
    return {lang: "" if lang == site.default else f"{lang}/" for lang in site.locales}


def _index(site: Site, pages: SearchPages, row: ProposedRow | None) -> dict[str, bytes]:
    """Return the files of the index with a row added."""
    terms = dict(site.terms)
    if row and row.term:
        term = terms[row.term]
        also = {**term.also, row.lang: (*term.also.get(row.lang, ()), *row.words)}
        terms[row.term] = replace(term, also=also)
    changed = replace(site, terms=terms)
    files: dict[str, bytes] = {}
    for lang, listed in pages.words.items():
        words = [
            with_keywords(page, row.words, lang)
            if row and (page.page, lang) == (row.page, row.lang)
            else page
            for page in listed
        ]
        files |= language_search(changed, lang, words, pages.ids)
    return files


def accept(lesson: Lesson, numbers: Collection[int]) -> list[str]:
    """Write the proposals with these numbers, from 1; return the names of the changed files.

    Raises KbgenError for a number that there is not, and for a file that cannot be changed.
    """
    proposals = lesson.learned.proposals
    if unknown := sorted(number for number in numbers if not 1 <= number <= len(proposals)):
        raise KbgenError(f"there is no proposal {unknown[0]}; there are {len(proposals)}")
    changed = [_write(lesson.site, proposals[number - 1]) for number in sorted(numbers)]
    return list(dict.fromkeys(changed))


def _write(site: Site, proposal: Proposal) -> str:
    row = proposal.row
    return _add_to_term(site, row) if row.term else _add_keywords(site, row)


def _add_to_term(site: Site, row: ProposedRow) -> str:
    path = site.settings.relative(site.settings.content / GLOSSARY)
    known = site.terms[row.term].also.get(row.lang, ())
    merged = tuple(dict.fromkeys((*known, *row.words)))

    def with_row(text: str) -> str:
        try:
            return edit_yaml(text, {(row.term, "also", row.lang): merged})
        except (AliasError, ValueError) as problem:
            raise KbgenError(
                f"{path}: 'also' of {row.term} cannot be added: {problem}"
            ) from problem

    return _change(site, path, with_row)


def _add_keywords(site: Site, row: ProposedRow) -> str:
    article = site.shown(row.lang, row.page)
    if article is None or article.lang != row.lang:
        raise KbgenError(f"{row.page} is not written in {row.lang}, so it can have no keywords")

    def with_row(text: str) -> str:
        return page_text(text, article).with_list("keywords", row.words).whole

    return _change(site, article.path, with_row)


def _change(site: Site, path: str, change: Callable[[str], str]) -> str:
    """Change the text of a file, which keeps its line ends; return its path."""
    file = site.settings.root / path
    data, problems = read_data(file, path, site.settings.bounds)
    text, unread = decode(data, path)
    if problems or unread:
        raise FindingsError([*problems, *unread])
    changed = change(text)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    end = "\r\n" if b"\r\n" in data else "\n"
    write_whole(file, mark + changed.replace("\n", end).encode())
    return path
