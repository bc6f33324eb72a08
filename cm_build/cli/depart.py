"""`cm depart`: take a place out of the lists at its own request, for this import and the next ones."""

from __future__ import annotations

import argparse
from pathlib import Path

from cm_build.cli.departing import departures_of
from cm_build.cli.loading import loaded
from cm_build.cli.replacing import READABLE, replace_file
from cm_build.emitting.failure import StoppedError
from cm_build.places.answer import Given
from cm_build.places.assessment import Assessment, commune_of, name_of
from cm_build.places.commune import Commune, Resolved
from cm_build.places.folder import SUFFIX, read_place, slug_problem
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.referential.toolbox import DataFolders, Tools


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("slug", nargs="?", default="", help="adresse du lieu dans le référentiel")
    parser.add_argument("--nom", help="nom d’un lieu qui n’est pas encore dans le référentiel")
    parser.add_argument("--commune", help="sa commune : code postal et nom, ou code Insee")
    parser.add_argument("--site", default="", help="son site web")
    parser.add_argument("--data", type=Path, default=Path("data"), help="dossier des données")


def run(options: argparse.Namespace) -> int:
    """Note who leaves without writing their name, and take the directory entry away."""
    folders, tools = loaded(options.data)
    path, departures = departures_of(folders)
    taken: list[Path] = []
    if options.slug:
        folder = folders.places / options.slug
        for entry in _entries(options.slug, folder, folders, tools):
            name, commune = name_of(entry, tools.names), commune_of(entry, tools.names)
            departures = departures.having(name, commune, _site(entry, tools.names))
            taken.append(folder / f"{entry.year}{SUFFIX}")
    elif options.nom and options.commune:
        departures = departures.having(options.nom, _commune(options.commune, tools), options.site)
    else:
        raise StoppedError(
            "Dites quel lieu : son adresse (cm depart la-halle), ou --nom et --commune."
        )
    replace_file(path, departures.text().encode(), READABLE)
    for file in taken:
        file.unlink()
    if taken and not any(taken[0].parent.iterdir()):
        taken[0].parent.rmdir()
    _tell(path, taken)
    return 0


def _entries(slug: str, folder: Path, folders: DataFolders, tools: Tools) -> tuple[Assessment, ...]:
    """Give the directory entries of a place; one that answered leaves in its own file."""
    if slug_problem(slug, slug) or not folder.is_dir():
        raise StoppedError(f"Aucun lieu n’a pour adresse « {slug} » : rien n’a été changé.")
    places = read_place(folder, tools.reader, folders.base).places
    entries = places[0].assessments if places else ()
    if not entries or any(entry.header.publication != "annuaire" for entry in entries):
        raise StoppedError(
            f"« {slug} » n’est pas une fiche d’annuaire, ou ne se lit pas : rien n’a été changé. "
            "Un lieu qui a répondu se retire avec « publication: non_publiee », dans sa dernière fiche."
        )
    return entries


def _site(entry: Assessment, names: Names) -> str:
    answer = entry.answers.get(names.of_role(Role.SITE_WEB) or "")
    return str(answer.value) if isinstance(answer, Given) else ""


def _commune(text: str, tools: Tools) -> Commune:
    found = tools.territory.resolve(text)
    if not isinstance(found, Resolved):
        raise StoppedError(
            f"« {text} » ne dit pas une seule commune : écrivez le code postal et le nom, comme « 35000 Rennes »."
        )
    return found.commune


def _tell(path: Path, taken: list[Path]) -> None:
    if taken:
        print(
            f"La fiche d’annuaire est retirée ({len(taken)} fichier{'s' if len(taken) > 1 else ''})."
        )
    print(
        f"{path} garde une empreinte du lieu : les prochaines reprises d’une liste le laisseront de côté."
    )
    print("Enregistrez ce changement dans Git sans écrire le nom du lieu dans le message.")
