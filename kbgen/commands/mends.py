"""`kbgen check --fix`: shows the mends that change what is said, and asks about each."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import unified_diff

import click

from kbgen.checks.fix import with_edits
from kbgen.errors import KbgenError
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding
from kbgen.model.findings import MECHANICAL
from kbgen.model.locale import has_rtl
from kbgen.model.site import Site
from kbgen.system.writing import write_whole
from kbgen.translations.parts import part_pairs

_FSI, _PDI = "\u2068", "\u2069"
_HEAD = "Mends that change what is said; without --dry-run, on a terminal, each is asked about:"


def mends_in(findings: Sequence[Finding]) -> list[tuple[Finding, Edit]]:
    """Return the findings with a mend that a person has to agree to."""
    asked = (one for one in findings if one.code not in MECHANICAL)
    return [(finding, finding.mend) for finding in asked if finding.mend]


def mends_diff(site: Site, findings: Sequence[Finding]) -> str:
    """Return the mends as a unified diff below a heading; "" without any."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    lines: list[str] = []
    for _, edit in mends_in(findings):
        if _fits(site, edit, edits[edit.span.path]):
            edits[edit.span.path].append(edit)
    for path, of_file in edits.items():
        before = _text(site, path)
        after = with_edits(before, of_file).splitlines(keepends=True)
        lines += unified_diff(before.splitlines(keepends=True), after, path, path)
    return "".join([f"{_HEAD}\n", *lines]) if lines else ""


class MendSession:
    """Asks about mends, those that come to light by others too, and writes what is agreed to."""

    def __init__(self) -> None:
        self._declined: set[tuple[str, str, str, str]] = set()
        self._all_of: set[str] = set()
        """The codes whose mends are all agreed to."""
        self._is_over = False

    def run(self, site: Site, findings: Sequence[Finding]) -> int:
        """Ask about each mend, but for those that were declined; return how many were written.

        What was agreed to is written, also if the rest is left undone.
        """
        mends = [(f, edit) for f, edit in mends_in(findings) if _key(f, edit) not in self._declined]
        if self._is_over or not mends:
            return 0
        agreed: dict[str, list[Edit]] = {}
        try:
            for edit in self._agreed(site, mends, agreed):
                agreed.setdefault(edit.span.path, []).append(edit)
        finally:
            for path, edits in agreed.items():
                _write(site, path, edits)
            written = sum(map(len, agreed.values()))
            click.echo(f"{written} mend{'' if written == 1 else 's'} written.", err=True)
        return written

    def _agreed(
        self, site: Site, mends: Sequence[tuple[Finding, Edit]], agreed: dict[str, list[Edit]]
    ) -> Iterator[Edit]:
        """Yield the edits that a person agrees to; `agreed` are those of before, by path."""
        for number, (finding, edit) in enumerate(mends, 1):
            before = agreed.get(edit.span.path, ())
            if not _fits(site, edit, before):
                continue  # what stands there is mended in another way
            click.echo(_shown(site, finding, edit, before), err=True)
            key = "y"
            if finding.code not in self._all_of:
                key = _asked(f"{number} of {len(mends)}", finding.code)
            if key == "q":
                self._is_over = True
                return
            if key == "n":
                self._declined.add(_key(finding, edit))
                continue
            if key == "a":
                self._all_of.add(finding.code)
            yield edit


def _key(finding: Finding, edit: Edit) -> tuple[str, str, str, str]:
    """Return what tells a mend from others, wherever it stands after other mends."""
    return edit.span.path, finding.code, edit.old, edit.new


def _asked(number: str, code: str) -> str:
    answer: str = click.prompt(
        f"{number}: write it? [y]es, [n]o, [a]ll of {code}, [q]uit",
        type=click.Choice(["y", "n", "a", "q"], case_sensitive=False),
        show_choices=False,
        err=True,
    )
    return answer


def has_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def waiting_text(count: int) -> str:
    """Return what is told about mends that nobody can be asked about; "" without any."""
    if not count:
        return ""
    one = count == 1
    what = f"{count} mend{'' if one else 's'} that change{'s' if one else ''} what is said"
    where = f"run kbgen check --fix on a terminal, which asks about {'it' if one else 'each'}"
    return f"{what} wait{'s' if one else ''}: {where}."


def _shown(site: Site, finding: Finding, edit: Edit, before: Sequence[Edit]) -> str:
    """Return a finding with the source's words and its line before and after."""
    text = with_edits(_text(site, edit.span.path), before)
    # Edits before it in the line have moved it.
    line = edit.span.line
    moved = sum(
        len(one.new) - len(one.old)
        for one in before
        if one.span.line == line and one.span.column < edit.span.column
    )
    span = edit.span._replace(column=edit.span.column + moved)
    after = with_edits(text, [edit._replace(span=span)])
    lines = [_line(one, line) for one in (text, after)]
    code = click.style(finding.code, bold=True)
    shown = [f"{edit.span}: {code} {finding.message}"]
    article = next((a for a in site.articles.values() if a.path == edit.span.path), None)
    if article and (source := _source_of(site, article, line)):
        shown.append(f"  {_isolated(source)}")
    shown += [
        click.style(f"- {_isolated(lines[0])}", fg="red"),
        click.style(f"+ {_isolated(lines[1])}", fg="green"),
    ]
    return "\n".join(shown)


def _source_of(site: Site, article: Article, line: int) -> str:
    """Return the text of the source whose translation stands in a line; "" if none is known."""
    source = site.source_of(article.id) if article.is_translation else None
    if source is None:
        return ""
    for pair in part_pairs(article, source, ())[0]:
        block, there = pair.translation.block, pair.source.block
        if block.kind == "field":
            first = last = article.where(*block.name.split(".")).line
        else:
            first = article.place(block.start, block.start).line
            last = article.place(max(block.start, block.end - 1), block.end).line
        if first <= line <= last:
            return f"{source.lang}: {' '.join(there.text.split())}"
    return ""


def _isolated(line: str) -> str:
    return f"{_FSI}{line}{_PDI}" if has_rtl(line) else line


def _line(text: str, number: int) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[number - 1]


def _fits(site: Site, edit: Edit, others: Sequence[Edit]) -> bool:
    try:
        with_edits(_text(site, edit.span.path), [*others, edit])
    except ValueError:
        return False
    return True


def _text(site: Site, path: str) -> str:
    return (site.settings.root / path).read_bytes().decode("utf-8")


def _write(site: Site, path: str, edits: Sequence[Edit]) -> None:
    try:
        text = with_edits(_text(site, path), edits)
    except ValueError as problem:
        raise KbgenError(f"{path} has changed meanwhile: {problem}; run this again") from problem
    write_whole((site.settings.root / path).resolve(), text.encode())
