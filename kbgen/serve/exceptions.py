"""The exceptions of a rebuild."""

from __future__ import annotations

from collections.abc import Sequence

from kbgen.model.finding import Finding


class BuildError(Exception):
    """Errors in the content that prevent a rebuild; the pages stay as they were."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = tuple(findings)


class SupersededError(Exception):
    """The current work was stopped for more urgent work."""
