"""`cm receive`: put away a file received by mail or on a key, for those who look after a référentiel."""

from __future__ import annotations

import argparse
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from cm_build.cli.loading import loaded
from cm_build.cli.replacing import READABLE, replace_files
from cm_build.contributing.intake.destination import known_places
from cm_build.contributing.intake.difference import Change, difference
from cm_build.contributing.intake.finding import Finding, Weight, by_weight, in_public, weighing
from cm_build.contributing.intake.letter import (
    FilingLetter,
    MailLetter,
    ReceiptLetter,
    letter,
)
from cm_build.contributing.intake.letter import shown as shown_proposal
from cm_build.contributing.intake.mail import Arrival, Received, examine
from cm_build.contributing.intake.overview import Glance
from cm_build.contributing.intake.proposal import Proposal
from cm_build.contributing.intake.storage import Storage
from cm_build.emitting.failure import StoppedError, refused_by_the_system
from cm_build.places.assessment import name_of
from cm_build.places.text import repeatable
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import Tools

LENGTH = 300
SHORT = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("fichier", type=Path, help="fiche .yml, .yaml ou .txt, ou archive .zip")
    parser.add_argument("--lieu", default="", help="adresse du lieu, s’il est déjà présent")
    parser.add_argument("--annee", default="", help="année du bilan, si le nom ne la dit pas")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")
    parser.add_argument(
        "--complet",
        action="store_true",
        help="accepte le fichier complet, réponses privées comprises",
    )
    parser.add_argument(
        "--accuse", action="store_true", help="écrit l’accusé de réception, à envoyer aussitôt"
    )
    parser.add_argument(
        "--lettre", action="store_true", help="écrit la réponse à envoyer à la personne"
    )
    parser.add_argument("--resume", type=Path, help="fichier Markdown où ajouter le compte rendu")
    parser.add_argument("--commit", action="store_true", help="enregistre la fiche avec git")


def run(options: argparse.Namespace) -> int:
    """Check everything, then write everything; when something is wrong nothing is written."""
    folders, tools = loaded(options.data)
    try:
        content = options.fichier.read_bytes()
    except OSError as error:
        raise _refused(refused_by_the_system(error, "être lu")) from error
    arrival = Arrival(
        content, options.fichier.name, options.lieu, options.annee, complete=options.complet
    )
    received = examine(arrival, tools, known_places(folders, tools), folders.places)
    _print_report(received, tools)
    file = shown_proposal(received.proposal, tools) if received.proposal else None
    for title, text in _asked_letters(options, received, file):
        # Templates escape HTML; a mail is plain text.
        print(f"\n--- {title} ---\n\n{unescape(letter(text, tools.settings))}--- Fin ---")
    if options.resume:
        groups, name = in_public(received.findings), repeatable(arrival.name)
        filed = FilingLetter(name, file, received.accepted, groups, received.fingerprint)
        with options.resume.open("a", encoding="utf-8", newline="\n") as page:
            page.write(letter(filed, tools.settings))
    if received.storage is None or not received.accepted:
        raise _refused()
    return _store(received.storage, tools, commit=options.commit)


def _print_report(received: Received, tools: Tools) -> None:
    if received.fingerprint:
        print(f"Empreinte de la fiche : {received.fingerprint}")
    if received.proposal:
        print(f"Ce que c’est : {shown(received.proposal.about, LENGTH)}, {received.proposal.path}")
    _print_findings(received.findings)
    if received.proposal:
        _print_difference(received.proposal, tools)


def _refused(words: str = "") -> StoppedError:
    return StoppedError("\n".join(filter(None, (words, "Rien n’a été écrit."))))


def _print_findings(findings: Iterable[Finding]) -> None:
    for title, group in by_weight(findings):
        print(f"\n{title}")
        for finding in group:
            words = [f"ligne {finding.line}"] if finding.line else []
            words += [finding.code] if finding.line and finding.code else []
            where = f" ({', '.join(words)})" if words else ""
            print(f"- {shown(finding.message, LENGTH)}{where}\n  → {shown(finding.hint, LENGTH)}")


def _asked_letters(
    options: argparse.Namespace, received: Received, file: Glance | None
) -> Iterator[tuple[str, ReceiptLetter]]:
    mark = received.fingerprint
    if options.accuse:
        yield "Accusé de réception à envoyer", ReceiptLetter(file, mark)
    if options.lettre:
        findings = tuple(dict.fromkeys(received.findings))
        mend, check = (weighing(findings, weight) for weight in (Weight.BLOCKING, Weight.TO_CHECK))
        yield "Réponse à envoyer", MailLetter(file, mark, mend, check)


def _print_difference(proposal: Proposal, tools: Tools) -> None:
    previous = proposal.previous
    if previous is None:
        return
    changes = difference(previous, proposal.assessment, tools)
    since = "dans" if previous.year == proposal.year else "depuis"
    print(f"\nCe qui change {since} le bilan {previous.year}")
    for change in changes:
        print(f"- {_told(change)}")
    if not changes:
        print("- rien : les réponses sont les mêmes")


def _told(change: Change) -> str:
    before, after = shown(change.before, SHORT), shown(change.after, SHORT)
    words = {
        "ajout": f"ajouté, {after}",
        "retrait": f"retiré (c’était : {before})",
        "changement": f"{before} → {after}",
    }
    return f"{change.group} – {shown(change.label)} : {words[change.kind]}"


def _store(storage: Storage, tools: Tools, *, commit: bool) -> int:
    proposal = storage.proposal
    try:
        replace_files(storage.files, READABLE)
    except OSError as error:
        raise _refused(refused_by_the_system(error, "être écrit")) from error
    name = shown(name_of(proposal.assessment, tools.names))
    print(f"\n{name}, bilan {proposal.year} ({proposal.kind}) : c’est rangé.")
    message = f"data: {proposal.slug}, bilan {proposal.year} ({proposal.kind})"
    if not commit:
        print("Pour l’enregistrer :")
        for command in _git(message, storage.files):
            print(f"  {shlex.join(command)}")
        return 0
    for command in _git(message, [path.resolve() for path in storage.files]):
        done = subprocess.run(command, check=False, capture_output=True, cwd=storage.folder)  # noqa: S603 - our words
        if done.returncode:
            raise StoppedError("Git n’a pas enregistré la fiche, qui reste rangée.")
    print(f"Enregistré : {message}")
    return 0


def _git(message: str, files: Iterable[Path]) -> list[list[str]]:
    """Name these files and no other: whatever else was being prepared stays as it is."""
    paths = [path.as_posix() for path in files]
    return [["git", "add", "--", *paths], ["git", "commit", "-m", message, "--", *paths]]
