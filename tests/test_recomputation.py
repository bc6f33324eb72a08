"""A stranger who has the méthode and the open files finds every figure again, and needs nothing of ours."""

from __future__ import annotations

import ast
import copy
import sys
from pathlib import Path

import pytest

from tests.recomputation.all_places import counting
from tests.recomputation.colleges import standings
from tests.recomputation.differences import differences
from tests.recomputation.pages import Again
from tests.recomputation.published import Published, Row

HERE = Path(__file__).parent / "recomputation"
ALLOWED = {*sys.stdlib_module_names, "pyarrow"}


def test_the_recomputation_knows_nothing_of_the_program() -> None:
    imported = set()
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                imported.add(node.module or "")
            elif isinstance(node, ast.Call):
                assert getattr(node.func, "id", "") not in {"__import__", "exec", "eval"}
    own = {name for name in imported if name.startswith("tests.recomputation")}
    assert {name.partition(".")[0] for name in imported - own} <= ALLOWED - {"importlib"}
    assert own


@pytest.mark.parametrize("site", ["example_site", "synthetic_site", "mixed_site"])
def test_every_figure_is_found_again(request: pytest.FixtureRequest, site: str) -> None:
    published = Published(request.getfixturevalue(site))
    assert list(differences(published))[:20] == []


@pytest.fixture(scope="module")
def mixed(mixed_site: Path) -> Published:
    return Published(mixed_site)


def test_four_hundred_places_of_every_sort_are_there(mixed: Published) -> None:
    counted = counting(mixed)
    assert len({row["lieu"] for row in mixed.rows}) == 400
    assert len(counted[False]) > 300
    assert len(counted[True]) == 10
    assert {row["etat"] for row in mixed.rows} == {"ouvert", "pause", "ferme", "idee", "prefiguration"}  # fmt: skip
    assert {row["publication"] for row in mixed.rows} == {"publique", "annuaire"}
    assert min(row["annee"] for row in mixed.rows) < mixed.rules["population"]["annee_au_moins"]
    told = [one["reperes"] for one in mixed.documents.values() if one["reperes"]]
    assert {tuple(one["criteres"]) for one in told} >= {("type", "surface", "densite"), ("type", "surface"), ("type",)}  # fmt: skip
    assert {one.get("manque") for one in told} >= {None, "type_inconnu", "trop_peu_de_lieux"}


def test_every_kind_of_statistic_is_met(mixed: Published) -> None:
    again = Again(mixed, counting(mixed))
    assert list(again.differences()) == []
    assert again.met.keys() >= {
        *("total", "mediane", "bas", "haut", "reponses", "compte", "part", "en_place"),
        *("part_du_tout", "total_complet", "hausse", "stable", "baisse", "ecart_median"),
        *("repondus", "attendus", "publique", "annuaire", "densite"),
    }
    assert again.met.total() > 2_500


def doubled(row: Row, column: str) -> None:
    row[column] = (row[column] or 1) * 2


# A change of one answer, or of one rule: each must be seen.
FAULTS = {
    "une réponse": lambda found: doubled(found.rows[0], "surface_interieure"),
    "un total": lambda found: doubled(found.rows[0], "total:ressources"),
    "un point": lambda found: found.rows[0].update({"points:acces_fauteuil": 0.5}),
    "un état": lambda found: found.rules["population"]["etats"].append("ferme"),
    "une année": lambda found: found.rules["population"].update(annee_au_moins=1900),
    "un seuil": lambda found: found.rules["petits_groupes"].update(minimum=20),
    "un quartile": lambda found: found.rules["quartiles"].update(parts=[0.2, 0.5, 0.8]),
    "un barème": lambda found: found.rules["scores"].update(moitie_au_moins=0.9),
    "une couverture": lambda found: found.rules["scores"].update(couverture_au_moins=1.1),
    "un axe": lambda found: found.rules["scores"].update(axe_au_moins=90),
    "une pratique": lambda found: found.rules["en_place"].update(points_au_moins=1.1),
    "une durée": lambda found: found.rules["durees"].update(jours_par_an=365),
    "des semblables": lambda found: found.rules["semblables"].update(minimum=60),
    "un arrondi": lambda found: found.figures["part_recettes_propres"].update(decimales=1),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_figure_that_moved_is_seen(mixed_site: Path, fault: str) -> None:
    """A recount that never finds anything would prove nothing."""
    published = Published(mixed_site)
    published.rules = copy.deepcopy(published.rules)
    FAULTS[fault](published)
    assert next(differences(published), None) is not None


@pytest.mark.parametrize("rule", [{"majorite_plus_de": 0.9}, {"au_moins": 5}])
def test_a_rule_of_workshops_that_moved_is_seen(example_site: Path, rule: dict[str, float]) -> None:
    published = Published(example_site)
    told = [row[name] for row in published.rows for name in row if name.startswith("colleges:")]
    assert {*told} == {None, "meme", "differe", "partage"}
    published.rules = copy.deepcopy(published.rules)
    published.rules["colleges"].update(rule)
    assert next(standings(published), None) is not None
