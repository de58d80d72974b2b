"""Checks that the texts of facts, branches and options say in each language what the source says.

They stand in facts.yml, in the files of branches and in mkdocs.yml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kbgen.checks.data_places import place_of
from kbgen.checks.doubts import compare_texts
from kbgen.checks.foreign import wrong_language
from kbgen.checks.inputs import Ledger, Pages
from kbgen.checks.meaning import mismatches_in
from kbgen.checks.untranslated import HINT, LEFT, is_left, is_other_script
from kbgen.facts.money import currency_names
from kbgen.languages.digits import latin_digits
from kbgen.meaning.compare import BlockText
from kbgen.model.fact import Branch
from kbgen.model.finding import Comparison, Finding, Span, error, first_of, warning
from kbgen.model.findings import DOUBT
from kbgen.model.locale import Locale
from kbgen.model.message import Message, msg
from kbgen.model.translation import Block
from kbgen.translations.blocks import BRANCHES, CATALOG, CURRENCIES
from kbgen.translations.repeats import words_of

_CODE = re.compile(r"[A-Za-z0-9]+(?:[-/.:][A-Za-z0-9]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_STEM = 3
"""How many letters of a word of a branch's name are looked for in its address."""


def check_data_texts(
    data_texts: Mapping[str, Sequence[Block]],
    pages: Pages,
    ledger: Ledger,
    branches: Mapping[str, Branch],
    language_places: Mapping[str, Span],
) -> Iterator[Finding]:
    """KB431, KB432 another language, KB402, KB411, KB412 another meaning in the texts of the data.

    A branch's name that its address has in the source and not in the translation is a doubt.
    """
    default = next(iter(data_texts), "")
    texts = {lang: {_place(b): b for b in blocks} for lang, blocks in data_texts.items()}
    for lang, own in texts.items():
        if lang == default:
            continue
        for at, block in own.items():
            source = texts[default].get(at)
            if source is None or block.page == CATALOG or block.section == CURRENCIES:
                continue
            others = {
                la: of[at].text
                for la, of in texts.items()
                if la not in (lang, default) and at in of
            }
            place, there = (
                place_of(one, of, pages, ledger, branches, language_places[of])
                for one, of in ((block, lang), (source, default))
            )
            compare = partial(compare_texts, source, block, (default, lang), (there, place))
            if found := _compare(block, source, (lang, default), list(others.values())):
                code, what, hint = found
                yield replace(error(code, place, what, hint), compared=compare())
            else:
                read = (BlockText(text, of) for of, text in others.items())
                both = BlockText(source.text, default), BlockText(block.text, lang)
                yield from mismatches_in(*both, [*read], place, compare)
    yield from _of_addresses(branches, default)


def _place(block: Block) -> tuple[str, str, str]:
    return block.page, block.section, block.name


def _compare(
    block: Block, source: Block, langs: tuple[str, str], others: Sequence[str]
) -> tuple[str, Message, Message] | None:
    """Return the code, the message and the hint of what differs first."""
    lang, default = langs
    field = block.name.split(".")[-1] or msg("text")
    if is_other_script(lang, default):
        left = ("KB431", LEFT) if is_left(block.text, source.text, others) else None
        if found := left or wrong_language(block.text, lang):
            code, problem = found
            what = msg(
                "the %(field)s “%(text)s” in '%(lang)s': %(problem)s",
                field=field,
                text=block.text,
                lang=lang,
                problem=problem,
            )
            return code, what, HINT
    ours, theirs = _codes(block.text), _codes(source.text)
    here, there = ours - theirs, theirs - ours
    is_code = any(_LATIN.search(word) for word in there)
    if here or (is_code and not _is_in_words(block, source)):
        if here and there:
            what = msg(
                "the %(field)s “%(text)s” in '%(lang)s' has %(words)s, "
                "'%(source_lang)s' has %(source_words)s"
            )
        elif here:
            what = msg("the %(field)s “%(text)s” in '%(lang)s' has %(words)s")
        else:
            what = msg("the %(field)s “%(text)s” in '%(lang)s' lacks %(source_words)s")
        what = what.filled(
            field=field,
            text=block.text,
            lang=lang,
            words=_in_quotes(here),
            source_lang=default,
            source_words=_in_quotes(there),
        )
        return "KB402", what, msg("write it as in “%(text)s”", text=source.text)
    return None


