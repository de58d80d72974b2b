"""Telephone, WhatsApp and e-mail: each looks, is named and opens as people expect of it."""

from __future__ import annotations

import json
import re

import pytest

from kbgen.facts.whatsapp import parse_whatsapp
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project, write_site

SITE = f"""\
-- mkdocs.yml --
{CONFIG.replace("- kbgen", "- kbgen: {contact: [line, chat, own.whatsapp, care]}")}
-- content/facts.yml --
line: {{phone: "+971 4 555 0142", label: {{en: Helpline}}}}
chat: {{whatsapp: "+971 50 555 0142"}}
own.whatsapp: {{phone: "+971 4 555 0143"}}
care: {{email: care@example.com}}
-- content/branches/dubai.yml --
name: {{en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}}
region: AE
phone: "+971 4 555 0150"
whatsapp: "+971 50 555 0150"
-- content/en/faq/help.md --
---
title: Help
---
## Where do I write? {{#write}}
To {{{{ chat }}}}, or [here]({{{{ chat }}}}).
-- content/ur/faq/help.md --
---
title: مدد
---
## کہاں لکھوں؟ {{#write}}
{{{{ chat }}}} پر، یا [یہاں]({{{{ chat }}}})۔
-- content/ar/faq/help.md --
---
title: مساعدة
---
## أين أكتب؟ {{#write}}
على {{{{ chat }}}} أو [هنا]({{{{ chat }}}}).
-- content/hi/faq/help.md --
---
title: मदद
---
## कहाँ लिखूँ? {{#write}}
{{{{ chat }}}} पर, या [यहाँ]({{{{ chat }}}})।
"""
NAMES = {"": "WhatsApp", "ur/": "واٹس ایپ", "ar/": "واتساب", "hi/": "व्हाट्सऐप"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("channels"), SITE)
    project.build()
    return project


def chat_link(number: str, digits: str, name: str) -> str:
    return (
        f'<a href="https://wa.me/{digits}" rel="noopener" aria-label="{name}: {number}">'
        f'<bdi dir="ltr">{number}</bdi></a>'
    )


@pytest.mark.parametrize("prefix", NAMES)
def test_whatsapp_opens_a_chat(prefix: str, built: Project) -> None:
    answer = built.article(f"{prefix}faq/help")
    link = chat_link("+971 50 555 0142", "971505550142", NAMES[prefix])
    assert f'<span data-fact="chat">{link}</span>' in answer
    assert answer.count('href="https://wa.me/971505550142"') == 2 + ("kb-contact" in answer)
    for page in ("branches/dubai", "branches"):
        card = (
            built.article(f"{prefix}{page}")
            if page != "branches"
            else built.html(f"{prefix}{page}")
        )
        own = chat_link("+971 50 555 0150", "971505550150", NAMES[prefix])
        card = card.replace(' class="kb-unit"', "")
        assert re.search(f"<dt[^>]*>{NAMES[prefix]}</dt> ?<dd>{re.escape(own)}</dd>", card)
        assert 'href="tel:+97145550150"' in card
        assert "tel:+971505550150" not in card


def test_the_contacts_are_told_apart_by_their_type(built: Project) -> None:
    ways = re.search('<ul class="kb-ways">(.*?)</ul>', built.html("faq/help"), re.S)
    assert ways
    found = [
        (
            re.search('#(\\w+)"', item)[1],  # type: ignore[index] # each item has one
            (re.findall('kb-quiet"[^>]*>([^<]*)<', item) or [""])[0],
            re.search('href="([^"#]*)"', item.partition("</svg>")[2])[1],  # type: ignore[index] # each item has one
        )
        for item in re.findall("<li>(.*?)</li>", ways[1], re.S)
    ]
    assert found == [
        ("phone", "Helpline", "tel:+97145550142"),
        ("chat", "WhatsApp", "https://wa.me/971505550142"),
        ("phone", "", "tel:+97145550143"),
        ("mail", "", "mailto:care@example.com"),
    ]


