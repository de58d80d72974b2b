"""Converts a loaded mkdocs.yml and the options of the plugin to Settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from os.path import normpath, realpath
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs_static_i18n.config import I18nPluginLanguage

from kbgen.mkdocs.known_plugins import BLOG_FIELDS, variables_of
from kbgen.mkdocs.loads import emoji_of, loads_of
from kbgen.mkdocs.nav_option import nav_of
from kbgen.mkdocs.page_plugins import names_of
from kbgen.mkdocs.redirects import redirects_of
from kbgen.mkdocs.refusals import countries
from kbgen.mkdocs.slugs import slugs_of
from kbgen.mkdocs.structure import structure_of
from kbgen.mkdocs.taken_over import brand_in, edit_template, other_editions
from kbgen.mkdocs.validation import level_of, severities_of
from kbgen.model.finding import ERROR, WARNING, Finding, Severity, Span, did_you_mean, error
from kbgen.model.message import Message, msg
from kbgen.model.options import LocaleOption, Options
from kbgen.model.site import LocaleSettings, Settings
from kbgen.resources import folder
from kbgen.source.configuration import Configuration, read_configuration
from kbgen.source.options import read_options
from kbgen.source.yaml import YamlDocument
from kbgen.source.zones import parse_timezone
from kbgen.system.files import is_system

log = get_plugin_logger("kbgen")
_LANGUAGES = (
    "i18n: {docs_structure: folder, languages: [{locale: en, name: English, default: true}]}"
)

_TEXTS = ("site_name", "site_description", "copyright")
_TRANSLATIONS = ("nav_translations", "admonition_translations")


class KbgenConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """The options in MkDocs' form; kbgen itself reads them from the file, with their places.

    MkDocs keeps a plugin from one load to the next, but makes its options anew.
    """

    structure = "folder"
    """How the content folder tells the languages, before `with_languages` has made it folders."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        return [], []


def read_settings(config: MkDocsConfig) -> Settings:
    """Return the settings of a configuration that MkDocs has loaded.

    Every mistake in the options is logged with its place; then mkdocs' Abort is raised.
    """
    root = _root(config)
    if config.config_file_path:
        configuration = read_configuration(Path(config.config_file_path))
    else:
        own = YamlDocument(dict(config.plugins["kbgen"].config), {(): Span("mkdocs.yml")})
        configuration = Configuration("mkdocs.yml", YamlDocument({}), own)
    given = configuration.options or YamlDocument({})
    options, found = read_options(given, root, configuration.folders)
    found = [
        *configuration.findings,
        *configuration.doubts,
        *found,
        *misfits(config, configuration),
    ]
    for finding in found:
        log.error(str(finding))
    if found or options is None:
        raise Abort(f"{len(found)} error{'s' * (len(found) > 1)} in {configuration.path}")
    return settings_from(config, options, configuration)


def misfits(config: MkDocsConfig, configuration: Configuration) -> Iterator[Finding]:
    """Yield contradictions between the theme, the i18n plugin and the options of kbgen."""
    i18n, plugins = config.plugins.get("i18n"), configuration.place("plugins")
    for name, folder_ in _folders(config):
        if is_system(found := Path(realpath(folder_))):
            what = msg(
                "%(folder)s leads to %(found)s, which holds no files",
                folder=folder_,
                found=str(found),
            )
            yield error(
                "KB001", configuration.place(name), what, msg("name a folder of the project")
            )
    if config.theme.name != "material":
        what = msg("kbgen's templates stand on Material")
        hint = msg("write theme: {name: material}")
        yield error("KB001", configuration.place("theme"), what, hint)
    if i18n is None or i18n.config.docs_structure != "folder":
        what = msg("kbgen needs one folder per language")
        hint = msg("before kbgen, write - %(example)s", example=_LANGUAGES)
        yield error("KB001", plugins, what, hint)
        return
    yield from _wrong_promises(config, configuration)
    langs = [lang.locale for lang in i18n.config.languages if lang.build]
    yield from countries(langs, configuration)
    own = configuration.options
    given = own.data.get("locales") if own and isinstance(own.data, dict) else None
    for lang in given if isinstance(given, Mapping) else ():
        if own and lang not in langs:
            what = _unknown_language("locales", lang, langs)
            place = own.keys.get(("locales", lang), plugins)
            yield error(
                "KB001", place, what, msg("name a language that i18n lists, or add it there")
            )
    yield from _override_langs(configuration, langs)
    for number, lang in enumerate(_judged(configuration)):
        if own and lang not in langs:
            what = _unknown_language("checks.judge.languages", lang, langs)
            place = own.marks.get(("checks", "judge", "languages", number), plugins)
            hint = msg("name a language that i18n lists")
            yield error("KB001", place, what, hint)


