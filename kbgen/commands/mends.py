"""`kbgen check --fix`: shows the mends that change what is said, and asks about each."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff

import click

from kbgen.checks.fix import with_edits
from kbgen.errors import KbgenError
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding
from kbgen.model.locale import has_rtl
from kbgen.model.site import Site
from kbgen.system.writing import write_whole
from kbgen.translations.parts import part_pairs

_FSI, _PDI = "\u2068", "\u2069"
_HEAD = "Mends that change what is said; without --dry-run, on a terminal, each is asked about:"


def mends_in(findings: Sequence[Finding]) -> list[tuple[Finding, Edit]]:
    """Return the findings with a mend."""
    return [(finding, finding.mend) for finding in findings if finding.mend]


def mends_diff(site: Site, findings: Sequence[Finding]) -> str:
    """Return the mends as a unified diff below a heading; "" without any."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    lines: list[str] = []
    for _, edit in mends_in(findings):
        if _fits(site, edit, edits[edit.span.path]):
            edits[edit.span.path].append(edit)
    for path, of_file in edits.items():
        before = _text(site, path)
        both = (text.splitlines(keepends=True) for text in (before, with_edits(before, of_file)))
        lines += unified_diff(*both, path, path)
    return "".join([f"{_HEAD}\n", *lines]) if lines else ""


def ask_mends(site: Site, findings: Sequence[Finding]) -> int:
    """Ask about each mend; write those that are agreed to, also if the rest is left undone.

    Return how many were written.
    """
    agreed: dict[str, list[Edit]] = {}
    try:
        for edit in _agreed(site, mends_in(findings), agreed):
            agreed.setdefault(edit.span.path, []).append(edit)
    finally:
        for path, edits in agreed.items():
            _write(site, path, edits)
        written = sum(map(len, agreed.values()))
        if mends_in(findings):
            click.echo(f"{written} mend{'' if written == 1 else 's'} written.", err=True)
    return written


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


def _agreed(
    site: Site, mends: Sequence[tuple[Finding, Edit]], agreed: Mapping[str, Sequence[Edit]]
) -> Iterator[Edit]:
    """Yield the edits that a person agrees to; `agreed` are those of before, by path."""
    all_of: set[str] = set()
    for number, (finding, edit) in enumerate(mends, 1):
        before = agreed.get(edit.span.path, ())
        if not _fits(site, edit, before):
            continue  # what stands there was mended in another way
        click.echo(_shown(site, finding, edit, before), err=True)
        if finding.code not in all_of:
            keys = f"[y]es, [n]o, [a]ll of {finding.code}, [q]uit"
            key = click.prompt(
                f"{number} of {len(mends)}: write it? {keys}",
                type=click.Choice(["y", "n", "a", "q"], case_sensitive=False),
                show_choices=False,
                err=True,
            )
            if key == "q":
                return
            if key == "n":
                continue
            if key == "a":
                all_of.add(finding.code)
        yield edit


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
