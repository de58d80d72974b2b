"""Builds sites with two checkouts of kbgen and reports differences of the published files.

Run `python -m tests.same_site OTHER [--keep FOLDER] [--ignore ATTRIBUTE]`, OTHER being a checkout to
compare with; `--ignore` leaves an attribute of HTML out of the comparison. The
sites are the repository's example, what `kbgen new` writes, and a corpus of the benchmarks.
Digests in the names of files are left out of the comparison, those in texts too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent.parent
AS_OF = "2026-11-29"
PAGES = 40
SHOWN = 30
HTML = {".html", ".json"}
PACKED = {".gz", ".br"}
# kb.1a6e9b15.js and the folder ur.a5060b6657
DIGEST = re.compile(rb"(?<=\.)[0-9a-f]{8,12}(?=[./\"'])")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="a checkout of the repository")
    parser.add_argument("--keep", type=Path, help="where the sites are left")
    parser.add_argument("--ignore", metavar="ATTRIBUTE", action="append", default=[])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (given.keep or Path(temporary)).resolve()
        projects = write_projects(given.other.resolve(), folder)
        for checkout, name in ((given.other.resolve(), "other"), (HERE, "this")):
            for project in projects:
                _build(checkout, project, folder / name / project.name)
            starter = folder / f"projects-{name}" / "starter"
            _python(checkout, ["-m", "kbgen", "new", str(starter), "--name", "Sahil"], folder)
            _build(checkout, starter, folder / name / "starter")
        found = list(differences(folder / "other", folder / "this", given.ignore))
    more = [f"… and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    print("\n".join([*found[:SHOWN], *more]) or "The sites are the same.")
    return bool(found)


def write_projects(checkout: Path, folder: Path) -> list[Path]:
    """Write the projects that both checkouts build as they stand in one of them."""
    example, corpus = folder / "projects/example", folder / "projects/corpus"
    example.mkdir(parents=True)
    shutil.copy(checkout / "mkdocs.yml", example)
    for name in ("content", "images", "overrides"):
        if (checkout / name).is_dir():
            shutil.copytree(checkout / name, example / name)
    write = f"from benchmarks.speed.projects import write_kbgen; write_kbgen(Path({str(corpus)!r}), {PAGES})"
    _python(checkout, ["-c", f"from pathlib import Path; {write}"], checkout)
    return [example, corpus]


def differences(other: Path, this: Path, ignored: Sequence[str] = ()) -> Iterator[str]:
    """Yield a line for each file that only one folder has or that differs, with the first place."""
    before, after = _files(other), _files(this)
    yield from (f"gone: {name}" for name in sorted(before.keys() - after.keys()))
    yield from (f"new: {name}" for name in sorted(after.keys() - before.keys()))
    for name in sorted(before.keys() & after.keys()):
        one, two = (_compared(file, ignored) for file in (before[name], after[name]))
        if one != two:
            yield f"differs: {name}: {_place(one, two)}"


def _compared(file: Path, ignored: Sequence[str]) -> bytes:
    content = DIGEST.sub(b"*", file.read_bytes())
    for name in ignored if file.suffix in HTML else ():
        content = re.sub(rb' %s=(\\?")[^"]*"' % re.escape(name.encode()), b"", content)
    return content


def _files(folder: Path) -> dict[str, Path]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {_name(file.relative_to(folder)): file for file in files if file.suffix not in PACKED}


def _name(path: Path) -> str:
    return DIGEST.sub(b"*", f"{path.as_posix()}/".encode()).decode().rstrip("/")


def _place(one: bytes, two: bytes) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )
    show = slice(max(0, at - 30), at + 50)
    return f"{one[show].decode(errors='replace')!r} was; {two[show].decode(errors='replace')!r} is"


def _build(checkout: Path, project: Path, site: Path) -> None:
    options = ["--no-cache", "--as-of", AS_OF, "--site-dir", str(site)]
    _python(checkout, ["-m", "kbgen", "build", *options], project)


def _python(checkout: Path, command: list[str], folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    run = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
    )
    if run.returncode:
        sys.exit(f"{checkout}: {' '.join(command)}\n{run.stdout}{run.stderr}")


if __name__ == "__main__":
    sys.exit(main())
