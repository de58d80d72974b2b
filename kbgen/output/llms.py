"""llms.txt (llmstxt.org): the contents of a site as Markdown for language models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LLMS = "llms.txt"
_BRACKET = re.compile(r"([\[\]])")


@dataclass(frozen=True)
class Line:
    """A link with its title and description, in plain text with isolates."""

    title: str
    url: str
    description: str = ""


def llms_text(
    title: str, description: str, sections: Sequence[tuple[str, Sequence[Line]]]
) -> bytes:
    """Return the file: `# title`, `> description`, and a list of links for each section.

    >>> print(llms_text("A", "B", [("C", [Line("D", "d/", "E")])]).decode(), end="")
    # A
    <BLANKLINE>
    > B
    <BLANKLINE>
    ## C
    <BLANKLINE>
    - [D](d/): E
    """
    blocks = [f"# {_plain(title)}", *([f"> {_plain(description)}"] if description else [])]
    for name, lines in sections:
        if lines:
            blocks += [f"## {_plain(name)}", "\n".join(_item(line) for line in lines)]
    return ("\n\n".join(blocks) + "\n").encode()


def _item(line: Line) -> str:
    about = f": {_plain(line.description)}" if line.description else ""
    title = _BRACKET.sub(r"\\\1", _plain(line.title))
    return f"- [{title}]({line.url}){about}"


def _plain(text: str) -> str:
    return " ".join(text.split())
