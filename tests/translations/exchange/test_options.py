"""Texts of mkdocs.yml in the files of translators; catalogs, which are PO files already."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests.sites import HOME, Project, write_site
from tests.translations.exchange.sites import (
    FACTS,
    PAGE,
    commit,
    entry,
    po,
    record_all,
    record_file,
)

CONFIG = """\
-- mkdocs.yml --
site_name: Test help   # the name
copyright: © Test   # the same in all languages
docs_dir: content
theme: {name: material, font: false}
nav: [{Home: index.md}, {Money back: faq/returns.md}]
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true, site_description: All that we promise.}
        - locale: ur
          name: اردو
          site_name: "ٹیسٹ مدد"
          nav_translations: {Home: ہوم}
        - {locale: ar, name: العربية, site_description: كل ما نعد به}
        - {locale: hi, name: हिन्दी}
  - kbgen:
      locales:
        ur: {tag: ur-PK, currencies: {AED: درہم}}
        ar:
          currencies: {AED: {one: درهم, two: درهم, few: دراهم, many: درهمًا, other: درهم}}
      home:
        - {page: faq/returns, words: {en: Send it back, ur: واپس کریں}}
        - faq/fees
"""
CATALOG = """\
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr ""
"Language: ur\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Search"
msgstr "ڈھونڈیں"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = write_site(tmp_path, CONFIG + HOME + FACTS + PAGE + CATALOG)
    for lang in ("ur", "ar"):
        (made.root / "content" / lang).mkdir(exist_ok=True)
        record_all(made, lang)
    return made


def options_in(file: polib.POFile) -> dict[str, tuple[str, str]]:
    found = {one.msgctxt.partition(":")[::2]: one for one in file}
    return {
        f"{place}:{name}": (one.msgid, one.msgstr)
        for (place, name), one in found.items()
        if place.startswith("mkdocs.yml")
    }


def test_each_language_gets_what_some_language_has(project: Project) -> None:
    urdu = options_in(po(project, "ur"))
    navigation = next(name for name in urdu if "nav_translations" in name)
    assert urdu == {
        "mkdocs.yml:site_name": ("Test help", "ٹیسٹ مدد"),
        "mkdocs.yml:site_description": ("All that we promise.", ""),
        navigation: ("Home", "ہوم"),
        "mkdocs.yml#home:faq/returns": ("Send it back", "واپس کریں"),
        "mkdocs.yml#currencies:AED": ("AED", "درہم"),
    }
    hindi = options_in(po(project, "hi"))
    assert hindi.keys() == {*urdu} - {"mkdocs.yml#currencies:AED"}  # CLDR has it


def send_back(project: Project, lang: str, new: dict[str, str]) -> str:
    file = po(project, lang)
    for address, text in new.items():
        entry(file, address).msgstr = text
    file.save()
    return project.run("translate", "in", f"{lang}.po").output


def test_new_texts_are_written_where_they_belong(project: Project) -> None:
    before = (project.root / "mkdocs.yml").read_text("utf-8")
    navigation = next(name for name in options_in(po(project)) if "nav_translations" in name)
    output = send_back(
        project,
        "ur",
        {
            "mkdocs.yml:site_name": "ٹیسٹ ہیلپ",
            "mkdocs.yml:site_description": "ہمارے تمام وعدے",
            navigation: "پہلا صفحہ",
            "mkdocs.yml#home:faq/returns": "چیز واپس بھیجیں",
            "mkdocs.yml#currencies:AED": "اماراتی درہم",
        },
    )
    assert "5 taken" in output and "changed mkdocs.yml" in output
    after = (project.root / "mkdocs.yml").read_text("utf-8")
    wanted = before.replace('site_name: "ٹیسٹ مدد"', 'site_name: "ٹیسٹ ہیلپ"')
    wanted = wanted.replace("ہوم}\n", "پہلا صفحہ}\n          site_description: ہمارے تمام وعدے\n")
    wanted = wanted.replace("واپس کریں", "چیز واپس بھیجیں").replace(
        "{AED: درہم}", "{AED: اماراتی درہم}"
    )
    assert after == wanted
    assert "5 to translate" not in project.run("translate", "status", "ur").output
    assert options_in(po(project))["mkdocs.yml:site_description"][1] == "ہمارے تمام وعدے"


