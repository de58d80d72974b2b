"""The staging folder, in which the next site is prepared beside the published one.

After a build the previous site is kept in a hidden folder. The next build brings it up to date,
which takes time only for changes, and exchanges the two. Both share files by hard links, so that a
file is never changed, only replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.build.exchange import ASIDE, exchange
from kbgen.build.holder import holder_of
from kbgen.build.manifest import FileStamp, OutputFile, read_manifest
from kbgen.system.digest import digest_bytes
from kbgen.system.modes import FILE, FOLDER, make_folder, set_mode


@dataclass(frozen=True)
class Staging:
    """A staging folder; `known` are the files that it may already contain."""

    folder: Path
    known: Mapping[str, FileStamp] = field(default_factory=dict)
    is_shared = True
    """Whether files that another process writes are visible here."""

    def write(self, path: str, content: bytes) -> OutputFile:
        """Write a file."""
        file = self.folder / path
        for _ in range(3):
            try:
                with file.open("xb") as out:
                    out.write(content)
                    set_mode(out.fileno(), FILE)
                break
            except FileExistsError:
                file.unlink()
            except FileNotFoundError:
                make_folder(file.parent)
        return OutputFile(path, digest_bytes(content))

    def link(self, made: OutputFile, site: Path) -> None:
        """Link a file of another folder into this one; copy it if it cannot be linked.

        A file that is here already is kept.
        """
        known = self.known.get(made.path)
        if known and known.digest == made.digest and known.is_intact(self.folder, made.path):
            return
        old, new = site / made.path, self.folder / made.path
        for _ in range(3):
            try:
                os.link(old, new)
                return
            except FileExistsError:
                new.unlink()
            except FileNotFoundError:
                make_folder(new.parent)
            except OSError:
                break
        new.unlink(missing_ok=True)
        shutil.copy2(old, new)

    def prune(self, wanted: Iterable[str]) -> None:
        """Remove known files that the site no longer has, and their empty folders.

        Make the remaining folders readable for everyone.
        """
        wanted = set(wanted)
        for path in set(self.known).difference(wanted):
            file = self.folder / path
            with suppress(FileNotFoundError):
                file.unlink()
            for folder in file.parents:
                if folder == self.folder:
                    break
                try:
                    folder.rmdir()
                except OSError:
                    break

        for name in _folders(wanted):
            set_mode(f"{self.folder}/{name}", FOLDER)

    def publish(self, target: Path) -> None:
        """Put this folder in the place of the site; hidden files (.git) stay there, as in MkDocs.

        At every moment one complete site is in place. Afterwards this is the previous site.
        """
        if not target.exists():
            self.folder.rename(target)
            return
        exchange(self.folder, target)
        _hand_over(self.folder, target)


def _folders(files: Iterable[str]) -> set[str]:
    """Return the folders of files, by paths."""
    found = {""}
    for file in files:
        folder = file.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


@contextmanager
def alone(target: Path, wait: Callable[[str], None]) -> Iterator[None]:
    """Lock a site, so that only one build works on it at a time.

    If another build has to end first, `wait` receives its description: "process 1234, since 10:12,
    kbgen build".

    The lock is on the parent folder of the site, so that it leaves no file, and it ends with the
    process. On systems without locks of folders, nothing is locked.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with suppress(ImportError, OSError):
            import fcntl  # not on Windows

            lock = os.open(target.parent, os.O_RDONLY)
            stack.callback(os.close, lock)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait(holder_of(lock))
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def prepared(target: Path, spare: Path | None) -> Iterator[Staging]:
    """Yield the staging folder of a site, on the file system of `target`.

    It is `spare`, the previous site, unless that is on another file system or in use by another
    build; then it is a new folder beside the site, which is removed in the end.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clean_up(target)
    with _locked(target, spare) as is_free:
        if spare and is_free:
            note = _note(spare)
            known = read_manifest(note, spare).files
            note.unlink(missing_ok=True)
            if not known or not _is_as_noted(spare, known):
                known = {}
                _remove(spare, target)
            spare.mkdir(parents=True, exist_ok=True)
            set_mode(spare, FOLDER)
            try:
                yield Staging(spare, known)
            finally:
                if not note.exists():
                    _remove(spare, target)
            return
        folder = target.with_name(f".{target.name}-kbgen-new-{os.getpid()}")
        _remove(folder, target)
        folder.mkdir()
        set_mode(folder, FOLDER)
        try:
            yield Staging(folder)
        finally:
            _remove(folder, target)


def keep(spare: Path, manifest: Path) -> None:
    """Record that `spare` now contains the site that `manifest` describes."""
    with suppress(OSError):
        manifest.replace(_note(spare))


def _note(spare: Path) -> Path:
    return spare.with_name(f"{spare.name}.json")


@contextmanager
def _locked(target: Path, spare: Path | None) -> Iterator[bool]:
    """Lock the spare folder; yield False if another build uses it or it is on another disk."""
    if spare is None:
        yield False
        return
    try:
        spare.parent.mkdir(parents=True, exist_ok=True)
        _refuse_another_disk(spare, target)
        import fcntl  # not on Windows

        name = spare.with_name(f"{spare.name}.lock")
        lock = open(os.open(name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666), "w")  # noqa: PTH123,SIM115
    except (ImportError, OSError):
        yield False
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _refuse_another_disk(spare: Path, target: Path) -> None:
    """Raise OSError if a folder cannot be moved from one place to the other.

    It is tried, since two mounts of one disk cannot be distinguished otherwise.
    """
    probe = target.with_name(f".{target.name}-kbgen-try-{os.getpid()}")
    probe.mkdir()
    try:
        probe.rename(moved := spare.with_name(f"{spare.name}.try-{os.getpid()}"))
        moved.rmdir()
    except OSError:
        probe.rmdir()
        raise


def clean_up(target: Path) -> None:
    """Remove the folders of killed builds, whose names contain the id of the process.

    If such a build had moved the site away and put nothing in its place, move it back.
    """
    for stale in sorted(target.parent.glob(f".{target.name}-kbgen-*")):
        if not _is_running(stale.name.rsplit("-", 1)[1]):
            if f"{ASIDE}-" in stale.name and not target.exists():
                stale.rename(target)
            else:
                _remove(stale, target)


def _remove(folder: Path, target: Path) -> None:
    """Remove a folder that was a site, and first move hidden files that the site lacks."""
    if folder.is_symlink():
        folder.unlink()
        return
    if folder.is_dir() and target.is_dir():
        _hand_over(folder, target)
    shutil.rmtree(folder, ignore_errors=True)


def _is_as_noted(folder: Path, known: Mapping[str, FileStamp]) -> bool:
    """Tell whether a folder contains only folders and known files.

    Other files, which somebody else put there, would be published, and links would be followed.
    """
    waiting = [""] if folder.is_dir() and not folder.is_symlink() else []
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif path not in known or not entry.is_file(follow_symlinks=False):
                    return False
    return not folder.is_symlink()


def _hand_over(old: Path, new: Path) -> None:
    for hidden in old.glob(".*"):
        if not (new / hidden.name).exists():
            hidden.rename(new / hidden.name)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    return True
