"""Sites of what strangers wrote to break in: each page a text, each field a value.

`hostile/pages.json` and `hostile/fields.json` were written by someone who had not seen the program.
Each calls `pwned()` in its own way, or loads something from https://evil.example/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from kbgen.source.text import decode
from tests.sites import Project

REPOSITORY = Path(__file__).parents[1]
_DATA = Path(__file__).with_name("hostile")
LANGUAGES = {"en": "English", "ur": "اردو", "ar": "العربية", "hi": "हिन्दी"}
# Links that lead nowhere and facts that nobody knows keep a site from being built, unless its owner
# wants them to be warnings: then all of it must be safe in a page.
_LOWERED = (
    "KB217",
    "KB308",
    "KB309",
    "KB110",
    "KB111",
    "KB205",
    "KB209",
    "KB210",
    "KB301",
    "KB302",
    "KB303",
)
_EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"}},
    "pymdownx.inlinehilite",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
    "pymdownx.emoji",
    {"pymdownx.arithmatex": {"generic": True}},
]
FACTS: dict[str, Any] = {
    "fee": {
        "money": "25 AED",
        "label": "Fee",
        "varies": "region",
        "regions": {"SA": {"money": "30 AED"}},
    },
    "refund.window": {"duration": "14 days"},
    "site.url": {"url": "https://shop.example/a?b=1&c='2"},
    "contact.email": {"email": "care@example.com"},
    "email": {"email": "help@example.com"},
    "phone": {"phone": "+971 4 555 0142"},
}
SHARE = 9
"""Every how many values one is the title of a page; all are facts, and terms."""
DAY = date(2026, 1, 2)
SITE_URL = "https://help.example.com/"


@dataclass(frozen=True)
class Input:
    kind: str
    name: str
    text: str

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-").removesuffix("-md")

    @property
    def is_refused(self) -> bool:
        """Whether a file with it is refused: for control characters, which no text holds."""
        return bool(decode(self.text.encode(), "")[1])


def pages() -> list[Input]:
    rows = json.loads((_DATA / "pages.json").read_text("utf-8"))
    return [Input(row["kind"], row["name"], row["markdown"]) for row in rows]


def values() -> list[str]:
    """Return the values for fields, without those that are refused."""
    rows = json.loads((_DATA / "fields.json").read_text("utf-8"))
    given: list[str] = [row["value"] for row in rows]
    return [value for value in given if value.strip() and not _is_refused(value)]


def _is_refused(value: str) -> bool:
    return bool(decode(value.encode(), "")[1] or re.search("[\x85\u2028\u2029]", value))


def write_pages(root: Path, inputs: Sequence[Input], langs: Sequence[str]) -> Project:
    """Write a site with a page for each input, in each of the languages."""
    project = _site(root, langs, {})
    _write_yaml(root / "content/facts.yml", _in(FACTS, langs))
    _write_yaml(root / "content/branches/riyadh.yml", _branch("Riyadh", langs))
    for lang in langs:
        for one in [Input("", "plain", "Text."), *inputs]:
            _write_page(root / f"content/{lang}/x/{one.slug}.md", {"title": one.slug}, one.text)
    return project


def write_fields(root: Path, langs: Sequence[str], everywhere: bool = False) -> Project:
    """Write a site whose fields are hostile; each value in some fields, or `everywhere`."""
    given = values()
    name = given[0]
    own = {
        "contact": ["phone"],
        "forms": {"service": "url", "endpoint": "https://forms.example/a?b=1&c=2", "subject": name},
        "brand": {"social": dict.fromkeys(given, "https://social.example/")},
    }
    project = _site(root, langs, own, site_name=name, site_description=given[20])
    facts, terms = dict(FACTS), {}
    for number, value in enumerate(given):
        words = dict.fromkeys(langs, value)
        terms[f"t{number}"] = {lang: [value] for lang in langs} | {
            "avoid": {lang: [f"{value} {number}"] for lang in langs}
        }
        differs = {"text": words, "reason": words}
        facts[f"f{number}"] = {"text": words, "label": words, "varies": ["region", "branch"]}
        if everywhere or number % SHARE == 0:
            facts[f"f{number}"]["regions"] = {"SA": differs}
            branch = _branch(value, langs) | {"address": words, "differs": {f"f{number}": differs}}
            _write_yaml(root / f"content/branches/b{number}.yml", branch)
        for lang in langs:
            for path, meta, body in _field_pages(number, value, everywhere):
                shown = meta if lang == langs[0] else _language_part(meta)
                _write_page(root / f"content/{lang}/{path}.md", shown, body)
    _write_yaml(root / "content/facts.yml", _in(facts, langs))
    _write_yaml(root / "content/glossary.yml", terms)
    for lang in langs:
        _write_words(root, lang, given)
    return project


def _field_pages(
    number: int, value: str, everywhere: bool
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield path, front matter and text of the pages in which a value stands."""
    text = re.sub("[\x00-\x1f\ufdd0-\ufdef]", "", value)
    quoted = text.replace('"', "&quot;")
    words = {"title": value, "description": value}
    if everywhere or number % SHARE == 1:
        meta = words | {"keywords": [value], "updated": DAY, "owner": value}
        facts = " ".join(f"{{{{ f{n} }}}}" for n in range(number - 1, number - 1 + SHARE))
        body = f"""\
{facts} [{text}](plain.md "{quoted}") ![{text}](a.png "{quoted}")

## {text} {{#one}}
{text}

## Labelled {{: data-toc-label="{quoted}" title="{quoted}" #two }}
<img alt="{{{{ f{number} }}}}" src="a.png"> <a href="{quoted}">a</a> <a href="{{{{ f{number} }}}}">b</a>

!!! note "{quoted}"
    {text}

## {{{{ f{number} }}}}
{text}
"""
        yield f"faq/q{number}", meta, body
    if everywhere or number % SHARE == 2:
        meta = words | {"updated": DAY, "severity": "warning", "pages": ["index"]}
        yield f"notices/n{number}", meta, f"{{{{ f{number} }}}} {text}\n"
    if number % 36 == 0:
        types = ["statement", "rating", "open", "commend", "callback"]
        questions = [{"id": type_, "type": type_} for type_ in types]
        asked = [
            *types,
            "commend-name",
            "commend-reason",
            "callback-phone",
            *(f"scale-{n}" for n in range(1, 6)),
        ]
        wording = {"text": {id_: f"{value} {id_}" for id_ in asked}}
        own = {"scale": "own", "points": 5, "questions": questions}
        yield f"surveys/s{number}", {"title": value} | wording | own, f"{text}\n"
        rule = {"effective": DAY, "version": value}
        yield f"policies/p{number}", words | rule, f"{text}\n"
        yield f"procedures/p{number}", words, f"1. {text}\n2. {text}\n"


