"""Material's search of the same answers: its own worker, and the index that its plugin writes."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import material
import yaml
from material.plugins.search.plugin import SearchPlugin
from mkdocs.config import load_config

from kbgen.commands.build import build_site
from kbgen.options import BuildOptions

SCRIPTS = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
QUIET: dict[str, Any] = {"report": lambda _: None, "progress": lambda *_: None}


@dataclass(frozen=True)
class Material:
    """`folder` holds `plain-<lang>.json`, the index of each language."""

    folder: Path

    @property
    def mounts(self) -> dict[str, Path]:
        return {"material": SCRIPTS, "material-indexes": self.folder}

    def options(self, langs: Mapping[str, str]) -> dict[str, Any]:
        script = next(SCRIPTS.glob("workers/search.*.min.js"))
        return {
            "worker": f"/material/workers/{script.name}",
            "indexes": {lang: f"/material-indexes/plain-{lang}.json" for lang in langs},
        }


@contextmanager
def material_search(config_file: Path, prefixes: Mapping[str, str]) -> Iterator[Material]:
    """Build the project with Material's search plugin; write one index for each language.

    The configuration of an index (stemmer, stop words, separator) is what Material chooses for a
    site in that language.
    """
    with tempfile.TemporaryDirectory(prefix="kbgen-material-") as name:
        folder = Path(name)
        _link(config_file, folder)
        entries = _entries(config_file, folder)
        for lang, prefix in prefixes.items():
            others = tuple(p for p in prefixes.values() if p and p != prefix)
            docs = [
                entry
                for entry in entries
                if entry["location"].startswith(prefix)
                and (prefix or not entry["location"].startswith(others))
            ]
            index = {"config": _defaults(config_file, folder, lang), "docs": docs}
            (folder / f"plain-{lang}.json").write_text(json.dumps(index), "utf-8")
        yield Material(folder)


def _link(config_file: Path, folder: Path) -> None:
    """Make a project of the same content, beside whose configuration others can be written."""
    config = _config(config_file)
    own = {config_file.name, config.get("site_dir", "site")}
    for entry in config_file.resolve().parent.iterdir():
        if entry.name not in own and not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)


def _entries(config_file: Path, folder: Path) -> list[dict[str, Any]]:
    """Build a copy of the site with the plugin; return what it indexed, in all languages."""
    config = _config(config_file)
    # Before kbgen, so that it is given pages as Markdown made them, not our templates.
    config["plugins"] = ["search", *_stacking(config["plugins"])]
    file = _written(config, folder / "plain.yml")
    build_site(file, BuildOptions(folder / "plain"), **QUIET)
    index = json.loads((folder / "plain/search/search_index.json").read_text("utf-8"))
    entries: list[dict[str, Any]] = index["docs"]
    return entries


def _stacking(plugins: list[Any]) -> list[Any]:
    """Let static-i18n collect the entries of all languages into one index."""
    return [
        {"i18n": {**p["i18n"], "reconfigure_search": True}} if "i18n" in p else p
        for p in plugins
        if p != "search"
    ]


def _defaults(config_file: Path, folder: Path, lang: str) -> dict[str, Any]:
    """Return how Material configures the search of a site in one language."""
    config = _config(config_file)
    config["theme"] = {"name": "material", "language": lang}
    config["plugins"] = ["search"]
    loaded = load_config(str(_written(config, folder / f"plain-{lang}.yml")))
    plugin = next(p for p in loaded.plugins.values() if isinstance(p, SearchPlugin))
    plugin.on_config(loaded)  # type: ignore[no-untyped-call] # Material leaves it untyped
    index = plugin.search_index.generate_search_index(None)  # type: ignore[no-untyped-call]
    written = json.loads(index)
    defaults: dict[str, Any] = written["config"]
    return defaults


def _config(config_file: Path) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load(config_file.read_text("utf-8"))
    return config


def _written(config: dict[str, Any], file: Path) -> Path:
    file.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return file
