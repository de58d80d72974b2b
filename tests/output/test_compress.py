"""Compressed copies beside the text files of a site."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from kbgen.output.compress import SMALLEST, compressed
from tests.conftest import MakeSite
from tests.sites import CONFIG

LONG = "سلام، مدد کے صفحات۔ " * 200


def names(folder: Path) -> list[str]:
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


@pytest.mark.parametrize(("name", "is_asset"), [("index.html", False), ("kb.css", True)])
def test_copies_hold_what_the_file_holds(name: str, is_asset: bool) -> None:
    content = LONG.encode()
    copies = compressed(name, content, is_asset)
    assert brotli.decompress(copies[".br"]) == gzip.decompress(copies[".gz"]) == content
    assert max(map(len, copies.values())) < len(content)
    assert compressed(name, content, is_asset) == copies, "the same bytes every time"


def test_what_would_not_be_smaller_has_no_copy() -> None:
    noise = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(SMALLEST // 16))
    assert compressed("noise.txt", noise, False) == {}
    assert compressed("small.html", b"x" * (SMALLEST - 1), False) == {}
    assert set(compressed("just.html", b"x" * SMALLEST, False)) == {".br", ".gz"}


def test_text_is_compressed_and_what_is_compact_is_not(site: MakeSite) -> None:
    suffixes = {"html", "css", "js", "json", "xml", "txt", "svg", "woff2", "png", "webp", "pdf"}
    config = CONFIG.replace("  - kbgen", "  - kbgen:\n      hosting: {compress: true}")
    files = "".join(f"-- content/en/own/x.{suffix} --\n{LONG}\n" for suffix in suffixes)
    built = site(f"-- mkdocs.yml --\n{config}{files}").build() / "own"
    has_copies = {suffix for suffix in suffixes if (built / f"x.{suffix}.br").exists()}
    assert has_copies == {"html", "css", "js", "json", "xml", "txt", "svg"}
    assert names(built) == sorted(
        f"x.{suffix}{copy}"
        for suffix in suffixes
        for copy in ("", *((".br", ".gz") if suffix in has_copies else ()))
    )


def test_both_builds_compress_every_language_alike(site: MakeSite, tmp_path: Path) -> None:
    config = CONFIG.replace("  - kbgen", "  - kbgen:\n      hosting: {compress: true}")
    project = site(f"-- mkdocs.yml --\n{config}")
    built = project.build()
    other = tmp_path / "other"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(other)]
    subprocess.run(command, cwd=project.root, check=True, timeout=120)
    assert {n: (built / n).read_bytes() for n in names(built)} == {
        n: (other / n).read_bytes() for n in names(other)
    }
    for page in ("index.html", "ur/index.html", "404.html", "hi/404.html", "api/answers.json"):
        content = (built / page).read_bytes()
        if len(content) >= SMALLEST:
            assert brotli.decompress((built / f"{page}.br").read_bytes()) == content
            assert gzip.decompress((built / f"{page}.gz").read_bytes()) == content
    assert (built / "ur/index.html.br").exists()
    styles = [*(built / "assets/kb").glob("*.css")]
    assert styles, "what every reader fetches is compressed as well as can be"
    for file in styles:
        best = brotli.compress(file.read_bytes(), quality=11)
        assert len(file.with_name(f"{file.name}.br").read_bytes()) <= len(best)


def test_a_site_has_no_copies_unless_asked(site: MakeSite) -> None:
    built = site("").build()
    assert not [name for name in names(built) if name.endswith((".br", ".gz"))]
