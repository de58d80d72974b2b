"""Reads mkdocs.yml and the files it inherits from as plain data with places.

MkDocs' own loader constructs the Python objects that tags name, which may run programs. So a
configuration is checked before MkDocs loads it: as a tree of nodes, with variables (!ENV), merge
keys (<<) and INHERIT resolved as in MkDocs (https://www.mkdocs.org/user-guide/configuration/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as File

import yaml

from kbgen.model.finding import Finding, Span, did_you_mean, error
from kbgen.model.findings import INVALID_SETTING, INVALID_VALUE, UNPUBLISHED_HTML
from kbgen.model.message import msg
from kbgen.source.tags import PYTHON, STANDARD, VARIABLE, implicit_tag, own_plugin, refusal
from kbgen.source.text import FORBIDDEN, read_text
from kbgen.source.yaml import (
    LARGEST,
    Path,
    YamlDocument,
    explain_syntax,
    find_break,
    read_node,
    span_of,
)

DEEPEST = 60
"""The most levels of a configuration; real sites have less than twenty."""
_FORBIDDEN = re.compile(f"[{FORBIDDEN}\ud800-\udfff]")
_MERGE, _NULL, _TEXT = f"{STANDARD}merge", f"{STANDARD}null", f"{STANDARD}str"


@dataclass(frozen=True)
class Configuration:
    """A configuration as it is written.

    `path` is the path of its file in findings. `document` is all of it, `options` the part below
    `kbgen`, None if kbgen is not among its plugins. `tags` are its Python tags. If it has
    `findings`, it must not be loaded; `doubts` are mistakes in the options alone.
    """

    path: str
    document: YamlDocument
    options: YamlDocument | None = None
    tags: Mapping[str, Span] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()

    @property
    def folders(self) -> Iterator[str]:
        """Yield the folders that it names: the content's and the project's own theme's."""
        data = self.document.data if isinstance(self.document.data, dict) else {}
        theme = data.get("theme")
        named = (data.get("docs_dir"), theme.get("custom_dir") if isinstance(theme, dict) else None)
        yield from (folder for folder in named if isinstance(folder, str) and "\0" not in folder)

    @property
    def mistyped_plugin(self) -> Span | None:
        """The place of a plugin with nearly the name of kbgen."""
        plugins = (
            self.document.data.get("plugins") if isinstance(self.document.data, dict) else None
        )
        for number, entry in enumerate(plugins if isinstance(plugins, list | dict) else ()):
            named = next(iter(entry), "") if isinstance(entry, dict) else entry
            if isinstance(named, str) and did_you_mean(named, ("kbgen",)):
                return (
                    self.place("plugins", number)
                    if isinstance(plugins, list)
                    else (self.place("plugins", named))
                )
        return None

    def place(self, *path: str | int) -> Span:
        """Return the place of a setting, else of the nearest setting around it."""
        for end in range(len(path), 0, -1):
            for places in (self.document.keys, self.document.marks):
                if path[:end] in places:
                    return places[path[:end]]
        return Span(self.path)

    def plugin_path(self, *names: str) -> tuple[str | int, ...]:
        """Return the path of a plugin, by any of its names, in a list or a mapping of plugins."""
        for path in self.document.keys:
            if path[:1] == ("plugins",) and len(path) < 4 and path[-1] in names:
                return path
        plugins = (self.document.data or {}).get("plugins")
        listed = plugins if isinstance(plugins, list) else []
        bare = [number for number, one in enumerate(listed) if one in names]
        return ("plugins", bare[0]) if bare else ("plugins",)


