"""Changes documents at random: as trees, as lines, as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import yaml

VALUES = """\
null
~
true
no
0
-1
3.5
1e999
.inf
.nan
0x1F
0o17
1_000
12:30:45
99999999999999999999999999999999
-99999999999999999999999999999999.99
999999999999999999
2027-02-30
0000-00-00
0001-01-01
9999-12-31
2027-1-1
2027-01-01T00:00:00Z
[]
{}
[[[[]]]]
[null, 1, {a: b}]
{a: {b: {c: 1}}}
{"": ""}
{1: 2}
{null: x}
? [a]
!!python/object/apply:os.system ["true"]
!!python/name:os.system
!!binary aGk=
!!set {a, b}
!!omap [a: 1]
!!timestamp 2027-02-30
!!int x
!!float x
!!null x
!own 3
&a [*a]
*nowhere
&b x
"\\0"
"\\ud800"
"\\uFDD0 1\\uFDD1"
"\\x07\\x7f"
"\\u2028"
'{{ fee }}'
'{{ nowhere.at.all | number }}'
'{{ fee'
'{{ }}'
'%(end)s %s %'
'<script>alert(1)</script>'
'"><img src=x onerror=alert(1)>'
'https://[x'
'https://x:99999/'
'//['
'javascript:alert(1)'
'../../etc/passwd'
'.'
'+'
'+1'
'+999999999999999999999'
'a@b'
'14 days ago'
'1-2-3 days'
'5-3 days'
'-5 days'
'٣ days'
'25 aed'
'25 XXX'
'0.001 AED'
'24:00'
'Mo-Mo 00:00-24:00'
'Su-Mo 25:00-26:00'
'Mo,,Tu 9:00-9:00,'
'24/7'
'ﷺ ‮ ‏ ⁦'
"é\U0001f600\\U0010ffff"
|
>-
""
" "
""".splitlines()
TOKENS = [
    *("{{", "}}", "{{ fee }}", "{: #x .y }", "{#why}", "{: onclick=x }", "[", "](", "](base.md)"),
    *("![](//[)", "<", ">", "<b", "</p>", "<!--", "-->", "<![CDATA[", "<?php", "<svg/onload=x>"),
    *(
        "`",
        "```",
        "~~~",
        "$$",
        "|",
        "|-|",
        "***",
        "__",
        "\\",
        "&#0;",
        "&#xD800;",
        "&#xFDD0;0&#xFDD1;",
    ),
    *(
        "&#99999999;",
        "&amp",
        "\t",
        "\x0c",
        "\x85",
        "\u2028",
        "\u200f",
        "\u202e",
        "\u2066",
        "\ufeff",
    ),
    *("\x00", "\x1f", "\x7f", "\ufdd0", "\uffff", "\U0010ffff", "\r", "\r\n", "\n", "\n\n", "    "),
    *(
        "# ",
        "## ",
        "####### ",
        "- ",
        "1. ",
        "> ",
        "!!! note\n",
        "??? x\n",
        '=== "t"\n',
        "[^1]:",
        ": ",
    ),
    *(
        "*[a]: ",
        "[a]: b",
        "---",
        "...",
        "---\n",
        "===\n",
        "%",
        "%(x)s",
        "%%",
        "9" * 5000,
        "9" * 400 + ".5",
    ),
    *(
        "٩" * 50,
        "1,2,3,4",
        "31 February 2027",
        "2027-99-99",
        "99:99 pm",
        "+1 (((",
        "https://[x]/",
        "//[",
    ),
    *(
        "mailto:",
        "data:text/html,x",
        "ftp://x",
        "{%",
        "%}",
        "${",
        "#",
        "'",
        '"',
        ":",
        ",",
        "*",
        "&",
        "!",
    ),
    *(
        "msgid",
        "msgstr",
        "msgid_plural",
        "msgstr[99]",
        "msgctxt",
        "#~ ",
        "#, fuzzy",
        "nplurals=0",
        "/0",
    ),
    *(
        "plural=n%0;",
        "charset=UTF-7",
        "\\",
        "\\x",
        "\\777",
        '"\n"',
        "updated=",
        "updated=2027-02-30",
    ),
]


_DAYS = ["0001-01-01", "9999-12-31", "2026-11-20", "2028-02-29", "1582-10-10"]
_TEXTS = [
    *("{{ fee }}", "{{ promise }} {{ call }}", "\u200f", "‮abc‬", "<b>&amp;", "a" * 500, "٤٥", "😀"),
    *("%", "%(end)s", "\\{{ fee }}", "`x`", "- x", "# x", "0", "́", "é", "ا‍ب", "﻿"),
]
EXTREMES: dict[str, list[Any]] = {
    "duration": ["0 days", "1 second", "2-3 hours", "999999999999999 years", "1.5 working days"],
    "money": ["0 AED", "0.01 AED", "9999999999999.99 AED", "0.001 KWD", "1-2 JPY", "-3 USD"],
    "percent": [0, "-5", "0.00000000000001", "99.9-100%"],
    "number": [0, "-0", "-5-7", "999999999999999", "0.000000000000001", "100000.5"],
    "date": _DAYS,
    "time": ["00:00", "23:59", "9:05", "12:00"],
    "hours": [
        "24/7",
        "Su-Mo off",
        "Mo 00:00-24:00",
        "Sa-Fr 9:00-9:00,10:00-09:00",
        "Mo,We,Fr closed",
    ],
    "phone": ["+1 202 555 0143", "+923001234567", "+91 98765 43210", "+44 20 7946 0958"],
    "email": ["a@b.co", "%._+-@a-.b-c"],
    "url": ["https://x", "http://a:1/?q#f", "https://أ.example/ا?q=1", "https://[::1]:80/"],
    "latitude": [-90, 90.0, 0.0000001, "25.2"],
    "boost": [0, -1, 0.0001, 10**17, True],
    "points": [3, 7],
    "tag": ["ur-PK", "ur-IN", "en", "zh-Hant-TW", "sr-Latn", "root", "pa-Arab-PK"],
    "numbering": ["latn", "arab", "arabext", "deva"],
    **dict.fromkeys(["updated", "starts", "ends", "reviewed", "review_by", "effective"], _DAYS),
    **dict.fromkeys(["en", "ur", "title", "description", "owner", "version", "reason"], _TEXTS),
}
"""What is right, and yet seldom thought of."""


def stretch(rng: Random, data: Any) -> Any:
    """Return data in which now and then a value is as far out as it may be."""
    if isinstance(data, list):
        return [stretch(rng, one) for one in data]
    if not isinstance(data, dict):
        return data
    return {
        key: rng.choice(EXTREMES[key])
        if key in EXTREMES and not isinstance(value, dict | list) and rng.random() < 0.3
        else stretch(rng, value)
        for key, value in data.items()
    }


def shake(rng: Random, text: str, most: int = 4) -> str:
    """Change a text in up to so many places."""
    for _ in range(rng.randint(1, most)):
        text = rng.choice(_SHAKES)(rng, text)
    return text


def _insert(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(TOKENS) + text[at:]


def _truncate(rng: Random, text: str) -> str:
    return text[: rng.randint(0, len(text))]


def _cut(rng: Random, text: str) -> str:
    start, end = sorted(rng.randint(0, len(text)) for _ in range(2))
    return text[:start] + text[min(end, start + 30) :]


def _lines(rng: Random, text: str) -> str:
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[other])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = rng.choice(["  ", "\t", "    ", "> ", "- "]) + lines[one]
        case 4:
            lines[one] = lines[one].lstrip()
        case _:
            lines[one] = lines[one] + lines[other]
    return "\n".join(lines)


def _character(rng: Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return (
        text[:at] + chr(rng.choice([*range(128), *range(0x600, 0x700), 0x1F600])) + text[at + 1 :]
    )


def _repeat(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at : at + rng.randint(1, 5)] * rng.choice([2, 50, 400]) + text[at:]


_SHAKES = (_insert, _insert, _truncate, _cut, _lines, _lines, _character, _repeat)


def noise(rng: Random) -> str:
    """Return a text without sense."""
    return "".join(
        rng.choice([*TOKENS, *VALUES, " ", "\n", "a: ", "- "]) for _ in range(rng.randint(0, 60))
    )


def document(rng: Random, data: Any) -> str:
    """Return YAML of data that was changed as a tree, and now and then as a text."""
    data = stretch(rng, deepcopy(data))
    raw: list[str] = []
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3])):
        _graft(rng, data, raw)
    text = plain(data, rng.choice([None, None, True, False]))
    for number, value in enumerate(raw):
        text = text.replace(_mark(number), value)
    return shake(rng, text, 2) if rng.random() < 0.2 else text


def plain(data: Any, style: bool | None = None) -> str:
    """Return data as YAML; texts that look like dates are dates."""
    text = yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_flow_style=style, width=1000
    )
    return re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", text)


def _mark(number: int) -> str:
    return f"RAW{number}RAW"


def _graft(rng: Random, data: Any, raw: list[str]) -> None:
    """Change one place of a tree; what is to be written as it stands in `raw` is marked."""
    places = list(_places(data))
    if not places:
        return
    holder, key = rng.choice(places)
    raw.append(rng.choice(VALUES))
    new = _mark(len(raw) - 1)
    match rng.randrange(8):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[new] = holder.pop(key)
        case 2 if isinstance(holder, dict):
            holder[rng.choice(["extra", "", "name", "text", "varies", "fee", "index", "а"])] = (
                holder[key]
            )
        case 3:
            holder[key] = [holder[key]]
        case 4:
            holder[key] = {"a": holder[key]}
        case 5:
            other, there = rng.choice(places)
            if there in other if isinstance(other, dict) else there < len(other):
                holder[key] = deepcopy(other[there])
        case _:
            holder[key] = new


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)
