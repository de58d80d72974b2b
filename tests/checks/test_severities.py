"""Severities by rule, kind, language and path."""

from __future__ import annotations

import json
from collections.abc import Mapping

import jsonschema
import pytest

from kbgen.model.options import Options
from kbgen.model.overrides import fits_path
from kbgen.output.schema import plugin_schema
from tests.conftest import MakeSite
from tests.sites import CONFIG

LINK = "[x](gone.md)\n"
PAGES = "".join(
    f"-- content/{name} --\n{LINK}"
    for name in ("en/blog/a.md", "ur/blog/a.md", "en/blog/2024/b.md", "en/policies/c.md", "en/d.md")
)
PAGES += "-- content/facts.yml --\nreturn.window: {duration: 14 days}\n"  # else they are warnings
ALL = {"en/blog/a", "ur/blog/a", "en/blog/2024/b", "en/policies/c", "en/d"}


def config(checks: str) -> str:
    options = CONFIG.replace("- kbgen\n", f"- kbgen:\n      checks: {checks}\n")
    return f"-- mkdocs.yml --\n{options}"


# What `overrides` says → the pages of which the dead link is an error still
TABLE: Mapping[str, set[str]] = {
    "{path: blog/**, severities: {KB301: off}}": {"en/policies/c", "en/d"},
    "{path: blog, severities: {KB301: off}}": {"en/policies/c", "en/d"},
    "{path: blog/*.md, severities: {KB301: off}}": {"en/policies/c", "en/d", "en/blog/2024/b"},
    "{path: en/blog/**, severities: {KB301: off}}": {"en/policies/c", "en/d", "ur/blog/a"},
    "{path: content/en/blog/, severities: {KB301: off}}": {"en/policies/c", "en/d", "ur/blog/a"},
    "{path: '**/b.md', severities: {KB301: warning}}": ALL - {"en/blog/2024/b"},
    "{lang: ur, severities: {KB301: off}}": ALL - {"ur/blog/a"},
    "{lang: [ur, en], severities: {KB301: off}}": set(),
    "{kind: policy, severities: {KB301: off}}": ALL - {"en/policies/c"},
    "{kind: page, lang: en, severities: {KB301: off}}": {"en/policies/c", "ur/blog/a"},
    "{path: [blog, d.md], lang: en, severities: {KB301: off}}": {"en/policies/c", "ur/blog/a"},
    "{path: blog, severities: {KB302: off}}": ALL,
    "{path: blog, severities: {KB301: off}}, {path: blog/a.md, severities: {KB301: error}}": (
        ALL - {"en/blog/2024/b"}
    ),
    "{path: blog/a.md, severities: {KB301: error}}, {path: blog, severities: {KB301: off}}": {
        "en/policies/c",
        "en/d",
    },
}


@pytest.mark.parametrize("given", TABLE)
def test_severities_hold_where_they_say(given: str, site: MakeSite) -> None:
    found = site(config(f"{{overrides: [{given}]}}") + PAGES).check()
    wrong = {
        one["path"].removeprefix("content/").removesuffix(".md")
        for one in found
        if (one["code"], one["severity"]) == ("KB301", "error")
    }
    assert wrong == TABLE[given]
    assert not [one for one in found if one["code"] in ("KB001", "KB117")]


def test_an_override_counts_before_what_holds_everywhere(site: MakeSite) -> None:
    checks = "{KB301: off, overrides: [{path: d.md, severities: {KB301: warning}}]}"
    found = site(config(checks) + PAGES).check()
    assert [(one["path"], one["severity"]) for one in found if one["code"] == "KB301"] == [
        ("content/en/d.md", "warning")
    ]


def test_a_path_that_fits_nothing_is_told(site: MakeSite) -> None:
    checks = "{overrides: [{path: [blgo/**, blog], severities: {KB301: off}}]}"
    found = [one for one in site(config(checks) + PAGES).check() if one["code"] == "KB117"]
    assert [(one["path"], one["message"]) for one in found] == [
        ("mkdocs.yml", "no file of this site is 'blgo/**'")
    ]


