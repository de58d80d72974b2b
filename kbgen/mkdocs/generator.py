"""The generator whose plugin kbgen is: MkDocs 1.x, else ProperDocs, which goes on with it.

Once ProperDocs is taken, every import of `mkdocs` is one of ProperDocs, here and in other plugins.
So the package imports this module before any other.
"""

from __future__ import annotations

import logging
from importlib import import_module

from kbgen.errors import KbgenError


def take_generator() -> str:
    """Return "mkdocs", or "properdocs" if that runs, or is installed alone.

    Raises KbgenError if neither is installed.
    """
    for module in ("mkdocs.config.defaults", "properdocs.replacement"):
        try:
            import_module(module)
        except ModuleNotFoundError as problem:
            if not module.startswith(problem.name or "?"):
                raise
        else:
            return import_module("mkdocs").__name__
    raise KbgenError(
        "kbgen needs MkDocs 1.x or ProperDocs; install one of them: "
        "pip install 'mkdocs<2', or: pip install properdocs"
    )


NAME = take_generator()
LOGGER = logging.getLogger(NAME)
"""Where the generator and its plugins warn."""
if NAME != "mkdocs":
    # As its own command does: plugins may write into the log under either name.
    logging.getLogger("mkdocs").parent = LOGGER
    # static-i18n asks MkDocs' distribution for the languages of a search that kbgen leaves out.
    _i18n = LOGGER.getChild("plugins.mkdocs_static_i18n.reconfigure")
    _i18n.addFilter(lambda record: "lunr languages" not in record.getMessage())
