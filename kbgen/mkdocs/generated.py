"""The files of generated pages."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from kbgen.mkdocs.files import LocalFile, generated_file
from kbgen.model.site import Site
from kbgen.views.generated import generated_description
from kbgen.views.titles import page_words


def generated_files(site: Site, lang: str, config: MkDocsConfig) -> Iterator[LocalFile]:
    """Yield a virtual file for each generated page."""
    for page_id in site.generated_pages:
        if page_id not in site.pages_in(lang):
            continue
        description = generated_description(site, lang, page_id)
        meta = {"title": page_words(site, lang, page_id), "description": description}
        # JSON is YAML.
        content = f"---\n{json.dumps(meta, ensure_ascii=False)}\n---\n"
        versions = {
            other: generated_file(site, other, page_id, content, config)
            for other in site.locales
            if page_id in site.pages_in(other)
        }
        versions[lang].alternates = dict(versions)
        yield versions[lang]