def _write_words(root: Path, lang: str, given: Sequence[str]) -> None:
    """Write a catalog in which the words of the interface are the values, one after the other."""
    name = f"locales/{lang}/LC_MESSAGES/kbgen.po"
    usable = cycle(value for value in given if not re.search("[\x00-\x1f\\ud800-\ufdef{}%]", value))
    with (REPOSITORY / name).open("rb") as file:
        known = read_po(file)
    words = Catalog(lang, charset="utf-8")
    for message in known:
        if isinstance(message.id, str) and not re.search("[{%]|^$|h:mm|^h B$|^0 night", message.id):
            words.add(message.id, next(usable))
    (root / name).parent.mkdir(parents=True)
    with (root / name).open("wb") as file:
        write_po(file, words)


def _language_part(meta: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that every language has."""
    return {k: v for k, v in meta.items() if k in ("title", "description", "keywords", "text")}


def _site(root: Path, langs: Sequence[str], own: dict[str, Any], **config: str) -> Project:
    languages = [
        {"locale": lang, "name": LANGUAGES[lang], "default": lang == langs[0]} for lang in langs
    ]
    i18n = {"docs_structure": "folder", "reconfigure_search": False, "languages": languages}
    own = {"checks": dict.fromkeys(_LOWERED, "warning"), **own}
    given = {
        "site_name": "Test",
        "site_url": SITE_URL,
        "docs_dir": "content",
        "theme": {"name": "material", "font": False},
        "plugins": [{"i18n": i18n}, {"kbgen": own}],
        "markdown_extensions": _EXTENSIONS,
        **config,
    }
    _write_yaml(root / "mkdocs.yml", given)
    for lang in langs:
        _write_page(root / f"content/{lang}/index.md", {"title": "Home"}, "Welcome.\n")
    return Project(root)


def _in(facts: dict[str, Any], langs: Sequence[str]) -> dict[str, Any]:
    """Return facts whose labels and reasons are in the languages of a site."""
    printed = dict.fromkeys(langs, "Fee")
    fee = FACTS["fee"] | {"label": printed}
    return facts | {"fee": fee | {"regions": {"SA": {"money": "30 AED", "reason": printed}}}}


def _branch(name: str, langs: Sequence[str]) -> dict[str, Any]:
    return {"name": dict.fromkeys(langs, name), "region": "SA"}


def _write_page(file: Path, meta: dict[str, Any], body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{_yaml(meta)}---\n{body}\n", "utf-8", newline="")


def _write_yaml(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_yaml(value), "utf-8")


def _yaml(value: object) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, width=10**6, sort_keys=False)
    return text
