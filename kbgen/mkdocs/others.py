"""The other plugins of a project, for the build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kbgen.build.language_renderer import LanguageRenderer, RenderedPage
from kbgen.errors import PagesRefusedError
from kbgen.mkdocs.events import LanguageBuild, finish_events


@dataclass
class Others:
    """Runs the events of other plugins, language by language."""

    config: MkDocsConfig
    is_configured: bool = False
    """Whether MkDocs has run the first event of the first language itself."""
    in_order: bool = True
    """Whether they must see all pages, in order and in one process."""
    inputs: str = ""
    """The digest of all that pages depend on because of them; "" if that is not known."""
    nav: Any = field(init=False)
    """`nav:` of mkdocs.yml, which a plugin may replace in each language."""
    refused: dict[str, PagesRefusedError] = field(default_factory=dict, init=False)
    """Path of a file → the reason why its page cannot be made."""

    def __post_init__(self) -> None:
        self.nav = deepcopy(self.config.nav)

    def pages(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> Iterator[RenderedPage]:
        """Yield the pages of a language, in order. Raises PagesRefusedError in the end."""
        yield from self._build(renderer, write, finish).run(self._starts_configured())

    def by_pages(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> AbstractContextManager[Callable[[str], RenderedPage]]:
        """Yield what makes a page of a language by its id, in any process."""
        return self._build(renderer, write, finish).by_pages(self._starts_configured())

    def finish(self) -> None:
        """Run the methods that wait until every language is built."""
        finish_events(self.config)

    def _build(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> LanguageBuild:
        return LanguageBuild(renderer, write, finish, self.refused)

    def _starts_configured(self) -> bool:
        is_configured, self.is_configured = self.is_configured, False
        if not is_configured:
            self.config.nav = deepcopy(self.nav)
        return is_configured
