"""The search engine in a real Chromium: held to Python's words, and over the Nahr site."""

from __future__ import annotations

import json
import random
import shutil
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kbgen.output.search import index
from kbgen.output.search.index import IndexedLanguage, index_files
from kbgen.output.search.record import Record
from kbgen.output.search.sound import skeleton
from kbgen.output.search.tables import tables
from kbgen.output.search.text import root_of, stems_of, words_of
from tests.conftest import MakeSite
from tests.search_vectors import SCRIPTS, STEMS, WORDS
from tests.serving import serve
from tests.sites import Project

PREFIXES = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}


@pytest.fixture(scope="module")
def scripts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page beside the engine's scripts as they are written."""
    folder = tmp_path_factory.mktemp("scripts")
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder)
    (folder / "tables.json").write_text(json.dumps(tables()), "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>x</title>")
    for address in serve(folder):
        page = browser.new_page()
        page.goto(address)
        page.evaluate(
            """async () => {
              const { createText } = await import("/search-text.js");
              window.text = createText(await (await fetch("/tables.json")).json());
            }"""
        )
        yield page
        page.close()


def in_browser(page: Page, function: str, rows: list[Any]) -> Any:
    """Call a function of JavaScript; texts go as JSON escapes, which keep lone surrogates."""
    return page.evaluate(
        f"(rows) => JSON.stringify(JSON.parse(rows).map({function}))", json.dumps(rows)
    )


def test_javascript_knows_the_same_words(scripts: Page) -> None:
    found = json.loads(in_browser(scripts, "(t) => text.wordsOf(t)", [row[0] for row in WORDS]))
    assert found == [row[1].split() for row in WORDS]


def test_javascript_knows_the_same_stems(scripts: Page) -> None:
    rows = [[word, lang] for word, lang, _ in STEMS]
    found = json.loads(in_browser(scripts, "([w, l]) => [...text.stemsOf(w, l)]", rows))
    assert [set(stems) for stems in found] == [stems_of(word, lang) for word, lang in rows]


@pytest.mark.parametrize("lang", PREFIXES)
def test_javascript_knows_the_same_sounds(scripts: Page, lang: str) -> None:
    words = sorted({word for row in WORDS for word in row[1].split()} | {row[0] for row in STEMS})
    found = scripts.evaluate(
        """async ([lang, words]) => {
          const { createLatin } = await import("/search-latin.js");
          const tables = await (await fetch("/tables.json")).json();
          const latin = createLatin(tables.latin, tables.languages[lang].latin);
          return words.map((word) => [latin.skeletonOf(word), text.rootOf(word, lang)]);
        }""",
        [lang, words],
    )
    assert found == [[skeleton(word, lang), root_of(word, lang)] for word in words]


def random_texts(count: int) -> list[str]:
    """Return strings of letters that meet in our languages, and of any others."""
    chance = random.Random(6)
    blocks = [(0x20, 0x24F), (0x600, 0x6FF), (0x900, 0x97F), (0xFB50, 0xFEFF), (0x2000, 0x206F)]
    blocks += [(0x20, 0xD7FF), (0xD800, 0xDFFF), (0xE000, 0x1FFFF)]

    def char() -> str:
        return chr(chance.randint(*chance.choice(blocks)))

    texts = ("".join(char() for _ in range(chance.randint(1, 30))) for _ in range(count))
    # Two surrogates that meet are one character, as they are in JavaScript.
    return [
        t.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass") for t in texts
    ]


def test_javascript_and_python_agree_on_any_text(scripts: Page) -> None:
    texts = [text for text in random_texts(3000) if _is_in_both(text)]
    assert len(texts) > 500
    found = json.loads(in_browser(scripts, "(t) => text.wordsOf(t)", texts))
    for text, words in zip(texts, found, strict=True):
        assert words_of(text) == words, ascii(text)


def _is_in_both(text: str) -> bool:
    """Leave out what only one of the two versions of Unicode may know."""
    return all(unicodedata.category(c) not in ("Cn", "Co") for c in text)


