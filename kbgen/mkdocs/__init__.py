"""The only importer of MkDocs, or of ProperDocs in its place: its plugin, configuration, files."""

from kbgen.mkdocs import generator as _before_all_others  # noqa: F401
