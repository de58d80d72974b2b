"""How the content folder tells in which language a file is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LOCALE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")
"""The names that static-i18n takes for a language."""


@dataclass(frozen=True)
class DocsStructure:
    """One folder a language, the language in the name of a file, or a single language.

    A file has a *place*: its path if each language had a folder, by which all else calls it.
    """

    name: Literal["folder", "suffix", "single"] = "folder"
    default: str = ""
    langs: tuple[str, ...] = ()
    """Also those that are not built."""

    def place(self, file: str) -> str:
        """Return the place of a file below the content folder.

        >>> languages = DocsStructure("suffix", "en", ("en", "ur"))
        >>> languages.place("faq/pin.ur.md"), languages.place("faq/pin.md")
        ('ur/faq/pin.md', 'en/faq/pin.md')
        """
        if self.name == "folder":
            return file
        lang, rest = self._split(file) if self.name == "suffix" else ("", file)
        return f"{lang or self.default}/{rest}"

    def linked(self, place: str) -> str:
        """Return the place that a link names: its file may have the language in its name.

        >>> DocsStructure("suffix", "en", ("en", "ur", "ar")).linked("ur/faq/pin.ar.md")
        'ar/faq/pin.md'
        """
        folder, _, rest = place.partition("/")
        lang, own = self._split(rest) if self.name == "suffix" else ("", "")
        return f"{lang}/{own}" if lang and folder in self.langs else place

    def file(self, lang: str, page_id: str) -> str:
        """Return the name that a page's file should have below the content folder."""
        if self.name == "folder":
            return f"{lang}/{page_id}.md"
        return f"{page_id}.md" if lang == self.default else f"{page_id}.{lang}.md"

    def _split(self, file: str) -> tuple[str, str]:
        """Return the language in the name of a file, "" for none, and the file without it."""
        folder, slash, name = file.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        own, _, lang = stem.rpartition(".")
        is_page = ending in ("md", "markdown", "mdown", "mkdn", "mkd")
        if own and (lang in self.langs or (is_page and _LOCALE.fullmatch(lang))):
            return lang, f"{folder}{slash}{own}{dot}{ending}"
        return "", file
