"""A translation that becomes outdated, and is not any more: warm builds equal cold ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from tests.build.test_build import differences
from tests.conftest import MakeSite
from tests.outdated import record_site
from tests.sites import Project, write_files

LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED, label: {en: Delivery fee, ur: ترسیل کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
"""
EN = """\
-- content/en/faq/pay.md --
---
title: Pay
description: It is free.
---
Delivery is free. See [home](../index.md).

- One
- Two
"""
UR = """\
-- content/ur/faq/pay.md --
---
title: ادائیگی
description: مفت ہے۔
---
ترسیل مفت ہے۔ [گھر](../index.md) دیکھیں۔

- ایک
- دو
-- content/ur/faq/other.md --
---
title: دوسرا
---
[ادائیگی](pay.md)
"""
OTHER = """\
-- content/en/faq/other.md --
---
title: Other
---
[Pay](pay.md)
"""
CRITICAL = EN.replace("Delivery is free", "Delivery costs {{ fee }}")
Step = str | Callable[[Project], None]


def accept(project: Project) -> None:
    record_site(project)


# Edits in order, each with words that the Urdu page has after it, and words that it has not.
STEPS: list[tuple[Step, str, str]] = [
    (CRITICAL, "Delivery costs AED 25", "ترسیل مفت"),
    (CRITICAL.replace("costs", "always costs"), "Delivery always costs AED 25", "ترسیل مفت"),
    (LEDGER.replace("25 AED", "30 AED"), "ترسیل کی فیس AED 30", "25"),
    (LEDGER.replace("ترسیل کی فیس", "ڈیلیوری"), "ڈیلیوری AED 25", "ترسیل کی فیس"),
    (CRITICAL.replace("- Two", "- Two or 3"), "Two or 3", "ایک دو"),
    (CRITICAL.replace("- Two", "- Two\n- Not 3"), "Not 3", "Two"),
    (CRITICAL.replace("- Two", "- Two\n- Not 4"), "Not 4", "Not 3"),
    (CRITICAL.replace("Delivery costs {{ fee }}. See [home](../index.md).\n\n", ""), "ایک", "ترسیل مفت"),
    (CRITICAL.replace("It is free.", "It costs {{ fee }}."), "Delivery costs", "ترسیل مفت"),
    (accept, "ترسیل مفت ہے", "Delivery costs"),
    (EN, "Delivery is free", "ترسیل مفت"),
    (accept, "ترسیل مفت ہے", "Delivery"),
]  # fmt: skip


@pytest.mark.generator
def test_warm_equals_cold_while_a_translation_is_outdated(site: MakeSite) -> None:
    project = site(LEDGER + EN + UR + OTHER)
    record_site(project)
    project.build("--jobs", "1")
    for number, (step, there, gone) in enumerate(STEPS):
        if isinstance(step, str):
            write_files(project.root, step)
        else:
            step(project)
        project.build("--jobs", "1")
        shown = project.text("ur/faq/pay").replace("\u00a0", " ")
        assert there in shown and gone not in shown, (number, shown)
        project.build("--jobs", "1", "--no-cache", "--site-dir", "cold")
        assert differences(project.root / "site", project.root / "cold") == [], number
        shutil.rmtree(project.root / "cold")


BEHIND = [
    (EN, False),
    (EN.replace("Delivery is free.", "Getting it home is free."), True),
    (EN.replace("- Two", "- Two\n- Three"), True),
]
TRANSLATED_ON = "یہ ترجمہ 20 نومبر 2026 کے اصل متن کے مطابق ہے"


@pytest.mark.parametrize(("now", "is_behind"), BEHIND)
def test_a_translation_that_is_behind_says_when_it_was_made_if_the_site_wants_that(
    site: MakeSite, now: str, is_behind: bool
) -> None:
    project = site(LEDGER + EN + UR + OTHER)
    record_site(project)
    write_files(project.root, now)
    project.build()
    assert "یہ ترجمہ" not in project.text("ur/faq/pay")
    config = project.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace(
        "- kbgen", "- kbgen: {translations: {show_date: true}}"
    )
    config.write_text(text, "utf-8")
    project.build()
    assert (TRANSLATED_ON in project.text("ur/faq/pay").replace("،", "")) == is_behind
    assert "یہ ترجمہ" not in project.text("ur/faq/other")
    assert "follows the original" not in project.text("faq/pay")
    project.build("--no-cache", "--site-dir", "cold")
    assert differences(project.root / "site", project.root / "cold") == []
    write_files(project.root, EN)
    project.build()
    assert "یہ ترجمہ" not in project.text("ur/faq/pay")
