"""Converts styles to CSS that the browsers of the baseline understand: see decision 0026.

The styles use logical properties and current CSS. Features that Chrome 90, Safari 14.0 and Firefox
90 lack are replaced by equivalent rules, or preceded by the nearest equivalent. All lines of text
are horizontal, so that the block axis is the vertical axis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_PIECE = re.compile(
    r"""((?:[^{};"'/u]++|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|/\*.*?\*/|url\([^)]*+\)|[/u])*+)"""
    r"""([{};]|\Z)""",
    re.S,
)
_WORD = re.compile(r"(?:[^\s()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+")
_VIEWPORT = re.compile(r"(?<=\d)[dsl](?=v[hw]\b)")

Declaration = tuple[str, str]

# Shorthands of two values (Safari 14.1) → the two longhands that older browsers know.
_PAIRS = {
    **{
        f"{edge}-{axis}": (f"{edge}-{axis}-start", f"{edge}-{axis}-end")
        for edge in ("margin", "padding")
        for axis in ("inline", "block")
    },
    **{
        f"border-{axis}-{what}": (f"border-{axis}-start-{what}", f"border-{axis}-end-{what}")
        for axis in ("inline", "block")
        for what in ("color", "style", "width")
    },
    "inset-block": ("top", "bottom"),
}
_RENAMED = {"inset-block-start": "top", "inset-block-end": "bottom"}
_SIDES = ("top", "right", "bottom", "left")
_ALIGNS = ("align-content", "align-items", "align-self", "justify-content")
_SIZES = re.compile(r"(?:(?:min|max)-)?(?:width|height|inline-size|block-size)")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_LINES = ("underline", "overline", "line-through")
_STYLES = ("solid", "double", "dotted", "dashed", "wavy")

# Logical property → the physical property in left-to-right and in right-to-left text.
_MIRRORED = {
    "inset-inline-start": ("left", "right"),
    "inset-inline-end": ("right", "left"),
    **{
        f"border-{block}-{inline}-radius": (
            f"border-{side}-{one}-radius",
            f"border-{side}-{other}-radius",
        )
        for block, side in (("start", "top"), ("end", "bottom"))
        for inline, one, other in (("start", "left", "right"), ("end", "right", "left"))
    },
}
_NEITHER = {"left": "auto", "right": "auto"}

# A condition that is true in browsers without flexbox gaps: Safari has these and `inset` from 14.1.
_NO_GAP = "inset:0"


@dataclass
class CssBlock:
    """A rule: its selectors or at-rule, and the content of its braces."""

    prelude: str
    children: list[CssBlock | str] = field(default_factory=list)

    @property
    def declarations(self) -> list[Declaration]:
        """Return its own declarations, with names in lower case."""
        pairs = (one.partition(":") for one in self.children if isinstance(one, str))
        return [(name.strip().lower(), value.strip()) for name, colon, value in pairs if colon]


def lower_style(css: str) -> str:
    """Return minified CSS with the same effect in the browsers of the baseline.

    >>> lower_style("a{margin-inline: auto}")
    'a{margin-inline-start:auto;margin-inline-end:auto}'
    >>> lower_style("a{overflow: clip}")
    'a{overflow:hidden;overflow:clip}'
    """
    blocks = _parse(css)
    late = list(_aged(blocks)) + list(_gaps(blocks))
    conditions: dict[str, list[str]] = {}
    for condition, rule in late:
        conditions.setdefault(condition, []).append(rule)
    for block in _every(blocks):
        block.children = [
            lowered
            for one in block.children
            for lowered in (_older(one) if isinstance(one, str) else [one])
        ]
    added = (f"@supports not ({c}){{{''.join(rules)}}}" for c, rules in conditions.items())
    return "".join([*map(_written, blocks), *added])


def _parse(css: str) -> list[CssBlock | str]:
    top = CssBlock("")
    stack = [top]
    for match in _PIECE.finditer(css):
        text, end = match[1].strip(), match[2]
        if end == "{":
            stack.append(CssBlock(text))
            stack[-2].children.append(stack[-1])
            continue
        if text:
            stack[-1].children.append(text)
        if end == "}" and len(stack) > 1:
            stack.pop()
    return top.children


def _written(node: CssBlock | str) -> str:
    if isinstance(node, str):
        return f"{node};" if node.startswith("@") else node
    inside = ""
    for child in node.children:
        joint = ";" if isinstance(child, str) and inside and not inside.endswith("}") else ""
        inside += joint + (child if isinstance(child, str) else _written(child))
    return f"{node.prelude}{{{inside}}}"


def _every(nodes: Iterable[CssBlock | str]) -> Iterator[CssBlock]:
    for node in nodes:
        if isinstance(node, CssBlock):
            yield node
            yield from _every(node.children)


def _rules(nodes: Iterable[CssBlock | str], around: tuple[str, ...] = ()) -> Iterator[_Rule]:
    """Yield the style rules, each with the at-rules around it."""
    for node in nodes:
        if not isinstance(node, CssBlock):
            continue
        if not node.prelude.startswith("@"):
            yield _Rule(node, around)
        elif node.prelude.startswith(("@media", "@supports")):
            yield from _rules(node.children, (*around, node.prelude))


@dataclass(frozen=True)
class _Rule:
    block: CssBlock
    around: tuple[str, ...]

    @property
    def selectors(self) -> list[str]:
        return _split(self.block.prelude)

    def written(self, selectors: Iterable[str], declarations: Iterable[Declaration]) -> str:
        inside = ";".join(f"{name}:{value}" for name, value in declarations)
        text = f"{','.join(selectors)}{{{inside}}}"
        for condition in reversed(self.around):
            text = f"{condition}{{{text}}}"
        return text


def _split(selectors: str) -> list[str]:
    """Return the selectors of a list.

    >>> _split(":is(a,b) c,d")
    [':is(a,b) c', 'd']
    """
    found, depth = [""], 0
    for character in selectors:
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            found.append("")
        else:
            found[-1] += character
    return [one.strip() for one in found]


def _older(declaration: str) -> list[str]:
    name, colon, value = declaration.partition(":")
    if not colon or name.lstrip().startswith(("--", "@")):
        return [declaration]
    value, mark, _ = value.strip().partition("!important")
    important = "!important" if mark else ""
    pairs = _replaced(name.strip().lower(), value.strip())
    return [f"{name}:{value}{important}" for name, value in pairs]


def _replaced(name: str, value: str) -> list[Declaration]:
    """Return the declarations that replace one; browsers use the last one that they understand."""
    words = _WORD.findall(value)
    if name in _PAIRS:
        first, second = _PAIRS[name]
        return [(first, words[0]), (second, words[-1])]
    if name in ("border-inline", "border-block"):
        return [(f"{name}-start", value), (f"{name}-end", value)]
    if name == "inset":
        sides = (words * 4)[:4] if len(words) in (1, 2, 4) else [*words, words[1]]
        return list(zip(_SIDES, sides, strict=True))
    if name == "inset-inline":
        return [("inset-inline-start", words[0]), ("inset-inline-end", words[-1])]
    if name == "text-decoration" and len(words) > 1:
        return _decoration(words)
    if name in _ALIGNS and value in ("start", "end"):
        return [(name, f"flex-{value}")]  # equivalent outside of flexible boxes
    if name == "content" and "/" in words:
        return [(name, " ".join(words[: words.index("/")])), (name, value)]
    if name in _OVERFLOWS and "clip" in words:
        return [(name, value.replace("clip", "hidden")), (name, value)]
    if _SIZES.fullmatch(name) and value == "fit-content":
        return [(name, "-moz-fit-content"), (name, value)]
    name = _RENAMED.get(name, name)
    if _VIEWPORT.search(value):
        return [(name, _VIEWPORT.sub("", value)), (name, value)]
    return [(name, value)]


def _decoration(words: list[str]) -> list[Declaration]:
    """Return text-decoration with its line only, and the other values in their longhands."""
    lines = [word for word in words if word in _LINES]
    parts = [("text-decoration", " ".join(lines) or "none")]
    for word in words:
        if word in _STYLES:
            parts.append(("text-decoration-style", word))
        elif re.match(r"[\d.]|from-font|calc\(", word):
            parts.append(("text-decoration-thickness", word))
        elif word not in lines:
            parts.append(("text-decoration-color", word))
    return parts


def _aged(blocks: list[CssBlock | str]) -> Iterator[tuple[str, str]]:
    """Yield (condition, rule) with older properties, such as left in place of start."""
    for rule in _rules(blocks):
        groups: dict[str, tuple[list[Declaration], list[Declaration]]] = {}
        declared = [
            pair
            for name, value in rule.block.declarations
            for pair in (_replaced(name, value) if name == "inset-inline" else [(name, value)])
        ]
        for name, value in declared:
            if name in _MIRRORED:
                condition = _NO_GAP if name.startswith("inset") else f"{name}:0"
                one, other = groups.setdefault(condition, ([], []))
                one.append((_MIRRORED[name][0], value))
                other.append((_MIRRORED[name][1], value))
            elif (name, value) == ("overflow-wrap", "anywhere"):
                yield (
                    f"{name}:{value}",
                    rule.written(rule.selectors, [("word-break", "break-word")]),
                )
            elif name in ("float", "clear") and value.startswith("inline-"):
                one, other = groups.setdefault(f"{name}:{value}", ([], []))
                one.append((name, "left" if value == "inline-start" else "right"))
                other.append((name, "right" if value == "inline-start" else "left"))
        for condition, (ltr, rtl) in groups.items():
            yield condition, rule.written(rule.selectors, ltr)
            # A page may contain text of the other direction.
            for around, sides, others in (("rtl", rtl, ltr), ("rtl] [dir=ltr", ltr, rtl)):
                undone = [(n, _NEITHER[n]) for n, _ in others if n in _NEITHER]
                selectors = [_within(around, one) for one in rule.selectors]
                yield condition, rule.written(selectors, {**dict(undone), **dict(sides)}.items())


def _within(direction: str, selector: str) -> str:
    """Return a selector for elements in text of a direction.

    >>> _within("rtl", "a b"), _within("rtl", ":root:lang(ur) b")
    ('[dir=rtl] a b', ':root[dir=rtl]:lang(ur) b')
    """
    if selector.startswith(":root"):
        return f":root[dir={direction}]{selector.removeprefix(':root')}"
    return f"[dir={direction}] {selector}"


@dataclass
class _Layout:
    """The layout that the rules read so far give to a selector."""

    is_flex: bool = False
    is_column: bool = False
    wraps: bool = False
    has_rows: bool = False


def _gaps(blocks: list[CssBlock | str]) -> Iterator[tuple[str, str]]:
    """Yield rules with margins between flexible boxes, for browsers without gaps.

    The margins are at the end, since margins at the start may push boxes away by `auto`. Rows also
    have a margin below the last one.
    """
    layouts: dict[str, _Layout] = {}
    for rule in _rules(blocks):
        declared = dict(rule.block.declarations)
        gap = _gap(declared)
        for selector in rule.selectors:
            layout = layouts.get(selector) or _of_subject(selector, layouts)
            if "display" in declared:
                layout.is_flex = declared["display"] in ("flex", "inline-flex")
            if "flex-direction" in declared:
                layout.is_column = declared["flex-direction"].startswith("column")
            if "flex-wrap" in declared:
                layout.wraps = declared["flex-wrap"] == "wrap"
            layouts[selector] = layout
            # Browsers with `:has` have gaps, too; pseudo-elements contain no boxes.
            if layout.is_flex and gap and not re.search(r":has\(|::", selector):
                yield from ((_NO_GAP, text) for text in _margins(rule, selector, layout, gap))


def _gap(declared: dict[str, str]) -> tuple[str, str] | None:
    """Return the (row gap, column gap); None if there are none."""
    words = _WORD.findall(declared.get("gap", ""))
    row, column = declared.get("row-gap"), declared.get("column-gap")
    if words:
        return row or words[0], column or words[-1]
    return (row or "0", column or "0") if row or column else None


def _of_subject(selector: str, layouts: dict[str, _Layout]) -> _Layout:
    """Return the layout of the elements that a selector matches, independent of their ancestors."""
    found = re.search(r":is\(([^()]*)\)$|[^\s>+~]+$", selector)
    subjects = _split(found[1] or found[0]) if found else []
    known = next((layouts[one] for one in subjects if one in layouts), _Layout())
    return _Layout(known.is_flex, known.is_column, known.wraps, known.has_rows)


def _margins(rule: _Rule, selector: str, layout: _Layout, gap: tuple[str, str]) -> Iterator[str]:
    row, column = gap
    if layout.is_column:
        yield rule.written([f"{selector}>:not(:last-child)"], [("margin-block-end", row)])
        return
    yield rule.written([f"{selector}>:not(:last-child)"], [("margin-inline-end", column)])
    if layout.wraps and (layout.has_rows or not re.fullmatch(r"0\w*", row)):
        layout.has_rows = True
        yield rule.written([f"{selector}>*"], [("margin-block-end", row)])
