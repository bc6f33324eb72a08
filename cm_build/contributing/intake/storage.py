"""Where a received file and its photos go, and what keeps them from going there."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cm_build.contributing.intake.finding import Finding, Weight, keys_of
from cm_build.contributing.intake.proposal import Proposal, ProposalKind
from cm_build.places.leftovers import listed
from cm_build.places.photo_name import folded, is_photo_name
from cm_build.places.photos import (
    FOLDER,
    HEAVIEST,
    Inspected,
    inspect_content,
    photos_mark,
    photos_of,
)
from cm_build.questionnaire.role import Role
from cm_build.reading.problem import catalogue
from cm_build.referential.toolbox import Tools

_LEAVING = {
    ProposalKind.NEW: "Le lieu ne sera pas sur le site.",
    ProposalKind.WITHDRAWAL: "Le lieu quittera le site.",
    ProposalKind.YEAR_WITHDRAWAL: "Le bilan {annee} quittera le site ; les autres bilans du lieu y restent.",
}


@dataclass(frozen=True, slots=True)
class Storage:
    """The files to write in the folder of a place, and what is already there; nothing is written here."""

    proposal: Proposal
    folder: Path
    photos: Mapping[str, bytes]

    @property
    def files(self) -> Mapping[Path, bytes]:
        """Give every file to write, by path; the answers come last, which name the photos."""
        photos = {self.folder / FOLDER / name: c for name, c in self.photos.items()}
        return photos | {self.folder / f"{self.proposal.year}.yaml": self.proposal.content}

    def findings(self, tools: Tools) -> Iterator[Finding]:
        """Tell what is wrong with the photos; a photo is never cleaned without a word."""
        for path in (self.folder, self.folder / FOLDER):
            if path.is_symlink():
                hint = "Remplacez-le par un vrai dossier."
                yield _blocking(f"« {path.name} » est un lien.", hint)
                # Nothing behind a link is looked at, nor told.
                return
        present = _present(self.folder / FOLDER)
        for name, content in self.photos.items():
            yield from _photo(name, content)
            yield from _beside(name, content, present)
        own, names = self.proposal.assessment, tools.names
        named = {photo.file for photo in photos_of(own, names)}
        keys = keys_of(names.asked.get(names.of_role(Role.PHOTOS) or ""))
        line = photos_mark(own, names).line
        for name in sorted(named - self.photos.keys()):
            if folded(name) not in present:
                hint = "Demandez-la, ou retirez-la de la fiche."
                message = f"La fiche cite la photo « {name} », qui n’est pas là."
                yield Finding(Weight.BLOCKING, message, hint, line, keys)
        for name in sorted(self.photos.keys() - named):
            message = f"La photo « {name} » n’est citée par aucune ligne de la fiche."
            yield Finding(Weight.TO_CHECK, message, "Elle sera rangée, mais personne ne la verra.")


def own_rules(proposal: Proposal) -> Iterator[Finding]:
    """Tell what a received file cannot be, and what whoever looks after places must decide."""
    header = proposal.assessment.header
    if header.exemple_fictif:
        hint = "Cette ligne est réservée aux exemples livrés avec le projet."
        yield _blocking("La fiche se dit fictive.", hint)
    if header.publication == "annuaire":
        hint = (
            "« annuaire » est réservé aux fiches reprises d’un fichier ouvert, avec « cm import »."
        )
        yield _blocking("La fiche se dit issue d’un annuaire.", hint)
    if header.publication == "non_publiee":
        message = _LEAVING.get(proposal.kind, "Ce bilan ne sera pas sur le site.")
        hint = "Le fichier se lira quand même dans le dépôt, s’il est public."
        yield Finding(Weight.TO_CHECK, message.format(annee=proposal.year), hint)


def _photo(name: str, content: bytes) -> Iterator[Finding]:
    if not is_photo_name(name):
        yield _refused(name, Inspected(None, "CM-331"))
    weight = f"{len(content) / 1_000_000:.1f}".replace(".", ",") + " Mo"
    heavy = len(content) > HEAVIEST
    inspected = Inspected(None, "CM-511", weight) if heavy else inspect_content(content)
    if inspected.picture is None:
        yield _refused(name, inspected)


def _refused(name: str, inspected: Inspected) -> Finding:
    entry = catalogue()[inspected.code]
    values = {"lu": inspected.read or name, "fichier": shlex.quote(name)}
    message = f"{name} : {entry.message.format_map(values)}"
    remedy = entry.remede.format_map(values)
    if "{fichier}" in entry.remede:
        # The command works on a file of the disk, and this one is still in its archive.
        remedy = f"Sortez d’abord la photo de l’archive. {remedy} Remettez-la ensuite dedans."
    return Finding(Weight.BLOCKING, message, remedy, code=inspected.code)


def _present(folder: Path) -> Mapping[str, Path]:
    """Give the photos already there, by the name that some systems give to two of them."""
    files = [] if folder.is_symlink() else listed(folder)
    return {folded(path.name): path for path in files}


def _beside(name: str, content: bytes, present: Mapping[str, Path]) -> Iterator[Finding]:
    """Tell when a photo would take the place of another: an earlier year may show it."""
    there = present.get(folded(name))
    if there is None:
        return
    hint = (
        "Donnez un autre nom à la nouvelle, dans l’archive et dans la fiche, comme "
        f"« {_other_name(name)} » : celle qui est là sert peut-être à un autre bilan."
    )
    if there.name != name:
        yield _blocking(
            f"La photo « {name} » et celle qui est là, « {there.name} », ont le même nom.", hint
        )
    elif not there.is_file() or there.is_symlink() or there.read_bytes() != content:
        yield _blocking(f"Une autre photo s’appelle déjà « {name} ».", hint)


def _other_name(name: str) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem.lower()}-2.{suffix.lower()}"


def _blocking(message: str, hint: str) -> Finding:
    return Finding(Weight.BLOCKING, message, hint)
