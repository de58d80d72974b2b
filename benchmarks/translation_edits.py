"""Edits of a site of which is known what they should flag. Nothing here imports kbgen.

Pages are read with a few rules of this file's own, enough for the texts in content/: a block is a
paragraph, a list item, a step, a row of a table, a heading. Each edit says by itself what has to be
flagged: which blocks, in which state, and what it means to a customer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

Flag = tuple[str, str, str, str]
"""State, page, section, and the letters of the source's text (of a removed one, nothing)."""
_HEADING = re.compile(r"(#{2,6}) +(.*?) *\{#([\w-]+)[^}]*\} *$")
_ITEM = re.compile(r"- +(?=\S)")
_STEP = re.compile(r"\d+\. +(?=\S)")
_LOGIC = re.compile(
    r"\b(not|no|nobody|nothing|never|none|without|only|unless|until|except|if|must|may|can|cannot"
    r"|need|needs|needed|should|have to|has to|at least|at most|up to|more than|less than|or else"
    r"|otherwise|before|after|neither|nor|least|most|please|required?|allowed)\b|n['’]t\b",
    re.I,
)
_RULE = re.compile(r"\|[-:| ]+$")
_STATED = re.compile(r"\{\{|\d|\]\(")
_FACT = re.compile(r"\{\{.*?\}\}")


class Line(NamedTuple):
    """A block that is one line of a page: its number there, what precedes it, and its text."""

    number: int
    section: str
    kind: str
    marker: str
    text: str


@dataclass
class Page:
    """A page as lines: `top` is its front matter."""

    id: str
    lang: str
    top: list[str]
    lines: list[str]

    @property
    def path(self) -> str:
        return f"content/{self.lang}/{self.id}.md"

    @property
    def text(self) -> str:
        return "\n".join([*self.top, *self.lines])

    def blocks(self) -> list[Line]:
        """Return the blocks that stand in one line of their own."""
        return list(self._blocks())

    def _blocks(self) -> Iterator[Line]:
        section = ""
        for number, line in enumerate(self.lines):
            before = self.lines[number - 1] if number else ""
            after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
            if heading := _HEADING.match(line):
                section = heading[3]
                yield Line(number, section, "heading", f"{heading[1]} ", heading[2])
            elif step := _STEP.match(line):
                yield Line(number, section, "step", step[0], line[step.end() :])
            elif item := _ITEM.match(line):
                yield Line(number, section, "item", item[0], line[item.end() :])
            elif line.startswith("|"):
                if not any(_RULE.match(one) for one in (line, after)):
                    yield Line(number, section, "row", "", line)
            elif line and line[0] not in " !<-#>" and not before.strip() and not after.strip():
                yield Line(number, section, "paragraph", "", line)

    def sections(self) -> list[tuple[str, int, int]]:
        """Return (id, first line, line after the last) of each section with a `##` heading."""
        starts = [n for n, line in enumerate(self.lines) if line.startswith("## ")]
        ends = [*starts[1:], len(self.lines)]
        found = ((_HEADING.match(self.lines[a]), a, b) for a, b in zip(starts, ends, strict=True))
        return [(match[3], a, b) for match, a, b in found if match]


Site = dict[str, Page]
"""The pages of one language by their ids."""


def read_pages(root: Path, lang: str) -> Site:
    """Read the pages of a language below root/content."""
    pages = {}
    folder = root / "content" / lang
    for file in sorted(folder.rglob("*.md")):
        lines = file.read_text("utf-8").split("\n")
        end = lines.index("---", 1) + 1
        page_id = file.relative_to(folder).with_suffix("").as_posix()
        pages[page_id] = Page(page_id, lang, lines[:end], lines[end:])
    return pages


def letters(text: str) -> str:
    """Return what two readers of a text agree on: its letters and digits."""
    return re.sub(r"[\W_]+", "", re.sub(r"\]\([^)]*\)", "]", text))


@dataclass
class Edit:
    """An edit: new contents of files, what has to be flagged, and what the change means."""

    kind: str
    files: dict[str, str | None] = field(default_factory=dict)
    flags: Counter[Flag] = field(default_factory=Counter)
    meanings: tuple[str, ...] = ()
    """The consequences that are right; of a text whose meaning is a matter of opinion, several."""


