"""What a network says of itself: whether its configuration is its own, and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cm_build.cli.examination.diagnosis import Diagnosis, Health
from cm_build.cli.light.repository import CALLING
from cm_build.cli.local_file import changed
from cm_build.cli.upstream import reference_settings
from cm_build.forges.github import GITHUB
from cm_build.forges.known import FORGES
from cm_build.places.scope import maybe_on_github_pages
from cm_build.places.settings import Settings
from cm_build.reading.home import installed
from cm_build.referential.toolbox import DataFolders
from cm_build.wording.french import how_many, listed

OWNERS = "CODEOWNERS"
# The team that the project's own file names.
TEAM = re.compile(r"@commune-mesure/[\w-]+")


def configuration(folders: DataFolders, settings: Settings, root: Path) -> Iterator[Diagnosis]:
    """Look at the configuration, then at the files of the repository that a network makes its own."""
    yield from _layers(folders)
    yield from _said(settings)
    yield from _runs(settings, root)
    yield from _owners(root)


def _layers(folders: DataFolders) -> Iterator[Diagnosis]:
    local = folders.local.exists()
    reference = reference_settings(folders)
    moved = changed(folders.settings.read_bytes(), reference) if reference else ()
    if moved:
        keys = listed([f"« {one.key} »" for one in moved])
        yield Diagnosis(
            Health.TO_DO,
            f"referentiel.yaml a été changé ({keys}) : il fera un conflit à chaque mise à jour.",
            "« cm reseau init --deplacer » met vos changements dans data/local.yaml.",
        )
    if local:
        yield Diagnosis(Health.GOOD, "data/local.yaml dit ce qui est à vous.")
    elif not moved:
        yield Diagnosis(
            Health.TO_DO,
            "data/local.yaml n’existe pas : ce site parle au nom du projet commun.",
            "Si c’est la copie d’un réseau, « cm reseau init » l’écrit, en cinq questions.",
        )


def _said(settings: Settings) -> Iterator[Diagnosis]:
    contact, scope = settings.contact, settings.perimetre
    if contact.page or contact.adresse:
        yield Diagnosis(Health.GOOD, f"Contact : {contact.adresse or contact.page}.")
    else:
        yield Diagnosis(
            Health.TO_DO,
            "Personne à qui écrire.",
            "Sous « contact », une « adresse » ou une « page ».",
        )
    if not contact.delai:
        yield Diagnosis(
            Health.TO_DO,
            "Le temps de relecture n’est pas dit.",
            "« delai », sous « contact » : « deux semaines », par exemple.",
        )
    if settings.hebergeur.nom:
        yield Diagnosis(Health.GOOD, f"Hébergeur : {settings.hebergeur.nom}.")
    else:
        pages = maybe_on_github_pages(settings)
        yield Diagnosis(
            Health.UNKNOWN if pages else Health.TO_DO,
            "Hébergeur non dit"
            + (" : les mentions légales supposent les pages de GitHub." if pages else "."),
            "« hebergeur » : nom, adresse, téléphone.",
        )
    codes = listed([*scope.regions, *scope.departements]) or "toute la France"
    yield Diagnosis(Health.GOOD, f"Périmètre : {codes}.")
    if settings.url:
        yield Diagnosis(Health.GOOD, f"Adresse du site : {settings.url}")
    else:
        yield Diagnosis(
            Health.UNKNOWN,
            "Adresse du site non écrite.",
            "La forge la donne quand elle publie ; ailleurs, écrivez « url ».",
        )


def _runs(settings: Settings, root: Path) -> Iterator[Diagnosis]:
    forge = FORGES.get(settings.depot.forge, GITHUB)
    missing = [
        name for name in (CALLING if installed() else forge.runs) if not (root / name).is_file()
    ]
    if missing:
        yield Diagnosis(
            Health.TO_DO,
            f"{forge.title} ne lancera pas tout : {how_many(len(missing), 'fichier manque', 'fichiers manquent')} ({', '.join(missing)}).",
            "« cm reseau init --leger --projet » les écrit, dans un dossier neuf."
            if installed()
            else "Reprenez-les du projet commun.",
        )
    else:
        yield Diagnosis(Health.GOOD, f"Ce que lance {forge.title} est là.")


def _owners(root: Path) -> Iterator[Diagnosis]:
    path = root / OWNERS
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    if TEAM.search(text):
        yield Diagnosis(
            Health.TO_DO,
            f"{OWNERS} nomme l’équipe du projet commun : elle serait appelée à relire chez vous.",
            f"Mettez votre équipe à la place de « {TEAM.findall(text)[0]} ».",
        )
    elif text:
        yield Diagnosis(Health.GOOD, f"{OWNERS} dit qui relit.")
    else:
        yield Diagnosis(Health.TO_DO, f"{OWNERS} manque : rien ne dit qui relit.", "Écrivez-le.")
