"""Finds front matter that is read otherwise than it was meant, and pages without text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbgen.checks.mends import text_at
from kbgen.kinds import kind_named
from kbgen.languages.marks import commas, semicolons
from kbgen.model.article import Article
from kbgen.model.finding import Edit, Finding, Span, warning
from kbgen.model.message import msg

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_OPEN, _CLOSE = "“”„‟‘’‚″", "“”‟‘’″\"'"


def check_fields(page: Article) -> Iterator[Finding]:
    """KB121 keywords that are one, KB122 quotation marks and # in a text."""
    yield from _keywords(page)
    for name, words in page.meta.captions:
        yield from _cut(page, name, words)
        if words[:1] in _OPEN and words[-1:] in _CLOSE and len(words) > 1:
            place = page.where(name)
            written = '"' + words[1:-1].replace('"', "'") + '"'
            what = msg(
                "%(field)s: these quotation marks are not those of YAML, so readers see them",
                field=name,
            )
            hint = msg("write %(text)s", text=f"{name}: {written}")
            yield warning("KB122", place, what, hint, _edit(page, place, words, written))


def _cut(page: Article, name: str, words: str) -> Iterator[Finding]:
    """Yield a text that a # cuts, behind which YAML has a comment."""
    place = page.where(name)
    rest = text_at(page, place._replace(length=10_000))
    after = rest[place.length :].lstrip()
    if rest.startswith(words) and after.startswith("#"):
        whole = rest.rstrip().replace('"', "'")
        what = msg(
            "%(field)s: readers see only “%(words)s”, since a comment begins with #",
            field=name,
            words=words,
        )
        yield warning("KB122", place, what, msg("write %(text)s", text=f'{name}: "{whole}"'))


def _keywords(page: Article) -> Iterator[Finding]:
    separators = re.compile(rf"\s*[{re.escape(commas() + semicolons())}]\s*")
    is_one = ("keywords", 0) not in page.marks
    for number, words in enumerate(page.meta.keywords):
        place = page.where(*(("keywords",) if is_one else ("keywords", number)))
        parts = [part for part in separators.split(words) if part]
        if len(parts) < 2 or text_at(page, place).startswith(('"', "'")):
            continue
        written = ", ".join(parts)
        written = f"[{written}]" if is_one else written
        what = msg("“%(words)s” is one keyword, since no comma of YAML divides it", words=words)
        hint = msg("write %(text)s", text=written)
        yield warning("KB121", place, what, hint, _edit(page, place, words, written))


def _edit(page: Article, place: Span, old: str, new: str) -> Edit | None:
    return Edit(place, old, new) if text_at(page, place) == old else None


def check_text(page: Article) -> Iterator[Finding]:
    """KB125 a page without text, or a question without an answer."""
    kind = kind_named(page.kind)
    if not _COMMENT.sub("", page.body).strip():
        if not kind.is_form and not page.meta.template:
            what = (
                msg("this page is empty")
                if not page.front_matter.strip()
                else msg("this page has no text")
            )
            yield warning("KB125", page.where(), what, msg("write its text, or delete the file"))
        return
    if not kind.has_questions:
        return
    for number, heading in enumerate(page.headings):
        section = page.sections[number + 1]
        following = page.headings[number + 1 : number + 2]
        has_parts = bool(following) and following[0].level > heading.level
        text = page.body[section.start : section.end].partition("\n")[2]
        if heading.level > 1 and not has_parts and not _COMMENT.sub("", text).strip("=- \n\t"):
            what = msg("the question “%(question)s” has no answer", question=heading.text.strip())
            yield warning("KB125", heading.span, what, msg("write the answer below it"))
