"""Keeps the theme's styles and scripts as they are published, which few builds see changed."""

from __future__ import annotations

from contextlib import suppress

from kbgen.build.store import ArtifactStore
from kbgen.build.uptodate import own_program
from kbgen.model.site import Settings
from kbgen.output.assets import Assets
from kbgen.output.theme_assets import assets_inputs, theme_assets
from kbgen.system.codec import Codec
from kbgen.system.digest import digest

ASSETS: Codec[Assets] = Codec(Assets)


def kept_assets(settings: Settings, store: ArtifactStore) -> Assets:
    """Return the theme's files as `theme_assets` does, made anew if they are not remembered."""
    key = digest(own_program(), assets_inputs(settings), "assets")
    kept = store.get(key)
    if kept is not None:
        with suppress(ValueError):
            return ASSETS.decode(kept)
    assets = theme_assets(settings)
    store.put(key, ASSETS.encode(assets))
    return assets
