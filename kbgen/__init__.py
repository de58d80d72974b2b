"""One consistent help site in every language and at every branch."""

__version__ = "0.1.0"
