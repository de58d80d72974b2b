"""What a baseline has set aside, in a line."""

from __future__ import annotations

from kbgen.model.baseline import BaselineUse


def baseline_text(use: BaselineUse) -> str:
    """Return how many findings are not shown, and how many of the baseline are gone.

    >>> baseline_text(BaselineUse("old.json", 1))
    '1 finding of the baseline old.json is not shown'
    """
    text = f"{_counted(use.hidden)} of the baseline {use.path} {_are(use.hidden)} not shown"
    if use.gone:
        more = f"{_counted(use.gone)} of it {_are(use.gone)} gone"
        return f"{text}; {more}: take them out with kbgen check --update-baseline"
    return text


def written_text(path: str, count: int) -> str:
    """Return what was written, and what to do with it."""
    what = f"{_counted(count)} {_are(count)} set aside in {path}"
    return f"{what}: commit it, and builds respect it with checks: {{baseline: {path}}}"


def _counted(count: int) -> str:
    return f"{count} finding{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
