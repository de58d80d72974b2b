"""What of a built site can be found: as the index's own files say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kbgen.output.modules import join_modules, published_scripts
from tests.conftest import MakeSite

SITE = """\
-- content/facts.yml --
refund.window: {duration: 14 days}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}
region: AE
phone: "+971 4 555 0142"
address: {en: 12 Creek Road, ur: 12 کریک روڈ, ar: 12 شارع الخور, hi: 12 क्रीक रोड}
-- content/en/faq/refunds.md --
---
title: Refunds
keywords: [money back, lost receipt]
---
All about refunds.

## When? {#refund-time}

In {{ refund.window }}.

### By card

To your card.

## I lost my receipt {#receipt}

Ask us.
-- content/ur/faq/refunds.md --
---
title: رقم کی واپسی
---
سب کچھ۔

## کب؟ {#refund-time}

{{ refund.window }} میں۔

## رسید {#receipt}

پوچھیں۔
-- content/en/policies/only-english.md --
---
title: Only in English
---
Text.
-- content/en/policies/secret.md --
---
title: Secret
draft: true
---
Text.
-- content/en/policies/hidden.md --
---
title: Hidden
search: {exclude: true}
---
Text.
-- content/en/notices/over.md --
---
title: Over
starts: 2020-01-01
ends: 2020-02-01
---
Text.
"""


def answers(site: Path, prefix: str) -> dict[str, dict[str, Any]]:
    """Return the answers of a language's index, by id."""
    entry = json.loads((site / prefix / "search/index.json").read_text("utf-8"))
    found = {}
    for name in sorted(name for name in entry["files"] if name[0] == "d"):
        for page_id, url, page, kind, branch, lang, own in entry["files"][name]:
            for _, anchor, first, second in own:
                (title, *_), (text, *varying) = (
                    [stored] if isinstance(stored, str) else stored for stored in (first, second)
                )
                shown = {"url": url, "kind": kind, "branch": branch, "lang": lang}
                shown |= {"title": title or page, "text": text}
                shown |= {"varying": varying} if varying else {}
                found[f"{page_id}#{anchor}" if anchor else page_id] = shown
    return found


@pytest.fixture
def built(site: MakeSite) -> Path:
    return site(SITE).build()


def test_an_answer_is_a_page_a_section_or_a_branch(built: Path) -> None:
    found = answers(built, "")
    assert found["faq/refunds"]["title"] == "Refunds"
    assert found["faq/refunds#refund-time"] == {
        "url": "faq/refunds/",
        "kind": "faq",
        "branch": "",
        "lang": "en",
        "title": "When?",
        "text": "In 14 days.\nBy card\nTo your card.",
    }
    assert found["branches/deira"]["branch"] == "deira"
    lines = found["branches/deira"]["text"].split("\n")
    assert {"12 Creek Road", "+971 4 555 0142"} <= set(lines)


def test_what_is_not_translated_is_found_in_its_own_language(built: Path) -> None:
    found = answers(built, "ur")
    assert found["faq/refunds#refund-time"]["lang"] == "ur"
    assert found["policies/only-english"]["lang"] == "en"
    assert found["policies/only-english"]["url"] == "ur/policies/only-english/"


@pytest.mark.parametrize("page", ["policies/secret", "policies/hidden", "notices/over", "search"])
def test_what_nobody_should_find_is_not_there(page: str, built: Path) -> None:
    assert page not in answers(built, "")


def test_no_page_changes_because_the_index_did(site: MakeSite) -> None:
    project = site(SITE)
    before = {f: f.read_bytes() for f in project.build().glob("**/*.html")}
    index = project.root / "site/search/index.json"
    first = index.read_bytes()
    glossary = "receipt:\n  {en: receipt, ur: رسید, ar: إيصال, hi: रसीद, avoid: {en: [chit]}}\n"
    (project.root / "content/glossary.yml").write_text(glossary, "utf-8")
    project.build()
    assert index.read_bytes() != first
    assert before == {f: f.read_bytes() for f in before}


def test_the_engine_is_one_script(built: Path) -> None:
    scripts = [f.name.split(".")[0] for f in (built / "assets/kb").glob("search-*.js")]
    assert sorted(scripts) == ["search-client", "search-worker"]
    (worker,) = (built / "assets/kb").glob("search-worker.*.js")
    assert "import {" not in worker.read_text("utf-8")


