"""A proposal: the file of one place and one year, checked as the site would check it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cm_build.contributing.finding import Channel, Finding, Weight, findings_of
from cm_build.contributing.fingerprint import normalised
from cm_build.contributing.known import commune_of, identity
from cm_build.places.address import new_address
from cm_build.places.assessment import name_of
from cm_build.places.folder import slug_problem
from cm_build.places.plausibility import between_years
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import in_order
from cm_build.toolbox import PLACES

if TYPE_CHECKING:
    from collections.abc import Collection

    from cm_build.contributing.known import Known
    from cm_build.places.assessment import Assessment
    from cm_build.places.place import Place
    from cm_build.reading.problem import Problem
    from cm_build.toolbox import Tools

OLDEST = 1950
# Who reads a hint can do what it says: an issue has fields, a command has options.
_YEAR_HINTS = {
    Channel.ISSUE: "Écrivez l’année des réponses en quatre chiffres, comme {exemple}, dans le champ « Année du bilan » "
    "du formulaire. Sans formulaire, commencez votre message par une ligne « ### Année du bilan », puis l’année dessous.",
    Channel.FILE: "Recommencez avec « --annee {exemple} » (l’année des réponses), ou rendez au fichier le nom que le "
    "questionnaire lui donne, comme « commune-mesure_la-halle_{exemple}_a-publier.yml ».",
}
_PLACE_HINTS = {
    Channel.ISSUE: "Pour un nouveau lieu, laissez ce champ vide : son adresse vient de son nom.",
    Channel.FILE: "Pour un nouveau lieu, enlevez « --lieu » : son adresse vient de son nom.",
}


class Kind(StrEnum):
    """What a proposal is for the référentiel; the labels of its answer."""

    NEW = "nouveau lieu"
    YEAR = "nouvelle année"
    CORRECTION = "correction"
    WITHDRAWAL = "retrait"
    YEAR_WITHDRAWAL = "retrait d’une année"

    @property
    def withdraws(self) -> bool:
        """Tell whether something leaves the site: advice on how to show it better would be odd."""
        return self in (Kind.WITHDRAWAL, Kind.YEAR_WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was sent: bytes, and the year and address as they were typed, trusted in nothing."""

    content: bytes
    year: str
    place: str = ""
    channel: Channel = Channel.ISSUE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A valid file, with where it goes; `previous` is the file it is held against, when there is one."""

    content: bytes
    assessment: Assessment
    kind: Kind
    place: Place | None
    previous: Assessment | None

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


def check_draft(draft: Draft, tools: Tools, known: Known) -> Checked:
    """Read a draft as the build would, find its place, hold it against what is already there."""
    content = normalised(draft.content)
    year = _year(draft, tools)
    slug = _slug(draft, known)
    findings = [one for one in (year, slug) if isinstance(one, Finding)]
    # A wrong year or address does not keep the faults of the file from being told at once.
    number = year if isinstance(year, int) else tools.settings.annee_reference
    read = tools.reader.read(content, file="", slug="", year=number)
    found = findings_of(in_order(read.problems), content)
    if read.protected:
        hint = "Écrivez au contact du site : une personne rangera le fichier avec vous, sans trace publique."
        refused = Finding(Weight.BLOCKING, "La fiche d’un lieu protégé ne passe pas par ici.", hint)
        return Checked(None, (*findings, refused, *found))
    if read.assessment is None or findings:
        return Checked(None, (*findings, *found))
    placed = _placed(read.assessment, str(slug), tools, known)
    proposal = replace(placed, content=content)
    against = findings_of(in_order(_against_years(proposal, tools)), content)
    about = (*_renamed(proposal, tools), *_odd_year(number, tools))
    return Checked(proposal, (*found, *against, *about))


def _year(draft: Draft, tools: Tools) -> int | Finding:
    text, reference = draft.year.strip(), tools.settings.annee_reference
    year = read_year(text)
    if year is not None and OLDEST <= year <= reference + 2:
        return year
    read = f"L’année lue est « {text} »." if text else "L’année du bilan manque."
    return Finding(Weight.BLOCKING, read, _YEAR_HINTS[draft.channel].format(exemple=reference))


def _slug(draft: Draft, known: Known) -> str | Finding:
    """Accept an address of a place already there, alone or as the address of its page."""
    text = draft.place.strip()
    slug = text.rstrip("/").rpartition("/")[2].lower()
    if not text:
        return ""
    if slug_problem(slug, slug) is None and slug in known.taken:
        return slug
    return Finding(
        Weight.BLOCKING,
        f"Aucun lieu n’a pour adresse « {text} ».",
        f"{_PLACE_HINTS[draft.channel]} Pour un lieu déjà présent, recopiez la fin de l’adresse de sa page.",
    )


def _placed(assessment: Assessment, slug: str, tools: Tools, known: Known) -> Proposal:
    names = tools.names
    place = known.places.get(slug) if slug else known.same_as(assessment, names)
    commune = commune_of(assessment, names)
    if not slug and place is None:
        slug = new_address(name_of(assessment, names), commune.nom, known.taken)
    slug = place.slug if place else slug
    own = replace(assessment, slug=slug, file=f"{PLACES}/{slug}/{assessment.year}.yaml")
    years = {one.year: one for one in place.assessments} if place else {}
    previous = years.get(own.year) or _closest(own.year, place)
    kind = _kind(own, years) if slug in known.taken else Kind.NEW
    return Proposal(b"", own, kind, place, previous)


def _kind(own: Assessment, years: Collection[int]) -> Kind:
    """Tell what changes for a place already there, by the years that can be read."""
    if own.header.publication == "non_publiee":
        # The latest file decides for the whole place; an older one leaves alone.
        if own.year >= max(years, default=own.year):
            return Kind.WITHDRAWAL
        if own.year in years:
            return Kind.YEAR_WITHDRAWAL
    return Kind.CORRECTION if own.year in years else Kind.YEAR


def _closest(year: int, place: Place | None) -> Assessment | None:
    """Give the last year before, else the first after."""
    if place is None:
        return None
    before = [one for one in place.assessments if one.year < year]
    return before[-1] if before else place.assessments[0]


def _against_years(proposal: Proposal, tools: Tools) -> list[Problem]:
    """Tell a budget far from balance, and what jumped since the year before."""
    own, previous = proposal.assessment, proposal.previous
    years = [previous, own] if previous and previous.year < own.year else [own]
    return [one for one in between_years(years, tools.names) if one.file == own.file]


def _renamed(proposal: Proposal, tools: Tools) -> tuple[Finding, ...]:
    """Tell when the address says one place, and the file another."""
    place, names = proposal.place, tools.names
    own = identity(proposal.assessment, names)
    if place is None or any(identity(one, names) == own for one in place.assessments):
        return ()
    before = name_of(place.assessments[-1], names)
    return (
        Finding(
            Weight.TO_CHECK,
            f"Le lieu présent à cette adresse s’appelle « {before} », ou est dans une autre commune.",
            "Vérifiez que c’est bien le même lieu, et qu’il a changé de nom ou d’adresse.",
        ),
    )


def _odd_year(year: int, tools: Tools) -> tuple[Finding, ...]:
    settings = tools.settings
    oldest = settings.annee_reference - settings.age_maximum
    if oldest <= year <= settings.annee_reference + 1:
        return ()
    return (
        Finding(
            Weight.TO_CHECK,
            f"Ces réponses portent sur {year}.",
            "Vérifiez l’année : c’est celle des chiffres, pas celle de l’envoi.",
        ),
    )
