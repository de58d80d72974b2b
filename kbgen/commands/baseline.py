"""`kbgen check --baseline`: sets aside what is found now, or leaves out what was set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kbgen.build.baseline import apply_baseline
from kbgen.errors import KbgenError
from kbgen.model.baseline import Baseline, baseline_of
from kbgen.model.finding import Finding
from kbgen.model.site import Site
from kbgen.report.baseline import baseline_text, written_text
from kbgen.source.baseline import read_baseline, write_baseline


@dataclass(frozen=True)
class BaselineRequest:
    """The baseline of a check; `file` None is the one that mkdocs.yml names."""

    file: Path | None = None
    updates: bool = False

    @property
    def is_own(self) -> bool:
        """Tell whether the check itself reads or writes it, rather than every command."""
        return self.file is not None or self.updates


def hold_against_baseline(
    site: Site, findings: Sequence[Finding], request: BaselineRequest
) -> tuple[list[Finding], str]:
    """Return the findings that count, and what to say of the baseline; "" for nothing.

    A file that is not there is written, with everything that is found. What is found later is never
    added: an update only takes out what is gone.
    """
    if not request.is_own:
        return [*findings], baseline_text(site.baseline) if site.baseline else ""
    file = request.file or site.settings.baseline
    if file is None:
        raise KbgenError("mkdocs.yml names no baseline; name the file: --baseline baseline.json")
    path = site.settings.relative(file.resolve())
    if not file.exists():
        held = baseline_of(findings)
        _write(file, held)
        return [], written_text(path, held.total)
    bounds = (*site.settings.bounds, file.resolve().parent)
    baseline, problems = read_baseline(file.resolve(), path, bounds)
    if request.updates and not problems:
        baseline = baseline.without_gone(findings)
        _write(file, baseline)
    site, kept = apply_baseline(site, [*findings, *problems], baseline, path, is_building=False)
    return kept, baseline_text(site.baseline) if site.baseline else ""


def _write(file: Path, baseline: Baseline) -> None:
    try:
        write_baseline(file, baseline)
    except OSError as problem:
        raise KbgenError(f"{file} cannot be written: {problem.strerror or problem}") from problem
