"""Prepares pages that Confluence and Zendesk export: what stands around the text is taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kbgen.importing.blocks import Decision, LeftOutError, Removed
from kbgen.importing.clean.furniture import words_of
from kbgen.importing.tables.exports import (
    CONFLUENCE,
    CONFLUENCE_SECTIONS,
    EMOTICONS,
    ZENDESK,
)

_SPACE = re.compile(r"(?P<space>.{1,120}?)\s+:\s+(?P<title>\S.*)")
_BRUSH = re.compile(r"brush:\s*([\w+#-]+)")
_MENTIONS = {"user-mention", "confluence-userlink"}
_PORTAL = "/servicedesk/customer/"  # for customers
_INDEX = "Space Details:"


@dataclass
class Prepared:
    """What was taken out of an export; `title` is the title of its article, "" for others."""

    keep: Collection[str]
    title: str = ""
    removed: list[Removed] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    dropped_links: list[str] = field(default_factory=list)

    def remove(self, element: Any, rule: str) -> None:
        """Take out an element, unless its rule is switched off; the text after it stays."""
        if rule in self.keep or element.getparent() is None:
            return
        text = " ".join(" ".join(words_of(element)).split())
        if text:
            self.removed.append(Removed(element.sourceline or 0, rule, text))
        element.drop_tree()


def prepare_export(root: Any, keep: Collection[str]) -> Prepared:
    """Take apart a page of a help system. Raises LeftOutError for a list of pages."""
    made = Prepared(keep)
    if _is_confluence(root):
        _confluence(root, made)
    elif _is_zendesk(root):
        _take_out(root, ZENDESK, made)
        for header in list(root.iter("header")):
            if "header" in classes(header):
                made.remove(header, "furniture")
    return made


def classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _is_confluence(root: Any) -> bool:
    body = root.find("body")
    is_themed = body is not None and "aui-theme-default" in classes(body)
    return is_themed or any("wiki-content" in classes(div) for div in root.iter("div"))


def _is_zendesk(root: Any) -> bool:
    return any("article-body" in classes(element) for element in root.iter("div", "section"))


def _take_out(root: Any, table: Mapping[str, str], made: Prepared) -> None:
    taken: list[Any] = []
    for element in list(_elements(root)):
        if any(above in taken for above in element.iterancestors()):
            continue
        names = [*sorted(classes(element)), f"#{element.get('id')}"]
        rule = next((table[name] for name in names if name in table), "")
        if rule:
            taken.append(element)
            made.remove(element, rule)


def _confluence(root: Any, made: Prepared) -> None:
    _title(root, made)
    for section in list(root.iter("div")):
        heads = [h.get("id") for h in section.iter("h2") if "pageSectionTitle" in classes(h)]
        if "pageSection" in classes(section) and heads and heads[0] in CONFLUENCE_SECTIONS:
            made.remove(section, CONFLUENCE_SECTIONS[heads[0]])
    _take_out(root, CONFLUENCE, made)
    for summary in list(root.iter("span")):
        if "summary" in classes(summary) and "jira-issue" in classes(summary.getparent()):
            made.remove(summary, "template-error")
    for picture in list(root.iter("img")):
        if "emoticon" in classes(picture):
            _emoticon(picture, made)
        elif "expand-control-image" in classes(picture):
            picture.drop_tree()
    _links(root, made)
    for pre in root.iter("pre"):
        if brush := _BRUSH.search(pre.get("data-syntaxhighlighter-params") or ""):
            pre.set("data-language", brush[1])
    for item in root.iter("li"):
        if "inline-task-list" in classes(item.getparent()):
            sign = "☑" if "checked" in classes(item) else "☐"
            item.text = f"{sign} {item.text or ''}"


def _title(root: Any, made: Prepared) -> None:
    """Take the name of the space off the title: "Customer Care : Refund policy"."""
    found = [element for element in _elements(root) if element.get("id") == "title-text"]
    if not found:
        return
    text = " ".join("".join(found[0].itertext()).split())
    if text == _INDEX:
        raise LeftOutError("this is the list of the pages of a Confluence space, and no page")
    crumbs = [e for e in _elements(root) if e.get("id") == "breadcrumbs"]
    first = " ".join("".join(crumbs[0][0].itertext()).split()) if crumbs and len(crumbs[0]) else ""
    if first and text.startswith(f"{first} : "):
        space, title = first, text.removeprefix(f"{first} : ")
    elif match := _SPACE.fullmatch(text):
        space, title = match["space"], match["title"]
    else:
        space, title = "", text
    made.title = title
    if space and "navigation" not in made.keep:
        made.removed.append(Removed(found[0].sourceline or 0, "navigation", space))
        for child in list(found[0]):
            found[0].remove(child)
        found[0].text = title


def _links(root: Any, made: Prepared) -> None:
    """Take links into the wiki off their words, and ask whether colleagues are to be named."""
    hosts = {urlsplit(a.get("data-base-url") or "").netloc for a in root.iter("a")} - {""}
    named: dict[str, int] = {}
    for link in root.iter("a"):
        href = urlsplit(link.get("href") or "")
        if _MENTIONS & classes(link):
            named.setdefault(" ".join("".join(link.itertext()).split()), link.sourceline or 0)
        is_inside = href.netloc in hosts and not href.path.startswith(_PORTAL)
        if is_inside or _MENTIONS & classes(link):
            made.dropped_links.append((link.get("href") or "")[:80])
            link.attrib.pop("href", None)
    named.pop("", None)
    if named:
        what = f"colleagues are named: {', '.join(named)}; may customers read that?"
        made.decisions.append(Decision(next(iter(named.values())), what))


def _emoticon(picture: Any, made: Prepared) -> None:
    """Write the sign that a picture shows; one of an unknown name is reported by its name."""
    given = picture.get("data-emoji-fallback") or ""
    alt = (picture.get("alt") or "").strip()
    name = picture.get("data-emoticon-name") or alt.strip("()")
    sign = given if given and not re.fullmatch(r":[\w-]*:|", given) else EMOTICONS.get(name, "")
    line = picture.sourceline or 0
    if alt and "embed" not in made.keep:
        made.removed.append(Removed(line, "embed", alt))
    elif alt:
        sign = f"{sign} {alt}".strip()
    picture.tail = f"{sign}{picture.tail or ''}"
    picture.drop_tree()
