"""Valid documents of every kind, for random ones to be made of."""

from __future__ import annotations

import re
from typing import Any

from tests.fuzz.mutate import plain
from tests.sites import CONFIG

LANGS = ("en", "ur")
_WORDS = {"en": "Deira", "ur": "دیرہ"}

LEDGER: dict[str, Any] = {
    "refund.window": {"duration": "14 days", "label": _WORDS, "updated": "2026-11-01"},
    "fee": {
        "money": "25 AED",
        "varies": ["region", "branch"],
        "regions": {"AE": {"money": "20 AED", "reason": _WORDS, "starts": "2026-01-01"}},
    },
    "discount": {"percent": "5-7.5"},
    "pin.length": {"number": 4},
    "launch": {"date": "2027-02-28"},
    "cutoff": {"time": "18:00"},
    "counter": {"hours": "Mo-Th 09:00-21:00; Fr 14:00-22:00; Sa-Su off", "varies": "branch"},
    "call": {"phone": "+971 4 555 0142"},
    "mail": {"email": "care@example.com"},
    "web": {"url": "https://example.com/"},
    "promise": {"text": {lang: f"{word} {{{{ fee }}}}" for lang, word in _WORDS.items()}},
}
BRANCH: dict[str, Any] = {
    "name": _WORDS,
    "region": "AE",
    "address": _WORDS,
    "phone": "+971 4 555 0142",
    "email": "deira@example.com",
    "hours": "Mo-Su 09:00-21:00",
    "map": "https://maps.example/x",
    "location": {"latitude": 25.2, "longitude": 55.3},
    "differs": {"fee": {"money": "30 AED", "reason": _WORDS, "ends": "2030-12-31"}},
}
GLOSSARY: dict[str, Any] = {
    "refund": {"en": "refund", "ur": ["واپسی", "ریفنڈ"]},
    "card": {"en": "card", "avoid": {"en": ["plastic"], "ur": "پتا"}, "note": "for editors"},
}
COMMON: dict[str, Any] = {
    "title": "Return in {{ refund.window }}",
    "description": "How to return: {{ fee }}",
    "keywords": ["refund", "money back"],
    "owner": "Care",
    "reviewed": "2026-11-01",
    "updated": "2026-11-02",
    "review_by": "2027-11-01",
    "draft": False,
    "tags": ["a"],
    "search": {"boost": 2, "exclude": False},
    "hide": ["toc"],
    "icon": "material/phone",
    "image": "map.png",
    "robots": "noindex",
    "status": "new",
    "date": {"created": "2026-01-01"},
}
KINDS: dict[str, dict[str, Any]] = {
    "standards": {"time": "refund.window", "if_missed": "faq/base"},
    "faq": {"popular": ["why"]},
    "policies": {"effective": "2027-01-01", "version": "2.1"},
    "procedures": {"time": "refund.window"},
    "notices": {
        "starts": "2026-01-01",
        "ends": "2031-01-01",
        "severity": "warning",
        "branches": ["deira"],
        "pages": ["faq/base#why"],
    },
    "": {},
}
SURVEY: dict[str, Any] = {
    "title": "Survey",
    "scale": "own",
    "points": 3,
    "incentive": "fee",
    "questions": [
        {"id": "fast", "type": "statement", "required": True},
        {"id": "stars", "type": "rating"},
        {"id": "more", "type": "open"},
    ],
    "text": {
        **{name: f"Say {name} of {{{{ fee }}}}" for name in ("fast", "stars", "more")},
        **{f"scale-{n}": f"Answer {n}" for n in (1, 2, 3)},
    },
}
OPTIONS: dict[str, Any] = {
    "prove": False,
    "contact": ["call", "mail"],
    "locales": {"ur": {"tag": "ur-PK", "numbering": "arabext", "currencies": {"AED": "درہم"}}},
    "checks": {"KB461": "off", "KB421": {"policy": "warning"}},
    "brand": {"accent": "#0a7d5a", "social": {"X": "https://x.com/you"}},
    "forms": {"service": "url", "endpoint": "https://example.com/answers", "feedback": True},
    "hosting": {"headers": True, "allow": {"img-src": ["https://img.example"]}},
    "search": {"beacon": "https://example.com/lost"},
    "meta_fields": ["extra"],
    "limits": {"page_seconds": 10},
}
BODY = """\
Return it within {{ refund.window }}, for {{ fee | number }} AED and 5% off, by 28 February 2027.

## Why? {#why updated=2026-11-01}

1. Go to a [branch](../branches/deira.md), or [ask](mailto:{{ mail }}).
2. Wait 3 to 5 days; call +971 4 555 0142 before 6:30 pm.

| Fee | Days |
|----:|:-----|
| {{ fee }} | 14 |

!!! note "Note"
    ![Map](map.png){ width=3 } and <a href="base.md#why">why</a>, **`code`**, :smile:

Term
:   What it means[^1]

[^1]: A note of 1,000,000.5 rupees.

```python
x = "{{ no.fact }}"
```
"""
CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# A comment
#: kb/page.html:3
#, python-format
msgid "Until %(end)s"
msgstr "%(end)s تک"

msgid "%(count)s working day"
msgid_plural "%(count)s working days"
msgstr[0] "%(count)s دن"
msgstr[1] "%(count)s دن"

msgctxt "menu"
msgid "Search"
msgstr "تلاش"

msgid "h:mm B"
msgstr "B h:mm"

msgid "%(low)s to %(high)s"
msgstr "%(low)s سے %(high)s"

#~ msgid "Old"
#~ msgstr "x"
"""
PAGE = "content/en/faq/base.md"
"""A page that others lead to."""


def base() -> dict[str, str]:
    """Return a valid project, by path."""
    return {
        "mkdocs.yml": re.sub(r".*locale: (ar|hi),.*\n", "", CONFIG).replace(
            "- kbgen", "- kbgen: {contact: [call, mail]}"
        )
        + "markdown_extensions: [attr_list, def_list, footnotes, tables, admonition, md_in_html]\n",
        "content/en/index.md": "---\ntitle: Home\n---\nWelcome.\n",
        PAGE: f"---\ntitle: Base\n---\n{BODY}",
        "content/ur/faq/base.md": "---\ntitle: بنیاد\n---\n{{ refund.window }} {{ fee }}\n\n## کیوں؟\n\nx\n",
        "content/en/faq/map.png": "",
        "content/en/map.png": "",
        "content/facts.yml": plain(LEDGER),
        "content/glossary.yml": plain(GLOSSARY),
        "content/branches/deira.yml": plain(BRANCH),
    }
