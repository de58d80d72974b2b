"""What a build is given by the generator whose plugin kbgen is, and by other plugins."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kbgen.build.context import OtherPlugins
from kbgen.build.language_renderer import LanguageSetup
from kbgen.model.finding import Finding
from kbgen.model.site import Settings, Site


@dataclass(frozen=True)
class GeneratorSetup:
    """How a generator and its other plugins take part in making a site."""

    language: Callable[[Site, str], LanguageSetup]
    """Opens a language of a site."""
    logger: logging.Logger
    """Where they warn."""
    others: OtherPlugins | None = None
    templates: Callable[[Any, Callable[[str, bytes], None]], None] | None = None
    """Writes a language's templates that stand alone, where there are some."""
    shows_all: bool = False
    """Whether any page may show something of all others."""
    reasons: tuple[str, ...] = ()
    """Why every build makes all pages anew."""
    undivided: tuple[str, ...] = ()
    """Why the site cannot be made by several machines."""


class Generator(Protocol):
    """A project that a generator has loaded; `findings` is what it warns of in its settings."""

    @property
    def settings(self) -> Settings: ...
    @property
    def site_dir(self) -> Path: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...
    @property
    def is_serving(self) -> bool:
        """Whether the site is made for its authors, with drafts."""

    def setup(self, site: Site) -> GeneratorSetup: ...
    def rendering(self, folder: Path, strict: bool = False) -> AbstractContextManager[None]:
        """Have the generator build into a folder; turn its exceptions into KbgenError."""
