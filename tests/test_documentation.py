"""The documentation says what the program does."""

from __future__ import annotations

import re
import shutil

import pytest

from kbgen.model.findings import CATALOGUE, DOCS
from tests.conftest import REPOSITORY
from tests.documentation import pages
from tests.documentation.findings import codes_of
from tests.sites import Project

HINT = "write it anew: python -m tests.documentation"
NO_EXAMPLE = {
    "KB107": "needs a pipe or a link out of the project",
    "KB113": "needs a page that takes seconds",
}


@pytest.mark.parametrize("name", pages.NAMES)
def test_pages_that_are_made_are_as_the_program_makes_them(name: str) -> None:
    written = (pages.DOCS / name).read_text("utf-8")
    assert pages.page(name) == written, f"docs/{name} is not up to date; {HINT}"


def test_each_finding_has_a_section() -> None:
    written = (pages.DOCS / "findings.md").read_text("utf-8")
    assert sorted(codes_of(written)) == list(CATALOGUE)


def test_the_example_of_each_finding_has_it() -> None:
    written = (pages.DOCS / "findings.md").read_text("utf-8")
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
    result = project.run("build", "--strict", "--site-dir", "site")
    assert result.exit_code == 0, result.output
    return project


def test_the_documentation_has_no_findings(docs: Project) -> None:
    assert docs.check(sameness=True) == []


def test_sarif_leads_to_the_section_of_each_finding(docs: Project) -> None:
    assert f"site_url: {DOCS}\n" in (docs.root / "mkdocs.yml").read_text("utf-8")
    html = docs.html("findings")
    for kind in CATALOGUE.values():
        path, _, anchor = kind.help_url.removeprefix(DOCS).partition("#")
        assert path == "findings/"
        assert f'<h3 id="{anchor}">{kind.code}: ' in html


def test_decisions_are_published(docs: Project) -> None:
    for file in (REPOSITORY / "docs/decisions").glob("*.md"):
        assert docs.html(f"decisions/{file.stem}")


def test_what_readme_and_contributing_link_in_docs_is_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (REPOSITORY / name).read_text("utf-8")
        for target in re.findall(r"\]\((docs/[^)#]*)(?:#[^)]*)?\)", text):
            assert (REPOSITORY / target).exists(), f"{name} links {target}"
