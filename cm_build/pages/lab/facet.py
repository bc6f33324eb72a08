"""What may colour the points: one class a place, in the order the questionnaire declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.questionnaire.role import Role
from cm_build.reading.nearest import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cm_build.computing.crossing import Crossing
    from cm_build.places.territory import Territory
    from cm_build.questionnaire.names import Names
    from cm_build.questionnaire.observatory import Laboratory

SEVERAL = "Plusieurs réponses"


class FacetName(NamedTuple):
    """A way to tell points apart."""

    id: str
    title: str


class LabFacet(NamedTuple):
    """The classes met, and the rank of each place's own; None when it has none."""

    id: str
    title: str
    classes: tuple[str, ...]
    values: tuple[int | None, ...]


TERRITORIES = (
    FacetName("region", "Région"),
    FacetName("departement", "Département"),
    FacetName("classe_densite", "Densité de la commune"),
)


def facet_names(laboratory: Laboratory, names: Names) -> tuple[FacetName, ...]:
    """List what is declared, then what is known of where a place is."""
    return (
        *(FacetName(facet, _title(facet, names)) for facet in laboratory.facettes),
        *TERRITORIES,
    )


def facets(crossing: Crossing, laboratory: Laboratory, territory: Territory) -> Iterator[LabFacet]:
    """Give each facet of some places."""
    names = crossing.population.names
    for facet in laboratory.facettes:
        yield _declared(FacetName(facet, _title(facet, names)), crossing)
    yield from _territories(crossing, territory)


def _title(reference: str, names: Names) -> str:
    if reference == names.of_role(Role.TYPES):
        reference = names.of_role(Role.TYPE_PRINCIPAL) or reference
    asked = names.asked.get(reference)
    return asked.question.short if asked else names.indicators[reference].titre


def _declared(facet: FacetName, crossing: Crossing) -> LabFacet:
    population = crossing.population
    variable = population.variable(facet.id)
    groups = [_one(codes) for codes in crossing.codes(variable.name)]
    names = population.names
    main = names.of_role(Role.TYPE_PRINCIPAL)
    # A place has several types: the one it would keep stands for it.
    if facet.id == names.of_role(Role.TYPES) and main:
        kept = [_one(codes) for codes in crossing.codes(population.variable(main).name)]
        groups = [own or other for own, other in zip(kept, groups, strict=True)]
    labels = dict(variable.codes)
    ranked = [*(label for _, label in variable.codes), SEVERAL]
    return _facet(facet, [labels.get(code, code) if code else None for code in groups], ranked)


def _one(codes: tuple[str, ...]) -> str | None:
    if len(codes) > 1:
        return SEVERAL
    return codes[0] if codes else None


def _territories(crossing: Crossing, territory: Territory) -> Iterator[LabFacet]:
    similar = crossing.population.names.questionnaire.semblables
    densities = [bound.libelle for bound in similar.densite] if similar else []
    region: Callable[[str], object] = territory.regions.get
    finders: tuple[Callable[[str], object] | None, ...] = (region, territory.departements.get, None)
    for name, find in zip(TERRITORIES, finders, strict=True):
        codes = [code[0] if code else None for code in crossing.codes(name.id)]
        labels = {
            code: str(getattr(find(code), "nom", code)) if find else code for code in codes if code
        }
        ranked = densities if find is None else sorted(set(labels.values()), key=folded)
        yield _facet(name, [labels[code] if code else None for code in codes], ranked)


def _facet(facet: FacetName, labels: Sequence[str | None], ranked: Sequence[str]) -> LabFacet:
    met = set(labels)
    classes = tuple(dict.fromkeys(label for label in ranked if label in met))
    ranks = {label: rank for rank, label in enumerate(classes)}
    values = tuple(ranks[label] if label is not None else None for label in labels)
    return LabFacet(facet.id, facet.title, classes, values)
