"""How a company shows itself: one colour, its pictures, its places on other sites."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ACCENT = "#00796b"


@dataclass(frozen=True)
class Brand:
    """`accent` is a CSS hex colour; pictures are files; `social` is name → address."""

    accent: str = ACCENT
    logo: Path | None = None
    icon: Path | None = None
    social: tuple[tuple[str, str], ...] = ()
    image: Path | None = None
    """What a link to the site shows in a message: no SVG, which readers of Open Graph lack."""
