"""addresses.txt: what it lists, what is wrong in it, and that adding to it changes nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.addresses import ListedAddress
from kbgen.source.address_list import parse_address_list, with_addresses
from tests.conftest import MakeSite

NAMES = st.text("abz", min_size=1, max_size=3)
ADDRESSES = st.builds(
    lambda parts, anchor: "/".join(parts) + (f"#{anchor}" if anchor else ""),
    st.lists(NAMES, min_size=1, max_size=3),
    st.one_of(st.just(""), NAMES),
)


def test_lines_say_where_an_address_leads_or_that_it_is_gone() -> None:
    lines, findings = parse_address_list(
        "# about\nfaq/a\nfaq/a#b\nold -> faq/a#b\n/help/%D8%A7 1.html -> faq/a\n\nx gone\n"
        "y -> https://example.com/a?b\n",
        "addresses.txt",
    )
    assert [one[:3] for one in lines] == [
        ("faq/a", "", False),
        ("faq/a#b", "", False),
        ("old", "faq/a#b", False),
        ("x", "", True),
        ("y", "https://example.com/a?b", False),
    ]
    assert [str(one.span) for one in findings] == ["addresses.txt:5:1"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("<<<<<<< HEAD", "a line of git's conflicts was left here"),
        ("faq/a faq/b", "a line has one address"),
        ("a -> b -> c", "a line has one address"),
        ("//example.com", "'//example.com' is no address"),
        ("/a/../b -> faq/a", "'/a/../b' is no address"),
        ("/a?id=1 -> faq/a", "'/a?id=1' is no address"),
        ("/help/a.html", "where does '/help/a.html' lead?"),
        ("a -> /b/", "'/b/' is no page that an address can lead to"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(site: MakeSite, line: str, what: str) -> None:
    project = site(f"-- addresses.txt --\nindex\n{line}\n")
    found = [one for one in project.check() if one["code"] == "KB312"]
    assert [f"{one['line']}: {one['message']}" for one in found] == [f"2: {what}"]


def test_of_two_lines_the_one_that_says_more_counts() -> None:
    lines, findings = parse_address_list("a\na -> b\nc -> d\nc\n", "")
    assert [one[:2] for one in lines] == [("a", "b"), ("c", "d")]
    assert findings == []
    _, findings = parse_address_list("a -> b\na -> c\n", "addresses.txt")
    assert [one.message for one in findings] == ["'a' is in line 1, too, where it leads elsewhere"]


@given(st.lists(ADDRESSES, unique=True), st.lists(ADDRESSES, unique=True))
def test_adding_keeps_what_is_there(before: list[str], added: list[str]) -> None:
    text = with_addresses("# mine\n\n", before)
    after = with_addresses(text, added)
    lines, findings = parse_address_list(after, "")
    assert findings == []
    assert {one.address for one in lines} == {*before, *added}
    assert len(lines) == len({*before, *added})
    assert after.startswith("# mine\n")
    rest = iter(after.split("\n"))
    assert all(line in rest for line in text.split("\n") if line)
    assert with_addresses(after, added) == after


def test_comments_line_ends_and_an_order_of_ones_own_stay() -> None:
    text = "# a\r\nz\r\n# about b\r\nb\r\n"
    assert with_addresses(text, ["c", "a"]) == "# a\r\nz\r\n# about b\r\nb\r\na\r\nc\r\n"
    target = ListedAddress("z", "b")
    assert with_addresses(text, [target]) == "# a\r\nz -> b\r\n# about b\r\nb\r\n"


def test_two_branches_merge_as_a_union() -> None:
    base = with_addresses("", ["a", "m", "z"])
    one, two = with_addresses(base, ["b"]), with_addresses(base, ["c"])
    union = one + "".join(line for line in two.splitlines(keepends=True) if line not in one)
    lines, findings = parse_address_list(union, "")
    assert findings == []
    assert {item.address for item in lines} == {"a", "b", "c", "m", "z"}
