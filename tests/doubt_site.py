"""A site in English and Urdu of which one text is in doubt, and one contradicts its source."""

from __future__ import annotations

from pathlib import Path

from tests.sites import CONFIG, Project

TWO = CONFIG.replace("        - {locale: ar, name: العربية}\n", "").replace(
    "        - {locale: hi, name: हिन्दी}\n", ""
)
"""Two languages, so that none is missing."""
EN, UR, RECORD = (
    "content/en/faq/returns.md",
    "content/ur/faq/returns.md",
    "content/ur/made-from.txt",
)
ONLY = "Only members may return an item."
EVERYBODY = "ممبران چیز واپس کر سکتے ہیں۔"
"""Members may return an item: whether it says that others may not, only a person can say."""
MEMBERS_ALONE = "صرف ممبران چیز واپس کر سکتے ہیں۔"
DOUBT = f"""\
-- mkdocs.yml --
{TWO}
-- content/ur/index.md --
---
title: سرورق
---
خوش آمدید۔
-- {EN} --
---
title: Returns
---
## Who can return an item? {{#who}}

{ONLY}

Please bring the box.

## How long? {{#time}}

You have 5 days.
-- {UR} --
---
title: واپسی
---
## چیز کون واپس کر سکتا ہے؟ {{#who}}

{EVERYBODY}

براہِ کرم ڈبہ ساتھ لائیں۔

## کتنا وقت ہے؟ {{#time}}

آپ کے پاس 5 دن ہیں۔
"""
CONTRADICTED = DOUBT.replace("5 دن", "7 دن")
ADDRESS = "faq/returns#who:1"


def record(project: Project) -> list[str]:
    """Return the lines of the record in Urdu, without comments."""
    file = project.root / RECORD
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if line and not line.startswith("#")]


def edit(project: Project, path: str, old: str, new: str) -> None:
    file: Path = project.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
