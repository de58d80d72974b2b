"""Reads the content folder into a Site, with a finding for every problem."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kbgen.kinds import kind_of
from kbgen.markdown.scan import Scan, mask, read_date, scan
from kbgen.model.article import Article, FactUse, Heading, page_url
from kbgen.model.editions import begun_on, pages_on
from kbgen.model.fact import Branch, Fact, Term
from kbgen.model.finding import ERROR, Finding, Span, did_you_mean, error, warning
from kbgen.model.findings import PAGE_REFUSED, PAGE_WITHOUT_LANGUAGE
from kbgen.model.front_matter import PageMeta
from kbgen.model.limits import Excess, refuse
from kbgen.model.locale import Locale
from kbgen.model.message import joined, msg
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Settings, Site
from kbgen.model.translation import RECORD_FILE, LanguageRecord
from kbgen.model.uses import find_uses
from kbgen.source import entries
from kbgen.source.address_list import read_address_list
from kbgen.source.addresses import check_addresses
from kbgen.source.catalog import catalog_files, read_catalog
from kbgen.source.conflicts import find_conflict
from kbgen.source.editions import check_editions, with_days
from kbgen.source.entries import EntryGroup, Read
from kbgen.source.fonts import read_coverage
from kbgen.source.front_matter import Split, read_front_matter, split_front_matter
from kbgen.source.known_fields import FieldRules, or_allow
from kbgen.source.misplaced import where_to
from kbgen.source.published import read_history
from kbgen.source.text import LARGEST_RECORD, decode, read_data, refusal_at
from kbgen.source.yaml import YamlDocument
from kbgen.system.codec import Codec
from kbgen.system.digest import digest, digest_bytes
from kbgen.system.files import LARGEST, Refusal, files_below, too_large, unreadable, walk
from kbgen.system.limit import ExcessError, limited
from kbgen.system.parallel import LARGE, in_parts
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.record import parse_record

T = TypeVar("T", Branch, dict[str, Fact | None], dict[str, Term])
LEDGER, GLOSSARY, BRANCHES = "facts.yml", "glossary.yml", "branches"
_SOURCE = re.compile(r"^source[ \t]*:[ \t]*[\"']?([\w-]+)", re.M)
_UNWRITABLE = re.compile(r"[\\\x00-\x1f\x7f]")
"""Characters in a file name that some disks do not allow, and addresses do not keep."""
_RUBBISH = re.compile(
    r"~\$.*|.*~|.*\.(?:bak|orig|rej|swp|swo|tmp|temp|crdownload|part)|#.*#"
    r"|thumbs\.db|desktop\.ini|__macosx|icon\r|ehthumbs\.db|\$recycle\.bin|@eadir",
    re.I,
)
"""What programs leave behind: locks, backups, previews."""
_SLUG = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class _Place:
    """A page by its file name; `path` is its path in findings."""

    lang: str
    page_id: str
    path: str
    file: Path
    file_id: str = ""
    """The name of the file below the language folder, without .md, if that is not the id."""


@dataclass(frozen=True)
class _SourceFile:
    """A page as read from disk, before its front matter is validated."""

    lang: str
    page_id: str
    path: str
    split: Split
    is_broken: bool


def is_private(relative: str) -> bool:
    """Tell whether a file of the content folder is data for the build and not published.

    >>> is_private("branches/riyadh.yml"), is_private("en/index.md")
    (True, False)
    """
    parts = PurePosixPath(relative).parts
    is_yaml = relative.endswith((".yml", ".yaml"))
    is_record = parts[1:] == (RECORD_FILE,)
    return relative in (LEDGER, GLOSSARY) or is_record or (parts[0] == BRANCHES and is_yaml)


def read_site(
    settings: Settings, parse_cache: ParseCache | None = None
) -> tuple[Site, list[Finding]]:
    """Read everything below the content folder; a file that cannot be read becomes a finding.

    Pages that `parse_cache` contains are not parsed again.
    """
    parse_cache = parse_cache or ParseCache()
    findings: list[Finding] = []
    files, refused = _walk(settings, findings)
    theme = _theme_files(settings, findings)
    pages = _read_pages(settings, files, findings, parse_cache)
    place = partial(_placed, settings)
    others = (name for name in files if not is_page_file(name) and not is_private(name))
    assets = {settings.structure.place(name): name for name in others}
    facts = _read_file(
        settings, refused, LEDGER, _read_ledger, entries.LEDGER, findings, parse_cache
    )
    is_ledger_broken = facts is None and _has_ledger(settings)
    branches, broken_branches = _read_branches(settings, files, refused, findings, parse_cache)
    read_terms = partial(_read_glossary, langs=settings.langs)
    terms = (
        _read_file(settings, refused, GLOSSARY, read_terms, entries.GLOSSARY, findings, parse_cache)
        or {}
    )
    address_list, mistakes = read_address_list(settings)
    findings += mistakes
    history, mistakes = read_history(settings, parse_cache, partial(read_versions, settings))
    findings += mistakes
    site = Site(
        settings,
        _read_locales(settings, findings, parse_cache),
        pages,
        {fact_id: fact for fact_id, fact in (facts or {}).items() if fact},
        branches,
        terms,
        frozenset(assets),
        {name: real for name, real in assets.items() if name != real},
        refused,
        begun=begun_on(settings.today, (_file_id(place(name)) for name in files)),
        has_ledger=_has_ledger(settings),
        is_ledger_broken=is_ledger_broken,
        coverage=_coverage(settings),
        broken_branches=broken_branches,
        broken_facts=frozenset(fact_id for fact_id, fact in (facts or {}).items() if not fact),
        records=_read_records(settings, files, findings, parse_cache),
        history=history,
        address_list=address_list,
    )
    if names := site.recorded_names:
        renamed = {lang: record.renamed(names) for lang, record in site.records.items()}
        site = replace(site, records=renamed)
    findings += check_addresses(site, theme)
    return site, findings


def reread_pages(
    site: Site, pages: Collection[str], parse_cache: ParseCache
) -> tuple[Site, list[Finding]] | None:
    """Read some pages again in all their languages; their links are not resolved.

    None if the whole site must be read again, because a page has another source or is gone.
    """
    settings = site.settings
    before = {key: article for key, article in site.articles.items() if article.id in pages}
    files = [
        (settings.root / article.path).relative_to(settings.content).as_posix()
        for article in before.values()
    ]
    findings: list[Finding] = []
    after = _read_pages(settings, files, findings, parse_cache)
    if after.keys() != before.keys() or any(
        after[key].is_translation != before[key].is_translation for key in before
    ):
        return None
    if any(article.starts or article.ends for article in before.values()):
        return None  # a page tells of its later texts, and they of it
    return replace(site, articles={**site.articles, **after}), findings


def read_versions(
    settings: Settings, page_id: str, texts: Mapping[str, tuple[str, str]]
) -> tuple[dict[tuple[str, str], Article], list[Finding]]:
    """Read the texts of a page that no file has yet: language → (path, text).

    Return them by (language, page id), their links not resolved, and the findings in them.
    """
    versions: dict[str, _SourceFile] = {}
    findings: list[Finding] = []
    for lang, (path, text) in texts.items():
        split, problems = split_front_matter(text, path)
        findings += problems
        versions[lang] = _SourceFile(lang, page_id, path, split, bool(problems))
    headings: tuple[Heading, ...] | None = None
    found = {}
    for file in _in_order(settings, versions) if versions else ():
        article, problems = _read_limited(settings, file, headings is not None, headings)
        findings += problems
        found[file.lang, page_id] = replace(article, digest=digest(file.path, texts[file.lang][1]))
        headings = article.headings if headings is None else headings
    return found, findings


def _read_file(
    settings: Settings,
    refused: Collection[str],
    name: str,
    read: Callable[[str, str], Read[T]],
    codec: Codec[Read[T]],
    findings: list[Finding],
    parse_cache: ParseCache,
) -> T | None:
    """Read an optional file; None if it does not exist or nothing in it can be read."""
    file = settings.content / name
    if name in refused or not file.exists():
        return None
    path = settings.relative(file)
    data, problems = read_data(file, path, settings.bounds)
    known: Read[T] | None = None
    if not problems:
        key = digest(name, path, digest_bytes(data), *settings.langs)
        known = parse_cache.get(key, codec)
        if known is None or (known[0] and not entries.is_of(known[0], path)):
            text, problems = decode(data, path)
            known = (None, problems) if problems else read(text, path)
            parse_cache.put(key, codec, known)
    items, problems = known or (None, problems)
    findings += problems
    return items if items or not problems else None


# These modules are slow to import, and mostly the cache has the content already.
def _read_ledger(text: str, path: str) -> Read[dict[str, Fact | None]]:
    from kbgen.source.ledger import read_ledger

    return read_ledger(text, path)


def _read_glossary(text: str, path: str, langs: tuple[str, ...]) -> Read[dict[str, Term]]:
    from kbgen.source.glossary import read_glossary

    return read_glossary(text, path, langs)


def _read_branch(text: str, path: str) -> Read[Branch]:
    from kbgen.source.branches import read_branch

    return read_branch(text, path, PurePosixPath(path).stem)


def _walk(settings: Settings, findings: list[Finding]) -> tuple[list[str], frozenset[str]]:
    """Return the files below the content folder that count for the site, and the refused files."""
    files, refused = [], set()
    for name, place, refusal in walk(settings.content, settings.bounds, _is_hidden):
        if settings.is_excluded(name):
            continue
        if refusal is None and not is_page_file(name) and not is_private(name):
            refusal = _too_large(place)
        if refusal is None:
            files.append(name)
        elif not settings.is_excluded(f"{name}/"):
            refused.add(name)
            findings.append(refusal_at(settings.relative(settings.content / name), refusal))
    return files, frozenset(refused)


def _is_hidden(name: str) -> bool:
    """Tell whether a file or folder is nothing that anybody wrote for readers."""
    return name.startswith(".") or _RUBBISH.fullmatch(name) is not None


def _too_large(place: str) -> Refusal | None:
    try:
        size = Path(place).stat().st_size
    except OSError as problem:
        return unreadable(problem)
    return too_large(size) if size > LARGEST else None


def _theme_files(settings: Settings, findings: list[Finding]) -> list[str]:
    """Return the files of the project's own theme."""
    files = []
    if settings.custom_dir is not None:
        for name, _, refusal in files_below(settings.custom_dir, settings.bounds):
            if refusal:
                path = settings.relative(settings.custom_dir / name)
                findings.append(refusal_at(path, refusal))
            else:
                files.append(name)
    return files


