"""mkdocs.yml → Settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os.path import normpath, realpath
from pathlib import Path
from typing import Any

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from kbgen.model.brand import ACCENT, Brand
from kbgen.model.forms import Forms, FormsError, forms_from
from kbgen.model.hosting import Hosting, HostingError, hosting_from, origin_of
from kbgen.model.limits import Limits
from kbgen.model.search import Search, SearchError, search_from
from kbgen.model.site import LocaleSettings, Settings
from kbgen.render.loads import emoji_of, loads_of
from kbgen.resources import folder
from kbgen.system.files import RefusedError, is_system, locate, open_file

SEVERITIES = {"error", "warning", "off"}
PICTURES = {".svg", ".png", ".webp", ".jpg", ".jpeg", ".gif", ".avif", ".ico"}
PHOTOS = {".png", ".jpg", ".jpeg", ".webp", ".gif"}


class KbgenConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """The options of the `kbgen` plugin in mkdocs.yml."""

    locales = config_options.Type(dict, default={})
    """Language → CLDR locale ("ur-PK"), or {tag, numbering, currencies}."""
    meta_fields = config_options.ListOfItems(config_options.Type(str), default=[])
    """Front matter fields of your own that kbgen lets through."""
    prove = config_options.Type(bool, default=False)
    """Stop a build where languages or branches do not say the same."""
    checks = config_options.Type(dict, default={})
    """Finding code → severity ("KB461": off), or kind of page → severity."""
    contact = config_options.ListOfItems(config_options.Type(str), default=[])
    """Facts that say how to reach you: shown on every page."""
    brand = config_options.Type(dict, default={})
    """accent (a colour), logo, icon and image (pictures), social (name → address)."""
    forms = config_options.Type(dict, default={})
    """service and endpoint: where surveys and feedback are sent."""
    search = config_options.Type(dict, default={})
    """beacon: an address that is told what customers could not find."""
    hosting = config_options.Type(dict, default={})
    """headers, redirects, compress: what to write for the host; allow: what else pages load."""
    limits = config_options.Type(dict, default={})
    """page_seconds: how long one page may take."""


def settings_from(config: MkDocsConfig, as_of: date | None = None) -> Settings:
    """Read the settings out of a loaded MkDocs configuration.

    Raises mkdocs' ConfigurationError with what to write where the plugins do not fit together.
    """
    own = config.plugins["kbgen"].config
    i18n = config.plugins.get("i18n")
    if i18n is None or i18n.config.docs_structure != "folder":
        raise ConfigurationError(
            "kbgen needs one folder per language. Add to `plugins` in mkdocs.yml, before kbgen:\n"
            "  - i18n:\n      docs_structure: folder\n      languages:\n"
            "        - {locale: en, name: English, default: true}"
        )
    if config.theme.name != "material":
        raise ConfigurationError(
            "kbgen's templates stand on Material. In mkdocs.yml write\n  theme: {name: material}"
        )
    languages = [lang for lang in i18n.config.languages if lang.locale != "null"]
    langs = [lang.locale for lang in languages]
    unknown = sorted({str(lang) for lang in own.locales} - set(langs))
    if unknown:
        raise ConfigurationError(
            f"plugins: kbgen: locales names {', '.join(unknown)}, but the site's languages are "
            f"{', '.join(langs)}"
        )
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    forms = _forms(own.forms, config)
    exclude = config.exclude_docs
    content = _folder("docs_dir", config.docs_dir)
    theme = config.theme.custom_dir
    custom_dir = _folder("theme: custom_dir", theme) if theme else None
    own_catalogs = _folder("locales", root.resolve() / "locales", is_named=False)
    return Settings(
        root=root.resolve(),
        content=content,
        default=next(lang.locale for lang in languages if lang.default),
        languages=tuple(
            _locale(lang.locale, lang.name, own.locales.get(lang.locale)) for lang in languages
        ),
        today=as_of or date.today(),
        directory_urls=config.use_directory_urls,
        prove=own.prove,
        severities={str(code): _severities(code, given) for code, given in own.checks.items()},
        meta_fields=frozenset(own.meta_fields),
        contact=tuple(own.contact),
        brand=_brand(own.brand, root.resolve(), [content, *filter(None, [custom_dir])]),
        forms=forms,
        hosting=_hosting(own.hosting, forms.is_netlify),
        search=_search(own.search),
        origin=origin_of(config.site_url or ""),
        loads=loads_of(config),
        emoji=emoji_of(config),
        limits=_limits(own.limits),
        fonts=folder("theme") / "fonts" / "manifest.json",
        catalogs=tuple(dict.fromkeys((own_catalogs, folder("locales").resolve()))),
        custom_dir=custom_dir,
        is_excluded=exclude.match_file if exclude else lambda _: False,
    )


def _folder(name: str, given: str | Path, is_named: bool = True) -> Path:
    """Return a folder of the project, which may lie elsewhere, but not where no files are.

    One that mkdocs.yml does not name is returned with the name that it has in the project.
    """
    found = Path(realpath(given))
    if is_system(found):
        raise ConfigurationError(f"{name}: {given} leads to {found}, which holds no files")
    return found if is_named else Path(given)


def _limits(given: Mapping[str, Any]) -> Limits:
    seconds = given.get("page_seconds", Limits().page_seconds)
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if set(given) - {"page_seconds"} or not is_number or not 0 < seconds <= 3600:
        raise ConfigurationError(
            "plugins: kbgen: limits: write how many seconds one page may take, up to 3600: "
            "{page_seconds: 10}"
        )
    return Limits(seconds)


def _search(given: Mapping[str, Any]) -> Search:
    try:
        return search_from(given)
    except SearchError as problem:
        raise ConfigurationError(f"plugins: kbgen: search: {problem}") from problem


def _hosting(given: Mapping[str, Any], is_netlify: bool) -> Hosting:
    try:
        return hosting_from(given, is_netlify)
    except HostingError as problem:
        raise ConfigurationError(f"plugins: kbgen: hosting: {problem}") from problem


def _forms(given: Mapping[str, Any], config: MkDocsConfig) -> Forms:
    try:
        return forms_from(given, config.site_name, config.site_url or "")
    except FormsError as problem:
        raise ConfigurationError(f"plugins: kbgen: forms: {problem}") from problem


def _brand(given: Mapping[str, Any], root: Path, folders: Iterable[Path]) -> Brand:
    unknown = sorted(set(given) - {"accent", "logo", "icon", "image", "social"})
    if unknown:
        raise ConfigurationError(
            f"plugins: kbgen: brand: there is no setting {', '.join(map(str, unknown))}; "
            "write accent, logo, icon, image or social"
        )
    accent = str(given.get("accent", ACCENT))
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", accent):
        raise ConfigurationError(
            f"plugins: kbgen: brand: accent: '{accent}' is no colour; "
            f'write it in hexadecimal and in quotes: "{ACCENT}"'
        )
    names = ("logo", "icon", "image")
    bounds = (root, *folders)
    logo, icon, image = (_picture(given.get(name), name, bounds) for name in names)
    if image and image.suffix.lower() not in PHOTOS:
        raise ConfigurationError(
            f"plugins: kbgen: brand: image: '{given['image']}' cannot be shown in messages; "
            f"use one of {', '.join(sorted(PHOTOS))}"
        )
    return Brand(accent, logo, icon or logo, _social(given.get("social") or {}), image)


def _picture(path: Any, name: str, bounds: Sequence[Path]) -> Path | None:
    if path is None:
        return None
    root = bounds[0]
    file = Path(normpath(root / str(path)))
    what = f"plugins: kbgen: brand: {name}: '{path}'"
    if not file.is_relative_to(root):
        raise ConfigurationError(f"{what} lies outside {root}; copy it into the project")
    try:
        open_file(locate(file, bounds)).close()
    except RefusedError as problem:
        refusal = problem.refusal
        raise ConfigurationError(f"{what}: {refusal.what}; {refusal.hint}") from problem
    except OSError as problem:
        raise ConfigurationError(f"{what} is not there; paths are those below {root}") from problem
    if file.suffix.lower() not in PICTURES:
        raise ConfigurationError(f"{what} is no picture; use one of {', '.join(sorted(PICTURES))}")
    return file


def _social(given: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            "plugins: kbgen: brand: social: write names and addresses: {X: https://x.com/you}"
        )
    for name, address in given.items():
        if not re.match(r"https?://[^\s\"'<>]+$", str(address)):
            raise ConfigurationError(
                f"plugins: kbgen: brand: social: {name}: '{address}' is no web address"
            )
    return tuple((str(name), str(address)) for name, address in given.items())


def _locale(lang: str, name: str, option: Any) -> LocaleSettings:
    if option is None or isinstance(option, str):
        return LocaleSettings(lang, name, option)
    if not isinstance(option, Mapping) or set(option) - {"tag", "numbering", "currencies"}:
        raise ConfigurationError(
            f"plugins: kbgen: locales: {lang}: write a locale such as ur-PK, or "
            "{tag: ur-PK, numbering: latn, currencies: {AED: درہم}}"
        )
    tag = option.get("tag")
    currencies = option.get("currencies") or {}
    if not isinstance(tag, str | None):
        raise ConfigurationError(f"plugins: kbgen: locales: {lang}: tag: write ur-PK")
    if not isinstance(currencies, Mapping) or not all(
        isinstance(code, str) and _is_wording(words) for code, words in currencies.items()
    ):
        raise ConfigurationError(
            f"plugins: kbgen: locales: {lang}: currencies: write {{AED: درہم}}"
        )
    return LocaleSettings(lang, name, tag, str(option.get("numbering", "latn")), dict(currencies))


def _is_wording(words: Any) -> bool:
    """A currency's word, or one word per plural category."""
    if isinstance(words, Mapping):
        return all(isinstance(k, str) and isinstance(v, str) for k, v in words.items())
    return isinstance(words, str)


def _severities(code: Any, given: Any) -> dict[str, str]:
    # YAML reads off as false.
    by_kind = given if isinstance(given, Mapping) else {"*": given}
    said = {str(kind): "off" if value is False else value for kind, value in by_kind.items()}
    if not re.fullmatch(r"KB\d{3}", str(code)) or not set(said.values()) <= SEVERITIES:
        raise ConfigurationError(
            f"plugins: kbgen: checks: {code}: write a finding's code and error, warning or off: "
            "KB461: off, or KB461: {policy: warning}"
        )
    return said
