"""Values in YAML are changed in place; every other character stays."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbgen.source.yaml import parse_yaml
from kbgen.source.yaml_edit import AliasError, Value, edit_yaml, keep_keys

Path = tuple[str | int, ...]
EDITS: list[tuple[str, dict[Path, Value], str]] = [
    # before, values, after
    ("a: one # why\nb: two", {("a",): "three"}, "a: three # why\nb: two"),
    ("a:   'one'", {("a",): "it's"}, "a:   'it''s'"),
    ('a: "one"', {("a",): 'say "so"'}, 'a: "say \\"so\\""'),
    ("a: one", {("a",): "x: y"}, 'a: "x: y"'),
    ("a: one", {("a",): "- x"}, 'a: "- x"'),
    ("a: one", {("a",): "12"}, 'a: "12"'),
    ("a: one", {("a",): "yes"}, 'a: "yes"'),
    ("a: one", {("a",): "{{ fee }}"}, 'a: "{{ fee }}"'),
    ("a: >-\n  one\n  two\nb: c", {("a",): "three"}, "a: three\nb: c"),
    ("a: |\n  one\n\nb: c\n", {("a",): "two"}, "a: two\n\nb: c\n"),
    ("a: one\n  two\nb: c", {("a",): "d"}, "a: d\nb: c"),
    ("a: [x, 'y']", {("a",): ("p", "q, r")}, 'a: [p, "q, r"]'),
    ("a:\n- x\n- y\nb: c", {("a",): ("p",)}, "a:\n- p\nb: c"),
    ("a:\n  - x\n", {("a",): ("p", "q")}, "a:\n  - p\n  - q\n"),
    ("l: {en: A, ur: B}", {("l", "ur"): "C"}, "l: {en: A, ur: C}"),
    ("l: {en: A}", {("l", "ur"): "B, C"}, 'l: {en: A, ur: "B, C"}'),
    ("l: {en: A}", {("l", "ur"): "B?C"}, 'l: {en: A, ur: "B?C"}'),
    ("l:\n  en: A\nb: c", {("l", "ur"): "B"}, "l:\n  en: A\n  ur: B\nb: c"),
    ("a: one # end", {("b",): "two"}, "a: one\nb: two # end"),
    ("a: one\n\n# last\n", {("b",): "two"}, "a: one\nb: two\n\n# last\n"),
    ("", {("a",): "one", ("b",): ("x", "y")}, "a: one\nb: [x, y]"),
    ("a: one", {("t", "x"): "y", ("t", "z"): "w"}, "a: one\nt:\n  x: y\n  z: w"),
    ("f: {m: 1}", {("f", "label", "ur"): "B"}, "f: {m: 1, label: {ur: B}}"),
    ("a:\n  - {r: {en: A}}\n", {("a", 0, "r", "ur"): "B"}, "a:\n  - {r: {en: A, ur: B}}\n"),
    ("a: &x one\nb: *x", {("a",): "two", ("b",): "two"}, "a: &x two\nb: *x"),
    ("a: &x\n  - one\nb: c", {("a",): ("two", "three")}, "a: &x\n  - two\n  - three\nb: c"),
    ("a: same", {("a",): "same"}, "a: same"),
]


@pytest.mark.parametrize(("before", "values", "after"), EDITS)
def test_a_value_is_changed_where_it_stands(
    before: str, values: dict[Path, Value], after: str
) -> None:
    assert edit_yaml(before, values) == after


@pytest.mark.parametrize(
    ("before", "path"),
    [("a: &x one\nb: *x", ("a",)), ("a: &x {en: A}\nb: *x", ("b", "ur"))],
)
def test_a_text_of_several_places_is_changed_in_all_or_in_none(before: str, path: Path) -> None:
    with pytest.raises(AliasError):
        edit_yaml(before, {path: "two"})


@pytest.mark.parametrize("before", ["a: [", "a: one", "- x"])
def test_what_cannot_hold_the_value_is_refused(before: str) -> None:
    with pytest.raises(ValueError):
        edit_yaml(before, {("a", "b"): "x"})


SIGNS = "ab ,:#-?!&*|>%@`'\"[]{}\\0.\t~=لفظ\u200cé"
TEXTS = st.text(SIGNS, min_size=1).filter(lambda text: text.strip() == text)


@given(TEXTS, TEXTS, st.sampled_from(["k: {0}\nz: w", "k: '{0}'", "k: {{en: {0}, ur: v}}"]))
def test_any_text_is_read_as_it_was_given(text: str, other: str, form: str) -> None:
    before = form.format("x")
    path: Path = ("k", "en") if "en:" in form else ("k",)
    once = edit_yaml(before, {path: text})
    twice = edit_yaml(once, {path: other})
    for written, wanted in ((once, text), (twice, other)):
        for data in (yaml.safe_load(written), parse_yaml(written, "")[0].data):
            assert (data["k"]["en"] if "en:" in form else data["k"]) == wanted


def test_keys_are_kept_with_their_lines() -> None:
    text = "title: A\nhide:\n  - toc\nowner: x # who\nicon: y"
    assert keep_keys(text, lambda key: key in ("hide", "icon")) == "hide:\n  - toc\nicon: y\n"
    assert keep_keys("{a: b}", lambda _: True) == ""
    assert keep_keys("a: [", lambda _: True) == ""
