"""What stood at the start does not count, whatever happens to its lines; what is new does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.baseline import Baseline, BaselineKey, baseline_of, key_of, set_aside
from kbgen.model.finding import Finding, Span, error, warning
from kbgen.model.message import msg, verbatim
from kbgen.source.baseline import read_baseline, write_baseline
from tests.conftest import MakeSite
from tests.sites import CONFIG, Project

OLD = """\
-- content/facts.yml --
fee: {money: 30 AED}
-- content/en/a.md --
# A

[x](gone.md) and [y](gone.md)

## When? {#when}

Soon.

## When exactly? {#when}

Tomorrow.
-- content/en/b.md --
---
layout: wide
---
[z](nowhere.md)
"""
FILE = "baseline.json"


@pytest.fixture
def old(site: MakeSite) -> Project:
    """A site with findings, all of them set aside."""
    project = site(OLD)
    assert project.run("check").exit_code == 1
    first = project.run("check", "--baseline", FILE)
    assert first.exit_code == 0, first.output
    count = sum(one["count"] for one in listed(project))
    assert f"{count} findings are set aside in baseline.json" in first.output
    return project


def listed(project: Project) -> list[dict[str, int]]:
    found: list[dict[str, int]] = json.loads((project.root / FILE).read_text("utf-8"))["findings"]
    return found


def change(project: Project, name: str, before: str, after: str) -> None:
    file = project.root / "content/en" / name
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def codes(project: Project, *args: str) -> list[str]:
    result = project.run("check", "--baseline", FILE, "--format", "json", *args)
    assert result.exit_code == any(
        one["severity"] == "error" for one in json.loads(result.stdout)
    ), result.output
    return [one["code"] for one in json.loads(result.stdout)]


def test_what_stood_at_the_start_is_not_shown_and_does_not_count(old: Project) -> None:
    result = old.run("check", "--baseline", FILE)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "No findings.",
        f"{sum(one['count'] for one in listed(old))} findings of the baseline baseline.json are "
        "not shown.",
    ]


def test_lines_may_move_and_what_is_new_counts(old: Project) -> None:
    change(old, "a.md", "# A\n", "# A\n\nTwo\n\nmore paragraphs.\n")
    assert codes(old) == []
    change(old, "a.md", "Soon.", "Soon, see [there](lost.md).")
    assert codes(old) == ["KB301"]


def test_one_more_of_the_same_is_new(old: Project) -> None:
    change(old, "a.md", "Soon.", "Soon, see [x](gone.md).")
    assert codes(old) == ["KB301"]


def test_what_is_mended_is_gone_and_the_file_only_shrinks(old: Project) -> None:
    before = len(listed(old))
    change(old, "b.md", "[z](nowhere.md)", "z [new](lost.md)")
    printed = old.run("check", "--baseline", FILE).output
    assert "1 finding of it is gone: take them out with kbgen check --update-baseline" in printed
    result = old.run("check", "--baseline", FILE, "--update-baseline")
    assert result.exit_code == 1 and "'lost.md' leads to nothing" in result.output
    assert len(listed(old)) == before - 1
    assert "gone" not in old.run("check", "--baseline", FILE).output
    assert codes(old) == ["KB301"]  # never set aside by an update
    change(old, "b.md", "[new](lost.md)", "[z](nowhere.md)")
    assert codes(old) == ["KB301"]  # what was mended once stays mended


@pytest.mark.parametrize("form", ["sarif", "github", "json", "text"])
def test_every_format_respects_it(form: str, old: Project) -> None:
    result = old.run("check", "--baseline", FILE, "--format", form)
    assert result.exit_code == 0 and "KB301" not in result.stdout
    assert "not shown" in result.output


def test_builds_respect_the_one_that_mkdocs_yml_names(old: Project) -> None:
    assert old.run("build").exit_code == 1
    options = CONFIG.replace("- kbgen\n", f"- kbgen: {{checks: {{baseline: {FILE}}}}}\n")
    (old.root / "mkdocs.yml").write_text(options, "utf-8")
    result = old.run("build", "--strict")
    assert result.exit_code == 0 or "WARNING" in result.output, result.output
    result = old.run("build")
    assert result.exit_code == 0 and "of the baseline baseline.json are not shown" in result.output
    assert old.run("check").exit_code == 0
    change(old, "a.md", "Soon.", "See [x](lost.md).")
    result = old.run("build")
    assert result.exit_code == 1 and "'lost.md' leads to nothing" in result.output
    change(old, "a.md", "See [x](lost.md).", "Soon.")
    change(old, "b.md", "layout: wide", "layout: wide\nlayout: [")
    result = old.run("build")
    assert result.exit_code == 1 and "KB102" in result.output


def test_a_page_that_cannot_be_read_stops_a_build_in_any_case(site: MakeSite) -> None:
    project = site("-- content/en/a.md --\n---\ntitle: [\n---\nText.\n")
    assert project.run("check", "--baseline", FILE).exit_code == 0
    options = CONFIG.replace("- kbgen\n", f"- kbgen: {{checks: {{baseline: {FILE}}}}}\n")
    (project.root / "mkdocs.yml").write_text(options, "utf-8")
    assert project.run("check").exit_code == 0
    result = project.run("build")
    assert result.exit_code == 1 and "KB102" in result.output


BROKEN = {
    "nothing": "",
    "no JSON": "{findings",
    "a list": "[]",
    "no findings": '{"found": []}',
    "half an entry": '{"findings": [{"path": "a", "code": "KB301", "about": "x"}]}',
    "a count that is none": '{"findings": [{"path": "a", "code": "b", "about": "x", "count": true}]}',
    "text": '{"findings": "all"}',
    "null": '{"findings": [null]}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_baseline_is_an_error_at_its_place(name: str, site: MakeSite) -> None:
    project = site(OLD)
    (project.root / FILE).write_text(BROKEN[name], "utf-8")
    result = project.run("check", "--baseline", FILE)
    assert result.exit_code == 1 and f"{FILE}:1:" in result.output and "KB116" in result.output
    assert (project.root / FILE).read_text("utf-8") == BROKEN[name]


def test_one_that_is_not_there_is_said_and_its_hint_helps(site: MakeSite) -> None:
    options = CONFIG.replace("- kbgen\n", f"- kbgen: {{checks: {{baseline: {FILE}}}}}\n")
    project = site(f"-- mkdocs.yml --\n{options}{OLD}")
    missing = [one for one in project.check() if one["code"] == "KB116"]
    assert [(one["severity"], one["path"]) for one in missing] == [("warning", "mkdocs.yml")]
    assert f"kbgen check --baseline {FILE}" in missing[0]["hint"]
    assert project.run("check", "--baseline", FILE).exit_code == 0
    assert project.check() == []


def test_an_update_needs_a_file_to_update(site: MakeSite) -> None:
    result = site(OLD).run("check", "--update-baseline")
    assert result.exit_code in (1, 2) and "names no baseline" in result.output


findings = st.lists(
    st.builds(
        lambda code, path, line, about: warning(code, Span(path, line), verbatim(about)),
        st.sampled_from(["KB301", "KB402"]),
        st.sampled_from(["a.md", "b.md", "ب.md"]),
        st.integers(1, 50),
        st.sampled_from(["'x' is gone", "the id 'a' is already that of line {}", '"é\n"']),
    ),
    max_size=12,
)


def moved(finding: Finding, by: int) -> Finding:
    span = finding.span._replace(line=finding.span.line + by)
    message = finding.message.replace("line 0", f"line {by}").replace("{}", str(by))
    return Finding(finding.code, finding.severity, span, verbatim(message))


@given(findings, st.integers(0, 99))
def test_a_baseline_holds_what_it_was_made_of_wherever_its_lines_are(
    given_: list[Finding], by: int
) -> None:
    given_ = [moved(one, 0) for one in given_]
    given_ = [moved(one, 0) for one in given_]
    there = [moved(one, by) for one in given_]
    kept, hidden, gone = set_aside(there, baseline_of(given_), lambda _: False)
    assert (kept, hidden, gone) == ([], len(given_), 0)
    kept, hidden, gone = set_aside(there[1:], baseline_of(given_), lambda _: False)
    assert (kept, hidden, gone) == ([], len(there[1:]), len(there[:1]))
    extra = error("KB103", Span("a.md"), msg("new"))
    assert set_aside([*there, extra], baseline_of(given_), lambda _: False)[0] == [extra]


@given(findings)
def test_a_baseline_is_read_as_it_was_written(given_: list[Finding]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "b.json"
        write_baseline(file, baseline_of(given_))
        read, problems = read_baseline(file, "b.json", (Path(folder).resolve(),))
    assert not problems and dict(read.counts) == dict(baseline_of(given_).counts)


def test_a_line_of_a_file_is_a_finding() -> None:
    assert key_of(error("KB111", Span("a.md", 9), msg("that of line 3"))) == BaselineKey(
        "a.md", "KB111", "that of"
    )
    assert Baseline().total == 0
