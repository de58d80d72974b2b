"""Finds what restricts the build: other plugins, hooks, extensions and own templates."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, meta, nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from kbgen.mkdocs.known_plugins import OWN, REPLACED
from kbgen.mkdocs.page_plugins import Participant, participants
from kbgen.model.site import Site
from kbgen.resources import folder
from kbgen.system.files import files_below, read_place

log = get_plugin_logger("kbgen")
_EXTENSIONS = ("markdown.extensions.", "pymdownx.")
_OTHER_FILES = frozenset({"pymdownx.snippets", "snippets", "pymdownx.b64"})
"""Extensions that read files which are not part of a page's key."""
_BUILTIN = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em
    md_in_html meta nl2br sane_lists smarty tables toc wikilinks
    """.split()  # noqa: SIM905 # a table to read, not a list to type
)
_LIGHT = frozenset({"content", "url"})
"""The attributes of MkDocs' page that LightPage has."""
_OBJECTS = frozenset({"nav", "pages", "mkdocs_version", "build_date_utc"})


@dataclass(frozen=True)
class Needs:
    """The reasons why pages cannot be made in several processes, or cannot be cached."""

    others: tuple[Participant, ...] = ()
    """Other plugins and hooks that take part in making pages."""
    in_order: tuple[str, ...] = ()
    """Why they must see all pages, in order and in one process."""
    unremembered: tuple[str, ...] = ()
    """The reasons why pages cannot be cached, although they are independent."""
    renews_parser: bool = False
    """Whether an extension may keep data of the last page, so that each page needs a new parser."""
    reads_objects: bool = False
    """Whether templates read MkDocs' navigation, or more of its page than content and url."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why every build makes all pages anew."""
        return (*self.in_order, *self.unremembered)

    @property
    def undivided(self) -> tuple[str, ...]:
        """Why a site cannot be made by several machines."""
        alone = [one for one in self.others if not (one.in_order or one.unremembered)]
        return (*self.reasons, *(f"'{one.name}' takes part in making pages" for one in alone))


def needs_of(config: MkDocsConfig, site: Site) -> Needs:
    """Return the needs of a project."""
    unknown = [
        given
        for given in config.markdown_extensions
        if isinstance(given, str) and not is_known_extension(given)
    ]
    settings = site.settings
    others = participants(config, settings)
    return Needs(
        others=tuple(others),
        in_order=tuple(_in_order(others, config)),
        unremembered=(
            *(
                f"the Markdown extension '{name}' may read what is not in a page"
                for name in unknown
            ),
            *(one.unremembered for one in others if one.unremembered),
        ),
        renews_parser=any(name not in _OTHER_FILES for name in unknown),
        reads_objects=any(a.meta.template for a in site.articles.values())
        or has_templates(config)
        or _reads_objects(settings.custom_dir, settings.bounds),
    )


def _in_order(others: Iterable[Participant], config: MkDocsConfig) -> Iterator[str]:
    yield from (one.in_order for one in others if one.in_order)
    if others and has_templates(config):
        yield "templates that stand alone may show what other plugins have made of any page"


def has_templates(config: MkDocsConfig) -> bool:
    """Tell whether a project has static templates of its own."""
    own = config.theme.static_templates - {"404.html", "sitemap.xml"}
    return bool(config.extra_templates or own)


def left_out(config: MkDocsConfig) -> list[str]:
    """Remove the events of plugins that kbgen replaces; return their names, with the reasons."""
    names = [name for name in config.plugins if name in REPLACED]
    gone = [config.plugins[name] for name in names]
    for methods in config.plugins.events.values():
        methods[:] = [m for m in methods if getattr(m, "__self__", None) not in gone]
    put_in_order(config)
    notes = [(name.rpartition("/")[2], REPLACED[name]) for name in names]
    return [f"'{name}' is left out: {why}" for name, why in notes if why]


def put_in_order(config: MkDocsConfig) -> None:
    """Have plugins run in the only order that works, whatever their places in mkdocs.yml are."""
    _move(config, "files", "literate-nav", "i18n", is_after=True)
    _move(config, "page_markdown", "macros", "kbgen", is_after=False)
    _guard(config, "material/social")
    if macros := config.plugins.get("macros"):
        macros.config["on_error_fail"] = True  # else it publishes its errors as pages
        logging.getLogger("mkdocs.plugins.mkdocs_macros.util").addFilter(_is_no_traceback)


def _move(config: MkDocsConfig, event: str, name: str, other: str, is_after: bool) -> None:
    """Move the method of a plugin just after those of another one, or before its last."""
    methods, plugins = config.plugins.events[event], config.plugins
    moved = [m for m in methods if getattr(m, "__self__", None) is plugins.get(name)]
    rest = [method for method in methods if method not in moved]
    places = [n for n, m in enumerate(rest) if getattr(m, "__self__", None) is plugins.get(other)]
    if moved and places:
        at = places[-1] + is_after
        methods[:] = [*rest[:at], *moved, *rest[at:]]


def _guard(config: MkDocsConfig, name: str) -> None:
    """Have a plugin that wants the network leave its work undone where there is none."""
    failures: list[Exception] = []
    plugin = config.plugins.get(name)

    def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **given: Any) -> Any:
            if failures:
                return None
            try:
                return method(*args, **given)
            except OSError as problem:  # so are the exceptions of requests
                failures.append(problem)
                what = f"the plugin '{name}' wants the network, and is left out"
                log.warning(f"{what}: {type(problem).__name__}: {problem}")
                return None

        run.__self__ = plugin  # type: ignore[attr-defined] # whose method it is
        return run

    for methods in config.plugins.events.values():
        methods[:] = [
            guarded(method) if plugin and getattr(method, "__self__", None) is plugin else method
            for method in methods
        ]


def _is_no_traceback(record: logging.LogRecord) -> bool:
    """Tell whether a message of mkdocs-macros is no error, which kbgen tells itself."""
    return "[macros] - ERROR" not in record.getMessage()


def is_known_plugin(name: str) -> bool:
    """Tell whether a plugin runs no code of the project."""
    return name in {*OWN, *REPLACED}


def is_known_extension(extension: str) -> bool:
    """Tell whether a Markdown extension is known to read nothing but the page's text."""
    if extension in _OTHER_FILES:
        return False
    return extension in _BUILTIN or extension.startswith(_EXTENSIONS)


def _reads_objects(custom: Path | None, bounds: Iterable[Path]) -> bool:
    """Tell whether the project's own templates need attributes that only MkDocs' objects have."""
    if custom is None:
        return False
    own = {file.name: file for file in files_below(custom, bounds) if file.name.endswith(".html")}
    for file in own.values():
        if file.refusal:
            continue
        try:
            tree = Environment().parse(read_place(file.path).decode("utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError):
            continue  # rendering will report the problem
        named = meta.find_referenced_templates(tree)
        known = (name and (name in own or _is_ours(name)) for name in named)
        # A template of Material, or one whose name is computed, may read anything.
        if _reads(tree) or not all(known):
            return True
    return False


def _is_ours(template: str) -> bool:
    return not template.endswith(".html") or (folder("theme") / template).is_file()


def _reads(tree: nodes.Template) -> bool:
    names = {node.name for node in tree.find_all(nodes.Name)}
    read = {node.attr for node in tree.find_all(nodes.Getattr) if _is_page(node.node)}
    return (
        any(name in _OBJECTS or name.startswith("i18n_") for name in names)
        or bool(read - _LIGHT)
        or any(_is_page(node.node) for node in tree.find_all(nodes.Getitem))
    )


def _is_page(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "page"
