"""Random and hostile inputs end in findings, never in an internal error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.model.finding import Finding
from kbgen.source.branches import read_branch
from kbgen.source.catalog import read_catalog
from kbgen.source.configuration import read_configuration
from kbgen.source.front_matter import read_front_matter, split_front_matter
from kbgen.source.glossary import read_glossary
from kbgen.source.known_fields import FieldRules
from kbgen.source.ledger import read_ledger
from kbgen.source.options import read_options
from kbgen.source.yaml import LARGEST, YamlDocument
from tests.conftest import MakeSite
from tests.fuzz.__main__ import inputs, try_all, warm
from tests.fuzz.inputs import Input
from tests.fuzz.seeds import LANGS
from tests.sites import CONFIG

HERE = Path(__file__).parents[1] / "hostile"
DOCUMENTS = {
    f"{n} {d['name']}": d["text"]
    for n, d in enumerate(json.loads((HERE / "yaml.json").read_bytes()))
}
CATALOGS = {
    f"{n} {d['name']}": d["text"]
    for n, d in enumerate(json.loads((HERE / "catalogs.json").read_bytes()))
}
BOMBS = {
    "lists in lists": "[" * 500_000,
    "maps in maps": "{a: " * 200_000,
    "items of items": "- " * 400_000,
    "keys of keys": "? " * 400_000,
    "blocks in blocks": "\n".join(" " * n + "a:" for n in range(1300)),
    "anchors": "&a " * 300_000,
    "quotes": '"' * 900_000,
    "colons": "a: " * 300_000,
    "a billion laughs": "a0: &a0 [x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)),
    "an alias, many times": f"a: &a [x]\nb: [{'*a, ' * LARGEST}]",
    "many digits": f"a: {{number: {'9' * 9000}}}\nb: {{number: !!int {'7' * 9000}}}",
    "a long id": f"? {'k' * 5000}\n: {{number: 1}}",
    "many hours": f'h: {{hours: "{"Mo 00:00-24:00, " * 60_000}"}}\n',
    "a long e-mail address": f"m: {{email: {'a.' * 200_000}}}",
    "a long phone number": f'p: {{phone: "+{"1(" * 200_000}"}}',
    "a long duration": f'd: {{duration: "1 {"a " * 200_000}"}}',
    "a long time": f"n: {'1:' * 3000}1\nf: {'1_' * 8000}1\nd: 2026-01-01{' ' * 8000}x",
    "many languages": "t:\n  text:\n" + "".join(f"    l{n}: x\n" for n in range(1500)),
}
BOMBS_OF_CATALOGS = {
    "a long rule": 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=' + "(" * 4000 + '1;\\n"\n',
    "many forms": 'msgid ""\nmsgstr "Plural-Forms: nplurals=99999999999; plural=0;\\n"\n',
    "a high form": f'msgid "a"\nmsgid_plural "b"\nmsgstr[{"9" * 5000}] "x"\n',
    "a long line": f'msgid "a"\nmsgstr "{"x" * 900_000}"\n',
    "many lines": 'msgid ""\n' + '"x"\n' * 100_000 + 'msgstr "y"\n',
    "quotes": 'msgid "a"\nmsgstr ' + '"' * 900_000 + "\n",
}


def test_random_inputs() -> None:
    warm()
    shown: list[str] = []
    assert try_all(inputs(200, seed=12), shown.append) == [], "\n".join(shown)


def test_a_fault_is_found_and_shown_with_little_of_its_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kbgen.source.ledger._ID", None)
    monkeypatch.setattr("tests.fuzz.shrink.MOST", 12)
    ledger = Input("ledger", b"content/facts.yml", b"a: {number: 1}\nb: {number: 2}\n")
    [found] = try_all(iter([[ledger]]), lambda _: None)
    assert "exit code 3: AttributeError in ledger.py" in found
    assert "number: 1" not in found or "number: 2" not in found


def _front_matter(text: str) -> list[Finding]:
    page = text if text.startswith("---") else f"---\n{text}\n---\n"
    split, findings = split_front_matter(page, "x.md")
    for page_id in ("policies/x", "surveys/x"):
        _, _, problems = read_front_matter(split, "x.md", page_id, True, FieldRules())
        findings += problems
    return findings


READERS: dict[str, Callable[[str], list[Finding]]] = {
    "a ledger": lambda text: read_ledger(text, "x.md")[1],
    "a branch": lambda text: read_branch(text, "x.md", "deira")[1],
    "a glossary": lambda text: read_glossary(text, "x.md", LANGS)[1],
    "front matter": _front_matter,
}


@pytest.mark.parametrize("kind", READERS)
def test_hostile_documents_are_read_or_refused_where_they_stand(kind: str) -> None:
    for name, text in (DOCUMENTS | BOMBS).items():
        lines = text.count("\n") + 3  # between the fences of front matter
        for finding in READERS[kind](text):
            assert finding.span.path == "x.md", (name, finding)
            assert 1 <= finding.span.line <= lines, (name, finding)
            assert finding.message, name


def test_hostile_options_are_read_or_refused_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    # MkDocs' own parser takes a second for a hundred kilobytes.
    small = {name: text for name, text in BOMBS.items() if len(text) < 30_000}
    for name, text in (DOCUMENTS | small).items():
        inner = re.sub("^", "      ", text, flags=re.M)
        file.write_bytes(
            CONFIG.replace("  - kbgen", f"  - kbgen:\n{inner}").encode("utf-8", "surrogatepass")
        )
        configuration = read_configuration(file)
        _, problems = read_options(configuration.options or YamlDocument({}), tmp_path)
        for finding in (*configuration.findings, *configuration.doubts, *problems):
            assert finding.span.path == "mkdocs.yml", (name, finding)
            assert finding.message, name


@pytest.mark.parametrize("name", CATALOGS | BOMBS_OF_CATALOGS)
def test_hostile_catalogs_are_read_or_refused_where_they_stand(name: str, tmp_path: Path) -> None:
    file = tmp_path / "ur/LC_MESSAGES/kbgen.po"
    file.parent.mkdir(parents=True)
    file.write_bytes((CATALOGS | BOMBS_OF_CATALOGS)[name].encode("utf-8", "surrogatepass"))
    strings, findings = read_catalog((tmp_path,), "ur", tmp_path)
    strings.gettext("Send")
    strings.ngettext("one", "many", 5)
    for finding in findings:
        assert finding.span.path == "ur/LC_MESSAGES/kbgen.po"
        assert finding.message


def test_a_site_of_hostile_documents_is_checked_and_built(site: MakeSite) -> None:
    project = site("")
    for number, text in enumerate(list(DOCUMENTS.values())[::3]):
        kind = ("faq", "policies", "surveys", "notices", "standards", "procedures")[number % 6]
        page = text if text.startswith("---") else f"---\n{text}\n---\nHello\n"
        for path, content in (
            (f"content/en/{kind}/h{number}.md", page),
            (f"content/branches/h{number}.yml", text),
        ):
            file = project.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("utf-8", "surrogatepass"))
    for finding in project.check():
        if finding["severity"] == "error":
            (project.root / finding["path"]).unlink(missing_ok=True)
    built = project.run("build", "--jobs", "1")
    # A missing template is reported by its name only.
    assert built.exit_code in (0, 2), built.output
