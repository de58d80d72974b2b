"""Doubts are told apart from errors and warnings, and settled by receipts."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kbgen.model.doubt import doubts_in, pieces_of
from kbgen.model.finding import ComparedText, Comparison, Finding, Span, error, warning
from kbgen.model.message import msg, verbatim
from kbgen.report.doubts import doubt_text
from kbgen.report.github import to_github
from kbgen.report.json import to_json
from kbgen.report.sarif import to_sarif
from kbgen.report.text import summary, to_text
from tests.conftest import MakeSite
from tests.doubt_site import ADDRESS, CONTRADICTED, DOUBT, TWO, edit, record

AT = Span("content/ur/faq/x.md", 3)


def compared(block: str = "1", digest: str = "a", marked: tuple[int, int] = (0, 1)) -> Comparison:
    source = ComparedText("en", "Only members may.", f"{digest}1", AT, (marked,))
    return Comparison(
        "faq/x", "s", block, source, ComparedText("ur", "ممبران کر سکتے ہیں۔", f"{digest}2", AT)
    )


def doubt(message: str = "doubt", of: Comparison | None = None) -> Finding:
    return replace(warning("KB412", AT, verbatim(message)), compared=of or compared())


def contradiction(of: Comparison | None = None) -> Finding:
    return replace(error("KB402", AT, msg("wrong")), compared=of or compared())


OTHER = warning("KB421", AT, msg("missing"))


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([], "No findings."),
        ([doubt()], "No findings; 1 doubt is open: kbgen check --review"),
        ([doubt(), doubt("other")], "No findings; 1 doubt is open: kbgen check --review"),
        (
            [doubt(), doubt(of=compared("2", "b")), OTHER],
            "1 warning; 2 doubts are open: kbgen check --review",
        ),
        ([doubt(), contradiction()], "1 error."),
        (
            [doubt(of=compared("2", "b")), contradiction(), OTHER],
            "1 error and 1 warning; 1 doubt is open: kbgen check --review",
        ),
    ],
)
def test_the_last_line_counts_doubts_apart(findings: list[Finding], words: str) -> None:
    assert summary(findings) == words


def test_two_findings_about_a_pair_of_texts_are_one_doubt() -> None:
    found = [doubt(of=compared(marked=(5, 12))), doubt("other", compared(marked=(0, 4)))]
    [one] = doubts_in(found)
    assert [finding.message for finding in one.findings] == ["doubt", "other"]
    assert pieces_of(one.compared.source) == [
        ("Only", True),
        (" ", False),
        ("members", True),
        (" may.", False),
    ]


def test_a_contradiction_is_to_be_mended_unless_a_person_insists() -> None:
    found = [doubt(), contradiction()]
    assert doubts_in(found) == ()
    assert [one.is_contradiction for one in doubts_in(found, is_complete=True)] == [True]


def test_each_report_tells_a_doubt_apart() -> None:
    found = [doubt(), contradiction(), OTHER]
    assert "doubt KB412" in re.sub("\x1b\\[[0-9;]*m", "", to_text(found))
    assert "KB412" not in to_text(found, lists_doubts=False)
    verdicts = [(one["severity"], one["verdict"]) for one in json.loads(to_json(found))]
    assert verdicts == [("warning", "doubt"), ("error", "contradiction"), ("warning", None)]
    [run] = json.loads(to_sarif(found, "1"))["runs"]
    assert [one["level"] for one in run["results"]] == ["note", "error", "warning"]
    levels = {one["id"]: one["defaultConfiguration"] for one in run["tool"]["driver"]["rules"]}
    assert levels["KB412"] == {"level": "note"}
    kinds = [line.split()[0] for line in to_github(found).splitlines()]
    assert kinds == ["::notice", "::error", "::warning"]


@pytest.mark.parametrize("width", [60, 140])
def test_both_texts_are_shown_with_what_is_marked_in_brackets(width: int) -> None:
    [one] = doubts_in([doubt("the reason", compared(marked=(0, 4)))])
    plain = re.sub("\x1b\\[[0-9;]*m", "", doubt_text(one, width))
    assert "\u2068»Only« members may.\u2069" in plain, "isolated"
    assert "\u2068ممبران کر سکتے ہیں۔\u2069" in plain
    assert "the reason" in plain
    assert "faq/x#s:1  English → Urdu" in plain
    is_beside = any("members" in line and "ممبران" in line for line in plain.splitlines())
    assert is_beside == (width == 140)
    assert all(len(line) <= width for line in plain.splitlines()[1:])


def test_a_doubt_is_no_error_and_its_receipt_ends_it(site: MakeSite) -> None:
    project = site(DOUBT)
    [found] = project.check(sameness=True)
    assert (found["code"], found["verdict"], found["severity"]) == ("KB412", "doubt", "warning")
    shown = project.run("check")
    assert shown.exit_code == 0
    assert shown.stdout.endswith("No findings; 1 doubt is open: kbgen check --review\n")
    assert project.run("check", "--settle", ADDRESS, "--by", "sana").exit_code == 0
    assert project.check(sameness=True) == []
    assert project.run("check").stdout == "No findings.\n"


def test_a_contradiction_has_a_receipt_only_if_a_person_insists(site: MakeSite) -> None:
    project = site(CONTRADICTED)
    refused = project.run("check", "--settle", "faq/returns#time")
    assert refused.exit_code == 2
    assert "more than a doubt: the English says" in refused.stderr
    assert "--all" in refused.stderr
    assert record(project) == []
    assert project.run("check", "--settle", "faq/returns#time", "--all").exit_code == 0
    assert [one["code"] for one in project.check(sameness=True)] == ["KB412"]


def proving(prove: str, text: str = DOUBT) -> str:
    return text.replace(TWO, TWO.replace("  - kbgen", f"  - kbgen: {{prove: {prove}}}"))


@pytest.mark.parametrize(
    ("prove", "strict", "code"),
    [
        ("false", [], 0),
        ("true", [], 0),
        ("true", ["--strict"], 0),
        ("doubts", [], 1),
    ],
)
def test_a_build_stops_for_doubts_only_if_asked(
    site: MakeSite, prove: str, strict: list[str], code: int
) -> None:
    project = site(proving(prove))
    result = project.run("build", *strict)
    assert result.exit_code == code, result.output
    assert ("error KB412" in result.stderr) == (prove == "doubts")
    assert ("1 doubt is open" in result.stderr) == (prove != "false")
    assert "doubt KB412" not in result.stderr, "a build counts them"
    assert project.run("check").exit_code == code
    assert project.run("check", "--settle", ADDRESS).exit_code == 0
    assert project.run("build", *strict).exit_code == 0


def test_a_contradiction_stops_a_build_that_proves(site: MakeSite) -> None:
    assert site(proving("true", CONTRADICTED)).run("build").exit_code == 1


def test_a_cell_is_settled_with_its_row(site: MakeSite) -> None:
    table = "| who | what |\n|---|---|\n| members | Only they may pay. |\n"
    other = "| کون | کیا |\n|---|---|\n| ممبران | وہ ادائیگی کر سکتے ہیں۔ |\n"
    project = site(
        DOUBT.replace("Only members may return an item.", table).replace(
            "ممبران چیز واپس کر سکتے ہیں۔", other
        )
    )
    assert [one["code"] for one in project.check(sameness=True)] == ["KB412"]
    listed = project.run("check", "--review").stdout
    assert "»Only« they may pay." in listed
    [address] = re.findall(r"^(faq/returns#who:\d)", listed, re.M)
    assert project.run("check", "--settle", address).exit_code == 0
    assert project.check(sameness=True) == []
    edit(project, "content/en/faq/returns.md", "| members |", "| all members |")
    assert "KB412" in [one["code"] for one in project.check(sameness=True)]
