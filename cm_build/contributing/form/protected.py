"""What the form knows of the places that must not be found: the list, the areas, where answers stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cm_build.contributing.form.rules import plain_condition
from cm_build.places.commune import Departement, Region
from cm_build.places.protection import offered
from cm_build.places.territory import Territory
from cm_build.questionnaire.grammar import keys_to
from cm_build.questionnaire.names import Names
from cm_build.reading.nearest import folded


class AreaChoices(NamedTuple):
    """Codes and names of what a protected place may say it is in, by name."""

    regions: tuple[tuple[str, str], ...]
    departements: tuple[tuple[str, str], ...]


def area_choices(territory: Territory) -> AreaChoices:
    """List every région and département."""
    return AreaChoices(_named(territory.regions.values()), _named(territory.departements.values()))


def _named(areas: Iterable[Region | Departement]) -> tuple[tuple[str, str], ...]:
    # INSEE writes straight apostrophes; French typography does not.
    named = ((area.code, area.nom.replace("'", "’")) for area in areas)
    return tuple(sorted(named, key=lambda one: folded(one[1])))


def protection_data(names: Names) -> dict[str, object] | None:
    """Give the script what a protected place may say, and where each answer stands in a file."""
    protection = names.questionnaire.protection
    if protection is None:
        return None
    return {
        "si": plain_condition(protection.proposer.si, names, None),
        "classes": [
            {
                "id": figure.id,
                "titre": figure.titre,
                "chemin": _keys(figure.de, names),
                "bornes": [
                    {
                        "jusqu_a": None if bound.jusqu_a is None else float(bound.jusqu_a),
                        "inclus": bound.inclus,
                        "libelle": bound.libelle,
                    }
                    for bound in figure.bornes
                ],
            }
            for figure in protection.classes
        ],
        "choix": {path: _keys(path, names) for path in offered(names)},
    }


def _keys(path: str, names: Names) -> str:
    """Give the keys that lead to an answer in a file, dots between them."""
    asked = names.asked[path]
    return ".".join((*keys_to(asked.home, asked.owner), asked.question.id))
