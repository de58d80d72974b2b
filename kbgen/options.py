"""How a site is to be built."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kbgen.system.parts import cores


@dataclass(frozen=True)
class BuildOptions:
    """How a site is built. `jobs` is how many processes; `cache` where results are kept, if any."""

    site_dir: Path | None = None
    strict: bool = False
    as_of: date | None = None
    jobs: int = field(default_factory=cores)
    cache: Path | None = None
