"""What all places say together, as JSON: one file for the whole, one for each facet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cm_build.computing.aggregates import Aggregator
from cm_build.computing.counting import COUNTED_STATES
from cm_build.exporting.documents import DIGITS, VERSION
from cm_build.exporting.plain import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cm_build.computing.aggregates import AggregatedMeasure, AggregateGroup, Chosen
    from cm_build.computing.population import Populations
    from cm_build.computing.variables import Variable
    from cm_build.places.settings import Settings

FOLDER = "api/v1/referentiel"
# Places, then what they have in common: names of the variables they are grouped by.
PLACED = ("region", "departement", "classe_densite")
STATISTICS = ("minimum", "quart_bas", "mediane", "quart_haut", "maximum", "moyenne")


def facet_file(facet: str) -> str:
    """Name the file of a facet: a name that any system accepts."""
    return f"{FOLDER}/{facet.rpartition(':')[2]}.json"


def aggregate_files(
    counted: Populations,
    variables: Sequence[Variable],
    facets: Sequence[str],
    summed: Sequence[str],
    settings: Settings,
) -> Iterator[tuple[str, str]]:
    """Write the whole, then each facet; real and fictional places have each their own part."""
    worlds = {
        name: Aggregator(population.frame, variables, settings.groupe_minimum)
        for name, population in (("reels", counted.real), ("fictifs", counted.fictional))
    }
    writer = _Writer({variable.name: variable for variable in variables}, frozenset(summed))
    head = {
        "version": VERSION,
        "groupe_minimum": settings.groupe_minimum,
        "annee_reference": settings.annee_reference,
        "age_maximum": settings.age_maximum,
        "etats_comptes": COUNTED_STATES,
    }
    whole = {
        name: writer.group(group) for name, world in worlds.items() for group in world.by().values()
    }
    listed = [facet_file(facet) for facet in facets]
    yield f"{FOLDER}.json", written(head | {"facettes": listed} | {"mondes": whole})
    for facet in facets:
        groups = {
            name: {group: writer.group(kept) for group, kept in world.by(facet).items()}
            for name, world in worlds.items()
        }
        yield facet_file(facet), written(head | {"facette": facet, "mondes": groups})


class _Writer:
    """Writes groups; titles and units stand once, in the dictionary."""

    def __init__(self, variables: Mapping[str, Variable], summed: frozenset[str]) -> None:
        self.variables = variables
        self.summed = summed

    def group(self, group: AggregateGroup) -> dict[str, object]:
        """Write one group."""
        return {
            "lieux": group.places,
            "mesures": {
                name: self._measure(name, measure) for name, measure in group.measures.items()
            },
            "choix": {name: _choice(choice) for name, choice in group.choices.items()},
        }

    def _measure(self, name: str, measure: AggregatedMeasure) -> dict[str, object]:
        document: dict[str, object] = {"reponses": measure.answers, "concernes": measure.concerned}
        if name in self.summed:
            document["total"] = _number(measure.total)
        spread = (
            measure.lowest,
            measure.low,
            measure.median,
            measure.high,
            measure.highest,
            measure.mean,
        )
        if measure.median is None:
            return document | {"trop_peu": True}
        return document | {
            key: _number(value or 0.0) for key, value in zip(STATISTICS, spread, strict=True)
        }


def _choice(choice: Chosen) -> dict[str, object]:
    return {
        "reponses": choice.answers,
        "concernes": choice.concerned,
        "effectifs": dict(choice.counts),
    }


def _number(value: float) -> int | float:
    """Round away the dust of floats; a whole number is written as one."""
    rounded = round(value, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def facets_of(variables: Sequence[Variable], declared: Sequence[str]) -> tuple[str, ...]:
    """List the facets: where places are, then what they declare themselves to be."""
    known = {variable.name for variable in variables}
    variables_named = [
        f"calcul:{facet}" if f"calcul:{facet}" in known else facet for facet in declared
    ]
    return (*PLACED, *(facet for facet in variables_named if facet in known))
