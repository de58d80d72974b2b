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


def sanitize(html: str) -> str:
    """Return the HTML without any script, event handler, frame, form field or unsafe address."""
    return _TEXT_FIELD.sub("", _CLEANER.clean(html))
