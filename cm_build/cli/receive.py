"""`cm receive`: put away a file received by mail or on a key, for those who look after a référentiel."""

from __future__ import annotations

import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from cm_build.cli.loading import loaded
from cm_build.cli.replacing import replace_files
from cm_build.contributing.advice import advice
from cm_build.contributing.difference import difference
from cm_build.contributing.finding import Channel, Finding, Weight, weighing
from cm_build.contributing.fingerprint import fingerprint
from cm_build.contributing.known import known_places
from cm_build.contributing.letter import by_weight, letter
from cm_build.contributing.letter import shown as shown_proposal
from cm_build.contributing.package import WrongPackageError, read_package
from cm_build.contributing.proposal import Draft, check_draft
from cm_build.contributing.storage import Storage, own_rules, prepared
from cm_build.places.assessment import name_of
from cm_build.reading.problem import shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from cm_build.contributing.difference import Change
    from cm_build.contributing.proposal import Proposal
    from cm_build.toolbox import Tools

LENGTH = 300
# A file of the repository is everyone's to read.
READABLE = 0o644
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
        "--lettre", action="store_true", help="écrit la réponse à envoyer à la personne"
    )
    parser.add_argument("--commit", action="store_true", help="enregistre la fiche avec git")


def run(options: argparse.Namespace) -> int:
    """Check everything, then write everything; when something is wrong nothing is written."""
    found = loaded(options.data, Path("data"))
    if found is None:
        return 1
    folders, tools = found
    try:
        package = read_package(options.fichier.read_bytes(), options.fichier.name)
    except OSError:
        return _refuse("Le fichier n’a pas pu être lu.")
    except WrongPackageError as error:
        return _refuse(str(error))
    print(f"Empreinte de la fiche : {fingerprint(package.content)}")
    if package.name.complete and not options.complet:
        return _refuse(
            "Ce fichier est le fichier complet : il peut contenir des réponses que le lieu garde pour lui. "
            "Demandez le fichier « a-publier », ou ajoutez --complet si le lieu est d’accord."
        )
    if len(package.name.years) > 1 and not options.annee:
        return _refuse(_two_years(package.name.years))
    known = known_places(folders, tools)
    year = options.annee or package.name.year
    draft = Draft(package.content, year, options.lieu, Channel.FILE)
    checked = check_draft(draft, tools, known)
    findings = [*checked.findings]
    named = package.name.slug
    if checked.proposal and not options.lieu and named in known.taken - {checked.proposal.slug}:
        findings.append(_another_place(named))
    storage = None
    if checked.proposal:
        storage = prepared(checked.proposal, package.photos, folders.places)
        findings += [*own_rules(checked.proposal), *storage.findings(tools)]
        if not checked.proposal.kind.withdraws:
            findings += advice(checked.proposal.assessment, tools, Channel.FILE)
    _print_findings(findings)
    if options.lettre:
        _print_letter(checked.proposal, findings, fingerprint(package.content), tools)
    if checked.proposal is None or storage is None:
        return _refuse("")
    _print_difference(checked.proposal, tools)
    if any(one.weight is Weight.BLOCKING for one in findings):
        return _refuse("")
    return _store(storage, checked.proposal, tools, commit=options.commit)


def _two_years(years: Iterable[str]) -> str:
    options = " ou ".join(f"--annee {year}" for year in years)
    return (
        "Le nom du fichier et sa première ligne ne disent pas la même année. "
        f"Regardez les réponses, demandez au besoin, puis recommencez avec {options}."
    )


def _another_place(named: str) -> Finding:
    """Say that a homonym is not overwritten: the name of a file proves nothing."""
    return Finding(
        Weight.TO_CHECK,
        f"Le nom du fichier désigne « {named} », un lieu déjà présent sous un autre nom ou dans une autre commune.",
        f"Si c’est bien le même lieu, recommencez avec --lieu {named}.",
    )


def _refuse(words: str) -> int:
    print("\n".join(filter(None, (words, "Rien n’a été écrit."))), file=sys.stderr)
    return 1


def _print_findings(findings: Iterable[Finding]) -> None:
    for title, group in by_weight(findings):
        print(f"\n{title}")
        for one in group:
            told = [f"ligne {one.line}"] if one.line else []
            told += [one.code] if one.line and one.code else []
            where = f" ({', '.join(told)})" if told else ""
            print(f"- {shown(one.message, LENGTH)}{where}\n  → {shown(one.hint, LENGTH)}")


def _print_letter(
    proposal: Proposal | None, findings: Iterable[Finding], told: str, tools: Tools
) -> None:
    found = tuple(dict.fromkeys(findings))
    text = letter(
        "courrier.md",
        tools.settings,
        fiche=shown_proposal(proposal, tools) if proposal else None,
        empreinte=told,
        a_corriger=weighing(found, Weight.BLOCKING),
        a_verifier=weighing(found, Weight.TO_CHECK),
    )
    # Templates escape HTML; a mail is plain text.
    print(f"\n--- Réponse à envoyer ---\n\n{unescape(text)}--- Fin de la réponse ---")


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


def _store(storage: Storage, proposal: Proposal, tools: Tools, *, commit: bool) -> int:
    try:
        replace_files(storage.files, READABLE)
    except OSError:
        return _refuse("Un fichier n’a pas pu être écrit : vérifiez le dossier.")
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
            print("Git n’a pas enregistré la fiche, qui reste rangée.", file=sys.stderr)
            return 1
    print(f"Enregistré : {message}")
    return 0


def _git(message: str, files: Iterable[Path]) -> list[list[str]]:
    """Name these files and no other: whatever else was being prepared stays as it is."""
    paths = [path.as_posix() for path in files]
    return [["git", "add", "--", *paths], ["git", "commit", "-m", message, "--", *paths]]
