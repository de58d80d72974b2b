"""Brings the catalogs of findings in line with the code: `make messages`.

What is new is added without a translation, what is gone is removed; what has changed a little is
marked as fuzzy, to be looked at. Without a change nothing is written.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGS = ("ar", "hi", "ur")
KEYWORDS = {"msg": None, "msgn": (1, 2)}


def extracted() -> Catalog:
    """Return all messages of the code, with the files in which they stand."""
    catalog = Catalog()
    found = extract_from_dir(
        str(ROOT / "kbgen"), [("**.py", "python")], keywords=KEYWORDS, callback=None
    )
    for file, _, message, comments, _ in found:
        catalog.add(message, locations=[(f"kbgen/{file}", 0)], auto_comments=comments)
    return catalog


def catalog_file(lang: str) -> Path:
    return ROOT / "locales" / lang / "LC_MESSAGES/findings.po"


def read_catalog(lang: str) -> Catalog:
    file = catalog_file(lang)
    return read_po(BytesIO(file.read_bytes()), lang) if file.exists() else Catalog(lang)


def written(catalog: Catalog) -> bytes:
    """Return the file of a catalog, in the order of the code."""
    text = BytesIO()
    write_po(text, catalog, width=100, omit_header=False, include_lineno=False)
    return text.getvalue()


def update(lang: str) -> bool:
    """Write a catalog anew; return whether that changed it."""
    catalog, file = read_catalog(lang), catalog_file(lang)
    catalog.update(extracted(), no_fuzzy_matching=not file.exists(), update_creation_date=False)
    catalog.obsolete.clear()
    catalog.header_comment = "# What kbgen finds, told in another language."
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
