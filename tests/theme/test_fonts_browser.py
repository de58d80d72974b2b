"""What a phone downloads to show Urdu, and how it stands there, in a real Chromium.

The pages are our own and small; the style sheet is the theme's. `local()` is taken out of it, so
that the machine's own fonts play no part.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Route

from kbgen.languages.language import known_languages
from kbgen.output.typefaces import typefaces_css
from tests.conftest import REPOSITORY

THEME = REPOSITORY / "theme"
HOST = "http://help.test/"
NASTALIQ, NASKH, NASKH_BOLD = (
    "noto-nastaliq-urdu-400.woff2",
    "noto-naskh-urdu-400.woff2",
    "noto-naskh-urdu-700.woff2",
)
LOCAL = re.compile(r'local\("[^"]+"\)[,;]?\s*')
SHIFTS = """
window.shift = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""
# The words of the content that reach farthest above and below the line, and marks on them.
TALL = "ایکسچینج کبھی ٹیکنیشن مکمل گم تسلیم حفظانِ گیس"
ELEMENTS = f"""
<h1>{TALL}</h1>
<h2>{TALL}</h2>
<p>{TALL} <a href="#a">{TALL}</a> <strong>{TALL}</strong> <em>{TALL}</em></p>
<p><button>{TALL}</button></p>
<form><label>{TALL}</label></form>
<table><tr><th>{TALL}</th><td>{TALL}</td></tr><tr><th>{TALL}</th><td>{TALL}</td></tr></table>
<details><summary>{TALL}</summary>{TALL}</details>
<nav><ul><li><a href="#a">{TALL}</a></li></ul></nav>
"""
SEEN = "h1, h2, p, button, label, th, td, summary, li"
# Nothing has moved for a while, however slow the machine.
STILL = """async () => {
  const seen = () => [...document.body.querySelectorAll("*")].map((e) => {
    const box = e.getBoundingClientRect()
    return [box.top, box.height, box.left, box.width].join()
  }).join(" ")
  for (let before = "", times = 0; times < 20; ) {
    await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 15))
    const now = seen()
    times = now === before ? times + 1 : 0
    before = now
  }
}"""


@dataclass
class Phone:
    """A page in a browser without Urdu fonts; `fetched` is what it downloaded."""

    page: Page
    css: str
    fetched: list[str] = field(default_factory=list)
    held: list[Route] = field(default_factory=list)
    hold: str = ""
    """The font that the network does not deliver yet."""

    def open(self, html: str, lang: str = "ur", face: str = "", style: str = "") -> None:
        side = "rtl" if lang in ("ur", "ar") else "ltr"
        html = (
            f'<!doctype html><html lang="{lang}" dir="{side}" data-face="{face}">'
            f'<meta charset="utf-8"><title>t</title><link rel="stylesheet" href="/styles/fonts.css">'
            f"<style>body {{ font-size: 17px }} {style}</style><body>{html}"
        )
        self.page.route("**/*", lambda route: self._answer(route, html))
        self.page.add_init_script(SHIFTS)
        # A page is not loaded before its fonts are.
        self.page.goto(HOST, wait_until="domcontentloaded" if self.hold else "load")
        # Until the style sheet is there, the document knows no font to load.
        self.page.wait_for_function("document.fonts.size > 0")
        if not self.hold:
            self.page.evaluate("document.fonts.ready")

    def deliver(self) -> None:
        for route in self.held:
            self._font(route)
        self.page.evaluate("document.fonts.ready")
        self.settle()

    def settle(self) -> None:
        self.page.evaluate(STILL)

    def shift(self) -> float:
        return float(self.page.evaluate("window.shift"))

    def _answer(self, route: Route, html: str) -> None:
        name = route.request.url.rpartition("/")[2]
        if name == "":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif name == "fonts.css":
            route.fulfill(body=self.css, content_type="text/css; charset=utf-8")
        elif name.endswith(".woff2"):
            self.fetched.append(name)
            if name == self.hold:
                self.held.append(route)
            else:
                self._font(route)
        else:
            route.abort()

    @staticmethod
    def _font(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        route.fulfill(body=(THEME / "fonts" / name).read_bytes(), content_type="font/woff2")


@pytest.fixture(params=[360, 1280])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Phone]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    css = (THEME / "styles/fonts.css").read_text("utf-8") + typefaces_css(known_languages())
    css = LOCAL.sub("", css)
    # A reader has the font on the second page at the latest: that is what is looked at here.
    css = css.replace("font-display: optional", "font-display: swap")
    yield Phone(context.new_page(), css)
    context.close()


