"""mkdocs.yml with mistakes or attacks: every mistake is reported, and nothing is run."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config import load_config

from kbgen.mkdocs.driver import load
from kbgen.model.options import Options
from kbgen.serve.exceptions import BuildError
from kbgen.source.configuration import read_configuration
from kbgen.source.options import read_options
from kbgen.source.yaml import parse_yaml
from tests.commands.test_diff import git
from tests.conftest import REPOSITORY, MakeSite
from tests.serve.test_serve import Desk
from tests.sites import CONFIG, Project, write_site


def own(options: str) -> str:
    """Return a site whose options stand in line 15 and further, from column 7."""
    indented = "".join(f"      {line}\n" for line in options.split("\n"))
    return f"-- mkdocs.yml --\n{CONFIG.replace('  - kbgen', '  - kbgen:')}{indented}"


def found(project: Project) -> list[str]:
    """Return what `kbgen check` finds wrong: path:line:column code message → hint."""
    result = project.run("check", "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return [
        "{path}:{line}:{column} {code} {message} → {hint}".format(**f)
        for f in json.loads(result.stdout)
        if f["severity"] == "error"
    ]


# Options, then every mistake: place, code, message, and the hint that repairs it.
MISTAKES: dict[str, list[tuple[str, str]]] = {
    "local: {}": [("15:7 KB001", "unknown option 'local' → did you mean 'locales'?")],
    "colour: red": [("15:7 KB001", "unknown option 'colour' → known: locales, meta_fields,")],
    "prove: perhaps": [("15:14 KB001", "prove: must be true, false or doubts → write prove: true")],
    "contact: helpline": [("15:16 KB001", "contact must be a list")],
    "contact: [yes]": [("15:17 KB001", "YAML reads yes, no, on and off as true and false")],
    "contact: 2026-02-30": [("15:16 KB001", "there is no day 2026-02-30 → dates are year-month")],
    "contact: [a, 2026-13-01]": [("15:20 KB001", "there is no day 2026-13-01")],
    'meta_fields: [!!int "x"]': [("15:21 KB001", "'!!int' cannot stand here: kbgen's options")],
    "meta_fields: !!set {a}": [("15:20 KB001", "write a plain value, without a tag")],
    "meta_fields: [!relative '']": [("15:21 KB001", "'!relative' cannot stand here")],
    "meta_fields: [5]": [("15:21 KB001", "meta_fields.0 must be text; put it in quotes")],
    "checks: {KB1: off}": [("15:16 KB001", "'KB1' is no code of a finding → write one such as")],
    "checks: {KB461: offf}": [("15:23 KB001", "'offf' is no severity → write error, warning or")],
    "checks: {KB461: {polcy: off}}": [("15:23 KB001", "'polcy' → did you mean 'policy'?")],
    "checks: {KB461: }": [("15:22 KB001", "'None' is no severity")],
    "locales: {ur: {tag: 5}}": [("15:27 KB001", "locales.ur.tag must be text")],
    "locales: {ur: {digits: latn}}": [("15:22 KB001", "→ known: tag, numbering, currencies")],
    "locales: {ur: {currencies: {AED: 5}}}": [("15:40 KB001", "→ write {AED: درہم}")],
    "locales: {fr: fr-FR}": [("15:17 KB001", "the site's languages are en, ur, ar, hi")],
    "locales: {ur: xx-YY}": [("15:21 KB001", "CLDR has no locale 'xx-YY'")],
    "timezone: Riyadh": [("15:17 KB001", "no time zone 'Riyadh'; did you mean 'Asia/Riyadh'?")],
    "timezone: 3": [("15:17 KB001", "timezone must be text")],
    "home: faq": [
        ("15:13 KB001", "must be a list: [one, two] → write home: [procedures/return-an-item")
    ],
    "home: [5]": [("15:14 KB001", "home.0 must hold fields of its own")],
    "home: [{icon: box}]": [
        ("15:14 KB001", "home.0.page is missing → add it, such as page: procedures/")
    ],
    "home: [{page: a, icon: boxx}]": [
        ("15:30 KB001", "there is no icon 'boxx' → did you mean 'box'")
    ],
    "home: [{page: a, icon: 5}]": [("15:30 KB001", "home.0.icon must be text")],
    "home: [{page: a, word: {en: A}}]": [("15:24 KB001", "→ did you mean 'words'?")],
    "home: [index, {page: inde}]": [
        ("15:28 KB001", "no page or answer 'inde' → did you mean 'index'")
    ],
    "home: [index, {page: index, icon: box}]": [
        ("15:28 KB001", "'index' is already given in line 15 → remove one")
    ],
    "home: [{page: index, words: {fr: A}}]": [
        ("15:40 KB001", "no language 'fr' → its languages are en, ur")
    ],
    "brand: {accent: teal}": [("15:23 KB001", "'teal' is no colour → write it in hexadecimal")],
    "brand: {logo: gone.svg}": [("15:21 KB001", "'gone.svg' is not there → paths are those")],
    "brand: {logo: /etc/hostname}": [("15:21 KB001", "lies outside")],
    "brand: {social: {X: x.com}}": [("15:27 KB001", "'x.com' is no web address → write one")],
    "forms: {service: formspre}": [("15:24 KB001", "→ did you mean 'formspree'?")],
    "forms: {service: url}": [("15:14 KB001", "→ write endpoint: https://example.com/answers")],
    "search: {beacon: x}": [("15:24 KB001", "'x' is no address → write one that begins with")],
    "hosting: {compres: true}": [("15:17 KB001", "'hosting.compres' → did you mean 'compress'?")],
    "hosting: {allow: {img: x}}": [("15:25 KB001", "unknown directive 'img' → did you mean")],
    "hosting: {allow: {img-src: ['data:', x]}}": [("15:44 KB001", "'x' is not allowed → write an")],
    "limits: {page_seconds: 0}": [("15:30 KB001", "must be greater than 0 → write page_seconds")],
    "limits: {page_seconds: true}": [("15:30 KB001", "must be a number")],
    "limits: {page_secs: 9}": [("15:16 KB001", "→ did you mean 'page_seconds'?")],
    "prove: true\n home: []": [
        ("16:12 KB102", "this line begins in column 8, line 15 in column 7; what belongs together")
    ],
    "home:\n  - page: index\n   icon: box": [
        ("17:10 KB102", "begins in column 10, what follows the dash in line 16 in column 11")
    ],
    "brand:\naccent: '#123'": [
        ("16:7 KB001", "unknown option 'accent' → if it belongs to 'brand:', indent it further")
    ],
    "home: [{page: index, title: A}]": [("15:28 KB001", "'home.0.title' → write words")],
    "contact: [{phone: a}]": [("15:17 KB001", "contact.0 must be text, and one alone")],
    "prove: true\nprove: false": [("16:7 KB102", "'prove' is already given in line 15")],
    "prove: [": [("15:14 KB102", "is not closed → write prove: []")],
    "brand: {accent: '#123', accent: '#456'}": [("15:31 KB102", "→ remove one")],
    "\tprove: true": [("15:7 KB102", "delete the tab and type 6 spaces")],
    "contact: *none": [("15:16 KB102", "an alias (*name) needs its anchor")],
    "contact: &a [*a]": [("15:16 KB102", "an alias refers to itself")],
    'contact: ["a\\0b"]': [("15:17 KB101", "control character (U+0000) stands here → delete it")],
    'contact: ["a\\ud800b"]': [("15:17 KB101", "control character (U+D800)")],
    "? [a]\n: b": [("15:9 KB102", "a key must be plain text")],
    "- prove": [("15:7 KB001", "kbgen holds options, each with its name, one a line → write")],
    "five": [("15:7 KB001", "kbgen holds options, each with its name, one a line → write")],
    # Five mistakes, five findings.
    'prove: "yes"\nlocal: {}\nforms: {service: formspre}\nbrand: {accent: teal}\nchecks: {KB461: never}': [
        ("15:14 KB001", "prove: must be true, false or doubts"),
        ("16:7 KB001", "unknown option 'local'"),
        ("17:24 KB001", "unknown service 'formspre'"),
        ("18:23 KB001", "'teal' is no colour"),
        ("19:23 KB001", "'never' is no severity"),
    ],
    # Mistakes that only MkDocs' own configuration shows are reported with the others.
    "locales: {fr: fr-FR}\nprove: 1": [
        ("15:17 KB001", "locales names fr"),
        ("16:14 KB001", "prove: must be true, false or doubts"),
    ],
}


@pytest.mark.parametrize("options", MISTAKES)
def test_every_mistake_in_the_options_has_its_line_and_a_hint(options: str, site: MakeSite) -> None:
    findings = found(site(own(options)))
    expected = MISTAKES[options]
    assert len(findings) == len(expected), findings
    for finding, (place, says) in zip(findings, expected, strict=True):
        assert finding.startswith(f"mkdocs.yml:{place} ") and says in finding, finding


COMMANDS = (
    ("check",),
    ("build",),
    ("build", "--no-cache"),
    ("build", "--shard", "1/2"),
    ("merge",),
    ("serve", "--dev-addr", "127.0.0.1:1"),
    ("facts",),
    ("verify", "content"),
    ("schema",),
    ("hosting", "nginx"),
    ("import", "mkdocs.yml"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_every_mistake(command: tuple[str, ...], site: MakeSite) -> None:
    result = site(own("prove: 1\nlocal: {}\ncontact: 2026-02-30")).run(*command)
    assert result.exit_code == 1, result.output
    for place in ("15:14", "16:7", "17:16"):
        assert f"mkdocs.yml:{place}: error KB001" in result.output
    assert "3 errors." in result.output and "Traceback" not in result.output


@pytest.mark.parametrize("format_", ["json", "sarif", "github"])
def test_check_tells_them_in_every_format(format_: str, site: MakeSite) -> None:
    result = site(own("prove: 1\nlocal: {}")).run("check", "--format", format_)
    assert result.exit_code == 1
    assert result.stdout.count("KB001") >= 2 and "unknown option 'local'" in result.stdout


# What was right before is right now, and means the same.
RIGHT = [
    "",
    "prove:",
    "checks: {KB461: off, KB421: {notice: error, '*': no}}",
    "locales: {ur: , ar: ar-AE, hi: {tag: , currencies: {AED: {one: x, other: y}}}}",
    "meta_fields: []\ncontact: []\nbrand: {}\nforms: {subject: , endpoint: }",
    'brand: {accent: "#abc", logo: , social: }',
    "hosting: {headers: off, allow: {script-src: [\"'sha256-abc='\"], frame-ancestors: \"'self'\"}}",
    "limits: {page_seconds: 0.5}",
    "search: {beacon: 'http://localhost:9/x'}",
    "contact: &none []\nmeta_fields: *none",
    "forms: {<<: {feedback: false}, service: netlify}",
]


@pytest.mark.parametrize("options", RIGHT)
def test_options_that_are_right(options: str, site: MakeSite) -> None:
    assert found(site(own(options))) == []


@pytest.mark.parametrize("name", Options.model_fields)
def test_a_hint_when_followed_mends_the_mistake(name: str) -> None:
    field = Options.model_fields[name]
    assert field.description
    _, [finding] = read_options(parse_yaml(f"{name}: ~false~", "mkdocs.yml")[0], Path("/nowhere"))
    text = finding.hint.removeprefix("write ")
    options, findings = read_options(parse_yaml(text, "mkdocs.yml")[0], Path("/nowhere"))
    assert findings == [] and options is not None, text


# Inherited files and variables.

BASE = f"""\
-- conf/base.yml --
{CONFIG.replace("docs_dir: content", "docs_dir: ../content").split("plugins:")[0]}\
plugins:
  i18n:
    docs_structure: folder
    languages: [{{locale: en, name: English, default: true}}]
  kbgen:
    prove: !ENV [KBGEN_TEST_PROVE, false]
    contact: [line]
    locales: {{en: en-GB}}
