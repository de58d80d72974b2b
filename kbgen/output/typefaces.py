"""The letters that each language is shown in: the rules of the site's languages alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kbgen.languages.language import language


def typefaces_css(langs: Iterable[str]) -> str:
    """Return the rules for typeface and leading of the site's languages, and for their scripts.

    >>> print(typefaces_css(["en", "hi"]), end="")
    :root:lang(hi),[lang]:lang(hi){--kb-font:var(--kb-latin),"Nirmala UI","Kohinoor Devanagari",\
"Noto Sans Devanagari";--kb-leading:1.75;--kb-heading-leading:1.5}
    """
    every = tuple(langs)
    return "".join([*map(_own, every), *_joining([lang for lang in every if _joins(lang)])])


def _own(lang: str) -> str:
    rules, typeface = language(lang).style, language(lang).about.typeface
    if typeface:
        families = ",".join(f'"{family}"' for family in typeface.families)
        rules += (
            f":root:lang({lang}),[lang]:lang({lang}){{--kb-font:var(--kb-latin),{families};"
            f"--kb-leading:{typeface.leading:g};"
            f"--kb-heading-leading:{typeface.heading_leading:g}}}\n"
        )
        if typeface.middle != 50:
            at = f"background-position-y:{typeface.middle}%"
            rules += f".kb-article .kb-place:lang({lang}){{{at}}}\n"
    return rules


def _joins(lang: str) -> bool:
    script = language(lang).script
    return script is not None and script.joins


def _joining(langs: Sequence[str]) -> Iterator[str]:
    """Yield what holds where letters join: no space between them, and weight for stress."""
    if langs:
        yield ",".join(f":lang({lang})" for lang in langs)
        yield "{letter-spacing:normal!important;font-style:normal!important;"
        yield "font-synthesis-style:none}\n"
        yield ",".join(f"em:lang({lang})" for lang in langs) + "{font-weight:700}\n"
