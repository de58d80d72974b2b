"""Makes the font files of the site: python theme/fonts/build.py [CONTENT…]

Fetches the pinned Fontsource packages with npm, holds each file to its SHA-256, keeps the
characters that Urdu pages need and every layout feature, and writes beside this script the woff2
files, their licences and manifest.json; the @font-face rules into Urdu's style.css, in
kbgen/languages/ur; and how the whole fonts shape a sample of words into tests/shaping.json. The
same input gives the same bytes. CONTENT names further content folders whose letters the fonts
must have. Needs npm and the packages of the `dev` extra; to build a site nothing of it is
needed.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

try:
    import uharfbuzz as hb
    import yaml
    from fontTools import subset
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.ttLib import TTFont
except ImportError as missing:
    sys.exit(f"{missing.name} is not installed; run: pip install -e '.[dev]'")

FONTS = Path(__file__).resolve().parent
ROOT = FONTS.parent.parent
STYLES = ROOT / "kbgen/languages/ur/style.css"
SHAPING = ROOT / "tests/shaping.json"
MARKS = ("/* Faces, written by fonts/build.py */\n", "/* End of faces */\n")
DISPLAY = "optional"
WORD = re.compile("[\u0600-\u06ff\u200c\u200d]+")


@dataclass(frozen=True)
class Package:
    """An npm package at one version, and the SHA-256 of its licence."""

    name: str
    version: str
    licence: str

    @property
    def licence_file(self) -> str:
        return f"OFL-{self.name.rpartition('/')[2]}.txt"


@dataclass(frozen=True)
class Face:
    """One file to make; `local` are the full and PostScript names of the installed font."""

    family: str
    weight: int
    file: str
    package: Package
    source: str
    sha256: str
    local: tuple[str, ...]


NASTALIQ = Package(
    "@fontsource/noto-nastaliq-urdu",
    "5.3.0",
    "7bf7d1817212a17ca88f90072afe1253b54bb02b1730f09da4247625eb04f745",
)
NASKH = Package(
    "@fontsource/noto-naskh-arabic",
    "5.3.0",
    "91053c23e8a0fe5fc9b5fdbe5ff74ceffd66f6f996c123f1a6ca4c23487c1fff",
)
FACES = (
    Face(
        "KB Nastaliq",
        400,
        "noto-nastaliq-urdu-400.woff2",
        NASTALIQ,
        "files/noto-nastaliq-urdu-arabic-400-normal.woff2",
        "fecd45d69436d911d79ff10fc39ca7f7022cbe05214bc07f931820b7c7a7d15c",
        ("Noto Nastaliq Urdu", "NotoNastaliqUrdu", "NotoNastaliqUrdu-Regular"),
    ),
    Face(
        "KB Naskh",
        400,
        "noto-naskh-urdu-400.woff2",
        NASKH,
        "files/noto-naskh-arabic-arabic-400-normal.woff2",
        "9cc2d2e90f7b51904468558b4ed529de8a8206497c8edb5e33122bd077e0158c",
        ("Noto Naskh Arabic", "NotoNaskhArabic-Regular"),
    ),
    Face(
        "KB Naskh",
        700,
        "noto-naskh-urdu-700.woff2",
        NASKH,
        "files/noto-naskh-arabic-arabic-700-normal.woff2",
        "d2d8e6b155248d6706e2e9c6019e88d435873801efe3d5a3ed6f0ab69aa1511e",
        ("Noto Naskh Arabic Bold", "NotoNaskhArabic-Bold"),
    ),
)

EXEMPLARS = (
    "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوہھءیے"
    "؀؁؂؃\u200c\u200d\u200e\u200fًٌٍَُِّْٰٖٗ٘ٔأآںؤۂۃئٻةٺټٽهي"
    "،؍٫٬؛؟۔۰۱۲۳۴۵۶۷۸۹"
)
"""CLDR 48, ur: main, auxiliary, punctuation and numbers, without ASCII and what `SYSTEM` holds."""

BESIDE = (
    "ىكإٱۓـ٪٭\u061c"  # Arabic's own letters, for names
    "٠١٢٣٤٥٦٧٨٩"
    "\u0610\u0611\u0612\u0613\u0614\u0615\u0653\u0655؎؏"  # marks over names, verse
    " \u00a0"  # a font whose range lacks the space does not set the line's baseline
)
SYSTEM = (
    *range(0x20, 0x7F),
    *map(ord, bytes(range(0x80, 0x100)).decode("cp1252", "ignore")),
    *(0x2010, 0x2011, 0x2015, 0x2032, 0x2033, 0x20B9, 0x2212),
    *range(0x900, 0x980),
)
"""Left to system fonts: Latin (Windows-1252), hyphens, primes, rupee, minus; Devanagari."""


def needed(texts: Iterable[str]) -> set[int]:
    """Return the code points of a subset: the language's, and those of the texts."""
    return set(map(ord, EXEMPLARS + BESIDE + "".join(texts))) - (set(SYSTEM) - {0x20, 0xA0})


