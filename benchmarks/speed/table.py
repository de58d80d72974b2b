"""The figures as tables in Markdown: medians, and ratios to the other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from benchmarks.speed.results import Figure, Results
from benchmarks.speed.tools import KBGEN, STEPS, STOCK
from benchmarks.speed.words import LANGUAGES

NONE = "–"
MB = 1e6


def report(results: Results) -> str:
    """Return all tables that there are figures for."""
    parts = [_machine(results)]
    for size in results.sizes:
        parts += filter(None, [part(results, size) for part in (_times, _memory, _changes)])
    parts += filter(None, [_scaling(results), _live(results), _notes(results)])
    return "\n\n".join(parts)


def in_all(pages: int) -> int:
    """Return the number of pages in all languages."""
    return pages * len(LANGUAGES)


def duration(seconds: float) -> str:
    """Return seconds with three digits that count.

    >>> duration(0.1234), duration(12.34), duration(1234.5)
    ('0.12 s', '12.3 s', '1,234 s')
    """
    digits = 2 if seconds < 10 else 1 if seconds < 100 else 0
    return f"{seconds:,.{digits}f} s"


def _machine(results: Results) -> str:
    machine = results.machine
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        f"{machine['system']}, {machine['cores']} cores, {machine['memory'] / 1e9:.0f} GB, "
        f"load {machine['load']} at the start, Python {machine['python']}; {versions}"
    )


def _times(results: Results, size: int) -> str:
    steps = [s for s in STEPS if any(results.find(t, s, size) for t in results.tools)]
    if not steps:
        return ""
    peers = [tool for tool in results.tools if tool != KBGEN]
    head = ["seconds", *results.tools, *(f"kbgen ÷ {peer}" for peer in peers)]
    rows = []
    for step in steps:
        ours = results.seconds(KBGEN, step, size)
        times = [_optional(results.seconds(tool, step, size)) for tool in results.tools]
        ratios = [_ratio(ours, _comparable(results, peer, step, size)) for peer in peers]
        rows.append([STEPS[step], *times, *ratios])
    title = f"## {in_all(size):,} pages ({size:,} in each language)"
    return f"{title}\n\n{_table(head, rows)}"


def _comparable(results: Results, peer: str, step: str, size: int) -> float | None:
    """Return a peer's time for a step; stock MkDocs does everything again whatever changed."""
    own = results.seconds(peer, step, size)
    if own is None and (peer == STOCK or step == "fill"):
        return results.seconds(peer, "cold", size)
    return own


def _memory(results: Results, size: int) -> str:
    head = ["", "CPU seconds", "largest process", "all processes", "how many", "files", "site"]
    rows = [
        [f"{tool}, {STEPS[step]}", *_usage(figure)]
        for step in STEPS
        for tool in results.tools
        if (figure := results.find(tool, step, size))
    ]
    return _table(head, rows) if rows else ""


def _usage(figure: Figure) -> list[str]:
    return [
        f"{figure.middle('cpu'):,.1f}",
        f"{figure.middle('largest') / MB:,.0f} MB",
        f"{figure.middle('together') / MB:,.0f} MB",
        f"{figure.middle('processes'):.0f}",
        f"{figure.middle('files'):,.0f}",
        f"{figure.middle('bytes') / MB:,.1f} MB",
    ]


def _changes(results: Results, size: int) -> str:
    head = ["HTML files", "in all", "say something else", "written"]
    rows = [
        [f"{tool}, {STEPS[step]}", *(f"{figure.middle(w):,.0f}" for w in WRITTEN)]
        for step in STEPS
        for tool in results.tools
        if step not in ("cold", "fill") and (figure := results.find(tool, step, size))
    ]
    return _table(head, rows) if rows else ""


WRITTEN = ("html", "changed", "rewritten")


def _scaling(results: Results) -> str:
    """Compare each size with the smallest: the time of a page in a whole build, and of a change."""
    first, *others = results.sizes or [0]
    rows = []
    for tool in results.tools:
        for size in others:
            changed = (results.seconds(tool, "page", s) for s in (size, first))
            built = [_per_page(results, tool, s) for s in (size, first)]
            if built[0] is not None and built[1] is not None:
                times = [f"{in_all(size):,}", f"{built[1]:.1f} ms", f"{built[0]:.1f} ms"]
                rows.append([tool, *times, _ratio(built[0], built[1]), _ratio(*changed)])
    small = f"a page at {in_all(first):,}"
    head = ["scaling", "pages", small, "a page at this size", "ratio", "one page changed, ratio"]
    return f"## Scaling\n\n{_table(head, rows)}" if rows else ""


def _per_page(results: Results, tool: str, size: int) -> float | None:
    """Return the milliseconds that a page takes in a whole build."""
    seconds = results.seconds(tool, "cold", size)
    return None if seconds is None else seconds * 1000 / in_all(size)


def _live(results: Results) -> str:
    rows = [
        [
            figure.tool,
            f"{in_all(figure.pages):,}",
            duration(figure.middle("seconds")),
            duration(max(run.seconds for run in figure.runs)),
            str(len(figure.runs)),
        ]
        for figure in results.figures
        if figure.measure == "serve"
    ]
    head = ["from saving to reading", "pages", "median", "slowest", "edits"]
    return f"## Live reload\n\n{_table(head, rows)}" if rows else ""


def _notes(results: Results) -> str:
    return "\n".join(f"- {note}" for note in results.notes)


def _optional(seconds: float | None) -> str:
    return NONE if seconds is None else duration(seconds)


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours is not None and theirs else NONE


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    line = partial("| {} |".format)
    yield line(" | ".join(head))
    yield line(" | ".join(["---", *("---:" for _ in head[1:])]))
    for row in rows:
        yield line(" | ".join(row))
