"""What becomes of a customer's answers, in a real Chromium under the strict policy."""

from __future__ import annotations

import os
import re
import socket
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from kbgen.model.forms import Forms
from tests.browser import find_browser, open_browser, patient, settle
from tests.form_site import LANGS, WORDS, Answers, answer_server, page_server, running, site_text
from tests.sites import write_site

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        if "KBGEN_BROWSER_REQUIRED" in os.environ:
            pytest.fail("no Chromium; run: python -m tests.browser")
        pytest.skip("no Chromium; run: python -m tests.browser")
    with open_browser(path) as browser:
        yield browser


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def policy(**forms: str | bool) -> str:
    """Return the strictest policy under which the forms of these settings work."""
    read = Forms.model_validate(forms)
    connect, form = " ".join(read.connect_sources), " ".join(read.form_sources)
    return f"default-src 'self'; connect-src 'self' {connect}; form-action 'self' {form}; base-uri 'none'"


def served(root: Path, text: str, rules: str, port: int) -> Iterator[str]:
    write_site(root, text.replace("https://help.example.com/", f"http://127.0.0.1:{port}/")).build()
    with running(page_server(root / "site", rules, port)) as address:
        yield address


@pytest.fixture(scope="module")
def service() -> Iterator[Answers]:
    with answer_server() as answers:
        yield answers


