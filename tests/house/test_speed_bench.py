"""The speed bench: its corpus is a sound site, the same in every run, and its chart is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.speed.chart import CHARTED, chart
from benchmarks.speed.corpus import IDS, common_pages, pages
from benchmarks.speed.facts import COMMON
from benchmarks.speed.process import RunError, run
from benchmarks.speed.projects import change_fact, change_page, change_template, write_kbgen
from benchmarks.speed.results import Results, Run, read, save
from benchmarks.speed.rounds import needed_steps
from benchmarks.speed.site import compare, look_at
from benchmarks.speed.table import duration, report
from benchmarks.speed.tools import kbgen
from benchmarks.speed.words import LANGUAGES
from tests.sites import Project

MACHINE = {
    "system": "Linux",
    "cores": 2,
    "memory": 8e9,
    "load": 0.1,
    "python": "3.11",
    "versions": {"kbgen": "1"},
}


@pytest.fixture
def results() -> Results:
    made = Results(MACHINE)
    for at, size in enumerate((250, 5000), 1):
        for step, measure in enumerate((*CHARTED, "serve"), 1):
            for tool in ("kbgen", "A & B"):
                for seconds in (3.21, 1.23, 99.0):
                    made.add(tool, measure, size, Run(seconds * at * step + len(tool)))
    return made


def test_the_corpus_is_the_same_in_every_run() -> None:
    for lang in LANGUAGES:
        assert list(pages(lang, 6)) == list(pages(lang, 6))


def test_the_corpus_passes_the_checks_and_so_do_its_changes(tmp_path: Path) -> None:
    write_kbgen(tmp_path, 6)
    change_page(tmp_path, 12)
    change_fact(tmp_path, 1)
    change_template(tmp_path, 1)
    findings = Project(tmp_path).check(sameness=True)
    assert [f for f in findings if f["severity"] == "error"] == []


def test_pages_are_five_kilobytes_of_growing_words() -> None:
    for lang in LANGUAGES:
        texts = [page.for_kbgen() for page in pages(lang, 60)]
        mean = sum(len(text.encode()) for text in texts) / len(texts)
        assert 2500 < mean < 8000
        half, whole = ({w for t in part for w in t.split()} for part in (texts[:30], texts))
        assert len(whole) > 1.25 * len(half)
        assert all(f"{{#{id_}}}" in text for text in texts for id_ in IDS)


@pytest.mark.parametrize(("count", "users"), [(6, 1), (20, 4), (250, 13), (1000, 13)])
def test_as_many_pages_use_the_common_fact_as_promised(count: int, users: int) -> None:
    assert len(set(common_pages(count))) == users
    if count > 250:
        return
    for lang in LANGUAGES:
        using = [
            page.id for page in pages(lang, count) if f"{{{{ {COMMON} }}}}" in page.for_kbgen()
        ]
        assert sorted(using) == sorted(common_pages(count))


def test_other_tools_get_the_same_pages_without_facts() -> None:
    for lang in LANGUAGES:
        for page in pages(lang, 20):
            assert "[[" not in page.for_kbgen()
            assert "{{" not in page.for_others()
            assert page.for_others().count("\n#") == page.for_kbgen().count("\n#")


def test_the_chart_shows_every_figure(results: Results) -> None:
    tree = ElementTree.fromstring(chart(results))
    shown = [element.text for element in tree.iter("{http://www.w3.org/2000/svg}text")]
    desc = tree.findtext("{http://www.w3.org/2000/svg}desc", "")
    for figure in results.figures:
        if figure.measure in CHARTED:
            time = duration(figure.middle("seconds"))
            assert time in shown
            assert f"{figure.tool}, {CHARTED[figure.measure]}: {time}" in desc
    assert {"1,000 pages", "20,000 pages"} <= set(shown)


def test_figures_are_kept_and_reported(results: Results, tmp_path: Path) -> None:
    save(results, tmp_path / "figures.json")
    assert read(tmp_path / "figures.json") == results
    shown = report(results)
    assert "| one page changed | 14.6 s | 14.6 s | 1.00 |" in shown
    assert "## Live reload" in shown


def test_what_a_measure_needs_is_built_first() -> None:
    assert needed_steps(["page"]) == ["cold", "fill", "page"]
    assert needed_steps(["memory"]) == ["cold"]
    assert needed_steps(["serve"]) == []


def test_kbgen_is_asked_for_what_it_can() -> None:
    notes: list[str] = []
    new = kbgen("--jobs N  --no-cache  --cache-dir DIR", 2, notes)
    assert new.command("cold")[-3:] == ("--jobs", "2", "--no-cache")
    assert new.command("fill")[-4:] == ("--jobs", "2", "--cache-dir", "cache")
    assert "fill" in new.steps and not notes
    old = kbgen("--site-dir DIR", 2, notes)
    assert old.command("cold") == old.command("warm") == old.build
    assert "fill" not in old.steps and len(notes) == 2


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    used = run([sys.executable, "-c", parent], tmp_path, 20)
    assert used.seconds > 0.4
    assert used.processes == 2
    assert 60e6 < used.largest < used.together
    with pytest.raises(RunError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, 20)


def test_a_change_is_told_from_a_new_writing(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.html").write_text(name)
    before = look_at(tmp_path)
    (tmp_path / "a.html").write_text("other")
    (tmp_path / "new").write_text("b")
    (tmp_path / "new").rename(tmp_path / "b.html")
    change = compare(before, look_at(tmp_path))
    assert (change.html, change.changed, change.rewritten) == (3, 1, 2)
