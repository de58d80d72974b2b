"""Puts accepted translations into the files of a site; nothing is written here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from kbgen.kinds import kind_of
from kbgen.languages.marks import commas
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.model.article import Article
from kbgen.model.front_matter import is_language_field
from kbgen.model.site import Site
from kbgen.model.translation import Block
from kbgen.system.files import read_file
from kbgen.translations.blocks import BRANCHES, CONFIGURATION, LEDGER
from kbgen.translations.exchange.insertion import TranslatedBody, insert_block
from kbgen.translations.exchange.places import text_places
from kbgen.translations.exchange.rows import Row
from kbgen.translations.normal import KEYWORDS

YamlPath = tuple[str | int, ...]
YamlValue = str | tuple[str, ...]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
_WHOLE_TABLE = "its table is new on the page; translate all rows of it and send them together"
_OWN = "write it into the file by hand"


@dataclass(frozen=True)
class Yaml:
    """How YAML is read, changed and cut down; `edit` and `keep` leave all else as it is written.

    `edit` raises ValueError for a value that cannot be written, with its path as `path` if it is
    one of several that are one in the file.
    """

    read: Callable[[str], Any]
    edit: Callable[[str, Mapping[YamlPath, YamlValue]], str]
    keep: Callable[[str, Callable[[str], bool]], str]
    configuration: str = CONFIGURATION
    """The name of the project's own configuration, which lies in its folder."""


@dataclass(frozen=True)
class ChangedFile:
    """A file as it is to be written; `path` is relative to the project."""

    path: str
    data: bytes
    addresses: tuple[str, ...]
    """The addresses of the rows that are in it now."""
    left: int = 0
    """How many texts of a new page are still in the language of the source."""


@dataclass
class Applied:
    """The files that change, and why the other rows do not fit: address → reason."""

    files: list[ChangedFile] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def apply_translations(
    site: Site, lang: str, rows: Mapping[str, Row], texts: Mapping[str, str], yaml: Yaml
) -> Applied:
    """Return the files with new texts for some rows (address → text), each whole.

    A text that does not fit its place is refused, and the others of its file are taken. Raises
    OSError if a file cannot be read.
    """
    by_page: dict[str, list[Row]] = defaultdict(list)
    for row in rows.values():
        by_page[_page_of(row)].append(row)
    applied = Applied()
    for page, own in by_page.items():
        mine = {row.address: texts[row.address] for row in own if row.address in texts}
        source = site.sources.get(page)
        if source and mine:
            _apply_to_page(applied, site, lang, source, own, mine, yaml)
        elif mine:
            _apply_to_data(applied, site, lang, page, mine, yaml)
    return applied


def _page_of(row: Row) -> str:
    """Return the page on which the translation stands, or is to stand."""
    return (row.translations[0] if row.translations else row.sources[0]).block.page


def parts_of(row: Row, text: str) -> list[str] | None:
    """Split a text into those of the blocks it is written to; None if their number is another.

    Where several blocks are one row, each is a paragraph.
    """
    count = len(row.translations) or len(row.sources)
    parts = [part for part in re.split(r"\n[ \t]*\n", text.strip()) if part.strip()]
    if count == 1:
        return [text]
    return parts if len(parts) == count else None


def _apply_to_page(
    applied: Applied,
    site: Site,
    lang: str,
    source: Article,
    own: Sequence[Row],
    texts: Mapping[str, str],
    yaml: Yaml,
) -> None:
    translation = site.articles.get((lang, source.id))
    page = _Page(source, translation, own, dict(texts), applied)
    file = (
        site.settings.root / translation.path
        if translation
        else site.settings.content / lang / _below_language(site, source)
    )
    if translation:
        before = _read(site, file)
        body, fields = page.body(), page.fields(yaml, translation.front_matter)
        head = before.text[: len(before.text) - len(translation.body)]
        text = _with_front_matter(head, translation.front_matter, fields) + body
        data = before.encoded(text)
    else:
        body = page.new_body()
        kept = yaml.keep(source.front_matter, _is_per_page(source.id))
        fields = f"{page.fields(yaml, '')}\n{kept}".strip()
        data = (f"---\n{fields}\n---\n{body}" if fields else body).encode()
    if not page.texts:
        return
    done = tuple(page.texts)
    left = 0 if translation else sum(1 for row in own if row.address not in page.texts)
    applied.files.append(ChangedFile(site.settings.relative(file), data, done, left))


def _below_language(site: Site, source: Article) -> Path:
    file = (site.settings.root / source.path).relative_to(site.settings.content)
    return Path(*file.parts[1:])


def _is_per_page(page_id: str) -> Callable[[str], bool]:
    """Return whether a field of a source page is needed in each language, and is no text."""
    model = kind_of(page_id).model
    texts = {"title", "description", KEYWORDS, "text"}
    fields = model.model_fields
    return lambda name: name in fields and name not in texts and is_language_field(model, name)


