"""HTML is parsed as in a browser, and serialized to the original bytes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.markdown.sanitize import sanitize
from kbgen.model.hosting import Hosting, allows, origin_of
from kbgen.model.markup import Node, Tag, parse, serialize, srcset_addresses, start_tag

PIECES = st.sampled_from(
    [
        *(
            "<p",
            "<img",
            "<a",
            "</a>",
            "</p>",
            "<b>",
            "<h2",
            ">",
            "/>",
            " ",
            "\t",
            "\n",
            "\x0c",
            "/",
        ),
        *(
            '"',
            "'",
            "=",
            "`",
            "&",
            "&lt;",
            "&quot;",
            "&#34;",
            "<!--",
            "-->",
            "style=",
            "alt=",
            "id=",
        ),
        *("title=", "class=", "href=", "src=", "onerror=alert(1)", "data-md-x", "data-tabs=", "x"),
        *(
            "<svg",
            "<math",
            "<style>",
            "<table",
            "<td",
            "]]>",
            "<![CDATA[",
            "ا",
            "\u00a0",
            "text-align:left",
        ),
    ]
)
HTML = st.lists(PIECES, max_size=25).map("".join)


class _Tags(HTMLParser):
    """Reads tags as the standard library does."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(nodes: list[Node]) -> list[tuple[str, dict[str, str]]]:
    return [(n.name, dict(n.attributes)) for n in nodes if isinstance(n, Tag) and not n.is_end]


@given(HTML)
def test_what_is_sanitized_is_read_as_others_read_it(html: str) -> None:
    nodes = sanitize(html)
    written = serialize(nodes)
    assert serialize(parse(written)) == written
    assert not any(set(node) & set("<>") for node in nodes if isinstance(node, str))
    reader = _Tags()
    reader.feed(written)
    assert tags(parse(written)) == reader.found
    assert not [name for _, found in reader.found for name in found if name.startswith("on")]


@given(st.dictionaries(st.sampled_from(["alt", "title", "id"]), st.text(max_size=20)))
def test_any_value_is_written_so_that_it_is_read_again(attributes: dict[str, str]) -> None:
    (tag,) = parse(start_tag("img", attributes).text)
    assert isinstance(tag, Tag) and dict(tag.attributes) == attributes


# WHATWG HTML, 4.8.4.3.10: an address does not begin or end with a comma.
SRCSETS = {
    "": [],
    "a.png": ["a.png"],
    " a.png , b.png 2x": ["a.png", "b.png"],
    "a.png 1x,b.png 2x": ["a.png", "b.png"],
    "a,b.png 100w, c.png 200w": ["a,b.png", "c.png"],
    "a.png, , b.png,": ["a.png", "b.png"],
}


@pytest.mark.parametrize("value", SRCSETS)
def test_a_srcset_holds_addresses(value: str) -> None:
    assert [address for _, address in srcset_addresses(value)] == SRCSETS[value]


# CSP Level 3, 6.7.2.8 (does url match expression).
ALLOWED = [
    ("https://cdn.example", "https://cdn.example/a.png", True),
    ("https://cdn.example", "//cdn.example/a.png", True),
    ("https://cdn.example", "http://cdn.example/a.png", False),
    ("https://cdn.example", "https://cdn.example:8443/a.png", False),
    ("https://cdn.example:8443", "https://cdn.example:8443/a.png", True),
    ("https://*.example", "https://a.b.example/a.png", True),
    ("https://*.example", "https://example/a.png", False),
    ("https://cdn.example/img/", "https://cdn.example/img/a.png", True),
    ("https://cdn.example/img/", "https://cdn.example/css/a.png", False),
    ("https://cdn.example/a.png", "https://cdn.example/a.png?x", True),
    ("https://other.example", "https://cdn.example/a.png", False),
]


@pytest.mark.parametrize(("source", "address", "is_allowed"), ALLOWED)
def test_a_source_of_the_policy_allows(source: str, address: str, is_allowed: bool) -> None:
    hosting = Hosting(allow={"img-src": (source,)})
    assert allows(hosting, "img-src", address) == is_allowed
    assert not allows(hosting, "script-src", address)


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for_its_origin(text: str) -> None:
    origin = origin_of(text)
    assert not origin or origin.startswith(("http://", "https://"))
    allows(Hosting(allow={"img-src": ("https://a.example",)}), "img-src", text)
