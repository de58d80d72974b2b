"""The times as bars: an SVG that is read on light and dark pages, and aloud.

Bars begin at zero and are true to scale within a size; every bar bears its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.speed.results import Results
from benchmarks.speed.table import duration, in_all
from benchmarks.speed.tools import KBGEN

CHARTED = {
    "cold": "everything",
    "warm": "nothing changed",
    "page": "one page changed",
    "fact": "one fact changed",
}
WIDTH, LABELS, BARS, LINE, HEAD = 760, 270, 390, 26, 44
STYLE = """
text { font: 14px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; }
.size { font-weight: 600; }
.quiet { font-size: 12px; fill: #57606a; }
.panel { fill: #ffffff; stroke: #d0d7de; }
.ours { fill: #00796b; }
.other { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .quiet { fill: #9198a1; }
  .panel { fill: #0d1117; stroke: #3d444d; }
  .ours { fill: #26a69a; }
  .other { fill: #6e7681; }
}
"""


@dataclass(frozen=True)
class Bar:
    label: str
    seconds: float
    is_ours: bool


def chart(results: Results) -> str:
    """Return the chart: at every size whole builds, then what a change takes."""
    groups = [(size, bars) for size in results.sizes if (bars := list(_bars(results, size)))]
    parts: list[str] = []
    top = 78
    for size, bars in groups:
        parts += _group(size, bars, top)
        top += HEAD + LINE * len(bars)
    shown = ". ".join(_sentence(size, bars) for size, bars in groups)
    return _border(parts, top + 12, shown, results.machine["cores"])


def _bars(results: Results, size: int) -> Iterator[Bar]:
    for measure, what in CHARTED.items():
        for tool in results.tools:
            seconds = results.seconds(tool, measure, size)
            if seconds is not None:
                yield Bar(f"{tool}, {what}", seconds, tool == KBGEN)


def _group(size: int, bars: Sequence[Bar], top: int) -> Iterator[str]:
    longest = max(bar.seconds for bar in bars) or 1
    yield _text(24, top + 16, f"{in_all(size):,} pages", "size")
    for number, bar in enumerate(bars):
        y = top + 28 + number * LINE
        length = max(bar.seconds / longest * BARS, 1)
        kind = "ours" if bar.is_ours else "other"
        yield _text(24, y + 14, bar.label)
        yield (
            f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{length:.1f}" height="18" rx="2"/>'
        )
        yield _text(LABELS + length + 8, y + 14, duration(bar.seconds))


def _sentence(size: int, bars: Sequence[Bar]) -> str:
    times = "; ".join(f"{bar.label}: {duration(bar.seconds)}" for bar in bars)
    return f"{in_all(size):,} pages: {times}"


def _border(parts: Sequence[str], height: int, shown: str, cores: int) -> str:
    title = "Time to build a site in four languages"
    how = f"Medians, {cores} cores. Shorter is better; bars are to scale within a size."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title desc">',
            f'<title id="title">{title}</title>',
            f'<desc id="desc">{escape(shown)}.</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="panel" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" '
            'rx="6"/>',
            _text(24, 34, title, "title"),
            _text(24, 56, how, "quiet"),
            *parts,
            "</svg>\n",
        ]
    )


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y}"{named}>{escape(text)}</text>'