@pytest.mark.parametrize(
    ("a", "b", "limit", "expected"),
    [
        ("refund", "refund", 1, 0),
        ("refnud", "refund", 1, 1),  # neighbours that have changed places
        ("refud", "refund", 1, 1),
        ("reffund", "refund", 1, 1),
        ("rfnd", "refund", 2, 2),
        ("card", "warranty", 2, 3),  # beyond the limit: one more than it
    ],
)
def test_typing_mistakes(scripts: Page, a: str, b: str, limit: int, expected: int) -> None:
    found = scripts.evaluate(
        "async ([a, b, limit]) => (await import('/search-match.js')).edits(a, b, limit)",
        [a, b, limit],
    )
    assert found == expected


@pytest.mark.parametrize(
    ("lang", "latin", "word", "others"),
    [
        ("ur", "wapsi", "واپسی", ["وارنٹی", "پاس", "رسید"]),
        ("ur", "khareedari", "خریداری", ["ادائیگی", "کارڈ", "خرابی"]),
        ("ur", "shikayat", "شکایت", ["شاخ", "سہولت", "کتنا"]),
        ("hi", "bhugtan", "भुगतान", ["भूल", "गारंटी", "बदलना"]),
        ("hi", "acchha", "अच्छा", ["अंक", "आज", "ऊंचा"]),
        ("bn", "ferot", "ফেরত", ["ফোন", "ভাড়া", "তারিখ"]),
        ("bn", "obhijog", "অভিযোগ", ["অপেক্ষা", "যোগাযোগ", "অর্ডার"]),
        ("bn", "ponno", "পণ্য", ["প্রশ্ন", "পেমেন্ট", "টাকা"]),
        ("bn", "dokan", "দোকান", ["দাম", "ডেলিভারি", "কর্মী"]),
        ("ar", "tawseel", "توصيل", ["تسجيل", "تفاصيل", "وصل"]),
        ("ar", "7esab", "حساب", ["سبب", "حسم", "صاحب"]),
        ("ar", "tarjee3", "ترجيع", ["ترجمة", "تاريخ", "جميع"]),
    ],
)
def test_latin_letters_find_the_word(
    scripts: Page, lang: str, latin: str, word: str, others: list[str]
) -> None:
    words = [words_of(one)[0] for one in [*others, word]]
    found = scripts.evaluate(
        """async ([lang, query, words]) => {
          const { createLatin } = await import("/search-latin.js");
          const tables = await (await fetch("/tables.json")).json();
          const latin = createLatin(tables.latin, tables.languages[lang].latin);
          return latin.match(query, words, words.map(latin.skeletonOf)).map(([i]) => words[i]);
        }""",
        [lang, latin, words],
    )
    assert found[:1] == [words[-1]]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("رقم کی واپسی", ["رقم"], "[رقم] کی واپسی"),
        ("سیاسةُ الإرجاع", ["الارجاع"], "سیاسةُ [الإرجاع]"),  # with its marks, whole
        ("refunds, refund", ["refund"], "refunds, [refund]"),
        ("पासवर्ड", ["पास"], "पासवर्ड"),
        ("a <b>", ["b"], "a <[b]>"),
    ],
)
def test_only_whole_words_are_marked(
    scripts: Page, text: str, asked: list[str], expected: str
) -> None:
    parts = scripts.evaluate(
        """async ([shown, asked]) => {
          const { mark } = await import("/search-show.js");
          return mark(shown, (word) => (text.wordsOf(word).some((one) => asked.includes(one)) ? 1 : 0));
        }""",
        [text, asked],
    )
    assert "".join(f"[{part}]" if is_match else part for part, is_match in parts) == expected


