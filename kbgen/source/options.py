"""The options of the plugin → a model, every mistake at once; brand pictures must be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os.path import normpath
from pathlib import Path

from kbgen.model.brand import Brand
from kbgen.model.finding import Finding, Span, error
from kbgen.model.options import BrandOption, Options
from kbgen.source.shape import shape
from kbgen.source.yaml import Document

PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
PHOTOS = (".gif", ".jpeg", ".jpg", ".png", ".webp")


def read_options(document: Document, root: Path) -> tuple[Options | None, list[Finding]]:
    """Validate the options of a project whose mkdocs.yml lies in `root`; None if any is wrong."""
    options, problems = shape(document, Options, noun="option")
    problems = [replace(problem, code="KB001") for problem in problems]
    pictures = list(_check_pictures(document, root))
    return (None if pictures else options), [*problems, *pictures]


def brand_of(option: BrandOption, root: Path) -> Brand:
    """Return the brand with its pictures as files."""
    logo, icon, image = (
        Path(normpath(root / name)) if name else None
        for name in (option.logo, option.icon, option.image)
    )
    return Brand(option.accent, logo, icon or logo, tuple(option.social.items()), image)


def _check_pictures(document: Document, root: Path) -> Iterator[Finding]:
    data = document.data if isinstance(document.data, dict) else {}
    brand = data.get("brand")
    for name in ("logo", "icon", "image"):
        path = brand.get(name) if isinstance(brand, dict) else None
        if isinstance(path, str) and path.strip() and (wrong := _wrong_picture(path, name, root)):
            what, hint = wrong
            span = document.marks.get(("brand", name), Span(""))
            yield error("KB001", span, f"brand.{name}: {what}", hint)


def _wrong_picture(path: str, name: str, root: Path) -> tuple[str, str] | None:
    file = Path(normpath(root / path.strip()))
    try:
        is_there = file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        is_there = False
    if not is_there:
        return f"'{path}' is not there", f"paths are those below {root}"
    if not file.is_relative_to(root):
        return f"'{path}' lies outside {root}", "copy it into the project"
    if file.suffix.lower() not in PICTURES:
        return f"'{path}' is no picture", f"use one of {', '.join(PICTURES)}"
    if name == "image" and file.suffix.lower() not in PHOTOS:
        return f"'{path}' cannot be shown in messages", f"use one of {', '.join(PHOTOS)}"
    return None
