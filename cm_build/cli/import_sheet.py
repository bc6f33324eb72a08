"""`cm import tableur`: answers of many places in one table become drafts, all of them or none."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from cm_build.cli.import_list import mapping_of
from cm_build.cli.replacing import READABLE, replace_files
from cm_build.cli.report import text_report
from cm_build.emitting.failure import StoppedError
from cm_build.importing.answer_columns import answer_columns
from cm_build.importing.answers_sheet import (
    Answers,
    AnswerTable,
    CellFault,
    columns_of,
    read_answers,
)
from cm_build.importing.document import written
from cm_build.importing.locating import CommuneFinder
from cm_build.importing.mapping import ListMapping
from cm_build.importing.mapping_check import MappingCheck
from cm_build.importing.opening import read_list
from cm_build.importing.outcome import WrongFileError
from cm_build.importing.presence import presence
from cm_build.importing.worksheet import Worksheet
from cm_build.referential.toolbox import DataFolders, Tools

# Drafts are nobody's public file: Git passes over this folder.
DRAFTS = Path("brouillons")
_COMMENT = """\
Brouillon repris d’un tableau. Rien n’est publié : le lieu relit, complète, et donne lui-même son accord
(« publication: publique » et « licence_acceptee: oui »), dans le formulaire ou dans ce fichier."""


def run(options: argparse.Namespace, folders: DataFolders, tools: Tools) -> int:
    """Read the table, tell everything that is wrong in it; write the drafts when nothing is.

    Raises:
        StoppedError: something is wrong; nothing was written.
        WrongFileError: the table cannot be read.
        OSError: a file cannot be opened or written.
    """
    year = tools.settings.annee_reference if options.annee is None else options.annee
    out: Path = options.out or DRAFTS
    if out.resolve() == folders.places.resolve():
        raise StoppedError(
            f"{out} est le dossier des lieux publiés : un brouillon y retirerait du site un lieu déjà présent. "
            "Choisissez un autre dossier, ou laissez faire : brouillons/."
        )
    sheet, answers = _read(options, folders, tools, year)
    for fault in answers.faults:
        print(_where(fault, sheet, options.fichier))
    blocking = sum(fault.blocking for fault in answers.faults)
    if blocking:
        many = f"{blocking} erreurs" if blocking > 1 else "Une erreur"
        raise StoppedError(f"{many} : rien n’a été écrit.")
    if not answers.drafts:
        raise WrongFileError("le tableau ne contient aucune ligne à reprendre.")
    _guard(out, answers, year)
    files = {
        out / draft.slug / f"{year}.yaml": written(draft.document, _COMMENT).encode()
        for draft in answers.drafts
    }
    replace_files(files, READABLE)
    many = f"{len(files)} brouillons écrits" if len(files) > 1 else "Un brouillon écrit"
    print(f"{many} dans {out}. Chaque lieu relit le sien, et donne lui-même son accord.")
    return 0


def _read(
    options: argparse.Namespace, folders: DataFolders, tools: Tools, year: int
) -> tuple[Worksheet, Answers]:
    known = {column.name: column for column in answer_columns(tools.names)}
    content = options.fichier.read_bytes()
    mapping: ListMapping | None = None
    locator = None
    if options.carte:
        read = mapping_of(options.carte)
        if read.model is None or read.origin is None:
            raise StoppedError(text_report(read.problems))
        mapping = read.model
        wanted = [name for _, name in mapping.columns]
        sheet = read_list(content, wanted, mapping.feuille)
        problems = MappingCheck(mapping, read.origin, tools.names).problems(sheet, known)
        if problems:
            raise StoppedError(text_report(sorted(problems, key=lambda one: one.order)))
        if any(True for _ in mapping.commune.needed):
            locator = CommuneFinder(mapping.commune, tools.territory)
    else:
        sheet = read_list(content, known)
    there = presence(folders.places, tools.reader, lambda _: False)
    columns = columns_of(sheet, known, mapping)
    answered = AnswerTable(sheet, columns, tools, year, there.identities, there.reserved, locator)
    return sheet, read_answers(answered)


def _where(fault: CellFault, sheet: Worksheet, file: Path) -> str:
    """Name a cell as the person sees it."""
    parts = [f"feuille « {sheet.title} »" if sheet.title else file.name]
    parts.append(f"{sheet.unit} {fault.line}")
    letter = sheet.letters.get(fault.column, "")
    if fault.column:
        parts.append(f"colonne {letter} ({fault.column})" if letter else f"« {fault.column} »")
    kind = "erreur" if fault.blocking else "à vérifier"
    return f"{', '.join(parts)} : {kind} {fault.code}\n    {fault.message}\n    → {fault.hint}"


def _guard(out: Path, answers: Answers, year: int) -> None:
    paths = (out / draft.slug / f"{year}.yaml" for draft in answers.drafts)
    there = [path for path in paths if os.path.lexists(path)]
    if there:
        listed = ", ".join(path.as_posix() for path in there)
        raise StoppedError(f"Des fichiers existent déjà, rien n’a été écrit : {listed}.")