def test_a_snippet_is_short_and_has_what_was_asked_for(scripts: Page) -> None:
    text = "Nothing here. " * 40 + "Your refund comes in seven days. " + "More of it. " * 40
    parts = scripts.evaluate(
        """async (shown) => {
          const { snippet } = await import("/search-show.js");
          return snippet(shown, (word) => (word === "refund" ? 1 : 0));
        }""",
        text,
    )
    shown = "".join(part for part, _ in parts)
    assert ["refund", True] in parts
    assert shown.startswith("… ") and shown.endswith(" …")
    assert "Your refund comes in seven days." in shown
    assert len(shown) < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Short sentences are shown whole, with those beside them that fit.
        (
            f"{'Nothing of it. ' * 30}We pay your refund in 7 days. It goes to your card.{' More.' * 60}",
            "We pay your refund in 7 days. It goes to your card. More.",
        ),
        # Lines are sentences, too.
        (f"{'x' * 150}\nRefunds\nYour refund comes.\n{'y' * 150}", "Refunds Your refund comes."),
        # An address or an amount ends none.
        (
            f"{'Nothing of it. ' * 30}See www.nahr.example/x for a refund of AED 2.500 now.\n{'z' * 199}",
            "See www.nahr.example/x for a refund of AED 2.500 now.",
        ),
        ("Nothing. " * 30 + "رقم refund ملے گی۔ " + "اور " * 90, "رقم refund ملے گی۔"),
    ],
)
def test_a_snippet_is_of_whole_sentences(scripts: Page, text: str, expected: str) -> None:
    parts = scripts.evaluate(
        """async (shown) => {
          const { snippet } = await import("/search-show.js");
          return snippet(shown, (word) => (/^refunds?$/i.test(word) ? 1 : 0));
        }""",
        text,
    )
    shown = "".join(part for part, _ in parts).removeprefix("… ").removesuffix(" …")
    assert expected in shown and len(shown) <= 200
    assert text.replace("\n", " ").count(shown) and shown[-1] in ".۔"


