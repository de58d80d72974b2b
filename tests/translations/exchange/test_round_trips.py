"""What goes out and comes back unchanged is the same, byte for byte; what is changed is the change."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.commands.build import check_project
from kbgen.commands.exchange import YAML
from kbgen.markdown.with_blocks import with_blocks
from kbgen.model.locale import Locale
from kbgen.model.site import Site
from kbgen.model.translation import Block, Digested, LanguageRecord
from kbgen.translations.exchange.formats import read_contents, write_rows
from kbgen.translations.exchange.incoming import Incoming, Translator, receive
from kbgen.translations.exchange.inline import find_codes
from kbgen.translations.exchange.memory import MemoryPair, Suggestion
from kbgen.translations.exchange.rows import LanguageRows, Row, read_rows, sent_sides
from kbgen.translations.stamping import stamp
from tests.sites import write_site
from tests.translations.exchange.sites import DAY, read

FORMATS = ("po", "xliff", "xliff2", "xlsx")
CONSTRUCTS = """\
---
title: "A title: with a colon"
description: >-
  Folded over
  two lines
keywords: ["a, b", 'c']
---

# Heading with `code` and **bold** {#top .big}

A paragraph with *emphasis*, __strong__, ~~gone~~, `code with | bar`, ``a ` tick``,
a [link](fees.md "with a title"), an ![image](a.png){ width=20 } and <https://example.com>.
A [reference][ref], a footnote[^1], a <span class="x">span</span>, an \\*escape\\*, &amp; more.

Setext heading
--------------

- item one
  goes on

    and has a second paragraph
- [ ] a task
- [x] done
    1. nested step
    2. another
        > quoted in it

10. ten
11. eleven

> A quotation
> on two lines
>
> > and one within

| A | B `x|y` |
|:--|--:|
| {{ refund.time }} | **c** \\| d |
| e |  |

!!! warning "Title of it"
    Text within.

    - a list in it

??? tip
    Hidden.

=== "Tab one"

    In the tab.

=== "Tab two"

    In the other.

Term
:   Definition of it
    on two lines

```python
print("code is no text")  # not this
```

    indented code

<div markdown="1">
Text in a div.
</div>

<!-- a comment -->

![Only an image](b.png "its title")

*[HTML]: Hyper Text

[^1]: The footnote itself.

[ref]: fees.md "Title"

***

Last line with {{ refund.time | number }} and \\{{ no.fact }}.
"""
SITE = f"""\
-- content/facts.yml --
refund.time: {{duration: 7 days, label: {{en: Refund, ur: رقم}}}}
-- content/en/faq/fees.md --
Fees.
-- content/en/faq/all.md --
{CONSTRUCTS}-- content/ur/faq/all.md --
{CONSTRUCTS.replace("two", "دو").replace("text", "متن")}"""


class Loaded:
    """A site, all of which is recorded as translated."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @cache  # noqa: B019
    def rows(self, lang: str) -> LanguageRows:
        source, translation = sent_sides(self.site, lang)
        record = stamp(LanguageRecord(), source, translation, "human", "sana", DAY)
        return read_rows(self.site, lang, record)

    def sent(self, format_: str, lang: str, rows: tuple[Row, ...] | None = None) -> bytes:
        locales = self.site.locales
        chosen = self.rows(lang).rows if rows is None else rows
        return write_rows(chosen, format_, locales[lang], locales[self.site.default])

    def receive(self, data: bytes) -> Incoming:
        return receive(self.site, {"file": data}, self.rows, YAML, Translator("omar", DAY))


@cache
def nahr() -> Loaded:
    return Loaded(check_project(Path(__file__).parents[3] / "mkdocs.yml")[0])


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(read(write_site(tmp_path_factory.mktemp("every"), SITE)))


def verdicts(incoming: Incoming) -> set[str]:
    (report,) = incoming.reports
    assert not report.problem
    return {one.verdict for one in report.outcomes}


@pytest.mark.parametrize("format_", FORMATS)
def test_the_example_site_is_as_it_was(format_: str) -> None:
    for lang in ("ur", "ar", "hi"):
        incoming = nahr().receive(nahr().sent(format_, lang))
        assert len(incoming.reports[0].outcomes) > 700
        assert verdicts(incoming) == {"unchanged"}
        assert incoming.files == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_every_construct_is_as_it_was(every: Loaded, format_: str) -> None:
    incoming = every.receive(every.sent(format_, "ur"))
    assert verdicts(incoming) == {"unchanged"}
    assert incoming.files == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_every_construct_is_replaced_where_it_stands(every: Loaded, format_: str) -> None:
    rows = every.rows("ur").rows
    changed = tuple(
        row if row.block.page != "faq/all" else _with(row, changed_text(row)) for row in rows
    )
    incoming = every.receive(every.sent(format_, "ur", changed))
    (report,) = incoming.reports
    refused = [(one.address, one.message) for one in report.outcomes if one.message]
    assert refused == []
    article = every.site.articles["ur", "faq/all"]
    body = [row for row in rows if row.block.page == "faq/all" and row.block.kind != "field"]
    texts = {row.translations[0].block: changed_text(row) for row in body}
    page = next(file for file in incoming.files if file.path.endswith("ur/faq/all.md"))
    assert page.data.decode().endswith(with_blocks(article.body, texts))


def changed_text(row: Row) -> str:
    """Put a word before a text, or after it where it begins with markup."""
    word = "لفظ"
    if row.block.kind == "row":
        return row.translation.replace(" | ", f" {word} | ", 1)
    return f"{row.translation} {word}"


def _with(row: Row, text: str) -> Row:
    return Row(**{**vars(row), "translation": text})


PIECES = st.sampled_from(
    ["word", "لفظ", "शब्द", " ", " ", "\n", "{{ fee }}", "{{ a.b | number }}", "**", "*", "_", "`",
     "``", "[", "](a.md)", "](b.md \"t\")", "![", "][r]", "<b>", "</b>", "<br>", "<", ">", "&", "&amp;",
     "\\", "\\*", "\\{{", "|", "#", "{#id}", "{ .x }", "~~", "[^1]", "<!-- c -->", "\"", "'", "%", "\u200f",
     "\u200c", "e\u0301", "\u00a0", "=", "-", "+", "@", "_x000D_", "7", "2026-11-02", "\U0001f600", "\t"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map("".join).map(str.strip).filter(bool)
