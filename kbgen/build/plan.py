"""Plans the parts of a site, and makes those that have changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from kbgen.build.context import BuildContext, OtherPlugins, PageTask
from kbgen.build.keys import PageKeys, SiteKeys
from kbgen.build.manifest import OutputFile, PreviousBuild
from kbgen.errors import PagesRefusedError
from kbgen.model.config import LanguageConfig
from kbgen.model.finding import Finding, sort_findings
from kbgen.model.site import Settings, Site
from kbgen.options import Shard
from kbgen.output.compress import SUFFIXES
from kbgen.output.host_files import host_files
from kbgen.output.theme_assets import FOLDER
from kbgen.resources import folder as resource
from kbgen.system.digest import (
    canonical,
    digest,
    digest_bytes,
    digest_files,
    program_digest,
)
from kbgen.system.files import FileEntry, files_below, read_file
from kbgen.system.modes import make_readable
from kbgen.system.parallel import LARGE, each
from kbgen.views.nav import Outline

_NOT_COPIED = (
    *(".*", "*/.*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*"),
    *("*.md", "*.markdown", "*.mdown", "*.mkdn", "*.mkd", "sitemap.xml"),
)
"""What stays in a theme's folder: what MkDocs leaves there (Files.add_files_from_theme)."""
CROSS_PAGE = "cross-page"
"""The name of a part without files; its key is the digest of `SiteKeys.cross_page_inputs`."""
PORTION = 16
"""The number of pages that a process gets at once."""
FEWEST = 48
"""The fewest pages for which starting processes is worth the time."""
Parts = dict[str, tuple[str, Sequence[OutputFile]]]
SharedKeys = dict[str, tuple[str, str]]
"""Of each language, the key of what all its pages share, and that of their texts alone."""


@dataclass(frozen=True)
class _MadePage:
    """A page that was made, and how many warnings there were of it."""

    file: OutputFile | None
    """None if a plugin wants it left out."""
    warnings: int


