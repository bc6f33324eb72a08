"""A place on a card: what any list of places says of it, with its value for each facet."""

from __future__ import annotations

from typing import NamedTuple

from cm_build.drawing.projection import Dot, dot_of
from cm_build.places.answer import Given
from cm_build.places.federation import Elsewhere
from cm_build.places.place import PublishedPlace
from cm_build.places.territory import Territory, around, departement_name, region_name
from cm_build.questionnaire.names import Names
from cm_build.questionnaire.role import Role
from cm_build.referential.sources import Sources

PARTS = ("Le lieu", "Effets sociaux", "Engagement environnemental")
# A directory mixes them in one list: each card says what it is, and a facet tells them apart.
KINDS = ("Lieux qui se racontent", "Fiches d’un annuaire ouvert", "Exemples fictifs")


class Card(NamedTuple):
    """One place in the list; `values` gives its value or values for each facet, in order.

    `elsewhere` tells where its portrait is, when another network draws it.
    """

    slug: str
    name: str
    commune: str
    commune_code: str
    departement: str
    tagline: str
    types: tuple[str, ...]
    fictional: bool
    from_directory: bool
    closed: bool
    year: int
    values: tuple[tuple[str, ...], ...]
    dot: Dot | None
    elsewhere: Elsewhere | None = None

    @property
    def address(self) -> str:
        """Where its portrait is: from the root of the site, or whole when that is another's."""
        return self.elsewhere.portrait(self.slug) if self.elsewhere else f"lieux/{self.slug}/"

    @property
    def network(self) -> str:
        """The name of the network it is of; nothing for a place of this référentiel."""
        return self.elsewhere.name if self.elsewhere else ""


def card_of(
    place: PublishedPlace,
    sources: Sources,
    names: Names,
    territory: Territory,
    elsewhere: Elsewhere | None = None,
) -> Card:
    """Draw the card of a place from its latest year; `elsewhere` tells where its portrait is if not here."""
    types_path = names.of_role(Role.TYPES)
    values: list[tuple[str, ...]] = [
        (region_name(place.commune, territory),),
        (departement_name(place.commune, territory),),
    ]
    for facet in names.questionnaire.annuaire.facettes:
        if facet.question:
            chosen = sources.chosen(facet.question)
            values.append(tuple(option.libelle for option in chosen))
        else:
            figure = sources.figure(facet.indicateur or "")
            values.append((str(figure.value),) if figure.value is not None else ())
    values.append(parts_answered(sources))
    values.append((KINDS[2] if place.fictional else KINDS[1 if place.from_directory else 0],))
    return Card(
        slug=place.slug,
        name=place.name,
        commune=place.commune.nom,
        commune_code=place.commune.code,
        departement=around(place.commune, territory),
        tagline=sources.text(names.of_role(Role.ACCROCHE)),
        types=tuple(sources.label(types_path or "", o) for o in sources.chosen(types_path)),
        fictional=place.fictional,
        from_directory=place.from_directory,
        closed=place.latest.header.etat == "ferme",
        year=place.latest.year,
        values=tuple(values),
        dot=dot_of(place.commune),
        elsewhere=elsewhere,
    )


def parts_answered(sources: Sources) -> tuple[str, ...]:
    """Name the parts of the questionnaire a place answered."""
    homes = {"section": PARTS[0], "echelle": PARTS[1], "critere": PARTS[1], "axe": PARTS[2]}
    identity = sources.names.identity
    answered = {
        homes[asked.home]
        for path, answer in sources.answers.items()
        if isinstance(answer, Given) and path not in identity
        if (asked := sources.names.asked.get(path))
    }
    return tuple(part for part in PARTS if part in answered)
