"""What became of the files of translators, as text and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kbgen.model.finding import first_of
from kbgen.translations.exchange.incoming import ExchangeReport, Incoming, name_of
from kbgen.translations.exchange.validation import Outcome, Verdict

_VERDICTS: dict[Verdict, str] = {
    "taken": "taken",
    "confirmed": "confirmed",
    "unchanged": "unchanged",
    "unfinished": "unfinished",
    "outdated": "for another source",
    "refused": "refused",
}
_BY_ITSELF = (
    "Checked by the file alone. Whether the site still has these texts, is told where it is: "
    "kbgen translate in FILE --dry-run"
)
_EXPLAINED: tuple[Verdict, ...] = ("refused", "outdated", "unfinished")


def to_text(incoming: Incoming, is_dry: bool) -> str:
    """Return what became of each file, and each row that was not taken, with the reason."""
    lines = [line for report in incoming.reports for line in _lines(report)]
    pages = [file for file in incoming.files if file.addresses]
    for file in pages:
        texts = "text of it is" if file.left == 1 else "texts of it are"
        left = f"; {file.left} {texts} not translated yet" if file.left else ""
        lines.append(f"{'would change' if is_dry else 'changed'} {file.path}{left}")
    if incoming.unrecorded:
        named = first_of(incoming.unrecorded)
        lines.append(f"no record says what {named} was translated from; run: kbgen translate stamp")
    return "\n".join(lines)


def file_text(report: ExchangeReport) -> str:
    """Return what a check of one file found, and what it cannot find without the site."""
    lines = [*_lines(report, {**_VERDICTS, "taken": "right", "unchanged": "as sent"})]
    if report.outcomes:
        if left := sum(1 for one in report.outcomes if _is_left(one)):
            lines.append(f"{left} of those as sent are not translated yet")
        lines.append(_BY_ITSELF)
    return "\n".join(lines)


def _is_left(one: Outcome) -> bool:
    return one.verdict == "unchanged" and not one.translation


def _lines(report: ExchangeReport, verdicts: Mapping[Verdict, str] = _VERDICTS) -> Iterator[str]:
    if report.problem:
        yield f"{report.name}: {report.problem}"
        return
    if report.units:
        several = "" if len(report.units) == 1 else "s"
        yield f"{report.name}: {len(report.units)} translation{several} to suggest"
        return
    counts = report.counts
    shown = [f"{counts[one]} {words}" for one, words in verdicts.items() if counts[one]]
    yield f"{report.name}: {name_of(report.lang)}: {', '.join(shown) or 'no translations'}"
    yield from (f"  {one}" for one in report.unread)
    for one in report.outcomes:
        if one.verdict in _EXPLAINED:
            yield f"  {one.where}: {one.address or '(no address)'}: {one.message} [{one.reason}]"
            yield from _texts(one)
        elif one.doubt:
            yield f"  {one.where}: {one.address}: look at it again: {one.doubt}"


def _texts(one: Outcome) -> Iterator[str]:
    """Yield what would be lost if the file were: a translation for a source of another day."""
    if one.verdict == "outdated":
        yield f"    source: {' '.join(one.source.split())}"
        yield f"    translation: {' '.join(one.translation.split())}"


def to_data(incoming: Incoming) -> dict[str, Any]:
    """Return the same as plain data, with every row."""
    return {
        "files": [file_data(report) for report in incoming.reports],
        "changed": [file.path for file in incoming.files],
        "unrecorded": list(incoming.unrecorded),
        "findings": [
            {"code": one.code, "path": one.span.path, "line": one.span.line, "message": one.message}
            for one in incoming.findings
        ],
    }


def file_data(report: ExchangeReport) -> dict[str, Any]:
    """Return what became of a file as plain data."""
    return {
        "file": report.name,
        "lang": report.lang,
        "problem": report.problem,
        "unread": list(report.unread),
        "suggestions": len(report.units),
        "rows": [
            {
                "address": one.address,
                "where": one.where,
                "verdict": one.verdict,
                "reason": one.reason,
                "message": one.message,
                "doubt": one.doubt,
                "translation": one.translation,
            }
            for one in report.outcomes
        ],
        "counts": dict(Counter(one.verdict for one in report.outcomes)),
    }
