"""Writes theme/minified, the scripts as sites publish them: `python -m tests.minified`.

Terser makes them a fifth smaller than kbgen by itself can; it needs Node, which whoever builds a
site need not have. `make check` tells when a script was changed since.
"""

from __future__ import annotations

import json
import subprocess

from kbgen.output.theme_assets import joined_scripts, made_from
from kbgen.resources import folder


def stale_scripts() -> list[str]:
    """Return the names of published scripts whose minified form is missing, old, or left over."""
    theme = folder("theme")
    wanted = {name: made_from(script) for name, script in joined_scripts(theme).items()}
    files = (theme / "minified").glob("*")
    found = {file.name: file.read_text("utf-8").partition("\n")[0] for file in files}
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))


def write_minified() -> None:
    """Minify the scripts that were changed."""
    from tests.baseline.__main__ import FOLDER, find_node, install_linters, install_node

    node = find_node() or install_node()
    install_linters()
    place = folder("theme") / "minified"
    place.mkdir(exist_ok=True)
    scripts = joined_scripts(folder("theme"))
    given = json.dumps({name: scripts[name] for name in stale_scripts() if name in scripts})
    command = [node, "minify.mjs"]
    made = subprocess.run(command, cwd=FOLDER, input=given, check=True, stdout=-1, text=True)
    for name, code in json.loads(made.stdout).items():
        (place / name).write_text(f"{made_from(scripts[name])}\n{code}\n", "utf-8")
    for name in {file.name for file in place.iterdir()} - set(scripts):
        (place / name).unlink()


if __name__ == "__main__":
    write_minified()
