"""A company's brand: one colour, its pictures, and its profiles on other sites."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ACCENT = "#00796b"


@dataclass(frozen=True)
class Brand:
    """`accent` is a CSS hex colour, pictures are files, `social` maps names to addresses."""

    accent: str = ACCENT
    logo: Path | None = None
    icon: Path | None = None
    social: tuple[tuple[str, str], ...] = ()
    image: Path | None = None
    """The picture shown with a link to the site; no SVG, which Open Graph readers cannot show."""
