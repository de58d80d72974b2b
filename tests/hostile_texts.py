"""Texts that are made to take long: each of any length, by what it repeats."""

from __future__ import annotations

from collections.abc import Callable

_REPEATED = {
    "brackets": "[",
    "closing brackets": "]",
    "brackets in brackets": "[a[",
    "images": "![",
    "link middles": "](",
    "links that do not end": "[a](b",
    "links with titles": '[a](b "',
    "titles": ' "a',
    "references": "[a]:",
    "reference lines": "[a]: b\n",
    "dashes": "-",
    "items in items": "- ",
    "stars in a row": "* ",
    "numbers in numbers": "1. ",
    "quotes in quotes": "> ",
    "quotes": ">",
    "lines of quotes": "> a\n",
    "comments": "<!--",
    "comments that end": "<!-- a -->",
    "comment ends": "-->",
    "tags": "<a ",
    "tags with names": "<a href=",
    "tags in quotes": '<a href="',
    "tags with handlers": "<a onx",
    "less than": "<",
    "greater than": ">x",
    "elements": "<b>",
    "end tags": "</b>",
    "raw elements": "<pre>",
    "raw elements of two kinds": "<pre><code>",
    "tag beginnings": "<script",
    "headings in HTML": "<h2",
    "tables in HTML": "<table>",
    "pictures in HTML": "<svg",
    "code": "`",
    "code and letters": "`a",
    "code of two kinds": "`a``b",
    "escaped code": "\\`",
    "fences": "```\n",
    "fences of both kinds": "```\n~~~\n",
    "fences that say what": "``` a\n",
    "strong": "*",
    "strong words": "**a ",
    "emphasis": "_",
    "words and emphasis": "a_",
    "entities": "&#x41;",
    "ampersands": "&",
    "entity beginnings": "&#x4",
    "facts": "{{ a }}",
    "fact beginnings": "{{",
    "facts with filters": "{{a|",
    "attribute lists": "{: #a }",
    "attribute list beginnings": "{:",
    "ids": "{#",
    "tables": "|",
    "cells": "a|",
    "rows": "|a|\n",
    "rules of tables": "|-",
    "double quotes": '"',
    "single quotes": "'",
    "backslashes": "\\",
    "spaces": " ",
    "tabs": "\t",
    "spaces in lines": " \n",
    "empty lines": "\n",
    "hard spaces": "\u00a0",
    "hashes": "#",
    "headings": "# a\n",
    "same headings": "## a\n\n",
    "underlined": "a\n=\n",
    "underlines": "=",
    "admonitions": "!!! a\n",
    "digits": "1",
    "commas in numbers": "1,000",
    "points in numbers": "1.",
    "years": "2026-",
    "times": "1:2",
    "telephones": "+1 ",
    "numbers and spaces": "1 1 ",
    "hyphens in codes": "a1-",
    "stars and digits": "*1#",
    "colons": "a:",
    "slashes": "a/",
    "addresses": "http://a",
    "mail": "a@",
    "mail names": "a.",
    "commas": ",",
    "points": ".",
    "words": "the ",
    "letters": "a",
    "capitals": "A ",
    "Urdu": "ک",
    "Urdu words": "کا ",
    "Arabic": "ي",
    "Arabic words": "ال ",
    "tatweel": "ـ",
    "joiners": "\u200c",
    "marks of Arabic": "ا\u064b\u0652",
    "Hindi": "क",
    "Hindi words": "का ",
    "Urdu digits": "۱",
    "Urdu numbers": "۱٬",
    "two scripts": "ک a ",
    "accents": "\u0301",
    "isolates": "\u2066",
    "pairs of isolates": "\u2066\u2069",
    "mojibake": "Ã",
    "dollars": "$config[",
    "parentheses": "(",
    "parentheses in links": "](a(",
    "pairs of parentheses": "[a](()",
    "semicolons": ";",
    "percent signs": "1% ",
    "money": "AED 1 ",
    "durations": "1 day ",
    "footnotes": "[^a]",
    "footnote texts": "[^a]: b\n",
    "definitions": ":   a\n",
    "rights of braces": "}}",
}


def _nested_list(length: int) -> str:
    lines, depth = [], 0
    while length > 0:
        lines.append("    " * depth + "- a")
        length, depth = length - len(lines[-1]) - 1, depth + 1
    return "\n".join(lines)


def _code_runs(length: int) -> str:
    """Runs of backticks, each longer than the one before: none ends another."""
    runs, size = [], 1
    while length > 0:
        runs.append("`" * size + "a")
        length, size = length - size - 1, size + 1
    return "".join(runs)


def _fences(length: int) -> str:
    """Fences of growing lengths: none ends another."""
    return _code_runs(length).replace("a", "\n")


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _after(beginning: str, piece: str, end: str = "") -> Callable[[int], str]:
    return lambda length: beginning + _repeat(piece)(length) + end


TEXTS: dict[str, Callable[[int], str]] = {
    **{name: _repeat(piece) for name, piece in _REPEATED.items()},
    "a list in a list": _nested_list,
    "backtick runs": _code_runs,
    "fences of growing lengths": _fences,
    "a comment of dashes": _after("<!--", "-"),
    "a tag of spaces": _after("<a", " "),
    "a tag of quotes": _after("<a ", "\"'"),
    "a link of spaces": _after("[a](", " "),
    "a link and spaces": _after("[a](b", " ", "x"),
    "a link in brackets": _after("[", "[a](b)"),
    "a link of parentheses": _after("[a](", "()"),
    "a title of quotes": _after("[a](b ", '" '),
    "a code span of lines": _after("`", "a\n"),
    "a list marker and spaces": _after("-", " ", "a"),
    "a heading and spaces": _after("# a", " ", "b"),
    "a heading and hashes": _after("# a", "#", "b"),
    "a heading of attributes": _after("# a {", "#a ", "}"),
    "a heading of braces": _after("# a ", "{a}"),
    "an underlined heading and spaces": _after("a\n=", " ", "b"),
    "a fence and spaces": _after("```", " ", "`"),
    "a fact and spaces": _after("{{ a", " ", "b }}"),
    "a fact of points": _after("{{ a", ".a", " ! }}"),
    "an attribute list of ids": _after("{: ", "#a", " }"),
    "a word and spaces": _after("کا", " ", "x"),
    "a number and spaces": _after("1", " ", "x"),
    "a row and spaces": _after("| a", " ", "|"),
}
"""What it is → a function from a length to a text of about that length."""
