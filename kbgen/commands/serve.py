"""The recipe of `kbgen serve`: hold the project in memory, watch its files, answer browsers."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from kbgen.commands.build import recall_of
from kbgen.mkdocs.dev_project import DevProject
from kbgen.mkdocs.driver import serve
from kbgen.serve.server import Server, parse_address
from kbgen.serve.session import Session
from kbgen.serve.watch import Watch

SWITCH = 0.001
"""Seconds after which a thread that renders lets another answer a browser."""


def serve_site(
    config_file: Path, address: str | None, cache: Path, say: Callable[[str], None]
) -> None:
    """Show the site, drafts included, as it is written; until interrupted."""
    wanted = parse_address(address) if address else None
    session = Session(say)
    live = DevProject(config_file, cache, lambda root: recall_of(root, cache), session.is_wanted)
    try:
        server = Server(wanted or live.address, session, lambda: live.base, lambda: live.headers)
        try:
            session.start(live)
            why = live.obstacles()
            if not why:
                _serve(server, session, Watch(live.roots, live.root, session.note), say)
        finally:
            session.stop()
            server.close()
    except KeyboardInterrupt:
        say("Stopped.")
        return
    finally:
        live.close()
    if why:
        say(f"Note: served by MkDocs alone, which takes longer: {'; '.join(why)}")
        serve(config_file, address)


def _serve(server: Server, session: Session, watch: Watch, say: Callable[[str], None]) -> None:
    sys.setswitchinterval(SWITCH)
    threading.Thread(target=server.serve_forever, name="kbgen-http", daemon=True).start()
    watch.start()
    try:
        say(f"Serving {server.url} (drafts included); Ctrl-C ends it")
        session.run()
    finally:
        watch.stop()
