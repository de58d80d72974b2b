"""The report of an import: for each file the pages, removed text, repairs and decisions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from kbgen.importing.blocks import Decision, Removed
from kbgen.importing.understand.promises import Promise
from kbgen.kinds import kind_named

_LONGEST_DIFF = 4000  # words
_SHOWN = 76  # characters of an excerpt


@dataclass(frozen=True)
class Repair:
    """A repair: a few words before and after."""

    line: int
    before: str
    after: str


@dataclass(frozen=True)
class PageReport:
    """A page that was or would be written, with the reasons for its kind and language."""

    path: str
    id: str
    title: str
    language: str
    language_reason: str
    kind: str
    kind_reason: str
    words: int
    removed: tuple[Removed, ...] = ()
    changed: tuple[Repair, ...] = ()
    promises: tuple[Promise, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """One input file: its pages, or a problem. `unit` is the unit of line numbers."""

    file: str
    pages: tuple[PageReport, ...] = ()
    problem: str = ""
    encoding: str = ""
    unit: str = "line"


@dataclass(frozen=True)
class PairReport:
    """Files that are one article; a suggestion if it is not `sure`."""

    files: tuple[str, str]
    sure: bool
    score: float
    evidence: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class UnreadFile:
    """A file that is no document, with what it is."""

    file: str
    reason: str


@dataclass(frozen=True)
class Report:
    """A whole import."""

    files: tuple[FileReport, ...]
    pairs: tuple[PairReport, ...] = ()
    dry_run: bool = False
    left_out: tuple[UnreadFile, ...] = ()

    @property
    def is_complete(self) -> bool:
        return all(not file.problem for file in self.files)


def find_changes(line: int, before: str, after: str) -> Iterator[Repair]:
    """Yield the changed words of a repair."""
    if before == after:
        return
    old, new = before.split(), after.split()
    if len(old) == len(new):
        pairs = zip(old, new, strict=True)
        yield from (Repair(line, a, b) for a, b in pairs if a != b)
        return
    if len(old) > _LONGEST_DIFF:
        yield Repair(line, f"{before[:60]}…", f"{after[:60]}…")
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Repair(line, " ".join(old[a:b]), " ".join(new[c:d]))


def to_json(report: Report) -> str:
    """Return the whole report as data."""
    data: dict[str, Any] = asdict(report)
    return json.dumps(data, ensure_ascii=False, indent=2)


def to_text(report: Report) -> str:
    """Return the report as text: a paragraph for each file, then the remaining tasks."""
    parts = ["\n".join(_file(file, report.dry_run)) for file in report.files]
    if report.pairs:
        parts.append("\n".join(_pairs(report.pairs)))
    if report.left_out:
        parts.append("\n".join(_left_out(report.left_out)))
    parts.append(_summary(report))
    return "\n\n".join(parts)


def _file(file: FileReport, dry_run: bool) -> Iterator[str]:
    if file.problem:
        yield f"{file.file}: not imported"
        yield f"    {file.problem}"
        return
    for page in file.pages:
        arrow = "would become" if dry_run else "→"
        yield f"{file.file} {arrow} {page.path}"
        what = f"{kind_named(page.kind).noun} in {page.language}, {_words(page.words)}"
        yield f"    “{page.title}”, {what}"
        reasons = f"{page.kind}: {page.kind_reason}; {page.language}: {page.language_reason}"
        yield f"    {reasons}; {file.encoding}"
        yield from _removed(page.removed, file.unit)
        yield from _changed(page.changed)
        yield from _promises(page.promises, file.unit)
        yield from _decisions(page.decisions, file.unit)


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"


def _place(line: int, unit: str) -> str:
    return f"{unit} {line}" if line else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _removed(removed: Sequence[Removed], unit: str) -> Iterator[str]:
    if removed:
        yield "    removed:"
    for one in removed:
        yield f"      {_place(one.line, unit):>9}  {one.rule:<14}  {_short(one.text)}"


def _changed(changed: Sequence[Repair]) -> Iterator[str]:
    if not changed:
        return
    counts = Counter(_core(change) for change in changed)
    shown = ", ".join(f"{_change_line(a, b)} {n}×" for (a, b), n in counts.most_common(6))
    more = f" and {len(counts) - 6} more" if len(counts) > 6 else ""
    yield f"    changed: {shown}{more}"


def _change_line(before: str, after: str) -> str:
    if before.isspace() and not after:
        return "a space before a mark taken out"
    return f"‘{before}’ → ‘{after}’"


def _core(change: Repair) -> tuple[str, str]:
    """Return the different parts of two words, without common beginnings and ends."""
    a, b = change.before, change.after
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    old, new = a[start : len(a) - end], b[start : len(b) - end]
    return (old or change.before, new) if old else (change.before, change.after)


def _promises(promises: Sequence[Promise], unit: str) -> Iterator[str]:
    if promises:
        yield "    promises found (candidates for facts.yml):"
    for one in promises:
        known = ", ".join(f"{{{{ {fact} }}}}" for fact in one.facts[:3])
        more = " …" if len(one.facts) > 3 else ""
        known = f"  has the value of {known}{more}" if known else ""
        yield f"      {_place(one.line, unit):>9}  “{one.says}”  {one.entry}{known}"


def _decisions(decisions: Sequence[Decision], unit: str) -> Iterator[str]:
    if decisions:
        yield "    for you to decide:"
    for one in decisions:
        place = f"{_place(one.line, unit)}: " if one.line else ""
        yield f"      • {place}{one.message}"


def _pairs(pairs: Iterable[PairReport]) -> Iterator[str]:
    for pair in pairs:
        first, second = pair.files
        if pair.sure:
            yield f"{first} and {second} are one article: {pair.id}"
        else:
            yield f"{first} and {second} may be one article; to join them, import both with --id"
        yield f"    {'; '.join(pair.evidence)} ({pair.score:.0%})"


_MOST_NAMES = 30


def _left_out(files: Sequence[UnreadFile]) -> Iterator[str]:
    """Yield the files that were not read, by what they are."""
    yield "left out:"
    for reason in dict.fromkeys(one.reason for one in files):
        names = [one.file for one in files if one.reason == reason]
        shown = ", ".join(names[:_MOST_NAMES])
        more = f" and {len(names) - _MOST_NAMES} more (--format json names them all)"
        yield f"    {reason}: {shown}{more if len(names) > _MOST_NAMES else ''}"


def _summary(report: Report) -> str:
    done = [file for file in report.files if not file.problem]
    pages = sum(len(file.pages) for file in done)
    decisions = sum(len(page.decisions) for file in done for page in file.pages)
    text = "can be imported" if report.dry_run else "imported"
    made = f"{_count(pages, 'draft')}, {_count(decisions, 'decision')} to make"
    lines = [f"{len(done)} of {_count(len(report.files), 'file')} {text}: {made}."]
    if report.dry_run:
        lines.append("Nothing was written (--dry-run).")
    elif pages:
        what = "A page is published when you delete its line “draft: true”."
        lines.append(f"Look at them with: kbgen serve. {what}")
    return "\n".join(lines)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
