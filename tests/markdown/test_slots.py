"""Facts in a page: what stands in their slots, whatever an author writes around them."""

from __future__ import annotations

import pytest

from kbgen.commands.build import check_project
from kbgen.markdown.fact_nodes import value_html
from kbgen.markdown.slot import CLOSE, OPEN
from kbgen.markdown.slots import fill_title, finish, plain_text, prepare
from kbgen.model.markup import serialize
from kbgen.model.site import Site
from tests.sites import write_site

LEDGER = """\
-- content/facts.yml --
fee: {money: 25 AED, varies: branch}
days: {duration: 3-5 days}
line: {phone: "+971 4 555 0142"}
chat: {whatsapp: "+971 50 555 0142"}
mail: {email: care@example.com}
page: {url: https://example.com/a?b=c}
open: {hours: "Mo-Fr 09:00-17:00"}
rule: {text: {en: "{{ days | number }} of {{ days }}", ur: "فون {{ line }}", ar: "{{ days }}", hi: "x"}}
-- content/branches/deira.yml --
name: {en: Deira, ur: د, ar: د, hi: द}
region: AE
differs: {fee: {money: 30 AED, reason: {en: Rent}}}
"""
CHAT = 'href="https://wa.me/971505550142" rel="noopener" aria-label="WhatsApp: +971 50 555 0142"'
WRITTEN = '<a href="tel:+97145550142">+971 4 555 0142</a>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = write_site(tmp_path_factory.mktemp("slots") / "project", LEDGER)
    return check_project(project.root / "mkdocs.yml", None)[0]


def filled(site: Site, text: str, lang: str = "en") -> str:
    """Fill a text that is HTML already, without what keeps runs on one line."""
    prepared = prepare(text, None, site.facts)
    html = serialize(finish(prepared.markdown, prepared, site, lang, str))
    return html.replace("&nbsp;", " ").replace("\u00a0", " ")


# HTML with facts, and what readers are given.
FILLED = [
    ("In {{ days }}.", 'In <span data-fact="days">3 to 5 days</span>.'),
    ("{{ fee }}", '<span data-fact="fee" data-varies="branch">AED 25</span>'),
    (
        "{{ fee | number }}",
        '<span data-fact="fee" data-varies="branch" data-as="number">25</span>',
    ),
    ("{{ days | number }}", '<span data-fact="days">3 to 5</span>'),
    ("{{ line }}", f'<span data-fact="line">{WRITTEN}</span>'),
    ("<a href='#x'>{{ line }}</a>", '<a href="#x"><span data-fact="line">+971 4 555 0142</span></a>'),
    (
        "<a href='#x'>a</a> {{ line }}",
        f'<a href="#x">a</a> <span data-fact="line">{WRITTEN}</span>',
    ),
    ("{{ chat }}", f'<span data-fact="chat"><a {CHAT}>+971 50 555 0142</a></span>'),
    # In an address the whole fact leads where it leads by itself; as a part it is its bare value.
    ("<a href='{{ line }}'>a</a>", '<a href="tel:+97145550142">a</a>'),
    ("<a href='{{ page }}'>a</a>", '<a href="https://example.com/a?b=c">a</a>'),
    ("<a href='sms:{{ line }}'>a</a>", '<a href="sms:+97145550142">a</a>'),
    ("<a href='a?x={{ days }}'>a</a>", '<a href="a?x=3%20to%205%20days">a</a>'),
    ("<img src='a.png' alt='{{ days }}'>", '<img src="a.png" alt="3 to 5 days">'),
    # What is no fact stays; what only looks like a slot is dropped.
    ("{{ none }}", "{{ none }}"),
    (f"a {OPEN}0{CLOSE} b", "a  b"),
    (f"{{{{ days }}}} {OPEN}1{CLOSE}{OPEN}00{CLOSE}", '<span data-fact="days">3 to 5 days</span> '),
    (f"<a href='java{OPEN}9{CLOSE}script:x()'>a</a>", "<a>a</a>"),
    # A link whose words are its address is not written again on paper.
    ("<a href='https://a.example/'>a.example</a>", '<a href="https://a.example/" class="kb-bare">a.example</a>'),
    ("<a href='https://a.example/'>there</a>", '<a href="https://a.example/">there</a>'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FILLED)
def test_what_stands_in_a_slot(text: str, expected: str, site: Site) -> None:
    html = filled(site, text)
    for one in (' class="kb-unit"', '<bdi dir="ltr">', "</bdi>"):
        html = html.replace(one, "")
    assert html == expected


def test_long_words_may_break_and_short_ones_not(site: Site) -> None:
    assert 'class="kb-long"' in filled(site, "{{ open }}")
    assert "kb-long" not in filled(site, "{{ days }}")


def test_a_text_quotes_other_facts(site: Site) -> None:
    assert plain_text("{{ rule }}", site, "en") == "3 to 5 of 3 to 5 days"
    assert plain_text("{{ rule }}", site, "ur") == "فون \u2068+971 4 555 0142\u2069"


def test_titles_have_the_words_alone(site: Site) -> None:
    prepared = prepare("A & {{ line }} <b>", None, site.facts)
    escaped = prepared.markdown.replace("&", "&amp;").replace("<", "&lt;")
    title = fill_title(escaped, prepared.uses, site, "en")
    assert title.replace("\u2068", "").replace("\u2069", "") == "A &amp; +971 4 555 0142 &lt;b&gt;"


def test_a_plain_text_has_the_words_and_no_backslash_before_braces(site: Site) -> None:
    text = plain_text(r"In {{ days }}, \{{ days }}, {{ none }}", site, "en")
    assert text == "In 3 to 5 days, {{ days }}, {{ none }}"


def test_a_value_by_itself_is_linked(site: Site) -> None:
    assert value_html(site, "en", site.facts["mail"].value).startswith(
        '<a href="mailto:care@example.com">'
    )
    assert "<a " not in value_html(site, "en", site.facts["open"].value)
    assert "30" in value_html(site, "en", site.value("fee", "deira"), "deira")
