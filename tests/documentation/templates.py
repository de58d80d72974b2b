"""What templates are given → docs/reference/templates.md."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from kbgen.markdown.content import HeadingLink
from kbgen.resources import folder
from kbgen.views.banners import Bulletin
from kbgen.views.changes import Change
from kbgen.views.editions import EditionNote, SectionChange
from kbgen.views.forms import FormView
from kbgen.views.head import Head
from kbgen.views.home import TaskLink
from kbgen.views.hours import ContactHours
from kbgen.views.layout import ContactLink, LanguageLink, LayoutView, NavLink, ShownSection
from kbgen.views.lists import ListEntry
from kbgen.views.page_parts import FaqAnswer
from kbgen.views.pages import Announced, PageView, Variation
from kbgen.views.past import EditionEntry, PastNote, ValueChange

Texts = Mapping[str, str]

SHELL: Texts = {
    "lang": "the language of the page around the text: `ur`",
    "dir": "its direction: `ltr` or `rtl`",
    "t": '`shell.t("Home")`: an interface string in the language of the page',
    "page_id": "the path of the page below its language: `faq/refunds`",
    "kind": "the kind of the page: `standard`, `faq`, `policy`, `procedure`, `survey`, `notice`, `page`",
    "title": "the heading of the page, as HTML",
    "title_id": "the id of that heading",
    "name": "the title of the page, as text",
    "window_title": "what stands in `<title>`",
    "headings": "the headings of the second level",
    "toc": "those of them that are listed beside the page; none if there is only one",
    "root": "the relative address of the root of the site: `../../`",
    "home": "the relative address of the home page in this language",
    "at": '`shell.at("ur/faq/")`: the relative address of what stands there below the root',
    "link": '`shell.link("faq/refunds")`: the relative address of a page in this language',
    "asset": '`shell.asset("kb.css")`: the relative address of a file of the theme',
    "is_home": "whether this is the home page",
    "is_front": "whether this is the home page in the default language",
    "is_wide": "whether the page takes the whole width",
    "has_beside": "whether something stands beside the page",
    "has_branches": "whether the company has branches",
    "has_faces": "whether the reader can choose between typefaces",
    "typefaces": "these: the value of `data-face` and the message for each",
    "site_name": "the name of the site in this language",
    "logo": "the relative address of the logo, or nothing",
    "font": "the relative address of the font that is loaded first, or nothing",
    "language": "the name of the language, in itself",
    "languages": "all languages, with the address of this page in each",
    "results_pages": "the same with the address of the page of results in each",
    "has_languages": "whether there is anything to choose in the switch of languages",
    "language_rows": "the same as rows of a list, `<li>…</li>`",
    "sections": "the menu: each section of the site",
    "section": "the section of this page, with the pages in it",
    "crumbs": "the way from the home page to this page",
    "previous": "the page before this one in its section",
    "next": "the page after this one in its section",
    "notices": "the notices that concern this page",
    "contact": "how to reach the company, as the option `contact` says",
    "contact_words": "what the script shows about their hours, as JSON",
    "phone": "the first telephone number among them, as a link",
    "social": "pairs of name and address, from `brand: {social: …}`",
    "moved": "where the sections are that were on the page: `id`, `href`, `title`",
    "tasks": "what customers come to do, for the home page",
    "popular": "the questions that customers ask most, for the home page",
    "kinds": "pairs of a kind and its name, for the list of results",
    "not_found": "what the 404 page says, in each language",
    "beacon": "the address that is sent the searches that found nothing",
    "once": '`{% call shell.once("name") %}…{% endcall %}`: renders a part once for all pages of a '
    "folder; only for what is the same on all of them",
}
KB: Texts = {
    "kind": "the kind of the page",
    "card": "the template that shows the head of the page, such as `kb/policy.html`; empty if there is none",
    "lang": "the language of the reader",
    "dir": "its direction",
    "page_id": "the path of the page below its language",
    "t": '`kb.t("Version")`: an interface string',
    "date": "`kb.date(kb.meta.effective)`: a date in words",
    "fact": '`kb.fact("refund.time")`: a fact in words, with its markup',
    "link": '`kb.link("faq/refunds#how-soon")`: the relative address of an answer',
    "title_of": '`kb.title_of("faq/refunds")`: the title of a page',
    "meta": "the [front matter](front-matter.md), for example `kb.meta.effective`",
    "summary": "the description of the page",
    "lead": "the text before the first question, or before the first heading of the home page",
    "rest": "the rest of the home page",
    "answers": "the questions and answers of a FAQ",
    "text": "the texts of a survey, by their ids",
    "form": "the form of a survey",
    "feedback": "the form below a page",
    "edit": 'the address at which the file of the page is edited, or `""`',
    "is_draft": "whether the page is a draft",
    "summary_note": "the note under the description, if that is the source's text, as the translation is outdated",
    "text_notes": "the same for `text`, by the same names",
    "translated": "when it was translated, where it is behind its source and the site says so",
    "sameness": "the sentence that the page says the same everywhere, where that is proven",
    "fallback_lang": "the language in which the page is shown, if it is not translated yet",
    "fallback_dir": "the direction of that language",
    "fallback_name": "the name of that language",
    "changes": "the later values of its facts that are announced, with their reasons",
    "editions": "the versions of the page with what changed in each, the one of today first",
    "past": "of an earlier version: when it applied, and the page of today",
    "variations": "the facts of the page that differ somewhere, with their values there",
    "places": "the branches that a notice concerns",
    "announced": "the facts whose values a notice shows",
    "until_over": "attributes that hide an element until the notice is over",
    "next_text": "its text from a later day on: day, address and what changes; or nothing",
    "text_before": "if it does not hold yet: its day, the address of what holds until then, what changes",
}
HEAD: Texts = {
    "description": "the description, as text",
    "robots": "what search engines may do, or nothing",
    "canonical": "the absolute address of the page",
    "alternates": "the same page in other languages: `hreflang` and `href`",
    "feed": "the absolute address of the feed",
    "feed_title": "the title of the feed",
    "properties": "pairs of property and value, for Open Graph",
    "data": "the JSON-LD of the page",
}
PARTS: tuple[type, ...] = (
    *(
        NavLink,
        ShownSection,
        LanguageLink,
        HeadingLink,
        ContactLink,
        ContactHours,
        Bulletin,
        TaskLink,
        ListEntry,
    ),
    *(FaqAnswer, Change, EditionEntry, ValueChange, EditionNote, SectionChange, PastNote),
    *(Variation, Announced, FormView),
)
INTERNAL = {"layout", "reader", "base", "place"}
"""Attributes of the first object that templates have no use for."""

BLOCKS: Texts = {
    "site_meta": "addresses, description and structured data in `<head>`",
    "htmltitle": "`<title>`",
    "styles": "the style sheets, those of `extra_css` last",
    "libs": "empty, for scripts in `<head>`",
    "fonts": "the font that is loaded first",
    "analytics": "empty, for a script that counts visits",
    "extrahead": "empty, the end of `<head>`",
    "header": "name, search, languages and menu",
    "announce": "empty, for an announcement on every page",
    "notices": "the notices that concern the page",
    "hero": "empty, above the page",
    "container": "the page with what stands beside it",
    "site_nav": "empty, before the page",
    "content": "the page itself",
    "aside": "contents, contact and section, beside the page",
    "footer": "the foot of the page",
    "search": "what the search page needs",
    "config": "empty",
    "scripts": "the scripts of `extra_javascript`",
}
PARTIALS: Texts = {
    "after": "what stands below every page: differences and sameness",
    "aside": "the section of the page, with its pages",
    "editions": "that a page has another text later, or one that holds until then",
    "past": "that a page is an earlier version, and where that of today is",
    "versions": "the versions of a page, with what changed in each",
    "beside": "contents and contact",
    "moved": "where the sections are that were on the page",
    "chooser": "the dialog in which a reader chooses a branch",
    "faq": "the questions of a FAQ",
    "feedback": "whether the page was helpful, and a report of a mistake",
    "finder": "the dialog of the search",
    "footer": "the foot of the page",
    "form": "the form of a survey",
    "found": "the list of results",
    "head": "the inside of `<head>` for machines",
    "header": "the head of the page",
    "helpful": "whether an answer was helpful",
    "home": "the home page",
    "notice": "the top of a notice",
    "notices": "the notices at the top of a page",
    "page": "a page: way, title, text, what follows",
    "parts": "macros: icons, contacts, the search field",
    "policy": "the top of a policy",
    "procedure": "the top of a procedure",
    "sameness": "the day of a translation that is behind, that of the review, whether all languages agree",
    "send": "macros of forms",
    "standard": "the top of a service standard",
    "survey": "the top of a survey",
    "variations": "the list of what differs where",
}
FIXED = {"branch", "branches", "search", "section", "thanks"}
"""Bodies of pages that nobody wrote: their template is always the theme's own."""