def read_configuration(file: File) -> Configuration:
    """Read a configuration and the files that it inherits from; mistakes become findings."""
    file = file.absolute()  # paths are relative to the folder of a symbolic link, as in MkDocs
    reader = _ConfigurationReader(file.parent)
    path = reader.name(file)
    try:
        tree = reader.read(file, ())
    except _RefusedError as refused:
        found = (*reader.findings, *refused.findings)
        return Configuration(path, YamlDocument({}), findings=found)
    document, _ = read_node(tree)
    found = (*reader.findings, *_beside(document))
    at = _own_options(document.data)
    if at is None:
        return Configuration(path, document, None, reader.tags, found)
    node = _node_at(tree, at)
    options, doubts = read_node(node)
    if options.data is not None and not isinstance(options.data, dict):
        what = msg("kbgen holds options, each with its name, one a line")
        found = (*found, error("KB001", span_of(node), what, msg("write one such as prove: true")))
    # Names of currencies and other plain texts are escaped where they are shown.
    own = [
        replace(doubt, code=INVALID_SETTING) if doubt.code == INVALID_VALUE else doubt
        for doubt in doubts
        if doubt.code != UNPUBLISHED_HTML
    ]
    return Configuration(path, document, options, reader.tags, found, tuple(own))


def _own_options(data: object) -> Path | None:
    """Return the path of kbgen's options, or of its name if it has no options; None without it."""
    plugins = data.get("plugins") if isinstance(data, dict) else None
    entries: Iterator[tuple[Path, object]]
    if isinstance(plugins, dict):
        entries = ((("plugins", name), name) for name in plugins)
    elif isinstance(plugins, list):
        entries = (
            (("plugins", index, name) if isinstance(item, dict) else ("plugins", index), name)
            for index, item in enumerate(plugins)
            for name in (item if isinstance(item, dict) else [item])
        )
    else:
        return None
    return next((at for at, name in entries if isinstance(name, str) and own_plugin(name)), None)


def _beside(document: YamlDocument) -> Iterator[Finding]:
    """Find options that are written beside the name of their plugin instead of below it."""
    plugins = document.data.get("plugins") if isinstance(document.data, dict) else None
    for number, entry in enumerate(plugins if isinstance(plugins, list) else ()):
        plugin, *others = entry if isinstance(entry, dict) and entry else ("",)
        for name in others:
            what = msg(
                "'%(name)s' stands beside %(plugin)s, not below it", name=str(name), plugin=plugin
            )
            place = document.keys[("plugins", number, name)]
            hint = msg(
                "indent it further than '%(plugin)s:', or begin a plugin with a dash", plugin=plugin
            )
            yield error("KB001", place, what, hint)


def _node_at(tree: yaml.Node, path: Path) -> yaml.Node:
    for step in path:
        if isinstance(tree, yaml.MappingNode):
            tree = {key.value: value for key, value in tree.value}[step]
        else:
            tree = tree.value[step]
    is_name = isinstance(path[-1], int)
    return _scalar("", tree, _NULL) if is_name else tree


