"""Every finding as an editor reads it: its place, what is wrong, and what to do.

One project of many small mistakes is checked once; the rules in docs/findings.md say what is found.
"""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.conftest import MakeSite
from tests.sites import CONFIG, write_site

Found = dict[str, list[str]]
TODAY = "2027-01-15"
SHARED = """\
-- mkdocs.yml --
CONFIGURED
-- content/facts.yml --
fee: {money: 25 AED}
refund.window: {duration: 14 days}
tel: {phone: "+971 4 555 0142"}
open: {hours: "Mo-Su 10:00-22:00", varies: branch}
spare: {number: 3}
tax: {percent: 5, varies: region, regions: {AE: {percent: 6}}}
hello: {text: {en: "Pay {{ fee }}, {{ feee }} or {{ tel | number }}.", ur: "{{ fee | big }} دیں۔"}}
odd:
  money: 1 AED
  label: {en: Odd, ur: طاق ☆, ar: فردي, hi: विषम}
  varies: region
  regions: {AE: {money: 2 AED, reason: {en: Odd, ur: طاق ☇, ar: فردي, hi: विषम}}}
-- content/glossary.yml --
refund: {en: [refund, money back], ur: [رقم کی واپسی, واپسی, ریفنڈ رقم], avoid: {en: [payback], ur: [ریفنڈ]}}
care: {en: customer care, ur: کسٹمر کیئر}
customer: {en: customer, ur: گاہک}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ, ar: ديرة, hi: देरा}
region: AE
hours:
  - Mo-Su 10:00-22:00
  - {starts: 2027-02-01, ends: 2027-02-20, hours: closed}
  - {starts: 2027-03-01, hours: closed, reason: {en: Moved}}
-- content/en/long.md --
---
title: A payback
review_by: 2027-01-14
image: none.png
---
Short.

A line. MANY WORDS.
-- content/en/soon.md --
---
title: Soon
review_by: 2027-01-15
---
AS MANY AS MAY BE.
-- content/en/policies/p.md --
---
title: P
---
x
-- content/en/standards/s.md --
---
title: S
time: feee
if_missed: headngs
---
x
-- content/ur/standards/s.md --
---
title: س
---
ا۔
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

# ☆
msgid "Home"
msgstr "گھر ☆"

msgid "Search"
msgstr ""
"تلاش ☇"
-- content/en/drawn.md --
---
title: D
image: a.svg
draft: true
---
See [that](missing.md).
-- content/ur/drawn.md --
---
title: د
---
6 دن۔
-- content/en/fields.md --
---
title: The {{ fee }}
description: Within {{ refund.window }}
---
A
-- content/ur/fields.md --
---
title: فیس
description: "{{ fee }} اور {{ refund.window }}"
---
ا
-- content/en/open.md --
---
title: O
---
See [a draft](drawn.md) and [a person](https://[).
"""
# English, Urdu, and what is found in either; SOURCE stands for the path of the English page.
PAGES: dict[str, tuple[str, str, list[str], list[str]]] = {
    "links-twice": (
        "[a](order.md) [b](order.md)",
        "[ا](long.md) [ب](long.md)",
        [],
        [
            "4:5 error KB427 the link to 'long' is not used here in SOURCE → write order.md, as it is there",
        ],
    ),
    "twice": (
        "{{ fee }} {{ fee }}",
        "{{ tel }} {{ tel }}",
        [],
        [
            "4:1 error KB403 the fact 'tel' is not used here in SOURCE → there it is 'fee'",
        ],
    ),
    "headings": (
        "# T {#t}\n\n## A {#a}\n\n## B {#b}\n\n### C {#c}",
        "# ٹ {#t}\n\n## الف {#a}\n\n### ب {#b}\n\n## د {#d}",
        [],
        [
            '8:5 error KB422 this heading is of level 3, that of SOURCE:8:4 of level 2 → write it with ##',
            "10:4 error KB422 SOURCE has no section 'd' here → write it there, too, or take this heading out",
            '10:10 error KB422 the section “C” (SOURCE:10:5) is missing → write its heading, with {#c}',
        ],
    ),
    "order": (
        "## A {#a}\n\n## B {#b}",
        "## ب {#b}\n\n## الف {#a}",
        [
            "2:1 warning KB421 this page is missing in: ar, hi → its readers see it in 'en'; add ar/order.md",
        ],
        [
            "4:4 error KB422 the sections stand in another order than in SOURCE → put them in the same order",
        ],
    ),
    "blocks": (
        "1. A\n2. B\n\n- C\n\n!!! note\n    D\n\n## E {#e}\n\n| a | b |\n|---|---|\n| c | d |",
        "1) الف\n\n* ج\n* چ\n\n??? tip\n    د\n\n## ع {#e}\n\n| الف | ب |\n|---|---|\n| ج \\| ح |",
        [],
        [
            '4:1 warning KB423 here stands a paragraph, in SOURCE:4:4 a step → make it a step',
            '16:3 error KB425 this row has 1 cell, that of SOURCE:16:3 2 cells → write 2 cells, divided by |',
        ],
    ),
    "alike": (
        "1. A\n\n    - B\n\n???+ note\n    D\n\n| a |\n|:-:|\n| c |",
        "1. الف\n\n    + ب\n\n!!! note\n    د\n\n| الف |\n|---|\n| ج |",
        [],
        [],
    ),
    "links": (
        "[a](headings.md) [b](order.md)\n\n## B {#b}\n\n[c](headings.md#a)",
        "[ا](headings.md)\n\n## ب {#b}\n\n[ج](order.md) [د](../en/order.md) [ہ](https://example.com/)",
        [],
        [
            "4:1 error KB427 the link to 'order' (SOURCE:4:22) is missing here → link 'order'",
            "8:5 error KB427 'order' and 'https://example.com/' stand here, and 'headings#a' in SOURCE:8:5 → use the links that the source uses here",
            "8:19 error KB428 this link leads readers of 'ur' to 'en' → write order.md",
        ],
    ),
    "facts": (
        "In {{ fee }}.\n\n## B {#b}\n\n{{ fee }} {{ refund.window }}",
        "{{ refund.window }} میں۔\n\n## ب {#b}\n\n{{ fee }} {{ fee }} {{ tel }}",
        [],
        [
            "4:1 error KB403 the fact 'refund.window' is not used here in SOURCE → there it is 'fee'",
            "8:11 error KB403 'fee' and 'tel' stand here, and 'refund.window' in SOURCE:8:11 → use the facts that the source uses here",
        ],
    ),
    "unknown": (
        "{{ fees }} {{ fee | round }} {{ tel | number }} {{ no fact }}",
        "{{ fees }} {{ fee | round }} {{ tel | number }}",
        [
            "4:1 error KB205 unknown fact 'fees' → did you mean 'fee'?",
            "4:12 error KB210 unknown filter 'round' → the only one is 'number'",
            "4:30 error KB210 fact 'tel' has the type phone, which has no number of its own → write {{ tel }}",
            "4:49 warning KB205 '{{ no fact }}' is not a fact → write {{ fact.id }}, or \\{{ to show the braces themselves",
        ],
        [
            "4:1 error KB205 unknown fact 'fees' → did you mean 'fee'?",
            "4:12 error KB210 unknown filter 'round' → the only one is 'number'",
            "4:30 error KB210 fact 'tel' has the type phone, which has no number of its own → write {{ tel }}",
        ],
    ),
    "amounts": (
        "Wait 5 days and pay AED 30.\n\n## B {#b}\n\nUp to 3 kg.",
        "6 دن انتظار کریں اور 40 درہم دیں۔\n\n## ب {#b}\n\nتک۔ 2 گھنٹے۔",
        [],
        [
            "4:1 error KB402 the English says 'Wait 5 days and pay'; the Urdu says '6 دن انتظار کریں' → make both say the same",
            "4:22 error KB402 the English says 'and pay AED 30.'; the Urdu says 'کریں اور 40 درہم دیں۔' → make both say the same",
            "8:5 error KB402 the English says 'Up to 3 kg.'; the Urdu says 'تک۔ 2 گھنٹے۔' → make both say the same",
        ],
    ),
    "more": (
        "Wait 5 days.",
        "5 دن، پھر 7 دن۔",
        [],
        [
            "4:11 error KB402 the Urdu says 'دن، پھر 7 دن۔'; the English does not say this → make both say the same",
        ],
    ),
    "nearest": (
        "Wait 5 days or pay AED 7.",
        "7 دن یا 5 ریال۔",
        [],
        [
            "4:1 error KB402 the English says 'Wait 5 days or pay'; the Urdu says '7 دن یا 5' → make both say the same",
            "4:9 error KB402 the English says 'or pay AED 7.'; the Urdu says 'دن یا 5 ریال۔' → make both say the same",
        ],
    ),
    "literals": (
        "In {{ fee }} and {{ refund.window }}.",
        "25 درہم اور 10 دن میں۔ {{ fee }} +971 4 555 0142",
        [],
        [
            "4:1 error KB401 '25 درہم' is written by hand; the ledger has it → write {{ fee }}",
            "4:13 error KB401 '10 دن' is written by hand; the ledger says 14 days → write {{ refund.window }}",
            "4:34 error KB401 '+971 4 555 0142' is written by hand; the ledger has it → write {{ tel }}",
        ],
    ),
    "english": (
        "Please read all of this page.\n\nOK.",
        "  Please read all of this page.\n\nOK.",
        [],
        [
            "4:3 error KB431 this is still in English → translate it",
        ],
    ),
    "hindi": (
        "Please wait.",
        "کچھ نہیں۔\n\nकृपया कुछ देर प्रतीक्षा कीजिए।",
        [],
        [
            "6:1 error KB432 this is in Devanagari letters on a page in 'ur' → translate it",
        ],
    ),
    "arabic": (
        "Please wait.",
        "يرجى الانتظار حتى يصل المندوب إلى العنوان.",
        [],
        [
            "4:1 error KB432 this is Arabic on a page in Urdu → translate it",
        ],
    ),
    "letters": (
        "Hello, you?",
        "كتاب سلـام , آپ ؟ ۱۲ ہے?",
        [],
        [
            "4:1 error KB433 'ك' (U+0643) in 'كتاب' is not written in 'ur' → write 'کتاب'",
            "4:8 error KB433 'ـ' (U+0640) in 'سلـام' is not written in 'ur' → write 'سلام'",
            "4:11 error KB434 ' ,' is Latin punctuation → write '،'",
            "4:16 error KB434 a space before a mark → delete it",
            "4:19 error KB402 the Urdu says 'آپ ؟ ۱۲ ہے?'; the English does not say this → make both say the same",
            "4:19 error KB435 '۱۲' is not in the digits of 'ur' on this site → write 12",
            "4:24 error KB434 '?' is Latin punctuation → write '؟'",
        ],
    ),
    "forms": (
        "Come.",
        "آ ا\u0653ئیں\u202e \u2067ہے۔",
        [],
        [
            "4:1 error KB437 isolates (U+2066 to U+2069) are not in pairs in this line → close or delete them",
            "4:7 error KB437 the control U+202E changes the order that you see → delete it",
        ],
    ),
    "pairs": (
        "Come.",
        "آئیں \u2067ہے\u2069۔ \u2069آئیں\u2067۔",
        [],
        [
            "4:1 error KB437 isolates (U+2066 to U+2069) are not in pairs in this line → close or delete them",
        ],
    ),
    "debris": (
        "A Ã© [object Object]\n\nTable of contents",
        "ا۔\n\n{{ page.title }}",
        [
            "4:3 error KB438 'Ã©' is text that was read in the wrong encoding → copy it again from the original",
            "4:6 error KB439 '[object Object]' was left behind by copying → delete it",
            "6:1 error KB439 'Table of contents' was left behind by copying → delete it",
        ],
        [
            "6:1 warning KB205 unknown fact 'page.title' → add it to facts.yml, or write \\{{ to show the braces themselves",
            "6:1 error KB403 the fact 'page.title' is not used here in SOURCE → take it out, or use it there",
            "6:1 error KB439 '{{ page.title }}' was left behind by copying → delete it",
        ],
    ),
    "words": (
        "Your refund from customer care; a payback.",
        "آپ کا ریفنڈ گاہک۔",
        [
            "4:35 error KB442 'payback' is not our word for refund → write 'refund'",
        ],
        [
            "2:8 warning KB441 SOURCE speaks of 'customer care', this page never does → our word is 'کسٹمر کیئر'",
            "2:8 warning KB441 SOURCE speaks of 'refund', this page never does → our word is 'رقم کی واپسی' or 'واپسی'",
            "4:7 error KB442 'ریفنڈ' is not our word for refund → write 'رقم کی واپسی'",
        ],
    ),
    "nowhere": (
        "[a](heading.md) [b](headings.md#aa) [c](other/order.md) [d](none.md) [e](#x) [f](#fn:1)",
        "[ا](heading.md) [ب](headings.md#aa) [ج](other/order.md) [د](none.md) [ہ](#x) [و](#fn:1)",
        [
            "4:5 error KB301 'heading.md' leads to nothing → did you mean headings.md?",
            "4:21 error KB302 'headings.md#aa': content/en/headings.md has no section '#aa' → did you mean 'a'?",
            "4:41 error KB301 'other/order.md' leads to nothing → did you mean order.md?",
            "4:61 error KB301 'none.md' leads to nothing → write the path of the page that you mean, such as alike.md, or take the link out",
            "4:74 error KB302 '#x': SOURCE has no section '#x' → give the heading this id: {#…}",
        ],
        [
            "4:5 error KB301 'heading.md' leads to nothing → did you mean headings.md?",
            "4:21 error KB302 'headings.md#aa': content/ur/headings.md has no section '#aa' → did you mean 'a'?",
            "4:41 error KB301 'other/order.md' leads to nothing → did you mean order.md?",
            "4:61 error KB301 'none.md' leads to nothing → write the path of the page that you mean, such as alike.md, or take the link out",
            "4:74 error KB302 '#x': content/ur/nowhere.md has no section '#x' → give the heading this id: {#…}",
        ],
    ),
    "html": (
        "<script>x()</script> <p onclick='x()'>a</p>",
        "ا۔",
        [
            "4:1 warning KB112 the element <script> is removed from the page → delete it",
            "4:25 warning KB112 the event handler 'onclick' is removed from the page → delete it",
        ],
        [],
    ),
    "origins": (
        "![a](http://cdn.example/a.png) ![b](https://cdn.example/b.png) <video src='//cdn.example/c.mp4'></video>",
        "ا۔",
        [
            "4:6 warning KB307 the site's policy blocks pictures from http://cdn.example → copy the file into the project, or name it by https:// and allow its origin",
            "4:37 warning KB307 the site's policy blocks pictures from https://cdn.example → copy the file into the project, or allow them: hosting: {allow: {img-src: https://cdn.example}} in the options of kbgen",
            "4:76 warning KB307 the site's policy blocks sound and video from https://cdn.example → copy the file into the project, or allow them: hosting: {allow: {media-src: https://cdn.example}} in the options of kbgen",
        ],
        [
            "4:1 error KB427 the links 'http://cdn.example/a.png' and 'https://cdn.example/b.png' and '//cdn.example/c.mp4' (SOURCE:4:6) are missing here → write what the source says here",
            "4:3 error KB429 the caption “b” (SOURCE:4:34) is missing → translate it",
        ],
    ),
    "glyphs": (
        "A ☃ and 😀.",
        "ا ☃ ہے۔",
        [],
        [
            "4:3 warning KB471 '☃' (U+2603 SNOWMAN) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
        ],
    ),
    "excused": (
        "Wait 5 days.\n\nPay in 5 days.\nCome in 5 days.\n\nCall in 5 days.\n\nWrite in 5 days.\n\nLeave in 5 days.",
        "<!-- kbgen: ignore KB402, KB435 because the law differs -->\n6 دن۔\n\n7 دن۔\n8 دن۔ <!-- kbgen: ignore KB402 because so -->\n\n"
        "<!-- kbgen: ignore KB402 -->\n9 دن۔\n\n<!-- kbgen: ignore KB401 because so -->\n10 دن۔\n\n"
        "<!-- kbgen: ignore KB402 because so -->\n\n11 دن۔",
        [],
        [
            "7:1 error KB402 the English says 'Pay in 5 days. Come in'; the Urdu says '7 دن۔ 8 دن۔' → make both say the same",
            "11:1 error KB003 this comment ignores KB402 without a reason → kbgen: ignore KB402 because …",
            "11:1 error KB402 the English says 'Call in 5 days.'; the Urdu says '9 دن۔' → make both say the same",
            "14:1 error KB402 the English says 'Write in 5 days.'; the Urdu says '10 دن۔' → make both say the same",
            "18:1 error KB402 the English says 'Leave in 5 days.'; the Urdu says '11 دن۔' → make both say the same",
        ],
    ),
    "mixed": (
        "Please wait.\n\nGo there.\n\nSee this.",
        "اپنے account settings page میں جا کر دیکھیں۔\n\naccount settings page میں جا کر۔\n\naccount settings page پر جا۔",
        [],
        [
            "8:1 error KB431 this is still in English → translate it",
        ],
    ),
}  # fmt: skip
OTHERS: dict[str, list[str]] = {
    "content/branches/deira.yml": [
        "5:5 warning KB405 these hours of 'deira' hold on certain days and have no reason → add reason: {en: …, …}",
        "6:5 warning KB209 the reason of the hours of branch 'deira' has no words in: ar, hi, ur → add them",
    ],
    "content/en/drawn.md": [
        "3:8 warning KB306 image: messages cannot show 'a.svg' → name a PNG, JPEG or WebP",
        "6:12 error KB301 'missing.md' leads to nothing → write the path of the page that you mean, such as alike.md, or take the link out",
    ],
    "content/en/long.md": [
        "2:8 error KB442 'payback' is not our word for refund → write 'refund'",
        "3:12 warning KB453 this page was to be reviewed by 2027-01-14 → review it and move the date",
        "4:8 warning KB306 image: there is no 'none.png' → name it as from this page: ../pictures/shop.jpg, or write its web address",
        "8:9 warning KB461 this sentence has 41 words; customers take in up to 35 → make two of it",
    ],
    "content/en/open.md": [
        "4:15 error KB301 'drawn.md' leads to content/en/drawn.md, which is a draft → publish that page first, or take the link out",
        "4:40 error KB301 'https://[' is no web address → write it as a browser shows it: https://example.com/",
    ],
    "content/en/policies/p.md": [
        "2:1 warning KB421 this page is missing in: ur, ar, hi → its readers see it in 'en'; add ur/policies/p.md",
        "2:1 error KB452 this policy has no date → add effective: 2026-01-31",
    ],
    "content/en/standards/s.md": [
        "3:7 error KB303 time: there is no fact 'feee' → did you mean 'fee'?",
        "4:12 error KB303 if_missed: there is no answer 'headngs' → did you mean 'headings' or 'headings#t'?",
    ],
    "content/facts.yml": [
        "5:1 warning KB404 fact 'spare' is used on no page → use it, or take it out of the ledger",
        "6:1 warning KB404 fact 'tax' is used on no page → use it, or take it out of the ledger",
        "6:45 warning KB405 the other value of 'tax' for 'AE' has no reason → add reason: {en: …, …}",
        "7:1 error KB205 unknown fact 'feee' → did you mean 'fee'?",
        "7:1 error KB209 fact 'hello' has no words in: ar, hi → add them",
        "7:1 error KB210 fact 'tel' has the type phone, which has no number of its own → write {{ tel }}",
        "7:1 error KB210 unknown filter 'big' → the only one is 'number'",
        "7:1 warning KB404 fact 'hello' is used on no page → use it, or take it out of the ledger",
        "7:1 warning KB412 the English says 'feee }} or {{ tel'; the Urdu does not say this → make it say the same; if it does already, settle it with kbgen check --review",
        "8:1 warning KB404 fact 'odd' is used on no page → use it, or take it out of the ledger",
        "8:1 warning KB471 '☆' (U+2606 WHITE STAR) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
        "12:13 warning KB471 '☇' (U+2607 LIGHTNING) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
    ],
    "locales/ur/LC_MESSAGES/kbgen.po": [
        "7:1 warning KB471 '☆' (U+2606 WHITE STAR) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
        "11:1 warning KB471 '☇' (U+2607 LIGHTNING) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
    ],
    "content/ur/drawn.md": [
        "4:1 warning KB402 the Urdu says '6 دن۔'; the English does not say this → make both say the same",
    ],
    "content/ur/fields.md": [
        "2:8 error KB403 the fact 'fee' (content/en/fields.md:2:12) is missing here → write {{ fee }}",
        "3:15 error KB403 the fact 'fee' is not used here in content/en/fields.md → take it out, or use it there",
    ],
    "mkdocs.yml": [
        "1:1 warning KB471 '☈' (U+2608 THUNDERSTORM) is in no font that the site brings for 'ur'; each phone shows it in another one, or not at all → write it in the usual letters; a letter that is right is added to the fonts by theme/fonts/build.py",
        "14:28 error KB001 kbgen: contact: 'tel' is already given in line 14 → remove one",
        "14:33 error KB001 kbgen: contact: 'fee' has the type money, by which nobody is reached → name facts of the type phone, whatsapp, email, url or text: tel",
        "14:38 error KB001 kbgen: contact: there is no fact 'teel' → did you mean 'tel'?",
        "14:59 error KB001 kbgen: home: 'order' is already given in line 14 → remove one",
        "14:66 error KB001 kbgen: home: there is no page or answer 'ordr' → did you mean 'order' or 'order#b'?",
        "14:72 error KB001 kbgen: home: there is no page or answer 'drawn' → write one such as faq/index",
        "14:105 error KB001 kbgen: home: the site has no language 'fr' → its languages are en, ur, ar, hi",
    ],
}  # fmt: skip
SHOWN = {"content/en/order.md", "content/en/policies/p.md"}
"""Pages of which it is looked at whether they are missing in other languages (KB421)."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    many, most = " ".join(["word"] * 41), " ".join(["word"] * 35)
    text = SHARED.replace("MANY WORDS", many).replace("AS MANY AS MAY BE", most)
    options = "{contact: [tel, tel, fee, teel], home: HOME, checks: {KB423: warning, KB426: off}, locales: {ur: {currencies: {OMR: ریال ☈}}}}"
    home = "[order, order, ordr, drawn, {page: links, words: {fr: A}}]"
    options = options.replace("HOME", home)
    text = text.replace("CONFIGURED", CONFIG.replace("- kbgen", f"- kbgen: {options}").strip())
    for name, (source, translation, *_) in PAGES.items():
        text += f"-- content/en/{name}.md --\n---\ntitle: A\n---\n{source}\n"
        text += f"-- content/ur/{name}.md --\n---\ntitle: ا\n---\n{translation}\n"
    project = write_site(tmp_path_factory.mktemp("mistakes") / "project", text)
    result = project.run("check", "--format", "json", "--as-of", TODAY)
    assert result.exit_code in (0, 1), result.output
    by_path: Found = defaultdict(list)
    for one in json.loads(result.stdout):
        if one["code"] != "KB421" or one["path"] in SHOWN:
            line = "{line}:{column} {severity} {code} {message} → {hint}".format(**one)
            by_path[one["path"]].append(line)
    return by_path


@pytest.mark.parametrize("name", PAGES)
def test_what_is_found_in_a_page_and_its_translation(name: str, found: Found) -> None:
    source, expected = f"content/en/{name}.md", PAGES[name][2:]
    for lang, lines in zip(("en", "ur"), expected, strict=True):
        there = found.get(f"content/{lang}/{name}.md", [])
        assert [line.replace(source, "SOURCE") for line in there] == lines


@pytest.mark.parametrize("path", OTHERS)
def test_what_is_found_in_a_file(path: str, found: Found) -> None:
    assert found[path] == OTHERS[path]


def test_nothing_else_is_found(found: Found) -> None:
    pages = {f"content/{lang}/{name}.md" for lang in ("en", "ur") for name in PAGES}
    assert not found.keys() - pages - OTHERS.keys()


def test_a_popular_question_is_one_of_the_page(site: MakeSite) -> None:
    head = "-- content/en/faq/pay.md --\n---\ntitle: Pay\npopular: [how, when]\n---\n"
    found = site(f"{head}## How? {{#how}}\n\nSo.\n").found()
    assert found == ["content/en/faq/pay.md:3:10 KB303"]


@pytest.mark.parametrize(
    ("contact", "codes"), [("care", set()), ("line", {"KB305"}), ("line, care", set())]
)
def test_a_survey_reaches_a_company_that_has_an_address(
    contact: str, codes: set[str], site: MakeSite
) -> None:
    config = CONFIG.replace("- kbgen", f"- kbgen: {{contact: [{contact}]}}")
    files = (
        "-- content/facts.yml --\ncare: {email: a@b.example}\nline: {phone: '+971 4 555 0142'}\n"
    )
    survey = "-- content/en/surveys/s.md --\n---\ntitle: S\nquestions: [{id: a, type: open}]\n"
    project = site(f"-- mkdocs.yml --\n{config}{files}{survey}text: {{a: How?}}\n---\nText.\n")
    assert {one["code"] for one in project.check()} == codes


def test_a_page_that_cannot_be_read_hides_no_other_mistake(site: MakeSite) -> None:
    ledger = "-- content/facts.yml --\nspare: {number: 3}\n"
    bad = "-- content/en/faq/bad.md --\n---\ntitle: A: b\n---\nx\n"
    codes = {one["code"] for one in site(ledger + bad).check(sameness=True)}
    assert {"KB102", "KB404"} <= codes


def test_without_a_ledger_no_kind_of_page_owes_anything(site: MakeSite) -> None:
    page = "-- content/en/standards/s.md --\n---\ntitle: S\n---\nx\n"
    found = site(page).check(sameness=True)
    assert {one["code"] for one in found} <= {"KB421"}
