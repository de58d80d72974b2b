"""MDX → Markdown: programs' lines, comments, attributes, expressions and components."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kbgen.migrating.javascript import LiteralError, read_literal
from kbgen.migrating.model import MigrationNote
from kbgen.migrating.syntax.code import as_comment, line_of, mask, same_lines

_ESM = re.compile(
    r"^(?:import\s+(?:[\w$*{][^\n]*?\sfrom\s+['\"]|\{|['\"])|"
    r"export\s+(?:const|let|var|default|function|async|class|\{|\*))",
    re.M,
)
_IMPORT = re.compile(r"import\s+(\w+)\s+from\s+['\"]([^'\"]+)['\"]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*|(?=>))")
_NAME = re.compile(r"\s+([A-Za-z_:][\w:.-]*)|\s*(\{\s*\.\.\.)")
_STRING = re.compile(r"\{\s*(['\"`])((?:(?!\1)[^\\$])*)\1\s*\}\Z")
_NUMBER = re.compile(r"\{\s*(-?[\d.]+|true|false)\s*\}\Z")
_FILE = re.compile(r"\{\s*(?:require|useBaseUrl)\(\s*['\"]([^'\"]+)['\"]\s*\)(?:\.default)?\s*\}\Z")
_VARIABLE = re.compile(r"\{\s*(\w+)(?:\.src)?\s*\}\Z")
_HEADING_ID = re.compile(r"^(#{1,6} [^\n]*?)[ \t]*\{/\*\s*#([\w-]+)\s*\*/\}[ \t]*$", re.M)
_COMMENT = re.compile(r"\{\s*/\*(.*?)\*/\s*\}", re.S)
_ESCAPED = re.compile(r"\\\}")
_SPACE = re.compile(r"\{\s*(['\"])\s*\1\s*\}")


ComponentWriter = Callable[[Mapping[str, str]], str]


class MdxTag(NamedTuple):
    """A tag in MDX: `attributes` are its values as they are written, "" without one."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]
    is_closing: bool
    is_empty: bool


def convert_mdx(
    text: str,
    path: str,
    first: int,
    kept: Collection[str],
    notes: list[MigrationNote],
    empty: Mapping[str, ComponentWriter] = MappingProxyType({}),
) -> str:
    """Return MDX as Markdown; lines keep their numbers, of which `first` is that of the first.

    Tags whose names are in `kept` stay as tags in one line: they are containers. A component that
    is not known becomes a comment; its text stays. `empty` has what stands for some components.
    """
    text, files = _without_programs(text, path, first, notes)
    text = _HEADING_ID.sub(lambda match: f"{match[1]} {{#{match[2]}}}", text)
    text = _replaced(text, _COMMENT, lambda match: as_comment(match[1]))
    out, at = [], 0
    for tag in find_tags(text):
        write = None if tag.is_closing else empty.get(tag.name)
        before = _expressions(text[at : tag.start], path, line_of(text, at, first), notes)
        where = line_of(text, tag.start, first)
        written = (
            _component(tag, files, write, path, where, notes)
            if write
            else _tag(text, tag, files, kept, path, where, notes)
        )
        out += [before, same_lines(text[tag.start : tag.end], written)]
        at = tag.end
    out.append(_expressions(text[at:], path, line_of(text, at, first), notes))
    return "".join(out)


def _component(
    tag: MdxTag,
    files: Mapping[str, str],
    write: ComponentWriter,
    path: str,
    line: int,
    notes: list[MigrationNote],
) -> str:
    """Return what stands for a component; of attributes that a program computes there is a note."""
    plain = {name: plain_value(value, files) for name, value in tag.attributes.items()}
    for name, value in plain.items():
        if value is None:
            what = f"what a program computes in <{tag.name}> is left out"
            notes.append(MigrationNote(path, line, what, f"{name}={tag.attributes[name]}"))
    return write({name: value for name, value in plain.items() if value is not None})


def imported_files(text: str) -> dict[str, str]:
    """Return the names that a page gives to files that it imports."""
    masked = mask(text)
    return {
        match[1]: match[2]
        for match in _IMPORT.finditer(text)
        if masked.startswith("import", match.start())
    }


