"""The default icon of a site."""

from __future__ import annotations

from kbgen.output.colour import palettes


def default_icon(accent: str) -> bytes:
    """Return an SVG with a question mark on a tile in the accent colour."""
    light, _ = palettes(accent)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{light["kb-strong"]}"/>'
        '<path d="M11 12.5a5 5 0 1 1 7.5 4.3c-1.7 1-2.5 1.9-2.5 3.7" fill="none" '
        f'stroke="{light["kb-on-strong"]}" stroke-width="3" stroke-linecap="round"/>'
        f'<circle cx="16" cy="25" r="2" fill="{light["kb-on-strong"]}"/></svg>\n'
    ).encode()
