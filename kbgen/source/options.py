"""Validates the options of the plugin and reports every mistake; brand pictures must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from os.path import normpath, realpath
from pathlib import Path
from typing import Any

from kbgen.kinds import models
from kbgen.model.brand import Brand
from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.model.findings import INVALID_SETTING
from kbgen.model.message import Message, joined, msg, quoted
from kbgen.model.options import BrandOption, Options
from kbgen.source.shape import message_of, shape
from kbgen.source.yaml import Path as Path_
from kbgen.source.yaml import YamlDocument
from kbgen.source.zones import parse_timezone
from kbgen.system.files import RefusedError, locate, open_file

PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
PHOTOS = (".gif", ".jpeg", ".jpg", ".png", ".webp")


def read_options(
    document: YamlDocument, root: Path, folders: Iterable[str] = ()
) -> tuple[Options | None, list[Finding]]:
    """Validate the options of a project whose mkdocs.yml lies in `root`; None if any is wrong.

    Brand pictures may lie in `root` or in one of `folders`, which mkdocs.yml names.
    """
    bounds = (root, *(Path(realpath(root / folder)) for folder in folders))
    options, problems = shape(document, Options, unknown=msg("unknown option '%(name)s'"))
    problems = [replace(problem, code=INVALID_SETTING) for problem in problems]
    wrong = [
        *_check_kinds(document),
        *_check_zone(document),
        *_check_pictures(document, bounds),
    ]
    return (None if wrong else options), [*problems, *wrong]


def brand_of(option: BrandOption, root: Path) -> Brand:
    """Return the brand with the absolute paths of its pictures."""
    logo, icon, image = (
        Path(normpath(root / name)) if name else None
        for name in (option.logo, option.icon, option.image)
    )
    return Brand(option.accent, logo, icon or logo, tuple(option.social.items()), image)


def _check_kinds(document: YamlDocument) -> Iterator[Finding]:
    """Find unknown kinds of page in severities by kind."""
    known = ("*", *models())
    checks = document.data.get("checks") if isinstance(document.data, dict) else None
    for code, by_kind in checks.items() if isinstance(checks, dict) else ():
        places: dict[Path_, Iterable[object]] = {
            ("checks", code): by_kind if isinstance(by_kind, dict) else ()
        }
        if code == "overrides":
            places = _kinds_of_overrides(by_kind)
        for at, names in places.items() if code != "judge" else ():
            for name in names:
                if str(name) not in known:
                    span = document.marks.get(at, Span(""))
                    hint = did_you_mean(str(name), known) or msg(
                        "write one of %(names)s", names=", ".join(known)
                    )
                    what = msg(
                        "checks.%(code)s: there is no kind of page '%(name)s'",
                        code=code,
                        name=str(name),
                    )
                    yield error("KB001", span, what, hint)


def _kinds_of_overrides(given: Any) -> dict[Path_, Iterable[object]]:
    """Return the path of each `kind` of a list of overrides, with the kinds that it names."""
    found: dict[Path_, Iterable[object]] = {}
    for number, one in enumerate(given if isinstance(given, list) else ()):
        kind = one.get("kind") if isinstance(one, dict) else None
        names = kind if isinstance(kind, list) else [kind] if kind else []
        found["checks", "overrides", number, "kind"] = names
    return found


def _check_zone(document: YamlDocument) -> Iterator[Finding]:
    zone = document.data.get("timezone") if isinstance(document.data, dict) else None
    if isinstance(zone, str) and zone.strip():
        try:
            parse_timezone(zone)
        except ValueError as problem:
            span = document.marks.get(("timezone",), Span(""))
            yield error("KB001", span, joined(["timezone", message_of(problem)], ": "))


def _check_pictures(document: YamlDocument, bounds: Sequence[Path]) -> Iterator[Finding]:
    data = document.data if isinstance(document.data, dict) else {}
    brand = data.get("brand")
    for name in ("logo", "icon", "image"):
        path = brand.get(name) if isinstance(brand, dict) else None
        if isinstance(path, str) and path.strip() and (wrong := _wrong_picture(path, name, bounds)):
            what, hint = wrong
            span = document.marks.get(("brand", name), Span(""))
            yield error("KB001", span, joined([f"brand.{name}", what], ": "), hint)


def _wrong_picture(path: str, name: str, bounds: Sequence[Path]) -> tuple[Message, Message] | None:
    """Return (message, hint) for a wrong picture, else None; `bounds` begin with the project."""
    root = bounds[0]
    file = Path(normpath(root / path.strip()))
    if not file.is_relative_to(root):
        what = msg("'%(path)s' lies outside %(folder)s", path=path, folder=str(root))
        return what, msg("copy it into the project")
    try:
        open_file(locate(file, bounds)).close()
    except RefusedError as problem:
        return joined([quoted(path), problem.refusal.what], ": "), problem.refusal.hint
    except (OSError, ValueError):  # ValueError: a name that no file can have
        hint = msg("paths are those below %(folder)s", folder=str(root))
        return msg("'%(path)s' is not there", path=path), hint
    if file.suffix.lower() not in PICTURES:
        return msg("'%(path)s' is no picture", path=path), _use(PICTURES)
    if name == "image" and file.suffix.lower() not in PHOTOS:
        return msg("'%(path)s' cannot be shown in messages", path=path), _use(PHOTOS)
    return None


def _use(suffixes: Iterable[str]) -> Message:
    return msg("use one of %(names)s", names=", ".join(suffixes))
