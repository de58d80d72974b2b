"""Mistakes that people make, and the reports: path, line, column and a hint."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.languages.parts_of_day import PARTS_OF_DAY
from tests.conftest import MakeSite
from tests.sites import CONFIG, write_site

PAGE = "-- content/en/faq/pin.md --\n"
POLICY = "-- content/en/policies/p.md --\n---\ntitle: P\n"
LEDGER = "-- content/facts.yml --\n"
FOUR = "ur: x, ar: x, hi: x"
BRANCH = "-- content/branches/dubai.yml --\n"
IMAGES = "- kbgen: {hosting: {allow: {img-src: 'https://a.example'}}}"

# The site, then all its findings, as "path:line:column code" and a part of the message.
TABLE = {
    "a tab": (
        f"{PAGE}---\ntitle: A\n\tb: c\n---\n",
        [("content/en/faq/pin.md:3:1 KB102", "begins with a tab")],
    ),
    "a colon": (
        f"{PAGE}---\ntitle: Refunds: how\n---\n",
        [("content/en/faq/pin.md:2:15 KB102", "quotes")],
    ),
    "no closing ---": (
        f"{PAGE}---\ntitle: A\n\n## Hello\n",
        [("content/en/faq/pin.md:2:1 KB103", "no closing '---' add a line --- below this one")],
    ),
    "no closing --- in the last line": (
        f"{PAGE}---\ntitle: A",
        [("content/en/faq/pin.md:2:1 KB103", "no closing '---'")],
    ),
    "no opening ---": (
        f"{PAGE}title: A\n---\nHello\n",
        [("content/en/faq/pin.md:1:1 KB103", "no first '---'")],
    ),
    "unclosed quotes": (
        f'{PAGE}---\ntitle: "A\n---\n',
        [("content/en/faq/pin.md:2:8 KB102", 'has no other one at its end write title: "A"')],
    ),
    "a key twice": (
        f"{PAGE}---\ntitle: A\ntitle: B\n---\n",
        [("content/en/faq/pin.md:3:1 KB102", "already given in line 2")],
    ),
    "front matter that is a list": (
        f"{PAGE}---\n- title\n---\n",
        [("content/en/faq/pin.md:2:1 KB103", "fields, one a line")],
    ),
    "an unknown field": (
        f"{POLICY}efective: 2027-01-01\n---\n",
        [("content/en/policies/p.md:3:1 KB103", "did you mean 'effective'?")],
    ),
    "a field of another kind": (
        f"{PAGE}---\ntitle: A\neffective: 2026-01-01\n---\n",
        [("content/en/faq/pin.md:3:1 KB103", "only those in policies/ have it")],
    ),
    "a date backwards": (
        f"{POLICY}effective: 31-02-2027\n---\n",
        [("content/en/policies/p.md:3:12 KB104", "year-month-day")],
    ),
    "a day that does not exist": (
        f"{POLICY}effective: 2027-02-31\n---\n",
        [("content/en/policies/p.md:3:12 KB104", "no day 2027-02-31")],
    ),
    "wrong types, all at once": (
        f"{POLICY}version: 2.1\ndraft: perhaps\nkeywords: {{a: b}}\nowner: yes\n---\n",
        [
            ("content/en/policies/p.md:3:10 KB104", "version must be text; put it in quotes"),
            ("content/en/policies/p.md:4:8 KB104", "draft must be true or false"),
            ("content/en/policies/p.md:5:11 KB104", "keywords must be a list"),
            ("content/en/policies/p.md:6:8 KB104", "yes, no, on and off"),
        ],
    ),
    "an unknown choice": (
        "-- content/en/notices/n.md --\n---\ntitle: N\nseverity: bad\n---\n",
        [("content/en/notices/n.md:3:11 KB104", "'info', 'warning' or 'critical'")],
    ),
    "a translation with a structural field": (
        f"{PAGE}---\ntitle: A\n---\n-- content/ur/faq/pin.md --\n---\ntitle: ا\nowner: x\n---\n",
        [("content/ur/faq/pin.md:3:1 KB105", "belongs on the source page only")],
    ),
    "a page outside the language folders": (
        f"{LEDGER}-- content/about.md --\nx\n-- content/fr/x.md --\nx\n",
        [
            ("content/about.md:1:1 KB108", "en/, ur/, ar/, hi/"),
            ("content/fr/x.md:1:1 KB108", "move the folder to content/en/"),
        ],
    ),
    "a page outside the language folders, without facts": (
        "-- content/about.md --\nx\n",
        [("content/about.md:1:1 KB108", "it is read as one in 'en' move it to content/en/")],
    ),
    "two pages with one address": (
        "-- content/en/faq.md --\nx\n-- content/en/faq/index.md --\nx\n",
        [("content/en/faq/index.md:1:1 KB109", "content/en/faq.md")],
    ),
    "README and index": (
        "-- content/en/faq/README.md --\nx\n-- content/en/faq/index.md --\nx\n",
        [("content/en/faq/README.md:1:1 KB109", "content/en/faq/index.md")],
    ),
    "an unknown source language": (
        f"{PAGE}---\ntitle: A\nsource: urd\n---\n",
        [("content/en/faq/pin.md:3:9 KB104", "did you mean 'ur'?")],
    ),
    "a file name that makes no address": (
        "-- content/en/faq/Rückgabe.md --\nx\n",
        [("content/en/faq/Rückgabe.md:1:1 KB110", "small Latin letters")],
    ),
    "an id twice": (
        f"{PAGE}## A {{#one}}\n\n## B {{#one}}\n",
        [("content/en/faq/pin.md:3:4 KB111", "line 1")],
    ),
    "an unknown fact": (
        f"{LEDGER}pin.length: {{number: 4}}\n{PAGE}---\ntitle: In {{{{ pin.len }}}}\n---\n\n"
        "A {{ pin.lenght }} `{{ x }}`\n",
        [
            ("content/en/faq/pin.md:2:11 KB205", "did you mean 'pin.length'?"),
            ("content/en/faq/pin.md:5:3 KB205", "did you mean 'pin.length'?"),
        ],
    ),
    "braces that are no fact": (
        f"{LEDGER}a: {{number: 4}}\n{PAGE}{{{{ two words }}}} and {{{{ open\n",
        [
            ("content/en/faq/pin.md:1:1 KB205", "is not a fact"),
            ("content/en/faq/pin.md:1:21 KB205", "is not a fact"),
        ],
    ),
    "a filter": (
        f"{LEDGER}a: {{number: 4}}\nb: {{email: a@b.example}}\n"
        f"{PAGE}{{{{ a | nmber }}}} {{{{ b | number }}}}\n",
        [
            ("content/en/faq/pin.md:1:1 KB210", "unknown filter 'nmber'"),
            ("content/en/faq/pin.md:1:17 KB210", "has the type email, which has no number"),
        ],
    ),
    "an override that is not declared": (
        f"{LEDGER}fee: {{money: 25 AED, regions: {{AE: {{money: 20 AED}}}}}}\n"
        "-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  fee: {{money: 30 AED}}\n",
        [
            ("content/branches/dubai.yml:4:3 KB206", "add 'varies: branch'"),
            ("content/facts.yml:1:32 KB206", "add 'varies: region'"),
        ],
    ),
    "a difference of another type": (
        f"{LEDGER}fee: {{money: 25 AED, varies: branch}}\n-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  fee: {{number: 30}}\n",
        [
            (
                "content/branches/dubai.yml:4:3 KB206",
                "'fee' has the type money, but for 'dubai' the type number "
                "write money: in place of number:",
            )
        ],
    ),
    "hours where others have a text": (
        f"{LEDGER}when: {{hours: closed, varies: branch}}\n-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  when: {{text: {{en: D, {FOUR}}}}}\n",
        [("content/branches/dubai.yml:4:3 KB206", "'when' has the type hours, but for 'dubai'")],
    ),
    "a branch that differs in no fact": (
        f"{LEDGER}fee: {{money: 25 AED}}\n-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  fees: {{money: 30 AED}}\n",
        [("content/branches/dubai.yml:4:3 KB205", "did you mean 'fee'?")],
    ),
    "a circle": (
        f"{LEDGER}a: {{text: {{en: '{{{{ b }}}}', {FOUR}}}}}\nb: {{text: {{en: '{{{{ a }}}}', {FOUR}}}}}\n",
        [("content/facts.yml:1:1 KB207", "a → b → a")],
    ),
    "a fact that quotes itself": (
        f"{LEDGER}a: {{text: {{en: '{{{{ a }}}}', {FOUR}}}}}\n",
        [("content/facts.yml:1:1 KB207", "a → a")],
    ),
    "a region without a branch": (
        f"{LEDGER}fee: {{money: 25 AED, varies: region, regions: {{SA: {{money: 20 SAR}}}}}}\n",
        [("content/facts.yml:1:48 KB208", "where no branch lies")],
    ),
    "no words in a language": (
        f"{LEDGER}a: {{text: {{en: x, ur: y}}}}\n",
        [("content/facts.yml:1:1 KB209", "ar, hi")],
    ),
    "quantities that cannot be": (
        f"{LEDGER}a: {{duration: 14 dyas}}\nb: {{money: 25 AEX}}\nc: {{phone: '+971 4 12'}}\n"
        "d: {phone: 04 1234567}\ne: {number: twelve}\nf: {time: 25:00}\ng: {hours: Mo-Xx 9-5}\n"
        "h: {money: 1.234 AED}\ni: {url: 'javascript:x'}\nj: {email: nobody}\nk: {duration: 5-3 days}\n",
        [
            ("content/facts.yml:1:15 KB202", "did you mean 'day'?"),
            ("content/facts.yml:2:12 KB202", "did you mean 'AED'"),
            ("content/facts.yml:3:12 KB202", "cannot exist in AE"),
            ("content/facts.yml:4:12 KB202", "country code"),
            ("content/facts.yml:5:13 KB202", "is not a number"),
            ("content/facts.yml:6:11 KB202", "not a time of day"),
            ("content/facts.yml:7:12 KB202", "not a weekday"),
            ("content/facts.yml:8:12 KB202", "2 decimal places"),
            ("content/facts.yml:9:10 KB112", "'javascript:'"),
            ("content/facts.yml:9:10 KB202", "not a web address"),
            ("content/facts.yml:10:12 KB202", "not an e-mail address"),
            ("content/facts.yml:11:15 KB202", "backwards"),
        ],
    ),
    "a fact without a value, and with two": (
        f"{LEDGER}a: {{}}\nb: {{number: 1, percent: 2}}\nBad: {{number: 1}}\nc: {{nmber: 1}}\n",
        [
            ("content/facts.yml:1:4 KB201", "has no value"),
            ("content/facts.yml:2:4 KB201", "has 2 values"),
            ("content/facts.yml:3:1 KB201", "small letters"),
            ("content/facts.yml:4:5 KB103", "did you mean 'number'?"),
        ],
    ),
    "a ledger that is a list": (
        f"{LEDGER}- a\n",
        [("content/facts.yml:1:1 KB201", "refund.window: {duration: 14 days}")],
    ),
    "an alias to itself": (
        f"{LEDGER}a: &x {{number: 1, regions: *x}}\n",
        [("content/facts.yml:1:4 KB102", "refers to itself")],
    ),
    "a branch": (
        "-- content/branches/dubai.yml --\nname: {en: Dubai}\nregion: NO\nphone: '12'\nopen: x\n"
        "-- content/branches/x.yml --\n",
        [
            ("content/branches/dubai.yml:2:9 KB104", "yes, no, on and off"),
            ("content/branches/dubai.yml:4:1 KB103", "unknown field 'open'"),
            ("content/branches/x.yml:1:1 KB203", "empty"),
        ],
    ),
    "a branch in no country": (
        f"-- content/branches/dubai.yml --\nname: {{en: D, {FOUR}}}\nregion: QQ\n",
        [("content/branches/dubai.yml:1:1 KB203", "no ISO country code")],
    ),
    "a branch in no time zone": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\ntimezone: Dubai\n",
        [("content/branches/dubai.yml:3:11 KB202", "did you mean 'Asia/Dubai'?")],
    ),
    "a branch at an offset": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\ntimezone: GMT+4\n",
        [("content/branches/dubai.yml:3:11 KB202", "write its IANA name: Asia/Dubai")],
    ),
    "a branch in one of several time zones": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: ES\n",
        [("content/branches/dubai.yml:2:9 KB212", "'timezone: Europe/Madrid', or one of Africa")],
    ),
    "a branch's phone": (
        f"-- content/branches/dubai.yml --\nname: {{en: D, {FOUR}}}\nregion: AE\nphone: '12'\n",
        [("content/branches/dubai.yml:3:8 KB202", "country code")],
    ),
    "a glossary": (
        "-- content/glossary.yml --\na: {en: x, xx: y}\nb: 3\n",
        [
            ("content/glossary.yml:1:12 KB103", "unknown field 'xx'"),
            ("content/glossary.yml:2:4 KB104", "fields of its own"),
        ],
    ),
    "opposites in a glossary": (
        "-- content/glossary.yml --\nopen: {en: open, opposite: close}\nclosed: {en: closed}\n",
        [("content/glossary.yml:1:1 KB204", "'close', the opposite of 'open', is no term")],
    ),
    "links to nothing": (
        "-- content/en/a.md --\n[x](b.md) [y](faq/pin.md#nope) ![i](i.png) [q](#none) [r][ref]\n\n"
        f"[ref]: gone.md\n\n[ok](https://x.example) [up](../../etc/passwd.md)\n{PAGE}## One {{#one}}\n",
        [
            ("content/en/a.md:1:5 KB301", "'b.md' leads to nothing"),
            ("content/en/a.md:1:15 KB302", "content/en/faq/pin.md has no section '#nope'"),
            ("content/en/a.md:1:37 KB301", "'i.png' leads to nothing"),
            ("content/en/a.md:1:48 KB302", "no section '#none'"),
            ("content/en/a.md:3:8 KB301", "'gone.md'"),
            ("content/en/a.md:5:30 KB301", "passwd"),
        ],
    ),
    "a link to a draft": (
        f"-- content/en/a.md --\n[x](faq/pin.md)\n{PAGE}---\ntitle: A\ndraft: true\n---\n",
        [("content/en/a.md:1:5 KB301", "which is a draft")],
    ),
    "references in front matter": (
        "-- content/en/standards/s.md --\n---\ntitle: S\ntime: call.answr\nif_missed: policies/x\n---\n"
        f"{LEDGER}call.answer: {{duration: 30 seconds}}\n",
        [
            ("content/en/standards/s.md:3:7 KB303", "did you mean 'call.answer'?"),
            ("content/en/standards/s.md:4:12 KB303", "no answer 'policies/x'"),
        ],
    ),
    "a survey without words": (
        "-- content/en/surveys/s.md --\n---\ntitle: S\nquestions: [{id: a, type: open}, {id: b, type: open}]\n"
        "text: {a: A, c: C}\n---\n",
        [
            ("content/en/surveys/s.md:3:12 KB305", "reach nobody"),
            ("content/en/surveys/s.md:4:7 KB304", "no words for: b"),
            ("content/en/surveys/s.md:4:17 KB304", "no question 'c'"),
        ],
    ),
    "HTML that may not be": (
        '-- content/en/a.md --\n---\ntitle: "<script>x</script>"\n---\n<script>alert(1)</script>\n\n'
        "[x](javascript:alert(1)) <svg onload=x> <a href='data:text/html,x'>y</a>\n\n"
        'text {: onclick="x" }\n',
        [
            ("content/en/a.md:2:8 KB112", "<script>"),
            ("content/en/a.md:4:1 KB112", "<script>"),
            ("content/en/a.md:6:5 KB112", "'javascript:'"),
            ("content/en/a.md:6:31 KB112", "'onload'"),
            ("content/en/a.md:6:50 KB112", "'data:'"),
            ("content/en/a.md:8:9 KB112", "'onclick'"),
        ],
    ),
    "a catalog": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "Send"\nmsgstr "<script>"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:2:1 KB112", "<script>")],
    ),
    "a broken catalog": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "Send"\nhello\nmsgstr "x"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:2:1 KB106", "not a valid catalog")],
    ),
    "a placeholder that is not there": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "Until %(end)s"\nmsgstr "%(ende)s تک"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:1:1 KB106", "%(end)s")],
    ),
    "a time pattern": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "h:mm B"\nmsgstr "hhhh:mm"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:1:1 KB106", "time pattern")],
    ),
    "a time pattern of whole hours": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "h B"\nmsgstr "hhhh"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:1:1 KB106", "time pattern")],
    ),
    "parts of the day without hours": (
        f'-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid "{PARTS_OF_DAY}"\nmsgstr "رات, صبح"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:1:1 KB106", "from which hour on")],
    ),
    "a blank line before the front matter": (
        f"{PAGE}\n---\ntitle: A\n---\n",
        [("content/en/faq/pin.md:2:1 KB103", "delete the blank line above it")],
    ),
    "a tag": (
        f"{PAGE}---\ntitle: A\nkeywords: !list [a]\n---\n",
        [("content/en/faq/pin.md:3:11 KB102", "plain value")],
    ),
    "a field folded over lines": (
        f"{LEDGER}a: {{number: 4}}\n{PAGE}---\ntitle: A\ndescription: >\n  one\n  two {{{{ b }}}}\n---\n",
        [("content/en/faq/pin.md:5:7 KB205", "unknown fact 'b'")],
    ),
    "a brace too few": (
        f"{LEDGER}a: {{number: 4}}\n{PAGE}{{{{ a }} x\n",
        [("content/en/faq/pin.md:1:1 KB217", "looks like a fact")],
    ),
    "an unreadable ledger, reported once": (
        f"{LEDGER}a: {{number: 4\n{PAGE}{{{{ a }}}} {{{{ b }}}}\n",
        [("content/facts.yml:1:4 KB102", "write a: {number: 4}")],
    ),
    "an unreadable page, reported once": (
        f"{PAGE}---\ntitle: A\n## One {{#one}}\n-- content/en/a.md --\n[x](faq/pin.md#one)\n",
        [("content/en/faq/pin.md:2:1 KB103", "no closing")],
    ),
    "an unreadable branch, reported once": (
        f"{LEDGER}a: {{number: 4, varies: region, regions: {{SA: {{number: 5}}}}}}\n"
        f"-- content/branches/riyadh.yml --\nname: {{en: R, {FOUR}}}\nregion: SA\nphone: '1'\n"
        "-- content/en/a.md --\n[x](branches/riyadh.md)\n",
        [("content/branches/riyadh.yml:3:8 KB202", "country code")],
    ),
    "a survey's question, reported once": (
        "-- content/en/surveys/s.md --\n---\ntitle: S\nquestions: [{id: a, type: opn}]\ntext: {a: A}\n---\n"
        "-- content/ur/surveys/s.md --\n---\ntitle: س\ntext: {a: الف}\n---\n",
        [("content/en/surveys/s.md:3:27 KB104", "'open'")],
    ),
    "two questions with one id": (
        "-- content/en/surveys/s.md --\n---\ntitle: S\n"
        "questions: [{id: a, type: open}, {id: a, type: open}]\ntext: {a: A}\n---\n",
        [("content/en/surveys/s.md:3:12 KB104", "two questions have the id a")],
    ),
    "an unknown language": (
        f"{LEDGER}a: {{number: 4, label: {{eng: A}}}}\n"
        "-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\naddress: {{eng: Road, {FOUR}}}\n",
        [
            ("content/branches/dubai.yml:1:1 KB209", "no words in: en"),
            ("content/branches/dubai.yml:1:1 KB209", "did you mean 'en'?"),
            ("content/facts.yml:1:1 KB209", "did you mean 'en'?"),
        ],
    ),
    "a difference that is over": (
        f"{LEDGER}a: {{number: 4, varies: branch}}\n-- content/branches/dubai.yml --\n"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  a: {{number: 5, ends: 2020-01-01}}\n",
        [("content/branches/dubai.yml:4:3 KB211", "ended on 2020-01-01")],
    ),
    "a region in small letters": (
        f"-- content/branches/dubai.yml --\nname: {{en: D, {FOUR}}}\nregion: ae\n",
        [("content/branches/dubai.yml:2:9 KB104", "in capitals: AE")],
    ),
    "a branch called index": (
        f"-- content/branches/index.yml --\nname: {{en: D, {FOUR}}}\nregion: AE\n",
        [("content/branches/index.yml:1:1 KB203", "list of branches")],
    ),
    "a file name with markup": (
        "-- content/en/<b>.md --\nx\n",
        [("content/en/<b>.md:1:1 KB110", "small Latin letters")],
    ),
    "a contact that is no fact": (
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {contact: [a, b]}')}{LEDGER}a: {{email: a@b.example}}\n",
        [("mkdocs.yml:14:26 KB001", "no fact 'b'")],
    ),
    "a contact by which nobody is reached": (
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {contact: [keep, line, open]}')}"
        f"{LEDGER}keep: {{duration: 14 days}}\nline: {{phone: '+971 4 555 0142'}}\n"
        "open: {hours: closed}\ncare: {email: care@example.com}\n",
        [
            (
                "mkdocs.yml:14:23 KB001",
                "'keep' has the type duration, by which nobody is reached name facts of the type "
                "phone, whatsapp, email, url or text: line, care",
            ),
            ("mkdocs.yml:14:35 KB001", "'open' has the type hours"),
        ],
    ),
    "a contact where there is none": (
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {contact: [keep]}')}"
        f"{LEDGER}keep: {{duration: 14 days}}\n",
        [("mkdocs.yml:14:23 KB001", "add helpline: {phone:")],
    ),
    "a contact twice": (
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen: {contact: [line, line]}')}"
        f"{LEDGER}line: {{phone: '+971 4 555 0142'}}\n",
        [("mkdocs.yml:14:29 KB001", "'line' is already given in line 14")],
    ),
    "a fact of a day that does not exist": (
        f"{LEDGER}a: {{date: 2027-02-30}}\n",
        [("content/facts.yml:1:11 KB104", "no day 2027-02-30")],
    ),
    "a value below no type": (
        f"{LEDGER}keep: 14 days\nopen: closed\nline: '+971 4 555 0142'\nwhat: good\nnone:\n"
        "slots: [Mo-Fr 09:00-17:00, Sa 10:00-14:00]\n",
        [
            ("content/facts.yml:1:7 KB104", "below its type write {duration: 14 days}"),
            ("content/facts.yml:2:7 KB104", "write {hours: closed}"),
            ("content/facts.yml:3:7 KB104", "write {phone: +971 4 555 0142}"),
            ("content/facts.yml:4:7 KB104", "write its kind before it"),
            ("content/facts.yml:5:6 KB104", "no value is given write it below, indented further"),
            ("content/facts.yml:6:8 KB104", "{hours: 'Mo-Fr 09:00-17:00; Sa 10:00-14:00'}"),
        ],
    ),
    "a difference below no type": (
        f"{LEDGER}open: {{hours: Mo-Su 10:00-22:00, varies: branch}}\n{BRANCH}"
        f"name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  open: closed\n",
        [("content/branches/dubai.yml:4:9 KB104", "below its type write {hours: closed}")],
    ),
    "words in no language": (
        f"{LEDGER}fee:\n  money: 25 AED\n  label: Fee\n  varies: region\n"
        "  regions: {AE: {money: 20 AED, reason: Ramadan}}\n"
        f"{BRANCH}name: Dubai\nregion: AE\naddress: شارع\n",
        [
            ("content/branches/dubai.yml:1:7 KB104", 'write name: {en: "Dubai"}, and so for each'),
            ("content/branches/dubai.yml:3:10 KB104", 'write address: {en: "…"}, and so for each'),
            ("content/facts.yml:3:10 KB104", 'write label: {en: "Fee"}, and so for each'),
            ("content/facts.yml:5:41 KB104", 'write reason: {en: "Ramadan"}, and so for each'),
        ],
    ),
    "two numbers where there is one": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\nphone: ['+971 4 555 0142', '+971 4 555 0143']\n",
        [("content/branches/dubai.yml:3:8 KB104", "phone must be text, and one alone")],
    ),
    "fields by other names": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\ncountry: AE\ntel: '+971 4 555 0142'\n"
        "hours: {hours: closed, from: 2027-02-01, until: 2027-02-02}\n",
        [
            ("content/branches/dubai.yml:1:1 KB104", "region is missing"),
            ("content/branches/dubai.yml:2:1 KB103", "write region"),
            ("content/branches/dubai.yml:3:1 KB103", "write phone"),
            ("content/branches/dubai.yml:4:24 KB103", "write starts"),
            ("content/branches/dubai.yml:4:42 KB103", "write ends"),
        ],
    ),
    "words that are not indented": (
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\naddress:\nen: Road 1\n",
        [
            ("content/branches/dubai.yml:3:9 KB104", "one text per language is wanted"),
            ("content/branches/dubai.yml:4:1 KB103", "if it belongs to 'address:', indent it"),
        ],
    ),
    "a difference that is not indented": (
        f"{LEDGER}fee:\n  money: 25 AED\n  varies: [region, branch]\n  regions:\n    AE:\n    money: 20 AED\n"
        f"{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\ndiffers:\n  fee:\n  money: 20 AED\n  reason:\n    en: A\n",
        [
            (
                "content/branches/dubai.yml:4:3 KB104",
                "nothing stands below 'fee:' indent money, reason further than 'fee:'",
            ),
            ("content/facts.yml:5:5 KB104", "indent money further than 'AE:'"),
        ],
    ),
    "a field that is indented": (
        f"{BRANCH}name:\n  en: D\n   ur: x\nregion: AE\n",
        [("content/branches/dubai.yml:3:6 KB102", "in column 4, line 2 in column 3")],
    ),
    "a tab in a branch": (
        f"{BRANCH}name:\n\ten: D\nregion: AE\n",
        [("content/branches/dubai.yml:2:1 KB102", "delete the tab and type two spaces")],
    ),
    "a ledger that cannot be read, reported once": (
        f"{LEDGER}fee: [\n{BRANCH}name: {{en: D, {FOUR}}}\nregion: AE\n"
        "differs:\n  fee: {money: 30 AED}\n",
        [("content/facts.yml:1:6 KB102", "write fee: []")],
    ),
    "README linked as index": (
        "-- content/en/b/README.md --\nx\n-- content/en/b/x.md --\n[i](index.md) [r](README.md)\n",
        [("content/en/b/x.md:1:5 KB301", "leads to nothing")],
    ),
    "a page first written in a language that lacks it": (
        "-- content/en/a.md --\n---\ntitle: A\nsource: ur\n---\n",
        [("content/en/a.md:3:9 KB104", "content/ur/a.md is missing")],
    ),
    "an address of an unknown kind": (
        "-- content/en/a.md --\n[x](ftp://x/y) [ok](whatsapp://send) [ok](<b.md>)\n-- content/en/b.md --\nx\n",
        [("content/en/a.md:1:5 KB112", "'ftp:'")],
    ),
    "a catalog's template header": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po", "not a valid catalog")],
    ),
    "a flow that the file's end cuts off": (
        f"{BRANCH}name: {{en: D",
        [("content/branches/dubai.yml:1:7 KB102", "write name: {en: D}")],
    ),
    "a line separator that only YAML 1.1 takes for one": (
        f"{LEDGER}a: {{number: 4}}\n{PAGE}---\ntitle: 'A\u2028\u2028 b'\n"
        "description: '{{ a }}'\n---\n-- content/en/a.md --\n---\ntitle: \"A\x85b\"\n---\n",
        [
            ("content/en/a.md:2:10 KB102", "U+0085"),
            ("content/en/faq/pin.md:2:10 KB102", "an ordinary line break"),
        ],
    ),
    "a control character written as an escape": (
        f'{PAGE}---\ntitle: "A \\0 b"\n---\n{LEDGER}"a\\uFDD01": {{number: 4}}\n',
        [
            ("content/en/faq/pin.md:2:8 KB102", "U+0000"),
            ("content/facts.yml:1:1 KB102", "U+FDD0"),
        ],
    ),
    "an id that ends in a line break": (
        f'{LEDGER}"a\\n": {{number: 4}}\n',
        [("content/facts.yml:1:1 KB201", "small letters, digits and dots")],
    ),
    "a branch without a name": (
        f"{BRANCH}name: {{}}\nregion: AE\n",
        [("content/branches/dubai.yml:1:7 KB104", "name must not be empty")],
    ),
    "a template that is no text": (
        f"{PAGE}---\ntitle: A\ntemplate: [a]\n---\n",
        [("content/en/faq/pin.md:3:11 KB104", "template must be text")],
    ),
    "a port that no machine has": (
        f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', IMAGES)}{PAGE}![x](https://a.example:99999/x.png)\n",
        [("content/en/faq/pin.md:1:6 KB301", "is no web address")],
    ),
    "facts that quote one another too deeply": (
        f"{LEDGER}a0: {{number: 4}}\n"
        + "".join(f"a{n}: {{text: {{en: '{{{{ a{n - 1} }}}}', {FOUR}}}}}\n" for n in range(1, 40)),
        [("content/facts.yml:21:1 KB207", "more than 20 deep")],
    ),
    "a fact that grows tenfold with each that quotes it": (
        f"{LEDGER}a0: {{number: 4}}\n"
        + "".join(
            f"a{n}: {{text: {{en: '{f'{{{{ a{n - 1} }}}} ' * 10}', {FOUR}}}}}\n"
            for n in range(1, 6)
        ),
        [("content/facts.yml:5:1 KB207", "more than 100000 characters")],
    ),
    "plural forms that divide by zero beyond what msgfmt tries": (
        '-- locales/ur/LC_MESSAGES/kbgen.po --\nmsgid ""\n'
        'msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; '
        'plural=1/(1001-n)*0;\\n"\n',
        [("locales/ur/LC_MESSAGES/kbgen.po:2:76 KB106", "divides by what may be zero")],
    ),
    "a number that is too long": (
        f"{LEDGER}a: {{number: '{'9' * 60}'}}\nb: {{money: {'9' * 14}.99 AED}}\n",
        [
            ("content/facts.yml:1:13 KB202", "too long; write at most 15 digits"),
            ("content/facts.yml:2:12 KB202", "too long; write at most 15 digits"),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_every_mistake_has_its_place_and_a_hint(name: str, site: MakeSite) -> None:
    text, expected = TABLE[name]
    findings = site(text).check()
    places = ["{path}:{line}:{column} {code}".format(**f) for f in findings]
    assert len(places) == len(expected), places
    for finding, place, (where, says) in zip(findings, places, expected, strict=True):
        assert place.startswith(where)
        assert says in f"{finding['message']} {finding['hint']}"


# Sites whose owner has made the findings about them warnings.
TOLERATED = {
    "a branch": "KB103 KB104 KB203",
    "an unreadable branch, reported once": "KB202",
    "references in front matter": "KB303",
    "a branch called index": "KB203",
}


@pytest.mark.parametrize("name", TOLERATED)
def test_a_mistake_that_is_made_a_warning_stops_no_build(name: str, site: MakeSite) -> None:
    checks = ", ".join(f"{code}: warning" for code in TOLERATED[name].split())
    config = CONFIG.replace("  - kbgen\n", f"  - kbgen: {{checks: {{{checks}}}}}\n")
    project = site(f"-- mkdocs.yml --\n{config}{TABLE[name][0]}")
    project.build("--jobs", "1")
    assert {f["severity"] for f in project.check()} == {"warning"}


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "UTF-16": (lambda f: f.write_bytes("---\ntitle: A\n---\n".encode("utf-16")), "UTF-16"),
    "Windows-1256": (lambda f: f.write_bytes("مرحبا".encode("cp1256")), "not UTF-8"),
    "a NUL byte": (lambda f: f.write_bytes(b"a\nb\0c"), "U+0000"),
    "a noncharacter": (lambda f: f.write_text("a\ufdd01\ufdd1", "utf-8"), "U+FDD0"),
    "5 MB": (lambda f: f.write_bytes(b"x " * 2_500_000), "4.8 MB"),
    "a link to itself": (lambda f: f.symlink_to(f), "leads back to itself"),
    "a link to nothing": (lambda f: f.symlink_to("nowhere.md"), "cannot read"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_does_not_hide_the_others(name: str, site: MakeSite) -> None:
    project = site(f"{PAGE}[x](gone.md)\n")
    write, says = FILES[name]
    write(project.root / "content/en/a.md")
    first, second = project.check()
    assert (first["path"], first["code"]) == ("content/en/a.md", "KB101")
    assert says in first["message"]
    assert second["code"] == "KB301"


def test_a_folder_that_links_to_itself_is_reported_and_not_followed(site: MakeSite) -> None:
    project = site("")
    (project.root / "content/en/loop").symlink_to(project.root / "content/en")
    assert project.found() == ["content/en/loop:1:1 KB101"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(site: MakeSite) -> None:
    project = site("")
    page = b"\xef\xbb\xbf---\r\ntitle: Hello\r\n---\r\n## One\r\n\r\nText\r\n"
    (project.root / "content/en/a.md").write_bytes(page)
    assert project.found() == []
    project.build()
    assert "<h1>Hello</h1>" in project.article("a")
    assert 'id="one"' in project.article("a")


NAMES = (b"content/en/caf\xe9.md", b"content/en/caf\xe9.png", b"content/en/caf\xe9/a.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_is_no_utf_8_is_shown_escaped(name: bytes, site: MakeSite) -> None:
    project = site("")
    file = project.root / os.fsdecode(name)
    file.parent.mkdir(exist_ok=True)
    try:
        file.write_text("x")
    except OSError:
        pytest.skip("names here are Unicode")
    [finding] = project.check()
    assert finding["path"].startswith("content/en/caf\\xe9")
    assert (finding["code"], finding["message"]) == ("KB101", "the name of this file is not UTF-8")
    built = project.run("build")
    assert built.exit_code == 1
    assert "content/en/caf\\xe9" in built.output


LARGE = {
    "5,000 digits": f"{'9' * 5000} days, {'٩' * 5000} and {'9' * 400}.5",
    "a slot by its entities": f"a &#xFDD0;{'9' * 5000}&#xFDD1; b",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_page_may_hold_numbers_of_any_length(name: str, site: MakeSite) -> None:
    project = site(f"{LEDGER}a: {{number: 4}}\n{PAGE}{LARGE[name]} {{{{ a }}}}\n")
    assert [f for f in project.check() if f["severity"] == "error"] == []
    project.build()
    assert project.text("faq/pin").endswith(" 4")


def test_no_boost_is_too_great(site: MakeSite) -> None:
    project = site(f"{PAGE}---\ntitle: A\nsearch: {{boost: {'9' * 300}.0}}\n---\nHello\n")
    project.build()


TEMPLATES = {
    "a syntax error": (b"{% block content %}\n{% if %}\n", "over/main.html:2"),
    "what is not there": (b"{{ page }}\n\n{{ a.b.c }}", "over/main.html:3"),
    "what Python refuses": (b"{{ 1 / 0 }}", "over/main.html:1"),
    "not UTF-8": (b"caf\xe9", "main.html:1"),
}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_of_ones_own_that_fails_is_named(name: str, jobs: str, site: MakeSite) -> None:
    content, place = TEMPLATES[name]
    config = CONFIG.replace("font: false", "font: false, custom_dir: over")
    project = site(f"-- mkdocs.yml --\n{config}-- over/x.css --\n")
    (project.root / "over/main.html").write_bytes(content)
    built = project.run("build", "--jobs", jobs)
    assert built.exit_code == 2
    assert f"{place}: this template cannot be rendered: " in built.output


def test_a_style_or_script_at_no_address_is_found_in_mkdocs_yml(site: MakeSite) -> None:
    extra = "extra_css: ['https://[x']\nextra_javascript: [{path: 'https://y:99999/'}, a.js]\n"
    project = site(f"-- mkdocs.yml --\n{CONFIG}{extra}")
    for found, says in zip(
        project.check(), ("extra_css: 'https://[x'", "'https://y:99999/'"), strict=True
    ):
        assert (found["path"], found["code"]) == ("mkdocs.yml", "KB002")
        assert says in found["message"]
    assert project.run("build").exit_code == 1


def test_an_extension_that_fails_is_named_with_its_page(site: MakeSite) -> None:
    extra = "markdown_extensions:\n  - pymdownx.snippets: {check_paths: true}\n"
    project = site(f'-- mkdocs.yml --\n{CONFIG}{extra}{PAGE}--8<-- "gone.md"\n')
    built = project.run("build")
    assert built.exit_code == 1
    assert "content/en/faq/pin.md: the Markdown extension pymdownx.snippets fails" in built.output
    assert "'gone.md'" in built.output


CONFIGS = {
    "no file": (None, 2, "there is no mkdocs.yml"),
    "no kbgen": ("site_name: x\ndocs_dir: content\n", 2, "add '- kbgen' under plugins"),
    "not YAML": (
        "site_name: [\n",
        1,
        "mkdocs.yml:1:12: error KB102 the bracket [ that begins here is not closed",
    ),
    "no i18n": (
        "site_name: x\ndocs_dir: content\nplugins: [kbgen]\n",
        1,
        "docs_structure: folder",
    ),
    "a structure that is none": (
        CONFIG.replace("folder", "flat"),
        1,
        "'docs_structure': Expected one of",
    ),
    "no content": (CONFIG.replace("docs_dir: content", "docs_dir: nowhere"), 1, "nowhere"),
    "a locale for no language": (
        CONFIG.replace("- kbgen", "- kbgen: {locales: {fr: fr-FR}}"),
        1,
        "locales names fr",
    ),
    "a locale that is no text": (
        CONFIG.replace("- kbgen", "- kbgen: {locales: {ur: {tag: 5}}}"),
        1,
        "write tag: ur-PK",
    ),
    "a currency without a word": (
        CONFIG.replace("- kbgen", "- kbgen: {locales: {ur: {currencies: {AED: }}}}"),
        1,
        "write {AED: درہم}",
    ),
    "a language that YAML reads as false": (
        CONFIG.replace("- kbgen", "- kbgen: {locales: {no: nb-NO}}"),
        1,
        "locales names no",
    ),
    "another theme": (
        CONFIG.replace("name: material, font: false", "name: mkdocs"),
        1,
        "mkdocs.yml:4:1: error KB001 kbgen's templates stand on Material",
    ),
    "a locale of another shape": (
        CONFIG.replace("- kbgen", "- kbgen: {locales: {ur: {digits: latn}}}"),
        1,
        "known: tag, numbering, currencies",
    ),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_wrong_configuration_is_explained_by_every_command(name: str, site: MakeSite) -> None:
    project = site("")
    config, exit_code, says = CONFIGS[name]
    if config is None:
        (project.root / "mkdocs.yml").unlink()
    else:
        (project.root / "mkdocs.yml").write_text(config, "utf-8")
    for command in ("check", "build", "facts", "schema"):
        result = project.run(command)
        assert result.exit_code == exit_code, result.output
        assert says in result.output
        assert "Traceback" not in result.output


LOCALES = [
    ("{locales: {ur: xx-YY}}", "CLDR has no locale 'xx-YY'"),
    ("{locales: {ur: {numbering: roman}}}", "unknown numbering 'roman'"),
    ("{locales: {ur: {currencies: {XYZ: x}}}}", "'XYZ' is no currency"),
    ("{local: 3}", "unknown option 'local'"),
]


@pytest.mark.parametrize(("option", "says"), LOCALES)
def test_a_locale_that_does_not_exist_is_a_finding(option: str, says: str, site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', f'- kbgen: {option}')}")
    [finding] = project.check()
    assert finding["path"] == "mkdocs.yml"
    assert says in finding["message"]


def test_a_byte_that_is_no_utf_8_is_found_by_line_and_character(site: MakeSite) -> None:
    project = site("")
    (project.root / "content/en/a.md").write_bytes("سلام\r\rاب".encode() + b"\xe9")
    assert project.found() == ["content/en/a.md:3:3 KB101"]


def test_a_project_may_lie_in_a_folder_whose_name_is_no_utf_8(tmp_path: Path) -> None:
    try:
        project = write_site(tmp_path / os.fsdecode(b"caf\xe9"), "")
    except OSError:
        pytest.skip("names here are Unicode")
    assert project.run("check").exit_code == 0
    project.build()
    assert project.run("build").output.startswith("Nothing changed")
