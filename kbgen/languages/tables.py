"""The types of the tables in a language's folder; a file that has another shape is refused.

Words stand in one string, with bars between them where one may hold a space ("day|days"), else
with spaces. What is called a pattern is a regular expression.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Typeface(Struct, frozen=True, forbid_unknown_fields=True):
    """The letters that pages are shown in: installed families after the Latin ones, and leading."""

    families: tuple[str, ...]
    leading: float
    heading_leading: float
    middle: int = 50
    """Per cent of a line's height, from above, at which the middle of its letters stands."""


class About(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """language.toml: what every language of ours says of itself."""

    name: str
    iso_639_3: str
    """Its code of three letters."""
    script: str
    """ISO 15924, in small letters: a table of scripts.toml."""
    territory: str = ""
    """CLDR locale where mkdocs.yml gives none: formats differ by territory."""
    alphabet: str = ""
    """The letters in their order, where that is not the order of code points; small ones."""
    bearers: Mapping[str, str] = {}
    """Letter with a mark that does not count in that order → the letter."""
    articles: str = ""
    """Words that do not count at the beginning of a title."""
    lowercase: Mapping[str, str] = {}
    """Capital → its small letter, where that is not Unicode's: I → ı."""
    typeface: Typeface | None = None
    """None where style.css says it, or the Latin families have its letters."""
    font: str = ""
    """The file below theme/fonts that pages in this language load first."""
    typefaces: Mapping[str, str] = {}
    """Typefaces that readers may choose from: `data-face` of the page → message of the catalogs."""


class Compound(Struct, frozen=True, forbid_unknown_fields=True):
    """How tens and ones are put together: {tens} and {ones} stand for their words."""

    tens: tuple[int, ...]
    forms: tuple[str, ...]


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Number words: those from zero on, others by their value ("1/2"), and compounds."""

    counted: str = ""
    words: Mapping[str, str] = {}
    compounds: tuple[Compound, ...] = ()
    ambiguous: str = ""
    """Words of `counted` that have another meaning before a unit."""
    multiples: Mapping[int, str] = {}
    """What a number in digits is multiplied by → the words after it: 5 thousand."""


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """How times of day are written; `parts` gives the first of the twelve hours a word can mean."""

    parts: Mapping[int, str]
    joints: str
    """What joins two times of which one may be no more than a number."""
    before_hour: bool = False
    """Whether the part of the day is named before the hour."""
    glue: str = ""
    """What may stand between the two."""
    minutes: Mapping[int, str] = {}
    """Minutes that are added to an hour → the words before it: half past."""
    clock: str = ""
    """Pattern of what makes the number before it an hour."""
    weak_clock: str = ""
    """Pattern of what does so only where the part of the day is named: it counts things, too."""
    clock_before: str = ""
    """Pattern of what makes the number after it an hour."""
    ends: str = ""
    """What may follow the second of two times where it is a mere number."""
    weak: str = ""
    """Parts of the day that have other meanings, too."""


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """Look-alike letter of another language's keyboard → the language's own."""

    alike: Mapping[str, str] = {}


class Punctuation(Struct, frozen=True, forbid_unknown_fields=True):
    """Latin mark → the language's own; words that end in a full stop within a sentence."""

    marks: Mapping[str, str]
    abbreviations: str = ""


class Inflection(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of what may stand before and after a word's stem.

    The stem is the word without `drop` at its end, or without all letters of `drop_all`.
    """

    after: str
    after_dropped: str = ""
    """Instead of `after` where `drop` was taken off."""
    before: str = ""
    drop: str = ""
    drop_all: str = ""
    between: int = 2
    """How many other words may stand between the words of a phrase."""


class Telling(Struct, frozen=True, forbid_unknown_fields=True):
    """Pattern of words that only this language writes, of those in its script.

    A line with at most the share `fewest` of them may be in another language.
    """

    words: str
    fewest: float = 1.0


class Prose(Struct, frozen=True, forbid_unknown_fields=True):
    """prose.toml: running text, for the rules of `check`."""

    longest_sentence: int | None = None
    numbers: Numbers | None = None
    units: Mapping[str, str] = {}
    """Unit → its words. A rupee is one of several countries': the words do not tell."""
    duals: Mapping[str, str] = {}
    """Unit → nouns that say "two" by themselves."""
    clitics: str = ""
    """Pattern of what is written together with a number word."""
    ordinals: str = ""
    """Words after which a number counts nothing: "Law No. 15 of the year 2020"."""
    day_suffixes: str = ""
    """What may follow the number of a day in a date: "4th"."""
    months: tuple[str, ...] = ()
    """Names of the twelve months beside CLDR's."""
    contents_headings: str = ""
    """What programs write over the list of a page's headings: alone, it was left by copying."""
    counted_nouns: str = ""
    """Right to left: words that a number before them counts, even after a name: "PIN 4 days"."""
    times: Times | None = None
    letters: Letters | None = None
    punctuation: Punctuation | None = None
    inflection: Inflection | None = None
    telling: Telling | None = None


class Recognized(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By what a language is told from the others of its script."""

    common: str
    """Its commonest words."""
    letters: str = ""
    """Letters that no other language of its script has."""
    never: str = ""
    """Letters that it has in names at most."""
    always: str = ""
    """Letters without which there is hardly a sentence of it."""
    signs: str = ""
    """Pattern of what only it writes: an article, a form of a letter."""


class OtherLanguage(Recognized, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A language of recognized.toml, of which nothing else is known."""

    name: str
    script: str


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases by which pages label what is not their content."""

    contents: str = ""
    sure_contents: str = ""
    """Those that mean nothing else, even where their list is gone."""
    related: str = ""
    video_of_day: str = ""
    video: str = ""
    advert: str = ""
    ambiguous_advert: str = ""
    subscribe: str = ""
    navigation: str = ""
    sure_navigation: str = ""
    anonymous: str = ""
    networks: str = ""
    sharing: str = ""
    fillers: str = ""
    homes: str = ""
    author_bio: str = ""


class Scales(Struct, frozen=True, forbid_unknown_fields=True):
    """The answers that questionnaires offer, by what they ask for."""

    quality: str = ""
    agreement: str = ""
    satisfaction: str = ""
    frequency: str = ""


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns by which titles and texts name a kind of page, and by which steps begin."""

    faq: str = ""
    standard: str = ""
    policy: str = ""
    procedure: str = ""
    policy_body: str = ""
    step: str = ""


class Headlines(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns by which a sentence, a greeting, a date or an amount is no headline."""

    joining: str = ""
    """Words that do not end a headline: of, and."""
    finite: str = ""
    """Verbs that end a sentence."""
    sentence: str = ""
    """How a line begins that is a sentence: please."""
    greeting: str = ""
    dated: str = ""
    months: str = ""
    year_sign: str = ""
    """What follows the number of a year."""
    money: str = ""


class Structure(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns by which questions, answers and sections are labelled."""

    question: str = ""
    answer: str = ""
    section: str = ""
    item_letters: str = ""
    """Letters that items of a list begin with, as they stand in a pattern's brackets."""


class Surveys(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns by which questionnaires ask."""

    overall: str = ""
    person: str = ""
    praise: str = ""
    call: str = ""
    name: str = ""
    reason: str = ""
    phone: str = ""
    open_label: str = ""
    thanks: str = ""
    asking: str = ""


class Debris(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of lines that are no content."""

    credit_line: str = ""
    """A whole line that says who made a picture."""
    credit: str = ""
    """What begins such a line, before a colon."""
    credit_after: str = ""
    """What may follow it."""
    agencies: str = ""
    tags: str = ""
    brought: str = ""
    byline: str = ""
    """What begins an author's line, before a colon."""
    byline_bare: str = ""
    """The same without one."""
    byline_capitals: str = ""
    """What begins an author's line where a name in capitals must follow."""
    byline_line: str = ""
    """A whole line that names an author."""
    no_authors: str = ""
    """Words that say how, not by whom: by post."""
    player: str = ""
    """What stands on a video player."""
    byline_after: str = ""
    """What follows an author's name."""
    reading_time: str = ""
    page: str = ""
    page_of: str = ""
    """What stands between the number of a page and of all pages."""
    rights: str = ""
    all_rights: str = ""


class Importing(Struct, frozen=True, forbid_unknown_fields=True):
    """importing.toml: documents that are imported."""

    recognized: Recognized | None = None
    labels: Labels = Labels()
    scales: Scales = Scales()
    kinds: Kinds = Kinds()
    headlines: Headlines = Headlines()
    structure: Structure = Structure()
    surveys: Surveys = Surveys()
    debris: Debris = Debris()


class Glide(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Letters that stand for a consonant at the beginning and before some letters, else a vowel."""

    letters: str
    only_vowel: str = ""
    """Forms of them that are never the consonant."""
    consonant: str
    vowel: str
    before: str
    """The letters before which they are the consonant."""
    after_vowels: bool = False
    """Whether they are the consonant after every vowel."""


class Abjad(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Letter → sound, of a script that leaves short vowels out."""

    consonants: Mapping[str, str]
    vowels: Mapping[str, str]
    signs: Mapping[str, str]
    silent: str
    glides: tuple[Glide, ...] = ()
    finals: Mapping[str, str] = {}
    """Letter → the vowel that it stands for at a word's end, after a consonant."""
    aspirate: str = ""
    """The letter that makes an h of the consonant before it: بھ, bh."""
    left_out: str
    """The vowel that is said where a syllable is written without one."""
    sonorants: str = ""
    """Sounds that have it before them at a word's end: fedration → federation."""
    article: str = ""
    """Pattern of an article, which is left out."""


class Abugida(Struct, frozen=True, forbid_unknown_fields=True):
    """Letter → sound, of a script whose consonants are said with a vowel where no other stands."""

    inherent: str
    consonants: Mapping[str, str]
    with_nukta: Mapping[str, str]
    independent: Mapping[str, str]
    vowels: Mapping[str, str]
    nukta: str
    virama: str
    nasals: Mapping[str, str]
    labial_nasal: str = ""
    """The nasal that is m before a letter of `labials`."""
    labials: str = ""
    drops_inherent: bool = False
    """Whether the inherent vowel is not said between two syllables with vowels."""
    kept_at_end: str = ""
    """Sounds that keep the inherent vowel at the end after a consonant without vowel."""
    rewrites: Mapping[str, str] = {}


class Romanization(Struct, frozen=True, forbid_unknown_fields=True):
    """romanization.toml: a language in Latin letters; `known` are words, each with its spelling."""

    known: str = ""
    abjad: Abjad | None = None
    abugida: Abugida | None = None


class Stem(Struct, frozen=True, forbid_unknown_fields=True):
    """What a word may lose before and after its stem, which keeps `min` letters at least."""

    pre: str
    suf: str
    min: int


class Root(Struct, frozen=True, forbid_unknown_fields=True):
    """What patterns add to a root's consonants: plurals, forms of verbs."""

    article: str
    vowels: str
    end: str
    lead: str


class Inherent(Struct, frozen=True, forbid_unknown_fields=True):
    """The vowel that is said after one of `letters` where none of `signs` follows it."""

    vowel: str
    letters: str
    signs: str


class Spellings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Letters and groups of them → Latin spellings, each after its cost in tenths.

    `vowels` says what one more vowel costs, in hundredths. `^` and `$` are a word's ends.
    """

    vowels: Mapping[str, int]
    units: Mapping[str, str]
    doubled: str = ""
    """Pattern of a consonant that the next one doubles: it is written once."""
    inherent: Inherent | None = None


class SearchTable(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """search.toml: what travels with a language's index; browsers read it, too."""

    stop: str
    ask: str
    stem: Stem
    loose: str
    """Pairs of letters that sound alike: the first counts as the second, one alone for nothing."""
    same: str = ""
    """Irregular forms of one word, groups apart by commas."""
    root: Root | None = None
    latin: Spellings | None = None


class SharedSearch(Struct, frozen=True, forbid_unknown_fields=True):
    """languages/search.toml: how text of every language is read."""

    drop: str
    fold: Mapping[str, str]
    rewritten: str
    rewrite: tuple[tuple[str, str], ...]
    latin: str


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """A script of scripts.toml; its ranges are as they stand within a pattern's brackets."""

    name: str
    letters: str
    """Letters and the marks that belong to them, no digits and no punctuation."""
    block: str
    """Letters, marks, digits and punctuation."""
    base: str
    """Letters by which text in it is counted, without marks."""
    usual: str
    """The language that text in this script is most likely in."""
    has_signs: bool = False
    """Whether its vowels are signs, which a pattern does not take for letters."""
    forms: str = ""
    """Letters in the form that they have in a font; what is written are the letters."""
    joins: bool = False
    """Whether its letters join: they are not spaced apart and have no italics."""
    alike: str = ""
    """Groups of letters that people type for one another, apart by spaces."""
    left_out: str = ""
    """Marks that people leave out, as they stand within a pattern's brackets."""
    stops: str = ""
    """Full stops; this and the following stand beside those of Latin script."""
    questions: str = ""
    commas: str = ""
    semicolons: str = ""

    @property
    def has_punctuation(self) -> bool:
        return bool(self.stops or self.questions or self.commas or self.semicolons)


class Digits(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbering system of CLDR: its zero, its counter style in CSS, its signs."""

    zero: str
    counter: str
    decimal: str = "."
    group: str = ","
    percent: str = "%"


class Scripts(Struct, frozen=True, forbid_unknown_fields=True):
    """scripts.toml: what belongs to a script rather than to a language."""

    scripts: Mapping[str, Script]
    digits: Mapping[str, Digits]
