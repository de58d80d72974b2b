"""What leaves a page and what stays of HTML: the list of model.html at work."""

from __future__ import annotations

import pytest

from kbgen.markdown.sanitize import safe, sanitize
from kbgen.model.markup import Tag, serialize, start_tag

# What an author writes, and what readers are given.
CLEANED = [
    ('<p onclick="x()" title="t">a</p>', '<p title="t">a</p>'),
    ("<script>x()</script><iframe src='a'></iframe>b", "b"),
    ('<a href="javascript:x()" rel="nofollow">a</a>', '<a rel="nofollow">a</a>'),
    ('<a href="a.md">a</a>', '<a href="a.md">a</a>'),
    ('<a href="tel:+971" hreflang="ar">a</a>', '<a href="tel:+971" hreflang="ar">a</a>'),
    ('<input type="checkbox" disabled>', '<input type="checkbox" disabled="">'),
    ('<input type="radio">', '<input type="radio">'),
    ('a<input type="text">b<input>c', "abc"),
    # A column begins where a line does.
    ('<td style="text-align: left">a</td>', "a"),
    (
        '<table><tbody><tr><td style="text-align: left;">a</td></tr></tbody></table>',
        '<table><tbody><tr><td class="kb-align-start">a</td></tr></tbody></table>',
    ),
    ('<p style="text-align:right" class="b">a</p>', '<p class="kb-align-end b">a</p>'),
    ('<p style="text-align:center">a</p>', '<p class="kb-align-center">a</p>'),
    ('<p style="text-align:justify">a</p>', "<p>a</p>"),
    ('<p style="color:red">a</p>', "<p>a</p>"),
    # Characters that HTML lacks, and those that stand for facts.
    ("<p>a&#2;b</p>", "<p>a\ufffdb</p>"),
    ("<p>a&#xFFFE;b&#x1FFFF;</p>", "<p>a\ufffdb\ufffd</p>"),
    ('<p title="a&#2;b">c</p>', '<p title="a\ufffdb">c</p>'),
    ("<p>a\tb</p>", "<p>a\tb</p>"),
]


@pytest.mark.parametrize(("html", "expected"), CLEANED)
def test_what_an_author_may_write_stays(html: str, expected: str) -> None:
    assert serialize(sanitize(html)) == expected


# An address that a fact completes, and whether it may stand there.
ADDRESSES = {
    "a.md": True,
    "https://example.com/": True,
    "HTTPS://example.com/": True,
    "mailto:a@example.com": True,
    "a/b:c": True,
    "javascript:x()": False,
    "JavaScript:x()": False,
    "java\tscript:x()": False,
    "\u200bjava\u00adscript\u2066:x()": True,  # a soft hyphen ends what could be a scheme
    "\u2066javascript:x()": False,
    "data:text/html,x": False,
    ":x": True,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_has_become_unsafe_is_taken_away(address: str) -> None:
    tag = safe(start_tag("a", {"href": address, "title": "t"}))
    assert isinstance(tag, Tag) and tag.get("title") == "t"
    assert tag.attributes.get("href") == (address if ADDRESSES[address] else None)
