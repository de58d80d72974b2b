"""A project in memory: saved files are read again, and shown pages are rendered again.

A requested page is rendered at once, before any other work. The other pages are brought up to date
afterwards, by the keys and the plan of a build.
"""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from kbgen.build.baseline import without_baseline
from kbgen.build.context import BuildContext
from kbgen.build.language_renderer import LanguageRenderer
from kbgen.build.manifest import PreviousBuild
from kbgen.build.memory import CancellableStore, MemoryManifest, MemoryOutput
from kbgen.build.plan import BuildRun
from kbgen.build.site import Work, context_of, shown_site
from kbgen.build.staging import Staging
from kbgen.checks.needed import check_needed
from kbgen.checks.rules import check_group, check_steps
from kbgen.checks.verdict import judge, of_drafts
from kbgen.errors import FindingsError, KbgenError, PagesRefusedError
from kbgen.mkdocs.driver import Project, close, load
from kbgen.mkdocs.generator import LOGGER
from kbgen.model.addresses import ADDRESS_LIST
from kbgen.model.doubt import doubts_in
from kbgen.model.finding import ERROR, Finding, Span, error, sort_findings
from kbgen.model.findings import ABOUT_RECORD, PAGE_WITHOUT_LANGUAGE, SAME_ADDRESS
from kbgen.model.message import Message, msg, verbatim
from kbgen.model.published import HISTORY
from kbgen.model.site import Settings, Site
from kbgen.model.translation import NOBODY, RECORD_FILE, Acceptance
from kbgen.output.assets import AssetError
from kbgen.output.host_files import host_of
from kbgen.output.hosting import security_headers
from kbgen.output.theme_assets import FOLDER
from kbgen.resolve.addresses import address
from kbgen.resolve.facts import resolve_facts
from kbgen.resolve.links import resolve_links
from kbgen.resolve.locales import resolve_locales
from kbgen.serve.exceptions import BuildError, SupersededError
from kbgen.source.former_texts import FormerTexts
from kbgen.source.record_file import change_record
from kbgen.source.revisions import user_name
from kbgen.source.text import read_text
from kbgen.source.tree import BRANCHES, GLOSSARY, LEDGER, read_site, reread_pages
from kbgen.system.parallel import LARGE, each
from kbgen.system.parse_cache import ParseCache
from kbgen.system.writing import write_whole
from kbgen.translations.outdated import OutdatedBlock, outdated_blocks
from kbgen.translations.receipts import with_receipt
from kbgen.translations.record import write_record
from kbgen.translations.stamping import accept
from kbgen.translations.states import LanguageState, states_of
from kbgen.views.faults import with_place

NOT_FOUND = "404"
LIVE_RELOAD = {"trusted-types": ("kbgen-serve",)}
"""What serve/live.js needs beyond the policy of the site, because it compares pages."""
NEAR = 4000
"""The most results in memory."""


@dataclass(frozen=True)
class ReadProject:
    """A site as it was read, and the findings in it."""

    site: Site
    findings: tuple[Finding, ...]


