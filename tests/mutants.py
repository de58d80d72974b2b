"""Corrupts clean content one place at a time, to see what the checks catch.

Two bases: the Nahr pages as they are, and the same pages with every fact written out in words in
all four languages and no ledger. A mutant is caught if it brings a finding that its base lacks.

    python -m tests.mutants [COUNT] [SEED]
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.build.project import open_project
from kbgen.facts.format import format_fact
from kbgen.languages.bidi import FSI, PDI
from kbgen.mkdocs.driver import load
from kbgen.model.article import Article
from kbgen.model.finding import ERROR
from kbgen.model.site import Settings, Site
from kbgen.model.uses import fill_uses, find_uses

REPOSITORY = Path(__file__).parent.parent
TRANSLATIONS = ("ur", "ar", "hi", "bn")
SPOKEN = {"duration", "money", "percent", "number", "date", "phone", "whatsapp", "email"}


@dataclass(frozen=True)
class Place:
    """What a mutation may look at: the page, its language, the whole site, the dice."""

    site: Site
    article: Article
    dice: random.Random

    @property
    def lang(self) -> str:
        return self.article.lang


Mutation = Callable[[str, Place], str | None]


def cut(text: str, start: int, end: int, new: str = "") -> str:
    return text[:start] + new + text[end:]


def pick(pattern: str, text: str, place: Place, flags: int = re.M) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, flags))
    return place.dice.choice(found) if found else None


def replace_fact(choose: Callable[[str, Place], str | None]) -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        uses = [use for use in find_uses(body) if use.id in place.site.facts and not use.filter]
        if not uses:
            return None
        use = place.dice.choice(uses)
        new = choose(use.id or "", place)
        return None if new is None else cut(body, use.start, use.end, new)

    return mutate


def spoken(fact_id: str, place: Place) -> str:
    return format_fact(place.site, place.lang, fact_id).replace(FSI, "").replace(PDI, "")


def literal(fact_id: str, place: Place) -> str | None:
    type_ = place.site.facts[fact_id].value.type
    return spoken(fact_id, place) if type_ in SPOKEN - {"number"} else None


def another(fact_id: str, place: Place) -> str | None:
    type_ = place.site.facts[fact_id].value.type
    same = [f.id for f in place.site.facts.values() if f.value.type == type_ and f.id != fact_id]
    return f"{{{{ {place.dice.choice(same)} }}}}" if same else None


def drop_section(body: str, _: Place) -> str | None:
    parts = re.split(r"(?m)^(?=## )", body)
    return "".join(parts[:-1]) if len(parts) > 2 else None


def merge_steps(body: str, place: Place) -> str | None:
    found = pick(r"^\d+\. [^\n]*\n\d+\. ", body, place)
    return re.sub(r"\n\d+\. $", " ", found.group()) and cut(
        body, found.start(), found.end(), re.sub(r"\n\d+\. $", " ", found.group())
    ) if found else None  # fmt: skip


def drop_match(pattern: str) -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        found = pick(pattern, body, place)
        return cut(body, *found.span()) if found else None

    return mutate


def retarget(body: str, place: Place) -> str | None:
    found = pick(r"\]\(([^)#:]+\.md)(#[^)]*)?\)", body, place)
    if not found:
        return None
    others = ["../faq/orders.md", "../policies/privacy.md", "../standards/respect.md"]
    others = [o if "/" in place.article.id else o.removeprefix("../") for o in others]
    other = place.dice.choice([o for o in others if o != found[1]])
    return cut(body, *found.span(), f"]({other})")


def unlink(body: str, place: Place) -> str | None:
    found = pick(r"\[([^\]]+)\]\([^)]+\)", body, place)
    return cut(body, *found.span(), found[1]) if found else None


def forbidden(body: str, place: Place) -> str | None:
    pairs = [
        (right, wrong)
        for term in place.site.terms.values()
        for right in term.words.get(place.lang, ())
        for wrong in term.avoid.get(place.lang, ())
        if re.search(rf"(?<!\w){re.escape(right)}(?![\w\u0900-\u0dff])", body)
    ]
    if not pairs:
        return None
    right, wrong = place.dice.choice(pairs)
    return re.sub(rf"(?<!\w){re.escape(right)}(?![\w\u0900-\u0dff])", wrong, body, count=1)


def paragraphs(body: str) -> list[re.Match[str]]:
    return [
        m for m in re.finditer(r"(?m)^(?![#\-|!\s\d])[^\n]{60,}$", body) if "{{" not in m.group()
    ]


def foreign(lang: str) -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        other = place.site.articles[lang, place.article.id]
        ours, theirs = paragraphs(body), paragraphs(other.body)
        if place.lang == lang or not ours or not theirs:
            return None
        mine = place.dice.choice(ours)
        return cut(body, *mine.span(), place.dice.choice(theirs).group())

    return mutate


def swap_letters(table: dict[str, dict[str, str]]) -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        letters = table.get(place.lang, {})
        found = pick(f"[{''.join(letters)}]", body, place) if letters else None
        return cut(body, *found.span(), letters[found.group()]) if found else None

    return mutate


def insert(text: dict[str, str]) -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        ends = [m.end() for m in paragraphs(body)]
        return cut(body, at := place.dice.choice(ends), at, text[place.lang]) if ends else None

    return mutate


def rename_anchor(body: str, place: Place) -> str | None:
    found = pick(r"\{#([a-z-]+)\}", body, place)
    return cut(body, *found.span(), f"{{#{found[1]}-x}}") if found else None


def deepen(body: str, place: Place) -> str | None:
    found = pick(r"^## ", body, place)
    return cut(body, *found.span(), "### ") if found else None


def latin_mark(body: str, place: Place) -> str | None:
    marks = {"ur": "۔،؟", "ar": "،؟", "hi": "।", "bn": "।"}[place.lang]
    found = pick(f"(?<=[\\w\u0900-\u0dff]{{3}})[{marks}](?=\\s)", body, place)
    table = {"۔": ".", "،": ",", "؟": "?", "।": "."}
    return cut(body, *found.span(), table[found.group()]) if found else None


NUMBER = r"(?<![\d.,:\-+\w])\d[\d,]*(?:\.\d+)?(?![\d:])"


def change_digit(body: str, place: Place) -> str | None:
    found = pick(NUMBER, prose_only(body), place)
    if not found:
        return None
    at = place.dice.randrange(found.start(), found.end())
    if not body[at].isdigit():
        return None
    return cut(
        body,
        at,
        at + 1,
        str(
            (int(body[at]) + place.dice.randint(1, 8)) % 9 + 1
            if body[at] == "0"
            else (int(body[at]) % 9) + 1
        ),
    )


def prose_only(body: str) -> str:
    """Blank out list markers and addresses, in place."""
    return re.sub(
        r"(?m)^\s*\d+\. |\]\([^)]*\)|\{[^}]*\}|[\w.]+@[\w.]+", lambda m: " " * len(m.group()), body
    )


def other_script(body: str, place: Place) -> str | None:
    zero = {"ur": "۰", "ar": "٠", "hi": "०", "bn": "०"}[place.lang]
    found = pick(NUMBER, prose_only(body), place)
    if not found:
        return None
    return cut(
        body,
        *found.span(),
        "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in found.group()),
    )


UNITS = {
    "ur": {"دن": "گھنٹے", "گھنٹے": "دن", "منٹ": "گھنٹے", "مہینے": "ہفتے", "سیکنڈ": "منٹ", "سال": "مہینے"},
    "ar": {"يومًا": "شهرًا", "أيام": "ساعات", "ساعة": "دقيقة", "دقائق": "ساعات", "ساعات": "أيام", "شهرًا": "يومًا", "ثانية": "دقيقة", "دقيقة": "ساعة"},
    "bn": {"দিন": "মাস", "ঘণ্টা": "দিন", "মাস": "সপ্তাহ", "কর্মদিবস": "ঘণ্টা"},
    "hi": {"दिन": "घंटे", "घंटे": "दिन", "मिनट": "घंटे", "महीने": "सप्ताह", "सेकंड": "मिनट", "वर्ष": "महीने"},
}  # fmt: skip
CURRENCIES = {
    "ur": ("درہم", "ریال"),
    "ar": ("درهم", "ريال"),
    "hi": ("दिरहम", "रियाल"),
    "bn": ("দিরহাম", "রিয়াল"),
}
WORD = {"ur": "تین", "ar": "ثلاثة", "hi": "तीन", "bn": "তিন"}
MONTHS = {
    "ur": ("دسمبر", "نومبر"),
    "ar": ("ديسمبر", "نوفمبر"),
    "hi": ("दिसंबर", "नवंबर"),
    "bn": ("ডিসেম্বর", "নভেম্বর"),
}


def change_unit(body: str, place: Place) -> str | None:
    table = UNITS[place.lang]
    found = pick(rf"(\d[\s\u00a0])({'|'.join(table)})(?![\w\u0900-\u0dff])", body, place)
    return cut(body, found.start(2), found.end(2), table[found[2]]) if found else None


def change_word(old_new: dict[str, tuple[str, str]], before: str = "") -> Mutation:
    def mutate(body: str, place: Place) -> str | None:
        old, new = old_new[place.lang]
        found = pick(before + re.escape(old), body, place)
        return cut(body, found.end() - len(old), found.end(), new) if found else None

    return mutate


def number_word(body: str, place: Place) -> str | None:
    found = pick(
        r"(?<![\w.,])(\d+)(?=[\s\u00a0](?:"
        + "|".join(UNITS[place.lang])
        + r")(?![\w\u0900-\u0dff]))",
        body,
        place,
    )
    return cut(body, *found.span(1), WORD[place.lang]) if found and int(found[1]) != 3 else None


def phone_digit(body: str, place: Place) -> str | None:
    found = pick(r"\+\d[\d ]+(\d)(?=\D|$)", body, place)
    return cut(body, *found.span(1), str((int(found[1]) + 1) % 10)) if found else None


LITERALS = {
    "ur": " یہ تین دن میں ہوتا ہے۔",
    "ar": " ويتم ذلك خلال ثلاثة أيام.",
    "hi": " यह तीन दिन में होता है।",
    "bn": " এটি তিন দিনের মধ্যে হয়।",
}
MUTATIONS: dict[str, tuple[str, Mutation]] = {
    "fact replaced by a literal": ("facts", replace_fact(literal)),
    "fact replaced by another": ("facts", replace_fact(another)),
    "fact removed": ("facts", replace_fact(lambda *_: "")),
    "section dropped": ("facts", drop_section),
    "steps merged": ("facts", merge_steps),
    "table row lost": ("facts", drop_match(r"^\|(?![\s|:-]+$)[^\n]*\n(?=\||\n|$)")),
    "list item lost": ("facts", drop_match(r"^- [^\n]*\n")),
    "link retargeted": ("facts", retarget),
    "link lost": ("facts", unlink),
    "forbidden synonym": ("facts", forbidden),
    "paragraph left in English": ("facts", foreign("en")),
    "Arabic pasted into Urdu or Hindi": ("facts", foreign("ar")),
    "Urdu pasted into Arabic or Hindi": ("facts", foreign("ur")),
    "look-alike letter": ("facts", swap_letters({"ur": {"ی": "ي", "ک": "ك", "ہ": "ه"}, "ar": {"ي": "ی", "ك": "ک", "ه": "ہ"}, "bn": {"র": "ৰ", "।": "৷"}})),
    "presentation form": ("facts", swap_letters({"ur": {"ب": "\ufe91", "ا": "\ufe8d"}, "ar": {"ب": "\ufe91", "ا": "\ufe8d"}})),
    "Latin punctuation": ("facts", latin_mark),
    "anchor renamed": ("facts", rename_anchor),
    "heading deepened": ("facts", deepen),
    "quantity added in words": ("facts", insert(LITERALS)),
    "leftover of copying": ("facts", insert(dict.fromkeys(TRANSLATIONS, "\n\nAnonim"))),
    "mojibake": ("facts", insert(dict.fromkeys(TRANSLATIONS, " Ø§Ù„Ø¹Ù…Ù„"))),
    "bidi override": ("facts", insert(dict.fromkeys(TRANSLATIONS, "\u202e"))),
    "digit changed": ("written", change_digit),
    "digits of another script": ("written", other_script),
    "unit changed": ("written", change_unit),
    "currency changed": ("written", change_word(CURRENCIES, r"\d[\s\u00a0]")),
    "number word changed": ("written", number_word),
    "month of a date changed": ("written", change_word(MONTHS, r"\d[\s\u00a0]")),
    "phone digit changed": ("written", phone_digit),
}  # fmt: skip


class Base:
    """One page in four languages, with what it needs, as a project of its own."""

    def __init__(
        self, root: Path, project: Path, settings: Settings, site: Site, kind: str
    ) -> None:
        self.kind, self.site = kind, site
        self.content = root / kind / "content"
        self.content.mkdir(parents=True)
        # Other pages are not here: a source's dead links would explain what differs beside them.
        severities = {**settings.severities, "KB301": {"*": "off"}}
        self.settings = replace(
            settings, root=self.content.parent, content=self.content, severities=severities
        )
        files = ["glossary.yml", "facts.yml", "branches"] if kind == "facts" else ["glossary.yml"]
        for name in files:
            file = project / "content" / name
            copy = shutil.copytree if file.is_dir() else shutil.copy
            copy(file, self.content / name)
        if kind == "written":
            self.settings = replace(self.settings, contact=())
        self.known: dict[str, set[str]] = {}

    def body(self, article: Article) -> str:
        if self.kind == "facts":
            return article.body
        place = Place(self.site, article, random.Random(0))
        return fill_uses(article.body, lambda id_, name: self._write(id_, name, place))

    def _write(self, fact_id: str, name: str | None, place: Place) -> str:
        if self.site.facts[fact_id].value.type not in SPOKEN:
            return ""
        shown = format_fact(self.site, place.lang, fact_id, number_only=name == "number")
        return shown.replace(FSI, "").replace(PDI, "")

    def findings(self, page_id: str, changed: dict[str, str]) -> set[str]:
        """Check the page with some languages' bodies changed; findings without their places."""
        for lang in self.site.locales:
            article = self.site.articles[lang, page_id]
            file = self.content / lang / f"{page_id}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            front = article.front_matter if self.kind == "facts" else "title: x"
            file.write_text(f"---\n{front}\n---\n{changed.get(lang, self.body(article))}", "utf-8")
        _, found = open_project(self.settings, is_complete=True)
        for lang in self.site.locales:
            (self.content / lang / f"{page_id}.md").unlink()
        # Other pages are not here: facts are used on no page.
        ignored = {"KB303", "KB404", "KB001"}
        return {f"{f.code} {f.span.path} {f.message}" for f in found if f.code not in ignored}

    def clean(self, page_id: str) -> set[str]:
        if page_id not in self.known:
            self.known[page_id] = self.findings(page_id, {})
        return self.known[page_id]


