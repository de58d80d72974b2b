"""Shows Markdown to translators as it is written, in lines of either direction."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"(?P<fact>\{\{[^{}\n]*\}\})|(?<=\])\([^()\s]+(?:\s\"[^\"\n]*\")?\)")


def as_written(text: str) -> str:
    """Write Markdown as HTML that shows it; facts and addresses of links are isolated.

    >>> as_written("<b> [a](b.md)")
    '&lt;b&gt; [a]<bdi dir="ltr">(b.md)</bdi>'
    """
    out, after = [], 0
    for code in _CODE.finditer(text):
        name = ' class="fact"' if code["fact"] else ""
        isolated = f'<bdi dir="ltr"{name}>{escape(code[0])}</bdi>'
        out += [escape(text[after : code.start()]), isolated]
        after = code.end()
    return "".join([*out, escape(text[after:])])
