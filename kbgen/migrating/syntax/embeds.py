"""What a page shows of another site: a link to it, since pages of kbgen load nothing of others."""

from __future__ import annotations

import re

from kbgen.migrating.model import MigrationNote
from kbgen.migrating.syntax.code import line_of
from kbgen.migrating.syntax.elements import attributes_of
from kbgen.migrating.syntax.tags import replace_tags

_IFRAME = re.compile(r"<iframe\b([^>]*?)/?>(?:(.*?)</iframe\s*>)?", re.S | re.I)
SHOWN = "this was shown in the page; a link to it is there now"


def without_iframes(body: str, path: str, notes: list[MigrationNote]) -> str:
    """Return a page with a link in place of each <iframe>.

    >>> without_iframes('<iframe src="https://e.org/v" title="V"></iframe>', "", [])
    '<a href="https://e.org/v">V</a>'
    """

    def link(match: re.Match[str]) -> str:
        given = attributes_of(match[1])
        source = given.get("src", "")
        notes.append(MigrationNote(path, line_of(body, match.start()), SHOWN, match[0]))
        words = given.get("title") or (match[2] or "").strip() or source
        return f'<a href="{source}">{words}</a>' if source else words

    return replace_tags(body, _IFRAME, link)
