"""What a page says once it is built."""

from __future__ import annotations

import re

from tests.conftest import MakeSite
from tests.sites import CONFIG, words

LEDGER = """\
-- content/facts.yml --
refund.window: {duration: 14 days}
fee:
  money: 25 AED
  label: {en: Delivery fee, ur: ڈیلیوری فیس, ar: رسوم التوصيل, hi: डिलीवरी शुल्क}
  varies: region
  regions:
    SA: {money: 20 SAR, reason: {en: Riyals are used there.}}
keep: {duration: 7 days, varies: [branch, region]}
tel: {phone: "+971 4 555 0142"}
web: {url: "https://x.example/a?b=1&c=2"}
mail: {email: care@x.example}
both: {text: {en: "Call {{ tel }} within {{ refund.window }}", ur: "{{ tel }}", ar: "{{ tel }}", hi: "{{ tel }}"}}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
differs:
  keep: {duration: 5 days, reason: {en: It is small., ur: یہ چھوٹی ہے۔}}
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}
region: AE
"""
WINDOW = '<span data-fact="refund.window">14 days</span>'
TEL = '<bdi dir="ltr">+971 4 555 0142</bdi>'

# Markdown, and a piece of the HTML that comes of it.
PLACES = [
    ("In {{ refund.window }}.", f"In {WINDOW}."),
    ("{{ refund.window | number }} days", '<span data-fact="refund.window">14</span> days'),
    ("**{{ refund.window }}** *{{refund.window}}*", f"<strong>{WINDOW}</strong> <em>{WINDOW}</em>"),
    ("| a |\n|---|\n| {{ refund.window }} |", f"<td>{WINDOW}</td>"),
    ("| a |\n|---|\n| {{ fee | number }} |", ">25</span></a></td>"),
    ("- {{ refund.window }}", f"<li>{WINDOW}</li>"),
    ('!!! note "In {{ refund.window }}"\n    x', f'<p class="admonition-title">In {WINDOW}</p>'),
    ("!!! note\n    {{ refund.window }}", f"<p>{WINDOW}</p>"),
    ("??? note\n    {{ refund.window }}", f"<p>{WINDOW}</p>"),
    ("[x {{ refund.window }}](a.md)", f'<a href="./">x {WINDOW}</a>'),
    ("## In {{ refund.window }}? {#when}", f'<h2 id="when">In {WINDOW}?</h2>'),
    ("<div>{{ refund.window }}</div>", f"<div>{WINDOW}</div>"),
    ("![in {{ refund.window }}](i.png)", 'alt="in 14 days"'),
    ("`{{ refund.window }}`", "<code>{{ refund.window }}</code>"),
    ("```\n{{ refund.window }}\n```", "<code>{{ refund.window }}\n"),
    ("x\n\n    {{ refund.window }}", "<code>{{ refund.window }}\n"),
    (r"\{{ refund.window }}", "<p>{{ refund.window }}</p>"),
    ("{{ fee }}", '<span data-fact="fee" data-varies="region">AED\u00a025</span>'),
    ("{{ tel }}", f'<span data-fact="tel"><a href="tel:+97145550142">{TEL}</a></span>'),
    ("[call {{ tel }}](a.md)", f'<a href="./">call <span data-fact="tel">{TEL}</span></a>'),
    ("[our site]({{ web }})", '<a href="https://x.example/a?b=1&amp;c=2">our site</a>'),
    ("[write]({{ mail }})", '<a href="mailto:care@x.example">write</a>'),
    ("[write](mailto:{{ mail }}?subject=x)", '<a href="mailto:care@x.example?subject=x">write</a>'),
    ("[call](tel:{{ tel }})", '<a href="tel:+97145550142">call</a>'),
    ("[more]({{ web }}#x)", '<a href="https://x.example/a?b=1&amp;c=2#x">more</a>'),
    ("> quote\n>\n>     {{ refund.window }}", "<code>{{ refund.window }}\n"),
    ("- a ` tick {{ refund.window }}\n- b ` tick", f"<li>a ` tick {WINDOW}</li>"),
    ("a <!-- b\n\n{{ refund.window }}\n\nc --> d", f"<p>{WINDOW}</p>"),
    ("## Set `max`", '<h2 id="set-max">Set <code>max</code></h2>'),
    ("## Use <!-- c -->", '<h2 id="use">Use </h2>'),
    (" ## one space", "<p>## one space</p>"),
    ("<div>\n# not one\n</div>", "<div>\n# not one\n</div>"),
    ("> ## Quoted\n\n[q](#quoted)", '<h2 id="quoted">Quoted</h2>'),
    ("Important: first line\nsecond", "<p>Important: first line\nsecond</p>"),
    ("&#64976;0&#64977; z", "<p> z</p>"),
    ("{{ both }}", f'Call {TEL} within <span class="kb-unit">14 days</span>'),
    ("Ask for نہر مدد 24", 'Ask for <bdi dir="rtl">نہر مدد</bdi> 24'),
]  # fmt: skip


