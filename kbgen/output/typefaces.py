"""The typefaces of languages that use fonts of the reader's device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kbgen.languages.language import language


def typefaces_css(langs: Iterable[str]) -> str:
    """Return CSS with the typefaces and line heights of the site's languages.

    >>> print(typefaces_css(["en", "hi"]), end="")
    :root:lang(hi),[lang]:lang(hi){--kb-font:var(--kb-latin),"Nirmala UI","Kohinoor Devanagari",\
"Noto Sans Devanagari";--kb-leading:1.75;--kb-heading-leading:1.5}
    """
    return "".join(_rules(langs))


def _rules(langs: Iterable[str]) -> Iterator[str]:
    for lang in langs:
        typeface = language(lang).about.typeface
        if typeface:
            families = ",".join(f'"{family}"' for family in typeface.families)
            yield (
                f":root:lang({lang}),[lang]:lang({lang}){{--kb-font:var(--kb-latin),{families};"
                f"--kb-leading:{typeface.leading:g};"
                f"--kb-heading-leading:{typeface.heading_leading:g}}}\n"
            )