VARYING = """\
-- mkdocs.yml --
site_name: Test
docs_dir: content
theme: {name: material}
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
  - kbgen
-- content/facts.yml --
fee:
  money: 25 AED
  varies: branch
  label: {en: Fee}
keep: {duration: 7 days, varies: branch}
window: {duration: 14 days}
hours:
  hours: "Mo-Su 09:00-21:00"
  varies: [region, branch]
  regions:
    BH:
      - {starts: 2126-03-10, ends: 2126-03-12, hours: "Mo-Su 16:00-24:00", reason: {en: Eid al-Fitr}}
-- content/branches/manama.yml --
name: {en: Manama}
region: BH
address: {en: 1 Souk Road}
differs:
  fee: {money: 3 BHD, reason: {en: Dinars.}}
  keep: {duration: 5 days, reason: {en: The storeroom is small.}}
-- content/branches/seef.yml --
name: {en: Seef}
region: BH
address: {en: 2 Mall Road}
differs:
  hours:
    - {starts: 2126-01-10, ends: 2126-01-12, hours: closed, reason: {en: "We paint the walls."}}
-- content/en/faq/delivery.md --
---
title: Delivery
---
## What does it cost? {#cost}

🚚 It costs {{ fee }}, and we keep it for {{ keep | number }} days; send it back within {{ window }}.
"""


@pytest.fixture
def varying(site: MakeSite) -> Path:
    return site(VARYING).build()


def test_the_index_knows_where_branches_differ(varying: Path) -> None:
    found = answers(varying, "")["faq/delivery#cost"]
    text = found["text"]
    assert text.startswith("🚚 It costs AED\xa025, and we keep it for 7 days;")
    # In the units of scripts, in which an emoji counts two.
    units = text.encode("utf-16-le")
    places = [
        (units[2 * start : 2 * end].decode("utf-16-le"), *fact)
        for start, end, *fact in found["varying"]
    ]
    assert places == [("AED\xa025", "fee"), ("7", "keep", 1)]


def test_holidays_of_branches_are_found_by_their_names(varying: Path) -> None:
    found = answers(varying, "")
    holiday = "Eid al-Fitr – From 10 March 2126 until 12 March 2126: "
    closed = "We paint the walls – From 10 January 2126 until 12 January 2126: closed"
    (everywhere,) = (
        line for line in found["branches/index"]["text"].split("\n") if line.startswith(holiday)
    )
    assert "4:00" in everywhere and "Manama" not in everywhere
    assert f"{closed} (Seef)" in found["branches/index"]["text"].split("\n")
    assert everywhere in found["branches/manama"]["text"].split("\n")
    assert closed in found["branches/seef"]["text"].split("\n")
    assert "paint" not in found["branches/manama"]["text"]


def test_modules_that_share_names_are_joined() -> None:
    sources = {
        "a.js": 'import { f } from "./b.js";\nimport { c } from "./c.js";\nconst own = 1;\nf(c, own);\n',
        "b.js": 'import { c } from "./c.js";\nconst own = 2;\nexport function f() {\n  return own + c;\n}\n',
        "c.js": "const own = 3;\nexport const c = own;\nexport class D {}\n",
    }
    joined = join_modules(sources, "a.js")
    assert joined.index("const $c =") < joined.index("const $b =") < joined.index("f(c, own);")
    assert joined.count("const $c =") == 1
    assert "return { c, D };" in joined
    assert "import" not in joined


def test_a_module_whose_names_are_its_own_stands_as_it_is() -> None:
    sources = {
        "a.js": 'import { f } from "./b.js";\nimport { c } from "./c.js";\nf(c);\n',
        "b.js": 'import { c } from "./c.js";\nexport const f = (value) => value + c;\n',
        "c.js": "// f is none of this\nexport const c = '';\n",
    }
    joined = join_modules(sources, "a.js")
    assert joined.endswith("const f = (value) => value + c;\nf(c);\n")
    assert "return" not in joined


def test_the_first_script_leaves_the_others_what_it_imports() -> None:
    sources = {
        "first.js": 'import { day } from "./day.js";\nday();\n',
        "day.js": "export function day() {}\n",
        "page.js": 'import { day } from "./day.js";\nday(() => import("./late.js"));\n',
        "late.js": 'import { say } from "./say.js";\nexport const late = say;\n',
        "say.js": 'import { day } from "./day.js";\nexport const say = day;\n',
        "worker.js": 'import { say } from "./say.js";\nsay();\n',
    }
    scripts = published_scripts(sources, "first.js", ["page.js"], ["worker.js"])
    assert sorted(scripts) == ["first.js", "late.js", "page.js", "worker.js"]
    assert "Object.assign(kbgen, { day });" in scripts["first.js"]
    assert scripts["page.js"].startswith("const { day } = kbgen;\n")
    assert "const { day } = kbgen;" in scripts["late.js"]
    assert "function day() {}" in scripts["worker.js"] and "kbgen" not in scripts["worker.js"]
