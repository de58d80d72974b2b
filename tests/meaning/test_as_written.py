"""Markdown shown as it is written: what is no text of a language is kept apart."""

from __future__ import annotations

import re

import pytest

from kbgen.meaning.as_written import as_written

# Markdown, in which what has to be isolated stands between « and ».
TEXTS = (
    "ترسیل «{{ fee }}» میں",
    "«{{ fee | number }}» درہم",
    "[پوچھیں]«(../a.md#b)»۔",
    '[پوچھیں]«(a.md "عنوان")»',
    "![تصویر]«(a.png)»",
    "یہ (مفت) ہے",
    "[پوچھیں] (شاید)",
)


@pytest.mark.parametrize("text", TEXTS)
def test_facts_and_addresses_are_isolated(text: str) -> None:
    html = as_written(re.sub("[«»]", "", text))
    shown = re.sub(r"<bdi dir=\"ltr\"[^<>]*>(.*?)</bdi>", r"«\1»", html)
    assert shown.replace("&quot;", '"') == text


def test_html_is_shown_as_text() -> None:
    assert as_written("<b> & [a](<i>)") == '&lt;b&gt; &amp; [a]<bdi dir="ltr">(&lt;i&gt;)</bdi>'
