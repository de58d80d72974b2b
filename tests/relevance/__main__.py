"""Measures search: `python -m tests.relevance --help`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser

from benchmarks.search import measure
from kbgen.errors import KbgenError
from tests.browser import find_browser, open_browser
from tests.relevance.engines import (
    MATERIAL,
    OURS,
    PAGEFIND,
    NoIndexError,
    ask_material,
    ask_ours,
    ask_pagefind,
)
from tests.relevance.judged import HALVES, SETS, Query, read_queries
from tests.relevance.material import material_search
from tests.relevance.pagefind import UnavailableError, pagefind_search
from tests.relevance.places import Places, read_places
from tests.relevance.report import Results, failures, nonsense, rows, tables, visible
from tests.relevance.romanization import PAIRS, VARIABLE, VOCABULARY, romanized

OTHERS = (MATERIAL, PAGEFIND)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


def _engines(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(filter(None, map(str.strip, value.split(","))))
    if unknown := set(names) - set(OTHERS):
        raise click.BadParameter(f"{', '.join(unknown)}: write {' or '.join(OTHERS)}, or both")
    return names


@click.command()
@click.option("--site", type=FOLDER, default="site", help="The built site.", show_default=True)
@click.option(
    "-f",
    "--config",
    type=FILE,
    default="mkdocs.yml",
    help="Its project, for Material.",
    show_default=True,
)
@click.option(
    "--half",
    type=click.Choice([*HALVES, "both"]),
    default="tune",
    show_default=True,
    help="Which judged queries: those to tune with, or those kept aside to the end.",
)
@click.option(
    "--set",
    "queries",
    type=click.Choice(list(SETS)),
    default="near",
    show_default=True,
    help="Queries near to the pages' words, or in everyday words.",
)
@click.option("--against", callback=_engines, default="", help="material,pagefind, or one of them.")
@click.option("--failures", "with_failures", is_flag=True, help="List what kbgen did not find.")
@click.option("--romanization", is_flag=True, help="Instead: romanized words, from --data.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar=VARIABLE,
    help=f"The folder of <lang>.*.tsv for --romanization; or {VARIABLE} in the environment.",
)
@click.option("--vocabulary", default=VOCABULARY, show_default=True, help="Words to find them in.")
@click.option("--pairs", default=PAIRS, show_default=True, help="Romanized words per language.")
@click.option("--size", is_flag=True, help="Instead: bytes and time of large sites; minutes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def main(
    site: Path,
    config: Path,
    half: str,
    queries: str,
    against: tuple[str, ...],
    with_failures: bool,
    romanization: bool,
    data: Path | None,
    vocabulary: int,
    pairs: int,
    size: bool,
    form: str,
) -> None:
    """Put the judged queries to a built site's search, and to others beside it."""
    places = read_places(site)
    with open_browser(_browser()) as browser:
        try:
            if romanization:
                _romanization(browser, site, places, data, vocabulary, pairs, form)
            if size:
                _print(measure(browser, site, places), form)
            if not (romanization or size):
                asked = read_queries(HALVES if half == "both" else [half], SETS[queries])
                results = _results(browser, site, places, config, asked, against)
                _report(results, half, with_failures, form)
        except (NoIndexError, KbgenError) as problem:
            raise click.ClickException(str(problem)) from problem


def _report(results: Results, half: str, with_failures: bool, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(_data(results), indent=2))
        return
    click.echo(tables(results))
    if with_failures:
        click.echo("\n" + failures(visible(results[OURS], half)))


def _romanization(
    browser: Browser,
    site: Path,
    places: Places,
    data: Path | None,
    vocabulary: int,
    pairs: int,
    form: str,
) -> None:
    if data is None or not any(data.glob("*.tsv")):
        where = f"in {data}" if data else f"named: use --data or {VARIABLE}"
        click.echo(f"Skipped: there are no romanized words {where}.", err=True)
        return
    found = romanized(browser, data, site, places, vocabulary, pairs)
    _print(((one.lang, one) for one in found), form)


def _print(figures: Iterable[tuple[str, Any]], form: str) -> None:
    """Print figures as they come, each with what it is about; as JSON, one object per line."""
    for about, one in figures:
        line = json.dumps({"about": about, **asdict(one)}) if form == "json" else f"{about}: {one}"
        click.echo(line)


def _browser() -> str:
    path = find_browser()
    if path is None:
        sys.exit("no Chromium; run: python -m tests.browser")
    return path


def _results(
    browser: Browser,
    site: Path,
    places: Places,
    config: Path,
    queries: list[Query],
    against: tuple[str, ...],
) -> Results:
    """Ask our engine and the others that are wanted and can be had."""
    results = {OURS: ask_ours(browser, site, places, queries)}
    with ExitStack() as stack:
        if MATERIAL in against:
            material = stack.enter_context(material_search(config, places.prefixes))
            results[MATERIAL] = ask_material(browser, material, places, queries)
        if PAGEFIND in against:
            try:
                pagefind = stack.enter_context(pagefind_search(site))
            except UnavailableError as problem:
                click.echo(f"Without Pagefind, which cannot be had here: {problem}", err=True)
            else:
                results[PAGEFIND] = ask_pagefind(browser, pagefind, places, queries)
    return results


def _data(results: Results) -> dict[str, Any]:
    return {
        "judged": [asdict(row) for row in rows(results)],
        "nonsense": [asdict(one) for one in nonsense(results)],
    }


if __name__ == "__main__":
    main()
