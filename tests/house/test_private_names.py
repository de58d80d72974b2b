"""Names that libraries keep to themselves and kbgen relies on: each is here, bounded and looked at.

A library may change such a name in any release. Then a test here says so before a page differs.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

import pytest
from babel import Locale
from lxml import etree
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files

from kbgen.markdown.inline import FastInline, make_fast
from tests.conftest import REPOSITORY

# What FastInline does in another way. With another text it may have to do another thing.
HANDLE_INLINE = """\
def __handleInline(self, data: str, patternIndex: int=0) -> str:
    if not isinstance(data, util.AtomicString):
        startIndex = 0
        count = len(self.inlinePatterns)
        while patternIndex < count:
            data, matched, startIndex = self.__applyPattern(self.inlinePatterns[patternIndex], data, patternIndex, startIndex)
            if not matched:
                patternIndex += 1
    return data"""


def parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def body(function: Callable[..., Any]) -> str:
    """Return the text of a function without its docstring and comments."""
    [node] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(node, ast.FunctionDef)
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    return ast.unparse(node)


def private(owner: object, name: str) -> Any:
    return getattr(owner, name, None) or (lambda: None)


def links() -> Any:
    config = MkDocsConfig()
    return private(pages, "_RelativePathTreeprocessor")(File("", "", "", True), Files([]), config)


def titles() -> Any:
    return private(pages, "_ExtractTitleTreeprocessor")()


# The distribution, the file of kbgen, the name as that file has it → what is true of it today, as
# a function that finds it out, and its value.
PRIVATE: dict[tuple[str, str, str], tuple[Callable[[], object], object]] = {
    ("markdown", "markdown/inline.py", "_InlineProcessor__handleInline"): (
        lambda: body(private(InlineProcessor, "_InlineProcessor__handleInline")),
        HANDLE_INLINE,
    ),
    ("markdown", "markdown/inline.py", "_InlineProcessor__applyPattern"): (
        lambda: parameters(private(InlineProcessor, "_InlineProcessor__applyPattern")),
        ["self", "pattern", "data", "patternIndex", "startIndex"],
    ),
    ("mkdocs", "mkdocs/relative_links.py", "_RelativePathTreeprocessor"): (
        lambda: (
            {"file", "files", "config", "links_to_anchors"} <= vars(links()).keys(),
            parameters(links().path_to_url),
            parameters(links().run),
        ),
        (True, ["url"], ["root"]),
    ),
    ("mkdocs", "mkdocs/convert.py", "_ExtractTitleTreeprocessor"): (lambda: titles().title, None),
    ("mkdocs", "mkdocs/convert.py", "_register"): (
        lambda: [parameters(tree._register) for tree in (links(), titles())],
        [["md"], ["md"]],
    ),
    ("mkdocs", "mkdocs/events.py", "_title_from_render"): (
        lambda: "_title_from_render" in inspect.getsource(private(pages, "Page")),
        True,
    ),
    ("babel", "facts/wording.py", "_data"): (
        lambda: Locale("en")._data["unit_patterns"]["duration-day"]["long"]["other"],
        "{0} days",
    ),
    ("babel", "meaning/units.py", "_data"): (
        lambda: (
            Locale("en")._data["unit_patterns"]["volume-liter"]["long"]["other"],
            Locale("en")._data["currency_names_plural"]["AED"]["other"],
        ),
        ("{0} liters", "UAE dirhams"),
    ),
    **{
        ("lxml", file, "_Element"): (
            lambda: isinstance(etree.fromstring("<a/>"), etree._Element),
            True,
        )
        for file in (
            "importing/readers/word_xml.py",
            "translations/exchange/tmx.py",
            "translations/exchange/xliff.py",
            "translations/exchange/xliff2.py",
            "translations/exchange/xml.py",
        )
    },
}
# They begin like private names, and are documented: namedtuple's, and os._exit.
PUBLIC = {"_replace", "_fields", "_asdict", "_exit"}
ADVICE = """
{distribution} {version} changed {name}, a private name of it on which kbgen/{file} relies.
Read what became of it in the source of {distribution}. If kbgen/{file} still does the right thing,
write the new value here; else mend kbgen/{file}. Until then lower the upper bound of {distribution}
in pyproject.toml, so that nobody gets the new one, and run `make lock`."""


def uses() -> Iterator[tuple[str, str]]:
    """Yield file and name of everything private that kbgen has and does not define in that file."""
    for path in sorted((REPOSITORY / "kbgen").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        own = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        own |= {n.id for n in nodes if isinstance(n, ast.Name)}
        own |= {n.attr for n in nodes if isinstance(n, ast.Attribute) and _is_self(n)}
        file = path.relative_to(REPOSITORY / "kbgen").as_posix()
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("kbgen"):
                yield from ((file, a.name) for a in node.names if _is_private(a.name))
            elif isinstance(node, ast.Attribute) and _is_private(node.attr):
                if node.attr not in own or _is_mangled(node.attr):
                    yield file, node.attr
            elif isinstance(node, ast.FunctionDef) and _is_mangled(node.name):
                yield file, node.name


def _is_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def _is_mangled(name: str) -> bool:
    return re.match(r"_[A-Za-z]\w*__[a-z]", name) is not None


def test_every_private_name_that_is_relied_on_is_in_the_table() -> None:
    assert set(uses()) == {(file, name) for _, file, name in PRIVATE}


@pytest.mark.parametrize("distribution, file, name", PRIVATE)
def test_a_private_name_is_what_it_was(distribution: str, file: str, name: str) -> None:
    find, expected = PRIVATE[distribution, file, name]
    try:
        found = find()
    except Exception as problem:
        found = problem
    advice = ADVICE.format(
        distribution=distribution, version=version(distribution), file=file, name=name
    )
    assert found == expected, f"{advice}\nWas: {expected}\nIs: {found}"


@pytest.mark.parametrize("distribution", sorted({distribution for distribution, _, _ in PRIVATE}))
def test_a_library_with_private_names_has_an_upper_bound(distribution: str) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    [line] = [d for d in project["dependencies"] if re.match(rf"{distribution}\b(?!-)", d)]
    assert "<" in line, f"kbgen relies on private names of {distribution}: give it an upper bound"


TEXTS = """
a **b** _c_ ***d*** `e` <https://f> [g](h "i") ![j](k) [l][m] ![n][m] &copy; o\\*p  
q <b>r</b> s@example.com <t@example.com> __u__*v*

[m]: n
"""  # noqa: W291 # a line break


def test_what_replaces_it_is_called_and_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Markdown(), Markdown()
    make_fast(ours)
    called: list[str] = []
    original = FastInline._InlineProcessor__handleInline

    def spy(self: FastInline, data: str, patternIndex: int = 0) -> str:  # noqa: N803
        called.append(data)
        return original(self, data, patternIndex)

    monkeypatch.setattr(FastInline, "_InlineProcessor__handleInline", spy)
    html = ours.convert(TEXTS)
    assert called, (
        "InlineProcessor.run no longer calls __handleInline, so render/inline.py does nothing"
    )
    assert html == theirs.convert(TEXTS)
