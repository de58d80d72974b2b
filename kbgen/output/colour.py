"""Makes a light and a dark palette with sufficient contrast from one accent colour, as CSS.

Every colour has the accent's hue (OKLCH); its lightness is moved away from the backgrounds until
it has the contrast that WCAG 2.2 requires (1.4.3, 1.4.6, 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kbgen.output.oklch import Oklch, contrast, from_hex, parse_hex, to_hex

Palette = Mapping[str, str]
"""Custom property without its dashes ("kb-ink") → #rrggbb."""

INK, TEXT, EDGE = 7.0, 4.5, 3.0
# The contrast of a pale fill with the page: enough to see it as a separate surface.
FILL = 1.3
# If white text on a fill has at least this contrast, darken the fill instead of using dark text.
NEARLY = 3.0
STEP = 0.004
WHITE = "#ffffff"

# Hue and chroma of colours that have one meaning under every brand.
MEANINGS = {"info": (250.0, 0.13), "warn": (70.0, 0.12), "danger": (27.0, 0.18)}


@dataclass(frozen=True)
class _Scheme:
    """The initial lightness of a scheme's colours; `away` is the direction of more contrast."""

    away: float
    paper: float
    surface: float
    soft: float
    line: float
    edge: float
    ink: float
    quiet: float
    meaning: float
    soft_chroma: float
    fill: float  # the least contrast of a fill with the page


_LIGHT = _Scheme(
    -STEP, 0.987, 1.0, 0.957, 0.905, 0.63, 0.25, 0.48, 0.5, soft_chroma=0.024, fill=FILL
)
_DARK = _Scheme(
    STEP, 0.185, 0.222, 0.27, 0.335, 0.56, 0.94, 0.76, 0.78, soft_chroma=0.03, fill=EDGE
)


def palette_css(accent: str) -> str:
    """Return the custom properties of both schemes.

    The reader's system or the reader (`data-scheme` on <html>) chooses dark; print is always light.
    Raises ValueError if the accent is no hex colour.
    """
    light, dark = palettes(accent)
    night = _declarations("dark", dark)
    return (
        f":root{{{_declarations('light', light)}}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f':root:not([data-scheme="light"]){{{night}}}}}\n'
        f'@media screen{{:root[data-scheme="dark"]{{{night}}}}}\n'
    )


@lru_cache(maxsize=8)
def palettes(accent: str) -> tuple[Palette, Palette]:
    """Return the light and the dark palette of an accent such as "#00796b"."""
    colour = from_hex(parse_hex(accent))
    return _palette(colour, _LIGHT), _palette(colour, _DARK)


def _declarations(scheme: str, palette: Palette) -> str:
    return f"color-scheme:{scheme};" + ";".join(f"--{k}:{v}" for k, v in palette.items())


def _palette(accent: Oklch, scheme: _Scheme) -> Palette:
    softs = {
        f"kb-{name}-soft": to_hex(Oklch(scheme.soft, scheme.soft_chroma * 1.4, hue))
        for name, (hue, _) in MEANINGS.items()
    }
    grounds = {
        "kb-paper": to_hex(_tint(accent, scheme.paper, 0.006)),
        "kb-surface": to_hex(_tint(accent, scheme.surface, 0.008)),
        "kb-soft": to_hex(_tint(accent, scheme.soft, scheme.soft_chroma)),
        **softs,
    }

    def on_all(colour: Oklch, ratio: float) -> str:
        return _away(colour, scheme.away, tuple(grounds.values()), ratio)

    link = on_all(accent, TEXT)
    fill, words = _fill(accent, scheme, grounds["kb-paper"])
    return {
        **grounds,
        "kb-accent": link,
        "kb-strong": fill,
        "kb-on-strong": words,
        "kb-ink": on_all(_tint(accent, scheme.ink, 0.012), INK),
        "kb-quiet": on_all(_tint(accent, scheme.quiet, 0.014), TEXT),
        "kb-line": to_hex(_tint(accent, scheme.line, 0.01)),
        "kb-edge": on_all(_tint(accent, scheme.edge, 0.016), EDGE),
        "kb-focus": link,
        **{
            f"kb-{name}": on_all(Oklch(scheme.meaning, chroma, hue), TEXT)
            for name, (hue, chroma) in MEANINGS.items()
        },
    }


def _tint(accent: Oklch, lightness: float, chroma: float) -> Oklch:
    """Return a neutral with a little of the accent; a grey for a grey accent."""
    return Oklch(lightness, min(chroma, accent.chroma), accent.hue)


def _away(colour: Oklch, step: float, grounds: Sequence[str], ratio: float) -> str:
    """Move a colour towards black or white until it has contrast `ratio` with every background.

    It stops at black or white at the latest.
    """
    end = 1.0 if step > 0 else 0.0
    while True:
        found = to_hex(colour)
        if min(contrast(found, ground) for ground in grounds) >= ratio or colour.lightness == end:
            return found
        colour = replace(colour, lightness=min(1.0, max(0.0, colour.lightness + step)))


def _fill(accent: Oklch, scheme: _Scheme, paper: str) -> tuple[str, str]:
    """Return the fill of buttons and the header, and the colour of text on it.

    The fill is the accent if possible; the text is white if the fill needs little darkening.
    """
    fill = _away(accent, scheme.away, (paper,), scheme.fill)
    if contrast(fill, WHITE) >= NEARLY:
        return _away(from_hex(fill), -STEP, (WHITE,), TEXT), WHITE
    return fill, _away(_tint(accent, 0.25, 0.03), -STEP, (fill,), TEXT)
