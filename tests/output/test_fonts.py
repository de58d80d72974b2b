"""The fonts that travel with the theme: what they have, that they shape as the whole fonts do."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kbgen.build.project import open_project
from kbgen.mkdocs.driver import load
from kbgen.model.finding import Finding
from kbgen.source.fonts import characters, read_coverage
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import Project

FONTS = REPOSITORY / "theme/fonts"
CSS = (REPOSITORY / "kbgen/languages/ur/style.css").read_text("utf-8")
MANIFEST: dict[str, Any] = json.loads((FONTS / "manifest.json").read_text("utf-8"))
FILES: list[dict[str, Any]] = MANIFEST["files"]
SHAPING = json.loads((REPOSITORY / "tests/shaping.json").read_text("utf-8"))
LARGEST = 120_000

# CLDR 48, main/ur.xml: exemplarCharacters of each type, without ASCII.
EXEMPLARS = {
    "main": "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ہ ھ ء ی ے",
    "auxiliary": "؀ ؁ ؂ ؃ \u200c \u200d \u200e \u200f ً ٌ ٍ َ ُ ِ ّ ْ ٔ ٖ ٗ ٘ ٰ أ آ ں ؤ ۂ ۃ ئ ٻ ة ٺ ټ ٽ ه ي",
    "punctuation": "، ؍ ٫ ٬ ؛ ؟ ۔",
    "numbers": "\u200e ‑ ٫ ٬ ‰ ۰ ۱ ۲ ۳ ۴ ۵ ۶ ۷ ۸ ۹",
}


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kbgen_fonts_build", FONTS / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load_build()


def of_file(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_every_font_is_in_the_manifest() -> None:
    assert {file.name for file in FONTS.glob("*.woff2")} == {entry["file"] for entry in FILES}


@pytest.mark.parametrize("entry", FILES, ids=of_file)
def test_the_manifest_says_what_a_file_is(entry: dict[str, Any]) -> None:
    file = FONTS / entry["file"]
    assert entry["sha256"] == sha256(file)
    assert entry["bytes"] == file.stat().st_size
    assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
    licence = (FONTS / entry["licence"]).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright" in licence
    assert "Reserved Font Name" not in licence.partition("-----")[0]


def test_a_first_visit_stays_within_what_was_promised() -> None:
    weight = {(e["family"], e["weight"]): e["bytes"] for e in FILES}
    assert weight["KB Nastaliq", 400] <= LARGEST
    assert weight["KB Naskh", 400] + weight["KB Naskh", 700] <= LARGEST / 3


@pytest.mark.parametrize("entry", FILES, ids=of_file)
@pytest.mark.parametrize("kind", EXEMPLARS)
def test_a_font_has_the_letters_of_urdu(entry: dict[str, Any], kind: str) -> None:
    has = characters(entry["unicode_range"])
    left = {"‑", "‰"} if kind == "numbers" else set()
    assert set(EXEMPLARS[kind].replace(" ", "")) - has == left
    assert left <= read_coverage(FONTS / "manifest.json")["ur"]


@pytest.mark.parametrize("entry", FILES, ids=of_file)
def test_a_font_has_every_letter_of_the_content(entry: dict[str, Any]) -> None:
    shown = characters(entry["unicode_range"]) | characters(MANIFEST["system"]["ur"])
    text = "".join(build.read_texts())
    assert len(text) > 50_000
    assert {f"U+{ord(c):04X}" for c in set(text) - shown} <= {"U+000A"}


def rules() -> list[str]:
    return re.findall(r"@font-face \{(.*?)\n\}", CSS, re.S)


@pytest.mark.parametrize("entry", FILES, ids=of_file)
def test_the_style_sheet_loads_a_font_for_its_letters_alone(entry: dict[str, Any]) -> None:
    [rule] = [rule for rule in rules() if entry["file"] in rule]
    assert f"unicode-range: {', '.join(entry['unicode_range'])};" in rule
    assert f'font-family: "{entry["family"]}";' in rule
    assert f"font-weight: {entry['weight']};" in rule
    assert "font-display: optional;" in rule
    # An installed font comes before the download.
    assert rule.index("local(") < rule.index("url(")


def test_the_style_sheet_names_no_side_and_no_other_host() -> None:
    assert not re.search(r"(?:left|right|https?:)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))


@pytest.mark.parametrize("name", SHAPING)
def test_a_font_shapes_words_as_the_whole_font_was_seen_to(name: str) -> None:
    recorded = SHAPING[name]
    assert len(recorded) > 300
    shaper = build.Shaper((FONTS / name).read_bytes())
    assert {word: shaper.summary(word) for word in recorded} == recorded


def test_a_lost_letter_would_be_seen() -> None:
    whole = (FONTS / "noto-naskh-urdu-400.woff2").read_bytes()
    without = build.make_subset(whole, [ord(c) for c in "کوی "])
    shaper = build.Shaper(without)
    recorded = SHAPING["noto-naskh-urdu-400.woff2"]
    wrong = [word for word in recorded if shaper.summary(word) != recorded[word]]
    assert len(wrong) > len(recorded) / 2


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> dict[Any, Path]:
    """The whole fonts, unpacked, by package."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed, so the whole fonts cannot be fetched")
    folder = tmp_path_factory.mktemp("npm")
    try:
        return {
            package: build.fetch(package, folder) for package in {f.package for f in build.FACES}
        }
    except SystemExit as problem:
        pytest.skip(f"the whole fonts cannot be fetched: {problem}")


