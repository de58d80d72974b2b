"""`kbgen import`: reads a company's documents and writes them as pages of its project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kbgen.commands.structures import need_folders
from kbgen.commands.translate import record_written
from kbgen.errors import KbgenError
from kbgen.importing.document import SUFFIXES
from kbgen.importing.pairing.pairs import Pair
from kbgen.importing.readers.read import (
    Read,
    note_versions,
    pair_documents,
    read_file,
    without_copies,
)
from kbgen.importing.request import Import, Request, open_import
from kbgen.importing.write.drafts import write_page
from kbgen.importing.write.files import find_files
from kbgen.importing.write.pages import DraftPage, make_pages
from kbgen.importing.write.report import (
    FileReport,
    PairReport,
    Report,
    UnreadFile,
)
from kbgen.mkdocs.driver import load


def import_documents(
    config_file: Path,
    request: Request,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Report:
    """Import files and folders as drafts; the report lists files that could not be imported.

    `progress` receives (file, files done, all files). Raises KbgenError for a contradictory
    request.
    """
    project = load(config_file)
    need_folders(project.settings, "kbgen import")
    run = open_import(project.settings, request)
    run.shows_tabs = "pymdownx.tabbed" in project.config.markdown_extensions
    files, problems = find_files(request.paths, project.settings, project.site_dir, run.left_out)
    if not files and not problems:
        raise KbgenError(f"nothing to import there; kbgen reads {', '.join(SUFFIXES)}")
    run.problems |= problems
    reads: list[Read] = []
    for number, (name, file) in enumerate(files.items()):
        progress(name, number, len(files))
        reads += read_file(run, name, file)
    progress("", len(files), len(files))
    reads = note_versions(without_copies(run, reads))
    pairs, grouped = pair_documents(run, reads)
    pages = [made for group in grouped for made in make_pages(run, [reads[i] for i in group])]
    if not request.dry_run:
        pages = [write_page(run, made) for made in pages]
        if run.into == project.settings.content:
            written = [made for made in pages if not made.problem]
            keys = {(made.read.document.guess.lang, made.page_id) for made in written}
            record_written(project.settings, keys)
    return _report(run, [*files, *problems], reads, pages, pairs)


def _report(
    run: Import,
    names: Sequence[str],
    reads: Sequence[Read],
    pages: Sequence[DraftPage],
    pairs: Sequence[Pair],
) -> Report:
    by_name: dict[str, list[DraftPage]] = {}
    for made in pages:
        by_name.setdefault(made.read.name, []).append(made)
    known = [name for name in dict.fromkeys([*names, *by_name]) if _is_reported(run, name, by_name)]
    files = [_file_report(run, name, by_name.get(name, [])) for name in known]
    ids = {id(made.read): made.page_id for made in pages}
    pair_reports = [
        PairReport(
            (reads[p.first].name, reads[p.second].name),
            p.sure,
            round(p.evidence.score, 3),
            p.evidence.reasons,
            ids.get(id(reads[p.first]), "") if p.sure else "",
        )
        for p in pairs
    ]
    left_out = tuple(UnreadFile(name, reason) for name, reason in run.left_out.items())
    return Report(tuple(files), tuple(pair_reports), run.request.dry_run, left_out)


def _is_reported(run: Import, name: str, pages: Mapping[str, object]) -> bool:
    """Tell whether a file is one of the report: it has pages or a problem of its own."""
    is_archive = any(other.startswith(f"{name}#") for other in (*pages, *run.left_out))
    return name in pages or name in run.problems or not (is_archive or name in run.left_out)


def _file_report(run: Import, name: str, pages: Sequence[DraftPage]) -> FileReport:
    problem = run.problems.get(name, "") or "; ".join(p.problem for p in pages if p.problem)
    if not pages or problem:
        return FileReport(name, problem=problem)
    document = pages[0].read.document
    return FileReport(name, tuple(made.report for made in pages), "", document.note, document.unit)
