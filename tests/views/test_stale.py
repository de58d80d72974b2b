"""The notes under the source's text: where they stand, and what they say."""

from __future__ import annotations

import re

import pytest

from kbgen.commands.build import check_project
from kbgen.model.markup import parse, serialize
from kbgen.views.reader import Reader
from kbgen.views.stale import note_html, with_notes
from tests.sites import words, write_site

LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED, label: {en: Delivery fee, ur: ترسیل کی فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}}
days: {duration: 3-5 days}
"""
OWN, END = '<bdi lang="en" dir="ltr" data-kb-source="">', "</bdi>"
_FACT = re.compile('data-fact="(.*?)"')


def own(text: str) -> str:
    facts = re.sub(r"\{(\w+)\}", r'<span data-fact="\1">x</span>', text)
    return f"{OWN}{facts}{END}"


# HTML, in which (x) is the source's text; the same with the facts of each note in its place.
PLACES = {
    "a paragraph": ("<p>(a {fee})</p><p>b</p>", "<p>(a)</p>[fee]<p>b</p>"),
    "within emphasis": ("<p><em>(a)</em></p>", "<p><em>(a)</em></p>[]"),
    "two paragraphs": ("<p>(a {fee})</p>\n<p>(b {days})</p><p>c</p>", "<p>(a)</p>\n<p>(b)</p>[fee days]<p>c</p>"),
    "two paragraphs apart": ("<p>(a)</p><p>b</p><p>(c)</p>", "<p>(a)</p>[]<p>b</p><p>(c)</p>[]"),
    "a fact once": ("<p>(a {fee} {fee})</p>", "<p>(a)</p>[fee]"),
    "a heading has none": ("<h2>(a)</h2>\n<p>(b)</p>", "<h2>(a)</h2>\n<p>(b)</p>[]"),
    "headings part": ("<p>(a)</p><h2>b</h2><p>(c)</p>", "<p>(a)</p>[]<h2>b</h2><p>(c)</p>[]"),
    "an item": ("<ul><li>a</li><li>(b)</li><li>c</li></ul>", "<ul><li>a</li><li>(b)[]</li><li>c</li></ul>"),
    "an item with items": ("<ul><li>(a)<ul><li>b</li></ul></li></ul>", "<ul><li>(a)[]<ul><li>b</li></ul></li></ul>"),
    "an item of paragraphs": ("<ul><li><p>(a)</p><p>b</p></li></ul>", "<ul><li><p>(a)</p>[]<p>b</p></li></ul>"),
    "items in a run": ("<ol><li>(a)</li>\n<li>(b)</li>\n<li>c</li></ol>", "<ol><li>(a)</li>\n<li>(b)[]</li>\n<li>c</li></ol>"),
    "all items": ("<ol><li>(a)</li>\n<li>(b)</li></ol><p>c</p>", "<ol><li>(a)</li>\n<li>(b)</li></ol>[]<p>c</p>"),
    "the last item alone": ("<ol><li>a</li><li>(b)</li></ol>", "<ol><li>a</li><li>(b)[]</li></ol>"),
    "cells": (
        "<table><tr><td>(a)</td><td>b</td></tr><tr><td>(c {fee})</td></tr></table>",
        "<table><tr><td>(a)</td><td>b</td></tr><tr><td>(c)</td></tr></table>[fee]",
    ),
    "a table and a paragraph": (
        "<table><tr><td>(a {fee})</td></tr></table>\n<p>(b)</p>",
        "<table><tr><td>(a)</td></tr></table>[fee]\n<p>(b)</p>[]",
    ),
    "a paragraph and its list": ("<p>(a {fee})</p><ul><li>(b)</li></ul>", "<p>(a)</p><ul><li>(b)</li></ul>[fee]"),
    "a definition": ("<dl><dt>(a)</dt><dd>b</dd></dl>", "<dl><dt>(a)</dt><dd>b</dd></dl>[]"),
    "the title of a note": (
        '<div class="admonition"><p>(a)</p><p>b</p></div>',
        '<div class="admonition"><p>(a)</p>[]<p>b</p></div>',
    ),
    "a summary": ("<details><summary>(a)</summary><p>b</p></details>", "<details><summary>(a)</summary>[]<p>b</p></details>"),
    "the name of a tab": (
        '<div class="tabbed-set"><div class="tabbed-labels"><label>(a)</label></div><p>b</p></div>',
        '<div class="tabbed-set"><div class="tabbed-labels"><label>(a)</label></div><p>b</p></div>[]',
    ),
    "in a tab": ('<div class="tabbed-set"><p>(a)</p><p>b</p></div>', '<div class="tabbed-set"><p>(a)</p>[]<p>b</p></div>'),
    "none": ("<p>a</p>", "<p>a</p>"),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    project = write_site(tmp_path_factory.mktemp("stale") / "project", LEDGER)
    return Reader(check_project(project.root / "mkdocs.yml", None)[0], "ur", "ur/faq/pay/")


@pytest.mark.parametrize("name", PLACES)
def test_one_note_stands_under_a_run_of_texts(name: str, reader: Reader) -> None:
    html, expected = PLACES[name]
    nodes = parse(re.sub(r"\(([^)]*)\)", lambda match: own(match[1]), html))
    written = serialize(with_notes(reader, nodes))

    def facts(note: re.Match[str]) -> str:
        return f"[{' '.join(_FACT.findall(note[0]))}]"

    bare = re.sub(r'<p class="kb-quiet kb-stale".*?</p>', facts, written)
    bare = re.sub(f"{re.escape(OWN)}(.*?){END}", r"(\1)", bare)
    assert re.sub(r" ?<span data-fact.*?</span>", "", bare) == expected


WRITTEN = {
    "ur": "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔ فی الحال: ترسیل کی فیس AED 25 · 3 سے 5 دن",
    "ar": "تغيّر هذا الجزء، وترجمته إلى العربية قيد الإعداد. حاليًا: رسوم التوصيل 25 د.إ. · 3 إلى 5 أيام",
    "hi": "यह हिस्सा बदल गया है। इसका हिंदी अनुवाद जल्द उपलब्ध होगा। फ़िलहाल: डिलीवरी शुल्क AED 25 · 3 से 5 दिन",
    "en": "This part has changed; the translation is on its way. Now: Delivery fee AED 25 · 3 to 5 days",
}


@pytest.mark.parametrize("lang", WRITTEN)
def test_a_note_says_the_facts_in_the_readers_language(lang: str, reader: Reader) -> None:
    own_reader = Reader(reader.site, lang, "faq/pay/")
    shown = words(str(note_html(own_reader, ["fee", "days"]))).replace("\u00a0", " ")
    assert shown == WRITTEN[lang]


def test_a_note_without_facts_names_none(reader: Reader) -> None:
    assert (
        words(str(note_html(reader, []))) == "یہ حصہ بدل گیا ہے۔ اس کا اردو ترجمہ جلد دستیاب ہوگا۔"
    )