def _coverage(settings: Settings) -> dict[str, frozenset[str]]:
    coverage = read_coverage(settings.fonts)
    return {lang: shown for lang, shown in coverage.items() if lang in settings.langs}


def _read_locales(
    settings: Settings, findings: list[Finding], parse_cache: ParseCache
) -> dict[str, Locale]:
    locales = {}
    for language in settings.languages:
        strings, problems = read_catalog(
            settings.catalogs, language.lang, settings.root, parse_cache
        )
        findings += problems
        locales[language.lang] = Locale(
            language.lang,
            language.tag or language.lang,
            language.name,
            numbering=language.numbering,
            currencies={code: dict(words) for code, words in language.currencies.items()},
            strings=strings,
            catalogs=tuple(
                (path, text)
                for path, text, _ in catalog_files(settings.catalogs, language.lang, settings.root)
            ),
        )
    return locales


def _read_branches(
    settings: Settings,
    files: list[str],
    refused: Collection[str],
    findings: list[Finding],
    parse_cache: ParseCache,
) -> tuple[dict[str, Branch], frozenset[str]]:
    branches, broken = {}, set()
    for name in (*files, *sorted(refused)):
        if name.startswith(f"{BRANCHES}/") and name.endswith((".yml", ".yaml")):
            branch = _read_file(
                settings, refused, name, _read_branch, entries.BRANCH, findings, parse_cache
            )
            if branch:
                branches[branch.id] = branch
            else:
                broken.add(PurePosixPath(name).stem)
    return branches, frozenset(broken)


