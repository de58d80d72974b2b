"""The documentation says what the program does."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kbgen.model.findings import CATALOGUE, DOCS
from tests.conftest import REPOSITORY
from tests.documentation import pages
from tests.documentation.findings import codes_of
from tests.documentation.follow import NO_BREAK, follow
from tests.serving import serve
from tests.sites import Project, write_files

HINT = "write it anew: python -m tests.documentation"
NO_EXAMPLE = {
    "KB107": "needs a pipe or a link out of the project",
    "KB113": "needs a page that takes seconds",
}


@pytest.mark.parametrize("name", pages.NAMES)
def test_pages_that_are_made_are_as_the_program_makes_them(name: str) -> None:
    assert pages.page(name) == pages.written(name), f"docs/{name} is not up to date; {HINT}"


def test_each_finding_has_a_section() -> None:
    written = pages.written("findings.md")
    assert sorted(codes_of(written)) == list(CATALOGUE)


def test_the_example_of_each_finding_has_it() -> None:
    written = pages.written("findings.md")
    sections = re.split(r"^### (?=KB\d{3})", written, flags=re.M)[1:]
    for section in sections:
        code = section[:5]
        shown = re.search(r"^```console\n(?:error|warning) (KB\d{3})", section, re.M)
        assert (shown and shown[1]) == (None if code in NO_EXAMPLE else code)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """docs/, built as `make docs` does."""
    root = tmp_path_factory.mktemp("docs")
    shutil.copytree(REPOSITORY / "docs", root / "docs", ignore=shutil.ignore_patterns(".*"))
    (root / ".cache/docs").mkdir(parents=True)
    (root / ".cache/docs/en").symlink_to("../../docs")
    project = Project(root / "docs")
    result = project.run("build", "--strict")
    assert result.exit_code == 0, result.output
    return project


def page_of(docs: Project, name: str) -> str:
    """Return a built page of docs/, which is not in the folder of its sources."""
    return (docs.root.parent / "site-docs" / name / "index.html").read_text("utf-8")


def test_the_documentation_has_no_findings(docs: Project) -> None:
    assert docs.check(sameness=True) == []


def test_a_site_of_one_language_is_proven_as_well(docs: Project) -> None:
    result = docs.run("verify", "../site-docs")
    assert result.exit_code == 0, result.output
    assert " in 1 language; " in result.output


def test_sarif_leads_to_the_section_of_each_finding(docs: Project) -> None:
    assert f"site_url: {DOCS}\n" in (docs.root / "mkdocs.yml").read_text("utf-8")
    html = page_of(docs, "findings")
    for kind in CATALOGUE.values():
        path, _, anchor = kind.help_url.removeprefix(DOCS).partition("#")
        assert path == "findings/"
        assert f'<h3 id="{anchor}">{kind.code}: ' in html


def test_decisions_are_published(docs: Project) -> None:
    for file in (REPOSITORY / "docs/decisions").glob("*.md"):
        assert page_of(docs, f"decisions/{file.stem}")


def test_what_readme_and_contributing_link_in_docs_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (REPOSITORY / name).read_text("utf-8")
        for target in re.findall(r"\]\((docs/[^)#]*)(?:#[^)]*)?\)", text):
            assert (REPOSITORY / target).exists(), f"{name} links {target}"


def _fences(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.S | re.M)


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A project that `kbgen new` made."""
    project = Project(tmp_path)
    result = project.run("new", "help", "--name", "Sahil Home")
    assert result.exit_code == 0, result.output
    return Project(tmp_path / "help")


def test_the_example_of_own_templates_does_what_the_page_says(own: Project) -> None:
    page = pages.written("reference/templates.md")
    config = own.root / "mkdocs.yml"
    [theme] = _fences(page, "yaml")
    config.write_text(
        config.read_text("utf-8").replace("theme:\n  name: material\n", theme), "utf-8"
    )
    [files] = _fences(page, "text")
    write_files(own.root, files)
    own.build()
    [shown] = _fences(page, "html")
    english, urdu = shown.splitlines()
    assert english in own.html("policies/returns")
    assert urdu in own.html("ur/policies/returns")
    assert own.html("policies/returns").count("own-announcement") == 1
    assert "own-announcement" not in own.html("faq/refunds")
    assert "kb-article" in own.html("faq/refunds")


@pytest.mark.parametrize("name", ["editor", "translator", "publisher", "developer"])
def test_a_tutorial_can_be_followed(name: str, tmp_path: Path) -> None:
    follow(pages.written(f"tutorials/{name}.md"), tmp_path)


def test_the_questions_to_answers_json_have_the_answers_that_the_guide_shows(
    started: Project,
) -> None:
    follow(pages.written("answers.md"), started.root)


def test_the_answer_that_the_guide_shows_is_as_it_is_published(started: Project) -> None:
    [shown] = _fences(pages.written("answers.md"), "json")
    text = (started.root / "site/api/answers.json").read_text("utf-8").replace(NO_BREAK, " ")
    answers = json.loads(text)["answers"]
    example = json.loads(shown)
    [published] = [one for one in answers if one["id"] == example["id"]]
    for name, value in example.items():
        if name == "answer":
            assert all(published[name][key].startswith(value[key][:20]) for key in value)
        elif name != "hash":
            assert published[name] == value
    assert set(published) == set(example)


ASKED = [
    ("", "faq/refunds#delivery-fee", "riyadh", "the delivery fee of SAR 20."),
    ("", "faq/refunds#delivery-fee", "dubai", "the delivery fee of AED 20."),
    ("", "faq/refunds#how-long", "riyadh", "You have 14 days"),
    ("ur/", "faq/refunds#how-long", "riyadh", "14 دن"),
]


def test_the_script_of_the_guide_finds_what_holds_at_a_branch(
    started: Project, browser: Browser
) -> None:
    [script] = _fences(pages.written("answers.md"), "js")
    for address in serve(started.root / "site"):
        page = browser.new_page()
        page.goto(address)
        page.evaluate(f"window.answerAt = {script}; 0")
        ask = "(args) => window.answerAt(...args)"
        for prefix, answer, branch, words in ASKED:
            found = page.evaluate(ask, [address, prefix, answer, branch])
            assert words in found.replace(NO_BREAK, " ")
        assert page.evaluate(ask, [address, "", "faq/refunds#none", "riyadh"]) is None
        page.close()
