"""A progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn


class Progress:
    """Shows the progress of a build; use it as a context manager."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.seconds = 0.0
        self.last = ""
        self.bar: Bar | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            # Slow to import, and not needed for a log.
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

            self.bar = _bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self.task = self.bar.add_task("Reading", total=None)
            self.bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        self.seconds = time.monotonic() - self.start
        if self.bar:
            self.bar.stop()

    def show(self, lang: str, done: int, total: int) -> None:
        """Show that `done` of `total` pages are rendered, the last of them in `lang`."""
        if self.bar:
            self.bar.update(self.task, description=f"Pages in {lang}", completed=done, total=total)
        elif lang != self.last:
            self.last = lang
            print(f"Rendering {lang} ({done} of {total} pages done)", file=sys.stderr)


class FileProgress:
    """Shows how many files are done, only on a terminal and if there are many."""

    MANY = 8

    def __init__(self, doing: str = "Reading") -> None:
        self.doing = doing
        self.bar: Bar | None = None

    def __enter__(self) -> FileProgress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.stop()

    def show(self, name: str, done: int, total: int) -> None:
        """Show that `done` of `total` files are done, and the `name` of the next."""
        if total < self.MANY or not sys.stderr.isatty():
            return
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

        if self.bar is None:
            words = TextColumn("{task.description}")
            self.bar = _bar(TextColumn(self.doing), BarColumn(), MofNCompleteColumn(), words)
            self.task = self.bar.add_task("", total=None)
            self.bar.start()
        self.bar.update(self.task, description=escape(name), completed=done, total=total)


def _bar(*columns: ProgressColumn) -> Bar:
    from rich.console import Console
    from rich.progress import Progress as Bar

    return Bar(*columns, console=Console(stderr=True), transient=True)
