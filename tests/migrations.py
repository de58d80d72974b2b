"""The addresses of an old site, and whether a built site of kbgen answers them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote


def built_addresses(folder: Path) -> list[str]:
    """Return the addresses of the pages that another generator has built."""
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return [f"/{name.removesuffix('index.html')}" for name in files if name != "404.html"]


def unanswered(addresses: Iterable[str], site: Path) -> list[str]:
    """Return the addresses at which a built site has no page and nothing that leads on."""
    return [one for one in addresses if not _is_there(site, unquote(one).lstrip("/"))]


def _is_there(site: Path, path: str) -> bool:
    names = [path, f"{path}/index.html".lstrip("/"), f"{path}index.html"]
    return any((site / name).is_file() for name in names)
