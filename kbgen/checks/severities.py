"""How severe the settings of a site say that a finding is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg
from kbgen.model.overrides import fits_path
from kbgen.model.site import Site

_UNREADABLE = ("KB101", "KB102")
"""Codes of a file whose text cannot be read."""


class _File(NamedTuple):
    """The paths by which a file may be named, its language and its kind of page; "" for none."""

    names: tuple[str, ...]
    lang: str
    kind: str


class Severities:
    """The severities that a site sets."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._files: dict[str, _File] = {}

    def of(self, finding: Finding) -> str | None:
        """Return the severity that the settings give a finding; None if they give none."""
        settings, path = self.site.settings, finding.span.path
        if self._is_needed(finding):
            return None
        file = self._files.setdefault(path, self._file(path))
        for one in reversed(settings.overrides):
            if finding.code in one.severities and one.fits(*file):
                return one.severities[finding.code]
        by_kind = settings.severities.get(finding.code, {})
        return by_kind.get(file.kind, by_kind.get("*"))

    def unused(self) -> Iterator[Finding]:
        """KB117 paths of overrides that no file fits."""
        settings = self.site.settings
        overrides = [(n, one.path) for n, one in enumerate(settings.overrides) if one.path]
        if not overrides:
            return
        assets = (f"{self._content}{name}" for name in self.site.assets)
        files = [self._file(path) for path in (*self._articles, *assets)]
        for number, globs in overrides:
            for glob in globs:
                if not any(fits_path([glob], file.names) for file in files):
                    place = settings.place("checks", "overrides", number, "path")
                    what = msg("no file of this site is '%(path)s'", path=glob)
                    hint = msg(
                        "write it from the content folder or a language's: blog/**, ar/blog/**"
                    )
                    yield warning("KB117", place, what, hint)

    def _is_needed(self, finding: Finding) -> bool:
        """Tell whether nothing can be built with what a finding is about: an unreadable ledger."""
        is_ledger = finding.span.path == f"{self._content}facts.yml"
        return is_ledger and self.site.is_ledger_broken and finding.code in _UNREADABLE

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.path: article for article in self.site.articles.values()}

    @cached_property
    def _content(self) -> str:
        """Return with what the paths of the content folder begin: "content/"."""
        here = self.site.settings.relative(self.site.settings.content)
        return "" if here == "." else f"{here}/"

    def _file(self, path: str) -> _File:
        settings = self.site.settings
        below = path.removeprefix(self._content)
        lang, _, rest = below.partition("/")
        is_in_language = lang in settings.langs
        names = (path, below, rest) if is_in_language else (path, below)
        article = self._articles.get(path)
        return _File(names, lang if is_in_language else "", article.kind if article else "")
