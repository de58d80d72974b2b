"""Imports random documents of every format, and looks for words that are nowhere afterwards.

`python -m tests.importing.words 200 --seed 1` makes 200 documents a format; `--format mdx` tries one.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import markdown

from tests.documents import Imported, import_into, words_removed, words_shown
from tests.importing.random_documents import FORMATS, make
from tests.sites import CONFIG, HOME, Project, write_files

_EXTENSIONS = ["tables", "attr_list", "admonition", "pymdownx.details", "pymdownx.superfences"]
_EXTENSIONS += ["pymdownx.tabbed"]


def rendered(source: str) -> str:
    """Return the text that Markdown shows."""
    html = markdown.markdown(source, extensions=_EXTENSIONS)
    return unescape(re.sub(r"<[^<>]*>", " ", re.sub(r"<!--.*?-->", " ", html, flags=re.S)))


def _words_shown_on(imported: Imported, page: dict[str, Any]) -> Counter[str]:
    fields = imported.fields(page)
    texts = [rendered(imported.body(page)), fields.get("description", "")]
    texts += [*map(str, fields.get("keywords", [])), *map(str, fields.get("tags", []))]
    texts += [*map(str, fields.get("text", {}).values())]
    is_own = not any("stand in for it" in d["message"] for d in page["decisions"])
    return words_shown(" ".join([*texts, fields["title"] if is_own else ""]))


def missing_words(imported: Imported, name: str, expected: list[str]) -> Counter[str]:
    """Return the words of a document that are on none of its pages, and not in its report."""
    found: Counter[str] = Counter()
    for file in imported.report["files"]:
        if file["file"].partition("#")[0].rpartition("/")[2] != name:
            continue
        if file["problem"]:
            return Counter({file["problem"]: 1})
        for page in file["pages"]:
            found += _words_shown_on(imported, page) + words_removed(page)
    return words_shown(" ".join(expected)) - found


def try_format(root: Path, kind: str, seeds: range) -> dict[int, Counter[str]]:
    """Import a document for each seed, and return the words that were lost, by seed."""
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    write_files(root, HOME)
    folder = root / "old"
    folder.mkdir()
    written: dict[int, tuple[str, list[str]]] = {}
    for seed in seeds:
        suffix, data, words = make(kind, seed)
        (folder / f"d{seed}{suffix}").write_bytes(data)
        written[seed] = (f"d{seed}{suffix}", words)
    imported = import_into(Project(root), "old", "--lang", "en")
    found = {seed: missing_words(imported, name, words) for seed, (name, words) in written.items()}
    return {seed: words for seed, words in found.items() if words}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS)
    given = parser.parse_args(arguments)
    failed = 0
    for kind in [given.format] if given.format else FORMATS:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            missing = try_format(Path(folder), kind, range(given.seed, given.seed + given.count))
        took = time.perf_counter() - start
        print(f"{kind:<11} {given.count - len(missing)} of {given.count} whole, {took:.1f} s")
        for seed, words in [*missing.items()][:8]:
            print(f"    seed {seed}: {dict(words)}")
        failed += len(missing)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
