"""`kbgen check --review` and `--settle`: doubts that a person settles, once."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from kbgen.build.site import open_site
from kbgen.commands.build import parse_cache_of
from kbgen.commands.judge import with_remembered
from kbgen.errors import EXIT_FINDINGS, EXIT_OK, KbgenError
from kbgen.mkdocs.driver import Project, load
from kbgen.model.doubt import Doubt, doubts_in
from kbgen.model.finding import Comparison, Span, did_you_mean
from kbgen.model.site import Site
from kbgen.model.translation import NOBODY
from kbgen.report.doubts import doubt_text, listed_doubts
from kbgen.report.text import counted
from kbgen.source.record_file import change_record
from kbgen.source.revisions import user_name
from kbgen.system.keys import read_key
from kbgen.system.parse_cache import ParseCache
from kbgen.translations.receipts import with_receipt, without_receipt

KEYS = "[s] they say the same  [c] needs work  [e] edit  [b] back  [q] quit"
_BY_FILE_AND_LINE = ("code", "code-insiders", "codium", "cursor", "windsurf", "zed", "subl")
"""Editors that are given FILE:LINE; others get +LINE and the file."""


@dataclass(frozen=True)
class Chosen:
    """Which doubts are meant: those of a language and of pages, None and () for all.

    With `is_complete` contradictions are among them.
    """

    lang: str | None = None
    pages: Collection[str] = ()
    is_complete: bool = False

    def of(self, doubts: Sequence[Doubt]) -> list[Doubt]:
        return [
            one
            for one in doubts
            if self.lang in (None, one.compared.lang)
            and (not self.pages or one.compared.page in self.pages)
        ]


@dataclass
class Doubts:
    """A project and the doubts that are open in it; what is settled is written at once."""

    project: Project
    parse_cache: ParseCache
    cache: Path
    chosen: Chosen
    site: Site
    open: list[Doubt]

    def reread(self) -> None:
        """Look at the project anew, after a file was changed."""
        self.site, self.open = _look(self.project, self.parse_cache, self.cache, self.chosen)

    def settle(self, compared: Comparison, who: str) -> bool:
        """Write a receipt; False if a text has changed since."""
        change = partial(with_receipt, site=self.site, compared=compared, who=who)
        return change_record(self.site, compared.lang, change)

    def reopen(self, compared: Comparison) -> bool:
        """Take a receipt back; False if a text has changed since."""
        change = partial(without_receipt, site=self.site, compared=compared)
        return change_record(self.site, compared.lang, change)


def open_doubts(
    config_file: Path, names: Sequence[str], is_complete: bool, as_of: date | None, cache: Path
) -> Doubts:
    """Read a project and the doubts in it; `names` are a language, pages, or both.

    Raises KbgenError for a name that is neither.
    """
    project = load(config_file, as_of=as_of)
    parse_cache = parse_cache_of(project.settings.root, cache)
    site, doubts = _look(project, parse_cache, cache, Chosen(is_complete=is_complete))
    chosen = replace(_chosen(site, names), is_complete=is_complete)
    return Doubts(project, parse_cache, cache, chosen, site, chosen.of(doubts))


def _look(
    project: Project, parse_cache: ParseCache, cache: Path, chosen: Chosen
) -> tuple[Site, list[Doubt]]:
    site, findings = open_site(project, is_complete=True, parse_cache=parse_cache)
    findings = with_remembered(site, findings, cache)
    return site, chosen.of(doubts_in(findings, chosen.is_complete))


def _chosen(site: Site, names: Sequence[str]) -> Chosen:
    lang = names[0] if names and names[0] in site.locales else None
    pages = names[1:] if lang else names
    known = {*site.sources, *(one.page for r in site.records.values() for one in r.sections)}
    for page in pages:
        if page not in known:
            hint = did_you_mean(page, [*known, *site.locales]) or "name a page as faq/refunds"
            raise KbgenError(f"there is no page or language '{page}'; {hint}")
    return Chosen(lang, frozenset(pages))


def settle_doubts(
    doubts: Doubts, addresses: Sequence[str], lang: str | None, by: str | None, insists: bool
) -> int:
    """Settle all doubts of pages, sections or texts by their addresses; return the exit code.

    Contradictions are settled only if who compared them `insists`. Raises KbgenError if there is
    nothing at an address, or in several languages and none is named.
    """
    chosen: list[Doubt] = []
    for address in addresses:
        there = [one for one in doubts.open if _is_at(one.compared, address)]
        mine = [one for one in there if lang in (None, one.compared.lang)]
        if not mine:
            raise KbgenError(_nothing(doubts, address, lang))
        langs = sorted({one.compared.lang for one in mine})
        if len(langs) > 1:
            what = f"'{address}' is in doubt in {', '.join(langs)}"
            raise KbgenError(f"{what}; name the language that was compared: --lang {langs[0]}")
        chosen += mine
    if not insists:
        _refuse_contradictions(chosen)
    who = by or user_name(doubts.site.settings.root) or NOBODY
    for one in chosen:
        doubts.settle(one.compared, who)
        click.echo(f"Settled: {one.compared.address} ({one.compared.lang})")
    return EXIT_OK


def _refuse_contradictions(chosen: Sequence[Doubt]) -> None:
    for one in chosen:
        if one.is_contradiction:
            what = f"'{one.compared.address}' is more than a doubt: {one.findings[0].message}"
            raise KbgenError(f"{what}; mend it, or insist with --all")


def _is_at(compared: Comparison, address: str) -> bool:
    place = compared.address.rpartition(":")[0] if compared.block else compared.address
    return address in (compared.address, place, compared.page)


def _nothing(doubts: Doubts, address: str, lang: str | None) -> str:
    known = [one.compared.address for one in doubts.open if lang in (None, one.compared.lang)]
    where = f" in '{lang}'" if lang else ""
    hint = did_you_mean(address, known) or "see them all with: kbgen check --review"
    return f"nothing is in doubt at '{address}'{where}; {hint}"


def review_doubts(doubts: Doubts, by: str | None) -> int:
    """Let a person settle the doubts one by one, or list them where there is no terminal.

    Returns the exit code: 1 for a list that is not empty.
    """
    if not doubts.open:
        click.echo("No doubts are open.")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        session = _Review(doubts, by or user_name(doubts.site.settings.root) or NOBODY)
        try:
            session.run()
        finally:
            click.echo(session.end())
    else:
        click.echo(listed_doubts(doubts.open))
        first = doubts.open[0].compared
        one = f"kbgen check --settle {shlex.quote(first.address)} --lang {first.lang} --by NAME"
        click.echo(f"Settle them in a terminal (kbgen check --review), or each: {one}", err=True)
        return EXIT_FINDINGS
    return EXIT_OK


class _Review:
    """The doubts in their order, which of them is shown, and what was settled."""

    def __init__(self, doubts: Doubts, who: str) -> None:
        self._doubts, self._who = doubts, who
        self._all = list(doubts.open)
        self._done: set[tuple[str, str, tuple[str, str]]] = set()
        self._at = 0

    def run(self) -> None:
        while self._at < len(self._all):
            doubt = self._all[self._at]
            width = shutil.get_terminal_size().columns
            click.echo(f"\n{self._at + 1} of {len(self._all)}  {doubt_text(doubt, width)}")
            if _key(doubt) in self._done:
                click.echo("settled; [c] takes it back")
            click.echo(KEYS)
            if not self._answer(doubt, read_key()):
                return

    def _answer(self, doubt: Doubt, key: str) -> bool:
        """Do what a key asks for; tell whether to go on."""
        compared = doubt.compared
        if key == "s":
            if self._doubts.settle(compared, self._who):
                self._done.add(_key(doubt))
                self._at += 1
            else:
                click.echo("It has changed meanwhile.")
                self._reread()
        elif key == "c":
            if _key(doubt) in self._done and self._doubts.reopen(compared):
                self._done.discard(_key(doubt))
            self._at += 1
        elif key == "e":
            _edit(self._doubts.site.settings.root, compared.translation.span)
            self._reread()
        elif key == "b":
            self._at = max(0, self._at - 1)
        return key not in ("q", "\x04", "")

    def _reread(self) -> None:
        """Look at the doubts anew, and go on at the first that was not shown yet."""
        self._doubts.reread()
        before = self._all[: self._at]
        seen = {_place(one) for one in before}
        self._all = [*before, *(one for one in self._doubts.open if _place(one) not in seen)]

    def end(self) -> str:
        left = [one for one in self._all if _key(one) not in self._done]
        are = "is" if len(left) == 1 else "are"
        return f"Settled {len(self._done)}; {counted(len(left), 'doubt')} {are} open."


def _place(doubt: Doubt) -> tuple[str, str]:
    return doubt.compared.lang, doubt.compared.address


def _key(doubt: Doubt) -> tuple[str, str, tuple[str, str]]:
    return doubt.compared.lang, doubt.compared.page, doubt.compared.pair


def _edit(root: Path, span: Span) -> None:
    """Open a file at a line in the editor that VISUAL or EDITOR names."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    file = str(root / span.path)
    if Path(command[0]).stem in _BY_FILE_AND_LINE:
        goto = ["--goto"] if Path(command[0]).stem.startswith("co") else []
        place = [*goto, f"{file}:{span.line}"]
    else:
        place = [f"+{span.line}", file]
    try:
        subprocess.run([*command, *place], check=False)
    except OSError as problem:
        what = f"'{command[0]}' cannot be run ({problem.strerror})"
        click.echo(f"{what}; name an editor in EDITOR, or open {span}", err=True)
