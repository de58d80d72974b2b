"""Which file is which page, and the pages a language borrows from another."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kbgen.model.article import page_url
from kbgen.model.site import Site


class LocalFile(File):
    """A file with what static-i18n's templates read of it."""

    alternates: dict[str, File]
    locale: str
    locale_alternate_of: str
    localization: str
    norm_src_uri: str


def page_id_of(file: File) -> str:
    """Return the page id of a file below a language folder.

    README.md is a folder's index, as MkDocs has it.
    """
    page_id = file.src_uri.partition("/")[2].removesuffix(".md")
    folder, _, name = page_id.rpartition("/")
    return f"{folder}/index".lstrip("/") if name == "README" else page_id


def localized(
    file: LocalFile, site: Site, lang: str, page_id: str, config: MkDocsConfig
) -> LocalFile:
    """Give a file its address in a language."""
    prefix = "" if lang == site.default else f"{lang}/"
    url = page_url(page_id)
    if config.use_directory_urls:
        file.dest_uri = f"{prefix}{url}index.html"
    else:
        file.dest_uri = f"{prefix}{page_id}.html"
    file.__dict__.pop("url", None)
    file.__dict__.pop("abs_dest_path", None)
    file.alternates = {lang: file}
    file.locale = lang
    file.locale_alternate_of = lang
    file.localization = lang
    file.norm_src_uri = f"{page_id}.md"
    return file


def add_fallbacks(site: Site, lang: str, files: Files, config: MkDocsConfig) -> None:
    """Put the source page where a translation is missing and its source is not the default.

    static-i18n falls back to the default language alone.
    """
    pages = {page_id_of(file): file for file in files.documentation_pages()}
    for page_id in sorted(site.sources):
        article = site.shown(lang, page_id)
        if article is None or article.lang == lang:
            continue
        present = pages.get(page_id)
        src_uri = f"{article.lang}/{page_id}.md"
        if present is not None and present.src_uri.partition("/")[0] == article.lang:
            continue
        if present is not None:
            files.remove(present)
        file = LocalFile(src_uri, config.docs_dir, config.site_dir, config.use_directory_urls)
        files.append(localized(file, site, lang, page_id, config))
        file.locale = article.lang