def _read_records(
    settings: Settings, files: list[str], findings: list[Finding], parse_cache: ParseCache
) -> dict[str, LanguageRecord]:
    """Return language → what is recorded of its translations; a language without it is left out."""
    records = {}
    for lang in settings.langs:
        name = f"{lang}/{RECORD_FILE}"
        if name not in files:
            continue
        path = _path(settings, name)
        data, problems = read_data(settings.content / name, path, settings.bounds, LARGEST_RECORD)
        key = digest("record", path, digest_bytes(data))
        known = None if problems else parse_cache.get(key, entries.RECORD)
        if known is None:
            text, problems = ("", problems) if problems else decode(data, path)
            known = (LanguageRecord(), problems) if problems else parse_record(text, path)
            parse_cache.put(key, entries.RECORD, known)
        record, problems = known
        records[lang] = replace(record, mistakes=tuple(problems))
        findings += problems
    return records


def _path(settings: Settings, name: str) -> str:
    here = settings.relative(settings.content)
    return name if here == "." else f"{here}/{name}"


def _read_pages(
    settings: Settings, files: list[str], findings: list[Finding], parse_cache: ParseCache
) -> dict[tuple[str, str], Article]:
    by_page: dict[str, dict[str, _Place]] = defaultdict(dict)
    places = [*_places(settings, files, findings)]
    by_file = {(place.lang, place.page_id): place.path for place in places}
    findings += check_editions(by_file, settings.langs)
    for place in _on_their_day(settings, places):
        before = by_page[place.page_id].get(place.lang)
        if before:
            left_out = (PAGE_WITHOUT_LANGUAGE, Span(before.path))
            findings[:] = [one for one in findings if (one.code, one.span) != left_out]
            findings.append(_same_address(before, place))
        if before is None or not place.file_id:
            by_page[place.page_id][place.lang] = place
    shared = digest(
        settings.default,
        *settings.langs,
        str(len(settings.langs)),
        *sorted(settings.meta_fields),
        settings.slugs.name,
        str(_has_ledger(settings) and settings.variables is None),
        str(_has_ledger(settings)),
    )
    groups = [tuple(versions.values()) for versions in by_page.values()]
    known = [_cached_group(settings.bounds, shared, places, parse_cache) for places in groups]
    wanted = [places for places, found in zip(groups, known, strict=True) if found is None]
    is_large = any(_is_large(place.file) for places in wanted for place in places)
    new = iter(in_parts(partial(_read_groups, settings, shared), wanted, is_large))
    articles: dict[tuple[str, str], Article] = {}
    for found in known:
        if found is None:
            key, found = next(new)
            if key and not any(finding.code == PAGE_REFUSED for finding in found.findings):
                parse_cache.put(key, entries.GROUP, found)
        findings += found.findings
        articles.update(((one.lang, one.id), one) for one in found.articles)
    _report_shared_urls(articles, findings)
    named = {(place.lang, place.page_id): place.file_id for own in groups for place in own}
    file_ids = {key: file_id for key, file_id in named.items() if file_id}
    return dict(sorted(with_days(articles, file_ids, settings.announced_by).items()))


