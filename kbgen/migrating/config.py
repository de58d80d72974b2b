"""Writes mkdocs.yml of the new project."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError

from kbgen.migrating.front import dump_yaml
from kbgen.migrating.model import MenuItem, OldLanguage, OldSite

_EXTENSIONS = """\
markdown_extensions: # what the pages of the old site use besides plain Markdown
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - sane_lists
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.magiclink
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.tasklist
  - pymdownx.tilde:
      subscript: false
"""
_LOCALE = re.compile(r"([a-z]{2})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}))?\Z", re.I)


def locale_of(code: str) -> str:
    """Return a code of a language as mkdocs.yml writes it; "" for one that it does not know.

    >>> locale_of("en-us"), locale_of("zh_hant"), locale_of("english")
    ('en-US', 'zh-Hant', '')
    """
    match = _LOCALE.match(code.strip())
    if match is None:
        return ""
    lang, script, territory = match.groups()
    script = f"-{script.title()}" if script else ""
    return f"{lang.lower()}{script}{f'-{territory.upper()}' if territory else ''}"


def language_name(lang: str) -> str:
    """Return how a language calls itself.

    >>> language_name("ur"), language_name("xx")
    ('اردو', 'xx')
    """
    try:
        return str(Locale.parse(lang, sep="-").get_display_name(lang.replace("-", "_")) or lang)
    except (UnknownLocaleError, ValueError):
        return lang


def write_config(site: OldSite, foreign: Sequence[str], relaxed: Sequence[str]) -> str:
    """Return the text of mkdocs.yml; `relaxed` are the codes that are no errors yet."""
    lines = [f"# Moved from {site.generator} by kbgen migrate; see migration.md.", ""]
    lines.append(f"site_name: {_text(site.name or 'Help')}")
    if site.url:
        lines.append(f"site_url: {_text(site.url.rstrip('/') + site.base.rstrip('/') + '/')}")
    if site.description:
        lines.append(f"site_description: {_text(site.description)}")
    lines += ["docs_dir: content", "site_dir: site", "use_directory_urls: true", ""]
    lines += ["theme:", "  name: material", "", "plugins:", "  - i18n:"]
    lines += ["      docs_structure: folder", "      fallback_to_default: true"]
    lines += ["      reconfigure_search: false", "      languages:"]
    lines += [f"        - {_language(one, one is site.languages[0])}" for one in site.languages]
    lines += _own_options(foreign, relaxed)
    text = "\n".join([*lines, "", _EXTENSIONS])
    return f"{text}\n{write_menu(site.menu)}" if site.menu else text


def _own_options(foreign: Sequence[str], relaxed: Sequence[str]) -> list[str]:
    if not foreign and not relaxed:
        return ["  - kbgen"]
    lines = ["  - kbgen:"]
    if foreign:
        listed = ", ".join(map(_text, foreign))
        lines.append(f"      meta_fields: [{listed}] # fields of the old site that pages have kept")
    if relaxed:
        lines.append("      checks: # links that led nowhere; delete this when they are mended")
        lines += [f"        {code}: warning" for code in relaxed]
    return lines


def _language(one: OldLanguage, is_default: bool) -> str:
    parts = [f"locale: {_text(one.lang)}", f"name: {_text(one.name or language_name(one.lang))}"]
    parts += ["default: true"] if is_default else []
    if one.menu_words and not is_default:
        pairs = (f"{_text(old)}: {_text(new)}" for old, new in one.menu_words.items())
        parts.append(f"nav_translations: {{{', '.join(pairs)}}}")
    return f"{{{', '.join(parts)}}}"


def _text(value: str) -> str:
    """Write a text that YAML reads as this text, also between brackets."""
    if re.fullmatch(r"[A-Za-z][\w ]*[\w]|[A-Za-z]", value) and value.lower() not in _RESERVED:
        return value
    return json.dumps(value, ensure_ascii=False)


_RESERVED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def write_menu(items: Iterable[MenuItem]) -> str:
    """Return `nav:` of mkdocs.yml."""
    return dump_yaml({"nav": [_item(one) for one in items]})


def _item(one: MenuItem) -> str | Mapping[str, Any]:
    if one.items:
        below = [_item(item) for item in one.items]
        if one.target:
            below = [_file(one.target), *below]
        return {one.label or one.target: below}
    return {one.label: _file(one.target)} if one.label else _file(one.target)


def _file(target: str) -> str:
    return target if target.startswith(("http://", "https://", "mailto:")) else f"{target}.md"
