"""The options of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kbgen.system.parallel import cores


@dataclass(frozen=True)
class BuildOptions:
    """The options of a build. `jobs` is the number of processes; `cache` the folder of results.

    Without `own_templates`, templates of the project are ignored, and kbgen's and Material's used.
    """

    site_dir: Path | None = None
    strict: bool = False
    as_of: date | None = None
    jobs: int = field(default_factory=cores)
    cache: Path | None = None
    own_templates: bool = True
    lang: str = ""
    """The language in which findings are told, which a record of the last report has too."""


@dataclass(frozen=True)
class Shard:
    """One part of a divided build: number `number`, counted from 1, of `count`."""

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
