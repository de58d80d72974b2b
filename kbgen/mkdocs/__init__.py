"""The only importer of MkDocs: its plugin, its configuration, its files."""
