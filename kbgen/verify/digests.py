"""The digests of a site's files, which a build writes beside the site; `--against` reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.system.digest import digest_bytes
from kbgen.verify.matrix import Problem, State

FORMAT = "kbgen/digests/1"
_NAME = ".digests.json"


@dataclass(frozen=True)
class SiteDigests:
    """The day of a build, and the digest of each file by its path below the site's folder."""

    day: date
    files: Mapping[str, str]


def digests_file(site_dir: Path) -> Path:
    """Return the file beside a site's folder: site.digests.json."""
    return site_dir.with_name(f"{site_dir.name}{_NAME}")


def write_digests(file: Path, digests: SiteDigests) -> None:
    """Write a file of digests; at every moment there is a whole one, the former or the new.

    One of the same files is kept, with the day on which they were first built.
    """
    with suppress(KbgenError):
        if read_digests(file).files == digests.files:
            return
    data = {"schema": FORMAT, "day": digests.day.isoformat(), "files": digests.files}
    text = json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.unlink(missing_ok=True)  # it may be a link
    part.write_text(f"{text}\n", "utf-8")
    part.replace(file)


def read_digests(file: Path) -> SiteDigests:
    """Read a file of digests. Raises KbgenError."""
    try:
        data = json.loads(file.read_bytes())
        if data["schema"] != FORMAT:
            raise ValueError
        files = {str(path): str(digest) for path, digest in data["files"].items()}
        return SiteDigests(date.fromisoformat(data["day"]), files)
    except OSError as problem:
        raise KbgenError(f"{file} cannot be read: {problem.strerror}") from problem
    except (ValueError, TypeError, KeyError, AttributeError):
        raise KbgenError(
            f"{file} holds no digests; a build writes them beside the site: site{_NAME}"
        ) from None


def digest_problems(
    digests: SiteDigests, files: Sequence[str], read: Callable[[str], bytes | None]
) -> Iterator[Problem]:
    """Yield the files of a site that are not those of the build that wrote the digests."""
    for path, digest in digests.files.items():
        content = read(path)
        if content is None:
            yield Problem(State.MISSING, path, "", "", "the build wrote this file; it is gone", "")
        elif digest_bytes(content) != digest:
            what = f"it is not the file that the build of {digests.day} wrote: older, or changed"
            yield Problem(State.CONTRADICTION, path, "", "", what, "")
    for path in files:
        if path not in digests.files:
            what = f"the build of {digests.day} did not write this file"
            yield Problem(State.CONTRADICTION, path, "", "", what, "")
