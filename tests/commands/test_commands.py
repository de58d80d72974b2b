"""The commands as a person runs them."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kbgen.cli import main
from tests.conftest import REPOSITORY, MakeSite
from tests.sites import CONFIG, Project

WRONG = """\
-- content/facts.yml --
fee: {money: 30 AED}
-- content/en/a.md --
see [x](indx.md): {{ fee }}
"""
ALONE = "- kbgen: {checks: {KB421: off}}"


def test_check_prints_where_what_and_a_hint(site: MakeSite) -> None:
    result = site(f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', ALONE)}{WRONG}").run("check")
    assert result.exit_code == 1
    assert result.output == (
        "content/en/a.md:1:9: error KB301 'indx.md' leads to nothing\n"
        "    see [x](indx.md): {{ fee }}\n"
        "            ^^^^^^^\n"
        "    → did you mean index.md?\n"
        "1 error.\n"
    )


def test_check_as_json_has_the_documented_fields(site: MakeSite) -> None:
    assert site(WRONG).check() == [
        {
            "code": "KB301",
            "severity": "error",
            "verdict": None,
            "path": "content/en/a.md",
            "line": 1,
            "column": 9,
            "message": "'indx.md' leads to nothing",
            "hint": "did you mean index.md?",
        }
    ]


def test_check_as_sarif_and_as_annotations(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', ALONE)}{WRONG}")
    log = json.loads(project.run("check", "--format", "sarif").stdout)
    [run] = log["runs"]
    [rule] = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert (rule["id"], rule["name"], rule["shortDescription"]["text"]) == (
        "KB301",
        "DeadLink",
        "Dead link",
    )
    assert rule["helpUri"].startswith("https://")
    assert rule["helpUri"].endswith("/findings/#kb301")
    assert rule["defaultConfiguration"] == {"level": "error"}
    [result] = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("KB301", 0, "error")
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "content/en/a.md"}
    assert location["region"] == {"startLine": 1, "startColumn": 9, "endColumn": 16}
    assert project.run("check", "--format", "github").stdout == (
        "::error file=content/en/a.md,line=1,col=9,title=KB301::"
        "'indx.md' leads to nothing (did you mean index.md?)\n"
    )


def test_check_of_a_clean_site_exits_with_zero(started: Project) -> None:
    result = started.run("check")
    assert (result.exit_code, result.output) == (0, "No findings.\n")


@pytest.mark.parametrize("args", [("bild",), ("build", "--jobz"), ("check", "--format", "xml")])
def test_a_mistyped_command_is_a_usage_error(args: tuple[str, ...], site: MakeSite) -> None:
    result = site("").run(*args)
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_a_template_that_is_not_there_is_named(site: MakeSite) -> None:
    page = "---\ntitle: A\ntemplate: foo.html\n---\n"
    result = site(f"-- content/en/a.md --\n{page}").run("build")
    assert result.exit_code == 2
    assert "there is no template or icon" in result.output and "foo" in result.output


def test_a_regional_language_has_its_catalog_and_formats(site: MakeSite) -> None:
    config = CONFIG.replace("{locale: hi, name: हिन्दी}", "{locale: pt-BR, name: Português}")
    project = site(
        f"-- mkdocs.yml --\n{config}-- content/facts.yml --\nfee: {{money: 25 BRL}}\n"
        "-- content/en/policies/a.md --\n---\ntitle: P\n---\n{{ fee }}\n"
        "-- content/pt-BR/policies/a.md --\n---\ntitle: P\n---\n{{ fee }}\n"
        '-- locales/pt-BR/LC_MESSAGES/kbgen.po --\nmsgid "Policies"\nmsgstr "Políticas"\n'
    )
    project.build("--strict")
    assert "R$ 25" in project.text("pt-BR/policies/a")
    assert "Políticas" in project.html("pt-BR/policies/a")


def test_a_fault_of_our_own_is_said_to_be_one(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("kbgen.commands.build.check_project", fail)
    result = site("").run("check")
    assert result.exit_code == 3
    assert "fault in kbgen" in result.output and "Traceback" not in result.output


def test_progress_is_plain_lines_where_there_is_no_terminal(site: MakeSite) -> None:
    result = site("").run("build")
    assert result.stderr.startswith("Rendering en")
    assert re.fullmatch(r"Built 8 pages in \d+\.\d s: site/\n", result.stdout)


def test_a_new_project_is_clean_and_builds(started: Project) -> None:
    assert started.check() == []
    assert "Sahil &amp; Sons: Deira" in started.html("")
    for lang in ("en", "ur", "ar", "hi"):
        folders = {p.parent.name for p in (started.root / "content" / lang).rglob("*.md")}
        assert folders >= {"standards", "faq", "policies", "procedures", "surveys", "notices"}


def test_new_overwrites_nothing(started: Project) -> None:
    before = sorted(started.root.rglob("*"))
    with contextlib.chdir(started.root.parent):
        result = CliRunner().invoke(main, ["new", "help"])
    assert result.exit_code == 2
    assert "not empty" in result.output
    assert sorted(started.root.rglob("*")) == before


def schemas(project: Project) -> dict[str, dict[str, Any]]:
    result = project.run("schema", "--into", "schemas")
    assert result.exit_code == 0
    found = {}
    for file in (project.root / "schemas").glob("*.json"):
        found[file.name.removesuffix(".schema.json")] = json.loads(file.read_text("utf-8"))
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
    return found


def problems(schema: dict[str, Any], text: str) -> list[str]:
    # As an editor's plug-in does, dates are compared as text.
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


def front_matter(file: Path) -> str:
    return file.read_text("utf-8").split("---\n")[1]


def test_the_schemas_accept_the_whole_content(site: MakeSite) -> None:
    found = schemas(site(""))
    content = REPOSITORY / "content"
    assert problems(found["facts"], (content / "facts.yml").read_text("utf-8")) == []
    assert problems(found["glossary"], (content / "glossary.yml").read_text("utf-8")) == []
    for file in (content / "branches").glob("*.yml"):
        assert problems(found["branch"], file.read_text("utf-8")) == []
    for file in content.glob("*/**/*.md"):
        assert problems(found["front-matter"], front_matter(file)) == [], file


@pytest.mark.parametrize("file", ["mkdocs.yml", "kbgen/starter/mkdocs.yml"])
def test_the_schema_of_options_accepts_our_own(file: str, site: MakeSite) -> None:
    schema = schemas(site(""))["mkdocs"]
    assert problems(schema, (REPOSITORY / file).read_text("utf-8")) == []
    assert (
        problems(schema, "plugins: {kbgen: }") == problems(schema, "plugins: [search, kbgen]") == []
    )


@pytest.mark.parametrize(
    ("option", "is_right"),
    [
        ("checks: {KB461: off, KB421: {notice: error}}", True),
        ("locales: {ur: ur-PK, ar: {tag: ar-AE}, en: }", True),
        (
            "hosting: {allow: {img-src: 'https://a.example', media-src: ['https://b.example']}}",
            True,
        ),
        ("brand:", True),
        ("contct: []", False),
        ("brand: {accent: teal}", False),
        ("checks: {KB461: never}", False),
        ("forms: {service: formspre}", False),
        ("hosting: {allow: {image-src: x}}", False),
        ("limits: {page_seconds: 0}", False),
    ],
)
def test_the_schema_of_options_is_as_strict_as_kbgen(
    option: str, is_right: bool, site: MakeSite
) -> None:
    schema = schemas(site(""))["mkdocs"]
    for plugins in ("- kbgen: {%s}", "kbgen: {%s}"):
        text = f"plugins:\n  {plugins % option}\n"
        assert (problems(schema, text) == []) == is_right


def test_the_schemas_refuse_what_kbgen_refuses(site: MakeSite) -> None:
    found = schemas(site(""))
    assert problems(found["front-matter"], "efective: 2027-01-01")
    assert problems(found["front-matter"], "severity: bad")
    assert problems(found["facts"], "fee: {mony: 25 AED}")
    assert problems(found["branch"], "name: {en: x}")
    assert problems(found["glossary"], "a: {xx: y}")


def test_serve_shows_drafts_and_says_so(site: MakeSite) -> None:
    project = site(
        "-- content/en/a.md --\n---\ntitle: Coming\ndraft: true\n---\nSoon.\n"
        "-- content/ur/b.md --\n---\ntitle: مسودہ\nsource: ur\ndraft: true\n---\nمتن\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kbgen", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=project.root, stderr=subprocess.PIPE) as server:
        try:
            assert "Draft: this page is not published yet." in fetch(port, "a/")
            assert "مسودہ: یہ صفحہ ابھی شائع نہیں ہوا۔" in fetch(port, "ur/b/")
        finally:
            server.terminate()


def fetch(port: int, path: str) -> str:
    """Get a page from a server that may still be starting."""
    for _ in range(120):
        try:
            with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except ConnectionError:
            time.sleep(0.25)
        except URLError as problem:
            if not isinstance(problem.reason, ConnectionError):
                raise
            time.sleep(0.25)
    raise TimeoutError(path)


@pytest.mark.parametrize("module", ["kbgen", "kbgen.cli"])
def test_a_module_runs_like_the_script(module: str) -> None:
    command = [sys.executable, "-m", module, "--version"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("kbgen, version ")


def test_a_command_line_loads_little() -> None:
    """A build that finds nothing to do is over before the rest would be read."""
    shown = subprocess.run(
        [sys.executable, "-c", "import kbgen.cli, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"mkdocs", "pydantic", "babel", "jinja2", "yaml", "rich"} & set(shown)
