"""The YAML tags that a configuration may contain, and where; most Python tags run programs."""

from __future__ import annotations

from typing import Any

import yaml

from kbgen.model.message import Message, msg
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
_DATA = msg("write a plain value, without a tag")
# These functions take only keywords; all entries but args would change the returned object.
_NO_KEYWORDS = {"args", "state", "listitems", "dictitems"}


def own_plugin(name: str) -> bool:
    """Tell whether a plugin is kbgen; a slash before a name tells MkDocs that no theme owns it."""
    return name.removeprefix("/") == "kbgen"


def shown_tag(tag: str) -> str:
    """Return a tag in its short form: !!python/name:module.function."""
    return f"!!{tag.removeprefix(STANDARD)}" if tag.startswith(STANDARD) else tag


Wrong = tuple[Message, Message]
"""A message and its hint."""


def refusal(node: yaml.Node, path: Path) -> Wrong | None:
    """Return (message, hint) for a wrong tag of the node at `path`, else None.

    Variables (!ENV) are allowed, and Python names below the options of other plugins.
    """
    tag, plugin = node.tag, _plugin(path)
    shown = shown_tag(tag)
    if plugin is not None and own_plugin(plugin):
        what = msg("'%(tag)s' cannot stand here: kbgen's options are data", tag=shown)
        return None if tag == _plain(node) else (what, _DATA)
    if tag.startswith(PYTHON):
        is_option = plugin is not None or (len(path) > 1 and path[0] == "markdown_extensions")
        return _python(node, shown) if is_option else _outside_options(shown)
    if tag == RELATIVE:
        return _relative(node)
    if not tag.startswith(STANDARD) or (
        not isinstance(node, yaml.ScalarNode) and tag != _plain(node)
    ):
        return msg("'%(tag)s' is not understood here", tag=shown), _DATA
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


def _python(node: yaml.Node, shown: str) -> Wrong | None:
    """Check a Python tag below the options of an extension or of another plugin."""
    if node.tag.startswith(NAME):
        if isinstance(node, yaml.ScalarNode) and not node.value:
            return None
        what = msg("nothing may follow '%(tag)s'", tag=shown)
        return what, msg("delete what stands behind it")
    if node.tag.removeprefix(CALL) not in FACTORIES:
        hint = msg(
            "name a function with !!python/name: instead; only these are called: %(names)s",
            names=", ".join(sorted(FACTORIES)),
        )
        return _would_run(shown), hint
    if _has_keywords_alone(node):
        return None
    what = msg("'%(tag)s' is called with what it does not know", tag=shown)
    return what, msg("write {kwds: {case: lower}}")


def _has_keywords_alone(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.MappingNode):
        return isinstance(node, yaml.SequenceNode) and not node.value
    given = {key.value if isinstance(key, yaml.ScalarNode) else "": v for key, v in node.value}
    keywords = given.get("kwds")
    is_mapping = keywords is None or isinstance(keywords, yaml.MappingNode)
    return is_mapping and not given.keys() & {*_NO_KEYWORDS, "<<"}


def _outside_options(shown: str) -> Wrong:
    hint = msg(
        "such tags stand below markdown_extensions and the options of plugins only; delete it"
    )
    return _would_run(shown), hint


def _would_run(shown: str) -> Message:
    return msg("'%(tag)s' would run a program", tag=shown)


def _relative(node: yaml.Node) -> Wrong | None:
    value = node.value if isinstance(node, yaml.ScalarNode) else "…"
    if not value or value.partition("/")[0] in ("$config_dir", "$docs_dir"):
        return None
    what = msg("'!relative %(path)s' is not understood", path=value)
    return what, msg("write !relative $docs_dir or nothing")
