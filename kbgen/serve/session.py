"""Schedules the work: first after a save the shown pages, then the rest of the site."""

from __future__ import annotations

import json
import queue
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kbgen.errors import FindingsError
from kbgen.model.doubt import doubts_in
from kbgen.model.finding import ERROR, Finding, Span
from kbgen.model.findings import label_of
from kbgen.model.message import NO_MESSAGE
from kbgen.report.catalog import IN_ENGLISH, FindingCatalog
from kbgen.serve.exceptions import BuildError, SupersededError
from kbgen.serve.words import (
    as_data,
    doubt_data,
    doubts_heading,
    findings_heading,
    outdated_heading,
)
from kbgen.system.digest import digest_bytes
from kbgen.translations.outdated import OutdatedBlock

IDLE = 0.3
"""Seconds without a save after which the rest of the site is brought up to date."""
QUIET = 5.0
"""Seconds without a save after which caches are saved and cleaned up."""
DOUBT = 0.12
"""Seconds before a mistake is shown: a save may have been incomplete."""
SPELLING = "spelling"
"""The reason that is recorded for what is accepted in the browser."""
WATCH = 30.0
"""Seconds between checks whether a new day has begun, which may change findings."""


class ServedOutput(Protocol):
    @property
    def files(self) -> Mapping[str, bytes]: ...


class Renderer(Protocol):
    """Renders files as pages; only one thread may call it."""

    @property
    def pages(self) -> Mapping[str, tuple[str, str]]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def output(self) -> ServedOutput: ...
    def change(self, files: Collection[Path] = ()) -> None: ...
    def page(self, file: str) -> bytes | None: ...
    def finish(self) -> set[str]: ...
    def check(self) -> list[Finding]: ...
    def findings(self, file: str) -> list[Finding]: ...
    def outdated(self, file: str) -> list[OutdatedBlock]: ...
    def accept(self, address: str, digest: str, because: str) -> bool: ...
    def settle(self, page: str, lang: str, pair: tuple[str, str]) -> bool: ...
    def page_of(self, file: Path) -> str: ...
    def tidy(self) -> None: ...


@dataclass(eq=False)
class Viewer:
    """A browser that shows a page: the file, the content that it has, and messages for it."""

    file: str
    seen: bytes | None
    inbox: queue.Queue[str] = field(default_factory=queue.Queue)
    sent: dict[str, str] = field(default_factory=dict)

    def send(self, kind: str, **data: Any) -> None:
        """Send a message; one that is equal to the last of its kind is left out, except reloads."""
        text = json.dumps({"kind": kind, **data}, ensure_ascii=False)
        if kind in ("page", "reload"):
            self.inbox.put(text)
        elif self.sent.get(kind) != text:
            self.sent[kind] = text
            self.inbox.put(text)


