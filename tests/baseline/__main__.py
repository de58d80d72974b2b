"""Holds scripts and styles to their form and types, and a built site to the oldest browsers.

Run `python -m tests.baseline` (part of `make check`). It needs Node 18 and npm, which are installed
from the system's packages where they are missing and that is possible.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kbgen.output.minify import minify_script
from kbgen.output.theme_assets import joined_scripts
from kbgen.resources import folder
from tests.minified import stale_scripts

HERE = Path(__file__).parent
# Not beside the sources, which other tools walk through.
FOLDER = HERE.parent.parent / ".venv/baseline"
OLDEST_NODE = 18
LOCK = "package-lock.json"
ROOT = HERE.parent.parent
SCRIPTS = ("theme/scripts", "kbgen/serve", "tests/baseline", "tests/relevance/scripts")
# But Urdu's style.css, into which theme/fonts/build.py writes.
FORMATTED = (*(f"{folder}/**/*.{{js,mjs,ts,css}}" for folder in SCRIPTS), "theme/styles/*.css")
TOOLS = (
    ("prettier/bin/prettier.cjs", ["--check", "--config", f"{FOLDER}/prettier.json", *FORMATTED]),
    ("typescript/bin/tsc", ["--project", f"{FOLDER}/tsconfig.json"]),
    ("eslint/bin/eslint.js", ["--config", f"{FOLDER}/style.mjs", *SCRIPTS]),
)
"""Of each its program and arguments: what the formatter, the types and the linter hold."""


def main() -> int:
    node = find_node() or install_node()
    install_linters()
    if stale := stale_scripts():
        sys.exit(f"theme/minified is older than {', '.join(stale)}: run python -m tests.minified")
    # Run all of them, so that one run shows all mistakes.
    content = [run_tool(node, tool, arguments) for tool, arguments in TOOLS]
    if not all(content):
        return 1
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "kbgen", "new", f"{place}/help", "--name", "Sahil Home"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        build = [sys.executable, "-m", "kbgen", "build", "--no-cache"]
        subprocess.run(build, check=True, cwd=f"{place}/help", stdout=subprocess.DEVNULL)
        assets = Path(place, "help/site/assets/kb")
        put_readable_scripts(assets)
        found = subprocess.run([node, "check.mjs", assets], cwd=FOLDER).returncode
    tried = [node, "--test", "--test-reporter=dot", "finds.test.mjs"]
    return found or subprocess.run(tried, cwd=FOLDER).returncode


def put_readable_scripts(assets: Path) -> None:
    """Replace the scripts of a site by the same before Terser, which can be read line by line."""
    for name, script in joined_scripts(folder("theme")).items():
        [file] = assets.glob(f"{Path(name).stem}.*.js")
        file.write_text(minify_script(script), "utf-8")


def run_tool(node: str, tool: str, arguments: Sequence[str]) -> bool:
    """Return whether a tool of node_modules is content with the repository."""
    command = [node, f"{FOLDER}/node_modules/{tool}", *arguments]
    return subprocess.run(command, cwd=ROOT).returncode == 0


def find_node() -> str | None:
    """Return the path of a Node that is new enough and has npm, or None."""
    for name in ("node", "nodejs"):
        path = shutil.which(name)
        if path and shutil.which("npm") and _version(path) >= OLDEST_NODE:
            return path
    return None


def _version(node: str) -> int:
    shown = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    match = re.match(r"v(\d+)", shown)
    return int(match[1]) if match else 0


def install_node() -> str:
    """Install Node and npm from the system's packages. Exits with advice if that fails."""
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "nodejs", "npm"]):
        print("Installing Node:", " ".join(command), flush=True)
        try:
            if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
                break
        except OSError as problem:
            print(problem)
            break
    found = find_node()
    if found is None:
        sys.exit(
            f"The check of old browsers needs Node {OLDEST_NODE} or newer and npm: install both."
        )
    return found


def install_linters() -> None:
    """Put the linters of package-lock.json and the check's own files into FOLDER."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lock, installed = HERE / LOCK, FOLDER / "installed"
    for file in HERE.iterdir():
        if file.suffix in (".mjs", ".json") or file.name == ".npmrc":
            shutil.copy(file, FOLDER)
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        command = ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=FOLDER, check=True)
        shutil.copy(lock, installed)


if __name__ == "__main__":
    sys.exit(main())
