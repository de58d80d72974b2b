"""A rule gets only the inputs that it declares, and all of them are in its cache key."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kbgen.checks import rules
from kbgen.checks.inputs import (
    OF_PAGE,
    OF_SITE,
    SHARED,
    InputGroup,
    RuleInputs,
    declared,
    findings_in_site,
    grouped,
)
from kbgen.checks.needed import NEEDED, check_needed
from kbgen.commands.build import check_project
from kbgen.model.article import Article
from kbgen.model.finding import Finding, warning
from kbgen.model.hosting import MERMAID
from kbgen.model.message import msg, verbatim
from kbgen.model.site import Settings, Site
from kbgen.system.parse_cache import ParseCache
from tests.conftest import MakeSite
from tests.sites import CONFIG, write_files

TEXT = """\
-- content/facts.yml --
pin.length: {number: 4}
fee: {money: 25 AED}
-- content/glossary.yml --
pin: {en: PIN, ur: پن}
-- content/en/faq/pin.md --
---
title: PIN
---
Ask us. See [the fee](fee.md).
-- content/ur/faq/pin.md --
---
title: پن
---
پوچھیں۔ [فیس](fee.md)
-- content/hi/faq/pin.md --
---
title: पिन
---
पूछें।
-- content/en/faq/fee.md --
---
title: Fee
---
It is {{ fee }}.
-- content/en/faq/late.md --
---
title: Late
---
Late.
"""
PAGE, LEDGER = ("ur", "faq/pin"), "facts.yml"
URDU = "-- content/ur/faq/pin.md --\n---\n{fields}title: پن\n---\n{body} [فیس](fee.md)\n"


@pytest.fixture
def read(site: MakeSite) -> Callable[..., Site]:
    root = site(TEXT).root
    return lambda as_of=None: check_project(root / "mkdocs.yml", as_of)[0]


def keys(site: Site) -> dict[str, str]:
    """Return the key of each group of rules for a page, by what they know apart from it."""
    article, inputs = site.articles[PAGE], RuleInputs(site)
    return {
        ", ".join(name for name in group.names if name in SHARED): group.key(inputs, article)
        for group in rules.GROUPS
        if group.is_cached
    }


FACTS = {"values", "branch_names, values", "branch_names, terms, values"}
OF_SOURCE = {"", "draws", "terms", *FACTS}
EVERY = {"has_formulas", *OF_SOURCE}
FORMULAS = "markdown_extensions: [pymdownx.arithmatex: {generic: true}]\n"
CHANGES: dict[str, tuple[str, set[str]]] = {
    "its text": (URDU.format(fields="", body="بتائیں۔"), EVERY),
    "its lines": (URDU.format(fields="# ہمارا\n", body="پوچھیں۔"), EVERY),
    "its source": ("-- content/en/faq/pin.md --\n---\ntitle: PIN\n---\nCall us.\n", OF_SOURCE),
    "the lines of its source": (
        "-- content/en/faq/pin.md --\n---\n---\nAsk us. See [the fee](fee.md).\n",
        OF_SOURCE,
    ),
    "a third language": ("-- content/hi/faq/pin.md --\n---\ntitle: पिन\n---\nबताएँ।\n", {"", *FACTS}),
    "a fact": ("-- content/facts.yml --\npin.length: {number: 5}\nfee: {money: 25 AED}\n", FACTS),
    "a fact's id": ("-- content/facts.yml --\npin.size: {number: 4}\nfee: {money: 25 AED}\n", FACTS),
    "the value of a branch": (
        "-- content/facts.yml --\npin.length: {number: 4}\nfee: {money: 25 AED, varies: branch}\n"
        "-- content/branches/deira.yml --\nname: {en: D, ur: د, ar: د, hi: द}\nregion: AE\n"
        "differs: {fee: {money: 30 AED}}\n",
        FACTS,
    ),
    "the name of a branch": (
        "-- content/branches/deira.yml --\nname: {en: D, ur: د, ar: د, hi: द}\nregion: AE\n",
        FACTS - {"values"},
    ),
    "the lines of the ledger": (
        "-- content/facts.yml --\n# All.\npin.length: {number: 4}\nfee: {money: 25 AED}\n",
        set(),
    ),
    "a term": ("-- content/glossary.yml --\npin: {en: PIN, ur: رمز}\n", {"terms", "branch_names, terms, values"}),
    "a word to avoid": (
        "-- content/glossary.yml --\npin: {en: PIN, ur: پن, avoid: {ur: کوڈ}}\n",
        {"terms", "branch_names, terms, values"},
    ),
    "the lines of the glossary": ("-- content/glossary.yml --\n# All.\npin: {en: PIN, ur: پن}\n", set()),
    "digits": (
        "-- mkdocs.yml --\n"
        + CONFIG.replace("- kbgen\n", "- kbgen: {locales: {ur: {numbering: arabext}}}\n"),
        {""},
    ),
    "formulas": ("-- mkdocs.yml --\n" + CONFIG + FORMULAS, {"has_formulas"}),
    "diagrams": (f"-- content/{MERMAID} --\n//\n", {"draws"}),
    "another page": ("-- content/en/faq/late.md --\n---\ntitle: Late\n---\nToo late.\n", set()),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_an_input_that_changes_changes_the_keys_of_its_rules_alone(
    name: str, read: Callable[..., Site]
) -> None:
    before = read()
    text, changed = CHANGES[name]
    write_files(before.settings.root, text)
    old, new = keys(before), keys(read())
    assert {group for group in old if old[group] != new[group]} == changed


def test_where_nothing_changes_no_key_does(read: Callable[..., Site]) -> None:
    site = read(date(2026, 1, 1))
    assert keys(site) == keys(read(date(2027, 1, 1)))
    assert len(set(keys(site).values())) == len(EVERY)


def test_without_a_ledger_the_keys_are_others(read: Callable[..., Site]) -> None:
    before = read()
    (before.settings.content / LEDGER).unlink()
    old, new = keys(before), keys(read())
    assert {group for group in old if old[group] != new[group]} >= {"", "values"}


def test_where_a_link_leads_is_in_the_keys(read: Callable[..., Site]) -> None:
    before = read()
    (before.settings.content / "en/faq/fee.md").unlink()
    old, new = keys(before), keys(read())
    assert all(old[group] != new[group] for group in old)


def test_the_letters_of_the_fonts_are_in_the_keys(
    read: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keys(read())
    monkeypatch.setattr("kbgen.source.tree.read_coverage", lambda _: {"ur": frozenset("پن")})
    new = keys(read())
    assert {group for group in old if old[group] != new[group]} == {""}


def test_every_input_that_is_kept_has_been_changed() -> None:
    kept = {name for group in rules.GROUPS if group.is_cached for name in group.names}
    tried = {"page", "source", "versions", "values", "terms"}
    tried |= {"branch_names", "numbering", "has_ledger", "shown", "has_formulas", "draws"}
    assert kept == tried


def check_the_day_of_the_site(page: Article, site: Site) -> Iterator[Finding]:
    yield warning("KB453", page.where(), verbatim(site.settings.today))


def check_the_day_from_nowhere(page: Article) -> Iterator[Finding]:
    yield warning("KB453", page.where(), verbatim(day))  # type: ignore[name-defined] # noqa: F821 # that is the mistake


def check_the_day_of_the_page(page: Article) -> Iterator[Finding]:
    yield warning("KB453", page.where(), verbatim(page.day))  # type: ignore[attr-defined] # that is the mistake


def check_all_pages(page: Article, pages: Mapping[Any, Article]) -> Iterator[Finding]:
    yield warning("KB453", page.where(), verbatim(len(pages)))


def check_a_page(page: Article) -> Iterator[Finding]:
    yield warning("KB453", page.where(), msg("found"))


def shown(findings: Iterable[Finding]) -> list[str]:
    return sorted(f"{one.span} {one.code} {one.message}" for one in findings)


def test_step_by_step_the_rules_find_what_they_find_at_once(
    read: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = read()
    recall = ParseCache(tmp_path / "kept", "program")
    steps = list(rules.check_steps(site, recall))
    whole = shown(rules.check(site))
    assert whole and shown(one for step in steps for one in step) == whole
    searched: list[InputGroup] = []
    find = InputGroup.findings_in

    def noted(group: InputGroup, *args: Any) -> list[Finding]:
        searched.append(group)
        return find(group, *args)

    monkeypatch.setattr(InputGroup, "findings_in", noted)
    assert shown(rules.check(site, recall)) == whole, "what is known is found again"
    assert searched and not any(group.is_cached for group in searched), "and not looked for"
    assert len(steps) > len(rules.WHOLE) + 2, "page by page"


def test_of_one_page_the_rules_find_what_is_wrong_in_it_and_its_translations(
    read: Callable[..., Site],
) -> None:
    site = read()
    paths = {article.path for article in site.articles.values() if article.id == "faq/pin"}
    needed = shown(check_needed(site))
    of_page = [one for one in rules.check(site) if one.span.path in paths]
    expected = [line for line in shown(of_page) if line not in needed]
    assert expected and shown(rules.check_group(site, "faq/pin")) == expected


FORGETFUL = (
    (check_the_day_of_the_site, TypeError, "there is no input site"),
    (check_the_day_from_nowhere, NameError, "day"),
    (check_the_day_of_the_page, AttributeError, "day"),
    (check_all_pages, TypeError, "no rule of a page may know pages"),
)


@pytest.mark.parametrize(
    ("rule", "kind", "words"), FORGETFUL, ids=lambda x: getattr(x, "__name__", "")
)
def test_a_rule_that_reads_what_it_does_not_declare_fails_at_once(
    rule: Callable[..., Iterator[Finding]],
    kind: type[Exception],
    words: str,
    read: Callable[..., Site],
) -> None:
    site = read()
    with pytest.raises(kind, match=words):
        for group in grouped([rule]):
            group.findings_in(RuleInputs(site), site.articles[PAGE])


def test_a_rule_is_given_what_it_declares(read: Callable[..., Site]) -> None:
    site = read()
    (group,) = grouped([check_a_page])
    found = group.findings_in(RuleInputs(site), site.articles[PAGE])
    assert [(finding.span.path, finding.message) for finding in found] == [
        ("content/ur/faq/pin.md", "found")
    ]
    with pytest.raises(TypeError, match="no rule of the site may know page"):
        list(findings_in_site([check_a_page], RuleInputs(site)))


def test_every_input_is_wanted_by_a_rule() -> None:
    wanted = {
        name
        for rule in (*NEEDED, *rules.WHOLE, *rules.RECORD, *rules.PAGE)
        for name in declared(rule)
    }
    assert wanted == {*OF_PAGE, *SHARED, *OF_SITE}


def test_no_input_holds_the_site(read: Callable[..., Site]) -> None:
    site = read()
    inputs = RuleInputs(site)
    values = [inputs.of_site(name) for name in (*SHARED, *OF_SITE)]
    values += [inputs.of_page(name, site.articles[PAGE]) for name in OF_PAGE]
    for value in values:
        assert not [held for held in _held(value) if isinstance(held, Site | Settings | Path)]


def _held(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, Mapping):
        for item in value.items():
            yield from _held(item)
    elif isinstance(value, tuple | list | Set):
        for item in value:
            yield from _held(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _held(getattr(value, field.name))


RUNNERS = {"consequences", "inputs", "needed", "outdated", "rules", "severities"}
RUNNERS |= {"file_slips", "record_last", "slip_consequences", "source_first", "verdict"}
OUTSIDE = {"os", "pathlib", "time", "random", "subprocess", "kbgen.model.site", "kbgen.system"}
MODULES = [
    file
    for file in sorted(Path(rules.__file__).parent.glob("*.py"))
    if file.stem not in RUNNERS and file.stem != "__init__"
]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_rule_has_no_other_way_to_the_site_the_disk_or_the_day(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now")
            continue
        assert not [n for n in names if any(n == o or n.startswith(f"{o}.") for o in OUTSIDE)]