LOCALE = Locale("ur", "ur_PK", "اردو", "rtl")
SOURCE = Locale("en", "en", "English")


def row_of(number: int, source: str, translation: str, previous: str) -> Row:
    block = Block("faq/a", "", "", "paragraph", source, number)
    pair = MemoryPair(previous, translation, "faq/b:1")
    return Row(
        block.address,
        source,
        translation,
        ("current", "stale")[number % 2],
        source_lang="en",
        previous=previous if number % 2 else None,
        facts=(("{{ fee }}", "25 درہم"),) if "{{ fee }}" in source else (),
        suggestion=Suggestion(pair, 80) if number % 2 else None,
        sources=(Digested(block, "00000000"),),
    )


@pytest.mark.parametrize("format_", FORMATS)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_as_it_was_written(
    format_: str, texts: list[tuple[str, str, str]]
) -> None:
    rows = [row_of(number, *three) for number, three in enumerate(texts, 1)]
    contents = read_contents(write_rows(rows, format_, LOCALE, SOURCE))
    assert contents.lang.startswith("ur")
    assert [(one.address, one.source, one.translation) for one in contents.rows] == [
        (row.address, row.source, row.translation) for row in rows
    ]
    assert not any(one.problem for one in contents.rows)


@given(TEXTS)
def test_codes_do_not_overlap_and_are_what_stands_there(text: str) -> None:
    end = 0
    for code in find_codes(text):
        assert end <= code.start < code.end
        assert text[code.start : code.end] == code.text
        end = code.end


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    from kbgen.translations.exchange.contents import FileError

    for start in (b"", b"PK\x03\x04", b'<?xml version="1.0"?><xliff>', b'msgid ""\nmsgstr ""\n'):
        with contextlib.suppress(FileError):
            read_contents(start + data)
