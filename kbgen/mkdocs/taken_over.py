"""Settings of Material that kbgen has the like of, and those that it does not use."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from kbgen.model.brand import Brand
from kbgen.model.options import Options
from kbgen.model.site import OtherEdition
from kbgen.source.options import PICTURES, brand_of
from kbgen.system.files import RefusedError, locate

COLOURS: Mapping[str, str] = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep-purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light-blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light-green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep-orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue-grey": "#546d78",
}
"""Name of a colour in `theme.palette` → the colour, as in Material's own style sheet."""
EDIT = "content.action.edit"
"""The feature of Material that shows a link for editing a page."""
_MATERIALS = frozenset(
    "analytics annotate consent homepage manifest polyfills status tags version".split()  # noqa: SIM905 # a table to read, not a list to type
)
"""What Material reads below `extra`, and kbgen does not."""
_THEME = "direction features font icon logo favicon palette".split()  # noqa: SIM905 # a table to read, not a list to type


def brand_in(config: MkDocsConfig, options: Options, root: Path) -> Brand:
    """Return the brand: kbgen's own option, else what theme and extra say."""
    brand, given = brand_of(options.brand, root), options.brand.model_fields_set
    if "accent" not in given and (accent := _accent(config.theme.get("palette"))):
        brand = replace(brand, accent=accent)
    if brand.logo is None and (logo := _picture(config, "logo", root)):
        brand = replace(brand, logo=logo, icon=brand.icon or logo)
    if options.brand.icon is None and (icon := _picture(config, "favicon", root)):
        brand = replace(brand, icon=icon)
    return replace(brand, social=brand.social or tuple(_social(config)))


def other_editions(config: MkDocsConfig) -> Iterator[OtherEdition]:
    """Yield the links that the switch of languages has beside the languages of the site.

    static-i18n calls them languages without a locale ("null"); `extra.alternate` may list others.
    """
    languages = config.plugins["i18n"].config.languages
    for one in languages:
        if one.locale == "null" and _leads(one.fixed_link):
            yield OtherEdition(one.name, one.fixed_link)
    known = {one.locale for one in languages}
    given = config.extra.get("alternate")
    for other in given if isinstance(given, list) else ():
        lang, link = str(other.get("lang") or ""), other.get("link")
        if lang not in known and _leads(link):
            yield OtherEdition(str(other.get("name") or lang or link), link, lang)


def _leads(link: Any) -> bool:
    """Tell whether a text is the address of another site, or one from the root of this host."""
    return isinstance(link, str) and link.startswith(("https://", "http://", "/"))


def edit_template(config: MkDocsConfig) -> str:
    """Return the address at which a page is edited, with {path} for its file below the content.

    "" if Material would show no link for it.
    """
    uri = config.edit_uri_template or (f"{config.edit_uri}{{path}}" if config.edit_uri else "")
    if not uri or EDIT not in _features(config):
        return ""
    repo = config.repo_url or ""
    base = repo if not repo or repo.endswith("/") or uri.startswith(("?", "#")) else f"{repo}/"
    address = urljoin(base, uri)
    return address if urlsplit(address).scheme in ("http", "https") else ""


def unused(config: MkDocsConfig, given: Any, brand: Brand) -> tuple[str, ...]:
    """Return the settings that mkdocs.yml writes, and that change nothing on kbgen's pages.

    `given` is the file as it is written.
    """
    given = given if isinstance(given, Mapping) else {}
    theme, extra = given.get("theme"), given.get("extra")
    theme = theme if isinstance(theme, Mapping) else {}
    names = [f"theme.{name}" for name in _THEME if _is_unused(name, theme, config, brand)]
    if "repo_url" in given and not edit_template(config):
        names.append("repo_url")
    names += [f"extra.{name}" for name in extra if name in _MATERIALS] if _is_map(extra) else []
    if _is_map(extra) and extra.get("social") and not brand.social:
        names.append("extra.social")
    return tuple(names)


def _is_unused(name: str, theme: Mapping[str, Any], config: MkDocsConfig, brand: Brand) -> bool:
    if not theme.get(name):
        return False
    if name == "palette":
        return _accent(theme["palette"]) is None
    if name in ("logo", "favicon"):
        return (brand.logo if name == "logo" else brand.icon) is None
    if name == "features":
        return bool({*_features(config)} - ({EDIT} if edit_template(config) else set()))
    return True


def _accent(palette: Any) -> str | None:
    """Return the colour of a palette, or of the first of several that has one."""
    for one in palette if isinstance(palette, list) else [palette]:
        for name in ("primary", "accent"):
            colour = str(one.get(name, "")).replace(" ", "-") if _is_map(one) else ""
            if colour.lower() in COLOURS:
                return COLOURS[colour.lower()]
    return None


def _picture(config: MkDocsConfig, name: str, root: Path) -> Path | None:
    """Return a picture that `theme` names, by its path below the content or the own theme."""
    path = config.theme.get(name)
    if not isinstance(path, str) or not path.lower().endswith(PICTURES) or urlsplit(path).scheme:
        return None
    content, theme = Path(config.docs_dir), config.theme.custom_dir
    languages = config.plugins["i18n"].config.languages
    folders = [content, *(content / lang.locale for lang in languages if lang.default)]
    bounds = [root, content, *([Path(theme)] if theme else [])]
    for folder in [*folders, *([Path(theme)] if theme else [])]:
        file = Path(normpath(folder / path.lstrip("/")))
        try:
            if file.is_file() and any(file.is_relative_to(one) for one in bounds):
                locate(file, [one.resolve() for one in bounds])
                return file
        except RefusedError:
            continue
    return None


def _social(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield (name, address) of the links in `extra.social` that lead to other sites."""
    given = config.extra.get("social")
    for one in given if isinstance(given, list) else ():
        link = str(one.get("link") or "") if _is_map(one) else ""
        parts = urlsplit(link)
        if parts.scheme in ("http", "https") and parts.hostname:
            icon = posixpath.basename(str(one.get("icon") or "")).replace("-", " ").title()
            yield str(one.get("name") or icon or parts.hostname), link


def _features(config: MkDocsConfig) -> list[str]:
    given = config.theme.get("features")
    return [str(one) for one in given] if isinstance(given, list) else []


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping)
