"""A catalog that GNU msgfmt refuses is refused by kbgen, with its line, whatever Babel makes of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.source.po import check_catalog

TYPE = "Content-Type: text/plain; charset=UTF-8"
TWO = "Plural-Forms: nplurals=2; plural=(n != 1);"
ARABIC = (
    "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5);"
)
WORD = 'msgid "Home"\nmsgstr "گھر"\n'
ASCII = 'msgid "Home"\nmsgstr "Start"\n'
ONE, FORMS = 'msgid "%d day"\nmsgid_plural "%d days"\n', ("%d دن", "%d دن", "%d", "%d", "%d", "%d")


def head(*fields: str, rest: str = WORD) -> str:
    """Return a catalog with these fields in its header: the first is in line 3."""
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{f}\\n"\n' for f in fields) + f"\n{rest}"


def days(count: int, *numbers: int) -> str:
    return ONE + "".join(f'msgstr[{n}] "{FORMS[n]}"\n' for n in numbers or range(count))


# A catalog, the line in which kbgen finds a mistake (0: none), and what the message or hint says.
# Whether there is one is what `msgfmt --check` answers (gettext 0.21 to 0.26): it exits with 1, or
# warns that the charset cannot be converted.
AS_MSGFMT: dict[str, tuple[str, int, str]] = {
    "what kbgen writes": (head("Language: ur", TYPE, TWO, rest=days(2)), 0, ""),
    "in one line": (f'msgid ""\nmsgstr "{TYPE}\\n"\n\n{WORD}', 0, ""),
    "small letters": (head(TYPE.replace("UTF", "utf")), 0, ""),
    "a parameter before it": (head(TYPE.replace(";", "; format=flowed;")), 0, ""),
    "another type": (head(TYPE.replace("plain", "html")), 0, ""),
    "ASCII that is": (head(TYPE.replace("UTF-8", "ASCII"), rest=ASCII), 0, ""),
    "a fuzzy header": ("#, fuzzy\n" + head(TYPE), 0, ""),
    "a header at the end": (f"{WORD}\n" + head(TYPE, rest=""), 0, ""),
    "a line that is no field": (head(TYPE, "hello"), 0, ""),
    "the template's charset": (head(TYPE.replace("UTF-8", "CHARSET")), 3, "charset=UTF-8"),
    "the template's, fuzzy": ("#, fuzzy\n" + head(TYPE.replace("UTF-8", "CHARSET")), 4, "CHARSET"),
    "the template's, alone": (head(TYPE.replace("UTF-8", "CHARSET"), rest=""), 3, "CHARSET"),
    "no charset": (head("Language: ur", "Content-Type: text/plain"), 4, "charset=UTF-8"),
    "an empty charset": (head("Content-Type: text/plain; charset="), 3, "charset=UTF-8"),
    "no Content-Type": (head("Language: ur"), 3, "charset=UTF-8"),
    "an empty header": (head(), 2, "charset=UTF-8"),
    "an unknown charset": (head(TYPE.replace("UTF-8", "FOO-9")), 3, "FOO-9"),
    "UTF-16": (head(TYPE.replace("UTF-8", "UTF-16")), 3, "UTF-16"),
    "utf8": (head(TYPE.replace("UTF-8", "utf8")), 3, "charset=UTF-8"),
    "ASCII that is not": (head(TYPE.replace("UTF-8", "ASCII")), 3, "ASCII"),
    "Charset=": (head(TYPE.replace("c", "C")), 3, "charset=UTF-8"),
    "more after the charset": (head(f"{TYPE}; a=b"), 3, "UTF-8;"),
    "two headers": (head(TYPE, rest=head(TYPE)), 5, "line 1"),
    "a header with a context": (f'msgctxt "x"\n{head(TYPE)}', 1, "msgctxt"),
    "a header with a plural": (
        head(TYPE, TWO).replace('msgstr ""', 'msgid_plural ""\nmsgstr[0] ""'),
        1,
        "msgid_plural",
    ),
    "an entry twice": (head(TYPE, rest=f"{WORD}\n{WORD}"), 8, "line 5"),
    "one entry in two contexts": (head(TYPE, rest=f'{WORD}\nmsgctxt "x"\n{WORD}'), 0, ""),
    "plurals of Arabic": (head(TYPE, ARABIC, rest=days(6)), 0, ""),
    "a rule without plurals": (head(TYPE, TWO), 0, ""),
    "a rule in two lines": (
        head(TYPE, TWO, rest=days(2)).replace("2; ", '2; "\n"'),
        0,
        "",
    ),
    "the rule first": (head(TYPE, "Plural-Forms: plural=n!=1; nplurals=2;", rest=days(2)), 0, ""),
    "no last semicolon": (head(TYPE, TWO[:-1], rest=days(2)), 0, ""),
    "more after the rule": (head(TYPE, f"{TWO} x", rest=days(2)), 0, ""),
    "a form that is never chosen": (head(TYPE, "Plural-Forms: nplurals=2; plural=0;", rest=days(2)), 0, ""),
    "plurals without a rule": (head(TYPE, rest=days(2)), 3, "nplurals= and plural="),
    "plurals without a header": (days(2), 1, "header"),
    "plurals that are not translated": (head(TYPE, rest=ONE + 'msgstr[0] ""\nmsgstr[1] ""\n'), 0, ""),
    "plurals that are fuzzy": (head(TYPE, rest=f"#, fuzzy\n{days(2)}"), 0, ""),
    "plurals that are obsolete": (head(TYPE, rest=days(2).replace("msg", "#~ msg")), 0, ""),
    "the template's rule": (
        head(TYPE, "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;"), 4, "number"),
    "no nplurals": (head(TYPE, "Plural-Forms: plural=n != 1;", rest=days(2)), 4, "nplurals="),
    "no plural": (head(TYPE, "Plural-Forms: nplurals=2;", rest=days(2)), 4, "need plural="),
    "spaces around =": (head(TYPE, "Plural-Forms: nplurals = 2; plural = 0;", rest=days(2)), 4, "need"),
    "no form": (head(TYPE, "Plural-Forms: nplurals=0; plural=0;"), 4, "allows none"),
    "less than none": (head(TYPE, "Plural-Forms: nplurals=-1; plural=0;"), 4, "number"),
    "an open bracket": (head(TYPE, "Plural-Forms: nplurals=2; plural=(n != 1;"), 4, "(n != 1"),
    "no rule after plural=": (head(TYPE, "Plural-Forms: nplurals=2; plural=;"), 4, "plural="),
    "Python": (head(TYPE, "Plural-Forms: nplurals=2; plural=n and 1;"), 4, "and"),
    "an assignment": (head(TYPE, "Plural-Forms: nplurals=2; plural=n = 1;"), 4, "n = 1"),
    "more after the expression": (head(TYPE, "Plural-Forms: nplurals=2; plural=(n != 1) x;"), 4, "x"),
    "a form too high": (head(TYPE, "Plural-Forms: nplurals=3; plural=n;"), 4, "3 for n=3"),
    "a form below 0": (head(TYPE, "Plural-Forms: nplurals=2; plural=n-1;"), 4, "-1 for n=0"),
    "a division by zero": (head(TYPE, "Plural-Forms: nplurals=2; plural=1/n;"), 4, "n=0"),
    "fewer forms than the header says": (head(TYPE, TWO, rest=days(1)), 6, "nplurals=2"),
    "more forms than the header says": (
        head(TYPE, "Plural-Forms: nplurals=1; plural=0;", rest=days(2)), 6, "nplurals=1"),
    "two forms in Arabic": (head(TYPE, ARABIC, rest=days(2)), 6, "msgstr[5]"),
    "a number left out": (head(TYPE, TWO, rest=days(2, 0, 2)), 9, "msgstr[1]"),
    "numbers from 1": (head(TYPE, TWO, rest=days(2, 1, 2)), 8, "msgstr[0]"),
    "a plural without numbers": (head(TYPE, TWO, rest=f'{ONE}msgstr "x"\n'), 8, "msgstr[0]"),
}  # fmt: skip
# What msgfmt takes and kbgen does not, or the other way round: decision 0017.
ELSE: dict[str, tuple[str, int, str]] = {
    "no header": (WORD, 0, ""),
    "another charset, in ASCII": (head(TYPE.replace("UTF-8", "CP1256"), rest=ASCII), 3, "CP1256"),
    "another charset": (head(TYPE.replace("UTF-8", "CP1256")), 3, "CP1256"),
    "two charsets": (head(TYPE, TYPE.replace("UTF-8", "CP1256")), 4, "twice"),
    "two rules": (head(TYPE, TWO, ARABIC, rest=days(2)), 5, "twice"),
}


@pytest.mark.parametrize("name", AS_MSGFMT | ELSE)
def test_a_mistake_has_its_line_and_a_hint(name: str) -> None:
    text, line, says = (AS_MSGFMT | ELSE)[name]
    findings = check_catalog(text, "ur.po")
    assert [f.span.line for f in findings[:1]] == ([line] if line else [])
    for finding in findings:
        assert finding.message.startswith("not a valid catalog: ")
        assert finding.hint
    assert not findings or says in f"{findings[0].message} {findings[0].hint}"


@pytest.mark.parametrize("name", AS_MSGFMT | ELSE)
def test_msgfmt_is_of_the_same_opinion(name: str, tmp_path: Path) -> None:
    if not (msgfmt := shutil.which("msgfmt")):
        pytest.skip("no msgfmt (GNU gettext)")
    text, line, _ = (AS_MSGFMT | ELSE)[name]
    (tmp_path / "ur.po").write_text(text, "utf-8")
    command = (msgfmt, "--check", "-o", tmp_path / "ur.mo", tmp_path / "ur.po")
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C"})
    refused = run.returncode != 0 or "Charset " in run.stderr
    assert (refused == bool(line)) == (name in AS_MSGFMT), run.stderr


def test_the_column_is_that_of_the_charset_in_its_line() -> None:
    text = f'msgid ""\nmsgstr ""\n"Language: ur\\n"\n  "{TYPE.replace("UTF-8", "X")}\\n"\n'
    assert str(check_catalog(text, "ur.po")[0].span) == "ur.po:4:38"


LINES = st.sampled_from(
    [
        *AS_MSGFMT["what kbgen writes"][0].splitlines(),
        'msgstr[1] "',
        '"',
        "#, fuzzy",
        "msgctxt",
        "#~ x",
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=12))
def test_no_text_is_too_strange(lines: list[str]) -> None:
    for finding in check_catalog("\n".join(lines), "ur.po"):
        assert 1 <= finding.span.line <= len(lines)