class Author:
    """Edits pages at random; `repeated` texts are left alone, since nobody knows which is which."""

    def __init__(self, pages: Site, random: Random, root: Path) -> None:
        self.pages, self.random, self.root = pages, random, root
        counts = Counter(letters(one.text) for page in pages.values() for one in page.blocks())
        self.repeated = {text for text, count in counts.items() if count > 1}

    def choose(self, wanted: Callable[[Line], object] = lambda _: True) -> tuple[Page, Line]:
        """Return a block at random, each as likely as the others."""
        found = [
            (page, one)
            for page in self.pages.values()
            for one in page.blocks()
            if letters(one.text) not in self.repeated and wanted(one)
        ]
        return self.random.choice(found)

    def replaced(self, page: Page, line: Line, text: str) -> dict[str, str | None]:
        old = page.lines[line.number]
        new = old.replace(line.text, text, 1)
        assert new != old
        return self.written(page, line.number, line.number + 1, [new])

    @staticmethod
    def written(page: Page, start: int, end: int, lines: list[str]) -> dict[str, str | None]:
        changed = Page(
            page.id, page.lang, page.top, [*page.lines[:start], *lines, *page.lines[end:]]
        )
        return {page.path: changed.text}

    # Edits that move text and change none.

    def reorder(self) -> Edit:
        """Exchange two items, steps or rows of a list."""

        def has_neighbour(one: Line) -> bool:
            return one.kind in ("item", "step", "row")

        while True:
            page, line = self.choose(has_neighbour)
            near = [
                one
                for one in page.blocks()
                if one.kind == line.kind
                and one.section == line.section
                and one != line
                and letters(one.text) not in self.repeated
            ]
            if near:
                break
        other = self.random.choice(near)
        lines = [*page.lines]
        lines[line.number] = line.marker + other.text if line.kind != "row" else other.text
        lines[other.number] = other.marker + line.text if line.kind != "row" else line.text
        return Edit("list reordered", self.written(page, 0, len(page.lines), lines))

    def move_section(self) -> Edit:
        """Move a section to another place of its page."""
        page = self.random.choice([p for p in self.pages.values() if len(p.sections()) > 1])
        sections = page.sections()
        _, start, end = moved = self.random.choice(sections)
        rest = [one for one in sections if one != moved]
        before = self.random.choice([one[1] for one in rest] + [len(page.lines)])
        body = page.lines[start:end]
        body = body if body[-1] == "" else [*body, ""]
        lines: list[str] = []
        for number in range(len(page.lines) + 1):
            if number == before:
                lines += [*([] if not lines or lines[-1] == "" else [""]), *body]
            if number < len(page.lines) and not start <= number < end:
                lines.append(page.lines[number])
        return Edit("section moved", self.written(page, 0, len(page.lines), lines))

    def split_page(self) -> Edit:
        """Move some sections into a new page. Its title is new, all else has its translation."""
        page = self.random.choice([p for p in self.pages.values() if len(p.sections()) > 2])
        sections = page.sections()
        _, start, _ = sections[self.random.randrange(1, len(sections))]
        new = f"{page.id}-{self.random.randrange(10_000)}"
        title = "More answers"
        files: dict[str, str | None] = {
            page.path: "\n".join([*page.top, *page.lines[:start]]),
            f"content/{page.lang}/{new}.md": "\n".join(
                ["---", f"title: {title}", "---", *page.lines[start:]]
            ),
        }
        flag = ("missing", new, "", letters(title))
        return Edit("page split", files, Counter({flag: 1}), ("worded",))

    def change_link(self) -> Edit:
        """Let a link lead elsewhere."""
        page, line = self.choose(lambda one: "](" in one.text)
        text = re.sub(r"\]\([^)]*\)", "](../contact.md)", line.text, count=1)
        if text == line.text:
            text = re.sub(r"\]\([^)]*\)", "](../index.md)", line.text, count=1)
        return Edit("link led elsewhere", self.replaced(page, line, text))

    def change_fact(self) -> Edit:
        """Give a fact another value."""
        file = self.root / "content/facts.yml"
        lines = file.read_text("utf-8").split("\n")
        numbers = [
            n for n, line in enumerate(lines) if re.search(r": *\{?.*\d+ (day|hour|minute)", line)
        ]
        number = self.random.choice(numbers)
        lines[number] = re.sub(
            r"\d+(?= (day|hour|minute))", lambda m: str(int(m[0]) + 1), lines[number]
        )
        return Edit("value of a fact", {"content/facts.yml": "\n".join(lines)})

    # Edits of one text.

    def _changed(self, kind: str, page: Page, line: Line, text: str, *meanings: str) -> Edit:
        flag = ("stale", page.id, line.section, letters(text))
        return Edit(kind, self.replaced(page, line, text), Counter({flag: 1}), meanings)

    def typo(self) -> Edit:
        """Exchange two letters of a long word, as fingers do."""
        page, line = self.choose(lambda one: _long_words(one.text) and one.kind != "heading")
        word, start = self.random.choice(_long_words(line.text))
        at = self.random.choice([n for n in range(1, len(word) - 2) if word[n] != word[n + 1]])
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        text = line.text[:start] + slip + line.text[start + len(word) :]
        return self._changed("typo", page, line, text, "minor")

    def reword(self) -> Edit:
        """Add a word that promises nothing."""
        page, line = self.choose(lambda one: _words(one.text) and one.kind != "heading")
        _, start = self.random.choice(_words(line.text))
        added = self.random.choice(("kindly", "gladly", "simply", "quietly", "warmly"))
        text = f"{line.text[:start]}{added} {line.text[start:]}"
        return self._changed("reworded", page, line, text, "worded")

    def reword_heading(self) -> Edit:
        """Reword a heading; its id stays."""
        page, line = self.choose(lambda one: one.kind == "heading")
        text = f"Kindly: {line.text}"
        return self._changed("heading reworded", page, line, text, "worded")

    def rename_heading(self) -> Edit:
        """Give a heading another id."""
        page, line = self.choose(lambda one: one.kind == "heading")
        new = f"{line.section}-{self.random.randrange(1000)}"
        row = page.lines[line.number].replace(f"#{line.section}", f"#{new}")
        return Edit("id of a heading", self.written(page, line.number, line.number + 1, [row]))

    def number(self) -> Edit:
        """Add a number to a text, or change one."""
        page, line = self.choose(lambda one: one.kind in ("paragraph", "item", "step"))
        plain = _FACT.sub(lambda m: " " * len(m[0]), line.text)
        found = list(re.finditer(r"(?<![\w{.])\d+(?![\w}])", plain))
        if found:
            one = self.random.choice(found)
            text = f"{line.text[: one.start()]}{int(one[0]) + 3}{line.text[one.end() :]}"
        else:
            text = f"{line.text} It takes {self.random.randint(2, 40)} days."
        return self._changed("number", page, line, text, "critical")

    def negation(self) -> Edit:
        """Add a negation, or drop one."""
        verb = r"\b(is|are|will|can|may|must|should)\b(?! not)"
        negated = r"\b(do|is|are|will) not\b"
        page, line = self.choose(
            lambda one: one.kind != "heading" and re.search(f"{verb}|{negated}", one.text)
        )
        if re.search(negated, line.text):
            text = re.sub(negated, r"\1", line.text, count=1)
        else:
            text = re.sub(verb, r"\1 not", line.text, count=1)
        return self._changed("negation", page, line, text, "critical")

    def insert(self) -> Edit:
        """Write a new paragraph, item, step or row."""
        page, line = self.choose(lambda one: one.kind != "heading")
        colours = [self.random.choice(COLOURS) for _ in range(4)]
        words = "A colleague in {} and {} is glad to show you the {} boxes and the {} ones"
        words = words.format(*colours)
        if line.kind == "row":
            cells = line.text.count("|") - 1
            text = f"| {' | '.join([words, *['Much'] * (cells - 1)])} |"
            lines = [page.lines[line.number], text]
        elif line.kind in ("item", "step"):
            text, lines = words, [page.lines[line.number], line.marker + words]
        else:
            text, lines = f"{words}.", [page.lines[line.number], "", f"{words}."]
        meaning = "critical" if line.kind in ("step", "row") else "worded"
        flag = ("missing", page.id, line.section, letters(text))
        files = self.written(page, line.number, line.number + 1, lines)
        return Edit("inserted", files, Counter({flag: 1}), (meaning,))

    def delete(self) -> Edit:
        """Take out a paragraph, an item, a step or a row."""
        page, line = self.choose(lambda one: one.kind != "heading")
        end = line.number + 1
        if line.kind == "paragraph" and end < len(page.lines) and not page.lines[end]:
            end += 1
        states_something = line.kind in ("step", "row") or _STATED.search(line.text)
        is_unclear = not states_something and _LOGIC.search(line.text)
        meanings: tuple[str, ...] = ("critical",) if states_something else ("worded",)
        meanings = ("critical", "worded") if is_unclear else meanings
        flag = ("obsolete", page.id, line.section, "")
        files = self.written(page, line.number, end, [])
        return Edit("deleted", files, Counter({flag: 1}), meanings)


