"""Reads Word files with mammoth, after a check for damage, passwords and decompression bombs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from xml.etree import ElementTree

import mammoth

from kbgen.importing.blocks import Decision, DocumentBlock, Removed, Role, TextRun, UnreadableError
from kbgen.importing.readers.html import HtmlDocument, read_html
from kbgen.importing.readers.word_xml import PreparedDocx, prepare

LARGEST_PART = 64 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_V = "{urn:schemas-microsoft-com:vml}"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
"""
_BACK_TO_NOTE = re.compile(r' ?<a href="#(?:footnote|endnote)-ref-[^"]*">↑</a>')
_STARTS = re.compile(r"(?=<(?:p|h[1-6]|li|tr)[ >])")


def read_docx(data: bytes, keep: Collection[str] = ()) -> HtmlDocument:
    """Read a Word file; lines are paragraphs. Raises UnreadableError with what to do."""
    archive = _open(data)
    try:
        made = prepare(archive)
        result = mammoth.convert_to_html(
            io.BytesIO(made.data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {"src": "data:"}),
            ignore_empty_paragraphs=False,
        )
    except Exception as problem:
        # mammoth raises many kinds of errors for damaged XML; all have one meaning here.
        what = (
            f"the Word file is damaged ({type(problem).__name__}); open and save it in Word again"
        )
        raise UnreadableError(what) from None
    html = _BACK_TO_NOTE.sub("", _numbered(result.value))
    read = read_html(f"<html><body>{html}</body></html>", keep)
    removed = list(read.removed)
    # The file does not contain the numbers of Word's lists, only their order.
    blocks = [replace(block, marker="") for block in read.blocks]
    decisions = [*read.decisions, *_decisions(archive, made)]
    for rule, text in (*_outside(archive), *(("hidden", text) for text in made.hidden)):
        if rule in keep:
            blocks.append(DocumentBlock(Role.PARAGRAPH, 0, (TextRun(text),), gap=True))
        else:
            removed.append(Removed(0, rule, text))
    if not any(block.text.strip() for block in blocks):
        raise UnreadableError("there is no text in this Word file")
    return HtmlDocument(blocks, _property(archive), "", removed, decisions)


def _decisions(archive: zipfile.ZipFile, made: PreparedDocx) -> Iterator[Decision]:
    """Yield what cannot be a part of a page, or may stand wrong on it."""
    names = archive.namelist()
    if pictures := [name for name in names if name.startswith("word/media/")]:
        several = len(pictures) > 1
        count = f"{len(pictures)} pictures" if several else "1 picture"
        left = "were left out; add them by hand" if several else "was left out; add it by hand"
        yield Decision(0, f"{count} of the Word file {left}")
    if made.has_changes:
        what = "the Word file has tracked changes; it was read as if all were accepted"
        yield Decision(0, what)
    if made.boxes:
        what = "was put after the paragraph that holds it; see whether it stands right"
        yield Decision(0, f"the text of {_count(made.boxes, 'text box', 'text boxes')} {what}")
    if made.formulas:
        count = _count(made.formulas, "equation", "equations")
        yield Decision(0, f"{count} became text in one line; see whether it reads right")
    if any(re.match(r"word/diagrams/data", name) for name in names):
        what = "a diagram (SmartArt) was left out; its words stand under “removed”"
        yield Decision(0, f"{what}: write them as a list")
    if any(re.match(r"word/charts/chart", name) for name in names):
        what = "a chart was left out; its words and numbers stand under “removed”"
        yield Decision(0, f"{what}: write them as a table")
    objects = [n.rpartition("/")[2] for n in names if re.match(r"word/(?:embeddings/|afchunk)", n)]
    if objects:
        what = f"embedded in the Word file, and left out: {', '.join(objects)}"
        yield Decision(0, f"{what}; import the text of each by itself")


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def _open(data: bytes) -> zipfile.ZipFile:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError("the Word file is protected by a password; save it without one")
        raise UnreadableError(
            "this is an old Word file (.doc) named .docx; save it as .docx in Word"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableError("the Word file is damaged: it is no zip archive") from None
    if size > LARGEST_PART:
        raise UnreadableError(
            f"unpacked it would have {size / 1024 / 1024:.0f} MB, at most 64 are read: "
            "it may be a zip bomb; take the pictures out of it"
        )
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise UnreadableError("the Word file is protected by a password; save it without one")
    if "word/document.xml" not in names:
        raise UnreadableError("this is a zip archive, but not a Word file")
    _check_parts(archive)
    return archive


def _check_parts(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            part = archive.read(name)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ):
            raise UnreadableError(f"the Word file is damaged: {name} cannot be unpacked") from None
        except Exception:  # zlib.error derives directly from Exception
            raise UnreadableError(f"the Word file is damaged: {name} cannot be unpacked") from None
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or "<!ENTITY".encode("utf-16-le") in part:
            raise UnreadableError("the Word file declares XML entities, as only malicious ones do")


def _numbered(html: str) -> str:
    """Put each paragraph on a line of its own, so that line numbers count paragraphs."""
    pieces = _STARTS.split(html.replace("\n", " "))
    # `<li><p>` and `<tr><td><p>` are one paragraph, not two.
    out: list[str] = []
    for piece in pieces:
        is_begun = (
            bool(out) and re.fullmatch(r"\n?(?:<li>|<tr>\s*<t[dh][^>]*>)", out[-1]) is not None
        )
        out.append(piece if not out or is_begun else f"\n{piece}")
    return "".join(out).lstrip("\n")


_PARTS = (
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "page-header"),
    (re.compile(r"word/comments\d*\.xml"), "comment"),
    (re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml"), "embed"),
)
_TEXTS = {
    "page-header": (f"{_W}t",),
    "comment": (f"{_W}t",),
    "embed": (f"{_A}t", f"{_C}v"),
}


def _outside(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield (rule, text) of headers, footers, comments, diagrams and charts, each text once."""
    seen: set[str] = set()
    for name in sorted(archive.namelist()):
        rule = next((rule for pattern, rule in _PARTS if pattern.fullmatch(name)), "")
        for text in _paragraphs(archive.read(name), rule) if rule else ():
            if text not in seen:
                seen.add(text)
                yield rule, text


def _paragraphs(part: bytes, rule: str) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return
    paragraphs = [*root.iter(f"{_W}p"), *root.iter(f"{_A}p"), *root.iter(f"{_C}pt")]
    for paragraph in paragraphs:
        found = (node.text or "" for name in _TEXTS[rule] for node in paragraph.iter(name))
        if text := "".join(found).strip():
            yield text
    for art in root.iter(f"{_V}textpath"):
        if text := (art.get("string") or "").strip():
            yield text


def _property(archive: zipfile.ZipFile) -> str:
    """Return the title in the file's properties."""
    if "docProps/core.xml" not in archive.namelist():
        return ""
    try:
        root = ElementTree.fromstring(archive.read("docProps/core.xml"))
    except ElementTree.ParseError:
        return ""
    return (root.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()
