"""The ids that MkDocs gives to headings, found without rendering them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from kbgen.model.slugs import SlugOptions

_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()>#+.!-])"
    r"|(?<!`)(?P<ticks>`++)(?P<code>(?:(?!(?P=ticks)).)++)(?P=ticks)(?!`)"
    r"|<(?P<autolink>(?:https?|ftp)://[^<>\s]*+|[^\s<>@:/]++@[^\s<>@]++)>"
    r"|(?P<comment><!--(?:(?!<!--).)*?-->)"
    r"|(?P<tag></?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>)"
    r"|!\[(?:[^\[\]]|\[[^\[\]]*\])*+\](?:\((?:[^()]|\([^()]*\))*+\)|[ ]?\[[^\[\]]*\])"
    r"|(?P<footnote>\[\^[^\[\]]++\])"
    r"|(?P<end>\](?:\((?:[^()]|\([^()]*\))*+\)|[ ]?\[[^\[\]]*\]))"
    r"|(?<=[)\]`*_])(?P<attributes>\{:?[^{}\n]++\})"
    r"|(?P<emoji>:[a-z0-9_+-]++:)",
    re.S,
)
_MARKED = re.compile(r"[\\`*_<!\[:{&]")
_EMPHASIS = re.compile(r"(?<!\w)_{1,3}(?=[^\s_])(.+?)(?<!\s)_{1,3}(?!\w)")
_ESCAPED_UNDERSCORE = "\ue000"  # stands for an underscore that is no emphasis; a private use
_LONGEST = 1000  # characters of a heading in which markup is looked for
_COUNT = re.compile(r"(.*)_([0-9]+)", re.S)


def heading_words(text: str, *, has_emoji: bool = False) -> str:
    """Return the words of a heading that count for its id, without the names of pictures.

    Of signs only those go of which slugs would keep something: the stars and brackets here do not.

    >>> heading_words("**Fees** for `a_b` _now_, [see](x_y.md) ![chart](p.png)")
    '**Fees** for a_b now, [see'
    """
    if len(text) > _LONGEST or not _MARKED.search(text):
        return " ".join(text.split())
    words = "".join(_pieces(text, has_emoji))
    while (plain := _EMPHASIS.sub(r"\1", words)) != words:
        words = plain
    words = unescape(words.replace(_ESCAPED_UNDERSCORE, "_"))
    return " ".join(words.split())


def _pieces(text: str, has_emoji: bool) -> Iterator[str]:
    after = 0
    for found in _INLINE.finditer(text):
        yield text[after : found.start()]
        after = found.end()
        kept = found["escaped"] or found["code"] or found["autolink"] or ""
        if found["emoji"] and not has_emoji:
            yield found["emoji"]
        elif found["code"]:
            yield kept.strip().replace("&", "&amp;").replace("_", _ESCAPED_UNDERSCORE)
        else:
            yield kept.replace("_", _ESCAPED_UNDERSCORE)
    yield text[after:]


class UniqueIds:
    """Makes ids unique as Python-Markdown's toc does: fees, fees_1, fees_2.

    An empty id becomes _1, _2 …
    """

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._known: dict[str, int] = {}
        """Base of an id → the number up to which all its ids are taken."""

    def id(self, wanted: str) -> str:
        if wanted in self._taken or not wanted:
            wanted = self._numbered(wanted)
        self._taken.add(wanted)
        return wanted

    def _numbered(self, wanted: str) -> str:
        counted = _COUNT.fullmatch(wanted)
        base, number = (counted[1], int(counted[2])) if counted else (wanted, 0)
        known = self._known.get(base, 0)
        is_next = number <= known or wanted == f"{base}_{known + 1}"
        number = (max(number, known) if is_next else number) + 1
        while f"{base}_{number}" in self._taken:
            number += 1
        if is_next:
            self._known[base] = number
        return f"{base}_{number}"


def toc_slug(words: str, options: SlugOptions) -> str:
    """Return the id that Python-Markdown's toc makes of a heading's words; "" if none is left."""
    if options.slugify is not None:
        return options.slugify(words, options.separator)
    # Slow to import; mostly everything is in the cache already.
    from markdown.extensions.toc import slugify

    return slugify(words, options.separator)