class _Page:
    """The translation of a page; texts that do not fit are taken out of `texts`."""

    def __init__(
        self,
        source: Article,
        translation: Article | None,
        rows: Sequence[Row],
        texts: dict[str, str],
        applied: Applied,
    ) -> None:
        self.source, self.translation, self.texts, self.applied = (
            source,
            translation,
            texts,
            applied,
        )
        self.rows = {row.address: row for row in rows}

    def refuse(self, address: str, why: str) -> None:
        self.applied.refused[address] = why
        del self.texts[address]

    def chosen(self, is_field: bool, is_there: bool) -> Iterator[tuple[Row, list[str]]]:
        """Yield rows with their new texts, one for each of the blocks they are written to."""
        for address in [*self.texts]:
            row = self.rows[address]
            if (row.block.kind == "field", bool(row.translations)) != (is_field, is_there):
                continue
            parts = parts_of(row, self.texts[address])
            if parts is None:
                count = len(row.translations) or len(row.sources)
                self.refuse(address, f"it is {count} paragraphs, with an empty line between them")
            else:
                yield row, parts

    def body(self) -> str:
        """Return the body with the new texts in the places of the old, and what was missing."""
        assert self.translation
        places = {
            one.block: (row.address, text)
            for row, parts in self.chosen(is_field=False, is_there=True)
            for one, text in zip(row.translations, parts, strict=True)
        }
        text = self.replaced(self.translation.body, places)
        missing = dict(self.missing())
        return self.inserted(text, missing) if missing else text

    def new_body(self) -> str:
        """Return the body of the source with the texts that are translated."""
        places = {
            one.block: (row.address, text)
            for row, parts in self.chosen(is_field=False, is_there=False)
            for one, text in zip(row.sources, parts, strict=True)
        }
        return self.replaced(self.source.body, places)

    def replaced(self, body: str, places: dict[Block, tuple[str, str]]) -> str:
        while True:
            wanted = {b: text for b, (address, text) in places.items() if address in self.texts}
            try:
                return with_blocks(body, wanted)
            except UnfitTextError as problem:
                for block, why in _unfit(body, wanted, problem).items():
                    self.refuse(places[block][0], why)

    def missing(self) -> Iterator[tuple[Block, tuple[str, str]]]:
        for row, parts in self.chosen(is_field=False, is_there=False):
            for one, text in zip(row.sources, parts, strict=True):
                yield one.block, (row.address, text)

    def inserted(self, text: str, missing: Mapping[Block, tuple[str, str]]) -> str:
        assert self.translation
        order = find_blocks(
            self.source.body, self.source.masked, self.source.id, self.source.sections
        )
        indexes = {block: number for number, block in enumerate(order)}
        body = TranslatedBody(text, tuple(self.owners(indexes)))
        for block in sorted(missing, key=lambda one: one.start):
            index = indexes[block]
            if missing[block][0] not in self.texts or index in body.owners:
                continue
            together = self.table(order, index, body.owners)
            texts = {one: missing[one][1] for one in together if one in missing}
            addresses = [missing[one][0] for one in texts]
            try:
                if len(texts) < len(together) or not all(one in self.texts for one in addresses):
                    raise UnfitTextError(block, _WHOLE_TABLE)
                body = insert_block(body, self.source.body, index, texts)
            except UnfitTextError as problem:
                for address in addresses:
                    if address in self.texts:
                        self.refuse(address, str(problem))
        return body.text

    def table(
        self, order: Sequence[Block], index: int, present: Sequence[int | None]
    ) -> Sequence[Block]:
        """Return all rows of a block's table if none is in the translation, else the block."""
        first, last = index, index
        while first > 0 and self.is_one_table(order[first - 1], order[first]):
            first -= 1
        while last + 1 < len(order) and self.is_one_table(order[last], order[last + 1]):
            last += 1
        is_new = not any(number in present for number in range(first, last + 1))
        return order[first : last + 1] if is_new else order[index : index + 1]

    def is_one_table(self, one: Block, other: Block) -> bool:
        """Tell whether two blocks are rows with no empty line between them."""
        between = self.source.body[one.end : other.start]
        return one.kind == other.kind == "row" and not _EMPTY_LINE.search(between)

    def owners(self, indexes: Mapping[Block, int]) -> Iterator[int | None]:
        """Yield for each block of the translation the index of its source, in reading order."""
        page = self.translation
        assert page
        found = {
            one.block: indexes.get(row.sources[-1].block)
            for row in self.rows.values()
            for one in row.translations
        }
        for block in find_blocks(page.body, page.masked, page.id, page.sections):
            yield found.get(block)

    def fields(self, yaml: Yaml, text: str) -> str:
        """Return the front matter with the new texts."""
        rows = [
            (row, parts[0])
            for is_there in (True, False)
            for row, parts in self.chosen(is_field=True, is_there=is_there)
        ]
        values = {_field_path(row): _field_value(row, new) for row, new in rows}
        try:
            return yaml.edit(text, values) if values else text
        except ValueError:
            pass
        for row, _ in rows:
            path = _field_path(row)
            try:
                text = yaml.edit(text, {path: values[path]})
            except ValueError as problem:
                self.refuse(row.address, f"{problem}; {_OWN}")
        return text