def _on_their_day(settings: Settings, places: Sequence[_Place]) -> Iterator[_Place]:
    """Yield the files of pages with the ids that they have on the day; not those that are over."""
    pages = pages_on(dict.fromkeys(place.page_id for place in places), settings.today)
    for place in places:
        page_id = pages.get(place.page_id)
        if page_id == place.page_id:
            yield place
        elif page_id is not None:
            yield replace(place, page_id=page_id, file_id=place.page_id)


def _same_address(before: _Place, place: _Place) -> Finding:
    """Report two files of one page. MkDocs leaves out README.md beside index.md, and goes on."""
    address = page_url(place.page_id) or "/"
    if place.file_id:
        what = msg(
            "this page and %(path)s claim the same address %(address)s",
            path=before.path,
            address=address,
        )
        return error("KB109", Span(place.path), what, msg("rename one of them"))
    what = msg(
        "this page is left out: %(path)s has the same address %(address)s",
        path=place.path,
        address=address,
    )
    return warning("KB109", Span(before.path), what, msg("rename one of them, or delete it"))


def _is_large(file: Path) -> bool:
    with suppress(OSError):
        return file.stat().st_size > LARGE
    return False


def _cached_group(
    bounds: Iterable[Path], shared: str, places: Sequence[_Place], parse_cache: ParseCache
) -> EntryGroup | None:
    """Return a page in all its languages from the cache, if its files are unchanged."""
    if not parse_cache.has_data:
        return None
    digests = []
    for place in places:
        known = parse_cache.known_digests.get(str(place.file))
        if known is None:
            data, problems = read_data(place.file, place.path, bounds)
            if problems:
                return None
            known = digest_bytes(data)
        digests.append(known)
    found = parse_cache.get(_group_key(shared, places, digests), entries.GROUP)
    there = [(place.lang, place.page_id, place.path) for place in places]
    return found if found and found.is_of(there) else None


