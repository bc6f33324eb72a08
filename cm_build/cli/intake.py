"""`cm intake`: prepare the answer to a proposal received as an issue; the workflow sends it."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.contributing.intake.destination import known_places
from cm_build.contributing.intake.issue import Reception, receive
from cm_build.emitting.destination import write_folder
from cm_build.emitting.failure import StoppedError
from cm_build.forges.forge import WrongEventError
from cm_build.forges.github import GITHUB
from cm_build.forges.known import FORGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--event", type=Path, required=True, help="événement donné par la forge")
    parser.add_argument("--out", type=Path, required=True, help="dossier de la réponse préparée")
    parser.add_argument("--branches", type=Path, help="liste des branches « fiche/… » ouvertes")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Write the answer in a folder, whatever was proposed; 1 only when no answer could be made."""
    folders, tools = loaded(options.data)
    forge = FORGES.get(tools.settings.depot.forge, GITHUB)
    if forge.automation is None:
        raise StoppedError(
            f"Les tickets de {forge.title} ne lancent rien : une fiche y arrive par courriel ou par dépôt. "
            "« cm receive » la range."
        )
    try:
        issue = forge.automation.event(options.event.read_bytes())
        branches = options.branches.read_text("utf-8").split() if options.branches else []
    except (OSError, UnicodeDecodeError, WrongEventError) as error:
        raise StoppedError(
            "L’événement n’a pas pu être lu : aucune réponse n’a été préparée."
        ) from error
    reception = receive(issue, tools, known_places(folders, tools), branches)
    write(reception, options.out)
    # Nothing of what was proposed is printed: a line could command the workflow.
    print(f"Suite à donner : {reception.outcome}")
    return 0


def write(reception: Reception, out: Path) -> None:
    """Write one file for each thing the workflow does; what it must not do has no file.

    Raises:
        StoppedError: the folder holds something else than an earlier answer.
    """
    texts = {
        "suite.txt": f"{reception.outcome}\n",
        "reponse.md": reception.comment,
        "etiquettes.txt": _lines(reception.labels),
        "etiquettes-a-retirer.txt": _lines(reception.stale_labels),
        "branche.txt": _lines((reception.branch,)),
        "message.txt": reception.message,
        "titre.txt": _lines((reception.title,)),
        "demande.md": reception.request,
        "change.md": reception.change,
        "autres.txt": _lines(tuple(str(number) for number in reception.others)),
        "autres.md": reception.notice if reception.others else "",
    }
    contents = {name: text.encode() for name, text in texts.items() if text.strip()}
    contents |= {f"fichiers/{path}": content for path, content in reception.files.items()}
    write_folder(out, contents)


def _lines(texts: tuple[str, ...]) -> str:
    return "".join(f"{text}\n" for text in texts if text)
