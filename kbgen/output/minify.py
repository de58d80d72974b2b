"""Removes comments and indentation from styles, scripts and pages.

Once a file is compressed, that is most of what a minifier saves. Changes that need a full parser
are not made: names, and line ends that may end a statement.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMMENT = r"/\*(?!!).*?\*/"  # /*! … */ is a licence and is kept
_GAP = rf"(?:\s|{_COMMENT})"
_CSS = re.compile(
    r"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*!.*?\*/)"""
    rf"|{_GAP}*+(?P<mark>[{{}};,]){_GAP}*+|(?P<gap>{_GAP}++)",
    re.S,
)
# A slash begins a regular expression after a character with which no value ends. An unclosed
# string or comment extends to the end, so that a long text is read only once.
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
    """Return shorter CSS with the same meaning.

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
    """Return a shorter script with the same meaning.

    Template literals are not changed. A regular expression is recognized by the character before
    it, so that none may follow a closing bracket.

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
    """Tell whether a line end may end a statement."""
    before = match.start() - 1
    while before >= 0 and match.string[before] in " \t":
        before -= 1
    after = match.string[match.end() : match.end() + 1]
    return (
        before >= 0 and match.string[before] not in "{;,([&|?:=" and after not in tuple(")].?:&|}")
    )


def trim_html(html: str) -> str:
    """Remove indentation and blank lines, except in preformatted text.

    >>> trim_html("<p>\\n\\n  a</p><pre>b\\n  c</pre>")
    '<p>\\na</p><pre>b\\n  c</pre>'
    """
    if "<pre" not in html:
        return _INDENTED.sub("\n", html)
    pieces = _PREFORMATTED.split(html)
    return "".join(
        piece if number % 2 else _INDENTED.sub("\n", piece) for number, piece in enumerate(pieces)
    )
