"""Warns about HTML in Markdown that the build removes."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.checks.inputs import Pages
from kbgen.model.finding import Finding, warning
from kbgen.model.html import UnsafeKind
from kbgen.model.message import msg

_REMOVED = {
    UnsafeKind.ELEMENT: msg("the element <%(name)s> is removed from the page"),
    UnsafeKind.HANDLER: msg("the event handler '%(name)s' is removed from the page"),
    UnsafeKind.SCHEME: msg("a '%(name)s:' address is removed from the page"),
}


def check_html(pages: Pages) -> Iterator[Finding]:
    """KB112 a script, event handler, frame, form or unsafe address."""
    for page in pages.values():
        for found, span in page.unsafe:
            what, hint = _REMOVED[found.kind].filled(name=found.name), msg("delete it")
            if page.body.startswith("data:image/", page.offset(span)):
                what = msg("a picture was pasted as data, and is not shown")
                hint = msg("save the picture as a file, and link to that file")
            yield warning("KB112", span, what, hint)