MISTAKES: Mapping[str, tuple[str, str]] = {
    "{overrides: {path: blog}}": ("must be a list", "write overrides: [{path: blog/**"),
    "{overrides: [{path: blog}]}": (
        "overrides.0.severities is missing",
        "severities: {KB421: 'off'}",
    ),
    "{overrides: [{severities: {KB301: off}}]}": ("says of no file", "add path, lang or kind"),
    "{overrides: [{pth: blog, severities: {KB301: off}}]}": (
        "unknown option",
        "did you mean 'path'",
    ),
    "{overrides: [{path: blog, severities: {KB301: of}}]}": (
        "'of' is no severity",
        "warning or off",
    ),
    "{overrides: [{path: blog, severities: {KB31: off}}]}": ("'KB31' is no code", "such as KB461"),
    "{overrides: [{path: blog, severities: off}]}": ("severities by code", "{KB421: off}"),
    "{overrides: [{path: 4, severities: {KB301: off}}]}": ("", "must"),
    "{overrides: [{lang: ue, severities: {KB301: off}}]}": (
        "names ue",
        "name a language that i18n lists",
    ),
    "{overrides: [{kind: polcy, severities: {KB301: off}}]}": ("'polcy'", "did you mean 'policy'?"),
    "{ovrrides: []}": ("'ovrrides' is no code", "did you mean 'overrides'?"),
    "{baseline: ../b.json}": ("no file of this project", "baseline: baseline.json"),
    "{baseline: [a]}": ("no file of this project", "baseline: baseline.json"),
    "{base_line: b.json}": ("'base_line' is no code", "did you mean 'baseline'?"),
}


@pytest.mark.parametrize("checks", MISTAKES)
def test_mistakes_have_a_place_and_a_hint(checks: str, site: MakeSite) -> None:
    result = site(config(checks) + PAGES).run("check", "--format", "json")
    found = json.loads(result.stdout)
    says, hint = MISTAKES[checks]
    assert [one["code"] for one in found] == ["KB001"], found
    assert found[0]["path"] == "mkdocs.yml" and found[0]["line"] == 15
    assert found[0]["column"] >= 16
    assert says in found[0]["message"] and hint in f"{found[0]['message']} {found[0]['hint']}"


def test_editors_complete_them_from_the_schema() -> None:
    schema = plugin_schema("kbgen", Options)

    def check(checks: object) -> None:
        jsonschema.validate({"plugins": [{"kbgen": {"checks": checks}}]}, schema)

    check({"KB421": "off", "baseline": "b.json"})
    check({"overrides": [{"path": ["blog/**"], "lang": "ar", "severities": {"KB402": False}}]})
    mistakes: tuple[dict[str, object], ...] = (
        {"overrides": [{"path": "blog"}]},
        {"overrides": [{"path": "b", "severities": {"KB402": "of"}}]},
        {"overrides": {}},
        {"baseline": 4},
    )
    for wrong in mistakes:
        with pytest.raises(jsonschema.ValidationError):
            check(wrong)


def test_an_unreadable_ledger_cannot_be_switched_off(site: MakeSite) -> None:
    text = "-- content/facts.yml --\nfee: {money: [}\n-- content/en/a.md --\n{{ fee }}\n"
    project = site(config("{KB102: off}") + text)
    assert [one["code"] for one in project.check()] == ["KB102"]
    assert project.run("build").exit_code == 1


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("**", "a/b.md", True),
        ("*.md", "a/b.md", False),
        ("**/*.md", "b.md", True),
        ("a/**/c.md", "a/c.md", True),
        ("a/**/c.md", "a/b/b/c.md", True),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("./a/", "a/b/c.md", True),
        ("a.c", "abc", False),
        ("[x].md", "x.md", False),
    ],
)
def test_globs(glob: str, path: str, fits: bool) -> None:
    assert fits_path([glob], [path]) is fits
