"""Shows a site while it is written: a server, a watch over the files, the browsers that look."""
