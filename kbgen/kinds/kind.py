"""The record that describes a kind of page to the other packages."""

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
    """A section of a published page as plain text, and as HTML with absolute addresses.

    The lead has no anchor and no title. `steps` are the items of the first numbered list.
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
    """A published page, as `Kind.describe` gets it.

    `url` is absolute, `lang` is a BCP 47 tag, texts are plain. `durations` maps the facts in its
    front matter that ISO 8601 can write exactly to their durations.
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
    """Counts of the parts of an imported document.

    `share_of_steps` is the share of its words (0 to 1) in steps. `named` are the kinds that its
    title names.
    """

    headings: int
    questions: int
    """The number of headings that are questions."""
    steps: int
    share_of_steps: float
    named: frozenset[str] = frozenset()
    questionnaire: tuple[int, int] | None = None
    """(number of questions, number of answers on its scale); None if it is no questionnaire."""


def _no_findings(*_: object) -> Iterator[Finding]:
    return iter(())


def _not_recognized(_: Contents) -> str:
    return ""


# Kinds are compared by identity.
@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of page. Its pages lie below `folder` in the folder of the language.

    The texts for customers (`title`, `summary`, `nothing`) are messages of the catalogs.
    """

    name: str
    """Its name in answers.json, `checks:` and `--kind`."""
    noun: str
    """Its name in a sentence: "a policy"."""
    folder: str = ""
    model: type[PageMeta] = PageMeta
    """The model of its front matter."""

    title: str = ""
    """The title of its list, and the label of its answers in the search."""
    summary: str = ""
    """One sentence about its list."""
    nothing: str = ""
    """The text on its list if there is no page; "" for none."""
    icon: str = "document"
    """One of `model.home.ICONS`."""
    card: str = ""
    """The template for the part between a page's title and its text; "" for none."""
    is_wide: bool = False
    """Whether its pages use the whole width, without a table of contents beside the text."""
    is_task: bool = False
    """Whether its pages are the tasks of the home page if mkdocs.yml names none."""

    has_questions: bool = False
    """Whether each `##` is a question: pages fold the answers, and lists show the questions."""
    keeps_history: bool = False
    """Whether what its pages said is kept in history/ and stays published: policies, standards."""
    is_form: bool = False
    """Whether its pages are forms; documents with a questionnaire become pages of this kind."""

    weight: float = 1
    """The factor of its answers in the search score: of equal matches, short answers come first."""
    lead_weight: float = 0.8
    """The factor of a page's lead in the search score; mostly the sections say more."""

    describe: Callable[[PageData], Iterable[Thing]] | None = None
    """Yields the schema.org objects of a page; empty values are left out later."""
    check: Callable[[Article], Iterator[Finding]] = _no_findings
    """Yields findings about a source page, in sites with a ledger."""
    check_needed: Callable[[Article, Article, Forms], Iterator[Finding]] = _no_findings
    """Yields findings about a page, given also its source page, that prevent a build."""
    recognize: Callable[[Contents], str] = _not_recognized
    """Returns the reason why a document is of this kind; "" if it is not."""
    needs: str = ""
    """What an editor has to add to an imported page: "a policy needs `effective:` …"."""
