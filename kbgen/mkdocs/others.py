"""The other plugins of a project, as the build has them take part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig

from kbgen.errors import PagesRefusedError
from kbgen.mkdocs.events import LanguageBuild, finish_events
from kbgen.render.press import Press, Printed


@dataclass
class Others:
    """Runs the events of other plugins, language by language."""

    config: MkDocsConfig
    is_configured: bool = False
    """Whether MkDocs has run the first event of the first language itself."""

    refused: dict[str, PagesRefusedError] = field(default_factory=dict, init=False)
    """Why the page of a file cannot be made."""

    def pages(
        self, press: Press, write: Callable[[str, bytes], None], finish: Callable[[], None]
    ) -> Iterator[Printed]:
        """Yield the pages of a language. Raises PagesRefusedError in the end."""
        is_configured, self.is_configured = self.is_configured, False
        yield from LanguageBuild(press, write, finish, self.refused).run(is_configured)

    def finish(self) -> None:
        """Run what waits until every language is built."""
        finish_events(self.config)
