"""A manipulated cache cannot run a program or change a file outside of the site."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kbgen.build.store import ArtifactStore
from kbgen.build.uptodate import own_program
from kbgen.model.article import Article
from kbgen.system.digest import digest_bytes
from tests.build.test_build import differences
from tests.build.test_cache import MEMORY
from tests.sites import write_site

SITE = """\
-- mkdocs.yml --
site_name: Sahil
site_url: https://help.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: ur, name: اردو}
  - kbgen:
      prove: true
      hosting: {compress: true}
-- locales/ur/LC_MESSAGES/kbgen.po --
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Home"
msgstr "گھر"
-- content/facts.yml --
refund.window: {duration: 14 days, varies: [branch]}
desk.hours: {hours: "Mo-Th 09:00-21:00"}
-- content/glossary.yml --
refund: {en: refund, ur: رقم کی واپسی}
-- content/branches/deira.yml --
name: {en: Deira, ur: دیرہ}
region: AE
hours: "Mo-Fr 09:00-18:00"
differs: {refund.window: {duration: 30 days}}
-- content/en/index.md --
---
title: Home
---
Welcome.
-- content/ur/index.md --
---
title: گھر
---
خوش آمدید۔
-- content/en/faq/refunds.md --
---
title: Refunds
updated: 2026-10-01
---
## How long does it take? {#long}

{{ refund.window }}, `code` too.
-- content/ur/faq/refunds.md --
---
title: واپسی
---
## کتنا وقت لگتا ہے؟ {#long}

{{ refund.window }}، `code` بھی۔
-- content/en/faq/desk.md --
---
title: The desk
---
## When is it open? {#open}

{{ desk.hours }} <b onclick="x()">always</b>.
-- content/ur/faq/desk.md --
---
title: کاؤنٹر
---
## کب کھلتا ہے؟ {#open}

{{ desk.hours }}
"""
COMMAND = ("build", "--jobs", "1", "--as-of", "2026-11-20")
CACHE = ".cache/kbgen"
PAGE = "content/en/faq/refunds.md"


def findings(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if not line.startswith("Rendering ")]


class Base:
    """A built project; each manipulation is tried on a copy at its path."""

    def __init__(self, folder: Path) -> None:
        self.project = write_site(folder / "project", SITE)
        self.root = self.project.root
        for name in ("one", "two"):  # a second build leaves the site before it in the cache
            self.edit(f"Edit {name}.")
            assert self.project.run(*COMMAND).exit_code == 0
        cold = self.project.run(*COMMAND, "--no-cache", "--site-dir", "cold")
        assert cold.exit_code == 0 and "desk.md" in cold.stderr
        self.found = findings(cold.stderr)
        self._kept = folder / "kept"
        shutil.copytree(self.root, self._kept)

    def restore(self) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root)

    def edit(self, text: str) -> None:
        page = self.root / PAGE
        page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")

    def build_again(self) -> None:
        """Build with what is in the cache: it is as if nothing were."""
        result = self.project.run(*COMMAND)
        assert (result.exit_code, findings(result.stderr)) == (0, self.found), result.output
        assert differences(self.root / "site", self.root / "cold") == []
        assert not hasattr(Article, "poisoned")


@pytest.fixture(scope="module")
def kept() -> Iterator[Base]:
    # Hundreds of small files a build: in memory, where there is such a place.
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Base(Path(folder))


@pytest.fixture
def base(kept: Base) -> Iterator[Base]:
    kept.restore()
    yield kept
    if hasattr(Article, "poisoned"):
        del Article.poisoned


class _Evil:
    """What sets an attribute of a class as soon as it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return setattr, (Article, "poisoned", True)


def evil_without_calls() -> bytes:
    """Write the state of a class, which an unpickler sets without calling anything."""
    module, name = Article.__module__.encode(), Article.__name__.encode()
    return b"c" + module + b"\n" + name + b"\n}X\x08\x00\x00\x00poisonedI01\nsb."


