"""One accent colour gives palettes on which everything can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kbgen.output.colour import Palette, palette_css, palettes
from kbgen.output.oklch import contrast, from_hex, parse_hex, to_hex

GROUNDS = ("paper", "surface", "soft", "info-soft", "warn-soft", "danger-soft")
# WCAG 2.2: 1.4.3 text 4.5, 1.4.6 enhanced 7, 1.4.11 what one operates 3.
LEAST = {
    "ink": 7.0,
    "accent": 4.5,
    "quiet": 4.5,
    "info": 4.5,
    "warn": 4.5,
    "danger": 4.5,
    "edge": 3.0,
    "focus": 3.0,
}
NAMED = ["#ffff00", "#ffffff", "#000000", "#808080", "#ff0000", "#00ff00", "#0000ff", "#00796b"]


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails on white
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_wcag_s(first: str, second: str, ratio: float) -> None:
    assert round(contrast(first, second), 2) == ratio
    assert contrast(first, second) == contrast(second, first)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    [
        # Green as CSS Color 4 gives it, and the primaries of sRGB.
        ("#008000", 0.51975, 0.17686, 142.495),
        ("#ff0000", 0.62796, 0.25768, 29.234),
        ("#00ff00", 0.86644, 0.29483, 142.495),
        ("#0000ff", 0.45201, 0.31321, 264.052),
    ],
)
def test_oklch_is_that_of_css(colour: str, lightness: float, chroma: float, hue: float) -> None:
    found = from_hex(colour)
    assert found.lightness == pytest.approx(lightness, abs=2e-5)
    assert found.chroma == pytest.approx(chroma, abs=2e-5)
    assert found.hue == pytest.approx(hue, abs=2e-3)


HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(HEX)
def test_a_colour_survives_the_way_to_oklch_and_back(colour: str) -> None:
    assert to_hex(from_hex(colour)) == colour


@settings(max_examples=60, deadline=None)
@given(HEX)
@example("#ffff00")
@example("#ffffff")
@example("#000000")
@example("#808080")
@example("#00796b")
def test_everything_can_be_read_whatever_the_accent(accent: str) -> None:
    for palette in palettes(accent):
        for name, least in LEAST.items():
            for ground in GROUNDS:
                found = contrast(palette[f"kb-{name}"], palette[f"kb-{ground}"])
                assert found >= least, f"{name} on {ground}: {found:.2f}"
        assert contrast(palette["kb-on-strong"], palette["kb-strong"]) >= 4.5
        assert contrast(palette["kb-strong"], palette["kb-paper"]) >= 1.3


@pytest.mark.parametrize("accent", NAMED)
def test_light_is_nearly_white_and_dark_is_not_black(accent: str) -> None:
    light, dark = palettes(accent)
    assert contrast(light["kb-paper"], "#ffffff") < 1.1
    assert 1.05 < contrast(dark["kb-paper"], "#000000") < 1.25


@pytest.mark.parametrize("accent", ["#00796b", "#001f3f", "#b71c1c"])
def test_an_accent_that_can_be_read_is_used_as_it_is(accent: str) -> None:
    light, _ = palettes(accent)
    assert light["kb-accent"] == accent
    assert light["kb-strong"] == accent
    assert light["kb-on-strong"] == "#ffffff"


def test_a_bright_brand_keeps_its_buttons_and_darkens_its_links() -> None:
    light, dark = palettes("#ffd600")
    assert light["kb-strong"] == dark["kb-strong"] == "#ffd600"
    assert contrast(light["kb-on-strong"], "#000000") < 2  # dark words on yellow
    assert abs(from_hex(light["kb-accent"]).hue - from_hex("#ffd600").hue) < 5


def hues(palette: Palette, names: tuple[str, ...]) -> list[float]:
    return [from_hex(palette[f"kb-{name}"]).hue for name in names]


def test_neutrals_have_a_touch_of_the_accent() -> None:
    light, dark = palettes("#1565c0")
    for palette in (light, dark):
        for name in ("ink", "quiet", "line", "edge", "soft"):
            colour = from_hex(palette[f"kb-{name}"])
            assert 0.002 < colour.chroma < 0.05
            assert 225 < colour.hue < 285
    grey = palettes("#777777")[0]
    assert {grey[f"kb-{n}"][1:3] == grey[f"kb-{n}"][3:5] for n in ("ink", "line", "soft")} == {True}


def test_the_css_has_both_schemes_and_the_reader_s_choice() -> None:
    css = palette_css("#00796b")
    light, dark = palettes("#00796b")
    blocks = dict(re.findall(r"(:root[^{]*)\{([^}]*)\}", css))
    assert list(blocks) == [
        ":root",
        ':root:not([data-scheme="light"])',
        ':root[data-scheme="dark"]',
    ]
    assert f"--kb-ink:{light['kb-ink']}" in blocks[":root"]
    assert "color-scheme:light" in blocks[":root"]
    for selector in list(blocks)[1:]:
        assert f"--kb-ink:{dark['kb-ink']}" in blocks[selector]
        assert "color-scheme:dark" in blocks[selector]
    assert "screen and (prefers-color-scheme:dark)" in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("text", ["#0AF", " #00aaff ", "#00AAFF"])
def test_hex_is_read_as_css_reads_it(text: str) -> None:
    assert parse_hex(text) == "#00aaff"


@pytest.mark.parametrize(
    "text", ["teal", "00796b", "#00796", "#00796bff", "", "#ggg", "rgb(0,0,0)"]
)
def test_what_is_no_hex_colour_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="such as #00796b"):
        palette_css(text)