class _RefusedError(Exception):
    """A file that cannot be read at all."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings


class _Composer(yaml.SafeLoader):
    """Composes nodes with the parser that MkDocs uses, up to DEEPEST levels."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.depth += 1
        if self.depth > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call] # PyYAML's
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _ConfigurationReader:
    """Reads the files of a configuration; collects the findings that forbid to load it."""

    def __init__(self, root: File) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.tags: dict[str, Span] = {}

    def name(self, file: File) -> str:
        return File(os.path.relpath(file, self.root)).as_posix()

    def read(self, file: File, heirs: tuple[File, ...]) -> yaml.MappingNode:
        """Return the tree of a file, merged over the trees of the files that it inherits from."""
        tree = self.compose(file)
        base = None
        for key, value in tree.value:
            if key.value == "INHERIT":
                base = self.base(file, value, (*heirs, file))
        own = yaml.MappingNode(
            tree.tag,
            [pair for pair in tree.value if pair[0].value != "INHERIT"],
            tree.start_mark,
            tree.end_mark,
        )
        return _merged(base, own) if base else own

    def base(
        self, file: File, value: yaml.Node, heirs: tuple[File, ...]
    ) -> yaml.MappingNode | None:
        what = msg("INHERIT names another file: ../mkdocs.yml")
        if isinstance(value, yaml.ScalarNode) and value.value:
            base = File(os.path.normpath(file.parent / value.value))
            if base in heirs:
                what = msg("INHERIT: '%(path)s' leads back to this file", path=value.value)
            elif not base.is_file():
                what = msg("INHERIT: there is no file '%(path)s'", path=value.value)
            else:
                return self.read(base, heirs)
        hint = msg("name a file that is there, by its path from this one")
        self.findings.append(error("KB001", span_of(value), what, hint))
        return None

    def compose(self, file: File) -> yaml.MappingNode:
        path = self.name(file)
        # The file that the user names may lie anywhere, as in MkDocs.
        text, problems = read_text(file, path, [File(os.path.realpath(file)).parent])
        if problems:
            raise _RefusedError(*problems)
        if broken := find_break(text, path):
            raise _RefusedError(broken)
        try:
            loader = _Composer(text)
        except yaml.reader.ReaderError as problem:
            place = _place(text, problem.position, path)
            code = f"{problem.character:04X}"
            what = msg("a control character (U+%(code)s) stands here", code=code)
            raise _RefusedError(error("KB101", place, what, msg("delete it"))) from problem
        loader.name = path
        try:
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as problem:
            raise _RefusedError(explain_syntax(problem, text, path, 1, _Composer)) from problem
        except (ValueError, RecursionError, OverflowError) as problem:
            # PyYAML raises these for %YAML 99999…9 and for an escape that is no character.
            place = Span(path, loader.line + 1, loader.column + 1)
            what = msg("not valid YAML: %(reason)s", reason=str(problem))
            hint = msg("check what is written here")
            raise _RefusedError(error("KB102", place, what, hint)) from problem
        if node is None:
            mark = yaml.Mark(path, 0, 0, 0, None, 0)
            return yaml.MappingNode(f"{STANDARD}map", [], mark, mark)
        resolver = _Resolver()
        resolved = resolver.resolve(node, ())
        self.findings += resolver.findings
        self.tags |= resolver.tags
        if not isinstance(resolved, yaml.MappingNode):
            what = msg("a configuration holds settings, one a line")
            found = error("KB001", span_of(node), what, msg("begin with: site_name: Help"))
            raise _RefusedError(*([] if self.findings else [found]))
        return resolved


