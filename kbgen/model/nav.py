"""What `nav:` in mkdocs.yml names."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kbgen.model.finding import Span
from kbgen.model.page_files import without_suffix


@dataclass(frozen=True)
class NavReference:
    """A file that an item of a navigation names, as it is written, with the title of the item."""

    path: str
    title: str
    span: Span
    langs: tuple[str, ...]
    """The languages in whose navigation it stands."""

    @property
    def is_external(self) -> bool:
        """Tell whether it is an address instead of a file of the content."""
        parts = urlsplit(self.path)
        return bool(parts.scheme or parts.netloc) or self.path.startswith(("/", "#"))

    def page_id(self, langs: Collection[str]) -> str:
        """Return the page id of the file, which may stand below the folder of a language.

        >>> NavReference("en/help/README.md", "", Span("mkdocs.yml"), ("en",)).page_id(["en"])
        'help/index'
        """
        path = posixpath.normpath(self.path)
        folder, _, rest = path.partition("/")
        name = without_suffix(rest if folder in langs else path)
        parent, _, last = name.rpartition("/")
        return f"{parent}/index".lstrip("/") if last == "README" else name


def titles_of(
    nav: Iterable[NavReference], translations: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Return language → page id → its title in the navigation of that language.

    `translations` maps a language to titles in the default language and in that language.
    """
    found: dict[str, dict[str, str]] = {lang: {} for lang in translations}
    for one in nav:
        for lang in one.langs if one.title else ():
            title = translations[lang].get(one.title, one.title)
            found[lang].setdefault(one.page_id(translations), title)
    return found