_TYPES = {
    "Markup": "HTML",
    "str": "text",
    "bool": "true or false",
    "Direction": "text",
    "PageMeta": "fields",
}


def templates_page(written: str) -> str:
    """Return the page: what people wrote up to the first table, and the tables."""
    return written.partition(_MARK)[0] + "\n".join([_MARK, "", *_tables(), ""])


_MARK = "<!-- What follows is made by `python -m tests.documentation`. -->"


def _tables() -> Iterator[str]:
    yield from ("## shell {#shell}", "", "What stands around every page.", "")
    yield from _table(LayoutView, SHELL, INTERNAL)
    yield from ("", "## kb {#kb}", "")
    yield from ("A page that somebody wrote; nothing on lists, branches, search and 404.", "")
    yield from _table(PageView, KB, set())
    yield from ("", "## head {#head}", "", "What machines read; texts are not escaped yet.", "")
    yield from _table(Head, HEAD, set())
    yield from ("", "## Objects in them {#objects}")
    for part in PARTS:
        yield from ("", f"### {part.__name__} {{#{_anchor(part)}}}", "", _about(part), "")
        yield from ("| attribute | type |", "|---|---|")
        yield from (f"| `{name}` | {kind} |" for name, kind in _attributes(part))
    yield from ("", "## Blocks of base.html {#blocks}", "")
    yield from _rows("block", "what it holds", _blocks(), BLOCKS, "{}")
    yield from ("", "## Parts in kb/ {#parts}", "")
    yield from _rows("file", "what it is", _partials(), PARTIALS, "kb/{}.html")


