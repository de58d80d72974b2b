"""The YAML tags that a configuration may contain, and where; most Python tags run programs."""

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
"""Functions that a configuration may call, as Material and PyMdown Extensions document."""

_RESOLVER: Any = yaml.resolver.Resolver()  # untyped in its stubs
_OWN = "kbgen's options are data"
_DATA = "write a plain value, without a tag"
# These functions take only keywords; all entries but args would change the returned object.
_NO_KEYWORDS = {"args", "state", "listitems", "dictitems"}


def own_plugin(name: str) -> bool:
    """Tell whether a plugin is kbgen; a slash before a name tells MkDocs that no theme owns it."""
    return name.removeprefix("/") == "kbgen"


def shown_tag(tag: str) -> str:
    """Return a tag in its short form: !!python/name:module.function."""
    return f"!!{tag.removeprefix(STANDARD)}" if tag.startswith(STANDARD) else tag


def refusal(node: yaml.Node, path: Path) -> tuple[str, str] | None:
    """Return (message, hint) for a wrong tag of the node at `path`, else None.

    Variables (!ENV) are allowed, and Python names below the options of other plugins.
    """
    tag, plugin = node.tag, _plugin(path)
    shown = shown_tag(tag)
    if plugin is not None and own_plugin(plugin):
        return None if tag == _plain(node) else (f"'{shown}' cannot stand here: {_OWN}", _DATA)
    if tag.startswith(PYTHON):
        is_option = plugin is not None or (len(path) > 1 and path[0] == "markdown_extensions")
        return _python(node, shown) if is_option else _outside_options(shown)
    if tag == RELATIVE:
        return _relative(node)
    if not tag.startswith(STANDARD) or (
        not isinstance(node, yaml.ScalarNode) and tag != _plain(node)
    ):
        return f"'{shown}' is not understood here", _DATA
    return None


def implicit_tag(text: str) -> str:
    """Return the tag of a text without quotes."""
    found: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return found


def _plugin(path: Path) -> str | None:
    """Return the plugin to whose options a path belongs; None if it belongs to none."""
    if path[:1] != ("plugins",):
        return None
    name = path[2:3] if len(path) > 1 and isinstance(path[1], int) else path[1:2]
    return str(name[0]) if name else None


def _plain(node: yaml.Node) -> str:
    """Return the tag of a node without a written tag."""
    if isinstance(node, yaml.MappingNode):
        return f"{STANDARD}map"
    if isinstance(node, yaml.SequenceNode):
        return f"{STANDARD}seq"
    is_bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return implicit_tag(node.value) if is_bare else f"{STANDARD}str"


def _python(node: yaml.Node, shown: str) -> tuple[str, str] | None:
    """Check a Python tag below the options of an extension or of another plugin."""
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


def _outside_options(shown: str) -> tuple[str, str]:
    hint = "such tags stand below markdown_extensions and the options of plugins only; delete it"
    return f"'{shown}' would run a program", hint


def _relative(node: yaml.Node) -> tuple[str, str] | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if not value or value.partition("/")[0] in ("$config_dir", "$docs_dir"):
        return None
    return f"'!relative {value}' is not understood", "write !relative $docs_dir or nothing"