URDU = "<h1>رقم کی واپسی</h1><p>ہم رقم واپس کرتے ہیں۔ <strong>فوراً</strong></p>"
DOWNLOADS = {
    "an Urdu page": (URDU, "ur", "", {NASTALIQ}),
    "in Naskh": (URDU, "ur", "naskh", {NASKH, NASKH_BOLD}),
    "in Naskh without bold": ("<p>ہم رقم واپس کرتے ہیں۔</p>", "ur", "naskh", {NASKH}),
    "Urdu of Pakistan": (URDU, "ur-PK", "", {NASTALIQ}),
    "English with a link to Urdu": ('<p>Read in <a lang="ur" href="/ur/">اردو</a></p>', "en", "", set()),
    "an English article on an Urdu page": (f'{URDU}<p lang="en">Refunds</p>', "ur", "", {NASTALIQ}),
    "Arabic": ("<h1>استرداد المبلغ</h1>", "ar", "", set()),
    "Bengali": ("<h1>টাকা ফেরত</h1>", "bn", "", set()),
    "Hindi": ("<h1>धनवापसी</h1>", "hi", "", set()),
}  # fmt: skip


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_phone_downloads_the_chosen_face_alone(name: str, phone: Phone) -> None:
    html, lang, face, expected = DOWNLOADS[name]
    phone.open(html, lang, face)
    assert sorted(phone.fetched) == sorted(expected)


LEADING = [
    ("ur", "", 2.3, 2.2),
    ("ur", "naskh", 1.8, 1.5),
    ("ar", "", 1.8, 1.5),
    ("ar", "naskh", 1.8, 1.5),
    ("hi", "", 1.75, 1.5),
    ("bn", "", 1.75, 1.5),
    ("en", "", 1.6, 1.25),
]


@pytest.mark.parametrize(("lang", "face", "text", "heading"), LEADING)
def test_lines_have_the_height_of_their_script(
    lang: str, face: str, text: float, heading: float, phone: Phone
) -> None:
    phone.open("<h1>a</h1><p>a</p><button>a</button>", lang, face)
    measure = """(name) => {
      const style = getComputedStyle(document.querySelector(name))
      return parseFloat(style.lineHeight) / parseFloat(style.fontSize)
    }"""
    assert phone.page.evaluate(measure, "p") == pytest.approx(text, abs=0.01)
    assert phone.page.evaluate(measure, "button") == pytest.approx(text, abs=0.01)
    assert phone.page.evaluate(measure, "h1") == pytest.approx(heading, abs=0.01)


def test_another_language_inside_urdu_keeps_its_own_letters(phone: Phone) -> None:
    phone.open('<p>ا <span lang="en">a</span> <span lang="fr">a</span> <b lang="ur">ا</b></p>')
    families = phone.page.eval_on_selector_all(
        "[lang]:not(html)", "(all) => all.map((e) => getComputedStyle(e).fontFamily)"
    )
    assert ["KB Nastaliq" in family for family in families] == [False, False, True]


def test_arabic_script_is_never_spaced_or_slanted(phone: Phone) -> None:
    style = "p, em { letter-spacing: 2px; font-style: italic }"
    phone.open('<p>ا <em>ب</em> <span lang="en">a <em>b</em></span></p>', style=style)
    seen = phone.page.eval_on_selector_all(
        "em",
        "(all) => all.map((e) => [getComputedStyle(e).letterSpacing, getComputedStyle(e).fontStyle])",
    )
    assert seen == [["normal", "normal"], ["2px", "italic"]]


@pytest.mark.parametrize("face", ["", "naskh"])
def test_no_ink_is_cut(face: str, phone: Phone) -> None:
    phone.open(ELEMENTS, face=face)
    styled = ink_of_elements(phone.page)
    phone.page.add_style_tag(
        content="* { overflow: visible !important; clip-path: none !important }"
    )
    assert ink_of_elements(phone.page) == pytest.approx(styled, abs=4)


def test_cut_ink_would_be_seen(phone: Phone) -> None:
    phone.open(ELEMENTS, style="h1 { overflow: hidden }")
    styled = ink_of_elements(phone.page)
    phone.page.add_style_tag(content="* { overflow: visible !important }")
    assert ink_of_elements(phone.page)[0] > styled[0] + 50


def ink_of_elements(page: Page) -> list[int]:
    """Return how many dark pixels each element and an em around it have."""
    page.evaluate("document.body.style.padding = '4em'")
    boxes = page.eval_on_selector_all(
        SEEN,
        "(all) => all.map((e) => { const b = e.getBoundingClientRect();"
        " return { x: Math.max(b.x + scrollX - 34, 0), y: Math.max(b.y + scrollY - 34, 0),"
        " width: b.width + 68, height: b.height + 68 } })",
    )
    return [ink(page, box)["pixels"] for box in boxes]


