"""A proposal: the file of one place and one year, checked as the site would check it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from cm_build.contributing.intake.attachment import normalised
from cm_build.contributing.intake.destination import (
    QUOTED,
    Destination,
    KnownPlaces,
    Wish,
    called,
    destination,
    read_wish,
)
from cm_build.contributing.intake.finding import Channel, Finding, Weight, findings_of
from cm_build.contributing.intake.mangled import mangled
from cm_build.places.assessment import Assessment
from cm_build.places.place import Place
from cm_build.places.plausibility import between_years
from cm_build.reading.ledger import MOST_PROBLEMS
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import Problem, in_order, shown
from cm_build.referential.toolbox import PLACES, Tools

OLDEST = 1950
# Who reads a hint can do what it says: an issue has fields, a command has options.
_YEAR_HINTS = {
    Channel.ISSUE: "Écrivez l’année des réponses en quatre chiffres, comme {exemple}, dans le champ « Année du bilan » "
    "du formulaire. Sans formulaire, commencez votre message par une ligne « ### Année du bilan », puis l’année dessous.",
    Channel.FILE: "Recommencez avec « --annee {exemple} » (l’année des réponses), ou rendez au fichier le nom que le "
    "questionnaire lui donne, comme « commune-mesure_la-halle_{exemple}_a-publier.yml ».",
}
_PROTECTED = "La fiche d’un lieu protégé ne passe pas par ici."
_PROTECTED_HINTS = {
    Channel.ISSUE: "Ce message est public, et il dit qui l’envoie : effacez-en la fiche, puis sa version précédente (« edited », en haut du "
    "message, puis « Delete revision from history »). Écrivez ensuite au contact du site, sans dire où est le lieu.",
    Channel.FILE: "Rangez ce fichier à la main, tel quel, dans « data/places/lieu-protege-N », N étant un nombre libre, puis lancez « cm check ». "
    "Ni le message du commit, ni la branche ne nomment le lieu.",
}


class ProposalKind(StrEnum):
    """What a proposal is for the référentiel; the labels of its answer."""

    NEW = "nouveau lieu"
    YEAR = "nouvelle année"
    CORRECTION = "correction"
    WITHDRAWAL = "retrait"
    YEAR_WITHDRAWAL = "retrait d’une année"

    @property
    def withdraws(self) -> bool:
        """Tell whether something leaves the site: advice on how to show it better would be odd."""
        return self in (ProposalKind.WITHDRAWAL, ProposalKind.YEAR_WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was sent: bytes, and the year and address as they were typed, trusted in nothing."""

    content: bytes
    year: str
    place: str = ""
    channel: Channel = Channel.ISSUE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A valid file, with where it goes; `previous` is the file it is held against, when there is one.

    `about` tells in words what the file is for the référentiel, and of which place.
    """

    content: bytes
    assessment: Assessment
    kind: ProposalKind
    place: Place | None
    previous: Assessment | None
    about: str

    @property
    def slug(self) -> str:
        """The address of the place, made or checked here."""
        return self.assessment.slug

    @property
    def year(self) -> int:
        """The year of the answers."""
        return self.assessment.year

    @property
    def path(self) -> str:
        """Where the file goes in the repository: always a year in a folder of places."""
        return f"data/{PLACES}/{self.slug}/{self.year}.yaml"


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft read: its proposal (None when something stops it) and all there is to say."""

    proposal: Proposal | None
    findings: tuple[Finding, ...]


