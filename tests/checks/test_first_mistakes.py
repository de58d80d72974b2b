"""What the record of translations tells waits until a mistake in the same text is mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.test_translate import CONFIG_2
from tests.sites import Project, write_files

EN, UR = "content/en/faq/cards.md", "content/ur/faq/cards.md"
FILES = f"""\
-- mkdocs.yml --
{CONFIG_2}
-- content/facts.yml --
card.fee: {{money: 25 AED}}
card.time: {{duration: 3 days}}
-- {EN} --
---
title: Cards
description: What a card costs.
---
A card costs {{{{ card.fee }}}}.

It comes in {{{{ card.time }}}}.

Bring these:

- your passport
- a photo
-- {UR} --
---
title: کارڈ
description: کارڈ کی قیمت۔
---
کارڈ کی قیمت {{{{ card.fee }}}} ہے۔

یہ {{{{ card.time }}}} میں آتا ہے۔

یہ ساتھ لائیں:

- اپنا پاسپورٹ
- ایک تصویر
"""


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (EN, "{{ card.fee }}", "25 AED", [("KB401", EN)]),
        (EN, "What a card costs.", "“What a card costs.”", [("KB122", EN)]),
        (EN, "{{ card.fee }}", "{ card.fee }}", [("KB217", EN)]),
        (UR, "{{ card.fee }}", "}} card.fee {{", [("KB217", UR)]),
        (UR, "{{ card.fee }}", "{{ کارڈ.فیس }}", [("KB205", UR)]),
        (UR, "لائیں:\n\n-", "لائیں:\n-", [("KB128", UR)]),
        (UR, "آتا ہے۔", "پہنچتا ہے۔", [("KB483", UR)]),
    ],
)
def test_a_mistake_is_told_before_what_follows_from_it(
    path: str, old: str, new: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    write_files(tmp_path, FILES)
    project = Project(tmp_path)
    stamped = project.run("translate", "stamp")
    assert stamped.exit_code == 0, stamped.output
    text = (tmp_path / path).read_text("utf-8")
    assert old in text
    (tmp_path / path).write_text(text.replace(old, new, 1), "utf-8")
    result = project.run("check", "--format", "json")
    found = [(one["code"], one["path"]) for one in json.loads(result.stdout)]
    assert [one for one in found if one[0] not in ("KB404", "KB421")] == expected
