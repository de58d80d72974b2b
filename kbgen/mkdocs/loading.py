"""Loads a configuration with MkDocs; its warnings and errors become findings with places."""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import load_config as mkdocs_load
from mkdocs.config.defaults import MkDocsConfig, get_schema
from mkdocs.exceptions import MkDocsException

from kbgen.mkdocs.distributions import install_hint
from kbgen.mkdocs.generator import LOGGER
from kbgen.mkdocs.refusals import below_options, no_setting, wrong_address, wrong_language
from kbgen.mkdocs.structure import with_languages
from kbgen.model.finding import Finding, Span, did_you_mean, error, warning
from kbgen.model.message import NO_MESSAGE, Message, joined, msg, verbatim
from kbgen.model.options import Options
from kbgen.source.configuration import Configuration

_VALUE = re.compile(r"Config value '(?P<name>[^']+)': (?P<what>.*)", re.S)
_PLUGIN = re.compile(r"Plugin '(?P<name>[^']+)' (?:option|value) '?(?P<option>[\w.]+)'?: ", re.S)
_NO_PLUGIN = re.compile(r'The "(?P<name>[^"]+)" plugin is not installed')
_MARK = re.compile(r'in "(?P<file>[^"\n]+)", line (?P<line>\d+), column (?P<column>\d+)')
_GATES = ("prove", "checks")
"""Options without which a check is off."""
_HINT = msg("see https://www.mkdocs.org/user-guide/configuration/")


def load_config(
    file: Path, configuration: Configuration, instead: Mapping[str, Any]
) -> tuple[MkDocsConfig | None, list[Finding]]:
    """Return the configuration, None if MkDocs refuses it, and KB002 for its messages.

    `instead` are settings that replace those of the file.
    """
    records: list[logging.LogRecord] = []
    found: list[Finding] = []
    config = None
    with logging_to(_Collect(records)):
        try:
            config = mkdocs_load(str(file), **instead)
            if "kbgen" in config.plugins:
                with_languages(config)
        except MkDocsException as problem:
            last = getattr(problem, "message", "") or str(problem)
            if not any(record.levelno >= logging.ERROR for record in records):
                place = _marked(last, file.parent) or Span(configuration.path)
                found.append(error("KB002", place, _plain(last), _HINT))
        except Exception as problem:  # MkDocs and plugins raise any exception for a wrong value
            what = msg(
                "MkDocs cannot read this: %(error)s",
                error=joined([type(problem).__name__, _plain(str(problem))], ": "),
            )
            found.append(error("KB002", _place_of(problem, configuration), what, _HINT))
    return config, [*(_finding(record, configuration) for record in records), *found]


def _finding(record: logging.LogRecord, configuration: Configuration) -> Finding:
    message, place, hint = record.getMessage(), Span(configuration.path), NO_MESSAGE
    if match := _VALUE.match(message):
        place = configuration.place(match["name"])
        if plugin := _PLUGIN.match(match["what"]):
            place = configuration.place(*_plugin_path(configuration, plugin), plugin["option"])
            refused = wrong_language(match["what"], configuration)
            if "Language code" in match["what"] and refused:
                return refused
        elif plugin := _NO_PLUGIN.match(match["what"]):
            place = configuration.place(*_plugin_path(configuration, plugin))
            hint = _indent_below(configuration) or install_hint(plugin["name"])
        elif "Unrecognised configuration" in match["what"]:
            if found := _own_option(match["name"], place, below_options(configuration)):
                return found
            what, hint = no_setting(match["name"], configuration, dict(get_schema()))
            return warning("KB002", place, what, hint)
        elif match["name"] == "site_url" and (refused := wrong_address(configuration)):
            return refused
    if record.levelno < logging.ERROR:
        return warning("KB002", place, verbatim(message), hint)
    return error("KB002", place, _plain(message), hint or _HINT)


def _own_option(name: str, place: Span, where: Message) -> Finding | None:
    """Return an error for an option of kbgen that stands among MkDocs' settings.

    Of those that are mistyped, only what would switch off a check: others may be anything.
    """
    what = msg(
        "'%(name)s' stands among the settings of MkDocs, where kbgen does not see it", name=name
    )
    if name in Options.model_fields:
        return error("KB001", place, what, where)
    if near := did_you_mean(name, _GATES):
        return error("KB001", place, what, joined([near, where], " "))
    return None


def _indent_below(configuration: Configuration) -> Message:
    """Return the hint for an item of an option's list that is not indented below the option."""
    options = configuration.options.data if configuration.options else None
    name, value = [*options.items()][-1] if isinstance(options, dict) and options else ("", "")
    if value is not None:
        return NO_MESSAGE
    return msg("if it belongs to '%(name)s:', indent it further than that", name=name)


def _marked(message: str, root: Path) -> Span | None:
    """Return the place in a message of the YAML loader."""
    if match := _MARK.search(message):
        path = Path(os.path.relpath(match["file"], root)).as_posix()
        return Span(path, int(match["line"]), int(match["column"]))
    return None


def _place_of(problem: Exception, configuration: Configuration) -> Span:
    """Return the place of the setting at which MkDocs failed."""
    for call, _ in traceback.walk_tb(problem.__traceback__):
        if call.f_globals.get("__name__") == base.__name__ and "key" in call.f_locals:
            return configuration.place(str(call.f_locals["key"]))
    return Span(configuration.path)


def _plugin_path(configuration: Configuration, plugin: re.Match[str]) -> tuple[str | int, ...]:
    return configuration.plugin_path(plugin["name"].rpartition("/")[2], plugin["name"])


def _plain(message: str) -> Message:
    """Return a message without the traceback that MkDocs quotes."""
    lines = [line for line in _MARK.sub("", message).strip().split("\n") if line.strip()]
    return verbatim(lines[0] if len(lines) < 2 else f"{lines[0]} {lines[-1].strip()}")


@contextmanager
def logging_to(handler: logging.Handler) -> Iterator[None]:
    """Send MkDocs' warnings only to a handler."""
    handler.setLevel(logging.WARNING)
    LOGGER.addHandler(handler)
    propagate, LOGGER.propagate = LOGGER.propagate, False
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.propagate = propagate


class Once(logging.Filter):
    """Lets a message through once, of those that MkDocs repeats in each language."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        is_new = record.levelno < logging.WARNING or message not in self._seen
        self._seen.add(message)
        return is_new


class _Collect(logging.Handler):
    def __init__(self, into: list[logging.LogRecord]) -> None:
        super().__init__()
        self.into = into

    def emit(self, record: logging.LogRecord) -> None:
        self.into.append(record)