def _unknown_language(option: str, lang: object, langs: Sequence[str]) -> Message:
    return msg(
        "%(option)s names %(lang)s, but the site's languages are %(langs)s",
        option=option,
        lang=str(lang),
        langs=", ".join(langs),
    )


def _judged(configuration: Configuration) -> list[str]:
    """Return the languages whose translations are judged, as they are written."""
    given: Any = configuration.options.data if configuration.options else None
    for step in ("checks", "judge", "languages"):
        given = given.get(step) if isinstance(given, dict) else None
    return [str(lang) for lang in given] if isinstance(given, list) else []


def _override_langs(configuration: Configuration, langs: list[str]) -> Iterator[Finding]:
    """Yield languages in `checks.overrides` that the site does not have."""
    own = configuration.options
    checks = own.data.get("checks") if own and isinstance(own.data, dict) else None
    given = checks.get("overrides") if isinstance(checks, dict) else None
    for number, one in enumerate(given if isinstance(given, list) else ()):
        named = one.get("lang") if isinstance(one, dict) else None
        for lang in named if isinstance(named, list) else [named] if named else []:
            if own and lang not in langs:
                what = _unknown_language("checks.overrides", lang, langs)
                place = own.marks[("checks", "overrides", number, "lang")]
                hint = did_you_mean(str(lang), langs) or msg("name a language that i18n lists")
                yield error("KB001", place, what, hint)


def _wrong_promises(config: MkDocsConfig, configuration: Configuration) -> Iterator[Finding]:
    """Yield what page_plugins names that is not there."""
    own, root = configuration.options, _root(config)
    given = own.data.get("page_plugins") if own and isinstance(own.data, dict) else None
    items = given.items() if isinstance(given, Mapping) else ((name, ()) for name in given or ())
    for name, files in items:
        place = configuration.place("plugins")
        if own:
            place = own.marks.get(("page_plugins", name), own.marks.get(("page_plugins",), place))
        known = names_of(config)
        if name not in known:
            hint = did_you_mean(name, known) or msg("name a plugin or hook as mkdocs.yml lists it")
            what = msg(
                "page_plugins names %(name)s, which is no other plugin or hook of this site",
                name=name,
            )
            yield error("KB001", place, what, hint)
        for file in (files,) if isinstance(files, str) else files or ():
            if not Path(normpath(root / file)).is_relative_to(root):
                what = msg(
                    "page_plugins: '%(file)s' lies outside %(root)s", file=file, root=str(root)
                )
                yield error("KB001", place, what, msg("copy it into the project"))
            elif not (root / file).exists():
                what = msg(
                    "page_plugins: '%(file)s', which %(name)s is to read, is not there",
                    file=file,
                    name=name,
                )
                yield error(
                    "KB001", place, what, msg("paths are those below %(root)s", root=str(root))
                )


