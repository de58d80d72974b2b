"""The kinds of page, one file each. A new kind needs a line in `KINDS`, a template and texts."""

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
"""The kinds of the pages that people write, in the order of the navigation."""


def kind_of(page_id: str) -> Kind:
    """Return the kind of a page by its first folder.

    >>> kind_of("faq/refunds").name, kind_of("faq").name
    ('faq', 'page')
    """
    folder, slash, _ = page_id.partition("/")
    return next((kind for kind in KINDS if slash and kind.folder == folder), PAGE)


def models() -> dict[str, type[PageMeta]]:
    """Return kind name → front matter model, for the kinds that people write."""
    return {kind.name: kind.model for kind in KINDS}


def kind_named(name: str) -> Kind:
    """Return the kind with a name; raise KeyError if there is none."""
    kind = next((kind for kind in (*KINDS, BRANCH) if kind.name == name), None)
    if kind is None:
        raise KeyError(name)
    return kind


def recognized(document: Contents) -> tuple[str, str] | None:
    """Return (name, reason) of the first kind that recognizes a document by its contents."""
    # Surveys first: a questionnaire has headings and numbered items, too.
    order = sorted(KINDS, key=lambda kind: not kind.is_form)
    found = ((kind.name, kind.recognize(document)) for kind in order)
    return next(((name, reason) for name, reason in found if reason), None)


def listed_kinds() -> tuple[Kind, ...]:
    """Return the kinds that have a list page, in the order of the navigation."""
    return (*(kind for kind in KINDS if kind.folder), BRANCH)


def listed_kind(folder: str) -> Kind | None:
    """Return the kind of the pages in a folder; None for a folder of plain pages."""
    return next((kind for kind in listed_kinds() if kind.folder == folder), None)


def folder_rank(folder: str) -> int:
    """Return the position of a folder in the navigation, from 0; folders of no kind come last."""
    folders = [kind.folder for kind in listed_kinds()]
    return folders.index(folder) if folder in folders else len(folders)
