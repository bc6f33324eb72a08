"""The entry point: parses the command line, hands over to one command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn, Protocol, cast

from cm_build.emitting.failure import StoppedError, our_own_fault, refused_by_the_system

GARBAGE = 200_000


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options of the command."""

    def run(self, options: argparse.Namespace) -> int:
        """Run it and return its exit code."""


COMMANDS = {
    "check": ("check", "vérifie le questionnaire et les fichiers des lieux"),
    "migrate": ("migrate", "réécrit des fiches pour la version d’aujourd’hui"),
    "new": ("new", "écrit un fichier à compléter pour un lieu"),
    "explain": ("explain", "explique un code de problème"),
    "schema": ("schema", "écrit le schéma JSON d’un fichier de lieu"),
    "site": ("site", "construit le site"),
    "kit": ("kit", "imprime en PDF les feuilles pour évaluer à plusieurs"),
    "serve": ("serve", "montre le site ici, et ce qui est enregistré aussitôt"),
    "import": ("import_", "reprend les fichiers d’autres systèmes"),
    "depart": ("depart", "retire un lieu des listes, à sa demande"),
    "photo": ("photo", "nettoie des photos : position, appareil, poids"),
    "intake": ("intake", "prépare la réponse à une fiche reçue par un ticket"),
    "receive": ("receive", "range une fiche reçue par courriel ou sur une clé"),
    "summary": ("summary", "résume les lieux que touche une proposition faite avec Git"),
    "merge-votes": (
        "merge_votes",
        "réunit les fichiers de deux personnes qui ont animé un atelier",
    ),
    "federation": ("federation", "copie ce que publient d’autres réseaux, et dit où l’on en est"),
    "reseau": ("network", "règle la copie d’un réseau"),
    "doctor": ("doctor", "dit ce qui manque à la copie d’un réseau pour vivre"),
    "version": ("version", "dit la version du projet et du questionnaire"),
    "demo": ("demo", "écrit des lieux de synthèse, pour les mesures"),
}


def load(name: str) -> Command:
    """Load one command's module: the others would only slow it down."""
    return cast("Command", import_module(f"cm_build.cli.{COMMANDS[name][0]}"))


class _Parser(argparse.ArgumentParser):
    """argparse, with its own words in French."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"Commande incomplète ou inconnue. Aide : {self.prog} --help", file=sys.stderr)
        del message
        sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a problem, 2 a wrong command."""
    _printable()
    # A command ends soon: looking for garbage as a questionnaire is read costs a tenth of its time.
    gc.set_threshold(GARBAGE)
    parser = _Parser(prog="cm", description="Commune Mesure en ligne de commande.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="commande")
    given = sys.argv[1:] if arguments is None else list(arguments)
    for name, (_, words) in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        if given[:1] == [name]:
            load(name).add_arguments(command)
    return _ended(parser.parse_args(given))


def _printable() -> None:
    """Let every sign be printed: one that a terminal does not know becomes a question mark.

    What goes to a file is UTF-8, as are all our files, unless the person chose otherwise.
    """
    chosen = "PYTHONIOENCODING" in os.environ
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            kept = stream.encoding if chosen or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=kept, errors="replace")


def _ended(options: argparse.Namespace) -> int:
    """Run a command to its end; whatever stops it is told in French, and never as a traceback."""
    try:
        code = load(options.command).run(options)
        # A full disk may refuse what was printed only now.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output left (as in `cm check | head`): nothing is wrong.
        _silenced()
        return 0
    except KeyboardInterrupt:
        return _stopped("Arrêté à votre demande.")
    except StoppedError as error:
        return _stopped(str(error))
    except OSError as error:
        return _stopped(refused_by_the_system(error))
    except Exception as error:  # noqa: BLE001 - the last resort: a person never reads a traceback
        return _stopped(our_own_fault(error))
    return code


def _stopped(words: str) -> int:
    with suppress(OSError):
        print(words, file=sys.stderr)
    _silenced()
    return 1


def _silenced() -> None:
    """Drop what could not be printed: Python would try again at its end, and complain in English."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
