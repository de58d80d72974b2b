"""Makes the parts of a site, in any order and in any process.

A part is a page, or the files that are made of all pages of a language. Each has a cache key, the
digest of all its inputs, and its result is kept under that key. So equal inputs give equal bytes,
whether they were made now, on another machine or a year ago.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, TypeVar

from markupsafe import Markup

from kbgen.build.language_renderer import LanguageRenderer, LanguageSetup, PageBody, RenderedPage
from kbgen.build.manifest import OutputFile
from kbgen.build.outputs import language_files, site_files
from kbgen.build.search import generated_words, language_search, search_words
from kbgen.build.staging import Staging
from kbgen.build.store import ArtifactStore
from kbgen.errors import KbgenError, PagesRefusedError
from kbgen.model.config import LanguageConfig
from kbgen.model.site import Site
from kbgen.output.alternates import Web
from kbgen.output.assets import Assets
from kbgen.output.compress import compressed
from kbgen.output.page_output import PageOutput, page_output
from kbgen.output.search.page import PageWords
from kbgen.output.theme_assets import FOLDER
from kbgen.resolve.addresses import published_file
from kbgen.system.codec import Codec, Custom
from kbgen.system.digest import digest


@dataclass(frozen=True)
class PageTask:
    """A page of a language: the digest of its own file, its key, and the key of its text."""

    lang: str
    page_id: str
    source_digest: str
    key: str = ""
    content_digest: str = ""

    @property
    def part(self) -> str:
        return f"{self.lang}:{self.page_id}"

    @property
    def part_key(self) -> str:
        """Return the key of the page in the manifest, from which a later build reads its keys."""
        return f"{self.key}.{self.source_digest}.{self.content_digest}"

    @property
    def artifacts_key(self) -> str:
        """Return the key of the page's content without the layout around it."""
        return digest(self.content_digest, "artifacts")


@dataclass(frozen=True)
class PageArtifacts:
    """The results of one page: for its template, the files of its language and the search."""

    output: PageOutput
    words: PageWords | None = None
    body: PageBody | None = None
    """Its rendered Markdown; None if that must be rendered again."""


PAGE_ARTIFACTS: Codec[PageArtifacts] = Codec(PageArtifacts, {Markup: Custom(str, Markup)})
COPIES: Codec[dict[str, bytes]] = Codec(dict[Literal[".gz", ".br"], bytes])
"""Suffix → compressed copy of a file."""
IDS: Codec[list[str]] = Codec(list[str])
T = TypeVar("T")


