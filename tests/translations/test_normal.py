"""What changes a text without a change of meaning keeps its digest; everything else changes it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.translation import Block
from kbgen.translations.normal import block_digest, digest, normal_form

EQUAL = [
    ("one two", "one  two"),
    ("one two", "one\ntwo"),
    ("one two", " one\n    two "),
    ("one two", "one  \ntwo"),
    ("one two", "one\\\ntwo"),
    ("one two", "one\u00a0two"),
    ("one two", "one&nbsp;two"),
    ("one two", "one\u2009\ttwo"),
    ("caf\u00e9", "cafe\u0301"),
    ("\u0622\u067e", "\u0627\u0653\u067e"),
    ("\u0915\u093c", "\u0958"),
    ("one", "\u2068one\u2069"),
    ("one", "\u200fone\u200e"),
    ("one", "on\u00ade"),
    ("one", "\u200bone\ufeff"),
    ("{{ fee }} now", "{{fee}} now"),
    ("{{ fee | number }}", "{{fee|number}}"),
    ("a | {{ fee | number }}", "a | {{ fee \\| number }}"),
    ("[here](a.md)", "[here](../b.md#c)"),
    ("[here](a.md)", "[here](<a b.md>)"),
    ("[here](a.md)", "[here]( a.md )"),
    ("[here](a.md)", "[here]({{ shop.page }})"),
    ("[here](a.md)", "[here]()"),
    ("[here](a.md)", "[here][there]"),
    ("[here](a.md)", "[here][]"),
    ("[here](a.md).", "[here](a.md){ .button }."),
    ('[here](a.md "To")', '[here](b.md "To")'),
    ("![here](a.png)", "![here](b.png){ width=300 }"),
    ("[![here](a.png)](c.md)", "[![here](b.png)](d.md)"),
    ("<https://a.example/>", "<https://b.example/>"),
    ('<a href="a.md">here</a>', '<a href="b.md">here</a>'),
    ("**here**{: .big #id title='x y' }", "**here**"),
    ("one two", "one <!-- hidden --> two"),
    ("a | b", "a   |  b"),
    ("a | b", "a|b"),
]
DIFFERENT = [
    ("one", "two"),
    ("one", "One"),
    ("one two", "onetwo"),
    ("one.", "one"),
    ("5 days", "7 days"),
    ("\u06f5", "5"),
    ("*one*", "one"),
    ("**one**", "*one*"),
    ("`one`", "one"),
    ("{{ fee }}", "{{ time }}"),
    ("{{ fee }}", "{{ fee | number }}"),
    ("{{ fee }}", "\\{{ fee }}"),
    ("{{ fee }}", "fee"),
    ("[here](a.md)", "here"),
    ("[here](a.md)", "![here](a.md)"),
    ("[here](a.md)", "[there](a.md)"),
    ('[here](a.md "To")', '[here](a.md "From")'),
    ('[here](a.md "To")', "[here](a.md)"),
    ("a[^1]", "a[^2]"),
    ("[note]: this is so", "[note]: that is so"),
    ("[a][^1]", "[a]"),
    ("`{{ fee }} <!-- a -->`", "`{{ fee }} <!-- b -->`"),
    ("`[here](a.md)`", "`[here](b.md)`"),
    ("`a`{ .x }", "`a{ .x }`"),
    ("a {b}", "a"),
    ("a | b", "a b"),
    ("a <b>c</b>", "a c"),
    ("\u0645\u06cc\u200c\u062e\u0648\u0627\u06c1\u0645", "\u0645\u06cc\u062e\u0648\u0627\u06c1\u0645"),  # with and without ZWNJ
    ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u0937"),  # ZWJ
    ("\u0643", "\u06a9"),  # kaf of Arabic, and of Urdu
    ("\u0627\u064b", "\u0627"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_what_says_the_same_has_one_digest(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_says_something_else_has_another_digest(one: str, other: str) -> None:
    assert digest(one) != digest(other)


def test_a_digest_is_eight_hexadecimal_digits_of_sha_256() -> None:
    assert digest(" abc\n") == "ba7816bf"  # FIPS 180-4: SHA-256 of "abc"


def test_keywords_have_one_digest_in_any_order() -> None:
    def keywords(text: str) -> str:
        return block_digest(Block("faq/x", "", "keywords", "field", text))

    assert keywords("refund, send  back,return") == keywords("return, refund, send back")
    assert keywords("refund, return") != keywords("refund, returns")
    title = Block("faq/x", "", "title", "field", "a, b")
    assert block_digest(title) != block_digest(title._replace(text="b, a"))


PIECES = [
    *("a", "b c", " ", "\n", "\\", "\\\n", "{{", "}}", "{{ a.b }}", "{{ a|number }}", "|", "{#x}"),
    *("{: .c }", "{ .x k=v }", "{", "}", "[", "]", "](", ")", "[t](u)", "[t](<u v>)", '[t](u "T")'),
    *("[t][r]", "![i](s)", "<", ">", "<https://x>", "<a href='u'>", "<!--", "-->", "<!-- c -->"),
    *("`", "``", "*", "_", "&nbsp;", "\u200b", "\u200f", "e\u0301", "\u0301", "'", '"', "(", "#"),
]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once) == once


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_the_normal_form_of_any_text_is_its_own(text: str) -> None:
    once = normal_form(text)
    assert normal_form(once) == once