def test_a_language_without_any_gets_its_own(project: Project) -> None:
    output = send_back(
        project, "hi", {"mkdocs.yml#home:faq/returns": "वापस भेजें", "mkdocs.yml:site_name": "मदद"}
    )
    assert "2 taken" in output
    text = (project.root / "mkdocs.yml").read_text("utf-8")
    assert "{locale: hi, name: हिन्दी, site_name: मदद}" in text
    assert "words: {en: Send it back, ur: واپس کریں, hi: वापस भेजें}" in text


def test_the_plural_forms_of_a_currency_are_no_text(project: Project) -> None:
    assert "mkdocs.yml#currencies:AED" not in options_in(po(project, "ar"))


def test_what_stands_elsewhere_is_refused_and_the_rest_taken(project: Project) -> None:
    config = project.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace('"ٹیسٹ مدد"', "!ENV [NAME, ٹیسٹ مدد]")
    config.write_text(text, "utf-8")
    new = {"mkdocs.yml:site_name": "نیا", "mkdocs.yml#home:faq/returns": "نیا متن"}
    output = send_back(project, "ur", new)
    assert "mkdocs.yml:site_name: the value would be read as another one; write it" in output
    assert config.read_text("utf-8") == text.replace("واپس کریں", "نیا متن")
    (project.root / "base.yml").write_text(text, "utf-8")
    config.write_text("INHERIT: base.yml\n", "utf-8")
    output = send_back(project, "ur", new)
    assert "mkdocs.yml:site_name: its place in mkdocs.yml cannot be told; write it" in output
    assert config.read_text("utf-8") == "INHERIT: base.yml\n"


def test_plugins_may_be_a_mapping(project: Project) -> None:
    config = project.root / "mkdocs.yml"
    text = (
        config.read_text("utf-8").replace("  - i18n:", "  i18n:").replace("  - kbgen:", "  /kbgen:")
    )
    config.write_text(text, "utf-8")
    new = {"mkdocs.yml:site_name": "نیا", "mkdocs.yml#home:faq/returns": "نیا متن"}
    assert "2 taken" in send_back(project, "ur", new)
    wanted = text.replace("ٹیسٹ مدد", "نیا").replace("واپس کریں", "نیا متن")
    assert config.read_text("utf-8") == wanted


def test_another_name_of_the_configuration(project: Project) -> None:
    (project.root / "mkdocs.yml").rename(project.root / "help.yml")
    assert project.run("translate", "out", "ur", "-f", "help.yml").exit_code == 0
    file = polib.pofile(str(project.root / "ur.po"))
    entry(file, "mkdocs.yml:site_name").msgstr = "نیا"
    file.save()
    output = project.run("translate", "in", "ur.po", "-f", "help.yml").output
    assert "changed help.yml" in output
    assert 'site_name: "نیا"' in (project.root / "help.yml").read_text("utf-8")


def test_a_changed_option_is_stale_with_what_it_was(project: Project) -> None:
    commit(project)
    config = project.root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("Send it back", "Send it back free"), "utf-8")
    one = entry(po(project), "mkdocs.yml#home:faq/returns")
    assert one.fuzzy and one.previous_msgid == "Send it back"


def test_what_is_recorded_of_options_and_catalogs_is_kept(project: Project) -> None:
    before = record_file(project).read_text("utf-8").splitlines()
    others = [line for line in before if line.startswith(("mkdocs.yml", "kbgen.po"))]
    assert len(others) == 5
    output = send_back(project, "ur", {"faq/returns#else:1": "ہمیں فون کریں۔"})
    assert "1 taken" in output
    assert [
        one for one in record_file(project).read_text("utf-8").splitlines() if one in others
    ] == others


def test_a_catalog_is_no_file_of_kbgen(project: Project) -> None:
    assert "Search" not in [one.msgid for one in po(project)]
    result = project.run("translate", "in", "locales/ur/LC_MESSAGES/kbgen.po")
    assert result.exit_code == 1
    assert "no text in it has an address (msgctxt)" in result.output
    assert "a catalog of the interface" in result.output
