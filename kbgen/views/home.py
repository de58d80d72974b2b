"""The tasks on the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from kbgen.kinds import kind_named, listed_kind
from kbgen.kinds.page import PAGE
from kbgen.languages.bidi import to_html
from kbgen.model.home import Task
from kbgen.views.lists import ListEntry, entry
from kbgen.views.reader import Reader

MOST = 8
"""The most tasks if mkdocs.yml names none."""


@dataclass(frozen=True)
class TaskLink:
    """A task on the home page."""

    icon: str
    entry: ListEntry


def tasks(reader: Reader) -> Iterator[TaskLink]:
    """Yield the tasks that mkdocs.yml names, by default the procedures in the order of their ids.

    A task whose page does not exist is left out; there is a finding about it.
    """
    for task in _wanted(reader):
        if found := entry(reader, task.page):
            if words := task.words.get(reader.lang):
                found = replace(found, title=Markup(to_html(words)), lang="")
            yield TaskLink(task.icon or _icon(task.page), found)


def _icon(reference: str) -> str:
    folder = reference.partition("#")[0].partition("/")[0]
    return "mail" if folder == "contact" else (listed_kind(folder) or PAGE).icon


def _wanted(reader: Reader) -> tuple[Task, ...]:
    site = reader.site
    if site.settings.home is not None:
        return site.settings.home
    found = sorted(s.id for s in site.sources.values() if kind_named(s.kind).is_task)
    return tuple(Task(page=page_id) for page_id in found[:MOST])
