"""Finds documents that are one article in several languages, by shape, numbers and names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from kbgen.importing.blocks import DocumentBlock, Role, sentences, words
from kbgen.importing.write.translit import romanize
from kbgen.languages.language import known_languages, language, scripts
from kbgen.model.locale import LATIN

SURE, POSSIBLE = 0.72, 0.5
NEARLY_SAME, LEAST_ALIKE = 0.9, 0.8
FEWEST_BLOCKS = 4
"""Pairs of documents with fewer blocks are only suggested, since their shape says too little."""
_NAMES = "|".join(
    name
    for known in map(language, known_languages())
    for name in (known.code, known.about.iso_639_3, known.name.lower())
)
_LANG_MARK = re.compile(
    rf"(?:^|[-_. (\[])(?:{_NAMES})(?=$|[-_. )\]])"
    rf"|[{''.join(script.block for code, script in scripts().items() if code != LATIN)}]+",
    re.I,
)


@dataclass(frozen=True)
class Shape:
    """The features of a document that a translation preserves.

    `kinds` has a letter for each block, `sizes` its number of words; `numbers` are the quantities
    in order; `names` the consonants of names and of words in Latin letters; `stem` is the name of
    the file without a language.
    """

    lang: str
    kinds: str
    sizes: tuple[int, ...]
    numbers: tuple[str, ...]
    names: frozenset[str]
    sentences: tuple[int, ...]
    stem: str


@dataclass(frozen=True)
class Evidence:
    """The similarity of two documents from 0 to 1, with the reasons in words."""

    score: float
    reasons: tuple[str, ...]
    alike: float = 1.0  # the share of blocks of equal kind in equal order
    is_enough: bool = True  # there are enough blocks
    is_supported: bool = False  # quantities or file names agree, too


@dataclass(frozen=True)
class Pair:
    """Two documents, by index, that are certain or possible translations of one another."""

    first: int
    second: int
    evidence: Evidence
    sure: bool


_LETTER = {
    Role.HEADING: "H",
    Role.PARAGRAPH: "P",
    Role.ITEM: "I",
    Role.TABLE: "T",
    Role.QUOTE: "Q",
    Role.CODE: "C",
    Role.LINE: "P",
    Role.BOX: "B",
}


def shape_of(
    blocks: Sequence[DocumentBlock], lang: str, numbers: Iterable[str], stem: str
) -> Shape:
    """Return the features of a document; `numbers` are its quantities in reading order."""
    text = "\n".join(block.text for block in blocks)
    return Shape(
        lang,
        "".join(_LETTER[block.role] for block in blocks),
        tuple(max(len(words(block.text)), 1) for block in blocks),
        tuple(numbers),
        _names(text, lang),
        tuple(len(list(sentences(block.text))) for block in blocks),
        " ".join(re.split(r"[\W_]+", _LANG_MARK.sub(" ", stem).lower())).strip(),
    )


def _names(text: str, lang: str) -> frozenset[str]:
    """Return consonant skeletons of words: سیم والٹن and سام والتون are both "sm", "wltn"."""
    return frozenset(s for word in set(words(text)) if (s := _skeleton(word, lang)))


_ALIKE = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "w", "p": "b", "g": "j", "x": "k"})


@cache
def _skeleton(word: str, lang: str) -> str:
    spoken = "".join(romanize(word, lang)).translate(_ALIKE)
    consonants = re.sub(r"[aeiouyh]", "", spoken)
    return re.sub(r"(.)\1+", r"\1", consonants) if len(consonants) >= 4 else ""


def compare(a: Shape, b: Shape, common: frozenset[str] = frozenset()) -> Evidence:
    """Return the evidence that two documents are one article.

    `common` are skeletons that many documents share, which are no evidence.
    """
    blocks = SequenceMatcher(None, a.kinds, b.kinds, autojunk=False)
    alike = blocks.ratio()
    count, spread, chance = _sizes(a, b, blocks)
    reasons = [_shape_reason(a, b, alike)]
    if count >= 2:
        reasons.append(
            f"the lengths of {count} parts vary together "
            f"(spread {spread:.2f}; by chance {chance:.2f})"
        )
    fit = 1 - min(spread / chance, 1.0) if chance else 0.0
    score = 0.4 * max(0.0, 1 - 3 * (1 - alike)) + 0.6 * fit * min(count / 6, 1.0)
    numbers = _numbers(a, b)
    if numbers is not None:
        shared = sum((Counter(a.numbers) & Counter(b.numbers)).values())
        reasons.append(f"{shared} of {max(len(a.numbers), len(b.numbers))} quantities are the same")
        score = score * 0.7 + numbers * 0.3
    names = (a.names & b.names) - common
    if names:
        score += 0.1 * len(names) / (len(names) + 4)
        reasons.append(f"{len(names)} names and words sound the same")
    is_named_alike = bool(a.stem) and a.stem == b.stem and bool(re.search(r"[a-z]{3}", a.stem))
    if is_named_alike:
        score += 0.15
        reasons.append(f"the file names are alike ({a.stem})")
    is_supported = is_named_alike or (numbers or 0.0) >= 0.5
    is_enough = min(len(a.kinds), len(b.kinds)) >= FEWEST_BLOCKS
    return Evidence(min(score, 1.0), tuple(reasons), alike, is_enough, is_supported)


def _shape_reason(a: Shape, b: Shape, alike: float) -> str:
    heads = a.kinds.count("H")
    if a.kinds == b.kinds:
        return f"the same {len(a.kinds)} blocks in the same order, {heads} of them headings"
    return f"blocks alike by {alike:.0%} ({heads} and {b.kinds.count('H')} headings)"


def _sizes(a: Shape, b: Shape, blocks: SequenceMatcher[str]) -> tuple[int, float, float]:
    """Return (number of matched parts, spread of their ratios of length, spread by chance).

    A translation is uniformly longer or shorter, so that the logarithms of the ratios have a small
    spread. For unrelated parts the spread is that of both texts together.
    """
    pairs = [
        (match.a + i, match.b + i)
        for match in blocks.get_matching_blocks()
        for i in range(match.size)
    ]
    ours = _residues([(a.kinds[i], a.sizes[i]) for i, _ in pairs])
    theirs = _residues([(b.kinds[j], b.sizes[j]) for _, j in pairs])
    weights = [math.sqrt(a.sizes[i] * b.sizes[j]) for i, j in pairs]
    total = sum(weights)
    if len(pairs) < 2 or not total:
        return len(pairs), 1.0, 0.0
    spread = sum(w * (x - y) ** 2 for w, x, y in zip(weights, ours, theirs, strict=True)) / total
    chance = sum(w * (x * x + y * y) for w, x, y in zip(weights, ours, theirs, strict=True)) / total
    return len(pairs), math.sqrt(spread), math.sqrt(chance)


def _residues(parts: Sequence[tuple[str, int]]) -> list[float]:
    """Return the logarithm of each length minus the mean of its kind: headings are always short."""
    logs = [math.log(size) for _, size in parts]
    means: dict[str, float] = {}
    for kind in {kind for kind, _ in parts}:
        own = [x for x, (k, _) in zip(logs, parts, strict=True) if k == kind]
        means[kind] = sum(own) / len(own)
    return [x - means[kind] for x, (kind, _) in zip(logs, parts, strict=True)]


def _numbers(a: Shape, b: Shape) -> float | None:
    """Return the share of quantities that both have; None if there are too few."""
    ours, theirs = Counter(a.numbers), Counter(b.numbers)
    total = max(sum(ours.values()), sum(theirs.values()))
    return sum((ours & theirs).values()) / total if total >= 2 else None


def find_pairs(shapes: Sequence[Shape]) -> list[Pair]:
    """Pair documents of different languages, each with its best match only.

    A pair is sure if it is the best match of both documents by a clear distance, and shape alone is
    enough evidence; other pairs are suggested.
    """
    seen = Counter(name for shape in shapes for name in shape.names)
    common = frozenset(name for name, count in seen.items() if count > max(2, len(shapes) * 0.4))
    found: dict[tuple[int, int], Evidence] = {}
    for i, j in combinations(range(len(shapes)), 2):
        if shapes[i].lang != shapes[j].lang and _may_match(shapes[i], shapes[j]):
            found[i, j] = compare(shapes[i], shapes[j], common)
    pairs = []
    for (i, j), evidence in sorted(found.items(), key=lambda item: -item[1].score):
        if evidence.score < POSSIBLE:
            break
        is_near = evidence.alike >= NEARLY_SAME
        if evidence.alike < LEAST_ALIKE or not (is_near or evidence.is_supported):
            continue
        rivals = [
            other.score
            for (x, y), other in found.items()
            if (x, y) != (i, j) and _rivals(shapes, (i, j), (x, y))
        ]
        second = max(rivals, default=0.0)
        is_best = evidence.score > second + 0.04
        if is_best:
            is_sure = is_near and evidence.is_enough and evidence.score >= SURE
            pairs.append(Pair(i, j, evidence, is_sure))
    return pairs


def _may_match(a: Shape, b: Shape) -> bool:
    """Tell whether two documents have similar numbers of blocks; others need no comparison."""
    if a.stem and a.stem == b.stem:
        return True
    ours, theirs = Counter(a.kinds), Counter(b.kinds)
    shared = sum((ours & theirs).values())
    return 2 * shared >= 0.75 * (len(a.kinds) + len(b.kinds))


def _rivals(shapes: Sequence[Shape], pair: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two pairs give one document two partners in one language."""
    shared = set(pair) & set(other)
    if len(shared) != 1:
        return False
    [mine] = set(pair) - shared
    [theirs] = set(other) - shared
    return shapes[mine].lang == shapes[theirs].lang


def groups(count: int, pairs: Iterable[Pair], langs: Sequence[str]) -> list[list[int]]:
    """Join sure pairs to groups with at most one document for each language, in order."""
    group_of = {index: [index] for index in range(count)}
    for pair in pairs:
        first, second = group_of[pair.first], group_of[pair.second]
        if not pair.sure or first is second:
            continue
        if {langs[i] for i in first} & {langs[i] for i in second}:
            continue
        joined = sorted([*first, *second])
        group_of |= dict.fromkeys(joined, joined)
    seen: list[list[int]] = []
    for index in range(count):
        if group_of[index] not in seen:
            seen.append(group_of[index])
    return seen
