"""Converts between sRGB and OKLCH, and computes the contrast of two colours.

Matrices and transfer function are those of CSS Color 4 (§ 18, "Sample code for color
conversions"); contrast is WCAG 2.2's ("contrast ratio", "relative luminance").
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

_RGB_TO_XYZ: Matrix = (
    (506752 / 1228815, 87881 / 245763, 12673 / 70218),
    (87098 / 409605, 175762 / 245763, 12673 / 175545),
    (7918 / 409605, 87881 / 737289, 1001167 / 1053270),
)
_XYZ_TO_RGB: Matrix = (
    (12831 / 3959, -329 / 214, -1974 / 3959),
    (-851781 / 878810, 1648619 / 878810, 36519 / 878810),
    (705 / 12673, -2585 / 12673, 705 / 667),
)
_XYZ_TO_LMS: Matrix = (
    (0.8190224379967030, 0.3619062600528904, -0.1288737815209879),
    (0.0329836539323885, 0.9292868615863434, 0.0361446663506424),
    (0.0481771893596242, 0.2642395317527308, 0.6335478284694309),
)
_LMS_TO_XYZ: Matrix = (
    (1.2268798758459243, -0.5578149944602171, 0.2813910456659647),
    (-0.0405757452148008, 1.1122868032803170, -0.0717110580655164),
    (-0.0763729366746601, -0.4214933324022432, 1.5869240198367816),
)
_LMS_TO_LAB: Matrix = (
    (0.2104542683093140, 0.7936177747023054, -0.0040720430116193),
    (1.9779985324311684, -2.4285922420485799, 0.4505937096174110),
    (0.0259040424655478, 0.7827717124575296, -0.8086757549230774),
)
_LAB_TO_LMS: Matrix = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)


@dataclass(frozen=True)
class Oklch:
    """Lightness 0 to 1, chroma 0 to about 0.4, hue in degrees (without meaning if chroma is 0)."""

    lightness: float
    chroma: float
    hue: float


def parse_hex(text: str) -> str:
    """Return an opaque CSS hex colour as #rrggbb.

    Raises ValueError with a message for the editor.

    >>> parse_hex("#0AF")
    '#00aaff'
    """
    match = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if not match:
        raise ValueError(f"'{text}' is no colour; write six hexadecimal digits, such as #00796b")
    digits = match[1]
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def from_hex(colour: str) -> Oklch:
    """Return #rrggbb as OKLCH."""
    linear = _linear(colour)
    lms = _times(_XYZ_TO_LMS, _times(_RGB_TO_XYZ, linear))
    lightness, a, b = _times(_LMS_TO_LAB, _each(math.cbrt, lms))
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """Return #rrggbb of equal lightness and hue, with less chroma if it is outside of the gamut."""
    if colour.lightness <= 0:
        return "#000000"
    if colour.lightness >= 1:
        return "#ffffff"
    low, high = 0.0, colour.chroma
    if _fits(_rgb(colour)):
        low = high
    # After 17 bisections the error is smaller than one step of an eight-bit channel.
    for _ in range(17):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_rgb(replace(colour, chroma=middle))) else (low, middle)
    channels = _rgb(replace(colour, chroma=low))
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, c))):02x}" for c in channels)


def contrast(first: str, second: str) -> float:
    """Return WCAG's contrast ratio of two #rrggbb colours, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _each(_to_linear, (red, green, blue))


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(channel: float) -> float:
    if channel <= 0.0031308:
        return float(channel * 12.92)
    return float(1.055 * channel ** (1 / 2.4) - 0.055)


def _rgb(colour: Oklch) -> Triple:
    """Return channels from 0 to 1; outside of that range if the colour is outside of sRGB."""
    angle = math.radians(colour.hue)
    lab = colour.lightness, colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)
    lms = _each(lambda value: value**3, _times(_LAB_TO_LMS, lab))
    return _each(_from_linear, _times(_XYZ_TO_RGB, _times(_LMS_TO_XYZ, lms)))


def _fits(channels: Triple) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)


def _times(matrix: Matrix, vector: Triple) -> Triple:
    x, y, z = vector
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _each(function: Callable[[float], float], vector: Triple) -> Triple:
    x, y, z = map(function, vector)
    return x, y, z
