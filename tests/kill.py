"""Kills builds at random moments: the site must be the old one or the new one, whole.

python -m tests.kill [N]
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.cache_site import DAY, many, write
from tests.sites import CONFIG, write_site

PAGES = 20
LANGS = ("en", "ur", "ar", "hi")


def content(root: Path, which: str) -> None:
    """Write content A or B: each page says which; B has pages that A has not, and fewer others."""
    for lang in LANGS:
        folder = root / "content" / lang / "faq"
        for file in folder.glob("*.md") if folder.is_dir() else ():
            file.unlink()
        first = 0 if which == "A" else PAGES // 4
        pages = {
            f"content/{lang}/faq/page-{n}.md": f"---\ntitle: Page {n} {which}\n---\n{which} {n}\n\n"
            f"## Question {n} {{#q}}\n\nAnswer {which}.\n"
            for n in range(first, first + PAGES)
        }
        many(*(write(path, text) for path, text in pages.items()))(root)
    write("content/facts.yml", f"which: {{number: {ord(which)}}}\n")(root)


def start(root: Path) -> subprocess.Popen[bytes]:
    """Start a build of its own, in two processes."""
    command = [sys.executable, "-m", "kbgen", "build", "--jobs", "2", "--as-of", DAY]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet)


def tree(folder: Path) -> str:
    """Return the digest of every file below a folder, its name and its content."""
    found = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        data = file.read_bytes()
        found.update(f"{file.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def run(root: Path, times: int, seed: int, report: Callable[[str], None]) -> list[str]:
    """Build, killing, `times` times; return what was wrong."""
    chance, site = random.Random(seed), root / "site"
    write_site(root, f"-- mkdocs.yml --\n{CONFIG}")
    known, took = {}, 0.0
    for which in "ABA":  # the last one with everything warm
        content(root, which)
        started = time.monotonic()
        assert start(root).wait() == 0
        took = time.monotonic() - started
        known[tree(site)] = which
        (site / ".git").mkdir(exist_ok=True)
        (site / ".git/head").write_text("kept")
        known[tree(site)] = which
    assert len(known) == 3, "A and B with .git, and the first A without"
    wrong, done, stood = [], 0, {"A": 0, "B": 0}
    for number in range(times):
        which = "BA"[number % 2]
        content(root, which)
        process = start(root)
        time.sleep(chance.uniform(0, 3 * took))  # what a killed build left takes longer to repair
        done += process.poll() is not None
        process.kill()
        process.wait()
        found = known.get(tree(site))
        if found:
            stood[found] += 1
        else:
            wrong.append(f"kill {number}: the site is neither A nor B")
    content(root, "B")
    if start(root).wait() != 0 or known.get(tree(site)) != "B":
        wrong.append("the build after the kills did not make B")
    if (site / ".git/head").exists() is False:
        wrong.append(".git was lost")
    beside = sorted(p.name for p in root.iterdir() if p.name.startswith(".site"))
    wrong += [f"left beside the site: {name}" for name in beside]
    report(
        f"{times} builds of {took:.1f} s killed, {done} of them too late; "
        f"A stood {stood['A']} times, B {stood['B']}; wrong: {len(wrong)}"
    )
    return wrong


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder) / "project", times, seed=times, report=print)
    sys.exit("\n".join(wrong) if wrong else 0)


if __name__ == "__main__":
    main()
