"""Several small scripts as one module: one request instead of a chain of them, and fewer bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";\n', re.M)
_PASSED_ON = re.compile(r'^export \{([^}]*)\} from "\./([^"]+)";\n', re.M)
_LISTED = re.compile(r"^export \{([^}]*)\};\n", re.M)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.M)


def join_modules(sources: Mapping[str, str], entry: str) -> str:
    """Return a module that does what `entry` does, without importing any other of `sources`.

    Each stands in a function of its own, so that names do not meet. Known are imports and exports
    by name, each on a line of its own, and no others.

    >>> print(join_modules({"a.js": 'import { b } from "./b.js";\\nb();\\n',
    ...     "b.js": "export const b = 1;\\n"}, "a.js"), end="")
    const $b = (() => {
    const b = 1;
    return { b };
    })();
    const { b } = $b;
    b();
    """
    out: dict[str, str] = {}

    def visit(name: str) -> None:
        for match in (*_IMPORT.finditer(sources[name]), *_PASSED_ON.finditer(sources[name])):
            if match[2] not in out and match[2] in sources:
                visit(match[2])
        out[name] = _body(sources[name]) if name == entry else _closed(name, sources[name])

    visit(entry)
    return "".join(out.values())


def _closed(name: str, source: str) -> str:
    listed = [part.strip() for found in _LISTED.findall(source) for part in found.split(",")]
    names = [*(match[2] for match in _EXPORT.finditer(source)), *listed]
    body = _EXPORT.sub(r"\1 \2", _LISTED.sub("", _body(source)))
    return f"const {_called(name)} = (() => {{\n{body}return {{ {', '.join(names)} }};\n}})();\n"


def _body(source: str) -> str:
    source = _IMPORT.sub(lambda m: f"const {{{m[1]}}} = {_called(m[2])};\n", source)
    return _PASSED_ON.sub(
        lambda m: f"const {{{m[1]}}} = {_called(m[2])};\nexport {{{m[1]}}};\n", source
    )


def _called(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
