"""Which places an answer points to, and where the places counted together are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cm_build.computing.microdata import IDENTITY
from cm_build.computing.population import Population
from cm_build.computing.variables import VariableKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cm_build.questionnaire.audience import ConcernedPlaces

# What can be counted of where places are, and the column that tells it.
WHEREABOUTS = {"communes": "code_commune", "departements": "departement", "regions": "region"}


class Selection(NamedTuple):
    """The addresses and names of the places concerned, among `answers` that said."""

    places: tuple[tuple[str, str], ...]
    answers: int


def concerned(population: Population, wanted: ConcernedPlaces) -> Selection:
    """Keep the places that gave one of the answers, or whose figure is within bounds."""
    frame = population.frame
    variable = population.variable(wanted.question or wanted.mesure or "")
    values = frame[variable.name]
    if wanted.question:
        codes = frozenset(wanted.contient)
        kept = values.isin(codes)
        if variable.kind is VariableKind.CHOICES:
            kept = values.map(lambda one: one is not None and not codes.isdisjoint(one))
    else:
        kept = values.notna()
        if wanted.au_moins is not None:
            kept &= values >= float(wanted.au_moins)
        if wanted.au_plus is not None:
            kept &= values <= float(wanted.au_plus)
    # These columns alone: hundreds of them are long to filter again for each answer.
    rows = frame.loc[kept.astype(bool), ["lieu", "nom"]]
    places = zip(rows["lieu"], rows["nom"], strict=True)
    return Selection(
        tuple((str(slug), str(name)) for slug, name in places), int(values.notna().sum())
    )


def whereabouts(population: Population, what: str) -> int:
    """Count the communes, départements or régions of the places."""
    return int(population.frame[WHEREABOUTS[what]].nunique())


def narrowed(population: Population, references: Iterable[str]) -> Population:
    """Keep only the columns some figures need: hundreds of columns are long to filter again and again."""
    identity = [variable for variable, _ in IDENTITY if variable.name in population.frame]
    kept = dict.fromkeys(variable.name for variable in identity)
    variables = list(identity)
    for reference in references:
        variable = population.variable(reference)
        kept |= {variable.name: None, variable.missing: None}
        variables.append(variable)
    frame = population.frame[list(kept)]
    return Population(frame, population.names, tuple(variables), population.minimum)
