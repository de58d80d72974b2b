"""A folder of this machine as a target."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kbgen.publish.errors import PublishError, TransientError
from kbgen.publish.headers import FileHeaders
from kbgen.publish.target import INCOMING
from kbgen.system.modes import FILE, make_folder, set_mode

_HINTS = {
    errno.ENOSPC: "make room there and publish again",
    errno.EDQUOT: "your quota there is used up: make room and publish again",
    errno.EROFS: "it is mounted read-only: choose another folder",
    errno.EACCES: "let this user write there, or choose another folder",
    errno.EPERM: "let this user write there, or choose another folder",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
    errno.EISDIR: "a folder stands where a file is needed: move it away",
    errno.ENAMETOOLONG: "shorten the page's name",
    errno.EFBIG: "files of this size are not allowed there: raise the limit (ulimit -f)",
}
_PASSING = (errno.EINTR, errno.EAGAIN, errno.EBUSY, errno.ESTALE, errno.EIO, errno.ETIMEDOUT)
_NO_LINKS = (errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class LocalFolder:
    """A folder; each file is renamed into its place."""

    def __init__(self, root: Path, address: str) -> None:
        self.root, self.address = root, address

    def read(self, path: str) -> bytes | None:
        with self._named(path):
            try:
                return (self.root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, path: str, data: bytes, headers: FileHeaders) -> None:  # noqa: ARG002 # no place
        with self._named(path), self._incoming(data) as part:
            self._into(path, part.replace)

    def create(self, path: str, data: bytes) -> bool:
        with self._named(path), self._incoming(data) as part:
            try:
                self._into(path, lambda file: os.link(part, file))
            except FileExistsError:
                return False
            except OSError as problem:
                if problem.errno not in _NO_LINKS:
                    raise
                return self._create_without_links(path, data)
        return True

    def _create_without_links(self, path: str, data: bytes) -> bool:
        try:
            with (self.root / path).open("xb") as out:
                out.write(data)
        except FileExistsError:
            return False
        return True

    def copy(self, old: str, new: str) -> bool:
        """Link a file, since files are never changed, only replaced."""
        if self.link(old, new):
            return True
        data = self.read(old)
        if data is None:
            return False
        with self._named(new), self._incoming(data) as part:
            self._into(new, part.replace)
        return True

    def remove(self, path: str) -> None:
        """Remove a file, and the folders above that are empty then."""
        file = self.root / path
        with self._named(path):
            with suppress(FileNotFoundError, NotADirectoryError):
                file.unlink()
            for folder in file.parents:
                if folder == self.root or not folder.is_relative_to(self.root):
                    return
                try:
                    folder.rmdir()
                except OSError:
                    return

    def sizes(self, folder: str = "") -> dict[str, int]:
        found = {}
        with self._named(folder):
            for where, _, names in os.walk(self.root / folder):
                for name in names:
                    file = Path(where, name)
                    found[file.relative_to(self.root).as_posix()] = file.lstat().st_size
        return found

    def close(self) -> None:
        pass

    def link(self, old: str, new: str) -> bool:
        part = self.root / INCOMING / secrets.token_hex(8)
        with self._named(new):
            make_folder(part.parent)
            try:
                os.link(self.root / old, part)
            except (FileNotFoundError, NotADirectoryError):
                return False
            except OSError as problem:
                if problem.errno in _NO_LINKS:
                    return False
                raise
            self._into(new, part.replace)
            # Two names of one file: a rename does nothing then.
            part.unlink(missing_ok=True)
        return True

    def rename(self, old: str, new: str) -> None:
        with self._named(new):
            make_folder((self.root / new).parent)
            (self.root / old).rename(self.root / new)

    def pointer(self, path: str) -> str | None:
        with self._named(path):
            try:
                return (self.root / path).readlink().as_posix()
            except FileNotFoundError:
                return None
            except OSError as problem:
                if problem.errno != errno.EINVAL:
                    raise
                raise PublishError(
                    f"{self.root / path} is no link to a release; move it away"
                ) from problem

    def point(self, path: str, to: str) -> None:
        part = self.root / INCOMING / secrets.token_hex(8)
        with self._named(path):
            make_folder(part.parent)
            part.symlink_to(to)
            part.replace(self.root / path)

    def remove_tree(self, folder: str) -> None:
        with self._named(folder):
            if (self.root / folder).exists():
                shutil.rmtree(self.root / folder)

    def _into(self, path: str, place: Callable[[Path], object]) -> None:
        """Put a file into its place, and make the folders above it if they are missing."""
        file = self.root / path
        try:
            place(file)
        except FileNotFoundError:
            make_folder(file.parent)
            place(file)

    @contextmanager
    def _incoming(self, data: bytes) -> Iterator[Path]:
        part = self.root / INCOMING / secrets.token_hex(8)
        try:
            with self._opened(part) as out:
                out.write(data)
                set_mode(out.fileno(), FILE)
            yield part
        finally:
            with suppress(OSError):
                part.unlink()

    def _opened(self, part: Path) -> BinaryIO:
        try:
            return part.open("xb")
        except FileNotFoundError:
            make_folder(part.parent)
            return part.open("xb")

    @contextmanager
    def _named(self, path: str) -> Iterator[None]:
        """Turn errors of the system into those that say where and what to do."""
        try:
            yield
        except OSError as problem:
            kind = TransientError if problem.errno in _PASSING else PublishError
            hint = _HINTS.get(problem.errno or 0, "look after it and publish again")
            what = (problem.strerror or str(problem)).lower()
            raise kind(f"{self.root / path}: {what}; {hint}") from problem
