"""Writes XML 1.0."""

from __future__ import annotations

import re
from html import escape

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
# Characters that XML forbids, even as references (XML 1.0, section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Escape a text for an element or an attribute; remove characters that XML forbids.

    >>> xml_text('a < "b"\\x01')
    'a &lt; &quot;b&quot;'
    """
    return escape(_FORBIDDEN.sub("", text)).replace("&#x27;", "&#39;")


def element(tag: str, text: str = "", **attributes: str) -> str:
    """Return an element; `_` in the name of an attribute means `:`, and a final `_` is removed.

    >>> element("link", href="/", xml_lang="ur")
    '<link href="/" xml:lang="ur"/>'
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", ":")}="{xml_text(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{given}>{xml_text(text)}</{tag}>" if text else f"<{tag}{given}/>"
