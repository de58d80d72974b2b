"""Ring 2: the only importer of mkdocs, markdown and jinja2."""