def check_draft(draft: Draft, tools: Tools, known: KnownPlaces) -> Checked:
    """Read a draft as the build would, find its place, hold it against what is already there."""
    content = normalised(draft.content)
    lost = mangled(content)
    if lost:
        # The faults that follow from it would only lead astray.
        return Checked(None, (lost,))
    year = _year(draft, tools)
    wish = read_wish(draft.place, draft.channel, known)
    findings = [finding for finding in (year, wish) if isinstance(finding, Finding)]
    # A wrong year or address does not keep the faults of the file from being told at once.
    number = year if isinstance(year, int) else tools.settings.annee_reference
    read = tools.reader.read(content, file="", slug="", year=number)
    faults = findings_of(in_order(read.problems), content, tools.names, read.assessment)
    if read.protected:
        refused = Finding(Weight.BLOCKING, _PROTECTED, _PROTECTED_HINTS[draft.channel])
        # Whoever reads a public answer is not told what the file says, nor that it says too much.
        told = () if draft.channel is Channel.ISSUE else faults
        return Checked(None, (*findings, refused, *told))
    if read.assessment is None or not isinstance(wish, Wish) or findings:
        return Checked(None, (*findings, *faults))
    going = destination(read.assessment, wish, known, draft.channel)
    proposal = _placed(replace(draft, content=content), read.assessment, going, known)
    compared = in_order(_against_years(proposal, tools))
    against = findings_of(compared, content, tools.names, read.assessment)[
        : max(0, MOST_PROBLEMS - len(faults))
    ]
    return Checked(proposal, (*going.findings, *faults, *against, *_odd_year(number, tools)))


def _year(draft: Draft, tools: Tools) -> int | Finding:
    text, reference = draft.year.strip(), tools.settings.annee_reference
    year = read_year(text)
    if year is not None and OLDEST <= year <= reference + 2:
        return year
    read = f"L’année lue est « {shown(text, QUOTED)} »." if text else "L’année du bilan manque."
    return Finding(Weight.BLOCKING, read, _YEAR_HINTS[draft.channel].format(exemple=reference))


def _placed(draft: Draft, own: Assessment, going: Destination, known: KnownPlaces) -> Proposal:
    slug, place = going.slug, going.place
    own = replace(own, slug=slug, file=f"{PLACES}/{slug}/{own.year}.yaml")
    years = {assessment.year: assessment for assessment in place.assessments} if place else {}
    previous = years.get(own.year) or _closest(own.year, place)
    kind = _kind(own, known.taken[slug]) if slug in known.taken else ProposalKind.NEW
    words = called(place, known.names, draft.channel, own.year) if place else f"« {slug} »"
    about = _about(kind, own.year, words)
    return Proposal(draft.content, own, kind, place, previous, about)


def _about(kind: ProposalKind, year: int, place: str) -> str:
    """Say what a proposal is, so that whoever sent it sees at once a place that is not theirs."""
    return {
        ProposalKind.NEW: "nouveau lieu",
        ProposalKind.YEAR: f"nouvelle année de {place}",
        ProposalKind.CORRECTION: f"correction du bilan {year} de {place}",
        ProposalKind.WITHDRAWAL: f"retrait de {place}",
        ProposalKind.YEAR_WITHDRAWAL: f"retrait du bilan {year} de {place}",
    }[kind]


def _kind(own: Assessment, years: Collection[int]) -> ProposalKind:
    """Tell what changes for a place already there, by the years it holds."""
    if own.header.publication == "non_publiee":
        # The latest file decides for the whole place; an older one leaves alone.
        if own.year >= max(years, default=own.year):
            return ProposalKind.WITHDRAWAL
        if own.year in years:
            return ProposalKind.YEAR_WITHDRAWAL
    return ProposalKind.CORRECTION if own.year in years else ProposalKind.YEAR


def _closest(year: int, place: Place | None) -> Assessment | None:
    """Give the last year before, else the first after."""
    if place is None:
        return None
    before = [assessment for assessment in place.assessments if assessment.year < year]
    return before[-1] if before else place.assessments[0]


def _against_years(proposal: Proposal, tools: Tools) -> list[Problem]:
    """Tell a budget far from balance, and what jumped since the year before."""
    own, previous = proposal.assessment, proposal.previous
    years = [previous, own] if previous and previous.year < own.year else [own]
    return [year for year in between_years(years, tools.names) if year.file == own.file]


def _odd_year(year: int, tools: Tools) -> Iterator[Finding]:
    settings = tools.settings
    oldest = settings.annee_reference - settings.age_maximum
    if not oldest <= year <= settings.annee_reference + 1:
        hint = "Vérifiez l’année : c’est celle des chiffres, pas celle de l’envoi."
        yield Finding(Weight.TO_CHECK, f"Ces réponses portent sur {year}.", hint)
