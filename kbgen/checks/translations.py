"""Checks that translations have followed their source, by what is recorded of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kbgen.checks.inputs import Ledger, Pages
from kbgen.meaning.word_changes import changes_as_text, shorten_changes, word_changes
from kbgen.model.article import Article
from kbgen.model.fact import Branch
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.findings import CRITICAL, EDITED, REWORDED, UNPAIRED
from kbgen.model.translation import Block
from kbgen.translations.blocks import BRANCHES, LEDGER
from kbgen.translations.states import BlockState, LanguageState

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
    new: dict[tuple[str, str], tuple[Span, list[str]]] = {}
    for lang, state in translations.items():
        places = _Places(lang, pages, sources, ledger, data, language_places[lang])
        yield from _unrecorded(state, places)
        for page, blocks in state.changed_pages.items():
            if page not in sources:
                left = [one for one in blocks if not _is_new(one)]
                yield from _of_page(left, places)
                for one in filter(_is_new, blocks):
                    new.setdefault(one.block.place, (places.of(one.block), []))[1].append(lang)
            elif (lang, page) in pages:
                yield from _of_page(blocks, places)
    yield from (_new_data(place, at, langs) for place, (at, langs) in new.items())


def _is_new(one: BlockState) -> bool:
    """Tell whether nothing is recorded of a text that is there in both languages."""
    return one.match.state == "edited" and one.match.recorded is None


def _new_data(place: tuple[str, str], at: Span, langs: Sequence[str]) -> Finding:
    """Return one finding for all languages: in the data they stand side by side."""
    address = "#".join(filter(None, place))
    what = f"'{address}' was translated and is not recorded: {', '.join(dict.fromkeys(langs))}"
    hint = f"if all say the same, `kbgen translate accept {address} --because new`"
    return warning(EDITED, at, what, hint)


def _unrecorded(state: LanguageState, places: _Places) -> Iterator[Finding]:
    for page in state.matches.unrecorded:
        what = f"nothing is recorded of this translation of '{page}'"
        hint = f"if it says what its source says, run `kbgen translate stamp {page}`"
        yield warning(UNPAIRED, places.top(page), what, hint)


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
    section = one.block.address.rpartition(":")[0]
    accept = f"kbgen translate accept {section} --lang {lang} --because …"
    is_critical = one.consequence == "critical"
    if match.state == "stale" and match.is_edited:
        what = f"{_changed(one, places)}, and this changed, too"
        return warning(EDITED, at, what, f"if it follows the source, `{accept}`")
    if match.state == "stale":
        what = f"{_changed(one, places)}, and this translation did not follow"
        if one.consequence == "minor":
            hint = "where it needs no new translation: kbgen translate accept --minor --because …"
            return warning(REWORDED, at, what, hint)
        hint = f"translate it again; if it says the same already, `{accept}`"
        report = error if is_critical else warning
        return report(CRITICAL if is_critical else REWORDED, at, what, hint)
    if match.state == "edited":
        is_new = match.recorded is None
        what = "was translated and is not recorded" if is_new else "did not change, this did"
        what = f"the source {places.named(one.block)} {what}"
        return warning(EDITED, at, what, f"if both say the same, `{accept}`")
    if match.state == "missing":
        text = _quoted(one.block.text)
        what = f"the source {places.named(one.block)} is not translated: “{text}”"
        hint = f"translate it; if it needs no translation, `{accept} --unpaired`"
    else:
        what = "the source of this is gone" if match.recorded else "the source has nothing for this"
        hint = f"take it out; if it needs no source, `{accept} --unpaired`"
    report = error if is_critical else warning
    return report(CRITICAL if is_critical else UNPAIRED, at, what, hint)


def _changed(one: BlockState, places: _Places) -> str:
    what = {"critical": "states something else", "worded": "was reworded", "minor": "was corrected"}
    day = f" on {one.former.day}" if one.former and one.former.day else ""
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
        return f"'{block.address}' ({span.path}:{span.line})"

    def _in_data(self, page: str, section: str) -> Span:
        if page == LEDGER and self.ledger.facts:
            fact = self.ledger.facts.get(section)
            return fact.span if fact else Span(next(iter(self.ledger.facts.values())).span.path)
        return self.branches.get(page, self.options)


def _place(article: Article, block: Block) -> Span:
    if block.kind == "field":
        return article.where(*block.name.split(".", 1))
    return article.place(block.start, block.end)
