"""Take comments and indentation out of styles, scripts and pages.

That is most of what a minifier saves once a file is compressed. What would need a full parser is
left alone: names, and spaces inside a line of script.
"""

from __future__ import annotations

import re

_COMMENT = r"/\*(?!!).*?\*/"  # /*! … */ stays: it holds a licence
_GAP = rf"(?:\s|{_COMMENT})"
_CSS = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*!.*?\*/)"""
    rf"|{_GAP}*+(?P<mark>[{{}};,]){_GAP}*+|(?P<gap>{_GAP}++)",
    re.S,
)
# A whole line of comment, an empty line, or what stands before the first word of a line.
_JS = re.compile(
    rf"^[ \t]*+(?://[^\n]*|{_COMMENT})?[ \t]*+(?:\n|\Z)|^[ \t]+",
    re.M | re.S,
)

_INDENTED = re.compile("\n[ \t\n]+")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.S)


def minify_style(css: str) -> str:
    """Return CSS that means the same.

    >>> minify_style("a , b { color: red; } /* why */")
    'a,b{color: red;}'
    """
    return _CSS.sub(_shorter, css).strip()


def _shorter(match: re.Match[str]) -> str:
    if match["gap"]:
        return " " if re.sub(_COMMENT, "", match["gap"], flags=re.S) else ""
    return match["kept"] or match["mark"]


def minify_script(script: str) -> str:
    """Return a script that means the same; one in which a template spans lines is left as it is.

    >>> minify_script("  // why\\n  go(); // now\\n")
    'go(); // now\\n'
    """
    if any(line.count("`") % 2 for line in script.replace("\\`", "").splitlines()):
        return script
    return _JS.sub("", script)


def trim_html(html: str) -> str:
    """Leave out indentation and blank lines, which nobody sees but in preformatted text.

    >>> trim_html("<p>\\n\\n  a</p><pre>b\\n  c</pre>")
    '<p>\\na</p><pre>b\\n  c</pre>'
    """
    if "<pre" not in html:
        return _INDENTED.sub("\n", html)
    pieces = _PREFORMATTED.split(html)
    return "".join(
        piece if number % 2 else _INDENTED.sub("\n", piece) for number, piece in enumerate(pieces)
    )
