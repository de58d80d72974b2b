"""All of kbgen that reads what a person wrote, each as a function of one text."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from kbgen.checks import structure
from kbgen.checks.extract import extract
from kbgen.checks.foreign import LEFTOVERS, MOJIBAKE, check_language
from kbgen.checks.letters import check_controls, check_normal_form
from kbgen.checks.prose import blank_markup
from kbgen.checks.scripts import wrong_digits, wrong_letters, wrong_punctuation
from kbgen.checks.sentences import _SENTENCE
from kbgen.checks.terms import word_pattern
from kbgen.importing.document import read_documents  # noqa: F401
from kbgen.model.article import Article
from kbgen.model.html import find_unsafe
from kbgen.model.front_matter import PageMeta
from kbgen.model.uses import fill_uses, find_uses
from kbgen.publish.minify import minify_script, minify_style, trim_html
from kbgen.publish.sections import absolute, facts_in, retell, split_sections, text_of
from kbgen.render.dress import dress
from kbgen.render.inline import SwiftInline  # noqa: F401
from kbgen.render.sanitize import sanitize
from kbgen.resolve.bidi import isolate_html, isolate_runs, to_html
from kbgen.search.text import words_of
from kbgen.source.front_matter import split_front_matter
from kbgen.source.markdown import find_headings, find_links, mask, scan, slugify
from kbgen.source.text import decode

Scanner = Callable[[str], object]


def _article(text: str) -> Article:
    return Article("faq/x", "ur", "faq", "x.md", PageMeta(), "", text, 1, text)


def _all(found: object) -> object:
    return list(found)  # type: ignore[call-overload]

SCANNERS: dict[str, Scanner] = {
    "decode": lambda t: decode(t.encode(), "x.md"),
    "front matter": lambda t: split_front_matter(t, "x.md"),
    "front matter inside": lambda t: split_front_matter(f"---\n{t}", "x.md"),
    "mask": mask,
    "mask of code": lambda t: mask(t, hide_elements=False),
    "headings": lambda t: find_headings(t, t),
    "links": find_links,
    "scan": lambda t: scan(t, "x.md", 1),
    "slugify": slugify,
    "unsafe HTML": lambda t: _all(find_unsafe(t)),
    "unsafe addresses": lambda t: _all(find_unsafe(t + "\n[a](x:)")),
    "uses": find_uses,
    "fill": lambda t: fill_uses(t, lambda *_: ""),
    "prose": blank_markup.__wrapped__,
    "sentences": _SENTENCE.findall,
    "mojibake": lambda t: MOJIBAKE.findall(t),
    "leftovers": lambda t: LEFTOVERS.findall(t),
    "language": lambda t: _all(check_language(SimpleNamespace(), _article(t))),
    "normal form": lambda t: _all(check_normal_form(SimpleNamespace(), _article(t))),
    "controls": lambda t: _all(check_controls(SimpleNamespace(), _article(t))),
    "counts": lambda t: [count(t) for _, _, count in structure.COUNTS],
    "plain HTML": to_html,
    "words": words_of,
    "script": minify_script,
    "style": minify_style,
}
for lang, word in {"en": "customer care", "ur": "رقم واپسی", "ar": "رد المبلغ", "hi": "धन वापसी"}.items():
    SCANNERS[f"quantities {lang}"] = lambda t, lang=lang: extract(t, lang)
    SCANNERS[f"terms {lang}"] = lambda t, lang=lang, word=word: _all(word_pattern(word, lang).finditer(f"{word.split()[0]} {t}"))
    if lang != "en":
        SCANNERS[f"letters {lang}"] = lambda t, lang=lang: wrong_letters(lang).findall(t)
        SCANNERS[f"punctuation {lang}"] = lambda t, lang=lang: wrong_punctuation(lang).findall(t)
        SCANNERS[f"letters and points {lang}"] = lambda t, lang=lang: wrong_punctuation(lang).findall("क" + t)
for n in ("latn", "arabext"):
    SCANNERS[f"digits {n}"] = lambda t, n=n: wrong_digits(n).findall(t)
for d in ("ltr", "rtl"):
    SCANNERS[f"isolate {d}"] = lambda t, d=d: isolate_runs("ا" + t, d)
def _html(f):
    def g(t):
        html = cache.get(t)
        if html is None:
            cache.clear()
            cache[t] = html = sanitize(f"<h1>x</h1><p>{t}</p>")
        return f(html)
    return g
cache: dict[str, str] = {}
SCANNERS["sanitize"] = sanitize
for name, f in {
    "isolate HTML ltr": lambda h: isolate_html(h, "ltr"), "isolate HTML rtl": lambda h: isolate_html(h, "rtl"), "sections": split_sections, "text": text_of,
    "absolute": lambda h: absolute(h, "faq/", "https://a.b/"), "facts in": facts_in, "retell": lambda h: retell(h, lambda *_: ""),
    "trim": trim_html, "dress": dress,
}.items():
    SCANNERS["HTML " + name] = _html(f)
