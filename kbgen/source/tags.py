"""Which YAML tags a configuration may hold, and where: most of Python's would run a program."""

from __future__ import annotations

from typing import Any

import yaml

from kbgen.source.yaml import Path

STANDARD = "tag:yaml.org,2002:"
PYTHON = f"{STANDARD}python/"
NAME = f"{PYTHON}name:"
CALL = f"{PYTHON}object/apply:"
VARIABLE = "!ENV"
RELATIVE = "!relative"

FACTORIES = frozenset(
    {
        "pymdownx.slugs.slugify",
        "pymdownx.arithmatex.arithmatex_fenced_format",
        "pymdownx.arithmatex.arithmatex_inline_format",
    }
)
"""Functions that Material and PyMdown Extensions document to be called in a configuration."""

_RESOLVER: Any = yaml.resolver.Resolver()  # left untyped by its stubs
_OWN = "kbgen's options are data"
_DATA = "write a plain value, without a tag"
# These functions take keywords alone; all but args would act on the object that they return.
_NO_KEYWORDS = {"args", "state", "listitems", "dictitems"}


def own_plugin(name: str) -> bool:
    """Tell whether a plugin is kbgen; MkDocs takes a slash before a name for no theme's."""
    return name.removeprefix("/") == "kbgen"


def shown_tag(tag: str) -> str:
    """Write a tag as a person does: !!python/name:module.function."""
    return f"!!{tag.removeprefix(STANDARD)}" if tag.startswith(STANDARD) else tag


def refusal(node: yaml.Node, path: Path) -> tuple[str, str] | None:
    """Return what is wrong with the tag of a node at `path` of a configuration, and a hint.

    A variable (!ENV) and Python's own names below options of others are fine; nothing is built.
    """
    tag, plugin = node.tag, _plugin(path)
    shown = shown_tag(tag)
    if plugin is not None and own_plugin(plugin):
        return None if tag == _plain(node) else (f"'{shown}' cannot stand here: {_OWN}", _DATA)
    if tag.startswith(PYTHON):
        is_option = plugin is not None or (len(path) > 1 and path[0] == "markdown_extensions")
        return _python(node, shown) if is_option else _elsewhere(shown)
    if tag == RELATIVE:
        return _relative(node)
    if not tag.startswith(STANDARD) or (
        not isinstance(node, yaml.ScalarNode) and tag != _plain(node)
    ):
        return f"'{shown}' is not understood here", _DATA
    return None


def implicit_tag(text: str) -> str:
    """Return the tag that a text without quotes has."""
    found: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return found


def _plugin(path: Path) -> str | None:
    """Return the plugin below whose options a path lies."""
    if path[:1] != ("plugins",):
        return None
    name = path[2:3] if len(path) > 1 and isinstance(path[1], int) else path[1:2]
    return str(name[0]) if name else None


def _plain(node: yaml.Node) -> str:
    """Return the tag that a node has if none is written."""
    if isinstance(node, yaml.MappingNode):
        return f"{STANDARD}map"
    if isinstance(node, yaml.SequenceNode):
        return f"{STANDARD}seq"
    is_bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return implicit_tag(node.value) if is_bare else f"{STANDARD}str"


def _python(node: yaml.Node, shown: str) -> tuple[str, str] | None:
    """Judge a tag of Python's below the options of an extension or of another plugin."""
    if node.tag.startswith(NAME):
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return None
        return f"nothing may follow '{shown}'", "delete what stands behind it"
    if node.tag.removeprefix(CALL) not in FACTORIES:
        known = ", ".join(sorted(FACTORIES))
        hint = f"name a function with !!python/name: instead; only these are called: {known}"
        return f"'{shown}' would run a program", hint
    if _has_keywords_alone(node):
        return None
    return f"'{shown}' is called with what it does not know", "write {kwds: {case: lower}}"


def _has_keywords_alone(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.MappingNode):
        return isinstance(node, yaml.SequenceNode) and not node.value
    given = {key.value if isinstance(key, yaml.ScalarNode) else "": v for key, v in node.value}
    keywords = given.get("kwds")
    is_mapping = keywords is None or isinstance(keywords, yaml.MappingNode)
    return is_mapping and not given.keys() & {*_NO_KEYWORDS, "<<"}


def _elsewhere(shown: str) -> tuple[str, str]:
    hint = "such tags stand below markdown_extensions and the options of plugins only; delete it"
    return f"'{shown}' would run a program", hint


def _relative(node: yaml.Node) -> tuple[str, str] | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if not value or value.partition("/")[0] in ("$config_dir", "$docs_dir"):
        return None
    return f"'!relative {value}' is not understood", "write !relative $docs_dir or nothing"
