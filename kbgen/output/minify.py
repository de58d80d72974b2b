"""Take comments and indentation out of styles, scripts and pages.

That is most of what a minifier saves once a file is compressed. What would need a full parser is
left alone: names, and the ends of lines where a statement may end.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMMENT = r"/\*(?!!).*?\*/"  # /*! … */ stays: it holds a licence
_GAP = rf"(?:\s|{_COMMENT})"
_CSS = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*!.*?\*/)"""
    rf"|{_GAP}*+(?P<mark>[{{}};,]){_GAP}*+|(?P<gap>{_GAP}++)",
    re.S,
)
# Where a slash begins a regular expression: after what no value ends with. What is not closed goes
# on to the end, so that a long text is read once.
_BEFORE_REGEX = r"(?:(?<=[=(,:\[!&|?{};>\n])|(?<=[=(,:\[!&|?{};>] )|(?<=\breturn ))"
_END = r"(?:(?=\n)|\Z)"
_BLANK = r"(?:[ \t]|/\*(?!!).*?(?:\*/|\Z))"
_JS = re.compile(
    rf"""(?P<kept>"(?:[^"\\\n]|\\.)*+(?:"|{_END})|'(?:[^'\\\n]|\\.)*+(?:'|{_END})"""
    r"|`(?:[^`\\]|\\.)*+(?:`|\Z)|/\*!.*?(?:\*/|\Z)"
    rf"|{_BEFORE_REGEX}/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+(?:\]|{_END}))++(?:/|{_END}))"
    rf"|(?P<line>(?:{_BLANK}|//[^\n]*)*+(?:\n|\Z)(?:{_BLANK}|//[^\n]*|\n)*+)"
    rf"|{_BLANK}*+(?P<mark>[={{}}(),;:?<>&|!\[\]*]){_BLANK}*+"
    rf"|(?P<gap>{_BLANK}++)",
    re.S,
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


@lru_cache(maxsize=64)
def minify_script(script: str) -> str:
    """Return a script that means the same.

    What stands between backticks stays as it is. A regular expression is known by what stands
    before it, so that none may follow a bracket that closes.

    >>> minify_script("  // why\\n  go(a, { b: 1 }); // now\\n")
    'go(a,{b:1});'
    """
    return _JS.sub(_shorter_script, script)


def _shorter_script(match: re.Match[str]) -> str:
    if match["line"] is not None:
        return "\n" if match["line"] and _ends_line(match) else ""
    if match["gap"]:
        return " " if match["gap"][0] in " \t" or match["gap"][-1] in " \t" else ""
    return match["kept"] or match["mark"]


def _ends_line(match: re.Match[str]) -> bool:
    """Tell whether the end of a line may end a statement."""
    before = match.start() - 1
    while before >= 0 and match.string[before] in " \t":
        before -= 1
    after = match.string[match.end() : match.end() + 1]
    return (
        before >= 0 and match.string[before] not in "{;,([&|?:=" and after not in tuple(")].?:&|}")
    )


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
