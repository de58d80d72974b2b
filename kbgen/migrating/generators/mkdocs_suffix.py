"""MkDocs with static-i18n in its suffix structure: page.ur.md → ur/page.md; all else stays."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kbgen.errors import KbgenError
from kbgen.migrating.front import foreign_fields, read_front
from kbgen.migrating.generators.mkdocs_config import edited, plain_data
from kbgen.migrating.links import link_places, relative_path
from kbgen.migrating.model import MigrationNote, OldLanguage, OldPage, OldSite, SourceFiles
from kbgen.migrating.plan import MigrationPlan
from kbgen.migrating.syntax.code import mask
from kbgen.model.addresses import ADDRESS_LIST, ListedAddress, is_path, is_web
from kbgen.source.address_list import with_addresses

CONFIGS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")


def is_mkdocs_suffix(source: SourceFiles) -> bool:
    """Tell whether a project has the plugin in its suffix structure, which is its default."""
    name = source.first(*CONFIGS)
    i18n = _i18n(plain_data(source.text(name))) if name else None
    return i18n is not None and i18n.get("docs_structure", "suffix") == "suffix"


def _i18n(data: Mapping[str, Any]) -> dict[str, Any] | None:
    plugins = data.get("plugins")
    entries = [*plugins.items()] if isinstance(plugins, dict) else []
    for one in plugins if isinstance(plugins, list) else ():
        entries = [*entries, *(one.items() if isinstance(one, dict) else [(one, None)])]
    found = next((given for name, given in entries if name == "i18n"), None)
    return found if isinstance(found, dict) else None


def plan_mkdocs_suffix(source: SourceFiles) -> MigrationPlan:
    """Return the moves of a project: each file into the folder of its language."""
    return _Suffix(source).plan()


@dataclass(frozen=True)
class _Suffix:
    source: SourceFiles
    notes: list[MigrationNote] = field(default_factory=list)

    @cached_property
    def config(self) -> str:
        return self.source.first(*CONFIGS)

    @cached_property
    def data(self) -> dict[str, Any]:
        return plain_data(self.source.text(self.config)) if self.config else {}

    @cached_property
    def docs(self) -> str:
        return posixpath.normpath(str(self.data.get("docs_dir") or "docs"))

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Return what the plugin's option says of each language, the default one first."""
        i18n = _i18n(self.data) or {}
        given = [one for one in i18n.get("languages") or () if isinstance(one, dict)]
        given = [one for one in given if one.get("locale") and one["locale"] != "null"]
        if not given:
            what = f"{self.config or CONFIGS[0]} names no languages of the plugin i18n"
            raise KbgenError(
                f"{what}; add languages: [{{locale: en, name: English, default: true}}]"
            )
        return sorted(given, key=lambda one: not one.get("default"))

    @cached_property
    def langs(self) -> list[str]:
        return [str(one["locale"]) for one in self.languages]

    @cached_property
    def moves(self) -> dict[str, tuple[str, str]]:
        """Return file → (language, path below the language's folder)."""
        found: dict[str, tuple[str, str]] = {}
        taken: dict[tuple[str, str], str] = {}
        theme = self.data.get("theme")
        custom = str(theme.get("custom_dir") or "") if isinstance(theme, dict) else ""
        for name in self.source.below(self.docs):
            if custom and name.startswith(f"{posixpath.normpath(custom)}/"):
                continue
            lang, path = self._split(name.removeprefix(f"{self.docs}/"))
            if (lang, path) in taken:
                before = taken[lang, path]
                what = (
                    f"{before} is the same page in the same language; this file stays where it is"
                )
                self.notes.append(MigrationNote(name, 1, what))
                continue
            found[name], taken[lang, path] = (lang, path), name
        return found

    def _split(self, rest: str) -> tuple[str, str]:
        """Return the language that a file's name ends with, else the default one, and the rest."""
        stem, suffix = posixpath.splitext(rest)
        before, dot, lang = stem.rpartition(".")
        if dot and lang in self.langs and not before.endswith("/"):
            return lang, f"{before}{suffix}"
        return self.langs[0], rest

    def plan(self) -> MigrationPlan:
        if not self.langs or not self.config:
            raise KbgenError(f"{self.source.root} has no {CONFIGS[0]}")
        files: dict[str, bytes] = {}
        moves: list[tuple[str, str]] = []
        pages: list[OldPage] = []
        for name, (lang, path) in self.moves.items():
            new = f"{self.docs}/{lang}/{path}"
            moves.append((name, new))
            if not name.endswith((".md", ".markdown")):
                files[new] = self.source.data(name)
                continue
            text = self.source.text(name)
            meta = read_front(text, name, []).meta
            page_id = posixpath.splitext(path)[0]
            page_id = re.sub(r"(^|/)README$", r"\1index", page_id)
            pages.append(OldPage(name, lang, page_id, "", meta))
            data, linked = self.source.data(name), self._linked(name, text)
            if b"\r\n" in data:
                linked = linked.replace("\n", "\r\n")
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            files[new] = data if linked == text else mark + linked.encode()
        foreign = foreign_fields((page.page_id, page.meta) for page in pages)
        text = self.source.text(self.config)
        config = edited(text, self.config, foreign, self.notes)
        if b"\r\n" in self.source.data(self.config):
            config = config.replace("\n", "\r\n")
        files[self.config] = config.encode()
        addresses = tuple(self._addresses())
        if addresses and ADDRESS_LIST not in self.source:
            files[ADDRESS_LIST] = with_addresses("", addresses).encode()
        self._note_patterns()
        moved = {old for old, _ in moves}
        left = [one for one in self.source.places if one not in moved and one not in files]
        return MigrationPlan(
            self._site(pages),
            files,
            tuple(moves),
            addresses,
            tuple(self.notes),
            tuple(one for one in left if not one.startswith("site/")),
        )

    def _site(self, pages: list[OldPage]) -> OldSite:
        languages = tuple(OldLanguage(lang) for lang in self.langs)
        assets = {old: new for old, (_, new) in self.moves.items() if not old.endswith(".md")}
        name = str(self.data.get("site_name") or "")
        return OldSite("MkDocs' suffix structure", name, languages, tuple(pages), assets)

    def _linked(self, name: str, text: str) -> str:
        """Return a page with the links that name a file with its language led to its new place."""
        lang, path = self.moves[name]
        out, at = [], 0
        for start, end in sorted(set(link_places(mask(text)))):
            target, hash_, anchor = text[start:end].partition("#")
            old = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            other = self.moves.get(old)
            is_plain = other is not None and old == f"{self.docs}/{other[1]}"
            if start < at or other is None or is_plain:
                continue
            new = relative_path(path, other[1])
            if other[0] != lang:
                depth = path.count("/") + 1
                new = f"{'../' * depth}{other[0]}/{other[1]}"
            out += [text[at:start], f"{new}{hash_}{anchor}"]
            at = end
        return "".join([*out, text[at:]])

    def _addresses(self) -> Iterator[ListedAddress]:
        """Yield what the plugin redirects says of former pages."""
        for old, new in _redirects(self.data.get("plugins")):
            page = re.sub(r"(?:(?:^|/)(?:index|README))?\.md$", "", old).strip("/")
            target = new if is_web(new) else re.sub(r"\.md(?=#|$)", "", new)
            target = re.sub(r"(^|/)README$", r"\1index", target)
            if page and is_path(f"/{page}/"):
                yield ListedAddress(f"/{page}/", target)

    def _note_patterns(self) -> None:
        """Note settings that name files by their old paths."""
        for name in ("exclude_docs", "not_in_nav", "draft_docs"):
            if self.data.get(name):
                what = (
                    f"patterns of {name} that begin with / name paths without a language's folder"
                )
                line = yaml_line(self.source.text(self.config), name)
                text = str(self.data[name])
                self.notes.append(MigrationNote(self.config, line, what, text))
        for old, new in sorted(_redirects(self.data.get("plugins"))):
            what = "former pages of the plugin redirects are in addresses.txt now; it may go"
            self.notes.append(MigrationNote(self.config, 1, what, f"{old}: {new}", False))


def yaml_line(text: str, key: str) -> int:
    """Return the line of a key at the top of a file; 1 if it is not there."""
    match = re.search(rf"^{re.escape(key)}\s*:", text, re.M)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _redirects(plugins: object) -> Iterator[tuple[str, str]]:
    for one in plugins if isinstance(plugins, list) else [plugins]:
        given = one.get("redirects") if isinstance(one, dict) else None
        maps = given.get("redirect_maps") if isinstance(given, dict) else None
        for old, new in maps.items() if isinstance(maps, dict) else ():
            yield str(old), str(new)
