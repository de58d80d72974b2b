"""Turns MDX into Markdown: components become boxes or decisions, programs are taken out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from kbgen.importing.blocks import Decision, Removed
from kbgen.importing.readers.jsx_tags import (
    JsxTag,
    expression_end,
    literal,
    module_end,
    read_tag,
)

RULE = "mdx"
_TOKEN = re.compile(
    r"(?P<fence>^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*(?P<marks>`{3,}|~{3,})[^\n]*$)"
    r"|(?P<code>`+)|(?P<escape>\\[^\n])|(?P<comment><!--.*?-->)"
    r"|(?P<module>^(?:import|export)\b)|(?P<brace>\{)|(?P<tag></?(?=[A-Za-z>]))",
    re.M | re.S,
)
_IS_MDX = re.compile(
    r"^import\s[^\n;]*\sfrom\s+[\"'][^\"'\n]+[\"'];?[ \t]*$|^import\s+[\"'][^\"'\n]+[\"'];?[ \t]*$"
    r"|^export\s+(?:const|default|function)\s|\{/\*",
    re.M,
)
_FENCES = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[^\n]*$.*?(?:^[ \t]*\1[ \t]*$|\Z)|`[^`\n]*`", re.M | re.S
)
_ID = re.compile(r"\{\s*#[^\s{}]+\s*\}")
_HIDDEN_ID = re.compile(r"(?m)^([ \t]*#{1,6}[ \t][^\n]*?)\{/\*[ \t]*#([\w.-]+)[ \t]*\*/\}[ \t]*$")
_SHOWN_CODE = re.compile(r"^[ \t]*(`{3,})mdx-code-block[^\n]*\n(.*?)^[ \t]*\1[ \t]*$", re.M | re.S)
_MOST_FAILURES = 60
_QUESTIONS = 3  # so many parts that open are a list of questions
_SUMMARY = re.compile(r"\s*<summary[^<>]*>(?P<title>[^\n]*?)</summary>[ \t]*", re.I)
_NEXT_LINE = re.compile(r"^(?P<indent>[ \t]*)\S", re.M)
_WRAPPERS = {"Tabs", "Steps", "Step", "CardGrid", "CardGroup", "Columns", "Column", "Col", "Frame"}
_WRAPPERS |= {"AccordionGroup", "CodeGroup", "Fragment", ""}
_TABS = {"TabItem", "Tab"}
_NOTES = {"Aside", "Admonition", "Callout", "Alert", "Hint"}
_KINDS = {"Note", "Tip", "Info", "Warning", "Danger", "Caution", "Check"}
_OPENING = {"Accordion", "Expandable", "Details", "Collapsible", "Spoiler"}
_CARDS = {"Card", "LinkCard", "LinkButton"}


@dataclass(frozen=True)
class Mdx:
    """The text as Markdown; `lines` has the number in the file for each line of it."""

    text: str
    lines: list[int]
    removed: list[Removed]
    decisions: list[Decision]


def is_mdx(text: str) -> bool:
    """Tell whether a text named `.md` is MDX: by import and export lines, and its comments."""
    return _IS_MDX.search(_FENCES.sub("", text)) is not None


@dataclass
class _MdxReading:
    text: str
    first: int
    keep: Collection[str]
    is_mdx: bool
    out: list[tuple[str, int]] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)  # names of open components that are boxes
    at: int = 0
    line: int = 0
    text_until: int = 0  # up to here braces are text
    failures: int = 0  # braces and tags without an end
    opens_parts: bool = False  # whether `<details>` is a box, and no question

    @property
    def may_look(self) -> bool:
        """Tell whether to look for more: a text with many loose braces is no MDX."""
        return self.failures < _MOST_FAILURES

    def copy(self, end: int) -> None:
        self.add(self.text[self.at : end])
        self.skip(end)

    def add(self, text: str) -> None:
        self.out.append((text, self.line))

    def skip(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def remove(self, end: int, rule: str, instead: str = "") -> None:
        """Leave out a part, unless its rule is switched off; `instead` stands in for it."""
        part = self.text[self.at : end]
        if rule in self.keep:
            self.add("".join(f"\\{s}" if s in "<>{}*_`[]" else s for s in part))
        else:
            self.removed.append(Removed(self.line, rule, part.strip()))
            self.add(instead)
        self.skip(end)


def read_mdx(text: str, first: int, keep: Collection[str] = (), whole: bool = True) -> Mdx:
    """Return MDX as Markdown, where `first` is the number of its first line.

    Import and export lines, expressions and components are removed. What shows something in a
    sentence leaves “…” there, and a decision. With `whole` unset, only components are looked for,
    since a text named `.md` may have braces.
    """
    # Docusaurus writes ids of headings as comments, and MDX for other viewers as code.
    text = _SHOWN_CODE.sub(r"\n\2", _HIDDEN_ID.sub(r"\1{#\2}", text))
    reading = _MdxReading(text, first, keep, whole, line=first)
    reading.opens_parts = text.count("<details") < _QUESTIONS
    while match := _TOKEN.search(text, reading.at):
        reading.copy(match.start())
        _token(match, reading)
    reading.copy(len(text))
    return Mdx(
        "".join(part for part, _ in reading.out),
        _numbers(reading),
        reading.removed,
        reading.decisions,
    )


def _numbers(reading: _MdxReading) -> list[int]:
    """Return the number in the file of each line of the new text."""
    numbers, is_begun = [reading.first], False
    for part, line in reading.out:
        first, *others = part.split("\n")
        if first and not is_begun:
            numbers[-1] = line
        numbers += [line + n for n in range(1, len(others) + 1)]
        is_begun = bool(others[-1]) if others else is_begun or bool(first)
    return numbers


def _token(match: re.Match[str], reading: _MdxReading) -> None:
    text, start = reading.text, match.start()
    if match["fence"]:
        closing = re.compile(rf"^[ \t>]*{match['marks']}[`~]*[ \t]*$", re.M)
        end = closing.search(text, match.end())
        reading.copy(end.end() if end else len(text))
    elif match["code"]:
        end_at = text.find(match["code"], match.end())
        paragraph = text.find("\n\n", match.end())
        is_code = end_at >= 0 and not 0 <= paragraph < end_at
        reading.copy(end_at + len(match["code"]) if is_code else match.end())
    elif match["module"]:
        _module(match, reading)
    elif match["brace"]:
        _expression(start, reading)
    elif match["tag"] and reading.may_look and (tag := read_tag(text, start)):
        _tag(tag, reading)
    else:
        # Only a brace in a tag takes time to look at; `<https://…>` does not.
        reading.failures += bool(match["tag"]) and "{" in text[start : start + 200]
        reading.copy(match.end())


def _module(match: re.Match[str], reading: _MdxReading) -> None:
    end = module_end(reading.text, match.start()) if reading.is_mdx else None
    if end is None:
        reading.copy(match.end())
    else:
        reading.remove(end, RULE, "\n" * reading.text.count("\n", match.start(), end))


def _expression(start: int, reading: _MdxReading) -> None:
    is_sought = reading.is_mdx and start >= reading.text_until and reading.may_look
    end = expression_end(reading.text, start) if is_sought else None
    if end is None and is_sought:
        # A brace without its end is text, and so are the others of its paragraph.
        paragraph = reading.text.find("\n\n", start)
        reading.text_until = paragraph if paragraph >= 0 else len(reading.text)
        reading.failures += 1
    part = reading.text[start:end] if end else ""
    if end is None or _ID.fullmatch(part):
        reading.copy(start + 1)
        return
    lines = "\n" * part.count("\n")
    if re.fullmatch(r"\{\s*/\*.*\*/\s*\}", part, re.S):
        reading.remove(end, "comment", lines)
    elif (shown := literal(part)) is not None:
        reading.add(shown)
        reading.skip(end)
    else:
        _ask(start, end, f"the expression {_short(part)}", reading, lines)


def _tag(tag: JsxTag, reading: _MdxReading) -> None:
    if not tag.is_component:
        _element(tag, reading)
    elif tag.name in _WRAPPERS and (tag.name or reading.is_mdx):
        reading.remove(tag.end, RULE)
    elif tag.is_closing:
        _close(tag, reading)
    elif (opened := _box(tag)) and not tag.is_empty:
        reading.boxes.append(tag.name)
        reading.remove(tag.end, RULE, _apart(f"/// {opened}", reading))
    elif tag.name in _CARDS and (shown := _card(tag)):
        reading.remove(tag.end, RULE, _apart(shown, reading))
    else:
        name = f"the component <{tag.name}>" if tag.name else "an empty tag"
        _ask(reading.at, tag.end, name, reading, "", is_shown=tag.is_empty)


def _close(tag: JsxTag, reading: _MdxReading) -> None:
    """End the box that a tag closes; a closing tag of any other is left out, or copied as HTML."""
    is_box = bool(reading.boxes) and reading.boxes[-1] == tag.name
    if is_box:
        reading.boxes.pop()
    if tag.is_component:
        reading.remove(tag.end, RULE, _apart("///", reading) if is_box else "")
    elif is_box:
        reading.add(_apart("///", reading))
        reading.skip(tag.end)
    else:
        reading.copy(tag.end)


def _apart(lines: str, reading: _MdxReading) -> str:
    """Return lines between blank ones, as deep as the tag that they stand for, or its content."""
    before = reading.text[reading.text.rfind("\n", 0, reading.at) + 1 : reading.at]
    following = _NEXT_LINE.search(reading.text, reading.text.find("\n", reading.at))
    inner = following["indent"] if following else ""
    indent = min(before, inner, key=len) if before.isspace() else ""
    return "".join(f"\n\n{indent}{line}" for line in [*lines.split("\n\n"), ""])


def _element(tag: JsxTag, reading: _MdxReading) -> None:
    """Copy a tag of HTML without the attributes that are programs; `<details>` is a box."""
    if tag.name == "details" and reading.opens_parts:
        if tag.is_closing:
            _close(tag, reading)
            return
        if summary := _SUMMARY.match(reading.text, tag.end):
            title = " ".join(re.sub(r"<[^<>]*>", "", summary["title"]).split())
            sign = "details" if "open" not in tag.attributes else "details-open"
            reading.boxes.append(tag.name)
            reading.add(_apart(f"/// {sign} | {title}", reading))
            reading.skip(summary.end())
            return
    for start, end in tag.dynamic if reading.is_mdx else ():
        reading.copy(start)
        reading.remove(end, RULE)
    reading.copy(tag.end)


def _box(tag: JsxTag) -> str:
    """Return the line that opens the box for a component, "" if it is none."""
    attributes = tag.attributes
    title = attributes.get("title") or attributes.get("label") or attributes.get("summary") or ""
    title = "" if title.startswith("{") else title
    if tag.name in _TABS:
        return f"tab | {title or attributes.get('value', '')}"
    if tag.name in _OPENING:
        return f"details | {title}"
    if tag.name in _NOTES:
        kind = attributes.get("type") or attributes.get("variant") or attributes.get("kind") or ""
        kind = kind.lower() if re.fullmatch("[A-Za-z]+", kind) else "note"
        return f"{kind} | {title}"
    return f"{tag.name.lower()} | {title}" if tag.name in _KINDS else ""


def _card(tag: JsxTag) -> str:
    title, href = tag.attributes.get("title", ""), tag.attributes.get("href", "")
    if not title or title.startswith("{"):
        return ""
    link = f"[{title}](<{href}>)" if href and not href.startswith("{") else f"**{title}**"
    about = tag.attributes.get("description", "")
    return f"{link}\n\n{about}" if about and not about.startswith("{") else link


def _ask(
    start: int, end: int, what: str, reading: _MdxReading, lines: str, is_shown: bool = True
) -> None:
    """Remove what shows something that the text does not say, and ask for it."""
    sentence = _sentence(reading.text, start, end)
    place = f"{what} stands in “{_short(sentence)}”" if sentence else f"{what} stands here"
    then = "write what it shows" if is_shown else "its text was kept; see what it adds"
    if RULE not in reading.keep:
        reading.decisions.append(Decision(reading.line, f"{place}: {then}"))
    reading.remove(end, RULE, lines + ("…" if sentence and is_shown else ""))


def _sentence(text: str, start: int, end: int) -> str:
    """Return the line around a part, "" if it stands alone."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    around = text[low:start] + text[end:high]
    return text[low:high].strip() if re.search(r"\w", re.sub(r"<[^>]*>", "", around)) else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