-- mkdocs.yml --
INHERIT: conf/base.yml
docs_dir: content
"""


def settings(project: Project) -> tuple[bool, tuple[str, ...], str | None]:
    read = load(project.root / "mkdocs.yml").settings
    return read.prove, read.contact, read.languages[0].tag


def test_options_are_inherited_key_by_key(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(site(BASE)) == (False, ("line",), "en-GB")
    monkeypatch.setenv("KBGEN_TEST_PROVE", "true")
    project = site(f"{BASE}plugins: {{kbgen: {{contact: [mail], locales: {{en: en-AE}}}}}}\n")
    assert settings(project) == (True, ("mail",), "en-AE")


def test_a_mistake_is_told_where_it_stands(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KBGEN_TEST_PROVE", "perhaps")
    project = site(f"{BASE}plugins: {{kbgen: {{contact: 5}}}}\n".replace("en: en-GB", "fr: fr-FR"))
    places = [finding.partition(" → ")[0] for finding in found(project)]
    assert places == [
        "conf/base.yml:10:12 KB001 prove: must be true, false or doubts",
        "conf/base.yml:12:15 KB001 locales names fr, but the site's languages are en",
        "mkdocs.yml:3:28 KB001 contact must be a list: [one, two]",
    ]


INHERITS = {
    "INHERIT: gone.yml": "1:10 KB001 INHERIT: there is no file 'gone.yml'",
    "INHERIT: content": "1:10 KB001 INHERIT: there is no file 'content'",
    "INHERIT: mkdocs.yml": "1:10 KB001 INHERIT: 'mkdocs.yml' leads back",
    "INHERIT: [a]": "1:10 KB001 INHERIT names another file",
    "INHERIT:": "1:9 KB001 INHERIT names another file",
}


@pytest.mark.parametrize("line", INHERITS)
def test_a_file_that_cannot_be_inherited(line: str, site: MakeSite) -> None:
    [finding] = found(site(f"-- mkdocs.yml --\n{line}\n{CONFIG}"))
    assert finding.startswith(f"mkdocs.yml:{INHERITS[line]}")


# Tags that would run a program. TOUCH stands for a file that must not come to be.

RUN = "!!python/object/apply:os.system ['echo x >> TOUCH']"
HOSTILE = {
    "a value of an option": own(f"contact: {RUN}"),
    "deep in an option": own(f"brand: {{social: {{X: {RUN}}}}}"),
    "a key of an option": own(f"? {RUN}\n: 1"),
    "an anchor of another setting": own("contact: *a\n  # end\nmeta: 1").replace(
        "site_name:", f"extra: {{a: &a {RUN}}}\nsite_name:"
    ),
    "all options": f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', f'- kbgen: {RUN}')}",
    "another plugin": f"-- mkdocs.yml --\n{CONFIG}  - search: {{lang: {RUN}}}\n",
    "an extension": f"-- mkdocs.yml --\n{CONFIG}markdown_extensions: [toc: {{slugify: {RUN}}}]\n",
    "a setting of MkDocs": f"-- mkdocs.yml --\n{CONFIG}copyright: {RUN}\n",
    "a plugin's name": f"-- mkdocs.yml --\n{CONFIG}  - {RUN}\n",
    "the default of a variable": f"-- mkdocs.yml --\n{CONFIG}copyright: !ENV [NO_SUCH, {RUN}]\n",
    "a merge key": f"-- mkdocs.yml --\n{CONFIG}extra: {{<<: {{a: {RUN}}}}}\n",
    "a tag by another name": f"-- mkdocs.yml --\n%TAG ! tag:yaml.org,2002:python/object/apply:\n---\n"
    f"{CONFIG}copyright: !os.system ['echo x >> TOUCH']\n",
    "a new object": f"-- mkdocs.yml --\n{CONFIG}extra: {{a: !!python/object/new:os.system "
    "['echo x >> TOUCH']}\n",
    "a state that is set": f"-- mkdocs.yml --\n{CONFIG}markdown_extensions:\n  - toc:\n      slugify: "
    "!!python/object/apply:pymdownx.slugs.slugify {kwds: {}, state: [!!python/name:os.system , "
    "['echo x >> TOUCH'], {}, null]}\n",
    "in keywords": f"-- mkdocs.yml --\n{CONFIG}markdown_extensions:\n  - toc:\n      slugify: "
    f"!!python/object/apply:pymdownx.slugs.slugify {{kwds: {{case: {RUN}}}}}\n",
    "an inherited file": f"-- base.yml --\ncopyright: {RUN}\n"
    f"-- mkdocs.yml --\nINHERIT: base.yml\n{CONFIG}",
    "an inherited file of an inherited file": f"-- a/c.yml --\nplugins: {{kbgen: {{prove: {RUN}}}}}\n"
    f"-- a/b.yml --\nINHERIT: c.yml\n-- mkdocs.yml --\nINHERIT: a/b.yml\n{CONFIG}",
    "a module that is imported": f"-- mkdocs.yml --\n{CONFIG}extra: {{a: !!python/module:evil }}\n"
    "-- evil.py --\nopen('TOUCH', 'w')\n",
    "a name": f"-- mkdocs.yml --\n{CONFIG}copyright: !!python/name:evil.x \n"
    "-- evil.py --\nopen('TOUCH', 'w')\n",
}


def hostile(name: str, root: Path) -> tuple[Project, Path]:
    touched = root / "touched"
    return write_site(root / "project", HOSTILE[name].replace("TOUCH", str(touched))), touched


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_a_configuration_names_is_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, touched = hostile(name, tmp_path)
    monkeypatch.syspath_prepend(project.root)
    for command in COMMANDS:
        result = project.run(*command)
        assert result.exit_code == 1, (command, result.output)
        assert ": error KB001" in result.output and "→" in result.output
        assert not touched.exists(), command
    assert all(".yml:" in finding and " KB001 " in finding for finding in found(project))


def test_mkdocs_itself_would_have_run_it(tmp_path: Path) -> None:
    """The files above do what they are meant to, where nobody looks."""
    project, touched = hostile("a value of an option", tmp_path)
    with contextlib.suppress(BaseException):
        load_config(str(project.root / "mkdocs.yml"))
    assert touched.exists()


def test_a_save_while_serving_runs_nothing(tmp_path: Path) -> None:
    desk = Desk(write_site(tmp_path / "project", "").root)
    touched = tmp_path / "touched"
    desk.save(HOSTILE["a value of an option"].replace("TOUCH", str(touched)))
    with pytest.raises(BuildError) as problem:
        desk.change("mkdocs.yml")
    [finding] = problem.value.findings
    assert (finding.code, finding.span[:3]) == ("KB001", ("mkdocs.yml", 15, 16))
    assert not touched.exists()


# What MkDocs, Material and PyMdown Extensions document goes on working.

DOCUMENTED = """\
markdown_extensions:
  - toc:
      permalink: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  - pymdownx.tabbed:
      alternate_style: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify
        kwds:
          case: lower
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
        - name: math
          class: arithmatex
          format: !!python/object/apply:pymdownx.arithmatex.arithmatex_fenced_format {kwds: {mode: generic, tag: pre}}
  - pymdownx.snippets:
      base_path: !relative $config_dir
