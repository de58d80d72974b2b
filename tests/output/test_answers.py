"""api/answers.json: the words of the page, as data."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kbgen.markdown.sections import absolute, split_sections
from kbgen.markdown.text import text_of
from kbgen.model.markup import parse, serialize
from kbgen.output.answers_schema import answers_schema
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import CONFIG, Project

SCHEMA = REPOSITORY / "docs/answers.schema.json"
LEDGER = """\
-- content/facts.yml --
refund.time: {duration: 7 days}
fee:
  money: 25 AED
  varies: region
  regions:
    SA: {money: 20.5 SAR, reason: {en: Riyals are used there., ur: وہاں ریال چلتے ہیں۔, ar: العملة هناك الريال., hi: वहाँ रियाल चलता है।}}
keep: {duration: 3-5 days, varies: branch}
tel: {phone: "+971 4 555 0142"}
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
differs:
  keep: {duration: 2 days, reason: {en: It is small., ur: یہ چھوٹی ہے۔, ar: إنه صغير., hi: यह छोटी है।}}
"""
PAGES = """\
-- content/en/policies/refunds.md --
---
title: Refunds
reviewed: 2026-11-02
effective: 2026-01-01
---
We refund you within {{ refund.time }}.

## What does delivery cost? {#fee}

Delivery costs {{ fee }}. See [the start](../index.md).

## How long do you keep an order? {#keep}

- **{{ keep }}**
- Call {{ tel }}
-- content/ur/policies/refunds.md --
---
title: رقم کی واپسی
---
ہم {{ refund.time }} کے اندر رقم واپس کرتے ہیں۔

## ڈیلیوری کی فیس کتنی ہے؟ {#fee}

ڈیلیوری کی فیس {{ fee }} ہے۔

## آرڈر کب تک رکھا جاتا ہے؟ {#keep}

