"""Builds on a Dask cluster: its workers make the shards, and this process merges them.

A worker needs kbgen but no files of the project, which are sent to it. Its results come back with
its answer, or through any file system that fsspec supports.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kbgen.build.site import site_digest
from kbgen.build.uptodate import configurations
from kbgen.commands.build import build_site, once, open_to_build
from kbgen.commands.shard import build_shard, refuse_obstacles
from kbgen.errors import ContentError, KbgenError
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.options import BuildOptions, Shard
from kbgen.system.files import files_below

RETRIES = 3
"""How often a shard is tried again after its worker, or the connection to it, was lost."""
PATIENCE = 10.0
"""Seconds in which a scheduler must answer."""
_PER_WORKER = 2
_RESULT = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")


def build_on_cluster(
    config_file: Path,
    options: BuildOptions,
    scheduler: str,
    place: str | None,
    report: Callable[[Sequence[Finding]], None],
    progress: Callable[[str, int, int], None],
    note: Callable[[str], None],
) -> tuple[Path, int]:
    """Render the pages on the workers of a Dask scheduler, then build the site from them.

    `place` is an fsspec address for the results; without it, the workers send them back.
    Raises ContentError as build_site does, KbgenError if the scheduler does not answer or its
    workers fail.
    """
    assert options.cache is not None
    project = load(config_file, options.site_dir, options.as_of)
    report = once(report)
    opened = open_to_build(project, config_file, options, report)
    refuse_obstacles(opened)
    wanted = site_digest(project, opened.site)
    bundle = pack_project(config_file, opened.roots)
    day = options.as_of or date.today()
    with _client(scheduler) as client:
        count = max(1, _PER_WORKER * sum(client.nthreads().values()))
        shards = [Shard(number, count) for number in range(1, count + 1)]
        executor = client.get_executor(retries=RETRIES, pure=False)
        work = [
            executor.submit(run_shard, bundle, config_file.name, day, str(shard), place)
            for shard in shards
        ]
        for done, (shard, future) in enumerate(zip(shards, work, strict=True), 1):
            made, packed = _result(future, shard)
            if made != wanted:
                raise KbgenError(
                    f"the workers at {scheduler} have another version of kbgen, of a library or of "
                    "Python than this machine; install the same on all"
                )
            unpack_results(packed if isinstance(packed, bytes) else _read(packed), options.cache)
            progress(f"shard {shard}", done * opened.pages // count, opened.pages)
    return build_site(config_file, options, report, lambda *_: None, note)


def run_shard(
    bundle: bytes, config: str, day: date, shard: str, place: str | None
) -> tuple[str, bytes | str]:
    """Make a shard of a project in an archive; a plain function that runs on any machine.

    Returns the digest of the site, and the results as an archive or the address of it.
    """
    with TemporaryDirectory(prefix="kbgen-shard-") as name:
        root, cache = Path(name, "project"), Path(name, "results")
        with tarfile.open(fileobj=io.BytesIO(bundle)) as archive:
            archive.extractall(root, filter="data")
        options = BuildOptions(as_of=day, jobs=1, cache=cache)
        one = Shard.parse(shard)
        site = build_shard(root / config, options, one, lambda _: None, lambda *_: None).site
        packed = _pack((file.relative_to(cache).as_posix(), file) for file in cache.glob("??/*"))
    if place is None:
        return site, packed
    target = f"{place.rstrip('/')}/shard-{one.number}-of-{one.count}-{site[:12]}.tar"
    with _fsspec().open(target, "wb") as file:
        file.write(packed)
    return site, target


def pack_project(config_file: Path, roots: Iterable[Path]) -> bytes:
    """Return an archive of all files that a build reads. Raises KbgenError for files elsewhere."""
    home = config_file.resolve().parent
    found: dict[str, Path] = {}
    for root in (*configurations(config_file), *roots):
        path = root.resolve()
        if not path.exists():
            continue
        if not path.is_relative_to(home):
            raise KbgenError(
                f"{root} lies outside of {home}, so it cannot be sent to a cluster; "
                "move it into the project"
            )
        name = (root if root.is_relative_to(home) else path).relative_to(home).as_posix()
        if path.is_file():
            found[name] = path
            continue
        for file in files_below(path, [home]):
            if not file.refusal:
                found[f"{name}/{file.name}"] = Path(file.path)
    return _pack(found.items())


def unpack_results(archive: bytes, cache: Path) -> None:
    """Extract the results of a worker into the cache; other files in the archive are ignored.

    Raises KbgenError if the data is no archive.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as results:
            wanted = [one for one in results if one.isfile() and _RESULT.fullmatch(one.name)]
            results.extractall(cache, wanted, filter="data")
    except tarfile.TarError as problem:
        raise KbgenError(
            f"what a worker left is no archive of results ({problem}); build once more"
        ) from problem


def _pack(files: Iterable[tuple[str, Path]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, file in files:
            archive.add(file, name, recursive=False)
    return out.getvalue()


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as problem:
        raise KbgenError(
            "a build on a cluster needs Dask; install it with: pip install 'kbgen[cluster]'"
        ) from problem
    try:
        # Dask's client is untyped.
        return Client(scheduler, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as problem:  # TimeoutError is an OSError
        raise KbgenError(
            f"there is no Dask scheduler at {scheduler}; start one with: dask scheduler"
        ) from problem


def _result(future: Any, shard: Shard) -> tuple[str, bytes | str]:
    from distributed import KilledWorker

    try:
        found: tuple[str, bytes | str] = future.result()
    except KilledWorker as problem:
        raise KbgenError(
            f"the workers that made shard {shard} ended before it was done, {RETRIES} times; "
            "give them more memory"
        ) from problem
    except ContentError as problem:
        raise KbgenError(f"shard {shard}: the content has errors on the workers") from problem
    except OSError as problem:
        raise KbgenError(f"shard {shard}: {problem}") from problem
    return found


def _read(address: str) -> bytes:
    try:
        with _fsspec().open(address, "rb") as file:
            content: bytes = file.read()
    except OSError as problem:
        raise KbgenError(
            f"{address}: {problem.strerror or problem}; --shards-at must be a place that the "
            "workers write and this machine reads"
        ) from problem
    return content


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as problem:
        raise KbgenError(
            "--shards-at needs fsspec; install it with: pip install 'kbgen[cluster]'"
        ) from problem
    return fsspec
