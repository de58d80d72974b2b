"""Documents as companies have them, and what an import made of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from kbgen.importing.blocks import fold, words
from tests.sites import Project

SAMPLES = Path(__file__).parent / "samples" / "import"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>"""
_PARTS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{_REL}/numbering" Target="numbering.xml"/></Relationships>"""
_STYLES = f"""<?xml version="1.0"?><w:styles {_W}>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
_NUMBERING = f"""<?xml version="1.0"?><w:numbering {_W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
_NAMES = {"title": "Title", "h1": "Heading1", "h2": "Heading2", "toc": "TOC1"}


def docx(
    *paragraphs: str,
    header: str = "",
    comment: str = "",
    extra: bytes = b"",
    parts: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a Word file. A paragraph may start with `title|`, `h1|`, `-|`, `1|`, `b|`, `t|a|b`.

    One that starts with `xml|` is written as it is; `parts` are further files of the archive.
    """
    written = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/document.xml": f'<?xml version="1.0"?><w:document {_W} {_MORE}><w:body>{"".join(_body(paragraphs))}</w:body></w:document>',
    }
    if header:
        written["word/header1.xml"] = (
            f'<?xml version="1.0"?><w:hdr {_W}>{_paragraph(header)}</w:hdr>'
        )
    if comment:
        written["word/comments.xml"] = (
            f'<?xml version="1.0"?><w:comments {_W}><w:comment w:id="0">{_paragraph(comment)}</w:comment></w:comments>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (written | dict(parts)).items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
        if extra:
            archive.writestr(zipfile.ZipInfo("word/media/image1.png", (2026, 1, 1, 0, 0, 0)), extra)
    return out.getvalue()


def _body(paragraphs: Sequence[str]) -> Iterator[str]:
    rows: list[str] = []
    for paragraph in [*paragraphs, ""]:
        if paragraph.startswith("t|"):
            cells = "".join(f"<w:tc>{_paragraph(c)}</w:tc>" for c in paragraph[2:].split("|"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            yield f"<w:tbl>{''.join(rows)}</w:tbl>"
            rows = []
        yield paragraph[4:] if paragraph.startswith("xml|") else _paragraph(paragraph)


def _paragraph(text: str) -> str:
    style, bar, wording = text.partition("|")
    if not bar:
        style, wording = "", text
    if style in _NAMES:
        how = f'<w:pPr><w:pStyle w:val="{_NAMES[style]}"/></w:pPr>'
    elif style in ("-", "1"):
        number = 1 if style == "-" else 2
        how = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    else:
        how = ""
    bold = "<w:rPr><w:b/></w:rPr>" if style == "b" else ""
    run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(wording)}</w:t></w:r>' if wording else ""
    return f"<w:p>{how}{run}</w:p>"


@dataclass(frozen=True)
class Imported:
    """The output of `kbgen import --format json`, and the pages that it wrote."""

    report: dict[str, Any]
    root: Path
    exit_code: int

    def file(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(
            f for f in self.report["files"] if Path(f["file"]).name == name
        )
        return found

    def page(self, name: str, number: int = 0) -> dict[str, Any]:
        file = self.file(name)
        assert not file["problem"], file["problem"]
        found: dict[str, Any] = file["pages"][number]
        return found

    def text(self, page: dict[str, Any]) -> str:
        file: Path = self.root / page["path"]
        return file.read_text("utf-8")

    def fields(self, page: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(self.text(page).split("---\n")[1])
        return found

    def body(self, page: dict[str, Any]) -> str:
        return self.text(page).split("---\n", 2)[2]

    def headings(self, page: dict[str, Any]) -> list[str]:
        return re.findall(r"^#{2,6} (.*?) \{#[\w-]+\}$", self.body(page), re.M)

    def pairs(self, sure: bool = True) -> list[list[str]]:
        return [
            sorted(Path(name).name for name in pair["files"])
            for pair in self.report["pairs"]
            if pair["sure"] is sure
        ]


def import_into(project: Project, *args: str) -> Imported:
    """Run `kbgen import … --format json`."""
    result = project.run("import", *args, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return Imported(json.loads(result.stdout), project.root, result.exit_code)


def words_shown(text: str) -> Counter[str]:
    """Count the words of a text that hold a letter, however they are written."""
    return Counter(w for w in words(fold(text)) if re.search(r"[^\W\d]", w))


def words_of_html(html: str) -> Counter[str]:
    """Count the words of an HTML file: its text, title, comments and alternative texts."""
    html = re.sub(r"<!DOCTYPE[^>]*>|<(script|style)\b.*?</\1>", "", html, flags=re.S | re.I)
    alternatives = " ".join(re.findall(r'alt="([^"]*)"', html, re.I))
    html = re.sub(r"<!--|-->", " ", html)
    return words_shown(unescape(re.sub(r"<[^<>]*>", " ", html)) + " " + alternatives)


def words_of_page(imported: Imported, page: dict[str, Any]) -> Counter[str]:
    """Count the words that a page shows: its body as rendered, title and questions."""
    body = re.sub(r"\{#[\w-]+\}", "", imported.body(page))
    body = re.sub(r"\]\(<[^>]*>\)", "]", body)
    body = unescape(re.sub(r"\\(?=[\\`*_{}\[\]()#+.!|-])", "", body)).replace("<!-- -->", "")
    fields = imported.fields(page)
    is_own = not any(
        "stands in for it" in d["message"] or "stand in" in d["message"] for d in page["decisions"]
    )
    shown = words_shown(body)
    if is_own:
        shown += words_shown(page["title"])
    return shown + words_shown(" ".join(fields.get("text", {}).values()))


def words_removed(page: dict[str, Any]) -> Counter[str]:
    return words_shown(" ".join(one["text"] for one in page["removed"]))
