"""The files of `kbgen workflow` → docs/reference/workflows.md."""

from __future__ import annotations

from collections.abc import Iterator

from kbgen.output.workflows import WORKFLOWS, workflow_files
from tests.workflows import EXAMPLE, NOT_RUN, STOOD_IN

HEAD = """\
---
title: Workflows
description: What kbgen workflow writes for each host, and which steps of it no test runs.
---

```console
$ kbgen workflow github-pages
```

`kbgen workflow HOST` writes the files with which a site is built, verified and published after each push and each
night; what is set up once stands in their first lines. Here they are for a site with `timezone: Asia/Dubai`. [Publishing in
CI](../publishing.md#ci) says which to take, and what they hold to.

Actionlint and ShellCheck find nothing in them, and `.gitlab-ci.yml` has GitLab's schema; tests hold that. Every shell step
is run by a test as it is printed here, in a clone of a small site, but for those under [Not run](#not-run).
"""
TITLES = {
    "github-pages": "GitHub Pages",
    "github-server": "From GitHub to a server, by SFTP",
    "gitlab-pages": "GitLab Pages",
    "gitlab-server": "From GitLab to a server, by SFTP",
    "netlify": "Netlify",
    "cloudflare": "Cloudflare Pages, from GitHub",
    "server": "The server itself, by cron",
}
LANGUAGES = {"yml": "yaml", "toml": "toml", "sh": "sh"}


def workflows_page() -> str:
    """Return the page."""
    return HEAD + "".join(_lines())


def _lines() -> Iterator[str]:
    for host in WORKFLOWS:
        yield f"\n## {TITLES[host]} {{#{host}}}\n"
        for path, text in workflow_files(host, EXAMPLE).items():
            language = LANGUAGES[path.rpartition(".")[2]]
            yield f"\n`{path}`\n\n```{language}\n{text}```\n"
    yield "\n## Not run {#not-run}\n\n| step | why |\n|---|---|\n"
    yield from (f"| `{name}` | {why} |\n" for name, why in NOT_RUN.items())
    yield "\nThe hosts' own part was not run either: schedules, caches, permissions, environments, Netlify's own\n"
    yield "installation, and what GitLab makes of `public`. What was run, with something in the place of what it names:\n"
    yield "\n| step | in a test |\n|---|---|\n"
    yield from (f"| `{name}` | {what} |\n" for name, what in STOOD_IN.items())
