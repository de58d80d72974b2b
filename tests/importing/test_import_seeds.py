"""Five scraped articles on customer service; they are not part of the repository."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.documents import Imported, import_into, words_of_page, words_removed, words_shown
from tests.sites import Project

SEEDS = REPOSITORY.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not here")

SOP_UR, SOP_AR, REACTIVE, SURVEY, STANDARDS_HI = (
    sorted(f.name for f in SEEDS.glob("*.txt")) if SEEDS.is_dir() else ("",) * 5
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Nahr's own site with the five articles in it."""
    root = tmp_path_factory.mktemp("seeds")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(REPOSITORY / "content", root / "content")
    return import_into(Project(root), str(SEEDS))


def test_all_are_imported(imported: Imported) -> None:
    assert imported.exit_code == 0
    assert len(imported.report["files"]) == 5


@pytest.mark.parametrize(
    ("name", "lang", "kind"),
    [
        (SOP_UR, "ur", "standard"),
        (SOP_AR, "ar", "standard"),
        (REACTIVE, "ur", "page"),
        (SURVEY, "ur", "survey"),
        (STANDARDS_HI, "hi", "standard"),
    ],
)
def test_languages_and_kinds(name: str, lang: str, kind: str, imported: Imported) -> None:
    page = imported.page(name)
    assert (page["path"].split("/")[1], page["kind"]) == (lang, kind)


def test_one_pair_and_no_other(imported: Imported) -> None:
    assert imported.pairs() == [[SOP_UR, SOP_AR]]
    assert imported.pairs(sure=False) == []
    assert imported.page(SOP_UR)["id"] == imported.page(SOP_AR)["id"]
    anchors = [
        re.findall(r"\{#([\w-]+)\}", imported.body(imported.page(n))) for n in (SOP_UR, SOP_AR)
    ]
    assert anchors[0] == anchors[1] and len(anchors[0]) == 4


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        (SOP_UR, ["تجاویز", "گاہکوں کو سنیں", "کسٹمر کی ضروریات کی توقع", "مستقل مزاجی"]),
        (SOP_AR, ["نصائح", "الاستماع إلى العملاء", "توقع احتياجات العملاء", "التناسق"]),
        (
            REACTIVE,
            [
                "رد عمل کی بنیادیں",
                "غیر فعال فوائد اور مسائل",
                "ایک فعال حکمت عملی کے ساتھ اختلافات",
                "عملی خدمت کو لاگو کرنا",
            ],
        ),
        (
            SURVEY,
            [
                "غریب کسٹمر سروس کا اثر کیا ہے؟",
                "کسٹمر فیڈریشن اہم ہے",
                "کسٹمر سروس سروے بہترین پریکٹس",
                "نمونہ کسٹمر سروس سروے",
                "کسٹمر سروس سروے",
                "سروے کا پیچھا کرنا اہم ہے",
            ],
        ),
        (STANDARDS_HI, ["आदर करना", "सामयिकता", "यथार्थवादी अपेक्षाएँ निर्धारित करें"]),
    ],
)
def test_every_heading_and_no_sentence(name: str, headings: list[str], imported: Imported) -> None:
    assert imported.headings(imported.page(name)) == headings


def test_titles(imported: Imported) -> None:
    titles = {name: imported.page(name)["title"] for name in (SOP_UR, REACTIVE, STANDARDS_HI)}
    assert titles == {
        SOP_UR: "کسٹمر سروس سٹینڈرڈ آپریٹنگ طریقہ کار",
        REACTIVE: "رشتہ دار کسٹمر سروس کیا ہے؟",
        STANDARDS_HI: "ग्राहक सेवा मानक और प्रक्रियाएं",
    }
    for name in (SOP_AR, SURVEY):
        assert any("no title found" in d["message"] for d in imported.page(name)["decisions"])


def test_the_questionnaire_is_data(imported: Imported) -> None:
    fields = imported.fields(imported.page(SURVEY))
    types = Counter(question["type"] for question in fields["questions"])
    assert types == {"statement": 7, "rating": 1, "open": 2, "commend": 1}
    text = fields["text"]
    assert [text[f"scale-{n}"] for n in range(1, 6)] == [
        "بہترین",
        "اچھی",
        "اوسط",
        "منصفانہ",
        "غریب",
    ]
    assert text["statement-1"] == "بروقت طریقے سے اسٹاف دستیاب ہے۔"
    assert text["statement-7"] == "اسٹاف بھر میں خوش تھا۔"
    assert text["overall"] == "مجموعی طور پر، آپ اپنی کسٹمر سروس کی شرح کیسے کریں گے؟"
    assert text["open-1"] == "آپ نے اپنی کسٹمر سروس کے بارے میں کیا خوب پسند کیا؟"
    assert text["open-2"] == "ہم اپنی کسٹمر سروس کیسے بہتر بنا سکتے ہیں؟"
    assert (text["commend-name"], text["commend-reason"]) == ("نام", "وجہ")


DEBRIS = {
    SOP_UR: ["فہرست کا خانہ", "Anonim"],
    SOP_AR: [],
    REACTIVE: ["فہرست کا خانہ", "Anonim", "$config[code] not found", "دن کی ویڈیو", "تمباکو نوشی"],
    SURVEY: [
        "فہرست کا خانہ",
        "ویڈیو: 2025",
        "بھی دیکھو",
        "کسٹمر سروس کے لئے 8 قواعد",
        "وفادار کسٹمر بیس",
    ],
    STANDARDS_HI: ["विषयसूची", "Anonim"],
}


@pytest.mark.parametrize("name", DEBRIS)
def test_debris_is_in_the_report_and_not_on_the_page(name: str, imported: Imported) -> None:
    page = imported.page(name)
    removed = "\n".join(one["text"] for one in page["removed"])
    for debris in DEBRIS[name]:
        assert debris in removed
        assert debris not in imported.text(page)


@pytest.mark.parametrize("name", DEBRIS)
def test_every_other_word_is_on_the_page(name: str, imported: Imported) -> None:
    page = imported.page(name)
    given = words_shown((SEEDS / name).read_text("utf-8"))
    kept = words_of_page(imported, page) + words_removed(page)
    assert given == kept


def test_drafts_do_not_stop_nahr_from_building(imported: Imported) -> None:
    project = Project(imported.root)
    project.build("--strict")
    page = imported.page(SOP_UR)["id"]
    assert not (imported.root / "site" / "ur" / page).exists()


def test_published_they_build_and_show_in_their_languages(
    imported: Imported, tmp_path: Path
) -> None:
    root = tmp_path / "published"
    shutil.copytree(imported.root, root, ignore=shutil.ignore_patterns("site"))
    config = (root / "mkdocs.yml").read_text("utf-8").replace("prove: true", "prove: false")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    names = (SOP_UR, SOP_AR, REACTIVE, SURVEY, STANDARDS_HI)
    for name in names:
        file = root / imported.page(name)["path"]
        file.write_text(file.read_text("utf-8").replace("draft: true", "draft: false"), "utf-8")
    project = Project(root)
    project.build()
    for name in names:
        page = imported.page(name)
        lang = page["path"].split("/")[1]
        html = project.html(f"{lang}/{page['id']}")
        assert f'<html lang="{lang}"' in html
        assert all(heading in html for heading in imported.headings(page))
    form = project.html(f"ur/{imported.page(SURVEY)['id']}")
    assert len(re.findall(r'type="radio" name="(?:statement-\d|overall)"', form)) == 8 * 5
    assert "منصفانہ" in form and "اسٹاف دوستانہ اور خوشگوار تھا۔" in form
