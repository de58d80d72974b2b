"""The texts of a site's pages while a move is planned: front matter and body apart."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kbgen.model.article import Article
from kbgen.model.front_matter import references
from kbgen.model.picture import find_picture, is_address
from kbgen.model.site import Site
from kbgen.moving.links import LinkMover, TextEdit, with_text_edits
from kbgen.moving.renames import Renames, WebPaths, relative
from kbgen.moving.sections import (
    SectionRange,
    heading_edits,
    with_section,
    without_section,
)
from kbgen.moving.yaml_values import change_values, with_list
from kbgen.source.yaml import Path


@dataclass(frozen=True)
class PageText:
    """The text of a page in one language; `head` ends with the last line of its front matter."""

    head: str
    front: str
    body: str

    @property
    def whole(self) -> str:
        return self.head + self.body

    def with_front(self, front: str) -> PageText:
        """Return the text with other front matter, which is made if there was none."""
        if front == self.front:
            return self
        if not self.head.strip():
            return replace(self, head=f"---\n{front}\n---\n", front=front)
        first, _, rest = self.head.partition("\n")
        head = f"{first}\n{front}\n{rest[len(self.front) :].lstrip(chr(10))}"
        return replace(self, head=head, front=front)

    def with_list(
        self, name: str, added: Sequence[str] = (), removed: Collection[str] = ()
    ) -> PageText:
        return self.with_front(with_list(self.front, name, added, removed))


def page_text(text: str, article: Article) -> PageText:
    return PageText(text[: len(text) - len(article.body)], article.front_matter, article.body)


@dataclass(frozen=True)
class TextMover:
    """Changes the text of an article as a move wants it."""

    site: Site
    renames: Renames
    article: Article

    @property
    def own(self) -> str:
        return self.renames.page(self.article.id)

    def moved(self, text: PageText, section: SectionRange | None = None) -> PageText:
        """Return the text of a page that is moved, or whose links lead to what is moved.

        `section` goes to another page, and is left out.
        """
        body = with_text_edits(text.body, self._edits(self.own))
        if section:
            before = self._until(section.start, self.own)
            through = self._until(section.end, self.own)
            body = without_section(body, len(before), len(through))
        return replace(text, body=body).with_front(self._front(text.front, section))

    def section(self, section: SectionRange, page: str) -> str:
        """Return the text of a section as it stands on another page."""
        ids = {h.id: self._anchor(h.id) for h in section.headings}
        edits = [*self._edits(page), *heading_edits(self.article, ids, is_explicit=True)]
        within = [one for one in edits if section.start <= one.start and one.end <= section.end]
        moved = [
            one._replace(start=one.start - section.start, end=one.end - section.start)
            for one in within
        ]
        return with_text_edits(self.article.body[section.start : section.end], moved)

    def _anchor(self, anchor: str) -> str:
        return self.renames.of(f"{self.article.id}#{anchor}").partition("#")[2]

    def _until(self, offset: int, page: str) -> str:
        edits = [one for one in self._edits(page) if one.end <= offset]
        return with_text_edits(self.article.body[:offset], edits)

    def _edits(self, page: str) -> list[TextEdit]:
        links = LinkMover(WebPaths(self.site, self.renames), self.article, page)
        ids = {
            heading.id: self._anchor(heading.id)
            for heading in self.article.headings
            if self.renames.of(f"{self.article.id}#{heading.id}").startswith(f"{self.own}#")
            and self._anchor(heading.id) != heading.id
        }
        return [*links.edits(), *heading_edits(self.article, ids)]

    def _front(self, front: str, section: SectionRange | None) -> str:
        """Return the front matter with references to what is moved, and pictures found again."""
        fields = {(name, kind) for name, kind, _ in references(self.article.meta)}
        if not fields and not self.article.meta.image:
            return front
        answers = {name for name, kind in fields if kind == "answer"}
        sections = {name for name, kind in fields if kind == "section"}
        gone = [heading.id for heading in section.headings] if section else []

        def change(path: Path, value: str) -> str | None:
            field = path[0] if path else ""
            if field in answers:
                return self.renames.of(value)
            if field in sections and value not in gone:
                return self._anchor(value)
            return self._picture(value) if path == ("image",) else None

        front = change_values(front, change)
        for name in sorted(sections) if gone else ():
            front = with_list(front, name, removed=gone)
        return front

    def _picture(self, named: str) -> str | None:
        article, site = self.article, self.site
        source = site.source_of(article.id) or article
        langs = (article.lang, source.lang)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(article.id), named))
        if is_address(named) or not any(f"{lang}/{beside}" in site.assets for lang in langs):
            return None
        if find_picture(site.assets, langs, self.own, named) in {f"{of}/{beside}" for of in langs}:
            return None
        return relative(beside, posixpath.dirname(self.own))


def with_moved_section(text: PageText, section: str) -> PageText:
    return replace(text, body=with_section(text.body, section))