COLOURS = (
    *("amber", "azure", "coral", "crimson", "emerald", "golden", "indigo", "ivory", "lilac"),
    *("maroon", "olive", "pearl", "scarlet", "silver", "teal", "violet"),
)
SOURCE_EDITS: tuple[Callable[[Author], Edit], ...] = (
    Author.typo,
    Author.reword,
    Author.insert,
    Author.delete,
    Author.reorder,
    Author.move_section,
    Author.split_page,
    Author.change_link,
    Author.change_fact,
    Author.number,
    Author.negation,
    Author.reword_heading,
    Author.rename_heading,
)


class Translator(Author):
    """Edits a translation and leaves the source as it is."""

    def __init__(self, pages: Site, random: Random, root: Path) -> None:
        super().__init__(pages, random, root)

    def _edited(self, kind: str, page: Page, line: Line, text: str) -> Edit:
        flag = ("edited", page.id, line.section, "")
        return Edit(kind, self.replaced(page, line, text), Counter({flag: 1}))

    def letter(self) -> Edit:
        """Take a letter out of a word."""
        page, line = self.choose(lambda one: len(_plain_words(one.text)) > 2)
        word = self.random.choice(_plain_words(line.text))
        return self._edited("letter", page, line, line.text.replace(word, word[:-1], 1))

    def word(self) -> Edit:
        """Take a word out."""
        page, line = self.choose(lambda one: len(_plain_words(one.text)) > 3)
        word = self.random.choice(_plain_words(line.text))
        return self._edited("word", page, line, line.text.replace(f"{word}", "", 1))

    def full_stop(self) -> Edit:
        """Add a mark of punctuation."""
        page, line = self.choose(lambda one: one.kind in ("paragraph", "item", "step"))
        return self._edited("punctuation", page, line, f"{line.text} …")

    def digits(self) -> Edit:
        """Say another number."""
        page, line = self.choose(lambda one: one.kind in ("paragraph", "item", "step"))
        return self._edited("number", page, line, f"{line.text} {self.random.randint(2, 40)}")

    def fact(self) -> Edit:
        """Take a fact out, or put one in."""
        page, line = self.choose(lambda one: one.kind in ("paragraph", "item", "step"))
        text = _FACT.sub("", line.text, count=1)
        text = text if text != line.text else f"{line.text} {{{{ helpline }}}}"
        return self._edited("fact", page, line, text)

    def take_out(self) -> Edit:
        """Take a block out; the source has it."""
        page, line = self.choose(lambda one: one.kind != "heading")
        edit = self.delete_at(page, line)
        return Edit("deleted", edit, Counter({("missing", page.id, line.section, ""): 1}))

    def delete_at(self, page: Page, line: Line) -> dict[str, str | None]:
        end = line.number + 1
        if line.kind == "paragraph" and end < len(page.lines) and not page.lines[end]:
            end += 1
        return self.written(page, line.number, end, [])

    def write_more(self) -> Edit:
        """Write a paragraph that the source does not have."""
        page, line = self.choose(lambda one: one.kind == "paragraph")
        text = " ".join(self.random.sample(_plain_words(line.text) or ["…"], 1) * 3)
        files = self.written(page, line.number, line.number + 1, [line.text, "", text])
        return Edit("inserted", files, Counter({("obsolete", page.id, line.section, ""): 1}))


TRANSLATION_EDITS: tuple[Callable[[Translator], Edit], ...] = (
    Translator.letter,
    Translator.word,
    Translator.full_stop,
    Translator.digits,
    Translator.fact,
    Translator.take_out,
    Translator.write_more,
    Translator.reorder,
    Translator.move_section,
    Translator.change_link,
)


def _words(text: str) -> list[tuple[str, int]]:
    """Return the words of a text that stand neither in a fact nor in a link's address."""
    plain = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)|\*\*", lambda m: "_" * len(m[0]), text)
    return [(m[0], m.start()) for m in re.finditer(r"(?<![\w'’-])[a-z]+(?![\w'’-])", plain)]


def _long_words(text: str) -> list[tuple[str, int]]:
    return [
        (word, start)
        for word, start in _words(text)
        if len(word) > 6 and not _LOGIC.search(word) and len(set(word[1:-1])) > 3
    ]


def _plain_words(text: str) -> list[str]:
    plain = re.sub(r"\{\{.*?\}\}|\[.*?\]\([^)]*\)|\*\*.*?\*\*|\|", " _ ", text)
    return [w for w in re.findall(r"[^\W\d_]{3,}", plain) if text.count(w) == 1]
