"""Random documents in every format that is imported, with the words that stand in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from random import Random

import yaml

from tests.documents import docx

_SYLLABLES = (
    "ba ce di fo gu ha ke li mo nu pa re si to vu wa ze bri clo dra fle gri plu sta tro".split()
)
_NATIVE = {
    "ur": "رقم واپسی گاہک رسید شاخ دن ہفتہ ڈیلیوری شکایت خدمت قیمت ادائیگی",
    "ar": "استرجاع فاتورة عميل فرع يوم توصيل شكوى خدمة سعر دفع مبلغ ضمان",
    "hi": "वापसी रसीद ग्राहक शाखा दिन डिलीवरी शिकायत सेवा दाम भुगतान",
}
_KINDS = ("note", "tip", "warning", "danger", "caution", "info", "important")


class Writer:
    """Makes texts of words by chance, and keeps each of them."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.words: list[str] = []

    def text(self, least: int = 2, most: int = 9) -> str:
        count = self.random.randint(least, most)
        made = [self._word() for _ in range(count)]
        self.words += made
        return " ".join(made)

    def sentence(self) -> str:
        return f"{self.text(4, 18).capitalize()}{self.random.choice('..?!')}"

    def maybe(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def one(self, *of: Callable[[], str]) -> str:
        return self.random.choice(of)()

    def many(self, least: int, most: int) -> range:
        return range(self.random.randint(least, most))

    def _word(self) -> str:
        if self.maybe(0.04):
            return self.random.choice(self.random.choice([*_NATIVE.values()]).split())
        return "".join(self.random.choice(_SYLLABLES) for _ in self.many(2, 4))


def plain_text(write: Writer) -> bytes:
    """Lines of headings, wrapped paragraphs, lists, tables with tabs, lines of dashes."""

    def wrapped() -> str:
        words, lines = " ".join(write.sentence() for _ in write.many(2, 5)).split(), [""]
        for word in words:
            if len(lines[-1]) + len(word) > 60:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return "\n".join(lines)

    parts = [write.text(2, 5).capitalize()]
    for _ in write.many(2, 8):
        parts.append(
            write.one(
                lambda: write.text(2, 4).capitalize(),
                write.sentence,
                wrapped,
                lambda: "\n".join(f"- {write.text()}" for _ in write.many(2, 4)),
                lambda: "\n".join(f"{n + 1}. {write.sentence()}" for n in write.many(2, 4)),
                lambda: "\n".join(
                    "\t".join(write.text(1, 3) for _ in range(3)) for _ in write.many(2, 4)
                ),
                lambda: f"{write.text(1, 2).capitalize()}: {write.text()}",
                lambda: "-------",
                lambda: f"{write.text(2, 3).capitalize()}\n==========",
            )
        )
    text = "\n\n".join(parts) + "\n"
    encoding = write.random.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16"])
    return text.encode(encoding)


def inline(write: Writer) -> str:
    """A sentence with markup in it."""
    parts = [
        write.one(
            write.text,
            write.text,
            lambda: f"**{write.text(1, 3)}**",
            lambda: f"*{write.text(1, 3)}*",
            lambda: f"`{write.text(1, 2)}`",
            lambda: f"[{write.text(1, 3)}](https://e.example/a)",
            lambda: f'[{write.text(1, 3)}](../b.md "{write.text(1, 2)}")',
            lambda: f'![{write.text(1, 2)}](p.png "{write.text(1, 2)}")',
            lambda: f"<b>{write.text(1, 2)}</b>",
            lambda: f'<img src="q.png" alt="{write.text(1, 2)}">',
            lambda: f"<!-- {write.text(1, 2)} -->",
            lambda: f"{write.text(1, 2)}[^1]",
        )
        for _ in write.many(1, 4)
    ]
    return " ".join(["So", *parts]) + "."


def _front(write: Writer) -> str:
    if write.maybe(0.4):
        return ""
    fields: dict[str, object] = {}
    if write.maybe():
        fields["title"] = write.text(2, 4)
    if write.maybe():
        fields["description"] = write.text(3, 8)
    if write.maybe():
        fields["keywords"] = [write.text(1, 2) for _ in write.many(1, 3)]
    if write.maybe():
        fields["tags"] = [write.text(1, 1) for _ in write.many(1, 3)]
    if write.maybe():
        fields["layout"] = write.text(1, 2)
    if write.maybe(0.3):
        fields["authors"] = [{"name": write.text(2, 2)}]
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n\n" if fields else ""


def _list(write: Writer, indent: str = "") -> str:
    mark = write.random.choice(["-", "1."])
    lines = []
    for _ in write.many(2, 4):
        lines.append(f"{indent}{mark} {inline(write)}")
        if not indent and write.maybe(0.2):
            lines.append(_list(write, "    "))
        if not indent and write.maybe(0.15):
            lines.append(f"\n    {write.sentence()}\n")
        if not indent and write.maybe(0.15):
            lines.append(f"\n    ```\n    {write.text(1, 3)}\n    ```\n")
    return "\n".join(lines)


def _markdown_block(write: Writer) -> str:
    return write.one(
        lambda: inline(write),
        lambda: " \n".join(inline(write) for _ in write.many(2, 3)),
        lambda: "  \n".join(inline(write) for _ in write.many(2, 3)),
        lambda: f"## {write.text(2, 4)}" + (" {#an-id}" if write.maybe(0.3) else ""),
        lambda: f"{write.text(2, 4)}\n-------",
        lambda: f"# {write.text(2, 4)}",
        lambda: _list(write),
        lambda: f"> {inline(write)}\n>\n> {inline(write)}",
        lambda: f"> [!{write.random.choice(_KINDS).upper()}]\n> {inline(write)}",
        lambda: f"```js\n{write.text(2, 4)}\n\n  {write.text(2, 4)}\n```",
        lambda: (
            f"| {write.text(1, 2)} | {write.text(1, 2)} |\n|---|---|\n"
            + "\n".join(f"| {inline(write)} | {write.text(1, 3)} |" for _ in write.many(1, 3))
        ),
        lambda: f"<details><summary>{write.text(2, 4)}</summary>\n\n{inline(write)}\n\n</details>",
        lambda: f"<div>\n<p>{write.sentence()}</p>\n</div>",
        lambda: f"<!-- {write.text(2, 4)} -->",
        lambda: f"[^1]: {write.text(1, 4)}",
        lambda: f"{write.text(1, 2)}\n: {write.text(2, 6)}",
        lambda: f"[{write.text(1, 2)}][r1]\n\n[r1]: https://e.example/r",
        lambda: f'[r2]: https://e.example/r "{write.text(1, 2)}"',
    )


def _document(write: Writer, block: Callable[[Writer], str]) -> str:
    start = f"# {write.text(2, 5)}\n\n" if write.maybe(0.8) else ""
    return _front(write) + start + "\n\n".join(block(write) for _ in write.many(3, 9)) + "\n"


def markdown(write: Writer) -> bytes:
    return _document(write, _markdown_block).encode()


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def _mkdocs_block(write: Writer) -> str:
    kind = write.random.choice(_KINDS)

    def title() -> str:
        return f' "{write.text(1, 3)}"' if write.maybe() else ""

    def inner() -> str:
        return _indented("\n\n".join(_markdown_block(write) for _ in write.many(1, 3)))

    return write.one(
        lambda: _markdown_block(write),
        lambda: f"!!! {kind}{title()}\n{inner()}",
        lambda: f"??? {kind}{title()}\n\n{inner()}",
        lambda: f"???+ {kind}{title()}\n{inner()}",
        lambda: f'=== "{write.text(1, 2)}"\n\n{inner()}\n\n=== "{write.text(1, 2)}"\n\n{inner()}',
        lambda: f"/// {kind} | {write.text(1, 3)}\n{inline(write)}\n///",
        lambda: (
            f"1. {inline(write)}\n\n    !!! {kind}{title()}\n        {inline(write)}\n\n2. {inline(write)}"
        ),
        lambda: f"!!! {kind}\n    {inline(write)}\n\n    ??? tip{title()}\n        {inline(write)}",
    )


def mkdocs(write: Writer) -> bytes:
    return _document(write, _mkdocs_block).encode()


def _mdx_block(write: Writer) -> str:
    kind = write.random.choice(_KINDS)

    def inner() -> str:
        return "\n\n".join(_markdown_block(write) for _ in write.many(1, 2))

    return write.one(
        lambda: _markdown_block(write).replace("<!--", "{/*").replace("-->", "*/}"),
        lambda: f":::{kind} {write.text(1, 3)}\n\n{inner()}\n\n:::",
        lambda: f":::{kind}[{write.text(1, 3)}]\n{inner()}\n:::",
        lambda: f"::::{kind}\n{inline(write)}\n:::tip\n{inline(write)}\n:::\n::::",
        lambda: (
            f'<Tabs>\n  <TabItem value="a" label="{write.text(1, 2)}">\n\n{inner()}\n\n'
            f'  </TabItem>\n  <TabItem value="b" label="{write.text(1, 2)}">{inline(write)}</TabItem>\n</Tabs>'
        ),
        lambda: f'<Aside type="{kind}" title="{write.text(1, 3)}">\n{inline(write)}\n</Aside>',
        lambda: f'So <Price unit="{write.text(1, 2)}" n={{14}} /> {write.text(1, 3)}.',
        lambda: f"So {{{'.'.join(write.text(2, 3).split())}}} {write.text(1, 3)}.",
        lambda: f"So <Term>{write.text(1, 3)}</Term> {write.text(1, 3)}.",
        lambda: f"{{/* {write.text(1, 4)} */}}",
        lambda: f"export const {write.text(1, 1)} = '{write.text(1, 3)}';",
        lambda: (
            f'<LinkCard title="{write.text(1, 3)}" href="/a/" description="{write.text(2, 4)}" />'
        ),
        lambda: f'<Accordion title="{write.text(1, 3)}">\n\n{inner()}\n\n</Accordion>',
        lambda: f"<div style={{{{color: '{write.text(1, 1)}'}}}}>\n\n{inline(write)}\n\n</div>",
    )


def mdx(write: Writer) -> bytes:
    text = _document(write, _mdx_block)
    parts = text.split("\n\n", 1)
    if write.maybe() and len(parts) == 2 and not text.startswith("---"):
        text = f"import {write.text(1, 1).title()} from '@site/{write.text(1, 1)}';\n\n{text}"
    return text.encode()


def _html_inline(write: Writer) -> str:
    parts = [
        write.one(
            write.text,
            write.text,
            lambda: f"<strong>{write.text(1, 3)}</strong>",
            lambda: f"<em>{write.text(1, 3)}</em>",
            lambda: f"<code>{write.text(1, 2)}</code>",
            lambda: f'<a href="https://e.example/a">{write.text(1, 3)}</a>',
            lambda: f'<a href="b.html">{write.text(1, 3)}</a>',
            lambda: f'<img src="p.png" alt="{write.text(1, 2)}">',
            lambda: f"<span style='color: red'>{write.text(1, 3)}</span><br>",
            lambda: f"<!-- {write.text(1, 2)} -->",
        )
        for _ in write.many(1, 4)
    ]
    return " ".join(parts) + "."


def _html_list(write: Writer, depth: int = 0) -> str:
    tag = write.random.choice(["ul", "ol"])
    items = []
    for _ in write.many(2, 4):
        inner = _html_list(write, 1) if not depth and write.maybe(0.2) else ""
        if not depth and write.maybe(0.15):
            inner += f"<pre>{write.text(1, 3)}</pre>"
        if write.maybe(0.2):
            inner = f"<p>{_html_inline(write)}</p><p>{_html_inline(write)}</p>{inner}"
        items.append(f"<li>{_html_inline(write)}{inner}</li>")
    return f"<{tag}>{''.join(items)}</{tag}>"


def _html_table(write: Writer) -> str:
    head = "".join(f"<th><p><strong>{write.text(1, 2)}</strong></p></th>" for _ in range(2))
    rows = [
        f"<tr><td>{_html_inline(write)}</td><td><ul><li>{write.text(1, 3)}</li></ul></td></tr>"
        if write.maybe(0.2)
        else f"<tr><td>{_html_inline(write)}</td><td>{write.text(1, 3)}</td></tr>"
        for _ in write.many(2, 4)
    ]
    return f"<table><caption>{write.text(2, 3)}</caption><tr>{head}</tr>{''.join(rows)}</table>"


def _html_block(write: Writer) -> str:
    return write.one(
        lambda: f"<p>{_html_inline(write)}</p>",
        lambda: f"<h2>{write.text(2, 4)}</h2>",
        lambda: f"<h3 id='x'>{write.text(2, 4)}</h3>",
        lambda: _html_list(write),
        lambda: _html_table(write),
        lambda: f"<blockquote><p>{_html_inline(write)}</p></blockquote>",
        lambda: f"<pre><code>{escape(write.text(2, 4))}</code></pre>",
        lambda: (
            f"<details><summary>{write.text(2, 3)}</summary><p>{_html_inline(write)}</p></details>"
        ),
        lambda: f"<dl><dt>{write.text(1, 2)}</dt><dd>{_html_inline(write)}</dd></dl>",
        lambda: (
            f'<div class="callout callout--warning"><h4>{write.text(1, 3)}</h4><p>{_html_inline(write)}</p></div>'
        ),
        lambda: (
            f'<div class="admonition note"><p class="admonition-title">{write.text(1, 2)}</p><p>{_html_inline(write)}</p></div>'
        ),
        lambda: f"<figure><img src='a.png'><figcaption>{write.text(2, 4)}</figcaption></figure>",
        lambda: f"<nav><ul><li>{write.text(1, 2)}</li></ul></nav>",
        lambda: f"<p style='display:none'>{write.text(1, 4)}</p>",
        lambda: (
            f"<form><label>{write.text(1, 3)}</label><select><option>{write.text(1, 2)}</option></select></form>"
        ),
    )


def html(write: Writer) -> bytes:
    head = f"<title>{write.text(2, 4)}</title>"
    title = f"<h1>{write.text(2, 4)}</h1>" if write.maybe(0.8) else ""
    body = "\n".join(_html_block(write) for _ in write.many(3, 9))
    front = _front(write) if write.maybe(0.2) else ""
    return (
        f"{front}<!DOCTYPE html><html><head>{head}</head><body>{title}{body}</body></html>".encode()
    )


def _confluence_block(write: Writer) -> str:
    kind = write.random.choice(["information", "note", "tip", "warning"])

    def title() -> str:
        return f'<p class="title">{write.text(1, 3)}</p>' if write.maybe() else ""

    def body() -> str:
        return "".join(_html_block(write) for _ in write.many(1, 3))

    return write.one(
        lambda: _html_block(write),
        lambda: (
            f'<div class="confluence-information-macro confluence-information-macro-{kind}">{title()}'
            f'<span class="aui-icon"></span><div class="confluence-information-macro-body">{body()}</div></div>'
        ),
        lambda: (
            f'<div class="panel"><div class="panelHeader"><b>{write.text(1, 3)}</b></div>'
            f'<div class="panelContent">{body()}</div></div>'
        ),
        lambda: (
            '<div class="expand-container"><div class="expand-control"><span class="expand-control-icon">'
            f'<img class="expand-control-image" src="i.png"/></span><span class="expand-control-text">{write.text(1, 4)}</span>'
            f'</div><div class="expand-content">{body()}</div></div>'
        ),
        lambda: (
            f'<div class="code panel pdl"><div class="codeHeader panelHeader pdl"><b>{write.text(1, 2)}</b></div>'
            f'<div class="codeContent panelContent pdl"><pre data-syntaxhighlighter-params="brush: sql">{write.text(2, 4)}</pre></div></div>'
        ),
        lambda: (
            f'<p><a class="confluence-userlink user-mention" href="/u">{write.text(2, 2)}</a> {write.text(1, 3)}</p>'
        ),
        lambda: (
            f'<p>{write.text(1, 3)} <img class="emoticon emoticon-tick" data-emoticon-name="tick" alt="({write.text(1, 1)})"/></p>'
        ),
        lambda: (
            f'<ul class="inline-task-list"><li class="checked">{write.text(1, 4)}</li><li>{write.text(1, 4)}</li></ul>'
        ),
        lambda: (
            f'<div class="toc-macro"><ul><li><a href="#x">{write.text(1, 3)}</a></li></ul></div>'
        ),
    )


def confluence(write: Writer) -> bytes:
    space, title = write.text(1, 2), write.text(2, 4)
    whole = f"{space} : {title}"
    return (
        f'<html><head><title>{whole}</title></head><body class="theme-default aui-theme-default"><div id="page"><div id="main">'
        f'<div id="main-header"><div id="breadcrumb-section"><ol id="breadcrumbs"><li class="first"><span><a href="index.html">{space}</a></span></li></ol></div>'
        f'<h1 id="title-heading" class="pagetitle"><span id="title-text"> {whole} </span></h1></div><div id="content" class="view">'
        f'<div class="page-metadata">Created by <span class="author">{write.text(2, 2)}</span>, last modified on Mar 01, 2026</div>'
        f'<div id="main-content" class="wiki-content group">{"".join(_confluence_block(write) for _ in write.many(3, 9))}</div>'
        f'<div class="pageSection group"><div class="pageSectionHeader"><h2 id="attachments" class="pageSectionTitle">Attachments:</h2></div>'
        f'<div class="greybox"><a href="attachments/1.png">{write.text(1, 1)}.png</a> (image/png)</div></div>'
        f'<div class="pageSection group"><h2 id="comments" class="pageSectionTitle">Comments:</h2><table><tr><td>{write.sentence()}</td></tr></table></div>'
        f'</div></div><div id="footer" role="contentinfo"><p>{write.text(2, 4)}</p></div></div></body></html>'
    ).encode()


def zendesk(write: Writer) -> bytes:
    article = {
        "id": write.random.randint(1, 10**9),
        "locale": "en-us",
        "title": write.text(2, 5),
        "label_names": [write.text(1, 2) for _ in write.many(0, 3)],
        "body": "".join(_html_block(write) for _ in write.many(3, 8)),
    }
    return json.dumps({"articles": [article]}).encode()


def _run(text: str, style: str = "") -> str:
    look = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _text_box(write: Writer) -> str:
    inner = "".join(_p(_run(write.sentence())) for _ in write.many(1, 3))
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    if write.maybe(0.3):
        fallback = ""
    either = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    if write.maybe(0.2):
        either = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    return "xml|" + _p(_run(write.sentence()), f"<w:r>{either}</w:r>")


def _word_xml(write: Writer) -> str:
    def ruby() -> str:
        base, reading = _run(write.text(1, 1)), _run(write.text(1, 1))
        return f"<w:r><w:ruby><w:rt>{reading}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"

    def field() -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{_run(write.text(1, 2))}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    run = write.one(
        ruby,
        field,
        lambda: f'<w:fldSimple w:instr="REF a">{_run(write.text(1, 2))}</w:fldSimple>',
        lambda: f"<w:bdo w:val='rtl'>{_run(write.text(1, 3))}</w:bdo>",
        lambda: f"<m:oMath><m:r><m:t>{write.text(1, 2)}</m:t></m:r></m:oMath>",
        lambda: (
            f"<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='{write.text(1, 2)}' w:value='1'/></w:dropDownList></w:sdtPr><w:sdtContent>{_run(write.text(1, 2))}</w:sdtContent></w:sdt>"
        ),
        lambda: f"<w:del w:id='1'><w:r><w:delText>{write.text(1, 2)}</w:delText></w:r></w:del>",
        lambda: f"<w:ins w:id='2'>{_run(write.text(1, 2))}</w:ins>",
        lambda: _run(write.text(1, 2), "<w:vanish/>"),
        lambda: _run(write.text(1, 2), "<w:b/><w:i/>"),
        lambda: "<w:r><w:footnoteReference w:id='2'/></w:r>",
        lambda: f"<w:smartTag>{_run(write.text(1, 2))}</w:smartTag>",
    )
    return "xml|" + _p(_run(f"{write.text(2, 6)} "), run, _run(f" {write.text(2, 6)}."))


def word(write: Writer) -> bytes:
    paragraphs = [f"title|{write.text(2, 4)}"] if write.maybe(0.8) else []
    for _ in write.many(3, 10):
        kind = write.random.choice(["p", "p", "h1", "b", "-", "1", "t", "box", "xml", "xml"])
        if kind in ("-", "1"):
            paragraphs += [f"{kind}|{write.text()}" for _ in write.many(2, 4)]
        elif kind == "t":
            paragraphs += [f"t|{write.text(1, 2)}|{write.text(1, 3)}" for _ in write.many(2, 4)]
        elif kind == "box":
            paragraphs.append(_text_box(write))
        elif kind == "xml":
            paragraphs.append(_word_xml(write))
        else:
            paragraphs.append(write.sentence() if kind == "p" else f"{kind}|{write.text(2, 4)}")
    paragraphs.append(write.sentence())
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    parts: dict[str, str] = {
        "word/footnotes.xml": f"<w:footnotes {w}><w:footnote w:id='2'>{_p(_run('Footnote.'))}</w:footnote></w:footnotes>"
    }
    if write.maybe(0.3):
        parts["word/diagrams/data1.xml"] = (
            f"<x {a}><a:p><a:r><a:t>{write.text(1, 4)}</a:t></a:r></a:p></x>"
        )
    header = write.text(2, 4) if write.maybe(0.3) else ""
    comment = write.text(2, 6) if write.maybe(0.3) else ""
    return docx(*paragraphs, header=header, comment=comment, parts=parts)


FORMATS: dict[str, tuple[str, Callable[[Writer], bytes]]] = {
    "text": (".txt", plain_text),
    "markdown": (".md", markdown),
    "mkdocs": (".md", mkdocs),
    "mdx": (".mdx", mdx),
    "html": (".html", html),
    "confluence": (".html", confluence),
    "zendesk": (".json", zendesk),
    "word": (".docx", word),
}


def make(name: str, seed: int) -> tuple[str, bytes, list[str]]:
    """Return (suffix, content, words) of one document."""
    suffix, of = FORMATS[name]
    write = Writer(Random(f"{name}-{seed}"))
    data = of(write)
    return suffix, data, write.words