def test_a_fact_is_said_wherever_it_stands_but_not_in_code(site: MakeSite) -> None:
    pages = [
        f"-- content/en/p{i}/a.md --\n---\ntitle: A\n---\n{markdown}\n-- content/en/p{i}/i.png --\n"
        for i, (markdown, _) in enumerate(PLACES)
    ]
    project = site(LEDGER + "".join(pages))
    project.build()
    for i, (markdown, html) in enumerate(PLACES):
        assert html in project.article(f"p{i}/a"), markdown


RIGHT_TO_LEFT = [
    ("{{ refund.window }} میں", '<span data-fact="refund.window">14 دن</span> میں'),
    ("{{ tel }}", f'<a href="tel:+97145550142">{TEL}</a>'),
    ("{{ fee }}", '<bdi dir="ltr">AED\u00a025</bdi>'),
    ("*123# یا +971 4 555 0142", '<bdi dir="ltr">*123#</bdi> یا <bdi dir="ltr" class="kb-unit">+971 4 555 0142</bdi>'),
    ("درجہ -5 اور 10-15", '<bdi dir="ltr" class="kb-unit">-5</bdi> اور <bdi dir="ltr" class="kb-unit">10-15</bdi>'),
    ("یہ Google Pay ہے", '<bdi dir="ltr">Google Pay</bdi>'),
    ("`Google Pay`", '<code dir="ltr">Google Pay</code>'),
    ("یہ AT&T ہے", '<bdi dir="ltr">AT&amp;T</bdi>'),
    ("دیکھیں https://x.example/?id=5&n=2۔", '<bdi dir="ltr">https://x.example/?id=5&amp;n=2</bdi>۔'),
    ("یہ Nahr ہے. وہ Deira.", '<bdi dir="ltr">Deira</bdi>.'),
    ('<span class="arithmatex">(E = <b>m</b>)</span>', '<span class="arithmatex"><math display="inline" dir="ltr"'),
]  # fmt: skip


def test_what_runs_the_other_way_is_isolated(site: MakeSite) -> None:
    pages = [
        f"-- content/ur/p{i}.md --\n---\ntitle: ا\nsource: ur\n---\n{markdown}\n"
        for i, (markdown, _) in enumerate(RIGHT_TO_LEFT)
    ]
    project = site(LEDGER + "".join(pages))
    project.build()
    for i, (markdown, html) in enumerate(RIGHT_TO_LEFT):
        assert html in project.article(f"ur/p{i}"), markdown


def test_titles_and_descriptions_are_plain_text_with_isolates(site: MakeSite) -> None:
    project = site(
        f'{LEDGER}-- content/ur/a.md --\n---\nsource: ur\ntitle: "{{{{ tel }}}} <b> & x"\n'
        "description: '{{ refund.window }} \"WhatsApp\"'\n---\nx\n"
    )
    project.build()
    html = project.html("ur/a")
    assert (
        "<title>\u2068+971 4 555 0142\u2069 \u2068&lt;b&gt; &amp; x\u2069 – \u2068Test\u2069</title>"
        in html
    )
    assert 'content="14 دن &#34;\u2068WhatsApp\u2069&#34;"' in html
    assert (
        '<h1><bdi dir="ltr" class="kb-unit">+971 4 555 0142</bdi> <bdi dir="ltr">&lt;b&gt; &amp; x</bdi></h1>'
        in html
    )


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=/x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "<a href=\"java&#115;cript:alert(1)\">x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    'text\n{: onclick="alert(1)" }',
    "**x**{: onclick=alert(1) }",
    "## x {: #y onmouseover=alert(1) }",
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name="password"><button>ok</button></form>',
    "<input> <input disabled>",
    '<object data="x"></object><embed src="x">',
    '<math><mtext></mtext><style><img src=/x onerror=alert(1)></style></math>',
    '<p style="position:fixed;background:url(javascript:alert(1))">x</p>',
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<span data-fact="refund.window">99 days</span>',
]  # fmt: skip
DANGER = re.compile(
    r"<script|<iframe|<object|<embed|<form|<input|<button|<base|<meta|<link|<style|<math"
    r"|\son\w+=|javascript:|data:text|data:image|evil\.example|position:|url\(",
    re.I,
)


