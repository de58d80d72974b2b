"""The titles of pages and sections, read from the site alone."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from markupsafe import Markup

from kbgen.kinds import listed_kind
from kbgen.languages.bidi import isolate, isolate_runs, to_html
from kbgen.markdown.slots import plain_text
from kbgen.model.article import Article, Heading
from kbgen.model.markup import start_tag
from kbgen.model.site import Site, cached_per_site
from kbgen.resolve.facts import branch_name

_MADE = {"search": "Search", "thanks": "Thank you"}

_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
_MARK = re.compile(r"(?<!\\)(\*\*|__|\*|`+|~~|\^\^|==|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))|<[^<>]*>")
_BARE = re.compile(r"&(?!#?\w+;)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~^=-])(?!\{)")


def bare_words(markdown: str) -> str:
    """Return the text of a line of Markdown, without emphasis, links, tags and escapes.

    >>> bare_words("How do I set `max` to **one** in [my *account*](a.md)?")
    'How do I set max to one in my account?'
    """
    return _ESCAPE.sub(r"\1", _MARK.sub("", _LINK.sub(r"\1", markdown))).strip()


def title_html(title: str) -> Markup:
    """Convert a title of MkDocs to HTML: it is escaped if it is a page's, else plain text.

    >>> title_html("Q & A &amp; <b>")
    Markup('Q &amp; A &amp; &lt;b&gt;')
    """
    text = _BARE.sub("&amp;", title).replace('"', "&#34;")
    return Markup(text.replace("<", "&lt;").replace(">", "&gt;"))


def heading_words(site: Site, article: Article, heading: Heading) -> str:
    """Return a heading as plain text, with its facts in the article's language."""
    return plain_text(bare_words(heading.text), site, article.lang)


@cached_per_site
def shared_headings(site: Site, lang: str) -> frozenset[str]:
    """Return the headings, as they are written, that more than one page has."""
    listed = (page_id for page_id in site.sources if page_id not in site.past)
    pages = (site.shown(lang, page_id) for page_id in listed)
    headings = ({h.text for h in page.headings if h.level == 2} for page in pages if page)
    counts = Counter(text for texts in headings for text in texts)
    return frozenset(text for text, count in counts.items() if count > 1)


def nav_title(site: Site, lang: str, title: str) -> Markup:
    """Return a title in mkdocs.yml as HTML."""
    return Markup(to_html(nav_words(site, lang, title)))


def nav_words(site: Site, lang: str, title: str) -> str:
    """Return a title in mkdocs.yml as plain text."""
    return isolate_runs(unescape(title), site.locales[lang].direction)


def foreign(site: Site, lang: str, own: str, html: str) -> Markup:
    """Mark HTML in the language `own` with its language if that is not `lang`."""
    if own == lang:
        return Markup(html)
    bdi = start_tag("bdi", {"lang": own, "dir": site.locales[own].direction})
    return Markup(f"{bdi}{html}</bdi>")


def page_words(site: Site, lang: str, page_id: str) -> str:
    """Return the title of a page for readers of a language, as plain text.

    It is isolated if the page is in a language of the other direction.
    """
    words, own = _words(site, lang, page_id), _lang_of(site, lang, page_id)
    is_same = site.locales[own].direction == site.locales[lang].direction
    return words if is_same else isolate(words)


def _lang_of(site: Site, lang: str, page_id: str) -> str:
    article = site.shown(lang, page_id)
    return article.lang if article else lang


@cached_per_site
def _words(site: Site, lang: str, page_id: str) -> str:
    article = site.shown(lang, page_id)
    if article is None:
        return _made_words(site, lang, page_id)
    if article.meta.title:
        return plain_text(article.meta.title, site.at(page_id), article.lang)
    for heading in article.headings:
        if heading.level == 1:
            return heading_words(site.at(page_id), article, heading)
    if title := site.settings.nav_titles.get(article.lang, {}).get(page_id):
        return nav_words(site, article.lang, title)
    folder, _, name = page_id.rpartition("/")
    if name == "index":
        if not folder:
            return site.locales[article.lang].strings.gettext("Home")
        return kind_title(site, article.lang, folder.rpartition("/")[2])
    return _from_name(name)


def page_title(site: Site, lang: str, page_id: str) -> Markup:
    """Return the title of a page for lists, as HTML; a foreign title is marked."""
    html = own_title(site, lang, page_id)
    return foreign(site, lang, _lang_of(site, lang, page_id), html)


def own_title(site: Site, lang: str, page_id: str) -> Markup:
    """Return the title for the page itself, as HTML; the page marks its own language."""
    return Markup(to_html(_words(site, lang, page_id)))


def _made_words(site: Site, lang: str, page_id: str) -> str:
    folder, _, name = page_id.rpartition("/")
    if page_id in _MADE:
        return site.locales[lang].strings.gettext(_MADE[page_id])
    if folder == "branches" and name in site.branches:
        direction = site.locales[lang].direction
        return isolate_runs(branch_name(site.branches[name], lang), direction)
    return kind_title(site, lang, folder if name == "index" else name)


def kind_title(site: Site, lang: str, folder: str) -> str:
    """Return the title of a section of the site by its folder, as plain text."""
    kind = listed_kind(folder)
    return site.locales[lang].strings.gettext(kind.title) if kind else _from_name(folder)


def kind_summary(site: Site, lang: str, folder: str) -> str:
    """Return the sentence about a section; "" for a folder of no kind."""
    kind = listed_kind(folder)
    return site.locales[lang].strings.gettext(kind.summary) if kind else ""


def _from_name(name: str) -> str:
    """Return the title of a file or folder, as MkDocs makes it: capitals are kept.

    >>> _from_name("iOS_14+"), _from_name("sms_pay"), _from_name("FAQs")
    ('iOS 14+', 'Sms pay', 'FAQs')
    """
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title == title.lower() else title
