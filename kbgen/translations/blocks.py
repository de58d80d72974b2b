"""The blocks of a site: those of its pages, and the texts that its data give each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from io import StringIO
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from kbgen.markdown.blocks import find_blocks
from kbgen.model.article import Article
from kbgen.model.fact import Branch, Difference, Fact
from kbgen.model.site import Site
from kbgen.model.translation import Block
from kbgen.resources import folder
from kbgen.translations.normal import KEYWORDS, digest

LEDGER, BRANCHES, CONFIGURATION, CATALOG = "facts.yml", "branches", "mkdocs.yml", "kbgen.po"
HOME, CURRENCIES = "home", "currencies"
"""The sections of the options of kbgen."""
_ONLY = "other"
"""The plural category of a word that is the same for every number."""
_KBGEN = folder("locales").resolve()


def page_blocks(article: Article) -> tuple[Block, ...]:
    """Return the blocks of a page: the texts of its front matter, then those of its body.

    The keywords are one block, joined by ", ": each language may have others, and in any order.
    """
    meta = article.meta
    fields = dict(meta.captions)
    if meta.keywords:
        fields[KEYWORDS] = ", ".join(meta.keywords)
    fields |= {".".join(path): words for path, words in meta.wording.items()}
    return (
        *_fields(article.id, "", fields),
        *find_blocks(article.body, article.masked, article.id, article.sections),
    )


def data_blocks(site: Site, lang: str) -> tuple[Block, ...]:
    """Return the blocks of the data in a language: of facts, branches, options and catalogs.

    The default language has a block of each: where no text is given in it, that from which the
    others are translated (the code of a currency, the key of nav_translations, the msgid).
    """
    return tuple(
        block
        for blocks in (_of_facts, _of_branches, _of_options, _of_catalogs)
        for block in blocks(site, lang)
    )


def _fields(page: str, section: str, texts: Mapping[str, str]) -> Iterator[Block]:
    for name, text in texts.items():
        yield Block(page, section, name, "field", text)


def _of_facts(site: Site, lang: str) -> Iterator[Block]:
    for fact in site.facts.values():
        yield from _fields(LEDGER, fact.id, _chosen(_fact_texts(fact), lang))


def _fact_texts(fact: Fact) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "label", fact.label
    yield "text", fact.value.words
    yield from _difference_texts("then.", fact.then)
    for region, differences in fact.regions.items():
        yield from _difference_texts(f"regions.{region}.", differences)


def _difference_texts(
    before: str, differences: Iterable[Difference]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield (name, texts); the names hold the days, and so do not change when the order does."""
    for difference in differences:
        days = [str(day) if day else "" for day in (difference.starts, difference.ends)]
        period = f".{'..'.join(days)}" if any(days) else ""
        yield f"{before}text{period}", difference.value.words
        yield f"{before}reason{period}", difference.reason


def _of_branches(site: Site, lang: str) -> Iterator[Block]:
    for branch in site.branches.values():
        page = f"{BRANCHES}/{Path(branch.span.path).name}"
        yield from _fields(page, "", _chosen(_branch_texts(branch), lang))
        for fact_id, differences in branch.differs.items():
            yield from _fields(page, fact_id, _chosen(_difference_texts("", differences), lang))


def _branch_texts(branch: Branch) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "name", branch.name
    yield "address", branch.address
    yield from _difference_texts("hours.", branch.hours)


def _chosen(texts: Iterable[tuple[str, Mapping[str, str]]], lang: str) -> dict[str, str]:
    """Return name → text in a language; a name that comes again gets a number."""
    chosen: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for name, by_language in texts:
        if not by_language:
            continue
        numbers[name] += 1
        if text := by_language.get(lang):
            chosen[name if numbers[name] == 1 else f"{name}.{numbers[name]}"] = text
    return chosen


def _of_options(site: Site, lang: str) -> Iterator[Block]:
    languages = {language.lang: language for language in site.settings.languages}
    own = languages[lang]
    sections: dict[str, dict[str, str]] = {"": dict(own.texts)}
    sections[HOME] = _chosen(((task.page, task.words) for task in site.settings.home or ()), lang)
    sections[CURRENCIES] = {code: forms_of(words) for code, words in own.currencies.items()}
    for section, words in own.translations.items():
        sections[section] = {digest(text): translated for text, translated in words.items()}
    if lang == site.default:
        for other in languages.values():
            for code in other.currencies:
                sections[CURRENCIES].setdefault(code, code)
            for section, words in other.translations.items():
                for text in words:
                    sections.setdefault(section, {}).setdefault(digest(text), text)
    for section, texts in sections.items():
        yield from _fields(CONFIGURATION, section, texts)


def _of_catalogs(site: Site, lang: str) -> Iterator[Block]:
    """Yield the strings of the site's own catalogs, named by the digest of what they translate."""
    texts = {digest(text): words for text, words in _messages(site, lang).items()}
    if lang == site.default:
        for other in site.locales:
            for text in _messages(site, other):
                texts.setdefault(digest(text), text)
    yield from _fields(CATALOG, "", texts)


def _messages(site: Site, lang: str) -> dict[str, str]:
    """Return what the site's own catalogs translate → its translation."""
    found: dict[str, str] = {}
    for _, text in own_catalogs(site, lang):
        found |= read_messages(text)
    return found


def own_catalogs(site: Site, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the paths and the texts of a language's catalogs, without those of kbgen."""
    for path, text in site.locales[lang].catalogs:
        if not (site.settings.root / path).is_relative_to(_KBGEN):
            yield path, text


@lru_cache(maxsize=32)
def read_messages(text: str) -> Mapping[str, str]:
    """Return msgid → translation of a catalog; of the forms of a plural, a line each."""
    with suppress(PoFileError, ValueError, LookupError):  # there is a finding about it (KB106)
        catalog = read_po(StringIO(text), ignore_obsolete=True, abort_invalid=True)
        found = {_lines(message.id): _lines(message.string) for message in catalog}
        return {id_: words for id_, words in found.items() if id_ and words}
    return {}


def forms_of(words: Mapping[str, str]) -> str:
    """Return the forms of a word by plural category, a line each; a word that has one, alone."""
    if words.keys() == {_ONLY}:
        return words[_ONLY]
    return "\n".join(f"{category}: {word}" for category, word in words.items())


def _lines(text: str | Iterable[str] | None) -> str:
    """Return a string of a catalog; of the forms of a plural, a line each."""
    return text if isinstance(text, str) else "\n".join(text or ())
