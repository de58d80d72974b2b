"""What a customer sees, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import patient
from tests.serving import serve
from tests.sites import Project, write_site

LANGS = {"en": "", "ur": "ur/", "ar": "ar/", "hi": "hi/"}
ENDONYMS = {"en": "English", "ur": "اردو", "ar": "العربية", "hi": "हिंदी"}


@pytest.fixture(scope="module")
def address(nahr: Project, browser: Browser) -> Iterator[str]:
    yield from serve(nahr.root / "site", browser=browser)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield patient(context.new_page())
    context.close()


SEEN = """
element => {
  // The characters of a text as the eye meets them, from left to right, line by line.
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let i = 0; i < node.length; i++) {
      const range = document.createRange();
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (box.width) found.push([node.data[i], box.left, Math.round(box.top / 8)]);
    }
  }
  found.sort((a, b) => a[2] - b[2] || a[1] - b[1]);
  return found.map(([char]) => char).join("");
}
"""


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_reads_in_its_direction(lang: str, address: str, phone: Page) -> None:
    phone.goto(f"{address}{LANGS[lang]}policies/delivery/")
    html = phone.locator("html")
    assert html.get_attribute("lang") == lang
    assert html.get_attribute("dir") == ("rtl" if lang in ("ur", "ar") else "ltr")
    heading = phone.locator("article h1").evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e);"
        " const t = r.getBoundingClientRect(), b = e.getBoundingClientRect();"
        " return [t.left - b.left, b.right - t.right] }"
    )
    at_start, at_end = heading if lang in ("en", "hi") else reversed(heading)
    assert at_start < 2 <= at_end
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("lang", LANGS)
def test_digits_are_seen_in_their_order(lang: str, address: str, phone: Page) -> None:
    phone.goto(f"{address}{LANGS[lang]}contact/")
    number = phone.locator("article [data-fact=helpline]").first
    assert number.evaluate(SEEN) == "+971 4 555 0142"
    assert number.locator("a").get_attribute("href") == "tel:+97145550142"
    mail = phone.locator("article [data-fact='care.email']").first
    assert mail.evaluate(SEEN) == "care@nahr.example"


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_switch_keeps_the_page_and_the_section(
    lang: str, address: str, desktop: Page
) -> None:
    desktop.goto(f"{address}{LANGS[lang]}faq/returns/#refund-time")
    for other, prefix in LANGS.items():
        for link in desktop.locator(f"body a[hreflang={other}]").all():
            assert (link.text_content() or "").strip() == ENDONYMS[other]
            assert link.evaluate("link => link.href") == f"{address}{prefix}faq/returns/"
    other = "en" if lang == "ur" else "ur"
    desktop.locator(".kb-langs summary").click()
    desktop.locator(f".kb-langs a[hreflang={other}]").click()
    desktop.wait_for_url(f"{address}{LANGS[other]}faq/returns/#refund-time")
    question = desktop.locator("[data-anchor=refund-time]")
    assert question.get_attribute("open") is not None
    desktop.wait_for_function(
        "e => e.getBoundingClientRect().y < 200", arg=question.element_handle()
    )
    assert desktop.locator("html").get_attribute("dir") == ("ltr" if other == "en" else "rtl")


RIGHT_TO_LEFT = {
    "phone": ("کال کریں +971 50 123 4567 پر", "+971 50 123 4567"),
    "code": ("ملائیں *123# ابھی", "*123#"),
    "negative": ("درجہ حرارت -5 ہے", "-5"),
    "range": ("صفحہ 10-15 دیکھیں", "10-15"),
    "dashed": ("صفحہ 10–15 دیکھیں", "10–15"),
    "date": ("تاریخ 2025-03-07 ہے", "2025-03-07"),
    "model": ("ماڈل AB-12-34 ہے", "AB-12-34"),
    "latin": ("زبان C++ ہے", "C++"),
    "percent": ("قیمت {{ off }} کم", "25%"),
    "money": ("فیس {{ fee }} ہے", "AED 25"),
    "minus": ("رقم {{ minus }} ہے", "-Rs 1,500"),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    pages = "".join(
        f"-- content/{lang}/{name}.md --\n---\ntitle: ا\nsource: {lang}\n---\n{text}\n"
        for lang in ("ur",)
        for name, (text, _) in RIGHT_TO_LEFT.items()
    )
    ledger = "off: {percent: 25}\nfee: {money: 25 AED}\nminus: {money: -1500 PKR}\n"
    root = tmp_path_factory.mktemp("mixed") / "project"
    project = write_site(root, f"-- content/facts.yml --\n{ledger}{pages}")
    project.build()
    yield from serve(root / "site", browser=browser)


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_mixed_direction_is_seen_in_its_order(name: str, mixed: str, phone: Page) -> None:
    phone.goto(f"{mixed}ur/{name}/")
    seen = phone.locator("article p").first.evaluate(SEEN).replace("\u00a0", " ")
    assert RIGHT_TO_LEFT[name][1] in seen


@pytest.mark.parametrize("lang", LANGS)
def test_the_survey_is_filled_in_by_keyboard(lang: str, address: str, desktop: Page) -> None:
    desktop.goto(f"{address}{LANGS[lang]}surveys/visit/")
    assert desktop.locator(".kb-form fieldset").count() == 10
    first = desktop.locator(".kb-form input[type=radio]").first
    first.focus()
    desktop.keyboard.press("Space")
    # In a right-to-left page the left arrow goes forward as well: both move within the group.
    desktop.keyboard.press("ArrowDown")
    assert desktop.locator("input[name=greeted]:checked").get_attribute("value") == "2"
    answers = desktop.locator(".kb-form").evaluate("form => [...new FormData(form).keys()]")
    assert {"page", "language", "greeted", "commend-name", "callback-phone"} <= set(answers)


def test_nothing_is_asked_of_anybody_else(address: str, desktop: Page) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    for prefix in LANGS.values():
        desktop.goto(f"{address}{prefix}faq/delivery/")
    assert [url for url in asked if not url.startswith(address)] == []
