"""The catalogue of findings: each code that kbgen reports, with its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kbgen.model.finding import ERROR, WARNING, Finding, Severity
from kbgen.model.message import NO_MESSAGE, Message, msg

DOCS = "https://kbgen.example/"
"""The address of the published documentation: `site_url` of docs/mkdocs.yml."""


def documented(page: str) -> str:
    """Return the address of a page of the documentation."""
    return f"{DOCS}{page}/"


@dataclass(frozen=True)
class FindingType:
    """What all findings of one code have in common.

    `severity` is the default; a site changes it with the option `checks`. If the code has two
    severities, `also` is the one in the cases that the documentation names.
    """

    code: str
    severity: Severity
    title: str
    also: Severity | None = None
    comes_with_time: bool = False
    """Whether a day that passes brings it: then it never stops a strict build, which may run at
    night."""
    group_message: Message = NO_MESSAGE
    """The message of many findings in one, in which %(count)d and %(subjects)s are filled in."""
    group_hint: Message = NO_MESSAGE
    """The hint of that message, in which %(all)s subjects are named."""

    @property
    def anchor(self) -> str:
        """Return the id of its heading in docs/findings.md: "kb205"."""
        return self.code.lower()

    @property
    def name(self) -> str:
        """Return its title in PascalCase, as SARIF names a rule: "UnknownFact"."""
        words = "".join(c if c.isalnum() else " " for c in self.title).split()
        return "".join(word[0].upper() + word[1:] for word in words)

    @property
    def help_url(self) -> str:
        return f"{DOCS}findings/#{self.anchor}"


_META_FIELDS = msg(
    "if they are meant for other programs, write below kbgen in mkdocs.yml: meta_fields: [%(all)s]"
)
_TYPES = (
    FindingType("KB001", ERROR, "Invalid setting"),
    FindingType("KB002", ERROR, "MkDocs refuses the configuration", also=WARNING),
    FindingType("KB003", ERROR, "Ignore comment without a reason"),
    FindingType("KB004", WARNING, "Navigation names a file that is not there"),
    FindingType("KB005", WARNING, "Pages that the navigation leaves out"),
    FindingType("KB101", ERROR, "Unreadable file", also=WARNING),
    FindingType("KB102", ERROR, "Invalid YAML", also=WARNING),
    FindingType("KB103", ERROR, "Invalid front matter", also=WARNING),
    FindingType("KB104", ERROR, "Invalid field value", also=WARNING),
    FindingType("KB105", ERROR, "Source field in a translation", also=WARNING),
    FindingType("KB106", ERROR, "Invalid catalog"),
    FindingType("KB107", ERROR, "File from outside the project"),
    FindingType("KB108", ERROR, "Page outside the language folders", also=WARNING),
    FindingType("KB109", ERROR, "Two files with one address", also=WARNING),
    FindingType(
        "KB110",
        WARNING,
        "Poor file name",
        also=ERROR,
        group_message=msg(
            "%(count)d file names become addresses that are hard to write: %(subjects)s"
        ),
        group_hint=msg(
            "use small Latin letters, digits and hyphens; kbgen move keeps old addresses"
        ),
    ),
    FindingType("KB111", ERROR, "Duplicate heading id"),
    FindingType("KB112", WARNING, "HTML that is not published"),
    FindingType("KB113", ERROR, "Page too large or too complex"),
    FindingType(
        "KB114",
        WARNING,
        "Field that kbgen does not know",
        group_message=msg("%(count)d fields that kbgen does not know: %(subjects)s"),
        group_hint=msg(
            "if they are meant for other programs, write below kbgen in mkdocs.yml: "
            "meta_fields: [%(all)s]"
        ),
    ),
    FindingType(
        "KB115",
        WARNING,
        "Field with a value that kbgen does not use",
        group_message=msg("%(count)d fields whose values kbgen does not use: %(subjects)s"),
        group_hint=msg(
            "if they are meant for other programs, write below kbgen in mkdocs.yml: "
            "meta_fields: [%(all)s]"
        ),
    ),
    FindingType("KB116", ERROR, "Baseline that cannot be used", also=WARNING),
    FindingType("KB117", WARNING, "Severities for files that are not there"),
    FindingType("KB118", WARNING, "Language of which little is known"),
    FindingType("KB119", ERROR, "Mistake in the record of translations", also=WARNING),
    FindingType("KB120", ERROR, "Merge conflict"),
    FindingType("KB121", WARNING, "Keywords that are not apart"),
    FindingType("KB122", WARNING, "Text of a field that is read otherwise"),
    FindingType("KB123", WARNING, "Document instead of a page", also=ERROR),
    FindingType("KB124", WARNING, "Folder that is nearly one of a kind", also=ERROR),
    FindingType("KB125", WARNING, "Page without text"),
    FindingType("KB126", ERROR, "Heading with a mistyped id", also=WARNING),
    FindingType("KB127", WARNING, "Headings that do not nest"),
    FindingType("KB128", ERROR, "List, table or note that is none", also=WARNING),
    FindingType("KB129", WARNING, "Mark that is not closed", also=ERROR),
    FindingType("KB130", ERROR, "Pasted with what stood around it", also=WARNING),
    FindingType("KB131", ERROR, "Typed with another keyboard", also=WARNING),
    FindingType("KB132", ERROR, "Page in another language than its folder", also=WARNING),
    FindingType("KB133", ERROR, "Letters lost in saving", also=WARNING),
    FindingType("KB134", ERROR, "Headings that lost their ids", also=WARNING),
    FindingType("KB201", ERROR, "Incomplete fact"),
    FindingType("KB202", ERROR, "Impossible quantity"),
    FindingType("KB203", ERROR, "Invalid branch file"),
    FindingType("KB204", ERROR, "Invalid glossary"),
    FindingType("KB205", ERROR, "Unknown fact", also=WARNING),
    FindingType("KB206", ERROR, "Difference that the fact does not allow"),
    FindingType("KB207", ERROR, "Facts that contain one another"),
    FindingType("KB208", ERROR, "Region without a branch"),
    FindingType("KB209", ERROR, "Text for a wrong language, or missing in one", also=WARNING),
    FindingType("KB210", ERROR, "Unsuitable filter"),
    FindingType("KB211", WARNING, "Expired value"),
    FindingType("KB212", WARNING, "Branch without a time zone"),
    FindingType("KB213", WARNING, "Branch without usual hours"),
    FindingType("KB214", ERROR, "End before the start"),
    FindingType("KB215", ERROR, "Value that never holds"),
    FindingType("KB216", ERROR, "Later values out of order"),
    FindingType("KB217", ERROR, "Text that looks like a fact"),
    FindingType("KB218", WARNING, "Fact in code"),
    FindingType("KB219", WARNING, "Improbable value"),
    FindingType("KB220", WARNING, "Branch like another"),
    FindingType("KB221", WARNING, "Season without its last day"),
    FindingType("KB301", ERROR, "Dead link", also=WARNING),
    FindingType("KB302", ERROR, "Dead anchor", also=WARNING),
    FindingType("KB303", ERROR, "Unknown reference in front matter"),
    FindingType("KB304", ERROR, "Survey questions and texts that do not match"),
    FindingType("KB305", WARNING, "Survey whose answers reach nobody"),
    FindingType("KB306", WARNING, "Unusable preview picture"),
    FindingType("KB307", WARNING, "Content from another origin"),
    FindingType("KB308", ERROR, "Mistyped address", also=WARNING),
    FindingType("KB309", ERROR, "Text that looks like a link", also=WARNING),
    FindingType("KB311", ERROR, "Address that leads nowhere"),
    FindingType("KB312", ERROR, "Invalid list of addresses"),
    FindingType("KB313", ERROR, "Impossible former address", also=WARNING),
    FindingType("KB401", ERROR, "Quantity that the ledger holds"),
    FindingType("KB402", ERROR, "Quantity that differs from the source"),
    FindingType("KB403", ERROR, "Facts that differ from the source"),
    FindingType("KB404", WARNING, "Unused fact"),
    FindingType("KB405", WARNING, "Difference without a reason"),
    FindingType("KB411", ERROR, "Contradiction of the source"),
    FindingType("KB412", WARNING, "Doubt whether it says the same"),
    FindingType("KB413", ERROR, "Text of another place"),
    FindingType(
        "KB421",
        WARNING,
        "Missing translation",
        group_message=msg("%(count)d pages are missing in other languages: %(subjects)s"),
        group_hint=msg(
            "their readers see them in another language; add a file with the same name in "
            "the folder of each language"
        ),
    ),
    FindingType("KB422", ERROR, "Sections that differ from the source"),
    FindingType("KB423", ERROR, "Steps that differ from the source"),
    FindingType("KB424", ERROR, "List items that differ from the source"),
    FindingType("KB425", ERROR, "Tables that differ from the source"),
    FindingType("KB426", ERROR, "Admonitions that differ from the source"),
    FindingType("KB427", ERROR, "Links or pictures that differ from the source"),
    FindingType("KB428", ERROR, "Link to another language"),
    FindingType("KB429", WARNING, "Blocks that differ from the source", also=ERROR),
    FindingType("KB431", ERROR, "Text left in English"),
    FindingType("KB432", ERROR, "Text in a wrong language"),
    FindingType("KB433", ERROR, "Wrong letter"),
    FindingType("KB434", ERROR, "Wrong punctuation", also=WARNING),
    FindingType("KB435", ERROR, "Wrong digits"),
    FindingType("KB437", ERROR, "Unsafe direction control"),
    FindingType("KB438", ERROR, "Broken encoding"),
    FindingType("KB439", ERROR, "Leftover of copying", also=WARNING),
    FindingType("KB440", ERROR, "Unit that the fact says already"),
    FindingType("KB441", WARNING, "Term not translated as agreed"),
    FindingType("KB442", ERROR, "Word not to use"),
    FindingType("KB451", ERROR, "Incomplete service standard"),
    FindingType("KB452", ERROR, "Policy without a date"),
    FindingType("KB453", WARNING, "Review overdue", comes_with_time=True),
    FindingType("KB454", ERROR, "Notice that ends before it starts"),
    FindingType("KB455", ERROR, "Text published before its day"),
    FindingType("KB456", ERROR, "Languages that change on different days"),
    FindingType("KB457", WARNING, "Changed without a new version"),
    FindingType("KB458", ERROR, "Invalid days of a text"),
    FindingType("KB459", ERROR, "Broken record of what was published", also=WARNING),
    FindingType("KB461", WARNING, "Long sentence"),
    FindingType("KB471", WARNING, "Character without a font"),
    FindingType("KB481", ERROR, "Translation of an earlier promise", also=WARNING),
    FindingType("KB482", WARNING, "Source reworded since it was translated"),
    FindingType("KB483", WARNING, "Translation changed, its source did not"),
    FindingType("KB484", WARNING, "Text not translated, or without a source"),
    FindingType("KB485", WARNING, "Formula that cannot be read"),
    FindingType("KB486", WARNING, "Diagram that is not drawn"),
)

CATALOGUE: Mapping[str, FindingType] = {kind.code: kind for kind in _TYPES}

# The codes that the program itself compares with.
INVALID_SETTING = "KB001"
IGNORED_WITHOUT_REASON = "KB003"
INVALID_VALUE = "KB104"
INVALID_RECORD = "KB119"
PAGE_WITHOUT_LANGUAGE = "KB108"
SAME_ADDRESS = "KB109"
CONFLICT = "KB120"
LIKE_FACT, FACT_IN_CODE = "KB217", "KB218"
IMPROBABLE_VALUE = "KB219"
ALIKE_BRANCH, ENDLESS_SEASON = "KB220", "KB221"
UNPUBLISHED_HTML = "KB112"
PAGE_REFUSED = "KB113"
IMPOSSIBLE_QUANTITY = "KB202"
OTHER_QUANTITY = "KB402"
UNUSED_FACT = "KB404"
CONTRADICTION, DOUBT, PASTED = "KB411", "KB412", "KB413"
OTHER_BLOCKS = "KB429"
CRITICAL, REWORDED, EDITED, UNPAIRED = "KB481", "KB482", "KB483", "KB484"

MECHANICAL = frozenset(("KB103", "KB121", "KB122", "KB126", "KB127", "KB128"))
"""Codes whose mends change nothing that is said: `kbgen check --fix` writes them without asking."""

DOUBTS = frozenset(("KB412", "KB429"))
"""Codes of differences of which only a person can say whether they matter."""
CONTRADICTIONS = frozenset(("KB402", "KB403", "KB411"))
"""Codes of differences by which a translation says something else than its source."""

ABOUT_FACTS = frozenset((IMPOSSIBLE_QUANTITY, "KB203", "KB206", "KB214", "KB215", "KB216"))
"""Codes about a fact's value or a branch whose findings may lie in files other than the ledger."""
ABOUT_SAMENESS = frozenset(code for code in CATALOGUE if code.startswith("KB4"))
"""Codes of the rules that prove that all languages and branches state the same facts."""
OF_TEXT = ABOUT_SAMENESS | {"KB121", "KB122", "KB125", "KB126", "KB127", "KB128", "KB129"}
"""Codes of the rules for texts, of which a draft may have any."""
ABOUT_DAYS = frozenset(("KB455", "KB456", "KB458"))
"""Codes about the day from which a text holds, which are mistakes in a draft, too."""
ABOUT_RECORD = frozenset((CRITICAL, REWORDED, EDITED, UNPAIRED))
"""Codes of what the record of translations tells; builds report the critical one alone."""
ABOUT_TRANSLATION = frozenset(
    code for code in CATALOGUE if code.startswith(("KB40", "KB41", "KB42", "KB441"))
)
"""Codes of the rules that compare a translation with its source."""


def verdict_of(finding: Finding) -> Literal["contradiction", "doubt"] | None:
    """Return whether two languages contradict one another, or may; None for other findings."""
    if finding.code in DOUBTS:
        return "doubt"
    return "contradiction" if finding.code in CONTRADICTIONS else None


def stops_build(finding: Finding, is_strict: bool) -> bool:
    """Tell whether a build ends with a finding; a strict one also ends with a warning."""
    label, known = label_of(finding), CATALOGUE.get(finding.code)
    is_due = known is not None and known.comes_with_time
    return label == "error" or (is_strict and label == "warning" and not is_due)


def label_of(finding: Finding) -> str:
    """Return what reports call a finding: error, warning or doubt.

    A doubt that stops a build is an error.
    """
    is_doubt = finding.severity == WARNING and verdict_of(finding) == "doubt"
    return "doubt" if is_doubt else finding.severity.value
