"""Joins small script modules into the files that a site publishes, to save requests.

Only imports and exports by name, and `export` before a function, class or constant, are supported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([^"]+)";\n', re.M)
_LISTED = re.compile(r"^export \{([^}]*)\};\n", re.M)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|class|const) (\w+))", re.M)
_FETCHED = re.compile(r'\bimport\("\./([^"]+)"\)')

_DECLARED = re.compile(
    r"^(?:export )?(?:(?:async )?function|class|const|let) (?:(\w+)|[\[{]([^\]}]*)[\]}])", re.M
)
_MUTE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.S)
# A name that is no member and no key.
_NAME = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*(?![\w$]|: )")

_GLOBAL = "kbgen"
"""The global object with the exports of the script that runs first."""


def published_scripts(
    sources: Mapping[str, str],
    first: str,
    roots: Collection[str],
    apart: Collection[str],
    lent: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the scripts that a site publishes, by name; each contains the modules that it imports.

    They are `roots` and the modules that these load while they run; imports of them stay imports.
    `first` is a classic script that runs before all others, and its modules are available to
    these. Scripts in `apart`, such as a worker, contain their own copies of them. `lent` maps a
    module to another script that runs before and makes it available.
    """
    lent = {**dict.fromkeys(_in_order(sources, first)[:-1], first), **(lent or {})}
    fetched = {match[1] for source in sources.values() for match in _FETCHED.finditer(source)}
    files = {*roots, *apart, *fetched}
    scripts = {}
    for name in sorted({first, *files}):
        outside = {other: _called(other) for other in files - {name}}
        if name not in apart:
            outside |= {module: _GLOBAL for module, host in lent.items() if host != name}
        left = [module for module, host in lent.items() if host == name]
        scripts[name] = join_modules(sources, name, outside, left)
    scripts[first] = f'(() => {{\n"use strict";\nwindow.{_GLOBAL} = {{}};\n{scripts[first]}}})();\n'
    return scripts


def join_modules(
    sources: Mapping[str, str],
    entry: str,
    outside: Mapping[str, str] | None = None,
    left: Collection[str] = (),
) -> str:
    """Return one module with the effect of `entry` that contains the modules it imports.

    `outside` maps modules that are not included to the variables with their exports; the exports
    of the modules in `left` are made available to other scripts. A module whose names conflict
    with those of another one is put into a function.

    >>> sources = {"a.js": 'import { b } from "./b.js";\\nb();\\n'}
    >>> sources["b.js"] = "export const b = 1;\\n"
    >>> join_modules(sources, "a.js")
    'const b = 1;\\nb();\\n'
    >>> join_modules(sources, "a.js", {"b.js": "$b"})
    'import { b } from "./b.js";\\nb();\\n'
    """
    outside = outside or {}
    order = _in_order(sources, entry, outside)
    bare = {name for name in order if name == entry or _is_alone(name, order, sources)}
    holders = {name: _called(name) for name in order if name not in bare} | dict(outside)
    heads = []
    for target in sorted(name for name, holder in outside.items() if holder == _called(name)):
        names = _imported(target, order, sources)
        if names and bare.issuperset(names):
            listed = sorted({name for one in names.values() for name in one})
            heads.append(f'import {{ {", ".join(listed)} }} from "./{target}";\n')
            del holders[target]
        elif names:
            heads.append(f'import * as {_called(target)} from "./{target}";\n')
    known: set[str] = set()
    parts = [
        _bare(sources[name], holders, known, is_entry=name == entry)
        if name in bare
        else _closed(name, sources[name], holders)
        for name in order
    ]
    held = [
        f"{{ {', '.join(_exported(sources[name]))} }}" if name in bare else _called(name)
        for name in left
    ]
    tail = [f"Object.assign({_GLOBAL}, {', '.join(held)});\n"] if held else []
    return "".join((*heads, *parts, *tail))


def _in_order(sources: Mapping[str, str], entry: str, outside: Collection[str] = ()) -> list[str]:
    """Return a module and the modules that it imports, each after its imports."""
    order: list[str] = []

    def visit(name: str) -> None:
        for _, target in _imports(sources[name]):
            if target not in outside and target not in order:
                visit(target)
        order.append(name)

    visit(entry)
    return order


@lru_cache(maxsize=256)
def _imports(source: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return (names, module) of each import."""
    return tuple((tuple(_split(match[1])), match[2]) for match in _IMPORT.finditer(source))


def _imported(
    target: str, order: Collection[str], sources: Mapping[str, str]
) -> dict[str, set[str]]:
    """Return module → the names that it imports from `target`."""
    found = {
        name: {one for names, other in _imports(sources[name]) if other == target for one in names}
        for name in order
    }
    return {name: names for name, names in found.items() if names}


def _split(names: str) -> Iterator[str]:
    return (name.strip() for name in names.split(",") if name.strip())


@lru_cache(maxsize=256)
def _own(source: str) -> frozenset[str]:
    """Return the names at the top level of a module."""
    found = (match[1] or match[2] for match in _DECLARED.finditer(source))
    declared = {name for part in found for name in _split(part)}
    return frozenset(declared | {name for names, _ in _imports(source) for name in names})


@lru_cache(maxsize=256)
def _written(source: str) -> frozenset[str]:
    """Return all names that occur in a module."""
    return frozenset(_NAME.findall(_MUTE.sub('""', source)))


def _is_alone(name: str, order: Collection[str], sources: Mapping[str, str]) -> bool:
    """Tell whether a module can share one scope with all others."""
    return not any(
        (_own(sources[one]) & _written(sources[two])) - _meant(one, two, sources)
        for other in order
        if other != name
        for one, two in ((name, other), (other, name))
    )


def _meant(one: str, two: str, sources: Mapping[str, str]) -> set[str]:
    """Return the names that mean the same object in both modules, because of imports."""
    theirs = _imports(sources[two])
    imported = {name for names, target in theirs if target == one for name in names}
    back = {name for names, target in _imports(sources[one]) if target == two for name in names}
    alike = {
        name
        for names, target in _imports(sources[one])
        for others, other in theirs
        if target == other
        for name in {*names} & {*others}
    }
    return imported | back | alike


def _bare(source: str, holders: Mapping[str, str], known: set[str], *, is_entry: bool) -> str:
    """Return the body of a module for a shared scope; `known` are names that are bound already."""

    def taken(match: re.Match[str]) -> str:
        names = [name for name in _split(match[1]) if name not in known]
        if match[2] not in holders or not names:
            return ""
        known.update(names)
        return f"const {{ {', '.join(names)} }} = {holders[match[2]]};\n"

    body = _IMPORT.sub(taken, source)
    return body if is_entry else _EXPORT.sub("", _LISTED.sub("", body))


def _closed(name: str, source: str, holders: Mapping[str, str]) -> str:
    """Return a module as a function call that returns an object with its exports."""
    body = _bare(source, holders, set(), is_entry=False)
    exported = ", ".join(_exported(source))
    return f"const {_called(name)} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def _exported(source: str) -> list[str]:
    listed = (part for match in _LISTED.finditer(source) for part in _split(match[1]))
    return [*(match[1] for match in _EXPORT.finditer(source)), *listed]


def _called(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
