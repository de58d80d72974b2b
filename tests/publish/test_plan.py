"""What is sent, in which order, with which headers; which files are kept, retired, removed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.publish.errors import PublishError
from kbgen.publish.guards import is_older, refuse_unwanted
from kbgen.publish.headers import headers_of
from kbgen.publish.phases import in_phases
from kbgen.publish.plan import Standing, plan
from kbgen.publish.records import (
    Origin,
    Pending,
    Published,
    PublishedFile,
    Release,
    Sent,
    decode,
    difference,
    encode,
)

SHEET, SHEET_2 = "assets/kb/all.0123abcd.css", "assets/kb/all.ffffffff.css"


def files(**digests: str) -> dict[str, PublishedFile]:
    """Return files by words: a__b is a/b.html."""
    return {f"{name.replace('__', '/')}.html": PublishedFile(d, 1) for name, d in digests.items()}


def release(*named: dict[str, PublishedFile], number: int = 1) -> Release:
    return Release(number, Origin(), {path: file for one in named for path, file in one.items()})


FOREVER, EACH_TIME = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"
HEADERS = [
    ("index.html", "text/html; charset=utf-8", "", EACH_TIME),
    ("ur/faq/index.html.br", "text/html; charset=utf-8", "br", EACH_TIME),
    (SHEET, "text/css; charset=utf-8", "", FOREVER),
    (f"{SHEET}.gz", "text/css; charset=utf-8", "gzip", FOREVER),
    ("assets/kb/main.0123abcd.js", "text/javascript; charset=utf-8", "", FOREVER),
    ("assets/kb/fonts/naskh.0123abcd.woff2", "font/woff2", "", FOREVER),
    ("assets/kb/search/en.0123456789/0.json", "application/json; charset=utf-8", "", FOREVER),
    ("search/index.json", "application/json; charset=utf-8", "", EACH_TIME),
    ("feed.xml", "application/atom+xml; charset=utf-8", "", EACH_TIME),
    ("sitemap.xml", "application/xml; charset=utf-8", "", EACH_TIME),
    ("llms.txt", "text/plain; charset=utf-8", "", EACH_TIME),
    ("logo.svg", "image/svg+xml; charset=utf-8", "", EACH_TIME),
    ("photo.JPG", "image/jpeg", "", EACH_TIME),
    ("form.pdf", "application/pdf", "", EACH_TIME),
    ("all.tar.gz", "application/x-tar", "", EACH_TIME),
    ("strange.qqq", "application/octet-stream", "", EACH_TIME),
]


@pytest.mark.parametrize(("path", "content_type", "encoding", "cache"), HEADERS)
def test_each_file_has_its_headers(path: str, content_type: str, encoding: str, cache: str) -> None:
    found = headers_of(path)
    assert (found.content_type, found.encoding, found.cache_control) == (
        content_type,
        encoding,
        cache,
    )


def test_what_others_need_is_sent_before_them() -> None:
    site = [
        *(
            SHEET,
            f"{SHEET}.br",
            "logo.svg",
            "new/index.html",
            "faq/pin/index.html",
            "faq/index.html",
        ),
        *("index.html", "index.html.gz", "sitemap.xml", "api/answers.json", "search/index.json"),
    ]
    standing = {"faq/pin/index.html", "faq/index.html", "index.html", "index.html.gz"}
    assert [paths for _, paths in in_phases(site, standing, site)] == [
        [SHEET, f"{SHEET}.br"],
        ["logo.svg"],
        ["new/index.html"],
        ["faq/pin/index.html"],
        ["faq/index.html", "index.html", "index.html.gz"],
        ["api/answers.json", "search/index.json", "sitemap.xml"],
    ]


def test_only_changes_are_sent() -> None:
    standing = Standing(release(files(a="1", b="1", c="1")))
    todo = plan(standing, files(a="1", b="2", d="1"))
    assert todo.sends == ["d.html", "b.html"]  # the new page first: the other may lead to it
    assert todo.removes == ("c.html",)
    assert list(todo.aside) == ["b.html", "c.html"]


def test_an_old_asset_is_kept_for_one_more_release() -> None:
    sheet, sheet_2 = {SHEET: PublishedFile("s", 1)}, {SHEET_2: PublishedFile("t", 1)}
    first = release(files(a="1"), sheet)
    todo = plan(Standing(first), {**files(a="2"), **sheet_2})
    assert (todo.retired, todo.removes) == (sheet, ())
    second = Release(2, Origin(), {**files(a="2"), **sheet_2}, todo.retired)
    same = plan(Standing(second), second.files)
    assert (same.is_empty, same.retired, same.removes) == (True, sheet, ())
    third = plan(Standing(second), {**files(a="3"), **sheet_2})
    assert (third.retired, third.removes) == ({}, (SHEET,))
    # It is not sent again if it is still there.
    assert plan(Standing(second), {**files(a="1"), **sheet}).sends == ["a.html"]


def test_after_an_interrupted_run_what_is_not_known_is_sent_again() -> None:
    sends = {
        "a.html": Sent(PublishedFile("2", 1), is_done=True),
        "b.html": Sent(PublishedFile("2", 1)),
        "new.html": Sent(PublishedFile("2", 1)),
        SHEET: Sent(PublishedFile("s", 1)),
    }
    standing = Standing(release(files(a="1", b="1", c="1")), Pending(2, sends))
    todo = plan(standing, files(a="2", b="1", c="2"))
    assert todo.sends == ["b.html", "c.html"]
    assert todo.removes == ("new.html",)
    assert list(todo.aside) == ["c.html"]  # the others were kept aside by that run
    assert todo.retired == {SHEET: PublishedFile("", 1)}, "it may be there, and may not"


def test_without_a_record_all_is_sent_and_nothing_removed() -> None:
    found = {"a.html": 1, "other.html": 1, SHEET: 1, SHEET_2: 7}
    standing = Standing(Release(0, Origin(), {}), found=found)
    sheets = {SHEET: PublishedFile("s", 1), SHEET_2: PublishedFile("t", 9)}
    todo = plan(standing, {**files(a="1", b="1"), **sheets})
    # A name with a digest and the same size is the same file.
    assert todo.sends == [SHEET_2, "b.html", "a.html"] or todo.sends == [
        SHEET_2,
        "a.html",
        "b.html",
    ]
    assert (todo.removes, todo.replaces) == ((), ("a.html",))


PATHS = st.sampled_from(["index.html", "a.html", "b/index.html", SHEET, SHEET_2, "logo.svg"])
SITES = st.dictionaries(PATHS, st.sampled_from("12").map(lambda digest: PublishedFile(digest, 1)))


@given(SITES, SITES)
def test_a_release_is_had_from_the_next_and_the_difference(
    one: dict[str, PublishedFile], other: dict[str, PublishedFile]
) -> None:
    assert difference(release(one), other).files(release(other)) == one


@given(SITES, SITES, SITES)
def test_each_file_is_sent_kept_or_removed(
    one: dict[str, PublishedFile],
    half: dict[str, PublishedFile],
    wanted: dict[str, PublishedFile],
) -> None:
    pending = Pending(2, {path: Sent(file) for path, file in half.items()})
    standing = Standing(release(one), pending)
    todo = plan(standing, wanted)
    assert len(todo.sends) == len(set(todo.sends))
    unsent = {path: file for path, file in wanted.items() if path not in todo.sends}
    assert unsent.items() <= one.items() - {(path, one.get(path)) for path in half}
    assert {*todo.removes} == ({*one} | {*half}) - {*wanted} - {*todo.retired}
    assert all(path.startswith("assets/") for path in todo.retired)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"\x1f\x8b", encode(Pending(1))),
        encode(Published(Release(1, Origin(), {"../x": PublishedFile("1", 1)}))),
        encode(Published(Release(1, Origin(), {"/etc/x": PublishedFile("1", 1)}))),
        encode(Published(Release(1, Origin(), {}), format=99)),
    ],
)
def test_a_damaged_record_is_none(data: bytes) -> None:
    with pytest.raises(ValueError):  # of several kinds
        decode(data, Published)


def test_a_record_is_read_as_it_was_written() -> None:
    one = Published(
        release(files(a="1"), {SHEET: PublishedFile("s", 5)}),
        difference(release(files(b="1")), files(a="1")),
    )
    assert decode(encode(one), Published) == one


MONDAY, TUESDAY = "2026-11-30", "2026-12-01"
AGES = [
    # the site, what stands, whether git knows the first to be before the second and the reverse
    (Origin(MONDAY, "a", 1), Origin(MONDAY, "b", 2), True, False, True),
    (Origin(TUESDAY, "b", 2), Origin(MONDAY, "a", 9), False, True, False),
    (Origin(MONDAY, "b", 2), Origin(TUESDAY, "a", 9), False, True, False),
    (Origin(MONDAY, "a", 2), Origin(TUESDAY, "a", 1), None, None, True),
    (Origin(TUESDAY, "a", 1), Origin(MONDAY, "a", 2), None, None, False),
    (Origin(MONDAY, "a", 1), Origin(MONDAY, "a", 2), None, None, False),
    (Origin(MONDAY, "a", 1), Origin(MONDAY, "b", 2), None, None, True),
    (Origin(MONDAY, "", 1), Origin(MONDAY, "b", 2), None, None, True),
    (Origin(MONDAY, "a", 2), Origin(MONDAY, "b", 1), None, None, False),
    (Origin(MONDAY, "a", 2), Origin(), None, None, False),
    (Origin(), Origin(MONDAY, "a", 2), None, None, False),
]


@pytest.mark.parametrize(("site", "standing", "before", "after", "older"), AGES)
def test_an_older_site_is_known(
    site: Origin, standing: Origin, before: bool | None, after: bool | None, older: bool
) -> None:
    def came_before(one: str, _: str) -> bool | None:
        return before if one == site.commit else after

    assert is_older(site, standing, came_before) is older


def refusal(
    before: dict[str, PublishedFile],
    wanted: dict[str, PublishedFile],
    origin: Origin = Origin(TUESDAY),  # noqa: B008 # it does not change
) -> str:
    standing = Release(1, Origin(TUESDAY), before)
    try:
        refuse_unwanted("/srv", plan(Standing(standing), wanted), standing, origin, lambda *_: None)
    except PublishError as problem:
        return str(problem)
    return ""


def test_more_than_a_tenth_of_the_files_goes_only_if_one_agrees() -> None:
    ten = {f"{n}.html": PublishedFile("1", 1) for n in range(20)}
    two_less = dict(list(ten.items())[2:])
    three_less = dict(list(ten.items())[3:])
    assert refusal(ten, two_less) == ""
    assert "3 of 20 files would be removed" in refusal(ten, three_less)
    assert "--yes" in refusal(ten, three_less)


def test_an_older_site_is_refused_unless_it_is_the_same() -> None:
    assert "is older than the one that stands" in refusal(
        files(a="1"), files(a="2"), Origin(MONDAY)
    )
    assert refusal(files(a="1"), files(a="1"), Origin(MONDAY)) == ""
