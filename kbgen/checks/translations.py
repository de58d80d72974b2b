"""Checks that translations have followed their source, by what is recorded of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kbgen.checks.inputs import Ledger, Pages
from kbgen.meaning.word_changes import changes_as_text, shorten_changes, word_changes
from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.findings import CRITICAL, EDITED, REWORDED, UNPAIRED
from kbgen.model.message import msg
from kbgen.model.translation import Block, BlockKind
from kbgen.translations.blocks import BRANCHES, LEDGER
from kbgen.translations.states import BlockState, LanguageState, without_source

_COUNTED: frozenset[BlockKind] = frozenset(("heading", "item", "step", "row"))
"""What both languages must have as often (KB422 to KB425), whoever accepts a difference."""
_LONGEST = 40
"""The most characters of a text that a message quotes."""


def check_translations(
    translations: Mapping[str, LanguageState],
    pages: Pages,
    sources: Mapping[str, Article],
    ledger: Ledger,
    branches: Mapping[str, Branch],
    language_places: Mapping[str, Span],
) -> Iterator[Finding]:
    """KB481–KB484 translations that are behind their source, or were changed without it."""
    data = {f"{BRANCHES}/{b.span.path.rpartition('/')[2]}": b.span for b in branches.values()}
    left = without_source(sources, {lang: state.record for lang, state in translations.items()})
    new: dict[tuple[str, str], dict[str, Span]] = {}
    for lang, state in translations.items():
        places = _Places(lang, pages, sources, ledger, data, language_places[lang])
        for page in state.matches.unrecorded:
            if page in sources:
                yield _unrecorded(page, places)
            else:
                new.setdefault((page, ""), {})[lang] = places.top(page)
        yield from _left(state, left, places)
        for page, blocks in state.changed_pages.items():
            if page in left:
                continue
            if page not in sources:
                for one in filter(_is_new, blocks):
                    place = page, one.block.section
                    new.setdefault(place, {})[lang] = places.of(one.block)
                yield from _of_page([one for one in blocks if not _is_new(one)], places)
            elif (lang, page) in pages:
                yield from _of_page(blocks, places)
    for (page, section), spans in new.items():
        yield _new_data(page, section, spans)
    translated = {article.lang for article in pages.values() if article.is_translation}
    for lang in sorted(translated - translations.keys()) if translations else ():
        what = msg("no translation into '%(lang)s' is recorded, although others are", lang=lang)
        yield warning(UNPAIRED, language_places[lang], what, msg("run `kbgen translate stamp`"))


def _left(state: LanguageState, left: Set[str], places: _Places) -> Iterator[Finding]:
    """Report translations that have lost their source, with the page to which it has moved."""
    moved: dict[str, Counter[str]] = {page: Counter() for page in left}
    for one in state.changed_blocks:
        match = one.match
        if match.recorded and match.recorded.page in moved and match.source:
            moved[match.recorded.page][one.block.page] += 1
    for page, pages in moved.items():
        if article := places.pages.get((places.lang, page)):
            if pages:
                new = pages.most_common(1)[0][0]
                what = msg("the source of this page has moved to '%(new)s'", new=new)
                path = article.path.removesuffix(f"{article.file_id or page}.md")
                hint = msg("move this file to %(path)s%(new)s.md", path=path, new=new)
            else:
                what = msg("the source of this page is gone")
                accept = f"kbgen translate accept {page} --lang {places.lang}"
                hint = msg(
                    "delete this file; if it needs no source, `%(accept)s --because … --unpaired`",
                    accept=accept,
                )
            yield warning(UNPAIRED, article.where(), what, hint)


def _unrecorded(page: str, places: _Places) -> Finding:
    what = msg("this translation of '%(page)s' is not recorded yet", page=page)
    hint = msg("if it says what its source says, run `kbgen translate stamp %(page)s`", page=page)
    return warning(UNPAIRED, places.top(page), what, hint)


def _is_new(one: BlockState) -> bool:
    return one.match.state == "edited" and one.match.recorded is None


def _new_data(page: str, section: str, spans: Mapping[str, Span]) -> Finding:
    """Return one finding for all languages: in data they stand side by side."""
    address = f"{page}#{section}" if section else page
    what = msg(
        "the translations of '%(address)s' are not recorded yet (%(spans)s)",
        address=address,
        spans=", ".join(spans),
    )
    command = f"accept {address} --because new" if section else f"stamp {page}"
    hint = msg("if all languages say the same, run `kbgen translate %(command)s`", command=command)
    return warning(UNPAIRED, next(iter(spans.values())), what, hint)


def _of_page(blocks: Sequence[BlockState], places: _Places) -> Iterator[Finding]:
    following: Block | None = None
    found: list[Finding] = []
    for one in reversed(blocks):
        if one.match.state not in ("current", "moved"):
            found.append(_finding(one, places, following))
        if one.match.translations:
            following = one.match.translations[0].block
    yield from reversed(found)


def _finding(one: BlockState, places: _Places, following: Block | None) -> Finding:
    match, lang = one.match, places.lang
    own = [block.block for block in match.translations]
    at = places.of(own[0]) if own else places.before(one.block, following)
    accept = f"kbgen translate accept {one.block.address} --lang {lang} --because …"
    is_critical = one.consequence == "critical"
    if match.state == "stale" and match.is_edited:
        what = msg("%(changed)s, and this translation changed, too", changed=_changed(one, places))
        return warning(
            EDITED, at, what, msg("if it follows the source, `%(accept)s`", accept=accept)
        )
    if match.state == "stale":
        what = msg(
            "%(changed)s, and this translation has not followed", changed=_changed(one, places)
        )
        if one.consequence == "minor":
            hint = msg(
                "where it needs no new translation: kbgen translate accept --minor --because …"
            )
            return warning(REWORDED, at, what, hint)
        hint = msg("translate it again; if it says the same already, `%(accept)s`", accept=accept)
        report = error if is_critical else warning
        return report(CRITICAL if is_critical else REWORDED, at, what, hint)
    if match.state == "edited":
        unlike = msg("did not change, but this translation did")
        what = msg("has a translation that is not recorded") if _is_new(one) else unlike
        what = msg(
            "the source %(places_named)s %(what)s", places_named=places.named(one.block), what=what
        )
        return warning(EDITED, at, what, msg("if both say the same, `%(accept)s`", accept=accept))
    if match.state == "missing":
        text = _quoted(one.block.text)
        what = msg(
            "the source %(places_named)s is not translated: “%(text)s”",
            places_named=places.named(one.block),
            text=text,
        )
        hint = msg(
            "translate it; if it needs no translation, `%(accept)s --unpaired`", accept=accept
        )
        hint = msg("translate it") if one.block.kind in _COUNTED else hint
    else:
        was_there = match.recorded is not None
        what = (
            msg("the source of this text is gone")
            if was_there
            else msg("the source has no text for this")
        )
        hint = msg("take it out; if it needs no source, `%(accept)s --unpaired`", accept=accept)
        hint = msg("take it out") if one.block.kind in _COUNTED else hint
    report = error if is_critical else warning
    return report(CRITICAL if is_critical else UNPAIRED, at, what, hint)


def _changed(one: BlockState, places: _Places) -> str:
    what = {"critical": "states something else", "worded": "was reworded", "minor": "was corrected"}
    day = f" since {one.former.day}" if one.former and one.former.day else ""
    words = ""
    if one.former:
        changes = shorten_changes(word_changes(one.former.text, one.block.text))
        words = f" (“{' '.join(changes_as_text(changes).split())}”)"
    return f"the source {places.named(one.block)} {what[one.consequence or 'worded']}{day}{words}"


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST].rstrip()}…"


@dataclass(frozen=True)
class _Places:
    """Where blocks stand: in pages, and in the files of data, by what the record calls them."""

    lang: str
    pages: Pages
    sources: Mapping[str, Article]
    ledger: Ledger
    branches: Mapping[str, Span]
    options: Span

    def top(self, page: str) -> Span:
        article = self.pages.get((self.lang, page))
        return article.where() if article else self._in_data(page, "")

    def of(self, block: Block) -> Span:
        article = self.pages.get((self.lang, block.page))
        return _place(article, block) if article else self._in_data(block.page, block.section)

    def before(self, block: Block, following: Block | None) -> Span:
        """Return where a block is missing: before the next one, else at the end of the page."""
        article = self.pages.get((self.lang, block.page))
        if article is None:
            return self._in_data(block.page, block.section)
        if block.number == 0 and not block.section:
            return article.where()
        if following and following.page == article.id and following.kind != "field":
            return article.place(following.start, following.start)
        end = len(article.body.rstrip())
        return article.place(end, end)

    def named(self, block: Block) -> str:
        """Return the address of a source block, with its line."""
        article = self.sources.get(block.page)
        span = _place(article, block) if article else self._in_data(block.page, block.section)
        lang = "" if article else f" in '{self.lang}'"
        return f"'{block.address}'{lang} ({span.path}:{span.line})"

    def _in_data(self, page: str, section: str) -> Span:
        if page == LEDGER and self.ledger.facts:
            fact = self.ledger.facts.get(section)
            return fact.span if fact else Span(next(iter(self.ledger.facts.values())).span.path)
        return self.branches.get(page, self.options)


def _place(article: Article, block: Block) -> Span:
    if block.kind == "field":
        return article.where(*block.name.split(".", 1))
    return article.place(block.start, block.end)
