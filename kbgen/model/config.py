"""What mkdocs.yml says of a site in one language, as far as a build reads it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageConfig:
    """The configuration of a site in one language.

    What pages may show of it, and a build does not read, is there as digests, for the keys.
    """

    name: str
    description: str = ""
    url: str = ""
    """Where the site stands on the web; "" if that is unknown."""
    writes_nav: bool = False
    """Whether it writes the navigation, or leaves pages out of it."""
    finds_absolute: bool = False
    """Whether an address that begins with a slash is looked for in the content."""
    layout_digest: str = ""
    """The digest of what kbgen's templates show of it on every page."""
    markdown_digest: str = ""
    """The digest of what Markdown is converted with, and of the languages."""
    template_digest: str = ""
    """The digest of what a project's own templates may read; "" where it has none."""

    @property
    def base(self) -> str:
        """The site's absolute address with a last slash, or ""."""
        return f"{self.url.rstrip('/')}/" if self.url else ""