@dataclass
class BuildRun:
    """One build of a site."""

    context: BuildContext
    previous: PreviousBuild
    jobs: int
    progress: Callable[[str, int, int], None]
    parts: Parts = field(default_factory=dict)
    warnings: int = 0
    _done: int = field(default=0, init=False)
    """Pages that are done."""
    _web: str = field(default="", init=False)
    """The key of what programs read about all pages: answers, feed, search, sitemap."""
    _keys_with_others: SiteKeys | None = field(default=None, init=False)
    """Those of a site whose pages are made with the events of other plugins."""

    @property
    def site(self) -> Site:
        return self.context.site

    def make(self) -> Parts:
        """Make the whole site in the staging folder; return its parts with their keys and files."""
        shared_keys = self.plan()
        freeze_objects()
        if self.context.others:
            self._with_others(self.context.others, shared_keys)
        else:
            self._pages(self.context.tasks)
            self._joint(shared_keys)
            self._site_files()
            self._static()
            self._templates()
            self._assets()
        self._hosting()
        self.context.staging.prune(m.path for _, files in self.parts.values() for m in files)
        return self.parts

    def plan(self) -> SharedKeys:
        """Compute the key of every page; return the shared keys of each language."""
        context, site = self.context, self.site
        if context.others:
            return self._plan_uncached()
        context.renderer(
            site.default
        )  # opening a language completes the settings, for the first time
        keys = self._site_keys()
        langs, shared_keys, navigations = [], {}, []
        for lang in site.locales:
            outline = self._outline(lang)
            own = self._page_keys(keys, lang, outline)
            navigations.append(own.navigation)
            shared_keys[lang] = _shared_keys(own)
            langs.append(own)
        cross_page_inputs = digest(
            keys.cross_page_inputs, *(own.layout_inputs for own in langs), *navigations
        )
        keeps_keys = self.previous.parts.get(CROSS_PAGE, ("", ()))[0] == cross_page_inputs
        self.parts[CROSS_PAGE] = (cross_page_inputs, ())
        context.tasks = [
            self._task(own, page_id, keeps_keys)
            for own in langs
            for page_id in sorted(site.pages_in(own.lang))
        ]
        self._web = keys.web(context.config.base)
        return shared_keys

    def _outline(self, lang: str) -> Outline:
        """Return the navigation of a language, of which there may be warnings."""
        with self._counted():
            return self.context.renderer(lang).layout.outline

    def _site_keys(self) -> SiteKeys:
        context, config = self.context, self.context.config
        program = site_program(config)
        others = context.others.inputs if context.others else ""
        if context.salt or others:
            program = digest(program, context.salt, others)
        templates = own_templates(self.site.settings, config.template_digest)
        return SiteKeys(self.site, program, templates)

    def _page_keys(self, keys: SiteKeys, lang: str, outline: Outline) -> PageKeys:
        context = self.context
        assets = canonical(sorted(context.assets.names.items()))
        config = context.renderer(lang).config
        return PageKeys(keys, lang, outline, config, assets, context.shows_all)

    def _plan_uncached(self) -> SharedKeys:
        """Give every page a unique key, since its inputs are unknown."""
        site, salt = self.site, self.context.salt
        self.context.tasks = [
            PageTask(
                lang, page_id, "", digest(salt, lang, page_id), digest(salt, lang, page_id, "text")
            )
            for lang in site.locales
            for page_id in sorted(site.pages_in(lang))
        ]
        self._web = digest(salt, "web")
        return {lang: (digest(salt, lang, "all"), digest(salt, lang)) for lang in site.locales}

    def _with_others(self, others: OtherPlugins, shared_keys: SharedKeys) -> None:
        """Make what other plugins take part in."""
        # They may write into files, which the site that stands must not share before they end.
        previous, self.previous = self.previous, PreviousBuild(self.previous.folder)
        self._pages_with_others(others, shared_keys)
        self._joint(shared_keys)
        others.finish()
        self.previous = previous
        self._take_over()

    def _pages_with_others(self, others: OtherPlugins, shared_keys: SharedKeys) -> None:
        """Make all pages with the events of other plugins, the default language's first."""
        make = self._in_order if others.in_order else self._by_pages
        site, refused, static = self.site, list[Finding](), dict[str, OutputFile]()
        for lang in sorted(site.locales, key=lambda lang: lang != site.default):
            try:
                static |= make(lang, shared_keys)
            except PagesRefusedError as problem:
                refused += problem.findings
        _refuse(refused)
        self.parts["static"] = ("", [*static.values()])

    def _in_order(self, lang: str, shared_keys: SharedKeys) -> dict[str, OutputFile]:
        """Make the pages of a language as MkDocs does; return its other files by their paths."""
        context, static = self.context, dict[str, OutputFile]()
        finish = partial(self._finish_language, lang, shared_keys)
        with self._counted():
            for page_id, made in context.make_language(lang, finish):
                if not page_id:
                    static[made.path] = made
                    continue
                self.parts[f"{lang}:{page_id}"] = ("", (made,))
                self._advance(lang, 1)
        return static

    def _by_pages(self, lang: str, shared_keys: SharedKeys) -> dict[str, OutputFile]:
        """Make the pages of a language, each by itself; return its other files by their paths."""
        context, finish = self.context, partial(self._finish_language, lang, shared_keys)
        before = context.warnings
        with self._counted(), context.by_others(lang, finish) as static:
            if context.others and context.others.inputs:
                self._name_language(lang, shared_keys)
            self._pages([task for task in context.tasks if task.lang == lang])
        # A page that this process has made counts its own warnings.
        self.warnings -= context.warnings - before
        written = {made.path for _, files in self.parts.values() for made in files}
        return {path: made for path, made in static.items() if path not in written}

    def _name_language(self, lang: str, shared_keys: SharedKeys) -> None:
        """Name the pages of a language that is open, with the settings that plugins have left."""
        context = self.context
        keys = self._keys_with_others = self._keys_with_others or self._site_keys()
        own = self._page_keys(keys, lang, context.renderer(lang).layout.outline)
        shared_keys[lang] = _shared_keys(own)
        context.tasks = [
            self._task(own, task.page_id, keeps_keys=False) if task.lang == lang else task
            for task in context.tasks
        ]
        self._web = keys.web(context.config.base)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count the warnings."""
        with self.context.counting() as counter:
            yield
        self.warnings += counter.count

    def _advance(self, lang: str, pages: int) -> None:
        self._done += pages
        self.progress(lang, self._done, len(self.context.tasks))

    def _finish_language(self, lang: str, shared_keys: SharedKeys) -> None:
        """Make what other plugins may want to see when the pages of a language are written."""
        self._language_files([lang], shared_keys)
        if lang == self.site.default:
            self._site_files()
            self._assets()

    def _site_files(self) -> None:
        self._make(["site"], [self._web], lambda _: self.context.make_site_files(), [""])

    def _take_over(self) -> None:
        """Take every file as other plugins have left it."""
        folder = self.context.staging.folder
        make_readable(folder)
        found = sorted(file for file in folder.rglob("*") if file.is_file())
        made = [
            self._reused(
                OutputFile(file.relative_to(folder).as_posix(), digest_bytes(file.read_bytes()))
            )
            for file in found
        ]
        static = self.parts["static"]
        self.parts = {"static": static, "all": ("", made)}

    def _task(self, keys: PageKeys, page_id: str, keeps_keys: bool) -> PageTask:
        """Return the task of a page; `keeps_keys` keeps the last key of an unchanged text."""
        article = self.site.shown(keys.lang, page_id)
        task = PageTask(keys.lang, page_id, article.digest if article else "")
        before = self.previous.parts.get(task.part, ("", ()))[0] if keeps_keys else ""
        key, own, text = (*before.split("."), "", "")[:3]
        if not key or own != task.source_digest:
            key, text = keys.page(page_id)
        return PageTask(task.lang, page_id, task.source_digest, key, text)

    @property
    def digest(self) -> str:
        """Return the digest of all pages' keys, after `plan`."""
        return digest(*(task.key for task in self.context.tasks))

    def remember(self, shard: Shard) -> int:
        """Make the pages of a shard for the cache only; return their number."""
        tasks = self.context.tasks[shard.number - 1 :: shard.count]
        portions = list(_portions(tasks))
        done = 0
        freeze_objects()
        work = each(self._remember, portions, self.jobs, self._may_hang(tasks))
        refused: list[Finding] = []
        for portion, found in zip(portions, work, strict=True):
            refused += found
            done += len(portion)
            self.progress(portion[-1].lang, done, len(tasks))
        _refuse(refused)
        return len(tasks)

    def _remember(self, portion: Sequence[PageTask]) -> list[Finding]:
        """Make pages for the cache only; return findings about pages that cannot be made."""
        refused: list[Finding] = []
        for task in portion:
            try:
                self.context.remember(task)
            except PagesRefusedError as problem:
                refused += problem.findings
        return refused

    def _pages(self, tasks: Sequence[PageTask]) -> None:
        wanted = []
        for task in tasks:
            made = self._unchanged(task.part, task.part_key)
            if made is None:
                wanted.append(task)
            else:
                self.parts[task.part] = (task.part_key, made)
        self._done += len(tasks) - len(wanted)
        portions = list(_portions(wanted))
        jobs = self.jobs if len(wanted) >= FEWEST else 1
        is_large = self._may_hang(wanted)
        if is_large and not self.context.staging.is_shared:
            self._remember_large(wanted)
            is_large = False
        results = each(self._portion, portions, jobs, is_large)
        refused: list[Finding] = []
        for portion, generated_pages in zip(portions, results, strict=True):
            for task, made_page in zip(portion, generated_pages, strict=True):
                if not isinstance(made_page, _MadePage):
                    refused += made_page
                    continue
                self.warnings += made_page.warnings
                key = "" if made_page.warnings else task.part_key
                files = (self._reused(made_page.file),) if made_page.file else ()
                self.parts[task.part] = (key, files)
            self._advance(portion[-1].lang, len(portion))
        _refuse(refused)

    def _portion(self, portion: Sequence[PageTask]) -> list[_MadePage | Sequence[Finding]]:
        """Make pages; return findings in place of a page that cannot be made."""
        return [self._one(task) for task in portion]

    def _one(self, task: PageTask) -> _MadePage | Sequence[Finding]:
        before = self.context.warnings
        try:
            return _MadePage(self.context.make_page(task), self.context.warnings - before)
        except PagesRefusedError as problem:
            return problem.findings

    def _may_hang(self, tasks: Sequence[PageTask]) -> bool:
        """Tell whether one of these pages is so large that rendering may not be interruptible."""
        shown = (self.site.shown(task.lang, task.page_id) for task in tasks)
        return any(article and len(article.body) > LARGE for article in shown)

    def _remember_large(self, tasks: Sequence[PageTask]) -> None:
        """Make the large pages in a process that can be ended, for the cache."""
        large = [[task] for task in tasks if self._may_hang([task])]
        _refuse([finding for found in each(self._remember, large, 1, True) for finding in found])

    def _unchanged(self, part: str, key: str) -> tuple[OutputFile, ...] | None:
        """Return the files of a part from the published site if its key is equal, else None."""
        found = self.previous.part(part, key)
        for made in found or ():
            self.context.staging.link(made, self.previous.folder)
        return found

    def _reused(self, made: OutputFile) -> OutputFile:
        """Keep the published file if the new one is equal."""
        if self.previous.has(made):
            (self.context.staging.folder / made.path).unlink()
            self.context.staging.link(made, self.previous.folder)
        return made

    def _joint(self, shared_keys: SharedKeys) -> None:
        """Make the files that are made of many pages: those of each language, then its search."""
        context, langs = self.context, list(self.site.locales)
        self._language_files(
            [lang for lang in langs if f"files:{lang}" not in self.parts], shared_keys
        )
        terms, notes = (
            canonical(dict(self.site.terms)),
            {lang: self._note(lang, shared_keys) for lang in langs},
        )
        ids = sorted({id_ for lang in langs for id_ in context.answer_ids(lang, notes[lang])})
        numbers = digest(*ids)
        self._make(
            [f"search:{lang}" for lang in langs],
            [digest(notes[lang], terms, numbers) for lang in langs],
            lambda lang: context.make_search_files(lang, ids),
            langs,
        )

    def _language_files(self, langs: Sequence[str], shared_keys: SharedKeys) -> None:
        """Make the files that are made of all pages of a language."""
        assets = canonical(self.site.assets)
        self._make(
            [f"files:{lang}" for lang in langs],
            [digest(shared_keys[lang][0], self._texts(lang), assets) for lang in langs],
            lambda lang: self.context.make_language_files(lang, self._note(lang, shared_keys)),
            langs,
        )

    def _texts(self, lang: str) -> str:
        return digest(*(task.content_digest for task in self.context.tasks if task.lang == lang))

    def _note(self, lang: str, shared_keys: SharedKeys) -> str:
        """Return the key of the ids of a language's answers."""
        return digest(shared_keys[lang][1], self._texts(lang), "ids")

    def _make(
        self,
        parts: Sequence[str],
        keys: Sequence[str],
        make: Callable[[str], list[OutputFile]],
        langs: Sequence[str],
    ) -> None:
        """Make a part of each language, unless the published one is unchanged."""
        wanted = []
        for part, key, lang in zip(parts, keys, langs, strict=True):
            made = self._unchanged(part, key)
            if made is None:
                wanted.append((part, key, lang))
            else:
                self.parts[part] = (key, made)
        jobs = self.jobs if len(self.context.tasks) >= 4 * FEWEST else 1
        results = each(make, [lang for _, _, lang in wanted], jobs)
        for (part, key, _), files in zip(wanted, results, strict=True):
            self.parts[part] = (key, [self._reused(made) for made in files])

    def _static(self) -> None:
        """Copy the files of the content that are no pages, each language's to its place.

        Those of the project's own theme as well.
        """
        found: dict[str, Path] = {}
        for lang in self.site.locales if self.site.assets else ():
            found |= self.context.renderer(lang).language.copied
        settings = self.site.settings
        if settings.custom_dir:
            for file in copied_files(settings.custom_dir, settings.bounds):
                found.setdefault(file.name, Path(file.path))
        written = {made.path for _, files in self.parts.values() for made in files}
        made = [
            self._put(path, read_file(file, settings.bounds))
            for path, file in found.items()
            if path not in written
        ]
        self.parts["static"] = ("", made)

    def _templates(self) -> None:
        """Write the static templates; the last language overwrites the others, as in MkDocs."""
        if self.context.templates is None:
            return
        with self.context.counting() as counter:
            for lang in sorted(self.site.locales, key=lambda lang: lang != self.site.default):
                made = {one.path: one for one in self.context.make_templates(lang)}
                kept = [one for one in self.parts["static"][1] if one.path not in made]
                self.parts["static"] = ("", [*kept, *made.values()])
        self.warnings += counter.count

    def _put(self, path: str, content: bytes) -> OutputFile:
        """Write a file, or keep the published one if it is equal."""
        made = OutputFile(path, digest_bytes(content))
        if not self.previous.has(made):
            return self.context.staging.write(path, content)
        self.context.staging.link(made, self.previous.folder)
        return made

    def _assets(self) -> None:
        files = self.context.assets.files.items()
        self.parts["assets"] = ("", [self._put(f"{FOLDER}{name}", data) for name, data in files])

    def _hosting(self) -> None:
        """Write the files for the host, and compressed copies of all files."""
        settings = self.site.settings
        static = {made.path: made for made in self.parts["static"][1]}
        made = [
            self._put(name, content)
            for name, content in host_files(
                self.context.config.url, self.site, self.context.assets.files
            ).items()
            if name not in static
        ]
        self.parts["host"] = ("", made)
        if not settings.hosting.compress:
            return
        files = [m for _, part in self.parts.values() for m in part if _is_text(m.path)]
        wanted = []
        for one in dict.fromkeys(files):
            taken = self._unchanged(f"copies:{one.path}", one.digest)
            if taken is None:
                wanted.append(one)
            else:
                self.parts[f"copies:{one.path}"] = (one.digest, taken)
        portions = [wanted[start : start + PORTION] for start in range(0, len(wanted), PORTION)]
        work = each(lambda part: [self.context.make_copies(m) for m in part], portions, self.jobs)
        for portion, results in zip(portions, work, strict=True):
            for one, copies in zip(portion, results, strict=True):
                self.parts[f"copies:{one.path}"] = (one.digest, copies)


