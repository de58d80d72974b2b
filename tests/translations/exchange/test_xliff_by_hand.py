"""XLIFF that somebody opened in a text editor: what is wrong is said with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.commands.exchange import YAML
from kbgen.model.translation import LanguageRecord
from kbgen.translations.exchange.formats import write_rows
from kbgen.translations.exchange.incoming import Incoming, Translator, receive
from kbgen.translations.exchange.report import to_text
from kbgen.translations.exchange.rows import LanguageRows, read_rows, sent_sides
from kbgen.translations.stamping import stamp
from tests.sites import Project, write_site
from tests.translations.exchange.sites import DAY, FACTS, PAGE, contents, read, record_all

FORMATS = ("xliff", "xliff2")
TITLE = "واپسی"
"""The title of a page, which stands on line 4."""
PAID = "faq/returns#when:1"

Change = Callable[[str], str | bytes]


def put(before: str, after: str) -> Change:
    """Replace what a pattern finds first; it must be there."""

    def change(text: str) -> str:
        changed = re.sub(before, after, text, count=1, flags=re.S)
        assert changed != text
        return changed

    return change


def everywhere(before: str, after: str) -> Change:
    return lambda text: re.sub(before, after, text)


def encoded(encoding: str, named: str = "UTF-8") -> Change:
    return lambda text: text.replace("'UTF-8'", f"'{named}'").encode(encoding, "replace")


def doctype(inner: str) -> Change:
    return lambda text: text.replace("?>", f"?><!DOCTYPE xliff {inner}>", 1)


def placeholders(change: Callable[[list[str]], list[str]]) -> Change:
    """Change the order of the placeholders of one target, without its words."""

    def run(text: str) -> str:
        start = text.index("<target", text.index(f'"{PAID}"'))
        end = text.index("</target>", start)
        ph = re.compile(r"<ph\b[^>]*?(?:/>|>[^<]*</ph>)")
        found = iter(change(ph.findall(text[start:end])))
        return text[:start] + ph.sub(lambda _: next(found), text[start:end]) + text[end:]

    return run


CASES: dict[str, tuple[Change, str]] = {
    # what was done to the file, and what is said; "" if all is read as it was
    "target missing": (put(f"<target[^<>]*>{TITLE}</target>", ""), "line 4: faq/returns:title: the translation is empty"),
    "target emptied": (put(f">{TITLE}<", "><"), "line 4: faq/returns:title: the translation is empty"),
    "tag not closed": (put(f"{TITLE}</target>", TITLE), "line 4 and below: this cannot be read: a tag is not closed"),
    "tag without >": (put(f"{TITLE}</target>", f"{TITLE}</target"), "line 4 and below: this cannot be read: a tag is not"),
    "cut off": (lambda text: text[: len(text) // 2], "and below: this cannot be read: "),
    "attribute broken": (put(r' (id|name)="faq/returns:title"', r" \1=faq/returns:title"), "line 4 and below: this cannot be read: within a tag stand"),
    "ampersand": (put(TITLE, f"{TITLE} & x"), "line 4 and below: this cannot be read: write &amp; for &"),
    "entity of HTML": (put(TITLE, f"{TITLE}&nbsp;x"), "line 4 and below: this cannot be read: write &amp; for &"),
    "less than": (put(TITLE, f"{TITLE} < x"), "line 4 and below: this cannot be read: write &lt; for <"),
    "control character": (put(TITLE, "\x0b"), "line 4 and below: this cannot be read: delete the invisible sign"),
    "zero bytes": (put(TITLE, "\0"), "line 4 and below: this cannot be read: "),
    "text behind the end": (lambda text: f"{text}\nthanks!", "and below: this cannot be read: nothing belongs behind the last tag"),
    "id changed": (put('"faq/returns:title"', '"faq/return:title"'), "line 4: faq/return:title: its address was changed; write 'faq/returns:title' there"),
    "id missing": (put(r' (?:id|name)="faq/returns:title"', " "), "line 4: (no address): its address is missing; write 'faq/returns:title' there"),
    "id twice": (put('"faq/returns#else:1"', '"faq/returns#when:9"'), "faq/returns#when:9: it is in the file twice"),
    "placeholder dropped": (placeholders(lambda found: ["", *found[1:]]), f"{PAID}: {{{{ refund.time }}}} is missing"),
    "end of link dropped": (placeholders(lambda found: [*found[:4], ""]), f"{PAID}: the link to fees.md is missing"),
    "marks exchanged": (placeholders(lambda found: [*found[:3], found[4], found[3]]), f"{PAID}: one ** stands within a link or other marks"),
    "fact in a link": (placeholders(lambda found: [found[2], *found[1:2], found[0], *found[3:]]), f"{PAID}: a ** stands alone"),
    "placeholder twice": (placeholders(lambda found: [found[0] * 2, *found[1:]]), f"{PAID}: {{{{ refund.time }}}} is not in the source; take it out"),
    "language of another site": (everywhere('(target-language|trgLang)="[^"]*"', r'\1="fr"'), "the file names 'fr' as its language; the site's are en, ur, ar, hi"),
    "language misspelled": (everywhere('(target-language|trgLang)="[^"]*"', r'\1="urd"'), "did you mean 'ur'"),
    "language missing": (everywhere(' (target-language|trgLang)="[^"]*"', ""), "the file names no language; the site's are"),
    "language of the source": (everywhere('(target-language|trgLang)="[^"]*"', r'\1="en"'), "the file names 'en' as its language, in which the site is written"),
    "Windows line ends": (lambda text: text.replace("\n", "\r\n"), ""),
    "Mac line ends": (lambda text: text.replace("\n", "\r"), ""),
    "byte order mark": (lambda text: f"\ufeff{text}", ""),
    "UTF-16": (encoded("utf-16", "UTF-16"), ""),
    "UTF-16 that calls itself UTF-8": (encoded("utf-16"), ""),
    "UTF-8 that calls itself Latin": (encoded("utf-8", "ISO-8859-1"), "its letters were read in another encoding"),
    "UTF-8 that calls itself Windows": (encoded("utf-8", "windows-1252"), "save the file as UTF-8"),
    "Windows' Arabic": (encoded("windows-1256", "windows-1256"), "question marks stand in words"),
    "Windows' Arabic that calls itself UTF-8": (encoded("windows-1256"), "save the file as UTF-8"),
    "no such encoding": (encoded("utf-8", "x-none"), "save the file as UTF-8"),
    "a file of this machine as an entity": (doctype('[<!ENTITY a SYSTEM "file:///etc/hostname">]'), "declares entities"),
    "an address as an entity": (doctype('[<!ENTITY % a SYSTEM "http://127.0.0.1:9/a">%a;]'), "declares entities"),
    "entities in entities": (doctype('[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]'), "declares entities"),
    "a DTD elsewhere": (doctype('SYSTEM "http://127.0.0.1:9/xliff.dtd"'), ""),
    "no namespace": (put(' xmlns="[^"]*"', ""), ""),
    "no version": (put(' version="[^"]*"', ""), ""),
    "too large": (lambda text: text + " " * 68_000_000, "the file is larger than 64 MB; send it in parts"),
    "a text without end": (put(TITLE, "لفظ " * 2_600_000), "line 4 and below: this cannot be read: there is more in it"),
    "very deep": (put(TITLE, "<g>" * 5000 + "</g>" * 5000), "line 4 and below: this cannot be read: there is more in it"),
    "a web page around it": (lambda text: f"<html>{text.partition('?>')[2]}</html>", "this page is to read or to print"),
    "a mail above it": (lambda text: f"Hello,\n\n{text}", "this is no file of translations"),
    "empty": (lambda _: "", "this is no file of translations"),
    "a declaration alone": (lambda _: "<?xml version='1.0'?>", "nothing in this XML can be read; line 1: "),
    "no texts": (lambda _: "<?xml version='1.0'?><xliff version='1.2'/>", "there are no texts in this file; begin again"),
    "another XML": (lambda _: "<?xml version='1.0'?><svg/>", "this XML is no file of translations"),
}  # fmt: skip


class Sent:
    """A site whose texts were sent."""

    def __init__(self, project: Project) -> None:
        self.project, self.site = project, read(project)
        source, translation = sent_sides(self.site, "ur")
        record = stamp(LanguageRecord(), source, translation, "human", "sana", DAY)
        self.rows = read_rows(self.site, "ur", record)
        locales = self.site.locales
        self.texts = {
            name: write_rows(self.rows.rows, name, locales["ur"], locales["en"]).decode()
            for name in FORMATS
        }

    def rows_of(self, lang: str) -> LanguageRows:
        return self.rows if lang == "ur" else read_rows(self.site, lang, LanguageRecord())

    def receive(self, data: bytes) -> Incoming:
        stamp = Translator("omar", DAY)
        return receive(self.site, {"ur.xlf": data}, self.rows_of, YAML, stamp)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(write_site(tmp_path_factory.mktemp("site"), FACTS + PAGE))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_it_is_said_what_to_do_and_where(sent: Sent, format_: str, case: str) -> None:
    change, says = CASES[case]
    data = change(sent.texts[format_])
    incoming = sent.receive(data if isinstance(data, bytes) else data.encode())
    shown = to_text(incoming, is_dry=True)
    assert says in shown
    assert incoming.is_complete is (says == "")
    assert incoming.files == ()
    if not says:
        assert shown == "ur.xlf: Urdu (ur): 23 unchanged"


def test_what_can_be_read_is_taken_and_the_rest_stays(tmp_path: Path) -> None:
    project = write_site(tmp_path, FACTS + PAGE)
    record_all(project)
    assert project.run("translate", "out", "ur", "--to", "xliff").exit_code == 0
    file = project.root / "ur.xlf"
    text = file.read_text("utf-8").replace(">فیس<", ">فیسیں<", 1)
    file.write_text(text.replace(f">{TITLE}<", f">{TITLE} & <"), "utf-8")
    before = contents(project)
    result = project.run("translate", "in", "ur.xlf")
    assert result.exit_code == 1
    assert "Urdu (ur): 1 taken\n" in result.output
    after = contents(project)
    assert {name for name in after if after[name] != before[name]} == {
        "ur/faq/fees.md",
        "ur/made-from.txt",
    }
    assert "title: فیسیں" in after["ur/faq/fees.md"].decode()
