"""Reads the address of a target: a folder, a server's folder, a place that fsspec knows."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kbgen.publish.errors import PublishError
from kbgen.publish.folder import LocalFolder
from kbgen.publish.sftp import SftpFolder
from kbgen.publish.sftp_session import SshServer
from kbgen.publish.target import Target

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.I)
_HOST = re.compile(r"[A-Za-z0-9_.:-]+")


def folder_of(address: str, root: Path) -> Path | None:
    """Return the folder of this machine that an address names, seen from `root`; else None."""
    if not _SCHEME.match(address):
        return root / Path(address).expanduser()
    parts = urlsplit(address)
    if parts.scheme != "file":
        return None
    if parts.netloc not in ("", "localhost") or not parts.path:
        raise PublishError(f"{address} names no folder; write file:///srv/help, or /srv/help")
    return Path(unquote(parts.path))


def open_target(address: str, root: Path) -> Target:
    """Return the target of an address. Raises PublishError if it cannot be one."""
    folder = folder_of(address, root)
    if folder:
        return LocalFolder(folder.resolve(), address)
    parts = urlsplit(address)
    if parts.password:
        raise PublishError(
            f"{parts.scheme}://{parts.hostname}: leave the password out, it would be seen by "
            "everyone on this machine; use a key, or the variables of your provider's own tools"
        )
    if parts.scheme == "sftp":
        return _sftp(address)
    from kbgen.publish.objects import ObjectStore

    if not parts.netloc:
        raise PublishError(f"{address} names no bucket; write s3://bucket/folder")
    return ObjectStore(address)


def _sftp(address: str) -> SftpFolder:
    parts = urlsplit(address)
    try:
        port = str(parts.port or "")
    except ValueError:
        port = "?"
    path = unquote(parts.path)
    host, user = parts.hostname or "", unquote(parts.username or "")
    is_sound = _HOST.fullmatch(host) and not host.startswith("-") and not user.startswith("-")
    if not is_sound or port == "?" or path in ("", "/"):
        raise PublishError(
            f"{address} names no folder of a server; write sftp://user@host/folder, or "
            "sftp://user@host/~/folder for one in the user's home"
        )
    return SftpFolder(SshServer(host, user, port), path.removeprefix("/~/"), address)
