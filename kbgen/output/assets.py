"""Names styles, scripts, fonts and pictures by a digest of their content.

A file with such a name never changes, so that browsers may keep it for ever. Files that it refers
to are named first: a new font also changes the name of the stylesheet.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from kbgen.output.lower import lower_style
from kbgen.output.minify import minify_style

DIGITS = 8

_CSS_URL = re.compile(rb"""url\(\s*(?P<quote>["']?)(?P<target>[^"')]*)(?P=quote)\s*\)""")
_JS_URL = re.compile(
    rb"""(?:\b(?:from|import)\s*\(?\s*|\bnew\s+URL\(\s*)"""
    rb"""(?P<quote>["'])(?P<target>\.{1,2}/[^"']*)(?P=quote)"""
)
_REFERENCES = {".css": _CSS_URL, ".js": _JS_URL}


class AssetError(ValueError):
    """A file refers to a missing file, or to itself in a circle."""


@dataclass(frozen=True)
class Assets:
    """The files to write by their paths, and the path of each original name."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]

    def name(self, original: str) -> str:
        """Return the path of "kb.css": "kb.3f9a1c2b.css"."""
        if original not in self.names:
            raise AssetError(f"there is no asset '{original}'; there are {_listed(self.names)}")
        return self.names[original]


def hash_assets(sources: Mapping[str, bytes]) -> Assets:
    """Name files by their content and rewrite their references to one another.

    References are, in CSS, `url(fonts/x.woff2)`; in scripts, `import … from "./forms.js"`,
    `import("./x.js")`, `export … from` and `new URL("./x.js", import.meta.url)`. All are relative
    to the file. Raises AssetError.
    """
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name in _in_order(sources):
        content = _rewritten(name, sources, names)
        names[name] = _hashed(name, content)
        files[names[name]] = content
    return Assets(names, files)


def join_styles(sources: Mapping[str, str], own: str) -> bytes:
    """Return one stylesheet, also for old browsers: the sources by name, then the site's own rules.

    The sources lie in a subfolder (`url(../fonts/x.woff2)`), the result one level above.
    """
    return _published_style("\n".join(sources[name] for name in sorted(sources)) + "\n" + own)


@lru_cache(maxsize=4)
def _published_style(joined: str) -> bytes:
    return re.sub(r"""(url\(\s*["']?)\.\./""", r"\1", lower_style(minify_style(joined))).encode()


def _hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:DIGITS]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def _in_order(sources: Mapping[str, bytes]) -> Iterator[str]:
    """Yield names in such an order that each comes after those that it refers to."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            raise AssetError(f"{circle}: these import one another; move what they share to a third")
        if name in done:
            return
        for _, target in _references(name, sources):
            yield from visit(target, (*path, name))
        done.add(name)
        yield name

    for name in sorted(sources):
        yield from visit(name, ())


def _references(name: str, sources: Mapping[str, bytes]) -> Iterator[tuple[re.Match[bytes], str]]:
    pattern = _REFERENCES.get(PurePosixPath(name).suffix)
    for match in pattern.finditer(sources[name]) if pattern else ():
        written = match["target"].decode()
        if written.startswith("#"):  # a filter or gradient in the page
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), _path(written)))
        if re.match(r"/|[a-z]+:", written, re.I):
            raise AssetError(f"{name} refers to '{written}', which only a file beside it may be")
        if target not in sources:
            raise AssetError(
                f"{name} refers to '{written}', and there is no such file; "
                f"there are {_listed(sources)}"
            )
        yield match, target


def _path(reference: str) -> str:
    return re.split(r"[?#]", reference, maxsplit=1)[0]


def _rewritten(name: str, sources: Mapping[str, bytes], names: Mapping[str, str]) -> bytes:
    content, folder, end = bytearray(), posixpath.dirname(name) or ".", 0
    for match, target in _references(name, sources):
        start, stop = match.span("target")
        written = match["target"].decode()
        relative = posixpath.relpath(names[target], folder)
        dot = "./" if written.startswith(".") and not relative.startswith(".") else ""
        content += sources[name][end:start]
        content += f"{dot}{relative}{written[len(_path(written)) :]}".encode()
        end = stop
    return bytes(content + sources[name][end:])


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names))
