"""The allow-list at work: nothing but `model.html` leaves a page."""

from __future__ import annotations

import re

import nh3

from kbgen.model.html import ATTRIBUTES, INPUT_TYPES, SCHEMES, STYLES, TAGS

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values={"input": {"type": set(INPUT_TYPES)}},
    generic_attribute_prefixes={"data-md-", "data-tabs"},
    filter_style_properties=set(STYLES),
    url_schemes=set(SCHEMES),
    link_rel=None,
)


# An input without one of the two types is a text field.
_TEXT_FIELD = re.compile(r"<input(?![^>]*\stype=)[^>]*>")


_STYLED = re.compile(r'<(?P<before>[a-z0-9]+[^<>]*?) style="(?P<style>[^"]*)"(?P<after>[^<>]*)>')
_ALIGN = re.compile(r"text-align:\s*(left|right|center|start|end)\b")
_LOGICAL = {"left": "start", "right": "end"}
_CLASS = re.compile(r'(\sclass=")')


def sanitize(html: str) -> str:
    """Return the HTML without any script, event handler, frame, form field or unsafe address.

    No style attribute stays either, since the site's Content-Security-Policy forbids it: a table's
    columns are aligned by class. Left is where a line starts: in Urdu that is the right.
    """
    html = _TEXT_FIELD.sub("", _CLEANER.clean(html))
    return _STYLED.sub(_by_class, html) if " style=" in html else html


def _by_class(tag: re.Match[str]) -> str:
    align = _ALIGN.search(tag["style"])
    rest = tag["before"] + tag["after"]
    if align is None:
        return f"<{rest}>"
    name = f"kb-align-{_LOGICAL.get(align[1], align[1])}"
    if _CLASS.search(rest):
        return f"<{_CLASS.sub(lambda found: found[1] + name + ' ', rest, count=1)}>"
    return f'<{tag["before"]} class="{name}"{tag["after"]}>'