def test_machines_are_told_the_same(built: Project) -> None:
    graphs = re.findall('<script type="application/ld\\+json">(.*?)</script>', built.html(""))
    points = [
        point
        for graph in graphs
        for thing in json.loads(graph)["@graph"]
        for point in thing.get("contactPoint", [])
    ]
    assert [(p.get("name"), p.get("url"), p.get("telephone"), p.get("email")) for p in points] == [
        (None, None, "+97145550142", None),
        ("WhatsApp", "https://wa.me/971505550142", None, None),
        (None, None, "+97145550143", None),
        (None, None, None, "care@example.com"),
    ]
    branch = json.loads(re.findall('ld\\+json">(.*?)</script>', built.html("branches/dubai"))[0])[
        "@graph"
    ]
    (shop,) = (thing for thing in branch if thing["@type"] == "LocalBusiness")
    assert shop["contactPoint"]["url"] == "https://wa.me/971505550150"
    answers = json.loads((built.root / "site/api/answers.json").read_text("utf-8"))
    (shown,) = (fact for answer in answers["answers"] for fact in answer["facts"])
    assert (shown["type"], shown["value"], shown["words"]) == (
        "whatsapp",
        "+971505550142",
        "+971 50 555 0142",
    )
    records = "".join(
        p.read_text("utf-8") for p in (built.root / "site").rglob("search/index.json")
    )
    assert "WhatsApp +971 50 555 0150" in records
    assert "واٹس ایپ \u2068+971 50 555 0150\u2069" in records


def test_verify_holds_a_site_to_its_numbers(built: Project) -> None:
    assert built.run("verify", "site").exit_code == 0
    for path, before, after in (
        ("ur/faq/help", "wa.me/971505550142", "wa.me/971505550143"),
        ("branches/dubai", "+971 50 555 0150", "+971 50 555 0151"),
        ("ar/branches", "+971 50 555 0150", "+971 50 555 0151"),
    ):
        page = built.root / "site" / path / "index.html"
        html = page.read_text("utf-8")
        page.write_text(html.replace(before, after), "utf-8")
        result = built.run("verify", "site")
        page.write_text(html, "utf-8")
        assert result.exit_code == 1, (path, result.output)


WRONG = {
    "a link": (
        '-- content/facts.yml --\nchat: {whatsapp: "https://wa.me/971505550142"}\n',
        "content/facts.yml:1:18",
    ),
    "a fact": ("-- content/facts.yml --\nchat: {whatsapp: 0505550142}\n", "content/facts.yml:1:18"),
    "a branch": (
        "-- content/branches/dubai.yml --\nname: {en: D}\nregion: AE\nwhatsapp: '+971 1'\n",
        "content/branches/dubai.yml:3:11",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_number_that_cannot_be_is_found(name: str, site: MakeSite) -> None:
    text, place = WRONG[name]
    found = [f for f in site(text).check() if f["code"] == "KB202"]
    assert ["{path}:{line}:{column}".format(**f) for f in found] == [place]


def test_a_number_or_link_by_hand_is_found(site: MakeSite) -> None:
    project = site(
        '-- content/facts.yml --\nchat: {whatsapp: "+971 50 555 0142"}\n'
        "-- content/en/a.md --\n---\ntitle: A\n---\nWrite to +971 50 555 0142.\n\n"
        "Or https://wa.me/971505550142 now.\n"
    )
    found = [f for f in project.check(sameness=True) if f["code"] == "KB401"]
    assert ["{line}: {hint}".format(**f) for f in found] == [
        "4: write {{ chat }}",
        "6: write {{ chat }}",
    ]


MEANT = {
    "https://wa.me/971505550142": "+971 50 555 0142",
    "wa.me/971505550142?text=Hi": "+971 50 555 0142",
    "https://wa.me/+971505550142": "+971 50 555 0142",
    "https://api.whatsapp.com/send?phone=971505550142&text=Hi": "+971 50 555 0142",
    "00971 50 555 0142": "+971 50 555 0142",
    "971505550142": "+971 50 555 0142",
}


@pytest.mark.parametrize("written", MEANT)
def test_a_pasted_chat_link_is_said_as_the_number_that_it_holds(written: str) -> None:
    with pytest.raises(ValueError, match="is not how a number is written here") as raised:
        parse_whatsapp(written)
    meant = MEANT[written]
    assert f'write "{meant}"' in str(raised.value)
    assert parse_whatsapp(meant).e164 == "+971505550142"


@pytest.mark.parametrize("written", ["050 555 0142", "https://wa.me/message/ABC", "12", "call us"])
def test_a_number_whose_country_is_not_known_is_asked_for_it(written: str) -> None:
    with pytest.raises(ValueError, match="needs its country code"):
        parse_whatsapp(written)
