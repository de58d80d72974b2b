"""A ledger as a project: its files, with pages that name the facts in many ways."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.days.ledger import Chain, DatedFact, Layer, Ledger, Value
from tests.days.values import LANGS, LOCALES, TEXT
from tests.sites import CONFIG

FOLDERS = ("faq", "policies", "procedures", "standards", "help")
SENTENCES = {
    "en": ("It is {} here.", "First {}, later {}.", "We say {} to you."),
    "ur": ("یہاں {} ہے۔", "پہلے {} پھر {}۔", "ہم {} بتاتے ہیں۔"),
    "ar": ("هنا {} فقط.", "هنا {} وهناك {}.", "نقول لكم {}."),
    "hi": ("यहाँ {} है।", "पहले {} फिर {}।", "हम {} बताते हैं।"),
}
TITLES = {"en": "About {}", "ur": "{} کے بارے میں", "ar": "عن {}", "hi": "{} के बारे में"}
ASKED = {"en": "What about {}?", "ur": "{} کیا ہے؟", "ar": "ماذا عن {}؟", "hi": "{} क्या है?"}
REASONS = {"en": "Because of {}.", "ur": "وجہ {} ہے۔", "ar": "بسبب {}.", "hi": "कारण {} है।"}
HEADS = {"en": ("This", "That"), "ur": ("یہ", "وہ"), "ar": ("هذا", "ذاك"), "hi": ("यह", "वह")}
SHAPES = ("text", "list", "table", "strong", "quote", "link", "two", "steps", "own")


@dataclass(frozen=True)
class Slot:
    """Where a page says a fact, or its number."""

    fact: str
    number: bool = False

    def __str__(self) -> str:
        return f"{{{{ {self.fact} | number }}}}" if self.number else f"{{{{ {self.fact} }}}}"


@dataclass(frozen=True)
class Block:
    """Something that a section says, in one of the shapes, with its facts."""

    shape: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Section:
    """A heading, with a fact or none, and what stands below it."""

    name: str
    heading: Slot | None
    blocks: tuple[Block, ...]

    @property
    def slots(self) -> list[Slot]:
        """What it says, in order."""
        heading = [self.heading] if self.heading else []
        return [*heading, *(slot for block in self.blocks for slot in block.slots)]


@dataclass(frozen=True)
class Page:
    """A page: its path, what its title and description name, and its sections."""

    path: str
    title: Slot
    description: Slot | None
    updated: bool
    sections: tuple[Section, ...]


def random_pages(chance: random.Random, ledger: Ledger) -> tuple[Page, ...]:
    """Return pages that together say every fact."""
    names = list(ledger.facts)
    todo = list(names)
    chance.shuffle(todo)

    def slot(is_text: bool = True) -> Slot:
        fact = todo.pop() if todo and is_text else chance.choice(names)
        return Slot(fact, ledger.facts[fact].has_number and chance.random() < 0.35)

    def block() -> Block:
        shape = chance.choice(SHAPES)
        return Block(shape, tuple(slot() for _ in range(2 if shape == "two" else 1)))

    def section(number: int) -> Section:
        heading = slot() if chance.random() < 0.3 else None
        blocks = tuple(block() for _ in range(chance.randint(1, 4)))
        return Section(f"part-{number}", heading, blocks)

    def page(number: int) -> Page:
        folder = chance.choice(FOLDERS)
        parts = tuple(section(n) for n in range(chance.randint(1, 3)))
        about = Slot(slot(False).fact) if chance.random() < 0.6 else None
        return Page(f"{folder}/page-{number}", slot(False), about, chance.random() < 0.5, parts)

    pages = [page(number) for number in range(chance.randint(1, 3))]
    if todo:
        blocks = tuple(Block("text", (Slot(fact),)) for fact in todo)
        pages.append(
            Page("faq/rest", Slot(names[0]), None, False, (Section("rest", None, blocks),))
        )
    return tuple(pages)


def random_langs(chance: random.Random) -> tuple[str, ...]:
    """Return two or three languages, the first of which is the default."""
    return tuple(chance.sample(LANGS, chance.choice([2, 2, 3])))


def files(ledger: Ledger, pages: tuple[Page, ...], langs: tuple[str, ...], changed_for: int) -> str:
    """Return the project as sections of a text."""
    return "".join(
        (
            f"-- mkdocs.yml --\n{_config(ledger, langs, changed_for)}",
            f"-- content/facts.yml --\n{_facts(ledger, langs)}",
            *(
                f"-- content/branches/{name}.yml --\n{_branch(ledger, name, langs)}"
                for name in ledger.branches
            ),
            *(f"-- content/{lang}/index.md --\n---\ntitle: Home\n---\nHome.\n" for lang in langs),
            *(_page(page, lang, lang == langs[0]) for lang in langs for page in pages),
        )
    )


def _config(ledger: Ledger, langs: tuple[str, ...], changed_for: int) -> str:
    head = CONFIG[: CONFIG.index("        - {locale")]
    rows = [
        f"        - {{locale: {lang}, name: {lang}{', default: true' * (lang == langs[0])}}}\n"
        for lang in langs
    ]
    zone = f"      timezone: {ledger.company.zone}\n      changed_for: {changed_for}\n"
    zone += "      limits: {page_seconds: 600}\n"  # however busy the machine is
    locales = LOCALES.partition("{")[2].strip("}\n").split(", ")
    used = ", ".join(one for one in locales if one[:2] in langs)
    return f"{head}{''.join(rows)}  - kbgen:\n      locales: {{{used}}}\n{zone}"


def _facts(ledger: Ledger, langs: tuple[str, ...]) -> str:
    found = {fact.name: _fact(fact, langs) for fact in ledger.facts.values()}
    return _yaml(found)


def _yaml(data: object) -> str:
    """Return data as YAML: JSON is, but for its days."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", text) + "\n"


