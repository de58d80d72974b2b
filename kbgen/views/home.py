"""What the home page leads with beside the questions asked most: what customers come to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from kbgen.languages.bidi import to_html
from kbgen.model.home import Task
from kbgen.views.lists import ListEntry, entry
from kbgen.views.reader import Reader

MOST = 8
"""How many procedures are tasks where mkdocs.yml names none."""
_ICONS = {
    "standards": "shield",
    "faq": "question",
    "procedures": "steps",
    "surveys": "star",
    "notices": "bell",
    "branches": "pin",
    "contact": "mail",
}


@dataclass(frozen=True)
class TaskLink:
    """A task as the home page shows it."""

    icon: str
    entry: ListEntry


def tasks(reader: Reader) -> Iterator[TaskLink]:
    """Yield the tasks that mkdocs.yml names, by default the procedures in the order of their ids.

    One whose page is not there is left out: that has been reported.
    """
    for task in _wanted(reader):
        if found := entry(reader, task.page):
            if words := task.words.get(reader.lang):
                found = replace(found, title=Markup(to_html(words)), lang="")
            folder = task.page.partition("#")[0].partition("/")[0]
            yield TaskLink(task.icon or _ICONS.get(folder, "document"), found)


def _wanted(reader: Reader) -> tuple[Task, ...]:
    site = reader.site
    if site.settings.home is not None:
        return site.settings.home
    found = sorted(source.id for source in site.sources.values() if source.kind == "procedure")
    return tuple(Task(page=page_id) for page_id in found[:MOST])