class _Resolver:
    """Checks every tag and scalar of a tree; resolves variables, merge keys and aliases."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.tags: dict[str, Span] = {}
        self.count = 0
        self.builder = yaml.SafeLoader("")

    def resolve(self, node: yaml.Node, path: Path, parents: tuple[int, ...] = ()) -> yaml.Node:
        self.count += 1
        if self.count > LARGEST or id(node) in parents or len(path) > DEEPEST:
            what = (
                msg("an alias refers to itself") if id(node) in parents else msg("too many values")
            )
            found = error("KB102", span_of(node), what, msg("write them without aliases (*name)"))
            raise _RefusedError(*self.findings, found)
        if node.tag == VARIABLE:
            return self.resolve(_variable(node), path, (*parents, id(node)))
        if node.tag.startswith(PYTHON):
            self.tags.setdefault(node.tag, span_of(node))
        if wrong := refusal(node, path):
            self.findings.append(error("KB001", span_of(node), *wrong))
            return _scalar("", node, _NULL)
        inner = (*parents, id(node))
        if isinstance(node, yaml.MappingNode):
            pairs = self.pairs(node, path, inner)
            return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark)
        if isinstance(node, yaml.SequenceNode):
            items = [self.resolve(one, (*path, i), inner) for i, one in enumerate(node.value)]
            return yaml.SequenceNode(node.tag, items, node.start_mark, node.end_mark)
        self.check_scalar(node)
        return node

    def pairs(
        self, node: yaml.MappingNode, path: Path, parents: tuple[int, ...]
    ) -> list[tuple[yaml.Node, yaml.Node]]:
        own: list[tuple[yaml.Node, yaml.Node]] = []
        shared: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                shared += self.merged(value, path, parents)
                continue
            key = self.resolve(key, path, parents)
            if not isinstance(key, yaml.ScalarNode):
                hint = msg("put quotes around it if it is text")
                self.findings.append(
                    error("KB102", span_of(key), msg("a key must be plain text"), hint)
                )
                continue
            own.append((key, self.resolve(value, (*path, key.value), parents)))
        given = {key.value for key, _ in own}
        for key, value in shared:
            if key.value not in given:
                given.add(key.value)
                own.append((key, value))
        return own

    def merged(
        self, value: yaml.Node, path: Path, parents: tuple[int, ...]
    ) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the settings of a merge key (<<); of several mappings, the first comes first."""
        maps = value.value if isinstance(value, yaml.SequenceNode) else [value]
        found: list[tuple[yaml.Node, yaml.Node]] = []
        for one in maps:
            if isinstance(one, yaml.MappingNode):
                found += self.resolve(one, path, parents).value
            else:
                what, hint = msg("'<<' takes in other settings"), msg("write <<: *name")
                self.findings.append(error("KB102", span_of(one), what, hint))
        return found

    def check_scalar(self, node: yaml.Node) -> None:
        """Find a scalar with control characters, or one that MkDocs cannot load: `!!int x`."""
        if forbidden := _FORBIDDEN.search(node.value):
            code = f"{ord(forbidden.group()):04X}"
            what = msg("a control character (U+%(code)s) stands here", code=code)
            self.findings.append(error("KB101", span_of(node), what, msg("delete it")))
            return
        if not node.tag.startswith(STANDARD) or node.tag.startswith(PYTHON) or node.tag == _TEXT:
            return
        try:
            self.builder.construct_object(node, deep=True)
        except (ValueError, KeyError, AttributeError, OverflowError, yaml.YAMLError):
            kind = node.tag.removeprefix(STANDARD)
            what = msg("'%(written)s' cannot be read as %(type)s", written=node.value, type=kind)
            hint = msg("put quotes around a text")
            if kind == "timestamp":
                what = msg("there is no day %(day)s", day=node.value)
                hint = msg("dates are year-month-day: 2027-02-28")
            self.findings.append(error("KB001", span_of(node), what, hint))


def _variable(node: yaml.Node) -> yaml.Node:
    """Return the value of !ENV: the first variable that is set, else the default."""
    items: Sequence[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if isinstance(node, yaml.MappingNode) or not items:
        return yaml.ScalarNode(f"{VARIABLE} {{}}", "", node.start_mark, node.end_mark)
    names = items[:-1] if len(items) > 1 else items
    for name in names:
        if isinstance(name, yaml.ScalarNode) and name.value in os.environ:
            text = os.environ[name.value]
            return _scalar(text, node, implicit_tag(text))
    return items[-1] if len(items) > 1 else _scalar("", node, _NULL)


def _place(text: str, position: int, path: str) -> Span:
    line = text.count("\n", 0, position) + 1
    return Span(path, line, position - (text.rfind("\n", 0, position) + 1) + 1)


def _scalar(text: str, at: yaml.Node, tag: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(tag, text, at.start_mark, at.end_mark)


def _merged(base: yaml.MappingNode, own: yaml.MappingNode) -> yaml.MappingNode:
    """Lay settings over inherited ones: mappings are merged, all other values replaced."""
    under = {key.value: value for key, value in base.value}
    given = {key.value for key, _ in own.value}
    pairs = [(key, value) for key, value in base.value if key.value not in given]
    for key, value in own.value:
        below = under.get(key.value)
        if below is not None and _is_plain_map(value) and _is_plain_map(below):
            value = _merged(below, value)
        pairs.append((key, value))
    return yaml.MappingNode(own.tag, pairs, own.start_mark, own.end_mark)


def _is_plain_map(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.tag.startswith(PYTHON)