- **{{ keep }}**
- کال: {{ tel }}
-- content/ar/policies/refunds.md --
---
title: استرداد المال
draft: true
---
مسودة
-- content/en/notes.md --
---
title: Coming
draft: true
---
Not yet.
"""
HASHED = {
    "facts": [
        {
            "id": "refund.time",
            "type": "duration",
            "value": 7,
            "unit": "day",
            "words": "7 days",
        }
    ],
    "text": "We refund you within 7 days.",
}
URL = "https://help.example.com/policies/refunds/"
FEE = {"id": "fee", "type": "money", "words": "AED\u00a025", "value": 25, "currency": "AED"}
KEEP = {
    "id": "keep",
    "type": "duration",
    "words": "3 to 5 days",
    "value": {"min": 3, "max": 5},
    "unit": "day",
}
TEL = {"id": "tel", "type": "phone", "words": "+971 4 555 0142", "value": "+97145550142"}
COMMON = {
    "kind": "policy",
    "languages": ["en", "ur"],
    "reviewed": "2026-11-02",
    "effective": "2026-01-01",
}
ENGLISH: list[dict[str, Any]] = [
    {
        "id": "index",
        "kind": "page",
        "question": "Home",
        "answer": {"text": "Welcome.", "html": "<p>Welcome.</p>"},
        "facts": [],
        "differences": [],
        "languages": ["en"],
        "url": "https://help.example.com/",
    },
    COMMON
    | {
        "id": "policies/refunds",
        "question": "Refunds",
        "answer": {
            "text": "We refund you within 7 days.",
            "html": '<p>We refund you within <span data-fact="refund.time">7 days</span>.</p>',
        },
        "facts": HASHED["facts"],
        "differences": [],
        "url": URL,
    },
    COMMON
    | {
        "id": "policies/refunds#fee",
        "question": "What does delivery cost?",
        "answer": {
            "text": "Delivery costs AED\u00a025. See the start.",
            "html": '<p>Delivery costs <span data-fact="fee" data-varies="region">AED\u00a025</span>. '
            'See <a href="https://help.example.com/">the start</a>.</p>',
        },
        "facts": [FEE],
        "differences": [
            {
                "fact": "fee",
                "region": "SA",
                "words": "SAR\u00a020.50",
                "value": 20.5,
                "currency": "SAR",
                "reason": "Riyals are used there.",
            }
        ],
        "url": f"{URL}#fee",
    },
    COMMON
    | {
        "id": "policies/refunds#keep",
        "question": "How long do you keep an order?",
        "answer": {
            "text": "3 to 5 days\nCall +971 4 555 0142",
            "html": '<ul>\n<li><strong><span data-fact="keep" data-varies="branch">3 to 5 days</span></strong></li>\n'
            '<li>Call <span data-fact="tel"><a href="tel:+97145550142">'
            '<bdi dir="ltr">+971 4 555 0142</bdi></a></span></li>\n</ul>',
        },
        "facts": [KEEP, TEL],
        "differences": [
            {
                "fact": "keep",
                "branch": "riyadh",
                "words": "2 days",
                "value": 2,
                "unit": "day",
                "reason": "It is small.",
            }
        ],
        "url": f"{URL}#keep",
    },
]


def read(project: Project, path: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((project.root / "site" / path).read_text("utf-8"))
    return data


def by_id(project: Project, lang: str = "") -> dict[str, dict[str, Any]]:
    return {answer["id"]: answer for answer in read(project, f"{lang}api/answers.json")["answers"]}


def digest(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def built(site: MakeSite) -> Project:
    project = site(LEDGER + PAGES)
    project.build()
    return project


def test_the_answers_of_the_source_language(built: Project) -> None:
    data = read(built, "api/answers.json")
    assert (data["schema"], data["language"]) == ("kbgen/answers/1", "en")
    assert data["generated_from"] == "Test"
    hashes = {answer["id"]: answer.pop("hash") for answer in data["answers"]}
    assert data["answers"] == ENGLISH
    assert hashes["policies/refunds"] == digest(HASHED)


def test_a_translation_has_its_own_words_and_the_same_values(built: Project) -> None:
    answer = by_id(built, "ur/")["policies/refunds#fee"]
    assert answer["question"] == "ڈیلیوری کی فیس کتنی ہے؟"
    assert answer["answer"]["text"] == f"ڈیلیوری کی فیس {answer['facts'][0]['words']} ہے۔"
    assert (answer["facts"][0]["value"], answer["facts"][0]["currency"]) == (25, "AED")
    assert answer["differences"][0]["reason"] == "وہاں ریال چلتے ہیں۔"
    assert answer["url"] == "https://help.example.com/ur/policies/refunds/#fee"
    assert answer["effective"] == "2026-01-01"
    assert "fallback_from" not in answer


@pytest.mark.parametrize("lang", ["ar", "hi"])
def test_a_fallback_says_so_and_a_draft_is_none(lang: str, built: Project) -> None:
    found = by_id(built, f"{lang}/")
    assert set(found) == {answer["id"] for answer in ENGLISH}
    lead = found["policies/refunds"]
    assert lead["fallback_from"] == "en"
    assert lead["languages"] == ["en", "ur"]
    assert lead["answer"]["text"] == "We refund you within 7 days."
    assert lead["url"] == f"https://help.example.com/{lang}/policies/refunds/"


def test_a_branch_has_what_differs_there(built: Project) -> None:
    data = read(built, "api/branches/riyadh.json")
    assert {k: data[k] for k in ("schema", "language", "branch", "name", "region")} == {
        "schema": "kbgen/branch-answers/1",
        "language": "en",
        "branch": "riyadh",
        "name": "Riyadh",
        "region": "SA",
    }
    assert data["facts"] == [
        {
            "id": "fee",
            "type": "money",
            "words": "SAR\u00a020.50",
            "value": 20.5,
            "currency": "SAR",
            "company": "AED\u00a025",
            "reason": "Riyals are used there.",
        },
        {
            "id": "keep",
            "type": "duration",
            "words": "2 days",
            "value": 2,
            "unit": "day",
            "company": "3 to 5 days",
            "reason": "It is small.",
        },
    ]
    fee, keep = data["answers"]
    assert fee["answer"]["text"] == "Delivery costs SAR\u00a020.50. See the start."
    assert (keep["id"], keep["facts"]) == ("policies/refunds#keep", ["keep"])
    assert keep["answer"]["text"] == "2 days\nCall +971 4 555 0142"
    assert keep["hash"] != ENGLISH[3].get("hash")
    assert read(built, "api/branches/dubai.json")["answers"] == []
    assert read(built, "ur/api/branches/riyadh.json")["name"] == "ریاض"


def test_a_bare_number_is_never_told_with_the_unit_of_another_place(site: MakeSite) -> None:
    page = "-- content/en/a.md --\n---\ntitle: Pay {{ fee }}\n---\n{{ fee | number }} dirhams.\n"
    page += "\n## Days for {{ keep }} {#b}\n\n{{ keep | number }} days or less.\n"
    project = site(LEDGER + page)
    project.build()
    lead, section = read(project, "api/branches/riyadh.json")["answers"]
    assert lead["question"] == "Pay SAR\u00a020.50"
    assert "answer" not in lead
    assert section["question"] == "Days for 2 days"
    assert section["answer"]["text"] == "2 days or less."


def test_the_lead_tells_the_facts_of_the_front_matter(site: MakeSite) -> None:
    project = site(
        LEDGER + "-- content/en/standards/a.md --\n---\ntitle: In {{ keep }}\ntime: refund.time\n"
        "---\n\n## B {#b}\n\nText.\n"
    )
    project.build()
    found = by_id(project)
    assert [fact["id"] for fact in found["standards/a"]["facts"]] == ["keep", "refund.time"]
    assert found["standards/a"]["question"] == "In 3 to 5 days"
    assert found["standards/a#b"]["facts"] == []


def test_the_hash_changes_with_the_words_and_the_facts_alone(site: MakeSite) -> None:
    def hashes(text: str) -> dict[str, str]:
        project = site(text)
        project.build()
        return {id_: answer["hash"] for id_, answer in by_id(project).items()}

    def changed(old: str, new: str) -> set[str]:
        assert old in LEDGER + PAGES
        after = hashes((LEDGER + PAGES).replace(old, new))
        return {id_ for id_ in before if after[id_] != before[id_]}

    before = hashes(LEDGER + PAGES)
    assert changed("duration: 7 days", "duration: 8 days") == {"policies/refunds"}
    assert changed("Call {{", "Ring {{") == {"policies/refunds#keep"}
    assert changed("**{{ keep }}**", "*{{ keep }}*") == set()
    assert changed("reviewed: 2026-11-02", "reviewed: 2026-11-03") == set()


def test_a_site_without_ledger_branches_or_address(site: MakeSite) -> None:
    config = CONFIG.replace("site_url: https://help.example.com/\n", "")
    project = site(
        f"-- mkdocs.yml --\n{config}-- content/en/a/b.md --\n# A & B\n\n[x](../index.md)\n\n"
        "## Same {#s}\n\n1\n\n> ## Quoted {#q}\n\n## Empty {#e}\n"
    )
    project.build()
    found = by_id(project, "ur/")
    assert list(found) == ["a/b", "a/b#s", "index"]
    assert (found["a/b"]["question"], found["a/b"]["url"]) == ("A & B", "ur/a/b/")
    assert found["a/b"]["answer"] == {"text": "x", "html": '<p><a href="ur/">x</a></p>'}
    assert found["a/b#s"]["answer"]["text"] == "1\nQuoted"
    assert not (project.root / "site/api/branches").exists()


def test_the_schema_in_docs_is_that_of_the_code(site: MakeSite) -> None:
    written = json.dumps(answers_schema(), ensure_ascii=False, indent=2) + "\n"
    if "KBGEN_WRITE_GOLDEN" in os.environ:
        SCHEMA.write_text(written, "utf-8")
    assert SCHEMA.read_text("utf-8") == written
    project = site("")
    assert project.run("schema", "--into", "schemas").exit_code == 0
    assert (project.root / "schemas/answers.schema.json").read_text("utf-8") == written


def problems(site_dir: Path) -> list[str]:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    files = [*site_dir.glob("**/api/answers.json"), *site_dir.glob("**/api/branches/*.json")]
    assert len(files) >= 4
    return [
        f"{file}: {error.message}"
        for file in files
        for error in validator.iter_errors(json.loads(file.read_text("utf-8")))
    ]


def test_every_file_of_a_small_site_follows_the_schema(built: Project) -> None:
    assert problems(built.root / "site") == []


def test_every_file_of_nahr_follows_the_schema(nahr: Project) -> None:
    assert problems(nahr.root / "site") == []


def test_nahr_says_the_same_answers_in_every_language(nahr: Project) -> None:
    english = by_id(nahr)
    for lang in ("ur/", "ar/", "hi/"):
        found = by_id(nahr, lang)
        assert list(found) == list(english)
        for id_, answer in found.items():
            values = {fact["id"]: fact["value"] for fact in answer["facts"]}
            assert values.keys() == {fact["id"] for fact in english[id_]["facts"]}, id_
    urdu = (nahr.root / "site/ur/api/answers.json").read_text("utf-8")
    assert "\u2068+971 4 555 0142\u2069 پر" in urdu


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <b>b</b>\nc</p><p>d</p>", "a b c\nd"),
        ("a<br>b<hr>c", "a\nb\nc"),
        ("<ol><li><p>a</p><ul><li>b</li></ul></li></ol>", "a\nb"),
        (
            "<table><tr><th></th><th>A</th></tr><tr><td>b</td>\n<td></td><td>c</td></tr></table>",
            "\tA\nb\t\tc",
        ),
        ("<pre><code>a\n  b\n</code></pre>", "a\n  b"),
        ('<p><img alt="in &quot;14&quot; days" src="i.png"> a&nbsp;&amp;&lt;b</p>', 'in "14" days a\u00a0&<b'),
        ('<h3 id="x">A<a class="headerlink" href="#x" title="t">¶</a></h3>b', "A\nb"),
        ("<p>\u2068+971\u2069</p>", "+971"),
        ("<svg><title>x</title></svg>a", "a"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_words_of_html(html: str, text: str) -> None:
    assert text_of(parse(html)) == text


def test_a_heading_whose_id_is_taken_begins_no_answer() -> None:
    html = '<h2 id="a">A</h2>1<h2 id="a">B</h2>2<div><h2 id="c">C</h2></div>'
    _, section = split_sections(parse(html))
    assert section.text == "1\nB\n2\nC"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("#x", "ur/a/#x"),
        ("../../", "./"),
        ("?q=1&amp;r=2", "ur/a/?q=1&amp;r=2"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[", "http://["),
    ],
)
def test_addresses_are_those_of_the_root(address: str, found: str) -> None:
    nodes = absolute(parse(f'<a href="{address}">href="y"</a>'), "ur/a/", "")
    assert serialize(nodes) == f'<a href="{found}">href="y"</a>'