@pytest.mark.parametrize("face", build.FACES, ids=lambda face: face.file)
def test_a_font_shapes_every_word_as_the_whole_font(face: Any, downloads: dict[Any, Path]) -> None:
    source = downloads[face.package] / face.source
    assert sha256(source) == face.sha256
    whole = build.Shaper(source.read_bytes())
    ours = build.Shaper((FONTS / face.file).read_bytes())
    words = build.words(build.read_texts())
    assert len(words) > 1000
    assert [word for word in words if whole.shape(word) != ours.shape(word)] == []


# Naskh alone: the Nastaliq takes ten seconds to cut.
@pytest.mark.parametrize("face", build.FACES[1:], ids=lambda face: face.file)
def test_the_script_makes_the_same_bytes_again(face: Any, downloads: dict[Any, Path]) -> None:
    if MANIFEST["made_with"] != {tool: version(tool) for tool in MANIFEST["made_with"]}:
        pytest.skip(f"the fonts were made with {MANIFEST['made_with']}")
    source = (downloads[face.package] / face.source).read_bytes()
    made = build.make_subset(source, build.needed(build.read_texts()))
    assert hashlib.sha256(made).hexdigest() == sha256(FONTS / face.file)
    assert [entry for entry in FILES if entry["file"] == face.file] == [build.entry(face, made)]
    assert build.face_rule(face, made) in CSS


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.woff2").write_bytes(b"other")
    package = build.NASTALIQ
    with pytest.raises(SystemExit, match=r"a\.woff2 of @fontsource/.* is not the file that was"):
        build.verified(tmp_path / "a.woff2", "0" * 64, package)
    with pytest.raises(SystemExit, match=r"has no b\.woff2"):
        build.verified(tmp_path / "b.woff2", "0" * 64, package)


def test_without_npm_the_script_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"npm is not installed.*Install Node\.js"):
        build.fetch(build.NASTALIQ, tmp_path)


def findings(project: Project) -> list[Finding]:
    """Return what the rule finds in a project."""
    settings = load(project.root / "mkdocs.yml").settings
    settings = replace(settings, fonts=FONTS / "manifest.json")
    found = open_project(settings, is_complete=True)[1]
    return [finding for finding in found if finding.code == "KB471"]


def page(title: str, body: str, lang: str = "ur") -> str:
    return (
        f"-- content/en/a.md --\n---\ntitle: A\n---\nText.\n"
        f"-- content/{lang}/a.md --\n---\ntitle: {title}\n---\n{body}\n"
    )


CATALOG = """\
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

# a remark: ٶ
msgid "Home"
msgstr "گھرٶ"
"""
# What is written where, and the places that are named.
ABSENT = {
    "a letter of Kashmiri": (page("ا", "یہ ٶ ہے اور ٶ۔"), ["content/ur/a.md:4:4"]),
    "a symbol": (page("ا", "یہ ✓ ہے۔"), ["content/ur/a.md:4:4"]),
    "in a title": (page("ا ✓", "یہ۔"), ["content/ur/a.md:2:8"]),
    "in a fact": ("-- content/facts.yml --\nword: {text: {en: a, ur: ٶ, ar: ٶ, hi: a}}\n", ["content/facts.yml:1:1"]),
    "in a branch": ("-- content/branches/a.yml --\nname: {en: A, ur: ٶ}\nregion: AE\n", ["content/branches/a.yml:1:1"]),
    "in a translation": (CATALOG, ["locales/ur/LC_MESSAGES/kbgen.po:6:1"]),
}  # fmt: skip
COVERED = {
    "letters, marks, digits": page("آ", "گُلِ لالہ، ٪۱۲۳؛ دفعتاً حضرتؓ ۂ ۃ ئے ؤ ٹڈڑںےہھ؟"),
    "what is left to Latin fonts": page("ا", "“Café” – ‘Zürich’ — 5 × 3 … €20 ₹30"),
    "a word of Hindi": page("ا", "हिन्दी میں پڑھیں۔"),
    "marks without a shape": page("ا", "\u2068+971\u2069 \u200eہے۔"),
    "code": page("ا", "`✓` لکھیں۔"),
    "another language": page("ا", "هذا ✓ نص.", "ar"),
}


@pytest.mark.parametrize("name", ABSENT)
def test_a_character_that_no_font_has_is_found(name: str, site: MakeSite) -> None:
    text, places = ABSENT[name]
    assert [str(finding.span) for finding in findings(site(text))] == places


@pytest.mark.parametrize("name", COVERED)
def test_a_character_that_is_shown_is_left_alone(name: str, site: MakeSite) -> None:
    assert findings(site(COVERED[name])) == []


def test_the_message_names_the_character_and_what_to_do(site: MakeSite) -> None:
    [finding] = findings(site(page("ا", "یہ ٶ ہے۔")))
    assert "'ٶ' (U+0676 ARABIC LETTER HIGH HAMZA WAW)" in finding.message
    assert "theme/fonts/build.py" in finding.hint


def test_a_wrong_letter_has_one_finding_not_two(site: MakeSite) -> None:
    assert findings(site(page("ا", "سﻻم Ø§Ù„۔"))) == []


@pytest.mark.parametrize("folder", ["", "kbgen/starter"])
def test_our_own_sites_need_no_other_font(folder: str) -> None:
    assert findings(Project(REPOSITORY / folder)) == []