packed = msgspec.msgpack.encode
ENTRIES: dict[str, Callable[[bytes], bytes]] = {
    "a pickle that calls": lambda _: pickle.dumps(_Evil()),
    "a pickle that sets": lambda _: evil_without_calls(),
    "nothing": lambda _: b"",
    "nil": lambda _: b"\xc0",
    "numbers": lambda _: packed([1, 2, 3]),
    "names of classes": lambda _: packed({"__class__": "kbgen.model.article.Article"}),
    "fields of wrong types": lambda _: packed({"articles": "x", "findings": 3, "output": []}),
    "a list that says to be 4 GB long": lambda _: b"\x92\xdd\xff\xff\xff\xff",
    "a text that says so": lambda _: b"\x82\xa8articles\xdb\xff\xff\xff\xff",
    "100,000 lists in one another": lambda _: b"\x91" * 100_000,
    "100,000 mappings in one another": lambda _: b"\x81\xa6output" * 100_000,
    "an extension": lambda _: packed(msgspec.msgpack.Ext(7, b"x")),
    "no text": lambda _: b"\xa4\xff\xfe\xfd\xfc",
}


def remembered(root: Path) -> Path:
    """Return the database of what was read."""
    (file,) = (root / CACHE / "sites").glob("*.pages")
    return file


def entries_of(file: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(file)) as database:
        return {key.decode(): data for key, data in database.execute("SELECT key, data FROM entry")}


def write_entries(file: Path, entries: Mapping[str, bytes]) -> None:
    """Write entries as kbgen does: each with the digest of program, key and data."""
    rows = [
        (digest_bytes(f"{own_program()}\n{key}\n".encode() + data).encode(), data, key.encode())
        for key, data in entries.items()
    ]
    with closing(sqlite3.connect(file)) as database, database:
        database.executemany("UPDATE entry SET digest = ?, data = ? WHERE key = ?", rows)


def results(root: Path) -> dict[str, bytes]:
    """Return what the store holds by its keys."""
    store = ArtifactStore(root / CACHE)
    keys = [f.parent.name + f.name for f in sorted((root / CACHE).glob("??/*")) if f.is_file()]
    return {key: found for key in keys if (found := store.get(key)) is not None}


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_that_kbgen_did_not_write_are_absent(name: str, base: Base) -> None:
    file = remembered(base.root)
    known = entries_of(file)
    assert len(known) > 8
    write_entries(file, {key: ENTRIES[name](data) for key, data in known.items()})
    for key, data in results(base.root).items():
        ArtifactStore(base.root / CACHE).put(key, ENTRIES[name](data))
    shutil.rmtree(base.root / "site")
    base.build_again()


def test_entries_of_other_kinds_and_pages_are_absent(base: Base) -> None:
    """Each is whole, but stands under the key of another."""
    remembered(base.root).unlink()  # it knows pages as they were before, too
    touch(base)
    base.build_again()
    file = remembered(base.root)
    kinds = {key: data for key, data in entries_of(file).items() if _has_place(data)}
    values = [*kinds.values()]
    assert len(values) == 6  # three pages, a ledger, a glossary, a branch
    for shift in (1, 3):
        shifted = values[shift:] + values[:shift]
        write_entries(file, dict(zip(kinds, shifted, strict=True)))
        shutil.rmtree(base.root / "site")
        base.build_again()


def touch(base: Base) -> None:
    """Make the next build read everything, although nothing changed."""
    config = base.root / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\n# Not the same bytes as before.\n", "utf-8")


def _has_place(data: bytes) -> bool:
    """Tell whether an entry says which file it was read from: a page, a ledger, a branch …"""
    return b"content/" in data and not data.startswith(b"\x91")  # that begins a list of findings


