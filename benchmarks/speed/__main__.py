"""python -m benchmarks.speed"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.speed.chart import chart
from benchmarks.speed.live import save_to_browser
from benchmarks.speed.process import RunError
from benchmarks.speed.results import Results, Run, read, save, this_machine
from benchmarks.speed.rounds import Bench, needed_steps
from benchmarks.speed.table import report
from benchmarks.speed.tools import (
    STEPS,
    Tool,
    help_of_kbgen,
    kbgen,
    stock,
    zensical,
    zensical_version,
)
from tests.browser import find_browser, open_browser

MEASURES = (*STEPS, "serve", "memory", "size")
WORK = Path("~/.cache/kbgen-bench")


def _names(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(value.split(","))
    if unknown := set(names) - set(MEASURES):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    return names


def _numbers(_: click.Context, __: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(sorted({int(number) for number in value.split(",")}))
    except ValueError:
        raise click.BadParameter(f"{value}: numbers with commas between them") from None


@click.command()
@click.option("--pages", callback=_numbers, default="250,1000,5000", help="In each language.")
@click.option("--rounds", type=click.IntRange(1), default=5, help="How often each is measured.")
@click.option("--only", callback=_names, default=",".join(MEASURES), help="Some of the measures.")
@click.option("--no-peers", is_flag=True, help="kbgen alone.")
@click.option("--peers-up-to", type=int, metavar="PAGES", help="Larger sites for kbgen alone.")
@click.option("--serve-pages", callback=_numbers, default="250", help="At which sizes to serve.")
@click.option("--edits", type=click.IntRange(1), default=10, help="How many edits while serving.")
@click.option("--jobs", type=click.IntRange(1), help="Handed to kbgen build.")
@click.option("--timeout", type=float, default=3600, help="Seconds until a build is given up.")
@click.option("--work", type=click.Path(path_type=Path), default=WORK, help="Where to build.")
@click.option("--json", "json_", type=click.Path(path_type=Path), help="Keep all figures here.")
@click.option("--chart", "chart_", type=click.Path(path_type=Path), help="Draw an SVG here.")
@click.option("--from", "from_", type=click.Path(path_type=Path), help="Figures of another run.")
def main(
    pages: tuple[int, ...],
    rounds: int,
    only: tuple[str, ...],
    no_peers: bool,
    peers_up_to: int | None,
    serve_pages: tuple[int, ...],
    edits: int,
    jobs: int | None,
    timeout: float,
    work: Path,
    json_: Path | None,
    chart_: Path | None,
    from_: Path | None,
) -> None:
    """Measure builds at several sizes, beside other tools; needs Linux (/proc)."""
    if from_:
        results = read(from_)
    else:
        work = work.expanduser().resolve()
        work.mkdir(parents=True, exist_ok=True)
        notes: list[str] = []
        tools = [kbgen(help_of_kbgen(), jobs, notes), *([] if no_peers else _peers(work, notes))]
        results = Results(this_machine("" if no_peers else zensical_version(work)), [], notes)
        for size in pages:
            chosen = tools if peers_up_to is None or size <= peers_up_to else tools[:1]
            bench = Bench(results, chosen, work, size, timeout)
            _build(bench, rounds, needed_steps(only), json_)
            if "serve" in only and size in serve_pages:
                _serve(bench, chosen, edits)
            bench.remove()
        if json_:
            save(results, json_)
    click.echo(report(results))
    if chart_:
        chart_.write_text(chart(results), "utf-8")


def _peers(work: Path, notes: list[str]) -> list[Tool]:
    other = zensical(work, notes)
    return [stock(), *([other] if other else [])]


def _build(bench: Bench, rounds: int, steps: Sequence[str], kept: Path | None) -> None:
    _report(f"{bench.pages} pages in each language: writing them")
    bench.write()
    for number in range(1, rounds + 1):
        if steps:
            _report(f"{bench.pages} pages in each language: round {number} of {rounds}")
        bench.round(number, steps, lambda line: _report(f"  {line}"))
        if kept:
            save(bench.results, kept)


def _serve(bench: Bench, tools: Sequence[Tool], edits: int) -> None:
    browser = find_browser()
    if browser is None:
        bench.results.note("No Chromium for live reload; run: python -m tests.browser")
        return
    with open_browser(browser) as opened:
        for tool in tools:
            try:
                times = save_to_browser(opened, tool, bench.root(tool), edits, bench.timeout)
            except RunError as problem:
                bench.results.note(f"{tool.name}, serve: {problem}")
                continue
            for seconds in times:
                bench.results.add(tool.name, "serve", bench.pages, Run(seconds))
            _report(
                f"  {tool.name}, from saving to reading: {sorted(times)[len(times) // 2]:.2f} s"
            )


def _report(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
