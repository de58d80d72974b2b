"""What a kind of page is: all that the other packages ask of it, in one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kbgen.model.article import Article
from kbgen.model.finding import Finding
from kbgen.model.forms import Forms
from kbgen.model.front_matter import PageMeta

Thing = dict[str, Any]
"""An object of JSON-LD."""


class SectionData(Protocol):
    """A section of a published page: plain words, and HTML whose addresses are absolute.

    The lead has neither anchor nor title. `steps` are the items of its first numbered list.
    """

    @property
    def anchor(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def steps(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class PageData:
    """A published page as its kind describes it to search engines.

    `url` is absolute, `lang` a BCP 47 tag, the texts are plain. `durations` are the facts of its
    front matter that ISO 8601 says exactly: fact id → duration.
    """

    url: str
    lang: str
    title: str
    description: str
    meta: PageMeta
    sections: Sequence[SectionData]
    durations: Mapping[str, str]


@dataclass(frozen=True)
class Contents:
    """What a document that is imported is made of, counted.

    `share_of_steps` is that of its words (0 to 1). `named` are the kinds that its title names.
    """

    headings: int
    questions: int
    """Headings that ask something."""
    steps: int
    share_of_steps: float
    named: frozenset[str] = frozenset()
    questionnaire: tuple[int, int] | None = None
    """How many questions it asks, and how many answers its scale has."""


def _no_findings(*_: object) -> Iterator[Finding]:
    return iter(())


def _not_recognized(_: Contents) -> str:
    return ""


# Kinds are told apart by identity: no two of them are alike.
@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of page. Its pages are those below `folder`, a folder of the language's root.

    Strings that customers read (`title`, `summary`, `nothing`) are messages of the catalogs.
    """

    name: str
    """What programs and settings call it: in answers.json, `checks:`, `--kind`."""
    noun: str
    """What one is called in a sentence: "a policy"."""
    folder: str = ""
    model: type[PageMeta] = PageMeta
    """Its front matter."""

    title: str = ""
    """The name of its list and, in the search, of its answers."""
    summary: str = ""
    """What its list holds, in a sentence."""
    nothing: str = ""
    """What its list says where it has no page; "" for nothing."""
    icon: str = "document"
    """One of `model.home.ICONS`."""
    card: str = ""
    """The template of what stands between a page's title and its text."""
    is_wide: bool = False
    """Whether its pages take the whole width, without contents beside them."""
    is_task: bool = False
    """Whether its pages are the tasks of a home page for which mkdocs.yml names none."""

    has_questions: bool = False
    """Whether each `##` is a question: pages fold the answers, lists name the questions."""
    is_form: bool = False
    """Whether its pages are forms; documents with a questionnaire are imported as such."""

    weight: float = 1
    """What an answer counts for in the search: of two that say the same, the shorter is first."""
    lead_weight: float = 0.8
    """What the lead of a page counts for: mostly its sections say more."""

    describe: Callable[[PageData], Iterable[Thing]] | None = None
    """Yields what a page is in terms of schema.org; values that are empty are left out."""
    check: Callable[[Article], Iterator[Finding]] = _no_findings
    """Yields what is wrong with a source page, where the site has a ledger."""
    check_needed: Callable[[Article, Article, Forms], Iterator[Finding]] = _no_findings
    """Yields what keeps a site with the page from being built; it is given its source as well."""
    recognize: Callable[[Contents], str] = _not_recognized
    """Returns by what a document is known to be of this kind, "" where it is not."""
    needs: str = ""
    """What a person has to add to an imported page: "a policy needs `effective:` …"."""
