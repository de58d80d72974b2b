"""Why a site cannot be shown as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model.finding import Finding


class BuildError(Exception):
    """What has to be put right before anything can be shown anew; the pages stay as they were."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = tuple(findings)


class SupersededError(Exception):
    """Something else is wanted sooner than what was begun."""
