"""Where a proposal goes: the place it is about, and what must be confirmed before it takes its place.

A file never replaces that of another name or another commune, nor joins a place it may not be
about, unless someone says so: the address of a file, or its name, proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cm_build.contributing.intake.finding import Channel, Finding, Weight
from cm_build.places.address import address_of, new_address
from cm_build.places.assessment import Assessment, commune_of, name_of
from cm_build.places.folder import NEW_PLACE, SUFFIX, read_places, slug_problem
from cm_build.places.identity import Identities, identity_of, members_of, name_key
from cm_build.places.leftovers import listed_places
from cm_build.places.place import Place
from cm_build.questionnaire.names import Names
from cm_build.reading.numbers import read_year
from cm_build.reading.problem import shown
from cm_build.referential.toolbox import DataFolders, Tools
from cm_build.wording import french


@dataclass(frozen=True)
class KnownPlaces:
    """Places by address; `taken` gives the years of all, those that cannot be read today included."""

    places: Mapping[str, Place]
    taken: Mapping[str, frozenset[int]]
    names: Names = field(repr=False)

    @cached_property
    def identities(self) -> Identities:
        """Places by what identifies them."""
        identities = Identities()
        for place in self.places.values():
            for member in members_of(place, self.names):
                identities.add(member)
        return identities


def known_places(folders: DataFolders, tools: Tools) -> KnownPlaces:
    """Read every place; one that is wrong keeps its address, and is compared with nothing."""
    read = read_places(folders.places, tools.reader, folders.base)
    found = {folder.name: _years(folder) for folder in listed_places(folders.places)}
    taken = {name: years for name, years in found.items() if years is not None}
    return KnownPlaces({place.slug: place for place in read.places}, taken, tools.names)


def _years(folder: Path) -> frozenset[int] | None:
    """Give the years a folder holds; None when nothing makes it a place's.

    Photos left by a reception that was cut do not make one.
    """
    if folder.is_symlink() or not folder.is_dir():
        return frozenset()
    paths = [path for path in folder.glob(f"*{SUFFIX}") if read_year(path.stem)]
    years = (read_year(path.stem) for path in paths if path.is_symlink() or path.is_file())
    return frozenset(filter(None, years)) if paths else None


SAME_PLACE = "même lieu"
MOST_DOUBTS = 3
QUOTED = 100
SAME_OR_NOT = (
    "Si c’est bien le même lieu, recommencez avec --lieu {slug}. "
    f"Si c’en est un autre, avec --lieu {NEW_PLACE}."
)
_NO_PLACE = {
    Channel.ISSUE: "Pour un nouveau lieu, laissez ce champ vide : son adresse vient de son nom.",
    Channel.FILE: "Pour un nouveau lieu, enlevez --lieu : son adresse vient de son nom.",
}
_WHICH = {
    Channel.ISSUE: "Si c’est le même lieu, écrivez « {slug} » dans le champ « Adresse du lieu sur le site ». Si c’en est un "
    "autre, écrivez-y « nouveau lieu ».",
    Channel.FILE: SAME_OR_NOT,
}
_REPLACING = {
    Channel.ISSUE: "Si c’est un autre lieu, écrivez « nouveau lieu » dans le champ « Adresse du lieu sur le site ». Si c’est le "
    "même, qui a changé de nom ou de commune, écrivez-y « {slug}, même lieu ».",
    Channel.FILE: SAME_OR_NOT,
}
_CONFIRMED = "Vérifiez que c’est bien le même lieu, et qu’il a changé de nom ou de commune."


class Wish(NamedTuple):
    """What the sender says of the place: its address, that it is new, that its file may be replaced."""

    slug: str = ""
    new: bool = False
    confirmed: bool = False


class Destination(NamedTuple):
    """The address a file goes to, the place that is there, and what to tell of it."""

    slug: str
    place: Place | None
    findings: tuple[Finding, ...]


def read_wish(typed: str, channel: Channel, known: KnownPlaces) -> Wish | Finding:
    """Read « la-halle », the address of its page, « la-halle, même lieu » or « nouveau lieu »."""
    text = typed.strip()
    if not text:
        return Wish()
    if name_key(text) == name_key(NEW_PLACE):
        return Wish(new=True)
    address, comma, rest = text.partition(",")
    same = name_key(rest) == name_key(SAME_PLACE)
    slug = address.strip().rstrip("/").rpartition("/")[2].lower()
    if (not comma or same) and slug_problem(slug, slug) is None and slug in known.taken:
        return Wish(slug, confirmed=same or channel is Channel.FILE)
    return Finding(
        Weight.BLOCKING,
        f"Aucun lieu n’a pour adresse « {shown(text, QUOTED)} ».",
        f"{_NO_PLACE[channel]} Pour un lieu déjà présent, recopiez la fin de l’adresse de sa page.",
    )


def destination(own: Assessment, wish: Wish, known: KnownPlaces, channel: Channel) -> Destination:
    """Find the place of a file: the one that was named, else the only one it can be about."""
    names, commune = known.names, commune_of(own, known.names)
    fresh = new_address(name_of(own, names), commune.nom, known.taken)
    if wish.new:
        return Destination(fresh, None, ())
    same = known.identities.same(identity_of(own, names))
    slug = wish.slug or (same[0] if same else "")
    if not slug:
        return Destination(fresh, None, tuple(_doubts(own, known, channel)))
    several = [_several(same, channel)] if len(same) > 1 and not wish.slug else []
    place = known.places.get(slug)
    return Destination(slug, place, (*several, *_taking(own, slug, wish, known, channel)))


def called(place: Place, names: Names, channel: Channel, year: int = 0) -> str:
    """Name a place as one of its years does, or the last; what is not published is not named in public."""
    told = next(
        (assessment for assessment in place.assessments if assessment.year == year),
        place.assessments[-1],
    )
    withheld = {shown.header.publication for shown in (told, place.assessments[-1])}
    if channel is Channel.ISSUE and "non_publiee" in withheld:
        return f"le lieu qui a pour adresse « {place.slug} »"
    return _named(told, names)


def _named(assessment: Assessment, names: Names) -> str:
    return f"« {name_of(assessment, names)} » ({commune_of(assessment, names).nom})"


def _several(same: tuple[str, ...], channel: Channel) -> Finding:
    listed = french.listed([french.quoted(slug) for slug in same[:MOST_DOUBTS]])
    message = f"Plusieurs lieux ont ce nom dans cette commune : {listed}."
    return Finding(Weight.BLOCKING, message, _WHICH[channel].format(slug=same[0]))


def _doubts(own: Assessment, known: KnownPlaces, channel: Channel) -> Iterator[Finding]:
    """Tell the places a file may be about, though it has not their name: a person settles it."""
    ties = list(known.identities.doubts(identity_of(own, known.names)).items())
    for slug, tie in ties[:MOST_DOUBTS]:
        words = called(known.places[slug], known.names, channel)
        message = f"Cette fiche et {words} ont {tie.value} : c’est peut-être le même lieu."
        yield Finding(Weight.BLOCKING, message, _WHICH[channel].format(slug=slug))
    address = address_of(name_of(own, known.names))
    if not ties and address in known.taken and address not in known.places:
        message = f"Le dossier « {address} » est déjà là, et rien ne peut lui être comparé : c’est peut-être le même lieu."
        yield Finding(Weight.BLOCKING, message, _WHICH[channel].format(slug=address))


def _taking(
    own: Assessment, slug: str, wish: Wish, known: KnownPlaces, channel: Channel
) -> Iterator[Finding]:
    """Tell what a file replaces or joins that may be another's; stop until it is confirmed."""
    place, names = known.places.get(slug), known.names
    weight = Weight.TO_CHECK if wish.confirmed else Weight.BLOCKING
    hint = _CONFIRMED if wish.confirmed else _REPLACING[channel].format(slug=slug)
    if place is None:
        message = f"Rien ne peut être comparé aux fiches de « {slug} » : peut-être sont-elles d’un autre lieu."
        yield Finding(weight, message, hint)
        return
    years = {assessment.year: identity_of(assessment, names) for assessment in place.assessments}
    identity = identity_of(own, names)
    words = called(place, names, channel, own.year)
    if own.year in years:
        if not identity.same_as(years[own.year]):
            message = f"Cette fiche remplace le bilan {own.year} d’un autre nom ou d’une autre commune : {words}."
            yield Finding(weight, message, hint)
    elif own.year in known.taken[slug]:
        message = (
            f"Le bilan {own.year} de « {slug} » est déjà là, et ne se lit pas : il sera remplacé."
        )
        yield Finding(weight, message, hint)
    elif any(identity.unrelated_to(years[year]) for year in _beside(own.year, years)):
        message = (
            f"Le lieu présent à cette adresse est {words} ; la fiche parle de {_named(own, names)}."
        )
        yield Finding(weight, message, hint)
    elif not any(identity.same_as(year) for year in years.values()):
        message = f"Le lieu présent à cette adresse s’appelle {words} ; la fiche dit {_named(own, names)}."
        yield Finding(Weight.TO_CHECK, message, _CONFIRMED)


def _beside(year: int, years: Iterable[int]) -> Iterator[int]:
    """Give the last year before, and the first after."""
    yield from sorted(other for other in years if other < year)[-1:]
    yield from sorted(other for other in years if other > year)[:1]
