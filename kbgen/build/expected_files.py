"""What a build would write in place of a published site's files.

The pages are put together from the answers that the site publishes (`build.restored`), and so are
the files that are made of these answers. Where a page, its answers and the sources do not agree,
its Markdown is rendered, and that decides which of them is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.build.context import BuildContext
from kbgen.build.language_renderer import LanguageRenderer
from kbgen.build.outputs import language_files, site_files
from kbgen.build.restored import PublishedAnswer, is_same_page, lines_left_out, restored_page
from kbgen.build.search import generated_records, page_records
from kbgen.errors import PagesRefusedError
from kbgen.model.article import Article
from kbgen.output.alternates import Web
from kbgen.output.answers import BuiltPage
from kbgen.output.host_files import host_files
from kbgen.output.page_output import PageOutput, page_output
from kbgen.output.search.record import Record
from kbgen.output.theme_assets import FOLDER
from kbgen.resolve.addresses import page_path, published_file
from kbgen.system.files import read_file
from kbgen.system.parallel import FEWEST, cores, each

PORTION = 32
"""The number of pages that a process gets at once."""
Read = Callable[[str], bytes | None]
"""Path below the site's folder → the content of the file, or None if there is none."""


@dataclass(frozen=True)
class ExpectedFile:
    """A file as a build would write it; a page has its language and id."""

    path: str
    content: bytes
    lang: str = ""
    page_id: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A line of an answer that its page does not have."""

    path: str
    lang: str
    page_id: str
    section: str
    line: str


@dataclass(frozen=True)
class ExpectedFiles:
    """The files of a site that are not as a build would write them, and what it would write.

    `texts` are what the search of each language quotes: id → (title, text). `paths` are all files
    that a build would write, without those of the search and compressed copies.
    """

    differing: tuple[ExpectedFile, ...]
    texts: Mapping[str, Mapping[str, tuple[str, str]]]
    paths: frozenset[str]
    left_out: tuple[LeftOut, ...] = ()
    """What pages lack of their answers, where the pages themselves are not compared."""


@dataclass(frozen=True)
class _ExpectedPage:
    """What became of one page: its part of other files, and the page if it is not as published."""

    path: str
    output: PageOutput
    expected: ExpectedFile | None
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the search quotes of it: id → (title, text)."""
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class _Run:
    context: BuildContext
    read: Read
    has_pages: bool
    differing: list[ExpectedFile] = field(default_factory=list)
    texts: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    copied: dict[str, Path] = field(default_factory=dict)
    """The files of the content that are published as they are, by their places in the site."""

    def add(self, files: Mapping[str, bytes]) -> None:
        self.paths.update(files)
        self.differing += [
            ExpectedFile(path, content)
            for path, content in files.items()
            if self.read(path) != content
        ]

    def language(self, lang: str) -> None:
        """Compare the pages of a language and the files that are made of all of them."""
        renderer = self.context.renderer(lang)
        renderer.prepare()
        prefix = "" if lang == self.context.site.default else f"{lang}/"
        answers = _published_answers(self.read(f"{prefix}api/answers.json"))
        page_ids = sorted(self.context.site.pages_in(lang))
        portions = [page_ids[at : at + PORTION] for at in range(0, len(page_ids), PORTION)]

        def work(portion: Sequence[str]) -> list[_ExpectedPage]:
            return [self._page(renderer, page_id, answers.get(page_id, ())) for page_id in portion]

        jobs = cores() if len(page_ids) >= FEWEST else 1
        pages = [page for found in each(work, portions, jobs) for page in found]
        self.paths.update(page.path for page in pages)
        self.differing += [page.expected for page in pages if page.expected]
        self.left_out += [one for page in pages for one in page.left_out]
        outputs = [page.output for page in pages]
        files = language_files(renderer.publication, renderer.answer_exporter, outputs)
        self.texts[lang] = _texts(generated_records(self.context.site, lang))
        for page in pages:
            self.texts[lang] |= page.texts
        self.add(files)
        if self.has_pages:
            self.add(dict([renderer.not_found(), renderer.dialogs()]))
            self.copied |= renderer.language.copied

    def _page(
        self, renderer: LanguageRenderer, page_id: str, answers: Sequence[PublishedAnswer]
    ) -> _ExpectedPage:
        site, lang = renderer.site, renderer.lang
        article = site.shown(lang, page_id)
        address = page_path(site, lang, page_id)
        path = published_file(site, lang, page_id)
        published = self.read(path)
        html = (published or b"").decode("utf-8", "replace")
        if article is None:
            made = renderer.render_page(page_id).html if self.has_pages else html
            built, output = None, PageOutput()
        else:
            built, output, made = self._restored(renderer, article, answers, html)
        texts = _texts(page_records(site, built)) if built else {}
        left_out: tuple[LeftOut, ...] = ()
        if built and not self.has_pages and html:
            left_out = tuple(
                LeftOut(path, lang, page_id, *found) for found in lines_left_out(html, built)
            )
        expected = None
        if not is_same_page(html, made, address, renderer.base):
            content = made.encode("utf-8", "xmlcharrefreplace")
            expected = ExpectedFile(path, content, lang, page_id)
        return _ExpectedPage(path, output, expected, texts, left_out)

    def _restored(
        self,
        renderer: LanguageRenderer,
        article: Article,
        answers: Sequence[PublishedAnswer],
        html: str,
    ) -> tuple[BuiltPage, PageOutput, str]:
        """Return a page's data, its part of other files and its HTML.

        They are made of its answers if all agree, else of its Markdown.
        """
        exporter = renderer.answer_exporter
        restored = restored_page(renderer, article, answers, html)
        built, output = restored.built, page_output(exporter, restored.built)
        if not self.has_pages:
            return built, output, html
        made = renderer.render_page(article.id, restored.body).html
        address = page_path(renderer.site, renderer.lang, article.id)
        is_same = is_same_page(html, made, address, renderer.base)
        if is_same and _is_agreed(output, answers):
            return built, output, html
        with suppress(PagesRefusedError):
            rendered = renderer.limited(article, lambda: renderer.render_page(article.id))
            assert rendered.built
            return rendered.built, page_output(exporter, rendered.built), rendered.html
        return built, output, made


