"""Finds the files that changed, soon after an editor has saved them.

Events of the system only wake the thread, which then compares all files with their last state. So
saves by renaming, moved folders and a hundred saves at once need no special rules.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from kbgen.system.files import walk

SETTLE = 0.02
"""Seconds in which a save is expected to end."""
EMPTY = 0.06
"""Seconds in which an emptied file is expected to be written again."""
LOOK = 1.5
"""Seconds between comparisons without an event: some disks and linked files cause none."""
_PASSING = re.compile(r"\.|4913$|#.*#$|.*(~|\.sw[a-z]|\.tmp|\.bak|___jb_(tmp|old)___)$")


class Stamp(NamedTuple):
    """The state of a file, without its content."""

    inode: int
    size: int
    written: int


Stamps = dict[str, Stamp]


def is_passing(name: str) -> bool:
    """Tell whether a file is a temporary file of an editor.

    >>> [is_passing(name) for name in ("a.md", ".a.md.swp", "4913", "a.md~", "#a.md#")]
    [False, True, True, True, True]
    """
    return bool(_PASSING.match(name))


def stamps(roots: Iterable[Path], home: Path) -> Stamps:
    """Return the states of all files below some folders, and of some files by name.

    Links are followed within the project, whose folder is `home`, and within these folders.
    """
    roots = list(roots)
    bounds = [folder.resolve() for folder in (home, *roots) if folder.is_dir()]
    found: Stamps = {}
    for root in roots:
        with suppress(OSError):
            if root.is_dir():
                found.update(_below(root, bounds))
            else:
                found[str(root)] = _stamp(root.stat())
    return found


def _below(folder: Path, bounds: Iterable[Path]) -> Iterator[tuple[str, Stamp]]:
    for name, place, refusal in walk(folder, bounds, is_passing):
        path = f"{folder}/{name}"
        with suppress(OSError):
            # For a refused file, only its presence matters.
            yield path, _stamp(os.lstat(path if refusal else place))


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def differences(before: Stamps, after: Stamps) -> set[Path]:
    """Return the files that were added, removed or changed."""
    paths = before.keys() | after.keys()
    return {Path(path) for path in paths if before.get(path) != after.get(path)}


class Watch:
    """Calls `tell` with changed files, from its own thread, until it is stopped."""

    def __init__(
        self, roots: Callable[[], Iterable[Path]], home: Path, notify: Callable[[set[Path]], None]
    ):
        self._roots, self._home, self._notify = roots, home, notify
        self._woken, self._stopped = threading.Event(), False
        self._known = stamps(roots(), home)
        self._observer = Observer()
        self._observed: set[Path] = set()
        self._thread = threading.Thread(target=self._run, name="kbgen-watch", daemon=True)

    def start(self) -> None:
        self._observe()
        with suppress(OSError):
            self._observer.start()
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._woken.set()
        with suppress(RuntimeError):
            self._observer.stop()
        self._thread.join(2)

    def _observe(self) -> None:
        """Subscribe to events of the system; where that fails, the regular comparisons remain."""
        for root in set(self._roots()) - self._observed:
            folder = root if root.is_dir() else root.parent
            with suppress(OSError):
                self._observer.schedule(_Wake(self._woken), str(folder), recursive=root.is_dir())
            self._observed.add(root)

    def _run(self) -> None:
        while not self._stopped:
            if self._woken.wait(LOOK):
                time.sleep(SETTLE)
            self._woken.clear()
            if not self._stopped:
                self._look()

    def _look(self) -> None:
        roots = list(self._roots())
        now = stamps(roots, self._home)
        changed = differences(self._known, now)
        if any(_is_emptied(self._known, now, str(path)) for path in changed):
            time.sleep(EMPTY)  # some editors first empty a file, then write it
            now = stamps(roots, self._home)
            changed = differences(self._known, now)
        self._known = now
        if changed:
            self._notify(changed)
        self._observe()


def _is_emptied(before: Stamps, after: Stamps, path: str) -> bool:
    return path in before and before[path].size > 0 and (path not in after or not after[path].size)


class _Wake(FileSystemEventHandler):
    def __init__(self, woken: threading.Event) -> None:
        self._woken = woken

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):
            self._woken.set()
