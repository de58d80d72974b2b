"""What reads a text takes time in proportion to its length, whatever the text repeats."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from kbgen.checks.foreign import MOJIBAKE, check_language, leftovers
from kbgen.checks.hidden import COMMENT, NOTE, hidden_in, struck_in
from kbgen.checks.letters import check_controls
from kbgen.checks.scripts import wrong_digits, wrong_letters, wrong_punctuation
from kbgen.checks.structure import check_blocks
from kbgen.checks.untranslated import EMPHASIZED
from kbgen.checks.uses import check_uses
from kbgen.languages.bidi import isolate_html, isolate_runs, to_html
from kbgen.markdown.blocks import find_blocks
from kbgen.markdown.heading_ids import heading_words
from kbgen.markdown.sanitize import sanitize
from kbgen.markdown.scan import assign_ids, find_headings, find_links, mask, scan, slugify
from kbgen.markdown.sections import ContentSection, absolute, replace_facts, split_sections
from kbgen.markdown.text import text_of
from kbgen.markdown.with_blocks import UnfitTextError, with_blocks
from kbgen.meaning.extract import mentions_in
from kbgen.meaning.inflection import word_pattern
from kbgen.meaning.prose import blank_markup
from kbgen.model.article import Article
from kbgen.model.front_matter import PageMeta
from kbgen.model.html import find_unsafe
from kbgen.model.markup import parse, serialize
from kbgen.model.uses import find_uses
from kbgen.output.minify import minify_script, minify_style, trim_html
from kbgen.output.search.text import words_of
from kbgen.source.front_matter import split_front_matter
from kbgen.source.text import decode
from kbgen.translations import repeats
from kbgen.translations.normal import normal_form
from kbgen.views.page_parts import split_page_html
from kbgen.views.titles import bare_words
from tests.hostile_texts import TEXTS

LENGTH = 4000
TIMES = 4
SURE = 0.01
"""Seconds of work below which a text of TIMES * LENGTH was surely not read again and again."""
MOST = 9.0
"""How much longer a text may take that is TIMES longer: between 4 and 16, its square."""
Scanner = Callable[[str], object]

ARTICLE = Article("faq/x", "ur", "faq", "x.md", PageMeta(), "", "", 1)
PHRASES = {
    "en": "customer care",
    "ur": "رقم واپسی",
    "ar": "رد المبلغ",
    "hi": "धन वापसी",
    "bn": "টাকা ফেরত",
}


def all_of(found: Iterable[object]) -> object:
    return deque(found, maxlen=0)


def on_a_page(rule: Callable[[Article], Iterable[object]]) -> Scanner:
    return lambda text: all_of(rule(replace(ARTICLE, body=text, masked=text)))


def beside_its_source(rule: Callable[[Article, Article], Iterable[object]]) -> Scanner:
    def look(text: str) -> object:
        pages = [_scanned(body, lang) for body, lang in ((text, "ur"), (f"A\n\n{text}", "en"))]
        return all_of(rule(pages[0], pages[1]))

    return look


def _scanned(body: str, lang: str) -> Article:
    found = scan(body, "x.md", 1)
    return replace(
        ARTICLE,
        lang=lang,
        body=body,
        masked=found.masked,
        headings=found.headings,
        links=found.links,
        uses=found.uses,
    )


def find_phrase(phrase: str, lang: str, text: str) -> object:
    return word_pattern(phrase, lang).findall(f"{phrase.split()[0]} {text}")


def split_blocks(text: str) -> object:
    return find_blocks(text, text)


def write_blocks(text: str) -> None:
    with suppress(UnfitTextError):
        with_blocks(text, {block: f"{block.text} a" for block in find_blocks(text, mask(text))})


SCANNERS: dict[str, Scanner] = {
    "decode": lambda text: decode(text.encode(), "x.md"),
    "front matter": lambda text: split_front_matter(text, "x.md"),
    "front matter, begun": lambda text: split_front_matter(f"---\n{text}", "x.md"),
    "mask": mask,
    "mask of code": lambda text: mask(text, hide_elements=False),
    "headings": lambda text: find_headings(text, text),
    "links": find_links,
    "blocks": lambda text: find_blocks(text, mask(text)),
    "blocks without a mask": split_blocks,
    "blocks after a table": lambda text: split_blocks(f"|a|\n|-|\n|{text}"),
    "blocks in quotes": lambda text: split_blocks(f"> {text}"),
    "blocks written": write_blocks,
    "normal form of a block": normal_form,
    "scan": lambda text: scan(text, "x.md", 1),
    "slugify": slugify,
    "words of a heading": heading_words,
    "ids of headings": lambda text: assign_ids(find_headings(text, text)),
    "unsafe HTML": lambda text: all_of(find_unsafe(text)),
    "unsafe addresses": lambda text: all_of(find_unsafe(f"{text}\n[a](x:)")),
    "facts": find_uses,
    "prose": blank_markup.__wrapped__,
    "mojibake": MOJIBAKE.findall,
    "leftovers": leftovers("ur").findall,
    "language": on_a_page(check_language),
    "controls": on_a_page(check_controls),
    "blocks beside their source": beside_its_source(check_blocks),
    "facts beside their source": beside_its_source(
        lambda page, source: check_uses(page, source, (page, source), True, {})
    ),
    "struck": lambda text: all_of(struck_in(text)),
    "hidden": lambda text: all_of(hidden_in(text)),
    "comments": COMMENT.findall,
    "notes": NOTE.findall,
    "emphasized": EMPHASIZED.findall,
    "repeated words": repeats.words_of,
    "titles": bare_words,
    "plain HTML": to_html,
    "words": words_of,
    "script": minify_script,
    "style": minify_style,
    "isolate in ltr": partial(isolate_runs, direction="ltr"),
    "isolate in rtl": partial(isolate_runs, direction="rtl"),
    "digits, Latin": wrong_digits("latn").findall,
    "digits, Urdu": wrong_digits("arabext").findall,
}
for _lang, _phrase in PHRASES.items():
    SCANNERS[f"quantities, {_lang}"] = partial(
        mentions_in.__wrapped__, lang=_lang
    )  # not what it remembers
    SCANNERS[f"terms, {_lang}"] = partial(find_phrase, _phrase, _lang)
for _lang in ("ur", "ar", "hi", "bn"):
    SCANNERS[f"letters, {_lang}"] = wrong_letters(_lang).findall
    SCANNERS[f"punctuation, {_lang}"] = wrong_punctuation(_lang).findall

HTML_READERS: dict[str, Scanner] = {
    "isolate in ltr": lambda html: isolate_html(parse(f"ا{html}"), "ltr"),
    "isolate in rtl": lambda html: isolate_html(parse(html), "rtl"),
    "sections": lambda html: split_sections(parse(html)),
    "text": lambda html: text_of(parse(html)),
    "addresses": lambda html: absolute(parse(html), "faq/", "https://a.example/"),
    "facts": lambda html: ContentSection("", (), parse(html)).facts,
    "facts replaced": lambda html: replace_facts(parse(html), "en", lambda *_: ()),
    "subheadings": lambda html: ContentSection("", (), parse(html)).subheadings,
    "steps": lambda html: ContentSection("", (), parse(html)).steps,
    "trim": trim_html,
    "dress": lambda html: split_page_html(parse(html), is_faq=True),
}
"""What reads HTML, which the sanitizer has left."""


def growth(read: Scanner, short: str, long: str) -> float:
    """Return how much longer the long text takes; 0 if that is too little to be measured.

    Of five runs the shortest counts, whatever else the machine does; those of the long text end
    when it is short enough.
    """
    found = read_once(read, long)
    if found < SURE:
        return 0
    once = min(read_once(read, short) for _ in range(5))
    for _ in range(4):
        if found > MOST * once:
            found = min(found, read_once(read, long))
    return found / once


def read_once(read: Scanner, text: str) -> float:
    """Return the time of this thread in seconds."""
    start = time.thread_time()
    read(text)
    return max(time.thread_time() - start, 1e-6)


@pytest.mark.parametrize("name", SCANNERS)
def test_a_text_four_times_as_long_takes_four_times_as_long(name: str) -> None:
    pairs = {what: (make(LENGTH), make(TIMES * LENGTH)) for what, make in TEXTS.items()}
    grown = {what: growth(SCANNERS[name], *pair) for what, pair in pairs.items()}
    assert {what: times for what, times in grown.items() if times > MOST} == {}


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[str, str]]:
    def page(text: str) -> str:
        return serialize(sanitize(f"<h1>a</h1><p>{text}</p>"))

    return {w: (page(make(LENGTH)), page(make(TIMES * LENGTH))) for w, make in TEXTS.items()}


@pytest.mark.parametrize("name", HTML_READERS)
def test_html_four_times_as_long_takes_four_times_as_long(
    name: str, pages: dict[str, tuple[str, str]]
) -> None:
    grown = {what: growth(HTML_READERS[name], *pair) for what, pair in pages.items()}
    assert {what: times for what, times in grown.items() if times > MOST} == {}


def test_what_reads_a_text_again_and_again_is_found() -> None:
    def again(text: str) -> object:
        return [text.count("[", start) for start in range(len(text))]

    make = TEXTS["brackets"]
    # Longer than others: of a short text, what is done once takes most of the time.
    assert growth(again, make(4 * LENGTH), make(4 * TIMES * LENGTH)) > MOST
