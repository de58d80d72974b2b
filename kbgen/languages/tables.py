"""The types of the tables in a language's folder; a file of another type is refused.

Words are in one string, separated by bars if they may contain spaces ("day|days"), else by spaces.
A pattern is a regular expression.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from kbgen.model.meaning import Group


class Typeface(Struct, frozen=True, forbid_unknown_fields=True):
    """The installed font families after the Latin ones, and the line heights."""

    families: tuple[str, ...]
    leading: float
    heading_leading: float
    middle: int = 50
    """Per cent of a line's height, from above, at which the middle of its letters stands."""


class About(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """language.toml: the general data of a language."""

    name: str
    iso_639_3: str
    """Its ISO 639-3 code."""
    script: str
    """Its script (ISO 15924, in lower case), a table of scripts.toml."""
    territory: str = ""
    """The territory if mkdocs.yml has none; CLDR's formats depend on it."""
    alphabet: str = ""
    """The letters in their order, where that is not the order of code points; small ones."""
    bearers: Mapping[str, str] = {}
    """Letter with a mark that is ignored in this order → the letter."""
    articles: str = ""
    """Words that are ignored at the beginning of a title."""
    lowercase: Mapping[str, str] = {}
    """Capital → its small letter, where that is not Unicode's: I → ı."""
    typeface: Typeface | None = None
    """None where style.css says it, or the Latin families have its letters."""
    font: str = ""
    """The file in theme/fonts that pages in this language load first; "" for none."""
    typefaces: Mapping[str, str] = {}
    """Typefaces that readers may choose from: `data-face` of the page → message of the catalogs."""


class Weak(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of other tables that may mean something else: what they say is never missed."""

    cardinals: str = ""
    """Those that do not count alone: "nine" and "new" are one word."""
    dependent: str = ""
    """Those of them that do not count before a unit either, but money and per cent."""
    ordinals: str = ""


class Numbers(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """numbers.toml: number words; a mapping is of values ("3/2", "2 time") to words."""

    counted: str = ""
    """The words for 0, 1, 2 … in order."""
    words: Mapping[str, str] = {}
    """Other numbers, and other spellings."""
    multiples: Mapping[int, str] = {}
    """What multiplies the number before it: five hundred."""
    added: Mapping[str, str] = {}
    """What is added to the number that follows, or to one."""
    fractions: Mapping[str, str] = {}
    parts: Mapping[str, str] = {}
    """Fractions that are counted: three quarters."""
    ordinals: Mapping[int, str] = {}
    amounts: Mapping[str, str] = {}
    """Amounts in one word: twice."""
    vague_amounts: Mapping[str, str] = {}
    """Amounts in a word that may mean something else: both, once; "3rd" is an ordinal."""
    many: Mapping[int, str] = {}
    """Numbers that are not counted: dozens, thousands."""
    weak: Weak = Weak()
    tens_before_ones: bool = False
    """Whether 21 is twenty, one."""
    ones_before_tens: bool = False
    """Whether 21 is one and twenty, and 15 five ten."""
    and_: str = field(default="", name="and")
    """Words between the parts of a number, and before a fraction."""
    and_joined: str = ""
    """What is joined to the next part of a number, and means "and"."""
    except_: str = field(default="", name="except")
    """Words before a fraction that is taken off: an hour less a quarter."""
    articles: str = ""
    """Words for one that are articles, too."""
    ones: str = ""
    """Words for one that count before a unit."""
    ones_after: str = ""
    """Words for one that count after a unit."""
    one_is_unsaid: bool = False
    """Whether a unit alone may mean one of it."""
    of: str = ""
    """Words between a fraction and its unit."""
    between: str = ""
    """Words that may stand between a number and its unit: five full days."""
    joints: str = ""
    """Words between two numbers that have one unit: 3 to 5 days."""
    minus: str = ""
    below_zero: str = ""
    """Words that make the amount before them negative."""
    numbered: str = ""
    """Words after which a number is the place in a row: "Law No. 15 of the year 2020"."""
    suffixes: str = ""
    """What is joined to a number to make it an ordinal."""
    decimal_comma: bool = False
    """Whether a comma before one last digit may be a decimal one: 1,5."""
    prefixes: str = ""
    """What is joined to a word before it."""
    endings: str = ""
    """What is joined to a word after it."""
    dual_endings: str = ""
    """Endings of nouns that mean two of a thing."""
    ignored: str = ""
    """Phrases that contain a number word and count nothing."""
    spellings: Mapping[str, str] = {}
    """Letters → the letters that they are read as, beside those that a script has alike."""


class Units(Struct, frozen=True, forbid_unknown_fields=True):
    """units.toml: the words of units beside CLDR's; units are those of languages/units.toml."""

    words: Mapping[str, str] = {}
    """Unit → its words."""
    duals: Mapping[str, str] = {}
    """Unit → dual nouns, which mean "two" without a number."""
    nationalities: Mapping[str, str] = {}
    """Territory → its adjectives, as they stand beside the name of a currency."""
    not_units: str = ""
    """Words of CLDR that text uses for other things."""


class UnitEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit: its name in CLDR, and how many of another one it is."""

    cldr: str = ""
    of: str = ""
    times: str = "1"


class SharedUnits(Struct, frozen=True, forbid_unknown_fields=True):
    """languages/units.toml: all units, and words for the money of several countries."""

    units: Mapping[str, UnitEntry]
    families: Mapping[str, str]
    """Unit → the currencies, separated by spaces, of which it may be one."""


class Letters(Struct, frozen=True, forbid_unknown_fields=True):
    """Look-alike letter of another language's keyboard → the language's own."""

    alike: Mapping[str, str] = {}
    prefixes: str = ""
    """What tatweel joins to a word in another script, a digit or a quotation."""


class Punctuation(Struct, frozen=True, forbid_unknown_fields=True):
    """Latin mark → the language's own mark; abbreviations that end in a full stop."""

    marks: Mapping[str, str]
    abbreviations: str = ""
    typed: Mapping[str, str] = {}
    """Another sign that is typed for a mark → the mark: | for ।."""


class Inflection(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of text that may precede and follow the stem of a word.

    The stem is the word without `drop` at its end, or without final letters of `drop_all`.
    """

    after: str
    after_dropped: str = ""
    """Replaces `after` if `drop` was removed."""
    before: str = ""
    drop: str = ""
    drop_all: str = ""
    between: int = 2
    """The most other words between the words of a phrase."""


class Telling(Struct, frozen=True, forbid_unknown_fields=True):
    """Pattern of words that only this language has, of the languages in its script.

    A line in which their share is at most `fewest` may be in another language.
    """

    words: str
    fewest: float = 1.0


class Prose(Struct, frozen=True, forbid_unknown_fields=True):
    """prose.toml: tables for running text, which the rules of `check` use."""

    longest_sentence: int | None = None
    contents_headings: str = ""
    """What programs write over the list of a page's headings: alone, it was left by copying."""
    counted_nouns: str = ""
    """Right to left: words that a number before them counts, even after a name: "PIN 4 days"."""
    letters: Letters | None = None
    punctuation: Punctuation | None = None
    inflection: Inflection | None = None
    telling: Telling | None = None


class Pasted(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """pasted.toml: what comes along when text is pasted; patterns of words."""

    answer_begins: tuple[str, ...] = ()
    """How the answer of a chatbot begins, before the text that was asked for."""
    answer_ends: tuple[str, ...] = ()
    """How it ends, after that text."""
    notes: str = ""
    """How a note begins that its writer left for herself: check with."""
    mail_from: str = ""
    """Words before the sender in the head of a message, divided by bars."""
    mail_rest: str = ""
    """Words before its day and its subject, divided by bars."""


class Keyboard(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A keyboard, or a font without Unicode: the text of each key of the US keyboard."""

    is_font: bool = False
    """Whether texts for the font are stored in Latin letters."""
    letters: Mapping[str, str]
    """Key, or several keys → what they write."""
    moves: Mapping[str, int] = {}
    """What is typed before (1) or after (-1) the letter behind or before which it belongs."""
    marks: str = ""
    """Signs that belong to the letter before them."""
    last_marks: str = ""
    """Those of them that may follow another one."""
    joint: str = ""
    """The sign that joins the letter before it to the next one."""


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """Times of day; `parts` maps the first of the 12 hours of a part of the day to its words."""

    parts: Mapping[int, str]
    joints: str
    """Pattern of the text between two times, one of which may be a number alone."""
    before_hour: bool = False
    """Whether the part of the day precedes the hour."""
    glue: str = ""
    """Pattern of the text between the part of the day and the hour."""
    hours: Mapping[str, str] = {}
    """Hour, or hour and minute ("1:30") → its words."""
    minutes: Mapping[int, str] = {}
    """Minutes that are added to an hour → the words before it: half past."""
    minutes_after: Mapping[int, str] = {}
    """The same, of words after it."""
    counted: str = ""
    """Pattern of minutes that are added, before an hour; {n} is their number: {n} past."""
    counted_to: str = ""
    """The same, of minutes that are taken away: {n} to."""
    counted_after: str = ""
    """Pattern of minutes that are added, after an hour."""
    counted_to_after: str = ""
    clock: str = ""
    """Pattern of words that make the number before them an hour."""
    weak_clock: str = ""
    """Pattern of words that do so only with a part of the day, since they also count things."""
    clock_before: str = ""
    """Pattern of words that make the number after them an hour."""
    word_after: str = ""
    """Pattern of words after which the word for an hour is probably one: at nine."""
    word_before: str = ""
    """Pattern of what has to follow it there."""
    ends: str = ""
    """Pattern of words that may follow the second of two times if it is a number alone."""
    weak: str = ""
    """Parts of the day with other meanings, too."""
    twelve: str = ""
    """Parts of the day in which twelve is said of noon and of midnight."""


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands between the parts of a date, as patterns, and how its day may be written."""

    suffixes: str = ""
    """Suffixes of the number of a day: "4th"."""
    days: Mapping[int, str] = {}
    """Day of the month → its words."""
    counts_days: bool = False
    """Whether the words of numbers name days, too."""
    of_month: str = ""
    """Between day and month: of."""
    of_day: str = ""
    """Between month and day."""
    of_year: str = ""
    """Between month and year."""
    joints: str = ""
    """Between the first and the last day: 3 to 5 April."""
    month_before: str = ""
    """Before a month that stands alone, where its name is another word, too: in May."""
    year_before: str = ""
    """Before a year: since."""
    year_after: str = ""
    """After a year."""
    anno_domini: str = ""
    """Words after a year of the Gregorian calendar."""
    hijri: str = ""
    """Words after a year of the Islamic calendar."""
    of_each_month: str = ""
    """Pattern of a day of every month, whose number is {d}: {d} of each month."""
    decades: str = ""
    """Pattern of a decade, whose number is {n}: {n}s."""
    decade_words: Mapping[int, str] = {}
    """Decade, of either century → its words: nineties."""


class DayWords(Struct, frozen=True, forbid_unknown_fields=True):
    """days.toml: days, months and times in running text.

    A key of `weekdays`, `parts` and `days` is what its words mean; several meanings, of which one
    is right, are separated by bars. One that is empty says that the words may mean something else.
    """

    times: Times | None = None
    dates: Dates = Dates()
    months: tuple[str, ...] = ()
    """Names of the twelve months in addition to CLDR's."""
    ambiguous_months: str = ""
    """Names of months that are other words, too: may."""
    other_months: Mapping[str, tuple[str, ...]] = {}
    """Another calendar ("hijri", "hindu") → the names of its twelve months."""
    weekdays: Mapping[str, str] = {}
    parts: Mapping[str, str] = {}
    """Parts of the day that are said without an hour."""
    days: Mapping[str, str] = {}
    """Days, weeks, months and years named from the day of speaking (tomorrow), and seasons."""
    spans: Mapping[str, str] = {}
    """Duration ("14 day") → words that need no number: fortnight."""
    always: str = ""
    """Pattern of words for every hour of the week: 24/7."""
    always_words: str = ""
    """Words of which one is in each such text that is without digits."""
    ignored: str = ""
    """Phrases that contain such a word and mean nothing of this: good morning."""
    prefixes: str = ""
    """What may be joined to such a word before it."""


class PlaceNames(Struct, frozen=True, forbid_unknown_fields=True):
    """places.toml: names of places beside CLDR's, of peoples and languages."""

    territories: Mapping[str, str] = {}
    """Code of a territory → its other names."""
    cities: Mapping[str, str] = {}
    """City, as English has it in small letters → its names."""
    ambiguous: str = ""
    """Names that are other words, too."""
    peoples: Mapping[str, str] = {}
    """Code of a territory → words for its people, and for what is of it."""
    languages: Mapping[str, str] = {}
    """Code of a language (ISO 639-1) → its names, and words for what is of its country."""


class Cities(Struct, frozen=True, forbid_unknown_fields=True):
    """cities.toml: names of cities that were collected, not written by hand."""

    cities: Mapping[str, str] = {}
    """City, as English has it in small letters → its names."""


class Logic(Struct, frozen=True, forbid_unknown_fields=True):
    """logic.toml: words of negation, duty and condition.

    A key is what they state: not, without, must, should, may, only, until, if, otherwise, except,
    least, most, more, less, before, after, within, free, optional, twice, daily, weekly, monthly,
    yearly, morning, evening, night; or two of these: "not may" for "cannot", "if not" for "unless".
    """

    words: Mapping[str, str]
    patterns: Mapping[str, str] = {}
    """Patterns of whole words, beside `words`."""
    ignored: str = ""
    """Phrases that contain such a word and state nothing of this."""
    before: str = ""
    """Pattern of what may be joined to a word before it."""
    after: str = ""
    """Pattern of what may be joined to a word after it."""
    same: Mapping[str, str] = {}
    """Spellings, separated by bars → the spelling that they are compared as."""
    contrary: Sequence[Sequence[str]] = ()
    """Groups of words: who puts one in the place of one of another group says something else."""
    negative_prefixes: str = ""
    """What denies a word, joined to it: "in" in "invalid"."""


class Opposites(Struct, frozen=True, forbid_unknown_fields=True):
    """opposites.toml: words by which a text is compared with its translation, beside logic.toml.

    A key is what they state, of those in the table of all languages; an asterisk at the end of a
    word is up to four letters. Of a word that is in logic.toml, too, what it states here holds.
    """

    words: Mapping[str, str]
    patterns: Mapping[str, str] = {}
    """Patterns of whole words, beside `words`."""
    ignored: str = ""
    """Phrases that contain such a word and state nothing of this."""
    negative: str = ""
    """Pattern of words that may deny by a part of them: useless."""
    before: str = ""
    """Pattern of what may be joined to a word before it."""
    after: str = ""
    """Pattern of what may be joined to a word after it."""
    postpositions: bool = False
    """Whether "before" and "after" follow what they govern."""


class SharedOpposites(Struct, frozen=True, forbid_unknown_fields=True):
    """languages/opposites.toml: how texts are compared, for all languages.

    Sides are apart by slashes, the keys of a side by spaces.
    """

    opposites: Mapping[Group, tuple[str, ...]]
    """Group → lines of sides: who puts one in the place of another says something else."""
    doubtful: Mapping[Group, tuple[str, ...]]
    """Group → lines of sides, as above, whose words are too loose for more than a doubt."""
    present: Mapping[Group, str]
    """Group → keys: who leaves one out, or adds it, may say something else."""
    short: Mapping[Group, str]
    """Group → keys: who leaves one out of a short sentence may say something else."""
    weak: Mapping[Group, str]
    """Group → keys: who leaves out one that the source and all other languages have."""
    denying: str = ""
    """Keys that may stand for a negation: unavailable, sold out."""
    equal: tuple[tuple[str, ...], ...] = ()
    """Keys, keys that state the same in other words, and examples: "LANG: text" """


class ThingClass(Struct, frozen=True, forbid_unknown_fields=True):
    """A class of languages/things.toml: things that are named in the place of one another."""

    group: Group
    concepts: str
    """Concepts of the class, apart by slashes."""
    is_loose: bool = False
    """Whether the words are too loose for more than a doubt."""


class Things(Struct, frozen=True, forbid_unknown_fields=True):
    """things.toml: words of the things that texts name, read as a part of opposites.toml."""

    words: Mapping[str, Mapping[str, str]]
    """Class → concept → its words, as in opposites.toml; a word of several stands under all."""
    ignored: str = ""
    """Phrases that contain such a word and name nothing."""


class Recognized(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What distinguishes a language from the others of its script."""

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
    """A language in recognized.toml, which has no other tables."""

    name: str
    script: str


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that label parts of pages which are not content."""

    contents: str = ""
    sure_contents: str = ""
    """Labels of a table of contents that are certain even without the list."""
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
    """The answer scales of questionnaires, by what they measure."""

    quality: str = ""
    agreement: str = ""
    satisfaction: str = ""
    frequency: str = ""


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of words that name a kind of page, and of beginnings of steps."""

    faq: str = ""
    standard: str = ""
    policy: str = ""
    procedure: str = ""
    policy_body: str = ""
    step: str = ""


class Headlines(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of sentences, greetings, dates and amounts, which are no headlines."""

    joining: str = ""
    """Words that never end a headline: of, and."""
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
    """Patterns of labels of questions, answers and sections."""

    question: str = ""
    answer: str = ""
    section: str = ""
    item_letters: str = ""
    """Letters with which items of a list begin, for the brackets of a pattern."""


class Surveys(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of questions in questionnaires."""

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
    """Patterns of lines that are debris."""

    credit_line: str = ""
    """A whole line that is the credit of a picture."""
    credit: str = ""
    """The beginning of a credit before a colon."""
    credit_after: str = ""
    """The text that may follow this beginning."""
    agencies: str = ""
    tags: str = ""
    brought: str = ""
    byline: str = ""
    """The beginning of a byline before a colon."""
    byline_bare: str = ""
    """The beginning of a byline without a colon."""
    byline_capitals: str = ""
    """What begins an author's line where a name in capitals must follow."""
    byline_line: str = ""
    """A whole line that names an author."""
    no_authors: str = ""
    """Words that say how, not by whom: by post."""
    player: str = ""
    """What stands on a video player."""
    byline_after: str = ""
    """The text after an author's name."""
    reading_time: str = ""
    page: str = ""
    page_of: str = ""
    """The words between the number of a page and the number of all pages."""
    rights: str = ""
    all_rights: str = ""


class Importing(Struct, frozen=True, forbid_unknown_fields=True):
    """importing.toml: tables for imported documents."""

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
    """Letter → sound, of a script without short vowels."""

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
    """The vowel of a syllable that is written without one."""
    sonorants: str = ""
    """Sounds that have it before them at a word's end: fedration → federation."""
    article: str = ""
    """Pattern of an article, which is removed."""


class Abugida(Struct, frozen=True, forbid_unknown_fields=True):
    """Letter → sound, of a script whose consonants have an inherent vowel."""

    inherent: str
    consonants: Mapping[str, str]
    with_nukta: Mapping[str, str]
    independent: Mapping[str, str]
    vowels: Mapping[str, str]
    nukta: str
    virama: str
    nasals: Mapping[str, str]
    labial_nasal: str = ""
    """The nasal that becomes m before a letter of `labials`."""
    labials: str = ""
    drops_inherent: bool = False
    """Whether the inherent vowel is silent between two syllables with vowels."""
    kept_at_end: str = ""
    """Sounds that keep the inherent vowel at the end of a word after a consonant without vowel."""
    rewrites: Mapping[str, str] = {}


class Romanization(Struct, frozen=True, forbid_unknown_fields=True):
    """romanization.toml: a language in Latin letters; `known` maps words to their spellings."""

    known: str = ""
    abjad: Abjad | None = None
    abugida: Abugida | None = None


class Stem(Struct, frozen=True, forbid_unknown_fields=True):
    """Prefixes and suffixes of a word whose stem keeps at least `min` letters."""

    pre: str
    suf: str
    min: int


class Root(Struct, frozen=True, forbid_unknown_fields=True):
    """The letters that patterns of plurals and verbs add to the consonants of a root."""

    article: str
    vowels: str
    end: str
    lead: str


class Inherent(Struct, frozen=True, forbid_unknown_fields=True):
    """The vowel after one of `letters` that is not followed by one of `signs`."""

    vowel: str
    letters: str
    signs: str


class Spellings(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Letters and groups of letters → Latin spellings, each after its cost in tenths.

    `vowels` is the cost of an additional vowel in hundredths. `^` and `$` are the ends of a word.
    """

    vowels: Mapping[str, int]
    units: Mapping[str, str]
    doubled: str = ""
    """Pattern of a consonant that equals the next one; the pair is written once."""
    inherent: Inherent | None = None


class SearchTable(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """search.toml: tables in a language's index, which browsers read, too."""

    stop: str
    ask: str
    stem: Stem
    loose: str
    """Pairs of letters of equal sound: the first becomes the second; single letters are removed."""
    same: str = ""
    """Groups of irregular forms of one word, separated by commas."""
    root: Root | None = None
    latin: Spellings | None = None
    denying: str = ""
    """Words of negation: they count in phrases of the thesaurus, though they are stop words."""


class Thesaurus(Struct, frozen=True, forbid_unknown_fields=True):
    """thesaurus.toml: how customers call things, one sense a row, by the name of the sense.

    A row of `same` or `near` is "form, form", one of `about` or `kind` "form, form > form, form".
    """

    same: Mapping[str, str] = {}
    """Words for one thing: each finds all others."""
    near: Mapping[str, str] = {}
    """Words for nearly the same: each finds all others, which count for less."""
    about: Mapping[str, str] = {}
    """What customers say > what the answers that help them say."""
    kind: Mapping[str, str] = {}
    """Things > what all of their kind are called: "fridge, oven > appliance"."""
    chatter: Mapping[str, str] = {}
    """Words that carry no question in a message: greetings, forms of address, stories."""
    unrelated: Mapping[str, str] = {}
    """Words of what is asked of other companies: a site that answers it has the word."""


class SharedSearch(Struct, frozen=True, forbid_unknown_fields=True):
    """languages/search.toml: the table of the search for text of every language."""

    drop: str
    joined: Mapping[str, str]
    """Letters and signs that look like another letter together → that letter."""
    fold: Mapping[str, str]
    rewritten: str
    rewrite: tuple[tuple[str, str], ...]
    latin: str


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """A script in scripts.toml; its ranges are written for the brackets of a pattern."""

    name: str
    letters: str
    """Letters and their marks, without digits and punctuation."""
    block: str
    """Letters, marks, digits and punctuation."""
    base: str
    """Letters without marks, by which text in the script is counted."""
    usual: str
    """The most likely language of text in this script."""
    has_signs: bool = False
    """Whether its vowels are signs, which `\\w` in a pattern does not match."""
    forms: str = ""
    """Presentation forms, which fonts use; text contains the letters instead."""
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
    """scripts.toml: tables of scripts and numbering systems."""

    scripts: Mapping[str, Script]
    digits: Mapping[str, Digits]
