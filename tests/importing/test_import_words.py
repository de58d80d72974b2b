"""Every word of a document is on its page or in the report, in every format."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.importing.document import Document, read_documents
from kbgen.importing.readers.markdown import body
from tests.documents import words_shown
from tests.importing.random_documents import FORMATS, make
from tests.importing.words import rendered, try_format


@pytest.mark.parametrize("kind", FORMATS)
def test_an_import_tells_of_every_word(kind: str, tmp_path: Path) -> None:
    assert try_format(tmp_path, kind, range(2000, 2012)) == {}


@pytest.mark.parametrize("kind", FORMATS)
def test_no_reader_loses_a_word(kind: str) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9))
    def loses_nothing(seed: int) -> None:
        suffix, data, words = make(kind, seed)
        found: Counter[str] = Counter()
        for document in read_documents(f"a{suffix}", data, lang="en"):
            found += _reported(document)
        assert words_shown(" ".join(words)) - found == Counter()

    loses_nothing()


def _reported(document: Document) -> Counter[str]:
    fields = document.fields
    texts = [rendered(body(document.blocks)), document.title, fields.description]
    texts += [*fields.keywords, *fields.tags, *(one.text for one in document.removed)]
    if document.questionnaire:
        for question in document.questionnaire.questions:
            texts += [question.text, *(label for _, label in question.parts)]
        texts += document.questionnaire.scale
    return words_shown(" ".join(texts))
