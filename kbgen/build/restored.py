"""Takes the content of a page from the answers that its site publishes, without its Markdown.

A page in its layout is made in a fourth of the time if its Markdown need not be rendered. What a
published page and its answers agree on can be put together again from them: the headings stand in
the page, and what is below each of them in the answers.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from kbgen.build.language_renderer import LanguageRenderer, PageBody
from kbgen.markdown.content import Content
from kbgen.markdown.headings import TAGS, listed_headings
from kbgen.markdown.sections import without_permalinks
from kbgen.markdown.text import without_isolates
from kbgen.model.article import Article
from kbgen.model.markup import Node, Tag, end_of, map_addresses, parse, serialize
from kbgen.output.answer_files import built_page
from kbgen.output.answers import BuiltPage
from kbgen.resolve.addresses import page_path

_HEADING = re.compile(r'<(h[1-6])\b[^<>]*\bid="([^"]*)"[^<>]*>.*?</\1>', re.S)
_PERMALINK = re.compile(r'<a [^<>]*\bclass="headerlink"[^<>]*>[^<>]*</a>')
_PLAIN_TAG = re.compile(
    r"</?(?:h[1-6]|span|bdi|bdo|code|em|strong)"
    r'(?: (?:id|dir|data-fact|data-varies)="[^"]*"| class="kb-unit")*>'
)
"""The tags of a heading that hide nothing; with others, the Markdown tells what it says."""
_ADDRESS = re.compile(r'\b(href|src|action|poster|cite)="([^"]*)"')
_PICTURE = re.compile(r'<img\b[^<>]*\balt="([^"]*)"[^<>]*>')
_NO_TEXT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^<>]*>", re.S)
_BETWEEN = re.compile(r">\s+<")
_DIGEST = re.compile(r"(assets/kb/[^\"'\s]*)\.[0-9a-f]{8}(?=\.)")


@dataclass(frozen=True)
class PublishedAnswer:
    """An answer of a site: the id of its section ("" for the lead), its parts, and all its data."""

    anchor: str
    question: str
    html: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class RestoredPage:
    """A page as its answers have it: for the files that are made of it, and for its template."""

    built: BuiltPage
    body: PageBody


def restored_page(
    renderer: LanguageRenderer, article: Article, answers: Sequence[PublishedAnswer], html: str
) -> RestoredPage:
    """Put a page together from its answers; `html` is the published page with its headings."""
    found = (match for match in reversed([*_HEADING.finditer(html)]) if _is_plain(match[0]))
    known = {match[2]: match[0] for match in found}
    path = page_path(renderer.site, renderer.lang, article.id)
    relative = partial(_relative, path=path, base=renderer.base)
    nodes = list(_nodes(article, answers, known, relative))
    named = renderer.layout.outline.names.get(article.id)
    title = named or renderer.title(article) or _title(nodes)
    built = built_page(renderer.site, renderer.lang, article, title, nodes, renderer.base)
    content = Content(nodes, listed_headings(nodes, {}), title)
    return RestoredPage(built, renderer.body(article, content, title, built))


def _is_plain(heading: str) -> bool:
    return "<" not in _PLAIN_TAG.sub("", _PERMALINK.sub("", heading))


def _nodes(
    article: Article,
    answers: Sequence[PublishedAnswer],
    known: Mapping[str, str],
    relative: Callable[[str], str],
) -> Iterator[Node]:
    """Yield the nodes of a page: its `<h1>` if its author wrote one, its lead, its sections."""
    by_anchor = {answer.anchor: answer for answer in answers}
    levels = {heading.id: heading.level for heading in article.headings}
    if not article.meta.title:
        titles = (id_ for id_, level in levels.items() if level == 1)
        yield from parse(known.get(next(titles, ""), ""))
    written = [id_ for id_, level in levels.items() if level == 2 and id_ in known]
    for anchor in dict.fromkeys(("", *written, *by_anchor)):
        answer = by_anchor.get(anchor)
        if anchor:
            own = f'<h2 id="{escape(anchor)}">{escape(answer.question)}</h2>' if answer else ""
            yield from parse(known.get(anchor, own))
        yield "\n"
        if answer:
            yield from _with_headings(parse(answer.html), known, relative)
        yield "\n"


def _with_headings(
    nodes: Sequence[Node], known: Mapping[str, str], relative: Callable[[str], str]
) -> Iterator[Node]:
    """Yield nodes with the headings of the published page, and addresses as of this page."""
    end = 0
    for start, node in enumerate(nodes):
        if start < end:
            continue
        if isinstance(node, Tag) and node.name in TAGS and node.get("id") in known:
            end = end_of(nodes, start)
            yield from parse(known[node.get("id")])
        elif isinstance(node, Tag) and not node.is_end and node.attributes:
            yield map_addresses(node, relative)
        else:
            yield node


@lru_cache(maxsize=2**14)
def _relative(address: str, path: str, base: str) -> str:
    """Return an address of an answer as a page at `path` has it.

    >>> _relative("https://x.de/b/#c", "faq/a/", "https://x.de/"), _relative("b/", "", "")
    ('../../b/#c', 'b/')
    """
    if base and not address.startswith(base):
        return address
    parts = urlsplit(address)
    if not base and (parts.scheme or parts.netloc or address.startswith("/")):
        return address
    name, mark, rest = address.removeprefix(base).partition("#")
    if name == path and mark:
        return f"#{rest}"
    here = posixpath.dirname(path)
    found = posixpath.relpath(f"/{name}", f"/{here}")
    return f"{found}{'/' if name.endswith('/') or not name else ''}{mark}{rest}"


def _title(nodes: Sequence[Node]) -> str:
    start = next((i for i, node in enumerate(nodes) if isinstance(node, Tag)), 0)
    first = nodes[start] if nodes else ""
    if not (isinstance(first, Tag) and first.name == "h1"):
        return ""
    return serialize(without_permalinks(nodes[start + 1 : end_of(nodes, start) - 1]))


def comparable(html: str, path: str, base: str) -> str:
    """Return a page's HTML with addresses from the site's root.

    Left out are the permalinks of headings and the digests of assets.


    `path` is its address below the root; `base` is the site's, or "".
    """
    folder = path.rpartition("/")[0]

    def put(match: re.Match[str]) -> str:
        return f'{match[1]}="{_from_root(match[2], path, folder, base)}"'

    html = _DIGEST.sub(r"\1", html)
    return _BETWEEN.sub("><", _ADDRESS.sub(put, _PERMALINK.sub("", html)))


@lru_cache(maxsize=2**14)
def _from_root(address: str, path: str, folder: str, base: str) -> str:
    """Return an address from the site's root.

    >>> _from_root("../b/#c", "faq/a/", "faq/a", ""), _from_root("https://x.de/b/", "", "", "https://x.de/")
    ('/faq/b/#c', '/b/')
    """
    if base and address.startswith(base):
        return f"/{address.removeprefix(base)}"
    if address.startswith("#"):
        return f"/{path}{address}"
    if address.startswith(("/", "http", "tel:", "mailto:")) or not address:
        return address
    name, mark, rest = address.partition("#")
    is_folder = name.endswith(("/", "..", ".")) or not name
    found = posixpath.normpath(posixpath.join("/", folder, name))
    return f"{found.rstrip('/')}{'/' if is_folder else ''}{mark}{rest}"


def is_same_page(one: str, other: str, path: str, base: str) -> bool:
    """Tell whether two texts of a page say the same at the same places."""
    return one == other or comparable(one, path, base) == comparable(other, path, base)


def lines_left_out(html: str, built: BuiltPage) -> Iterator[tuple[str, str]]:
    """Yield (section, line) for each line of a page's answers that its HTML does not have."""
    whole = _letters(unescape(_NO_TEXT.sub("", _PICTURE.sub(r"\1", html))))
    for section in built.sections:
        for line in (section.title, *section.text.split("\n")):
            if _letters(line) not in whole:
                yield section.anchor, line


def _letters(text: str) -> str:
    return "".join(without_isolates(text).split())
