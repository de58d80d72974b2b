"""Assets go by names that hold a digest of their content, and still find one another."""

from __future__ import annotations

import re

import pytest

from kbgen.output.assets import AssetError, hash_assets, join_styles
from kbgen.output.minify import minify_script, minify_style


def test_a_name_is_the_sha_256_of_the_content() -> None:
    assets = hash_assets({"kb.css": b"a{}", "fonts/x.woff2": b""})
    # printf 'a{}' | sha256sum; printf '' | sha256sum
    assert assets.name("kb.css") == "kb.5f546eb4.css"
    assert assets.name("fonts/x.woff2") == "fonts/x.e3b0c442.woff2"
    assert assets.files == {"kb.5f546eb4.css": b"a{}", "fonts/x.e3b0c442.woff2": b""}


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(AssetError, match=r"no asset 'kb\.cs'; there are kb\.css"):
        hash_assets({"kb.css": b""}).name("kb.cs")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("kb.css", "@font-face{{src:url({})}}"),
        ("kb.css", '@font-face{{src:url( "{}" )format("woff2")}}'),
        ("kb.css", "a{{mask:url('{}')}}"),
        ("kb.css", "a{{b:url({}#part)}}"),
        ("kb.js", 'import {{ start }} from "./{}";'),
        ("kb.js", 'import{{start}}from"./{}"'),
        ("kb.js", "import './{}'"),
        ("kb.js", 'export * from "./{}";'),
        ("kb.js", 'const {{ start }} = await import("./{}");'),
        ("kb.js", 'new Worker(new URL("./{}", import.meta.url))'),
    ],
)
def test_references_are_rewritten(file: str, content: str) -> None:
    assets = hash_assets({file: content.format("to/x.bin").encode(), "to/x.bin": b"1"})
    written = assets.files[assets.name(file)].decode()
    assert written == content.format(assets.name("to/x.bin"))


def test_a_reference_may_lead_upwards() -> None:
    assets = hash_assets({"a/b.css": b"a{b:url(../c/x.svg)}", "c/x.svg": b""})
    assert assets.files[assets.name("a/b.css")] == b"a{b:url(../c/x.e3b0c442.svg)}"


def test_a_new_font_gives_the_stylesheet_a_new_name() -> None:
    one, two = (hash_assets({"kb.css": b"url(x.woff2)", "x.woff2": font}) for font in (b"1", b"2"))
    assert one.name("kb.css") != two.name("kb.css")


def test_a_chain_of_scripts_is_renamed_from_its_end() -> None:
    sources = {
        "a.js": b'import "./b.js"',
        "b.js": b'import "./c.js"; import("./d.js")',
        "c.js": b'import "./d.js"',
        "d.js": b"1",
    }
    assets = hash_assets(sources)
    for name, content in assets.files.items():
        for target in re.findall(rb'"\./([^"]+)"', content):
            assert target.decode() in assets.files, name
    changed = hash_assets(sources | {"d.js": b"2"})
    assert not set(changed.files) & set(assets.files)


def test_order_of_the_sources_does_not_matter() -> None:
    sources = {"a.js": b'import "./b.js"', "b.js": b"1", "c.css": b"a{}"}
    assert hash_assets(sources) == hash_assets(dict(reversed(sources.items())))


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"kb.css": b"url(fonts/y.woff2)"}, r"kb\.css refers to 'fonts/y\.woff2'.*no such file"),
        ({"kb.js": b'import "./gone.js"'}, r"kb\.js refers to '\./gone\.js'.*there are kb\.js"),
        ({"kb.css": b"url(https://cdn.example/x.png)"}, r"https://cdn.*only a file beside it"),
        ({"kb.css": b"url(data:image/png;base64,AA)"}, r"data:.*only a file beside it"),
        ({"kb.css": b"url(/x.png)"}, r"'/x\.png'.*only a file beside it"),
        ({"a.js": b'import "./b.js"', "b.js": b'import("./a.js")'}, r"a\.js → b\.js → a\.js"),
        ({"a.js": b'import "./a.js"'}, r"a\.js → a\.js"),
    ],
)
def test_what_cannot_be_found_is_told(sources: dict[str, bytes], message: str) -> None:
    with pytest.raises(AssetError, match=message):
        hash_assets(sources)


def test_a_filter_of_the_page_itself_is_left_alone() -> None:
    assert hash_assets({"kb.css": b"a{filter:url(#f)}"}).names


def test_styles_are_joined_in_order_and_the_colours_come_last() -> None:
    joined = join_styles({"20-b.css": "b{}", "fonts.css": "f{}", "10-a.css": "a{}"}, ":root{}")
    assert joined == b"a{}b{}f{}:root{}"


def test_a_joined_style_finds_what_its_sources_found() -> None:
    joined = join_styles({"f.css": 'a{b:url("../fonts/x.woff2")} c{d:url(../l.svg)}'}, "")
    assert re.findall(rb"url\(([^)]*)\)", joined) == [b'"fonts/x.woff2"', b"l.svg"]


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a { b: c; }\n\n/* why */ d > e { f: g }", "a{b: c;}d > e{f: g}"),
        ("/*! OFL */ a{}", "/*! OFL */ a{}"),
        ('a::before{content:"/* no */  ;  "}', 'a::before{content:"/* no */  ;  "}'),
        ("a{b:'it\\'s  ; }'}", "a{b:'it\\'s  ; }'}"),
        # A space is a combinator, also before a pseudo-class of a nested rule.
        (".a { .b :is(c) { d: e } }", ".a{.b :is(c){d: e}}"),
        ("a{b:calc(1px + 2px)}", "a{b:calc(1px + 2px)}"),
        ("@media (a) and (b) { c{} }", "@media (a) and (b){c{}}"),
        ("a/* x */.b{}", "a.b{}"),
        ("a /* x */ .b{}", "a .b{}"),
    ],
)
def test_styles_lose_comments_and_spaces_and_nothing_else(css: str, short: str) -> None:
    assert minify_style(css) == short
    assert minify_style(short) == short


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("// why\nlet a = 1;\n\n  // b\n  go(a); // now\n", "let a=1;go(a);"),
        ("/** doc\n * doc\n */\nlet a\n", "let a\n"),
        ("/*! MIT */\nlet a\n", "/*! MIT */\nlet a\n"),
        ('let a = "// no";\n', 'let a="// no";'),
        ("let a = b\n  ++c\n", "let a=b\n++c\n"),
        ("const t = `a\n  // kept\n`;\n", "const t=`a\n  // kept\n`;"),
        ("const t = `a \\` b`;\n  go()\n", "const t=`a \\` b`;go()\n"),
        ("x = /* in */ 1\n", "x=1\n"),
        ("return /** @type {A} */ (a);\n", "return(a);"),
        (
            "const a = /^\\/ [\"/] */.test(b) ? /'/g : c / d / e;\n",
            "const a=/^\\/ [\"/] */.test(b)?/'/g:c / d / e;",
        ),
        ('if (a) return / "/.exec(b);\n', 'if(a)return / "/.exec(b);'),
        ("a + +b; c - --d;\n", "a + +b;c - --d;"),
        ("a = `${b ? 'c  =' : d}  =`;\n", "a=`${b ? 'c  =' : d}  =`;"),
    ],
)
def test_scripts_lose_comments_and_spaces_and_nothing_else(script: str, short: str) -> None:
    assert minify_script(script) == short
    assert minify_script(short) == short
