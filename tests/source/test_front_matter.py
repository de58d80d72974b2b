"""Front matter: cut, read and typed, whatever is thrown at it."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbgen.kinds import KINDS
from kbgen.kinds.policy import PolicyMeta
from kbgen.source.front_matter import read_front_matter, split_front_matter
from kbgen.source.known_fields import FieldRules
from kbgen.source.yaml import parse_yaml
from tests.conftest import MakeSite

lines = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\n\r\x85\u2028\u2029"), max_size=30
)
scalars = st.one_of(
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.dates(min_value=date(1000, 1, 1)),
    st.text(alphabet="ab رسالہ :#-'\"[]{},&*!|>%@`\\", max_size=20),
    st.none(),
)
data = st.dictionaries(
    st.text(alphabet="abcxyz_", min_size=1, max_size=8),
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=5),
    max_size=5,
)
PIECES = (
    "--- title: description: effective: draft: : - [ ] { } & * ! | > ' \" # , 18:00 yes ا".split()
)
rough = st.lists(
    st.sampled_from([*PIECES, "\n", "\n", "  ", "\t", "2027-02-31", "<<: ", "? "]), max_size=30
).map("".join)


@given(data)
def test_yaml_reads_back_what_was_written(written: dict[str, object]) -> None:
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    document, findings = parse_yaml(text, "x.yml")
    assert findings == [] or all(f.code == "KB112" for f in findings)
    assert (document.data or {}) == written


@given(data)
def test_every_value_has_its_place(written: dict[str, object]) -> None:
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    document, _ = parse_yaml(text, "x.yml", 7)
    for key in written:
        span = document.keys[(key,)]
        line = text.split("\n")[span.line - 7]
        assert line[span.column - 1 :].lstrip("'\"").startswith(key)


@given(rough)
def test_no_front_matter_is_too_broken_to_report(text: str) -> None:
    page = f"---\n{text}\n---\nbody\n"
    split, findings = split_front_matter(page, "a.md")
    for page_id in ("index", *(f"{kind.folder}/a" for kind in KINDS)):
        meta, _, problems = read_front_matter(split, "a.md", page_id, False, FieldRules())
        assert meta is not None or problems
        for finding in (*findings, *problems):
            assert finding.span.path == "a.md"
            assert 1 <= finding.span.line <= page.count("\n") + 1
            assert finding.message


@given(st.lists(lines, max_size=8), st.lists(lines, max_size=8))
def test_front_matter_and_body_keep_their_lines(head: list[str], body: list[str]) -> None:
    head = [line for line in head if line.strip() not in ("---", "...") and "---" not in line]
    text = "\n".join(["---", *head, "---", *body])
    split, findings = split_front_matter(text, "a.md")
    assert findings == []
    assert split.yaml.split("\n") == (head or [""])
    assert split.body.split("\n") == (body or [""])
    assert split.body_line == len(head) + 3


def test_values_have_the_types_of_their_kind() -> None:
    page = (
        '---\ntitle: "پالیسی: واپسی"\neffective: 2026-03-01\nversion: "2.1"\nkeywords: one\n---\n'
    )
    split, _ = split_front_matter(page, "a.md")
    meta, _, findings = read_front_matter(split, "a.md", "policies/a", False, FieldRules())
    assert findings == []
    assert isinstance(meta, PolicyMeta)
    assert (meta.title, meta.effective, meta.version, meta.keywords) == (
        "پالیسی: واپسی",
        date(2026, 3, 1),
        "2.1",
        ("one",),
    )


BEGINS_WITH_FACT = ["{{ fee }} in every city", '{{ fee }} for "express"', "{{ fee }}"]


@pytest.mark.parametrize("title", BEGINS_WITH_FACT)
def test_a_title_that_begins_with_a_fact_is_to_be_quoted(title: str, site: MakeSite) -> None:
    page = "-- content/en/faq/a.md --\n---\ntitle: {}\n---\nIt costs {{{{ fee }}}}.\n"
    ledger = "-- content/facts.yml --\nfee: {money: 25 AED}\n"
    (finding,) = (
        one for one in site(ledger + page.format(title)).check() if one["code"] == "KB102"
    )
    assert int(finding["line"]) == 2 and "quotes: " in finding["hint"]
    quoted = '"{}"'.format(title.replace('"', "'"))
    assert not [o for o in site(ledger + page.format(quoted)).check() if o["code"] == "KB102"]
