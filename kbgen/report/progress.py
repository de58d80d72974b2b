"""A progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar


class Progress:
    """Shows how far a build is; use as a context manager."""

    def __init__(self) -> None:
        self.console = Console(stderr=True)
        self.start = time.monotonic()
        self.seconds = 0.0
        self.last = ""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self.bar = Bar(*columns, console=self.console, transient=True)
        self.task = self.bar.add_task("Reading", total=None)

    def __enter__(self) -> Progress:
        if self.console.is_terminal:
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
        if self.console.is_terminal:
            self.bar.stop()

    def show(self, lang: str, done: int, total: int) -> None:
        """Tell that `done` of `total` pages are rendered, the last of them in `lang`."""
        if self.console.is_terminal:
            self.bar.update(self.task, description=f"Pages in {lang}", completed=done, total=total)
        elif lang != self.last:
            self.last = lang
            self.console.print(
                f"Rendering {lang} ({done - 1} of {total} pages done)", highlight=False
            )


class FileProgress:
    """Shows how many files are read, on a terminal and only if there are many."""

    MANY = 8

    def __init__(self) -> None:
        name = TextColumn("{task.description}")
        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), name)
        self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("", total=None)

    def __enter__(self) -> FileProgress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar.live.is_started:
            self.bar.stop()

    def show(self, name: str, done: int, total: int) -> None:
        """Tell that `done` of `total` files are read, and which is next."""
        if total >= self.MANY and self.bar.console.is_terminal:
            self.bar.start()
            self.bar.update(self.task, description=escape(name), completed=done, total=total)
