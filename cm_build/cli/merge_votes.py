"""`cm merge-votes`: make one of two facilitators' files, before anything is masked."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.cli.replacing import READABLE, guard_files, replace_files
from cm_build.cli.report import text_report
from cm_build.contributing.workshop.meeting import Conflict, Meeting, Side, meet
from cm_build.contributing.workshop.sheet import VoteSheet, read_sheet, sheet_bytes, unclosed
from cm_build.contributing.workshop.words import (
    ANSWERS_HEAD,
    answers_text,
    criterion_titles,
    key_words,
    told,
)
from cm_build.emitting.failure import StoppedError
from cm_build.questionnaire.names import Names
from cm_build.reading.node import mark_at
from cm_build.referential.toolbox import Tools
from cm_build.wording.french import how_many

# How a person names the sides on the command line.
SIDES = {"A": Side.FIRST, "B": Side.SECOND, "les-deux": Side.BOTH}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("un", type=Path, help="un fichier d’animation (A)")
    parser.add_argument("autre", type=Path, help="celui d’une autre personne (B)")
    parser.add_argument("--out", type=Path, required=True, help="fichier réuni, à garder pour vous")
    parser.add_argument(
        "--autres-personnes",
        action="store_true",
        help="B compte d’autres personnes, à une autre table : tout s’additionne",
    )
    parser.add_argument(
        "--choisir",
        action="append",
        default=[],
        metavar="CLÉ=A|B|les-deux",
        help="ce que l’on garde de ce qui diffère",
    )
    parser.add_argument(
        "--reponses", type=Path, help="fichier masqué, à ajouter dans le questionnaire"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Merge, or tell all that is to choose and write nothing."""
    _, tools = loaded(options.data)
    first, second = (_sheet(path, tools) for path in (options.un, options.autre))
    choices = _choices(options.choisir)
    met = meet(first.tree, second.tree, choices, others=options.autres_personnes)
    _check_out(options, met, tools)
    _check_choices(choices, first, second)
    _tell(met)
    if met.conflicts:
        for conflict in met.conflicts:
            print(_conflict(conflict, first, second, tools.names))
        many = how_many(len(met.conflicts), "réponse diffère", "réponses diffèrent")
        print(f"{many} : choisissez avec --choisir. Rien n’a été écrit.")
        return 1
    files = {options.out: sheet_bytes(met.tree)}
    year = tools.settings.annee_reference
    if options.reponses:
        files[options.reponses] = answers_text(met.tree, tools.names, year).encode()
    replace_files(files, READABLE)
    print(f"{options.out} réunit les deux. Il compte les voix : gardez-le pour vous.")
    if options.reponses:
        print(f"{options.reponses} s’ajoute dans le questionnaire : personne n’y est reconnu.")
        if left := unclosed(met.tree):
            titles = criterion_titles(met.tree, tools.names)
            told_left = ", ".join(titles.get(one, one) for one in left)
            print(f"Un vote n’est pas clos, ses voix y sont telles quelles : {told_left}.")
        if met.tree["gardes"]:
            print(
                "Ce que l’atelier a retenu (présence, sens, appuis, exemple, intention) n’y est pas : "
                "ouvrez le fichier réuni dans l’atelier à l’écran, qui l’écrit aussi."
            )
    return 0


def _check_out(options: argparse.Namespace, met: Meeting, tools: Tools) -> None:
    """Refuse to replace what this meeting does not hold: a table's own counts exist nowhere else.

    Raises:
        StoppedError: two files have one name, or the file there is not this meeting's.
        OSError: it cannot be read.
    """
    out: Path = options.out
    if options.reponses and options.reponses.resolve() == out.resolve():
        raise StoppedError(
            f"« {out} » : --out et --reponses nomment le même fichier. Donnez-leur deux noms."
        )
    guard_files([out], b"")
    if options.reponses:
        guard_files([options.reponses], f"# {ANSWERS_HEAD}".encode())
    if not out.exists():
        return
    there = read_sheet(out.read_bytes(), out.as_posix(), tools).sheet
    if there is None or set(there.tree["fiches"]) != set(met.tree["fiches"]):
        raise StoppedError(
            f"« {out} » existe déjà, et ne vient pas de ces deux fichiers : rien n’a été écrit. "
            "Choisissez un autre nom : les voix d’une table ne sont peut-être que là."
        )


def _sheet(path: Path, tools: Tools) -> VoteSheet:
    read = read_sheet(path.read_bytes(), path.as_posix(), tools)
    if read.sheet is None:
        raise StoppedError(text_report(read.problems))
    return read.sheet


def _choices(given: list[str]) -> dict[str, Side]:
    """Read what a person chose.

    Raises:
        StoppedError: a choice is not written as expected.
    """
    choices = {}
    for text in given:
        key, _, side = text.rpartition("=")
        if side not in SIDES or not key:
            raise StoppedError(f"« {text} » : écrivez la clé, puis =A, =B ou =les-deux.")
        choices[key] = SIDES[side]
    return choices


def _check_choices(choices: dict[str, Side], first: VoteSheet, second: VoteSheet) -> None:
    """Refuse a choice about nothing: a slip would otherwise choose in silence."""
    plain = meet(first.tree, second.tree, others=False)
    known = {conflict.key for conflict in plain.conflicts} | set(plain.equal)
    for key in choices:
        if key not in known:
            raise StoppedError(
                f"« {key} » n’est dit que par un fichier, ou par aucun : rien à choisir."
            )


def _tell(met: Meeting) -> None:
    if met.already:
        print("Ces deux fichiers partent d’un même comptage : ses voix ne s’additionnent pas.")
    if met.equal:
        print(
            how_many(
                len(met.equal),
                "réponse égale, comptée une fois",
                "réponses égales, comptées une fois",
            )
            + "."
        )
    if met.added:
        print(how_many(met.added, "nombre additionné", "nombres additionnés") + ".")


def _conflict(conflict: Conflict, first: VoteSheet, second: VoteSheet, names: Names) -> str:
    """Show both sides where they stand, and what to write to choose."""
    path = conflict.key.split(".")
    lines = [f"{key_words(conflict.key, first.tree, second.tree, names)} ({conflict.key})"]
    for letter, sheet, value in (("A", first, conflict.first), ("B", second, conflict.second)):
        line = mark_at(sheet.root, path).line
        lines.append(f"  {letter}  {sheet.file}:{line} : {told(value, names)}")
    sides = " ou ".join(f"={name}" for name, side in SIDES.items() if side in conflict.sides)
    return "\n".join([*lines, f"  → --choisir {conflict.key}{sides}"])
