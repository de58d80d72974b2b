"""Reads input files, and finds documents that are one article."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.errors import KbgenError
from kbgen.facts.all import BY_NAME
from kbgen.importing.blocks import (
    Decision,
    DocumentBlock,
    LeftOutError,
    Role,
    TextRun,
    UnreadableError,
    fold,
)
from kbgen.importing.document import Document, read_documents
from kbgen.importing.pairing.named import pairs_by_name
from kbgen.importing.pairing.pairs import (
    NEARLY_SAME,
    Evidence,
    Pair,
    Shape,
    find_pairs,
    groups,
    shape_of,
)
from kbgen.importing.request import Import
from kbgen.importing.tables.languages import NAMES
from kbgen.importing.understand.named import read_name
from kbgen.importing.understand.versions import find_versions
from kbgen.meaning.extract import extract
from kbgen.system.files import open_file


@dataclass(frozen=True)
class Read:
    """One document in an input file."""

    name: str
    digest: str
    document: Document

    @property
    def article(self) -> str:
        """Return what the names of its translations have in common."""
        file, sharp, number = self.name.partition(".json#")
        return f"#{number.partition('.')[0]}" if sharp and file else read_name(self.name).article

    @property
    def is_marked(self) -> bool:
        """Tell whether its name has a language, or a number that its translations have."""
        return ".json#" in self.name or read_name(self.name).language is not None


LARGEST_FILE = 32 * 1024 * 1024


def read_file(run: Import, name: str, file: Path) -> list[Read]:
    if file.resolve().is_relative_to(run.settings.content.resolve()):
        run.problems[name] = "this is a page of the project already"
        return []
    try:
        with open_file(os.path.realpath(file)) as opened:
            size = os.fstat(opened.fileno()).st_size
            if size > LARGEST_FILE:
                raise UnreadableError(
                    f"the file has {size / 1024 / 1024:.0f} MB; at most 32 MB are read: split it"
                )
            data = opened.read(size)
        documents = read_documents(name, data, run.request.keep, run.request.lang)
        for document in documents:
            _check_language(run, document)
    except OSError as problem:
        run.problems[name] = f"cannot read the file: {(problem.strerror or str(problem)).lower()}"
        return []
    except LeftOutError as problem:
        run.left_out[name] = str(problem)
        return []
    except UnreadableError as problem:
        run.problems[name] = str(problem)
        return []
    digest = hashlib.sha256(data).hexdigest()[:16]
    return [Read(document.file, digest, document) for document in documents]


def without_copies(run: Import, reads: Sequence[Read]) -> list[Read]:
    """Leave out articles that an export has twice: among all, and among the translations."""
    first: dict[tuple[str, str, str], str] = {}
    out: list[Read] = []
    for read in reads:
        text = fold("\n".join(block.text for block in read.document.blocks))
        key = (read.article, read.document.guess.lang, text)
        before = first.setdefault(key, read.name)
        if before == read.name or ".json#" not in read.name:
            out.append(read)
        else:
            file = before.partition("#")[0]
            run.left_out[read.name] = f"the same article stands in {file}"
    return out


def _check_language(run: Import, document: Document) -> None:
    lang = document.guess.lang
    if lang in run.settings.langs:
        return
    known = ", ".join(NAMES.get(one, one) for one in run.settings.langs)
    text = (
        f"this is {document.guess.name} ({document.guess.reason})" if lang else "it has no letters"
    )
    raise UnreadableError(f"{text}; the site's languages are {known}. If that is wrong, say --lang")


def note_versions(reads: Sequence[Read]) -> list[Read]:
    """Add a decision to documents that are nearly equal to an earlier one."""
    words = [fold("\n".join(block.text for block in read.document.blocks)) for read in reads]
    first: dict[str, int] = {}
    out = list(reads)
    for index, text in enumerate(words):
        before = reads[first.setdefault(text, index)].name
        if before != reads[index].name:
            what = f"it says the same as {before}, word for word; delete one"
            out[index] = _with_decision(out[index], what)
    for earlier, later, share in find_versions(words):
        before = reads[earlier].name
        if words[earlier] != words[later] and before != reads[later].name:
            what = f"it says nearly the same as {before} ({share:.0%}): two versions? Keep one"
            out[later] = _with_decision(out[later], what)
    return out


def _with_decision(read: Read, message: str) -> Read:
    document = read.document
    return replace(
        read, document=replace(document, decisions=[*document.decisions, Decision(0, message)])
    )


def pair_documents(run: Import, reads: Sequence[Read]) -> tuple[list[Pair], list[list[int]]]:
    """Find pairs and groups of translations; with --id, all documents are one article."""
    langs = [read.document.guess.lang for read in reads]
    if run.request.id and reads:
        if len(set(langs)) < len(langs):
            names = ", ".join(dict.fromkeys(read.name for read in reads))
            raise KbgenError(f"--id names one page, but two documents are in one language: {names}")
        return [], [list(range(len(reads)))]
    named = _named_pairs(reads, langs)
    taken = {index for pair in named for index in (pair.first, pair.second)}
    pairs = find_pairs([_shape(read) for read in reads])
    pairs = named + [
        _with_more_evidence(pair, reads[pair.first], reads[pair.second])
        for pair in pairs
        if not {pair.first, pair.second} <= taken
        # Surveys are translations only if their questions have equal types in equal order.
        and _is_alike(reads[pair.first], reads[pair.second])
    ]
    return pairs, groups(len(reads), pairs, langs)


def _is_alike(first: Read, second: Read) -> bool:
    return _signature(first.document) == _signature(second.document)


def _named_pairs(reads: Sequence[Read], langs: Sequence[str]) -> list[Pair]:
    """Return the pairs that the names of the files, or the numbers of articles, tell."""
    found = pairs_by_name(
        [read.article for read in reads], [read.is_marked for read in reads], langs
    )
    reason = ("their names differ in the language only",)
    return [
        Pair(first, second, Evidence(1.0, reason), sure=True)
        for first, second in found
        if _is_alike(reads[first], reads[second])
    ]


def _with_more_evidence(pair: Pair, first: Read, second: Read) -> Pair:
    """Make a pair sure if both documents are parts of one file."""
    if first.name == second.name and pair.evidence.alike >= NEARLY_SAME:
        reasons = ("they stand in one document", *pair.evidence.reasons)
        return replace(pair, sure=True, evidence=replace(pair.evidence, reasons=reasons))
    return pair


def _shape(read: Read) -> Shape:
    document = read.document
    lang = document.guess.lang
    text = "\n".join(block.text for block in document.blocks)
    # Numbers of sections and steps are in every document.
    numbers = [
        found.meaning.value
        for found in extract(text, lang)
        if found.meaning.kind in BY_NAME
        and (found.meaning.kind != "number" or len(found.meaning.value) > 1)
    ]
    asked = [
        DocumentBlock(Role.ITEM, q.line, (TextRun(q.text),))
        for q in (document.questionnaire.questions if document.questionnaire else ())
    ]
    return shape_of([*document.blocks, *asked], lang, numbers, Path(read.name).stem)


def _signature(document: Document) -> tuple[str, ...]:
    """Return the keys of a survey's texts, which must be equal in translations."""
    asked = document.questionnaire
    if asked is None:
        return ()
    keys = [f"{q.id} {[part for part, _ in q.parts]}" for q in asked.questions]
    return (str(len(asked.scale)), *keys)
