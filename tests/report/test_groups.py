"""Many findings of one cause are one line; all of them on request, and to programs always."""

from __future__ import annotations

from kbgen.model.finding import Span, error, warning
from kbgen.model.message import msg, verbatim
from kbgen.report.groups import grouped
from tests.conftest import MakeSite

PAGES = "".join(f"-- content/en/p{n}.md --\n# P{n}\n\nText.\n" for n in range(13))


def test_missing_translations_are_one_line(site: MakeSite) -> None:
    project = site(PAGES)
    printed = project.run("check").output
    listed = [line for line in printed.splitlines() if "KB421" in line]
    assert len(listed) == 1
    assert (
        "14 pages are missing in other languages: index (ur, ar, hi), p0 (ur, ar, hi)" in listed[0]
    )
    assert "and 6 more" in listed[0]
    assert "14 warnings." in printed
    assert "kbgen check --details" in printed


def test_details_and_formats_tell_each_at_its_place(site: MakeSite) -> None:
    project = site(PAGES)
    printed = project.run("check", "--details").output
    assert printed.count("KB421 this page is missing in: ur, ar, hi") == 14
    for form in ("json", "github", "sarif"):
        assert project.run("check", "--format", form).output.count("missing in") == 14, form


def test_a_build_is_as_short(site: MakeSite) -> None:
    text = "".join(f"-- content/en/P_{n}.md --\nText.\n" for n in range(30))
    printed = site(text).run("build").output
    assert [line.count("KB110") for line in printed.splitlines() if "KB110" in line] == [1]
    assert "30 file names" in printed and "30 warnings." in printed


def test_different_errors_stay_apart_and_many_are_told_once() -> None:
    links = [
        error("KB301", Span(f"{n}.md"), verbatim(f"'{n}.md' leads to nothing")) for n in range(10)
    ]
    assert [len(group.findings) for group in grouped(links)] == [1] * 10
    more = [*links, error("KB301", Span("z.md"), msg("'z.md' leads to nothing"))]
    (group,) = grouped(more)
    assert str(group.what) == "'0.md' leads to nothing – and 10 more like it"
    same = [warning("KB112", Span(f"{n}.md"), msg("the element <b> is removed")) for n in range(4)]
    (group,) = grouped(same)
    assert str(group.what) == "the element <b> is removed – and 3 more places"


def test_groups_hold_every_finding_and_keep_their_order() -> None:
    given = [
        warning("KB114", Span("a.md", 2), msg("unknown 'id'"), msg("h"), subject="id"),
        error("KB301", Span("a.md", 5), msg("'x' leads to nothing")),
        warning("KB114", Span("b.md", 2), msg("unknown 'id'"), msg("h"), subject="id"),
        warning("KB114", Span("b.md", 3), msg("unknown 'tag'"), msg("h"), subject="tag"),
        warning("KB412", Span("c.md"), msg("doubt")),
    ]
    groups = [*grouped(given)]
    assert sorted(map(str, given)) == sorted(str(f) for group in groups for f in group.findings)
    assert [group.first.span.path for group in groups] == ["a.md", "a.md", "c.md"]
    assert str(groups[0].what) == "2 fields that kbgen does not know: id, tag (2 pages)"
    assert str(groups[0].advice).endswith("meta_fields: [id, tag]")


def test_one_field_on_many_pages_keeps_its_own_words(site: MakeSite) -> None:
    pages = "".join(f"-- content/en/{n}.md --\n---\nlayout: x\n---\nText.\n" for n in "ab")
    printed = site(pages).run("check").output
    assert "kbgen does not know the field 'layout' (2 pages)" in printed
