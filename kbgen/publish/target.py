"""What every target can do; those with links can also switch between whole folders at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kbgen.publish.headers import FileHeaders

OWN = ".kbgen/"
"""The folder of kbgen's records at a target; web servers are told to send no hidden file."""
INCOMING = f"{OWN}incoming/"
"""Files that are being written, before they are renamed."""


@dataclass(frozen=True)
class Lease:
    """How a target is locked: seconds between renewals, and after which an idle lock is dead."""

    renew: float = 15.0
    dead: float = 60.0


class Target(Protocol):
    """A place for files, by their paths below it. Errors are PublishError, or its TransientError.

    A file is written as a whole: a visitor gets the former or the new content. All methods may be
    called from several threads.
    """

    address: str
    """As a person wrote it, without secrets."""

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, or None if there is none."""

    def write(self, path: str, data: bytes, headers: FileHeaders) -> None:
        """Write a file, replacing the one there."""

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one; tell whether it was written."""

    def copy(self, old: str, new: str) -> bool:
        """Copy a file within the target, headers included; return False if there is none."""

    def remove(self, path: str) -> None:
        """Remove a file; it is no error if there is none."""

    def sizes(self, folder: str = "") -> dict[str, int]:
        """Return the path of every file below a folder ("" or "x/"), and its size in bytes."""

    def close(self) -> None:
        """End connections."""


@runtime_checkable
class LinkTarget(Target, Protocol):
    """A target with links and folders: it can hold several releases and a pointer to one."""

    def link(self, old: str, new: str) -> bool:
        """Give a file a second name; return False if it is missing or the disk has no links."""

    def rename(self, old: str, new: str) -> None:
        """Rename a folder to a name that is free."""

    def pointer(self, path: str) -> str | None:
        """Return where a symbolic link leads; None if there is none."""

    def point(self, path: str, to: str) -> None:
        """Make a symbolic link lead elsewhere in one step; `to` is relative to its own folder."""

    def remove_tree(self, folder: str) -> None:
        """Remove a folder and all below it; it is no error if there is none."""
