"""A progress bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
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
