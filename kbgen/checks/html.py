"""Warns about HTML in Markdown that the build removes."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.checks.inputs import Pages
from kbgen.model.finding import Finding, warning
from kbgen.model.message import msg


def check_html(pages: Pages) -> Iterator[Finding]:
    """KB112 a script, event handler, frame, form or unsafe address."""
    for page in pages.values():
        for what, span in page.unsafe:
            message, hint = msg("%(what)s is removed from the page", what=what), msg("delete it")
            if page.body.startswith("data:image/", page.offset(span)):
                message = msg("a picture was pasted as data, and is not shown")
                hint = msg("save the picture as a file, and link to that file")
            yield warning("KB112", span, message, hint)
