"""How a site is to be built."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kbgen.system.parallel import cores


@dataclass(frozen=True)
class BuildOptions:
    """How a site is built. `jobs` is how many processes; `cache` where results are kept, if any.

    Without `own_templates`, templates of the project are left out: kbgen's and Material's do.
    """

    site_dir: Path | None = None
    strict: bool = False
    as_of: date | None = None
    jobs: int = field(default_factory=cores)
    cache: Path | None = None
    own_templates: bool = True


@dataclass(frozen=True)
class Shard:
    """One part of a build that is shared: the `number`-th, counted from 1, of `count`."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read 2/8. Raises ValueError."""
        number, mark, count = text.partition("/")
        if not (mark and text.isascii() and number.isdigit() and count.isdigit()):
            raise ValueError(f"'{text}' is no shard; write 2/8 for the second of eight")
        if not 1 <= int(number) <= int(count):
            raise ValueError(f"there is no shard {text}; they go from 1/{count} to {count}/{count}")
        return cls(int(number), int(count))