def read_texts(more: Iterable[Path] = ()) -> Iterator[str]:
    """Yield all Urdu text: pages, the catalog, and what stands under `ur` in YAML."""
    for content in (ROOT / "content", ROOT / "kbgen/starter/content", *more):
        for page in sorted(content.glob("ur/**/*.md")):
            yield page.read_text("utf-8")
        for file in sorted(content.rglob("*.yml")):
            yield from _urdu(yaml.safe_load(file.read_text("utf-8")))
    yield (ROOT / "locales/ur/LC_MESSAGES/kbgen.po").read_text("utf-8")


def _urdu(data: Any, is_urdu: bool = False) -> Iterator[str]:
    if isinstance(data, str) and is_urdu:
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _urdu(value, is_urdu or key == "ur")
    elif isinstance(data, list):
        for item in data:
            yield from _urdu(item, is_urdu)


def fetch(package: Package, into: Path) -> Path:
    """Download and unpack a package; exits with advice if that fails."""
    command = ["npm", "pack", f"{package.name}@{package.version}", "--pack-destination", str(into)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    except FileNotFoundError:
        sys.exit("npm is not installed: it fetches the fonts. Install Node.js, then run this again")
    except subprocess.TimeoutExpired:
        sys.exit(f"npm did not fetch {package.name} in five minutes; look at your network")
    if done.returncode:
        sys.exit(f"npm could not fetch {package.name} {package.version}:\n{done.stderr.strip()}")
    folder = into / package.name.rpartition("/")[2]
    with tarfile.open(into / done.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def verified(file: Path, sha256: str, package: Package) -> bytes:
    """Return a file's bytes; exits if they are not the ones that were looked at."""
    if not file.is_file():
        sys.exit(f"{package.name} {package.version} has no {file.name}")
    data = file.read_bytes()
    found = digest(data)
    if found != sha256:
        sys.exit(
            f"{file.name} of {package.name} {package.version} is not the file that was pinned:\n"
            f"  expected SHA-256 {sha256}\n  found            {found}\n"
            "Nothing was written. If the package was changed on purpose, look at it, then pin it."
        )
    return data


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_subset(data: bytes, code_points: Iterable[int]) -> bytes:
    """Return a woff2 with these characters, all features and axes, without hints."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["*"],
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        # Shared subtables make the font smaller in memory, and 15 KB larger under Brotli.
        harfbuzz_repacker=False,
    )
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    _map_right_mark(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    out = BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def _map_right_mark(font: TTFont) -> None:
    """Give the right-to-left mark the left-to-right one's empty glyph, or it would break a run."""
    for table in font["cmap"].tables:
        if table.isUnicode() and 0x200E in table.cmap:
            table.cmap.setdefault(0x200F, table.cmap[0x200E])


def entry(face: Face, made: bytes) -> dict[str, Any]:
    """Return what the manifest says of a file."""
    font = TTFont(BytesIO(made))
    tables = [font[tag].table for tag in ("GSUB", "GPOS")]
    tags = {record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord}
    return {
        "file": face.file,
        "language": "ur",
        "family": face.family,
        "weight": face.weight,
        "style": "normal",
        "package": face.package.name,
        "version": face.package.version,
        "source": face.source,
        "source_sha256": face.sha256,
        "sha256": digest(made),
        "bytes": len(made),
        "licence": face.package.licence_file,
        "unicode_range": ranges(font.getBestCmap()),
        "features": sorted(tags),
        "axes": [axis.axisTag for axis in font["fvar"].axes] if "fvar" in font else [],
    }


def ranges(code_points: Iterable[int]) -> list[str]:
    """Write code points as CSS does.

    >>> ranges([0x61b, 0x621, 0x622, 0x623])
    ['U+061B', 'U+0621-0623']
    """
    found: list[list[int]] = []
    for code in sorted(code_points):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return [f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in found]


def face_rule(face: Face, made: bytes) -> str:
    """Return the @font-face rule of a file; an installed font spares the download."""
    font = TTFont(BytesIO(made))
    em = font["head"].unitsPerEm / 100
    return (
        f'@font-face {{\n  font-family: "{face.family}";\n  font-weight: {face.weight};\n'
        f"  font-style: normal;\n  font-display: {DISPLAY};\n  src:\n"
        + "".join(f'    local("{name}"),\n' for name in face.local)
        + f'    url("../fonts/{face.file}") format("woff2");\n'
        f"  ascent-override: {font['hhea'].ascent / em:g}%;\n"
        f"  descent-override: {-font['hhea'].descent / em:g}%;\n  line-gap-override: 0%;\n"
        f"  unicode-range: {', '.join(ranges(font.getBestCmap()))};\n}}\n"
    )


def with_faces(css: str, rules: Iterable[str]) -> str:
    """Put the rules between their marks in a style sheet."""
    before, found, rest = css.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not found or not end:
        sys.exit(f"{STYLES} lacks the lines between which the faces stand: {' '.join(MARKS)}")
    return before + found + "\n".join(rules) + end + after


class Shaper:
    """A font as HarfBuzz sees it; `shape` tells two glyphs apart by outline, not by number."""

    def __init__(self, data: bytes) -> None:
        font = TTFont(BytesIO(data))
        font.flavor = None
        plain = BytesIO()
        font.save(plain)
        self.font = hb.Font(hb.Face(plain.getvalue()))
        self.outline = cache(self._outline)

    def _outline(self, glyph: int) -> str:
        pen = RecordingPen()
        self.font.draw_glyph_with_pen(glyph, pen)
        return digest(repr(pen.value).encode())

    def shape(self, word: str) -> list[tuple[str, int, int, int, int]]:
        """Return each glyph's outline, advances and offsets, left to right, in font units."""
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ur"
        hb.shape(self.font, buffer)
        both = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return [
            (self.outline(i.codepoint), p.x_advance, p.y_advance, p.x_offset, p.y_offset)
            for i, p in both
        ]

    def summary(self, word: str) -> str:
        """Return a word's width and a digest of its shape."""
        shape = self.shape(word)
        return f"{sum(glyph[1] for glyph in shape)} {digest(repr(shape).encode())[:12]}"


def words(texts: Iterable[str]) -> list[str]:
    """Return every Urdu word once."""
    return sorted({word for text in texts for word in WORD.findall(text)})


def sample(all_words: Iterable[str]) -> list[str]:
    """Choose words that together hold every pair of neighbouring letters, word ends included."""
    seen: set[str] = set()
    chosen = []
    for word in sorted(all_words, key=lambda w: (-len(w), w)):
        pairs = {f" {word} "[i : i + 2] for i in range(len(word) + 1)}
        if not pairs <= seen:
            seen |= pairs
            chosen.append(word)
    return sorted(chosen)


def to_json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def build(downloads: Path, more: Iterable[Path] = ()) -> dict[Path, bytes]:
    """Return every file to write; nothing is written before all is known to be right."""
    packages = {face.package: fetch(face.package, downloads) for face in FACES}
    files: dict[Path, bytes] = {}
    for package, folder in packages.items():
        licence = verified(folder / "LICENSE", package.licence, package)
        files[FONTS / package.licence_file] = licence
    wanted = needed(read_texts(more))
    chosen = sample(words(read_texts()))
    entries, rules, shaping = [], [], {}
    for face in FACES:
        source = verified(packages[face.package] / face.source, face.sha256, face.package)
        made = make_subset(source, wanted)
        files[FONTS / face.file] = made
        entries.append(entry(face, made))
        rules.append(face_rule(face, made))
        shaping[face.file] = dict(zip(chosen, map(Shaper(source).summary, chosen), strict=True))
    tools = {name: version(name) for name in ("fonttools", "brotli")}
    system = {"ur": ranges(SYSTEM)}
    manifest = {"made_with": tools, "system": system, "files": entries}
    files[FONTS / "manifest.json"] = to_json(manifest)
    files[STYLES] = with_faces(STYLES.read_text("utf-8"), rules).encode()
    if SHAPING.parent.is_dir():
        files[SHAPING] = to_json(shaping)
    return files


def main() -> None:
    more = [Path(given) for given in sys.argv[1:]]
    for folder in more:
        if not (folder / "ur").is_dir():
            sys.exit(f"there is no {folder / 'ur'}; name a content folder that has Urdu pages")
    with tempfile.TemporaryDirectory() as downloads:
        files = build(Path(downloads), more)
    for file, data in files.items():
        is_same = file.is_file() and file.read_bytes() == data
        file.write_bytes(data)
        print(f"{file.relative_to(ROOT)}  {len(data)} bytes{'' if is_same else ', changed'}")


if __name__ == "__main__":
    main()
