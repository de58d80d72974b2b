"""One file a generator: its folders, settings and addresses → pages with their old addresses."""
