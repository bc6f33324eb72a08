"""The directory of places: cards, facets, and the words the search looks in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.places.answer import Given
from cm_build.questionnaire.question import Role
from cm_build.reading.nearest import folded
from cm_build.viewing.location import Dot, departement_name, dot_of, region_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.places.place import PublishedPlace
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.names import Names
    from cm_build.viewing.sources import Sources

PARTS = ("Le lieu", "Effets sociaux", "Engagement environnemental")


class Card(NamedTuple):
    """One place in the list; `values` gives its value or values for each facet, in order."""

    slug: str
    name: str
    commune: str
    departement: str
    tagline: str
    types: tuple[str, ...]
    fictional: bool
    from_directory: bool
    closed: bool
    year: int
    values: tuple[tuple[str, ...], ...]
    dot: Dot | None


class FacetView(NamedTuple):
    """A filter, with its values in alphabetical order or in the questionnaire's."""

    id: str
    label: str
    values: tuple[str, ...]


class Directory(NamedTuple):
    """Everything `/lieux/` shows."""

    cards: tuple[Card, ...]
    facets: tuple[FacetView, ...]
    communes: int
    fictional: int
    from_directory: int


def directory(unsorted: Iterable[Card], names: Names) -> Directory:
    """List places by name, with the facets that at least two values make useful."""
    facets = names.questionnaire.annuaire.facettes
    cards = sorted(unsorted, key=lambda card: (folded(card.name), card.slug))
    labels = ["Région", "Département", *[facet.libelle for facet in facets], "Parties remplies"]
    ids = ["region", "departement", *[f.question or f.indicateur or "" for f in facets], "parties"]
    orders = [(), (), *[_declared_order(f.question, f.indicateur, names) for f in facets], PARTS]
    views = []
    for index, (name, label, order) in enumerate(zip(ids, labels, orders, strict=True)):
        found = {value for card in cards for value in card.values[index]}
        ranked = [value for value in order if value in found] or sorted(found, key=folded)
        views.append(FacetView(name, label, tuple(ranked)))
    return Directory(
        tuple(cards),
        tuple(views),
        len({(card.commune, card.departement) for card in cards}),
        sum(card.fictional for card in cards),
        sum(card.from_directory for card in cards),
    )


def _declared_order(question: str | None, indicator: str | None, names: Names) -> tuple[str, ...]:
    if question:
        options = getattr(names.asked[question].question, "options", ())
        return tuple(option.libelle for option in options)
    operation = names.indicators[indicator or ""].operation
    return tuple(bound.libelle for bound in operation.classe.bornes) if operation.classe else ()


def card_of(place: PublishedPlace, sources: Sources, names: Names, territory: Territory) -> Card:
    """Draw the card of a place from its latest year."""
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
    return Card(
        slug=place.slug,
        name=place.name,
        commune=place.commune.nom,
        departement=departement_name(place.commune, territory),
        tagline=sources.text(names.of_role(Role.ACCROCHE)),
        types=tuple(sources.label(types_path or "", o) for o in sources.chosen(types_path)),
        fictional=place.fictional,
        from_directory=place.from_directory,
        closed=place.latest.header.etat == "ferme",
        year=place.latest.year,
        values=tuple(values),
        dot=dot_of(place.commune),
    )


def parts_answered(sources: Sources) -> tuple[str, ...]:
    """Name the parts of the questionnaire a place answered."""
    homes = {"section": PARTS[0], "echelle": PARTS[1], "critere": PARTS[1], "axe": PARTS[2]}
    identity = sources.names.identity
    found = {
        homes[asked.home]
        for path, answer in sources.answers.items()
        if isinstance(answer, Given) and path not in identity
        if (asked := sources.names.asked.get(path))
    }
    return tuple(part for part in PARTS if part in found)
