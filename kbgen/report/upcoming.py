"""Announces the day on which a site has to be built again, and the reason."""

from __future__ import annotations

import json
from itertools import takewhile

MOST = 3
_LABELS = {
    "starts": " starts",
    "ends": " is over",
    "effective": " takes effect",
    "updated": " counts as updated",
    "unmarked": " is no news any more",
}


def next_build(data: bytes) -> str:
    """Return one line from the content of api/upcoming.json; "" if it lists no change.

    >>> next_build(b'{"changes": [{"day": "2026-12-01", "what": "fee", "where": "riyadh"}]}')
    'Build again on 2026-12-01: fee at riyadh'
    """
    changes = json.loads(data)["changes"]
    if not changes:
        return ""
    day = changes[0]["day"]
    names = [_line(change) for change in takewhile(lambda change: change["day"] == day, changes)]
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"Build again on {day}: {'; '.join(names[:MOST])}{more}"


def _line(change: dict[str, str]) -> str:
    where = f" at {change['where']}" if "where" in change else ""
    return f"{change['what']}{where}{_LABELS.get(change.get('change', ''), '')}"
