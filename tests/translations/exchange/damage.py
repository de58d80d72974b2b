"""What goes wrong with files for translators: in texts, in the order of rows, in whole files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import polib
from lxml import etree

Damage = Callable[[bytes, Random], bytes]
Texts = Callable[[str], str]


def _sub(pattern: str, by: str) -> Texts:
    return lambda text: re.sub(pattern, by, text, count=1)


IN_TEXTS: dict[str, Texts] = {
    "fact dropped": _sub(r" ?\{\{[^{}]*\}\}", ""),
    "fact twice": _sub(r"(\{\{[^{}]*\}\})", r"\1 \1"),
    "fact of another name": _sub(r"\{\{[^{}]*\}\}", "{{ other.fact }}"),
    "fact with a filter": _sub(r"\{\{ ([\w.]+) \}\}", r"{{ \1 | number }}"),
    "value beside its fact": _sub(r"(\{\{[^{}]*\}\})", r"\1 (25 درہم)"),
    "facts exchanged": _sub(r"(\{\{[^{}]*\}\})(.*?)(\{\{[^{}]*\}\})", r"\3\2\1"),
    "marks crossed": _sub(r"\[([^\[\]]*)\]\(", r"**[\1**]("),
    "value by hand": _sub(r"\{\{[^{}]*\}\}", "25"),
    "fact in capitals": lambda text: re.sub(
        r"\{\{[^{}]*\}\}", lambda m: m[0].upper(), text, count=1
    ),
    "brace lost": _sub(r"\}\}", "}"),
    "braces apart": _sub(r"\{\{", "{ {"),
    "fact translated": _sub(r"\{\{[^{}]*\}\}", "{{ فیس }}"),
    "fact not wanted": lambda text: f"{text} {{{{ refund.time }}}}",
    "link dropped": _sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1"),
    "link elsewhere": _sub(r"\]\([^()]*\)", "](other.md)"),
    "link broken": _sub(r"\]\(", "] ("),
    "link not wanted": lambda text: f"{text} [یہاں](https://example.com)",
    "bold open": lambda text: f"**{text}",
    "emphasis open": lambda text: f"{text} *یہ",
    "mark lost": _sub(r"\*\*?", ""),
    "backtick lost": _sub("`", ""),
    "code translated": _sub("`[^`]*`", "`کوڈ`"),
    "tag not wanted": lambda text: f"<b>{text}</b>",
    "tag open": lambda text: f"{text}<span>",
    "comment open": lambda text: f"{text} <!-- نوٹ",
    "blank line": lambda text: f"{text}\n\nدوسرا پیرا۔",
    "heading": lambda text: f"## {text}",
    "list": lambda text: f"- {text}",
    "list below": lambda text: f"{text}\n\n- ایک\n- دو",
    "quotation": lambda text: f"> {text}",
    "fence": lambda text: f"```\n{text}",
    "cell": lambda text: f"{text} | {text}",
    "quotation mark": lambda text: f'{text}"',
    "empty": lambda _: "",
    "spaces": lambda _: " \n ",
    "words": lambda text: f"{text} اور یہ بھی۔",
    "spaces doubled": lambda text: text.replace(" ", "  "),
    "spaces unbroken": lambda text: text.replace(" ", "\u00a0"),
    "invisible marks": lambda text: f"\u200f{text}\u200f",
    "isolates": lambda text: f"\u2067{text}\u2069",
    "letters lost": lambda text: re.sub(r"\w", "?", text, count=3) + "\ufffd",
    "line separator": lambda text: f"{text}\u2028{text}",
    "another language": lambda _: "This was never translated by anybody.",
    "another script": lambda _: "यह तो किसी और भाषा में लिखा है।",
    "wrong encoding": lambda text: text.encode("utf-8").decode("latin-1"),
    "letters decomposed": lambda text: text.replace("ئ", "ئ"),
    "colon": lambda text: f"اہم: {text} #1",
    "smart quotes": lambda text: f"“{text}”",
    "template": lambda text: f"{text} {{% raw %}}",
    "attributes": lambda text: f"{text}{{#other}}",
    "equals": lambda text: f"={text}",
    "line ends": lambda text: f"{text}\r\nاور",
    "long": lambda text: f"{text} " + "لفظ " * 2000,
}


# PO


def _po(data: bytes) -> polib.POFile:
    return polib.pofile(data.decode())


def _saved(file: polib.POFile) -> bytes:
    return f"{file}\n".encode()


def po_texts(change: Texts) -> Damage:
    """Change the texts of a few entries, as a translator does who calls them done."""

    def damage(data: bytes, rng: Random) -> bytes:
        file = _po(data)
        for entry in rng.sample([*file], 6):
            entry.msgstr = change(entry.msgstr or entry.msgid)
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        return _saved(file)

    return damage


def _reordered(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    rng.shuffle(file)
    return _saved(file)


def _deleted(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    for entry in rng.sample([*file], 8):
        file.remove(entry)
    return _saved(file)


def _swapped(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    one, other = rng.sample([*file], 2)
    one.msgstr, other.msgstr = other.msgstr, one.msgstr
    return _saved(file)


def _twice(data: bytes, rng: Random) -> bytes:
    entries = data.decode().strip().split("\n\n")
    return "\n\n".join([*entries, rng.choice(entries[1:])]).encode()


def _twice_differently(data: bytes, rng: Random) -> bytes:
    entries = data.decode().strip().split("\n\n")
    again = re.sub(r'msgstr "', 'msgstr "نیا ', rng.choice(entries[1:]))
    return "\n\n".join([*entries, again]).encode()


def _renamed(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    for entry in rng.sample([*file], 3):
        entry.msgctxt = f"{entry.msgctxt}9"
    return _saved(file)


def _other_source(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    for entry in rng.sample([*file], 3):
        entry.msgid += " More."
        entry.msgstr += " مزید۔"
    return _saved(file)


def _nameless(data: bytes, rng: Random) -> bytes:
    file = _po(data)
    for entry in rng.sample([*file], 3):
        entry.msgctxt = None
    return _saved(file)


def _without_language(data: bytes, _rng: Random) -> bytes:
    return data.replace(b'"Language: ur\\n"\n', b"")


def _in_language(lang: bytes) -> Damage:
    return lambda data, _rng: data.replace(b'"Language: ur', b'"Language: ' + lang)


def _without_header(data: bytes, _rng: Random) -> bytes:
    return data.split(b"\n\n", 1)[1]


def _quote_missing(data: bytes, rng: Random) -> bytes:
    lines = data.split(b"\n")
    number = rng.choice([n for n, line in enumerate(lines) if line.endswith(b'"') and n > 15])
    lines[number] = lines[number][:-1]
    return b"\n".join(lines)


def _keyword_missing(data: bytes, rng: Random) -> bytes:
    places = [m.start() for m in re.finditer(rb"^msgstr", data, re.M)]
    at = rng.choice(places[1:])
    return data[:at] + data[at:].replace(b"msgstr", b"msgsr", 1)


def _conflict(data: bytes, rng: Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(16, len(lines))
    mark = [b"<<<<<<< HEAD", b"=======", b">>>>>>> other"]
    return b"\n".join([*lines[:at], *mark, *lines[at:]])


IN_PO: dict[str, Damage] = {
    **{name: po_texts(change) for name, change in IN_TEXTS.items()},
    "rows reordered": _reordered,
    "rows deleted": _deleted,
    "translations swapped": _swapped,
    "a row twice": _twice,
    "a row twice, differently": _twice_differently,
    "addresses changed": _renamed,
    "sources changed": _other_source,
    "addresses lost": _nameless,
    "language lost": _without_language,
    "language unknown": _in_language(b"xx"),
    "language of another folder": _in_language(b"ar"),
    "language with a country": _in_language(b"ur_PK"),
    "header lost": _without_header,
    "a quotation mark lost": _quote_missing,
    "a keyword lost": _keyword_missing,
    "merge conflict": _conflict,
}


# Spreadsheets


def _book(data: bytes) -> tuple[Any, Any]:
    book = openpyxl.load_workbook(BytesIO(data))
    return book, book.active


def _as_bytes(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(change: Callable[[Any, Random], None], count: int = 4) -> Damage:
    def damage(data: bytes, rng: Random) -> bytes:
        book, sheet = _book(data)
        for number in rng.sample(range(2, sheet.max_row + 1), count):
            change(sheet.cell(number, 5), rng)
        return _as_bytes(book)

    return damage


def _value(value: Any) -> Callable[[Any, Random], None]:
    def change(cell: Any, _rng: Random) -> None:
        cell.value = value

    return change


def xlsx_texts(text: Texts) -> Damage:
    def change(cell: Any, _rng: Random) -> None:
        new = text(str(cell.value or ""))
        cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", new)[:32000]

    return _cells(change, 6)


def _merged(data: bytes, rng: Random) -> bytes:
    book, sheet = _book(data)
    at = rng.randrange(2, sheet.max_row)
    sheet.merge_cells(f"E{at}:E{at + 1}")
    return _as_bytes(book)


def _merged_across(data: bytes, rng: Random) -> bytes:
    book, sheet = _book(data)
    at = rng.randrange(2, sheet.max_row)
    sheet.merge_cells(f"D{at}:E{at}")
    return _as_bytes(book)


def _column_added(data: bytes, rng: Random) -> bytes:
    book, sheet = _book(data)
    sheet.insert_cols(rng.randrange(1, 6))
    return _as_bytes(book)


def _row_added(data: bytes, _rng: Random) -> bytes:
    book, sheet = _book(data)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Translations"
    return _as_bytes(book)


def _rows_deleted(data: bytes, rng: Random) -> bytes:
    book, sheet = _book(data)
    sheet.delete_rows(rng.randrange(2, sheet.max_row), 3)
    return _as_bytes(book)


def _sorted(data: bytes, rng: Random) -> bytes:
    book, sheet = _book(data)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rng.shuffle(rows)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    return _as_bytes(book)


def _sorted_alone(data: bytes, _rng: Random) -> bytes:
    """Sort the column of the translations without the others."""
    book, sheet = _book(data)
    values = [sheet.cell(number, 5).value for number in range(2, sheet.max_row + 1)]
    values.sort(key=str)
    for number, value in enumerate(values, 2):
        sheet.cell(number, 5).value = value
    return _as_bytes(book)


def _headless(data: bytes, _rng: Random) -> bytes:
    book, sheet = _book(data)
    sheet.delete_rows(1)
    return _as_bytes(book)


def _other_sheet(data: bytes, _rng: Random) -> bytes:
    book, _ = _book(data)
    book.create_sheet("notes", 0)["A1"] = "Please check"
    return _as_bytes(book)


def _renamed_sheet(data: bytes, _rng: Random) -> bytes:
    book, sheet = _book(data)
    sheet.title = "Sheet 1"
    return _as_bytes(book)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _parts(change: Callable[[dict[str, bytes]], None]) -> Damage:
    def damage(data: bytes, _rng: Random) -> bytes:
        parts = parts_of(data)
        change(parts)
        return packed(parts)

    return damage


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def shared(parts: dict[str, bytes]) -> None:
    """Write the strings into a part of their own, as Excel and LibreOffice do.

    The sheet has a prefix and no styles, and each string a phonetic reading and several runs.
    """
    sheet = etree.fromstring(parts[SHEET])
    strings = etree.Element(f"{{{MAIN}}}sst", nsmap={None: MAIN})
    for cell in sheet.iterfind(f".//{{{MAIN}}}c"):
        cell.attrib.pop("s", None)
        inner = cell.find(f"{{{MAIN}}}is")
        if inner is None:
            continue
        cell.set("t", "s")
        cell.remove(inner)
        etree.SubElement(cell, f"{{{MAIN}}}v").text = str(len(strings))
        strings.append(_in_runs("".join(inner.itertext())))
    text = etree.tostring(sheet).decode()
    text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")
    parts[SHEET] = text.encode()
    parts[STRINGS] = etree.tostring(strings, xml_declaration=True, encoding="UTF-8")
    for name, end, element in (
        (
            "[Content_Types].xml",
            b"</Types>",
            f'<Override PartName="/{STRINGS}" ContentType="{CONTENT}"/>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{RELATION}" Target="sharedStrings.xml"/>',
        ),
    ):
        if b"sharedStrings" not in parts[name]:
            parts[name] = parts[name].replace(end, element.encode() + end)


def _in_runs(text: str) -> etree._Element:
    item = etree.Element(f"{{{MAIN}}}si")
    half = len(text) // 2
    for part in (text[:half], text[half:]):
        run = etree.SubElement(item, f"{{{MAIN}}}r")
        inner = etree.SubElement(run, f"{{{MAIN}}}t")
        inner.text = part
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    reading = etree.SubElement(item, f"{{{MAIN}}}rPh", {"sb": "0", "eb": "1"})
    etree.SubElement(reading, f"{{{MAIN}}}t").text = "reading"
    return item


def _without(name: str) -> Damage:
    def damage(data: bytes, _rng: Random) -> bytes:
        return packed({key: part for key, part in parts_of(data).items() if key != name})

    return damage


def _doctype(text: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = re.sub(rb"^(<\?xml[^>]*\?>)?", text, parts[SHEET], count=1)

    return change


def _bomb(parts: dict[str, bytes]) -> None:
    parts["xl/media/image1.xml"] = b" " * (80 * 1024 * 1024)


XXE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

IN_XLSX: dict[str, Damage] = {
    **{name: xlsx_texts(change) for name, change in IN_TEXTS.items()},
    "dates": _cells(_value(datetime(2026, 11, 2))),
    "numbers": _cells(_value(7.5)),
    "truths": _cells(_value(True)),
    "formulas": _cells(_value("=SUM(A1:A2)")),
    "errors": _cells(_value("#N/A")),
    "cells emptied": _cells(_value(None)),
    "cells merged": _merged,
    "cells merged across": _merged_across,
    "a column added": _column_added,
    "rows above": _row_added,
    "rows deleted": _rows_deleted,
    "rows sorted": _sorted,
    "one column sorted": _sorted_alone,
    "header lost": _headless,
    "another sheet": _other_sheet,
    "sheet renamed": _renamed_sheet,
    "strings in a part of their own": _parts(shared),
    "entity of a file": _parts(_doctype(XXE)),
    "entities without end": _parts(_doctype(LAUGHS)),
    "too large unpacked": _parts(_bomb),
    "a part lost": _without(SHEET),
    "no workbook": _without("xl/workbook.xml"),
    "properties lost": _without("docProps/core.xml"),
}


# XLIFF


def _tree(change: Callable[[etree._Element, Random], None], count: int = 4) -> Damage:
    """Change a few targets."""

    def damage(data: bytes, rng: Random) -> bytes:
        root = etree.fromstring(data)
        targets = [one for one in root.iter() if etree.QName(one).localname == "target"]
        for target in rng.sample(targets, count):
            change(target, rng)
        changed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return changed

    return damage


def _placeholders_missing(target: etree._Element, _rng: Random) -> None:
    for child in [*target]:
        target.remove(child)


def _placeholders_turned(target: etree._Element, _rng: Random) -> None:
    children = [*target]
    for child in children:
        child.tail = ""
    target[:] = children[::-1]


def _emptied(target: etree._Element, rng: Random) -> None:
    _placeholders_missing(target, rng)
    target.text = None


def _removed(target: etree._Element, _rng: Random) -> None:
    target.getparent().remove(target)


def _flattened(target: etree._Element, rng: Random) -> None:
    text = "".join(target.itertext())
    _placeholders_missing(target, rng)
    target.text = f"{text} اور"


def _changed(target: etree._Element, _rng: Random) -> None:
    last = target[-1] if len(target) else None
    if last is None:
        target.text = f"{target.text} اور"
    else:
        last.tail = f"{last.tail or ''} اور"


def _marked(target: etree._Element, _rng: Random) -> None:
    """Put all into a marked part, as programs do that remember where a term is."""
    mark = etree.Element(f"{{{etree.QName(target).namespace}}}mrk", {"id": "m9", "mtype": "seg"})
    mark.text, target.text = target.text, None
    mark.extend([*target])
    target.append(mark)


def _entities(doctype: bytes) -> Damage:
    def damage(data: bytes, _rng: Random) -> bytes:
        head, rest = data.split(b"?>", 1)
        return (
            head
            + b"?>"
            + doctype
            + rest.replace(b"<target ", b"&a;<target ").replace(b"<target>", b"<target>&a;")
        )

    return damage


def _prefixed(data: bytes, _rng: Random) -> bytes:
    root = etree.fromstring(data)
    space = etree.QName(root).namespace
    text = etree.tostring(root).decode()
    text = re.sub(r"<(/?)(?!/|mtc:)(\w)", r"<\1y:\2", text)
    return text.replace(f'xmlns="{space}"', f'xmlns:y="{space}"').encode()


IN_XLIFF: dict[str, Damage] = {
    "placeholders lost": _tree(_placeholders_missing),
    "placeholders turned round": _tree(_placeholders_turned),
    "targets emptied": _tree(_emptied),
    "targets removed": _tree(_removed),
    "placeholders as text": _tree(_flattened),
    "targets changed": _tree(_changed),
    "targets marked": _tree(_marked),
    "entity of a file": _entities(XXE),
    "entities without end": _entities(LAUGHS),
    "namespace with a prefix": _prefixed,
    "language lost": lambda data, _rng: re.sub(rb' (?:target-language|trgLang)="[^"]*"', b"", data),
    "a tag open": lambda data, _rng: data.replace(b"</target>", b"", 1),
}


# Any file


def _truncated(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _flipped(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randrange(1, 12)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _lines_missing(data: bytes, rng: Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(min(4, len(lines) - 1)):
        lines.pop(rng.randrange(len(lines)))
    return b"\n".join(lines)


def _encoded(name: str) -> Damage:
    return lambda data, _rng: data.decode().encode(name, errors="replace")


IN_TEXT_FILES: dict[str, Damage] = {
    "line ends of Windows": lambda data, _rng: data.replace(b"\n", b"\r\n"),
    "line ends of old Macs": lambda data, _rng: data.replace(b"\n", b"\r"),
    "byte order mark": lambda data, _rng: b"\xef\xbb\xbf" + data,
    "UTF-16": _encoded("utf-16"),
    "UTF-16, big end first": lambda data, _rng: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "another code page": _encoded("cp1256"),
    "another code page, named": lambda data, _rng: (
        data.decode().replace("UTF-8", "windows-1256").encode("cp1256", errors="replace")
    ),
    "lines lost": _lines_missing,
    "null characters": lambda data, _rng: data.replace(b" ", b"\0", 3),
}
IN_ANY: dict[str, Damage] = {
    "truncated": _truncated,
    "bytes changed": _flipped,
    "empty": lambda _data, _rng: b"",
    "something else": lambda _data, rng: rng.randbytes(500),
}
KINDS: dict[str, dict[str, Damage]] = {
    "po": {**IN_PO, **IN_TEXT_FILES, **IN_ANY},
    "xlsx": {**IN_XLSX, **IN_ANY},
    "xliff": {**IN_XLIFF, **IN_TEXT_FILES, **IN_ANY},
    "xliff2": {**IN_XLIFF, **IN_TEXT_FILES, **IN_ANY},
}
"""Format → what goes wrong with files of it."""
