"""The errors that end a command, and their conversion to messages and exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kbgen.model.finding import Finding

EXIT_OK, EXIT_FINDINGS, EXIT_USAGE, EXIT_INTERNAL = 0, 1, 2, 3


_ROOM = "make room and try again; what stood there before still stands"
_PLACE = "choose another folder, or let this user write there"
_HINTS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: _PLACE,
    errno.EACCES: _PLACE,
    errno.EPERM: _PLACE,
}
"""Number of a system error → what to do about it."""


class KbgenError(Exception):
    """An error that a person can correct; the message says how."""

    exit_code = EXIT_USAGE


class ContentError(KbgenError):
    """The content has errors, which have been reported already."""

    exit_code = EXIT_FINDINGS


class PagesRefusedError(ContentError):
    """Some pages cannot be rendered; `findings` have not been reported yet."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return ""


class FindingsError(KbgenError):
    """mkdocs.yml has mistakes, so there is no project; `findings` have not been reported yet."""

    exit_code = EXIT_FINDINGS

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


@contextmanager
def exit_codes() -> Iterator[None]:
    """Convert exceptions to a message on stderr and an exit code."""
    try:
        yield
    except KbgenError as problem:
        if str(problem):
            click.echo(f"Error: {problem}", err=True)
        sys.exit(problem.exit_code)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except OSError as problem:
        where = f" {problem.filename}:" if problem.filename else ""
        hint = f"; {_HINTS[problem.errno]}" if problem.errno in _HINTS else ""
        click.echo(f"Error:{where} {problem.strerror or problem}{hint}", err=True)
        sys.exit(EXIT_USAGE)
    except Exception as problem:
        click.echo(
            f"Internal error: {type(problem).__name__}: {problem}\n"
            "This is a fault in kbgen, not in your content. Set KBGEN_DEBUG=1 to see where.",
            err=True,
        )
        if "KBGEN_DEBUG" in os.environ:
            raise
        sys.exit(EXIT_INTERNAL)