class OtherPlugins(Protocol):
    """The events of other plugins, language by language."""

    in_order: bool
    """Whether they must see all pages, in order and in one process."""
    inputs: str
    """The digest of all that pages depend on because of them; "" if that is not known."""

    def pages(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> Iterator[RenderedPage]: ...
    def by_pages(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> AbstractContextManager[Callable[[str], RenderedPage]]: ...
    def finish(self) -> None: ...


class WarningCounter(logging.Handler):
    """Counts the warnings that a logger is given while it is entered."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__(logging.WARNING)
        self._logger, self.count = logger, 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 # it is counted alone
        self.count += 1

    def __enter__(self) -> WarningCounter:
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)


def _read(kept: bytes | None, codec: Codec[T]) -> T | None:
    """Decode a cached result; None if there is none, or it is invalid."""
    if kept is not None:
        with suppress(ValueError):
            return codec.decode(kept)
    return None


@dataclass
class BuildContext:
    """The data with which the parts of a site are made, equal in every process."""

    site: Site
    assets: Assets
    language: Callable[[Site, str], LanguageSetup]
    """Opens a language of a site."""
    logger: logging.Logger
    """Where the generator whose plugin kbgen is, and other plugins, warn."""
    store: ArtifactStore
    staging: Staging
    remembers: bool = True
    """Whether pages are cached for other builds; their content is always cached for this build."""
    salt: str = ""
    """A part of every key that differs in each build if nothing of another build may be used."""
    shows_all: bool = False
    """Whether every page may show data of all other pages."""
    others: OtherPlugins | None = None
    """Other plugins that take part in making pages."""
    templates: Callable[[Any, Callable[[str, bytes], None]], None] | None = None
    """Renders a language's static templates; None if there are none."""
    tasks: Sequence[PageTask] = ()
    warnings: int = 0
    """How many warnings there were of a page that was made here."""
    _words_by_page: tuple[str, dict[str, PageWords | None]] = field(default=("", {}), init=False)
    """The words of one language's pages, which are used for its files and for its search."""
    _renderers: dict[str, LanguageRenderer] = field(default_factory=dict, init=False)
    _refused: dict[str, PagesRefusedError] = field(default_factory=dict, init=False)
    """Why the page of a file cannot be made."""
    _by_others: Callable[[str], RenderedPage] | None = field(default=None, init=False)
    """Makes a page of the open language with the events of other plugins."""

    def renderer(self, lang: str) -> LanguageRenderer:
        """Return the renderer of a language, with the language opened."""
        renderer = self._opened(lang)
        renderer.language.open()
        return renderer

    def counting(self) -> WarningCounter:
        """Return what counts the warnings while it is entered."""
        return WarningCounter(self.logger)

    @property
    def config(self) -> LanguageConfig:
        """The configuration in the default language, which is that of the whole site."""
        return self._opened(self.site.default).config

    def _opened(self, lang: str) -> LanguageRenderer:
        if lang not in self._renderers:
            language = self.language(self.site, lang)
            self._renderers[lang] = LanguageRenderer(self.site, lang, language, self.assets)
        return self._renderers[lang]

    def make_language(
        self, lang: str, finish: Callable[[], None]
    ) -> Iterator[tuple[str, OutputFile]]:
        """Write the pages of a language with the events of other plugins; yield (page id, file).

        Other files have the id "". `finish` writes the files that are made of all pages.
        """
        assert self.others
        tasks = {task.page_id: task for task in self._tasks(lang)}
        renderer, static = self._opened(lang), dict[str, OutputFile]()

        def write(path: str, content: bytes) -> None:
            static[path] = self.staging.write(path, content)

        for rendered in self.others.pages(renderer, write, finish):
            html = rendered.html.encode("utf-8", "xmlcharrefreplace")
            if task := tasks.get(rendered.page_id):
                self._keep(task, renderer, rendered)
            static.pop(rendered.path, None)
            yield rendered.page_id, self.staging.write(rendered.path, html)
        yield from (("", made) for made in static.values())

    @contextmanager
    def by_others(self, lang: str, finish: Callable[[], None]) -> Iterator[dict[str, OutputFile]]:
        """Have the pages of a language made with the events of other plugins, one by one.

        Yield the other files of the language by their paths. `finish` writes what the pages make
        together.
        """
        assert self.others
        static: dict[str, OutputFile] = {}

        def write(path: str, content: bytes) -> None:
            static[path] = self.staging.write(path, content)

        with self.others.by_pages(self._opened(lang), write, finish) as make:
            self._by_others = make
            try:
                yield static
            finally:
                self._by_others = None

    def make_templates(self, lang: str) -> list[OutputFile]:
        """Write the static templates of a language."""
        made: dict[str, OutputFile] = {}

        def write(path: str, content: bytes) -> None:
            made[path] = self.staging.write(path, content)

        if self.templates:
            self.templates(self.renderer(lang).language, write)
        return [*made.values()]

    def make_page(self, task: PageTask) -> OutputFile | None:
        """Write a page: as it is remembered, else made anew; none that a plugin wants left out."""
        kept = self.store.get(task.key) if self.remembers else None
        path, _, html = (kept or b"").partition(b"\n")
        if path != self._path(task).encode():
            path, html = self._render_page(task)
        return self.staging.write(path.decode(), html) if html.strip() else None

    def _path(self, task: PageTask) -> str:
        return published_file(self.site, task.lang, task.page_id)

    def remember(self, task: PageTask) -> None:
        """Render a page only for the cache."""
        if self.store.get(task.key) is None or self.store.get(task.artifacts_key) is None:
            self._render_page(task)

    def _render_page(self, task: PageTask) -> tuple[bytes, bytes]:
        """Render a page, and cache it with its parts of other files.

        A page with warnings is not cached, so that the next build warns again. Raises
        PagesRefusedError if it takes too long.
        """
        renderer, article = self.renderer(task.lang), self.site.shown(task.lang, task.page_id)
        # The time of other plugins is not that of the page.
        if article is None or self._by_others:
            return self._render(task, renderer)
        if article.path in self._refused:  # it was refused in another language
            raise self._refused[article.path]
        try:
            return renderer.limited(article, lambda: self._render(task, renderer))
        except PagesRefusedError as problem:
            self._refused[article.path] = problem
            raise

    def _render(self, task: PageTask, renderer: LanguageRenderer) -> tuple[bytes, bytes]:
        known = None if self._by_others else self._known(task)
        with self.counting() as counter:
            if self._by_others:
                rendered = self._by_others(task.page_id)
            else:
                rendered = renderer.render_page(task.page_id, known.body if known else None)
        warnings = counter.count
        self.warnings += warnings
        path, html = rendered.path.encode(), rendered.html.encode("utf-8", "xmlcharrefreplace")
        if self.remembers and not warnings:
            self.store.put(task.key, path + b"\n" + html)
        if known is None or warnings:
            self._keep(task, renderer, rendered, known, self.remembers and not warnings)
        return path, html

    def _keep(
        self,
        task: PageTask,
        renderer: LanguageRenderer,
        rendered: RenderedPage,
        known: PageArtifacts | None = None,
        with_body: bool = False,
    ) -> None:
        """Cache the results of a page."""
        artifacts = known or self._artifacts_of(rendered, renderer)
        kept = artifacts if with_body else replace(artifacts, body=None)
        self.store.put(task.artifacts_key, PAGE_ARTIFACTS.encode(kept))

    def _artifacts_of(self, rendered: RenderedPage, renderer: LanguageRenderer) -> PageArtifacts:
        if rendered.built is None:
            return PageArtifacts(PageOutput())
        words = search_words(self.site, renderer.lang, rendered.built)
        output = page_output(renderer.answer_exporter, rendered.built)
        return PageArtifacts(output, words, rendered.body)

    def _output(self, task: PageTask) -> PageOutput:
        artifacts = self._artifacts(task)
        self._words_of(task.lang)[task.page_id] = artifacts.words
        return artifacts.output

    def _words_of(self, lang: str) -> dict[str, PageWords | None]:
        if self._words_by_page[0] != lang:
            self._words_by_page = (lang, {})
        return self._words_by_page[1]

    def _artifacts(self, task: PageTask) -> PageArtifacts:
        """Return a page's parts of other files from the cache, or by rendering it."""
        for _ in range(2):
            if found := self._known(task):
                return found
            self._render_page(task)
        raise KbgenError(f"nothing can be kept in {self.store.folder}; build with --no-cache")

    def _known(self, task: PageTask) -> PageArtifacts | None:
        """Return the cached results of a page, or None."""
        return _read(self.store.get(task.artifacts_key), PAGE_ARTIFACTS)

    def _tasks(self, lang: str) -> list[PageTask]:
        return [task for task in self.tasks if task.lang == lang]

    def make_language_files(self, lang: str, note: str) -> list[OutputFile]:
        """Write the files that are made of a language's pages: answers, feed, llms.txt, 404.html.

        The ids of its answers are cached under the key `note`, for the search of all languages.
        """
        renderer = self.renderer(lang)
        outputs = [self._output(task) for task in self._tasks(lang)]
        self._note_ids(lang, self._words(lang), note)
        files = language_files(renderer.publication, renderer.answer_exporter, outputs)
        framed = renderer.not_found(), renderer.dialogs()
        return [self.staging.write(*file) for file in (*files.items(), *framed)]

    def make_site_files(self) -> list[OutputFile]:
        """Write the files that are made of all pages: sitemaps, robots.txt … and redirects."""
        files = site_files(Web(self.site, self.config.base), self.assets)
        return [self.staging.write(*file) for file in files.items()]

    def answer_ids(self, lang: str, note: str) -> list[str]:
        """Return the ids of the answers in a language's search."""
        known = _read(self.store.get(note), IDS)
        return known if known is not None else self._note_ids(lang, self._words(lang), note)

    def _note_ids(self, lang: str, words: Sequence[PageWords], note: str) -> list[str]:
        ids = [id_ for page in (*words, *generated_words(self.site, lang)) for id_ in page.ids]
        self.store.put(note, IDS.encode(ids))
        return ids

    def _words(self, lang: str) -> list[PageWords]:
        by_page = self._words_of(lang)
        for task in self._tasks(lang):
            if task.page_id not in by_page:
                by_page[task.page_id] = self._artifacts(task).words
        found = (by_page[task.page_id] for task in self._tasks(lang))
        return [words for words in found if words]

    def search_pages(self, lang: str) -> list[PageWords]:
        """Return the search words of a language's pages, and of generated ones."""
        return [*self._words(lang), *generated_words(self.site, lang)]

    def make_search_files(self, lang: str, ids: Sequence[str]) -> list[OutputFile]:
        """Write a language's index; `ids` are the answers of all languages, sorted."""
        words = self.search_pages(lang)
        known = set(ids).union(*(page.ids for page in words))  # the cached ids may be wrong
        files = language_search(self.site, lang, words, sorted(known))
        return [self.staging.write(*file) for file in files.items()]

    def make_copies(self, made: OutputFile) -> list[OutputFile]:
        """Write the compressed copies of a file of the site."""
        file = self.staging.folder / made.path
        is_asset = made.path.rpartition("/")[0] == FOLDER.rstrip("/")
        key = digest(made.digest, "compressed", file.suffix, str(is_asset))
        copies = _read(self.store.get(key), COPIES)
        if copies is None:
            copies = compressed(file.name, file.read_bytes(), is_asset)
            self.store.put(key, COPIES.encode(copies))
        return [
            self.staging.write(f"{made.path}{suffix}", content)
            for suffix, content in copies.items()
        ]