def _fact(fact: DatedFact, langs: tuple[str, ...]) -> dict[str, object]:
    varies = [name for name, has in (("region", fact.regions), ("branch", fact.branches)) if has]
    label = {lang: HEADS[lang][0] + " " + fact.name for lang in langs}
    found = {**_chain(fact.own, langs), "label": label}
    if varies:
        found["varies"] = varies
    if fact.regions:
        found["regions"] = {key: _chains(one, langs) for key, one in fact.regions.items()}
    return found


def _chains(chains: tuple[Chain, ...], langs: tuple[str, ...]) -> object:
    found = [_chain(chain, langs) for chain in chains]
    return found[0] if len(found) == 1 else found


def _chain(chain: Chain, langs: tuple[str, ...]) -> dict[str, object]:
    first, *later = (_layer(layer, langs) for layer in chain)
    if later:
        first["then"] = later[0] if len(later) == 1 else later
    return first


def _layer(layer: Layer, langs: tuple[str, ...]) -> dict[str, object]:
    found = {layer.value.kind: _value(layer.value, langs)}
    for name in ("starts", "ends", "announced"):
        day = getattr(layer, name)
        if day:
            found[name] = day.isoformat()
    if layer.reason:
        found["reason"] = {lang: REASONS[lang].format(layer.reason) for lang in langs}
    return found


def _value(value: Value, langs: tuple[str, ...]) -> object:
    if value.kind == "text":
        quoted = str(Slot(value.quotes)) if value.quotes else "–"
        return {lang: TEXT[lang].format(value.written, quoted) for lang in langs}
    written = value.written.strip('"')
    is_number = value.kind in ("percent", "number")
    return json.loads(written) if is_number else written


def _branch(ledger: Ledger, name: str, langs: tuple[str, ...]) -> str:
    place = ledger.branches[name]
    found: dict[str, object] = {
        "name": dict.fromkeys(langs, name.title()),
        "region": place.region,
        "timezone": place.zone,
    }
    differs = {
        fact.name: _chains(fact.branches[name], langs)
        for fact in ledger.facts.values()
        if name in fact.branches
    }
    return _yaml({**found, "differs": differs} if differs else found)


def _page(page: Page, lang: str, is_source: bool) -> str:
    lines = [f'title: "{TITLES[lang].format(page.title)}"']
    if page.description:
        lines.append(f'description: "{SENTENCES[lang][2].format(page.description)}"')
    if page.updated and is_source:
        lines.append("updated: 2026-06-01")
    parts = "\n\n".join(_section(part, lang) for part in page.sections)
    return f"-- content/{lang}/{page.path}.md --\n---\n{chr(10).join(lines)}\n---\n\n{parts}\n"


def _section(part: Section, lang: str) -> str:
    about = part.heading or HEADS[lang][0]
    blocks = "\n\n".join(_block(block, part, lang) for block in part.blocks)
    return f"## {ASKED[lang].format(about)} {{#{part.name}}}\n\n{blocks}"


def _block(block: Block, part: Section, lang: str) -> str:
    one, two, _ = SENTENCES[lang]
    slots = list(map(str, block.slots))
    a, b = HEADS[lang]
    shapes = {
        "text": one.format(slots[0]),
        "list": f"- {a}\n- {one.format(slots[0])}",
        "table": f"| {a} | {b} |\n|---|---|\n| {a} | {slots[0]} |",
        "strong": one.format(f"**{slots[0]}**"),
        "quote": f"> {one.format(slots[0])}",
        "link": f"{a} [{one.format(slots[0])}](#{part.name})",
        "steps": f"1. {a}\n2. {one.format(slots[0])}",
        "own": slots[0],
    }
    return two.format(*slots) if block.shape == "two" else shapes[block.shape]


def texts(layer: Layer) -> Iterator[str]:
    """Yield the words of a layer that stand nowhere else in a project."""
    if layer.reason:
        yield layer.reason
    if layer.value.kind == "text":
        yield layer.value.written
