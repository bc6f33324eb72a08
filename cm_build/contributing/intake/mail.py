"""What was received as a file, examined whole: what it is, where it goes, what keeps it from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cm_build.contributing.intake.advice import advice
from cm_build.contributing.intake.attachment import WrongPackageError, fingerprint
from cm_build.contributing.intake.complete import kept_for_itself
from cm_build.contributing.intake.destination import SAME_OR_NOT, KnownPlaces
from cm_build.contributing.intake.finding import Channel, Finding, Weight
from cm_build.contributing.intake.package import Package, read_package
from cm_build.contributing.intake.proposal import Draft, Proposal, check_draft
from cm_build.contributing.intake.storage import Storage, own_rules
from cm_build.places.address import address_of
from cm_build.places.assessment import name_of
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import Tools


class Arrival(NamedTuple):
    """A file as it came, and what whoever holds it adds; `complete` accepts private answers."""

    content: bytes
    name: str
    place: str = ""
    year: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """Everything to tell of a file; `storage` says where it goes, when it is one of answers."""

    fingerprint: str
    findings: tuple[Finding, ...]
    storage: Storage | None = None

    @property
    def proposal(self) -> Proposal | None:
        """The valid file, with its place."""
        return self.storage.proposal if self.storage else None

    @property
    def accepted(self) -> bool:
        """Tell whether nothing keeps it from being put away."""
        return self.storage is not None and not any(
            finding.weight is Weight.BLOCKING for finding in self.findings
        )


def examine(arrival: Arrival, tools: Tools, known: KnownPlaces, places: Path) -> Received:
    """Check everything before anything is written; nothing is written here."""
    try:
        package = read_package(arrival.content, arrival.name)
    except WrongPackageError as error:
        return Received("", (Finding(Weight.BLOCKING, str(error), error.hint),))
    mark = fingerprint(package.content)
    # Nothing more is told of a file that may be private: the report may be public.
    doubts = tuple(_doubts(package, arrival, tools))
    if doubts:
        return Received(mark, doubts)
    year = arrival.year or package.name.year
    draft = Draft(package.content, year, arrival.place, Channel.FILE)
    checked = check_draft(draft, tools, known)
    if checked.proposal is None:
        return Received(mark, checked.findings)
    storage = Storage(checked.proposal, places / checked.proposal.slug, package.photos)
    findings = (*checked.findings, *_about(storage, package, arrival, tools, known))
    return Received(mark, findings, storage)


def _doubts(package: Package, arrival: Arrival, tools: Tools) -> Iterator[Finding]:
    name = package.name
    if not arrival.complete:
        kept = kept_for_itself(
            package.content, tools.names, complete=name.complete, channel=Channel.FILE
        )
        if kept:
            yield kept
    if len(name.years) > 1 and not arrival.year:
        yield _two_years(name.years)


def _two_years(years: Iterable[str]) -> Finding:
    options = " ou ".join(f"--annee {year}" for year in years)
    return Finding(
        Weight.BLOCKING,
        "Le nom du fichier et sa première ligne ne disent pas la même année.",
        f"Regardez les réponses, demandez au besoin, puis recommencez avec {options}.",
    )


def _about(
    storage: Storage, package: Package, arrival: Arrival, tools: Tools, known: KnownPlaces
) -> Iterator[Finding]:
    proposal = storage.proposal
    for text in package.left:
        message = f"« {shown(text)} » a été laissé de côté : ce texte n’est pas une fiche."
        yield Finding(Weight.ADVICE, message, "Les messageries en ajoutent parfois. Rien à faire.")
    yield from _named_otherwise(proposal, package.name.slug, arrival, tools, known)
    yield from own_rules(proposal)
    yield from storage.findings(tools)
    if not proposal.kind.withdraws:
        yield from advice(proposal.assessment, tools, Channel.FILE)


def _named_otherwise(
    proposal: Proposal, named: str, arrival: Arrival, tools: Tools, known: KnownPlaces
) -> Iterator[Finding]:
    """Tell when the name of a file names another place than its answers.

    The form names the file of a new place after it: a homonym then has the address of another.
    The address of another place was chosen: whoever sent the file thinks of it, and is asked.
    """
    if arrival.place or named not in known.taken or named == proposal.slug:
        return
    own = address_of(name_of(proposal.assessment, tools.names))
    yield Finding(
        Weight.TO_CHECK if named == own else Weight.BLOCKING,
        f"Le nom du fichier désigne « {named} », un lieu déjà présent sous un autre nom ou dans une autre commune.",
        SAME_OR_NOT.format(slug=named),
    )
