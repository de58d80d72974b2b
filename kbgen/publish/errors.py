"""The errors of publishing: each names the target, what happened and what to do."""

from __future__ import annotations

from kbgen.errors import EXIT_FINDINGS, KbgenError


class PublishError(KbgenError):
    """Publishing was refused or has failed; what stood there before is still whole."""

    exit_code = EXIT_FINDINGS


class TransientError(PublishError):
    """A failure that may be over in a moment: a lost connection, a busy server."""
