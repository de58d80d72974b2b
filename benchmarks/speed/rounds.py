"""Rounds of builds: in each, every tool in turn does each step, so that noise meets all alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.speed.process import RunError, run
from benchmarks.speed.projects import change_fact, change_page, change_template
from benchmarks.speed.results import Results, Run
from benchmarks.speed.site import Change, Written, compare, look_at, measure
from benchmarks.speed.tools import CACHES, STEPS, Tool

CHANGES: Mapping[str, Callable[[Path, int], None]] = {
    "page": change_page,
    "fact": change_fact,
    "template": change_template,
}


class Bench:
    """The tools with their projects at one size, and the sites as they were seen last."""

    def __init__(
        self, results: Results, tools: Sequence[Tool], work: Path, pages: int, timeout: float
    ) -> None:
        self.results = results
        self.tools = list(tools)
        self.pages = pages
        self.timeout = timeout
        self._roots = {tool.name: work / f"{_slug(tool.name)}-{pages}" for tool in tools}
        self._seen: dict[str, dict[str, Written]] = {}

    def write(self) -> None:
        for tool in self.tools:
            root = self.root(tool)
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir(parents=True)
            tool.write(root, self.pages)

    def remove(self) -> None:
        """Delete the projects: at large sizes a site takes gigabytes."""
        for root in self._roots.values():
            shutil.rmtree(root, ignore_errors=True)

    def root(self, tool: Tool) -> Path:
        return self._roots[tool.name]

    def round(self, number: int, steps: Sequence[str], report: Callable[[str], None]) -> None:
        """Let every tool do each of the steps that it knows; one that fails is out."""
        for step in steps:
            for tool in [tool for tool in self.tools if step in tool.steps]:
                try:
                    done = self._step(tool, step, number)
                except RunError as problem:
                    self.results.note(
                        f"{tool.name}, {STEPS[step]}, {self.pages} pages per language: {problem}"
                    )
                    self.tools.remove(tool)
                    continue
                self.results.add(tool.name, step, self.pages, done)
                report(f"{tool.name}, {STEPS[step]}: {done.seconds:.2f} s")

    def _step(self, tool: Tool, step: str, number: int) -> Run:
        root = self.root(tool)
        if step in ("cold", "fill"):
            _clean(root)
        elif step in CHANGES:
            CHANGES[step](root, number)
        used = run(tool.command(step), root, self.timeout)
        files, size = measure(root / "site")
        change = self._change(tool, step)
        return Run(**vars(used), files=files, bytes=size, **vars(change))

    def _change(self, tool: Tool, step: str) -> Change:
        """Compare a site with what it was before the step; a whole build changes all of it."""
        if len(tool.steps) == 1:
            return Change(0, 0, 0)
        before, after = self._seen.get(tool.name, {}), look_at(self.root(tool) / "site")
        self._seen[tool.name] = after
        return compare({} if step in ("cold", "fill") else before, after)


def needed_steps(measures: Sequence[str]) -> list[str]:
    """Return the steps that the chosen measures need, in order."""
    wanted = set(measures) & set(STEPS)
    if wanted - {"cold", "fill"}:
        wanted |= {"fill", "cold"}
    if {"memory", "size"} & set(measures):
        wanted.add("cold")
    return [step for step in STEPS if step in wanted]


def _clean(root: Path) -> None:
    for folder in ("site", *CACHES):
        shutil.rmtree(root / folder, ignore_errors=True)


def _slug(name: str) -> str:
    return name.partition(" ")[0].lower()
