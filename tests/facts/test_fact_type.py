"""A type of fact is one file and one line in the tuple: a copy of kbgen is given one more."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kbgen.facts.all import TYPES
from tests.conftest import REPOSITORY
from tests.sites import WITH_BENGALI, Project, reported, write_site

LANGS = ("en", "ur", "ar", "hi", "bn")
TITLES = ("The way", "راستہ", "الطريق", "रास्ता", "পথ")
LEDGER = f"""\
-- mkdocs.yml --
{WITH_BENGALI}\
-- content/facts.yml --
depot:
  distance: 5 km
  varies: branch
  label: {{en: Depot, ur: ڈپو, ar: المستودع, hi: डिपो, bn: ডিপো}}
walk: {{distance: 400-600 m}}
"""
BRANCHES = """\
-- content/branches/dubai.yml --
name: {en: Dubai, ur: دبئی, ar: دبي, hi: दुबई, bn: দুবাই}
region: AE
-- content/branches/riyadh.yml --
name: {en: Riyadh, ur: ریاض, ar: الرياض, hi: रियाद, bn: রিয়াদ}
region: SA
differs:
  depot:
    distance: 1000 m
    reason: {en: A new depot, ur: نیا ڈپو, ar: مستودع جديد, hi: नया डिपो, bn: নতুন ডিপো}
