"""How other generators make ids of headings and addresses of names."""

from __future__ import annotations

import re
import unicodedata

from kbgen.markdown.scan import slugify

_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*#([^\s}]+)[^}]*\}[ \t]*$")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")


def github_slug(text: str) -> str:
    """Return the id that GitHub, Docusaurus, Starlight and Hugo give a heading.

    >>> github_slug("Terms & Conditions: v1.2")
    'terms--conditions-v12'
    """
    text = unicodedata.normalize("NFC", text).lower().strip()
    kept = (c for c in text if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def kramdown_slug(text: str) -> str:
    """Return the id that Jekyll's kramdown gives a heading: nothing before the first letter.

    >>> kramdown_slug("1. Terms & Conditions")
    'terms--conditions'
    """
    text = unicodedata.normalize("NFC", text).lower()
    kept = "".join(c for c in text if c in " -" or unicodedata.category(c)[0] in "LMN")
    return re.sub(r"^[^a-z\u0080-\uffff]+", "", kept.strip()).replace(" ", "-") or "section"


def mkdocs_slug(text: str) -> str:
    """Return the id that MkDocs gives a heading (Python-Markdown's toc.slugify)."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    text = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(r"[-\s]+", "-", text)


def plain_words(text: str) -> str:
    """Return the words of a heading, without Markdown's and HTML's marks.

    >>> plain_words("The `--fix` *option*"), plain_words("See [us](a.md)")
    ('The --fix option', 'See us')
    """
    return _MARKUP.sub(lambda match: match[1] or "", text)


def heading_of(line: str) -> tuple[str, str] | None:
    """Return the text of a heading and its written id; None for another line.

    >>> heading_of("## Time {#time}"), heading_of("Time")
    (('Time', 'time'), None)
    """
    match = _HEADING.match(line)
    if match is None:
        return None
    written = _ATTRIBUTES.search(match[2])
    text = match[2][: written.start()] if written else match[2]
    return text, written[1] if written else ""


def is_same_id(text: str, old: str) -> bool:
    """Tell whether a heading has its old id also without writing it."""
    return old == mkdocs_slug(plain_words(text)) == slugify(text)


def page_part(name: str) -> str:
    """Return a file's name without what cannot stand in an address.

    >>> page_part("Getting Started"), page_part("What's new?")
    ('getting-started', 'whats-new')
    """
    name = unicodedata.normalize("NFC", name).strip().lower()
    name = re.sub(r"[\s/]+", "-", name)
    name = re.sub(r"[<>\"'&?#%\\:*|`{}\[\]()]", "", name)
    return re.sub(r"-{2,}", "-", name).strip("-.") or "page"


def page_id_of(path: str) -> str:
    """Return the id of a page from an address or a path without suffix: parts cleaned one by one.

    >>> page_id_of("/Guides/Getting Started/"), page_id_of("/")
    ('guides/getting-started', 'index')
    """
    parts = [page_part(part) for part in path.split("/") if part]
    return "/".join(parts) or "index"
