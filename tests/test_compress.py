"""Compressed copies beside the text files of a site."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from kbgen.output.compress import SMALLEST, compress_site
from tests.conftest import MakeSite
from tests.sites import CONFIG

LONG = "سلام، مدد کے صفحات۔ " * 200


def site_of(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def names(folder: Path) -> list[str]:
    return sorted(f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file())


def test_copies_hold_what_the_file_holds(tmp_path: Path) -> None:
    folder = site_of(tmp_path, index_html=LONG, ur__faq_html=LONG, assets__kb_css="a{} " * 400)
    assert compress_site(folder, folder / "assets") == 3
    for name in ("index.html", "ur/faq.html", "assets/kb.css"):
        content = (folder / name).read_bytes()
        compressed = (folder / f"{name}.br").read_bytes(), (folder / f"{name}.gz").read_bytes()
        assert brotli.decompress(compressed[0]) == gzip.decompress(compressed[1]) == content
        assert max(map(len, compressed)) < len(content)


@pytest.mark.parametrize(
    ("name", "is_text"),
    [
        *((f"x_{suffix}", True) for suffix in ("html", "css", "js", "json", "xml", "txt", "svg")),
        *((f"x_{suffix}", False) for suffix in ("woff2", "png", "jpg", "webp", "pdf", "zip")),
    ],
)
def test_text_is_compressed_and_what_is_compact_is_not(
    name: str, is_text: bool, tmp_path: Path
) -> None:
    folder = site_of(tmp_path, **{name: LONG})
    assert compress_site(folder, folder / "assets") == is_text
    assert len(names(folder)) == (3 if is_text else 1)


def test_what_would_not_be_smaller_has_no_copy(tmp_path: Path) -> None:
    noise = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(SMALLEST // 16))
    sizes = {"small_html": "x" * (SMALLEST - 1), "just_html": "x" * SMALLEST}
    folder = site_of(tmp_path, noise_txt=noise, **sizes)
    assert compress_site(folder, folder / "assets") == 1
    assert names(folder) == ["just.html", "just.html.br", "just.html.gz", "noise.txt", "small.html"]


def test_the_same_bytes_every_time_and_nothing_stale(tmp_path: Path) -> None:
    folder = site_of(tmp_path, a_html=LONG, b_html=LONG)
    compress_site(folder, folder / "assets")
    first = {name: (folder / name).read_bytes() for name in names(folder)}
    compress_site(folder, folder / "assets")
    assert {name: (folder / name).read_bytes() for name in names(folder)} == first
    site_of(folder, a_html=LONG + "new", b_html="short now")
    compress_site(folder, folder / "assets")
    assert brotli.decompress((folder / "a.html.br").read_bytes()).endswith(b"new")
    assert names(folder) == ["a.html", "a.html.br", "a.html.gz", "b.html"]


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


def test_a_site_has_no_copies_unless_asked(site: MakeSite) -> None:
    built = site("").build()
    assert not [name for name in names(built) if name.endswith((".br", ".gz"))]