"""
FAR = {
    "en": "The depot is {{ depot }} away; walk {{ walk }}.",
    "ur": "ڈپو {{ depot }} دور ہے؛ پیدل {{ walk }}۔",
    "ar": "يبعد المستودع {{ depot }}؛ وسيرًا {{ walk }}.",
    "hi": "डिपो {{ depot }} दूर है; पैदल {{ walk }}।",
    "bn": "ডিপো {{ depot }} দূরে; হেঁটে {{ walk }}।",
}
# CLDR 47: length-kilometer and length-meter, long, in en_AE, ur_PK, ar_AE, hi_IN and bn_BD.
WORDS = {
    "en": ("5 kilometers", "400 to 600 meters", "1,000 meters"),
    "ur": ("5 کلو میٹر", "400 سے 600 میٹر", "1,000 میٹر"),
    "ar": ("5 كيلومترات", "400 إلى 600 متر", "1,000 متر"),
    "hi": ("5 किलोमीटर", "400 से 600 मीटर", "1,000 मीटर"),
    "bn": ("5 কিলোমিটার", "400 থেকে 600 মিটার", "1,000 মিটার"),
}
BY_HAND = {
    "en": "The depot is 5 km away; walk {{ walk }}.",
    "ur": "ڈپو ۵ کلومیٹر دور ہے؛ پیدل {{ walk }}۔",
    "ar": "يبعد المستودع 5 كيلومترات؛ وسيرًا {{ walk }}.",
    "hi": "डिपो ५ किलोमीटर दूर है; पैदल {{ walk }}।",
    "bn": "ডিপো ৫ কিলোমিটার দূরে; হেঁটে {{ walk }}।",
}


def pages(texts: dict[str, str]) -> str:
    return "".join(
        f"-- content/{lang}/way.md --\n---\ntitle: {title}\n---\n{texts[lang]}\n"
        for lang, title in zip(LANGS, TITLES, strict=True)
        if lang in texts
    )


@dataclass(frozen=True)
class Copy:
    """A copy of kbgen that has the type `distance`."""

    folder: Path

    def run(self, project: Project, *args: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(self.folder), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "kbgen", *args]
        return subprocess.run(
            command, cwd=project.root, env=environment, capture_output=True, text=True
        )


@pytest.fixture(scope="module")
def kbgen(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("copy")
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "kbgen", folder / "kbgen", ignore=leave)
    for name in ("theme", "locales"):
        if not (folder / "kbgen" / name).exists():
            (folder / name).symlink_to(REPOSITORY / name)
    shutil.copy(REPOSITORY / "tests/distance.py", folder / "kbgen/facts/distance.py")
    types = folder / "kbgen/facts/all.py"
    text = types.read_text("utf-8")
    first = "from kbgen.facts.duration import DURATION\n"
    assert first in text and "    DURATION,\n" in text
    text = text.replace(first, f"from kbgen.facts.distance import DISTANCE\n{first}")
    types.write_text(text.replace("    DURATION,\n", "    DURATION,\n    DISTANCE,\n"), "utf-8")
    return Copy(folder)


@pytest.fixture(scope="module")
def built(kbgen: Copy, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_site(tmp_path_factory.mktemp("far") / "project", LEDGER + BRANCHES + pages(FAR))
    result = kbgen.run(project, "build", "--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


Write = Callable[[str], Project]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return lambda text: write_site(tmp_path / "project", text)


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069\u202c\u202d]", "", text).replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGS)
def test_readers_are_told_it_in_their_language(lang: str, built: Project) -> None:
    prefix = "" if lang == "en" else f"{lang}/"
    far, walk, at_branch = WORDS[lang]
    page = plain(built.text(f"{prefix}way"))
    assert far in page and walk in page
    branch = plain(built.text(f"{prefix}branches/riyadh"))
    assert at_branch in branch and far in branch


@pytest.mark.parametrize("lang", LANGS)
def test_programs_are_told_it_as_data(lang: str, built: Project) -> None:
    prefix = "" if lang == "en" else f"{lang}/"
    file = built.root / "site" / prefix / "api/answers.json"
    answers: dict[str, Any] = {a["id"]: a for a in json.loads(file.read_text("utf-8"))["answers"]}
    depot, walk = answers["way"]["facts"]
    words = WORDS[lang]
    assert (depot["type"], depot["value"], depot["unit"]) == ("distance", 5, "km")
    assert walk["value"] == {"min": 400, "max": 600}
    assert [plain(depot["words"]), plain(walk["words"])] == list(words[:2])
    [other] = answers["way"]["differences"]
    assert (other["branch"], other["value"], other["unit"]) == ("riyadh", 1000, "m")


def test_verify_proves_it_and_sees_what_was_tampered_with(kbgen: Copy, built: Project) -> None:
    result = kbgen.run(built, "verify", "site")
    assert result.returncode == 0, result.stdout + result.stderr
    other = Project(built.root.parent / "other")
    shutil.copytree(built.root, other.root)
    page = other.root / "site/ar/way/index.html"
    page.write_text(page.read_text("utf-8").replace("5 كيلومترات", "6 كيلومترات"), "utf-8")
    assert kbgen.run(other, "verify", "site").returncode == 1


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_found_in_prose_where_the_ledger_has_it(lang: str, kbgen: Copy, write: Write) -> None:
    project = write(LEDGER + pages(FAR | {lang: BY_HAND[lang]}))
    result = kbgen.run(project, "check")
    place = (f"content/{lang}/way.md:4:", "error", "KB401", "'")
    found = reported(result.stdout + result.stderr)
    assert any(all(f.startswith(p) for f, p in zip(one, place, strict=True)) for one in found), (
        found
    )


def test_two_languages_that_say_another_distance_contradict(kbgen: Copy, write: Write) -> None:
    texts = {"en": "7 km.", "ur": "7 کلومیٹر۔", "ar": "9 كيلومترات.", "hi": "7 किलोमीटर।"}
    found = reported(kbgen.run(write(pages(texts)), "check").stdout)
    codes = [(place, code) for place, _, code, _ in found if code == "KB402"]
    assert codes == [("content/ar/way.md:4:1", "KB402")]


@pytest.mark.parametrize(
    ("written", "at", "says"),
    [
        ("depot: {distance: 5 parsecs}", "1:19", "unknown unit 'parsecs'"),
        ("depot: {distance: far}", "1:19", "'far' is not a distance; write a number and a unit"),
        ("depot: {distance: -5 km}", "1:19", "a distance cannot be negative"),
        ("depot:\n  distance: 9-5 km", "2:13", "the range runs backwards; write 5-9"),
        ("depot: {distance: [5 km]}", "1:19", "write it like this: 5 km"),
    ],
)
def test_a_mistake_is_reported_at_its_place(
    written: str, at: str, says: str, kbgen: Copy, write: Write
) -> None:
    project = write(f"-- content/facts.yml --\n{written}\n")
    found = [f for f in reported(kbgen.run(project, "check").stdout) if f[2] == "KB202"]
    assert [place for place, *_ in found] == [f"content/facts.yml:{at}"]
    assert says in found[0][3]


def test_it_is_in_messages_schemas_and_imports(kbgen: Copy, write: Write) -> None:
    project = write(f"{LEDGER}none: {{}}\nalone: 5 km\n" + pages(FAR))
    result = kbgen.run(project, "check")
    assert "duration, distance, money" in result.stdout
    assert "write {distance: 5 km}" in result.stdout
    kbgen.run(project, "schema")
    schema = json.loads((project.root / "schemas/facts.schema.json").read_text("utf-8"))
    assert schema["additionalProperties"]["properties"]["distance"]["description"] == "5 km"
    (project.root / "depot.txt").write_text("The depot\n\nIt is 12 km from the shop.\n", "utf-8")
    result = kbgen.run(project, "import", "depot.txt", "--dry-run", "--lang", "en")
    assert "{distance: 12 km}" in result.stdout, result.stdout + result.stderr


@pytest.mark.parametrize("name", [one.name for one in TYPES])
def test_each_type_stands_in_a_file_of_its_own(name: str) -> None:
    text = (REPOSITORY / f"kbgen/facts/{name}.py").read_text("utf-8")
    assert text.startswith(f'"""{name}: ')
