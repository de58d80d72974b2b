"""Brings the catalogs of findings in line with the code: `make messages`.

What is new is added without a translation, what is gone is removed; what has changed a little is
marked as fuzzy, to be looked at. Without a change nothing is written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGS = ("ar", "hi", "ur")
COUNTS = {"msg": 1, "msgn": 2}
"""The functions that make a message → how many templates they take."""


def extracted() -> Catalog:
    """Return all messages of the code, with the files in which they stand."""
    catalog = Catalog()
    for file in sorted((ROOT / "kbgen").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for name, templates in _calls(file):
            count = COUNTS[name]
            catalog.add(templates[0] if count == 1 else tuple(templates), locations=[(place, 0)])
    return catalog


def _calls(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the calls that make a message, in the order of the code, with their templates."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        name = (
            node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        )
        if isinstance(node, ast.Call) and name in COUNTS:
            templates = [ast.literal_eval(one) for one in node.args[: COUNTS[name]]]
            found.append((node.lineno, node.col_offset, name, templates))
    yield from ((name, templates) for _, _, name, templates in sorted(found))


def catalog_file(lang: str) -> Path:
    return ROOT / "locales" / lang / "LC_MESSAGES/findings.po"


def read_catalog(lang: str) -> Catalog:
    file = catalog_file(lang)
    return read_po(BytesIO(file.read_bytes()), lang) if file.exists() else Catalog(lang)


HEADER = """\
# What kbgen finds, told in another language.
msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural};\\n"

"""


def written(catalog: Catalog) -> bytes:
    """Return the file of a catalog, in the order of the code."""
    text = BytesIO()
    write_po(text, catalog, width=100, omit_header=True, include_lineno=False)
    forms = catalog.plural_forms.rstrip(";")
    return HEADER.format(lang=catalog.locale, plural=forms).encode() + text.getvalue()


def update(lang: str) -> bool:
    """Write a catalog anew; return whether that changed it."""
    catalog, file = read_catalog(lang), catalog_file(lang)
    catalog.update(extracted(), no_fuzzy_matching=not file.exists(), update_creation_date=False)
    catalog.obsolete.clear()
    before, after = file.read_bytes() if file.exists() else b"", written(catalog)
    if before == after:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(after)
    return True


def main() -> None:
    for lang in LANGS:
        what = "changed" if update(lang) else "as it was"
        catalog = read_catalog(lang)
        missing = sum(1 for one in catalog if one.id and (not one.string or one.fuzzy))
        print(f"{lang}: {what}, {missing} of {len(catalog)} wait for a translation")


if __name__ == "__main__":
    main()
