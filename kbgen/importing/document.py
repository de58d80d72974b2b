"""Converts a file to a document, or to one for each language, by all stages in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    Removed,
    Role,
    TextRun,
    UnreadableError,
    fold,
    words,
)
from kbgen.importing.clean.debris import IDS, Cleaned, clean
from kbgen.importing.clean.numbering import numbered
from kbgen.importing.readers.encoding import LARGEST_TEXT
from kbgen.importing.readers.formats import SUFFIXES, read_page, read_zendesk
from kbgen.importing.readers.html import HtmlDocument
from kbgen.importing.readers.typed_lists import with_typed_items
from kbgen.importing.understand.kind import KindGuess, classify
from kbgen.importing.understand.language import Guess, LanguagePart, split_languages
from kbgen.importing.understand.named import (
    NamedLanguage,
    language_code,
    read_name,
    with_named_language,
)
from kbgen.importing.understand.structure import structure
from kbgen.importing.understand.survey import Questionnaire, find_questionnaire
from kbgen.importing.understand.title import OwnTitle, choose_title
from kbgen.importing.write.front_matter import Fields


@dataclass(frozen=True)
class Document:
    """A document in one language with its structure; its title is "" if it has none."""

    file: str
    guess: Guess
    title: str
    blocks: list[DocumentBlock]
    kind: KindGuess
    questionnaire: Questionnaire | None
    removed: list[Removed]
    decisions: list[Decision]
    note: str = ""  # a remark of the reader: the encoding, repaired text
    unit: str = "line"
    is_titled: bool = True
    fields: Fields = field(default_factory=Fields)


def read_documents(
    name: str, data: bytes, keep: Collection[str] = (), lang: str | None = None
) -> list[Document]:
    """Read a file by the suffix of its name; a file in two languages gives two documents.

    `keep` are the ids of rules of debris that are switched off; `lang` overrides the detected
    language. Raises UnreadableError for a file that cannot be imported.
    """
    if PurePosixPath(name).suffix.lower() == ".json":
        return _read_articles(name, data, keep, lang)
    page, note = read_page(name, data, keep)
    named = read_name(name).language
    if code := language_code(page.fields.lang.lower()):
        named = NamedLanguage(code, f"its front matter says {page.fields.lang}")
    return _documents(name, page, note, keep, lang, named)


def _read_articles(
    name: str, data: bytes, keep: Collection[str], lang: str | None
) -> list[Document]:
    """Read all articles of an export of Zendesk."""
    made: list[Document] = []
    for article, page, note in read_zendesk(data, keep):
        code = language_code(article.locale.lower())
        named = NamedLanguage(code, f"Zendesk says {article.locale}") if code else None
        file = f"{name}#{article.id}.{article.locale}" if article.locale else f"{name}#{article.id}"
        try:
            made += _documents(file, page, note, keep, lang, named)
        except UnreadableError:
            # There is nothing else in it: what looks like debris is the article.
            made += _documents(file, page, note, IDS, lang, named)
    if not made:
        raise UnreadableError("there are no words in it")
    return made


def _documents(
    name: str,
    page: HtmlDocument,
    note: str,
    keep: Collection[str],
    lang: str | None,
    named: NamedLanguage | None,
) -> list[Document]:
    page = replace(page, blocks=numbered(with_typed_items(_with_title(page))))
    if not any(words(block.text) for block in page.blocks):
        raise UnreadableError("there are no words in it")
    cleaned = clean(page.blocks, keep)
    if not any(words(block.text) for block in cleaned.blocks):
        raise UnreadableError(
            "nothing is left of it but debris; --keep RULE keeps what a rule removes"
        )
    unit = _unit(name)
    parts, decisions = split_languages(cleaned.blocks, unit)
    if named:
        parts, decisions = with_named_language(parts, decisions, named, unit)
    if lang:
        # A given language means that the document has only one.
        parts, decisions = [LanguagePart(Guess(lang, "--lang says so"), cleaned.blocks)], []
    file = _DocumentFile(
        name, page, note, cleaned, frozenset(keep), tuple(decisions), len(parts) == 1
    )
    return [_understand(file, part, is_first=part is parts[0]) for part in parts]


def _unit(name: str) -> str:
    return "paragraph" if name.lower().endswith(".docx") else "line"


def _with_title(page: HtmlDocument) -> list[DocumentBlock]:
    """Return the blocks of a page below the title that its fields give, if it is not the first."""
    first = next((b for b in page.blocks if words(b.text)), None)
    if not page.is_titled or first is None or fold(first.text) == fold(page.title):
        return page.blocks
    title = DocumentBlock(Role.HEADING, first.line, (TextRun(page.title),), level=1, gap=True)
    return [title, *page.blocks]


@dataclass(frozen=True)
class _DocumentFile:
    """The common data of a file's parts; `decisions` concern the whole file."""

    name: str
    page: HtmlDocument
    note: str
    cleaned: Cleaned
    keep: frozenset[str]
    decisions: tuple[Decision, ...]
    is_whole: bool


def _understand(file: _DocumentFile, part: LanguagePart, is_first: bool) -> Document:
    """Find structure, questions and kind; the first part gets the decisions on the whole file."""
    made = structure(part.blocks, file.cleaned.contents, file.cleaned.not_headings, file.keep)
    asked = find_questionnaire(made.blocks, file.keep)
    blocks = asked.blocks if asked else made.blocks
    doubts = [*made.decisions, *(asked.decisions if asked else [])]
    gone = [*made.removed, *(asked.removed if asked else [])]
    own = OwnTitle(
        file.page.title if file.is_whole else "", file.page.is_titled, _is_html(file.name)
    )
    title = choose_title(own, made.title, asked, blocks, doubts)
    if is_first:
        doubts = [*file.decisions, *file.page.decisions, *file.cleaned.decisions, *doubts]
        gone += [*file.page.removed, *file.cleaned.removed, *_window_title(file, title)]
    return Document(
        file=file.name,
        guess=part.guess,
        title=title,
        blocks=blocks,
        kind=classify(title, blocks, asked),
        questionnaire=asked,
        removed=sorted(gone, key=lambda r: r.line),
        decisions=[*doubts, *_empty_sections(blocks)],
        note=file.note,
        unit=_unit(file.name),
        is_titled=made.title is not None or bool(file.page.title),
        fields=file.page.fields if is_first else Fields(),
    )


def _is_html(name: str) -> bool:
    return name.lower().endswith((".html", ".htm"))


def _window_title(file: _DocumentFile, title: str) -> list[Removed]:
    """Return the window title of a web page, which also names the site, if it is not the title."""
    own = file.page.title
    if not _is_html(file.name) or not own or own == title or file.page.is_titled:
        return []
    return [Removed(1, "furniture", own)]


def _empty_sections(blocks: list[DocumentBlock]) -> list[Decision]:
    found = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        is_empty = following is None or (
            following.role is Role.HEADING and following.level <= block.level
        )
        if block.role is Role.HEADING and is_empty:
            what = f"the section “{block.text}” has no text; it may have been run into another one"
            found.append(Decision(block.line, what))
    return found


__all__ = ["LARGEST_TEXT", "SUFFIXES", "Document", "read_documents"]
