"""Two builds that differ only in other places: no subtraction gives back what one place hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from cm_build.computing.population import Population
from cm_build.computing.variables import TOTAL, Variable, VariableKind
from tests.referentials import referential_of
from tests.support import census_of, minimal, write_place

# The line that one place hides: no other amount of these files is near it, nor a sum of some.
HIDDEN = 61337.0
DISCREET = """\
  types_de_lieu: [fablab]
  type_principal: fablab
espace: {{surface_interieure: 417, regime_occupation: locataire_marche, loyer_hors_charges: 61337, surface_louee: 417}}
moyens:
  depenses: {{loyer: 61337, energie: 3170, achats: 20410, complet: oui}}
  ressources: {{locations: 97003, complet: oui}}
{hiding}"""
OTHER = """\
  types_de_lieu: [{kind}]
  type_principal: {kind}
espace: {{surface_interieure: {area}, regime_occupation: locataire_marche, loyer_hors_charges: {rent}, surface_louee: {area}}}
moyens:
  depenses: {{loyer: {rent}, energie: 1900, achats: {area}, complet: oui}}
  ressources: {{locations: {rent}, complet: oui}}
"""
BASE = {
    "premier": ("fablab", 210, 5003),
    "deux": ("culturel", 340, 7019),
    "trois": ("fablab", 95, 1201),
}
# What happens to the others, and never to the place: a change, an arrival, a departure.
BUILDS: tuple[dict[str, tuple[str, int, int]], ...] = (
    BASE,
    {**BASE, "premier": ("fablab", 211, 8111)},
    {**BASE, "quatre": ("culturel", 1310, 14009)},
    {slug: one for slug, one in BASE.items() if slug != "trois"},
    {},
)
FACETS = ((None, ""), ("type_principal", "fablab"))


def built(root: Path, others: dict[str, tuple[str, int, int]], hiding: str) -> dict[str, float]:
    write_place(root, "discret", minimal("Discret", extra=DISCREET.format(hiding=hiding)))
    for slug, (kind, area, rent) in others.items():
        text = minimal(slug.title(), extra=OTHER.format(kind=kind, area=area, rent=rent))
        write_place(root, slug, text)
    referential = referential_of(root)
    assert len(referential.summaries) == len(others) + 1
    census = census_of(referential)
    return dict(told(census.populations.real, census.variables))


def told(population: Population, variables: Sequence[Variable]) -> Iterator[tuple[str, float]]:
    """Give every total and every count, of all places and of each facet."""
    # What nobody answers adds up to nothing, whatever the facet.
    given = population.frame.dropna(axis="columns", how="all").columns
    variables = [variable for variable in variables if variable.path and variable.name in given]
    wholes = [
        variable.name.removeprefix(TOTAL)
        for variable in variables
        if variable.name.startswith(TOTAL)
    ]
    for column, value in FACETS:
        group = population.where(column, value) if column else population
        facet = f"{column}={value}"
        yield f"{facet} lieux", float(group.size)
        for variable in variables:
            if variable.kind in (VariableKind.NUMBER, VariableKind.WHOLE):
                numbers = group.numbers(variable.name)
                yield f"{facet} {variable.name}", float(numbers.total)
                yield f"{facet} {variable.name} n", float(numbers.coverage.answers)
            elif variable.codes:
                counts = group.counts(variable.name).counts
                yield from ((f"{facet} {variable.name} {c}", float(n)) for c, n in counts.items())
        for name in wholes:
            parts = group.parts(name)
            yield f"{facet} Σ {name}", float(parts.whole)
            yield from ((f"{facet} {part}", float(total)) for part, total in parts.totals.items())


def recovered(root: Path, hiding: str) -> list[str]:
    """Subtract what two builds tell, then one result from another, looking for the hidden line."""
    builds = [built(root / str(i), one, hiding) for i, one in enumerate(BUILDS)]
    found = {0.0: "rien"}
    for i, one in enumerate(builds):
        found |= {round(value, 4): f"{i} : {key}" for key, value in one.items()}
    for (i, one), (j, other) in permutations(enumerate(builds), 2):
        for key in one.keys() & other.keys():
            found.setdefault(round(one[key] - other[key], 4), f"{i} - {j} : {key}")
    return [
        f"{name} ± {found[other]}"
        for value, name in found.items()
        for other in (round(HIDDEN - value, 4), round(value - HIDDEN, 4))
        if other in found
    ]


@pytest.mark.parametrize(
    "hiding",
    ["reponses_masquees: [depenses.loyer]\n", "sections_masquees: [moyens]\n"],
    ids=["une-ligne", "une-section"],
)
def test_two_builds_do_not_give_back_what_one_place_hides(tmp_path: Path, hiding: str) -> None:
    assert recovered(tmp_path, hiding) == []


def test_the_same_subtraction_gives_a_line_that_is_not_hidden(tmp_path: Path) -> None:
    assert len(recovered(tmp_path, "")) > len(BUILDS)
