"""Looks up a store's host and key before its library does, which would try again for minutes."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from kbgen.publish.errors import PublishError

_GOOGLE_KEY = "GOOGLE_APPLICATION_CREDENTIALS"
_GOOGLE = "https://storage.googleapis.com"


def refuse_unknown_host(address: str, url: str) -> None:
    """Raise PublishError if the host of a URL is not known. A proxy may know more: then none is."""
    parts = urlsplit(url)
    if not parts.hostname or getproxies():
        return
    try:
        socket.getaddrinfo(parts.hostname, parts.port or 443)
    except socket.gaierror as problem:
        raise PublishError(
            f"{address}: no such host, or no network ({parts.hostname}); mend the name, or go "
            "online"
        ) from problem
    except OSError:  # the library will say it better
        return


def refuse_missing_key(address: str) -> None:
    """Raise PublishError if Google's key is no file: its library would go on without one."""
    key = os.environ.get(_GOOGLE_KEY)
    if key and not Path(key).is_file():
        raise PublishError(
            f"{address}: no valid credentials; {_GOOGLE_KEY} names {key}, which is no file: mend it"
        )


def google_endpoint() -> str:
    """Return where Google's store is; its library looks for credentials there before all else."""
    return os.environ.get("STORAGE_EMULATOR_HOST") or _GOOGLE


def endpoint_of(protocol: str, store: Any) -> str:
    """Return where an opened store is; "" if that is not known."""
    if protocol.startswith("s3"):
        return str(store.s3.meta.endpoint_url or "")
    if protocol.startswith(("az", "abfs")):
        return str(store.service_client.url or "")
    return ""