"""
OTHERS = """\
  - search:
      separator: !ENV [NO_SUCH_VARIABLE, '[\\s\\-]+']
  - tags:
      tags_slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
"""


def test_documented_tags_go_on_working(site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG}{OTHERS}{DOCUMENTED}")
    assert read_configuration(project.root / "mkdocs.yml").findings == ()
    assert found(project) == []
    project.build()


@pytest.mark.parametrize("name", ["mkdocs.yml", "kbgen/starter/mkdocs.yml"])
def test_our_own_configurations_are_clean(name: str) -> None:
    read = read_configuration(REPOSITORY / name)
    assert (read.findings, read.doubts, read.tags) == ((), (), {})


# Wrong values of MkDocs' settings: check and build report the line of the setting.

BOMB = "extra:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"  {name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)
MISTYPED = {
    "theme: [material]": (CONFIG.replace("{name: material, font: false}", "[material]"), "4:1"),
    "a theme's name": (CONFIG.replace("name: material", "name: [a]"), "4:1"),
    "an unknown theme": (CONFIG.replace("name: material", "name: materiel"), "4:1"),
    "theme features": (CONFIG.replace("font: false", "features: 5"), "4:25"),
    "a language without locale": (CONFIG.replace("locale: ur, ", ""), "9:7"),
    "no default": (CONFIG.replace(", default: true", ""), "9:7"),
    "docs_structure": (CONFIG.replace("folder", "flat"), "7:7"),
    "docs_dir, a file": (CONFIG.replace("docs_dir: content", "docs_dir: mkdocs.yml"), "3:1"),
    "docs_dir, a list": (CONFIG.replace("docs_dir: content", "docs_dir: [a]"), "3:1"),
    "site_url": (CONFIG.replace("https://help.example.com/", "'http://['"), "2:1"),
    "an unknown plugin": (f"{CONFIG}  - nope\n", "15:5"),
    "nav: 5": (f"{CONFIG}nav: 5\n", "15:1"),
    "an address in nav": (f"{CONFIG}nav: [{{a: 'http://['}}]\n", "15:1"),
    "exclude_docs": (f"{CONFIG}exclude_docs: '[z-a]'\n", "15:1"),
    "an unknown extension": (f"{CONFIG}markdown_extensions: [nope]\n", "15:1"),
    "an extension's option": (f"{CONFIG}markdown_extensions: [toc: {{a: b}}]\n", "15:1"),
    "a name that is not there": (
        f"{CONFIG}markdown_extensions: [toc: {{slugify: !!python/name:os.nope }}]\n",
        "15:38",
    ),
    "a hook that is not there": (f"{CONFIG}hooks: [gone.py]\n", "15:1"),
    "dev_addr": (f"{CONFIG}dev_addr: x\n", "15:1"),
    "extra_css": (f"{CONFIG}extra_css: [5]\n", "15:1"),
    "extra_templates": (f"{CONFIG}extra_templates: [5]\n", "15:1"),
    "extra.alternate": (f"{CONFIG}extra: {{alternate: 5}}\n", "15:9"),
    "site_dir": (f'{CONFIG}site_dir: "a\\0"\n', "15:11"),
    "a day": (f"{CONFIG}extra: {{a: 2026-02-30}}\n", "15:12"),
    "!!int": (f'{CONFIG}extra: {{a: !!int "x"}}\n', "15:12"),
    "0b_": (f"{CONFIG}extra: {{a: 0b_}}\n", "15:12"),
    "an unknown tag": (f"{CONFIG}extra: {{a: !x y}}\n", "15:12"),
    "!relative": (f"{CONFIG}extra: {{a: !relative $x}}\n", "15:12"),
    "an escape": (f'{CONFIG}extra: {{a: "\\UFFFFFFFF"}}\n', "15:15"),
    "two documents": (f"{CONFIG}---\na: b\n", "15:1"),
    "a list": ("- a\n", "1:1"),
    "deep": (f"{CONFIG}extra: {'[' * 50_000}\n", "15:67"),
    "deep lists": (f"{CONFIG}nav:\n{'- ' * 10_000}\n", "16:119"),
    "a bomb": (f"{CONFIG}{BOMB}", "16:10"),
    "a bomb of merge keys": (
        f"{CONFIG}extra:\n  a: &a {{x: y}}\n"
        + "".join(
            f"  {name}: &{name} {{<<: [{', '.join([f'*{before}'] * 10)}]}}\n"
            for before, name in zip("abcdef", "bcdefg", strict=True)
        ),
        "16:6",
    ),
}


# Below `- kbgen:`, in line 15 and further, with its own indentation; and what a person is told.
INDENTED = {
    "    prove: true\n    contact: []\n": [
        "15:5 KB001 'prove' stands beside kbgen, not below it → indent it further than 'kbgen:'",
        "16:5 KB001 'contact' stands beside kbgen, not below it → indent it further",
    ],
    "      home:\n  - faq/pin\n": [
        "16:5 KB002 Config value 'plugins': The \"faq/pin\" plugin is not installed "
        "→ if it belongs to 'home:', indent it further than that"
    ],
    "      prove: true\n     contact: []\n": [
        "16:6 KB102 not valid YAML: expected <block end>, but found '<block mapping start>' "
        "→ this line begins in column 6, line 15 in column 7; what belongs together"
    ],
    "      home:\n    - faq/pin\n": [
        "16:5 KB102 not valid YAML: expected <block end>, but found '-' "
        "→ this line begins in column 5, line 15 in column 7"
    ],
    "      prove: true\n    # Below.\n    contact: []\n\n      timezone: Asia/Dubai\n": [
        "19:7 KB102 not valid YAML: expected <block end>, but found '<block mapping start>' "
        "→ this line begins in column 7, line 17 in column 5"
    ],
}


@pytest.mark.parametrize("options", INDENTED)
def test_what_is_wrongly_indented_is_told_where_it_stands(options: str, site: MakeSite) -> None:
    project = site(f"-- mkdocs.yml --\n{CONFIG.replace('- kbgen', '- kbgen:')}{options}")
    findings = found(project)
    assert len(findings) == len(INDENTED[options]), findings
    for finding, says in zip(findings, INDENTED[options], strict=True):
        assert finding.startswith(f"mkdocs.yml:{says}")


def test_an_option_at_the_margin_is_told_where_it_belongs(site: MakeSite) -> None:
    (finding,) = site(f"-- mkdocs.yml --\n{CONFIG}home: [index]\n").check()
    assert "{line} {severity} {code}".format(**finding) == "15 error KB001"
    assert finding["hint"] == "move this line below '- kbgen:' (line 14), with 6 spaces before it"


@pytest.mark.parametrize("name", MISTYPED)
def test_a_mistyped_setting_of_mkdocs_is_told_with_its_line(name: str, site: MakeSite) -> None:
    config, place = MISTYPED[name]
    project = site(f"-- mkdocs.yml --\n{config}")
    [finding] = found(project)
    assert finding.startswith(f"mkdocs.yml:{place} KB")
    assert len(finding) < 500
    result = project.run("build")
    assert result.exit_code == 1 and f"mkdocs.yml:{place}: error" in result.output
    assert "Traceback" not in result.output and not (project.root / "site").exists()


# With MkDocs' own command.


def test_mkdocs_build_tells_every_mistake_with_its_line(site: MakeSite) -> None:
    project = site(own('prove: "yes"\nlocal: {}\nforms: {service: formspre}'))
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    for place in ("15:14", "16:7", "17:24"):
        assert f"mkdocs.yml:{place}: KB001" in done.stderr
    assert "3 errors in mkdocs.yml" in done.stdout and "Traceback" not in done.stderr


def test_a_configuration_without_a_file_is_read_as_well(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site("")
    monkeypatch.chdir(project.root)
    data = yaml.safe_load(CONFIG)
    for options, is_right in (({"prove": True}, True), ({"prove": "yes"}, False)):
        data["plugins"][-1] = {"kbgen": options}
        text = yaml.safe_dump(data, allow_unicode=True)
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) == is_right, done.stderr
        assert (
            "mkdocs.yml:1:1: KB001 prove: must be true, false or doubts" in done.stderr
        ) != is_right


# `kbgen diff` of a revision that another person made.

PAGE = "-- content/en/faq/a.md --\n---\ntitle: A\n---\nOne.\n"
NAMES = {
    "a tag that runs": (f"{CONFIG}copyright: {RUN}\n", "!!python/object/apply:os.system"),
    "a tag in the options": (own(f"contact: {RUN}").partition("\n")[2], "os.system"),
    "a name": (
        f"{CONFIG}markdown_extensions: [toc: {{slugify: !!python/name:evil.x }}]\n",
        "!!python/name:evil.x (mkdocs.yml:15:38)",
    ),
    "a hook": (f"{CONFIG}hooks: [evil.py]\n", "the hook evil.py"),
    "a plugin": (f"{CONFIG}  - tags\n", "the plugin tags"),
    "an extension": (f"{CONFIG}markdown_extensions: [evil]\n", "the Markdown extension evil"),
    "an inherited file": (f"INHERIT: base.yml\n{CONFIG}", "os.system (base.yml:1:12)"),
}
EVIL = f"-- evil.py --\nopen('TOUCH', 'w')\n-- base.yml --\ncopyright: {RUN}\n"


@pytest.fixture
def versioned(tmp_path: Path) -> Project:
    project = write_site(tmp_path / "project", PAGE)
    git(project.root, "init", "--quiet")
    return project


def commit(project: Project, tag: str, text: str) -> None:
    write_site(project.root, text)
    git(project.root, "add", ".")
    git(project.root, "commit", "--quiet", "-m", tag)
    git(project.root, "tag", tag)


@pytest.mark.parametrize("name", NAMES)
def test_diff_runs_nothing_that_a_revision_alone_names(
    name: str, versioned: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, says = NAMES[name]
    touched = tmp_path / "touched"
    text = f"-- mkdocs.yml --\n{config}{EVIL}{PAGE}".replace("TOUCH", str(touched))
    commit(versioned, "theirs", text)
    commit(versioned, "mine", f"-- mkdocs.yml --\n{CONFIG}{PAGE.replace('One', 'Two')}")
    (versioned.root / "evil.py").unlink()
    monkeypatch.syspath_prepend(versioned.root)
    result = versioned.run("diff", "theirs", "mine")
    assert result.exit_code == 2, result.output
    assert says in result.output and "compare the folders" in result.output
    assert "Traceback" not in result.output and not touched.exists()


def test_diff_of_a_revision_whose_programs_were_others(versioned: Project, tmp_path: Path) -> None:
    config = f"-- mkdocs.yml --\n{CONFIG}hooks: [own/hook.py]\n"
    touched = tmp_path / "touched"
    commit(versioned, "theirs", f"{config}-- own/hook.py --\nopen('{touched}', 'w')\n{PAGE}")
    commit(versioned, "mine", f"{config}-- own/hook.py --\nimport os\n{PAGE}")
    result = versioned.run("diff", "theirs", "mine")
    assert result.exit_code == 2 and "another own/hook.py" in result.output
    assert not touched.exists()
    assert versioned.run("diff", "mine", "mine").exit_code == 0  # the same are run


def test_diff_leaves_templates_of_a_revision_out(versioned: Project, tmp_path: Path) -> None:
    config = "-- mkdocs.yml --\n" + CONFIG.replace("font: false", "font: false, custom_dir: own")
    touched = tmp_path / "touched"
    run = f"{{{{ cycler.__init__.__globals__.os.system('echo x >> {touched}') }}}}"
    commit(
        versioned,
        "theirs",
        f"{config}-- own/main.html --\n{run}\n-- own/base.html --\n{run}\n{PAGE}",
    )
    (versioned.root / "own/base.html").unlink()
    commit(versioned, "mine", f"{config}-- own/main.html --\nMine\n{PAGE.replace('One', 'Two')}")
    result = versioned.run("diff", "theirs", "mine")
    assert result.exit_code == 1 and "[-One.-] {+Two.+}" in result.output
    assert not touched.exists()


def test_diff_leaves_templates_among_the_content_out(versioned: Project, tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    run = f"{{{{ cycler.__init__.__globals__.os.system('echo x >> {touched}') }}}}"
    config = (
        f"-- mkdocs.yml --\n{CONFIG}extra_templates: [en/more.html]\n-- content/en/more.html --\n"
    )
    commit(versioned, "theirs", f"{config}{run}\n{PAGE}")
    commit(versioned, "mine", f"{config}Mine\n{PAGE.replace('One', 'Two')}")
    assert versioned.run("diff", "theirs", "mine").exit_code == 1
    assert not touched.exists()


def test_diff_tells_the_mistakes_of_a_revision(versioned: Project) -> None:
    commit(versioned, "theirs", own("prove: 1") + PAGE)
    commit(versioned, "mine", f"-- mkdocs.yml --\n{CONFIG}{PAGE}")
    result = versioned.run("diff", "theirs", "mine")
    assert result.exit_code == 2
    assert "mkdocs.yml:15:14: error KB001" in result.output
    assert "'theirs' has errors, so there is no site to compare" in result.output


# Whatever stands there.

words = st.one_of(
    st.sampled_from([*Options.model_fields, "tag", "accent", "logo", "img-src", "KB461", "*"]),
    st.sampled_from(
        ["off", "2026-02-30", "0b_", "=", "<<", "!!int x", "!x y", "!ENV A", "*a", "&a b"]
    ),
    st.sampled_from(
        ["!!python/name:os.x ", "!!python/object/apply:os.getpid []", "!!binary x", "~"]
    ),
    st.integers().map(str),
    st.floats().map(str),
    st.text(max_size=12),
    st.text(max_size=12).map(json.dumps),
)
flows = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(words, inner), max_size=4).map(
            lambda pairs: f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"
        ),
    ),
    max_leaves=12,
)


@given(st.lists(st.tuples(st.sampled_from([*Options.model_fields]) | words, flows), max_size=5))
def test_no_options_are_too_broken_to_report(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    options = "\n".join(f"{key}: {value}" for key, value in pairs)
    text = own(options).partition("\n")[2]
    project = write_site(root, "")
    (root / "mkdocs.yml").write_text(text, "utf-8", errors="surrogatepass")
    result = project.run("check", "--format", "json")
    assert result.exit_code in (0, 1), (text, result.output)
    for finding in json.loads(result.stdout):
        assert finding["path"] in ("mkdocs.yml",) or finding["severity"] == "warning", finding
        assert finding["line"] <= len(text.split("\n")) + 1
