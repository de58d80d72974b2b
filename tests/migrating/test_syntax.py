"""Markdown of other generators → Python-Markdown's: tables, and no word is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.migrating.generators import docusaurus
from kbgen.migrating.model import MigrationNote, SourceFiles
from kbgen.migrating.slugs import github_slug
from kbgen.migrating.syntax.blocks import convert_blocks
from kbgen.migrating.syntax.elements import on_own_lines
from kbgen.migrating.syntax.gitbook_blocks import GitBookBlocks
from kbgen.migrating.syntax.headings import with_old_ids
from kbgen.migrating.syntax.mdx import convert_mdx
from kbgen.migrating.syntax.shortcodes import Shortcodes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("- a\n  - b\n    - c", "- a\n    - b\n        - c"),
        ("1. a\n   - b\n2. c", "1. a\n    - b\n2. c"),
        ("10. a\n\n    text", "10. a\n\n    text"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("Text\n- a", "Text\n\n- a"),
        ("Text\n2024. was good", "Text\n2024. was good"),
        (
            "- a\n  ```js\n  x\n    y\n  ```\n- b",
            "- a\n\n    ```js\n    x\n      y\n    ```\n\n- b",
        ),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "Text\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("one\\\ntwo", "one  \ntwo"),
        ("5 \\< 6, `\\<`", "5 &lt; 6, `\\<`"),
        ("* * *", "* * *"),
        ("    code", "    code"),
        ("- a\nlazy\n\nnext", "- a\n    lazy\n\nnext"),
        ("- a\n    - b", "- a\n    - b"),
        ("> [!WARNING]\n> - a\n>   - b", "!!! warning\n\n    - a\n        - b"),
    ],
)
def test_blocks(written: str, expected: str) -> None:
    assert convert_blocks(written, 1, ()) == f"{expected}\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{/* a */}", "<!-- a -->"),
        ("## H {/* #id */}", "## H {#id}"),
        ("a{' '}b {'c'}", "a b c"),
        ("`{x}` \\{y\\}", "`{x}` {y}"),
        ('<div className="a">', '<div class="a">'),
        ("<img src={require('./a.png').default} />", '<img src="./a.png" />'),
        ('<Link to="/a">b</Link>', '<a href="/a">b</a>'),
        ("<>x</>", "x"),
        ("import A from 'b';\nimport {C} from \"d\";\n\nText", "\n\n\nText"),
        ("import duties are due", "import duties are due"),
        ("a <Foo bar={1 > 0 ? '}' : `x`}/> b", "a <!-- ‹Foo bar={1 › 0 ? '}' : `x`}/› --> b"),
        ("1 < 2 and {", "1 < 2 and {"),
    ],
)
def test_mdx(written: str, expected: str) -> None:
    assert convert_mdx(written, "a.mdx", 1, (), []) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("## Same words", "## Same words"),
        ("## A & B", "## A & B {#a--b}"),
        ("## Twice\n## Twice", "## Twice\n## Twice {#twice-1}"),
        ("## Own {#mine}", "## Own {#mine}"),
        ("```\n## A & B\n```", "```\n## A & B\n```"),
    ],
)
def test_ids_of_headings_stay(written: str, expected: str) -> None:
    assert with_old_ids(written, github_slug) == expected


WORD = st.from_regex(r"[a-z]{4,9}", fullmatch=True)
INLINE = st.one_of(
    WORD,
    st.builds("**{}**".format, WORD),
    st.builds("`{}`".format, WORD),
    st.builds("[{}]({}.md)".format, WORD, WORD),
    st.just("کتاب"),
)
SENTENCE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)


def _nested(blocks: st.SearchStrategy[str], wraps: list[str]) -> st.SearchStrategy[str]:
    def wrap(form: str, title: str, inner: list[str]) -> str:
        return form.format(title=title, inner="\n\n".join(inner))

    return st.builds(wrap, st.sampled_from(wraps), WORD, st.lists(blocks, min_size=1, max_size=3))


def documents(wraps: list[str], inlines: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return documents of paragraphs, headings, lists, code and what `wraps` put around them."""
    plain = st.one_of(
        st.lists(st.one_of(INLINE, inlines), min_size=1, max_size=4).map(" ".join),
        st.builds("## {}".format, SENTENCE),
        st.builds("- {}\n  - {}\n\n    {}\n- {}".format, SENTENCE, SENTENCE, SENTENCE, SENTENCE),
        st.builds("1. {}\n   ```js\n   {}\n   ```".format, SENTENCE, WORD),
        st.builds("| {} | {} |\n|---|---|\n| {} | {} |".format, WORD, WORD, WORD, WORD),
        st.builds("> {}".format, SENTENCE),
    )
    blocks = st.recursive(plain, lambda inner: _nested(inner, wraps), max_leaves=6)
    return st.lists(blocks, min_size=1, max_size=5).map("\n\n".join)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,9}|کتاب", text))


