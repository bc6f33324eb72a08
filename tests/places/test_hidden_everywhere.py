"""The attack on everything that is published, over the examples and sixty synthetic places.

Each quantity of each place is hidden in turn. What is published must not move with it, down to the
row that every page, file, total and facet is counted from; and no arithmetic on two published numbers
may give it back in place after place, which is how an identity that nobody declared would show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from cm_build.cli.main import main
from cm_build.computing.microdata import Microdata, TableYear
from cm_build.places.answer import Given
from cm_build.places.assessment import Assessment
from cm_build.places.folder import read_places
from cm_build.places.place import PublishedPlace
from cm_build.questionnaire.question import SingleChoice
from cm_build.referential.toolbox import Tools
from tests.places import test_concealment as attack
from tests.support import DATA

# Small numbers meet by chance; an identity shows on large ones.
LARGE = Decimal(100)
FEWEST_MET, SHARE_MET = 3, 0.3
# Each case settles a file three times: `make test` tries one in fifteen, `make test-long` every one.
ALL_OR_SOME = pytest.mark.parametrize(
    "step", [15, pytest.param(1, marks=pytest.mark.long)], ids=["une-sur-quinze", "toutes"]
)


@pytest.fixture(scope="module")
def wholes(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> list[Assessment]:
    """Read the latest year of each place, with everything public but what a test hides."""
    synthetic = tmp_path_factory.mktemp("synthese") / "lieux"
    assert main(["demo", "--places", "60", "--seed", "18", "--out", str(synthetic)]) == 0
    found = []
    for root in (DATA / "exemples", synthetic):
        for place in read_places(root, tools.reader, DATA.parent).places:
            whole = place.assessments[-1]
            told = {
                "publication": "publique", "sections_masquees": (), "reponses_masquees": (),
                "sections_publiees": tuple(tools.names.sections), "lieu_protege": False,
            }  # fmt: skip
            header = whole.header.model_copy(update=told)
            found.append(replace(whole, header=header, slug="essai"))
    assert len(found) > 75
    return found


def quantities(whole: Assessment) -> Iterator[tuple[str, Decimal]]:
    """List the answers and the lines that hold an amount."""
    for path, answer in whole.answers.items():
        if isinstance(answer, Given) and isinstance(answer.value, Decimal):
            yield path, answer.value
    for path, shares in whole.shares.items():
        if isinstance(whole.answers.get(path), Given):
            yield from ((f"{path}.{line}", amount) for line, amount in shares.parts.items())


def row(place: PublishedPlace, tools: Tools) -> list[object]:
    """Write what every count and every file reads of a place."""
    measures = tools.calculator.measures(place.latest)
    return list(Microdata(tools.names).row(TableYear(place, place.latest, measures)))


def moved(whole: Assessment, name: str, tools: Tools) -> Assessment | None:
    """Give the same file with another amount, whatever is public left as it is."""
    path, _, line = name.rpartition(".")
    if name not in whole.answers:
        lines = {name: Decimal(1)}
        if attack.is_tied(whole, path, tools):
            other = next((one for one in whole.shares[path].parts if one != line), None)
            if other is None:
                return None
            lines[f"{path}.{other}"] = Decimal(-1)
        return attack.changed(whole, tools, lines, {})
    answer = whole.answers[name]
    assert isinstance(answer, Given)
    assert isinstance(answer.value, Decimal)
    return replace(whole, answers={**whole.answers, name: Given(answer.value + 1)})


@ALL_OR_SOME
def test_no_row_moves_with_a_quantity_that_is_hidden(
    wholes: list[Assessment], tools: Tools, step: int
) -> None:
    """Totals, medians, facets and their differences are all made of rows: equal rows, equal pages."""
    tried = 0
    cases = [(whole, name) for whole in wholes for name, _ in quantities(whole)]
    for whole, name in cases[::step]:
        twin = moved(whole, name, tools)
        if twin is None:
            continue
        rows = [row(attack.shown(attack.hiding(one, name), tools), tools) for one in (whole, twin)]
        assert rows[0] == rows[1], (whole.file, name)
        tried += 1
    assert tried > 1000 / step


@ALL_OR_SOME
def test_no_row_moves_with_a_choice_that_is_hidden(
    wholes: list[Assessment], tools: Tools, step: int
) -> None:
    """A place that hides a choice is in no group of its facet: no facet less another tells it."""
    cases = [
        (whole, path)
        for whole in wholes
        for path, answer in whole.answers.items()
        if isinstance(answer, Given) and isinstance(tools.names.asked_for(path).question, SingleChoice)
        and path in tools.names.asked
    ]  # fmt: skip
    for whole, path in cases[:: step * 2]:
        question = tools.names.asked[path].question
        assert isinstance(question, SingleChoice)
        given = whole.answers[path]
        other = next(o.id for o in question.options if Given(o.id) != given)
        twin = replace(whole, answers={**whole.answers, path: Given(other)})
        rows = [row(attack.shown(attack.hiding(one, path), tools), tools) for one in (whole, twin)]
        assert rows[0] == rows[1], (whole.file, path)


Formula = tuple[str, str, str]


def formulas(place: PublishedPlace, hidden: Decimal, tools: Tools) -> Iterator[Formula]:
    """Find the sums, differences, products and quotients of two published numbers that give an amount."""
    known = attack.known_to_all(place, tools)
    keys, values = list(known), np.array(list(known.values()))
    x, y, goal = values[:, None], values[None, :], float(hidden)
    with np.errstate(divide="ignore", invalid="ignore"):
        tried = {"+": x + y, "-": x - y, "×": x * y, "× %": x * y / 100, "÷": x / y}
    for operation, found in tried.items():
        for i, j in np.argwhere(np.abs(found - goal) < 1e-9 * goal):
            yield keys[i], operation, keys[j]


def identities(
    wholes: list[Assessment], tools: Tools, publish, wanted=lambda _: True
) -> dict[str, list[Formula]]:
    """Keep the formulas that give the same hidden quantity in place after place."""
    met: dict[str, Counter[Formula]] = defaultdict(Counter)
    tried: Counter[str] = Counter()
    for whole in wholes:
        for name, amount in quantities(whole):
            if amount >= LARGE and wanted(name):
                tried[name] += 1
                met[name].update(formulas(publish(whole, name, amount), amount, tools))
    return {
        name: kept
        for name, counted in met.items()
        if (
            kept := [
                formula
                for formula, times in counted.items()
                if times >= max(FEWEST_MET, SHARE_MET * tried[name])
            ]
        )
    }


@pytest.mark.long
def test_no_identity_gives_back_what_is_hidden(wholes: list[Assessment], tools: Tools) -> None:
    def publish(whole: Assessment, name: str, _: Decimal) -> PublishedPlace:
        return attack.shown(attack.hiding(whole, name), tools)

    # Whoever publishes all resources and all expenses publishes their difference.
    found = identities(wholes, tools, publish, wanted=lambda name: name != "resultat_annee")
    assert found == {}


def test_the_same_attack_finds_the_identity_of_a_line_hidden_alone(
    wholes: list[Assessment], tools: Tools
) -> None:
    """The rooms of a building whose surface is known: the whole less the others."""

    def publish(whole: Assessment, name: str, amount: Decimal) -> PublishedPlace:
        path, _, line = name.rpartition(".")
        return attack.as_before(attack.Case(whole, path, line, amount), whole)

    found = identities(wholes, tools, publish, lambda name: name == "surfaces.stockage")
    assert any("-" in formula and "Σ surfaces" in formula for formula in found["surfaces.stockage"])