def _group_key(shared: str, places: Sequence[_Place], digests: Sequence[str]) -> str:
    named = (f"{place.page_id} {place.path}" for place in places)
    return digest(shared, *named, *digests)


def _read_groups(
    settings: Settings, shared: str, groups: Sequence[Sequence[_Place]]
) -> list[tuple[str, EntryGroup]]:
    return [_read_group(settings, shared, places) for places in groups]


def _read_group(
    settings: Settings, shared: str, places: Sequence[_Place]
) -> tuple[str, EntryGroup]:
    """Read a page in all its languages; return it with its cache key, "" for unreadable files."""
    versions: dict[str, _SourceFile] = {}
    findings: list[Finding] = []
    digests = []
    is_read, has_ledger = True, _has_ledger(settings)
    for place in places:
        data, problems = read_data(place.file, place.path, settings.bounds)
        digests.append(digest_bytes(data))
        is_read = is_read and not problems
        file = None if problems else _open(place, data, problems, has_ledger)
        findings += problems
        if file:
            versions[place.lang] = file
    headings: tuple[Heading, ...] | None = None
    articles = []
    # The source first: translations use its ids.
    for file in _in_order(settings, versions) if versions else ():
        article, problems = _read_limited(settings, file, headings is not None, headings)
        findings += problems
        articles.append(replace(article, digest=_read_key(shared, file, headings)))
        headings = article.headings if headings is None else headings
    key = _group_key(shared, places, digests) if is_read else ""
    return key, EntryGroup(tuple(articles), tuple(findings))


def _open(place: _Place, data: bytes, findings: list[Finding], has_ledger: bool) -> _SourceFile:
    """Split a file into front matter and body, which are empty and broken if it is no text."""
    text, problems = decode(data, place.path, keeps_rest=not has_ledger)
    findings += problems
    if any(problem.severity == ERROR for problem in problems):
        return _SourceFile(place.lang, place.page_id, place.path, Split("", "", 1), True)
    if conflict := find_conflict(mask(text) if "<<<<<<<" in text else text, place.path):
        split, problems = Split("", "", 1), [conflict]
    else:
        split, problems = split_front_matter(text, place.path, takes_plain=not has_ledger)
    findings += problems
    return _SourceFile(place.lang, place.page_id, place.path, split, bool(problems))


def _in_order(settings: Settings, versions: dict[str, _SourceFile]) -> list[_SourceFile]:
    source = _source_lang(settings, versions)
    return [versions[lang] for lang in sorted(versions, key=lambda lang: lang != source)]


def _read_key(shared: str, file: _SourceFile, source: tuple[Heading, ...] | None) -> str:
    ids = "\n".join([f"{h.level} {h.id} {h.explicit}" for h in source or ()])
    place = f"{file.is_broken} {file.split.body_line} {source is None}"
    return digest(shared, file.path, file.split.yaml, file.split.body, place, ids)


def _source_lang(settings: Settings, versions: dict[str, _SourceFile]) -> str:
    for lang, file in versions.items():
        named = _SOURCE.search(file.split.yaml)
        if named and named[1] == lang:
            return lang
    if settings.default in versions:
        return settings.default
    return next(lang for lang in settings.langs if lang in versions)


