"""The files that are pages, by their names; MkDocs makes pages of the same ones."""

from __future__ import annotations

from typing import Final

SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def is_page_file(name: str) -> bool:
    """Tell whether a file is a page.

    >>> is_page_file("en/a.markdown"), is_page_file("en/a.MD"), is_page_file("en/a.mdx")
    (True, False, False)
    """
    return name.endswith(SUFFIXES)


def without_suffix(name: str) -> str:
    """Return the name of a page without its ending; any other name as it is.

    >>> without_suffix("en/a.markdown"), without_suffix("en/a.b.md"), without_suffix("en/a.png")
    ('en/a', 'en/a.b', 'en/a.png')
    """
    suffix = next((one for one in SUFFIXES if name.endswith(one)), "")
    return name.removesuffix(suffix)
