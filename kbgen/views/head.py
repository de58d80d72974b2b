"""The data of a page's `<head>`: addresses, preview, structured data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urljoin

from markupsafe import Markup

from kbgen.kinds.kind import Thing
from kbgen.languages.bidi import isolate_runs
from kbgen.markdown.slots import plain_text
from kbgen.model.article import Article
from kbgen.model.config import LanguageConfig
from kbgen.model.picture import is_address, is_drawing, picture_file, picture_of
from kbgen.model.site import Site
from kbgen.output.alternates import (
    Alternate,
    Web,
    alternates,
    canonical,
    language_tag,
    listed_in,
    robots_of,
)
from kbgen.output.answers import BuiltPage
from kbgen.output.assets import Assets
from kbgen.output.changes import page_date
from kbgen.output.feed import address, has_feed
from kbgen.output.preview import Preview, open_graph
from kbgen.output.structured import (
    Company,
    Crumb,
    breadcrumbs,
    described,
    local_business,
    organization,
    to_script,
    website,
)
from kbgen.output.theme_assets import FOLDER
from kbgen.views.generated import generated_description
from kbgen.views.layout import NavLink
from kbgen.views.titles import page_words


@dataclass(frozen=True)
class Publication:
    """The data that the heads of all pages of a language share."""

    web: Web
    lang: str
    name: str
    description: str
    assets: Assets
    has_feed: bool = False

    @property
    def site(self) -> Site:
        return self.web.site

    @property
    def feed_title(self) -> str:
        text = self.site.locales[self.lang].strings.gettext("%(site)s: what has changed")
        return text % {"site": self.name}

    def in_order(self, text: str) -> str:
        """Isolate mixed direction in a plain text of the language."""
        return isolate_runs(text, self.site.locales[self.lang].direction)

    @cached_property
    def company(self) -> Company:
        brand = self.site.settings.brand
        named = "logo" if brand.logo else "icon" if brand.icon else ""
        return Company(
            self.name,
            self.web.base,
            logo=self._asset(named) if named else "",
            image=self._asset("image") if brand.image else "",
            same_as=tuple(href for _, href in brand.social),
        )

    def _asset(self, name: str) -> str:
        return f"{self.web.base}{FOLDER}{self.assets.name(name)}" if self.web.base else ""


@dataclass(frozen=True)
class Head:
    """The data of one page's head; texts are plain, and the template escapes them."""

    description: str
    robots: str
    canonical: str
    alternates: tuple[Alternate, ...]
    feed: str
    feed_title: str
    properties: tuple[tuple[str, str], ...]
    data: Markup
    """The content of `<script type="application/ld+json">`."""


def publication(site: Site, lang: str, assets: Assets, config: LanguageConfig) -> Publication:
    """Collect what all pages of a language share."""
    web = Web(site, config.base)
    return Publication(web, lang, config.name, config.description, assets, has_feed(web, lang))


def head_view(
    own: Publication, page_id: str, crumbs: Sequence[NavLink], answers: Sequence[Thing] = ()
) -> Head:
    """Return the data of a page's head.

    `crumbs` are its breadcrumbs; `answers` are the schema.org objects of its sections.
    """
    site, lang = own.site, own.lang
    article = site.shown(lang, page_id)
    url = canonical(own.web, lang, page_id)
    shown = article.lang if article else lang
    listed = listed_in(site, page_id)
    preview = Preview(
        title=page_words(site, lang, page_id),
        description=description_of(own, page_id),
        url=url,
        site_name=own.in_order(own.name),
        locale=site.locales[shown].tag,
        other_locales=[site.locales[other].tag for other in listed if other != shown],
        image=_image(own, article),
        is_home=page_id == "index",
        changed=page_date(site, page_id),
    )
    return Head(
        description=preview.description,
        robots=_robots(site, page_id, article),
        canonical=url,
        alternates=alternates(own.web, lang, page_id),
        feed=address(own.web, lang) if own.has_feed else "",
        feed_title=own.feed_title,
        properties=tuple(open_graph(preview)),
        data=Markup(to_script([*_data(own, page_id, article, crumbs), *answers])),
    )


def description_of(own: Publication, page_id: str) -> str:
    """Return the description of a page as plain text, else the site's description."""
    article = own.site.shown(own.lang, page_id)
    if article is None:
        return generated_description(own.site, own.lang, page_id) or own.in_order(own.description)
    if article.meta.description:
        lang = article.lang_of("description")
        return plain_text(article.meta.description, own.site.at(page_id), lang)
    return own.in_order(own.description)


def _robots(site: Site, page_id: str, article: Article | None) -> str:
    if article is None:
        return "" if listed_in(site, page_id) else "noindex"
    is_hidden = site.is_draft(article) or site.is_unlisted(page_id)
    return "noindex" if is_hidden else robots_of(article.meta.robots)


def _image(own: Publication, article: Article | None) -> str:
    """Return the address of the page's picture, else of the brand's; "" if there is none."""
    named = picture_of(own.site, article) if article else ""
    if article is None or not named or is_drawing(named) or not own.web.base:
        return own.company.image
    if is_address(named):
        return named
    file = picture_file(own.site, article, named).removeprefix(f"{own.site.default}/")
    return own.web.base + quote(file) if file else own.company.image


def _data(
    own: Publication, page_id: str, article: Article | None, crumbs: Sequence[NavLink]
) -> Iterator[Thing]:
    """Yield the schema.org objects of a page without its answers."""
    web, lang = own.web, own.lang
    if not web.base:
        return
    url = web.url(lang, page_id)
    if page_id == "index":
        yield organization(own.company, own.site)
        yield website(own.company, url, language_tag(lang))
    step = [Crumb(crumb.words, urljoin(url, crumb.href)) for crumb in crumbs]
    if step:
        yield from breadcrumbs([*step, Crumb(page_words(own.site, lang, page_id), url)])
    branch = own.site.branches.get(page_id.removeprefix("branches/"))
    if article is None and branch and page_id.startswith("branches/"):
        yield local_business(branch, own.site, lang, url, own.company)


def page_answers(own: Publication, page: BuiltPage) -> list[Thing]:
    """Return the schema.org questions or steps of a page; [] for a page in another language.

    Those of an earlier edition are no answers any more.
    """
    is_past = page.article.id in own.site.past
    if not own.web.base or page.article.lang != own.lang or is_past:
        return []
    about = page.article.meta.description
    lang = page.article.lang_of("description")
    description = plain_text(about, own.site, lang) if about else ""
    url = own.web.url(own.lang, page.article.id)
    return described(page, own.site, url, description)
