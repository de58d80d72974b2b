"""`kbgen serve`: holds a project in memory, watches its files and serves its pages."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kbgen.commands.build import recall_of
from kbgen.mkdocs.dev_project import DevProject
from kbgen.serve.server import Server, parse_address
from kbgen.serve.session import Session
from kbgen.serve.watch import Watch

SWITCH = 0.001
"""Seconds after which the rendering thread lets another thread answer a browser."""


def serve_site(
    config_file: Path, address: str | None, cache: Path, say: Callable[[str], None]
) -> None:
    """Serve the site with its drafts, and update it at every save, until interrupted."""
    wanted = parse_address(address) if address else None
    session = Session(say)
    live = DevProject(config_file, cache, lambda root: recall_of(root, cache), session.is_wanted)
    try:
        server = Server(wanted or live.address, session, lambda: live.base, lambda: live.headers)
        try:
            session.start(live)
            _serve(server, session, Watch(live.roots, live.root, session.note), say)
        finally:
            session.stop()
            server.close()
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        live.close()


def _serve(server: Server, session: Session, watch: Watch, say: Callable[[str], None]) -> None:
    sys.setswitchinterval(SWITCH)
    threading.Thread(target=server.serve_forever, name="kbgen-http", daemon=True).start()
    watch.start()
    try:
        say(f"Serving {server.url} (drafts included); Ctrl-C ends it")
        session.run()
    finally:
        watch.stop()
