"""Finds addresses that some hosts and disks do not distinguish: by case or Unicode normal form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from kbgen.model.article import page_url
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import msg
from kbgen.model.site import Settings, Site

GENERATED = (
    *("404.html", "_headers", "_redirects", "feed.xml", "llms.txt", "robots.txt", "sitemap.xml"),
    *("api/answers.json", "search/index.json"),
)
"""The files and folders that kbgen writes for each language, beside pages."""
_OF_SITE = ("assets/kb/kb.css",)
_NOT_COPIED = (".html", ".md", ".py")


def check_addresses(site: Site, theme: Iterable[str] = ()) -> Iterator[Finding]:
    """KB109 pages, files and folders whose addresses differ only in case or Unicode normal form.

    `theme` are the files of the project's own theme. The finding is an error with `prove`, since
    proven content must not depend on the host.
    """
    report = error if site.settings.prove else warning
    written: dict[str, str] = {}
    reported: set[str] = set()
    for prefix, address, path in _published(site, theme):
        for part in _parts(address):
            before = written.setdefault(_folded(part), part)
            if before == part:
                continue
            # Report each file and folder once, not for every language.
            known = {path, part[len(prefix) :]}
            if path and not known & reported:
                reported |= known
                what = msg(
                    "'%(name)s' and '%(other)s' are one address on some hosts and disks",
                    name=part,
                    other=before,
                )
                hint = msg("rename one of them; use small letters")
                yield report("KB109", Span(path), what, hint)
            break


def _folded(address: str) -> str:
    """Return a form that is equal for addresses that some hosts do not distinguish.

    >>> _folded("Cafe\\u0301/Map.png") == _folded("caf\\u00e9/map.PNG")
    True
    """
    if address.isascii():
        return address.lower()
    whole = unicodedata.normalize("NFC", address).casefold()
    return unicodedata.normalize("NFC", whole)


def _parts(address: str) -> Iterator[str]:
    """Yield each folder of an address, with its slash, and then the file.

    >>> list(_parts("faq/pin/index.html"))
    ['faq/', 'faq/pin/', 'faq/pin/index.html']
    """
    end = 0
    while end := address.find("/", end) + 1:
        yield address[:end]
    yield address


def _published(site: Site, theme: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (prefix of the language, address with prefix, source file) of published files.

    Generated files come first; their source file is "".
    """
    settings = site.settings
    prefixes = {lang: "" if lang == settings.default else f"{lang}/" for lang in settings.langs}
    for lang, prefix in prefixes.items():
        made = (page_id for page_id in site.generated_pages if page_id in site.pages_in(lang))
        files = (*GENERATED, *(_file(settings, page_id) for page_id in made))
        yield from ((prefix, f"{prefix}{name}", "") for name in files)
    yield from (("", name, "") for name in (*_OF_SITE, *map(_sitemap, settings.langs)))
    found: list[tuple[str, str, str]] = []
    for lang, prefix in prefixes.items():
        for page_id in site.sources:
            article = site.shown(lang, page_id)
            if article and not site.is_draft(article):
                found.append((article.path, prefix, _file(settings, page_id)))
    for name in site.assets:
        folder, _, rest = name.partition("/")
        path = settings.relative(settings.content / site.asset_files.get(name, name))
        if folder in prefixes:
            found.append((path, prefixes[folder], rest))
        else:
            found += [(path, prefix, name) for prefix in prefixes.values()]
    if settings.custom_dir is not None:
        for name in theme:
            if PurePosixPath(name).suffix not in _NOT_COPIED and not name.startswith("."):
                found.append((settings.relative(settings.custom_dir / name), "", name))
    yield from ((prefix, prefix + rest, path) for path, prefix, rest in sorted(found))


def _file(settings: Settings, page_id: str) -> str:
    url = page_url(page_id, settings.directory_urls)
    return f"{url}index.html" if not url or url.endswith("/") else url


def _sitemap(lang: str) -> str:
    return f"sitemap-{lang}.xml"