def _unfit(body: str, texts: Mapping[Block, str], problem: UnfitTextError) -> Mapping[Block, str]:
    """Return which of several texts do not fit, and why.

    What one of them changes behind it is seen at another one first, so each is tried by itself.
    """
    blamed = {problem.block: str(problem)}
    if _unfit_alone(body, problem.block, texts):
        return blamed
    found = ((block, _unfit_alone(body, block, texts)) for block in texts)
    return {block: why for block, why in found if why} or blamed


def _unfit_alone(body: str, block: Block, texts: Mapping[Block, str]) -> str:
    try:
        with_blocks(body, {block: texts[block]})
    except UnfitTextError as problem:
        return str(problem)
    return ""


def _field_path(row: Row) -> YamlPath:
    first, _, rest = row.block.name.partition(".")
    return (first, rest) if rest else (first,)


def _field_value(row: Row, text: str) -> YamlValue:
    if row.block.name == KEYWORDS:
        return tuple(split_words(text))
    return " ".join(text.split())


def split_words(text: str) -> list[str]:
    """Return the keywords of a text, which stand between the commas of any script."""
    words = (" ".join(part.split()) for part in re.split(f"[{commas()}]", text))
    return [word for word in words if word]


def _with_front_matter(head: str, before: str, after: str) -> str:
    """Return the text before the body with another front matter."""
    if before == after:
        return head
    if not before and not head.strip():
        return f"---\n{after.rstrip()}\n---\n"
    start = head.index("\n") + 1
    return f"{head[:start]}{after}{head[start + len(before) :]}"


def _apply_to_data(
    applied: Applied, site: Site, lang: str, page: str, texts: Mapping[str, str], yaml: Yaml
) -> None:
    file = _data_file(site, page, yaml)
    before = _read(site, file)
    places = text_places(page, yaml.read(before.text), lang)
    values: dict[YamlPath, tuple[str, str]] = {}
    for address, text in texts.items():
        if address in places:
            values[places[address]] = address, " ".join(text.split())
        else:
            applied.refused[address] = f"its place in {file.name} cannot be told; {_OWN}"
    while values:
        new = {path: one for path, (_, one) in values.items()}
        try:
            changed = yaml.edit(before.text, new)
        except ValueError as problem:
            wrong = _unfit_values(before.text, values, problem, yaml)
            applied.refused |= {address: f"{why}; {_OWN}" for address, why in wrong.items()}
            values = {path: one for path, one in values.items() if one[0] not in wrong}
            continue
        done = tuple(address for address, _ in values.values())
        path = site.settings.relative(file)
        applied.files.append(ChangedFile(path, before.encoded(changed), done))
        return


def _unfit_values(
    text: str, values: Mapping[YamlPath, tuple[str, str]], problem: ValueError, yaml: Yaml
) -> Mapping[str, ValueError]:
    """Return address → why it cannot be written: those that cannot by themselves, else all."""
    if found := values.get(getattr(problem, "path", ())):
        return {found[0]: problem}
    wrong: dict[str, ValueError] = {}
    for path, (address, new) in values.items():
        try:
            yaml.edit(text, {path: new})
        except ValueError as own:
            wrong[address] = own
    return wrong or {address: problem for address, _ in values.values()}


def _data_file(site: Site, page: str, yaml: Yaml) -> Path:
    if page == CONFIGURATION:
        return site.settings.root / yaml.configuration
    return site.settings.content / (page if page == LEDGER else f"{BRANCHES}/{Path(page).name}")


@dataclass(frozen=True)
class _FileText:
    """The text of a file with line feeds, and as it is written."""

    text: str
    raw: str
    has_mark: bool

    def encoded(self, text: str) -> bytes:
        """Return a changed text as it is written: lines that are the same keep their ends."""
        lines = _LINE.findall(self.raw)
        old, new = (_LINE.findall(one) for one in (self.text, text))
        usual = "\r\n" if self.raw.count("\r\n") * 2 > self.text.count("\n") else "\n"
        written: list[str] = []
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                written += lines[i1:i2]
            else:
                written += [line.replace("\n", usual) for line in new[j1:j2]]
        return (b"\xef\xbb\xbf" if self.has_mark else b"") + "".join(written).encode()


def _read(site: Site, file: Path) -> _FileText:
    data = read_file(file, site.settings.bounds)
    raw = data.decode("utf-8-sig")
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _FileText(text, raw, data.startswith(b"\xef\xbb\xbf"))