class Session:
    """Connects a renderer, the files and the browsers; `print_line` gets a line per rebuild."""

    def __init__(
        self, print_line: Callable[[str], None], catalog: FindingCatalog = IN_ENGLISH
    ) -> None:
        self.catalog = catalog
        """The language in which the browsers and the terminal tell what is found."""
        self.renderer: Renderer | None = None
        self._print_line = print_line
        self._condition = threading.Condition()
        self._changed: set[Path] = set()
        self._since = 0.0
        self._requests: dict[str, Future[bytes | None]] = {}
        self._asked: list[tuple[Callable[[], bool], Future[bool]]] = []
        self.token = secrets.token_urlsafe(16)
        """What a browser must send back to change a file: another site cannot read it."""
        self._viewers: list[Viewer] = []
        self._new_viewers: list[Viewer] = []
        self._errors: tuple[Finding, ...] = ()
        self._fresh: set[str] = set()
        self._is_whole = self._is_checked = self._is_tidy = self._is_stopped = False
        self._last = 0.0
        self._day = date.today()

    # Any thread may call these.

    def has_urgent_work(self) -> bool:
        """Tell whether there is more urgent work: a save, a new day or a requested page."""
        is_asked = self._changed or self._requests or self._asked or self._new_viewers
        return bool(is_asked) or self._is_stopped or self._is_new_day()

    def note(self, files: set[Path]) -> None:
        """Record files that changed."""
        with self._condition:
            if not self._changed:
                self._since = time.monotonic()
            self._changed |= files
            self._condition.notify_all()

    def pages(self) -> Mapping[str, tuple[str, str]]:
        """Return the files of the site that are pages: file → (language, page id)."""
        return self._site.pages

    def page(self, file: str) -> bytes | None:
        """Return the current content of a page, rendered if necessary; None if that fails."""
        site = self._site
        is_news = self._changed or self._is_new_day()
        if file not in site.pages or (not is_news and self._is_current(file)):
            return site.output.files.get(file)
        with self._condition:
            request = self._requests.setdefault(file, Future())
            self._condition.notify_all()
        return request.result()

    def file(self, file: str, patience: float) -> bytes | None:
        """Return another file of the site; wait for it, at most `patience` seconds."""
        site, end = self._site, time.monotonic() + patience
        while (content := site.output.files.get(file)) is None and time.monotonic() < end:
            with self._condition:
                if self._is_whole or self._errors or self._is_stopped:
                    break
                self._condition.wait(0.2)
        return content

    def join(self, file: str, digest: str) -> Viewer:
        """Register a browser for messages about a page; `digest` is that of its current content."""
        viewer = Viewer(file, None)
        with self._condition:
            self._viewers.insert(0, viewer)
        content = self._site.output.files.get(file)
        if content is not None and digest_bytes(content) == digest:
            viewer.seen = content
        elif content is not None:
            viewer.send("reload")
        if self._errors:
            viewer.send("trouble", findings=as_data(self._errors, self.catalog))
        with self._condition:
            self._new_viewers.append(viewer)
            self._condition.notify_all()
        return viewer

    def leave(self, viewer: Viewer) -> None:
        with self._condition:
            if viewer in self._viewers:
                self._viewers.remove(viewer)

    def accept(self, address: str, digest: str) -> bool:
        """Record that the correction of a block needs no new translation; False if it is gone."""
        return self._ask(lambda: self._site.accept(address, digest, SPELLING))

    def settle(self, page: str, lang: str, source: str, translation: str) -> bool:
        """Record that two texts of a page, by their digests, say the same; False if one is gone."""
        return self._ask(lambda: self._site.settle(page, lang, (source, translation)))

    def _ask(self, change: Callable[[], bool]) -> bool:
        """Have the thread of `run` change a file, and return whether it could."""
        answer: Future[bool] = Future()
        with self._condition:
            self._asked.append((change, answer))
            self._condition.notify_all()
        return answer.result()

    def stop(self) -> None:
        with self._condition:
            self._is_stopped = True
            for _, answer in self._asked:
                answer.set_result(False)
            self._asked.clear()
            for request in self._requests.values():
                request.set_result(None)
            self._requests.clear()
            self._condition.notify_all()

    # Only the thread of `run` calls these.

    def run(self) -> None:
        """Work until stopped."""
        while not self._is_stopped:
            files, requests, since = self._next()
            is_news = bool(files) or self._is_new_day()
            if is_news:
                self._change(files, since)
            for file, request in requests.items():
                request.set_result(self._granted(file))
            is_news |= self._do_asked()
            if self._new_viewers:
                self._send_to_new_viewers()
            elif not is_news and not requests:
                self._rest()

    def _do_asked(self) -> bool:
        """Change the files as browsers asked; tell whether there was something to do."""
        with self._condition:
            asked, self._asked = self._asked, []
        for change, answer in asked:
            try:
                answer.set_result(change())
            except (OSError, FindingsError) as problem:
                self._print_line(f"not recorded: {getattr(problem, 'strerror', None) or problem}")
                answer.set_result(False)
        return bool(asked)

    def start(self, renderer: Renderer) -> None:
        """Read everything for the first time."""
        self.renderer = renderer
        self._day = date.today()
        try:
            renderer.change()
        except BuildError as problem:
            self._fail(problem)

    @property
    def _site(self) -> Renderer:
        assert self.renderer is not None
        return self.renderer

    def _is_new_day(self) -> bool:
        """Tell whether the site was read on another day, since values may have changed."""
        return self.renderer is not None and self._day != date.today()

    def _is_current(self, file: str) -> bool:
        return self._is_whole or file in self._fresh

    def _next(self) -> tuple[set[Path], dict[str, Future[bytes | None]], float]:
        """Wait for work: changed files or requested pages; without both, the rest of the site."""
        with self._condition:
            while not self.has_urgent_work():
                if self._is_tidy or self._errors:
                    self._condition.wait(WATCH)
                    continue
                idle = QUIET if self._is_checked else IDLE
                left = self._last + idle - time.monotonic()
                if left <= 0:
                    break
                self._condition.wait(left)
            files, requests = self._changed, self._requests
            since = self._since if files else time.monotonic()
            self._changed, self._requests = set(), {}
            return files, requests, since

    def _change(self, files: set[Path], since: float) -> None:
        self._is_whole = self._is_checked = self._is_tidy = False
        self._fresh.clear()
        self._day = date.today()
        try:
            headers = self._site.headers
            self._site.change(files)
            if self._site.headers != headers:
                for viewer in list(self._viewers):
                    viewer.send("reload")
            self._show()
        except BuildError as problem:
            with self._condition:
                if not self._changed:
                    self._condition.wait(DOUBT)
                if self._changed:  # the mistake may be fixed already
                    self._changed |= files
                    return
            self._fail(problem)
            self._report(files)
            return
        self._errors = ()
        for viewer in list(self._viewers):
            if "trouble" in viewer.sent:
                viewer.send("trouble", findings=[])
        took = time.monotonic() - since
        self._send_findings(list(self._viewers))
        self._report(files, took)
        self._last = time.monotonic()

    def _show(self) -> None:
        """Render the pages that browsers show, the newest first, and send them if they changed."""
        for viewer in list(self._viewers):
            self._renew(viewer)

    def _renew(self, viewer: Viewer) -> None:
        content = self._current(viewer.file)
        if content is None or viewer.seen is None:
            if content is not viewer.seen:
                viewer.send("reload")
        elif content != viewer.seen:
            before, viewer.seen = viewer.seen, content
            viewer.send(
                "page",
                digest=digest_bytes(content),
                known=digest_bytes(before),
                before=before.decode(),
                after=content.decode(),
            )

    def _current(self, file: str) -> bytes | None:
        """Return a page, rendered again if it may have changed."""
        if self._is_current(file):
            return self._site.output.files.get(file)
        content = self._site.page(file)
        if content is not None:
            self._fresh.add(file)
        return content

    def _granted(self, file: str) -> bytes | None:
        before = self._site.output.files.get(file)
        if self._errors and before is not None:
            return before
        try:
            return self._current(file)
        except BuildError as problem:
            self._fail(problem)
            return before

    def _rest(self) -> None:
        """Bring the rest of the site up to date; when that is done, clean up."""
        if self._is_checked:
            self._site.tidy()
            self._is_tidy = True
            return
        try:
            if not self._is_whole:
                changed = self._site.finish()
                self._is_whole = True
                with self._condition:
                    self._condition.notify_all()
                self._show()
                self._send_files(changed)
            self._site.check()
            self._is_checked = True
            self._send_findings(list(self._viewers))
            self._send_outdated(list(self._viewers))
        except SupersededError:
            pass
        except BuildError as problem:
            self._fail(problem)

    def _send_files(self, changed: set[str]) -> None:
        """Send the names of changed files other than pages and data, such as pictures."""
        others = sorted(path for path in changed if not path.endswith((".html", ".json", ".xml")))
        if others:
            for viewer in list(self._viewers):
                viewer.send("files", paths=others)

    def _send_to_new_viewers(self) -> None:
        """Send new browsers the findings in their pages."""
        with self._condition:
            new_viewers, self._new_viewers = self._new_viewers, []
        self._send_findings(new_viewers)
        self._send_outdated(new_viewers)

    def _send_findings(self, viewers: Sequence[Viewer]) -> None:
        """Send what was found on a page, its doubts apart, with the token to settle them with."""
        for viewer in viewers:
            found = self._site.findings(viewer.file)
            doubts = doubts_in(found)
            in_doubt = {finding for doubt in doubts for finding in doubt.findings}
            others = [finding for finding in found if finding not in in_doubt]
            if others or "findings" in viewer.sent:
                heading = self.catalog.text(findings_heading(others))
                data = as_data(others, self.catalog)
                viewer.send("findings", findings=data, heading=heading)
            if doubts or "doubts" in viewer.sent:
                heading = self.catalog.text(doubts_heading(len(doubts)))
                data = [doubt_data(doubt, self.catalog) for doubt in doubts]
                viewer.send("doubts", doubts=data, token=self.token, heading=heading)

    def _send_outdated(self, viewers: Sequence[Viewer]) -> None:
        """Send what changed on a page since it was translated, and the token to accept it with."""
        for viewer in viewers:
            blocks = [asdict(one) for one in self._site.outdated(viewer.file)]
            if blocks or "outdated" in viewer.sent:
                heading = self.catalog.text(outdated_heading(len(blocks)))
                viewer.send("outdated", blocks=blocks, token=self.token, heading=heading)

    def _fail(self, problem: BuildError) -> None:
        self._errors = problem.findings
        for viewer in list(self._viewers):
            viewer.send("trouble", findings=as_data(problem.findings, self.catalog))

    def _report(self, files: set[Path], took: float | None = None) -> None:
        """Report the rebuilt pages in one line, with the time that it took."""
        names = sorted({self._site.page_of(file) for file in files})
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        what = f"{time.strftime('%H:%M:%S')} {', '.join(names[:3]) or 'a new day'}{more}"
        if took is None:
            first = self._errors[0] if self._errors else Finding("", ERROR, Span(""), NO_MESSAGE)
            self._print_line(f"{what}: {self.catalog.finding(first)}")
            return
        paths = {viewer.file for viewer in self._viewers}
        found = {f for path in paths for f in self._site.findings(path)}
        self._print_line(f"{what}: {took * 1000:.0f} ms{_counted(found)}")


def _counted(findings: Collection[Finding]) -> str:
    labels = Counter(map(label_of, findings))
    names = [name for name in ("error", "warning", "doubt") if labels[name]]
    return "".join(f", {labels[n]} {n}{'' if labels[n] == 1 else 's'}" for n in names)
