"""The folders of data in the package: theme, locales, the starter site."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return a folder of the installed wheel, or of the repository in a checkout.

    In the repository `theme/` and `locales/` are at the top; in the wheel they are in the package.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
