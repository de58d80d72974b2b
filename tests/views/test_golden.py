"""One page of each kind in each language, to the letter: a file for each of its components.

When a change is meant, write them anew with KBGEN_WRITE_GOLDEN=1 and read the difference.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kbgen.model.markup import Node, Tag, end_of, parse, serialize
from tests.sites import Project

pytestmark = pytest.mark.generator
GOLDEN = Path(__file__).parents[1] / "golden"
LANGS = ("en", "ur", "ar", "hi")
PAGES = {
    "page": "",
    "standard": "standards/answering",
    "faq": "faq/refunds",
    "policy": "policies/returns",
    "procedure": "procedures/make-a-complaint",
    "survey": "surveys/visit",
    "notice": "notices/welcome",
    "branch": "branches/riyadh",
    "branches": "branches",
}
BLOCKS = {"div", "section", "nav", "aside", "details", "form", "fieldset", "dl", "ul", "ol"}

Golden = dict[str, str]
"""{"faq": what a page of FAQs has beside its components, "kb-answer": one after the other}"""


def component_at(node: Node) -> str:
    """Return the class of the component that begins with a node: `kb-answer`; "" if none does."""
    if not isinstance(node, Tag) or node.step != 1 or node.name not in BLOCKS:
        return ""
    return next((name for name in node.get("class").split() if re.fullmatch("kb-[a-z]+", name)), "")


def fragments(nodes: Sequence[Node], name: str, first: int = 0) -> Iterator[tuple[str, str]]:
    """Yield (name, HTML) of a part of a page, and of each component in it, of which it keeps the place."""
    own = list(nodes[:first])
    place = first
    while place < len(nodes):
        inner = component_at(nodes[place])
        end = end_of(nodes, place) if inner else place + 1
        if inner:
            yield from fragments(nodes[place:end], inner, 1)
        own += [f"<!-- {inner} -->\n"] if inner else [nodes[place]]
        place = end
    yield name, re.sub(r"\s*\n\s*", "\n", serialize(own)).strip()


def golden_of(started: Project, lang: str) -> Golden:
    found = defaultdict(list)
    for kind, page in PAGES.items():
        html = started.article(page if lang == "en" else f"{lang}/{page}")
        html = re.sub(r"(assets/kb/\w+)\.[0-9a-f]{8}\.", r"\1.HASH.", html)
        for name, text in fragments(parse(html), kind):
            found[name].append(f"<!-- in: {kind} -->\n{text}\n")
    return {name: "\n".join(parts) for name, parts in found.items()}


@pytest.fixture(scope="module")
def pages(started: Project) -> dict[str, Golden]:
    found = {lang: golden_of(started, lang) for lang in LANGS}
    if "KBGEN_WRITE_GOLDEN" in os.environ:
        for path in GOLDEN.glob("*/*.html"):
            path.unlink()
        for lang, parts in found.items():
            for name, text in parts.items():
                (GOLDEN / lang / f"{name}.html").write_text(text, "utf-8")
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages_have_these_components(lang: str, pages: dict[str, Golden]) -> None:
    assert sorted(pages[lang]) == sorted(path.stem for path in (GOLDEN / lang).glob("*.html"))


@pytest.mark.parametrize(
    ("lang", "name"), sorted((path.parent.name, path.stem) for path in GOLDEN.glob("*/*.html"))
)
def test_a_component_is_what_it_was(lang: str, name: str, pages: dict[str, Golden]) -> None:
    assert pages[lang].get(name) == (GOLDEN / lang / f"{name}.html").read_text("utf-8")