def expected_files(context: BuildContext, read: Read, has_pages: bool) -> ExpectedFiles:
    """Compare a published site with what a build would write.

    Without `has_pages` its pages are taken as they are, since other plugins take part in them.
    """
    run = _Run(context, read, has_pages)
    for lang in context.site.locales:
        run.language(lang)
    run.add(site_files(Web(context.site, context.config.base), context.assets))
    settings, assets = context.site.settings, context.assets.files
    hosting = host_files(context.config.url, context.site, assets)
    run.add({path: content for path, content in hosting.items() if path not in run.copied})
    left = {path: file for path, file in run.copied.items() if path not in run.paths}
    run.add({path: read_file(file, settings.bounds) for path, file in left.items()})
    run.paths.update(f"{FOLDER}{name}" for name in assets)
    return ExpectedFiles(tuple(run.differing), run.texts, frozenset(run.paths), tuple(run.left_out))


def _texts(records: Iterable[Record]) -> dict[str, tuple[str, str]]:
    return {record.id: (record.title, record.text) for record in records}


def _is_agreed(output: PageOutput, answers: Sequence[PublishedAnswer]) -> bool:
    """Tell whether the published answers of a page are those that it makes."""
    made = {fragment.id: json.loads(fragment.json) for fragment in output.answers}
    return made == {answer.data["id"]: answer.data for answer in answers}


def _published_answers(content: bytes | None) -> dict[str, list[PublishedAnswer]]:
    """Return page id → the answers of a file that have all their parts."""
    found: dict[str, list[PublishedAnswer]] = {}
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        for data in json.loads(content or b"{}").get("answers", ()):
            page_id, _, anchor = str(data["id"]).partition("#")
            answer = PublishedAnswer(
                anchor, str(data["question"]), str(data["answer"]["html"]), data
            )
            found.setdefault(page_id, []).append(answer)
    return found
