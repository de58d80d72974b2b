"""What is known of a language stands in its folder: no code, template or style names one."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.languages.language import numbering_systems, scripts

ROOT = Path(__file__).parents[2]
FILES = sorted(
    file
    for file in (*(ROOT / "kbgen").rglob("*.*"), *(ROOT / "theme").rglob("*.*"))
    if file.suffix in (".py", ".js", ".ts", ".html", ".css", ".svg")
    and not file.is_relative_to(ROOT / "kbgen/starter")
    and not file.is_relative_to(ROOT / "theme/minified")  # made of theme/scripts
    # Rules of style that are data of a language.
    and not (file.name == "style.css" and file.parent.parent == ROOT / "kbgen/languages")
)

# Hebrew to Arabic Extended-A, the scripts of India, and Arabic's presentation forms. Signs of
# currencies are no letters, and marks of direction belong to no script.
OF_SCRIPTS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufefc]")
ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{4})")
CODES = {"en", "ur", "ar", "hi", "bn", *scripts(), *numbering_systems()}
LOCALE = re.compile(rf"(?:{'|'.join(CODES)})(?:[-_][A-Z]{{2}})?")

ALLOWED = {
    "kbgen/model/locale.py": {
        "en": "ENGLISH, the language of messages",
        "latn": "LATIN, the script of English and of addresses",
        "\\u0590": "the classes R and AL of the bidirectional algorithm (UAX #9)",
    },
    "kbgen/model/home.py": {"en": "an example in the documentation of a setting"},
    "kbgen/model/judge.py": {"ur": "an example in the documentation of a setting"},
    "kbgen/model/options.py": {
        "ur": "an example in the documentation of a setting",
        "ur-PK": "an example in the documentation of a setting",
        "درہم": "an example in a message, and in the documentation of a setting",
    },
    "kbgen/resolve/locales.py": {"درہم": "an example in a message"},
    "kbgen/languages/marks.py": {"\\u0640": "tatweel, which no orthography has"},
    "kbgen/languages/bidi.py": {"\\u061c": "ALM, a mark of direction"},
    "kbgen/translations/normal.py": {"\\u061c": "ALM, a mark of direction"},
    "kbgen/languages/runs.py": {"\\u0660-\\u0669": "the class AN of UAX #9"},
    "kbgen/importing/readers/encoding.py": {
        "\\u0600": "letters that UTF-16 which was read in the wrong order hardly has",
        "\\u0620": "letters of Arabic script, which Windows-1256 encodes",
        "ة": "what Windows-1256 makes of another encoding",
    },
    "kbgen/checks/fact_words.py": {"\\u061c": "ALM, a mark of direction"},
    "kbgen/checks/link_slips.py": {
        "،": "commas and full stops of all scripts, which no address has",
        "؛": "a semicolon, which no address has",
    },
    "kbgen/facts/email.py": {"،": "a comma, which no address has"},
    "theme/scripts/search-marks.js": {"\\u0590": "the classes R and AL of UAX #9"},
    "theme/scripts/search-show.js": {"\\u0640": "tatweel, which no orthography has"},
    "theme/fonts/build.py": {"": "makes Urdu's fonts; no part of kbgen imports it"},
}
"""File → what a text of it holds → why that is of no language."""
# Latin script is named where others are compared with it; `today.js` asks for its digits.
for _name in ("lists", "text", "match", "understand", "words"):
    ALLOWED[f"theme/scripts/search-{_name}.js"] = {
        "latn": "the script of English and of addresses, which is typed for every other"
    }


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string of a program, and of each line of another file."""
    source = file.read_text("utf-8")
    if file.suffix == ".py":
        yield from _strings(source)
        return
    bare = re.sub(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", _blank, source, flags=re.S)
    bare = re.sub(r"(?<![:\\\"'])//.*", "", bare) if file.suffix in (".js", ".ts") else bare
    yield from enumerate(bare.split("\n"), 1)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _strings(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    lines = source.split("\n")
    described = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str() as text) if id(node) not in described:
                # As it is written: an escape may stand for a letter.
                written = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                is_escaped = OF_SCRIPTS.search(text) and not OF_SCRIPTS.search(written)
                yield node.lineno, written if is_escaped else text


def is_of_script(char: str) -> bool:
    return bool(OF_SCRIPTS.match(char)) and unicodedata.category(char) not in ("Sc", "Cn")


def names_of_languages(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and text of what names a language, or a letter of a script."""
    for line, text in texts(file):
        escaped = (chr(int(code, 16)) for code in ESCAPED.findall(text))
        if any(map(is_of_script, text)) or any(map(is_of_script, escaped)):
            yield line, text
    if file.suffix == ".py":
        yield from ((line, text) for line, text in texts(file) if LOCALE.fullmatch(text))
        return
    literal = re.compile(rf"(?:[\"'`]|:lang\(|\[lang[|~]?=[\"']?)({LOCALE.pattern})(?:[\"'`)\]])")
    for line, text in texts(file):
        yield from ((line, match[1]) for match in literal.finditer(text))


def found(file: Path) -> set[str]:
    name = file.relative_to(ROOT).as_posix()
    allowed = ALLOWED.get(name, {})
    return {
        f"{name}:{line}: {text.strip()}"
        for line, text in names_of_languages(file)
        if not any(_fits(text, reason) for reason in allowed)
    }


def _fits(text: str, allowed: str) -> bool:
    return text == allowed if LOCALE.fullmatch(allowed) else allowed in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_language_is_named_in_code(file: Path) -> None:
    assert found(file) == set(), "put it into kbgen/languages, or say in ALLOWED why it is of none"


def test_what_is_allowed_is_there() -> None:
    for name, reasons in ALLOWED.items():
        named = [text for _, text in names_of_languages(ROOT / name)]
        assert {one for one in reasons if not any(_fits(text, one) for text in named)} == set()


BROKEN = {
    "x.py": (
        'A = "دن"\n',
        'A = "\\u0915"\n',
        'A = r"[\\u0600-\\u06ff]"\n',
        'if lang == "ur": ...\n',
        'A = f"[{x}۔]"\n',
        'TAG = "ar_AE"\n',
    ),
    "x.js": (
        "const a = /[۔؟]/;\n",
        'if (lang === "hi") x();\n',
        "const a = /[\\u0900-\\u097f]/;\n",
    ),
    "x.css": (":lang(ur) a { color: red }\n", '[lang="ar"] { color: red }\n'),
    "x.html": ('<p lang="bn">x</p>\n', "<input pattern='[۰-۹]'>\n"),
}
SOUND = {
    "x.py": ('"""As in دن."""\n', "# دن\n", 'A = "৳₹"\n', 'A = "tr"\n'),
    "x.js": ("// دن\n", "/* دن */\n", 'const id = "id";\n'),
    "x.css": ("/* :lang(ur) */\n", ":lang(x) { color: red }\n"),
    "x.html": ("{# दिन #}\n",),
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, ts in BROKEN.items() for t in ts])
def test_a_language_in_code_is_seen(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert list(names_of_languages(tmp_path / name))


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, ts in SOUND.items() for t in ts])
def test_words_about_languages_are_no_language_in_code(
    name: str, text: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert not list(names_of_languages(tmp_path / name))
