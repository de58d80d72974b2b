"""Runs the search of a site's pages, which is written in JavaScript."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbgen.errors import KbgenError
from kbgen.output.modules import join_modules
from kbgen.output.search.tables import shared_tables
from kbgen.resources import folder

_DRIVER = """\
import { createEngine, SearchError } from "./search-engine.js";
globalThis.performance ??= { now: () => Date.now() };
const files = {}, engines = {};
const load = async (path) => {
  if (!(path in files)) throw new SearchError("missing", path);
  return JSON.parse(files[path]);
};
const put = (text) => Boolean(Object.assign(files, JSON.parse(text)));
const open = (text) => {
  const options = JSON.parse(text);
  return Boolean((engines[options.lang] = createEngine({ ...options, load })));
};
const ask = async (lang, text, at) => {
  const { results, close } = await engines[lang].query(text, { limit: 10, at });
  const short = ({ id, lang, name, url }) => ({ id, lang, name, url });
  return JSON.stringify({ results: results.map(short), close: close.map(short) });
};
"""


@dataclass(frozen=True)
class FoundAnswer:
    id: str
    lang: str
    name: str


@dataclass(frozen=True)
class Asked:
    """What a query finds, best first; without results, what comes close."""

    results: tuple[FoundAnswer, ...]
    close: tuple[FoundAnswer, ...]

    def place(self, ids: Sequence[str], lang: str) -> int | None:
        """Return the first place of one of some answers, from 0; None if none of them is found."""
        places = (i for i, one in enumerate(self.results) if one.id in ids and one.lang == lang)
        return next(places, None)


class SearchRunner:
    """The search of a site with the files of its index.

    Raises KbgenError if the library is missing that runs JavaScript.
    """

    def __init__(self, files: Mapping[str, bytes], prefixes: Mapping[str, str], at: int) -> None:
        try:
            from py_mini_racer import MiniRacer  # an extra that few need
        except ImportError as problem:
            raise KbgenError(
                "the search runs in JavaScript, for which a library is missing: "
                "pip install 'kbgen[search]'"
            ) from problem
        self._context: Any = MiniRacer()
        self._at = at
        scripts = {f.name: f.read_text("utf-8") for f in (folder("theme") / "scripts").glob("*.js")}
        self._context.eval(join_modules({**scripts, "": _DRIVER}, ""))
        self._prefixes = prefixes
        self._tables = shared_tables(prefixes)
        self.put(files)

    def put(self, files: Mapping[str, bytes]) -> None:
        """Use other files, and ask anew what is in them."""
        texts = {path: content.decode() for path, content in files.items()}
        self._context.call("put", json.dumps(texts))
        for lang, prefix in self._prefixes.items():
            options = {"lang": lang, "prefix": prefix, "tables": self._tables}
            self._context.call("open", json.dumps(options))

    def ask(self, lang: str, query: str) -> Asked:
        found = json.loads(self._context.eval(_call(lang, query, self._at)).get())
        return Asked(*(tuple(map(_answer, found[part])) for part in ("results", "close")))


def _call(lang: str, query: str, at: int) -> str:
    return f"ask({json.dumps(lang)}, {json.dumps(query)}, {at})"


def _answer(one: Mapping[str, str]) -> FoundAnswer:
    return FoundAnswer(one["id"], one["lang"], one["name"])