def missing(written: str, page: str, notes: list[MigrationNote], syntax: str) -> set[str]:
    """Return the words of a text that are neither on the page nor in the report."""
    reported = " ".join(f"{note.what} {note.text}" for note in notes)
    return words_of(written) - words_of(page) - words_of(reported) - words_of(syntax)


MDX = [
    ":::note[{title}]\n\n{inner}\n\n:::",
    "::::tip {title}\n{inner}\n::::",
    '<Tabs>\n<TabItem value="x" label="{title}">\n\n{inner}\n\n</TabItem>\n</Tabs>',
    "<details>\n<summary>{title}</summary>\n\n{inner}\n\n</details>",
    '<div className="{title}">\n\n{inner}\n\n</div>',
    '<Foo bar="{title}">\n\n{inner}\n\n</Foo>',
]
MDX_INLINE = st.one_of(
    st.builds("{{{}.name}}".format, WORD),
    st.builds("<Foo bar={{{}}} baz='{}'/>".format, WORD, WORD),
    st.builds("{{/* {} */}}".format, WORD),
    st.builds("\\{{{}\\}}".format, WORD),
)


@settings(max_examples=200)
@given(documents(MDX, MDX_INLINE))
def test_no_word_of_mdx_is_lost(written: str) -> None:
    notes: list[MigrationNote] = []
    text = convert_mdx(written, "a.mdx", 1, docusaurus.TAGS, notes)
    text = on_own_lines(text, docusaurus.TAGS)
    page = convert_blocks(text, 1, docusaurus.CONTAINERS, has_indented_code=False)
    assert (
        missing(written, page, notes, "note div className value label summary Tabs abs tem")
        == set()
    )


HUGO = [
    '{{{{% notice tip "{title}" %}}}}\n{inner}\n{{{{% /notice %}}}}',
    '{{{{< details summary="{title}" >}}}}\n{inner}\n{{{{< /details >}}}}',
    '{{{{< tabs >}}}}\n{{{{< tab "{title}" >}}}}\n{inner}\n{{{{< /tab >}}}}\n{{{{< /tabs >}}}}',
    '{{{{< unknown what="{title}" >}}}}\n{inner}\n{{{{< /unknown >}}}}',
]
HUGO_INLINE = st.one_of(
    st.builds('{{{{< figure src="a.png" caption="{}" >}}}}'.format, WORD),
    st.builds('{{{{< {} "{}" >}}}}'.format, WORD, WORD),
)


@settings(max_examples=200)
@given(documents(HUGO, HUGO_INLINE))
def test_no_word_of_hugo_is_lost(written: str) -> None:
    notes: list[MigrationNote] = []
    page = Shortcodes((), {}, notes).convert(written, "content/a.md", 1, {})
    syntax = "notice details summary tabs unknown what figure caption"
    assert missing(written, page, notes, syntax) == set()


GITBOOK = [
    '{{% hint style="info" %}}\n{inner}\n{{% endhint %}}\n\n{title}',
    '{{% tabs %}}\n{{% tab title="{title}" %}}\n{inner}\n{{% endtab %}}\n{{% endtabs %}}',
    '{{% unknown what="{title}" %}}\n{inner}\n{{% endunknown %}}',
    "<details>\n\n<summary>{title}</summary>\n\n{inner}\n\n</details>",
]
GITBOOK_INLINE = st.one_of(
    st.builds("{{{{ book.{} }}}}".format, WORD),
    st.builds('{{% embed url="https://{}.example" %}}'.format, WORD),
    st.builds("{{% raw %}}{}{{% endraw %}}".format, WORD),
)


@settings(max_examples=200)
@given(documents(GITBOOK, GITBOOK_INLINE))
def test_no_word_of_gitbook_is_lost(written: str) -> None:
    notes: list[MigrationNote] = []
    blocks = GitBookBlocks(SourceFiles(Path(), {}), {}, notes)
    page = blocks.convert(written, "a.md", 1)
    syntax = (
        "hint endhint style info tabs endtab endtabs title unknown endunknown what summary details "
    )
    syntax += "endraw embed book https"
    assert missing(written, page, notes, syntax) == set()