def test_no_script_comes_from_markdown(site: MakeSite) -> None:
    pages = [
        f"-- content/en/p{i}.md --\n---\ntitle: A\n---\n{attack}\n"
        for i, attack in enumerate(ATTACKS)
    ]
    project = site(LEDGER + "".join(pages))
    project.build()
    for i, attack in enumerate(ATTACKS):
        html = project.article(f"p{i}")
        assert not DANGER.search(html), attack
        assert 'data-fact="refund.window">99' not in html


def test_no_script_comes_from_front_matter_facts_branches_or_catalogs(site: MakeSite) -> None:
    evil = '<script>alert(1)</script>\\" onload=x'
    config = CONFIG.replace("- kbgen", "- kbgen: {contact: [evil]}")
    project = site(
        f"-- mkdocs.yml --\n{config}"
        f'-- content/facts.yml --\nevil: {{text: {{en: "{evil}", ur: "{evil}", ar: x, hi: x}}}}\n'
        f'fee: {{money: 25 AED, varies: region, label: {{en: "{evil}"}}, regions: {{AE: {{money: 20 AED, reason: {{en: "{evil}"}}}}}}}}\n'
        f'-- content/branches/dubai.yml --\nname: {{en: "{evil}", ur: x, ar: x, hi: x}}\nregion: AE\n'
        f'address: {{en: "{evil}"}}\nmap: "https://x.example/?a=%22onload=x"\n'
        f'-- content/en/standards/a.md --\n---\ntitle: "{evil}"\ndescription: "{evil}"\nkeywords: ["{evil}"]\n'
        f'owner: "{evil}"\nauthor: "{evil}"\ntags: ["{evil}"]\nsubtitle: "{evil}"\ntime: fee\n---\n'
        "{{ evil }} {{ fee }}\n"
        f'-- content/en/surveys/s.md --\n---\ntitle: S\nquestions: [{{id: a, type: statement}}]\ntext: {{a: "{evil}"}}\n---\n'
        f'-- locales/en/LC_MESSAGES/kbgen.po --\nmsgid "Our time"\nmsgstr "{evil}"\n'
        f'msgid "Send"\nmsgstr "{evil}"\nmsgid "Branches"\nmsgstr "{evil}"\n'
    )
    project.build()
    for file in (project.root / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        assert "<script>alert" not in html, file
        # As text it may stand there; as an attribute it may not.
        assert not re.search(r"<[^<>]*\sonload=", re.sub(r'"[^"]*"', '""', html)), file


def test_a_missing_translation_shows_the_source_with_its_direction(site: MakeSite) -> None:
    project = site(
        "-- content/en/faq/a.md --\n---\ntitle: Only English\n---\n## One {#one}\n[b](b.md#two)\n"
        "-- content/en/faq/b.md --\n---\ntitle: B\n---\n## Two {#two}\n"
        "-- content/ur/faq/b.md --\n---\ntitle: ب\n---\n## دو {#two}\n[a](a.md#one)\n"
        "-- content/ur/faq/c.md --\n---\ntitle: صرف اردو\nsource: ur\n---\nمتن\n"
    )
    project.build("--strict")
    page = project.article("ur/faq/a")
    assert '<h1 lang="en" dir="ltr">Only English</h1>' in page
    assert '<div class="kb-fallback" data-kb-part="frame" lang="en" dir="ltr">' in page
    assert "یہ صفحہ ابھی اردو میں دستیاب نہیں۔ نیچے اصل متن انگریزی میں ہے۔" in words(page)
    assert '<html lang="ur" dir="rtl"' in project.html("ur/faq/a")
    assert 'href="../b/#two"' in page, "from the borrowed page to the translated one"
    assert 'href="../a/#one"' in project.article("ur/faq/b")
    for lang in ("", "ar/", "hi/"):
        assert (
            '<div class="kb-fallback" data-kb-part="frame" lang="ur" dir="rtl">'
            in project.article(f"{lang}faq/c")
        )
    assert "kb-fallback" not in project.article("ur/faq/b")


def test_the_ledger_and_drafts_are_never_published(site: MakeSite) -> None:
    project = site(
        f"{LEDGER}-- content/glossary.yml --\na: {{en: x}}\n"
        "-- content/en/d.md --\n---\ntitle: D\ndraft: true\n---\nsecret\n"
        "-- content/en/e.md --\n---\ntitle: E\n---\nopen\n"
        "-- content/ur/e.md --\n---\ntitle: ای\ndraft: true\n---\nراز\n"
    )
    project.build()
    names = {file.name for file in (project.root / "site").rglob("*")}
    assert not names & {"facts.yml", "glossary.yml", "riyadh.yml", "d", "d.md"}
    assert project.text("ur/e").endswith("open"), "where the draft would be, the source stands"
    everything = "".join(
        file.read_text("utf-8")
        for file in (project.root / "site").rglob("*")
        if file.suffix in (".html", ".json", ".xml")
    )
    assert "secret" not in everything and "راز" not in everything


def test_a_page_says_what_differs_where_and_a_branch_lists_its_differences(site: MakeSite) -> None:
    project = site(
        f"{LEDGER}-- content/en/a.md --\n---\ntitle: A\n---\n{{{{ fee }}}} {{{{ keep }}}}\n"
    )
    project.build()
    page = project.text("a")
    assert "Delivery fee Saudi Arabia SAR 20 Riyals are used there. Everywhere else AED 25" in page
    assert "keep Riyadh 5 days It is small. Everywhere else 7 days" in page
    riyadh = project.text("branches/riyadh")
    assert "Delivery fee SAR 20 AED 25 Riyals are used there." in riyadh
    assert "keep 5 days 7 days It is small." in riyadh
    assert "Nothing: every answer" in project.text("branches/dubai")
    assert "ڈیلیوری فیس SAR 20 AED 25" in project.text("ur/branches/riyadh")
    assert project.text("ur/branches").startswith("برانچیں")


def test_links_and_ids_are_the_same_in_every_language(site: MakeSite) -> None:
    project = site(
        "-- content/en/faq/a.md --\n---\ntitle: A\n---\n## How long?\n\n## How much?\n\n## How long?\n"
        "-- content/ur/faq/a.md --\n---\ntitle: ا\n---\n## کتنی دیر؟\n\n## کتنے پیسے؟\n\n## کتنی دیر؟\n"
        "-- content/hi/faq/a.md --\n---\ntitle: अ\n---\n## कितनी देर?\n"
    )
    project.build("--strict")
    ids = ["how-long", "how-much", "how-long_1"]
    assert re.findall(r'<h2 id="([^"]+)"', project.article("faq/a")) == ids
    assert re.findall(r'<h2 id="([^"]+)"', project.article("ur/faq/a")) == ids
    assert re.findall(r'<h2 id="([^"]+)"', project.article("hi/faq/a")) == ["कितनी-देर"]


def test_the_navigation_names_the_kinds_in_the_readers_language(site: MakeSite) -> None:
    project = site(
        "-- content/en/policies/p.md --\n---\ntitle: P\n---\n-- content/en/faq/q.md --\n---\ntitle: Q\n---\n"
        "-- content/ur/faq/q.md --\n---\ntitle: ق\n---\n"
    )
    project.build()
    html = words(project.html("ur"))
    assert html.index("سوال و جواب") < html.index("پالیسیاں")
    assert html.count("سوال و جواب") == words(project.html("")).count("Questions and answers")


def test_the_language_switch_keeps_the_page(site: MakeSite) -> None:
    project = site(
        "-- content/en/faq/q.md --\n---\ntitle: Q\n---\nx\n-- content/ur/faq/q.md --\n---\ntitle: ق\n---\nx\n"
    )
    project.build()
    pattern = r'<a href="([^"]+)" lang="(\w+)" dir="\w+" hreflang="\2"'
    links = re.findall(pattern, project.html("ur/faq/q"))
    assert {lang: href for href, lang in links} == {
        "en": "../../../faq/q/",
        "ur": "../../../ur/faq/q/",
        "ar": "../../../ar/faq/q/",
        "hi": "../../../hi/faq/q/",
    }


def test_native_digits_are_one_setting(site: MakeSite) -> None:
    config = CONFIG.replace(
        "- kbgen", "- kbgen: {locales: {ar: {numbering: arab}, hi: {numbering: deva}}}"
    )
    project = site(
        f"-- mkdocs.yml --\n{config}{LEDGER}"
        + "".join(
            f"-- content/{lang}/a.md --\n---\ntitle: '{{{{ fee }}}}'\n---\n{{{{ refund.window }}}} {{{{ tel }}}}\n"
            for lang in ("en", "ur", "ar", "hi")
        )
    )
    project.build()
    assert "١٤ يومًا" in project.text("ar/a") and "<h1>٢٥\u00a0د.إ.</h1>" in project.article("ar/a")
    assert "१४ दिन" in project.text("hi/a") and "AED २५" in project.text("hi/a")
    assert "14 دن" in project.text("ur/a")
    assert "+971 4 555 0142" in project.text("ar/a")


def test_a_plain_page_with_braces_is_left_alone_where_there_is_no_ledger(site: MakeSite) -> None:
    project = site("-- content/en/a.md --\nHello {{ user }}\n")
    assert project.check() == []
    project.build("--strict")
    assert "Hello {{ user }}" in project.text("a")


def test_tables_of_contents_hold_words_not_links(site: MakeSite) -> None:
    project = site(
        f"{LEDGER}-- content/en/a.md --\n# Call {{{{ tel }}}} now\n\n## On {{{{ tel }}}} {{#c}}\n"
    )
    project.build()
    html = project.html("a")
    assert "<title>Call \u2068+971 4 555 0142\u2069 now – Test</title>" in html
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html, re.S), "a link within a link"


