"""Bytes on disk → text, or a finding that says what is wrong with the file."""

from __future__ import annotations

import re
from pathlib import Path

from kbgen.model.finding import Finding, Span, error

LARGEST = 1024 * 1024
STRANGE = "\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef"
"""Besides control characters, the noncharacters that mark rendered facts."""
_STRANGE = re.compile(f"[{STRANGE}]")
BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read_text(file: Path, path: str) -> tuple[str, list[Finding]]:
    """Read a UTF-8 file; on any problem the text is empty and the findings say why.

    Line ends become `\\n` and a UTF-8 byte order mark is dropped: both are harmless.
    """
    data, problems = read_data(file, path)
    return ("", problems) if problems else decode(data, path)


def read_data(file: Path, path: str) -> tuple[bytes, list[Finding]]:
    """Read a file of a size that a text may have."""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            return b"", [
                error(
                    "KB101",
                    Span(path),
                    f"the file is {size / 1024 / 1024:.1f} MB; a page may be at most 1 MB",
                    "split it into several pages",
                )
            ]
        return file.read_bytes(), []
    except OSError as problem:
        return b"", [_unreadable(path, problem)]


def _unreadable(path: str, problem: OSError) -> Finding:
    if "symbolic links" in str(problem.strerror):
        return error("KB101", Span(path), "this link leads back to itself", "remove the link")
    reason = (problem.strerror or str(problem)).lower()
    hint = "check its permissions, or where the link leads"
    return error("KB101", Span(path), f"cannot read the file: {reason}", hint)


def decode(data: bytes, path: str) -> tuple[str, list[Finding]]:
    """Return the text of a UTF-8 file, as `read_text` does."""
    for bom, name in BOMS.items():
        if data.startswith(bom):
            return "", [
                error("KB101", Span(path), f"the file is {name}, not UTF-8", "save it as UTF-8")
            ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
        return "", [
            error("KB101", Span(path, line, column), "this is not UTF-8", "save the file as UTF-8")
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Besides NUL, the noncharacters that mark rendered facts must not come from outside.
    if strange := _STRANGE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        column = strange.start() - (text.rfind("\n", 0, strange.start()) + 1) + 1
        what = f"a control character (U+{ord(strange.group()):04X}) stands here"
        return "", [error("KB101", Span(path, line, column), what, "delete it")]
    return text, []