def _in_quotes(words: Iterable[str]) -> str:
    return " ".join(f"“{word}”" for word in words)


def _codes(text: str) -> Counter[str]:
    """Return the numbers and the codes with a digit of a text."""
    found = _CODE.findall(text.translate(latin_digits()))
    return Counter(word for word in found if any(c.isdigit() for c in word))


def _is_in_words(block: Block, source: Block) -> bool:
    """Tell whether a text has no number at all: it may be written in words."""
    return not _codes(block.text) and not any(_LATIN.search(word) for word in _codes(source.text))


def _of_addresses(branches: Mapping[str, Branch], default: str) -> Iterator[Finding]:
    for branch in branches.values():
        wanted = _in_address(branch, default)
        for lang in branch.name:
            if lang == default or not branch.address.get(lang):
                continue
            if wanted and _in_address(branch, lang) < wanted:
                name, address = branch.name[lang], branch.address[lang]
                what = msg(
                    "the name “%(name)s” in '%(lang)s' does not stand in its address “%(address)s”",
                    name=name,
                    lang=lang,
                    address=address,
                )
                hint = msg(
                    "in '%(lang)s' it does: “%(name)s”", lang=default, name=branch.name[default]
                )
                compared = _compared_addresses(branch, default, lang)
                yield replace(warning(DOUBT, branch.span, what, hint), compared=compared)


def _compared_addresses(branch: Branch, default: str, lang: str) -> Comparison:
    page = f"{BRANCHES}/{branch.span.path.rpartition('/')[2]}"
    source, block = (
        Block(page, "", "address", "field", branch.address[of]) for of in (default, lang)
    )
    return compare_texts(source, block, (default, lang), (branch.span, branch.span))


def _in_address(branch: Branch, lang: str) -> float:
    """Return the share of the words of a branch's name that stand in its address."""
    name, address = words_of(branch.name.get(lang, "")), words_of(branch.address.get(lang, ""))
    found = [word for word in name if any(_is_like(word, other) for other in address)]
    return len(found) / len(name) if name else 0.0


def _is_like(word: str, other: str) -> bool:
    return word == other or (len(word) > _STEM and word[:_STEM] == other[:_STEM])


def check_currencies(
    locales: Mapping[str, Locale], language_places: Mapping[str, Span]
) -> Iterator[Finding]:
    """KB402 a word for a currency that is the name of another one (CLDR)."""
    for lang, locale in locales.items():
        for code, forms in locale.currencies.items():
            words = [*dict.fromkeys(forms.values())]
            exact = [(word, _named(word, locale.tag, is_same=True)) for word in words]
            near = [(word, _named(word, locale.tag)) for word in words]
            found = next(((w, of) for w, of in exact if of and code not in of), None)
            if found is None and not any(code in of for _, of in near):
                found = next(((w, of) for w, of in near if of), None)
            if found:
                what = msg(
                    "“%(word)s” in '%(lang)s' is the word for %(others)s, not for %(code)s",
                    word=found[0],
                    lang=lang,
                    others=first_of(found[1]),
                    code=code,
                )
                name = currency_names(locale.tag).get(code, code)
                hint = msg("CLDR calls %(code)s “%(name)s”", code=code, name=name)
                yield error("KB402", language_places[lang], what, hint)


def _named(word: str, tag: str, is_same: bool = False) -> list[str]:
    """Return the codes of the currencies whose names have these words, or words like them."""
    words = words_of(word)
    found = []
    for code, name in currency_names(tag).items():
        others = words_of(name)
        is_named = words == others if is_same else _are_within(words, others)
        if words and is_named:
            found.append(code)
    return found


def _are_within(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(_is_like(own, other) for other in others) for own in words)
