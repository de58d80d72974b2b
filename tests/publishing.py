"""Small sites to publish, real servers to publish to, and a visitor."""

from __future__ import annotations

import hashlib
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kbgen.publish.address import open_target
from kbgen.publish.in_place import Run
from kbgen.publish.publish import PublishOptions, PublishReport, publish_site, roll_back
from kbgen.publish.records import Origin
from kbgen.publish.site_files import read_built_site
from kbgen.publish.target import Lease, Target
from kbgen.publish.transfer import Effort
from tests.ssh_server import sshd
from tests.stores import BUCKET, S3_KEYS, azure, azure_variables, google, s3, signed


def asset(name: str, content: str, digits: int = 8) -> str:
    """Return the name of an asset with the digest of its content, as a build names it."""
    stem, _, suffix = name.partition(".")
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:digits]}.{suffix}"


def site_of(which: str, pages: int = 8, first: int = 0) -> dict[str, str]:
    """Return a site: each of its pages says which it is, and names a sheet and a script of it."""
    style, script, index = f"/* {which} */", f"// {which}", f"words of {which}"
    sheet = f"assets/kb/{asset('styles/all.css', style)}"
    program = f"assets/kb/{asset('main.js', script)}"
    digest = hashlib.sha256(index.encode()).hexdigest()[:10]
    words = f"assets/kb/search/en.{digest}/0.json"
    page = f'<link href="/{sheet}"><script src="/{program}"></script>{which} {{}} {which}'
    return {
        sheet: style,
        program: script,
        words: index,
        "search/index.json": f'{{"en": "/{words}"}}',
        "logo.svg": "<svg/>",
        "sitemap.xml": "".join(f"<loc>/faq/{n}/</loc>" for n in range(first, first + pages)),
        "index.html": page.format("home"),
        "faq/index.html": page.format("list"),
        **{f"faq/{n}/index.html": page.format(n) for n in range(first, first + pages)},
    }


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write a site, and nothing else, into a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def no_pause(_: float) -> None:
    """Wait for nothing before a new try."""


@dataclass
class Publishing:
    """Publishes sites to one target; what it notes is kept."""

    folder: Path
    address: str
    options: PublishOptions = field(
        default_factory=lambda: PublishOptions(is_agreed=True, lease=Lease(renew=0.2, dead=1.0))
    )
    keeps: bool = True
    notes: list[str] = field(default_factory=list)
    wrap: Callable[[Target], Target] = lambda target: target
    pauses: tuple[float, ...] = (0, 0)
    place: str = ""

    def publish(self, files: dict[str, str], origin: Origin | None = None) -> PublishReport:
        write_files(self.folder, files)
        return self.publish_built(origin)

    def publish_built(self, origin: Origin | None = None) -> PublishReport:
        site = read_built_site(self.folder)
        with closing(self.target()) as target:
            run = self._run(target)
            return publish_site(run, site, origin or Origin(), lambda *_: None, self.options)

    def roll_back(self) -> PublishReport:
        with closing(self.target()) as target:
            return roll_back(self._run(target), self.options)

    def target(self) -> Target:
        return self.wrap(open_target(self.address, Path("/")))

    def _run(self, target: Target) -> Run:
        effort = Effort(pauses=self.pauses, sleep=no_pause)
        return Run(target, effort, self.keeps, note=self.notes.append, place=self.place)


Get = Callable[[str], bytes | None]
"""Path below the site → what a visitor gets, or None where there is nothing."""


def broken(get: Get) -> list[str]:
    """Visit a site from its home page, list, sitemap and search; return what is not whole."""
    wrong = [] if get("index.html") else ["there is no home page"]
    pages = ["index.html", "faq/index.html"]
    pages += [
        f"{path.strip('/')}/index.html"
        for path in re.findall("<loc>(.*?)</loc>", (get("sitemap.xml") or b"").decode())
    ]
    for path in pages:
        html = (get(path) or b"").decode()
        if html and not re.search(r"</script>(\w+) \S+ \1$", html):
            wrong.append(f"{path} is half a page: {html!r}")
        for name in re.findall(r'(?:href|src)="/(.*?)"', html):
            if get(name) is None:
                wrong.append(f"{path} needs {name}, which is not there")
    for name in re.findall(r'"/(.*?)"', (get("search/index.json") or b"").decode()):
        if get(name) is None:
            wrong.append(f"search/index.json needs {name}, which is not there")
    return wrong


def of_folder(folder: Path) -> Get:
    def get(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return get


def of_web(address: str) -> Get:
    def get(path: str) -> bytes | None:
        try:
            with urllib.request.urlopen(
                signed(f"{address.strip('/')}/{path}"), timeout=30
            ) as answer:
                data: bytes = answer.read()
        except urllib.error.HTTPError as problem:
            problem.close()
            return None
        return data

    return get


def whole(get: Get, files: dict[str, str]) -> list[str]:
    """Return the files of a site that a visitor does not get as they are."""
    return [path for path, text in files.items() if get(path) != text.encode()]


@dataclass(frozen=True)
class Place:
    """A target that is running: its address, and variables with which it is reached.

    `visitor` returns what a visitor gets below a folder of it.
    """

    address: str
    visitor: Callable[[str], Get]
    environment: dict[str, str]
    has_releases: bool = False

    def at(self, name: str) -> Place:
        """Return a folder of it as a target of its own."""
        return replace(
            self,
            address=f"{self.address}/{name}",
            visitor=lambda below: self.visitor(f"{name}/{below}"),
        )

    @property
    def get(self) -> Get:
        return self.visitor("current" if self.has_releases else "")


KINDS = ("folder", "releases", "sftp", "sftp-releases", "s3", "az", "gs")


@contextmanager
def place(kind: str, root: Path) -> Iterator[Place]:
    """Run a target of a kind, one of KINDS. Skips where its server is missing."""
    has_releases, where = kind.endswith("releases"), root / "public"

    def on_disk(below: str) -> Get:
        return of_folder(where / below)

    if kind in ("s3", "az", "gs"):
        with _store(kind, root) as (server, environment):
            web = partial(str.format, f"{server}/{BUCKET}/site/{{}}")
            yield Place(f"{kind}://{BUCKET}/site", lambda below: of_web(web(below)), environment)
    elif kind.startswith("sftp"):
        with sshd(root / "ssh") as server:
            environment = {"KBGEN_SSH": f"ssh -F {root}/ssh/config"}
            yield Place(f"sftp://{server}{where}", on_disk, environment, has_releases)
    else:
        yield Place(str(where), on_disk, {}, has_releases)


@contextmanager
def _store(kind: str, root: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Run a store; yield its address, and variables with which it is reached."""
    if kind == "s3":
        with s3() as server:
            yield server, S3_KEYS | {"AWS_ENDPOINT_URL": server}
    elif kind == "az":
        with azure(root / "azurite") as server:
            yield server, azure_variables(server)
    else:
        with google() as server:
            yield server, {"STORAGE_EMULATOR_HOST": server}
