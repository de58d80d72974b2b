"""A kind of page is one file, one line in the tuple and a template: all else follows from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kbgen.kinds import KINDS, kind_named, kind_of, listed_kinds
from kbgen.kinds.branch import BRANCH
from kbgen.kinds.kind import Contents, Kind, PageData, Thing
from kbgen.model.article import Article
from kbgen.model.finding import Finding, error
from kbgen.model.front_matter import Date, Line, PageMeta
from kbgen.model.home import ICONS
from kbgen.model.message import msg
from kbgen.resources import folder
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project


class RecallMeta(PageMeta):
    """A product that is called back."""

    batch: Line | None = None
    since: Date | None = None
    until: Date | None = None

    @property
    def in_force(self) -> date | None:
        return self.since

    @property
    def last_day(self) -> date | None:
        return self.until


def check_recall(page: Article) -> Iterator[Finding]:
    if isinstance(page.meta, RecallMeta) and page.meta.batch is None:
        yield error("KB460", page.where(), msg("this recall names no batch"), msg("add batch: A17"))


def recall(page: PageData) -> Iterator[Thing]:
    yield {
        "@type": "SpecialAnnouncement",
        "name": page.title,
        "url": page.url,
        "text": page.sections[0].text,
        "category": "",
    }


def recognize(found: Contents) -> str:
    return "it has one heading" if found.headings == 1 else ""


NOTICE_OF_RECALL = Kind(
    name="recall",
    noun="a recall",
    folder="recalls",
    model=RecallMeta,
    title="Recalls",
    summary="Products that we take back.",
    nothing="Nothing is called back.",
    icon="alert",
    card="kb/recall.html",
    is_task=True,
    weight=0.9,
    describe=recall,
    check=check_recall,
    recognize=recognize,
    needs="a recall needs `batch:`",
)
SITE = f"""\
-- mkdocs.yml --
{
    CONFIG.replace("font: false", "font: false, custom_dir: over").replace(
        "- kbgen", "- kbgen: {checks: {KB460: {recall: warning}, KB421: off}}"
    )
}
-- over/kb/recall.html --
<p class="recall">{{{{ kb.meta.batch | e }}}} / {{{{ kb.date(kb.meta.since) }}}}</p>
-- content/facts.yml --
window: {{duration: 14 days}}
-- content/en/recalls/kettle.md --
---
title: Kettle K2
description: The handle may break.
batch: A17
since: 2026-01-05
until: 2199-01-01
---
Bring it back within {{{{ window }}}}.
-- content/ur/recalls/kettle.md --
---
title: کیتلی K2
---
{{{{ window }}}} کے اندر واپس لائیں۔
-- content/en/recalls/lamp.md --
---
title: Lamp
since: 2020-01-01
---
Bring it back.
-- content/en/recalls/old.md --
---
title: Old iron
batch: A1
since: 2019-01-01
until: 2020-01-01
---
Bring it back.
-- content/en/faq/pin.md --
---
title: PIN
---
Answers.
"""


@pytest.fixture
def project(monkeypatch: pytest.MonkeyPatch, site: MakeSite) -> Project:
    monkeypatch.setattr("kbgen.kinds.KINDS", (*KINDS[:-1], NOTICE_OF_RECALL, KINDS[-1]))
    return site(SITE)


def test_its_pages_are_built_listed_and_published(project: Project) -> None:
    root = project.build("--jobs", "1", "--as-of", "2026-11-29")

    assert "A17 / 5 January 2026" in project.text("recalls/kettle")
    # A translation takes from the source page what is no language.
    assert "A17 / 5 جنوری، 2026" in project.text("ur/recalls/kettle")

    shown = project.html("recalls")
    assert "Products that we take back." in shown
    titles = re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a>", shown)
    assert titles == ["Kettle K2", "Lamp"]  # one is over

    home = project.html("")
    menu = re.findall(r'href="(recalls|faq|search)/"', home)
    assert menu.index("faq") < menu.index("recalls")
    assert re.search(r'icons[^"]*#alert.*?Kettle K2', home, re.S)  # a task of the home page

    answers = json.loads((root / "api/answers.json").read_text("utf-8"))["answers"]
    recalls = {one["id"]: one for one in answers if one["kind"] == "recall"}
    assert recalls.keys() == {"recalls/kettle", "recalls/lamp", "recalls/old"}
    assert recalls["recalls/kettle"]["effective"] == "2026-01-05"
    assert recalls["recalls/kettle"]["valid_until"] == "2199-01-01"
    assert [fact["id"] for fact in recalls["recalls/kettle"]["facts"]] == ["window"]

    assert recalls["recalls/lamp"]["effective"] == "2020-01-01"


def test_it_is_found_and_described(project: Project) -> None:
    root = project.build("--jobs", "1", "--as-of", "2026-11-29")
    files = (root / "search/index.json").read_text("utf-8")
    assert '"recalls/kettle/","Kettle K2","recall"' in files
    assert "recalls/old/" not in files
    labels = re.findall(r'<p data-kind="(\w+)">(.*?)</p>', project.html("search"))
    assert ("recall", "Recalls") in labels

    data = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', project.html("recalls/kettle")
    )
    assert data
    found = {thing["@type"]: thing for thing in json.loads(data[1])["@graph"]}
    assert found["SpecialAnnouncement"] == {
        "@type": "SpecialAnnouncement",
        "name": "Kettle K2",
        "url": "https://help.example.com/recalls/kettle/",
        "text": "Bring it back within 14 days.",
    }


def test_its_own_rule_is_run_and_its_name_stands_in_settings(project: Project) -> None:
    found = [f for f in project.check(sameness=True) if f["code"] == "KB460"]
    assert [(f["path"], f["severity"]) for f in found] == [
        ("content/en/recalls/lamp.md", "warning")
    ]
    page = project.root / "content/ur/recalls/kettle.md"
    page.write_text(page.read_text("utf-8").replace("---\n", "---\nbatch: A17\n", 1), "utf-8")
    assert "KB105" in {f["code"] for f in project.check()}


def test_documents_are_imported_as_it(project: Project) -> None:
    lines = "# Toaster\n\nThe toaster may burn.\n\n## What to do\n\nBring it to our shop.\n"
    (project.root / "toaster.md").write_text(lines, "utf-8")
    imported = project.run("import", "toaster.md")
    assert imported.exit_code == 0, imported.output
    assert "a recall in English" in imported.output and "a recall needs `batch:`" in imported.output
    assert (project.root / "content/en/recalls/toaster.md").exists()
    refused = project.run("import", "toaster.md", "--kind", "recal")
    assert refused.exit_code == 2 and "'recall'" in refused.output


def test_editors_complete_its_fields(project: Project) -> None:
    assert project.run("schema", "--into", "schemas").exit_code == 0
    schema = json.loads((project.root / "schemas/front-matter.schema.json").read_text("utf-8"))
    assert {"batch", "since", "until"} <= schema["properties"].keys()


@pytest.mark.parametrize("kind", (*KINDS, BRANCH), ids=lambda kind: kind.name)
def test_a_kind_is_whole(kind: Kind) -> None:
    assert kind_named(kind.name) is kind
    assert kind.icon in ICONS
    assert not kind.card or (folder("theme") / kind.card).is_file()
    assert bool(kind.folder) == bool(kind.title) == bool(kind.summary)


def test_no_two_kinds_are_alike() -> None:
    kinds = (*KINDS, BRANCH)
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert len({kind.folder for kind in listed_kinds()}) == len(kinds) - 1


@pytest.mark.parametrize(
    ("page_id", "name"),
    [
        ("index", "page"),
        ("faq", "page"),
        ("faq/index", "faq"),
        ("policies/deep/returns", "policy"),
        ("about/faq/x", "page"),
        ("branches/index", "page"),
    ],
)
def test_the_first_folder_tells_the_kind(page_id: str, name: str) -> None:
    assert kind_of(page_id).name == name


def test_no_other_file_names_a_kind() -> None:
    """No other code compares kinds by their names: everything about a kind is in its record."""
    names = "|".join(kind.name for kind in KINDS if kind.folder)
    compared = re.compile(rf"""kind (?:[!=]=|in) .?["'](?:{names})["']""")
    root = Path(__file__).parents[2]
    files = [*(root / "kbgen").rglob("*.py"), *(root / "theme").rglob("*.html")]
    assert [file.name for file in files if compared.search(file.read_text("utf-8"))] == []
