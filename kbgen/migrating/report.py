"""Tells a person what moves, what is left out, and what there is to decide."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.migrating.model import MigrationNote
from kbgen.migrating.plan import MigrationPlan
from kbgen.model.addresses import ARROW


def to_text(plan: MigrationPlan, is_dry: bool) -> str:
    """Return the files that move (in a dry run), what to decide, and a line that counts."""
    lines = [f"{old} → {new}" for old, new in plan.moves] if is_dry else []
    lines += [""] if lines else []
    if plan.open_notes:
        lines += ["To decide:", *(f"  {line}" for line in _grouped(plan.open_notes)), ""]
    pages = {page.page_id for page in plan.site.pages}
    langs = ", ".join(one.lang for one in plan.site.languages)
    left = len(plan.notes) - len(plan.open_notes)
    counts = f"{len(pages)} pages in {langs}, {len(plan.site.assets)} other files"
    counts += f", {len(plan.addresses)} old addresses lead on"
    counts += f"; {len(plan.open_notes)} to decide, {left} left out (see migration.md)"
    return "\n".join([*lines, f"{counts}{' (nothing was written)' if is_dry else ''}."])


_MOST_PLACES = 3


def _grouped(notes: list[MigrationNote]) -> Iterator[str]:
    """Yield a line for each kind of note, with its first places."""
    by_what: dict[str, list[MigrationNote]] = {}
    for note in notes:
        by_what.setdefault(note.what, []).append(note)
    for what, same in by_what.items():
        places = ", ".join(f"{note.path}:{note.line}" for note in same[:_MOST_PLACES])
        more = f" and {len(same) - _MOST_PLACES} more" if len(same) > _MOST_PLACES else ""
        text = f": {_short(same[0].text)}" if same[0].text and len(same) == 1 else ""
        yield f"{places}{more}: {what}{text}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else f"{line[:99]}…"


def to_markdown(plan: MigrationPlan) -> str:
    """Return the whole report: every text of the old project that is on no page stands in it."""
    site = plan.site
    lines = [f"# Moved from {site.generator}", ""]
    lines += ["What `kbgen migrate` could not decide, and what it has left out. Delete this file"]
    lines += ["when nothing in it is of use any more.", ""]
    for title, notes in (
        ("To decide", plan.open_notes),
        ("Left out", [note for note in plan.notes if not note.is_open]),
    ):
        if notes:
            lines += [f"## {title}", ""]
            for note in notes:
                lines += _entry(note)
            lines.append("")
    if plan.addresses:
        lines += ["## Old addresses that lead on", ""]
        lines += [f"- `{one.address}` {ARROW} `{one.target}`" for one in plan.addresses]
        lines.append("")
    lines += ["## Files", "", *(f"- `{old}` {ARROW} `{new}`" for old, new in plan.moves), ""]
    return "\n".join(lines)


def _entry(note: MigrationNote) -> Iterator[str]:
    yield f"- `{note.path}:{note.line}`: {note.what}"
    if not note.text.strip():
        return
    if "\n" not in note.text.strip() and "`" not in note.text:
        yield f"  `{note.text.strip()}`"
        return
    ticks = "`" * max(3, _longest_ticks(note.text) + 1)
    yield ""
    yield f"    {ticks}text"
    yield from (f"    {line}" for line in note.text.strip("\n").split("\n"))
    yield f"    {ticks}"
    yield ""


def _longest_ticks(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest
