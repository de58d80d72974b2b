"""The folder in which the next site is prepared, beside the one that stands.

After a build the site before it is kept, out of sight: the next build brings it up to date, which
takes as long as what has changed, and exchanges the two. Both share their files (hard links), so
a file is never written into, only replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kbgen.system.digest import digest_bytes
from kbgen.system.exchange import exchange
from kbgen.system.manifest import Made, Noted, read_manifest


@dataclass(frozen=True)
class Staging:
    """A folder in preparation; `known` are the files that it may hold already."""

    folder: Path
    known: Mapping[str, Noted] = field(default_factory=dict)

    def write(self, path: str, content: bytes) -> Made:
        """Write a file."""
        file = self.folder / path
        for _ in range(3):
            try:
                with file.open("xb") as out:
                    out.write(content)
                break
            except FileExistsError:
                file.unlink()
            except FileNotFoundError:
                file.parent.mkdir(parents=True, exist_ok=True)
        return Made(path, digest_bytes(content))

    def link(self, made: Made, site: Path) -> None:
        """Let a file of another folder stand here as well; it is copied where it cannot be linked.

        Nothing is to be done for one that stands here already.
        """
        known = self.known.get(made.path)
        if known and known.digest == made.digest and known.is_intact(self.folder / made.path):
            return
        old, new = site / made.path, self.folder / made.path
        for _ in range(3):
            try:
                os.link(old, new)
                return
            except FileExistsError:
                new.unlink()
            except FileNotFoundError:
                new.parent.mkdir(parents=True, exist_ok=True)
            except OSError:
                break
        new.unlink(missing_ok=True)
        shutil.copy2(old, new)

    def prune(self, wanted: Iterable[str]) -> None:
        """Remove the known files that the site no longer has, and the folders that held them."""
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

    def publish(self, target: Path) -> None:
        """Put this folder in the place of the site; hidden files (.git) stay there, as in MkDocs.

        At every moment one of the two stands there whole. Afterwards this is the site before.
        """
        if not target.exists():
            self.folder.rename(target)
            return
        for hidden in target.glob(".*"):
            if not (self.folder / hidden.name).exists():
                hidden.rename(self.folder / hidden.name)
        exchange(self.folder, target)


@contextmanager
def prepared(target: Path, spare: Path | None) -> Iterator[Staging]:
    """Yield a folder to prepare the site in, on the file system of `target`.

    It is `spare`, the site before the one that stands, unless that is on another file system or in
    use by another build; then a new folder beside the site, which is removed in the end.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _clean_up(target)
    with _locked(target, spare) as is_free:
        if spare and is_free:
            note = _note(spare)
            known = read_manifest(note, spare).files
            note.unlink(missing_ok=True)
            if not known:
                shutil.rmtree(spare, ignore_errors=True)
            spare.mkdir(parents=True, exist_ok=True)
            yield Staging(spare, known)
            if not note.exists():
                shutil.rmtree(spare, ignore_errors=True)
            return
        folder = target.with_name(f".{target.name}-kbgen-new-{os.getpid()}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield Staging(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def keep(spare: Path, manifest: Path) -> None:
    """Note that `spare` now holds the site that `manifest` describes."""
    with suppress(OSError):
        manifest.replace(_note(spare))


def _note(spare: Path) -> Path:
    return spare.with_name(f"{spare.name}.json")


@contextmanager
def _locked(target: Path, spare: Path | None) -> Iterator[bool]:
    """Tell whether the folder may be used: by one build at a time, on one file system."""
    if spare is None:
        yield False
        return
    try:
        spare.parent.mkdir(parents=True, exist_ok=True)
        if spare.parent.stat().st_dev != target.parent.stat().st_dev:
            yield False
            return
        import fcntl  # not on Windows

        lock = spare.with_name(f"{spare.name}.lock").open("w")
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


def _clean_up(target: Path) -> None:
    """Remove what a killed build left: the name of the folder holds the process that is gone."""
    for stale in target.parent.glob(f".{target.name}-kbgen-*"):
        if not _is_running(stale.name.rsplit("-", 1)[1]):
            shutil.rmtree(stale, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    return True