def test_a_page_of_another_source_language_keeps_its_links_and_images(site: MakeSite) -> None:
    project = site(
        "-- content/ur/faq/new.md --\n---\ntitle: نیا\nsource: ur\n---\n![i](pic.png) [l](old.md)\n"
        "-- content/ur/faq/pic.png --\nx\n"
        "-- content/en/faq/old.md --\n---\ntitle: Old\n---\nx\n"
    )
    project.build("--strict")
    for prefix in ("", "ur/", "ar/", "hi/"):
        page = project.article(f"{prefix}faq/new")
        assert 'href="../old/"' in page
        assert 'src="../pic.png"' in page
        assert (project.root / "site" / prefix / "faq/pic.png").exists()


def test_addresses_without_folders(site: MakeSite) -> None:
    config = CONFIG.replace("docs_dir: content", "docs_dir: content\nuse_directory_urls: false")
    project = site(
        f"-- mkdocs.yml --\n{config}{LEDGER}"
        "-- content/en/standards/s.md --\n---\ntitle: S\ntime: keep\nif_missed: faq/q#a\n---\n"
        "-- content/en/faq/q.md --\n---\ntitle: Q\n---\n## A {#a}\n"
    )
    project.build()
    root = project.root / "site"
    assert 'href="../faq/q.html#a"' in (root / "standards/s.html").read_text("utf-8")
    assert 'href="riyadh.html"' in (root / "ur/branches/index.html").read_text("utf-8")
    assert 'href="../../ur/faq/q.html#a"' in (root / "ur/standards/s.html").read_text("utf-8") or (
        'href="../faq/q.html#a"' in (root / "ur/standards/s.html").read_text("utf-8")
    )


