"""Everything that depends on MkDocs: the plugin, its configuration, its files."""
