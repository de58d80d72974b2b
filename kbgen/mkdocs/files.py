"""The files of pages, also of pages that a language shows in another language."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs_static_i18n.folder import I18nFiles
from mkdocs_static_i18n.plugin import I18n

from kbgen.mkdocs.structure import set_sources
from kbgen.model.article import Article, page_url
from kbgen.model.markup import is_address, path_of
from kbgen.model.page_files import is_page_file, without_suffix
from kbgen.model.site import Site
from kbgen.system.files import files_below


class LocalFile(File):
    """A file with the attributes that static-i18n's templates read."""

    borrowed = False
    """Whether another language's page is shown at the address of this language."""
    alternates: dict[str, File]
    locale: str
    locale_alternate_of: str
    localization: str
    """The language at whose address it stands."""
    norm_src_uri: str


def page_id_of(file: File) -> str:
    """Return the page id of a file below a language folder.

    README.md is a folder's index, as in MkDocs.
    """
    return page_id_of_path(file.src_uri.partition("/")[2])


def page_id_of_path(path: str) -> str:
    """Return the page id of a path below a language folder."""
    page_id = without_suffix(path)
    folder, _, name = page_id.rpartition("/")
    return f"{folder}/index".lstrip("/") if name == "README" else page_id


def localized(
    file: LocalFile, site: Site, lang: str, page_id: str, config: MkDocsConfig
) -> LocalFile:
    """Set the address of a file in a language."""
    prefix = "" if lang == site.default else f"{lang}/"
    url = page_url(page_id, config.use_directory_urls)
    file.dest_uri = f"{prefix}{url}index.html" if config.use_directory_urls else f"{prefix}{url}"
    file.__dict__.pop("url", None)
    file.__dict__.pop("abs_dest_path", None)
    file.alternates = {lang: file}
    file.locale = lang
    file.locale_alternate_of = lang
    file.localization = lang
    file.norm_src_uri = f"{page_id}.md"
    return file


def add_fallbacks(site: Site, lang: str, files: Files, config: MkDocsConfig) -> None:
    """Add source pages in place of missing translations, if the source is not the default language.

    static-i18n only falls back to the default language. Earlier editions are added, too: their
    files are not in the content folder.
    """
    pages = {page_id_of(file): file for file in files.documentation_pages()}
    for page_id in sorted(site.sources):
        article = site.shown(lang, page_id)
        if article and article.lang == lang and page_id in site.past:
            files.append(_own(site, article, config))
        if article is None or article.lang == lang:
            continue
        present = pages.get(page_id)
        if present is not None and present.src_uri.partition("/")[0] == article.lang:
            continue
        if present is not None:
            files.remove(present)
        files.append(_borrowed(site, lang, article, config))
        _borrow_assets(site, lang, article, files, config)


def _borrowed(site: Site, lang: str, article: Article, config: MkDocsConfig) -> LocalFile:
    # It gets the reader's language as its folder, so that its links lead to that language.
    path = site.settings.root / article.path
    file = _generated(f"{lang}/{article.id}.md", path, config)
    file.borrowed = True
    localized(file, site, lang, article.id, config)
    file.locale = article.lang
    return file


def page_file(site: Site, lang: str, page_id: str, config: MkDocsConfig, i18n: I18n) -> LocalFile:
    """Return the file of a page with the source and address that `on_files` sets."""
    article = site.shown(lang, page_id)
    if article is None:
        return generated_file(site, lang, page_id, "", config)
    is_own = article.lang == lang
    if not is_own and not (article.lang == site.default and i18n.config.fallback_to_default):
        return _borrowed(site, lang, article, config)
    return _own(site, article, config, lang)


def _own(site: Site, article: Article, config: MkDocsConfig, lang: str = "") -> LocalFile:
    """Return the file of an article in a language, by default in its own."""
    path = site.settings.root / article.path
    file = _generated(source_uri(site, article), path, config)
    return localized(file, site, lang or article.lang, article.id, config)