def _rows(head: str, about: str, names: list[str], texts: Texts, shape: str) -> Iterator[str]:
    assert sorted(names) == sorted(texts), f"describe {set(names) ^ set(texts)} in {__name__}"
    yield from (f"| {head} | {about} |", "|---|---|")
    yield from (f"| `{shape.format(name)}` | {texts[name]} |" for name in names)


def _blocks() -> list[str]:
    return re.findall(r"{% block (\w+) %}", (folder("theme") / "base.html").read_text("utf-8"))


def _partials() -> list[str]:
    names = {file.stem for file in (folder("theme") / "kb").glob("*.html")}
    assert names >= FIXED
    return sorted(names - FIXED)


def _table(view: type, texts: Texts, without: set[str]) -> Iterator[str]:
    kinds = {name: kind for name, kind in _attributes(view) if name not in without}
    unknown = set(kinds) ^ set(texts)
    assert not unknown, f"describe {unknown} of {view.__name__} in {__name__}"
    yield from ("| name | type | what it is |", "|---|---|---|")
    for name, text in texts.items():
        yield f"| `{name}` | {kinds[name]} | {text} |"


def _attributes(view: type) -> Iterator[tuple[str, str]]:
    """Yield what a template may read of an object, with its type in words."""
    for field in dataclasses.fields(view):
        yield field.name, _type(str(field.type))
    for name, value in vars(view).items():
        function = value.func if isinstance(value, cached_property) else None
        function = value.fget if isinstance(value, property) else function
        if function and not name.startswith("_"):
            yield name, _type(str(function.__annotations__["return"]))
        elif inspect.isfunction(value) and not name.startswith("_"):
            yield name, f"function → {_type(str(value.__annotations__['return']))}"


def _type(annotation: str) -> str:
    """Say a Python type in words.

    >>> _type("tuple[NavLink, ...]"), _type("Markup")
    ('list of [NavLink](#navlink)', 'HTML')
    """
    if annotation.endswith(" | None"):
        return f"{_type(annotation.removesuffix(' | None'))} or nothing"
    if listed := re.fullmatch(r"tuple\[(.*), \.\.\.\]", annotation):
        return f"list of {_type(listed[1]).replace('pair of', 'pairs of').replace('object', 'objects')}"
    if paired := re.fullmatch(r"tuple\[(\w+), (\w+)\]", annotation):
        return f"pair of {_type(paired[1])} and {_type(paired[2])}"
    if mapped := re.fullmatch(r"(?:dict|Mapping)\[str, (\w+)\]", annotation):
        return f"mapping to {_type(mapped[1])}"
    if called := re.fullmatch(r"Callable\[.*, (\w+)\]", annotation):
        return f"function → {_type(called[1])}"
    part = next((part for part in PARTS if part.__name__ == annotation), None)
    return f"[{part.__name__}](#{_anchor(part)})" if part else _TYPES.get(annotation, "object")


def _anchor(part: type) -> str:
    return part.__name__.lower()


def _about(part: type) -> str:
    return (part.__doc__ or "").split("\n\n")[0].strip().replace("\n    ", " ")