def _places(settings: Settings, files: list[str], findings: list[Finding]) -> Iterator[_Place]:
    here = _path(settings, "")
    for name in files:
        path = f"{here}{name}"
        if not is_page_file(name):
            if is_page_file(name.lower()):
                findings.append(_capital_suffix(path))
            continue
        placed = _placed(settings, name)
        lang, _, rest = placed.partition("/")
        is_by_folder = settings.structure.name == "folder"
        if is_by_folder and placed != name:
            what = msg(
                "this page is in no language folder; it is read as one in '%(lang)s'", lang=lang
            )
            hint = msg("move it to %(folder)s", folder=f"{here}{lang}/")
            findings.append(warning("KB108", Span(path), what, hint))
        if lang not in settings.langs and not is_by_folder:
            what = msg("this page is in '%(lang)s', which is no language of this site", lang=lang)
            hint = msg("add it to the languages of i18n, or take it out of the name of the file")
            findings.append(warning("KB108", Span(path), what, hint))
            continue
        if lang not in settings.langs or not rest:
            folders = ", ".join(f"{lang}/" for lang in settings.langs)
            what = msg(
                "this page is in no language folder; the site's are %(folders)s", folders=folders
            )
            hint = where_to(settings, name, files, here)
            findings.append(error("KB108", Span(path), what, hint))
            continue
        page_id = _file_id(placed)
        poor = [part for part in page_id.split("/") if part and not _SLUG.match(part)]
        if poor:
            what = msg(
                "the file name becomes the address %(address)s in every language",
                address=f"{page_id}/",
            )
            hint = msg("use small Latin letters, digits and hyphens")
            found = warning("KB110", Span(path), what, hint, subject=poor[0])
            is_unwritable = _UNWRITABLE.search(page_id)
            findings.append(error("KB110", Span(path), what, hint) if is_unwritable else found)
        yield _Place(lang, page_id, path, settings.content / name)


def _placed(settings: Settings, name: str) -> str:
    """Return where a page would lie that is in no language folder, as static-i18n reads it.

    A project with a ledger has to say what its languages are.
    """
    if settings.structure.name != "folder":
        return settings.structure.place(name)
    folder, slash, _ = name.partition("/")
    is_language = slash and folder in settings.langs
    return name if is_language or _has_ledger(settings) else f"{settings.default}/{name}"


def _capital_suffix(path: str) -> Finding:
    what = msg("this file is published as a download: pages end in .md, in small letters")
    good = PurePosixPath(path).with_suffix(PurePosixPath(path).suffix.lower()).name
    return warning("KB110", Span(path), what, msg("if it is a page, call it %(name)s", name=good))


def _file_id(name: str) -> str:
    """Return the id of a page by its file: "faq/index" for "en/faq/README.md"."""
    page_id = without_suffix(name.partition("/")[2])
    folder, _, last = page_id.rpartition("/")
    if re.match(r"README(\.from-|\Z)", last):
        return f"{folder}/index{last.removeprefix('README')}".lstrip("/")
    return page_id


def _read_limited(
    settings: Settings,
    file: _SourceFile,
    is_translation: bool,
    source: tuple[Heading, ...] | None,
) -> tuple[Article, list[Finding]]:
    """Read an article; one that takes too long becomes empty and broken."""
    try:
        return limited(
            file.path,
            settings.limits.page_seconds,
            partial(_read_article, settings, file, is_translation, source),
        )
    except ExcessError as problem:
        kind = kind_of(file.page_id)
        split = file.split
        text, line = (split.body, split.body_line) if split.body else (split.yaml, 2)
        found = refuse(file.path, Excess(problem.excess), settings.limits, text, line)
        article = Article(
            *(file.page_id, file.lang, kind.name, file.path, kind.model()),
            *("", "", split.body_line),
            is_translation=is_translation,
            is_broken=True,
        )
        return article, [found]


