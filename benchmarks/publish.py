"""Counts what publishing sends: a site of many files, then ten of them changed.

python -m benchmarks.publish [FILES] [folder|releases|sftp|sftp-releases|s3|az|gs]...
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kbgen.publish.publish import PublishOptions
from kbgen.publish.target import LinkTarget, Target
from tests.publishing import KINDS, Publishing, place, write_files

CHANGED = 10
METHODS = (
    "read",
    "write",
    "create",
    "copy",
    "remove",
    "sizes",
    "link",
    "rename",
    "pointer",
    "point",
)


class Counting:
    """A target that counts what is asked of it, and the bytes that go there and come back."""

    def __init__(self, target: Target, calls: Counter[str]) -> None:
        self.target, self.calls, self.lock = target, calls, threading.Lock()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.target, name)
        if name not in METHODS:
            return method

        def counted(*args: Any) -> Any:
            found = method(*args)
            with self.lock:
                self.calls[name] += 1
                self.calls["bytes out"] += sum(len(a) for a in args if isinstance(a, bytes))
                self.calls["bytes in"] += len(found) if isinstance(found, bytes) else 0
            return found

        return counted


def site(count: int) -> dict[str, str]:
    """Return a site of so many files: pages of 4 KB, an asset for every tenth."""
    text = "<p>word </p>" * 340
    files = {"index.html": text}
    for number in range(count - 1):
        if number % 10:
            files[f"faq/{number // 100}/{number}/index.html"] = f"{number} {text}"
        else:
            files[f"assets/kb/part-{number}.{number:08x}.js"] = f"// {number} {text}"
    return files


def changed(files: dict[str, str]) -> dict[str, str]:
    pages = [path for path in files if path.startswith("faq/")]
    step = len(pages) // CHANGED
    return {**files, **{path: f"{files[path]} new" for path in pages[::step][:CHANGED]}}


@contextmanager
def variables(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    yield
    os.environ.clear()
    os.environ.update(before)


def measure(kind: str, count: int, root: Path) -> None:
    files = site(count)
    with place(kind, root) as where, variables(where.environment):
        calls: Counter[str] = Counter()

        def wrap(target: Target) -> Any:
            # A class of its own for what has links: the program asks.
            kind_of = (
                type("Linked", (Counting,), {}) if isinstance(target, LinkTarget) else Counting
            )
            return kind_of(target, calls)

        to = Publishing(root / "site", where.address, PublishOptions(where.has_releases), wrap=wrap)
        for name, wanted in (
            ("all", files),
            ("nothing", files),
            (f"{CHANGED} changed", changed(files)),
            ("back again", files),
        ):
            write_files(to.folder, wanted)
            calls.clear()
            begun = time.monotonic()
            sends = to.publish_built().todo.sends
            took = time.monotonic() - begun
            asked = sum(calls[method] for method in METHODS)
            text = ", ".join(f"{method} {calls[method]}" for method in METHODS if calls[method])
            print(
                f"{kind}, {len(wanted)} files, {name}: {len(sends)} sent, {calls['bytes out']:,} "
                f"bytes out, {calls['bytes in']:,} in, {asked} requests ({text}), {took:.1f} s",
                flush=True,
            )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    for kind in sys.argv[2:] or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            measure(kind, count, Path(folder))


if __name__ == "__main__":
    main()
