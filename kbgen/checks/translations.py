"""Checks that translations have followed their source, by what is recorded of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kbgen.checks.inputs import Ledger, Pages
from kbgen.meaning.word_changes import changes_as_text, shorten_changes, word_changes
from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.findings import CRITICAL, EDITED, REWORDED, UNPAIRED
from kbgen.model.message import Message, msg
from kbgen.model.translation import Block, BlockKind, Consequence
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
                what = msg("the source of this page has moved to '%(page)s'", page=new)
                folder = article.path.removesuffix(f"{article.file_id or page}.md")
                hint = msg("move this file to %(path)s", path=f"{folder}{new}.md")
            else:
                what = msg("the source of this page is gone")
                command = (
                    f"kbgen translate accept {page} --lang {places.lang} --because … --unpaired"
                )
                hint = msg(
                    "delete this file; if it needs no source, `%(command)s`", command=command
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
        "the translations of '%(address)s' are not recorded yet (%(langs)s)",
        address=address,
        langs=", ".join(spans),
    )
    command = f"accept {address} --because new" if section else f"stamp {page}"
    hint = msg(
        "if all languages say the same, run `%(command)s`", command=f"kbgen translate {command}"
    )
    return warning(UNPAIRED, next(iter(spans.values())), what, hint)


def _of_page(blocks: Sequence[BlockState], places: _Places) -> Iterator[Finding]:
    following: Block | None = None
    found: list[Finding] = []
    for one in reversed(blocks):
        if one.match.state not in ("current", "moved"):
            found_here = _finding(one, places, following)
            found.append(replace(found_here, source=places.source_of(one)))
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
        what = msg("%(change)s, and this translation changed, too", change=_changed(one, places))
        hint = msg("if it follows the source, `%(command)s`", command=accept)
        return warning(EDITED, at, what, hint)
    if match.state == "stale":
        what = msg(
            "%(change)s, and this translation has not followed", change=_changed(one, places)
        )
        if one.consequence == "minor":
            hint = msg(
                "where it needs no new translation: kbgen translate accept --minor --because …"
            )
            return warning(REWORDED, at, what, hint)
        hint = msg("translate it again; if it says the same already, `%(command)s`", command=accept)
        report = error if is_critical else warning
        return report(CRITICAL if is_critical else REWORDED, at, what, hint)
    if match.state == "edited":
        what = (
            msg("the source %(block)s has a translation that is not recorded")
            if _is_new(one)
            else msg("the source %(block)s did not change, but this translation did")
        )
        hint = msg("if both say the same, `%(command)s`", command=accept)
        return warning(EDITED, at, what.filled(block=places.named(one.block)), hint)
    if match.state == "missing":
        what = msg(
            "the source %(block)s is not translated: “%(text)s”",
            block=places.named(one.block),
            text=_quoted(one.block.text),
        )
        hint = (
            msg("translate it")
            if one.block.kind in _COUNTED
            else msg(
                "translate it; if it needs no translation, `%(command)s`",
                command=f"{accept} --unpaired",
            )
        )
    else:
        was_there = match.recorded is not None
        what = (
            msg("the source of this text is gone")
            if was_there
            else msg("the source has no text for this")
        )
        hint = (
            msg("take it out")
            if one.block.kind in _COUNTED
            else msg(
                "take it out; if it needs no source, `%(command)s`", command=f"{accept} --unpaired"
            )
        )
    report = error if is_critical else warning
    return report(CRITICAL if is_critical else UNPAIRED, at, what, hint)


_CHANGED: Mapping[Consequence, Message] = {
    "critical": msg("the source %(block)s states something else"),
    "worded": msg("the source %(block)s was reworded"),
    "minor": msg("the source %(block)s was corrected"),
}
_CHANGED_WORDS: Mapping[Consequence, Message] = {
    "critical": msg("the source %(block)s states something else (“%(words)s”)"),
    "worded": msg("the source %(block)s was reworded (“%(words)s”)"),
    "minor": msg("the source %(block)s was corrected (“%(words)s”)"),
}
_CHANGED_SINCE: Mapping[Consequence, Message] = {
    "critical": msg("the source %(block)s states something else since %(day)s (“%(words)s”)"),
    "worded": msg("the source %(block)s was reworded since %(day)s (“%(words)s”)"),
    "minor": msg("the source %(block)s was corrected since %(day)s (“%(words)s”)"),
}


def _changed(one: BlockState, places: _Places) -> Message:
    consequence, block, former = one.consequence or "worded", places.named(one.block), one.former
    if former is None:
        return _CHANGED[consequence].filled(block=block)
    changes = shorten_changes(word_changes(former.text, one.block.text))
    words = " ".join(changes_as_text(changes).split())
    if not former.day:
        return _CHANGED_WORDS[consequence].filled(block=block, words=words)
    return _CHANGED_SINCE[consequence].filled(block=block, day=str(former.day), words=words)


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

    def named(self, block: Block) -> Message:
        """Return the address of a source block, with its line."""
        article = self.sources.get(block.page)
        span = _place(article, block) if article else self._in_data(block.page, block.section)
        what = msg("'%(address)s' (%(place)s)")
        if article is None:
            what = msg("'%(address)s' in '%(lang)s' (%(place)s)")
        place = f"{span.path}:{span.line}"
        return what.filled(address=block.address, lang=self.lang, place=place)

    def source_of(self, one: BlockState) -> Span | None:
        """Return where the source block stands; None in data, or if there is none any more."""
        article = self.sources.get(one.block.page)
        return _place(article, one.block) if article and one.match.source else None

    def _in_data(self, page: str, section: str) -> Span:
        if page == LEDGER and self.ledger.facts:
            fact = self.ledger.facts.get(section)
            return fact.span if fact else Span(next(iter(self.ledger.facts.values())).span.path)
        return self.branches.get(page, self.options)


def _place(article: Article, block: Block) -> Span:
    if block.kind == "field":
        return article.where(*block.name.split(".", 1))
    return article.place(block.start, block.end)