def with_labels(text: str) -> str:
    """Return a text in which each tab has the name that `values` of its <Tabs> gives it."""
    labels: dict[str, str] = {}
    out, at = [], 0
    for tag in find_tags(text):
        if tag.name == "Tabs" and not tag.is_closing:
            labels = _labels(tag.attributes.get("values", ""))
            if labels:
                out += [text[at : tag.start], "<Tabs>", "\n" * text.count("\n", tag.start, tag.end)]
                at = tag.end
        elif tag.name == "TabItem" and labels and "label" not in tag.attributes:
            label = labels.get(plain_value(tag.attributes.get("value", '""')) or "")
            if label:
                out += [text[at : tag.start], f'<TabItem label="{label}"']
                at = tag.start + len("<TabItem")
    return "".join([*out, text[at:]])


def _labels(values: str) -> dict[str, str]:
    """Return value → label of the tabs in `values={[…]}`; {} if a program makes them."""
    try:
        data = read_literal(values[1:])[0] if values.startswith("{") else []
    except (LiteralError, RecursionError):
        return {}
    found = [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    return {str(one.get("value")): str(one.get("label")).replace('"', "”") for one in found}


def _without_programs(
    text: str, path: str, first: int, notes: list[MigrationNote]
) -> tuple[str, dict[str, str]]:
    """Take out imports and exports, up to the next blank line each."""
    masked, out, at = mask(text), [], 0
    files = imported_files(text)
    for match in _ESM.finditer(masked):
        if match.start() < at:
            continue
        blank = re.compile(r"\n[ \t]*(?=\n|\Z)").search(text, match.start())
        end = blank.start() if blank else len(text)
        program = text[match.start() : end]
        is_plain = not re.search(r"^export\b", program, re.M)
        what = "what it imports is" if is_plain else "a program; kbgen's pages run none, so this is"
        where = line_of(text, match.start(), first)
        notes.append(MigrationNote(path, where, f"{what} left out", program, not is_plain))
        out += [text[at : match.start()], "\n" * program.count("\n")]
        at = end
    return "".join([*out, text[at:]]), files


def find_tags(text: str) -> Iterator[MdxTag]:
    """Yield the tags outside of code."""
    masked, at = mask(text), 0
    while match := _TAG.search(masked, at):
        at = match.end()
        if match.start() and masked[match.start() - 1] == "\\":
            continue
        tag = _read_tag(text, match)
        if tag:
            at = tag.end
            yield tag


def _read_tag(text: str, match: re.Match[str]) -> MdxTag | None:
    attributes: dict[str, str] = {}
    at = match.end()
    while name := _NAME.match(text, at):
        at = name.end()
        if name[2]:
            end = _end_of_braces(text, text.index("{", name.start()))
            if not end:
                return None
            attributes[text[name.start() : end].strip()] = ""
            at = end
            continue
        attributes[name[1]] = ""
        equals = re.compile(r"\s*=\s*").match(text, at)
        if not equals:
            continue
        end = _end_of_value(text, equals.end())
        if not end:
            return None
        attributes[name[1]] = text[equals.end() : end]
        at = end
    close = re.compile(r"\s*(/?)>").match(text, at)
    if not close:
        return None
    return MdxTag(match.start(), close.end(), match[2], attributes, bool(match[1]), bool(close[1]))


def _end_of_value(text: str, at: int) -> int:
    """Return where the value of an attribute ends; 0 for none."""
    if text[at : at + 1] in ("'", '"'):
        return text.find(text[at], at + 1) + 1
    if text[at : at + 1] == "{":
        return _end_of_braces(text, at)
    plain = re.compile(r"[^\s>{}'\"]+").match(text, at)
    return plain.end() if plain else 0


def _end_of_braces(text: str, at: int) -> int:
    """Return where braces end that begin at an offset; 0 if they do not, strings counted out."""
    depth, quote = 0, ""
    for place in range(at, min(len(text), at + 20_000)):
        char = text[place]
        if quote:
            quote = "" if char == quote and text[place - 1] != "\\" else quote
        elif char in "\"'`" and depth > 0 and _opens_string(text, place):
            quote = char
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return place + 1
    return 0


def _opens_string(text: str, at: int) -> bool:
    """Tell whether a quote begins a string: an apostrophe in a word does not."""
    return not (at and text[at - 1].isalnum())


def plain_value(value: str, files: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Return the text of an attribute; None if a program computes it.

    >>> plain_value('"a"'), plain_value("{'a'}"), plain_value("{a + b}")
    ('a', 'a', None)
    """
    if value[:1] in ("'", '"'):
        return value[1:-1]
    for form in (_STRING, _NUMBER, _FILE):
        if match := form.match(value):
            return match[match.lastindex or 1]
    if (match := _VARIABLE.match(value)) and match[1] in files:
        return files[match[1]]
    return None if value.startswith("{") else value


def _tag(
    text: str,
    tag: MdxTag,
    files: Mapping[str, str],
    kept: Collection[str],
    path: str,
    line: int,
    notes: list[MigrationNote],
) -> str:
    raw = text[tag.start : tag.end]
    if not tag.name:
        return ""  # a fragment
    if tag.is_closing:
        is_known = tag.name in kept or tag.name[0].islower()
        return raw if is_known else "</a>" if tag.name in _LINKS else ""
    is_link = tag.name in _LINKS and ("to" in tag.attributes or "href" in tag.attributes)
    if tag.name[0].islower() or tag.name in kept or is_link:
        return _html(raw, tag, files, "a" if is_link else tag.name, path, line, notes)
    if tag.name in files and files[tag.name].endswith((".md", ".mdx")):
        return f"<!-- include {files[tag.name]} -->"
    if tag.name in ("Image", "img") and (
        src := plain_value(tag.attributes.get("src", "{}"), files)
    ):
        alt = plain_value(tag.attributes.get("alt", '""'), files) or ""
        return f"![{alt}]({src})"
    what = f"<{tag.name}> is a component; kbgen has none, so its text alone is on the page"
    notes.append(MigrationNote(path, line, what, " ".join(raw.split())))
    return as_comment(raw)


_LINKS = ("Link", "LinkButton")
_RENAMED = {"className": "class", "htmlFor": "for", "to": "href", "srcSet": "srcset"}


def _html(
    raw: str,
    tag: MdxTag,
    files: Mapping[str, str],
    name: str,
    path: str,
    line: int,
    notes: list[MigrationNote],
) -> str:
    """Return a tag as HTML has it; attributes that a program computes are left out, with a note."""
    is_html = not any(
        one in _RENAMED or value.startswith("{") or one.startswith("{")
        for one, value in tag.attributes.items()
    )
    if is_html and "\n" not in raw and name == tag.name:
        return raw
    parts, computed = [name], []
    for one, value in tag.attributes.items():
        plain = plain_value(value, files) if value else ""
        if tag.name in _LINKS and one not in ("to", "href", "target", "rel", "title", "className"):
            continue
        if plain is None or one.startswith("{") or (one.startswith("on") and one[2:3].isupper()):
            computed.append(f"{one}={value}" if value else one)
            continue
        words = plain.replace('"', "&quot;")
        parts.append(f'{_RENAMED.get(one, one)}="{words}"' if value else _RENAMED.get(one, one))
    if computed:
        what = f"what a program computes in <{tag.name}> is left out"
        notes.append(MigrationNote(path, line, what, " ".join(" ".join(computed).split())))
    return f"<{' '.join(parts)}{' /' if tag.is_empty else ''}>"


def _expressions(text: str, path: str, line: int, notes: list[MigrationNote]) -> str:
    """Put texts for expressions that are one; the others stay as they are written, with a note."""
    masked, out, at = mask(text), [], 0
    while (start := masked.find("{", at)) >= 0:
        end = _end_of_braces(text, start)
        escaped = start and text[start - 1] == "\\"
        if not end or escaped or text.startswith(("{#", "{ #", "{:"), start):
            out.append(text[at : start + 1] if not escaped else f"{text[at : start - 1]}{{")
            at = start + 1
            continue
        raw = text[start:end]
        out.append(text[at:start])
        if _SPACE.fullmatch(raw):
            out.append(" ")
        elif match := _STRING.match(raw):
            out.append(match[2])
        else:
            what = "a program computes this; it stands on the page as it is written"
            notes.append(MigrationNote(path, line_of(text, start, line), what, raw))
            out.append(raw)
        at = end
    return _replaced("".join([*out, text[at:]]), _ESCAPED, lambda _: "}")


def _replaced(text: str, form: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> str:
    """Replace what matches outside of code; lines keep their numbers."""
    masked, out, at = mask(text), [], 0
    for match in form.finditer(text):
        if match.start() < at or masked[match.start()] == "#":
            continue
        out += [text[at : match.start()], same_lines(match[0], write(match))]
        at = match.end()
    return "".join([*out, text[at:]])
