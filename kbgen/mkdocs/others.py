"""The other plugins of a project, for the build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig

from kbgen.build.language_renderer import LanguageRenderer, RenderedPage
from kbgen.errors import PagesRefusedError
from kbgen.mkdocs.events import LanguageBuild, finish_events


@dataclass
class Others:
    """Runs the events of other plugins, language by language."""

    config: MkDocsConfig
    is_configured: bool = False
    """Whether MkDocs itself has run the first event of the first language."""

    refused: dict[str, PagesRefusedError] = field(default_factory=dict, init=False)
    """Path of a file → the reason why its page cannot be made."""

    def pages(
        self,
        renderer: LanguageRenderer,
        write: Callable[[str, bytes], None],
        finish: Callable[[], None],
    ) -> Iterator[RenderedPage]:
        """Yield the pages of a language. Raises PagesRefusedError at the end."""
        is_configured, self.is_configured = self.is_configured, False
        yield from LanguageBuild(renderer, write, finish, self.refused).run(is_configured)

    def finish(self) -> None:
        """Run the methods that wait until every language is built."""
        finish_events(self.config)