def _shared_keys(own: PageKeys) -> tuple[str, str]:
    """Return the key of what all pages of a language share, and that of their texts alone."""
    known = own.keys.branches, *own.keys.facts.values()
    return digest(own.layout_inputs, *known), digest(own.content_inputs, *known)


def copied_files(folder: Path, bounds: Iterable[Path]) -> Iterator[FileEntry]:
    """Yield the files of a theme's folder that are published without changes."""
    for file in files_below(folder, bounds):
        is_left = any(fnmatch(file.name.lower(), pattern) for pattern in _NOT_COPIED)
        if not is_left and not file.refusal:
            yield file


def _refuse(findings: list[Finding]) -> None:
    """Raise PagesRefusedError for the pages that cannot be made, after all were tried."""
    if findings:
        raise PagesRefusedError(sort_findings(findings))


def freeze_objects() -> None:
    """Freeze the garbage collector's objects, so that forked processes share their memory."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
    gc.enable()


def _is_text(path: str) -> bool:
    return Path(path).suffix in SUFFIXES


def _portions(tasks: Sequence[PageTask]) -> Iterator[list[PageTask]]:
    """Divide pages into portions, each of one language."""
    portion: list[PageTask] = []
    for task in tasks:
        if portion and (len(portion) == PORTION or portion[0].lang != task.lang):
            yield portion
            portion = []
        portion.append(task)
    if portion:
        yield portion


def site_program(config: LanguageConfig) -> str:
    """Return the digest of the programs, the theme and the settings that make a site."""
    folders = Path(__file__).parent.parent, resource("theme"), resource("locales")
    return digest(program_digest(*folders), config.markdown_digest)


def own_templates(settings: Settings, readable: str) -> str:
    """Return the digest of a project's own templates; `readable` is that of what they may read."""
    if not settings.custom_dir:
        return ""
    files = files_below(settings.custom_dir, settings.bounds)
    return digest(digest_files(files), readable)
