"""The figures of a run, as they are kept in JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

PACKAGES = ("kbgen", "mkdocs", "mkdocs-material", "mkdocs-static-i18n")


@dataclass(frozen=True)
class Run:
    """One measurement; what was not measured is 0."""

    seconds: float
    cpu: float = 0.0
    largest: int = 0
    together: int = 0
    processes: int = 0
    files: int = 0
    bytes: int = 0
    html: int = 0
    changed: int = 0
    rewritten: int = 0


@dataclass
class Figure:
    """The runs of one measure with one tool, at a number of pages in each language."""

    tool: str
    measure: str
    pages: int
    runs: list[Run] = field(default_factory=list)

    def middle(self, what: str) -> float:
        return float(median(getattr(run, what) for run in self.runs))


@dataclass
class Results:
    machine: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        return sorted({figure.pages for figure in self.figures})

    @property
    def tools(self) -> list[str]:
        return list(dict.fromkeys(figure.tool for figure in self.figures))

    def find(self, tool: str, measure: str, pages: int) -> Figure | None:
        wanted = (tool, measure, pages)
        found = (f for f in self.figures if (f.tool, f.measure, f.pages) == wanted and f.runs)
        return next(found, None)

    def seconds(self, tool: str, measure: str, pages: int) -> float | None:
        figure = self.find(tool, measure, pages)
        return figure.middle("seconds") if figure else None

    def add(self, tool: str, measure: str, pages: int, run: Run) -> None:
        figure = self.find(tool, measure, pages)
        if figure is None:
            figure = Figure(tool, measure, pages)
            self.figures.append(figure)
        figure.runs.append(run)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def this_machine(zensical: str) -> dict[str, Any]:
    """Return what a figure depends on, and nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "memory": memory,
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {**_versions(), **({"zensical": zensical} if zensical else {})},
    }


def save(results: Results, file: Path) -> None:
    file.write_text(json.dumps(asdict(results), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(file: Path) -> Results:
    data = json.loads(file.read_text("utf-8"))
    figures = [
        Figure(**{**figure, "runs": [Run(**run) for run in figure["runs"]]})
        for figure in data["figures"]
    ]
    return Results(data["machine"], figures, data["notes"])


def _versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
