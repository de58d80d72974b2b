"""The kinds of pages: one file each. A new one is a line in `KINDS`, its template and its words."""

from __future__ import annotations

from kbgen.kinds.branch import BRANCH
from kbgen.kinds.faq import FAQ
from kbgen.kinds.kind import Contents, Kind
from kbgen.kinds.notice import NOTICE
from kbgen.kinds.page import PAGE
from kbgen.kinds.policy import POLICY
from kbgen.kinds.procedure import PROCEDURE
from kbgen.kinds.standard import STANDARD
from kbgen.kinds.survey import SURVEY
from kbgen.model.front_matter import PageMeta

KINDS: tuple[Kind, ...] = (STANDARD, FAQ, POLICY, PROCEDURE, SURVEY, NOTICE, PAGE)
"""The kinds that people write, in the order in which the navigation shows them."""


def kind_of(page_id: str) -> Kind:
    """Return the kind of a page by its first folder.

    >>> kind_of("faq/refunds").name, kind_of("faq").name
    ('faq', 'page')
    """
    folder, slash, _ = page_id.partition("/")
    return next((kind for kind in KINDS if slash and kind.folder == folder), PAGE)


def models() -> dict[str, type[PageMeta]]:
    """Return the front matter of each kind that people write, by the kind's name."""
    return {kind.name: kind.model for kind in KINDS}


def kind_named(name: str) -> Kind:
    """Return a kind by its name, such as that of an article; KeyError if there is none."""
    kind = next((kind for kind in (*KINDS, BRANCH) if kind.name == name), None)
    if kind is None:
        raise KeyError(name)
    return kind


def recognized(document: Contents) -> tuple[str, str] | None:
    """Return the first kind that a document is by its contents, by name, and the reason."""
    # A questionnaire has headings and numbered items, too.
    order = sorted(KINDS, key=lambda kind: not kind.is_form)
    found = ((kind.name, kind.recognize(document)) for kind in order)
    return next(((name, reason) for name, reason in found if reason), None)


def listed_kinds() -> tuple[Kind, ...]:
    """Return the kinds that have a list of their own, in the order of the navigation."""
    return (*(kind for kind in KINDS if kind.folder), BRANCH)


def listed_kind(folder: str) -> Kind | None:
    """Return the kind whose list a folder is; None for a folder of plain pages."""
    return next((kind for kind in listed_kinds() if kind.folder == folder), None)


def folder_rank(folder: str) -> int:
    """Return the place of a folder in the navigation, counted from 0; others come last."""
    folders = [kind.folder for kind in listed_kinds()]
    return folders.index(folder) if folder in folders else len(folders)