def _read_article(
    settings: Settings,
    file: _SourceFile,
    is_translation: bool,
    source: tuple[Heading, ...] | None,
) -> tuple[Article, list[Finding]]:
    findings: list[Finding] = []
    kind = kind_of(file.page_id)
    rules = FieldRules(settings.meta_fields, settings.langs, _has_ledger(settings))
    read, document, problems = read_front_matter(
        file.split, file.path, file.page_id, is_translation, rules
    )
    findings += problems
    meta = read or kind.model()
    if meta.source is not None and meta.source not in settings.langs:
        hint = did_you_mean(meta.source, settings.langs) or msg(
            "known: %(names)s", names=", ".join(settings.langs)
        )
        hint = joined([hint, or_allow("source")], "; ")
        what = msg("'%(lang)s' is not a language of this site", lang=meta.source)
        findings.append(error("KB104", document.marks[("source",)], what, hint))
    elif meta.source not in (None, file.lang) and not is_translation:
        there = file.path.replace(f"/{file.lang}/", f"/{meta.source}/", 1)
        what = msg(
            "this page was first written in '%(lang)s', but %(path)s is missing",
            lang=meta.source,
            path=there,
        )
        report = warning if rules.is_lenient(kind) else error
        findings.append(
            report("KB104", document.marks[("source",)], what, msg("add it, or delete this"))
        )
    found = scan(file.split.body, file.path, file.split.body_line, source, settings.slugs)
    _report_shared_ids(found.headings, findings)
    findings += _wrong_dates(found, is_translation)
    article = Article(
        file.page_id,
        file.lang,
        kind.name,
        file.path,
        meta,
        file.split.yaml,
        file.split.body,
        file.split.body_line,
        # Most pages contain no code: share one text instead of keeping two equal ones.
        file.split.body if found.masked == file.split.body else found.masked,
        marks=document.marks,
        headings=found.headings,
        links=found.links,
        uses=(*_uses_in_fields(meta, document, file.split.yaml), *found.uses),
        anchors=found.anchors,
        aliases=found.aliases,
        unsafe=found.unsafe,
        is_translation=is_translation,
        is_broken=file.is_broken or read is None,
    )
    return article, findings


def _has_ledger(settings: Settings) -> bool:
    return (settings.content / LEDGER).exists()


def _wrong_dates(found: Scan, is_translation: bool) -> Iterator[Finding]:
    for text, span in found.dated:
        if is_translation:
            what = msg(
                "'updated' belongs on the source page only; a translation takes it from there"
            )
            yield error("KB105", span, what, msg("take it out here"))
        elif read_date(text) is None:
            hint = msg("dates are year-month-day: {#id updated=2026-11-01}")
            yield error("KB104", span, msg("updated: there is no day '%(day)s'", day=text), hint)


def _uses_in_fields(meta: PageMeta, document: YamlDocument, text: str) -> Iterator[FactUse]:
    fields: dict[tuple[str, ...], str] = {(field,): words for field, words in meta.captions}
    fields |= meta.wording
    lines = text.split("\n")
    for at, value in fields.items():
        span = document.marks.get(at)
        if span is None:
            continue
        # The value may be folded over several lines: find its braces in the source text.
        line, column = span.line, span.column - 1
        for use in find_uses(value):
            while (found := lines[line - 2].find("{{", column)) < 0 and line - 1 < len(lines):
                line, column = line + 1, 0
            if use.id:
                place = span._replace(line=line, column=found + 1, length=use.end - use.start)
                yield FactUse(use.id, use.filter, place, at[0])
            column = found + 2


def _report_shared_ids(headings: tuple[Heading, ...], findings: list[Finding]) -> None:
    first: dict[str, Heading] = {}
    for heading in headings:
        before = first.setdefault(heading.id, heading)
        if before is not heading:
            what = msg(
                "the id '%(id)s' is already that of line %(line)d",
                id=heading.id,
                line=before.span.line,
            )
            findings.append(error("KB111", heading.span, what, msg("give each heading its own id")))


def _report_shared_urls(articles: dict[tuple[str, str], Article], findings: list[Finding]) -> None:
    taken: dict[tuple[str, str], Article] = {}
    for (lang, page_id), article in sorted(articles.items()):
        before = taken.setdefault((lang, page_url(page_id)), article)
        if before is not article:
            what = msg(
                "this page and %(path)s claim the same address %(address)s",
                path=before.path,
                address=page_url(page_id),
            )
            findings.append(error("KB109", Span(article.path), what, msg("rename one of them")))
