"""How long a site of others takes with kbgen and with MkDocs: cold, and again after one change.

Run `python -m benchmarks.others [PAGES]`: a site of 12 languages without fallback and with six
plugins, about so many pages in all. Each build is a process of its own; the faster of two counts.
MkDocs has no warm build, so that its second build is as its first.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.other_sites import MANY, Shape, write_shape

ROUNDS = 2
PLUGINS = ("search", "section-index", "glightbox", "minify", "include-markdown", "redirects")
"""With i18n, and kbgen on its own side, what such a site has."""


def main(pages: int) -> None:
    with TemporaryDirectory(prefix="kbgen-others-") as name:
        root = Path(name)
        write_shape(root, Shape(MANY, False, True, max(2, pages // len(MANY)), PLUGINS))
        own = [sys.executable, "-m", "kbgen", "build", "--cache-dir", str(root / "cache")]
        plain = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "plain.yml", "-d", "plain"]
        cold = min(_seconds(root, [*own, "--no-cache"]) for _ in range(ROUNDS))
        _seconds(root, own)
        warm = min(_changed(root, own, number) for number in range(ROUNDS))
        same = min(_seconds(root, own) for _ in range(ROUNDS))
        mkdocs = min(_seconds(root, plain) for _ in range(ROUNDS))
    print(f"{pages} pages: MkDocs {mkdocs:.1f} s")
    for what, seconds in (("cold", cold), ("one page changed", warm), ("nothing changed", same)):
        print(f"kbgen, {what}: {seconds:.1f} s, {mkdocs / seconds:.1f} times as fast")


def _changed(root: Path, command: list[str], number: int) -> float:
    page = root / "docs/en/index.md"
    page.write_text(f"{page.read_text('utf-8')}\nChanged {number}.\n", "utf-8")
    return _seconds(root, command)


def _seconds(root: Path, command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