def run(
    kinds: list[str], count: int, seed: int, project: Path = REPOSITORY, only: str = ""
) -> tuple[Counter[str], Counter[str], list[str]]:
    """Make `count` mutants of each kind; return made and caught by kind, and those missed.

    They are of the pages of a project, in all its translations or in one alone.
    """
    settings = load(project / "mkdocs.yml").settings
    site, findings = open_project(settings, is_complete=True)
    assert [one for one in findings if one.severity == ERROR] == []
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed: list[str] = []
    pages = sorted(site.sources)
    langs = [only] if only else [lang for lang in TRANSLATIONS if lang in site.locales]
    with tempfile.TemporaryDirectory() as folder:
        bases = {
            kind: Base(Path(folder), project, settings, site, kind) for kind in ("facts", "written")
        }
        for name in kinds:
            base, mutate = bases[MUTATIONS[name][0]], MUTATIONS[name][1]
            dice = random.Random(f"{name}-{seed}")
            for _ in range(count * 200):
                if made[name] >= count:
                    break
                article = site.articles[dice.choice(langs), dice.choice(pages)]
                body = base.body(article)
                mutant = mutate(body, Place(site, article, dice))
                if mutant is None or mutant == body:
                    continue
                made[name] += 1
                new = base.findings(article.id, {article.lang: mutant}) - base.clean(article.id)
                if new:
                    caught[name] += 1
                else:
                    pairs = enumerate(zip(body, mutant, strict=False))
                    at = next((i for i, (a, b) in pairs if a != b), len(body))
                    missed.append(
                        f"{name}: {article.path}: {body[max(0, at - 30) : at + 30]!r} → {mutant[max(0, at - 30) : at + 30]!r}"
                    )
    return made, caught, missed


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    made, caught, missed = run(list(MUTATIONS), -(-count // len(MUTATIONS)), seed)
    for name in MUTATIONS:
        print(f"{name:34} {caught[name]:4} of {made[name]:4}")
    print(f"{'all':34} {caught.total():4} of {made.total():4}  {caught.total() / made.total():.1%}")
    print("\n".join(["", "Missed:", *missed] if missed else []))


if __name__ == "__main__":
    main()