def of_table(*statements: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with closing(sqlite3.connect(file)) as database, database:
            for statement in statements:
                database.execute(statement)

    return run


def of_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        file.write_bytes(change(file.read_bytes()))

    return run


def _overwritten(data: bytes, start: int, end: int) -> bytes:
    return data[:start] + b"\xff" * (end - start) + data[end:]


def _to_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "another program's entries": of_table("UPDATE entry SET digest = x'00'"),
    "entries under other keys": of_table("UPDATE entry SET key = CAST('a' || rowid AS BLOB)"),
    "texts for bytes": of_table(
        "UPDATE entry SET data = 'x', digest = 'x', key = CAST(key AS TEXT)"
    ),
    "numbers for bytes": of_table("UPDATE entry SET data = 1, digest = 2.5"),
    "nothing for bytes": of_table("UPDATE entry SET data = NULL, digest = NULL"),
    "a pickle": of_table(f"UPDATE entry SET data = x'{pickle.dumps(_Evil()).hex()}'"),
    "another's tables": of_table("CREATE TABLE money (sum INTEGER)"),
    "another's table alone": of_table("DROP TABLE entry", "CREATE TABLE money (sum INTEGER)"),
    "a table of other columns": of_table("DROP TABLE entry", "CREATE TABLE entry (a, b)"),
    "a view for the table": of_table(
        "ALTER TABLE entry RENAME TO other", "CREATE VIEW entry AS SELECT * FROM other"
    ),
    "a trigger": of_table(
        "CREATE TRIGGER no BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'no'); END"
    ),
    "no table": of_table("DROP TABLE entry"),
    "no entries": of_table("DELETE FROM entry"),
    "no database": of_bytes(lambda _: b"kbgen of another day\n" * 400),
    "nothing": of_bytes(lambda _: b""),
    "cut short": of_bytes(lambda data: data[: len(data) // 2]),
    "cut to its head": of_bytes(lambda data: data[:100]),
    "a broken head": of_bytes(lambda data: _overwritten(data, 16, 100)),
    "a broken table": of_bytes(lambda data: _overwritten(data, 100, 4096)),
    "a broken middle": of_bytes(lambda data: _overwritten(data, 4096, len(data))),
    "a folder": _to_folder,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_was_read_is_read_again_where_it_was_damaged(name: str, base: Base) -> None:
    DAMAGES[name](remembered(base.root))
    touch(base)
    base.build_again()


def test_no_flipped_bit_reaches_a_page(base: Base) -> None:
    file = remembered(base.root)
    content = file.read_bytes()
    for seed in range(8):
        at, bit = divmod(random.Random(seed).randrange(len(content) * 8), 8)
        flipped = bytes([content[at] ^ 1 << bit])
        file.write_bytes(content[:at] + flipped + content[at + 1 :])
        touch(base)
        base.build_again()


def test_an_entry_that_is_absent_is_written_anew(base: Base) -> None:
    remembered(base.root).unlink()  # it knows pages as they were before, too
    touch(base)
    base.build_again()
    file = remembered(base.root)
    write_entries(file, dict.fromkeys(entries_of(file), b"\xc0"))
    touch(base)
    base.build_again()
    assert {key: data for key, data in entries_of(file).items() if data == b"\xc0"} == {}


OUT = "../../../out"
NOTES: dict[str, Callable[[Any], Any]] = {
    "a list": lambda _: [],
    "no fields": lambda _: {},
    "a format alone": lambda _: {"format": 1},
    "texts for all": lambda data: dict.fromkeys(data, "x") | {"format": 1},
    "numbers for all": lambda data: dict.fromkeys(data, 1),
    "lists for paths": lambda data: _changed(data, "parts", lambda part: [part[0], [["x"]]]),
    "lists for keys": lambda data: _changed(data, "parts", lambda part: [[1], part[1]]),
    "keys that lead elsewhere": lambda data: _changed(
        data, "parts", lambda part: [part[0].replace(part[0][:32], f"xx{OUT}"), part[1]]
    ),
    "keys that are places": lambda data: _changed(
        data, "parts", lambda part: [part[0].replace(part[0][:32], "xx/etc/hostname"), part[1]]
    ),
    "keys that are short": lambda data: _changed(
        data, "parts", lambda part: [part[0].replace(part[0][:32], "abc"), part[1]]
    ),
    "unknown files": lambda data: _changed(data, "parts", lambda part: [part[0], [f"{OUT}.html"]]),
    "files that lead elsewhere": lambda data: {
        **data,
        "files": {f"../{path}": noted for path, noted in data.get("files", {}).items()},
    },
    "lists for digests": lambda data: _changed(data, "files", lambda noted: [[], *noted[1:]]),
    "texts for sizes": lambda data: _changed(data, "files", lambda noted: [noted[0], "x", "y"]),
}


def _changed(data: Any, name: str, change: Callable[[Any], Any]) -> Any:
    return {**data, name: {key: change(value) for key, value in data.get(name, {}).items()}}


@pytest.mark.parametrize("name", NOTES)
def test_notes_that_kbgen_did_not_write_are_absent(name: str, base: Base) -> None:
    for file in (base.root / CACHE / "sites").glob("*.json"):
        file.write_text(json.dumps(NOTES[name](json.loads(file.read_text("utf-8")))), "utf-8")
    touch(base)
    base.build_again()
    assert not list(base.root.parent.glob("out*"))


@pytest.mark.parametrize("text", ["[" * 100_000, "\xff", "9" * 5000, '{"format": 1', ""])
def test_notes_that_are_no_json_are_absent(text: str, base: Base) -> None:
    for file in (base.root / CACHE / "sites").glob("*.json"):
        file.write_bytes(text.encode("latin-1"))
    base.build_again()


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder that is no business of a build's; it stays as it is."""
    folder = tmp_path / "outside"
    for name in ("refunds/index.html", "index.html", "file"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("kept")
    before = {file: file.read_text() for file in folder.rglob("*") if file.is_file()}
    yield folder
    after = {file: file.read_text() for file in folder.rglob("*") if file.is_file()}
    assert after == before


def spare(base: Base) -> Path:
    (found,) = (base.root / CACHE / "sites").glob("*.spare")
    return found


def _link_all(found: Path, outside: Path) -> None:
    shutil.rmtree(found)
    found.symlink_to(outside)


def _link_folder(found: Path, outside: Path) -> None:
    shutil.rmtree(found / "faq")
    (found / "faq").symlink_to(outside)


def _link_file(found: Path, outside: Path) -> None:
    (found / "index.html").unlink()
    (found / "index.html").symlink_to(outside / "file")


def _link_lock(found: Path, outside: Path) -> None:
    lock = found.with_name(f"{found.name}.lock")
    lock.unlink()
    lock.symlink_to(outside / "file")


def _add_page(found: Path, _: Path) -> None:
    (found / "evil").mkdir()
    (found / "evil/index.html").write_text("<script>alert(1)</script>")


def _add_hidden(found: Path, _: Path) -> None:
    (found / "faq/.htaccess").write_text("Redirect / https://evil.example/")


SPARES = (_link_all, _link_folder, _link_file, _link_lock, _add_page, _add_hidden)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("change", SPARES)
def test_the_site_before_holds_no_more_than_kbgen_left(
    change: Callable[[Path, Path], None], base: Base, outside: Path
) -> None:
    change(spare(base), outside)
    base.edit("A third text.")
    assert base.project.run(*COMMAND).exit_code == 0
    base.project.run(*COMMAND, "--no-cache", "--site-dir", "other")
    assert differences(base.root / "site", base.root / "other") == []
    assert not (base.root / "site").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["sites", "00"])
def test_a_cache_removes_nothing_that_lies_elsewhere(name: str, tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"mine/{number}").mkdir(parents=True)
        (tmp_path / f"mine/{number}/file").write_text("kept")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / name).symlink_to(tmp_path / "mine")
    ArtifactStore(tmp_path / "cache").trim(0)
    assert len(list((tmp_path / "mine").glob("*/file"))) == 200


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_build_writes_through_no_link_in_a_cache(base: Base, outside: Path) -> None:
    cache = base.root / CACHE
    for folder in cache.glob("??"):
        shutil.rmtree(folder)
        folder.symlink_to(outside)
    for file in (*cache.glob("sites/*.pages"), *cache.glob("sites/*.json")):
        file.with_name(f"{file.name}.{os.getpid()}").symlink_to(outside / "file")
        file.unlink()
    shutil.rmtree(base.root / "site")
    result = base.project.run(*COMMAND)
    assert result.exit_code == 0, result.output
    assert differences(base.root / "site", base.root / "cold") == []


@pytest.mark.parametrize("key", ["../../x", "ab/etc/passwd", "", "A" * 32, "a" * 33])
def test_a_key_is_no_path(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        ArtifactStore(tmp_path).get(key)
    with pytest.raises(ValueError):
        ArtifactStore(tmp_path).put(key, b"")
    assert list(tmp_path.iterdir()) == []
