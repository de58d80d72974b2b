"""The slip behind data that cannot be read is told where it is, and its edit mends it."""

from __future__ import annotations

import pytest

from kbgen.checks.fix import with_edits
from kbgen.source.yaml import parse_yaml

SLIPS = {
    # text: (line and column, the line as it was meant)
    "a:\n\tb: 1": ("2:1", "  b: 1"),
    "a:\n  b: 1\n\tc: 2": ("3:1", "  c: 2"),
    "a:\n  - b\n\t- c": ("3:1", "  - c"),
    "a: 1\n\tb: 2": ("2:1", "b: 2"),
    "a: 1\n\t\nb: 2": ("2:1", ""),
    'a: "b\nc: d': ("1:4", 'a: "b"'),
    "a: 'b\nc: d": ("1:4", "a: 'b'"),
    'a: {b: "c}\nd: e': ("1:8", 'a: {b: "c"}'),
    "a: {b: c\nd: e": ("1:4", "a: {b: c}"),
    "a: [b, {c: d]\ne: f": ("1:8", "a: [b, {c: d}]"),
    "a: [b, c\nd: e": ("1:4", "a: [b, c]"),
    "a: [b, c]]\nd: e": ("1:10", "a: [b, c]"),
    "a: b: c}\nd: e": ("1:8", "a: {b: c}"),
    "a:b\nc: d": ("1:3", "a: b"),
    "c: d\na:b": ("2:3", "a: b"),
    "a： b\nc: d": ("1:2", "a: b"),
    "a: b: c\nd: e": ("1:5", 'a: "b: c"'),
    "a: {b: c، d: e}": ("1:9", "a: {b: c, d: e}"),
    "a: 'b's c'": ("1:6", 'a: "b\'s c"'),
    'a: "b "c" d"': ("1:7", "a: 'b \"c\" d'"),
    "a:\n\u00a0\u00a0b: 1\n  c: 2": ("2:1", "  b: 1"),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_where_it_is_and_mended(text: str) -> None:
    place, meant = SLIPS[text]
    document, (found,) = parse_yaml(text, "a.yml")
    assert document.data is None and found.mend
    assert (f"{found.span.line}:{found.span.column}", found.mend.new) == (place, meant)
    assert parse_yaml(with_edits(text, [found.mend]), "a.yml")[1] == []


@pytest.mark.parametrize("text", ["a: *b", "- a\nb: c", "a: !<", "%YAML 9"])
def test_what_is_no_slip_has_no_edit(text: str) -> None:
    assert [one.mend for one in parse_yaml(text, "a.yml")[1] if one.code == "KB102"] in ([None], [])
