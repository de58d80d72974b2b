"""Collects the theme's styles, scripts and fonts and the brand's pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kbgen.model.brand import Brand
from kbgen.model.site import Settings
from kbgen.output.assets import Assets, hash_assets, join_styles
from kbgen.output.colour import palette_css
from kbgen.output.digits import digits_css
from kbgen.output.icon import default_icon
from kbgen.output.minify import minify_script
from kbgen.output.modules import published_scripts
from kbgen.output.search.tables import shared_tables_bytes
from kbgen.output.typefaces import typefaces_css
from kbgen.resources import folder
from kbgen.system.digest import canonical, digest, digest_bytes
from kbgen.system.files import read_file

FOLDER = "assets/kb/"
_ROOTS = ("kb.js", "search-client.js")
"""Scripts that pages load, and that scripts of an author may import."""
_APART = ("search-worker.js", "redirect.js")
"""Scripts that run where no other has run before."""


def theme_assets(settings: Settings) -> Assets:
    """Return the files below assets/kb/: kb.css, the scripts, fonts/*.woff2, the pictures.

    The names of pictures are "icon" and "logo" in every format. There is always an icon, but a logo
    only if the brand has one. Raises AssetError if a file refers to a missing one.
    """
    theme = folder("theme")
    styles = {file.name: file.read_text("utf-8") for file in (theme / "styles").glob("*.css")}
    numbering = _numbering(settings)
    own = palette_css(settings.brand.accent) + digits_css(numbering) + typefaces_css(numbering)
    pictures = dict(_pictures(settings.brand, settings.bounds))
    assets = hash_assets(
        {
            "kb.css": join_styles(styles, own),
            **_scripts(theme),
            "search-tables.json": shared_tables_bytes(numbering),
            **{f"fonts/{f.name}": f.read_bytes() for f in (theme / "fonts").glob("*.woff2")},
            **{f.name: f.read_bytes() for f in (theme / "images").glob("*.svg")},
            **dict(pictures.values()),
        }
    )
    called = {name: assets.name(file) for name, (file, _) in pictures.items()}
    return replace(assets, names={**assets.names, **called})


def assets_inputs(settings: Settings) -> str:
    """Return the digest of all that these files are made of, beside the program and its theme."""
    brand = settings.brand
    pictures = [
        (name, file, digest_bytes(content))
        for name, (file, content) in _pictures(brand, settings.bounds)
    ]
    return digest(brand.accent, canonical(_numbering(settings)), canonical(pictures))


def _numbering(settings: Settings) -> dict[str, str]:
    return {language.lang: language.numbering for language in settings.languages}


def joined_scripts(theme: Path) -> dict[str, str]:
    """Return the published scripts, each with the modules that it imports."""
    sources = {f.name: f.read_text("utf-8") for f in (theme / "scripts").glob("*.js")}
    lent = {"forms-fields.js": "forms.js"}
    return published_scripts(sources, "early.js", _ROOTS, _APART, lent)


def _scripts(theme: Path) -> dict[str, bytes]:
    scripts = joined_scripts(theme)
    return {name: _minified(theme, name, script).encode() for name, script in scripts.items()}


def _minified(theme: Path, name: str, script: str) -> str:
    """Return a script as it is in theme/minified, or a longer one if it was changed since."""
    kept = theme / "minified" / name
    first, _, short = kept.read_text("utf-8").partition("\n") if kept.is_file() else ("", "", "")
    return short if first == made_from(script) else minify_script(script)


def made_from(script: str) -> str:
    """Return the first line of a file in theme/minified: which script it was made from."""
    return f"// {digest(script)}"


def _pictures(brand: Brand, bounds: Iterable[Path]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield (name of a picture, (its file name, its content))."""

    def content(picture: Path) -> bytes:
        return read_file(picture, bounds)

    if brand.image:
        yield "image", (f"image{brand.image.suffix.lower()}", content(brand.image))
    if brand.logo:
        yield "logo", (f"logo{brand.logo.suffix.lower()}", content(brand.logo))
    if brand.icon and brand.icon == brand.logo:
        yield "icon", (f"logo{brand.icon.suffix.lower()}", content(brand.icon))
    elif brand.icon:
        yield "icon", (f"icon{brand.icon.suffix.lower()}", content(brand.icon))
    else:
        yield "icon", ("icon.svg", default_icon(brand.accent))
