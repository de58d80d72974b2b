"""Files that have a host or a CI build, verify and publish a site: after each push and each night.

Their text stands in kbgen/workflows; what differs by site stands there between percent signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kbgen import __version__
from kbgen.resources import folder

_ON_GITHUB = ".github/workflows/help.yml"
_ON_GITLAB = ".gitlab-ci.yml"
REQUIREMENTS = "requirements.txt"
WORKFLOWS: Mapping[str, Mapping[str, str]] = {
    "github-pages": {_ON_GITHUB: "github-pages.yml"},
    "github-server": {_ON_GITHUB: "github-server.yml"},
    "gitlab-pages": {_ON_GITLAB: "gitlab-pages.yml"},
    "gitlab-server": {_ON_GITLAB: "gitlab-server.yml"},
    "netlify": {"netlify.toml": "netlify.toml", _ON_GITHUB: "netlify-days.yml"},
    "cloudflare": {_ON_GITHUB: "cloudflare.yml"},
    "server": {"publish.sh": "publish.sh"},
}
"""Where a site is published, and by what → paths in a project → the files of kbgen/workflows."""
PROGRAMS = ("publish.sh",)
"""Those that are run."""
_PARTS = {"on": "github-on.yml", "steps": "github-steps.yml", "job": "gitlab-job.yml"}
_AFTER_MIDNIGHT = timedelta(minutes=17)
"""Schedulers are busiest on the hour, and then late."""
_NAME = re.compile(r"%([a-z]+)%")


@dataclass(frozen=True)
class WorkflowValues:
    """What differs by site: the IANA time zone in which its days begin, "" if none is known, and
    the folder of the built site, below that of mkdocs.yml. `now` is a moment of the year for which
    the time of the night is computed.
    """

    zone: str
    site_dir: str
    now: datetime


def workflow_files(name: str, values: WorkflowValues) -> dict[str, str]:
    """Return path → text of the files for one of WORKFLOWS, without requirements.txt."""
    zone = values.zone or "UTC"
    filled = {
        "zone": zone,
        "site": values.site_dir,
        "cron": nightly(zone, values.now),
    }
    parts = {part: _fill(_read(file), filled).removesuffix("\n") for part, file in _PARTS.items()}
    return {path: _fill(_read(file), filled | parts) for path, file in WORKFLOWS[name].items()}


def requirements() -> str:
    """Return requirements.txt, with this version of kbgen."""
    return _fill(_read(REQUIREMENTS), {"version": __version__})


def last_zone(zones: Iterable[str], now: datetime) -> str:
    """Return the time zone in which a day begins last; "" if there is none.

    >>> last_zone(["Asia/Riyadh", "", "Asia/Dubai"], datetime(2026, 12, 1))
    'Asia/Riyadh'
    """
    named = sorted({zone for zone in zones if zone})
    return min(named, key=lambda zone: _offset(zone, now), default="")


def nightly(zone: str, now: datetime) -> str:
    """Return when a night's build begins, in cron's words, in UTC: after midnight all year.

    Where clocks are changed, it is an hour later in summer.

    >>> nightly("Asia/Dubai", datetime(2026, 12, 1)), nightly("Europe/London", datetime(2026, 7, 1))
    ('17 20 * * *', '17 0 * * *')
    """
    offset = min(_offset(zone, datetime(now.year, month, 15)) for month in range(1, 13))
    begins = (_AFTER_MIDNIGHT - offset) % timedelta(days=1)
    hour, minute = divmod(begins // timedelta(minutes=1), 60)
    return f"{minute} {hour} * * *"


def _offset(zone: str, moment: datetime) -> timedelta:
    return moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()


def _read(name: str) -> str:
    return (folder("workflows") / name).read_text("utf-8")


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _NAME.sub(lambda match: values[match[1]], text)
