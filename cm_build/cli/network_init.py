"""`cm reseau init`: five questions, and the configuration of a network is written."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from cm_build.cli import network_light
from cm_build.cli.deductions import deductions
from cm_build.cli.loading import located
from cm_build.cli.local_file import WrittenKey, changed, local_text
from cm_build.cli.network_questions import QUESTIONS, Interview, NetworkQuestion, WrongAnswerError
from cm_build.cli.replacing import READABLE, replace_file, replace_files
from cm_build.cli.report import text_report
from cm_build.cli.upstream import reference_settings
from cm_build.emitting.failure import StoppedError
from cm_build.places.scope import settings_warnings
from cm_build.places.settings import load_settings
from cm_build.places.territory import Territory
from cm_build.reading.problem import has_errors, in_order
from cm_build.referential.toolbox import DataFolders, trusted
from cm_build.wording.french import listed

NOTHING_WRITTEN = "Rien n’a été écrit."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command: one for each question, and what to do of what is there."""
    for question in QUESTIONS:
        parser.add_argument(f"--{question.key}", metavar="TEXTE", help=question.help)
    parser.add_argument(
        "--sans-questions",
        action="store_true",
        help="ne demande rien : seules comptent les options",
    )
    parser.add_argument(
        "--deplacer",
        action="store_true",
        help="déplace dans local.yaml ce que vous aviez changé dans referentiel.yaml",
    )
    parser.add_argument("--remplacer", action="store_true", help="remplace un local.yaml déjà là")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    network_light.add_arguments(parser)


NEXT = "Ensuite : « make check » vérifie, « make serve » montre le site, « cm doctor » dit ce qui reste à régler."


def run(options: argparse.Namespace) -> int:
    """Ask, check, then write: a wrong answer writes nothing."""
    light = network_light.prepared(options) if options.leger else {}
    data = options.leger / "data" if options.leger else options.data
    folders = located(data)
    target = data / folders.local.name
    talk = _Talk(asks=not options.sans_questions)
    if os.path.lexists(target) and not options.remplacer:
        talk.agree(f"{target} existe déjà : le remplacer ?", "--remplacer")
    default, problems = trusted(folders.settings)
    if problems:
        raise StoppedError(text_report(problems))
    move = Move() if light else _move(folders, default, talk, wanted=options.deplacer)
    blocks = {block.key: block for block in move.blocks}
    territory = Territory(folders.geo)
    blocks |= {block.key: block for block in _answers(options, territory, talk, blocks)}
    if not blocks:
        raise StoppedError(f"Aucune réponse n’a été donnée. {NOTHING_WRITTEN}")
    text = local_text(blocks.values())
    told = _checked(text, target, move.settings or default, folders, territory)
    replace_files({**light, target: text.encode()}, READABLE)
    print(f"{target} est écrit.")
    if move.settings:
        replace_file(folders.settings, move.settings, READABLE)
        print(f"{folders.settings} redevient celui du projet : vos changements sont dans {target}.")
    print("\n".join(told))
    print(network_light.NEXT.format(options.leger) if light else NEXT)
    return 0


class Move(NamedTuple):
    """What goes from the project's file to the network's, and what the first becomes."""

    blocks: tuple[WrittenKey, ...] = ()
    settings: bytes = b""


def _move(folders: DataFolders, content: bytes, talk: _Talk, *, wanted: bool) -> Move:
    """Find what a network changed in the project's own file, and move it if it wants to."""
    reference = reference_settings(folders)
    found = changed(content, reference) if reference else ()
    if not found:
        return Move()
    keys = listed([f"« {block.key} »" for block in found])
    told = f"Vous aviez changé {keys} dans {folders.settings}"
    if not wanted and not talk.asks:
        print(f"{told} : --deplacer les met dans {folders.local.name}.")
        return Move()
    if not wanted:
        talk.agree(f"{told}. Les déplacer dans {folders.local.name} ?", "--deplacer")
    return Move(found, reference)


def _checked(
    text: str, target: Path, default: bytes, folders: DataFolders, territory: Territory
) -> list[str]:
    """Read what would be written as every command will; give what is to be told of it.

    Raises:
        StoppedError: it cannot be used.
    """
    local = (text.encode(), target.as_posix())
    found = load_settings(default, folders.shown(folders.settings), local, folders.deduced)
    problems = found.problems
    if found.model and found.origin:
        problems += tuple(settings_warnings(found.model, territory, found.origin))
    if found.model is None or has_errors(problems):
        raise StoppedError(f"{text_report(in_order(problems))}\n{NOTHING_WRITTEN}")
    told = list(deductions(found.model, folders.deduced))
    return [*told, text_report(in_order(problems))] if problems else told


def _answers(
    options: argparse.Namespace, territory: Territory, talk: _Talk, known: Collection[str]
) -> Iterator[WrittenKey]:
    """Give what is answered to each question, by an option, by a person, or by what follows from it."""
    said: dict[str, str] = {}
    for question in QUESTIONS:
        asked = Interview(territory, said)
        given = getattr(options, question.key)
        if given is None and question.key in known:
            continue
        if given is None and talk.asks:
            given = talk.answer(question, asked)
        text = given if given is not None else question.propose(asked)
        if not text:
            continue
        try:
            block = question.read(text, asked)
        except WrongAnswerError as wrong:
            raise StoppedError(f"--{question.key} : {wrong} {NOTHING_WRITTEN}") from wrong
        said[question.key] = text
        if block:
            yield block


class _Talk:
    """What is asked of a person, when there is one."""

    def __init__(self, *, asks: bool) -> None:
        self.asks = asks

    def agree(self, words: str, flag: str) -> None:
        """Go on only if the person says yes.

        Raises:
            StoppedError: they do not, or nobody is asked.
        """
        if not self.asks:
            raise StoppedError(f"{words} {flag} le demande. {NOTHING_WRITTEN}")
        if self._typed(f"{words} [oui/non] ", flag).casefold() not in {"oui", "o"}:
            raise StoppedError(NOTHING_WRITTEN)

    def answer(self, question: NetworkQuestion, asked: Interview) -> str:
        """Ask until the answer can be used; an empty one takes what is proposed, or says nothing."""
        proposed = question.propose(asked)
        hint = f" [{proposed}]" if proposed else ""
        while True:
            text = self._typed(f"{question.words}{hint}\n> ", f"--{question.key}") or proposed
            if not text and not question.needed:
                return ""
            try:
                if text:
                    question.read(text, asked)
                    return text
                print("Cette réponse est nécessaire.")
            except WrongAnswerError as wrong:
                print(wrong)

    def _typed(self, words: str, flag: str) -> str:
        print(words, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            raise StoppedError(
                f"Personne n’a répondu. Dans un script : {flag}, ou --sans-questions. {NOTHING_WRITTEN}"
            )
        return line.strip()