def box_of(page: Page, name: str) -> dict[str, float]:
    box = page.locator(name).bounding_box()
    assert box
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


INK = """async (picture) => {
  const image = new Image()
  image.src = "data:image/png;base64," + picture
  await image.decode()
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d")
  canvas.drawImage(image, 0, 0)
  const data = canvas.getImageData(0, 0, image.width, image.height).data
  let [pixels, top, bottom] = [0, image.height, 0]
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] > 160) continue
    const row = Math.floor(at / 4 / image.width)
    pixels += 1
    top = Math.min(top, row)
    bottom = Math.max(bottom, row)
  }
  return { pixels, height: bottom - top }
}"""


def ink(page: Page, box: dict[str, float]) -> dict[str, int]:
    """Count the dark pixels of a part of the page, and the rows that they reach over."""
    picture = page.screenshot(full_page=True, clip=box)  # type: ignore[arg-type] # a plain dict
    result: dict[str, int] = page.evaluate(INK, base64.b64encode(picture).decode())
    return result


# What a field shows: names and choices; in the search whatever is asked, to the highest words.
FIELDS = {
    "input": ('<input value="{}">', "کبھی ٹیکنیشن گم حفظانِ"),
    "a placeholder": ('<input placeholder="{}">', "کبھی ٹیکنیشن گم حفظانِ"),
    "select": ("<select><option>{}</select>", "کبھی ٹیکنیشن گم حفظانِ"),
    "the search": ('<form class="kb-find"><input value="{}"></form>', "ایکسچینج کبھی گم حفظانِ"),
}


@pytest.mark.parametrize("face", ["", "naskh"])
@pytest.mark.parametrize("name", FIELDS)
def test_no_ink_is_cut_in_a_field(name: str, face: str, phone: Phone) -> None:
    field, words = FIELDS[name]
    style = (
        "body { padding: 4em 1em } input, select { appearance: none; border: 0; padding-block: 0 }"
        " select { padding-block: 8px } ::placeholder { color: #000; opacity: 1 }"
        " span { display: inline-block; padding: 4em 1em; line-height: 4 !important }"
    )
    phone.open(f"<p>{field.format(words)}</p><p><span>{words}</span></p>", face=face, style=style)
    phone.page.evaluate(
        """() => {
          const seen = getComputedStyle(document.querySelector("input, select"))
          const free = document.querySelector("span").style
          free.fontFamily = seen.fontFamily
          free.fontSize = seen.fontSize
        }"""
    )
    assert (
        "KB Nastaliq"
        in phone.page.evaluate(
            "getComputedStyle(document.querySelector('input, select')).fontFamily"
        )
    ) == (face == "")
    heights = [
        ink(phone.page, box_of(phone.page, tag))["height"] for tag in ("input, select", "span")
    ]
    assert heights[0] == pytest.approx(heights[1], abs=1)


def test_nothing_moves_when_the_font_arrives(phone: Phone) -> None:
    """An installed Naskh, here the theme's own, stands in with the Nastaliq's measures."""
    for weight, name in (("400", NASKH), ("700", NASKH_BOLD)):
        face = rf'(font-family: "KB Nastaliq soon";\s+font-weight: {weight};\s+src:)'
        phone.css, count = re.subn(face, rf'\1 url("../fonts/{name}");', phone.css)
        assert count == 1
    phone.hold = NASTALIQ
    items = "".join(
        f"<li>{text}</li>" for text in ("رقم کی واپسی", "ڈلیوری کا وقت", "شکایت درج کریں")
    )
    phone.open(
        f"<h1>رقم کی واپسی</h1><p>ہم رقم واپس کرتے ہیں۔</p><ul>{items}</ul>"
        f"<table><tr><th>برانچ</th><td>دبئی</td></tr></table><button>بھیجیں</button>"
    )
    phone.page.evaluate(
        "Promise.all([400, 700].map((w) => document.fonts.load(`${w} 17px 'KB Nastaliq soon'`, 'ا')))"
    )
    phone.settle()
    assert sorted(phone.fetched) == sorted([NASTALIQ, NASKH, NASKH_BOLD])
    tops = (
        "(all) => all.map((e) => [e.getBoundingClientRect().top, e.getBoundingClientRect().height])"
    )
    before, shift = phone.page.eval_on_selector_all(SEEN, tops), phone.shift()
    phone.deliver()
    assert phone.page.evaluate("document.fonts.check('17px \"KB Nastaliq\"')")
    assert phone.page.eval_on_selector_all(SEEN, tops) == before
    assert phone.shift() - shift <= 0.02