@pytest.fixture
def answers(service: Answers) -> Answers:
    service.reset()
    return service


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, service: Answers) -> Iterator[str]:
    root = tmp_path_factory.mktemp("forms") / "project"
    rules = policy(service="url", endpoint=service.url)
    yield from served(
        root, site_text(f"{{service: url, endpoint: '{service.url}'}}"), rules, free_port()
    )


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("mail") / "project"
    yield from served(root, site_text("{}", "[care]"), policy(), free_port())


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_(url: str, script: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        page = patient(context.new_page()) if script else context.new_page()
        page.on(
            "console", lambda m: problems.append(m.text) if "Content Security" in m.text else None
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def survey(address: str, lang: str) -> str:
    return f"{address}{LANGS[lang]}surveys/visit/"


def fill(page: Page) -> None:
    page.check("input[name=greeted][value='5']")
    page.fill("[name=best]", "سب & ہر चीज़")


@pytest.mark.parametrize("lang", LANGS)
def test_without_javascript_answers_arrive(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, lang), script=False)
    fill(page)
    page.select_option("[name=branch]", "riyadh")
    page.check("input[name=callback][value=yes]")
    page.fill("[name=callback-phone]", "۰۳۰۰ ١٢٣ ४५६")
    page.click(".kb-form button[type=submit]")
    page.wait_for_url(f"{address}{LANGS[lang]}thanks/")
    assert answers.types == ["application/x-www-form-urlencoded"]
    (post,) = answers.posts
    assert post["page"] == "surveys/visit"
    assert (post["language"], post["branch"], post["form"]) == (lang, "riyadh", "survey-visit")
    assert (post["greeted"], post["best"], post["callback"]) == ("5", "سب & ہر चीज़", "yes")
    assert post["callback-phone"] == "۰۳۰۰ ١٢٣ ४५६"
    assert post["best.dir"] == "rtl"


@pytest.mark.parametrize("lang", LANGS)
def test_without_javascript_a_page_can_be_called_helpful(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(f"{address}{LANGS[lang]}faq/pin/", script=False)
    page.click(".kb-helpful button[value=no]")
    page.wait_for_url(f"{address}{LANGS[lang]}thanks/")
    (post,) = answers.posts
    assert (post["form"], post["page"], post["language"]) == ("feedback", "faq/pin", lang)
    assert post["helpful"] == "no"


@pytest.mark.parametrize("lang", LANGS)
def test_with_javascript_thanks_stand_in_place(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, lang))
    page.evaluate("localStorage.setItem('kb.branch', 'riyadh')")
    page.reload()
    fill(page)
    page.click(".kb-form button[type=submit]")
    status = page.locator(".kb-form .kb-status--good")
    expect(status).to_be_focused()
    assert page.locator(".kb-form fieldset:visible").count() == 0
    assert page.url == survey(address, lang)
    (post,) = answers.posts
    assert (post["page"], post["language"], post["branch"]) == ("surveys/visit", lang, "riyadh")
    assert (post["greeted"], post["best"]) == ("5", "سب & ہر चीज़")
    assert len(post["submission"]) >= 32
    # What is empty, and where a browser would go on to, is left out.
    assert not {"next", "_gotcha", "commend-name", "commend-name.dir"} & set(post)


def test_a_service_that_redirects_has_the_answers(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    answers.mode = "redirect"
    page = open_page(survey(address, "en"))
    fill(page)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    page.reload()
    assert len(answers.posts) == 1
    assert "kb.outbox" not in page.evaluate("Object.keys(localStorage).join()")


@pytest.mark.parametrize("lang", LANGS)
def test_offline_answers_are_sent_later_once(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, lang))
    fill(page)
    page.context.set_offline(True)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--kept")).to_be_focused()
    assert answers.posts == []
    page.context.set_offline(False)
    expect(page.locator(".kb-form .kb-status--good")).to_be_visible()
    page.goto(f"{address}{LANGS[lang]}faq/pin/")
    page.reload()
    settle(page)
    assert [post["greeted"] for post in answers.posts] == ["5"]


@pytest.mark.parametrize("status", ["500", "503", "429"])
def test_answers_are_kept_while_the_service_fails(
    status: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    answers.mode = status
    page = open_page(survey(address, "ur"))
    fill(page)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--kept")).to_be_focused()
    answers.mode = "ok"
    # A page without the form sends them too, and they are not left to be sent twice.
    page.goto(f"{address}ur/faq/pin/")
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_visible()
    page.reload()
    settle(page)
    assert [post["best"] for post in answers.posts] == ["سب & ہر चीज़"]


def test_two_tabs_send_what_is_kept_once(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    answers.mode = "500"
    page = open_page(survey(address, "en"))
    fill(page)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--kept")).to_be_focused()
    # No answer comes before every tab has seen what is kept.
    answers.mode = "slow"
    others = [patient(page.context.new_page()) for _ in range(3)]
    for other in others:
        other.goto(f"{address}faq/pin/", wait_until="commit")
    for other in others:
        other.locator("html[data-ready]").wait_for(state="attached")
    answers.held.set()
    for other in others:
        settle(other)
    assert len(answers.posts) == 1


def test_the_outbox_is_bounded(address: str, answers: Answers, open_page: OpenPage) -> None:
    answers.mode = "500"
    page = open_page(f"{address}faq/pin/")
    now, day = page.evaluate("Date.now()"), 86_400_000
    for number in range(40):
        item = {
            "id": str(number),
            "time": now - number * day,
            "url": answers.url,
            "body": f"n={number}",
        }
        page.evaluate("i => localStorage.setItem('kb.outbox.' + i.id, JSON.stringify(i))", item)
    page.click(".kb-helpful button[value=yes]")
    expect(page.locator(".kb-feedback .kb-status--kept")).to_be_visible()
    kept = page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('kb.outbox.'))")
    in_time = {f"kb.outbox.{number}" for number in range(29)}
    assert in_time < set(kept) and len(kept) == 30
    answers.mode = "ok"
    page.reload()
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_visible()
    # The oldest first; what is older than thirty days is not sent.
    numbers = [post.get("n") for post in answers.posts]
    assert numbers == [*(str(number) for number in range(28, -1, -1)), None]


def test_a_service_too_slow_to_wait_for(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    answers.mode = "slow"
    page = open_page(survey(address, "en"))
    page.clock.install()
    fill(page)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status")).to_have_text("Sending…")
    page.clock.fast_forward(21_000)
    expect(page.locator(".kb-form .kb-status--kept")).to_be_focused()
    answers.mode = "ok"
    answers.held.set()


@pytest.mark.parametrize("mode", ["400", "422", "no"])
def test_refused_answers_stay_on_the_page(
    mode: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    answers.mode = mode
    page = open_page(survey(address, "ar"))
    fill(page)
    page.click(".kb-form button[type=submit]")
    status = page.locator(".kb-form .kb-status--bad")
    expect(status).to_be_focused()
    assert "تعذّر" in (status.text_content() or "")
    assert page.input_value("[name=best]") == "سب & ہر चीज़"
    answers.mode = "ok"
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    assert len(answers.posts) == 1


def test_a_robot_is_thanked_and_not_sent(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, "en"))
    assert page.locator("[name=_gotcha]").get_attribute("tabindex") == "-1"
    fill(page)
    page.evaluate("document.querySelector('[name=_gotcha]').value = 'buy'")
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    assert answers.posts == []


def test_what_was_typed_is_there_after_a_reload(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, "en"))
    fill(page)
    # And in another language of the site.
    page.goto(survey(address, "ur"))
    settle(page)
    assert page.input_value("[name=best]") == "سب & ہر चीज़"
    assert page.is_checked("input[name=greeted][value='5']")
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    assert answers.posts[0]["language"] == "ur"
    page.reload()
    settle(page)
    assert page.input_value("[name=best]") == ""
    assert not page.is_checked("input[name=greeted][value='5']")


def test_a_draft_can_be_cleared(address: str, open_page: OpenPage) -> None:
    page = open_page(survey(address, "hi"))
    fill(page)
    page.reload()
    page.click(".kb-form .kb-status button")
    assert page.input_value("[name=best]") == ""
    page.reload()
    settle(page)
    assert page.input_value("[name=best]") == ""


def test_without_storage_nothing_is_promised(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(f"{address}faq/pin/")
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    page.goto(survey(address, "en"))
    fill(page)
    answers.mode = "500"
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--bad")).to_be_focused()
    assert page.input_value("[name=best]") == "سب & ہر चीज़"
    answers.mode = "ok"
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()


MISSING = {"en": "Please answer", "ur": "جواب دیں", "ar": "الإجابة عن هذا السؤال", "hi": "जवाब दें"}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_missing_is_said_in_the_language_of_the_page(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, lang))
    page.click(".kb-form button[type=submit]")
    first = page.locator("input[name=greeted]").first
    expect(first).to_be_focused()
    note = page.locator("fieldset:has([name=greeted]) .kb-error")
    assert MISSING[lang] in (note.text_content() or "")
    fieldset = page.locator("fieldset:has(> .kb-error)")
    assert fieldset.get_attribute("aria-describedby") == note.get_attribute("id")
    page.keyboard.press("Space")
    expect(note).to_have_count(0)
    page.check("input[name=callback][value=yes]")
    page.fill("[name=callback-phone]", "call me")
    page.click(".kb-form button[type=submit]")
    expect(page.locator("[name=callback-phone]")).to_be_focused()
    page.fill("[name=callback-phone]", "")
    page.click(".kb-form button[type=submit]")
    expect(page.locator("[name=callback-phone]")).to_be_focused()
    assert answers.posts == []
    page.fill("[name=callback-phone]", "+971 ५० (٤٤) ۵۵-৭1")
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    assert answers.posts[0]["callback-phone"] == "+971 ५० (٤٤) ۵۵-৭1"


@pytest.mark.parametrize("lang", LANGS)
def test_a_survey_by_keyboard_alone(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(survey(address, lang))
    page.locator("[name=greeted]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    # ArrowLeft goes on where lines run from right to left, ArrowRight where they do not.
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft" if lang in ("ur", "ar") else "ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("Tea")
    for key in ("Tab", "Tab", "Tab", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    expect(page.locator(".kb-form button[type=submit]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    (post,) = answers.posts
    assert (post["greeted"], post["overall"], post["best"]) == ("3", "2", "Tea")


@pytest.mark.parametrize("lang", LANGS)
def test_a_scale_begins_where_lines_begin(lang: str, address: str, open_page: OpenPage) -> None:
    page = open_page(survey(address, lang))
    boxes = [
        label.bounding_box() for label in page.locator("fieldset:has([name=greeted]) label").all()
    ]
    starts = [box["x"] for box in boxes if box]
    assert len(starts) == 5
    assert starts == sorted(starts, reverse=lang in ("ur", "ar"))


@pytest.mark.parametrize("lang", LANGS)
def test_feedback_on_a_page_and_on_an_answer(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(f"{address}{LANGS[lang]}faq/pin/")
    page.click(".kb-helpful button[value=yes]")
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_focused()
    page.evaluate("document.querySelector('[data-anchor=second]').open = true")
    page.click("button[value='no#second']")
    expect(page.locator(".kb-was .kb-status--good")).to_be_focused()
    page.fill("[name=missing]", "the fee")
    page.click(".kb-more button")
    expect(page.locator(".kb-more")).to_be_hidden()
    page.click(".kb-mistake summary")
    page.fill("[name=mistake]", "A wrong number")
    page.click(".kb-mistake button")
    expect(page.locator(".kb-mistake")).to_be_hidden()
    helpful, answer, more, mistake = answers.posts
    assert (helpful["helpful"], helpful["page"], helpful["language"]) == ("yes", "faq/pin", lang)
    assert (answer["helpful"], more["helpful"]) == ("no#second", "no#second")
    assert more["missing"] == "the fee"
    assert more["submission"] == answer["submission"] + "-more"
    assert mistake["mistake"] == "A wrong number" and "helpful" not in mistake
    assert len({post["submission"] for post in answers.posts}) == 4


def test_the_button_that_was_pressed_counts_where_the_browser_does_not_name_it(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(f"{address}faq/pin/")
    page.add_init_script("delete SubmitEvent.prototype.submitter")
    page.reload()
    page.click(".kb-helpful button[value=no]")
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_focused()
    page.click(".kb-mistake summary")
    page.fill("[name=mistake]", "A wrong number")
    page.click(".kb-mistake button")
    expect(page.locator(".kb-mistake")).to_be_hidden()
    assert [post.get("helpful") for post in answers.posts] == ["no", None]


@pytest.mark.parametrize("lang", LANGS)
def test_a_press_before_the_script_is_there_is_repeated(
    lang: str, address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    held: list[Route] = []
    page.route("**/forms.*.js", lambda route: held.append(route))
    there = f"{address}{LANGS[lang]}faq/pin/"
    with page.expect_request("**/forms.*.js"):
        page.goto(there)
        page.click(".kb-helpful button[value=no]")
    sending = page.locator(".kb-feedback").get_attribute("data-sending") or ""
    expect(page.locator(".kb-feedback .kb-status")).to_have_text(sending)
    page.click(".kb-helpful button[value=no]")  # nothing happens, it seems
    assert (page.url, answers.posts, len(held)) == (there, [], 1)
    held[0].continue_()
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_focused()
    page.fill("[name=missing]", "the fee")
    page.click(".kb-more button")
    expect(page.locator(".kb-more")).to_be_hidden()
    assert [(post["helpful"], post.get("missing")) for post in answers.posts] == [
        ("no", None),
        ("no", "the fee"),
    ]
    assert page.url == there


def test_a_press_goes_out_where_the_script_never_comes(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    page.route("**/forms.*.js", lambda route: route.abort())
    page.goto(f"{address}faq/pin/")
    page.click(".kb-helpful button[value=yes]")
    expect(page).to_have_url(f"{address}thanks/")
    assert [post["helpful"] for post in answers.posts] == ["yes"]


def test_what_is_typed_before_the_script_is_there_is_not_replaced(
    address: str, answers: Answers, open_page: OpenPage
) -> None:
    page = open_page(f"{address}faq/pin/")
    page.click(".kb-mistake summary")
    page.locator("[name=mistake]").scroll_into_view_if_needed()
    # The script comes when the form is near, and then checks it instead of the browser.
    page.wait_for_function("document.querySelector('#kb-feedback').noValidate")
    page.fill("[name=mistake]", "An older draft")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('kb.draft.'))")
    held: list[Route] = []
    page.route("**/forms.*.js", lambda route: held.append(route))
    with page.expect_request("**/forms.*.js"):
        page.goto(f"{address}faq/pin/")
        page.click(".kb-mistake summary")
        page.fill("[name=mistake]", "A wrong number")
        page.click(".kb-mistake button")
    page.wait_for_function("document.querySelector('.kb-feedback .kb-status').textContent")
    held[0].continue_()
    expect(page.locator(".kb-mistake")).to_be_hidden()
    assert [post["mistake"] for post in answers.posts] == ["A wrong number"]


def test_an_empty_report_is_not_sent(address: str, answers: Answers, open_page: OpenPage) -> None:
    page = open_page(f"{address}faq/pin/")
    page.click(".kb-mistake summary")
    page.click(".kb-mistake button")
    expect(page.locator("[name=mistake]")).to_be_focused()
    assert answers.posts == []


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", LANGS)
def test_forms_are_accessible(lang: str, width: int, address: str, open_page: OpenPage) -> None:
    page = open_page(survey(address, lang), width=width)
    page.click(".kb-form button[type=submit]")
    assert _violations(page, ".kb-form") == []
    page.goto(f"{address}{LANGS[lang]}faq/pin/")
    page.click(".kb-mistake summary")
    page.click(".kb-helpful button[value=no]")
    expect(page.locator(".kb-more")).to_be_visible()
    assert _violations(page, ".kb-feedback") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def _violations(page: Page, context: str) -> list[str]:
    found = Axe().run(page, context=context).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_letter_carries_the_answers(lang: str, mailing: str, open_page: OpenPage) -> None:
    page = open_page(survey(mailing, lang))
    fill(page)
    page.select_option("[name=branch]", "riyadh")
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    href = page.locator(".kb-status a").get_attribute("href") or ""
    assert len(href) <= 1800
    parts = urlsplit(href)
    assert (parts.scheme, parts.path) == ("mailto", "care@example.com")
    body = unquote(parts.query.partition("&body=")[2])
    assert unicodedata.is_normalized("NFC", body)
    assert "page: surveys/visit\r\n" in body and f"language: {lang}\r\n" in body
    chosen = page.locator("label:has([name=greeted]:checked)").text_content()
    assert f"{WORDS[lang][1]}: {chosen}" in body
    assert f"{WORDS[lang][3]}: سب & ہر चीज़" in body
    # Nothing says that it has arrived: the answers stay, here and as a draft.
    assert page.input_value("[name=best]") == "سب & ہر चीज़"


@pytest.mark.parametrize("lang", LANGS)
def test_a_survey_shows_its_first_question_at_once(
    lang: str, mailing: str, open_page: OpenPage
) -> None:
    page = open_page(survey(mailing, lang), width=360)
    page.set_viewport_size({"width": 360, "height": 740})
    seen = (
        page.locator("[name=greeted]")
        .nth(1)
        .evaluate("one => one.closest('label').getBoundingClientRect().bottom")
    )
    assert seen < 740


def test_a_letter_is_written_however_late_its_script_comes(
    mailing: str, open_page: OpenPage
) -> None:
    page = open_page("about:blank")
    held: list[Route] = []
    page.route("**/forms-mail.*.js", lambda route: held.append(route))
    page.goto(survey(mailing, "en"))
    settle(page)
    assert held == []  # not before somebody begins
    with page.expect_request("**/forms-mail.*.js"):
        fill(page)
    for _ in range(2):  # pressed again: nothing has happened, it seems
        page.click(".kb-form button[type=submit]")
    held[0].continue_()
    expect(page.locator(".kb-form .kb-status--good")).to_be_focused()
    assert page.locator(".kb-status a").count() == 1
    # Where it never comes, the browser opens the letter itself.
    page.unroute("**/forms-mail.*.js")
    page.route("**/forms-mail.*.js", lambda route: route.abort())
    page.reload()
    page.evaluate("HTMLFormElement.prototype.submit = function () { this.dataset.sent = ''; }; 0")
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-form[data-sent]")).to_be_attached()


@pytest.mark.parametrize("lang", LANGS)
def test_a_mistake_is_reported_by_letter(lang: str, mailing: str, open_page: OpenPage) -> None:
    page = open_page(f"{mailing}{LANGS[lang]}faq/pin/")
    assert page.locator("[name=helpful]").count() == 0
    page.click(".kb-mistake summary")
    page.fill("[name=mistake]", "غلط नंबर")
    page.click(".kb-mistake button")
    expect(page.locator(".kb-feedback .kb-status--good")).to_be_focused()
    href = unquote(page.locator(".kb-feedback .kb-status a").get_attribute("href") or "")
    assert href.startswith("mailto:care@example.com?") and "غلط नंबर" in href


def test_a_long_letter_goes_by_ids_and_a_longer_one_by_hand(
    mailing: str, open_page: OpenPage
) -> None:
    page = open_page(survey(mailing, "ur"))
    fill(page)
    page.fill("[name=best]", "ا" * 90)
    page.fill("[name=commend-reason]", "Nothing else")
    page.click(".kb-form button[type=submit]")
    href = page.locator(".kb-status a").get_attribute("href") or ""
    assert 0 < len(href) <= 1800
    page.fill("[name=best]", "ا" * 900)
    page.click(".kb-form button[type=submit]")
    expect(page.locator(".kb-status a")).not_to_have_attribute("href", re.compile("&body="))
    assert "ا" * 900 in page.input_value(".kb-letter")
    assert "care@example.com" in (page.locator(".kb-status").text_content() or "")


def test_a_browser_that_posts_by_itself_leaves_no_draft(
    tmp_path: Path, answers: Answers, open_page: OpenPage
) -> None:
    text = site_text(f"{{service: url, endpoint: '{answers.url}', fetch: false}}")
    rules = policy(service="url", endpoint=answers.url)
    for address in served(tmp_path / "project", text, rules, free_port()):
        page = open_page(survey(address, "en"))
        fill(page)
        page.click(".kb-form button[type=submit]")
        page.wait_for_url(f"{address}thanks/")
        assert answers.posts[0]["submission"]
        settle(page)
        assert "kb.draft" not in page.evaluate("Object.keys(localStorage).join()")
