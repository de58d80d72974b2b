"""What the record of translations flags after an edit, beside what needs work.

    python -m benchmarks.translations [EDITS] [SEED]

Edits content/ at random (see `translation_edits`), of the source and of one translation, EDITS of
each, and compares what is flagged with what the edit says by itself; beside it, how many blocks are
flagged by who goes by the page and its last commit.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.translation_edits import (
    SOURCE_EDITS,
    TRANSLATION_EDITS,
    Author,
    Edit,
    Flag,
    Translator,
    letters,
    read_pages,
)
from kbgen.mkdocs.driver import load
from kbgen.model.site import Settings, Site
from kbgen.model.translation import FormerText, LanguageRecord
from kbgen.source.tree import read_site
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.stamping import stamp
from kbgen.translations.states import (
    BlockState,
    LanguageState,
    complete_states,
    sides_of,
    source_path,
    with_former,
)

ROOT = Path(__file__).parents[1]
LANG = "ur"
"""The translation that is edited."""


class Tried:
    """A copy of the site, which is stamped as it stands, edited, and put back."""

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self.root = folder
        shutil.copytree(root / "content", folder / "content")
        shutil.copy(root / "mkdocs.yml", folder)
        self.settings: Settings = replace(load(folder / "mkdocs.yml").settings)
        self._cache = ParseCache(folder / "cache" / "pages", "benchmark")
        site = self._read()
        sides = sides_of(site, self._cache)
        self.records = {
            lang: stamp(
                *(LanguageRecord(), sides[lang].source, sides[lang].translation),
                *("human", "sana", "2026-11-02"),
            )
            for lang in site.locales
            if lang != site.default
        }
        self.former: Mapping[tuple[str, str], FormerText] = {
            (source_path(site, one.block.page), one.digest): FormerText(one.block.text, "", "")
            for of in sides.values()
            for group in of.source.values()
            for one in group
        }
        self.blocks = {
            lang: Counter(one.block.page for one in states.blocks)
            for lang, states in self._states(site).items()
        }

    def _read(self) -> Site:
        return read_site(self.settings, self._cache)[0]

    def _states(self, site: Site, has_history: bool = True) -> Mapping[str, LanguageState]:
        site = replace(site, records=self.records)
        if has_history:
            sides_of(site, self._cache)
            site = with_former(site, self.former)
        return complete_states(site, self._cache)

    def after(self, edit: Edit) -> tuple[Mapping[str, LanguageState], Mapping[str, LanguageState]]:
        """Return the states after an edit, with git's history and without."""
        before = {}
        try:
            for path, text in edit.files.items():
                file = self.root / path
                before[file] = file.read_bytes() if file.exists() else None
                file.write_text(text or "", "utf-8")
            site = self._read()
            return self._states(site), self._states(site, has_history=False)
        finally:
            for file, data in before.items():
                if data is None:
                    file.unlink()
                else:
                    file.write_bytes(data)


@dataclass
class Outcome:
    """What was found about the edits of one kind."""

    edits: int = 0
    needed: int = 0
    flagged: int = 0
    exact: int = 0
    by_page: int = 0
    meant: int = 0
    right: int = 0
    right_without_history: int = 0
    wrong: list[str] = field(default_factory=list)


def flags(states: Iterable[BlockState], is_of_source: bool) -> Counter[Flag]:
    """Return what is flagged, as `translation_edits` names it."""
    found: Counter[Flag] = Counter()
    for one in states:
        state = one.match.state
        if state not in ("current", "moved"):
            text = letters(one.block.text) if is_of_source and one.match.source else ""
            found[state, one.block.page, one.block.section, text] += 1
    return found


def look(tried: Tried, edit: Edit, lang: str | None, outcome: Outcome) -> None:
    """Compare what an edit needs with what is flagged; `lang` is the edited translation."""
    states, without = tried.after(edit)
    outcome.edits += 1
    found = {of: flags(state.blocks, lang is None) for of, state in states.items()}
    needed = {of: edit.flags if lang in (None, of) else Counter[Flag]() for of in states}
    outcome.needed += sum(flagged.total() for flagged in needed.values())
    outcome.flagged += sum(flagged.total() for flagged in found.values())
    is_exact = found == needed
    outcome.exact += is_exact
    if not is_exact:
        wrong = next(of for of in found if found[of] != needed[of])
        outcome.wrong.append(f"{wrong}: {dict(found[wrong])} instead of {dict(needed[wrong])}")
    for path in edit.files:
        parts = Path(path).with_suffix("").parts
        page = "/".join(parts[2:])
        outcome.by_page += sum(
            blocks[page] for of, blocks in tried.blocks.items() if lang in (None, of)
        )
    if edit.meanings and is_exact:
        for side, attribute in ((states, "right"), (without, "right_without_history")):
            meant = [b.consequence for s in side.values() for b in s.blocks if b.consequence]
            right = sum(one in edit.meanings for one in meant)
            setattr(outcome, attribute, getattr(outcome, attribute) + right)
        outcome.meant += sum(1 for s in states.values() for b in s.blocks if b.consequence)


def compare(tried: Tried, count: int, seed: int) -> dict[str, dict[str, Outcome]]:
    """Return "source" and the language of the translation → kind of edit → what was found."""
    random = Random(seed)
    author = Author(read_pages(tried.root, "en"), random, tried.root)
    translator = Translator(read_pages(tried.root, LANG), random, tried.root)
    of_source: dict[str, Outcome] = defaultdict(Outcome)
    of_translation: dict[str, Outcome] = defaultdict(Outcome)
    for number in range(count):
        edit = SOURCE_EDITS[number % len(SOURCE_EDITS)](author)
        look(tried, edit, None, of_source[edit.kind])
    for number in range(count):
        edit = TRANSLATION_EDITS[number % len(TRANSLATION_EDITS)](translator)
        look(tried, edit, LANG, of_translation[edit.kind])
    return {"source": dict(of_source), LANG: dict(of_translation)}


def table(found: Mapping[str, Outcome]) -> str:
    """Return a table in Markdown, a row for each kind of edit."""
    head = [
        "edit",
        "edits",
        "blocks that need it",
        "flagged",
        "exactly these",
        "by page and commit",
    ]
    rows = [[*head, "consequence right", "without history"], ["---", *["--:"] * 7]]
    for kind, one in found.items():
        rows.append(
            [
                *(kind, str(one.edits), str(one.needed), str(one.flagged), str(one.exact)),
                *(str(one.by_page), _share(one.right, one.meant)),
                _share(one.right_without_history, one.meant),
            ]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def main() -> None:
    """Print the tables, and the edits in which something else was flagged."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with TemporaryDirectory() as folder:
        found = compare(Tried(Path(folder) / "site"), count, seed)
    for name, outcomes in found.items():
        print(f"{name}\n\n{table(outcomes)}\n")
        for kind, one in outcomes.items():
            for wrong in one.wrong[:3]:
                print(f"{kind}: {wrong}")


if __name__ == "__main__":
    main()