@pytest.mark.parametrize("before", [*range(0, 60, 6), *range(100, 180, 8)])
@pytest.mark.parametrize("is_end", [True, False])
def test_a_number_that_a_snippet_cuts_stays_isolated(
    scripts: Page, before: int, is_end: bool
) -> None:
    number = "\u2068+971 4 555 0142 extension 0 1 2 3 4 5 6 7 8 9\u2069"
    near, far = "ا " * (before // 2), "ب " * 100
    text = f"رقم {near}{number} {far}" if is_end else f"{far}{number} {near}رقم {far}"
    parts = scripts.evaluate(
        """async (shown) => {
          const { snippet } = await import("/search-show.js");
          return snippet(shown, (word) => (word === "رقم" ? 1 : 0));
        }""",
        text,
    )
    shown = "".join(part for part, _ in parts).removeprefix("… ").removesuffix(" …")
    depth = 0
    for char in shown:
        depth += {"\u2068": 1, "\u2069": -1}.get(char, 0)
        assert depth == int(depth > 0) and (depth or not char.isdecimal())
    assert depth == 0


# A large site, whose rare words are shared out: made small here.

RARE = {
    "en": ["refund", "delivery", "compressor", "thermostat", "marmalade"],
    "ur": ["رقم", "ڈیلیوری", "کمپریسر", "ترموسٹیٹ", "مربہ"],
    "ar": ["مبلغ", "توصيل", "منتجات", "والحرارة", "مربى"],
    "hi": ["रकम", "डिलीवरी", "कंप्रेसर", "थर्मोस्टेट", "मुरब्बा"],
}


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The index of a page for each word, of which one is frequent; the others are in files of two."""
    monkeypatch.setattr(index, "WHOLE", 2)
    monkeypatch.setattr(index, "FREQUENT", 1)
    monkeypatch.setattr(index, "RARE", 2)
    monkeypatch.setattr(index, "IN_ONE", 0)
    editions = [
        IndexedLanguage(lang, PREFIXES[lang], [Record(f"p{i}", f"p{i}/", w, w, "page", lang) for i, w in enumerate(words)])
        for lang, words in RARE.items()
    ]  # fmt: skip
    return {path: content.decode() for path, content in index_files(editions).items()}


ASK_LARGE = """
async ([files, prefix, lang, query]) => {
  const { createEngine } = await import("/search-engine.js");
  const tables = await (await fetch("/tables.json")).json();
  const load = async (path) => JSON.parse(files[path]);
  const engine = createEngine({ load, tables, prefix, lang });
  const ids = [];
  for (const text of [query, query]) {
    const { results } = await engine.query(text);
    ids.push(results.map((one) => one.id)[0]);
  }
  return ids;
}
"""


@pytest.mark.parametrize(
    ("lang", "query", "place"),
    [
        ("en", "thermostat", 3),
        ("en", "thermostats", 3),
        ("en", "thermo", 3),  # still being typed
        ("en", "compresor", 2),
        ("en", "marmelade", 4),
        ("en", "کمپریسر", 2),
        ("en", "muraba", 4),
        ("ur", "ترموسٹیٹ", 3),
        ("ur", "kampresar", 2),
        ("ur", "کمپریسروں", 2),
        ("ur", "marmalade", 4),
        ("ar", "المنتجات", 2),
        ("ar", "منتج", 2),
        ("ar", "muntajat", 2),
        ("ar", "حرارة", 3),
        ("hi", "थरमोस्टेट", 3),
        ("hi", "thermostet", 3),
    ],
)
def test_the_rare_words_of_a_large_site_are_found(
    lang: str, query: str, place: int, scripts: Page, large: dict[str, str]
) -> None:
    found = scripts.evaluate(ASK_LARGE, [large, PREFIXES[lang], lang, query])
    assert found == [f"p{place}"] * 2


@pytest.mark.parametrize(
    "cut", ['{"words": "Aab", "counts": "!!!"}', '{"words": "", "counts": ""}', "[]"]
)
def test_a_spoiled_list_of_rare_words_is_an_error(
    cut: str, scripts: Page, large: dict[str, str]
) -> None:
    spoiled = {path: cut if path[-7:-6] == "w" else content for path, content in large.items()}
    failed = scripts.evaluate(
        f"([...given]) => ({ASK_LARGE})(given).then(() => '', (error) => error.reason)",
        [spoiled, "", "en", "thermostat"],
    )
    assert failed == "broken"


# Over the Nahr site, by way of what pages import.


@pytest.fixture(scope="module")
def address(nahr: Project, browser: Browser) -> Iterator[str]:
    yield from serve(nahr.root / "site", browser=browser)


def client(nahr: Project) -> str:
    (script,) = (nahr.root / "site/assets/kb").glob("search-client.*.js")
    return f"assets/kb/{script.name}"


@pytest.fixture(scope="module")
def nahr_page(browser: Browser, nahr: Project, address: str) -> Iterator[Page]:
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    open_client(page, f"{address}{client(nahr)}")
    yield page
    page.close()
    assert problems == []


def open_client(page: Page, script: str) -> None:
    page.evaluate(
        """async (script) => {
          const { openSearch } = await import(script);
          window.openSearch = openSearch;
          window.opened = {};
          window.engineOf = (lang) =>
            (opened[lang] ??= openSearch({ root: "/", prefix: lang === "en" ? "" : `${lang}/`, lang }));
          window.ask = (lang, text, limit) => engineOf(lang).query(text, { limit });
        }""",
        script,
    )


def ask(page: Page, lang: str, query: str, limit: int = 5) -> dict[str, Any]:
    # As a script's own text: Playwright cannot carry a lone surrogate.
    found: dict[str, Any] = page.evaluate(f"ask({lang!r}, {json.dumps(query)}, {limit})")
    return found


REFUND = {"faq/returns#refund-time", "policies/returns#refund"}


@pytest.mark.parametrize(
    ("lang", "query"),
    [
        ("en", "refund"),
        ("en", "When will I get my money back?"),
        ("en", "REFUNDED"),
        ("en", "refnud"),
        ("en", "paise wapas"),
        ("ur", "میری رقم کب واپس ملے گی"),
        ("ur", "رقم واپسي"),
        ("ur", "رقمِ واپسی"),
        ("ur", "raqam wapas kab milegi"),
        ("ur", "refund"),
        ("ur", "استرداد المبلغ"),
        ("ar", "استرداد المبلغ"),
        ("ar", "إسترداد المبلـــغ"),
        ("ar", "istirdad el mablagh"),
        ("ar", "refund"),
        ("hi", "पैसे वापस कब मिलेंगे"),
        ("hi", "paise wapas kab milenge"),
        ("hi", "refund"),
    ],
)
def test_however_it_is_asked(lang: str, query: str, nahr_page: Page) -> None:
    found = ask(nahr_page, lang, query)
    assert REFUND & {result["id"] for result in found["results"]}, [
        r["id"] for r in found["results"]
    ]


@pytest.mark.parametrize("lang", PREFIXES)
def test_a_result_says_where_it_leads(lang: str, nahr_page: Page, address: str) -> None:
    for result in ask(nahr_page, lang, "+971 4 555 0142")["results"]:
        page, _, anchor = result["url"].partition("#")
        assert result["url"].startswith(PREFIXES[lang])
        assert result["lang"] == lang
        assert result["kind"] in {
            "standard",
            "faq",
            "policy",
            "procedure",
            "survey",
            "notice",
            "page",
            "branch",
        }
        html = nahr_page.request.get(f"{address}{page}").text()
        assert not anchor or f'id="{anchor}"' in html


def test_a_branch_is_found_by_its_name(nahr_page: Page) -> None:
    found = ask(nahr_page, "ur", "شارجہ")["results"][0]
    assert (found["id"], found["kind"], found["branch"]) == (
        "branches/sharjah",
        "branch",
        "sharjah",
    )


@pytest.mark.parametrize(
    "query", ["asdfghjkl", "xyzzy plugh", "بلث", "ضصثقفغ", "कखगघ झञटठ", "qqqq"]
)
@pytest.mark.parametrize("lang", PREFIXES)
def test_nonsense_finds_nothing(lang: str, query: str, nahr_page: Page) -> None:
    assert ask(nahr_page, lang, query)["results"] == []


@pytest.mark.parametrize("query", ["", "   ", "?!", "\u200f\u2067", "\ud800", "😀"])
def test_without_a_letter_nothing_is_asked(query: str, nahr_page: Page) -> None:
    assert ask(nahr_page, "en", query)["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        "refund " * 1500,
        "x" * 10_000,
        "و" * 10_000,
        "(a+)+$ [^]*?(?<x>refund)|.{99999}",
        "\u202e\u2066refund\u0000\u0007\u2069",
        "refund \udc00\ud83d",
        "<script>alert(1)</script> refund",
        "%F0%28 ${refund} \\u0041",
        "constructor __proto__ toString hasOwnProperty",
    ],
    ids=lambda query: ascii(query[:24]),
)  # fmt: skip
def test_whatever_is_typed_is_answered(query: str, nahr_page: Page) -> None:
    found = ask(nahr_page, "ur", query)
    assert found["took"] < 5000
    assert ("refund" in query) is bool(found["results"])


TYPED = {
    "en": [
        "refu",
        "war",
        "de",
        "how long is the war",
        "deliv",
        "my order is la",
        "change my add",
        "pass",
    ],
    "ur": ["واپ", "میری ڈیلی", "وارنٹ", "پاس", "wapsi", "delivery ki fe", "raqam wap"],
    "ar": ["استر", "كم رسوم الت", "الضم", "كلمة الم", "tawse", "damman"],
    "hi": ["वाप", "डिलीवरी का शु", "वारं", "पास", "paise wap", "delivery shul"],
}


@pytest.mark.parametrize("lang", TYPED)
def test_a_suggestion_finds_something_and_begins_as_what_is_typed(
    lang: str, nahr_page: Page
) -> None:
    offered = {typed: ask(nahr_page, lang, typed)["suggestions"] for typed in TYPED[lang]}
    assert sum(map(bool, offered.values())) > len(offered) / 2
    for typed, suggestions in offered.items():
        assert len(suggestions) <= 3 and typed not in suggestions
        for one in suggestions:
            assert ask(nahr_page, lang, one)["results"], one
            is_romanized = lang != "en" and typed.isascii()
            assert is_romanized or words_of(one)[: len(words_of(typed)) - 1] == words_of(typed)[:-1]


def test_a_corrected_word_is_said(nahr_page: Page) -> None:
    assert ask(nahr_page, "en", "warrenty")["didYouMean"].lower() == "warranty"
    assert "didYouMean" not in ask(nahr_page, "en", "warranty")


def test_a_later_question_supersedes_the_one_before(nahr_page: Page) -> None:
    found = nahr_page.evaluate(
        """() => Promise.all(["w", "wa", "warranty"].map((text) =>
          engineOf("en").query(text).then((answer) => answer.results.length > 0, (error) => error.reason)))"""
    )
    assert found == ["superseded", "superseded", True]


def test_a_closed_search_says_so(nahr_page: Page) -> None:
    found = nahr_page.evaluate(
        """async () => {
          const search = openSearch({ root: "/", prefix: "", lang: "en" });
          await search.ready();
          const pending = search.query("refund").catch((error) => error.reason);
          search.close();
          return [await pending, await search.query("refund").catch((error) => error.reason)];
        }"""
    )
    assert found == ["closed", "closed"]


def test_without_workers_the_page_itself_searches(
    browser: Browser, nahr: Project, address: str
) -> None:
    page = browser.new_page()
    page.add_init_script("window.Worker = class { constructor() { throw new TypeError() } }")
    page.goto(address)
    open_client(page, f"{address}{client(nahr)}")
    assert REFUND & {result["id"] for result in ask(page, "ur", "refund")["results"]}
    page.close()


@pytest.fixture(scope="module")
def parted(
    nahr: Project, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the site with its indexes in many files, as a large site has them."""
    copy = tmp_path_factory.mktemp("parted") / "site"
    shutil.copytree(nahr.root / "site", copy)
    for first in copy.rglob("search/index.json"):
        entry = json.loads(first.read_text("utf-8"))
        (copy / entry["folder"]).mkdir(parents=True, exist_ok=True)
        for name, part in entry["files"].items():
            (copy / entry["folder"] / name).write_text(json.dumps(part), "utf-8")
        first.write_text(json.dumps({**entry, "files": {}}), "utf-8")
    yield from serve(copy, browser=browser)


INDEX = '{"format": 3, "folder": "assets/kb/search/ur.0/", "files": {}, "ids": "0", "table": %s}'


@pytest.mark.parametrize(
    ("pattern", "answer", "reason"),
    [
        ("**/ur/search/index.json", {"status": 404, "body": "no"}, "missing"),
        ("**/ur/search/index.json", {"body": '{"format": 1, "fold'}, "broken"),
        ("**/ur/search/index.json", {"body": '{"format": 99}'}, "broken"),
        ("**/ur/search/index.json", {"body": INDEX % '{}'}, "broken"),
        ("**/ur/search/index.json", {"body": INDEX % '{"words": "Aab", "counts": "!!!!", "shards": [], "rare": []}'}, "broken"),
        ("**/ur/search/index.json", {"body": INDEX % '{"words": "Aab", "counts": "!", "shards": []}'}, "broken"),
        ("**/ur/search/index.json", {"status": 503, "body": ""}, "network"),
        ("**/ur/search/index.json", None, "network"),
        ("**/p*.json", {"status": 404, "body": "no"}, "missing"),
        ("**/p*.json", {"body": '"cut'}, "broken"),
        ("**/p*.json", None, "network"),
        ("**/d*.json", {"body": "{}"}, "broken"),
        ("**/search-tables.*.json", {"body": "[]"}, "broken"),
    ],
)  # fmt: skip
def test_a_spoiled_index_is_an_error_with_a_reason(
    pattern: str,
    answer: dict[str, Any] | None,
    reason: str,
    browser: Browser,
    nahr: Project,
    parted: str,
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    context.route(pattern, lambda route: route.fulfill(**answer) if answer else route.abort())
    page.goto(parted)
    open_client(page, f"{parted}{client(nahr)}")
    found = page.evaluate(
        "Promise.all(['رقم', 'واپسی', 'اکاؤنٹ', 'a', 'کارڈ برانچ وارنٹی'].map((text) => openSearch({ root: '/', prefix: 'ur/', lang: 'ur' })"
        ".query(text).then(() => 'answered', (error) => error.reason)))"
    )
    assert reason in found
    assert set(found) <= {reason, "answered"}
    context.close()


BOOSTED = """\
-- content/en/faq/apples.md --
---
title: Apples
---
## What of apples? {#what}

Parcels come with a receipt.
-- content/en/faq/pears.md --
---
title: Pears
search: {boost: BOOST}
---
## What of pears? {#what}

Parcels come with a receipt.
"""


@pytest.mark.parametrize(("boost", "first"), [("2", "pears"), ("0.5", "apples")])
def test_a_page_that_counts_for_more_comes_first(
    boost: str, first: str, site: MakeSite, browser: Browser
) -> None:
    """`search: {boost: 2}`, as docs/search.md has it."""
    built = site(BOOSTED.replace("BOOST", boost)).build()
    for address in serve(built, browser=browser):
        page = browser.new_page()
        page.goto(f"{address}search/?q=receipt")
        links = page.locator("ol.kb-results > li > a")
        links.nth(1).wait_for()
        found = [link.get_attribute("href") or "" for link in links.all()]
        page.close()
        assert len(found) == 2 and f"faq/{first}/" in found[0]
