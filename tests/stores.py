"""Servers that speak like S3, Azure's and Google's stores, for the tests of publishing.

Run as a module, this fetches Azurite, which comes from npm alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import npm
from tests.ssh_server import free_port, wait_for

BUCKET = "help"
S3_KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
}
AZURITE = ("azurite", "3.35.0")
AZURE_ACCOUNT = "devstoreaccount1"
AZURE_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)
"""The account and the key that Azurite has for everyone; no secrets."""


@contextmanager
def s3() -> Iterator[str]:
    """Run a server of S3 with one bucket; yield its address. Skips where there is none."""
    pytest.importorskip("s3fs")
    pytest.importorskip("moto")
    port = free_port()
    code = f"import moto.server; moto.server.main(['-H', '127.0.0.1', '-p', '{port}'])"
    command = [sys.executable, "-W", "ignore", "-c", code]
    with _running(command, port, S3_KEYS) as address:
        make = urllib.request.Request(f"{address}/{BUCKET}", method="PUT")
        urllib.request.urlopen(make, timeout=30).close()
        yield address


def signed(address: str) -> urllib.request.Request:
    """Return a request to moto, which looks at nothing but whether there is a signature."""
    scope = "Credential=test/20260101/us-east-1/s3/aws4_request"
    signature = f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"
    return urllib.request.Request(address, headers={"Authorization": signature})


@contextmanager
def azure(folder: Path) -> Iterator[str]:
    """Run a server of Azure's with one container that everyone reads; yield its address."""
    pytest.importorskip("adlfs")
    found, node = npm.find(*AZURITE), shutil.which("node")
    if not found or not node:
        pytest.skip("no Azurite here; run: python -m tests.stores")
    port = free_port()
    program = json.loads((found / "package.json").read_text("utf-8"))["bin"]["azurite-blob"]
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", str(folder)]
    command = [node, str(found / program), "--blobPort", str(port), *options]
    with _running(command, port, {}) as server:
        address = f"{server}/{AZURE_ACCOUNT}"
        urllib.request.urlopen(_new_container(address), timeout=30).close()
        yield address


def azure_variables(address: str, key: str = AZURE_KEY) -> dict[str, str]:
    """Return the variables with which Azure's libraries reach a server."""
    account = f"DefaultEndpointsProtocol=http;AccountName={AZURE_ACCOUNT};AccountKey={key}"
    return {"AZURE_STORAGE_CONNECTION_STRING": f"{account};BlobEndpoint={address};"}


def _new_container(address: str) -> urllib.request.Request:
    """Return a signed request (Shared Key) for a container whose blobs everyone reads."""
    named = {
        "x-ms-blob-public-access": "blob",
        "x-ms-date": formatdate(usegmt=True),
        "x-ms-version": "2021-08-06",
    }
    lines = "\n".join(f"{name}:{value}" for name, value in named.items())
    place = f"/{AZURE_ACCOUNT}/{AZURE_ACCOUNT}/{BUCKET}\nrestype:container"
    text = "PUT" + "\n" * 12 + f"{lines}\n{place}"
    key = base64.b64decode(AZURE_KEY)
    signature = base64.b64encode(hmac.digest(key, text.encode(), hashlib.sha256)).decode()
    headers = {**named, "Authorization": f"SharedKey {AZURE_ACCOUNT}:{signature}"}
    return urllib.request.Request(
        f"{address}/{BUCKET}?restype=container", method="PUT", headers=headers
    )


@contextmanager
def google() -> Iterator[str]:
    """Run a server of Google's with one bucket; yield its address. Skips where there is none."""
    pytest.importorskip("gcsfs")
    pytest.importorskip("gcp_storage_emulator")
    port = free_port()
    options = ["--host", "127.0.0.1", "--port", str(port), "--in-memory", "--quiet"]
    # It answers one request after the other, and five may wait: fewer than a run has at once.
    code = (
        "import sys, http.server; http.server.HTTPServer.request_queue_size = 128; "
        "from gcp_storage_emulator.__main__ import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "start", *options, "--default-bucket", BUCKET]
    with _running(command, port, {}) as address:
        yield address


@contextmanager
def refusing(status: int, body: str, kind: str = "application/xml") -> Iterator[str]:
    """Run a server that answers everything in the same way; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            data = b"" if self.command == "HEAD" else body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            if status == 301:  # as S3 names the region of a bucket
                self.send_header("x-amz-bucket-region", "eu-central-1")
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _running(command: list[str], port: int, variables: dict[str, str]) -> Iterator[str]:
    quiet, environment = subprocess.DEVNULL, os.environ | variables
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    print("Azurite:", npm.fetch(*AZURITE))
