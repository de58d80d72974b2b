"""Write what is made: `python -m tests.documentation`."""

from __future__ import annotations

from tests.documentation.pages import DOCS, NAMES, page

for name in NAMES:
    file, text = DOCS / name, page(name)
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        print(f"wrote docs/{name}")