class DevProject:
    """A project whose files change.

    `has_urgent_work` tells whether there is more urgent work than that in the background.
    """

    def __init__(
        self,
        config_file: Path,
        cache: Path,
        parse_cache: Callable[[Path], ParseCache],
        has_urgent_work: Callable[[], bool],
    ) -> None:
        self._config_file, self._is_wanted = config_file, has_urgent_work
        self._is_in_background = False
        self._is_stale = True
        """Whether pages that are made all together are to be made again."""
        self._silence = logging.NullHandler()
        self._project = load(config_file)
        self._is_outdated = False
        self._parse_cache = parse_cache(self._project.settings.root)
        self._store = CancellableStore(cache, self._pause)
        self.output = MemoryOutput(config_file.parent)
        self._manifest = MemoryManifest(config_file.parent, output=self.output)
        self._reading: ReadProject | None = None
        self._context: BuildContext | None = None
        self._found: dict[str, list[Finding]] = {}
        self._former_texts = FormerTexts(self._parse_cache)
        self._states: Mapping[str, LanguageState] = {}
        self._whole: list[Finding] = []
        self._checked: ReadProject | None = None
        """What the whole was last checked of."""
        self._doubtful: frozenset[str] = frozenset()
        """Ids of the pages that may not claim to be proven: in doubt, or not checked since."""
        self.pages: Mapping[str, tuple[str, str]] = {}
        """File below the site's folder → language and page id, of all pages."""
        self._start(self._project)

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._project.config.dev_addr
        return str(host), int(port)

    @property
    def base(self) -> str:
        """Return the path below which the site is served: "/" or "/help/"."""
        settings = self._project.settings
        return host_of(settings.site_url, settings).path

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers of every response: those of production, and what live reload needs."""
        settings = self._project.settings
        host = host_of(settings.site_url, settings)
        allow = {n: (*host.allow.get(n, ()), *more) for n, more in LIVE_RELOAD.items()}
        return security_headers(replace(host, allow={**host.allow, **allow}))

    @property
    def root(self) -> Path:
        return self._project.settings.root

    def roots(self) -> list[Path]:
        """Return the folders and files from which the site is made."""
        settings, brand = self._project.settings, self._project.settings.brand
        named = [*settings.catalogs, brand.logo, brand.icon, brand.image, self._project.own_theme]
        return [
            self._config_file,
            *sorted(self._config_file.parent.glob("*.y*ml")),
            settings.content,
            settings.root / ADDRESS_LIST,
            settings.root / HISTORY,
            *(path for path in named if path),
        ]

    def change(self, files: Collection[Path] = ()) -> None:
        """Read changed files; without any, read everything.

        Raises BuildError if the content has errors that prevent a build; the site is kept.
        """
        self._is_outdated |= any(self._is_setting(file) for file in files)
        if self._is_outdated:
            self._reload()
        with self._explained():
            reading = self._reread(files) if files and self._reading else None
            is_local = reading is not None
            self._reading = reading or self._read()
            self._found.clear()
            self._refuse(self._reading)
        self._context = self._planted(self._reading.site, keep_assets=is_local)
        if not is_local or not self.pages:
            self.pages = _addresses(self._context.site)

    def page(self, file: str) -> bytes | None:
        """Render a page by its file below the site's folder, and keep it in memory.

        None if there is no such page. Raises BuildError.
        """
        if file not in self.pages or self._context is None:
            return None
        lang, page_id = self.pages[file]
        if self._context.others:  # other plugins need all pages
            self._build()
            return self.output.files.get(file)
        with self._explained():
            renderer = self._context.renderer(lang)
            is_not_found = page_id == NOT_FOUND
            content = (
                renderer.not_found()[1] if is_not_found else self._rendered(renderer, lang, page_id)
            )
        self.output.write(file, content)
        return content

    def _rendered(self, renderer: LanguageRenderer, lang: str, page_id: str) -> bytes:
        def render() -> bytes:
            return renderer.render_page(page_id).html.encode("utf-8", "xmlcharrefreplace")

        article = renderer.site.shown(lang, page_id)
        if article is None:
            return render()
        is_large = len(article.body) > LARGE
        [content] = each(lambda _: renderer.limited(article, render), [page_id], 1, is_large)
        return content

    def finish(self) -> set[str]:
        """Bring every other file up to date, as a build does; return the changed files.

        Raises SupersededError for more urgent work, and BuildError.
        """
        if self._context is None:
            return set()
        before = dict(self.output.digests)
        self._find_doubtful(self._context)
        if self._context.others:
            self._build()
        else:
            with self._background(), self._explained():
                run = BuildRun(self._context, self._manifest, 1, lambda *_: None)
                self._manifest = self._manifest.after(run.make())
        self._store.forget(NEAR)
        after = self.output.digests
        return {path for path, known in before.items() if after.get(path) != known}

    def _build(self) -> None:
        """Build all pages, unless they are up to date."""
        assert self._context
        if not self._is_stale:
            return
        config, site_dir = self._project.config, self._project.config.site_dir
        with self._explained(), TemporaryDirectory(prefix="kbgen-") as name:
            folder = Path(name)
            context = replace(self._context, staging=Staging(folder))
            config.site_dir = name
            close(config)  # so that the languages are opened again, with every event
            try:
                BuildRun(context, PreviousBuild(folder), 1, lambda *_: None).make()
            finally:
                config.site_dir = site_dir
            for file in sorted(file for file in folder.rglob("*") if file.is_file()):
                self.output.write(file.relative_to(folder).as_posix(), file.read_bytes())
        self._is_stale = False

    def _find_doubtful(self, context: BuildContext) -> None:
        """Find the pages that may not claim to be proven, as a build finds them.

        Raises SupersededError.
        """
        if not context.site.settings.prove:
            return
        found = self.check()
        in_doubt = {one.compared.page for one in found if one.compared}
        mistaken = {one.span.path for one in found if one.severity == ERROR}
        refused = {one.id for one in context.site.articles.values() if one.path in mistaken}
        self._doubtful = frozenset(in_doubt | refused)
        if self._doubtful != context.site.doubtful:
            self._context = self._claiming(context)
            self._is_stale = True

    def check(self) -> list[Finding]:
        """Return the findings in the whole project. Raises SupersededError."""
        reading = self._reading
        if reading is None or reading is self._checked:
            return self._whole
        found = self._judged(reading.site, reading.findings, is_building=False)
        with self._background():
            site = self._former_texts.added_to(reading.site)
            for step in check_steps(site, self._parse_cache):
                found += self._judged(site, step, is_building=False)
                self._pause()
        self._states = states_of(site)
        self._whole, self._checked = sort_findings(found), reading
        return self._whole

    def tidy(self) -> None:
        """Save caches and remove unused data, when nobody waits."""
        self._parse_cache.save()
        self._parse_cache.forget(NEAR * 10)
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # the garbage collector need not examine these objects while someone waits

    def findings(self, file: str) -> list[Finding]:
        """Return the findings in the source of a page, and those that concern all pages."""
        if self._reading is None or file not in self.pages:
            return []
        lang, page_id = self.pages[file]
        if page_id not in self._found:
            self._found[page_id] = self._inspect(self._reading, page_id)
        article = self._reading.site.shown(lang, page_id)
        own = article.path if article else ""
        whole = [f for f in self._whole if self._is_shared(f.span.path) or _is_of(own, f)]
        return sort_findings([*whole, *(f for f in self._found[page_id] if f.span.path == own)])

    def outdated(self, file: str) -> list[OutdatedBlock]:
        """Return the blocks of a page that changed since they were translated, as last checked."""
        _, page_id = self.pages.get(file, ("", ""))
        return outdated_blocks(self._states.values(), page_id)

    def accept(self, address: str, digest: str, because: str) -> bool:
        """Record that a changed block needs no new translation; False if it changed again."""
        site = self._reading.site if self._reading else None
        accepted = False
        for lang, state in self._states.items():
            chosen = [
                one
                for one in state.changed_blocks
                if one.match.state == "stale"
                and one.match.source
                and (one.block.address, one.match.source.digest) == (address, digest)
            ]
            is_same = site is not None and site.records.get(lang) == state.record
            if chosen and site and is_same and not state.record.mistakes:
                who = user_name(site.settings.root) or NOBODY
                acceptance = Acceptance(because, who, site.settings.today.isoformat())
                matches = (one.match for one in chosen)
                record = accept(state.record, state.matches, matches, acceptance)
                record = record.renamed(site.recorded_names)
                write_whole(
                    site.settings.content / lang / RECORD_FILE, write_record(record).encode()
                )
                accepted = True
        return accepted

    def settle(self, page: str, lang: str, pair: tuple[str, str]) -> bool:
        """Record that two texts say the same; False if they are not in doubt, or changed again."""
        if self._reading is None:
            return False
        site, found = self._reading.site, [*self._found.get(page, ()), *self._whole]
        for doubt in doubts_in(found):
            compared = doubt.compared
            if (compared.page, compared.lang, compared.pair) == (page, lang, pair):
                who = user_name(site.settings.root) or NOBODY
                change = partial(with_receipt, site=site, compared=compared, who=who)
                return change_record(site, lang, change)
        return False

    def page_of(self, file: Path) -> str:
        """Return the name of a file's page, "faq/pin (ur)", else of the file itself."""
        settings = self._project.settings
        for article in self._reading.site.articles.values() if self._reading else ():
            if settings.root / article.path == file:
                return f"{article.id} ({article.lang})"
        return settings.relative(file)

    def close(self) -> None:
        """Close the project, and reset MkDocs' plugins."""
        LOGGER.removeHandler(self._silence)
        LOGGER.propagate = True
        close(self._project.config)
        with self._explained():
            self._project.config.plugins.on_shutdown()

    def _inspect(self, reading: ReadProject, page_id: str) -> list[Finding]:
        site = reading.site
        paths = {article.path for (_, id_), article in site.articles.items() if id_ == page_id}
        known = [*reading.findings, *check_needed(site)]
        found = [f for f in known if f.span.path in paths or self._is_shared(f.span.path)]
        found += check_group(site, page_id)
        return self._judged(site, found, is_building=False)

    def _is_shared(self, path: str) -> bool:
        settings = self._project.settings
        own = settings.relative(settings.content)
        records = (f"{own}/{lang}/{RECORD_FILE}" for lang in settings.langs)
        files = (
            self._config_file.name,
            ADDRESS_LIST,
            f"{own}/{LEDGER}",
            f"{own}/{GLOSSARY}",
            *records,
        )
        return path in files or path.startswith((f"{own}/{BRANCHES}/", f"{HISTORY}/"))

    def _is_setting(self, file: Path) -> bool:
        return file.suffix in (".yml", ".yaml") and file.parent == self._config_file.parent

    def _reload(self) -> None:
        """Load mkdocs.yml again."""
        with self._explained():
            project = load(self._config_file)
            self._start(project)
        self._project, self._reading, self._is_outdated = project, None, False

    def _start(self, project: Project) -> None:
        LOGGER.propagate = False  # what it warns of, the rules tell
        LOGGER.addHandler(self._silence)
        project.config.plugins.on_startup(command="serve", dirty=False)

    def _read(self) -> ReadProject:
        site, findings = read_site(self._settings(), self._parse_cache)
        site, of_locales = resolve_locales(site)
        site, of_facts = resolve_facts(site)
        found = [*self._project.findings, *findings, *of_locales, *of_facts]
        self._doubtful = frozenset(site.sources)
        return ReadProject(resolve_links(site), tuple(found))

    def _settings(self) -> Settings:
        settings = self._project.settings
        # A local copy need not be compressed.
        plain = settings.hosting.model_copy(update={"compress": False})
        return replace(settings, today=date.today(), hosting=plain)

    def _reread(self, files: Collection[Path]) -> ReadProject | None:
        """Read only the changed pages, if nothing but pages changed, else return None."""
        assert self._reading is not None
        site, before = self._reading.site, self._reading.findings
        by_file = {site.settings.root / a.path: a.id for a in site.articles.values()}
        if not all(file in by_file and file.is_file() for file in files):
            return None
        if site.settings.today != date.today():
            return None
        pages = {by_file[file] for file in files}
        paths = {article.path for article in site.articles.values() if article.id in pages}
        if any(f.code in (SAME_ADDRESS, PAGE_WITHOUT_LANGUAGE) for f in before):
            return None  # two files conflict, and one of them may be this one
        found = reread_pages(site, pages, self._parse_cache)
        if found is None:
            return None
        site, findings = found
        self._doubtful |= pages
        kept = [finding for finding in before if finding.span.path not in paths]
        return ReadProject(resolve_links(site, pages), (*kept, *findings))

    def _refuse(self, reading: ReadProject) -> None:
        """Raise BuildError for findings that prevent a build."""
        found = [*reading.findings, *check_needed(reading.site)]
        judged = self._judged(reading.site, found, is_building=True)
        if errors := [finding for finding in judged if finding.severity == ERROR]:
            raise BuildError(errors)

    def _judged(self, site: Site, findings: Sequence[Finding], is_building: bool) -> list[Finding]:
        def lines_of(path: str) -> list[str]:
            return read_text(site.settings.root / path, path, site.settings.bounds)[0].split("\n")

        judged = list(judge(site, findings, lines_of, is_building))
        found = sort_findings(list(of_drafts(site, judged, is_building)))
        return without_baseline(site, found, is_building)[1]

    def _planted(self, site: Site, keep_assets: bool) -> BuildContext:
        """Return the context with which pages are made now."""
        self._is_stale = True
        if keep_assets and self._context:
            return self._claiming(replace(self._context, site=shown_site(site, is_serving=True)))
        project, config = self._project, self._project.config
        close(config)  # so that the languages are opened again: their texts may have changed
        setup = project.setup(site)
        salt = secrets.token_hex(16) if setup.reasons else ""
        remembers = not (setup.others and setup.reasons)
        work = Work(self.output, self._store, self._manifest, 1, remembers, salt)
        with self._explained():
            context = context_of(project, site, setup, work)
        for name, content in context.assets.files.items():
            self.output.write(f"{FOLDER}{name}", content)
        return self._claiming(context)

    def _claiming(self, context: BuildContext) -> BuildContext:
        """Return a context whose pages claim to be proven only if nothing in them is in doubt."""
        return replace(context, site=replace(context.site, doubtful=self._doubtful))

    def _pause(self) -> None:
        if self._is_in_background and self._is_wanted():
            raise SupersededError

    @contextmanager
    def _background(self) -> Iterator[None]:
        self._is_in_background = True
        try:
            yield
        finally:
            self._is_in_background = False

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Convert the exceptions of a build to BuildError."""
        try:
            yield
        except TemplateNotFound as problem:
            what = msg("there is no template or icon '%(name)s'", name=str(problem.name))
            raise self._build_error(self._config_file, 1, what) from problem
        except TemplateError as problem:
            file, line, placed = self._config_file, 1, with_place(problem)
            if isinstance(placed, TemplateSyntaxError):
                file, line = Path(placed.filename or placed.name or "template"), placed.lineno
            raise self._build_error(file, line, verbatim(problem.message or "")) from problem
        except (FindingsError, PagesRefusedError) as problem:
            raise BuildError(problem.findings) from problem
        except (KbgenError, AssetError) as problem:
            text = str(problem).removeprefix(f"{self._config_file}:").strip()
            raise self._build_error(self._config_file, _line_in(text), verbatim(text)) from problem
        except OSError as problem:
            file = Path(problem.filename or self._config_file)
            raise self._build_error(file, 1, verbatim(problem.strerror or problem)) from problem
        except (BuildError, SupersededError):
            raise
        except Exception as problem:
            # The author may correct it with the next save, so the server goes on.
            what = msg(
                "a fault in kbgen: %(type)s: %(problem)s",
                type=type(problem).__name__,
                problem=str(problem),
            )
            raise self._build_error(self._config_file, 1, what) from problem

    def _build_error(self, file: Path, line: int, what: Message) -> BuildError:
        path = self._project.settings.relative(file) if self._project else file.name
        return BuildError([error("KB001", Span(path, line), what)])


def _is_of(path: str, finding: Finding) -> bool:
    """Tell whether a finding is one in a page that only a look at the whole site tells."""
    return finding.span.path == path and finding.code in ABOUT_RECORD


def _line_in(text: str) -> int:
    """Return the line in a message of the YAML parser.

    >>> _line_in('found unexpected end in "mkdocs.yml", line 7, column 3')
    7
    """
    _, _, rest = text.partition(", line ")
    digits = rest.partition(",")[0].strip()
    return int(digits) if digits.isdigit() else 1


def _addresses(site: Site) -> dict[str, tuple[str, str]]:
    """Return file of the site → (language, page id), with the 404 pages."""
    found = {}
    for lang in site.locales:
        prefix = "" if lang == site.default else f"{lang}/"
        for page_id in site.pages_in(lang):
            url = address(site, lang, page_id)
            found[url if url.endswith(".html") else f"{url}index.html"] = (lang, page_id)
        found.setdefault(f"{prefix}404.html", (lang, NOT_FOUND))
    return found
