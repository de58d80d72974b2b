"""`kbgen serve`: holds a project in memory, watches its files and serves its pages."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kbgen.commands.build import parse_cache_of
from kbgen.mkdocs.dev_project import DevProject
from kbgen.report.catalog import FindingCatalog
from kbgen.serve.server import Server, parse_address
from kbgen.serve.session import Session
from kbgen.serve.watch import Watch

SWITCH = 0.001
"""Seconds after which the rendering thread lets another thread answer a browser."""


def serve_site(
    config_file: Path,
    address: str | None,
    cache: Path,
    print_line: Callable[[str], None],
    catalog: FindingCatalog,
) -> None:
    """Serve the site with its drafts, and update it at every save, until interrupted."""
    wanted = parse_address(address) if address else None
    session = Session(print_line, catalog)
    live = DevProject(
        config_file, cache, lambda root: parse_cache_of(root, cache), session.has_urgent_work
    )
    try:
        server = Server(wanted or live.address, session, lambda: live.base, lambda: live.headers)
        try:
            session.start(live)
            _serve(server, session, Watch(live.roots, live.root, session.note), print_line)
        finally:
            session.stop()
            server.close()
    except KeyboardInterrupt:
        print_line("Stopped.")
    finally:
        live.close()


def _serve(
    server: Server, session: Session, watch: Watch, print_line: Callable[[str], None]
) -> None:
    sys.setswitchinterval(SWITCH)
    threading.Thread(target=server.serve_forever, name="kbgen-http", daemon=True).start()
    watch.start()
    try:
        print_line(f"Serving {server.url} (drafts included); Ctrl-C ends it")
        session.run()
    finally:
        watch.stop()
