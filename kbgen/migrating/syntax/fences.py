"""The first line of fenced code: language and title stay, lines to highlight are written anew."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[\w+#.-]*")
_TITLE = re.compile(r"\b(?:title|filename|name)=(\"[^\"]*\"|'[^']*')")
_LINES = re.compile(r"\{([\d,\s-]+)\}")
_HUGO_LINES = re.compile(r"hl_lines=\[([^\]]*)\]")


def fence_info(info: str) -> str:
    """Return what stands behind a fence in the form that superfences reads.

    >>> fence_info("jsx title=\\"a.js\\" {1,4-6} live"), fence_info("python")
    ('jsx title="a.js" hl_lines="1 4-6"', 'python')
    """
    info = info.strip()
    if _PLAIN.fullmatch(info) or info.startswith(("{", "{.")):
        return info if not info.startswith("{") or info.startswith("{.") else ""
    language = _PLAIN.match(info)
    parts = [language[0] if language else ""]
    if title := _TITLE.search(info):
        words = title[1][1:-1].replace('"', "'")
        parts.append(f'title="{words}"')
    if found := _LINES.search(info) or _HUGO_LINES.search(info):
        numbers = " ".join(re.findall(r"\d+(?:-\d+)?", found[1]))
        parts.append(f'hl_lines="{numbers}"')
    if re.search(r"showLineNumbers|linenos=(?:true|table|inline)", info):
        parts.append('linenums="1"')
    return " ".join(parts).strip()
