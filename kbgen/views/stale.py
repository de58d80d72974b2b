"""Notes under the source's text that stands in a translation: what the facts in it are today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kbgen.markdown.headings import TAGS
from kbgen.markdown.source_text import is_source
from kbgen.model.article import Article
from kbgen.model.markup import Node, Tag, end_of
from kbgen.model.uses import find_uses
from kbgen.views.reader import Reader, label_of

_FLOW = frozenset({"article", "blockquote", "dd", "details", "div", "li", "section", "td", "th"})
"""Elements in which a note may stand."""
_WHOLE = frozenset({"dl", "table"})
"""Elements after which a note stands, wherever in them the text is."""
_RUN = frozenset({"bdi", "li", "ol", "p", "ul"})
_NOTE = '<p class="kb-quiet kb-stale" data-kb-part="beside today" role="note">{}</p>'


@dataclass
class _Note:
    """A note: at which node it is put, and the facts that it says."""

    place: int
    facts: dict[str, None]
    texts: int = 1


def with_notes(reader: Reader, nodes: Sequence[Node]) -> list[Node]:
    """Put a note under each run of neighbouring texts of the source, in the reader's language."""
    if not any(map(is_source, nodes)):
        return list(nodes)
    out: list[Node] = []
    after = 0
    for note in _notes(nodes):
        place = _after_list(nodes, note.place) if note.texts > 1 else note.place
        out += [*nodes[after:place], note_html(reader, list(note.facts))]
        after = place
    return [*out, *nodes[after:]]


def field_notes(reader: Reader, article: Article) -> dict[tuple[str, ...], Markup]:
    """Return path of a front matter field whose text is the source's → the note under it."""
    own = article.source_text
    return {path: _field_note(reader, article, path) for path in (own.fields if own else ())}


def _field_note(reader: Reader, article: Article, path: tuple[str, ...]) -> Markup:
    uses = (use.id for use in find_uses(article.meta.texts[path]))
    known = (fact for fact in uses if fact and fact in reader.site.facts)
    return note_html(reader, list(dict.fromkeys(known)))


def note_html(reader: Reader, facts: Sequence[str]) -> Markup:
    """Return a note: that a part has changed, and what the facts are today."""
    words = reader.t("This part has changed; the translation is on its way.")
    if facts:
        today = Markup(" · ").join([_fact(reader, fact) for fact in facts])
        words += Markup(" ") + reader.t("Now: %(facts)s", facts=today)
    return Markup(_NOTE).format(words)


def _fact(reader: Reader, fact_id: str) -> Markup:
    fact, value = reader.site.facts[fact_id], reader.placed_fact(fact_id)
    return Markup("{} {}").format(label_of(reader, fact), value) if fact.label else value


def _notes(nodes: Sequence[Node]) -> Iterator[_Note]:
    """Yield the notes, one for texts between which there is no other text."""
    note: _Note | None = None
    for start, place in _places(nodes):
        facts = _facts(nodes[start : end_of(nodes, start)])
        if note and (start < note.place or _is_between(nodes[note.place - 1 : start])):
            note.place = max(note.place, place)
            note.facts |= facts
            note.texts += 1
            continue
        if note:
            yield note
        note = _Note(place, facts)
    if note:
        yield note


def _after_list(nodes: Sequence[Node], place: int) -> int:
    """Return the place after the list, if a place is at the end of its last item, else the same."""
    after = place
    while after < len(nodes):
        node = nodes[after]
        if isinstance(node, Tag) and not (node.is_end and node.name in ("li", "ol", "ul")):
            break
        if isinstance(node, str) and node.strip():
            break
        after += 1
        if isinstance(node, Tag) and node.name != "li":
            return after
    return place


def _facts(nodes: Sequence[Node]) -> dict[str, None]:
    tags = (node for node in nodes if isinstance(node, Tag))
    return dict.fromkeys(tag.get("data-fact") for tag in tags if "data-fact" in tag.attributes)


def _is_between(nodes: Sequence[Node]) -> bool:
    """Tell whether nodes are nothing but the bounds of paragraphs and list items."""
    return all(not n.strip() if isinstance(n, str) else n.name in _RUN for n in nodes)


def _places(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield where each text of the source begins, and the index at which its note is put."""
    opened: list[tuple[int, Tag]] = []
    ends: dict[int, int] = {}  # a large table has many texts
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            continue
        if is_source(node) and not any(tag.name in TAGS for _, tag in opened):
            noted = _noted(opened, index)
            if noted not in ends:
                ends[noted] = end_of(nodes, noted)
            yield index, ends[noted]
        if node.step > 0:
            opened.append((index, node))
        elif node.step < 0 and opened:
            opened.pop()


def _noted(opened: Sequence[tuple[int, Tag]], index: int) -> int:
    """Return where the element begins after which the note of a text stands."""
    for start, tag in opened:
        if tag.name in _WHOLE or (tag.has_class("tabbed-set") and _is_label(opened)):
            return start
    found = index
    for start, tag in reversed(opened):
        if tag.name in _FLOW:
            break
        found = start
    return found


def _is_label(opened: Sequence[tuple[int, Tag]]) -> bool:
    return any(tag.name == "label" for _, tag in opened)