def test_a_difference_holds_from_its_start_to_its_end(site: MakeSite) -> None:
    project = site(
        "-- content/facts.yml --\nkeep: {duration: 7 days, varies: branch}\n"
        "-- content/branches/dubai.yml --\nname: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई}\nregion: AE\n"
        "differs:\n  keep: {duration: 5 days, starts: 2027-01-10, ends: 2027-01-20}\n"
    )
    for day, shown in {
        "2027-01-09": "keep From 10 January 2027 until 20 January 2027 5 days",
        "2027-01-10": "keep Until 20 January 2027 5 days",
        "2027-01-20": "keep Until 20 January 2027 5 days",
        "2027-01-21": "Nothing: every answer",
    }.items():
        project.build("--as-of", day)
        assert shown in project.text("branches/dubai"), day


def test_what_differs_in_a_quoted_fact_is_listed_too(site: MakeSite) -> None:
    project = site("""\
-- content/facts.yml --
fee:
  money: 25 AED
  label: {en: Delivery fee, ur: فیس, ar: الرسوم, hi: शुल्क}
  varies: region
  regions: {SA: {money: 26 SAR, reason: {en: Riyals., ur: ریال۔, ar: بالريال., hi: रियाल।}}}
rule: {text: {en: "at most {{ fee }}", ur: "{{ fee }} تک", ar: "حتى {{ fee }}", hi: "{{ fee }} तक"}}
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद}
region: SA
-- content/en/faq/delivery.md --
---
title: Delivery
---
## What does it cost? {#cost}

It costs {{ rule }}.
""")
    project.build()
    table = words(project.text("faq/delivery")).partition("What differs by country")[2]
    assert "Delivery fee Saudi Arabia SAR 26" in table.replace("\xa0", " ")
