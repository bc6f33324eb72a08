"""Typed rows: each kind of answer in its column, and why the others are empty."""

from __future__ import annotations

from datetime import date

import pytest

from cm_build.computing.microdata import Microdata, TableYear
from cm_build.computing.variables import VariableKind
from cm_build.places.place import Place, published
from cm_build.referential.toolbox import Tools
from tests.conftest import Reading
from tests.support import minimal

ANSWERS = """\
  types_de_lieu: [coworking, fablab]
  statut_juridique: scic
  date_ouverture: 2019-05-18
  projet_urbain: non
acces: {acces_fauteuil: presque_partout}
moyens:
  ressources: {locations: 118000, subventions_publiques: 82000, complet: oui}
  depenses: {salaires: 100}
programmation:
  personnes_accueillies: ne_sait_pas
effets_sociaux:
  criteres:
    lien_social: {presence: reguliere, preuves: [{nature: comptage, titre: Cahier}, {nature: comptage, titre: Autre}, {nature: ressenti}]}
"""


@pytest.fixture(scope="module")
def row(tools: Tools) -> dict[str, object]:
    read = Reading(tools)
    place = Place("essai", (read.assessment(minimal(extra=ANSWERS)),))
    (shown,) = published([place], tools.names, tools.settings)
    microdata = Microdata(tools.names)
    cells = microdata.row(TableYear(shown, shown.latest, tools.calculator.measures(shown.latest)))
    return dict(zip((variable.name for variable in microdata.variables), cells, strict=True))


def test_a_name_stands_for_one_column(tools: Tools) -> None:
    names = [variable.name for variable in Microdata(tools.names).variables]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lieu", "essai"),
        ("annee", 2025),
        ("nom", "La Halle"),
        ("code_commune", "35238"),
        ("departement", "35"),
        ("exemple_fictif", False),
        ("types_de_lieu", ("coworking", "fablab")),
        ("statut_juridique", "scic"),
        ("date_ouverture", date(2019, 5, 18)),
        ("projet_urbain", "non"),
        # Complete: what was not told is zero, and the whole is known.
        ("ressources.locations", 118000.0),
        ("ressources.dons", 0.0),
        ("total:ressources", 200000.0),
        ("calcul:part_recettes_propres", 59.0),
        # Not complete: the rest is missing, and so is the whole.
        ("depenses.salaires", 100.0),
        ("depenses.loyer", None),
        ("total:depenses", None),
        ("manque:depenses", None),
        ("personnes_accueillies", None),
        ("manque:personnes_accueillies", "ne_sait_pas"),
        ("manque:surface_interieure", "non_repondu"),
        # Private sections that were not published.
        ("manque:dettes", "non_publie"),
        # Scored, though in no axis.
        ("points:acces_fauteuil", 0.75),
        ("points:toilettes_adaptees", None),
        ("lien_social.presence", "reguliere"),
        ("lien_social.preuves.nature", ("comptage", "ressenti")),
    ],
)  # fmt: skip
def test_each_answer_has_its_type(row: dict[str, object], name: str, value: object) -> None:
    assert row[name] == value


def test_every_scored_practice_has_its_points(tools: Tools) -> None:
    points = [
        variable
        for variable in Microdata(tools.names).variables
        if variable.name.startswith("points:")
    ]
    scored = [one for one in tools.names.asked.values() if one.question.poids is not None]
    assert len(points) == len(scored) > 50
    assert {point.kind for point in points} == {VariableKind.NUMBER}