@dataclass(frozen=True)
class LinkTargets:
    """The files of a language that links may lead to, and those of the other languages."""

    files: Files
    site: Site
    lang: str
    in_language: Callable[[str, str], LocalFile]
    """Returns the file of a page by its language and id."""

    def get_file_from_path(self, path: str) -> File | None:
        path = self.site.settings.structure.linked(path)
        folder, _, rest = path.partition("/")
        name = without_suffix(rest)
        page_id = self.site.other_names.get(name)
        found = self.files.get_file_from_path(f"{folder}/{page_id}.md" if page_id else path)
        if found is None and name != rest:  # a page in place of a translation is known by its id
            found = self.files.get_file_from_path(f"{folder}/{name}.md")
        if found is not None or self.site.settings.falls_back:
            return found
        source = self.site.source_of(page_id_of_path(rest))
        langs = (folder, source.lang) if source else ()
        pages = (self._page(lang, rest) for lang in langs)
        return next((page for page in pages if page), None) or self._asset(path)

    def in_other_language(self, file: File, address: str) -> LocalFile | None:
        """Return the page to which a link written in `file` leads, if its language is another.

        The language is the one of the folder in which the link looks for the page.
        """
        structure = self.site.settings.structure
        if not (address.startswith("../") or structure.name == "suffix"):
            return None
        if not is_address(address) or urlsplit(address).scheme or address.startswith("/"):
            return None
        path = posixpath.join(posixpath.dirname(file.src_uri), unquote(urlsplit(address).path))
        folder, _, rest = structure.linked(posixpath.normpath(path)).partition("/")
        is_own = folder in (file.src_uri.partition("/")[0], self.lang)
        return None if is_own else self._page(folder, rest)

    def _page(self, lang: str, path: str) -> LocalFile | None:
        page_id = page_id_of_path(path)
        is_page = lang in self.site.locales and is_page_file(path)
        page_id = self.site.other_names.get(page_id, page_id)
        if not is_page or page_id not in self.site.pages_in(lang):
            return None
        return self.in_language(lang, page_id)

    def _asset(self, path: str) -> File | None:
        """Return an asset that the default language has, or that lies beside the languages."""
        default, (folder, _, rest) = self.site.default, path.partition("/")
        names = [path, f"{default}/{rest}" if folder in self.site.locales else f"{default}/{path}"]
        name = next((name for name in (*names, rest) if name in self.site.assets), None)
        if name is None:
            return None
        return File(name, "", "", False, dest_uri=name.removeprefix(f"{default}/"))


def source_uri(site: Site, article: Article) -> str:
    """Return the path of a page's file below the content folder, as links name it.

    A later text in force is known by the name of the text before it, which is not read.
    """
    if article.file_id:
        return f"{article.lang}/{article.id}.md"
    name = site.settings.structure.place(_name(site, article))
    return name if name.startswith(f"{article.lang}/") else f"{article.lang}/{name}"


def _name(site: Site, article: Article) -> str:
    """Return the path of a page's file below the content folder."""
    return (site.settings.root / article.path).relative_to(site.settings.content).as_posix()


def source_file(site: Site, article: Article, config: MkDocsConfig) -> File:
    """Return the file of a page as MkDocs finds it."""
    uri = source_uri(site, article)
    if article.file_id or uri != _name(site, article):
        return _generated(uri, site.settings.root / article.path, config)
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def asset_files(site: Site, config: MkDocsConfig) -> list[File]:
    """Return the files of the content that are no pages, as MkDocs finds them."""
    names, given = sorted(site.assets), (config.docs_dir, config.site_dir)
    return [File(name, *given, config.use_directory_urls) for name in names]


def unpublished_files(site: Site, known: Files, config: MkDocsConfig) -> Iterator[File]:
    """Yield the files that MkDocs does not publish, in which other plugins look for settings."""
    settings = site.settings
    for found in files_below(settings.content, settings.bounds):
        place = settings.structure.place(found.name)
        if found.refusal is None and place not in known.src_uris:
            file = File(found.name, config.docs_dir, config.site_dir, config.use_directory_urls)
            file.inclusion = InclusionLevel.EXCLUDED
            yield file


def language_files(site: Site, lang: str, config: MkDocsConfig, i18n: I18n) -> I18nFiles:
    """Return the files of a language in the state after `on_files`, for resolving links."""
    files = set_sources(i18n.reconfigure_files(Files(asset_files(site, config)), config), site)
    for page_id in sorted(site.pages_in(lang)):
        files.append(page_file(site, lang, page_id, config, i18n))
    for page_id in sorted(site.sources):
        article = site.shown(lang, page_id)
        file = files.src_uris.get(f"{lang}/{page_id}.md")
        if article and isinstance(file, LocalFile) and file.borrowed:
            _borrow_assets(site, lang, article, files, config)
    assert isinstance(files, I18nFiles)
    return files


def generated_file(
    site: Site, lang: str, page_id: str, content: str, config: MkDocsConfig
) -> LocalFile:
    """Return the file of a generated page."""
    file = LocalFile.generated(config, f"{lang}/{page_id}.md", content=content)
    assert isinstance(file, LocalFile)
    return localized(file, site, lang, page_id, config)


def _generated(src_uri: str, path: Path, config: MkDocsConfig) -> LocalFile:
    file = LocalFile.generated(config, src_uri, abs_src_path=str(path))
    assert isinstance(file, LocalFile)
    if path.is_relative_to(config.docs_dir):
        file.edit_uri = path.relative_to(config.docs_dir).as_posix()
    return file


def _borrow_assets(
    site: Site, lang: str, article: Article, files: Files, config: MkDocsConfig
) -> None:
    folder = posixpath.dirname(article.id)
    for link in article.links:
        if not link.is_asset:
            continue
        path = posixpath.normpath(posixpath.join(folder, path_of(link.address)))
        source = f"{article.lang}/{path}"
        if source not in site.assets or files.get_file_from_path(f"{lang}/{path}"):
            continue
        real = site.settings.content / site.asset_files.get(source, source)
        file = _generated(f"{lang}/{path}", real, config)
        file.dest_uri = path if lang == site.default else f"{lang}/{path}"
        files.append(file)
