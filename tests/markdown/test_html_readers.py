"""A page's HTML is read once, when it comes out of Markdown; after that it is tags and texts.

What else reads HTML is named here, with the HTML that it reads.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "kbgen"
READERS = {
    "kbgen.markdown.sanitize": "what Python-Markdown has rendered: the one time",
    "kbgen.markdown.formulas": "formulas, as the converter of LaTeX has written them",
    "kbgen.mkdocs.events": "what other plugins of MkDocs have made of a page",
    "kbgen.mkdocs.toc": "the headings that templates of a project read as MkDocs' page.toc",
    "kbgen.build.restored": "the answers that a site publishes",
    "kbgen.mkdocs.loads": "an emoji's picture, as its extension writes it",
}
"""What takes HTML apart with `model.markup.parse`."""
PARSERS = {
    "kbgen.output.nodes": "templates of the theme, for scripts",
}
"""What uses the standard library's parser."""
PATTERNS = {
    "kbgen.model.markup": "it is the reader",
    "kbgen.model.html": "Markdown that may hold HTML",
    "kbgen.markdown.scan": "Markdown that may hold HTML",
    "kbgen.markdown.block_syntax": "Markdown that may hold HTML",
    "kbgen.markdown.heading_ids": "Markdown that may hold HTML",
    "kbgen.checks.hidden": "Markdown that may hold HTML",
    "kbgen.meaning.dates": "nothing: the names of its own groups, which it replaces",
    "kbgen.meaning.prose": "Markdown that may hold HTML",
    "kbgen.views.titles": "titles in Markdown that may hold HTML",
    "kbgen.output.minify": "whole pages, to find what is preformatted",
    "kbgen.serve.server": "whole pages, to find where the script of `kbgen serve` goes",
    "kbgen.source.address_list": "the marks of a conflict that git left",
    "kbgen.source.published": "the marks of a conflict that git left",
    "kbgen.checks.fact_like": "Markdown that may hold HTML",
    "kbgen.checks.fields": "Markdown that may hold HTML",
    "kbgen.checks.unclosed": "Markdown that may hold HTML",
    "kbgen.checks.pasted": "Markdown that may hold HTML",
    "kbgen.source.foreign_files": "whether a file of another kind is a page that was saved",
    "kbgen.source.conflicts": "the marks of a conflict that git left",
    "kbgen.migrating.generators.confluence": "pages that Confluence has exported",
    "kbgen.migrating.generators.docusaurus": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.generators.gitbook": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.links": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.syntax.elements": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.syntax.embeds": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.syntax.html": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.slugs": "Markdown that may hold HTML",
    "kbgen.migrating.syntax.code": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.syntax.containers": "Markdown of other programs that may hold HTML",
    "kbgen.migrating.syntax.mdx": "MDX, which holds components as tags",
    "kbgen.report.groups": "nothing: marks of its own in the message of a group",
    "kbgen.publish.redirects": "published pages at former addresses, for a store's redirects",
    "kbgen.translations.record": "the marks of a conflict that git left",
    "kbgen.translations.exchange.formats": "what kind of file translators sent",
    "kbgen.translations.exchange.inline": "Markdown that may hold HTML",
    "kbgen.translations.exchange.xlsx": "the XML of a spreadsheet, for what is forbidden in it",
    "kbgen.build.restored": "the answers that a site publishes",
    "kbgen.judge.prompt": "what a model wrote before its verdict",
    "kbgen.verify.addresses": "published sites, which `kbgen verify` reads",
    "kbgen.verify.markup": "published sites, which `kbgen verify` reads",
    "kbgen.verify.pages": "published sites, which `kbgen verify` reads",
    "kbgen.verify.tokens": "published sites, which `kbgen verify` reads",
}
"""Whose regular expressions match tags, beside what imports other people's documents."""

_FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
# The name of a group may be worked out.
_GROUP = re.compile(r"\(\?(?:<[=!]|P?<\w*>)")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(set(PACKAGE.rglob("*.py")) - set(PACKAGE.glob("importing/**/*.py"))):
        name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        yield name, ast.parse(file.read_text("utf-8"))


def importers(module: str, name: str) -> set[str]:
    """Return the modules that import a name."""
    return {
        own
        for own, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == module
        and name in {alias.name for alias in node.names}
    }


def matches_tags(pattern: str) -> bool:
    """Tell whether a regular expression has a `<` that begins more than a character.

    >>> matches_tags("<a [^>]*>"), matches_tags("[^<>]+"), matches_tags(r"(?P<n>a)(?<=b)(?<!c)")
    (True, False, False)
    """
    return "<" in _GROUP.sub("", _CLASS.sub("", pattern))


def patterns(tree: ast.Module) -> Iterator[str]:
    """Yield what a module gives to `re`, as far as it is written there."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[pattern, *_]
            ) if name in _FUNCTIONS:
                yield "".join(map(str, literals(pattern)))


def literals(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        match one:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Constant(value=bytes(text)):
                yield text.decode("latin-1")


def test_html_is_taken_apart_once() -> None:
    assert importers("kbgen.model.markup", "parse") == READERS.keys()


def test_other_html_is_read_by_a_parser() -> None:
    assert importers("html.parser", "HTMLParser") == PARSERS.keys()


def test_no_regular_expression_reads_a_page() -> None:
    found = {name for name, tree in modules() if any(map(matches_tags, patterns(tree)))}
    assert found == PATTERNS.keys()