def settings_from(
    config: MkDocsConfig,
    options: Options,
    configuration: Configuration,
    as_of: date | None = None,
) -> Settings:
    """Return the settings of a configuration for which `misfits` yields nothing."""
    i18n = config.plugins["i18n"]
    languages = [lang for lang in i18n.config.languages if lang.build]  # "null" is never built
    root, drafts = _root(config), config.draft_docs
    hidden, validation = config.not_in_nav, (configuration.document.data or {}).get("validation")
    subject = options.forms.subject or config.site_name.replace("\n", " ")
    redirects = options.hosting.redirects
    if redirects is None:  # a site that sends its forms to Netlify is hosted there
        redirects = options.forms.is_netlify
    theme = config.theme.custom_dir
    return Settings(
        root=root,
        content=Path(realpath(config.docs_dir)),
        default=next(lang.locale for lang in languages if lang.default),
        languages=tuple(
            _locale(lang, options.locales.get(lang.locale), config) for lang in languages
        ),
        today=as_of or date.today(),
        directory_urls=config.use_directory_urls,
        prove=bool(options.prove),
        proves_doubts=options.prove == "doubts",
        severities={**_usual_severities(config, validation), **options.severities},
        overrides=options.overrides,
        baseline=root / options.baseline if options.baseline else None,
        judge=options.judge,
        critical=Severity(options.translations.critical or (ERROR if options.prove else WARNING)),
        shows_translation_date=options.translations.show_date,
        changed_for=options.changed_for,
        meta_fields=frozenset(options.meta_fields) | _fields_of_plugins(config),
        contact=options.contact,
        timezone=parse_timezone(options.timezone) if options.timezone else "",
        home=options.home,
        brand=brand_in(config, options, root),
        edit_template=edit_template(config),
        other_editions=tuple(other_editions(config)),
        forms=options.forms.model_copy(update={"subject": subject}),
        hosting=options.hosting.model_copy(update={"redirects": redirects}),
        search=options.search,
        limits=options.limits,
        page_plugins=options.page_plugins,
        redirects=redirects_of(config, configuration),
        has_formulas="pymdownx.arithmatex" in config.markdown_extensions,
        variables=variables_of(config),
        site_url=config.site_url or "",
        loads=loads_of(config),
        slugs=slugs_of(config),
        emoji=emoji_of(config),
        fonts=folder("theme") / "fonts" / "manifest.json",
        catalogs=tuple(dict.fromkeys((root / "locales", folder("locales").resolve()))),
        custom_dir=Path(realpath(theme)) if theme else None,
        is_excluded=_excluded(config),
        is_draft=drafts.match_file if drafts else lambda _: False,
        nav=nav_of(config, configuration),
        structure=structure_of(config),
        falls_back=i18n.config.fallback_to_default,
        is_unlisted=hidden.match_file if hidden else lambda _: False,
        templates=frozenset(str(name) for name in config.extra_templates),
        keeps_unrecognized=level_of(validation, "links", "unrecognized_links")
        in ("ignore", "info"),
        places=_places(configuration),
    )


def _excluded(config: MkDocsConfig) -> Callable[[str], bool]:
    """Return a function that tells of a file of the content whether it is no part of the site.

    It is what `exclude_docs` names, a language that is not built, or a menu of literate-nav.
    """
    exclude, languages = config.exclude_docs, config.plugins["i18n"].config.languages
    unbuilt = {lang.locale for lang in languages if not lang.build}
    literate = config.plugins.get("literate-nav")
    menu = str(literate.config.nav_file) if literate else ""
    menus = {menu} - {"", "README.md", "index.md"}

    def is_excluded(name: str) -> bool:
        is_named = bool(exclude and exclude.match_file(name))
        return is_named or name.partition("/")[0] in unbuilt or name.rpartition("/")[2] in menus

    return is_excluded


def _usual_severities(config: MkDocsConfig, validation: Any) -> dict[str, Mapping[str, str]]:
    """Return the severities that follow from other settings than kbgen's `checks`."""
    found = severities_of(validation)
    if not config.plugins["i18n"].config.fallback_to_default:
        found["KB421"] = {"*": "off"}  # pages may be missing in a language
    return found


def _folders(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield (setting, folder) of the folders from which a project is read."""
    yield "docs_dir", config.docs_dir
    yield "locales", str(_root(config) / "locales")
    if config.theme.custom_dir:
        yield "theme", config.theme.custom_dir


def _root(config: MkDocsConfig) -> Path:
    file = config.config_file_path
    return (Path(file).parent if file else Path.cwd()).resolve()


def _fields_of_plugins(config: MkDocsConfig) -> frozenset[str]:
    """Return the fields of front matter that are other plugins'."""
    macros = {"render_macros"} if "macros" in config.plugins else set[str]()
    return frozenset(macros | (BLOG_FIELDS if "material/blog" in config.plugins else set()))


def _places(configuration: Configuration) -> Mapping[tuple[str | int, ...], Span]:
    own = configuration.options
    return own.marks if own else {}


def _locale(
    language: I18nPluginLanguage, option: LocaleOption | None, config: MkDocsConfig
) -> LocaleSettings:
    option = option or LocaleOption()
    given = {name: language[name] for name in _TEXTS}
    if language.default:
        given = {name: text or config[name] for name, text in given.items()}
    return LocaleSettings(
        language.locale,
        language.name,
        option.tag,
        option.numbering,
        option.currencies,
        texts={name: text for name, text in given.items() if text},
        translations={name: language[name] for name in _TRANSLATIONS if language[name]},
    )
